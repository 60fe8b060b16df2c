"""Plans by year and version; what the bureau sets over a plan belongs to that plan's year.

Everything kept so far is of the one plan that there was, that of 2025.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from db.migrations.tables import add_seals, create_revisions, numbers, set_aside, take_over, text

revision = "0010"
down_revision = "0009"

_FIRST_YEAR = "2025"


def upgrade() -> None:
    _give_year(
        "bases",
        [
            *text("target_id"),
            *numbers("baseline", nullable=True),
            *text("baseline_note", "pace_plan", "last_year"),
            sa.Column("deadline", sa.Text),
            *text("stages"),
            *numbers("band", nullable=True),
            *text("published"),
        ],
        ["target_id"],
    )
    _give_year(
        "duties",
        text("subject_id", "lead_unit_id", "supporting_unit_ids", "leader", "person"),
        ["subject_id"],
    )
    _give_year(
        "decisions",
        [*text("reading_id", "answer", "effect", "decided_by"), sa.Column("decided_on", sa.Text)],
        ["reading_id"],
    )
    _give_year(
        "rules",
        [
            *text("name"),
            *numbers("behind_at", "late_beyond", "is_behind_inclusive"),
            *numbers("count_band", "growth_band", "due_day"),
        ],
        [],
    )
    create_revisions(
        "plans",
        [*numbers("year", "version", "since"), *text("text", "reason", "paper")],
        by_revision=["year", "version"],
        current=["year", "version"],
    )
    add_seals("plans")


def _give_year(table: str, columns: list[sa.Column[Any]], key: list[str]) -> None:
    """Make the table anew with a year behind the columns of its record, and seal its rows anew."""
    set_aside(table)
    by = ["year", *key]
    create_revisions(table, [*columns, *numbers("year")], by_revision=by, current=by)
    take_over(table, [column.name for column in columns], {"year": _FIRST_YEAR})
    add_seals(table)
