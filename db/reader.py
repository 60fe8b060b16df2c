"""Reading what is current, and the journal, with sqlite3 alone: the figures need not wait for SQLAlchemy.

Each read, or each snapshot of several, opens the file and closes it again: that takes a fraction of a
millisecond, works in any thread, always sees the file that is there now, and never holds it open (a USB stick
can be pulled out).
"""

# Values are bound. What is put into SQL here are names of tables and columns, from db.mapping.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from cixi_desktop.history import Change, Operation
from cixi_desktop.records.entries import Entry, Narrative
from db.check import LENIENT, content_findings, explained
from db.datafile import connect
from db.faults import is_of_sqlite
from db.mapping import LAYOUTS, RecordMap, is_removed, layout_of, locate, record_of
from db.seals import OPERATION, PROPERTY, SEAL, UnreadableError, is_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cixi_desktop.ports import R
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record
    from db.codecs import SqlValue

_OPERATIONS = f"""
    SELECT {", ".join(OPERATION)}, {SEAL} FROM operations WHERE id < ? ORDER BY id DESC LIMIT ?
"""
_PROPERTIES = f"SELECT {', '.join(PROPERTY)}, {SEAL} FROM properties"
_NEWER_THAN_ALL = 2**63 - 1
_COLUMNS_BEFORE_RECORDS = 2


class Reader:
    """Reads of the file at ``path``. Each raises CixiError if the file is locked, gone or damaged.

    Where single rows are not as they were written, all but ``each`` read the others, and ``damage``
    names what is wrong.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = threading.local()
        self.damage: tuple[str, ...] = ()

    def load(
        self, kind: type[R], year: int | None, unit_id: str | None, as_of: int | None = None
    ) -> tuple[R, ...]:
        """Those of one kind, current or as operation ``as_of`` left them, in the order of their keys.

        Those of a year of all units come unit by unit.
        """
        layout = layout_of(kind)
        wanted = {"year": year, "unit_id": unit_id}
        names = tuple(name for name in wanted if wanted[name] is not None and name in layout.names)
        sql = _load_sql(layout, names) if as_of is None else _past_sql(layout, names)
        values = {**wanted, "as_of": as_of}
        return cast("tuple[R, ...]", self._read(layout, sql, values))

    def each(self, kind: type[R]) -> Iterator[R]:
        """Those of one kind that are current, in the order of their keys, one at a time."""
        layout = layout_of(kind)
        with self._connection() as connection:
            for row in connection.execute(_load_sql(layout, ())):
                record = record_of(layout, row)
                if not is_removed(row):
                    yield cast("R", record)

    def current(self, key: Key) -> Record | None:
        """The newest revision of a record; None if there is none or it was removed."""
        layout, where = locate(key)
        source = f"{layout.table} INDEXED BY uq_{layout.table}_current"
        sql = f"{_select(layout, source)}{_conditions('is_current = 1', *where)}"
        return next(iter(self._read(layout, sql, where)), None)

    def changed_by(self, key: Key) -> int:
        """The id of the operation that changed a record last, 0 if none did."""
        layout, where = locate(key)
        sql = (
            f"SELECT coalesce(max(operation_id), 0) FROM {layout.table}{_conditions('revision > 0', *where)}"
        )
        with self._connection() as connection:
            (found,) = connection.execute(sql, where).fetchone()
            return int(found)

    def past(self, record: R) -> tuple[R, ...]:
        """Every revision ever kept of the record with that one's key, oldest first; removals left out."""
        layout, where = locate(record.key)
        sql = f"{_select(layout, layout.table)}{_conditions('revision > 0', *where)} ORDER BY revision"
        return cast("tuple[R, ...]", self._read(layout, sql, where))

    def operations(self, limit: int, before: int | None) -> tuple[Operation, ...]:
        """The newest ``limit`` operations (those with an id below ``before``), oldest first."""
        newest = _NEWER_THAN_ALL if before is None else before
        with self.snapshot() as connection:
            try:
                return _operations(connection, newest, limit)
            except (sqlite3.Error, UnreadableError) as error:
                with self._beside_damage(connection, error):
                    return _operations(connection, newest, limit, is_broken=True)

    def revision(self, unit_id: str | None, year: int, month: int, as_of: int | None) -> int:
        """How many operations have touched entries or narratives of that unit (None: any) and month."""
        values = {"year": year, "month": month, "unit_id": unit_id}
        values["as_of"] = _NEWER_THAN_ALL if as_of is None else as_of
        with self._connection() as connection:
            row = connection.execute(_revision_sql(is_of_unit=unit_id is not None), values).fetchone()
        return int(row[0])

    def properties(self) -> dict[str, str]:
        """What is known of the file itself."""
        with self._connection() as connection:
            try:
                rows = _all_sealed(connection.execute(_PROPERTIES).fetchall())
            except (sqlite3.Error, UnreadableError) as error:
                with self._beside_damage(connection, error):
                    rows = [*filter(is_sealed, connection.execute(_PROPERTIES))]
        return {key: value for key, value, _ in rows}

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """All reads of this thread see one state of the file until it ends, also within another snapshot."""
        with self._connection() as connection:
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            self._held.connection = connection
            try:
                yield connection
            finally:
                del self._held.connection

    def _read(self, layout: RecordMap, sql: str, values: Mapping[str, SqlValue]) -> tuple[Record, ...]:
        with self._connection() as connection:
            try:
                return _lasting(layout, connection.execute(sql, values))
            except (sqlite3.Error, UnreadableError) as error:
                with self._beside_damage(connection, error):
                    return _lasting(layout, filter(is_sealed, connection.execute(sql, values)))

    @contextmanager
    def _beside_damage(self, connection: sqlite3.Connection, error: Exception) -> Iterator[None]:
        """Read what is sound beside rows that are not. ``error`` again if it comes from anything else."""
        if is_of_sqlite(error):
            raise error
        self.damage = self.damage or tuple(content_findings(self._path))
        if not self.damage:
            raise error
        connection.text_factory = LENIENT
        try:
            yield
        finally:
            connection.text_factory = str

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        held: sqlite3.Connection | None = getattr(self._held, "connection", None)
        with explained(self._path):
            if held is not None:
                yield held
                return
            with closing(connect(self._path, is_read_only=True)) as connection:
                yield connection


