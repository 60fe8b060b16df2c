"""What the bureau sets for all units."""
