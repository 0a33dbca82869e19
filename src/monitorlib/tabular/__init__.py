"""Tables: in the source's form, as data, and on a page."""
