"""What is kept by revision: the records of units and of the bureau, and one year of them as a whole."""

Key = tuple[str, ...]
"""A record's kind and identity, the same over all its revisions."""
