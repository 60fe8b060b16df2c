"""Writing: one unit of work is one transaction on one connection.

The SQL is made once for all, by SQLAlchemy Core from the schema, and executed by sqlite3 itself.
Imported with the first write, or ahead of it by ``SqlStore.prepare``, because it brings SQLAlchemy with it.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, insert, literal_column, select, update
from sqlalchemy.dialects import sqlite

from cixi_desktop.errors import STALE_HINT, CixiError, StaleError
from cixi_desktop.history import merge
from db.check import explained
from db.datafile import BUSY_SECONDS, FileState, connect, state_in
from db.mapping import describe, is_removed, layout_of, locate, record_of, to_row
from db.schema import operations, revisions
from db.seals import OPERATION, SEAL, seal_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import ClauseElement

    from cixi_desktop.history import Change, Operation
    from cixi_desktop.ports import Clock
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record
    from db.mapping import RecordMap, Row

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",  # one file, which people copy
    "PRAGMA synchronous = EXTRA",  # a reported save outlasts a power cut: the folder is flushed, too
)


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection to the existing file at ``path`` that keeps its promises."""
    connection = connect(path, is_read_only=False)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


class Writer:
    """The one connection of a store that writes to the file at ``path``, lent to one at a time."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._place: tuple[int, int] | None = None

    @contextmanager
    def unit_of_work(self, known: FileState | None) -> Iterator[SqlUnitOfWork]:
        """A transaction that holds the file's write lock; rolled back unless committed.

        The file has to go on from what is ``known`` of it. After a fault the connection is given up with it,
        so that the next unit of work starts with a fresh one.
        """
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise CixiError("另一项保存还没有结束。", "请稍候再试。")
        try:
            with explained(self._path):
                connection = self._connected()
                work = SqlUnitOfWork(connection, self._path, self._clock, known)
            yield work
            connection.rollback()
        except BaseException:
            self._disconnect()
            raise
        finally:
            self._lock.release()

    def close(self) -> None:
        """Let go of the file; the next unit of work opens the one that is there then."""
        with self._lock:
            self._disconnect()

    def _connected(self) -> sqlite3.Connection:
        """A connection to the file that is at the path now. Of its pages it knows nothing yet.

        What another than SQLite wrote over the file it might else take for what it has read before.
        """
        place = _place_of(self._path)
        if place != self._place:
            self._disconnect()
        if self._connection is None:
            self._connection, self._place = open_to_write(self._path), place
        self._connection.execute("PRAGMA shrink_memory")
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _place_of(path: Path) -> tuple[int, int] | None:
    """Which file lies there; None for none."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return None
    return facts.st_dev, facts.st_ino


class _Stored(Struct, frozen=True):
    """The current row of a record; ``revision`` 0 if there has never been one."""

    record: Record | None = None
    revision: int = 0
    row_id: int = 0


