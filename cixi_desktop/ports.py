"""What the core asks of the outside: a store that keeps records by revision, a clock, data folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from cixi_desktop.history import Operation
    from cixi_desktop.maintenance.backups import Backup, Reason
    from cixi_desktop.maintenance.diagnostics import FolderFacts
    from cixi_desktop.records.entries import Key
    from cixi_desktop.records.record import Record


R = TypeVar("R", bound="Record")


class UnitOfWork(Protocol):
    """One transaction: everything in it is kept by ``commit``, or nothing is."""

    def current(self, key: Key) -> Record | None:
        """The newest revision of a record, or None if there is none or it was removed."""
        ...

    def apply(self, operation: Operation) -> Operation:
        """Write the changes as new revisions and journal the operation; returns it with id, gesture, time.

        Raises CixiError if a record is not as the operation's ``before`` says: somebody else changed it.
        """
        ...

    def commit(self) -> None:
        """Keep what was applied. Raises CixiError, keeping nothing, if the disk is full or not writable."""
        ...


class Store(Protocol):
    """The data file. Nothing saved is ever overwritten or deleted."""

    def load(
        self,
        kind: type[R],
        *,
        year: int | None = None,
        unit_id: str | None = None,
        as_of: int | None = None,
    ) -> tuple[R, ...]:
        """The records of one kind; ``year`` and ``unit_id`` narrow those that belong to a unit's month.

        The current ones, or those that were current once operation ``as_of`` was done.
        """
        ...

    def past(self, record: R) -> tuple[R, ...]:
        """Every revision ever kept of the record with that one's key, oldest first; removals left out."""
        ...

    def operations(self, *, limit: int, before: int | None = None) -> tuple[Operation, ...]:
        """The newest ``limit`` operations, or of those below id ``before``; oldest first, with changes."""
        ...

    def revision(self, unit_id: str | None, year: int, month: int, *, as_of: int | None = None) -> int:
        """How many operations have touched entries or narratives of that unit (None: any) and month.

        Up to operation ``as_of``, or up to now.
        """
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Let all reads of this thread see one state of the file; be brief, nobody can write meanwhile."""
        ...

    def stamp(self) -> int:
        """Another number after every commit, by whichever program."""
        ...

    def is_sample(self) -> bool:
        """Whether the file holds sample figures (示例数据)."""
        ...

    def prepare(self) -> None:
        """Load what writing needs, ahead of the first save; meant for a worker thread."""
        ...

    def close(self) -> None:
        """Let go of the file; the next write opens it again."""
        ...

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]:
        """Begin a transaction; it is rolled back unless committed."""
        ...


class Clock(Protocol):
    """The computer's clock, which may be wrong."""

    def __call__(self) -> datetime:
        """The local time now."""
        ...


class DataFolder(Protocol):
    """A data folder as a whole: looked over, backed up, restored. Any of it may take seconds."""

    def survey(self) -> FolderFacts:
        """What there is to know of the folder itself, which need not exist yet; leaves nothing behind."""
        ...

    def keep(self, reason: Reason) -> Backup:
        """Back up into the folder's own backups, verified, and let go of those that the rotation gives up."""
        ...

    def backups(self) -> tuple[Backup, ...]:
        """The folder's own backups, newest first."""
        ...

    def peek(self, source: Path) -> AbstractContextManager[Store]:
        """A backup, to be read only. CixiError if it is damaged, foreign, or made by a newer program."""
        ...

    def restore(self, source: Path, *, actor: str) -> Backup | None:
        """Put a backup in the place of the data file; returns the backup of the latter, None without one.

        CixiError, with nothing changed, for what ``peek`` refuses or if the disk is full.
        """
        ...


class Storage(NamedTuple):
    """How a data folder is opened, checked and saved; composed in ``db.storage``, handed on by ``main``.

    ``open`` opens the folder's file or makes one; ``sample`` makes a new one for sample figures, in place of
    an earlier sample; ``check`` gives findings in Chinese, none if all is well; ``backup`` writes a verified
    copy; ``folder`` looks after the folder as a whole.
    """

    open: Callable[[Path], Store]
    sample: Callable[[Path], Store]
    check: Callable[[Path], list[str]]
    backup: Callable[[Path, Path], None]
    folder: Callable[[Path], DataFolder]
