"""几点分析, 全年预判 and the chart of the worst figure: only what can be worked out of the figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import band_ceiling
from cixi_desktop.assessment.pace import EVEN
from cixi_desktop.assessment.phrases import amount, target_words
from cixi_desktop.periods import MONTHS
from cixi_desktop.reports.changes import (
    EASY,
    FEASIBLE,
    LONG,
    forecast,
    increments,
    is_honour,
    judged,
    seasons,
)
from cixi_desktop.reports.matters import figures_in
from cixi_desktop.reports.progress import behind, late
from cixi_desktop.reports.report import Chart, Line, Sentence, Table
from cixi_desktop.reports.tables import sample_mark
from cixi_desktop.values import ZERO, Comparator, floored, percent, plain, points, rounded, rounded_up
from cixi_desktop.wording.report_sentences import is_small, named, short_name
from cixi_desktop.wording.report_terse import short_standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.reports.changes import Season
    from cixi_desktop.reports.material import Material


SEASONAL = Decimal(1)
"""个百分点 off last year's share up to which being slow is the season's."""


def analysis(material: Material) -> tuple[Sentence, ...]:
    """Where gaps come from, what is the season's, what is due to batches, what went beyond 左右."""
    told = (_months_below, _seasons, _batches, beyond_band)
    return tuple(sentence for tell in told for sentence in tell(material))


def beyond_band(material: Material) -> Iterator[Sentence]:
    """本级重点研发项目18个，高于年度目标（15个左右）幅度，供研究是否调整安排."""
    for figure in judged(material.now):
        indicator, value = figure.indicator, figure.cumulative
        is_about = indicator.comparator is Comparator.ABOUT
        if is_about and value is not None and value > band_ceiling(indicator, material.now.rules):
            words = f"{short_standing(figure)}，高于年度目标（{target_words(indicator)}）幅度"
            yield Sentence(f"{words}，供研究是否调整安排。", (figure.id,))


def _months_below(material: Material) -> Iterator[Sentence]:
    """Late amounts of which every month of the quarter stayed below the even pace."""
    last = material.period.last
    slow = figures_in((*late(material), *behind(material)))
    found = [(figure, told) for figure in slow if (told := _below(material, figure))]
    if found:
        names = "、".join(named(figure) for figure, _ in found)
        whose = [short_name(figure) if len(found) > 1 else "" for figure, _ in found]
        told = "；".join(f"{name}{words}" for name, (_, words) in zip(whose, found, strict=True))
        words = f"{names}偏慢不是月度波动。{last - 2}—{last}月{told}，均低于序时月均。"
        yield Sentence(words, tuple(figure.id for figure, _ in found))


def _below(material: Material, figure: FigureAssessment) -> str:
    """分别为3.70亿元、3.50亿元、3.70亿元: the quarter's months of an amount, each below the even pace."""
    traits, last = figure.indicator.traits, material.period.last
    if not traits.is_flow or traits.is_counted or figure.modality.is_striving or figure.pace.rule != EVEN:
        return ""
    due = figure.indicator.target / 12
    months = [v for v in increments(material, figure.id, last - 2, last) if v is not None]
    if len(months) < LONG or max(months) >= due:
        return ""
    told = [amount(figure.indicator, value) for value in months]
    return f"各月均为{told[0]}" if len(set(told)) == 1 else f"分别为{'、'.join(told)}"


def _seasons(material: Material) -> Iterator[Sentence]:
    for season in seasons(material):
        figure, share = season.amount, percent(season.share)
        last = material.period.last
        if abs(season.gap) <= SEASONAL:
            head = f"{named(figure)}偏慢主要是季节因素。"
            tail = (
                f"{'只' if season.gap < ZERO else ''}{_side(season)}{points(season.gap)}"
                if season.gap
                else "两者相同"
            )
        else:
            head = f"{named(figure)}与上年同期相比{'偏快' if season.gap > ZERO else '偏慢'}。"
            tail = f"{_side(season)}{points(season.gap)}"
        done = percent(figure.completion or ZERO)
        share_words = f"按增速推算，上年1—{last}月占全年的{share}，今年完成率{done}，{tail}"
        target, growth = plain(figure.indicator.target), percent(season.growth_needed)
        rest = f"要达到{target}{figure.indicator.unit}，{_rest_of_year(last)}需增长{growth}左右（推算）"
        yield Sentence(f"{head}{share_words}。{rest}。", (season.rate.id, figure.id))


def _side(season: Season) -> str:
    return "快" if season.gap > ZERO else "慢"


def _rest_of_year(last: int) -> str:
    return {6: "下半年", 9: "四季度"}.get(last, f"后{12 - last}个月")


def _batches(material: Material) -> Iterator[Sentence]:
    """Figures published in batches, judged by even months: they grew in a few months only."""
    found = [(figure, months) for figure in judged(material.now) if (months := few_months(material, figure))]
    if found:
        told = "；".join(f"{named(figure)}只在{'、'.join(months)}有新增" for figure, months in found)
        words = f"{told}，两次公布之间慢、公布后快，建议改按批次计划判断"
        ids = tuple(figure.id for figure, _ in found)
        yield Sentence(f"批次类指标不宜按月均分。{words}。", ids)


def few_months(material: Material, figure: FigureAssessment) -> list[str]:
    """The months in which a batch figure grew; none where they are more than a third, or it has a plan."""
    last = material.period.last
    is_batch = "批次" in figure.indicator.frequency and figure.pace.rule == EVEN
    if not is_batch or is_small(figure):
        return []
    months = increments(material, figure.id, 1, last)
    grown = [f"{number}月" for number, value in enumerate(months, start=1) if value]
    return grown if 1 < len(grown) <= last // 3 else []


