"""What cells show of figures and items: numbers at their own precision, and the program's own words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import NOT_PASSED, target_words
from cixi_desktop.assessment.rounding import decimals_of, printed_value
from cixi_desktop.records.fields import REASON, REPORTED
from cixi_desktop.values import HUNDRED, Comparator, plain, shown
from cixi_desktop.wording.figures import is_met
from cixi_desktop.wording.sentences import progress_sentence, still_needed
from cixi_desktop.workbook.writing.sheet import CellValue, Number

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
    from cixi_desktop.plan import Indicator, Item


def completion(figure: FigureAssessment) -> CellValue:
    """完成率, of a limit the part that is used up; else whether the target is met."""
    value = figure.printed.completion
    if value is None:
        return attained(figure)
    found = percent(value)
    if isinstance(found, Number) and figure.indicator.traits.is_limit:
        return Number(found.value, f'"已用"{found.number_format}')
    return found


def attained(figure: FigureAssessment) -> str:
    """Where no percentage is printed, only whether the target is met."""
    if figure.cumulative is None:
        return ""
    if figure.completion is not None:
        return NOT_PASSED
    return "达标" if is_met(figure) else "未达标"


TARGET_FORMATS = {
    Comparator.AT_LEAST: '"≥"{}',
    Comparator.MORE_THAN: '">"{}',
    Comparator.AT_MOST: '"≤"{}',
    Comparator.LESS_THAN: '"<"{}',
    Comparator.ABOUT: '{}"左右"',
}


def target(indicator: Indicator) -> CellValue:
    """The target as a number whose format carries the comparator; in words where it is no plain number."""
    if indicator.traits.target_words or indicator.traits.is_place:
        return target_words(indicator)
    target = _number(indicator.target, indicator.decimals)
    return Number(target.value, TARGET_FORMATS[indicator.comparator].format(target.number_format))


def item_target(item: Item, denominator: Decimal | None) -> CellValue:
    return item.stages[-1] if item.is_milestone else count(denominator)


def amount(indicator: Indicator, value: Decimal | None) -> CellValue:
    """A figure at its own precision; what is worked out of two numbers as a percentage, 100.0 if whole."""
    if value is not None and indicator.traits.is_ratio:
        value = printed_value(value, (HUNDRED,))
    return "" if value is None else _number(value, indicator.decimals)


def running(figure: FigureAssessment) -> CellValue:
    """累计完成: a stage, a figure at its own precision, or a ratio as its 完成率 beside it."""
    printed = figure.printed.completion
    if printed is not None and figure.indicator.traits.is_ratio:
        return _number(printed, decimals_of(printed))
    return figure.stage or amount(figure.indicator, figure.cumulative)


def count(value: Decimal | None) -> CellValue:
    """A number as it was entered."""
    return "" if value is None else _number(value, 0)


def _number(value: Decimal, decimals: int) -> Number:
    """The number with as many decimals as all other outputs show of it, in the value as in its format."""
    text = shown(value, decimals)
    places = len(text.partition(".")[2])
    return Number(Decimal(text), f"0.{'0' * places}" if places else "0")


def percent(value: Decimal | None) -> CellValue:
    """A percentage as it is printed, with its decimals: 58.3 → 0.583, shown as 58.3%."""
    return "" if value is None else Number(value.scaleb(-2), f"0.{'0' * decimals_of(value)}%")


_SAYS_ENOUGH = {Light.ON_PACE, Light.BEHIND, Light.LATE}
"""Lights whose reason is what the standard sentence says already."""


def figure_words(figure: FigureAssessment) -> str:
    """The program's words under 进展情况: the standard sentence, what is missing, why it is not judged."""
    sentences = [progress_sentence(figure), _coverage(figure), _missing(figure)]
    words = "".join(f"{sentence}。" for sentence in sentences if sentence)
    why = "" if figure.light in _SAYS_ENOUGH or _is_untouched(figure) else figure.reason
    return words + why + _own_reason(figure)


def item_words(item: ItemAssessment) -> str:
    """The same of an item: its stage, or why it has none; nothing where only people's words count."""
    why = "" if item.light is Light.RECORDED or _is_untouched(item) else item.reason
    return why + _own_reason(item)


def _own_reason(assessed: FigureAssessment | ItemAssessment) -> str:
    """说明 that was given beside a figure; that of a grey state stands behind the state."""
    reason = " ".join(assessed.entry.reason.split()).rstrip("。") if assessed.entry else ""
    return f"{REASON.label}：{reason}。" if reason and assessed.state == REPORTED else ""


def _is_untouched(assessed: FigureAssessment | ItemAssessment) -> bool:
    return assessed.light is Light.UNREPORTED and assessed.entry is None


def _missing(figure: FigureAssessment) -> str:
    """What is still needed, unless the sentence has said by how much the target is missed."""
    is_said = figure.completion is None or figure.indicator.traits.is_growth
    return "" if is_said else still_needed(figure)


def _coverage(figure: FigureAssessment) -> str:
    entry, counted = figure.entry, figure.indicator.counted
    if not counted or entry is None or entry.numerator is None or entry.denominator is None:
        return ""
    return f"应覆盖{plain(entry.denominator)}{counted}，已覆盖{plain(entry.numerator)}{counted}"
