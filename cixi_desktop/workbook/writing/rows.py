"""The rows of 进展情况表: sections, tasks with their text, and every figure and item of the plan."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plan import HEADLINE, Commitment, Section
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.wording.drafting import told_in
from cixi_desktop.workbook.identity import SECTION_KEY, TASK_KEY
from cixi_desktop.workbook.writing.shown import (
    amount,
    completion,
    count,
    figure_words,
    item_target,
    item_words,
    percent,
    running,
    target,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment.assess import Assessment, FigureAssessment, ItemAssessment, TaskAssessment
    from cixi_desktop.assessment.lights import Light
    from cixi_desktop.assessment.responsibility import Responsibility
    from cixi_desktop.workbook.writing.sheet import CellValue

ONLY_TEXT = "只填文字"
"""Of a task that has no figure or item of the unit's."""
BY_DEFAULT = "\n（默认）"


class RowKind(Enum):
    """What a row stands for."""

    SECTION = auto()
    TASK = auto()
    TARGET = auto()


class ProgressRow(Struct, frozen=True, kw_only=True):
    """One row of the table, by column. ``key`` survives sorting; ``order`` is shown for targets only.

    ``derived`` is what the program says under 进展情况, ``note`` what people wrote there.
    """

    kind: RowKind
    key: str
    order: Decimal
    title: str
    name: str = ""
    unit: str = ""
    target: CellValue = ""
    increment: CellValue = ""
    cumulative: CellValue = ""
    completion: CellValue = ""
    pace: CellValue = ""
    light: Light | None = None
    status: str = ""
    derived: str = ""
    note: str = ""
    problems: str = ""
    next_steps: str = ""
    lead_unit: str = ""
    leader: str = ""
    person: str = ""
    deadline: str = ""
    remark: str = ""

    @property
    def progress_note(self) -> str:
        """进展情况 as shown: the program's sentence, then people's own words."""
        return "\n".join(part for part in (self.derived, self.note) if part)


def progress_rows(assessment: Assessment) -> Iterator[ProgressRow]:
    """All rows in the order of the plan, the headline targets first.

    Rows between the targets carry an order in between, so that sorting by 序号 restores the plan's order.
    """
    number, section = 0, None
    for task in assessment.tasks:
        if task.section is not section:
            section = task.section
            yield _section_row(section, number + Decimal("0.25"))
        yield _task_row(task, number + Decimal("0.5"), told_in(task, assessment.period))
        yield from _target_rows(assessment, task, number + 1)
        number += len(task.assessed)


def section_title(section: Section) -> str:
    """一、强化政治领航，推进党建与业务融合发展; the headline targets have no number."""
    return fullwidth_punctuation(section.heading)


def task_title(task: TaskAssessment) -> str:
    """8.强化创新主体培育."""
    title = fullwidth_punctuation(task.task.title)
    return title if task.task.id == HEADLINE else f"{task.task.id}.{title}"


def _section_row(section: Section, order: Decimal) -> ProgressRow:
    return ProgressRow(
        kind=RowKind.SECTION, key=SECTION_KEY + section.id, order=order, title=section_title(section)
    )


def _task_row(task: TaskAssessment, order: Decimal, note: str) -> ProgressRow:
    narrative = task.narrative
    return ProgressRow(
        kind=RowKind.TASK,
        key=TASK_KEY + task.task.id,
        order=order,
        title=task_title(task),
        name=_task_name(task),
        light=task.light,
        status=task.light.value,
        note=note,
        problems=task.problems,
        next_steps=narrative.next_steps,
        lead_unit=task.responsibility.lead_unit,
        leader=task.responsibility.duty.leader,
        person=task.responsibility.duty.person,
        deadline=_deadline(task.responsibility),
        remark=_supporting(task.responsibility),
    )


