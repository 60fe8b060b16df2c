"""派生量: what follows from several months: averages, what is needed against them, last year's share."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.kinds import Kind
from cixi_desktop.plan import Tie
from cixi_desktop.reports.changes import is_good, judged
from cixi_desktop.values import HUNDRED, ZERO, rounded
from cixi_desktop.wording.report_sentences import is_small

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.plan import Coupling
    from cixi_desktop.reports.material import Material

MONTHS = 12
EASY, FEASIBLE = Decimal(1), Decimal("1.3")
"""全年预判: up to these multiples of the pace so far the year can be done, or done with more effort."""
_MEASURED = frozenset({Kind.CUMULATIVE_COUNT, Kind.CUMULATIVE_AMOUNT, Kind.STOCK_TOTAL, Kind.COVERAGE_RATIO})


def done_so_far(figure: FigureAssessment) -> Decimal | None:
    """What was gained since January in the unit of what remains: members of a list, new ones of a stock."""
    entry, value = figure.entry, figure.cumulative
    if figure.indicator.kind is Kind.COVERAGE_RATIO:
        return entry.numerator if entry is not None else None
    return None if value is None or figure.start is None else value - figure.start


def ratio_needed(figure: FigureAssessment) -> Decimal | None:
    """What is needed a month from now on over the months' average so far; None where it says nothing."""
    left, so_far = figure.period.months_left, done_so_far(figure)
    if figure.indicator.kind not in _MEASURED or not left or not figure.remaining:
        return None
    if so_far is None or so_far <= ZERO:
        return None
    return (figure.remaining / left) / (so_far / figure.period.last)


def times_so_far(figure: FigureAssessment) -> str:
    """为前6个月月均的1.5倍, from the multiple on that is hard to reach; “” below."""
    ratio = ratio_needed(figure)
    if ratio is None or ratio <= FEASIBLE or is_small(figure):
        return ""
    return f"为前{figure.period.last}个月月均的{rounded(ratio, 1)}倍"


class Forecast(Struct, frozen=True):
    """全年预判 of the figures that have a pace of their own, by how hard the rest of the year is."""

    easy: tuple[tuple[FigureAssessment, Decimal], ...]
    feasible: tuple[tuple[FigureAssessment, Decimal], ...]
    hard: tuple[tuple[FigureAssessment, Decimal], ...]


def forecast(material: Material) -> Forecast:
    """The figures with more than a few to reach, in the order of the plan, each with its multiple."""
    found = [
        (figure, rounded(ratio, 1))
        for figure in judged(material.now)
        if not is_small(figure) and (ratio := ratio_needed(figure)) is not None
    ]
    return Forecast(
        tuple((f, r) for f, r in found if r <= EASY),
        tuple((f, r) for f, r in found if EASY < r <= FEASIBLE),
        tuple((f, r) for f, r in found if r > FEASIBLE),
    )


def increments(material: Material, target_id: str, first: int, last: int) -> tuple[Decimal | None, ...]:
    """What each of these months brought, for lists in members; None where that is not known."""
    found = [material.figure_at(target_id, n) for n in range(first, last + 1)]
    if found[0].indicator.kind is not Kind.COVERAGE_RATIO:
        return tuple(figure.increment for figure in found)
    before = material.figure_at(target_id, first - 1) if first > 1 else None
    totals = [_members(before), *map(_members, found)]
    return tuple(None if now is None or was is None else now - was for was, now in pairwise(totals))


def _members(figure: FigureAssessment | None) -> Decimal | None:
    if figure is None:
        return ZERO
    return figure.entry.numerator if figure.entry is not None else None


def quarter_increment(material: Material, target_id: str, quarter: int) -> Decimal | None:
    """What a quarter (1–4) brought: its months summed, or the difference of running totals."""
    last = 3 * quarter
    now = material.figure_at(target_id, last).cumulative
    was = material.figure_at(target_id, last - 3).cumulative if quarter > 1 else ZERO
    return None if now is None else now - (was or ZERO)


class Season(Struct, frozen=True, kw_only=True):
    """An amount that is to grow by a rate: last year's share by now, and the growth the rest takes.

    All 推算: from this year's figures and their rates. ``share`` and ``growth_needed`` in percent.
    """

    rate: FigureAssessment
    amount: FigureAssessment
    share: Decimal
    growth_needed: Decimal

    @property
    def gap(self) -> Decimal:
        """完成率 less last year's share in 个百分点, as both are printed."""
        return rounded(self.amount.completion or ZERO, 1) - rounded(self.share, 1)


def seasons(material: Material) -> tuple[Season, ...]:
    """Each pair of rate and amount of the plan that has figures now and is not at its end."""
    return tuple(filter(None, (_season(material, pair) for pair in material.plan.couplings)))


def _season(material: Material, pair: Coupling) -> Season | None:
    found = {figure.id: figure for figure in judged(material.now)}
    if pair.tie is not Tie.GROWTH or not {pair.first, pair.second} <= set(found):
        return None
    rate, amount = found[pair.first], found[pair.second]
    if rate.cumulative is None or not amount.cumulative or is_good(amount) or material.period.is_year_end:
        return None
    so_far = amount.cumulative / (1 + rate.cumulative / HUNDRED)
    full = amount.indicator.target / (1 + rate.indicator.target / HUNDRED)
    rest = (amount.indicator.target - amount.cumulative) / (full - so_far) - 1
    return Season(rate=rate, amount=amount, share=so_far / full * HUNDRED, growth_needed=rest * HUNDRED)
