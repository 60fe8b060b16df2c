"""单位分解数: what each unit has to bring of a figure that is divided over units."""

from __future__ import annotations

import sqlalchemy as sa

from db.migrations.tables import add_seals, create_revisions, numbers, set_aside, take_over, text

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    set_aside("bases")
    kept = [
        *text("target_id"),
        *numbers("baseline", nullable=True),
        *text("baseline_note", "pace_plan", "last_year"),
        sa.Column("deadline", sa.Text),
        *text("stages"),
        *numbers("band", nullable=True),
        *text("published"),
    ]
    by = ["year", "target_id"]
    create_revisions("bases", [*kept, *text("shares"), *numbers("year")], by_revision=by, current=by)
    take_over("bases", [*(column.name for column in kept), "year"], {"shares": "'[]'"})
    add_seals("bases")
