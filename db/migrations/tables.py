"""What the migrations share: the columns and constraints that every table of revisions has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

from db.seals import SEAL, UNSEALED, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_CURRENT = sa.text("is_current = 1")
_KEPT = ("row_id", "revision", "is_current", "is_removed", "operation_id", "position")


def text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def numbers(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer, nullable=nullable) for name in names]


def flag(table: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} IN (0, 1)", name=f"ck_{table}_{name}")


def create_revisions(
    table: str, columns: list[sa.Column[Any]], *, by_revision: list[str], current: list[str]
) -> None:
    """A table of revisions; ``by_revision`` identify a record, ``current`` are how current ones are found."""
    is_monthly = "month" in by_revision
    month = [sa.CheckConstraint("month BETWEEN 1 AND 12", name=f"ck_{table}_month")] if is_monthly else []
    op.create_table(
        table,
        *numbers("row_id"),
        *columns,
        *numbers("revision", "is_current", "is_removed", "operation_id", "position"),
        *month,
        sa.CheckConstraint("revision >= 1", name=f"ck_{table}_revision"),
        flag(table, "is_current"),
        flag(table, "is_removed"),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{table}"),
        sa.UniqueConstraint(*by_revision, "revision", name=f"uq_{table}_revision"),
        sa.UniqueConstraint("operation_id", "position", name=f"uq_{table}_operation"),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=f"fk_{table}_operation_id"),
    )
    op.create_index(f"uq_{table}_current", table, current, unique=True, sqlite_where=_CURRENT)


def set_aside(table: str) -> None:
    """Make room for the table's new form; its index goes at once, as names of indices are unique."""
    op.rename_table(table, f"old_{table}")
    op.drop_index(f"uq_{table}_current", f"old_{table}")


def take_over(table: str, names: Iterable[str], added: dict[str, str]) -> None:
    """Copy every row into the new form, with what is ``added``, and drop the old one."""
    kept = ", ".join((*_KEPT, *names))
    op.execute(
        f"INSERT INTO {table} ({kept}, {', '.join(added)})"  # noqa: S608  names and constants of migrations
        f" SELECT {kept}, {', '.join(added.values())} FROM old_{table}"
    )
    op.drop_table(f"old_{table}")


def add_seals(table: str) -> None:
    """Add the column of seals, and seal every row. Whatever changes sealed rows later seals them anew."""
    op.add_column(table, sa.Column(SEAL, sa.Integer, nullable=False, server_default=sa.text("0")))
    seal_rows(table)


def seal_rows(table: str) -> None:
    """Seal every row of a table as it is now: its columns in their order, as far as they last."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None  # noqa: S101  it is connected
    names = [row[1] for row in driver.execute(f"PRAGMA table_info({table})")]
    sealed = [name for name in names if name not in {*UNSEALED, SEAL}]
    rows = driver.execute(f"SELECT {', '.join(sealed)}, rowid FROM {table}").fetchall()  # noqa: S608
    driver.executemany(
        f"UPDATE {table} SET {SEAL} = ? WHERE rowid = ?",  # noqa: S608
        [(seal_of(row[:-1]), row[-1]) for row in rows],
    )
