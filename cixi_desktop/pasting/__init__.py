"""Tables that people fill by typing and pasting."""
