"""分工表: who answers for each task, figure and item, as a table of texts, and the records that it gives."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.assessment.responsibility import home_task_id
from cixi_desktop.dates import read_deadline
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import Column, normal
from cixi_desktop.pasting.text_table import Place, Rows, TableLayout, TextRow
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import HEADLINE
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.units import UNASSIGNED, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cixi_desktop.plan import Plan, Task
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.units import Unit

LEAD, SUPPORT, LEADER, PERSON, DEADLINE = range(5)
COLUMNS = (
    Column(field="lead", head="牵头科室", width=12),
    Column(field="support", head="配合科室", width=10),
    Column(field="leader", head="责任领导"),
    Column(field="person", head="责任人"),
    Column(field="deadline", head="完成时限", width=12),
)
NAMING = ("task", "target", "target_id")
_SEVERAL = re.compile(r"[、，,；;/\n]+")


def duty_rows(plan: Plan, content: Content, units: Sequence[Unit]) -> Rows:
    """A row for each task, followed by the figures and items that take over from it."""
    names = {unit.id: unit.name for unit in units}
    rows = (row for task in plan.tasks for row in _blank_rows(plan, task))
    return tuple(replace(row, cells=_cells(content, names, row.key)) for row in rows)


def _blank_rows(plan: Plan, task: Task) -> Iterator[TextRow]:
    """The rows of a task and of all that follows it, with the names that a sheet may use."""
    title = fullwidth_punctuation(task.title if task.id == HEADLINE else f"{task.id}. {task.title}")
    yield TextRow(task.id, title, (), names=(task.id, f"任务{task.id}", task.title), is_head=True)
    for commitment in plan.commitments_in(task):
        indicator = plan.target(commitment.indicator_id)
        if home_task_id(plan, indicator) == task.id:
            cited = [c for c in plan.commitments if c.indicator_id == indicator.id]
            names = (indicator.name, *(word for c in cited for word in (c.id, c.name)))
            title = f"{commitment.id} {fullwidth_punctuation(commitment.name)}"
            yield TextRow(indicator.id, title, (), names=names)
    for item in plan.items_in(task):
        title = f"{item.id} {fullwidth_punctuation(item.name)}"
        yield TextRow(item.id, title, (), names=(item.id, item.name))


def _cells(content: Content, names: Mapping[str, str], key: str) -> tuple[str, ...]:
    duty, deadline = content.duty(key), content.basis(key).deadline
    supporting = (names[unit_id] for unit_id in duty.supporting_unit_ids if unit_id in names)
    lead = names.get(duty.lead_unit_id, "")
    return (lead, "、".join(supporting), duty.leader, duty.person, str(deadline or ""))


class DutyTable(Struct, frozen=True):
    """The table of one plan, in which the names of ``units`` are known."""

    plan: Plan
    units: Sequence[Unit]

    @property
    def layout(self) -> TableLayout:
        """What the table asks for."""
        return TableLayout(columns=COLUMNS, read=self._read, naming=NAMING, placeholders=self._placeholders)

    def records(self, rows: Rows) -> tuple[tuple[Duty, date | None], ...]:
        """Duty and deadline of every row, as it stands; to be asked where there are no faults."""
        return tuple((self._duty(row), _date(row.cells[DEADLINE])) for row in rows)

    def unknown(self, rows: Rows) -> tuple[str, ...]:
        """The names that are no unit's, each once, in the order of the table."""
        texts = [part for row in rows for part in (row.cells[LEAD], *_SEVERAL.split(row.cells[SUPPORT]))]
        names = [text.strip() for text in texts if text.strip() and normal(text) != normal(UNASSIGNED.name)]
        return tuple(dict.fromkeys(name for name in names if unit_named(self.units, normal(name)) is None))

    def _duty(self, row: TextRow) -> Duty:
        lead, support, leader, person, _ = row.cells
        return Duty(
            subject_id=row.key,
            lead_unit_id=self._unit(lead).id if lead else "",
            supporting_unit_ids=tuple(self._unit(name).id for name in support.split("、") if name),
            leader=leader,
            person=person,
            year=self.plan.year,
        )

    def _unit(self, name: str) -> Unit:
        found = unit_named(self.units, normal(name))
        if found is None:
            raise CixiError(f"没有名为“{name}”的单位。", "请改用已有的单位，或把它新增为单位。")
        return found

    def _read(self, row: TextRow, column: int, text: str) -> str:
        if column == LEAD:
            return "" if normal(text) == normal(UNASSIGNED.name) else self._unit(text).name
        if column == SUPPORT:
            names = [self._unit(part).name for part in _SEVERAL.split(text) if part.strip()]
            if row.cells[LEAD] in names:
                raise CixiError(f"“{row.cells[LEAD]}”已是牵头科室。", "不必再列为配合科室。")
            return "、".join(dict.fromkeys(names))
        if column == DEADLINE:
            return str(read_deadline(text, self.plan.year))
        return " ".join(text.split())

    def _placeholders(self, rows: Rows) -> Mapping[Place, str]:
        """What holds where nothing is typed: the task's, or that nobody has been named."""
        by_key = {row.key: row for row in rows}
        placeholders: dict[Place, str] = {}
        for number, row in enumerate(rows):
            above = (
                None
                if self.plan.has_task(row.key)
                else by_key[home_task_id(self.plan, self.plan.target(row.key))]
            )
            for column, text in enumerate(row.cells):
                if not text:
                    placeholders[number, column] = self._placeholder(row, above, column)
        return placeholders

    def _placeholder(self, row: TextRow, above: TextRow | None, column: int) -> str:
        planned = self._planned(row) if column == DEADLINE else None
        if planned:
            return f"{planned}（文件）"
        has_own_lead = bool(above and row.cells[LEAD]) and column not in {LEAD, DEADLINE}
        if above and above.cells[column] and not has_own_lead:
            return f"随{'' if above.key == HEADLINE else '任务'}{above.key}：{above.cells[column]}"
        if column == DEADLINE:
            return f"{self.plan.year}-{MONTHS}-31（默认）"
        return UNASSIGNED.name if column == LEAD else ""

    def _planned(self, row: TextRow) -> date | None:
        item = self.plan.item(row.key)
        return item.deadline if item else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def duty_count(rows: Rows, unit_name: str) -> int:
    """For how many rows the unit is named, to lead or to support."""
    return sum(unit_name in {row.cells[LEAD], *row.cells[SUPPORT].split("、")} for row in rows)


def renamed(rows: Rows, before: Sequence[Unit], after: Sequence[Unit]) -> Rows:
    """The rows with the new names of units that had others before."""
    old = {unit.id: unit.name for unit in before}
    new = {old[unit.id]: unit.name for unit in after if old.get(unit.id, unit.name) != unit.name}
    return tuple(_renamed(row, new) for row in rows) if new else rows


def _renamed(row: TextRow, new: Mapping[str, str]) -> TextRow:
    support = "、".join(new.get(name, name) for name in row.cells[SUPPORT].split("、"))
    lead = row.cells[LEAD]
    return row.with_cell(LEAD, new.get(lead, lead)).with_cell(SUPPORT, support)
