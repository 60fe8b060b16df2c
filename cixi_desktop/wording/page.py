"""What the printed page says: every word of it, ready to be set. Computes nothing, measures nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.periods import as_of_label, day_words
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records.origins import undecided_mark
from cixi_desktop.records.proofs import proof_words
from cixi_desktop.values import shown
from cixi_desktop.wording.checkcode import check_code, edition_of
from cixi_desktop.wording.drafting import told_in, without_figures
from cixi_desktop.wording.figures import (
    NONE,
    bracketed,
    completion_words,
    last_known_words,
    pace_percent,
    value_words,
)
from cixi_desktop.wording.words import fullwidth_punctuation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cixi_desktop.assessment.assess import Assessment, FigureAssessment, ItemAssessment, TaskAssessment
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan

NOTHING = "无"
SHORTENED = "……（全文见进展情况表）"
TOLD_ABOVE = "指标完成情况见上表。"
"""Ends every text that the page has no room for."""
CUT = "…"
"""Ends words in a narrow cell that has no room for more."""
RULE_OF_SHORTENING = "标“……”处按版面节略，全文见进展情况表。"
SIGN_OFF = ("填报人", "审核人", "负责人", "日期")


class PageFigure(Struct, frozen=True, kw_only=True):
    """One row of the figures. ``since`` (截至5月底) stands in place of 完成率 and 序时 for an old value."""

    figure: FigureAssessment
    group: str
    name: str
    target: str
    value: str
    completion: str
    pace: str
    since: str


class PageItem(Struct, frozen=True, kw_only=True):
    """One row of the items: how far it has come, by what paper, what was said of it, and its light."""

    item: ItemAssessment
    group: str
    name: str
    progress: str


class PageTask(Struct, frozen=True, kw_only=True):
    """One row of the tasks: title, the lights of its items, and its three texts."""

    title: str
    lights: str
    texts: tuple[str, str, str]


_TITLES = {1: "进展情况", 3: "进展分析"}


def page_title(assessment: Assessment) -> str:
    """慈溪市科学技术局2025年6月工作要点进展情况, …第二季度工作要点进展分析, …上半年工作要点完成情况."""
    period = assessment.period
    what = _TITLES.get(period.last - period.first + 1, "完成情况")
    document = assessment.plan.document
    return f"{document.issuer}{period.label}{document.called}{what}"


def place(assessment: Assessment) -> str:
    """Whose page it is: that of all units is the bureau's, whom the plan names."""
    if assessment.is_total:
        return f"汇总单位：{clean(assessment.plan.document.issuer or assessment.unit.name)}"
    return f"填报单位：{clean(assessment.unit.name)}"


def time(assessment: Assessment) -> str:
    """The period, and the day the figures hold for."""
    period = assessment.period
    return f"数据所属期：{period.label}（{as_of_label(period.end)}）"


def identity(assessment: Assessment, printed_at: datetime) -> str:
    """Which edition it is, when it was printed, and the check code; that of all units is no edition."""
    edition = "" if assessment.is_total else f"{edition_of(assessment)}　　"
    return f"{edition}{day_words(printed_at)}打印　　校验码：{check_code(assessment)}"


def figure_rows(plan: Plan, figures: Iterable[FigureAssessment]) -> tuple[PageFigure, ...]:
    """Figures in reading order, each under the first task that cites it."""
    return tuple(_figure_row(plan, figure) for figure in figures)


def _figure_row(plan: Plan, figure: FigureAssessment) -> PageFigure:
    is_stage = figure.indicator.traits.is_staged
    mark = bracketed(figure.modality.value) if figure.modality.is_striving and not is_stage else ""
    return PageFigure(
        figure=figure,
        group=_group(plan.home(figure.indicator).id),
        name=clean(fullwidth_punctuation(figure.name)) + mark + undecided_mark(figure.origin),
        target=target_words(figure.indicator),
        value=value_words(figure),
        completion="按阶段" if is_stage else completion_words(figure),
        pace=pace_percent(figure),
        since=last_known_words(figure),
    )


def item_rows(assessment: Assessment) -> tuple[PageItem, ...]:
    """All items in reading order, each under its task."""
    return tuple(map(_item_row, assessment.items))


def _item_row(item: ItemAssessment) -> PageItem:
    proof = f"依据：{proof_words(item.proof)}" if item.proof else ""
    said = item.entry.note if item.entry else ""
    return PageItem(
        item=item,
        group=_group(item.item.task_id),
        name=clean(fullwidth_punctuation(item.name)) + undecided_mark(item.origin),
        progress=clean("；".join(filter(None, (_attained(item), proof, said)))) or NONE,
    )


def _attained(item: ItemAssessment) -> str:
    """The stage and what is due by the plan, the part of a list, or what was counted since January."""
    if item.item.is_milestone:
        stage = item.stage + bracketed(completion_words(item)) if item.stage else ""
        return "，".join(filter(None, (stage, item.due_words)))
    if item.completion is not None:
        return f"已办结{completion_words(item)}"
    return "" if item.total is None else f"累计{shown(item.total, 0)}{item.item.unit}"


def _group(task_id: str) -> str:
    """What stands before the figures and items of a task; the column has room for 任务12, or for 2.1."""
    return f"任务{task_id}" if task_id.isdecimal() else task_id


def task_rows(assessment: Assessment) -> tuple[PageTask, ...]:
    """The headline targets and all tasks."""
    return tuple(_task_row(task, assessment.period) for task in assessment.tasks)


def _task_row(assessed: TaskAssessment, period: Period) -> PageTask:
    task, said = assessed.task, assessed.narrative
    words = fullwidth_punctuation(task.title)
    return PageTask(
        title=words if task.id == HEADLINE else f"{task.id}.{words}",
        lights=light_counts(assessed.items),
        texts=(
            clean(_progress(assessed, period)) or NONE,
            clean(assessed.problems) or NONE,
            clean(said.next_steps) or NONE,
        ),
    )


def _progress(task: TaskAssessment, period: Period) -> str:
    """进展情况; of a draft without the figures, which the page tells in tables of their own."""
    text = told_in(task, period)
    return (without_figures(task, text) or TOLD_ABOVE) if text and period.is_entered else text


def light_counts(items: Iterable[ItemAssessment]) -> str:
    """How many items stand under each light: ▲1 ●7 ·2; most urgent first, those only recorded last."""
    counts = Counter(item.light for item in items)
    order = sorted(counts, key=lambda light: -light.urgency)
    return " ".join(f"{light.symbol}{counts[light]}" for light in order)


_BLANK = re.compile(r"\s+")
_KEPT_FORMAT = "\u200d"
"""Joins some characters of other scripts."""


def clean(text: str) -> str:
    """The text as it can be set in a line: line breaks and control characters become single blanks."""
    if not text.isprintable():
        text = text.translate({ord(character): _printable(character) for character in set(text)})
    return _BLANK.sub(" ", text).strip()


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return character if character == _KEPT_FORMAT else ""
    return " " if category in {"Cc", "Cs", "Cn", "Zl", "Zp"} else character
