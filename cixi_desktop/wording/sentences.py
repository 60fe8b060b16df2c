"""The standard sentences of offices: how far a figure is, what is still needed, how it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import band_words
from cixi_desktop.assessment.phrases import (
    NOT_PASSED,
    amount,
    faster_or_slower,
    from_target,
    held_words,
    over_limit,
    points,
    signed_phrase,
    target_words,
)
from cixi_desktop.periods import as_of_label
from cixi_desktop.plan import BaselineStatus
from cixi_desktop.values import Comparator, shown

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.records.rules import Rules

_SENTENCE_END = "。"


def progress_sentence(figure: FigureAssessment) -> str:
    """The standard sentence, without a full stop; “” where there is no figure.

    截至6月底，新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点
    """
    indicator = figure.indicator
    if figure.as_of is None:
        return ""
    if figure.cumulative is None:
        return f"{as_of_label(figure.as_of)}，{indicator.phrase.format(figure.stage)}"
    phrase, shown_value = signed_phrase(indicator, figure.cumulative)
    value = amount(indicator, shown_value)
    if figure.is_estimate:
        value += "（预计数）"
    parts = [as_of_label(figure.as_of), phrase.format(value)]
    parts += _comparison(figure, figure.cumulative)
    return "，".join(parts)


def _comparison(figure: FigureAssessment, value: Decimal) -> list[str]:
    """The parts that hold the figure against target and pace, as its kind is judged."""
    indicator = figure.indicator
    if indicator.traits.is_limit:
        return _against_limit(figure, value)
    if indicator.traits.is_growth or figure.completion is None:
        return [_against_target(figure, value)]
    done = figure.printed.completion
    parts = [NOT_PASSED if done is None else f"完成年度目标的{done}%"]
    if indicator.traits.is_from_baseline and figure.start is not None:
        change = value - figure.start
        direction = "提高" if change > 0 else "下降"
        size = amount(indicator, abs(change), is_difference=True)
        parts = [f"较基数{direction}{size}" if change else "与基数持平", *parts]
    if figure.printed.gap is not None:
        parts.append(faster_or_slower(figure.printed.gap))
    return parts


def _against_limit(figure: FigureAssessment, value: Decimal) -> list[str]:
    """How much of a limit is used up, and whether it is kept."""
    indicator, used = figure.indicator, figure.printed.completion
    parts = [] if used is None else [f"占控制目标的{used}%"]
    if not indicator.comparator.is_met(value, indicator.target):
        parts.append(over_limit(indicator, value).removesuffix("。"))
    return parts or [held_words(indicator)]


def _against_target(figure: FigureAssessment, value: Decimal) -> str:
    difference = value - figure.indicator.target
    if figure.printed.to_target is not None or difference == 0:
        return from_target(figure.printed) or "达到年度目标"
    return f"{'高' if difference > 0 else '低'}于年度目标{amount(figure.indicator, abs(difference))}"


def still_needed(figure: FigureAssessment) -> str:
    """What remains and the pace it takes: 还差37家，后5个月平均每月8家; “” where nothing does."""
    missing = figure.remaining
    if not missing:
        return ""
    if figure.indicator.traits.is_ratio:
        text = f"还差{shown(missing, 0)}{figure.indicator.counted}"
        unit, decimals = figure.indicator.counted, 0
    else:
        text = f"还差{_missing_words(figure, missing)}"
        unit, decimals = figure.indicator.unit, figure.indicator.decimals
    if figure.needed_per_month is None:
        return text
    return f"{text}，后{figure.months_left}个月平均每月{shown(figure.needed_per_month, decimals)}{unit}"


def _missing_words(figure: FigureAssessment, missing: Decimal) -> str:
    """The same number as in the sentence, where that tells the distance to the target."""
    to_target = figure.printed.to_target
    if to_target and (figure.completion is None or figure.indicator.traits.is_growth):
        return points(to_target)
    return amount(figure.indicator, missing, is_difference=True)


def judged_by(figure: FigureAssessment, rules: Rules) -> str:
    """How the figure is judged: target, baseline and where it comes from, pace, band and modality."""
    indicator = figure.indicator
    parts = [f"目标：{target_words(indicator)}"]
    if indicator.traits.is_from_baseline:
        parts.append(baseline_words(figure))
    if indicator.comparator is Comparator.ABOUT:
        parts.append(f"“左右”按{band_words(indicator, rules)}掌握")
    if figure.pace.rule:
        parts.append(f"序时：{figure.pace.rule}")
    if figure.modality.is_striving:
        parts.append(f"{figure.modality}类，最低亮黄灯")
    return "；".join(parts) + _SENTENCE_END


def baseline_words(figure: FigureAssessment) -> str:
    """The baseline in force with its origin: 基数3.59%（文件推算）."""
    baseline = figure.indicator.baseline
    if figure.start is None:
        return f"基数{BaselineStatus.MISSING}"
    status = baseline.status if figure.start == baseline.value else BaselineStatus.ENTERED
    return f"基数{amount(figure.indicator, figure.start)}（{status}）"
