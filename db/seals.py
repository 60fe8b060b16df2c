"""The seal of a row: a checksum of what was written, compared when it is read. One flipped bit never fits."""

# Names of tables and columns are put into SQL here, from db.mapping; values are bound.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3
from itertools import islice
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import msgpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.codecs import SqlValue

SEAL = "seal"
"""The column of it, in every table."""
BOUND = ("revision", "is_removed", "operation_id", "position")
"""What is sealed of a revision beside its record. Whether it is current changes, and follows from it all."""
UNSEALED = ("row_id", "is_current")
"""The columns of a revision that are not sealed."""
OPERATION = ("id", "label", "actor", "at", "gesture", "reverts", "is_barrier")
PROPERTY = ("key", "value")
"""What is sealed of the rows of the journal and of what is known of the file, in this order."""
SCHEMA = "schema"
"""The property that seals the tables themselves."""


class UnreadableError(ValueError):
    """A row is not as it was written."""


_encoded = msgpack.Encoder().encode


def seal_of(values: Sequence[SqlValue]) -> int:
    """The seal of a row's values, in the order of its columns."""
    return crc32(_encoded(values))


def is_sealed(row: Sequence[SqlValue]) -> bool:
    """Whether a row that ends with its seal is as it was written."""
    try:
        return seal_of(row[:-1]) == row[-1]
    except (TypeError, ValueError):  # no value that is ever written
        return False


def broken(
    connection: sqlite3.Connection, table: str, names: Sequence[str], most: int, rows: range | None = None
) -> list[tuple[SqlValue, ...]]:
    """Rows of a table, each with its seal at its end, that are not as they were written.

    ``rows`` are the numbers of those to look at, None for all.

    SQLite hands every row to the seal and only those back: that takes half as long as to fetch them all. What
    is no text any more it cannot hand over; such a table is fetched.
    """
    sealed = ", ".join(names)
    where = "" if rows is None else f"rowid BETWEEN {rows.start} AND {rows.stop - 1} AND "
    select = f"SELECT {sealed}, {SEAL} FROM {table} WHERE {where}"
    connection.create_function("is_broken", -1, _is_broken)
    try:
        return connection.execute(f"{select} is_broken({SEAL}, {sealed})").fetchmany(most)
    except sqlite3.OperationalError:
        return [*islice((row for row in connection.execute(f"{select} TRUE") if not is_sealed(row)), most)]


def _is_broken(seal: SqlValue, *row: SqlValue) -> bool:
    return crc32(_encoded(row)) != seal


def schema_seal(connection: sqlite3.Connection) -> str:
    """The seal of the SQL of all tables and indices."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return str(crc32(_encoded(rows.fetchall())))


def keep_schema_seal(connection: sqlite3.Connection) -> None:
    """Note in the file how its tables are now."""
    known = (SCHEMA, schema_seal(connection))
    connection.execute("INSERT OR REPLACE INTO properties VALUES (?, ?, ?)", (*known, seal_of(known)))
