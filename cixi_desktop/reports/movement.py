"""How a figure came here from the end of the period before, and what months and quarters brought."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.pace import EVEN
from cixi_desktop.assessment.phrases import amount
from cixi_desktop.periods import since_january
from cixi_desktop.plan import Tie
from cixi_desktop.reports.changes import before_of, goes_short, increments, quarter_increment
from cixi_desktop.reports.progress import terse_or_brief
from cixi_desktop.reports.report import GAP, Sentence
from cixi_desktop.values import ZERO, percent, plain, rounded, rounded_up, shown
from cixi_desktop.wording.report_sentences import (
    against_pace,
    completed,
    full,
    is_small,
    named,
    needed,
    short_name,
    span_words,
    subject,
)
from cixi_desktop.wording.report_terse import short_head, terse_of_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.reports.material import Material


MUCH_MORE = Decimal("1.5")
"""Times the quarter before, from which on a count is told as its multiple."""


def moved(material: Material, figure: FigureAssessment) -> str:
    """How it came here: 二季度新增…57家，是一季度（13家）的4.4倍，累计70家，…; a rate from … to …."""
    before = before_of(material, figure)
    told = _told(figure)
    if not isinstance(before, FigureAssessment) or before.cumulative is None or figure.cumulative is None:
        return told
    traits = figure.indicator.traits
    if traits.is_counted and traits.is_gained:
        return _counted(material, figure)
    if traits.is_stock:
        return _stock(material, figure, before.cumulative)
    if (traits.is_rate or traits.is_ratio) and before.cumulative != figure.cumulative:
        return _rate(figure, before, before.cumulative, figure.cumulative)
    return told


def _told(figure: FigureAssessment) -> str:
    """The whole sentence; under its short name what goes by it."""
    return terse_of_period(figure) if goes_short(figure) else full(figure)


def _counted(material: Material, figure: FigureAssessment) -> str:
    """A count with what the quarter before had brought."""
    words, quarter = _told(figure), material.period.last // 3
    before = quarter_increment(material, figure.id, quarter - 1)
    if not before or not figure.increment or "累计" not in words:
        return words
    ratio = rounded(figure.increment / before, 1)
    earlier = f"{'一二三'[quarter - 2]}季度"
    unit = figure.indicator.unit
    if ratio >= MUCH_MORE and not is_small(figure):
        held = f"是{earlier}（{plain(before)}{unit}）的{ratio}倍"
    else:
        is_same = before == figure.increment
        held = f"与{earlier}持平" if is_same else f"{earlier}为{plain(before)}{unit}"
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
    is_list = figure.indicator.traits.is_ratio
    old, new = (percent(v) if is_list else amount(figure.indicator, v) for v in (was, value))
    word = "升至" if value > was else "降至"
    times = (before.as_of, figure.as_of)
    if figure.indicator.merged_months and all(times) and not is_list:
        old, new = (
            f"{since_january(day.month)}的{words}"
            for day, words in zip(times, (old, new), strict=True)
            if day
        )
    tail = terse_or_brief(figure).partition("，")[2]
    if figure.period.is_year_end:
        tail = "，".join(filter(None, (completed(figure), against_pace(figure))))
    what = named(figure) if figure.indicator.traits.is_growth else subject(figure)
    what = short_head(figure) or what if goes_short(figure) else what
    return f"{what}由{old}{word}{new}{'，' if tail else ''}{tail}"


def average_words(material: Material, figure: FigureAssessment) -> str:
    """二季度月均3.63亿元，高于一季度的2.97亿元，低于序时月均4.17亿元；后6个月月均需5.04亿元，…."""
    quarter = material.period.last // 3
    now = quarter_increment(material, figure.id, quarter)
    traits = figure.indicator.traits
    if now is None or not (traits.is_flow and traits.is_gained):
        return needed(figure)
    average, due = now / 3, figure.indicator.target / 12
    need = _needed_words(figure, average)
    if average == ZERO:
        return "；".join(filter(None, (f"{span_words(material.period)}无新增", need)))
    parts = [f"{span_words(material.period)}月均{_mean(figure, average)}"]
    before = quarter_increment(material, figure.id, quarter - 1) if quarter > 1 else None
    earlier = [(f"{'一二三'[quarter - 2]}季度的", before / 3)] if before is not None else []
    evenly = [("序时月均", due)] if figure.pace.rule == EVEN else []
    parts += _held_against(figure, average, [*earlier, *evenly])
    return "；".join(filter(None, ("，".join(parts), need)))


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
    words = f"后{left}个月月均需{amount(figure.indicator, rounded_up(need, places))}"
    ratio = rounded(need / average, 1) if average > ZERO else ZERO
    return f"{words}，约为{span_words(figure.period)}的{ratio}倍" if ratio > 1 else words


def falling(material: Material, figure: FigureAssessment) -> Iterator[Sentence]:
    """4—6月分别新增10家、8家、2家，逐月减少: of lists only, and only where the months fall."""
    if not figure.indicator.traits.is_ratio:
        return
    period = material.period
    first = period.last - 2
    months = increments(material, figure.id, first, period.last)
    known = [value for value in months if value is not None]
    is_falling = len(known) == 3 and known[0] > known[1] > known[2]  # noqa: PLR2004
    if is_falling:
        told = "、".join(f"{shown(value, 0)}{figure.indicator.counted}" for value in known)
        words = f"{short_name(figure).removesuffix('覆盖率')}{first}—{period.last}月分别为{told}，逐月减少"
        yield Sentence(f"{words}。", (figure.id,))
