"""What reports ask of people: requests to the leaders, steps with their days, drafts and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.migrations.tables import add_seals, create_revisions, numbers, set_aside, take_over, text

if TYPE_CHECKING:
    from collections.abc import Sequence

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _renew_narratives()
    _renew_bases()
    key = ["unit_id", "report"]
    words = text("addressee", "copies", "drafter", "signer", "day", "edits", "sequence")
    _create("report_drafts", [*text(*key), *words], key)
    _create("report_templates", text("report", "words"), ["report"])


def _create(table: str, columns: Sequence[sa.Column[Any]], key: list[str]) -> None:
    create_revisions(table, list(columns), by_revision=key, current=key)
    add_seals(table)


def _renew_narratives() -> None:
    key, texts = ("task_id", "unit_id"), ("progress_note", "problems", "next_steps", "outcomes")
    set_aside("narratives")
    create_revisions(
        "narratives",
        [*text(*key), *numbers("year", "month"), *text(*texts, "requests", "steps")],
        by_revision=["year", "month", "unit_id", "task_id"],
        current=["year", "unit_id", "month", "task_id"],
    )
    take_over("narratives", (*key, "year", "month", *texts), {"requests": "''", "steps": "'[]'"})
    add_seals("narratives")


def _renew_bases() -> None:
    set_aside("bases")
    columns = [
        *text("target_id"),
        *numbers("baseline", nullable=True),
        *text("baseline_note", "pace_plan", "last_year"),
        sa.Column("deadline", sa.Text),
        *text("stages"),
        *numbers("band", nullable=True),
        *text("published"),
    ]
    create_revisions("bases", columns, by_revision=["target_id"], current=["target_id"])
    kept = tuple(column.name for column in columns[:-1])
    take_over("bases", kept, {"published": "''"})
    add_seals("bases")
