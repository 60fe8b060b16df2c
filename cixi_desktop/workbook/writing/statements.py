"""What the program itself says of a figure or item under 进展情况."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.records.fields import REPORTED
from cixi_desktop.values import plain
from cixi_desktop.wording.sentences import progress_sentence, still_needed

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment

_SAYS_ENOUGH = {Light.ON_PACE, Light.BEHIND, Light.LATE}
"""Lights whose reason is what the standard sentence says already."""


def figure_words(figure: FigureAssessment) -> str:
    """The program's words under 进展情况: the standard sentence, what is missing, why it is not judged."""
    sentences = [progress_sentence(figure), _coverage(figure), _missing(figure)]
    words = "".join(f"{sentence}。" for sentence in sentences if sentence)
    is_silent = figure.light in _SAYS_ENOUGH and not figure.indicator.traits.is_staged
    return words + ("" if is_silent or _is_untouched(figure) else figure.reason)


def item_words(item: ItemAssessment) -> str:
    """The same of an item: its stage, or why it has none; nothing where only people's words count."""
    is_plain = item.light is Light.NOT_APPLICABLE and item.state == REPORTED
    return "" if is_plain or _is_untouched(item) else item.reason


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
