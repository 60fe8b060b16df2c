"""Which workbooks were taken in."""

from __future__ import annotations

from db.migrations.tables import create_revisions, numbers, text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    create_revisions(
        "acceptances",
        [
            *text("sha256", "unit_id"),
            *numbers("year", "month", "number"),
            *text("check_code", "file_name", "at", "accepted_by"),
        ],
        by_revision=["sha256"],
        current=["sha256"],
    )
