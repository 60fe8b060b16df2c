"""任务分解表: hand the plan on with units, duties and bases, and take one over as a difference to accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change, Operation
from cixi_desktop.pasting.basis_table import BAND, BASELINE, SHARES, changed_bases, plan_layout, plan_rows
from cixi_desktop.pasting.duty_table import DutyTable, duty_rows
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import UNASSIGNED, Unit, unit_named
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.workbook.breakdown import (
    BASELINE_HEAD,
    DUTY_HEADS,
    MONTH_HEADS,
    SHARES_HEAD,
    SHEET,
    Breakdown,
    breakdown_bytes,
    breakdown_rows,
    is_breakdown,
    read_breakdown,
    title_of,
)
from cixi_desktop.workbook.reading.breakdown_table import read_table
from cixi_desktop.workbook.reading.cells import spot
from cixi_desktop.workbook.reading.edits import refusal
from cixi_desktop.workbook.writing.writer import write_file
from cixi_desktop.years import first_version, is_reported, kept_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from cixi_desktop.pasting.text_table import TextRow
    from cixi_desktop.plan import Plan
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record
    from cixi_desktop.workbook.reading.edits import Edit
    from cixi_desktop.workbook.reading.reading import RefusedCell
    from cixi_desktop.workspace import Workspace

__all__ = ["BreakdownOffer", "export_breakdown", "inspect_breakdown", "is_breakdown", "take_breakdown"]


_PLAN_COLUMNS = {
    BASELINE_HEAD: BASELINE,
    SHARES_HEAD: SHARES,
    **{head: BAND + 1 + number for number, head in enumerate(MONTH_HEADS)},
}
"""The columns of the plans' table by their heads in the workbook."""


class BreakdownOffer(Struct, frozen=True, kw_only=True):
    """What a 任务分解表 would change here, line by line.

    ``left_out`` says of each cell that is not taken why, ``told`` what is not taken as it stands there.
    """

    plan: Plan
    changes: tuple[Change, ...]
    lines: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def export_breakdown(workspace: Workspace, path: Path, at: datetime) -> None:
    """Write the open plan, in all its versions, with units, duties, bases, rules and answers."""
    store, plan = workspace.store, workspace.plan
    versions = store.load(AdoptedPlan, year=plan.year) or (first_version(plan),)
    records: list[Record] = [*versions, *store.load(Unit)]
    for kind in (Rules, Duty, Decision, Basis):
        records += store.load(kind, year=plan.year)
    write_file(path, breakdown_bytes(plan, workspace.content, workspace.units(), records, at))


def inspect_breakdown(workspace: Workspace, data: bytes) -> BreakdownOffer:
    """What the file would change, with nothing changed yet. CixiError if it is of no use here."""
    found = read_breakdown(data)
    plan = kept_plan(each for each in found.records if isinstance(each, AdoptedPlan))
    if plan is None:
        raise CixiError("任务分解表里没有工作计划。", "请重新导出一份。")
    _refuse_other_plan(workspace, plan)
    units, mapped = _own_units(workspace, found)
    records = {record.key: record for record in _adopted_here(found, mapped)}
    known = {unit.key: unit for unit in units}
    content = Content(unit=UNASSIGNED, year=plan.year, records=records | known)
    rows = breakdown_rows(plan, content, units)
    table = read_table(found.sheets, rows, title_of(plan))
    refused = list(table.refused)
    edited = {record.key: record for record in _edited(plan, content, units, table.edits, refused)}
    wanted = records | {key: unit for key, unit in known.items() if unit != UNASSIGNED} | edited
    changes = _changes(workspace, plan, wanted)
    lines = all_lines(plan, [Operation(label="", changes=changes)], units) if changes else ()
    return BreakdownOffer(
        plan=plan,
        changes=changes,
        lines=tuple(line.sentence for line in lines),
        left_out=tuple(
            f"{_place(each.sheet, each.cell)}{each.reason}" for each in sorted(refused, key=_in_order)
        ),
        told=tuple(
            f"{_place(each.sheet, each.cell)}{each.before} → {each.after}" for each in table.normalised
        ),
    )


def _in_order(cell: RefusedCell) -> tuple[str, tuple[int, int]]:
    return cell.sheet, spot(cell.cell) if cell.cell else (0, 0)


def _place(sheet: str, cell: str) -> str:
    named = "" if sheet == SHEET else sheet
    return f"{named}{cell}：" if named or cell else ""


def take_breakdown(workspace: Workspace, offer: BreakdownOffer) -> None:
    """Put everything as the file has it, but for what is left out, in one step that can be undone."""
    workspace.perform(f"接受《{offer.plan.document.title}》任务分解表", offer.changes)
    workspace.open_plan(offer.plan)


