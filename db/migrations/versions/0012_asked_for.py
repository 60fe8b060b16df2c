"""How often a figure or item is asked for, where the bureau says so."""

from __future__ import annotations

import sqlalchemy as sa

from db.migrations.tables import add_seals, create_revisions, numbers, set_aside, take_over, text

revision = "0012"
down_revision = "0011"


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
    names = [*(column.name for column in kept), "shares", "year"]
    by = ["year", "target_id"]
    create_revisions(
        "bases", [*kept, *numbers("every"), *text("shares"), *numbers("year")], by_revision=by, current=by
    )
    take_over("bases", names, {"every": "0"})
    add_seals("bases")
