"""The data file behind ``ports.Store``: opening it with every check, reading it, writing to it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from db.datafile import FILE_NAME, HEAD, FileState, file_state, remember, seen_beyond, verify
from db.faults import unsaved_beside
from db.location import prepare_folder
from db.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cixi_desktop.history import Operation
    from cixi_desktop.ports import Clock, R, UnitOfWork
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record
    from db.writer import Writer


def open_store(folder: Path, *, clock: Clock = local_time) -> SqlStore:
    """The store in ``folder``: made if there is none, upgraded (after a backup) if it is older.

    CixiError, with nothing changed, if the folder is on a network or cannot be written to, or if the file is
    damaged, foreign, in use, or made by a newer version of the program.
    """
    prepare_folder(folder)
    path = folder / FILE_NAME
    if not path.exists():
        _create(path, clock, is_sample=False)
    version = verify(path)
    if version < HEAD:
        from db.upgrade import upgrade

        upgrade(path, version, clock())
    if seen_beyond(path) is None:
        remember(path, file_state(path, None))
    return SqlStore(path, clock)


def renew_sample(folder: Path, *, clock: Clock = local_time) -> SqlStore:
    """An empty store for sample figures in ``folder``, in place of an earlier sample, never of real data."""
    prepare_folder(folder)
    path = folder / FILE_NAME
    if path.exists():
        verify(path)
        if not SqlStore(path).is_sample():
            raise CixiError(f"文件夹里已有正式数据：{folder}。", "示例数据请放到另一个文件夹。")
    _create(path, clock, is_sample=True)
    remember(path, file_state(path, None))
    return SqlStore(path, clock)


def _create(path: Path, clock: Clock, *, is_sample: bool) -> None:
    from db.creation import create

    create(path, created_at=clock(), is_sample=is_sample)


class SqlStore:
    """Implements ``ports.Store`` for an existing file of the newest schema; see ``open_store``."""

    def __init__(self, path: Path, clock: Clock = local_time) -> None:
        self.path = path
        self._clock = clock
        self._reader = Reader(path)
        self._writer: Writer | None = None
        self._known: FileState | None = None
        self._lock = threading.Lock()

    def load(
        self,
        kind: type[R],
        *,
        year: int | None = None,
        unit_id: str | None = None,
        as_of: int | None = None,
    ) -> tuple[R, ...]:
        """In the order of their keys, those of a year of all units unit by unit; see ``ports.Store``."""
        return self._reader.load(kind, year, unit_id, as_of)

    def each(self, kind: type[R]) -> Iterator[R]:
        return self._reader.each(kind)

    def current(self, key: Key) -> Record | None:
        return self._reader.current(key)

    def changed_by(self, key: Key) -> int:
        return self._reader.changed_by(key)

    def past(self, record: R) -> tuple[R, ...]:
        return self._reader.past(record)

    def operations(self, *, limit: int, before: int | None = None) -> tuple[Operation, ...]:
        return self._reader.operations(limit, before)

    def revision(self, unit_id: str | None, year: int, month: int, *, as_of: int | None = None) -> int:
        return self._reader.revision(unit_id, year, month, as_of)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One opened file for all reads of this thread; see ``ports.Store``."""
        with self._reader.snapshot():
            yield

    def stamp(self) -> int:
        self._known = file_state(self.path, self._known)
        return self._known.newest

    def is_sample(self) -> bool:
        return self._reader.properties().get("is_sample") == "1"

    @property
    def damage(self) -> tuple[str, ...]:
        """See ``ports.Store``; at most some of each table."""
        return self._reader.damage

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """One at a time, from any thread; see ``ports.Store``."""
        if self.damage:
            raise unsaved_beside(self.damage)
        with self._prepared().unit_of_work(self._known) as work:
            yield work
        if work.saved is not None:
            self._known = work.saved
            remember(self.path, work.saved)

    def prepare(self) -> None:
        """Load what writing needs, a third of a second, so that the first save need not wait for it.

        Meant for a worker thread while the window is being painted.
        """
        self._prepared()

    def backup(self, target: Path) -> None:
        """Copy the file to ``target`` as it is now, verified; an older ``target`` is replaced."""
        from db.backup import backup

        backup(self.path, target)

    def close(self) -> None:
        """Let go of the file. What is there next is taken for it, whatever it is."""
        self._known = None
        self._reader = Reader(self.path)
        if self._writer is not None:
            self._writer.close()

    def _prepared(self) -> Writer:
        with self._lock:
            if self._writer is None:
                from db.writer import Writer

                self._writer = Writer(self.path, self._clock)
            return self._writer
