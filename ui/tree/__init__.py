"""The plan as a tree, with a light and a bar on each row."""
