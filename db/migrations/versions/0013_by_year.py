"""What is kept by a key without a year is found by its year, however many years there are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for table in ("ledger_rows", "acceptances"):
        op.create_index(
            f"ix_{table}_year", table, ["year", "unit_id"], sqlite_where=sa.text("is_current = 1")
        )
