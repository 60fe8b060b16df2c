"""The few words that stand beside a gauge and on the trend chart, the same on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import Assessed, FigureAssessment, ItemAssessment
from cixi_desktop.assessment.phrases import NOT_PASSED, amount, target_words
from cixi_desktop.periods import as_of_label
from cixi_desktop.values import shown

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.comparison import Trend, TrendMonth

NONE = "—"
"""Shown where there is nothing to show, so that no cell looks forgotten."""
USED = "已用"
OPENING_BRACKET, CLOSING_BRACKET = "（", "）"


def value_words(figure: FigureAssessment) -> str:
    """The figure it is judged by, with its unit; a stage for 争取; an estimate is marked."""
    if figure.indicator.traits.is_staged:
        return figure.stage or NONE
    if figure.cumulative is None:
        return NONE
    return amount(figure.indicator, figure.cumulative) + ("（预计）" if figure.is_estimate else "")


def list_words(figure: FigureAssessment) -> str:
    """How much of a list is covered, in its members: 38/45家; “” for other kinds and without a list."""
    source = figure.source
    if source is None or source.numerator is None or source.denominator is None:
        return ""
    return f"{shown(source.numerator, 0)}/{shown(source.denominator, 0)}{figure.indicator.counted}"


def completion_words(assessed: Assessed) -> str:
    """完成率; 达标 or 未达标 where none can be computed; the stage for 争取; stage n of k for milestones.

    未超过目标 where a target that must be passed is reached exactly, see ``Printed``.
    """
    if isinstance(assessed, ItemAssessment):
        return _item_words(assessed)
    if assessed.indicator.traits.is_staged:
        return value_words(assessed)
    if assessed.completion is not None:
        used = USED if assessed.indicator.traits.is_limit else ""
        return NOT_PASSED if assessed.printed.completion is None else f"{used}{assessed.printed.completion}%"
    if assessed.cumulative is None:
        return NONE
    return "达标" if is_met(assessed) else "未达标"


def completion_part(assessed: Assessed) -> str:
    """完成率58.3% as a part of a sentence; of a limit 已用40.0%."""
    words = completion_words(assessed)
    return words if words.startswith(USED) else f"完成率{words}"


def _item_words(item: ItemAssessment) -> str:
    if item.item.is_milestone:
        return f"{item.stage_number}/{len(item.item.stages)}" if item.stage_number else NONE
    return NONE if item.printed.completion is None else f"{item.printed.completion}%"


def is_met(figure: FigureAssessment) -> bool:
    """Whether the last known figure satisfies the target."""
    indicator = figure.indicator
    return figure.cumulative is not None and indicator.comparator.is_met(figure.cumulative, indicator.target)


def pace_percent(figure: FigureAssessment) -> str:
    """序时进度 for a column of percentages: “—” where there is none."""
    return NONE if figure.printed.pace is None else f"{figure.printed.pace}%"


def pace_words(figure: FigureAssessment) -> str:
    """序时进度 in percent, or what is due where no percentage can be; “—” for 争取."""
    if figure.pace.percent is None and figure.pace.due is not None:
        return amount(figure.indicator, figure.pace.due)
    return pace_percent(figure)


def last_known_words(figure: FigureAssessment) -> str:
    """The day a grey figure's last known value holds for (截至5月底); “” for judged ones, or without one."""
    is_known = figure.cumulative is not None or figure.stage
    return as_of_label(figure.as_of) if figure.light.is_grey and is_known and figure.as_of else ""


def gauge_sentence(figure: FigureAssessment) -> str:
    """The whole gauge in one line, for screen readers: name, light, value, target, 完成率, 序时."""
    parts = [
        figure.name,
        figure.status,
        f"累计{value_words(figure)}{bracketed(last_known_words(figure))}",
        f"目标{target_words(figure.indicator)}",
        completion_part(figure),
        f"序时进度{pace_words(figure)}",
    ]
    return "，".join(part for part in parts if not part.endswith(NONE))


def bracketed(words: str) -> str:
    """The words in brackets; “” stays “”."""
    return f"{OPENING_BRACKET}{words}{CLOSING_BRACKET}" if words else ""


def month_words(trend: Trend, place: TrendMonth) -> str:
    """What the chart shows at one month: 6月：实际70家，序时60家，目标不低于120家."""
    parts = [
        f"实际{_trend_value(trend, place.value)}" if place.value is not None else place.stage or place.word
    ]
    if place.due is not None:
        parts.append(f"{'计划' if trend.is_planned else '序时'}{_trend_value(trend, place.due)}")
    if place.last_year is not None:
        parts.append(f"上年同期{_trend_value(trend, place.last_year)}")
    if trend.target is not None:
        parts.append(f"目标{target_words(place.indicator)}")
    return f"{place.month}月：{'，'.join(parts)}"


def trend_words(trend: Trend) -> str:
    """The whole chart: name, target, and every month that has a figure."""
    months = [f"{m.month}月{_trend_value(trend, m.value)}" for m in trend.months if m.value is not None]
    months += [f"{m.month}月{m.stage}" for m in trend.months if m.stage]
    standing = "、".join(months) or "尚无数据"
    return f"{trend.indicator.name}{trend.year}年各月累计：{standing}；目标{target_words(trend.indicator)}"


def stages_words(trend: Trend) -> str:
    """What stands in place of a chart for 争取: the stages by month."""
    stages = "；".join(f"{m.month}月 {m.stage}" for m in trend.months if m.stage)
    return f"争取类指标只按阶段掌握，没有走势图。\n{stages or '尚未填报阶段。'}"


def _trend_value(trend: Trend, value: Decimal | None) -> str:
    return "" if value is None else amount(trend.indicator, value)
