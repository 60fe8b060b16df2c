"""Duties, ledgers, locks, decisions and submissions; more about units; what became of earlier problems."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from db.migrations.tables import create_revisions, numbers, set_aside, take_over, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _renew_units()
    _renew_narratives()
    create_revisions(
        "duties",
        text("subject_id", "lead_unit_id", "supporting_unit_ids", "leader", "person"),
        by_revision=["subject_id"],
        current=["subject_id"],
    )
    _create_ledger_rows()
    create_revisions(
        "locks",
        [*text("unit_id"), *numbers("year", "month", "is_locked"), *text("reason")],
        by_revision=["year", "month", "unit_id"],
        current=["year", "unit_id", "month"],
    )
    create_revisions(
        "decisions",
        [*text("reading_id", "answer", "effect", "decided_by"), sa.Column("decided_on", sa.Text)],
        by_revision=["reading_id"],
        current=["reading_id"],
    )
    create_revisions(
        "submissions",
        [
            *text("unit_id"),
            *numbers("year", "month", "number", "content_at"),
            *text("check_code", "plan_version"),
        ],
        by_revision=["year", "month", "unit_id"],
        current=["year", "unit_id", "month"],
    )


def _create_ledger_rows() -> None:
    columns: list[sa.Column[Any]] = [
        *text("id", "target_id", "unit_id"),
        *numbers("year", "month"),
        *text("name"),
        sa.Column("day", sa.Text),
        *text("place"),
        *numbers("number", nullable=True),
        *text("code", "note"),
    ]
    create_revisions("ledger_rows", columns, by_revision=["unit_id", "id"], current=["unit_id", "id"])


def _renew_units() -> None:
    set_aside("units")
    columns = [*text("id", "name", "short_name", "leader", "phone"), *numbers("place")]
    create_revisions("units", columns, by_revision=["id"], current=["id"])
    added = {"short_name": "''", "leader": "''", "phone": "''", "place": "0"}
    take_over("units", ("id", "name"), added)


def _renew_narratives() -> None:
    set_aside("narratives")
    key = text("task_id", "unit_id") + numbers("year", "month")
    texts = ("progress_note", "problems", "next_steps")
    create_revisions(
        "narratives",
        [*key, *text(*texts, "outcomes")],
        by_revision=["year", "month", "unit_id", "task_id"],
        current=["year", "unit_id", "month", "task_id"],
    )
    take_over("narratives", ("task_id", "unit_id", "year", "month", *texts), {"outcomes": "'[]'"})
