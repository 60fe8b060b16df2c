"""滞后和欠序时: what is slow, since when, what is missing, why, and what is going to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.reports.changes import LONG, before_of, by_need, judged, months_slow, staged, with_light
from cixi_desktop.reports.derived import times_so_far
from cixi_desktop.reports.overall import ids_of
from cixi_desktop.reports.report import Paragraph, Sentence
from cixi_desktop.reports.unit_texts import cause_words, causes, step_words, steps
from cixi_desktop.wording.report_items import item_behind
from cixi_desktop.wording.report_sentences import brief, named, nameless, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.reports.material import Material

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
    told = _by_task(material, found) if len(found) >= MANY else tuple(_one(material, each) for each in found)
    numbers = range(1, len(told) + 2)
    slow = _behind(material)
    paragraphs = (*told, slow) if slow else told
    if len(paragraphs) == 1:
        return paragraphs
    return tuple(
        Paragraph(each.sentences, f"{number}.{each.lead}")
        for number, each in zip(numbers, paragraphs, strict=False)
    )


def _one(material: Material, assessed: Assessed) -> Paragraph:
    """Figure, distance, since when, what is needed, cause and steps of one that is 滞后."""
    words = nameless(assessed) if isinstance(assessed, FigureAssessment) else item_behind(assessed)
    parts = [words, came_about(material, assessed)]
    need = ""
    if isinstance(assessed, FigureAssessment):
        need = "，".join(filter(None, (needed(assessed), times_so_far(assessed))))
    first = "；".join(filter(None, ("，".join(filter(None, parts)), need)))
    sentences = (
        Sentence(f"{first}。", (assessed.id,)),
        Sentence(f"{why_and_what(material, assessed)}。", (assessed.id,)),
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
    return f"连续{months}个月慢于序时进度" if months >= LONG else ""


def why_and_what(material: Material, assessed: Assessed) -> str:
    """原因是新开工项目不足，拟会同…; what was not told is said so."""
    cause = cause_words(causes(material, assessed))
    step = step_words(steps(material, assessed))
    return "，".join(filter(None, (f"原因是{cause}" if cause else UNTOLD, f"拟{step}" if step else "")))


def _by_task(material: Material, found: tuple[Assessed, ...]) -> tuple[Paragraph, ...]:
    """Where many are 滞后: for each task which ones, and how far behind."""
    paragraphs = []
    told: set[str] = set()
    for task in reversed(material.now.tasks):  # a figure cited twice is told where it is worked on
        own = [each for each in found if each in task.assessed and each.id not in told]
        told.update(ids_of(own))
        if own:
            words = "；".join(_slow_words(each) for each in own)
            paragraphs.append(Paragraph((Sentence(f"{words}。", ids_of(own)),), f"{task.task.title}。"))
    return tuple(reversed(paragraphs))


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
    """Each 欠序时 by its figure and distance: the binding ones, then 力争 and 争取, then items."""
    figures = [each for each in found if isinstance(each, FigureAssessment)]
    binding = [each for each in figures if not each.modality.is_striving]
    striving = [each for each in figures if each.modality.is_striving]
    items = [each for each in found if isinstance(each, ItemAssessment)]
    if binding:
        yield Sentence(f"{'；'.join(map(brief, binding))}。", ids_of(binding))
    if striving:
        yield Sentence(f"力争、争取类中，{'；'.join(map(brief, striving))}。", ids_of(striving))
    if items:
        yield Sentence(f"{'；'.join(map(item_behind, items))}。", ids_of(items))
