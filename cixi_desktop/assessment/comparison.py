"""同比、环比、走势: a figure against a year and a month ago, and month by month against what was due."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.completion import entered_value, stood_before
from cixi_desktop.assessment.figures import assess_figure
from cixi_desktop.assessment.pace import OWN_PLAN
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.plan import Indicator, Plan
from cixi_desktop.records.basis import NO_MONTHS
from cixi_desktop.records.fields import REPORTED, merged_months
from cixi_desktop.values import HUNDRED, ZERO, percent, points, rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.assessment.lights import Light
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry, Series
    from cixi_desktop.records.fields import Target


NONE = "—"


class Variation(Struct, frozen=True):
    """How much a figure has changed: in percent of the earlier one, or in 个百分点. Not rounded."""

    value: Decimal
    is_points: bool = False


class Comparison(Struct, frozen=True, kw_only=True):
    """A target's period beside others; None where there is nothing to compare with.

    ``before`` is the last total or value known before the period, ``last_year`` that of the same months a
    year ago, both in the figure's unit.
    """

    before: Decimal | None = None
    last_year: Decimal | None = None
    year_on_year: Variation | None = None
    period_on_period: Variation | None = None


class MonthlyTotals(Struct, frozen=True):
    """A year month by month, January first; None where the month brought nothing.

    ``totals`` are running totals, or values as they stand. Of flows only: ``increments``, what was added
    since the last known total, None also where the first one is all that is known, and ``own``, the same
    where it is the month's alone.
    """

    totals: tuple[Decimal | None, ...]
    increments: tuple[Decimal | None, ...] = NO_MONTHS
    own: tuple[Decimal | None, ...] = NO_MONTHS


class RecentMonth(Struct, frozen=True, kw_only=True):
    """One of the last twelve months. ``word`` is its stage or its grey state, “” where it has neither."""

    year: int
    month: int
    increment: Decimal | None
    total: Decimal | None
    word: str = ""


def compare(content: Content, target: Target, period: Period) -> Comparison:
    """The period against the one before it, as long, and against the same months a year ago.

    同比 of a flow compares the running totals, 环比 what the two periods added. Percentages need something
    above nought to refer to, and a place is no amount; neither a February that stands for January too nor a
    month that took in an unreported one is a measure for the next.
    """
    series = content.series(target.id, period.year)
    basis = content.basis(target.id)
    now, past = monthly_totals(target, series), _last_year(target, basis.last_year)
    first, last = period.first - 1, period.last - 1
    total, ago = now.totals[last], basis.last_year[last]
    is_points = _is_in_percent(target)
    current, previous = total, (*past.totals, *now.totals)[MONTHS + first - 1]
    if target.traits.is_flow:
        rises, start, size = (*past.own, *now.own), MONTHS + first, period.last - first
        current, previous = _added(rises[start : start + size]), _added(rises[start - size : start])
    known = [value for value in now.totals[:first] if value is not None]
    if target.traits.is_place:
        return Comparison(before=known[-1] if known else None, last_year=ago)
    return Comparison(
        before=known[-1] if known else None,
        last_year=ago,
        year_on_year=vary(total, ago, is_points=is_points),
        period_on_period=vary(current, previous, is_points=is_points),
    )


def recent(content: Content, target: Target, period: Period) -> tuple[RecentMonth, ...]:
    """The twelve months up to the one that ``period`` closes with, the oldest first."""
    series = content.series(target.id, period.year)
    past, now = _last_year(target, content.basis(target.id).last_year), monthly_totals(target, series)
    words = ("",) * MONTHS + tuple(map(_word, series))
    totals, increments = (*past.totals, *now.totals), (*past.increments, *now.increments)
    return tuple(
        RecentMonth(
            year=period.year - 1 + place // MONTHS,
            month=place % MONTHS + 1,
            increment=increments[place],
            total=totals[place],
            word=words[place],
        )
        for place in range(period.last, period.last + MONTHS)
    )


def vary(value: Decimal | None, earlier: Decimal | None, *, is_points: bool) -> Variation | None:
    """``value`` against an ``earlier`` one; None without both, and for a percentage of nought or less."""
    if value is None or earlier is None:
        return None
    if is_points:
        return Variation(value - earlier, is_points=True)
    return Variation((value / earlier - 1) * HUNDRED) if earlier > ZERO else None


def variation_words(variation: Variation | None) -> str:
    """A change as it is shown: +12.3%, −0.4个百分点, 持平; “—” for none.

    One decimal, a second where the first would hide the change.
    """
    if variation is None:
        return NONE
    size = abs(variation.value)
    if not rounded(size, 2):
        return "约持平" if size else "持平"
    words = points(size) if variation.is_points else percent(size)
    if not variation.is_points and not rounded(size, 1):
        words = f"{rounded(size, 2)}%"
    return f"{'+' if variation.value > 0 else '−'}{words}"


def monthly_totals(target: Target, series: Series) -> MonthlyTotals:
    """What was entered of a target, month by month."""
    totals: list[Decimal | None] = []
    increments: list[Decimal | None] = []
    reached: Decimal | None = None
    for entry in series:
        total = entered_value(target.kind, entry, reached) if entry else None
        totals.append(total)
        before = reached
        if target.traits.is_flow and before is None and entry is not None:
            before = stood_before(target, entry)
        increments.append(_less(total, before))
        reached = reached if total is None else total
    if not target.traits.is_flow:
        return MonthlyTotals(tuple(totals))
    own = tuple(
        rise if n == 0 or totals[n - 1] is not None or _is_typed(series[n]) else None
        for n, rise in enumerate(increments)
    )
    return MonthlyTotals(tuple(totals), tuple(increments), _without_merged(target, own))


def _is_typed(entry: Entry | None) -> bool:
    """Whether the month's own increment was typed."""
    return entry is not None and entry.increment is not None


