"""The first schema: revisions of five kinds of record, the journal, what is known of the file."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.migrations.tables import create_revisions, flag, numbers, text

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_properties()
    _create_operations()
    _create_entries()
    _create_narratives()
    _create_bases()
    _create_units()
    _create_rules()


def _create_properties() -> None:
    op.create_table(
        "properties",
        *text("key", "value"),
        sa.PrimaryKeyConstraint("key", name="pk_properties"),
    )


def _create_operations() -> None:
    op.create_table(
        "operations",
        *numbers("id"),
        *text("label", "actor", "at"),
        *numbers("gesture", "reverts", nullable=True),
        *numbers("is_barrier"),
        flag("operations", "is_barrier"),
        sa.CheckConstraint("gesture < id", name="ck_operations_gesture"),
        sa.CheckConstraint("reverts < id", name="ck_operations_reverts"),
        sa.PrimaryKeyConstraint("id", name="pk_operations"),
        sa.ForeignKeyConstraint(["gesture"], ["operations.id"], name="fk_operations_gesture"),
        sa.ForeignKeyConstraint(["reverts"], ["operations.id"], name="fk_operations_reverts"),
    )


def _entry_columns() -> list[sa.Column[Any]]:
    figures = ("increment", "cumulative", "value", "last_year", "numerator", "denominator")
    return [
        *text("target_id", "unit_id"),
        *numbers("year", "month"),
        *numbers(*figures, nullable=True),
        *text("stage", "proof"),
        sa.Column("state", sa.Text),
        *text("reason"),
        sa.Column("as_of", sa.Text),
        *numbers("is_estimate"),
        *text("note", "drafts"),
    ]


def _create_entries() -> None:
    create_revisions(
        "entries",
        _entry_columns(),
        by_revision=["year", "month", "unit_id", "target_id"],
        current=["year", "unit_id", "month", "target_id"],
    )
    op.create_index(
        "ix_entries_totals",
        "entries",
        [
            "year",
            "target_id",
            "month",
            "unit_id",
            "increment",
            "cumulative",
            "value",
            "is_current",
            "is_removed",
        ],
        sqlite_where=sa.text("is_current = 1 AND is_removed = 0"),
    )


def _create_narratives() -> None:
    columns = [
        *text("task_id", "unit_id"),
        *numbers("year", "month"),
        *text("progress_note", "problems", "next_steps"),
    ]
    create_revisions(
        "narratives",
        columns,
        by_revision=["year", "month", "unit_id", "task_id"],
        current=["year", "unit_id", "month", "task_id"],
    )


def _create_bases() -> None:
    columns = [
        *text("target_id"),
        *numbers("baseline", nullable=True),
        *text("baseline_note", "pace_plan", "last_year"),
        sa.Column("deadline", sa.Text),
    ]
    create_revisions("bases", columns, by_revision=["target_id"], current=["target_id"])


def _create_units() -> None:
    create_revisions("units", text("id", "name"), by_revision=["id"], current=["id"])


def _create_rules() -> None:
    columns = [
        *text("name"),
        *numbers("behind_at", "late_beyond", "is_behind_inclusive", "count_band", "growth_band", "due_day"),
    ]
    create_revisions("rules", columns, by_revision=[], current=["is_current"])
