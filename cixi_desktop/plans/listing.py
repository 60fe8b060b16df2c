"""A draft as JSON and as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from cixi_desktop.plans.draft import Relation
from cixi_desktop.values import plain, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from cixi_desktop.plans.draft import Draft, DraftTarget

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
        "unit": target.unit,
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


def draft_lines(draft: Draft) -> Iterator[str]:
    """The draft for reading, with how many numbers have no home."""
    yield draft.title or "（没有标题）"
    yield "　".join(filter(None, (draft.issuer, draft.number, f"{draft.year}年" if draft.year else "")))
    targets: dict[str, list[DraftTarget]] = {}
    for target in draft.targets:
        targets.setdefault(target.task_id, []).append(target)
    items: dict[str, list[str]] = {}
    for item in draft.items:
        items.setdefault(item.task_id, []).append(f"　　○ {item.quote}（{item.kind.value}）")
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
    yield f"指标{len(draft.targets)}项，事项{len(draft.items)}项；还有{len(draft.homeless)}个数字没有归属。"


def _shown(target: DraftTarget) -> str:
    value = "—".join(map(plain, filter(None, (target.target, target.upper))))
    parts = [
        f"{target.id} {target.name} {SIGNS[target.relation]}{value}{target.unit}",
        target.kind.value,
        target.modality.value,
    ]
    if target.baseline.value is not None:
        parts.append(f"基数{_number(target.baseline.value)}{target.baseline.unit}")
    parts.append(f"请看一眼：{target.doubt}" if target.doubt else "确定")
    return "，".join(parts)
