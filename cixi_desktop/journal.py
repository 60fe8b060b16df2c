"""修改记录: the journal as readable lines, one for each field that an operation changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cixi_desktop.entries import UNASSIGNED, Basis, Entry, Narrative, Record, Rules, Unit
from cixi_desktop.errors import CixiError
from cixi_desktop.forms import common_fields, field_text, figure_fields
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from decimal import Decimal

    from cixi_desktop.history import Change, Operation
    from cixi_desktop.plan import Plan

EMPTY = "（空）"
UNIT = "单位"
RULES = "亮灯规则"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One changed field: who changed it and when, where it stands, from what to what.

    ``subject`` is the figure, item or task; ``period`` and ``unit`` are “” where the change belongs to none.
    ``before`` and ``after`` are （空） where there was or is nothing. Lines of one gesture share ``gesture``.
    """

    operation_id: int
    gesture: int
    at: datetime | None
    actor: str
    label: str
    unit: str
    period: str
    subject: str
    field: str
    before: str
    after: str

    @property
    def time(self) -> str:
        """When, to the second; “” for an operation that is not yet kept."""
        return f"{self.at:%Y-%m-%d %H:%M:%S}" if self.at else ""

    @property
    def sentence(self) -> str:
        """What changed, in one line: 高新技术企业新增数 累计：60 → 70."""
        return f"{self.subject} {self.field}：{self.before} → {self.after}"


def all_lines(plan: Plan, operations: Iterable[Operation], units: Iterable[Unit]) -> tuple[JournalLine, ...]:
    """Every field that the operations changed, in their order; ``units`` are all units of the file."""
    names = {unit.id: unit.name for unit in units}
    return tuple(line for operation in operations for line in _of_operation(plan, operation, names))


def _of_operation(plan: Plan, operation: Operation, names: Mapping[str, str]) -> Iterator[JournalLine]:
    for change in operation.changes:
        unit_id, period, subject = _place(plan, change)
        for label, before, after in _differences(plan, change):
            yield JournalLine(
                operation_id=operation.id,
                gesture=operation.gesture,
                at=operation.at,
                actor=operation.actor,
                label=operation.label,
                unit=names.get(unit_id, UNASSIGNED.name) if unit_id else "",
                period=period,
                subject=subject,
                field=label,
                before=before or EMPTY,
                after=after or EMPTY,
            )


def _place(plan: Plan, change: Change) -> tuple[str, str, str]:
    """Id of the unit, label of the period (“” where there is none) and name of what was changed."""
    match change.after or change.before:
        case Entry() as entry:
            return entry.unit_id, entry.period.label, _target_name(plan, entry.target_id)
        case Narrative() as narrative:
            return narrative.unit_id, narrative.period.label, _task_title(plan, narrative.task_id)
        case Basis() as basis:
            return "", "", _target_name(plan, basis.target_id)
        case Unit():
            return "", "", UNIT
        case _:
            return "", "", RULES


def _target_name(plan: Plan, target_id: str) -> str:
    """The target's name; its id where an older journal names one that the plan no longer has."""
    try:
        return plan.target(target_id).name
    except CixiError:
        return target_id


def _task_title(plan: Plan, task_id: str) -> str:
    try:
        return plan.task(task_id).title
    except CixiError:
        return f"任务{task_id}"


def _differences(plan: Plan, change: Change) -> Iterator[tuple[str, str, str]]:
    """Label, text before and text after of each field that differs."""
    before, after = (_texts(plan, record) if record else {} for record in (change.before, change.after))
    for label in dict.fromkeys((*before, *after)):
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield label, old, new


def _texts(plan: Plan, record: Record) -> dict[str, str]:
    """Every field of a record by its label, as people read it; “” where it is empty."""
    match record:
        case Entry():
            return _entry_texts(plan, record)
        case Narrative():
            return {
                "进展情况": record.progress_note,
                "存在问题": record.problems,
                "下一步打算": record.next_steps,
            }
        case Basis():
            return _basis_texts(record)
        case Unit():
            return {"名称": record.name}
        case _:
            return _rules_texts(record)


def _entry_texts(plan: Plan, entry: Entry) -> dict[str, str]:
    drafted = {name for name, _ in entry.drafts}
    return {
        label: field_text(entry, name) + ("（草稿，未计入）" if name in drafted else "")
        for name, label in _labels(plan, entry).items()
    }


def _labels(plan: Plan, entry: Entry) -> Mapping[str, str]:
    """The labels of the entry's inputs, by field."""
    try:
        target = plan.target(entry.target_id)
    except CixiError:
        return _PLAIN_LABELS
    return {field.name: field.label for field in (*figure_fields(target), *common_fields(target))}


_PLAIN_LABELS = {
    "increment": "本期",
    "cumulative": "累计",
    "value": "数值",
    "last_year": "上年同期",
    "numerator": "分子",
    "denominator": "分母",
    "stage": "阶段",
    "proof": "依据",
    "state": "本期状态",
    "reason": "说明",
    "as_of": "截至日期",
    "is_estimate": "预计数",
    "note": "备注",
}
"""Labels for entries of a target that the plan no longer has."""


def _basis_texts(basis: Basis) -> dict[str, str]:
    texts = {
        "基数": _written(basis.baseline),
        "基数说明": basis.baseline_note,
        "完成时限": str(basis.deadline or ""),
    }
    for title, months in (("月计划", basis.pace_plan), ("上年累计", basis.last_year)):
        texts |= {f"{title}（{n}月）": _written(value) for n, value in enumerate(months, 1)}
    return texts


def _rules_texts(rules: Rules) -> dict[str, str]:
    from_where = "达到或超过" if rules.is_behind_inclusive else "超过"
    return {
        "规则": rules.name,
        "欠序时": f"落后{from_where}{plain(rules.behind_at)}个百分点",
        "滞后": f"落后超过{plain(rules.late_beyond)}个百分点",
        "“左右”幅度（数量）": f"{plain(rules.count_band)}%",
        "“左右”幅度（增速）": f"{plain(rules.growth_band)}个百分点",
        "报送日": f"每月{rules.due_day}日",
    }


def _written(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
