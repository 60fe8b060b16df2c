"""主要进展, 滞后和欠序时: what went well; what is slow, since when, why, and what will be done."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import SLOW, Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.changes import (
    LONG,
    before_of,
    better,
    by_need,
    furthest,
    goes_short,
    is_good,
    is_headline,
    is_honour,
    judged,
    months_slow,
    newly_done,
    staged,
    times_so_far,
    with_light,
)
from cixi_desktop.reports.length import Brevity, shortened
from cixi_desktop.reports.overall import ids_of
from cixi_desktop.reports.report import Paragraph, Sentence, measured_once, said_once
from cixi_desktop.reports.unit_texts import cause, step_words, steps
from cixi_desktop.values import HUNDRED
from cixi_desktop.wording.report_items import item_behind, item_slowness, item_stage
from cixi_desktop.wording.report_sentences import (
    FEW,
    brief,
    full,
    in_text,
    listed,
    named,
    nameless,
    needed,
    short_name,
    task_head,
)
from cixi_desktop.wording.report_terse import terse, terse_of_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.plan import Task
    from cixi_desktop.reports.material import Material


CLEAR = Decimal(5)
"""个百分点 ahead of the pace from which on a headline figure or a list is told."""
MOST_FIGURES = 4
"""Figures of one kind that a paragraph tells in full; the others follow by name."""


def highlights(material: Material) -> tuple[Paragraph, ...]:
    """One paragraph; where nothing is to be praised, how the headline targets stand."""
    found = tuple(said_once(shortened(material, _praised(material) or _plainly(material))))
    return (Paragraph(found),) if found else ()


def has_highlights(material: Material) -> bool:
    """Whether anything is to be praised: 主要进展, else 进展情况."""
    return bool(_praised(material))


def _praised(material: Material) -> tuple[Sentence, ...]:
    return (*_turned(material), *_reached(material), *_ahead(material))


def _turned(material: Material) -> Iterator[Sentence]:
    """The figures whose light is better than the last time and on pace now."""
    found = [f for f in better(material) if is_good(f) and f.light is not Light.DONE]
    if len(found) > 1:
        yield Sentence(f"{len(found)}项指标赶上序时进度。", ids_of(found))
    is_short = material.brevity >= Brevity.ONE_A_TASK
    told, rest = furthest(material, found, FEW if is_short else MOST_FIGURES)
    for figure in told:
        yield Sentence(f"{_turned_words(material, figure)}。", (figure.id,))
    yield from also_on_pace(material, rest)


def _turned_words(material: Material, figure: FigureAssessment) -> str:
    """The sentence; of what was 滞后, that it was."""
    traits = figure.indicator.traits
    at_length = full if traits.is_counted and traits.is_gained else brief
    words = terse_of_period(figure) if goes_short(figure) else at_length(figure)
    before = before_of(material, figure)
    body, comma, pace = words.rpartition("，")
    was_late = before is not None and before.light is Light.LATE
    return f"{body}{comma}由滞后转为{pace}" if was_late and pace.startswith(("快于", "与")) else words


def also_on_pace(material: Material, figures: Sequence[FigureAssessment]) -> Iterator[Sentence]:
    """The figures beyond the most, by name alone; in a shortened report they are left to the table."""
    if figures and material.brevity < Brevity.TABLES:
        names = listed(list(map(short_name, figures)))
        yield Sentence(f"{names}也达到或快于序时进度。", ids_of(figures))


def _reached(material: Material) -> Iterator[Sentence]:
    """What is done now and was not before: annual targets, and items."""
    done = newly_done(material)
    figures = [each for each in done if isinstance(each, FigureAssessment)]
    items = [each for each in done if not isinstance(each, FigureAssessment)]
    told, rest = furthest(material, figures, MOST_FIGURES)
    for figure in told:
        yield Sentence(f"{_done_words(figure)}。", (figure.id,))
    if rest:
        yield Sentence(f"{listed(list(map(short_name, rest)))}也完成年度目标。", ids_of(rest))
    if items:
        yield Sentence(f"{counted_names(items)}完成。", ids_of(items))


def counted_names(found: Sequence[Assessed]) -> str:
    """甲、乙、丙3项; of more, 甲、乙等5项; a single one by its name."""
    names = listed(list(map(short_name, found)))
    return f"{names}{len(found)}项" if 1 < len(found) <= FEW else names


def _done_words(figure: FigureAssessment) -> str:
    if is_honour(figure):
        return brief(figure)
    words, left = full(figure), figure.period.months_left
    if not left:
        return words
    is_told = words.endswith(COMPLETED)
    early = f"提前{left}个月{COMPLETED}"
    return f"{words.removesuffix(COMPLETED)}{early}" if is_told else f"{words}，提前{left}个月完成"


def _ahead(material: Material) -> Iterator[Sentence]:
    """Headline figures and lists that are clearly ahead and were not told already."""
    told = set(ids_of((*better(material), *newly_done(material))))
    for figure in material.now.figures:
        if figure.id not in told and _is_clearly_ahead(figure):
            yield Sentence(f"{full(figure)}。", (figure.id,))
    for item in staged(material.now):
        if _is_list_ahead(item) and not _was_ahead(material, item):
            yield Sentence(f"{item_stage(item)}。", (item.id,))


def _is_clearly_ahead(figure: FigureAssessment) -> bool:
    is_paced = figure.light is Light.ON_PACE and figure.gap is not None
    return is_headline(figure) and is_paced and figure.gap is not None and figure.gap >= CLEAR


def _was_ahead(material: Material, item: ItemAssessment) -> bool:
    before = before_of(material, item)
    return isinstance(before, ItemAssessment) and _is_list_ahead(before)


def _is_list_ahead(item: ItemAssessment) -> bool:
    is_list = item.item.kind is ItemKind.LIST
    if not is_list or item.light is not Light.ON_PACE or item.completion is None:
        return False
    return item.completion - HUNDRED * item.period.last / 12 >= CLEAR


def _plainly(material: Material) -> Iterator[Sentence]:
    """The figures of the first task that has any, the headline targets, as far as they are not slow."""
    figures = next((task.figures for task in material.now.tasks if task.figures), ())
    for figure in figures:
        if not figure.light.is_grey and figure.light not in SLOW:
            yield Sentence(f"{full(figure)}。", (figure.id,))


COMPLETED = "完成年度目标"
MOST_BEHIND = 5
"""欠序时 up to which the text tells each with its figure."""
MANY = 7
"""滞后 from which on the text tells them by task; the numbers stand in the annex."""
UNTOLD = "原因未填报"


def late(material: Material) -> tuple[Assessed, ...]:
    """Everything 滞后 in the order in which it is told."""
    return _slow(material, Light.LATE)


def behind(material: Material) -> tuple[Assessed, ...]:
    """Everything 欠序时 in the order in which it is told."""
    return _slow(material, Light.BEHIND)


def _slow(material: Material, light: Light) -> tuple[Assessed, ...]:
    return by_need(with_light((*judged(material.now), *staged(material.now)), light))


def lagging(material: Material) -> tuple[Paragraph, ...]:
    """One paragraph for each that is 滞后, and one for all that are 欠序时."""
    found = late(material)
    whose = [_new_unit(material, each, before) for before, each in zip((None, *found), found, strict=False)]
    one_by_one = (_one(material, each, unit) for each, unit in zip(found, whose, strict=True))
    told = _by_task(material, found) if len(found) >= MANY else tuple(one_by_one)
    numbers = range(1, len(told) + 2)
    slow = _behind(material)
    paragraphs = (*measured_once(*told), *(measured_once(slow) if slow else ()))
    if len(paragraphs) == 1:
        return paragraphs
    return tuple(
        Paragraph(each.sentences, f"{number}.{each.lead}")
        for number, each in zip(numbers, paragraphs, strict=False)
    )


def _new_unit(material: Material, assessed: Assessed, before: Assessed | None) -> str:
    """Who leads it in the bureau's report, where that is another one than of what stands before it."""
    unit = assessed.responsibility.lead_unit
    is_told = before is not None and before.responsibility.lead_unit == unit
    return "" if material.bureau is None or is_told or unit == UNASSIGNED.name else unit


