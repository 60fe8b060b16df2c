"""What keeps the user's work safe: the look at the computer, backups, restoring."""
