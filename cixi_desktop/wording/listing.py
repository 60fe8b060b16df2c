"""The assessment, and a list behind a figure, as JSON and as lines of text for scripts and terminals."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import to_builtins

from cixi_desktop.assessment.comparison import compare, unadjusted, variation_words
from cixi_desktop.assessment.counting import namesake_words, namesakes, tally, tally_words
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import amount
from cixi_desktop.records.bureau import LEAD, OWN, SUM
from cixi_desktop.records.ledgers import cell_text, columns, ledger_of
from cixi_desktop.values import DECIMALS_KEPT, plain, rounded
from cixi_desktop.wording.checkcode import check_code, edition_of
from cixi_desktop.wording.drafting import undrafted
from cixi_desktop.wording.figures import completion_part
from cixi_desktop.wording.header import damage_words
from cixi_desktop.wording.sentences import progress_sentence, still_needed
from cixi_desktop.wording.words import adjustment_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from cixi_desktop.assessment.assess import (
        Assessed,
        Assessment,
        FigureAssessment,
        ItemAssessment,
        Summary,
        TaskAssessment,
    )
    from cixi_desktop.assessment.responsibility import Responsibility
    from cixi_desktop.periods import Period
    from cixi_desktop.records.bureau import FigureDecision
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.records.origins import Origin

Json = dict[str, object]


def as_json(
    assessment: Assessment,
    *,
    revision: int,
    content: Content | None = None,
    course: Sequence[Assessment] = (),
) -> Json:
    """Everything of one period; ``course`` are the months up to it, January first, for how lights came about.

    With the comparisons of figures if their ``content`` is given.

    Numbers as decimal strings or null, percentages and 个百分点 as they are printed everywhere: null for a
    percentage that no decimal would keep from 100 though the target is not met.
    """
    return {
        "plan": assessment.plan.id,
        "unit": assessment.unit.name,
        "period": assessment.period.key,
        "revision": revision,
        "check_code": check_code(assessment),
        "submission": assessment.submission.number if assessment.submission else None,
        "is_sample": assessment.is_sample,
        "damage": list(assessment.damage),
        "figures": [
            _figure(figure)
            | _course(course, figure.id)
            | (_compared(assessment, content, figure) if content else {})
            for figure in assessment.figures
        ],
        "items": [_item(item) | _course(course, item.id) for item in assessment.items],
        "tasks": [_task(task) for task in assessment.tasks if not task.narrative.is_empty],
        "summary": _summary(assessment.summary),
    }


def _task(task: TaskAssessment) -> Json:
    """What was written of a task; ``own_words`` are the progress without the program's sentences."""
    told = task.narrative
    return {
        "id": task.task.id,
        "progress_note": told.progress_note,
        "own_words": undrafted(task, told.progress_note),
        "problems": task.problems,
        "next_steps": told.next_steps,
        "requests": told.requests,
        "steps": [to_builtins(step) for step in told.steps],
        "outcomes": [list(outcome) for outcome in told.outcomes],
    }


def _figure(figure: FigureAssessment) -> Json:
    indicator = figure.indicator
    return {
        "id": figure.id,
        "cited_as": [commitment.id for commitment in figure.commitments],
        "name": figure.name,
        "short": indicator.short or None,
        "phrase": indicator.phrase,
        "published": figure.published or None,
        "unit": indicator.unit,
        "kind": indicator.kind,
        "comparator": indicator.comparator,
        "modality": figure.modality,
        "target": plain(indicator.target),
        "baseline": _number(figure.baseline, max(2, indicator.decimals)),
        "state": figure.state,
        "stage": figure.stage or None,
        "numerator": _number(figure.entry.numerator) if figure.entry else None,
        "denominator": _number(figure.entry.denominator) if figure.entry else None,
        "increment": _number(figure.increment),
        "cumulative": _number(figure.cumulative),
        "completion": _percent(figure.printed.completion),
        "pace": _percent(figure.printed.pace),
        "gap": _percent(figure.printed.gap),
        "light": figure.light,
        "reason": figure.reason,
        "cause": _cause(figure),
        "sentence": progress_sentence(figure),
        "remaining": _number(figure.remaining),
        "needed_per_month": _number(figure.needed_per_month),
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
        **_origin(figure.origin),
        **_responsibility(figure.responsibility),
    }


