"""序时进度: what is due by the end of a month."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.completion import completion, has_way, part_of_span, start_of
from cixi_desktop.periods import MONTHS
from cixi_desktop.values import Comparator

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator
    from cixi_desktop.records.basis import Basis

OWN_PLAN = "本单位月度计划"
PLAN_FILE = "批次计划"
LAST_YEAR = "上年同期比重"
EVEN = "按月均分"
CONSTANT = "全年同一标准"


class Pace(Struct, frozen=True):
    """What is due: ``due`` in the figure's unit, ``percent`` of the way to the target, and by which rule.

    ``percent`` is None where there is no completion to compare with; both are None for stages, and before the
    first month of a plan where there is no baseline to begin at: nothing is due.
    """

    due: Decimal | None
    percent: Decimal | None
    rule: str


def pace(indicator: Indicator, basis: Basis, closing_month: int) -> Pace:
    """What is due by the end of ``closing_month`` (1–12).

    The bureau's own monthly plan goes first, then the plan file's (batches), then last year's share of the
    same months for flows, then n/12; counts are due in whole ones: floor(T·n/12). A growth rate is due in
    full at any time.
    """
    if indicator.traits.is_staged:
        return Pace(None, None, "")
    start = start_of(indicator, basis)
    if start is None or not has_way(indicator, start):
        planned = _planned(indicator, basis, None, closing_month)
        return Pace(planned[0], None, planned[1]) if planned else Pace(indicator.target, None, CONSTANT)
    due, rule = _planned(indicator, basis, start, closing_month) or _shared(
        indicator, basis, start, closing_month
    )
    return Pace(due, completion(indicator, start, due), rule)


def _planned(
    indicator: Indicator, basis: Basis, start: Decimal | None, closing_month: int
) -> tuple[Decimal | None, str] | None:
    """The step in force of a monthly plan.

    The last planned value up to that month, ``start`` before the first: nothing is due yet.
    """
    own = [(n, value) for n, value in enumerate(basis.pace_plan, 1) if value is not None]
    steps = own or indicator.pace_plan
    if not steps:
        return None
    reached = [value for n, value in steps if n <= closing_month]
    return (reached[-1] if reached else start), (OWN_PLAN if own else PLAN_FILE)


def _shared(indicator: Indicator, basis: Basis, start: Decimal, closing_month: int) -> tuple[Decimal, str]:
    if indicator.traits.is_growth:
        return indicator.target, CONSTANT
    part, rule = (Decimal(closing_month), Decimal(MONTHS)), EVEN
    so_far, full_year = basis.last_year[closing_month - 1], basis.last_year[MONTHS - 1]
    if indicator.traits.is_flow and so_far is not None and full_year:
        part, rule = (so_far, full_year), LAST_YEAR
    return part_of_span(start, indicator.target, part, is_whole_only=indicator.traits.is_due_in_whole), rule


def gap(indicator: Indicator, progress: Decimal | None, due: Pace, value: Decimal | None) -> Decimal | None:
    """Completion less pace in 个百分点, negative where behind.

    A growth rate, and a level without a baseline or whose baseline has reached its target, is compared as it
    stands: value less what is due, in its own 个百分点. None where there is nothing to compare.
    """
    if progress is not None and due.percent is not None and not indicator.traits.is_growth:
        return progress - due.percent
    if indicator.traits.is_rate and value is not None and due.due is not None:
        above = value - due.due
        return -above if indicator.comparator is Comparator.AT_MOST else above
    return None
