"""单位报告: what one unit leads, for the office: its tasks, its problems and steps, what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import SLOW, Light
from cixi_desktop.periods import as_of_label
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records.handovers import edition_words
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.adjustments import adjusted, corrected
from cixi_desktop.reports.matters import problems_solved, promises_kept, to_coordinate
from cixi_desktop.reports.overall import (
    compared,
    how_figures_stand,
    how_items_stand,
    is_untold,
    not_judged,
)
from cixi_desktop.reports.report import GAP, Paragraph, Sentence, Table, measured_once, numbered
from cixi_desktop.reports.sections import task_paragraphs
from cixi_desktop.reports.tables import closing_words, figure_table, lights_table
from cixi_desktop.reports.unit_texts import (
    PROBLEMS,
    STEPS,
    cause,
    deadline_words,
    earlier_cause,
    own_reason,
    with_partner,
)
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.figures import bracketed
from cixi_desktop.wording.report_sentences import in_text, listed, older_day, short_name, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment.assess import TaskAssessment
    from cixi_desktop.reports.material import Material, Said
    from cixi_desktop.reports.report import Block


def unit_title(material: Material) -> str:
    """The title."""
    unit, called = material.now.unit.name, material.plan.document.called
    return f"{'' if unit == UNASSIGNED.name else unit}{material.period.label}{called}进展情况"


def unit_blocks(material: Material) -> tuple[Block, ...]:
    """The whole text."""
    span = span_words(material.period)
    apart = "除注明外，" if any(older_day(f) for f in material.now.figures if not f.light.is_grey) else ""
    opening = (
        f"现将本单位牵头的{material.plan.document.called}{span}进展情况报告如下。"
        f"{apart}数据{as_of_label(material.period.end)}。"
    )
    parts = (
        ("总体情况", _overall(material)),
        ("重点任务进展", _tasks(material)),
        ("前期打算落实情况", promises_kept(material)),
        ("存在问题和下一步打算", _problems(material)),
        ("提请事项", to_coordinate(material, is_told=True)),
    )
    return (Paragraph((Sentence(opening),)), *numbered(parts))


def unit_annexes(material: Material) -> tuple[Table, ...]:
    """All figures of the unit; none where it leads none."""
    return (figure_table(material),) if material.now.figures else ()


def unit_foot(material: Material) -> tuple[str, ...]:
    """Who signs, and the edition of what is handed in with its check code."""
    code, submission = check_code(material.whole), material.whole.submission
    edition = edition_words(submission, code=code) if submission else "草稿（未报送）"
    return ("填报人：　　　审核人：　　　负责人：　　　联系电话：", f"{edition}　校验码：{code}")


def _overall(material: Material) -> tuple[Block, ...]:
    now = material.now
    before = material.previous
    counts = [
        f"{word}{len(found)}项" for word, found in (("指标", now.figures), ("事项", now.items)) if found
    ]
    untold = f"，{'指标' if now.items else ''}均未填报" if is_untold(now) else ""
    head = Sentence(f"本单位牵头{'、'.join(counts)}{untold}。")
    is_told = now.figures and not untold
    figures = (how_figures_stand(now, apart=False), *tuple(not_judged(now))[:1]) if is_told else ()
    items = how_items_stand(now, others=True)
    changed = compared(material, closing_words(before) if before else "")
    told = (
        Paragraph((head, *figures, *((items,) if items else ()), *changed)),
        *adjusted(material),
        *corrected(material),
    )
    is_long = not material.period.is_month and is_told
    return (*told, lights_table(material, 1)) if is_long else told


def _tasks(material: Material) -> tuple[Paragraph, ...]:
    return tuple(measured_once(*task_paragraphs(material)))


def _problems(material: Material) -> tuple[Block, ...]:
    """Task by task what the unit wrote; what a slow figure lacks is to be added.

    Of a longer period first what became of the problems of its months.
    """
    solved = () if material.period.is_month else problems_solved(material)
    told = (Paragraph(solved),) if solved else ()
    rows = tuple(_rows(material))
    if not rows:
        return told
    return (
        *told,
        Table(
            caption="",
            columns=("任务", "存在问题", "下一步打算", "时限"),
            widths=(20, 36, 36, 12),
            rows=rows,
        ),
    )


def _rows(material: Material) -> Iterator[tuple[str, ...]]:
    for task in material.now.tasks:
        told = material.lines(PROBLEMS, {task.task.id})
        steps = material.lines(STEPS, {task.task.id})
        causes = [*(said.words for said in told), *_own_causes(task)]
        problems = "；".join(dict.fromkeys(causes)) + _untold(material, task)
        if problems or steps:
            words = "；".join(map(_planned, steps))
            slow = any(each.light in SLOW for each in task.assessed)
            lacking = f"{GAP}〕" if slow or told else "—"
            day = deadline_words(steps) or lacking
            yield (_task_name(task), problems or "无", words or f"{GAP}〕", day)


def _planned(said: Said) -> str:
    """会同市经信局组织大赛复赛辅导（责任人：张三）; its day has a column of its own."""
    person = said.step.person if said.step else ""
    return f"{with_partner(said)}{bracketed(f'责任人：{person}' if person else '')}"


def _own_causes(task: TaskAssessment) -> Iterator[str]:
    """双创赛事获奖：赛事推迟到9月举办: why a figure or item is slow, as it was said of it alone."""
    for each in task.assessed:
        if each.light in SLOW and own_reason(each):
            yield f"{short_name(each)}：{own_reason(each)}"


def _task_name(task: TaskAssessment) -> str:
    words = in_text(task.task.title)
    return words if task.task.id == HEADLINE else f"{task.task.id}.{words}"


def _untold(material: Material, task: TaskAssessment) -> str:
    """〔请补充：…慢于序时进度的原因〕 for what is slow without a cause.

    At the year's end 未完成的原因, also of milestones that were not done, behind what was told before.
    """
    is_end = material.period.is_year_end
    found = [e for e in task.assessed if e.light in SLOW and not cause(material, e)]
    left = [i for i in task.items if is_end and i.item.is_milestone and i.light is Light.ON_PACE]
    found += [item for item in left if not cause(material, item)]
    told = dict.fromkeys(filter(None, (earlier_cause(material, e) for e in found if is_end)))
    how = "未完成" if is_end else "慢于序时进度"
    names = listed([short_name(each) for each in found])
    return f"{'；'.join(told)}{GAP}：{names}{how}的原因〕" if found else ""
