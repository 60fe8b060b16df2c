"""Totals are worked out of sealed rows: the index that answered them in SQL goes."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.drop_index("ix_entries_totals", "entries")