def _without_merged(target: Target, own: tuple[Decimal | None, ...]) -> tuple[Decimal | None, ...]:
    """February that stands for January too is no month to compare with."""
    months = merged_months(target)
    return (*[None] * months, *own[months:])


def _last_year(target: Target, totals: tuple[Decimal | None, ...]) -> MonthlyTotals:
    if not target.traits.is_flow:
        return MonthlyTotals(totals)
    rises = (totals[0], *(_less(total, before) for before, total in pairwise(totals)))
    return MonthlyTotals(totals, rises, _without_merged(target, rises))


def _less(total: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if total is None or before is None else total - before


def _added(rises: tuple[Decimal | None, ...]) -> Decimal | None:
    """What these months added; None if one of them is no measure."""
    known = [rise for rise in rises if rise is not None]
    return sum(known, ZERO) if len(known) == len(rises) else None


def _is_in_percent(target: Target) -> bool:
    return target.traits.is_growth or target.traits.is_ratio or target.unit == "%"


def _word(entry: Entry | None) -> str:
    if entry is None:
        return ""
    return entry.stage or (entry.state.value if entry.state else "")


def unadjusted(plan: Plan, content: Content, target_id: str, period: Period) -> FigureAssessment | None:
    """The figure as the version before the one in force would judge it; None where its target is the same."""
    now = content.adapt(plan.at(period), period.last)
    before = now.earlier
    if before is None:
        return None
    figure, kept = now.indicator(target_id), before.indicator(target_id)
    if figure is None or kept is None or (figure.target, figure.comparator) == (kept.target, kept.comparator):
        return None
    return assess_figure(before, content, kept, period)


class TrendMonth(Struct, frozen=True, kw_only=True):
    """One month. ``value`` is the cumulative figure, None unless the month brought one; ``due`` what was due.

    ``word`` says why there is no value (待公布, 未填报 …), “” where there is one. ``stage`` is for 争取 only.
    ``last_year`` is the cumulative figure of the same months a year ago, ``indicator`` as the plan of that
    month has it: its target may have been adjusted since.
    """

    month: int
    indicator: Indicator
    value: Decimal | None
    due: Decimal | None
    last_year: Decimal | None
    stage: str
    word: str
    light: Light


class Trend(Struct, frozen=True, kw_only=True):
    """The twelve months of one figure, January first. ``target`` is None where it is no number (争取获…).

    ``is_planned`` says that what is due follows a monthly plan of the bureau's own.
    """

    indicator: Indicator
    year: int
    is_planned: bool
    target: Decimal | None
    months: tuple[TrendMonth, ...]


def trend(plan: Plan, content: Content, target_id: str, year: int) -> Trend | None:
    """The year of the indicator with that id (7-5 gives H-2); None for items. CixiError for an unknown id."""
    target = plan.target(target_id)
    if not isinstance(target, Indicator):
        return None
    figures = []
    for when in (month(year, n) for n in range(1, MONTHS + 1)):
        version = content.adapt(plan.at(when), when.last)
        held = version.indicator(target.id)  # a version may not have it yet, or no more
        figures.append(assess_figure(version if held else plan, content, held or target, when))
    ago = content.basis(target.id).last_year
    return Trend(
        indicator=target,
        year=year,
        is_planned=figures[-1].pace.rule == OWN_PLAN,
        target=None if target.traits.is_staged else target.target,
        months=tuple(map(_place, figures, ago)),
    )


def _place(figure: FigureAssessment, last_year: Decimal | None) -> TrendMonth:
    is_reported = figure.state == REPORTED
    value = figure.cumulative if is_reported else None
    stage = figure.entry.stage if is_reported and figure.entry else ""
    return TrendMonth(
        month=figure.period.last,
        indicator=figure.indicator,
        value=value,
        due=figure.pace.due,
        last_year=last_year,
        stage=stage,
        word="" if value is not None or stage else figure.state,
        light=figure.light,
    )
