"""本期对照: what a longer period brought beside the one before and last year's; what became of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.carried import PROBLEMS, STEPS
from cixi_desktop.assessment.phrases import amount
from cixi_desktop.reports.changes import before_of
from cixi_desktop.reports.tables import light_way
from cixi_desktop.values import ZERO
from cixi_desktop.wording.figures import NONE
from cixi_desktop.wording.report_sentences import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator
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
    totals = [material.figure_at(figure.id, n).cumulative for n in range(1, last + 1)]
    ago = content.basis(figure.id).last_year
    now, before = _brought(figure, totals, first, last), None
    if first > 1:
        before = _brought(figure, totals, max(1, 2 * first - last - 1), first - 1)
    was = before_of(material, figure)
    change = now - before if now is not None and before is not None else None
    return PeriodLine(
        id=figure.id,
        name=in_text(figure.name),
        now=_words(figure, now),
        before=_words(figure, before),
        change=_words(figure, change, is_difference=True),
        last_year=_words(figure, _brought(figure, list(ago), first, last)),
        way=(light_way(material, figure.id, was.period.last) if was else "") or NONE,
    )


def _brought(figure: FigureAssessment, totals: list[Decimal | None], first: int, last: int) -> Decimal | None:
    """What these months added to a running total; of all else the value at their end."""
    end = totals[last - 1]
    if end is None or not figure.indicator.traits.is_flow:
        return end
    start = totals[first - 2] if first > 1 else ZERO
    return end - (start or ZERO)


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
