"""The tables, as SQLAlchemy Core knows them: one table of revisions for each kind of record, and the journal.

Core and not the ORM: the records are frozen Structs of the core, so there is nothing for the ORM to map,
track or expire, and a save would take a third longer with it.

The journal is not kept twice. What an operation changed are the revisions with its ``operation_id``, each
held against the revision before it.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from db.mapping import LAYOUTS, RecordMap
from db.seals import SEAL


def _seal() -> Column[int]:
    return Column(SEAL, Integer, nullable=False, server_default=text("0"))


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

version_table = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, as Alembic makes it; not one of the program's."""

properties = Table(
    "properties",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    _seal(),
)
"""What is known of the file: ``id`` (a UUID), ``created_at``, ``is_sample`` (0 or 1), ``schema`` seals it."""

operations = Table(
    "operations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("gesture", Integer, ForeignKey("operations.id")),
    Column("reverts", Integer, ForeignKey("operations.id")),
    Column("is_barrier", Integer, nullable=False),
    _seal(),
    CheckConstraint("is_barrier IN (0, 1)", name="is_barrier"),
    CheckConstraint("gesture < id", name="gesture"),
    CheckConstraint("reverts < id", name="reverts"),
)
"""``at`` is local time to the second. ``gesture`` is NULL for the first operation of a gesture, whose own id
names it; ``reverts`` is NULL if the operation takes nothing back.
"""

_TYPES = {"INTEGER": Integer, "TEXT": Text}
_BY_YEAR = ("year", "unit_id", "month")
"""How current records are looked up: a unit's year is one run of the index."""
_BY_MONTH = ("year", "month", "unit_id")
"""How revisions are looked up: what happened in a month, or in a month of one unit."""
_CURRENT = text("is_current = 1")


def _in_order(columns: tuple[str, ...], first: tuple[str, ...]) -> tuple[str, ...]:
    leading = [column for column in first if column in columns]
    return (*leading, *(column for column in columns if column not in first))


def _revisions(layout: RecordMap) -> Table:
    """The table of all revisions of one kind; ``position`` is the place among its operation's changes."""
    name, key = layout.table, layout.key_columns
    by_year = [name for name in ("year", "unit_id") if name in layout.names]
    checks = [CheckConstraint("month BETWEEN 1 AND 12", name="month")] if "month" in key else []
    return Table(
        name,
        metadata,
        Column("row_id", Integer, primary_key=True),
        *(Column(c.name, _TYPES[c.sql_type], nullable=c.is_nullable) for c in layout.columns),
        Column("revision", Integer, nullable=False),
        Column("is_current", Integer, nullable=False),
        Column("is_removed", Integer, nullable=False),
        Column("operation_id", Integer, ForeignKey("operations.id"), nullable=False),
        Column("position", Integer, nullable=False),
        _seal(),
        *checks,
        CheckConstraint("revision >= 1", name="revision"),
        CheckConstraint("is_current IN (0, 1)", name="is_current"),
        CheckConstraint("is_removed IN (0, 1)", name="is_removed"),
        UniqueConstraint(*_in_order(key, _BY_MONTH), "revision", name=f"uq_{name}_revision"),
        UniqueConstraint("operation_id", "position", name=f"uq_{name}_operation"),
        Index(
            f"uq_{name}_current",
            *(_in_order(key, _BY_YEAR) or ("is_current",)),
            unique=True,
            sqlite_where=_CURRENT,
        ),
        *([Index(f"ix_{name}_year", *by_year, sqlite_where=_CURRENT)] if layout.is_of_year else []),
    )


revisions = {layout.kind: _revisions(layout) for layout in LAYOUTS}
"""The table of revisions of each kind of record."""
