"""The program and its data on one computer: machine, kit, backups."""