def forecast_table(material: Material, number: int) -> Table | None:
    """全年预判 by how many times the pace so far the rest needs; None where nothing is left to foresee."""
    found = forecast(material)
    groups = (
        (f"按现有进度可完成（{rounded(EASY, 1)}以内）", found.easy),
        (f"适当加快可完成（{plain(FEASIBLE)}以内）", found.feasible),
        (f"完成难度较大（超过{plain(FEASIBLE)}）", found.hard),
    )
    rows = tuple(
        (word, "、".join(f"{short_name(figure)}（{ratio}）" for figure, ratio in figures))
        for word, figures in groups
        if figures
    )
    if not rows:
        return None
    left, done = material.period.months_left, material.period.last
    return Table(
        caption=f"表{number}　主要数量类指标全年预判{sample_mark(material)}",
        columns=("判断（比值）", f"指标（后{left}个月月均需要÷前{done}个月月均）"),
        widths=(32, 96),
        rows=rows,
        note="注：供研究，不作评价。年度目标10以内的数量、争取类和阶段类看节点，不列入。",
    )


def _is_drawn(figure: FigureAssessment) -> bool:
    """Whether it grows month by month towards so many that the way there can be seen."""
    return figure.indicator.traits.is_flow and figure.indicator.traits.is_gained and not is_small(figure)


def worst_chart(material: Material, number: str) -> Chart | None:
    """The chart of the figure that is worst; None where none is late."""
    figure = worst_figure(material)
    return _chart(material, figure, number) if figure else None


def worst_figure(material: Material) -> FigureAssessment | None:
    """The first of the late amounts and counts."""
    return next(filter(_is_drawn, figures_in(late(material))), None)


def _chart(material: Material, figure: FigureAssessment, number: str) -> Chart:
    indicator = figure.indicator
    course = [material.figure_at(figure.id, n) for n in range(1, material.period.last + 1)]
    decimals = _decimals(course)
    return Chart(
        caption=f"{number}{named(figure)}累计完成与序时进度（{indicator.unit}）{sample_mark(material)}",
        unit=indicator.unit,
        lines=(
            Line("累计完成", _reached(course)),
            Line("序时进度", (*_due(course, decimals), *_even_rest(figure, material.period.last, decimals))),
            Line("完成目标所需", _needed(figure, material.period.last, decimals)),
        ),
    )


def trend_charts(material: Material) -> tuple[Chart, ...]:
    """A trend for each figure that has come to anything in two months of the year or more."""
    found = (_trend(material, figure) for figure in material.now.figures if not is_honour(figure))
    return tuple(chart for chart in found if sum(v is not None for v in chart.lines[0].values) > 1)


def _trend(material: Material, figure: FigureAssessment) -> Chart:
    """What was reached, what was due, and the target, month by month."""
    indicator, left = figure.indicator, MONTHS - material.period.last
    course = [material.figure_at(figure.id, n) for n in range(1, material.period.last + 1)]
    decimals = _decimals(course)
    return Chart(
        caption=f"{named(figure)}（{indicator.unit}）",
        unit=indicator.unit,
        lines=(
            Line("实际", _reached(course)),
            Line("序时", (*_due(course, decimals), *((None,) * left))),
            Line("目标", (*(month.indicator.target for month in course), *((indicator.target,) * left))),
        ),
    )


def _reached(course: list[FigureAssessment]) -> tuple[Decimal | None, ...]:
    """The months so far, and none for the rest of the year."""
    decimals = _decimals(course)
    values = (None if each.cumulative is None else rounded(each.cumulative, decimals) for each in course)
    return (*values, *((None,) * (MONTHS - len(course))))


def _due(course: Sequence[FigureAssessment], decimals: int) -> Iterator[Decimal | None]:
    """What was due in the months so far."""
    for month in course:
        yield None if month.pace.due is None else rounded(month.pace.due, decimals)


def _even_rest(figure: FigureAssessment, last: int, decimals: int) -> Iterator[Decimal | None]:
    """What will be due in the months to come, where each has the same part; whole ones of what is counted."""
    for number in range(last + 1, MONTHS + 1):
        due = figure.indicator.target * number / MONTHS
        due = floored(due) if figure.indicator.traits.is_due_in_whole else rounded(due, decimals)
        yield due if figure.pace.rule == EVEN else None


def _decimals(course: Sequence[FigureAssessment]) -> int:
    """The plan's decimals, or as many as were entered: 3.1 of 12亿元. A share of a list has one."""
    indicator = course[0].indicator
    if not indicator.traits.is_flow:
        return indicator.decimals
    entered = [plain(each.cumulative) for each in course if each.cumulative is not None]
    return max((indicator.decimals, *(len(words.partition(".")[2]) for words in entered)))


def _needed(figure: FigureAssessment, last: int, decimals: int) -> tuple[Decimal | None, ...]:
    """From where it stands to the target in even steps, in whole ones of what is counted."""
    value, target = figure.cumulative, figure.indicator.target
    if value is None or last == MONTHS:
        return (None,) * MONTHS
    left = MONTHS - last
    to_print = rounded_up if figure.indicator.traits.is_due_in_whole else rounded
    steps = (to_print((value * (left - n) + target * n) / left, decimals) for n in range(left + 1))
    return (*((None,) * (last - 1)), *steps)
