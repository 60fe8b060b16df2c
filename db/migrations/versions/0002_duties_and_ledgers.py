"""Duties, ledgers, locks, decisions and submissions; more about units; what became of earlier problems."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.migrations.tables import create_revisions, numbers, text

revision = "0002"
down_revision = "0001"

_KEPT = ("row_id", "revision", "is_current", "is_removed", "operation_id", "position")


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
    _set_aside("units")
    columns = [*text("id", "name", "short_name", "leader", "phone"), *numbers("place")]
    create_revisions("units", columns, by_revision=["id"], current=["id"])
    added = {"short_name": "''", "leader": "''", "phone": "''", "place": "0"}
    _take_over("units", ("id", "name"), added)


def _renew_narratives() -> None:
    _set_aside("narratives")
    key = text("task_id", "unit_id") + numbers("year", "month")
    texts = ("progress_note", "problems", "next_steps")
    create_revisions(
        "narratives",
        [*key, *text(*texts, "outcomes")],
        by_revision=["year", "month", "unit_id", "task_id"],
        current=["year", "unit_id", "month", "task_id"],
    )
    _take_over("narratives", ("task_id", "unit_id", "year", "month", *texts), {"outcomes": "'[]'"})


def _set_aside(table: str) -> None:
    """Make room for the table's new form; its index goes at once, as names of indices are unique."""
    op.rename_table(table, f"old_{table}")
    op.drop_index(f"uq_{table}_current", f"old_{table}")


def _take_over(table: str, names: tuple[str, ...], added: dict[str, str]) -> None:
    """Copy every row into the new form, with what is ``added``, and drop the old one."""
    kept = ", ".join((*_KEPT, *names))
    op.execute(
        f"INSERT INTO {table} ({kept}, {', '.join(added)})"  # noqa: S608  names and constants of this file
        f" SELECT {kept}, {', '.join(added.values())} FROM old_{table}"
    )
    op.drop_table(f"old_{table}")
