"""What the core asks of the outside: a store that keeps records by revision, and a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from cixi_desktop.history import Operation
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record


R = TypeVar("R", bound="Record")


class UnitOfWork(Protocol):
    """One transaction: everything in it is kept by ``commit``, or nothing is."""

    def current(self, key: Key) -> Record | None:
        """The newest revision of a record, or None if there is none or it was removed."""
        ...

    def newest(self) -> int:
        """The id of the operation that was done last, 0 if there was none; the next one has the next id."""
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

    def each(self, kind: type[R]) -> Iterator[R]:
        """The current records of one kind in the order of their keys, one at a time: of any number."""
        ...

    def current(self, key: Key) -> Record | None:
        """The newest revision of a record, or None if there is none or it was removed."""
        ...

    def changed_by(self, key: Key) -> int:
        """The id of the operation that changed a record last, 0 if none did."""
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
        """Another number after every commit, by whichever program.

        CixiError if the file is gone, or is not the one any more whose stamp was asked for before.
        """
        ...

    def is_sample(self) -> bool:
        """Whether the file holds sample figures (示例数据)."""
        ...

    @property
    def damage(self) -> tuple[str, ...]:
        """What could not be read so far, each named, while the rest was; nothing is saved beside it."""
        ...

    def prepare(self) -> None:
        """Load what writing needs, ahead of the first save; meant for a worker thread."""
        ...

    def close(self) -> None:
        """Let go of the file; the next write opens whichever is there then."""
        ...

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]:
        """Begin a transaction; it is rolled back unless committed."""
        ...


class Clock(Protocol):
    """The computer's clock, which may be wrong."""

    def __call__(self) -> datetime:
        """The local time now."""
        ...
