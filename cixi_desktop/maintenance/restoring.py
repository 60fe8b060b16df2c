"""恢复: what putting a backup in the place of the present data would change."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, get_args

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.records.record import Record
from cixi_desktop.records.units import UNASSIGNED, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cixi_desktop.history import Operation
    from cixi_desktop.ports import Store

_KINDS: tuple[type[Record], ...] = get_args(Record)

OF_ALL = "公共设置"
"""Where the place of a unit stands: bases, rules and whatever else holds for all units."""


class Side(Struct, frozen=True, kw_only=True):
    """One of the two files: how many records it has, and what was done to it last, None if nothing was."""

    count: int
    names: Mapping[str, str]
    last: Operation | None
    is_sample: bool

    @property
    def last_at(self) -> datetime | None:
        """When it was changed last."""
        return self.last.at if self.last else None

    @property
    def words(self) -> str:
        """How much it holds, and its last change: 共12条记录；最近修改 2025-06-25 12:30　张三　填报8-1."""
        count = f"共{self.count}条记录"
        count = f"示例数据，{count}" if self.is_sample else count
        if self.last is None or self.last.at is None:
            return f"{count}；无修改记录"
        details = "　".join(
            filter(None, (f"{self.last.at:%Y-%m-%d %H:%M}", self.last.actor, self.last.label))
        )
        return f"{count}；最近修改 {details}"


class Difference(Struct, frozen=True, kw_only=True):
    """What changes in one unit's month (“” for no month): records that are added, removed, replaced."""

    unit: str
    period: str
    added: int
    removed: int
    replaced: int

    @property
    def words(self) -> str:
        """In one line: 高新科 2025年6月：增加3条，减少1条."""
        counts = (("增加", self.added), ("减少", self.removed), ("改变", self.replaced))
        changes = "，".join(f"{verb}{count}条" for verb, count in counts if count)
        return f"{' '.join(filter(None, (self.unit, self.period)))}：{changes}"


class Preview(Struct, frozen=True, kw_only=True):
    """Present data and backup side by side; ``present`` is None if it cannot be read."""

    present: Side | None
    backup: Side
    differences: tuple[Difference, ...]

    @property
    def verdict(self) -> str:
        """Which of the two is newer, in one sentence."""
        if self.present is None:
            return "现有数据无法读取，恢复后使用备份的内容。"
        if not self.differences:
            return "备份与现有数据的内容相同。"
        mine, theirs = self.present.last_at, self.backup.last_at
        if mine and (theirs is None or theirs < mine):
            return "备份比现有数据旧：恢复后，备份之后的修改不再显示。"
        if theirs and (mine is None or mine < theirs):
            return "备份比现有数据新。"
        return "备份与现有数据的内容不同。"

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything to know before restoring, line by line."""
        present = f"现有数据：{self.present.words}" if self.present else "现有数据：无法读取"
        changes = tuple(f"　{difference.words}" for difference in self.differences)
        heading = ("恢复后的变化：",) if changes else ()
        return (self.verdict, present, f"备　　份：{self.backup.words}", *heading, *changes)


def preview(present: Store | None, backup: Store) -> Preview:
    """Compare the present data with a backup, all units and years. CixiError if the backup cannot be read."""
    if present is not None:
        with suppress(CixiError):
            return _compared(present, backup)
    return _compared(None, backup)


def _compared(present: Store | None, backup: Store) -> Preview:
    """Both are read side by side, a record at a time: memory does not grow with what they hold."""
    changes = _Changes(Counter(), Counter(), Counter())
    here = there = 0
    for kind in _KINDS:
        mine = present.each(kind) if present else iter(())
        for old, new in _pairs(mine, backup.each(kind)):
            here += old is not None
            there += new is not None
            changes.take_in(old, new)
    ours = _side(present, here) if present else None
    theirs = _side(backup, there)
    names = {**(ours.names if ours else {}), **theirs.names}
    return Preview(present=ours, backup=theirs, differences=tuple(_differences(changes, names)))


def _side(store: Store, count: int) -> Side:
    operations = store.operations(limit=1)
    return Side(
        count=count,
        names={unit.id: unit.name for unit in (UNASSIGNED, *store.load(Unit))},
        last=operations[-1] if operations else None,
        is_sample=store.is_sample(),
    )


def _pairs(mine: Iterator[Record], theirs: Iterator[Record]) -> Iterator[tuple[Record | None, Record | None]]:
    """Both runs, in the order of their keys, side by side; None where one has no such record."""
    old, new = next(mine, None), next(theirs, None)
    while old or new:
        first = min(record.key for record in (old, new) if record)
        left = old if old and old.key == first else None
        right = new if new and new.key == first else None
        yield left, right
        old = next(mine, None) if left else old
        new = next(theirs, None) if right else new


class _Changes(NamedTuple):
    """How many records of each place are added, removed, replaced."""

    added: Counter[_Place]
    removed: Counter[_Place]
    replaced: Counter[_Place]

    def take_in(self, old: Record | None, new: Record | None) -> None:
        """Take in what becomes of one record."""
        if old is None and new is not None:
            self.added[_place(new)] += 1
        elif old is not None and new is None:
            self.removed[_place(old)] += 1
        elif old is not None and old != new:
            self.replaced[_place(old)] += 1


def _differences(changes: _Changes, names: Mapping[str, str]) -> Iterator[Difference]:
    for place in sorted(set().union(*changes)):
        unit_id, _, period = place
        yield Difference(
            unit=names.get(unit_id, unit_id) if unit_id else OF_ALL,
            period=period,
            added=changes.added[place],
            removed=changes.removed[place],
            replaced=changes.replaced[place],
        )


_Place = tuple[str, str, str]


def _place(record: Record) -> _Place:
    """Unit, and key and label of the period, “” where a record belongs to none."""
    period = getattr(record, "period", None)
    return (getattr(record, "unit_id", ""), period.key if period else "", period.label if period else "")
