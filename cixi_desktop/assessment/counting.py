"""台账计数: what a list of names comes to, 重名, lists frozen by quarter, and the figures that follow."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import narrow
from cixi_desktop.records.entries import quarter
from cixi_desktop.records.fields import figure_fields
from cixi_desktop.values import ZERO, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cixi_desktop.kinds import Ledger
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Entry, Series
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow


class Tally(Struct, frozen=True):
    """What a list comes to: ``rows`` of the year up to the end of a period.

    ``increment`` is the count of the period's own months, ``total`` that from January on.
    """

    rows: tuple[LedgerRow, ...]
    increment: Decimal
    total: Decimal


def tally(target: Target, rows: Iterable[LedgerRow], period: Period) -> Tally:
    """What the rows of a target's list come to at the end of ``period``.

    Rows are counted, or their numbers summed, as the kind of the list says; of a ratio, each name once.
    """
    known = tuple(row for row in rows if row.period.year == period.year and row.period.last <= period.last)
    earlier = [row for row in known if row.period.last < period.first]
    total = _count(target, known)
    return Tally(known, total - _count(target, earlier), total)


def _count(target: Target, rows: Iterable[LedgerRow]) -> Decimal:
    if target.traits.is_ratio:
        return Decimal(distinct_count(rows))
    if target.ledger is not None and target.ledger.is_summed:
        return sum((row.number for row in rows if row.number is not None), ZERO)
    return Decimal(sum(1 for _ in rows))


def counted_fields(target: Target) -> tuple[str, ...]:
    """The fields of an entry that the list counts into: the first is the one it fills in by itself."""
    if target.traits.is_ratio:
        return ("numerator",)
    return ("increment", "cumulative") if isinstance(target, Indicator) else ("increment",)


def counted(name: str, found: Tally) -> Decimal:
    """What the list makes of one of those fields."""
    return found.increment if name == "increment" else found.total


def count_unit(target: Target) -> str:
    """The unit that the list counts in."""
    return target.counted if isinstance(target, Indicator) and target.counted else target.unit


def following(target: Target, entry: Entry, before: Tally, after: Tally) -> Entry:
    """``entry`` of a month as it follows its list from one state to the next.

    A figure that equalled the old count becomes the new one; where nothing was entered, rows of the month
    fill it in. What people typed otherwise, a grey state and a draft stay. Where the last row is gone that
    a figure was counted from, so is the figure.
    """
    for name in counted_fields(target):
        typed: Decimal | None = getattr(entry, name)
        if typed is not None:
            new = counted(name, after)
            is_followed = typed == counted(name, before) != new
            return _with(entry, name, new or None) if is_followed else entry
    rows = _rows_of(after, entry.period)
    is_filled_in = rows and rows != _rows_of(before, entry.period) and _is_blank(target, entry)
    name = counted_fields(target)[0]
    return _with(entry, name, counted(name, after)) if is_filled_in else entry


def adopted(target: Target, entry: Entry, found: Tally) -> Entry:
    """``entry`` with the list's figure, in the field that people typed in; a grey state gives way."""
    names = counted_fields(target)
    name = next((name for name in names if getattr(entry, name) is not None), names[0])
    cleared = replace(entry, state=None, reason="" if entry.state else entry.reason)
    kept = tuple(draft for draft in cleared.drafts if draft[0] not in names)
    return _with(replace(cleared, drafts=kept), name, counted(name, found))


def _with(entry: Entry, name: str, value: Decimal | None) -> Entry:
    fields: dict[str, Any] = {name: value}
    return replace(entry, **fields)


def _rows_of(found: Tally, period: Period) -> list[LedgerRow]:
    return [row for row in found.rows if row.period == period]


def _is_blank(target: Target, entry: Entry) -> bool:
    """Whether the list may fill in its figure: no state, no draft of a figure."""
    names = {field.name for field in figure_fields(target)}
    return entry.state is None and not any(name in names for name, _ in entry.drafts)


