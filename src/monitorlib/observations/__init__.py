"""Observation charts: from the tools that monitors use to facts for the report.

A chart describes one assembly. `specification` says what it holds; `tablefiles`, `formats` and
`values` read it; `conditions`, `places`, `duplicates` and `checking` look it over; `publish`
leaves out what is private; `tabulate` counts. `workbook`, `xlsform` and `codebookpage` write
the empty forms.
"""