def _one(material: Material, assessed: Assessed, unit: str) -> Paragraph:
    """Figure, distance, since when, what is needed, cause and steps of one that is 滞后."""
    words = nameless(assessed) if isinstance(assessed, FigureAssessment) else item_behind(assessed)
    parts = [words, came_about(material, assessed)]
    need = ""
    if isinstance(assessed, FigureAssessment):
        need = "，".join(filter(None, (needed(assessed), times_so_far(assessed))))
    first = "；".join(filter(None, ("，".join(filter(None, parts)), need)))
    sentences = (
        Sentence(f"{first}。", (assessed.id,)),
        Sentence(f"{_why_and_what(material, assessed, unit)}。", (assessed.id,)),
    )
    return Paragraph(sentences, f"{named(assessed)}（滞后）。")


def came_about(material: Material, assessed: Assessed) -> str:
    """由欠序时转为滞后, 连续5个月滞后; “” for the first time."""
    before = before_of(material, assessed)
    months, late_months = months_slow(material, assessed.id)
    if assessed.light is Light.LATE and before is not None and before.light is Light.BEHIND:
        return "由欠序时转为滞后"
    if assessed.light is Light.LATE and late_months >= LONG:
        return f"连续{late_months}个月滞后"
    return f"连续{months}个月偏慢" if months >= LONG else ""


