"""The window as a whole: application, main window, panes, commands, the editing session."""
