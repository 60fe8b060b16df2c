"""Plan → TOML: the text that ``planfile`` reads back as the same plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cixi_desktop.plan import BaselineStatus
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cixi_desktop.kinds import Ledger
    from cixi_desktop.plan import (
        Commitment,
        Coupling,
        Document,
        Indicator,
        Interpretation,
        Item,
        Plan,
        Section,
        Task,
    )


def plan_toml(plan: Plan) -> str:
    """The plan as the document has it, without what the bureau has set over it."""
    return "\n".join(_lines(plan.original or plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield "[plan]"
    yield from _pairs(id=plan.id, version=plan.version, year=plan.year)
    yield from _document(plan.document)
    ledgers = plan.ledgers
    if ledgers:
        yield from ("", "[ledgers]", *map(_ledger, ledgers.values()))
    for section in plan.all_sections:
        yield from _section(plan, section)
    for reading in plan.interpretations:
        yield from _reading(reading)
    for coupling in plan.couplings:
        yield from _coupling(coupling)
    for text, reason in plan.left_out:
        yield from ("", "[[left_out]]", *_pairs(text=text, reason=reason))


def _document(document: Document) -> Iterator[str]:
    yield from ("", "[document]")
    yield from _pairs(
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        index_number=document.index_number,
        signed_on=document.signed_on,
        published_on=document.published_on,
        disclosure=document.disclosure,
        foreword=document.foreword,
    )


def _ledger(ledger: Ledger) -> str:
    flags = {"is_summed": ledger.is_summed, "can_repeat": ledger.can_repeat}
    inside = [f"{name} = {_written(label)}" for name, label in ledger.labels]
    inside += [f"{name} = true" for name, is_set in flags.items() if is_set]
    return f"{_written(ledger.kind)} = {{ {', '.join(inside)} }}"


def _section(plan: Plan, section: Section) -> Iterator[str]:
    yield from ("", "[[section]]")
    yield from _pairs(id=section.id, title=section.title, parent=section.parent_id)
    for task in section.tasks:
        yield from _task(plan, task)


def _task(plan: Plan, task: Task) -> Iterator[str]:
    yield from ("", "[[section.task]]")
    yield from _pairs(id=task.id, title=task.title, text=task.text)
    for commitment in plan.commitments_in(task):
        yield from ("", "[[section.task.commitment]]")
        yield from _commitment(plan, commitment)
    for item in plan.items_in(task):
        yield from ("", "[[section.task.item]]", *_item(item))


def _commitment(plan: Plan, commitment: Commitment) -> Iterator[str]:
    yield from _pairs(
        id=commitment.id,
        name=commitment.name,
        quote=commitment.citation.quote,
        modality=commitment.modality,
    )
    if commitment.id != commitment.indicator_id:
        yield from _pairs(indicator=commitment.indicator_id, note=commitment.note)
        return
    indicator = plan.indicator(commitment.indicator_id)
    assert indicator is not None  # noqa: S101  a commitment cites an indicator of its plan
    yield from _indicator(indicator)


def _indicator(indicator: Indicator) -> Iterator[str]:
    baseline = indicator.baseline
    yield from _pairs(
        kind=indicator.kind,
        comparator=indicator.comparator,
        target=plain(indicator.target),
        unit=indicator.unit,
        decimals=indicator.decimals,
        counted=indicator.counted,
    )
    if baseline.status is not BaselineStatus.DEFINITION or indicator.traits.needs_baseline:
        inside = {
            "value": "" if baseline.value is None else plain(baseline.value),
            "unit": baseline.unit,
            "status": baseline.status,
            "note": baseline.note,
        }
        written = (f"{name} = {_written(value)}" for name, value in inside.items() if value)
        yield f"baseline = {{ {', '.join(written)} }}"
    yield from _pairs(
        frequency=indicator.frequency,
        every=indicator.every if indicator.every > 1 else None,
        short=indicator.short,
        merged_months=indicator.merged_months or None,
        phrase=indicator.phrase,
        ledger=indicator.ledger.kind if indicator.ledger else "",
        note=indicator.note,
    )
    if indicator.pace_plan:
        steps = (f"{month} = {_written(plain(value))}" for month, value in indicator.pace_plan)
        yield f"pace_plan = {{ {', '.join(steps)} }}"


def _item(item: Item) -> Iterator[str]:
    yield from _pairs(
        id=item.id,
        name=item.name,
        quote=item.citation.quote,
        kind=item.kind,
        stages=item.stages or None,
        unit=item.unit,
        proof=item.proof,
        deadline=item.deadline,
        ledger=item.ledger.kind if item.ledger else "",
        every=item.every if item.every > 1 else None,
        phrase=item.phrase,
    )


def _reading(reading: Interpretation) -> Iterator[str]:
    yield from ("", "[[reading]]")
    yield from _pairs(
        id=reading.id,
        question=reading.question,
        answer=reading.answer,
        effect=reading.effect,
        target_ids=reading.target_ids or None,
    )


def _coupling(coupling: Coupling) -> Iterator[str]:
    yield from ("", "[[coupling]]")
    yield from _pairs(
        tie=coupling.tie,
        first=coupling.first,
        second=coupling.second,
        limit="" if coupling.limit is None else plain(coupling.limit),
    )


def _pairs(**values: str | int | date | tuple[str, ...] | None) -> Iterator[str]:
    """One line for each that is there."""
    for name, value in values.items():
        if value is not None and value != "":
            yield f"{name} = {_written(value)}"


def _written(value: str | int | date | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return str(value)
