"""固定名单: within a quarter a closed list keeps its length, dated by the month that gave it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.plan import ItemKind, Kind

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Entry, Series
    from cixi_desktop.records.forms import Target

RATIOS = frozenset({Kind.COVERAGE_RATIO, ItemKind.LIST})
"""Kinds whose figure is a part of a list."""
MONTHS_OF_QUARTER = 3


class FrozenList(Struct, frozen=True):
    """How many names a list has, and the day it is of."""

    length: Decimal
    day: date


def frozen_list(target: Target, series: Series, period: Period) -> FrozenList | None:
    """The list that an earlier month of the same quarter was measured by; None if there was none.

    ``series`` are the entries of the target's year, by month.
    """
    first = (period.last - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER
    if target.kind not in RATIOS:
        return None
    given = (e for e in series[first : period.last - 1] if e is not None and e.denominator is not None)
    entry = next(given, None)
    if entry is None or entry.denominator is None:
        return None
    return FrozenList(entry.denominator, entry.as_of or entry.period.end)


def measured(target: Target, entry: Entry, series: Series) -> Entry:
    """``entry`` with the quarter's list where only the part of it that is done was given."""
    frozen = frozen_list(target, series, entry.period)
    is_half = entry.numerator is not None and entry.denominator is None
    is_drafted = any(name == "denominator" for name, _ in entry.drafts)
    return replace(entry, denominator=frozen.length) if frozen and is_half and not is_drafted else entry
