"""What may be pasted, what it would do, and the tables that people fill by typing and pasting."""
