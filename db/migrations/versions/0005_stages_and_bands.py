"""What the bureau sets over the plan: an item's own stages, and how far 左右 reaches for a figure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.tables import create_revisions, numbers, text

revision = "0005"
down_revision = "0004"

_KEPT = (
    "row_id, target_id, baseline, baseline_note, pace_plan, last_year, deadline, "
    "revision, is_current, is_removed, operation_id, position"
)


def upgrade() -> None:
    op.drop_index("uq_bases_current", "bases")
    op.rename_table("bases", "bases_before")
    columns = [
        *text("target_id"),
        *numbers("baseline", nullable=True),
        *text("baseline_note", "pace_plan", "last_year"),
        sa.Column("deadline", sa.Text),
        *text("stages"),
        *numbers("band", nullable=True),
    ]
    create_revisions("bases", columns, by_revision=["target_id"], current=["target_id"])
    op.execute(f"INSERT INTO bases ({_KEPT}, stages) SELECT {_KEPT}, '[]' FROM bases_before")  # noqa: S608
    op.drop_table("bases_before")
