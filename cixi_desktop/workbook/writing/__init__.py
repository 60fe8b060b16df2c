"""The workbook written: its sheets as data, their look, and the file."""
