"""Word documents: the one room that knows how they are made."""
