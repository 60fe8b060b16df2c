"""重点工作: each section with its tasks: what was done, stages, figures, counts, the units' words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import SLOW, Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.plan import HEADLINE
from cixi_desktop.reports.changes import before_of, goes_short, is_headline, is_honour, stuck
from cixi_desktop.reports.length import Brevity, shortened
from cixi_desktop.reports.overall import ids_of, is_untold, task_words
from cixi_desktop.reports.progress import terse_or_brief
from cixi_desktop.reports.report import Heading, Paragraph, Sentence, joined, ordinal, said_once
from cixi_desktop.reports.tables import headline, names_of
from cixi_desktop.reports.unit_texts import gathered_words, own_reason
from cixi_desktop.wording.figures import bracketed, value_words
from cixi_desktop.wording.report_items import counted, done_word, item_slowness, item_stage
from cixi_desktop.wording.report_sentences import (
    brief,
    full,
    honour,
    listed,
    named,
    older_day,
    section_head,
    short_name,
    span_words,
    standing,
    task_head,
)
from cixi_desktop.wording.report_terse import short_standing, terse_of_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed, FigureAssessment, ItemAssessment, TaskAssessment
    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Block

_COUNTED = frozenset({ItemKind.COUNTER, ItemKind.RECURRING})


def sections(material: Material) -> tuple[Block, ...]:
    """A heading for each section, below it how its items stand, and what its tasks have brought.

    Before the year's end without the items that stand on one stage for long: they are told as a problem.
    """
    blocks: list[Block] = []
    number = 0
    still = stuck(material) if not material.period.is_year_end else ()
    for section in material.plan.sections:
        own = [task for task in material.now.tasks if task.section.id == section.id]
        found = [item for task in own for item in task.items]
        moving = [item for item in found if item not in still]
        items = tuple(_milestones(material, moving))
        figures = tuple(said_once(_brought(material, own)))
        told = [Paragraph(sentences) for sentences in (items, figures) if sentences]
        told = list(joined(told)) if material.brevity >= Brevity.ONE_A_TASK else told
        if told:
            number += 1
            blocks += [Heading(f"{ordinal(number)}{section_head(section)}", 2), *told]
    return tuple(blocks)


def task_paragraphs(material: Material) -> Iterator[Paragraph]:
    """A paragraph for each task; in a shortened report one for the tasks of each section."""
    tasks = material.now.tasks
    groups = [[task] for task in tasks]
    if material.brevity >= Brevity.ONE_A_TASK:
        groups = [list(group) for _, group in groupby(tasks, key=lambda task: task.section.id)]
    for group in groups:
        items = [item for task in group for item in task.items]
        sentences = tuple(said_once((*_milestones(material, items), *_brought(material, group))))
        numbers = task_words([task.task.id for task in group])
        head = f"{numbers}任务" if len(group) > 1 else task_head(group[0].task)
        if sentences:
            yield Paragraph(sentences, f"{head}。" if head else "")


def _brought(material: Material, tasks: Sequence[TaskAssessment]) -> Iterator[Sentence]:
    """Task by task the figures, then all counts, then the texts.

    The headline targets that a task cites are told elsewhere.
    """
    main = ids_of(headline(material.now))
    for task in tasks:
        figures = [f for f in task.figures if f.id not in main or task.task.id == HEADLINE]
        told = [f for f in figures if not is_honour(f) or _is_told(material, f)]
        yield from shortened(material, _figures([] if is_untold(material.now) else told))
    if material.brevity < Brevity.ITEMS or _is_since_january(material):
        yield from _counts([item for task in tasks for item in task.items])
    for words in gathered_words(material, tasks):
        yield Sentence(f"{words}。", ())


def _milestones(material: Material, items: Sequence[ItemAssessment]) -> Iterator[Sentence]:
    """Done ones together, then those of one stage together, then what is behind, and lists.

    A month and a quarter tell only what has moved since. A shortened report tells no stages.
    """
    milestones = [item for item in items if item.item.is_milestone and _is_told(material, item)]
    done = [item for item in milestones if item.light is Light.DONE]
    if done:
        words: dict[str, list[ItemAssessment]] = {}
        for item in done:
            words.setdefault(done_word(item), []).append(item)
        told = [f"{'、'.join(map(named, found))}{word}" for word, found in words.items()]
        yield Sentence(f"{'，'.join(told)}。", ids_of(done))
    stages: dict[str, list[ItemAssessment]] = {}
    for item in milestones:
        if item.light is Light.ON_PACE and item.stage:
            stages.setdefault(item.stage, []).append(item)
    is_whole = material.brevity < Brevity.ITEMS
    if stages and not is_whole and _is_since_january(material):
        moving = [item for found in stages.values() for item in found]
        yield Sentence(f"{listed(names_of(moving))}按计划推进。", ids_of(moving))
    elif stages and is_whole:
        verb = "处于" if _is_since_january(material) else "进入"
        told = [f"{listed(names_of(found))}{verb}{stage}阶段" for stage, found in stages.items()]
        yield Sentence(f"{'，'.join(told)}。", ids_of([item for found in stages.values() for item in found]))
    for item in items:
        if item.item.is_milestone and item.light in {Light.BEHIND, Light.LATE}:
            yield Sentence(f"{item_slowness(item)}。", (item.id,))
        elif (
            item.item.kind is ItemKind.LIST
            and item.completion is not None
            and (is_whole or item.light in SLOW or _is_since_january(material))
        ):
            yield Sentence(f"{item_stage(item)}。", (item.id,))


def _is_since_january(material: Material) -> bool:
    return material.previous is None or (material.period.first == 1 and not material.period.is_month)


def _is_told(material: Material, assessed: Assessed) -> bool:
    before = before_of(material, assessed)
    if _is_since_january(material) or before is None:
        return True
    return (assessed.stage, assessed.light is Light.DONE) != (before.stage, before.light is Light.DONE)


_AT_TARGET = ("实现全覆盖", "完成年度目标")
"""How a figure ends that has come to its target exactly; those of one ending are told together."""
_IN_A_SENTENCE = 4
"""Figures under their short names that one sentence tells."""


def _figures(figures: Sequence[FigureAssessment]) -> Iterator[Sentence]:
    """Each figure that has a value, exact ones together; those without together, by their state."""
    exact: dict[str, list[tuple[str, FigureAssessment]]] = {ending: [] for ending in _AT_TARGET}
    others: list[tuple[str, FigureAssessment]] = []
    for figure in figures:
        if not figure.light.is_grey:
            words = honour(figure) if is_honour(figure) else in_year(figure)
            value, _, ending = words.partition("，")
            exact.get(ending, others).append((value if ending in exact else words, figure))
    yield from _side_by_side(others)
    for ending, found in exact.items():
        if found:
            sign = "，" if any("、" in value for value, _ in found) else "、"
            values = sign.join(value for value, _ in found)
            word = f"均{ending}" if len(found) > 1 else ending
            yield Sentence(f"{values}，{word}。", ids_of([figure for _, figure in found]))
    greys: dict[str, list[FigureAssessment]] = {}
    for figure in figures:
        if figure.light.is_grey and _is_whole(figure):
            greys.setdefault(f"{figure.light}{bracketed(why_grey(figure))}", []).append(figure)
    for words, found_grey in greys.items():
        names = listed(list(map(short_name, found_grey)))
        yield Sentence(f"{names}{words}。", ids_of(found_grey))


def why_grey(figure: FigureAssessment) -> str:
    """统计部门尚未公布，预计2026年3月公布; 停电，截至5月底为20天: why, when awaited, and what is known."""
    reason = own_reason(figure) if figure.light.is_grey else ""
    is_known = figure.light.is_grey and figure.cumulative is not None and older_day(figure)
    known = f"{older_day(figure)}为{value_words(figure)}" if is_known else ""
    return "，".join(filter(None, (reason, expected(figure), known)))


def expected(figure: FigureAssessment) -> str:
    """预计2026年3月公布, of what waits for it and has a day; “” for all else."""
    is_waiting = figure.light is Light.PENDING and figure.published
    return f"预计{figure.published.removesuffix('公布')}公布" if is_waiting else ""


def _side_by_side(told: Sequence[tuple[str, FigureAssessment]]) -> Iterator[Sentence]:
    """A sentence for each figure; those under their short names some together."""
    for is_short, group in groupby(told, key=lambda pair: _is_short(pair[1])):
        found, size = list(group), _IN_A_SENTENCE if is_short else 1
        for part in (found[n : n + size] for n in range(0, len(found), size)):
            yield Sentence(f"{'；'.join(words for words, _ in part)}。", ids_of([f for _, f in part]))


def _is_short(figure: FigureAssessment) -> bool:
    return goes_short(figure) and not is_honour(figure)


def _is_whole(figure: FigureAssessment) -> bool:
    """Whether the period is the year up to now: a half-year or a year."""
    return figure.period.first == 1 and not figure.period.is_month


def in_year(figure: FigureAssessment) -> str:
    """The whole sentence; of the months since January together the value, and the distance of slow ones.

    A month and a quarter tell of what is no flow only where it stands. Before the year's end all but the
    headline targets and what is 滞后 goes by its short name; a half-year tells the headline targets whole,
    and what is counted with its verb.
    """
    is_short = goes_short(figure)
    if is_short and not _is_whole(figure):
        return terse_of_period(figure)
    if figure.period.is_year_end:
        words = full(figure).removeprefix("全年").removeprefix("1—12月，")
        return words if "，" in words else f"{standing(figure)}，达到年度目标"
    if not _is_whole(figure):
        return full(figure) if figure.indicator.traits.is_flow else brief(figure)
    if is_headline(figure):
        return full(figure)
    if figure.light in SLOW:
        return terse_or_brief(figure)
    return standing(figure) if figure.indicator.traits.is_counted or not is_short else short_standing(figure)


def _counts(items: Sequence[ItemAssessment]) -> Iterator[Sentence]:
    """What is only counted, with its total since January."""
    found = [item for item in items if item.item.kind in _COUNTED and item.total]
    if found:
        span = span_words(found[0].period)
        first, *others = map(counted, found)
        words = "；".join((first, *(each.removeprefix(span) for each in others)))
        yield Sentence(f"{words}。", ids_of(found))
