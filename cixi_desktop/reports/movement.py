"""变化: a figure's way from the end of the period before to now, in the words of its kind."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.lights import amount
from cixi_desktop.kinds import Kind
from cixi_desktop.plan import Tie
from cixi_desktop.reports.changes import before_of
from cixi_desktop.reports.derived import quarter_increment
from cixi_desktop.reports.report import GAP
from cixi_desktop.values import ZERO, percent, plain, rounded
from cixi_desktop.wording.report_sentences import brief, full, is_small, named, since_january, subject

if TYPE_CHECKING:
    from cixi_desktop.reports.material import Material

MUCH_MORE = Decimal("1.5")
"""Times the quarter before, from which on a count is told as its multiple."""


def moved(material: Material, figure: FigureAssessment) -> str:
    """How it came here: 二季度新增…57家，是一季度（13家）的4.4倍，累计70家，…; a rate from … to …."""
    before = before_of(material, figure)
    if not isinstance(before, FigureAssessment) or before.cumulative is None or figure.cumulative is None:
        return full(figure)
    kind = figure.indicator.kind
    if kind is Kind.CUMULATIVE_COUNT:
        return _counted(material, figure)
    if kind is Kind.STOCK_TOTAL:
        return _stock(material, figure, before.cumulative)
    if kind in _RATES and before.cumulative != figure.cumulative:
        return _rate(figure, before, before.cumulative, figure.cumulative)
    return full(figure)


_RATES = frozenset({Kind.LEVEL, Kind.GROWTH_RATE, Kind.COVERAGE_RATIO})


def _counted(material: Material, figure: FigureAssessment) -> str:
    """A count with what the quarter before had brought."""
    words, quarter = full(figure), material.period.last // 3
    before = quarter_increment(material, figure.id, quarter - 1)
    if not before or not figure.increment or "累计" not in words:
        return words
    ratio = rounded(figure.increment / before, 1)
    earlier = f"{'一二三'[quarter - 2]}季度"
    unit = figure.indicator.unit
    if ratio >= MUCH_MORE and not is_small(figure):
        held = f"是{earlier}（{plain(before)}{unit}）的{ratio}倍"
    else:
        held = f"{earlier}为{plain(before)}{unit}"
    head, comma, tail = words.partition("，")
    return f"{head}，{held}{comma}{tail}"


def _stock(material: Material, figure: FigureAssessment, was: Decimal) -> str:
    """高新技术企业总量由1011家增至1063家, and how far the new ones differ from the net ones."""
    value = figure.cumulative or ZERO
    words = full(figure)
    if value != was:
        word = "增至" if value > was else "降至"
        _, comma, tail = words.partition("，")
        old, new = amount(figure.indicator, was), amount(figure.indicator, value)
        words = f"{subject(figure)}由{old}{word}{new}{comma}{tail}"
    return words + apart(material, figure)


def apart(material: Material, figure: FigureAssessment) -> str:
    """，新增与净增相差7家〔请补充：减少原因〕; “” where they agree, or where nothing is new."""
    pairs = (p for p in material.plan.couplings if p.tie is Tie.STOCK and p.first == figure.id)
    pair = next(pairs, None)
    found = {each.id: each for each in material.now.figures}
    new = found.get(pair.second) if pair else None
    if new is None or new.cumulative is None or figure.start is None or figure.cumulative is None:
        return ""
    difference = new.cumulative - (figure.cumulative - figure.start)
    if not difference:
        return ""
    what = "减少原因" if difference > 0 else "净增多于新增的原因"
    return f"，新增与净增相差{plain(abs(difference))}{figure.indicator.unit}{GAP}：{what}〕"


def _rate(figure: FigureAssessment, before: FigureAssessment, was: Decimal, value: Decimal) -> str:
    """由1—3月的8.6%升至1—6月的9.4%, then the rest of the sentence."""
    is_list = figure.indicator.kind is Kind.COVERAGE_RATIO
    old, new = (percent(v) if is_list else amount(figure.indicator, v) for v in (was, value))
    word = "升至" if value > was else "降至"
    times = (before.as_of, figure.as_of)
    if figure.indicator.is_january_merged and all(times) and not is_list:
        old, new = (
            f"{since_january(day.month)}的{words}"
            for day, words in zip(times, (old, new), strict=True)
            if day
        )
    _, comma, tail = brief(figure).partition("，")
    what = named(figure) if figure.indicator.kind is Kind.GROWTH_RATE else subject(figure)
    return f"{what}由{old}{word}{new}{comma}{tail}"
