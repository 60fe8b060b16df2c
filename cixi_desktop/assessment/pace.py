"""序时进度: what is due by the end of a month, and the month by which each stage is planned to be reached."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.completion import completion, has_way, part_of_span, start_of
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.records.basis import NO_MONTHS
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.plan import Indicator, Item
    from cixi_desktop.records.basis import Basis


OWN_PLAN = "本单位月度计划"
PLAN_FILE = "批次计划"
LAST_YEAR = "上年同期比重"
EVEN = "按月均分"
CONSTANT = "全年同一标准"
BY_SHARE = "按分解数折算"


class Pace(Struct, frozen=True):
    """What is due: ``due`` in the figure's unit, ``percent`` of the way to the target, and by which rule.

    ``percent`` is None where there is no completion to compare with; both are None for stages, and before the
    first month of a plan where there is no baseline to begin at: nothing is due. ``is_cut``: the rule gives
    part of a thing more, which nobody can do.
    """

    due: Decimal | None
    percent: Decimal | None
    rule: str
    is_cut: bool = False

    @property
    def words(self) -> str:
        """The rule, and that whole things only are due where that makes a difference: 29 of 29.17 days."""
        return f"{self.rule}取整" if self.is_cut else self.rule


def pace(indicator: Indicator, basis: Basis, closing_month: int) -> Pace:
    """What is due by the end of ``closing_month`` (1–12).

    The bureau's own monthly plan goes first, then the plan file's (batches), then last year's share of the
    same months for flows, then n/12; counts are due in whole ones: floor(T·n/12). A growth rate is due in
    full at any time, and so does a limit hold, which no plan divides.
    """
    if indicator.traits.is_staged:
        return Pace(None, None, "")
    if indicator.traits.is_limit:
        return Pace(indicator.target, None, CONSTANT)
    start = start_of(indicator, basis)
    if start is None or not has_way(indicator, start):
        planned = _planned(indicator, basis, None, closing_month)
        return Pace(planned[0], None, planned[1]) if planned else Pace(indicator.target, None, CONSTANT)
    planned = _planned(indicator, basis, start, closing_month)
    if planned is None:
        return _shared(indicator, basis, start, closing_month)
    return Pace(planned[0], completion(indicator, start, planned[0]), planned[1])


def _planned(
    indicator: Indicator, basis: Basis, start: Decimal | None, closing_month: int
) -> tuple[Decimal | None, str] | None:
    """The step in force of a monthly plan.

    The last planned value up to that month, ``start`` before the first: nothing is due yet. Of a unit's share
    the same part is due as of the whole.
    """
    own = [(n, value) for n, value in enumerate(basis.pace_plan, 1) if value is not None]
    steps = own or indicator.pace_plan
    if not steps:
        return None
    reached = [value for n, value in steps if n <= closing_month]
    rule = OWN_PLAN if own else PLAN_FILE
    if not reached or not indicator.whole:
        return (reached[-1] if reached else start), rule
    part = (reached[-1], indicator.whole)
    due = part_of_span(ZERO, indicator.target, part, is_whole_only=indicator.traits.is_due_in_whole)
    return due, f"{rule}{BY_SHARE}"


def _shared(indicator: Indicator, basis: Basis, start: Decimal, closing_month: int) -> Pace:
    """By last year's share or evenly; a growth rate in full."""
    if indicator.traits.is_growth:
        return Pace(indicator.target, completion(indicator, start, indicator.target), CONSTANT)
    part, rule = (Decimal(closing_month), Decimal(MONTHS)), EVEN
    so_far, full_year = basis.last_year[closing_month - 1], basis.last_year[MONTHS - 1]
    if indicator.traits.is_flow and so_far is not None and full_year:
        part, rule = (so_far, full_year), LAST_YEAR
    exact = part_of_span(start, indicator.target, part, is_whole_only=False)
    due = part_of_span(start, indicator.target, part, is_whole_only=indicator.traits.is_due_in_whole)
    return Pace(due, completion(indicator, start, due), rule, is_cut=due != exact)


def gap(indicator: Indicator, progress: Decimal | None, due: Pace, value: Decimal | None) -> Decimal | None:
    """Completion less pace in 个百分点, negative where behind.

    A growth rate, and a level without a baseline or whose baseline has reached its target, is compared as it
    stands: value less what is due, in its own 个百分点. None where there is nothing to compare.
    """
    if progress is not None and due.percent is not None and not indicator.traits.is_growth:
        return progress - due.percent
    if indicator.is_percentage and value is not None and due.due is not None:
        above = value - due.due
        return -above if indicator.comparator.is_from_above else above
    return None


_BETWEEN = re.compile(r"→|->|、|，|,|；|;|\n")
FEWEST = 2
"""Fewer stages are none."""
SUGGESTED = {
    "制度": "调研起草→征求意见→合法性审查→审议→印发→备案公开",
    "招标": "需求方案→招标文件→公告→开标评标→中标公示→合同",
    "规划": "前期研究→初稿→征求意见→论证→审议→印发",
    "改制重组": "方案→审计评估→报批→实施→登记挂牌",
    "活动": "方案→筹备→举办→总结",
}
"""The usual stages of what offices do, as a bureau may take them over for an item."""
StageMonths = tuple[int | None, ...]
"""For each stage, the month (1–12) by whose end it is to be reached; None where none is planned."""


def due_stage(basis: Basis, closing_month: int) -> int:
    """The number, from 1, of the stage that is due by the end of ``closing_month``; 0 while none is."""
    return max((int(number) for number in basis.pace_plan[:closing_month] if number is not None), default=0)


def stage_months(item: Item, basis: Basis) -> StageMonths:
    """When each stage is planned: a stage without a month of its own is due with the next that has one."""
    planned = [(month, last) for month, last in enumerate(basis.pace_plan, 1) if last is not None]
    if not planned:
        return (None,) * len(item.stages)
    return tuple(
        next((month for month, last in planned if int(last) >= number), None)
        for number in range(1, len(item.stages) + 1)
    )


def read_stages(item: Item, text: str) -> tuple[str, ...]:
    """The stages that ``text`` names in their order, with arrows, commas or on lines; () for the plan's own.

    CixiError if there are fewer than two, or one stands twice.
    """
    stages = tuple(words for part in _BETWEEN.split(text) if (words := part.strip()))
    if stages in {(), item.stages}:
        return ()
    if len(stages) < FEWEST:
        raise CixiError("只有一个阶段。", "请至少填两个阶段，用顿号隔开；清空即恢复原来的阶段。")
    doubled = next((stage for stage in stages if stages.count(stage) > 1), "")
    if doubled:
        raise CixiError(f"阶段“{doubled}”重复。", "每个阶段只写一次。")
    return stages


def stage_plan(item: Item, months: Sequence[int | None]) -> tuple[Decimal | None, ...]:
    """The plan by month of these months by stage. CixiError if a stage is planned before an earlier one."""
    plan: list[Decimal | None] = list(NO_MONTHS)
    latest, latest_stage = 0, ""
    for number, (stage, month) in enumerate(zip(item.stages, months, strict=True), 1):
        if month is None:
            continue
        if month < latest:
            raise CixiError(
                f"“{stage}”计划在{month}月，早于前一阶段“{latest_stage}”的{latest}月。", "请核对计划月份。"
            )
        plan[month - 1] = Decimal(number)
        latest, latest_stage = month, stage
    return tuple(plan)
