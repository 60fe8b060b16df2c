"""The words that lights, sentences and outputs share: targets, gaps, amounts, and limits kept or passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.rounding import printed_value
from cixi_desktop.plan import Indicator
from cixi_desktop.values import HUNDRED, ZERO, Comparator, plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from cixi_desktop.assessment.rounding import (
        Printed,
    )
    from cixi_desktop.records.basis import Share
    from cixi_desktop.records.fields import Target


def over_limit(indicator: Indicator, value: Decimal) -> str:
    """By how much a limit is passed; a place is not passed but missed."""
    if indicator.traits.is_place:
        return f"第{plain(value)}{indicator.unit}，未进入{target_words(indicator)}。"
    over = value - indicator.target
    size = f"{amount(indicator, over, is_difference=True)}" if over else "，与目标数持平"
    return f"{'超出' if over else '未控制在'}年度目标（{target_words(indicator)}）{size}。"


def held_words(indicator: Indicator) -> str:
    """That the target is met: a limit is kept, all else is reached."""
    if indicator.traits.is_limit and not indicator.traits.is_place:
        return f"控制在年度目标内（{target_words(indicator)}）"
    return f"已达到年度目标（{target_words(indicator)}）"


NOT_PASSED = "未超过目标"
"""In place of a 完成率: exactly at a target that must be passed, no decimal tells it from 100%."""


def pace_distance(told: Printed) -> str:
    """How far a percentage is from the pace; of nothing done where nothing is due, that."""
    if told.completion == told.pace == told.gap == 0:
        return "按序时进度暂无完成要求"
    return faster_or_slower(told.gap or ZERO)


def faster_or_slower(gap: Decimal) -> str:
    """The gap, as printed, in the words of the standard sentence: 快于序时进度8.3个百分点."""
    if gap == 0:
        return "与序时进度持平"
    return f"{'快' if gap > 0 else '慢'}于序时进度{points(gap)}"


def from_target(told: Printed) -> str:
    """How far a percentage is from its target: 低于年度目标1.5个百分点; “” for what is none."""
    if told.to_target is None:
        return ""
    if told.to_target == 0:
        return "达到年度目标"
    return f"{'高' if told.to_target > 0 else '低'}于年度目标{points(told.to_target)}"


def points(size: Decimal) -> str:
    """A printed difference of percentages without its sign: 8.3个百分点."""
    return f"{abs(size)}个百分点"


def amount(indicator: Indicator, value: Decimal, *, is_difference: bool = False) -> str:
    """A value with its unit; a difference of percentages in 个百分点."""
    unit = "个百分点" if is_difference and indicator.unit == "%" else indicator.unit
    return f"{number(indicator, value)}{unit}"


def number(target: Target, value: Decimal) -> str:
    """A value without its unit, to the target's own precision; of a ratio as a percentage, 100.0 if whole."""
    decimals = target.decimals if isinstance(target, Indicator) else 0
    return shown(printed_value(value, (HUNDRED,)) if target.traits.is_ratio else value, decimals)


def beside_unit(target: Target, value: Decimal) -> str:
    """The same beside a column of units: a ratio is in percent, whatever its list is counted in."""
    return f"{number(target, value)}%" if target.traits.is_ratio else number(target, value)


def signed_phrase(indicator: Indicator, value: Decimal) -> tuple[str, Decimal]:
    """The plan's phrase and the value in it; a rate below nought is told as the change the other way."""
    if not indicator.traits.is_growth or value >= ZERO:
        return indicator.phrase, value
    for word, other in FALLS if indicator.traits.is_decrease else RISES:
        if word in indicator.phrase:
            return indicator.phrase.replace(word, other), -value
    return indicator.phrase, value


RISES = (("增长", "下降"), ("上升", "下降"), ("提高", "下降"))


FALLS = (("下降", "上升"), ("降低", "上升"), ("减少", "增加"))
"""What a rate is called, and what it is called when it goes the other way."""


def target_words(indicator: Indicator) -> str:
    """The target with its comparator in words: 不少于5次, 超过1120家, 15个左右; nothing is below 0件."""
    if indicator.traits.target_words:
        return indicator.traits.target_words
    if indicator.traits.is_place:
        return f"{'第' if indicator.target == 1 else '前'}{plain(indicator.target)}{indicator.unit}"
    if indicator.comparator is Comparator.AT_MOST and not indicator.target:
        return f"0{indicator.unit}"
    percent, other = _WORDS[indicator.comparator]
    words = percent if indicator.unit == "%" else other
    return words.format(f"{plain(indicator.target)}{indicator.unit}")


AS_TARGET = "与年度目标一致"


def share_words(indicator: Indicator) -> str:
    """What the whole is where the target is one unit's share of it; “” elsewhere."""
    return "" if indicator.whole is None else f"本单位分解数，全局{amount(indicator, indicator.whole)}"


def shares_text(names: Mapping[str, str], shares: Iterable[Share]) -> str:
    """甲科40、乙科80；7月起：甲科50、乙科80, as it is typed; what a unit without a name has is not shown."""
    months: dict[int, list[str]] = {}
    for each in shares:
        if each.unit_id in names:
            months.setdefault(each.since, []).append(f"{names[each.unit_id]}{plain(each.amount)}")
    told = (
        (f"{since}月起：" if since > 1 else "") + "、".join(parts) for since, parts in sorted(months.items())
    )
    return "；".join(told)


def shares_words(indicator: Indicator, shares: Iterable[Share]) -> str:
    """What the shares of all units come to beside the target; “” where it is not divided."""
    parts = [each.amount for each in shares]
    if not parts:
        return ""
    more = sum(parts, ZERO) - (indicator.whole or indicator.target)
    total = f"分解数合计{amount(indicator, sum(parts, ZERO))}"
    if not more:
        return f"{total}，{AS_TARGET}"
    return f"{total}，比年度目标{'多' if more > 0 else '少'}{amount(indicator, abs(more))}"


_WORDS = {
    Comparator.AT_LEAST: ("不低于{}", "不少于{}"),
    Comparator.MORE_THAN: ("超过{}", "超过{}"),
    Comparator.AT_MOST: ("不高于{}", "不超过{}"),
    Comparator.LESS_THAN: ("低于{}", "少于{}"),
    Comparator.ABOUT: ("{}左右", "{}左右"),
    Comparator.YES_NO: ("{}", "{}"),
}
"""The comparators of percentages, and of all else."""
