"""The seal of a row: a checksum of what was written, compared when it is read. One flipped bit never fits."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import msgpack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

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


ROWS_AT_ONCE = 1000
_VALUES, _SEAL = itemgetter(slice(-1)), itemgetter(-1)


class UnreadableError(ValueError):
    """A row is not as it was written."""


def seal_of(values: Sequence[SqlValue]) -> int:
    """The seal of a row's values, in the order of its columns."""
    return crc32(msgpack.encode(values))


def is_sealed(row: Sequence[SqlValue]) -> bool:
    """Whether a row that ends with its seal is as it was written."""
    try:
        return seal_of(row[:-1]) == row[-1]
    except (TypeError, ValueError):  # no value that is ever written
        return False


def broken(rows: sqlite3.Cursor) -> Iterator[tuple[SqlValue, ...]]:
    """Those of many rows, each with its seal at its end, that are not as they were written."""
    while some := rows.fetchmany(ROWS_AT_ONCE):
        if [*map(crc32, map(msgpack.encode, map(_VALUES, some)))] != [*map(_SEAL, some)]:
            yield from (row for row in some if not is_sealed(row))


def schema_seal(connection: sqlite3.Connection) -> str:
    """The seal of the SQL of all tables and indices."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return str(crc32(msgpack.encode(rows.fetchall())))


def keep_schema_seal(connection: sqlite3.Connection) -> None:
    """Note in the file how its tables are now."""
    known = (SCHEMA, schema_seal(connection))
    connection.execute("INSERT OR REPLACE INTO properties VALUES (?, ?, ?)", (*known, seal_of(known)))