def _course(course: Sequence[Assessment], target_id: str) -> Json:
    """The light before, since when the present one holds without a break, and the month of completion."""
    found = ((month.period.key, month.find(target_id)) for month in course)
    lights = [(key, assessed.light.standard) for key, assessed in found if assessed]
    if not lights:
        return {}
    now = lights[-1][1]
    unbroken = list(takewhile(lambda pair: pair[1] is now, reversed(lights)))
    since = unbroken[-1][0]
    return {
        "previous_light": lights[-2][1] if len(lights) > 1 else None,
        "light_since": since,
        "completed": since if now is Light.DONE else None,
    }


def _compared(assessment: Assessment, content: Content, figure: FigureAssessment) -> Json:
    """同比, 环比, the figure of the same months a year ago, and what the target before would come to."""
    found = compare(content, figure.indicator, assessment.period)
    before = unadjusted(assessment.plan, content, figure.id, assessment.period)
    return {
        "last_year": _number(found.last_year),
        "year_on_year": variation_words(found.year_on_year) if found.year_on_year else None,
        "period_on_period": variation_words(found.period_on_period) if found.period_on_period else None,
        "adjusted": adjustment_words(assessment.plan, figure.id),
        "unadjusted": before
        and {
            "target": plain(before.indicator.target),
            "completion": _percent(before.printed.completion),
            "light": before.light,
        },
    }


def _item(item: ItemAssessment) -> Json:
    return {
        "id": item.id,
        "task": item.item.task_id,
        "name": item.name,
        "kind": item.item.kind,
        "state": item.state,
        "stage": item.stage or None,
        "stage_number": item.stage_number,
        "stage_count": len(item.item.stages),
        "planned_stage": item.item.stages[item.due_number - 1] if item.due_number else None,
        "proof": item.proof or None,
        "count": _number(item.count),
        "total": _number(item.total),
        "numerator": _number(item.numerator),
        "denominator": _number(item.denominator),
        "completion": _percent(item.printed.completion),
        "note": item.entry.note if item.entry and item.entry.note else None,
        **_responsibility(item.responsibility),
        "light": item.light.standard,
        "status": item.status,
        "reason": item.reason,
        "cause": _cause(item),
        "as_of": item.as_of.isoformat() if item.as_of else None,
        **_origin(item.origin),
    }


def _cause(assessed: Assessed) -> str | None:
    """What its unit said of why it stands so."""
    return (assessed.entry.reason if assessed.entry else "") or None


def _origin(origin: Origin | None) -> Json:
    """Every unit's value, and what was made of them."""
    if origin is None:
        return {"undecided": False, "rule": None, "sources": [], "decision": None}
    sources = [
        {
            "unit": source.unit.name,
            "value": source.shown,
            "period": source.entry.period.key,
            "counts": origin.counts(source),
        }
        for source in origin.sources
    ]
    names = {source.unit.id: source.unit.name for source in origin.sources}
    decision = decision_json(origin.decision, names) if origin.decision else None
    return {"undecided": origin.is_open, "rule": origin.rule, "sources": sources, "decision": decision}


def decision_json(decision: FigureDecision, units: Mapping[str, str]) -> Json:
    """A decision on a figure: lead, sum, the value given, or the unit named; ``units`` are names by id."""
    return {
        "id": decision.target_id,
        "from": decision.from_period.key,
        "whose": _WHOSE.get(decision.whose, "unit"),
        "unit": None if decision.whose in _WHOSE else units.get(decision.whose),
        "value": None if decision.value is None else plain(decision.value),
        "reason": decision.reason,
        "decided_by": decision.decided_by or None,
        "decided_on": decision.decided_on.isoformat() if decision.decided_on else None,
    }


