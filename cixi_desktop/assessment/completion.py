"""完成率: the cumulative figure of each kind, and how much of its way to the target is done, in Decimal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.records.fields import merged_months
from cixi_desktop.values import HUNDRED, ZERO, Comparator, floored, is_whole, rounded_up

if TYPE_CHECKING:
    from cixi_desktop.kinds import ItemKind, Kind
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Indicator
    from cixi_desktop.records.basis import Basis
    from cixi_desktop.records.entries import Entry, Series
    from cixi_desktop.records.fields import Target


class LatestValue(Struct, frozen=True):
    """Where a figure or item stands: its cumulative value, and the entry that it is from.

    None while nothing was ever entered.
    """

    value: Decimal | None = None
    source: Entry | None = None


def start_of(indicator: Indicator, basis: Basis) -> Decimal | None:
    """The value that progress is measured from.

    0 for flows and ratios, else the baseline (None while 待填); a limit has no way to go.
    """
    if indicator.traits.is_limit and not indicator.traits.is_flow:
        return None
    if not indicator.traits.is_from_baseline:
        return ZERO
    return baseline_of(indicator, basis)


def baseline_of(indicator: Indicator, basis: Basis) -> Decimal | None:
    """The baseline in force: the bureau's own, else the plan's; None while 待填."""
    return basis.baseline if basis.baseline is not None else indicator.baseline.value


def latest_value(target: Target, series: Series, closing_month: int) -> LatestValue:
    """The cumulative figure at the end of ``closing_month`` (0–12): counts summed, else the latest.

    Months without a figure leave the standing as it was, with the day it holds for.
    """
    latest = LatestValue()
    for entry in series[:closing_month]:
        value = entered_value(target.kind, entry, latest.value) if entry else None
        if value is not None:
            latest = LatestValue(value, entry)
    return latest


def begins(target: Target, series: Series, month: int) -> bool:
    """Whether a month's count may stand beside its running total.

    That is where no earlier month is known: both say what these came to. ``series`` are the entries of the
    target's year; before January nothing came.
    """
    is_either = {"increment", "cumulative"} <= {*target.traits.names}
    return is_either and month > 1 and latest_value(target, series, month - 1).value is None


def brought(target: Target, series: Series, period: Period) -> Decimal | None:
    """What the period's months brought to a flow: the running total less that before the period.

    None where none of them brought a figure, and where nobody knows what stood before.
    """
    now = latest_value(target, series, period.last)
    if now.value is None or now.source is None or now.source.period.last < period.first:
        return None
    before = latest_value(target, series, period.first - 1).value
    if before is None:
        known = (
            e for e in series[period.first - 1 :] if e and entered_value(target.kind, e, None) is not None
        )
        before = ZERO if period.first == 1 else stood_before(target, next(known))
    return None if before is None else now.value - before


def stood_before(target: Target, first: Entry) -> Decimal | None:
    """What a flow had come to before the ``first`` figure of the year.

    None where that is a running total alone: it takes in months of which nothing is known. Nothing came
    before January, before a count alone, which the sum then begins with, nor in a total of nought.
    """
    if first.period.last <= max(1, merged_months(target)) or not first.cumulative:
        return ZERO
    return first.before


def entered_value(kind: Kind | ItemKind, entry: Entry, before: Decimal | None) -> Decimal | None:
    """The cumulative figure that one entry leads to from the one ``before`` it; None if it reports none.

    Counts: the typed running total, else ``before`` plus the increment. Growth: the typed rate, else this
    year's amount over last year's, of a decrease with the sign turned. Coverage: in percent; None where the
    list is empty.
    """
    if kind.traits.is_flow:
        if entry.cumulative is not None or entry.increment is None:
            return entry.cumulative
        return (before or ZERO) + entry.increment
    if kind.traits.is_growth and entry.value is None and entry.cumulative is not None and entry.last_year:
        growth = (entry.cumulative / entry.last_year - 1) * HUNDRED
        return -growth if kind.traits.is_decrease else growth
    if kind.traits.is_ratio:
        return ratio(entry.numerator, entry.denominator)
    return entry.value


def ratio(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """Numerator over denominator in percent; None where one is missing or the list is empty."""
    return numerator / denominator * HUNDRED if numerator is not None and denominator else None


def has_way(indicator: Indicator, start: Decimal) -> bool:
    """Whether there is a way to go: a target at or behind ``start`` is met or not, without a percentage."""
    return start != indicator.target and not indicator.comparator.is_met(start, indicator.target)


def completion(indicator: Indicator, start: Decimal | None, value: Decimal | None) -> Decimal | None:
    """完成率 in percent, not rounded; may pass 100, is never negative; of a limit the part used up.

    None without a figure or a baseline, where the baseline has reached the target, and for stages.
    """
    if indicator.traits.is_limit and value is not None and start is not None:
        return value / indicator.target * HUNDRED if indicator.target else None
    if value is None or start is None or indicator.traits.is_staged or not has_way(indicator, start):
        return None
    return max(ZERO, (value - start) / (indicator.target - start) * HUNDRED)


def remaining(indicator: Indicator, value: Decimal | None) -> Decimal | None:
    """What is still missing to the target, in its unit, never negative.

    One more where the target must be passed; None for a limit, which nothing is missing to.
    """
    if value is None or indicator.traits.is_staged or indicator.traits.is_limit:
        return None
    if indicator.comparator.is_met(value, indicator.target):
        return ZERO
    missing = abs(indicator.target - value)
    if indicator.comparator is Comparator.MORE_THAN:
        missing += Decimal(1).scaleb(-indicator.decimals)
    return missing


def needed_per_month(missing: Decimal | None, months_left: int, decimals: int) -> Decimal | None:
    """The monthly pace needed from now on, rounded up to ``decimals``.

    None where nothing is missing or no month left.
    """
    return rounded_up(missing / months_left, decimals) if missing and months_left else None


def part_of_span(
    start: Decimal, target: Decimal, part: tuple[Decimal, Decimal], *, is_whole_only: bool
) -> Decimal:
    """``start`` plus a part (numerator, denominator) of the way to ``target``; whole steps only for counts.

    Multiplied before it is divided, so that 120·7/12 is 70 and not a hair less.
    """
    span = target - start
    step = abs(span) * part[0] / part[1]
    if is_whole_only and is_whole(span):
        step = floored(step)
    return start + (step if span >= 0 else -step)
