"""变化: what turned better or worse since the period before, what is new, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.kinds import ItemKind, Kind
from cixi_desktop.plan import HEADLINE
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessed, Assessment
    from cixi_desktop.reports.material import Material

SLOW = frozenset({Light.BEHIND, Light.LATE})
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
    return figure.indicator.kind is Kind.ASPIRATION


def staged(assessment: Assessment) -> tuple[ItemAssessment, ...]:
    """The items that are judged: by stages, or by a list that is to be settled."""
    return tuple(i for i in assessment.items if i.item.is_milestone or i.item.kind is ItemKind.LIST)


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
    return material.previous.of(assessed.id) if material.previous else None


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
    """The month from which on it has not been slow again; 0 if it still is."""
    slow = [each.period.last for each in material.course(target_id) if each.light in SLOW]
    last = max(slow, default=0)
    return 0 if last == material.period.last else last + 1


def by_need(assessed: tuple[Assessed, ...]) -> tuple[Assessed, ...]:
    """What is slow in the order in which it is told: 滞后 first; headline targets, then the widest gap.

    力争 and 争取 come last, and items behind the figures.
    """
    return tuple(sorted(assessed, key=_need))


def _need(assessed: Assessed) -> tuple[int, int, bool, bool, object]:
    urgency = -_RANKS[assessed.light] if assessed.light in _RANKS else 0
    if isinstance(assessed, ItemAssessment):
        return -urgency, 1, False, False, ZERO
    is_headline = any(c.task_id == HEADLINE for c in assessed.commitments)
    gap = assessed.gap if assessed.gap is not None else ZERO
    return -urgency, 0, assessed.modality.is_striving, not is_headline, gap
