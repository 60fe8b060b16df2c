"""检查: the findings of the month as a list beneath the open pane."""
