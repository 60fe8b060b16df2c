"""Figures as cells show them: numbers with the format of their precision, targets with comparators."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.values import Comparator, rounded, shown
from cixi_desktop.workbook.writing.cells import Number, Shown

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.plan import Indicator, Item

PERCENT = "0.0%"


def attained(figure: FigureAssessment) -> str:
    """Without a baseline there is no percentage, only whether the target is met."""
    if figure.completion is not None or figure.remaining is None:
        return ""
    return "未达标" if figure.remaining else "达标"


TARGET_FORMATS = {
    Comparator.AT_LEAST: '"≥"{}',
    Comparator.MORE_THAN: '">"{}',
    Comparator.AT_MOST: '"≤"{}',
    Comparator.ABOUT: '{}"左右"',
}


def target(indicator: Indicator) -> Shown:
    """The target as a number whose format carries the comparator; in words where it is no plain number."""
    if indicator.traits.target_words:
        return indicator.traits.target_words
    target = _number(indicator.target, indicator.decimals)
    return Number(target.value, TARGET_FORMATS[indicator.comparator].format(target.number_format))


def item_target(item: Item, denominator: Decimal | None) -> Shown:
    return item.stages[-1] if item.is_milestone else count(denominator)


def amount(indicator: Indicator, value: Decimal | None) -> Shown:
    """A figure at its own precision."""
    return "" if value is None else _number(value, indicator.decimals)


def count(value: Decimal | None) -> Shown:
    """A number as it was entered."""
    return "" if value is None else _number(value, 0)


def _number(value: Decimal, decimals: int) -> Number:
    """The number with as many decimals as all other outputs show of it, in the value as in its format."""
    text = shown(value, decimals)
    places = len(text.partition(".")[2])
    return Number(Decimal(text), f"0.{'0' * places}" if places else "0")


def percent(value: Decimal | None) -> Shown:
    """A percentage rounded once, half up, to the decimal that is shown: 58.333… → 0.583, shown as 58.3%."""
    return "" if value is None else Number(rounded(value, 1).scaleb(-2), PERCENT)
