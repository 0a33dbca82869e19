"""What a reader takes away: the report as workbook, CSV files, one page, PDF and archive."""
