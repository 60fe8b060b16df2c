"""A draft, and a plan that was adopted, as JSON and as lines of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import HEADLINE, BaselineStatus
from cixi_desktop.plans.draft import Relation
from cixi_desktop.plans.kinds import usual_unit
from cixi_desktop.values import plain, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.plan import Commitment, Indicator, Item, Plan, Task
    from cixi_desktop.plans.draft import Draft, DraftTarget
    from cixi_desktop.records.content import Content

Json = dict[str, object]
SIGNS = {
    Relation.AT_LEAST: "≥",
    Relation.MORE_THAN: ">",
    Relation.AT_MOST: "≤",
    Relation.LESS_THAN: "<",
    Relation.ABOUT: "≈",
    Relation.EXACTLY: "=",
    Relation.BETWEEN: "range",
    Relation.YES_NO: "bool",
}
_DECIMALS = 4


def draft_as_json(draft: Draft) -> Json:
    """Everything of a draft; one row of targets for each quantity, numbers as decimal strings."""
    numbered = [task for task in draft.tasks if task.number or not draft.sections]
    return {
        "title": draft.title,
        "issuer": draft.issuer,
        "number": draft.number,
        "year": draft.year,
        "scope": draft.scope,
        "text": draft.text,
        "sections": [asdict(section) for section in draft.sections if not section.parent_id],
        "subsections": [asdict(section) for section in draft.sections if section.parent_id],
        "tasks": [asdict(task) for task in numbered],
        "paragraphs": [asdict(task) for task in draft.tasks if task not in numbered],
        "targets": [row for target in draft.targets for row in _target_rows(target)],
        "items": [asdict(item) for item in draft.items],
        "left_out": [asdict(each) for each in draft.left_out],
        "duties": [asdict(duty) for duty in draft.duties],
        "homeless": [draft.text[start:end] for start, end in draft.homeless],
    }


def _value(target: DraftTarget) -> object:
    if target.upper is None:
        return _number(target.target)
    return [_number(target.target), _number(target.upper)]


def _number(value: Decimal) -> str:
    return plain(rounded(value, _DECIMALS))


def _target_rows(target: DraftTarget) -> Iterator[Json]:
    """A row for the target, and one for its step: 提升0.1个百分点、达3.69% are two quantities.

    Where the words give the step alone, and the target is known from elsewhere, the step is the one row.
    """
    row, rise = _row(target), target.rise
    if rise is None:
        yield row
        return
    step = row | {"value": _number(rise.value), "unit": rise.unit}
    if target.span == rise.span:
        yield step | {"target": row["value"], "target_unit": target.unit}
        return
    yield row
    yield step | {"id": f"{target.id}+", "part_of": target.id}


def _row(target: DraftTarget) -> Json:
    baseline = target.baseline
    return {
        "id": target.id,
        "task": target.task_id,
        "text": target.text,
        "quote": target.quote,
        "name": target.name,
        "kind": target.kind.value,
        "modality": target.modality.value,
        "comparator": SIGNS[target.relation],
        "value": _value(target),
        "unit": _written_unit(target),
        "decimals": target.decimals,
        "baseline": None if baseline.value is None else _number(baseline.value),
        "baseline_unit": baseline.unit,
        "baseline_source": baseline.source.value,
        "annual": None if target.annual is None else _number(target.annual),
        "frequency": target.frequency,
        "sentence": target.sentence,
        "ledger": target.ledger,
        "deadline": target.deadline,
        "same_as": target.same_as,
        "sure": target.is_sure,
        "doubt": target.doubt,
    }


def _written_unit(target: DraftTarget) -> str:
    """The unit as the document has it: none where 清零 stands, unless a person typed another than the usual one."""
    is_written = target.target or re.search(rf"\d{re.escape(target.unit)}", target.text)
    return target.unit if is_written or target.unit != usual_unit(target.name) else ""


def draft_lines(draft: Draft) -> Iterator[str]:
    """The draft for reading, with how many numbers have no home."""
    yield draft.title or "（没有标题）"
    yield "　".join(filter(None, (draft.issuer, draft.number, f"{draft.year}年" if draft.year else "")))
    targets: dict[str, list[DraftTarget]] = {}
    for target in draft.targets:
        targets.setdefault(target.task_id, []).append(target)
    items: dict[str, list[str]] = {}
    for item in draft.items:
        items.setdefault(item.task_id, []).append(f"　　○ {item.quote}（{item.kind.traits.label}）")
    sections = {section.id: section for section in draft.sections}
    shown: set[str] = set()
    for task in draft.tasks:
        section = sections.get(task.section_id)
        if section and section.id not in shown:
            shown.add(section.id)
            yield f"{section.number}{section.title}"
        yield f"　{task.number}{task.title}"
        for target in targets.get(task.id, ()):
            yield f"　　● {_shown(target)}"
        yield from items.get(task.id, ())
    yield f"未列入的数字{len(draft.left_out)}个："
    for each in draft.left_out:
        yield f"　{each.text}（{each.reason}）"
    numbers = f"还有{len(draft.homeless)}个数字没有归属" if draft.homeless else "每个数字都有归属"
    yield f"指标{len(draft.targets)}项，事项{len(draft.items)}项；{numbers}。"


def _shown(target: DraftTarget) -> str:
    parts = [
        f"{target.id} {target.name} {target.shown}",
        target.kind.traits.label,
        target.modality.value,
    ]
    if target.baseline.value is not None:
        parts.append(f"基数{_number(target.baseline.value)}{target.baseline.unit}")
    parts.append(f"请看一眼：{target.doubt}" if target.doubt else "确定")
    return "，".join(parts)


def plan_as_json(plan: Plan, content: Content, last: int = MONTHS) -> Json:
    """A plan in the shape of a draft, with version, bases and duties as they stand.

    ``last`` is the last month (1–12) that this version judges: the shares are those that hold then.
    """
    document = plan.document
    return {
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "year": plan.year,
        "id": plan.id,
        "version": int(plan.version),
        "since": f"{plan.year}-{plan.since:02}",
        "reason": plan.reason,
        "paper": plan.paper,
        "sections": [
            {"id": each.id, "title": each.title, "parent_id": each.parent_id} for each in plan.sections
        ],
        "tasks": [
            {"id": task.id, "section_id": task.section_id, "title": task.title, "text": task.text}
            for task in plan.tasks
        ],
        "targets": [_target_json(plan, commitment, content, last) for commitment in plan.commitments],
        "items": [
            {
                "id": item.id,
                "task": item.task_id,
                "name": item.name,
                "kind": item.kind.value,
                "quote": item.citation.quote,
                "stages": item.stages,
                "proof": item.proof,
                "deadline": _day(content.deadline(item, item.task_id)),
            }
            for item in plan.items
        ],
        "left_out": [{"text": text, "reason": reason} for text, reason in plan.left_out],
        "duties": list(_duties_json(plan, content)),
    }


def _target_json(plan: Plan, commitment: Commitment, content: Content, last: int) -> Json:
    indicator = plan.indicator(commitment.id)
    assert indicator is not None  # noqa: S101  a commitment cites an indicator of its plan
    basis = content.basis(indicator.id)
    baseline = indicator.baseline.value if basis.baseline is None else basis.baseline
    source = indicator.baseline.status if basis.baseline is None else BaselineStatus.ENTERED
    return {
        "id": commitment.id,
        "task": commitment.task_id,
        "quote": commitment.citation.quote,
        "name": commitment.name,
        "kind": indicator.kind.value,
        "modality": commitment.modality.value,
        "comparator": SIGNS[Relation(indicator.comparator.value)],
        "value": plain(indicator.target),
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "baseline": None if baseline is None else _number(baseline),
        "baseline_unit": indicator.baseline.unit,
        "baseline_source": source.value,
        "frequency": indicator.frequency,
        "sentence": indicator.phrase,
        "ledger": indicator.ledger.kind if indicator.ledger else "",
        "deadline": _day(content.deadline(indicator, commitment.task_id)),
        "shares": {content.unit_name(each.unit_id): _number(each.amount) for each in basis.shares_in(last)},
        "same_as": "" if commitment.id == indicator.id else indicator.id,
        "sure": True,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _duties_json(plan: Plan, content: Content) -> Iterator[Json]:
    """Who answers for what, in the words of a document."""
    subjects: tuple[Task | Indicator | Item, ...] = (*plan.tasks, *plan.indicators, *plan.items)
    for subject_id in (subject.id for subject in subjects):
        duty = content.duty(subject_id)
        for role, names in (
            ("牵头单位", [content.unit_name(duty.lead_unit_id)] if duty.lead_unit_id else []),
            ("配合单位", [content.unit_name(unit_id) for unit_id in duty.supporting_unit_ids]),
            ("责任领导", [duty.leader] if duty.leader else []),
            ("责任人", [duty.person] if duty.person else []),
        ):
            if names:
                yield {"subject_id": subject_id, "role": role, "names": names}


def plan_lines(plan: Plan, content: Content) -> Iterator[str]:
    """A plan for reading: sections, tasks, what each commits to, and who leads."""
    document = plan.document
    yield f"《{document.title}》{f'（{document.number}）' if document.number else ''}"
    yield "　".join(filter(None, (document.issuer, f"{plan.year}年", f"第{plan.version}版")))
    if plan.reason:
        yield f"{plan.since}月起：{plan.reason}{f'（{plan.paper}）' if plan.paper else ''}"
    for section in plan.all_sections:
        if section.id != HEADLINE:
            yield section.heading
        for task in section.tasks:
            lead = content.duty(task.id).lead_unit_id
            yield f"　{task.heading}{f'（{content.unit_name(lead)}）' if lead else ''}"
            for commitment in plan.commitments_in(task):
                row = _target_json(plan, commitment, content, MONTHS)
                yield f"　　● {commitment.id} {commitment.name} {row['comparator']}{row['value']}{row['unit']}"
            for item in plan.items_in(task):
                yield f"　　○ {item.id} {item.name}（{item.traits.label}）"
