"""The first schema: revisions of five kinds of record, the journal, what is known of the file."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_CURRENT = sa.text("is_current = 1")


def upgrade() -> None:
    _create_properties()
    _create_operations()
    _create_entries()
    _create_narratives()
    _create_bases()
    _create_units()
    _create_rules()


def _text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _numbers(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer, nullable=nullable) for name in names]


def _flag(table: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} IN (0, 1)", name=f"ck_{table}_{name}")


def _create_properties() -> None:
    op.create_table(
        "properties",
        *_text("key", "value"),
        sa.PrimaryKeyConstraint("key", name="pk_properties"),
    )


def _create_operations() -> None:
    op.create_table(
        "operations",
        *_numbers("id"),
        *_text("label", "actor", "at"),
        *_numbers("gesture", "reverts", nullable=True),
        *_numbers("is_barrier"),
        _flag("operations", "is_barrier"),
        sa.CheckConstraint("gesture < id", name="ck_operations_gesture"),
        sa.CheckConstraint("reverts < id", name="ck_operations_reverts"),
        sa.PrimaryKeyConstraint("id", name="pk_operations"),
        sa.ForeignKeyConstraint(["gesture"], ["operations.id"], name="fk_operations_gesture"),
        sa.ForeignKeyConstraint(["reverts"], ["operations.id"], name="fk_operations_reverts"),
    )


def _entry_columns() -> list[sa.Column[Any]]:
    figures = ("increment", "cumulative", "value", "last_year", "numerator", "denominator")
    return [
        *_text("target_id", "unit_id"),
        *_numbers("year", "month"),
        *_numbers(*figures, nullable=True),
        *_text("stage", "proof"),
        sa.Column("state", sa.Text),
        *_text("reason"),
        sa.Column("as_of", sa.Text),
        *_numbers("is_estimate"),
        *_text("note", "drafts"),
    ]


def _create_entries() -> None:
    _create_revisions(
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
        *_text("task_id", "unit_id"),
        *_numbers("year", "month"),
        *_text("progress_note", "problems", "next_steps"),
    ]
    _create_revisions(
        "narratives",
        columns,
        by_revision=["year", "month", "unit_id", "task_id"],
        current=["year", "unit_id", "month", "task_id"],
    )


def _create_bases() -> None:
    columns = [
        *_text("target_id"),
        *_numbers("baseline", nullable=True),
        *_text("baseline_note", "pace_plan", "last_year"),
        sa.Column("deadline", sa.Text),
    ]
    _create_revisions("bases", columns, by_revision=["target_id"], current=["target_id"])


def _create_units() -> None:
    _create_revisions("units", _text("id", "name"), by_revision=["id"], current=["id"])


def _create_rules() -> None:
    columns = [
        *_text("name"),
        *_numbers("behind_at", "late_beyond", "is_behind_inclusive", "count_band", "growth_band", "due_day"),
    ]
    _create_revisions("rules", columns, by_revision=[], current=["is_current"])


def _create_revisions(
    table: str, columns: list[sa.Column[Any]], *, by_revision: list[str], current: list[str]
) -> None:
    is_monthly = "month" in by_revision
    month = [sa.CheckConstraint("month BETWEEN 1 AND 12", name=f"ck_{table}_month")] if is_monthly else []
    op.create_table(
        table,
        *_numbers("row_id"),
        *columns,
        *_numbers("revision", "is_current", "is_removed", "operation_id", "position"),
        *month,
        sa.CheckConstraint("revision >= 1", name=f"ck_{table}_revision"),
        _flag(table, "is_current"),
        _flag(table, "is_removed"),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{table}"),
        sa.UniqueConstraint(*by_revision, "revision", name=f"uq_{table}_revision"),
        sa.UniqueConstraint("operation_id", "position", name=f"uq_{table}_operation"),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=f"fk_{table}_operation_id"),
    )
    op.create_index(f"uq_{table}_current", table, current, unique=True, sqlite_where=_CURRENT)
