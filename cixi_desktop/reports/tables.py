"""The tables of reports: all figures, what is slow, lights by quarter, headline targets."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import amount, target_words
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import day_words
from cixi_desktop.plan import HEADLINE
from cixi_desktop.reports.changes import is_honour, months_slow
from cixi_desktop.reports.overall import tally
from cixi_desktop.reports.progress import behind, late
from cixi_desktop.reports.report import Table
from cixi_desktop.reports.unit_texts import cause, deadline_words, step_words, steps
from cixi_desktop.wording.figures import (
    NONE,
    bracketed,
    completion_words,
    list_words,
    pace_percent,
    value_words,
)
from cixi_desktop.wording.report_sentences import (
    distance_cell,
    figure_name,
    in_text,
    light_cell,
    named,
    older_day,
    section_head,
    span_words,
)
from cixi_desktop.wording.sentences import judged_by
from cixi_desktop.wording.words import adjustment_words, page_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import Assessed, Assessment, ItemAssessment, TaskAssessment
    from cixi_desktop.plan import Plan
    from cixi_desktop.reports.material import Material

UNTOLD = "未填报"
SAMPLE = "（示例数据）"


def sample_mark(material: Material) -> str:
    """What follows a caption while the figures are invented."""
    return SAMPLE if material.now.is_sample else ""


def figure_table(material: Material) -> Table:
    """附件1: every figure in the order of the plan."""
    period = material.period
    span = span_words(period)
    rows = [
        (str(number), *_figure_row(figure)) for number, figure in enumerate(material.now.figures, start=1)
    ]
    return Table(
        caption=f"{period.label}指标完成情况表{sample_mark(material)}",
        columns=(
            "序号", "指标", "年度目标", f"{span}完成", "累计完成", "完成率", "序时进度", "与序时差距", "亮灯",
        ),
        widths=(50, 490, 210, 135, 155, 120, 120, 110, 170),
        rows=tuple(rows),
        note=_figure_note(material),
    )  # fmt: skip


def _figure_row(figure: FigureAssessment) -> tuple[str, ...]:
    is_stage = is_honour(figure)
    is_judged = not figure.light.is_grey
    brought = NONE if figure.increment is None else amount(figure.indicator, figure.increment)
    return (
        marked_name(figure),
        _target_cell(figure),
        brought,
        f"{_value(figure)}{bracketed(older_day(figure)) if figure.cumulative is not None else ''}",
        "按阶段" if is_stage else (completion_words(figure) if is_judged else NONE),
        pace_percent(figure) if is_judged else NONE,
        distance_cell(figure),
        light_cell(figure),
    )


def _target_cell(figure: FigureAssessment) -> str:
    """The target; of one that was adjusted, what it was: 不少于130家（原不少于120家）."""
    was = bracketed(f"原{target_words(figure.former[0])}") if figure.former else ""
    return f"{target_words(figure.indicator)}{was}"


def _value(figure: FigureAssessment) -> str:
    return list_words(figure) or value_words(figure)


def marked_name(assessed: Assessed) -> str:
    """The name, with 力争 or 争取 behind it."""
    if not isinstance(assessed, FigureAssessment):
        return in_text(assessed.name)
    return marked(figure_name(assessed), assessed)


def marked(name: str, figure: FigureAssessment) -> str:
    """A name of the figure, with 力争 or 争取 behind it."""
    return name + (f"（{figure.modality}）" if figure.modality.is_striving else "")


def _figure_note(material: Material) -> str:
    end = material.period.end
    shown = {figure.light for figure in material.now.figures}
    return (
        "注：1.按工作要点顺序排列，不作排名。"
        f"2.除注明外，数据截至{day_words(end)}。3.{page_rules(material.now.rules, shown)}"
    )


def slow_table(material: Material) -> Table | None:
    """附件2: everything 滞后 and 欠序时, with causes, steps, deadlines and who leads; None for nothing."""
    found = (*late(material), *behind(material))
    if not found:
        return None
    return Table(
        caption=f"滞后和欠序时指标、事项清单{sample_mark(material)}",
        columns=("序号", "指标、事项", "亮灯", "连续慢于序时", "存在问题", "下一步打算", "时限", "牵头单位"),
        widths=(5, 22, 10, 12, 18, 18, 9, 12),
        rows=tuple((str(number), *_slow_row(material, each)) for number, each in enumerate(found, start=1)),
        note=(
            "注：先列滞后、后列欠序时；同一亮灯内主要目标在前，其余按差距由大到小排列，力争、争取类列后，"
            "不按单位排序。“未填报”的，请牵头单位补报。"
        ),
    )


def _slow_row(material: Material, assessed: Assessed) -> tuple[str, ...]:
    months, late_months = months_slow(material, assessed.id)
    whole = steps(material, assessed)
    told = step_words(whole)
    lasting = f"{months}个月" + (f"（滞后{late_months}个月）" if late_months else "")
    return (
        marked_name(assessed),
        light_cell(assessed),
        lasting,
        cause(material, assessed) or UNTOLD,
        told or UNTOLD,
        deadline_words(whole) or ("未明确" if told else NONE),
        assessed.responsibility.lead_unit,
    )


def changes_table(material: Material) -> Table | None:
    """Every figure whose light is not that of the period before, with the months in which it changed."""
    before = material.previous
    if before is None:
        return None
    pairs = [
        (was, f) for f in material.now.figures if (was := before.find(f.id)) and f.light is not was.light
    ]
    rows = [
        (str(number), marked_name(figure), light_cell(was), light_cell(figure), way)
        for number, (was, figure) in enumerate(pairs, start=1)
        if (way := light_way(material, figure.id, before.period.last))
    ]
    if not rows:
        return None
    return Table(
        caption=f"指标亮灯变化情况表{sample_mark(material)}",
        columns=("序号", "指标", closing_words(before), closing_words(material.months[-1]), "变化过程"),
        widths=(6, 32, 14, 14, 34),
        rows=tuple(rows),
    )


def light_way(material: Material, target_id: str, after: int) -> str:
    """4月转为滞后，6月转为达序时: each change of light after the month ``after``."""
    course = material.course(target_id)
    return "，".join(
        f"{now.period.last}月转为{now.light}"
        for was, now in pairwise(course[after - 1 :])
        if was.light is not now.light
    )


def lights_table(material: Material, number: int) -> Table:
    """How many figures stood how at the end of each quarter so far."""
    closings = [each for each in material.months if each.period.last % 3 == 0]
    return Table(
        caption=f"表{number}　各季度末指标亮灯情况（单位：项）{sample_mark(material)}",
        columns=("时点", "评判指标", "达到或快于序时、完成", "欠序时", "滞后", "不参加评判"),
        widths=(16, 14, 26, 14, 14, 16),
        rows=tuple(map(_lights_row, closings)),
    )


def _lights_row(assessment: Assessment) -> tuple[str, ...]:
    counts = tally(assessment)
    others = len(assessment.figures) - sum(counts)
    when = closing_words(assessment)
    return (when, str(sum(counts)), *map(str, counts), str(others))


def closing_words(assessment: Assessment) -> str:
    """一季度末, … 年末; a month within a quarter as it is: 5月."""
    last = assessment.period.last
    if last % 3:
        return f"{last}月"
    return "年末" if last == 12 else f"{'一二三'[last // 3 - 1]}季度末"  # noqa: PLR2004


def headline_table(material: Material, number: int) -> Table | None:
    """The headline targets at the end of the period before and now; None where the unit has none."""
    figures = headline(material.now)
    before = material.previous
    if not figures or before is None:
        return None
    is_year = material.period.is_year_end
    then = material.months[5] if is_year else before
    columns = ("主要目标", "年度目标", "上半年" if is_year else closing_words(then))
    last = (
        ("全年", "完成率", "评价")
        if is_year
        else (span_words(material.period), "完成率", "与序时差距", "亮灯")
    )
    return Table(
        caption=f"表{number}　{material.period.label}主要目标完成情况{sample_mark(material)}",
        columns=(*columns, *last),
        widths=(32, 16, 13, 13, 12, 14) if is_year else (29, 15, 12, 12, 10, 12, 12),
        rows=tuple(_headline_row(figure, then, is_year=is_year) for figure in figures),
    )


def headline(assessment: Assessment) -> tuple[FigureAssessment, ...]:
    """The figures of the headline targets."""
    return tuple(f for task in assessment.tasks if task.task.id == HEADLINE for f in task.figures)


def _headline_row(figure: FigureAssessment, then: Assessment, *, is_year: bool) -> tuple[str, ...]:
    was = then.find(figure.id)
    old = value_words(was) if isinstance(was, FigureAssessment) else NONE
    if old == NONE and was is not None and was.light is Light.NOT_DUE:
        old = was.status
    row = (marked_name(figure), _target_cell(figure), old, value_words(figure))
    done = "按阶段" if is_honour(figure) else (NONE if figure.light.is_grey else completion_words(figure))
    is_open = is_honour(figure) and figure.light is Light.ON_PACE
    light = f"{figure.light.symbol}{figure.stage}阶段" if is_open else light_cell(figure)
    return (*row, done, light) if is_year else (*row, done, distance_cell(figure), light_cell(figure))


def lights_of_sections(material: Material) -> tuple[Table, ...]:
    """各部分亮灯情况: a sign for each figure and item, so that a column of signs is its chart."""
    parts = [material.plan.headline, *material.plan.sections]
    rows = []
    for section in filter(None, parts):
        tasks = [task for task in material.now.tasks if task.section.id == section.id]
        figures = list({figure.id: figure for task in tasks for figure in task.figures}.values())
        items = [item for task in tasks for item in staged_in(task)]
        if figures or items:
            rows.append((section_head(section), _signs(figures), _signs(items)))
    if not rows:
        return ()
    return (
        Table(
            caption=f"各部分亮灯情况{sample_mark(material)}",
            columns=("部分", "指标", "阶段和清单类事项"),
            widths=(40, 34, 48),
            rows=tuple(rows),
            note="注：一个符号为一项。★已完成，◆当期达标，☆基本完成，●达序时，▲欠序时，■滞后，其余为不参加评判。",
        ),
    )


def staged_in(task: TaskAssessment) -> list[ItemAssessment]:
    """Its items that are judged by stages or a list."""
    return [item for item in task.items if item.item.is_milestone or item.item.kind is ItemKind.LIST]


def _signs(assessed: Sequence[Assessed]) -> str:
    """★●●▲ with how many there are: the best lights first."""
    order = list(Light)
    found = sorted(assessed, key=lambda each: order.index(each.light))
    return f"{''.join(each.light.symbol for each in found)}（{len(found)}）" if found else NONE


def readings_table(material: Material) -> tuple[Table, ...]:
    """口径说明: how each figure is judged."""
    now = material.now
    rows = tuple(
        (str(number), marked_name(figure), f"{judged_by(figure, now.rules)}{_adjusted(now.plan, figure)}")
        for number, figure in enumerate(now.figures, start=1)
    )
    if not rows:
        return ()
    caption = f"指标口径说明{sample_mark(material)}"
    return (Table(caption=caption, columns=("序号", "指标", "口径"), widths=(6, 40, 80), rows=rows),)


def _adjusted(plan: Plan, figure: FigureAssessment) -> str:
    return "".join(f"{words}。" for words in adjustment_words(plan, figure.id))


def names_of(assessed: Sequence[Assessed]) -> list[str]:
    """Their names in a text."""
    return [named(each) for each in assessed]
