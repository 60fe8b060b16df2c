"""修改记录: the journal as readable lines, one for each field that an operation changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance, Contact, Correction, Lock, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.record import OfUnit, Record
from cixi_desktop.records.report_drafts import ReportDraft, ReportTemplate
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.wording.record_texts import record_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from cixi_desktop.history import Change, Operation
    from cixi_desktop.plan import Plan

EMPTY = "（空）"


class JournalLine(Struct, frozen=True, kw_only=True):
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
    if not operation.changes:
        yield _whole_file(operation)
    for change in operation.changes:
        unit_id, period, subject = _place(plan, change)
        for label, before, after in _differences(plan, change, names):
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


def _whole_file(operation: Operation) -> JournalLine:
    """What was done to the data file as a whole: a backup was put in its place."""
    return JournalLine(
        operation_id=operation.id,
        gesture=operation.gesture,
        at=operation.at,
        actor=operation.actor,
        label=operation.label,
        unit="",
        period="",
        subject="数据文件",
        field="替换",
        before="原有数据",
        after=operation.label,
    )


def _place(plan: Plan, change: Change) -> tuple[str, str, str]:
    """Id of the unit, label of the period (“” where there is none) and name of what was changed."""
    record = change.after or change.before
    unit_id = record.unit_id if isinstance(record, OfUnit) else ""
    period = record.period.label if isinstance(record, OfUnit) else ""
    return unit_id, period, _subject(plan, record)


def _subject(plan: Plan, record: Record | None) -> str:
    match record:
        case Entry() | LedgerRow() | Basis() | FigureDecision() | Correction():
            return subject_name(plan, record.target_id)
        case Narrative():
            task_id = record.task_id
            return plan.task(task_id).title if plan.has_task(task_id) else f"任务{task_id}"
        case Duty():
            return subject_name(plan, record.subject_id)
        case Decision():
            return f"口径问题{record.reading_id}"
        case _:
            return SUBJECTS[type(record)].format(record)


SUBJECTS: dict[type, str] = {
    AdoptedPlan: "{0.year}年工作计划",
    Unit: "单位“{0.name}”",
    Rules: "亮灯规则",
    Lock: "锁定",
    Submission: "报送",
    Review: "审核",
    Contact: "催报",
    Acceptance: "接收",
    ReportDraft: "报告稿",
    ReportTemplate: "报告模板",
}
"""What the records are about that belong to no figure, item or task by name."""


def subject_name(plan: Plan, subject_id: str) -> str:
    """The name of a task, figure or item; its id where an older journal names one that the plan lacks."""
    if plan.has_task(subject_id):
        return plan.task(subject_id).title
    try:
        return plan.target(subject_id).name
    except CixiError:
        return subject_id


def _differences(plan: Plan, change: Change, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Label, text before and text after of each field that differs."""
    before, after = (
        record_texts(plan, record, names) if record else {} for record in (change.before, change.after)
    )
    for label in dict.fromkeys((*before, *after)):
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield label, old, new