class SqlUnitOfWork:
    """Implements ``ports.UnitOfWork``. ``saved`` is how the last commit left the file; None before it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, clock: Clock, known: FileState | None
    ) -> None:
        self._connection = connection
        self._path = path
        self._clock = clock
        self._is_whole = True
        self.saved: FileState | None = None
        self._state = self._begin(known)

    def _begin(self, known: FileState | None) -> FileState:
        """Take the write lock at once: a transaction that reads first may fail when it comes to write."""
        self._connection.execute("BEGIN IMMEDIATE")
        return state_in(self._connection, self._path, known)

    def current(self, key: Key) -> Record | None:
        with explained(self._path):
            return self._stored(*locate(key)).record

    def newest(self) -> int:
        return self._state.newest

    def apply(self, operation: Operation) -> Operation:
        """See ``ports.UnitOfWork``. Several changes of one record count as one.

        An operation that is refused leaves what was applied before it; one that fails half-way spoils the
        unit of work.
        """
        changes = merge((), operation.changes)
        with explained(self._path):
            if not self._connection.in_transaction:  # after a commit
                self._state = self._begin(self.saved)
            rows = [to_row(_image(change)) for change in changes]
            stored = [self._verified(change, row) for change, row in zip(changes, rows, strict=True)]
            self._is_whole = False
            journaled = self._journal(operation, changes)
            for position, (change, old, row) in enumerate(zip(changes, stored, rows, strict=True)):
                row |= {"operation_id": journaled.id, "position": position}
                self._revise(change, old, row)
            self._is_whole = True
        return journaled

    def commit(self) -> None:
        if not self._is_whole:
            raise RuntimeError("an operation was applied in part, so nothing of it may be kept")
        with explained(self._path):
            self._connection.execute("COMMIT")
        self.saved = self._state

    def _stored(self, layout: RecordMap, where: Row) -> _Stored:
        """``where`` has the key columns, and may have others."""
        row = self._connection.execute(_statements(layout).find, where).fetchone()
        if row is None:
            return _Stored()
        *stored, row_id = row
        record = record_of(layout, stored)
        revision = stored[layout.stored.index("revision")]
        return _Stored(None if is_removed(stored) else record, revision, row_id)

    def _verified(self, change: Change, row: Row) -> _Stored:
        stored = self._stored(layout_of(type(_image(change))), row)
        if stored.record != change.before:
            raise StaleError(f"{describe(change.key)}已被其他程序改动，未保存。", STALE_HINT)
        return stored

    def _journal(self, operation: Operation, changes: tuple[Change, ...]) -> Operation:
        at = self._clock().replace(microsecond=0)
        number = self._state.newest + 1
        journaled: Row = {
            "id": number,
            "label": operation.label,
            "actor": operation.actor,
            "at": at.isoformat(),
            "gesture": operation.gesture or None,
            "reverts": operation.reverts or None,
            "is_barrier": int(operation.is_barrier),
        }
        seal = seal_of([journaled[name] for name in OPERATION])
        self._connection.execute(_insert_operation(), journaled | {SEAL: seal})
        self._state = FileState(self._state.file_id, number, seal, at.isoformat())
        gesture = operation.gesture or number
        return replace(operation, changes=changes, id=number, at=at, gesture=gesture)

    def _revise(self, change: Change, old: _Stored, row: Row) -> None:
        """Write the next revision. That of a removal repeats what was removed."""
        layout = layout_of(type(_image(change)))
        statements = _statements(layout)
        if old.revision:
            self._connection.execute(statements.retire, {"old": old.row_id})
        row |= {"revision": old.revision + 1, "is_removed": int(change.after is None)}
        row[SEAL] = seal_of([row[name] for name in layout.stored[:-1]])
        self._connection.execute(statements.insert, row | {"row_id": None, "is_current": 1})


def _image(change: Change) -> Record:
    """What the change's new revision holds."""
    return cast("Record", change.after or change.before)


class _Statements(Struct, frozen=True):
    """The SQL for one table of revisions, with named parameters."""

    find: str
    retire: str
    insert: str


def _compiled(statement: ClauseElement) -> str:
    """SQL for sqlite3 itself: executed by SQLAlchemy, even cached, a save would take a tenth longer."""
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named")))


@cache
def _insert_operation() -> str:
    return _compiled(insert(operations))


@cache
def _statements(layout: RecordMap) -> _Statements:
    table = revisions[layout.kind]
    record = [table.c[name] for name in (*layout.stored, "row_id")]
    same = [table.c[name] == bindparam(name) for name in layout.key_columns]
    retired = update(table).where(table.c.row_id == bindparam("old"))
    # Written out, for SQLite to see that the index of current rows applies.
    is_current = table.c.is_current == literal_column("1")
    return _Statements(
        find=_compiled(select(*record).where(*same, is_current)),
        retire=_compiled(retired.values(is_current=literal_column("0"))),
        insert=_compiled(insert(table)),
    )
