"""What is said of a 任务分解表: each change and doubt in words, beside the sheet and cell that says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.checks.bases import plan_doubts, shares_doubt
from cixi_desktop.history import Change, Operation
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.workbook.breakdown import MONTH_HEADS, SHARES_HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.units import Unit


class Remark(NamedTuple):
    """What is said of a cell; ``sheet`` and ``cell`` are “” for what the hidden sheet alone says."""

    sheet: str
    cell: str
    words: str

    @property
    def text(self) -> str:
        """In one line, as all that is said of a file."""
        place = f"{self.sheet}{self.cell}"
        return f"{place}　{self.words}" if place else self.words


class Places(NamedTuple):
    """Says of changes what they are, each beside the cell that says so."""

    plan: Plan
    units: Sequence[Unit]
    places: Mapping[tuple[str, str], tuple[str, str]]

    def of(self, changes: Iterable[Change], words: str) -> Iterator[Remark]:
        """One remark for each field that is changed; ``words`` tell it of its line."""
        for change in changes:
            if change.before != change.after:
                for line in all_lines(self.plan, [Operation(label="", changes=(change,))], self.units):
                    yield self._beside(_subject_id(change), _head_of(line.field), words.format(line))

    def doubts(self, changes: Iterable[Change]) -> Iterator[Remark]:
        """What is found of each changed division of a figure."""
        for change in changes:
            before, after = change.before, change.after
            indicator = self.plan.indicator(after.target_id) if isinstance(after, Basis) else None
            if indicator is None or not isinstance(after, Basis):
                continue
            own = before if isinstance(before, Basis) else Basis(target_id=after.target_id, year=after.year)
            for words in self._shares_doubts(after) if after.shares != own.shares else ():
                reason = f"{indicator.id}“{indicator.name}”{words}。请核对单位分解数。"
                yield self._beside(after.target_id, SHARES_HEAD, reason)
            for last, words in plan_doubts(indicator, after) if after.pace_plan != own.pace_plan else ():
                reason = f"{indicator.id}“{indicator.name}”{words}。请核对，各月计划填累计数。"
                yield self._beside(after.target_id, MONTH_HEADS[last - 1], reason)

    def _shares_doubts(self, basis: Basis) -> Iterator[str]:
        """Of each month from which other shares, or another target, hold; each once."""
        begun = {1, *(each.since for each in basis.shares), *(each.since for each in self.plan.versions)}
        held = ((self.plan.at(month(self.plan.year, last)), last) for last in sorted(begun))
        known = ((plan.indicator(basis.target_id), last) for plan, last in held)
        doubts = (shares_doubt(own, basis, last) for own, last in known if own)
        yield from dict.fromkeys(filter(None, doubts))

    def _beside(self, key: str, head: str, words: str) -> Remark:
        return Remark(*self.places.get((key, head), ("", "")), words)


def _subject_id(change: Change) -> str:
    """Of which row of the table a change is; “” for what stands in none."""
    match change.after or change.before:
        case Duty(subject_id=subject_id):
            return subject_id
        case Basis(target_id=target_id):
            return target_id
        case _:
            return ""


def _head_of(field: str) -> str:
    """Under which head of the table a field of the journal stands."""
    found = _MONTH_FIELD.fullmatch(field)
    return MONTH_HEADS[int(found[1]) - 1] if found else field


_MONTH_FIELD = re.compile(r"月计划（(\d+)月）")
