"""The strip above the panes: unit, period, due day, state of the month."""