def disagreement(target: Target, entry: Entry | None, found: Tally, period: Period) -> str:
    """How figure and list differ: 台账12家，本期填报10家.

    “” where they agree, no list is kept, or what was typed cannot be read yet.
    """
    unit, names = count_unit(target), counted_fields(target)
    if not found.rows or (entry and any(name in names for name, _ in entry.drafts)):
        return ""
    for name in names:
        typed: Decimal | None = getattr(entry, name) if entry else None
        if typed is not None:
            count = counted(name, found)
            label, whose = _LABELS[name]
            return "" if typed == count else f"{label}{plain(count)}{unit}，{whose}{plain(typed)}{unit}"
    if not _rows_of(found, period.closing):
        return ""
    answer = f"本期状态为“{entry.state}”" if entry and entry.state else "本期尚未填报"
    return f"台账{plain(found.increment)}{unit}，{answer}"


_LABELS = {
    "increment": ("台账", "本期填报"),
    "cumulative": ("台账累计", "累计填报"),
    "numerator": ("台账", "填报"),
}


def tally_words(target: Target, found: Tally, period: Period) -> str:
    """What the list comes to: 2025年6月2家，累计7家; of a ratio, without repeated names."""
    unit = count_unit(target)
    words = f"{period.label}{plain(found.increment)}{unit}，累计{plain(found.total)}{unit}"
    repeated = len(found.rows) - int(found.total) if target.traits.is_ratio else 0
    return f"{words}（另有{repeated}行重名，不重复计）" if repeated else words


class FrozenList(Struct, frozen=True):
    """How many names a list has, and the day it is of."""

    length: Decimal
    day: date


def frozen_list(target: Target, series: Series, period: Period) -> FrozenList | None:
    """The list that an earlier month of the same quarter was measured by; None if there was none.

    ``series`` are the entries of the target's year, by month.
    """
    if not target.traits.is_ratio:
        return None
    earlier = series[: period.last - 1][quarter(period.last)]
    entry = next((e for e in earlier if e is not None and e.denominator is not None), None)
    if entry is None or entry.denominator is None:
        return None
    return FrozenList(entry.denominator, entry.day)


_LEGAL_FORMS = ("股份有限公司", "有限责任公司", "有限公司")
_UNHEARD = str.maketrans("", "", "()[]{}<>〈〉《》【】〔〕“”‘’\"'·.,、，。-—_")
"""Brackets and marks, which nobody reads out; nor does anybody blanks."""
_REMEMBERED = 8192


@lru_cache(_REMEMBERED)
def name_key(name: str) -> str:
    """The name without what differs from list to list.

    Full-width letters, blanks, brackets, case, and the legal form of a company. The words keep their order:
    慈溪甲公司 and 甲公司（慈溪） stay apart.
    """
    heard = "".join(narrow(name).translate(_UNHEARD).split()).casefold()
    bare = heard
    for form in _LEGAL_FORMS:
        bare = bare.replace(form, "")
    return bare or heard


def distinct_count(rows: Iterable[LedgerRow]) -> int:
    """How many different names the rows have."""
    return len({name_key(row.name) for row in rows})


def namesakes(ledger: Ledger, rows: Sequence[LedgerRow]) -> tuple[LedgerRow | None, ...]:
    """For each row another one with the same name, the first there is; None for a name that stands once.

    Where a name may stand again for another day, only the same day makes a namesake; sums have none.
    """
    if ledger.is_summed:
        return (None,) * len(rows)
    places: dict[tuple[str, object], list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row_identity(ledger, row), []).append(place)
    found: list[LedgerRow | None] = [None] * len(rows)
    for first, *others in places.values():
        for place in others:
            found[place] = rows[first]
        if others:
            found[first] = rows[others[0]]
    return tuple(found)


def namesake(ledger: Ledger, rows: Sequence[LedgerRow], row: LedgerRow) -> LedgerRow | None:
    """Another of the rows with the name of this one, which is among them."""
    return namesakes(ledger, rows)[rows.index(row)]


def row_identity(ledger: Ledger, row: LedgerRow) -> tuple[str, object]:
    return name_key(row.name), (row.day or row.period.key) if ledger.can_repeat else None


def namesake_words(other: LedgerRow) -> str:
    """Where the same name stands: 与3月“慈溪甲公司”重名."""
    return f"与{other.period.last}月“{other.name}”重名"
