"""Upgrades of the schema, one file each, run in process by ``db.upgrade``."""
