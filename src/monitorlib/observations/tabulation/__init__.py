"""Charts to counts on any data-frame engine; what is counted is `tabulation.csv`."""
