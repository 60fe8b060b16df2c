"""Revision n is ``PRAGMA user_version`` n. What was released is never changed: new schemas are new files."""
