"""What months and quarters brought on the average, against one another and against the pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import amount
from cixi_desktop.kinds import Kind
from cixi_desktop.reports.derived import increments, quarter_increment
from cixi_desktop.reports.report import Sentence
from cixi_desktop.values import ZERO, rounded, rounded_up, shown
from cixi_desktop.wording.report_sentences import named, needed, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.reports.material import Material


def average_words(material: Material, figure: FigureAssessment) -> str:
    """二季度月均3.63亿元，高于一季度的2.97亿元，低于序时月均4.17亿元；后6个月月均需5.04亿元，…."""
    quarter = material.period.last // 3
    now = quarter_increment(material, figure.id, quarter)
    if now is None or figure.indicator.kind not in {Kind.CUMULATIVE_AMOUNT, Kind.CUMULATIVE_COUNT}:
        return needed(figure)
    average, due = now / 3, figure.indicator.target / 12
    parts = [f"{span_words(material.period)}月均{_mean(figure, average)}"]
    if average == ZERO:
        return f"{span_words(material.period)}无新增；{_needed_words(figure, average)}"
    before = quarter_increment(material, figure.id, quarter - 1) if quarter > 1 else None
    earlier = [(f"{'一二三'[quarter - 2]}季度的", before / 3)] if before is not None else []
    parts += _held_against(figure, average, [*earlier, ("序时月均", due)])
    return "；".join(filter(None, ("，".join(parts), _needed_words(figure, average))))


def _held_against(
    figure: FigureAssessment, value: Decimal, others: Sequence[tuple[str, Decimal]]
) -> Iterator[str]:
    """高于一季度的2.97亿元, 低于序时月均4.17亿元; what is on one side is told together."""
    told: dict[str, list[str]] = {}
    for words, other in others:
        if _mean(figure, value) == _mean(figure, other):
            told.setdefault("与", []).append(f"{words.removesuffix('的')}持平")
        else:
            told.setdefault("高于" if value > other else "低于", []).append(f"{words}{_mean(figure, other)}")
    for side, found in told.items():
        yield f"{side}{'和'.join(found)}"


def _mean(figure: FigureAssessment, value: Decimal) -> str:
    places = max(1, figure.indicator.decimals)
    return amount(figure.indicator, rounded(value, places))


def _needed_words(figure: FigureAssessment, average: Decimal) -> str:
    """What the months left take each, and how many times the quarter's average that is."""
    left = figure.period.months_left
    if not figure.remaining or not left:
        return ""
    need = figure.remaining / left
    places = max(1, figure.indicator.decimals)
    words = f"后{left}个月月均需{shown(rounded_up(need, places), places)}{figure.indicator.unit}"
    ratio = rounded(need / average, 1) if average > ZERO else ZERO
    return f"{words}，约为{span_words(figure.period)}的{ratio}倍" if ratio > 1 else words


def falling(material: Material, figure: FigureAssessment) -> Iterator[Sentence]:
    """4—6月分别新增10家、8家、2家，逐月减少: of lists only, and only where the months fall."""
    if figure.indicator.kind is not Kind.COVERAGE_RATIO:
        return
    period = material.period
    first = period.last - 2
    months = increments(material, figure.id, first, period.last)
    known = [value for value in months if value is not None]
    is_falling = len(known) == 3 and known[0] > known[1] > known[2]  # noqa: PLR2004
    if is_falling:
        told = "、".join(f"{shown(value, 0)}{figure.indicator.counted}" for value in known)
        words = f"{named(figure).removesuffix('覆盖率')}{first}—{period.last}月分别新增{told}，逐月减少"
        yield Sentence(f"{words}。", (figure.id,))
