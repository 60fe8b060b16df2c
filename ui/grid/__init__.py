"""表格: the figures of a month as a grid for the keyboard."""
