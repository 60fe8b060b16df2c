"""简称、标准句: what the bureau itself calls a figure, and how it is told."""

from __future__ import annotations

import sqlalchemy as sa

from db.migrations.tables import add_seals, create_revisions, numbers, set_aside, take_over, text

revision = "0016"
down_revision = "0015"


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
        *numbers("every"),
        *text("shares", "follows"),
    ]
    names = [*(column.name for column in kept), "year"]
    by = ["year", "target_id"]
    own = text("short", "phrase")
    create_revisions("bases", [*kept, *own, *numbers("year")], by_revision=by, current=by)
    take_over("bases", names, {"short": "''", "phrase": "''"})
    add_seals("bases")
