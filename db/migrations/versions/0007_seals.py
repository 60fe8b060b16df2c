"""A seal on every row, so that no change of it stays unseen."""

from __future__ import annotations

from alembic import op

from db.migrations.tables import add_seals

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    tables = op.get_bind().exec_driver_sql(
        "SELECT name FROM sqlite_master"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    for (table,) in tables.all():
        add_seals(table)
