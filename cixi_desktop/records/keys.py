"""How a record is told from all others."""

Key = tuple[str, ...]
"""A record's kind and identity, the same over all its revisions."""
