"""What is kept: one SQLite file of records by revision, read with sqlite3, written through SQLAlchemy Core.

``db.store.open_store`` is the way in. Reading must not wait for SQLAlchemy (importing it takes twice as long
as showing an empty window), so nothing here imports it before the first write, nor Alembic before the first
upgrade. Both sides take tables and columns from ``db.mapping``.
"""
