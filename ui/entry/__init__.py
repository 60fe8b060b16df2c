"""填报: the form of one task."""
