"""A store in memory, under the same contract as the data file: for tests of the core and of the window."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from msgspec.structs import replace

from cixi_desktop.errors import STALE_HINT, StaleError
from cixi_desktop.history import Operation, merge
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.record import OfUnit, year_of
from db.mapping import describe, to_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.ports import Clock, R
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record

FIXED_TIME = datetime(2025, 6, 25, 9, 30)  # noqa: DTZ001 - the store keeps local time without its zone


class MemoryStore:
    """Implements ``ports.Store``."""

    def __init__(self, *, is_sample: bool = False, clock: Clock = lambda: FIXED_TIME) -> None:
        self._is_sample = is_sample
        self._clock = clock
        self._kept = Kept((), {})
        self.damage: tuple[str, ...] = ()

    def load(
        self,
        kind: type[R],
        *,
        year: int | None = None,
        unit_id: str | None = None,
        as_of: int | None = None,
    ) -> tuple[R, ...]:
        records = self._kept.records if as_of is None else self._as_of(as_of)
        order = _unit_by_unit if year and unit_id is None and as_of is None else None
        found = [records[key] for key in sorted(records, key=order) if isinstance(records[key], kind)]
        return tuple(cast("R", record) for record in found if _is_wanted(record, year, unit_id))

    def each(self, kind: type[R]) -> Iterator[R]:
        yield from self.load(kind)

    def current(self, key: Key) -> Record | None:
        return self._kept.records.get(key)

    def changed_by(self, key: Key) -> int:
        operations = reversed(self._kept.operations)
        return next((o.id for o in operations if any(change.key == key for change in o.changes)), 0)

    def past(self, record: R) -> tuple[R, ...]:
        changes = [change for each in self._kept.operations for change in each.changes]
        same = [change.after for change in changes if change.key == record.key and change.after]
        return tuple(cast("R", revision) for revision in same)

    def _as_of(self, operation_id: int) -> dict[Key, Record]:
        records: dict[Key, Record] = {}
        for operation in self._kept.operations:
            if operation.id <= operation_id:
                put(records, operation)
        return records

    def operations(self, *, limit: int, before: int | None = None) -> tuple[Operation, ...]:
        older = [each for each in self._kept.operations if before is None or each.id < before]
        return tuple(older[-limit:]) if limit else ()

    def revision(self, unit_id: str | None, year: int, month: int, *, as_of: int | None = None) -> int:
        until = (each for each in self._kept.operations if as_of is None or each.id <= as_of)
        return sum(_touches(operation, unit_id, year, month) for operation in until)

    def snapshot(self) -> AbstractContextManager[None]:
        return nullcontext()

    def stamp(self) -> int:
        return len(self._kept.operations)

    def is_sample(self) -> bool:
        return self._is_sample

    def prepare(self) -> None:
        """Nothing to load."""

    def close(self) -> None:
        """Nothing to let go of."""

    @contextmanager
    def unit_of_work(self) -> Iterator[MemoryUnitOfWork]:
        work = MemoryUnitOfWork(self._kept, self._clock)
        try:
            yield work
        finally:
            self._kept = work.committed


def _unit_by_unit(key: Key) -> Key:
    """Target or task, unit and month; unit and month before target or task."""
    return (key[0], *key[2:], key[1]) if len(key) == MONTHLY else key


MONTHLY = 4
"""The parts of a key of a target's or task's month of a unit."""


class Kept(NamedTuple):
    """What was committed: all operations, oldest first, and the records that they leave behind."""

    operations: tuple[Operation, ...]
    records: dict[Key, Record]


class MemoryUnitOfWork:
    """Implements ``ports.UnitOfWork``."""

    def __init__(self, kept: Kept, clock: Clock) -> None:
        self.committed = kept
        self._operations = kept.operations
        self._records = dict(kept.records)
        self._clock = clock

    def current(self, key: Key) -> Record | None:
        return self._records.get(key)

    def newest(self) -> int:
        return len(self._operations)

    def apply(self, operation: Operation) -> Operation:
        changes = merge((), operation.changes)
        for change in changes:
            if self.current(change.key) != change.before:
                raise StaleError(f"{describe(change.key)}已被其他程序改动，未保存。", STALE_HINT)
            if change.after is not None:
                to_row(change.after)  # refuses what the file could not keep
        number = len(self._operations) + 1
        at = self._clock().replace(microsecond=0)
        gesture = operation.gesture or number
        applied = replace(operation, changes=changes, id=number, at=at, gesture=gesture)
        self._operations = (*self._operations, applied)
        put(self._records, applied)
        return applied

    def commit(self) -> None:
        self.committed = Kept(self._operations, dict(self._records))


def put(records: dict[Key, Record], operation: Operation) -> None:
    for change in operation.changes:
        if change.after is None:
            records.pop(change.key, None)
        else:
            records[change.key] = change.after


def _is_wanted(record: Record, year: int | None, unit_id: str | None) -> bool:
    if not isinstance(record, OfUnit):
        return year is None or year_of(record) in {None, year}
    return year in {None, record.period.year} and unit_id in {None, record.unit_id}


def _touches(operation: Operation, unit_id: str | None, year: int, month: int) -> bool:
    records = [change.after or change.before for change in operation.changes]
    return any(
        (record.period.year, record.period.first) == (year, month) and unit_id in {None, record.unit_id}
        for record in records
        if isinstance(record, Entry | Narrative)
    )
