"""Figures and maps: drawn, described, and brought to a page."""
