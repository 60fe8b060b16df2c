"""本期对照: what a longer period brought beside the one before and last year's; what became of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.carried import PROBLEMS, STEPS
from cixi_desktop.assessment.phrases import amount
from cixi_desktop.reports.changes import before_of, brought_in
from cixi_desktop.reports.tables import light_way
from cixi_desktop.values import ZERO
from cixi_desktop.wording.figures import NONE
from cixi_desktop.wording.report_sentences import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.records.content import Content
    from cixi_desktop.reports.material import Material, Promise, Said

KINDS = {STEPS: "打算", PROBLEMS: "问题"}
OPEN = {STEPS: "未写明结果", PROBLEMS: "仍存在"}


class PeriodLine(Struct, frozen=True, kw_only=True):
    """One figure: what the period brought or its value at the end; the same before and a year ago.

    ``way`` names each month in which the light changed; every cell is “—” where there is nothing.
    """

    id: str
    name: str
    now: str
    before: str
    change: str
    last_year: str
    way: str


class PlannedLine(Struct, frozen=True, kw_only=True):
    """One step or problem of the period's months: who wrote it since when, and what became of it."""

    kind: str
    words: str
    unit: str
    task: str
    since: str
    outcome: str


def period_lines(material: Material, content: Content) -> tuple[PeriodLine, ...]:
    """Every figure in the order of the plan; ``content`` has last year's."""
    return tuple(_line(material, content, figure) for figure in material.now.figures)


def _line(material: Material, content: Content, figure: FigureAssessment) -> PeriodLine:
    first, last = material.period.first, material.period.last
    now, before = _brought(material, figure, first, last), None
    if first > 1:
        before = _brought(material, figure, max(1, 2 * first - last - 1), first - 1)
    was = before_of(material, figure)
    change = now - before if now is not None and before is not None else None
    return PeriodLine(
        id=figure.id,
        name=in_text(figure.name),
        now=_words(figure, now),
        before=_words(figure, before),
        change=_words(figure, change, is_difference=True),
        last_year=_words(figure, _ago(figure, content.basis(figure.id).last_year, first, last)),
        way=(light_way(material, figure.id, was.period.last) if was else "") or NONE,
    )


def _brought(material: Material, figure: FigureAssessment, first: int, last: int) -> Decimal | None:
    """What these months added to a running total; of all else the value at their end."""
    if figure.indicator.traits.is_flow:
        return brought_in(material, figure.id, first, last)
    return material.figure_at(figure.id, last).cumulative


def _ago(figure: FigureAssessment, totals: Sequence[Decimal | None], first: int, last: int) -> Decimal | None:
    """The same of last year."""
    end, start = totals[last - 1], totals[first - 2] if first > 1 else ZERO
    if not figure.indicator.traits.is_flow:
        return end
    return None if end is None or start is None else end - start


def _words(figure: FigureAssessment, value: Decimal | None, *, is_difference: bool = False) -> str:
    if value is None:
        return NONE
    words = amount(figure.indicator, value, is_difference=is_difference)
    return f"+{words}" if is_difference and value > ZERO else words


def planned_lines(material: Material) -> Iterator[PlannedLine]:
    """Steps, then problems: those of earlier months by what was ticked, and problems named in the period."""
    told = set[tuple[str, str]]()
    for field in (STEPS, PROBLEMS):
        for promise in material.promises:
            if promise.field == field:
                told.add((promise.task_id, promise.typed) if field == PROBLEMS else ("", ""))
                outcome = promise.outcome.value if promise.outcome else OPEN[field]
                yield _planned(material, field, promise, promise.since, outcome)
    for said in material.said:
        key = (said.task_id, said.typed)
        if said.field == PROBLEMS and said.month >= material.period.first and key not in told:
            told.add(key)
            yield _planned(material, PROBLEMS, said, f"{said.month}月", OPEN[PROBLEMS])


def _planned(material: Material, field: str, line: Said | Promise, since: str, outcome: str) -> PlannedLine:
    task = in_text(material.plan.task(line.task_id).title)
    return PlannedLine(
        kind=KINDS[field], words=line.words, unit=line.unit, task=task, since=since, outcome=outcome
    )
