"""What the coordinator says: reviews, contacts, and choices between units."""

from __future__ import annotations

import sqlalchemy as sa

from db.migrations.tables import create_revisions, numbers, text

revision = "0004"
down_revision = "0003"

_MONTH = ["year", "month", "unit_id"]
_YEAR = ["year", "unit_id", "month"]


def upgrade() -> None:
    create_revisions(
        "reviews",
        [
            *text("unit_id"),
            *numbers("year", "month"),
            *text("verdict"),
            *numbers("number"),
            *text("check_code", "reasons"),
        ],
        by_revision=_MONTH,
        current=_YEAR,
    )
    create_revisions(
        "contacts",
        [*text("unit_id"), *numbers("year", "month"), sa.Column("day", sa.Text), *text("words")],
        by_revision=_MONTH,
        current=_YEAR,
    )
    create_revisions(
        "choices",
        [*text("target_id"), *numbers("year", "month"), *text("unit_id", "reason")],
        by_revision=["year", "month", "target_id"],
        current=["year", "month", "target_id"],
    )
