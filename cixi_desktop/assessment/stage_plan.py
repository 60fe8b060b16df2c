"""阶段计划: the month by which each stage of a milestone is planned to be reached."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.records.basis import NO_MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.plan import Item
    from cixi_desktop.records.basis import Basis

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
        raise CixiError("只有一个阶段。", "请至少填两个阶段，用“→”或顿号隔开；清空即用原来的阶段。")
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
