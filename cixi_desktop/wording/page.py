"""What the printed page says: every word of it, ready to be set. Computes nothing, measures nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.periods import as_of_label, day_words
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records.handovers import edition_words
from cixi_desktop.records.origins import undecided_mark
from cixi_desktop.values import shown
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.figures import (
    NONE,
    bracketed,
    completion_words,
    last_known_words,
    pace_percent,
    value_words,
)
from cixi_desktop.wording.sentences import still_needed
from cixi_desktop.wording.words import fullwidth_punctuation, whose_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cixi_desktop.assessment.assess import Assessed, Assessment, TaskAssessment

NOTHING = "无"
SHORTENED = "…（全文见附表）"
"""Ends every text that the page has no room for."""
RULE_OF_SHORTENING = "标“…（全文见附表）”处按版面节略。"
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


def title(assessment: Assessment) -> str:
    """The page's title."""
    return f"{assessment.plan.document.title}进展情况"


def place(assessment: Assessment) -> str:
    """Whose page it is."""
    return f"单位：{clean(assessment.unit.name)}"


def time(assessment: Assessment) -> str:
    """The period, and the day the figures hold for."""
    period = assessment.period
    return f"数据所属期：{period.label}（{as_of_label(period.end)}）"


def identity(assessment: Assessment, revision: int, printed_at: datetime) -> str:
    """Which edition it is, when it was printed, and the check code."""
    code = check_code(assessment)
    edition = edition_words(assessment.submission, code=code, version=revision, is_total=assessment.is_total)
    return f"{edition}　　{day_words(printed_at)}打印　　校验码：{code}"


def summary(assessment: Assessment) -> str:
    """The figures and items that are shown by light, and how the binding and the striving ones do."""
    numbers, figures, items = assessment.summary, assessment.figures, assessment.items
    by_light = Counter((f.light, f.word) for f in figures)
    rates = [
        f"{name}{good}/{judged}达序时以上"
        for name, good, judged in (
            ("约束性", numbers.binding_good, numbers.binding_judged),
            ("力争、争取类", numbers.striving_good, numbers.striving_judged),
        )
        if judged
    ]
    told = "；".join([_tally(by_light), *rates])
    by_item = _tally(Counter((i.light, i.word) for i in items))
    parts = (("指标", figures, told), ("事项", items, by_item))
    words = "".join(f"{name}{len(found)}项：{told}。" for name, found, told in parts if found)
    undecided = sum(1 for each in assessment.assessed if each.origin and each.origin.is_open)
    return whose_words(assessment) + words + (f"待核定{undecided}项。" if undecided else "")


def _tally(counts: Counter[tuple[Light, str]]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: -pair[0][0].urgency)
    return "、".join(f"{light.symbol}{status}{count}" for (light, status), count in ordered)


def figure_rows(assessment: Assessment) -> tuple[PageFigure, ...]:
    """All figures in reading order, each under the first task that cites it."""
    return tuple(_figure_row(assessment, figure) for figure in assessment.figures)


def _figure_row(assessment: Assessment, figure: FigureAssessment) -> PageFigure:
    is_stage = figure.indicator.traits.is_staged
    mark = bracketed(figure.modality.value) if figure.modality.is_striving and not is_stage else ""
    return PageFigure(
        figure=figure,
        group=_group(assessment.plan.home(figure.indicator).id),
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
    proof = f"依据：{item.proof}" if item.proof else ""
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
    """What stands before the figures and items of a task."""
    return task_id if task_id == HEADLINE else f"任务{task_id}"


def other_days(assessment: Assessment) -> str:
    """Judged figures of another day than the period's end: 高新技术企业总量截至6月25日."""
    days: dict[date, list[str]] = {}
    for figure in assessment.figures:
        is_other = figure.as_of is not None and figure.as_of != assessment.period.end
        if is_other and figure.as_of and not figure.light.is_grey:
            days.setdefault(figure.as_of, []).append(clean(figure.name))
    parts = [f"{'、'.join(names)}{as_of_label(day)}" for day, names in sorted(days.items())]
    return f"数据日期：{'；'.join(parts)}。" if parts else ""


def concerns(assessment: Assessment) -> tuple[str, ...]:
    """What needs attention, most urgent first: figures and items late or behind, and what remains."""
    found: list[Assessed] = [*assessment.figures, *assessment.items]
    chosen = [one for light in (Light.LATE, Light.BEHIND) for one in found if one.light is light]
    return tuple(map(_concern, chosen))


def _concern(assessed: Assessed) -> str:
    mark = undecided_mark(assessed.origin)
    name = f"{assessed.light.symbol}{clean(fullwidth_punctuation(assessed.name))}{mark}"
    if isinstance(assessed, ItemAssessment):
        stage = "，".join(filter(None, (assessed.stage or NOTHING_YET, assessed.due_words)))
        return name + bracketed(
            stage if assessed.item.is_milestone else f"已办结{completion_words(assessed)}"
        )
    return name + bracketed(still_needed(assessed) or completion_words(assessed))


NOTHING_YET = "未起步"


def task_rows(assessment: Assessment) -> tuple[PageTask, ...]:
    """The headline targets and all tasks."""
    return tuple(map(_task_row, assessment.tasks))


def _task_row(assessed: TaskAssessment) -> PageTask:
    task, said = assessed.task, assessed.narrative
    words = fullwidth_punctuation(task.title)
    problems = NOTHING if said.progress_note.strip() else ""
    return PageTask(
        title=words if task.id == HEADLINE else f"{task.id}.{words}",
        lights=_shapes(assessed.items),
        texts=(clean(said.progress_note), clean(said.problems) or problems, clean(said.next_steps)),
    )


def _shapes(items: Iterable[ItemAssessment]) -> str:
    counts = Counter(item.light for item in items)
    ordered = sorted(counts.items(), key=lambda pair: -pair[0].urgency)
    return " ".join(f"{light.symbol}{count}" for light, count in ordered)


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
