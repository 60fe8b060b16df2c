"""半年总结: headline targets, the work by sections of the plan, problems, and the second half's work."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import SLOW, Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.adjustments import adjusted, corrected
from cixi_desktop.reports.changes import is_good, is_honour, judged, staged, stuck
from cixi_desktop.reports.length import Brevity
from cixi_desktop.reports.matters import figures_in, problems_solved, promises_kept, request_sentence
from cixi_desktop.reports.movement import falling
from cixi_desktop.reports.overall import (
    addressees,
    how_figures_stand,
    how_items_stand,
    ids_of,
    not_judged,
    tally,
)
from cixi_desktop.reports.progress import MANY, behind, kinds_words, late, task_called, why_words
from cixi_desktop.reports.quarter import gap_words
from cixi_desktop.reports.report import GAP, TO_DECIDE, Paragraph, Sentence, led, numbered
from cixi_desktop.reports.sections import in_year, sections
from cixi_desktop.reports.tables import (
    changes_table,
    figure_table,
    headline,
    headline_table,
    lights_of_sections,
    names_of,
    readings_table,
    slow_table,
)
from cixi_desktop.reports.unit_texts import (
    PROBLEMS,
    causes,
    requests,
    speaks_plainly,
    step_words,
    steps,
    subjects,
)
from cixi_desktop.wording.report_items import item_behind
from cixi_desktop.wording.report_sentences import (
    FEW,
    against_pace,
    honours_words,
    is_small,
    listed,
    missing_words,
    named,
    needed,
    short_name,
)
from cixi_desktop.wording.report_terse import short_still

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.reports.material import Material, Said
    from cixi_desktop.reports.report import Block, Table

TO_ADD = f"{GAP}：下一步打算〕"
_MANY = 5
"""Figures that a sentence lists with what is missing."""


def half_title(material: Material) -> str:
    """The title."""
    return f"{material.plan.document.issuer}{material.period.year}年上半年工作总结和下半年工作安排"


def half_blocks(material: Material) -> tuple[Block, ...]:
    """The whole text."""
    parts = (
        ("主要目标完成情况", main_targets(material, 1)),
        ("重点工作推进情况", sections(material)),
        ("存在的主要问题", problems(material)),
        ("前期打算落实情况", promises_kept(material)),
        ("下半年工作安排", _plans(material)),
    )
    return (_opening(material), *adjusted(material), *corrected(material), *numbered(parts))


def half_annexes(material: Material) -> tuple[Table, ...]:
    """All figures, what is slow, whose light has changed, the lights by section, and how each is judged."""
    found = (figure_table(material), slow_table(material), changes_table(material))
    told = (table for table in found if table)
    return (*told, *lights_of_sections(material), *readings_table(material))


def _opening(material: Material) -> Paragraph:
    document = material.plan.document.title
    head = f"今年以来，{addressees(material) or '各单位'}对照《{document}》推进各项工作{_most(material)}。"
    items, slow = how_items_stand(material.now), late(material)
    found = [Sentence(head), how_figures_stand(material.now, apart=False), *not_judged(material.now)]
    found += [items] if items else []
    if slow:
        count = f"{len(slow)}项" if len(slow) > 1 else ""
        words = f"{'、'.join(map(short_name, slow))}{count}滞后"
        words = f"{count}{kinds_words(slow)}滞后（见附件2）" if len(slow) >= MANY else words
        found.append(Sentence(f"{words}，需在下半年补上。", ids_of(slow)))
    return Paragraph(tuple(found))


def _most(material: Material) -> str:
    """，上半年过半数指标达到或快于序时进度; “” for all of them, which is told behind it, and for fewer."""
    good, *slow = tally(material.now)
    return "，上半年过半数指标达到或快于序时进度" if 0 < sum(slow) < good else ""


def main_targets(material: Material, number: int) -> tuple[Block, ...]:
    """How the headline targets stand, with their table; nothing for a unit without any."""
    figures = headline(material.now)
    table = headline_table(material, number)
    if not figures or table is None:
        return ()
    good = [f for f in judged(material.now) if f in figures and is_good(f)]
    slow = [f for f in figures if f.light in SLOW]
    stand = _stand(figures, good, slow, is_year_end=material.period.is_year_end)
    head = f"{material.plan.document.called}确定的{len(figures)}项主要目标{stand}。"
    told = [Sentence(head, ids_of(figures))]
    is_short = material.brevity >= Brevity.TABLES
    if material.period.is_year_end and good and not is_short:
        reached = "；".join(in_year(figure) for figure in good)
        told.append(Sentence(f"其中，{reached}。", ids_of(good)))
    far = "；".join(f"{named(figure)}{against_pace(figure)}" for figure in slow)
    told += [Sentence(f"{far}。", ids_of(slow))] if slow and not is_short else []
    return (Paragraph((*told, Sentence(f"各项情况见表{number}。"))), table)


def _stand(
    figures: Sequence[FigureAssessment],
    good: Sequence[FigureAssessment],
    slow: Sequence[FigureAssessment],
    *,
    is_year_end: bool,
) -> str:
    """均未填报; of more than one state 中，3项达到或快于序时进度，1项滞后，1项待公布."""
    states = ["达到或快于序时进度" for _ in good] + [str(f.light) for f in slow]
    if is_year_end:
        near = sum(f.light is Light.NEARLY for f in good)
        states = ["完成"] * (len(good) - near) + ["基本完成"] * near + ["未完成"] * len(slow)
    greys = [str(f.light) for f in figures if f.light.is_grey]
    honours = [f for f in figures if is_honour(f) and not f.light.is_grey]
    if not honours and len({*states, *greys}) == 1:
        return f"{'均' if len(figures) > 1 else ''}{(*states, *greys)[0]}"
    parts = [f"{count}项{state}" for state, count in Counter(states).items()]
    parts += [honours_words(honours)] if honours else []
    parts += [f"{count}项{light}" for light, count in Counter(greys).items()]
    return f"中，{'，'.join(parts)}"


def problems(material: Material) -> tuple[Paragraph, ...]:
    """What is 滞后 and how its distance moved, what the units name, what goes unevenly."""
    found = late(material)
    first, rest = (found[:FEW], found[FEW:]) if len(found) >= MANY else (found, ())
    slow = [Sentence(f"{_how_slow(material, each)}。", (each.id,)) for each in first]
    slow += [Sentence(f"其余{len(rest)}项见附件2。", ids_of(rest))] if rest else []
    told = tuple(_named_problems(material, {said for each in first for said in causes(material, each)}))
    uneven = tuple(_uneven(material))
    parts = (
        (f"部分{kinds_words(found)}滞后。", slow),
        ("单位反映的问题。", (*told, *problems_solved(material))),
        ("部分工作推进不均衡。", uneven),
    )
    return led(parts)


def _how_slow(material: Material, assessed: Assessed) -> str:
    if isinstance(assessed, FigureAssessment) and is_small(assessed):
        return f"{named(assessed)}滞后，{why_words(material, assessed)}"
    words = (
        item_behind(assessed)
        if isinstance(assessed, ItemAssessment)
        else f"{named(assessed)}{gap_words(material, assessed)}"
    )
    return f"{words}，{why_words(material, assessed)}"


def _named_problems(material: Material, told_already: Collection[Said]) -> Iterator[Sentence]:
    """Unit by unit the problems that it wrote in the closing month, with the task where they name nothing."""
    found: dict[str, list[Said]] = {}
    for task in material.now.tasks:
        for said in material.lines(PROBLEMS, {task.task.id}):
            if said not in told_already:
                found.setdefault(said.unit, []).append(said)
    for unit, told in found.items():
        words = "；".join(_problems_words(material, told))
        ids = (subjects(material, material.now.task(s.task_id), s) for s in told)
        whose = "" if unit == UNASSIGNED.name else f"{unit}反映："
        yield Sentence(f"{whose}{words}。", tuple(dict.fromkeys(i for each in ids for i in each)))


def _problems_words(material: Material, told: Sequence[Said]) -> Iterator[str]:
    """强化政治生态建设方面，个别整改事项需跨部门协调; what several tasks say in the same words once."""
    tasks: dict[str, list[str]] = {}
    for said in told:
        title = task_called(material.plan.task(said.task_id))
        is_plain = speaks_plainly(material.now.task(said.task_id), said)
        tasks.setdefault("" if is_plain else title, []).append(said.words)
    groups: dict[str, list[str]] = {}
    for title, lines in tasks.items():
        groups.setdefault("，".join(lines) if title else "；".join(lines), []).append(title)
    for words, titles in groups.items():
        named_tasks = "、".join(filter(None, titles))
        yield f"{named_tasks}方面，{words}" if named_tasks else words


def _uneven(material: Material) -> Iterator[Sentence]:
    for figure in figures_in((*late(material), *behind(material))):
        yield from falling(material, figure)
    still = stuck(material)
    if still:
        yield Sentence(f"{listed(names_of(still))}在同一阶段停留3个月以上。", ids_of(still))


def _plans(material: Material) -> tuple[Paragraph, ...]:
    """What is 滞后, on pace and 欠序时, and items: what each still takes, by the units' steps."""
    keep = [
        f for f in judged(material.now) if is_good(f) and f.light is not Light.NEARLY and missing_words(f)
    ]
    parts: tuple[tuple[str, Iterable[Sentence]], ...] = (
        (f"补上滞后{kinds_words(late(material))}。", _with_steps(material, late(material))),
        ("稳住已达序时指标。", _to_keep([f for f in keep if not is_small(f)] or keep)),
        (f"补齐欠序时{kinds_words(behind(material))}。", _on_behind(material)),
        ("推进未完成事项。", _items(material)),
        ("提请研究的事项。", (request_sentence(material, s, is_told=True) for s in requests(material))),
    )
    return led(parts)


