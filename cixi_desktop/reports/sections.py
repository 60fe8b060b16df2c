"""重点工作: each section with its tasks: what was done, stages, figures, counts, the units' words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import SLOW, Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.plan import HEADLINE
from cixi_desktop.reports.changes import LONG, before_of, is_honour, stuck
from cixi_desktop.reports.overall import ids_of
from cixi_desktop.reports.report import Heading, Paragraph, Sentence, ordinal, said_once
from cixi_desktop.reports.tables import headline, names_of
from cixi_desktop.reports.unit_texts import progress_lines
from cixi_desktop.wording.report_items import counted, done_word, item_slowness, item_stage
from cixi_desktop.wording.report_sentences import (
    brief,
    full,
    honour,
    is_small,
    listed,
    named,
    section_head,
    span_words,
    standing,
    task_head,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed, FigureAssessment, ItemAssessment, TaskAssessment
    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Block

_COUNTED = frozenset({ItemKind.COUNTER, ItemKind.RECURRING})


def sections(material: Material) -> tuple[Block, ...]:
    """A heading for each section, below it how its items stand, and what its tasks have brought.

    Before the year's end, items that stand on one stage for long are counted only: they are a problem.
    """
    blocks: list[Block] = []
    number = 0
    still = stuck(material) if not material.period.is_year_end else ()
    for section in material.plan.sections:
        own = [task for task in material.now.tasks if task.section.id == section.id]
        found = [item for task in own for item in task.items]
        moving = [item for item in found if item not in still]
        items = (*_milestones(material, moving), *_stuck([item for item in found if item in still]))
        figures = tuple(said_once(s for task in own for s in _brought(material, task)))
        told = [Paragraph(sentences) for sentences in (items, figures) if sentences]
        if told:
            number += 1
            blocks += [Heading(f"{ordinal(number)}{section_head(section)}", 2), *told]
    return tuple(blocks)


def task_paragraph(material: Material, task: TaskAssessment) -> Paragraph | None:
    """What is to be told of one task."""
    sentences = tuple(said_once((*_milestones(material, task.items), *_brought(material, task))))
    head = task_head(task.task)
    return Paragraph(sentences, f"{head}。" if head else "") if sentences else None


def _brought(material: Material, task: TaskAssessment) -> Iterator[Sentence]:
    """Its figures, counts and texts; the headline targets that it cites are told elsewhere."""
    main = ids_of(headline(material.now))
    figures = [f for f in task.figures if f.id not in main or task.task.id == HEADLINE]
    yield from _figures([f for f in figures if not is_honour(f) or _is_told(material, f)])
    yield from _counts(task.items)
    yield from _words(material, task)


def _milestones(material: Material, items: Sequence[ItemAssessment]) -> Iterator[Sentence]:
    """Done ones together, then those of one stage together, then what is behind, and lists.

    A month and a quarter tell only what has moved since.
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
    if stages:
        verb = "处于" if _is_since_january(material) else "进入"
        told = [f"{listed(names_of(found))}{verb}{stage}阶段" for stage, found in stages.items()]
        yield Sentence(f"{'，'.join(told)}。", ids_of([item for found in stages.values() for item in found]))
    for item in items:
        if item.item.is_milestone and item.light in {Light.BEHIND, Light.LATE}:
            yield Sentence(f"{item_slowness(item)}。", (item.id,))
        elif item.item.kind is ItemKind.LIST and item.completion is not None:
            yield Sentence(f"{item_stage(item)}。", (item.id,))


def _stuck(items: Sequence[ItemAssessment]) -> Iterator[Sentence]:
    """Those on one stage for months are counted here, and named among the problems."""
    if items:
        yield Sentence(f"另有{len(items)}项在同一阶段停留{LONG}个月以上。", ids_of(items))


def _is_since_january(material: Material) -> bool:
    return material.previous is None or (material.period.first == 1 and not material.period.is_month)


def _is_told(material: Material, assessed: Assessed) -> bool:
    before = before_of(material, assessed)
    if _is_since_january(material) or before is None:
        return True
    return (assessed.stage, assessed.light is Light.DONE) != (before.stage, before.light is Light.DONE)


_EXACT = "完成年度目标"


def _figures(figures: Sequence[FigureAssessment]) -> Iterator[Sentence]:
    """Each figure that has a value, exact ones together; those without together, by their state."""
    exact: list[tuple[str, FigureAssessment]] = []
    for figure in figures:
        if figure.light.is_grey:
            continue
        words = honour(figure) if is_honour(figure) else in_year(figure)
        value, _, met = words.partition("，")
        if met == _EXACT:
            exact.append((value, figure))
        else:
            yield Sentence(f"{words}。", (figure.id,))
    if exact:
        word = f"均{_EXACT}" if len(exact) > 1 else _EXACT
        sign = "，" if any("、" in value for value, _ in exact) else "、"
        values = sign.join(value for value, _ in exact)
        yield Sentence(f"{values}，{word}。", ids_of([figure for _, figure in exact]))
    greys: dict[Light, list[FigureAssessment]] = {}
    for figure in figures:
        if figure.light.is_grey and _is_whole(figure):
            greys.setdefault(figure.light, []).append(figure)
    for light, found in greys.items():
        yield Sentence(f"{'、'.join(map(named, found))}{light}。", ids_of(found))


def _is_whole(figure: FigureAssessment) -> bool:
    """Whether the period is the year up to now: a half-year or a year."""
    return figure.period.first == 1 and not figure.period.is_month


def in_year(figure: FigureAssessment) -> str:
    """The whole sentence; of the months since January together the value, and the distance of slow ones.

    A month and a quarter tell of what is no flow only where it stands.
    """
    if not figure.period.is_year_end:
        if not _is_whole(figure):
            return full(figure) if figure.indicator.traits.is_flow else brief(figure)
        return brief(figure) if figure.light in SLOW or is_small(figure) else standing(figure)
    words = full(figure).removeprefix("全年").removeprefix("1—12月，")
    return words if "，" in words else f"{standing(figure)}，达到年度目标"


def _counts(items: Sequence[ItemAssessment]) -> Iterator[Sentence]:
    """What is only counted, with its total since January."""
    found = [item for item in items if item.item.kind in _COUNTED and item.total]
    if found:
        span = span_words(found[0].period)
        first, *others = map(counted, found)
        words = "；".join((first, *(each.removeprefix(span) for each in others)))
        yield Sentence(f"{words}。", ids_of(found))


def _words(material: Material, task: TaskAssessment) -> Iterator[Sentence]:
    """What the units wrote themselves and what is not told by the figures and stages."""
    for said in progress_lines(material, task):
        yield Sentence(f"{said.words}。", ())
