"""承接: which task of the year before a task goes on with."""

from __future__ import annotations

import sqlalchemy as sa

from db.migrations.tables import add_seals, create_revisions, numbers, set_aside, take_over, text

revision = "0014"
down_revision = "0013"


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
        *text("shares"),
    ]
    names = [*(column.name for column in kept), "year"]
    by = ["year", "target_id"]
    create_revisions("bases", [*kept, *text("follows"), *numbers("year")], by_revision=by, current=by)
    take_over("bases", names, {"follows": "''"})
    add_seals("bases")
