"""变化 and 派生量: what turned better or worse and since when, averages, what is needed against them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import SLOW, Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.plan import HEADLINE, Tie
from cixi_desktop.reports.length import Brevity
from cixi_desktop.values import HUNDRED, ZERO, rounded
from cixi_desktop.wording.report_sentences import is_small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import Assessed, Assessment, FigureAssessment
    from cixi_desktop.plan import Coupling
    from cixi_desktop.reports.material import Material


_RANKS = {
    Light.LATE: 1,
    Light.BEHIND: 2,
    Light.ON_PACE: 3,
    Light.NEARLY: 3,
    Light.ATTAINED: 3,
    Light.DONE: 4,
}
"""How well a light speaks; grey ones say nothing."""
LONG = 3
"""Months from which on it is told that something stays behind, or on one stage."""


def judged(assessment: Assessment) -> tuple[FigureAssessment, ...]:
    """The figures that are judged: no grey light, and no stage of an honour."""
    return tuple(f for f in assessment.figures if not f.light.is_grey and not is_honour(f))


def is_honour(figure: FigureAssessment) -> bool:
    """Whether it is told by its stage alone (争取获…)."""
    return figure.indicator.traits.is_staged


def staged(assessment: Assessment) -> tuple[ItemAssessment, ...]:
    """The items that are judged: by stages, or by a list that is to be settled."""
    return tuple(i for i in assessment.items if i.item.is_milestone or i.item.kind is ItemKind.LIST)


def is_headline(figure: FigureAssessment) -> bool:
    """Whether it is one of the headline targets."""
    return any(commitment.task_id == HEADLINE for commitment in figure.commitments)


def goes_short(figure: FigureAssessment) -> bool:
    """Whether it is told under its short name: the headline targets and what is 滞后 are not."""
    return figure.light is not Light.LATE and not is_headline(figure)


def is_good(figure: FigureAssessment) -> bool:
    """Whether it is on pace or better."""
    return _RANKS.get(figure.light, 0) >= _RANKS[Light.ON_PACE]


def with_light(assessed: tuple[Assessed, ...], light: Light) -> tuple[Assessed, ...]:
    """Those of one light."""
    return tuple(each for each in assessed if each.light is light)


def better(material: Material) -> tuple[FigureAssessment, ...]:
    """The figures whose light is better than in the period before."""
    return tuple(f for f in judged(material.now) if _rise(material, f) > 0)


def worse(material: Material) -> tuple[FigureAssessment, ...]:
    """The figures whose light is worse than in the period before."""
    return tuple(f for f in judged(material.now) if _rise(material, f) < 0)


def _rise(material: Material, figure: FigureAssessment) -> int:
    before = before_of(material, figure)
    if before is None or before.light not in _RANKS:
        return 0
    return _RANKS[figure.light] - _RANKS[before.light]


def before_of(material: Material, assessed: Assessed) -> Assessed | None:
    """The same figure or item at the end of the period before."""
    return material.previous.find(assessed.id) if material.previous else None


def first_judged(material: Material) -> tuple[FigureAssessment, ...]:
    """The figures that were grey in the period before and are judged now."""
    found = ((f, before_of(material, f)) for f in judged(material.now))
    return tuple(figure for figure, before in found if before is not None and before.light.is_grey)


def newly_done(material: Material) -> tuple[Assessed, ...]:
    """Figures and then items that were not done in the period before, by their lights."""
    return tuple(
        each for each in material.now.assessed if each.light is Light.DONE and not _was_done(material, each)
    )


def _was_done(material: Material, assessed: Assessed) -> bool:
    before = before_of(material, assessed)
    return before is not None and before.light is Light.DONE


def not_begun(assessment: Assessment) -> tuple[ItemAssessment, ...]:
    """The items that have not come to their time."""
    return tuple(item for item in staged(assessment) if item.light is Light.NOT_DUE)


def months_slow(material: Material, target_id: str) -> tuple[int, int]:
    """For how many months without a break it has been slow, and how many of them 滞后.

    A month without data is passed over, any other grey light is a break.
    """
    slow = late = 0
    for each in reversed(material.course(target_id)):
        if each.light is Light.NO_DATA:
            continue
        if each.light not in SLOW:
            break
        slow += 1
        late += each.light is Light.LATE
    return slow, late


def months_at_stage(material: Material, item: ItemAssessment) -> int:
    """For how many months it has stood on its stage; 0 for what is done or has no stage."""
    if not item.stage or item.light is Light.DONE:
        return 0
    months = 0
    for each in reversed(material.course(item.id)):
        if not isinstance(each, ItemAssessment) or each.stage != item.stage:
            break
        months += 1
    return months


def stuck(material: Material) -> tuple[ItemAssessment, ...]:
    """The milestones that have stood on one stage for ``LONG`` months or more; daily work (日常…) is none."""
    return tuple(
        item
        for item in staged(material.now)
        if "日常" not in item.stage and months_at_stage(material, item) >= LONG
    )


def month_reached(material: Material, target_id: str) -> int:
    """The month from which on it has been on pace again; 0 if it is slow still or not known since."""
    course = material.course(target_id)
    slow = [each.period.last for each in course if each.light in SLOW]
    later = [each.period.last for each in course[max(slow, default=0) :] if not each.light.is_grey]
    return later[0] if later else 0


def by_need(assessed: tuple[Assessed, ...]) -> tuple[Assessed, ...]:
    """What is slow in the order in which it is told: 滞后 first; headline targets, then the widest gap.

    力争 and 争取 come last, and items behind the figures.
    """
    return tuple(sorted(assessed, key=_need))


def _need(assessed: Assessed) -> tuple[int, int, bool, bool, object]:
    urgency = -_RANKS[assessed.light] if assessed.light in _RANKS else 0
    if isinstance(assessed, ItemAssessment):
        return -urgency, 1, False, False, ZERO
    gap = assessed.gap if assessed.gap is not None else ZERO
    return -urgency, 0, assessed.modality.is_striving, not is_headline(assessed), gap


def furthest(
    material: Material, figures: Sequence[FigureAssessment], most: int
) -> tuple[list[FigureAssessment], list[FigureAssessment]]:
    """Up to ``most`` of the figures, in a shortened report those furthest ahead of each task; the others."""
    told = list(figures)
    if material.brevity >= Brevity.ONE_A_TASK:
        leading: dict[str, FigureAssessment] = {}
        for figure in sorted(figures, key=lambda figure: -(figure.gap or ZERO)):
            task = next(task for task in material.now.tasks if figure in task.figures)
            leading.setdefault(task.task.id, figure)
        told = [figure for figure in figures if figure in leading.values()]
    told = told[:most]
    return told, [figure for figure in figures if figure not in told]


EASY, FEASIBLE = Decimal(1), Decimal("1.3")
"""全年预判: up to these multiples of the pace so far the year can be done, or done with more effort."""


def done_so_far(figure: FigureAssessment) -> Decimal | None:
    """What was gained since January in the unit of what remains: members of a list, new ones of a stock."""
    entry, value = figure.entry, figure.cumulative
    if figure.indicator.traits.is_ratio:
        return entry.numerator if entry is not None else None
    return None if value is None or figure.start is None else value - figure.start


def ratio_needed(figure: FigureAssessment) -> Decimal | None:
    """What is needed a month from now on over the months' average so far; None where it says nothing."""
    left, so_far = figure.period.months_left, done_so_far(figure)
    if not figure.indicator.traits.is_gained or not left or not figure.remaining:
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
    if not found[0].indicator.traits.is_ratio:
        return tuple(figure.increment for figure in found)
    before = material.figure_at(target_id, first - 1) if first > 1 else None
    totals = [_members(before), *map(_members, found)]
    return tuple(None if now is None or was is None else now - was for was, now in pairwise(totals))


def _members(figure: FigureAssessment | None) -> Decimal | None:
    if figure is None:
        return ZERO
    return figure.entry.numerator if figure.entry is not None else None


def brought_in(material: Material, target_id: str, first: int, last: int) -> Decimal | None:
    """By how much these months changed the figure; None where what stood before them is not known."""
    was = material.figure_at(target_id, first - 1).cumulative if first > 1 else ZERO
    found = [material.figure_at(target_id, n) for n in range(first, last + 1)]
    known = [each for each in found if each.cumulative is not None]
    now = known[-1].cumulative if known else None
    if was is None and known:
        opening, total = known[0].increment, known[0].cumulative
        was = None if opening is None or total is None else total - opening
    return None if now is None or was is None else now - was


def quarter_increment(material: Material, target_id: str, quarter: int) -> Decimal | None:
    """What a quarter (1–4) brought; None where that is not known."""
    return brought_in(material, target_id, 3 * quarter - 2, 3 * quarter)


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
