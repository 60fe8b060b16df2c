"""Writing: one unit of work is one transaction on one connection.

SQLAlchemy Core keeps the connection and the transaction, and makes the SQL from the schema, once for all.
Imported with the first write, or ahead of it by ``SqlStore.prepare``, because it brings SQLAlchemy with it.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, create_engine, event, func, insert, literal_column, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import TimeoutError as EngineBusy
from sqlalchemy.pool import QueuePool

from cixi_desktop.errors import STALE_HINT, CixiError, StaleError
from cixi_desktop.history import merge
from db.check import explained
from db.datafile import BUSY_SECONDS, connect
from db.faults import translated
from db.mapping import describe, is_removed, layout_of, locate, record_of, to_row
from db.schema import operations, revisions
from db.seals import OPERATION, SEAL, seal_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import ClauseElement, Connection, Engine

    from cixi_desktop.history import Change, Operation
    from cixi_desktop.ports import Clock
    from cixi_desktop.records.record import Key, Record
    from db.mapping import RecordMap, Row

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",  # one file, which people copy
    "PRAGMA synchronous = EXTRA",  # a reported save outlasts a power cut: the folder is flushed, too
)


def make_engine(path: Path) -> Engine:
    """An engine for the existing file at ``path``: it keeps one connection, and lends it to one at a time."""

    def open_connection() -> sqlite3.Connection:
        connection = connect(path, is_read_only=False)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    engine = create_engine(
        "sqlite://",
        creator=open_connection,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
    )
    event.listen(engine, "begin", begin_immediate)
    return engine


def begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first may fail when it comes to write."""
    driver_of(connection).execute("BEGIN IMMEDIATE")


def driver_of(connection: Connection) -> sqlite3.Connection:
    """What SQLAlchemy's connection stands for."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


@contextmanager
def unit_of_work(engine: Engine, path: Path, clock: Clock) -> Iterator[SqlUnitOfWork]:
    """A transaction that holds the file's write lock; rolled back unless committed.

    After a fault the connection is given up with it, so that the next unit of work starts with a fresh one.
    """
    with ExitStack() as stack:
        try:
            with translated(path):
                connection = stack.enter_context(engine.connect())
                connection.begin()
        except EngineBusy as error:
            raise CixiError("另一项保存还没有结束。", "请稍候再试。") from error
        try:
            yield SqlUnitOfWork(connection, path, clock)
        except CixiError:
            connection.invalidate()
            raise


class _Stored(Struct, frozen=True):
    """The current row of a record; ``revision`` 0 if there has never been one."""

    record: Record | None = None
    revision: int = 0
    row_id: int = 0


class SqlUnitOfWork:
    """Implements ``ports.UnitOfWork``."""

    def __init__(self, connection: Connection, path: Path, clock: Clock) -> None:
        self._connection = connection
        self._driver = driver_of(connection)
        self._path = path
        self._clock = clock
        self._is_whole = True

    def current(self, key: Key) -> Record | None:
        with explained(self._path):
            return self._stored(*locate(key)).record

    def newest(self) -> int:
        with explained(self._path):
            return self._newest()

    def _newest(self) -> int:
        (found,) = self._driver.execute(_newest_operation()).fetchone()
        return cast("int", found)

    def apply(self, operation: Operation) -> Operation:
        """See ``ports.UnitOfWork``. Several changes of one record count as one.

        An operation that is refused leaves what was applied before it; one that fails half-way spoils the
        unit of work.
        """
        changes = merge((), operation.changes)
        with explained(self._path):
            if not self._connection.in_transaction():  # after a commit
                self._connection.begin()
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
            self._connection.commit()

    def _stored(self, layout: RecordMap, where: Row) -> _Stored:
        """``where`` has the key columns, and may have others."""
        row = self._driver.execute(_statements(layout).find, where).fetchone()
        if row is None:
            return _Stored()
        *stored, row_id = row
        record = record_of(layout, stored)
        revision = stored[layout.stored.index("revision")]
        return _Stored(None if is_removed(stored) else record, revision, row_id)

    def _verified(self, change: Change, row: Row) -> _Stored:
        stored = self._stored(layout_of(type(_image(change))), row)
        if stored.record != change.before:
            raise StaleError(f"{describe(change.key)}已被其他程序改动，没有保存。", STALE_HINT)
        return stored

    def _journal(self, operation: Operation, changes: tuple[Change, ...]) -> Operation:
        at = self._clock().replace(microsecond=0)
        number = self._newest() + 1
        journaled: Row = {
            "id": number,
            "label": operation.label,
            "actor": operation.actor,
            "at": at.isoformat(),
            "gesture": operation.gesture or None,
            "reverts": operation.reverts or None,
            "is_barrier": int(operation.is_barrier),
        }
        journaled[SEAL] = seal_of([journaled[name] for name in OPERATION])
        self._driver.execute(_insert_operation(), journaled)
        gesture = operation.gesture or number
        return replace(operation, changes=changes, id=number, at=at, gesture=gesture)

    def _revise(self, change: Change, old: _Stored, row: Row) -> None:
        """Write the next revision. That of a removal repeats what was removed."""
        layout = layout_of(type(_image(change)))
        statements = _statements(layout)
        if old.revision:
            self._driver.execute(statements.retire, {"old": old.row_id})
        row |= {"revision": old.revision + 1, "is_removed": int(change.after is None)}
        row[SEAL] = seal_of([row[name] for name in layout.stored[:-1]])
        self._driver.execute(statements.insert, row | {"row_id": None, "is_current": 1})


def _image(change: Change) -> Record:
    """What the change's new revision holds."""
    return cast("Record", change.after or change.before)


class _Statements(Struct, frozen=True):
    """The SQL for one table of revisions, with named parameters."""

    find: str
    retire: str
    insert: str


def _compiled(statement: ClauseElement) -> str:
    """SQL for the driver itself: executed by SQLAlchemy, even cached, a save would take a tenth longer."""
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named")))


@cache
def _insert_operation() -> str:
    return _compiled(insert(operations))


@cache
def _newest_operation() -> str:
    return _compiled(select(func.coalesce(func.max(operations.c.id), literal_column("0"))))


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
