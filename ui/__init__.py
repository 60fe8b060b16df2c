"""What is seen: the window, the printed page and the command line. No SQL, no workbook code."""
