"""Observation charts: from the tools that monitors use to facts for the report.

A chart describes one assembly. `specification` says what it holds. The rooms `files` and
`formats` read it, `values` and `crowd` understand it, `checking` looks it over, `publish`
leaves out what is private, `tabulation` counts, and `yearly` joins a year to the printed
ones. The room `forms` writes the empty chart, `practice` invents filled ones.
"""
