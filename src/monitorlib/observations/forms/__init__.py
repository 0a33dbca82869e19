"""The empty chart as workbook, XLSForm and codebook page, made from the specification."""
