"""Cells: reading an untrusted workbook or CSV, writing xlsx and CSV. Knows no noun."""
