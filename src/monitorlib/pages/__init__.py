"""Pages: the exporter, the frame of all, the front, the search, and a last look."""