def _task_name(task: TaskAssessment) -> str:
    """How much is in it, and how much of that still waits."""
    counts = [
        f"{word}{len(found)}项" for word, found in (("指标", task.figures), ("事项", task.items)) if found
    ]
    waiting = f"待填报{task.open_count}项" if task.open_count else "已全部填报"
    return f"{'、'.join(counts)}，{waiting}" if counts else ONLY_TEXT


def _target_rows(assessment: Assessment, task: TaskAssessment, number: int) -> Iterator[ProgressRow]:
    """The task's figures and items, numbered from ``number`` on."""
    title = task_title(task)
    for order, (commitment, figure) in enumerate(assessment.cited(task), number):
        yield _figure_row(assessment, commitment, figure, title, order)
    for order, item in enumerate(task.items, number + len(task.figures)):
        yield _item_row(item, title, order)


def _figure_row(
    assessment: Assessment, commitment: Commitment, figure: FigureAssessment, title: str, order: int
) -> ProgressRow:
    """The row of one citation; people's and the program's words stand at the first one only."""
    indicator = figure.indicator
    is_first = commitment is figure.commitments[0]
    return ProgressRow(
        kind=RowKind.TARGET,
        key=commitment.id,
        order=Decimal(order),
        title=title,
        lead_unit=figure.responsibility.lead_unit,
        leader=figure.responsibility.duty.leader,
        person=figure.responsibility.duty.person,
        name=fullwidth_punctuation(commitment.name),
        unit=fullwidth_punctuation(indicator.unit),
        target=target(indicator),
        increment=amount(indicator, figure.increment),
        cumulative=running(figure),
        completion=completion(figure),
        pace=percent(figure.printed.pace),
        light=figure.light,
        status=figure.status,
        derived=figure_words(figure) if is_first else "",
        note=figure.entry.note if figure.entry and is_first else "",
        deadline=_deadline(figure.responsibility),
        remark=_remark(assessment, commitment, figure),
    )


def _remark(assessment: Assessment, commitment: Commitment, figure: FigureAssessment) -> str:
    """力争 and 争取, the paper of an honour, and where the same figure is cited first."""
    first = figure.commitments[0]
    home = fullwidth_punctuation(assessment.plan.home(figure.indicator).title)
    return _joined(
        f"{commitment.modality}类" if commitment.modality.is_striving else "",
        f"依据：{figure.entry.proof}" if figure.entry and figure.entry.proof else "",
        "" if commitment is first else f"与“{home}”中的“{first.name}”为同一指标，只填一处",
        _own_remark(figure.responsibility),
    )


def _item_row(assessed: ItemAssessment, title: str, order: int) -> ProgressRow:
    item = assessed.item
    total = assessed.numerator if item.traits.is_ratio else assessed.total
    return ProgressRow(
        kind=RowKind.TARGET,
        key=item.id,
        order=Decimal(order),
        title=title,
        lead_unit=assessed.responsibility.lead_unit,
        leader=assessed.responsibility.duty.leader,
        person=assessed.responsibility.duty.person,
        name=fullwidth_punctuation(item.name),
        unit=item.unit,
        target=item_target(item, assessed.denominator),
        increment=count(assessed.count),
        cumulative=assessed.stage or count(total),
        completion=percent(assessed.printed.completion),
        light=assessed.light,
        status=assessed.status,
        derived=item_words(assessed),
        note=assessed.entry.note if assessed.entry else "",
        deadline=_deadline(assessed.responsibility),
        remark=_joined(
            f"依据：{assessed.proof}" if assessed.proof else "", _own_remark(assessed.responsibility)
        ),
    )


def _deadline(responsibility: Responsibility) -> str:
    return f"{responsibility.deadline}{BY_DEFAULT if responsibility.is_default_deadline else ''}"


def _own_remark(responsibility: Responsibility) -> str:
    """What differs from the task's; the rest stands at the task."""
    return _supporting(responsibility) if responsibility.is_own else ""


def _supporting(responsibility: Responsibility) -> str:
    """配合科室, which have no column of their own."""
    names = "、".join(responsibility.supporting_units)
    return f"配合：{names}" if names else ""


def _joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)