_WHOSE = {LEAD: "lead", SUM: "sum", OWN: "value"}


def _responsibility(responsibility: Responsibility) -> Json:
    return {
        "lead_unit": responsibility.lead_unit,
        "supporting_units": list(responsibility.supporting_units),
        "leader": responsibility.duty.leader or None,
        "person": responsibility.duty.person or None,
        "deadline": responsibility.deadline.isoformat(),
        "is_default_deadline": responsibility.is_default_deadline,
    }


def _summary(summary: Summary) -> Json:
    return {
        "figures": sum(summary.figure_lights.values()),
        "figures_reported": summary.figures_reported,
        "figure_lights": _tally(summary.figure_lights),
        "items": sum(summary.item_lights.values()),
        "items_reported": summary.items_reported,
        "item_lights": _tally(summary.item_lights),
        "binding": {"good": summary.binding_good, "judged": summary.binding_judged},
        "striving": {"good": summary.striving_good, "judged": summary.striving_judged},
    }


def _tally(lights: Mapping[Light, int]) -> dict[str, int]:
    found = Counter[str]()
    for light, count in lights.items():
        found[light.standard.value] += count
    return dict(found)


def _number(value: Decimal | None, decimals: int = DECIMALS_KEPT) -> str | None:
    return None if value is None else plain(rounded(value, decimals))


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def as_lines(assessment: Assessment) -> Iterator[str]:
    """The assessment for a terminal, one line for each figure and item."""
    sample = "【示例数据】" if assessment.is_sample else ""
    yield f"{sample}{assessment.plan.document.title}　{assessment.unit.name}　{assessment.period.label}"
    yield f"{edition_of(assessment)}　校验码{check_code(assessment)}"
    if assessment.damage:
        yield damage_words(assessment.damage)
    for task in assessment.tasks:
        yield ""
        yield f"{task.task.id} {task.task.title}"
        for figure in task.figures:
            yield f"  {figure.light.symbol}{figure.status} {figure.id} {figure.name}：{_figure_words(figure)}"
        for item in task.items:
            yield f"  {item.light.symbol}{item.status} {item.id} {item.name}：{item.reason}"


def _figure_words(figure: FigureAssessment) -> str:
    if figure.cumulative is None:
        return figure.reason
    words = [f"累计{amount(figure.indicator, figure.cumulative)}"]
    if figure.completion is not None:
        words.append(completion_part(figure))
    words += [text for text in (still_needed(figure),) if text]
    return "，".join(words) + f"。{figure.reason}"


def list_json(target: Target, rows: Sequence[LedgerRow], period: Period) -> dict[str, object]:
    """The list up to the end of ``period`` with what it comes to; every field as text, “” where empty."""
    ledger, found = ledger_of(target), tally(target, rows, period)
    names = [name for name, _ in columns(ledger)]
    return {
        "id": target.id,
        "name": target.name,
        "ledger": ledger.kind,
        "period": period.key,
        "count": str(found.increment),
        "total": str(found.total),
        "rows": [{name: cell_text(row, name) for name in names} for row in found.rows],
    }


def list_lines(target: Target, rows: Sequence[LedgerRow], period: Period) -> Iterator[str]:
    """The list up to the end of ``period`` for a terminal, one line for each row."""
    ledger, found = ledger_of(target), tally(target, rows, period)
    yield f"{target.id} {target.name}（{ledger.kind}台账）：{tally_words(target, found, period)}"
    names = [name for name, _ in columns(ledger)]
    for row, other in zip(found.rows, namesakes(ledger, found.rows), strict=True):
        texts = [text for name in names if (text := cell_text(row, name))]
        yield "　".join(("  " + texts[0], *texts[1:], *([namesake_words(other)] if other else ())))
