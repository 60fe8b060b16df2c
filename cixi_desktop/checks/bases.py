"""单位分解数 and 月度计划: what of the bureau's own division of a figure does not come to its target."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cixi_desktop.assessment.phrases import AS_TARGET, amount, shares_words
from cixi_desktop.values import ZERO, Comparator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plan import Indicator
    from cixi_desktop.records.basis import Basis


def shares_doubt(indicator: Indicator, basis: Basis, last: int) -> str:
    """What the shares that hold in the month ``last`` come to, where that is not the target; else “”."""
    words = shares_words(indicator, basis.shares_in(last))
    return "" if words.endswith(AS_TARGET) else words


def plan_doubts(indicator: Indicator, basis: Basis) -> Iterator[tuple[int, str]]:
    """The months whose plan goes back behind an earlier one's or ends beside the target, each with why.

    Nothing is planned of stages and limits; a rate against the year before may go up and down.
    """
    steps = [(month, value) for month, value in enumerate(basis.pace_plan, 1) if value is not None]
    traits, target = indicator.traits, indicator.whole or indicator.target
    if not steps or traits.is_staged or traits.is_limit:
        return
    last, end = steps[-1]
    if len(steps) > 1 and traits.is_flow and sum((value for _, value in steps), ZERO) == target:
        yield last, f"各月计划相加等于年度目标{amount(indicator, target)}，像是当月数"
        return
    is_falling = indicator.comparator.is_from_above
    for (earlier, before), (month, now) in pairwise(() if traits.is_growth else steps):
        if now > before if is_falling else now < before:
            than = "大于" if is_falling else "小于"
            yield (
                month,
                f"{month}月计划{amount(indicator, now)}{than}{earlier}月的{amount(indicator, before)}",
            )
    is_strict = indicator.comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN}
    if end != target and not (is_strict and indicator.comparator.is_met(end, target)):
        more = f"{'高' if end > target else '低'}于年度目标{amount(indicator, target)}"
        yield last, f"月度计划到{last}月为{amount(indicator, end)}，{more}"