def _why_and_what(material: Material, assessed: Assessed, unit: str) -> str:
    """原因是新开工项目不足，高新科拟会同…; what was not told is said so."""
    step = step_words(steps(material, assessed))
    return "，".join(filter(None, (why_words(material, assessed), f"{unit}拟{step}" if step else "")))


def why_words(material: Material, assessed: Assessed) -> str:
    """原因是新开工项目不足; what was not told is said so."""
    why = cause(material, assessed)
    return f"原因是{why}" if why else UNTOLD


def _by_task(material: Material, found: tuple[Assessed, ...]) -> tuple[Paragraph, ...]:
    """Where many are 滞后: for each task which ones, and how far behind."""
    paragraphs = []
    told: set[str] = set()
    for task in reversed(material.now.tasks):  # a figure cited twice is told where it is worked on
        own = [each for each in found if each in task.assessed and each.id not in told]
        told.update(ids_of(own))
        if own:
            words = "；".join(_slow_words(each) for each in own)
            paragraphs.append(
                Paragraph((Sentence(f"{words}。", ids_of(own)),), f"{task_called(task.task)}。")
            )
    return tuple(reversed(paragraphs))


def task_called(task: Task) -> str:
    """The task by its title, or by its number where that is no head."""
    return task_head(task) or (f"第{task.id}项任务" if task.id.isdecimal() else in_text(task.title))


def kinds_words(found: Sequence[Assessed]) -> str:
    """指标, 事项, or 指标和事项: what they are."""
    kinds = dict.fromkeys("指标" if isinstance(each, FigureAssessment) else "事项" for each in found)
    return "和".join(kinds)


def _slow_words(assessed: Assessed) -> str:
    return item_behind(assessed) if isinstance(assessed, ItemAssessment) else brief(assessed)


def _behind(material: Material) -> Paragraph | None:
    """All 欠序时 in one paragraph: binding ones, those of 力争 and 争取, items."""
    found = behind(material)
    if not found:
        return None
    figures = [each for each in found if isinstance(each, FigureAssessment)]
    items = len(found) - len(figures)
    counts = [f"{word}{count}项" for word, count in (("指标", len(figures)), ("事项", items)) if count]
    lead = f"欠序时{len(found)}项" + (f"（{'、'.join(counts)}）" if len(counts) > 1 else "") + "。"
    return Paragraph(tuple(behind_sentences(found)), lead)


def behind_sentences(found: tuple[Assessed, ...]) -> Iterator[Sentence]:
    """Each 欠序时 by its figure and distance: the binding ones, then 力争 and 争取, then items.

    Of more than ``MOST_BEHIND`` the binding ones, the others by name.
    """
    shown = _shown(found)
    figures = [each for each in shown if isinstance(each, FigureAssessment)]
    binding = [each for each in figures if not each.modality.is_striving]
    striving = [each for each in figures if each.modality.is_striving]
    items = [each for each in shown if isinstance(each, ItemAssessment)]
    if binding:
        yield Sentence(f"{'；'.join(map(terse_or_brief, binding))}。", ids_of(binding))
    if striving:
        yield Sentence(f"力争、争取类中，{'；'.join(map(terse_or_brief, striving))}。", ids_of(striving))
    if items:
        yield Sentence(f"{'；'.join(map(item_slowness, items))}。", ids_of(items))
    rest = [each for each in found if each not in shown]
    if rest:
        count = "" if len(rest) > FEW else f"{len(rest)}项"
        yield Sentence(f"另有{listed(list(map(short_name, rest)))}{count}。", ids_of(rest))


def _shown(found: tuple[Assessed, ...]) -> tuple[Assessed, ...]:
    if len(found) <= MOST_BEHIND:
        return found
    binding = tuple(f for f in found if isinstance(f, FigureAssessment) and not f.modality.is_striving)
    return (binding or found)[:MOST_BEHIND]


def terse_or_brief(figure: FigureAssessment) -> str:
    """Value and distance, under the short name where the figure goes by it."""
    return terse(figure) if goes_short(figure) else brief(figure)
