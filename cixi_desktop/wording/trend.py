"""The trend chart in words: one month, and the year for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import amount, target_words

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.trend import Trend, TrendMonth


def month_words(trend: Trend, place: TrendMonth) -> str:
    """What the chart shows at one month: 6月：实际70家，序时60家，目标不低于120家."""
    parts = [f"实际{_shown(trend, place.value)}" if place.value is not None else place.stage or place.word]
    if place.due is not None:
        parts.append(f"序时{_shown(trend, place.due)}")
    if trend.target is not None:
        parts.append(f"目标{target_words(trend.indicator)}")
    return f"{place.month}月：{'，'.join(parts)}"


def trend_words(trend: Trend) -> str:
    """The whole chart: name, target, and every month that has a figure."""
    months = [f"{m.month}月{_shown(trend, m.value)}" for m in trend.months if m.value is not None]
    months += [f"{m.month}月{m.stage}" for m in trend.months if m.stage]
    standing = "、".join(months) or "尚无数据"
    return f"{trend.indicator.name}{trend.year}年各月累计：{standing}；目标{target_words(trend.indicator)}"


def stages_words(trend: Trend) -> str:
    """What stands in place of a chart for 争取: the stages by month."""
    stages = "；".join(f"{m.month}月 {m.stage}" for m in trend.months if m.stage)
    return f"争取类指标只按阶段掌握，没有走势图。\n{stages or '尚未填报阶段。'}"


def _shown(trend: Trend, value: Decimal | None) -> str:
    return "" if value is None else amount(trend.indicator, value)
