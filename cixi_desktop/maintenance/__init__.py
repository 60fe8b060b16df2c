"""The program and its data on one computer: the folder of data, backups, diagnostics, kit, log."""
