"""Tables in the formats of other tools to charts; a format is a file of `data/hand`."""