def _on_behind(material: Material) -> Iterator[Sentence]:
    """What they still take, by their steps; in a shortened report by the annex's."""
    found = behind(material)
    is_planned = any(step_words(steps(material, each)) for each in found)
    if material.brevity < Brevity.BEHIND or not is_planned:
        yield from _with_steps(material, found)
    else:
        words = "；".join(map(_left, (f for f in figures_in(found) if missing_words(f))))
        yield Sentence(f"{words}{'。' if words else ''}各项打算见附件2。", ids_of(found))


def _with_steps(material: Material, found: tuple[Assessed, ...]) -> Iterator[Sentence]:
    """…还差30.20亿元，后6个月月均需完成5.04亿元，会同…; without steps, that they are to be added.

    What is 欠序时 without the average. Those of the same steps stand together, those without any by names.
    """
    by_step: dict[str, list[Assessed]] = {}
    for assessed in found:
        by_step.setdefault(step_words(steps(material, assessed)), []).append(assessed)
    together = by_step.pop("", [])
    if len(together) == 1:
        by_step[TO_ADD] = together
    for step, targets in by_step.items():
        yield Sentence(f"{'；'.join(map(_left, targets))}，{step}。", ids_of(targets))
    if len(together) > 1:
        names = "附件2所列" if len(together) >= MANY else "、".join(map(short_name, together))
        is_told = together[0].light is Light.LATE and len(together) < MANY
        told = "；".join(map(_left, together)) if is_told else f"{names}{len(together)}项"
        yield Sentence(f"{told}，{TO_ADD}。", ids_of(together))


