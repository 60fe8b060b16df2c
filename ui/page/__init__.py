"""The printed page: what it says, how it is fitted, and its preview."""
