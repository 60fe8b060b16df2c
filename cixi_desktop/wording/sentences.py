"""The standard sentences of offices: how far a figure is, what is still needed, how it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light, band_words
from cixi_desktop.assessment.phrases import (
    NOT_PASSED,
    amount,
    from_target,
    held_words,
    over_limit,
    pace_distance,
    points,
    share_words,
    shares_words,
    signed_phrase,
    target_words,
)
from cixi_desktop.kinds import ASPIRATION_STAGES
from cixi_desktop.periods import as_of_label, since_january
from cixi_desktop.plan import BaselineStatus
from cixi_desktop.values import Comparator, plain, shown

if TYPE_CHECKING:
    from datetime import date
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
        return f"{as_of_label(figure.as_of)}，{honour_words(figure)}"
    phrase, shown_value = signed_phrase(indicator, figure.cumulative)
    value = told_share(figure) or amount(indicator, shown_value)
    if figure.is_estimate:
        value += "（预计数）"
    parts = [_time(figure, figure.as_of), phrase.format(value)]
    parts += _comparison(figure, figure.cumulative)
    return "，".join(parts)


def told_share(figure: FigureAssessment) -> str:
    """覆盖率 as it is printed beside its gap, 33.3%; “” of all else."""
    done = figure.printed.completion if figure.indicator.traits.is_ratio else None
    return "" if done is None else f"{done}%"


def _time(figure: FigureAssessment, as_of: date) -> str:
    """1—6月 of what is published of the months since January; of a number of things 截至6月底."""
    label, indicator = as_of_label(as_of), figure.indicator
    is_running = indicator.merged_months and not indicator.traits.is_from_baseline
    if not is_running or not label.endswith("底"):
        return label
    return since_january(as_of.month)


def honour_words(figure: FigureAssessment) -> str:
    """省科技创新鼎争创工作处于申报阶段; what was won or not is said so."""
    name, stages = honour_name(figure.name), ASPIRATION_STAGES
    if figure.stage in stages[-2:]:
        return f"{'已' if figure.light is Light.DONE else ''}{figure.stage}{name}"
    return f"{name}争创工作处于{figure.stage}阶段"


def honour_name(name: str) -> str:
    """What is to be won: 获省科技创新鼎 is the figure, 省科技创新鼎 the honour."""
    return name.removeprefix("获")


def _comparison(figure: FigureAssessment, value: Decimal) -> list[str]:
    """The parts that hold the figure against target and pace, as its kind is judged."""
    indicator = figure.indicator
    if indicator.traits.is_limit:
        return _against_limit(figure, value)
    if indicator.traits.is_growth or figure.completion is None:
        return [_against_target(figure, value)]
    done, parts = figure.printed.completion, []
    if indicator.traits.is_from_baseline and figure.start is not None:
        parts.append(_change(figure, value - figure.start))
    if done is None or not indicator.traits.is_ratio:
        parts.append(NOT_PASSED if done is None else f"完成年度{_aim(figure)}目标的{done}%")
    if figure.printed.gap is not None:
        parts.append(pace_distance(figure.printed))
    return parts


def _against_limit(figure: FigureAssessment, value: Decimal) -> list[str]:
    """How much of a limit is used up, and whether it is kept."""
    indicator, used = figure.indicator, figure.printed.completion
    parts = [] if used is None else [f"占控制目标的{used}%"]
    if not indicator.comparator.is_met(value, indicator.target):
        is_place, missed = indicator.traits.is_place, f"未进入{target_words(indicator)}"
        parts.append(missed if is_place else over_limit(indicator, value).removesuffix("。"))
    return parts or [held_words(indicator)]


def _change(figure: FigureAssessment, change: Decimal) -> str:
    """How far it has come from its baseline: 比年初净增63家, 比基数提高0.05个百分点."""
    since = "年初" if figure.indicator.traits.is_whole else "基数"
    size = amount(figure.indicator, abs(change), is_difference=True)
    if not change:
        return f"与{since}持平"
    up, down = ("净增", "净减") if figure.indicator.traits.is_whole else ("提高", "下降")
    return f"比{since}{up if change > 0 else down}{size}"


def _aim(figure: FigureAssessment) -> str:
    """What the 完成率 of a figure with a baseline is of: not of its target, but of the way to it."""
    indicator = figure.indicator
    if not indicator.traits.is_from_baseline or figure.start is None:
        return ""
    up, down = ("净增", "净减") if indicator.traits.is_whole else ("提升", "下降")
    return up if indicator.target > figure.start else down


def _against_target(figure: FigureAssessment, value: Decimal) -> str:
    difference = value - figure.indicator.target
    if figure.light is Light.NEARLY and figure.printed.to_target:
        below = points(figure.printed.to_target)
        return f"比年度目标（{target_words(figure.indicator)}）低{below}，在允许幅度内"
    if figure.printed.to_target is not None or difference == 0:
        return from_target(figure.printed) or "达到年度目标"
    return f"{'高' if difference > 0 else '低'}于年度目标{amount(figure.indicator, abs(difference))}"


def still_needed(figure: FigureAssessment) -> str:
    """What remains and what it takes: 还差37家，后5个月月均需完成7.4家; “” where nothing does or 不适用."""
    missing = figure.remaining
    if not missing or figure.light is Light.NOT_APPLICABLE:
        return ""
    is_ratio = figure.indicator.traits.is_ratio
    counted = f"{shown(missing, 0)}{figure.indicator.counted}"
    text = f"还差{counted if is_ratio else rest_words(figure, missing)}"
    return "，".join(filter(None, (text, monthly_words(figure))))


def monthly_words(figure: FigureAssessment) -> str:
    """后5个月月均需完成7.4家; “” where less than one a month is missing, or it is no matter of months."""
    need, left, indicator = figure.told_per_month, figure.months_left, figure.indicator
    if need is None or (indicator.traits.is_whole and need < 1):
        return ""
    told = plain(need) if indicator.traits.is_whole else shown(need, indicator.decimals)
    return f"后{left}个月月均需完成{told}{indicator.counted or indicator.unit}"


def rest_words(figure: FigureAssessment, missing: Decimal) -> str:
    """The same number as in the sentence, where that tells the distance to the target."""
    to_target = figure.printed.to_target
    if to_target and (figure.completion is None or figure.indicator.traits.is_growth):
        return points(to_target)
    return amount(figure.indicator, missing, is_difference=True)


def judged_by(figure: FigureAssessment, rules: Rules) -> str:
    """How the figure is judged: target, baseline and where it comes from, pace, band and modality."""
    indicator = figure.indicator
    own = share_words(indicator) or shares_words(indicator, figure.shares)
    parts = [f"目标：{target_words(indicator)}" + (f"（{own}）" if own else "")]
    if indicator.traits.is_from_baseline:
        parts.append(baseline_words(figure))
    if indicator.comparator is Comparator.ABOUT:
        parts.append(f"“左右”按{band_words(indicator, rules)}掌握")
    if figure.pace.rule:
        parts.append(f"序时：{figure.pace.words}")
    if figure.modality.is_striving:
        parts.append(f"{figure.modality}类，不亮红灯")
    return "；".join(parts) + _SENTENCE_END


def baseline_words(figure: FigureAssessment) -> str:
    """The baseline in force with its origin: 基数3.59%（按原文推算）."""
    baseline = figure.indicator.baseline
    if figure.start is None:
        return f"基数{BaselineStatus.MISSING}"
    status = baseline.status if figure.start == baseline.value else BaselineStatus.ENTERED
    return f"基数{amount(figure.indicator, figure.start)}（{status}）"