def _left(assessed: Assessed) -> str:
    """高新技术产业投资还差30.20亿元，后6个月月均需完成5.04亿元; what is 欠序时 without the average."""
    if not isinstance(assessed, FigureAssessment):
        return short_name(assessed)
    need = needed(assessed) if assessed.light is Light.LATE else ""
    return "，".join(filter(None, (short_still(assessed), need if need != missing_words(assessed) else "")))


def _to_keep(figures: Sequence[FigureAssessment]) -> Iterator[Sentence]:
    """What each figure on pace still takes."""
    for place in range(0, len(figures), _MANY):
        found = figures[place : place + _MANY]
        words = "；".join(map(short_still, found))
        yield Sentence(f"{words}。", ids_of(found))


def _items(material: Material) -> Iterator[Sentence]:
    """How many of each kind are left, and what has not moved."""
    left = [i for i in staged(material.now) if i.light is not Light.DONE]
    kinds = (("硬任务", ItemKind.HARD), ("机制类事项", ItemKind.SOFT), ("清单类事项", ItemKind.LIST))
    told = [(word, sum(_is_of(item, kind) for item in left)) for word, kind in kinds]
    if left:
        counts = "、".join(f"{word}{count}项" for word, count in told if count)
        yield Sentence(f"尚有{counts}未完成，按阶段推进。", ids_of(left))
    still = stuck(material)
    if still:
        yield Sentence(f"停留3个月以上的{len(still)}项补定节点{TO_DECIDE}〕。", ids_of(still))


def _is_of(item: ItemAssessment, kind: ItemKind) -> bool:
    return item.item.kind is kind
