"""Decisions on figures hold from a month on, and may be a value of the bureau's own.

A choice of one month becomes a decision from that month on, by whom and on the day it was made.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.tables import create_revisions, numbers, text

revision = "0006"
down_revision = "0005"

_KEY = ["year", "month", "target_id"]
_KEPT = "row_id, target_id, year, month, reason, revision, is_current, is_removed, operation_id, position"


def upgrade() -> None:
    columns = [
        *text("target_id"),
        *numbers("year", "month"),
        *text("whose"),
        *numbers("value", nullable=True),
        *text("reason", "decided_by"),
        sa.Column("decided_on", sa.Text),
    ]
    create_revisions("figure_decisions", columns, by_revision=_KEY, current=_KEY)
    op.execute(
        f"INSERT INTO figure_decisions ({_KEPT}, whose, decided_by, decided_on) "  # noqa: S608
        f"SELECT {_KEPT.replace('row_id', 'choices.row_id')}, unit_id, actor, substr(at, 1, 10) "
        "FROM choices JOIN operations ON operations.id = operation_id"
    )
    op.drop_table("choices")