def _refuse_other_plan(workspace: Workspace, plan: Plan) -> None:
    """A year on which anything was reported keeps its plan; another version of the same one is taken."""
    kept = kept_plan(workspace.store.load(AdoptedPlan, year=plan.year))
    present = kept or (workspace.shipped if workspace.shipped.year == plan.year else None)
    if present is not None and present.id != plan.id and is_reported(workspace.store, plan.year):
        raise CixiError(
            f"这是《{plan.document.title}》的任务分解表，本机{plan.year}年填报的是《{present.document.title}》。",
            "请用“文件—打开数据文件夹”，将两份计划的数据放在两个文件夹中。",
        )
    if kept is not None and kept.id == plan.id and int(plan.version) < int(kept.version):
        raise CixiError(
            f"这是第{plan.version}版计划的任务分解表，本机已是第{kept.version}版。", "请要最新的一份。"
        )


def _own_units(workspace: Workspace, found: Breakdown) -> tuple[tuple[Unit, ...], dict[str, str]]:
    """The units as they would be here, known ones by their names; and ids here by those in the file."""
    units = {unit.id: unit for unit in workspace.units()}
    mapped = {"": "", UNASSIGNED.id: UNASSIGNED.id}
    for unit in (each for each in found.records if isinstance(each, Unit)):
        own = unit_named(units.values(), unit.name)
        if own is None:
            own_id = unit.id if unit.id not in units else str(1 + max(map(int, units)))
        else:
            own_id = own.id
        mapped[unit.id] = own_id
        units[own_id] = replace(unit, id=own_id)
    return tuple(units.values()), mapped


def _adopted_here(found: Breakdown, mapped: dict[str, str]) -> Iterator[Record]:
    """The file's records but its units, with the ids that units have here."""
    for record in found.records:
        if isinstance(record, Duty):
            support = (mapped.get(unit_id, "") for unit_id in record.supporting_unit_ids)
            yield replace(
                record,
                lead_unit_id=mapped.get(record.lead_unit_id, ""),
                supporting_unit_ids=tuple(filter(None, support)),
            )
        elif isinstance(record, Basis):
            shares = (replace(each, unit_id=mapped[each.unit_id]) for each in record.shares)
            yield replace(record, shares=tuple(shares))
        elif not isinstance(record, Unit):
            yield record


def _changes(workspace: Workspace, plan: Plan, wanted: dict[Key, Record]) -> tuple[Change, ...]:
    """From what is kept here to what the file has; what the file does not name stays."""
    store = workspace.store
    kept: dict[Key, Record] = {}
    for kind in (AdoptedPlan, Rules, Duty, Decision, Basis, Unit):
        kept |= {record.key: record for record in store.load(kind, year=plan.year)}
    changes = (Change(kept.get(key), None if record.is_empty else record) for key, record in wanted.items())
    return tuple(change for change in changes if change.before != change.after)


def _edited(
    plan: Plan,
    content: Content,
    units: Sequence[Unit],
    edits: Sequence[Edit],
    refused: list[RefusedCell],
) -> Iterator[Record]:
    """The duties and bases with what people changed in the table after it was written."""
    table = DutyTable(plan, units)
    duties = {row.key: row for row in duty_rows(plan, content, units)}
    bases = {row.key: row for row in plan_rows(plan, content)}
    layout = plan_layout(plan, content)
    changed_duties: dict[str, TextRow] = {}
    changed_plans: dict[str, TextRow] = {}
    for edit in edits:
        key, head = edit.key, edit.head
        try:
            if head in DUTY_HEADS:
                row, column = changed_duties.get(key, duties[key]), DUTY_HEADS.index(head)
                changed_duties[key] = row.with_cell(column, table.layout.parse(row, column, edit.text))
            elif key in bases:
                row = changed_plans.get(key, bases[key])
                column = _PLAN_COLUMNS[head]
                if not edit.text and not row.cells[column]:
                    refused.append(refusal(edit, f"工作要点已有基数{edit.before}，清空后仍按它计算。"))
                changed_plans[key] = row.with_cell(column, layout.parse(row, column, edit.text))
            else:
                refused.append(refusal(edit, f"“{edit.text}”不能填在这里：任务和事项没有{head}。"))
        except CixiError as error:
            refused.append(refusal(edit, str(error)))
    planned = {basis.target_id: basis for basis in changed_bases(content, tuple(changed_plans.values()), ())}
    for duty, deadline in table.records(tuple(changed_duties.values())):
        yield duty
        basis = planned.get(duty.subject_id, content.basis(duty.subject_id))
        planned[duty.subject_id] = replace(basis, deadline=deadline)
    yield from planned.values()