def _all_sealed(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows. UnreadableError if any is not as it was written."""
    if not all(map(is_sealed, rows)):
        raise UnreadableError
    return rows


@cache
def _load_sql(layout: RecordMap, names: tuple[str, ...]) -> str:
    """By an index of current rows: a table's row whose own word for it is damaged would be missed."""
    index = (
        f"ix_{layout.table}_year" if "year" in names and layout.is_of_year else f"uq_{layout.table}_current"
    )
    source = f"{layout.table} INDEXED BY {index}"
    order = _unit_by_unit(layout) if names == ("year",) else layout.key_columns
    return f"{_select(layout, source)}{_conditions('is_current = 1', *names)}{_in_order(order)}"


@cache
def _past_sql(layout: RecordMap, names: tuple[str, ...]) -> str:
    """The newest revisions up to an operation; of what was removed by then, none."""
    lasting = [name for name in names if name in layout.key_columns]
    until = _conditions("operation_id <= :as_of", *lasting)
    key = ", ".join(layout.key_columns) or "NULL"
    newest = f"(SELECT *, max(revision) FROM {layout.table}{until} GROUP BY {key})"
    return f"{_select(layout, newest)}{_conditions('revision > 0', *names)}{_in_order(layout.key_columns)}"


def _lasting(layout: RecordMap, rows: Iterable[tuple[SqlValue, ...]]) -> tuple[Record, ...]:
    """The records of these revisions, without those that were removed."""
    read = [(record_of(layout, row), is_removed(row)) for row in rows]
    return tuple(record for record, is_gone in read if not is_gone)


def _select(layout: RecordMap, source: str) -> str:
    return f"SELECT {', '.join(layout.stored)} FROM {source}"


def _conditions(first: str, *names: str) -> str:
    """``first``, and each of these columns equal to the parameter of its name."""
    return f" WHERE {' AND '.join((first, *(f'{name} = :{name}' for name in names)))}"


def _in_order(columns: Sequence[str]) -> str:
    return f" ORDER BY {', '.join(columns)}" if columns else ""


def _unit_by_unit(layout: RecordMap) -> Sequence[str]:
    """The columns of its key as the index of a year has them: to sort them took as long as to find them."""
    leading = [name for name in ("unit_id", "month") if name in layout.key_columns]
    return [*leading, *(name for name in layout.key_columns if name not in {"year", *leading})]


@cache
def _revision_sql(*, is_of_unit: bool) -> str:
    conditions = _conditions("operation_id <= :as_of", "year", "month", *(["unit_id"] if is_of_unit else []))
    tables = (layout_of(kind).table for kind in (Entry, Narrative))
    touched = " UNION ".join(f"SELECT operation_id FROM {table}{conditions}" for table in tables)
    return f"SELECT count(*) FROM ({touched})"


@cache
def _changes_sql(layout: RecordMap) -> str:
    """Each revision of a run of operations beside the revision before it."""
    records = [f"{side}.{name}" for side in ("new", "old") for name in layout.stored]
    same = [f"old.{name} = new.{name}" for name in layout.key_columns]
    return f"""
        SELECT new.operation_id, new.position, {", ".join(records)}
        FROM {layout.table} AS new
        LEFT JOIN {layout.table} AS old ON {" AND ".join([*same, "old.revision = new.revision - 1"])}
        WHERE new.operation_id BETWEEN ? AND ?
    """


def _operations(
    connection: sqlite3.Connection, newest: int, limit: int, *, is_broken: bool = False
) -> tuple[Operation, ...]:
    """The operations with what they changed; of a file that ``is_broken`` those that can be read whole."""
    rows = connection.execute(_OPERATIONS, (newest, limit)).fetchall()
    rows = [*filter(is_sealed, rows)] if is_broken else _all_sealed(rows)
    changes, lost = (
        _changes(connection, rows[-1][0], rows[0][0], is_broken=is_broken) if rows else ({}, set())
    )
    return tuple(_operation(row, changes.get(row[0], {})) for row in reversed(rows) if row[0] not in lost)


def _changes(
    connection: sqlite3.Connection, first: int, last: int, *, is_broken: bool
) -> tuple[dict[int, dict[int, Change]], set[int]]:
    """The changes of the operations ``first`` to ``last``, by operation and position; those that lack any."""
    found: dict[int, dict[int, Change]] = defaultdict(dict)
    lost: set[int] = set()
    for layout in LAYOUTS:
        width = _COLUMNS_BEFORE_RECORDS + len(layout.stored)
        for row in connection.execute(_changes_sql(layout), (first, last)):
            operation_id, position = row[:_COLUMNS_BEFORE_RECORDS]
            images = row[_COLUMNS_BEFORE_RECORDS:width], row[width:]
            has_earlier = row[-1] is not None
            if is_broken and not all(map(is_sealed, images if has_earlier else images[:1])):
                lost.add(operation_id)
                continue
            before = _image(layout, images[1]) if has_earlier else None
            found[operation_id][position] = Change(before, _image(layout, images[0]))
    return found, lost


def _image(layout: RecordMap, row: tuple[SqlValue, ...]) -> Record | None:
    record = record_of(layout, row)
    return None if is_removed(row) else record


def _operation(row: tuple[Any, ...], changes: dict[int, Change]) -> Operation:
    number, label, actor, at, gesture, reverts, is_barrier, _ = row
    return Operation(
        label=label,
        changes=tuple(changes[position] for position in sorted(changes)),
        actor=actor,
        id=number,
        at=datetime.fromisoformat(at),
        gesture=gesture or number,
        reverts=reverts or 0,
        is_barrier=bool(is_barrier),
    )
