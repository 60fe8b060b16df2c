"""The workbook written: its sheets as data, and the file."""
