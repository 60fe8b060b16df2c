"""Makes the kits: folders with all that the program needs, for computers without a network."""
