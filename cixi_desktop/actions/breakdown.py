"""任务分解表: hand the plan on with units, duties and bases, and take one over as a difference to accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.actions.adopt import check_measures
from cixi_desktop.actions.breakdown_remarks import Places, Remark
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.pasting.basis_table import BAND, BASELINE, SHARES, changed_bases, plan_layout, plan_rows
from cixi_desktop.pasting.duty_table import DutyTable, duty_rows
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import UNASSIGNED, Unit, unit_named
from cixi_desktop.wording.words import version_lines
from cixi_desktop.workbook.breakdown import (
    BASELINE_HEAD,
    DUTY_HEADS,
    MONTH_HEADS,
    SHARES_HEAD,
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
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from cixi_desktop.pasting.text_table import TextRow
    from cixi_desktop.plan import Plan
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record
    from cixi_desktop.workbook.reading.edits import Edit
    from cixi_desktop.workbook.reading.reading import RefusedCell
    from cixi_desktop.workspace import Workspace

__all__ = [
    "BreakdownOffer",
    "Clash",
    "Remark",
    "export_breakdown",
    "inspect_breakdown",
    "is_breakdown",
    "take_breakdown",
]


_PLAN_COLUMNS = {
    BASELINE_HEAD: BASELINE,
    SHARES_HEAD: SHARES,
    **{head: BAND + 1 + number for number, head in enumerate(MONTH_HEADS)},
}
"""The columns of the plans' table by their heads in the workbook."""


class Clash(Struct, frozen=True, kw_only=True):
    """One field that was changed here and in the file since that was written: from ours to the file's."""

    change: Change
    remark: Remark


class BreakdownOffer(Struct, frozen=True, kw_only=True):
    """What a 任务分解表 would change here, line by line.

    ``left_out`` says of each cell that is not taken why, ``told`` what is not taken as it stands there.
    ``kept`` names what was changed here since the file was written from here, and not in the file: it stays.
    ``clashes`` were changed in both, and stay as they are here unless they are chosen. ``doubts`` are what
    is found of new shares and monthly plans, as of typed ones.
    """

    plan: Plan
    changes: tuple[Change, ...]
    lines: tuple[Remark, ...]
    kept: tuple[Remark, ...] = ()
    clashes: tuple[Clash, ...] = ()
    left_out: tuple[Remark, ...] = ()
    told: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()


def export_breakdown(workspace: Workspace, path: Path, at: datetime) -> None:
    """Write the open plan, in all its versions, with units, duties, bases, rules and answers."""
    store, plan = workspace.store, workspace.plan
    versions = store.load(AdoptedPlan, year=plan.year) or (first_version(plan),)
    records: list[Record] = [*versions, *store.load(Unit)]
    for kind in (Rules, Duty, Decision, Basis):
        records += store.load(kind, year=plan.year)
    last = max((each.id for each in store.operations(limit=1)), default=0)
    write_file(path, breakdown_bytes(plan, workspace.content, workspace.units(), records, at, last))


def inspect_breakdown(workspace: Workspace, data: bytes) -> BreakdownOffer:
    """What the file would change, with nothing changed yet. CixiError if it is of no use here."""
    found = read_breakdown(data)
    plan = kept_plan(each for each in found.records if isinstance(each, AdoptedPlan))
    if plan is None:
        raise CixiError("任务分解表里没有工作计划。", "请重新导出一份。")
    _refuse_other_plan(workspace, plan)
    here = _held(workspace, plan.year) | _shipped(workspace, found)
    then = _held_then(workspace, plan.year, found) or here
    units, mapped = _own_units(workspace, found, then)
    records = {record.key: record for record in _adopted_here(found, mapped)}
    known = {unit.key: unit for unit in units}
    content = Content(unit=UNASSIGNED, year=plan.year, records=records | known)
    rows = breakdown_rows(plan, content, units)
    table = read_table(found.sheets, rows, title_of(plan))
    refused = list(table.refused)
    edited = {record.key: record for record in _edited(plan, content, units, table.edits, refused)}
    given = records | {key: unit for key, unit in known.items() if unit != UNASSIGNED}
    merged = [
        _merged(here.get(key), then.get(key), given.get(key), came) for key, came in (given | edited).items()
    ]
    said = Places(plan, units, table.places)
    offer = _offer(workspace, said, merged)
    return replace(
        offer,
        left_out=tuple(Remark(each.sheet, each.cell, each.reason) for each in sorted(refused, key=_in_order)),
        told=tuple(
            Remark(each.sheet, each.cell, f"{each.before} → {each.after}") for each in table.normalised
        ),
    )


def _offer(workspace: Workspace, said: Places, merged: Sequence[_Merged]) -> BreakdownOffer:
    """What the records would change here, each in words."""
    changes = tuple(each.change for each in merged if each.change.before != each.change.after)
    versions = [each for each in changes if each.after != first_version(workspace.shipped)]
    others = (each for each in changes if not isinstance(each.after, AdoptedPlan))
    kept = (each.kept for each in merged)
    return BreakdownOffer(
        plan=said.plan,
        changes=changes,
        lines=(
            *(Remark("", "", line) for line in _plan_lines(said.plan, versions)),
            *sorted(said.of(others, "{0.subject} {0.field}：{0.before} → {0.after}"), key=_in_order),
        ),
        kept=tuple(said.of(kept, "{0.subject} {0.field}：表中是{0.before}，导出后在本机改为{0.after}")),
        clashes=tuple(
            Clash(change=change, remark=remark)
            for each in merged
            for change in each.clashing
            for remark in said.of([change], "{0.subject} {0.field}：本机是{0.before}，表中是{0.after}")
        ),
        doubts=tuple(said.doubts(change for each in merged for change in (each.change, *each.clashing))),
    )


def _in_order(cell: RefusedCell | Remark) -> tuple[str, tuple[int, int]]:
    return cell.sheet, spot(cell.cell) if cell.cell else (0, 0)


def take_breakdown(workspace: Workspace, offer: BreakdownOffer, chosen: Sequence[Clash] = ()) -> None:
    """Put everything as the file has it, but for what is left out, in one step that can be undone.

    Of what was changed here, too, only the ``chosen``.
    """
    here = _held(workspace, offer.plan.year)
    wanted: dict[Key, Record | None] = {change.key: change.after for change in offer.changes}
    for clash in chosen:
        key, mine, theirs = clash.change.key, clash.change.before, clash.change.after
        assert mine is not None and theirs is not None  # noqa: S101, PT018  it was changed in both
        wanted[key] = _with(wanted.get(key) or mine, theirs, _differing(mine, theirs))
    changes = (
        Change(here.get(key), record if record and not record.is_empty else None)
        for key, record in wanted.items()
    )
    workspace.perform(f"接受《{offer.plan.document.title}》任务分解表", tuple(changes))
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
    if present is not None:
        check_measures(workspace.store, present, plan)
    if kept is not None and kept.id == plan.id and int(plan.version) < int(kept.version):
        raise CixiError(
            f"这是第{plan.version}版计划的任务分解表，本机已是第{kept.version}版。", "请要最新的一份。"
        )


def _own_units(
    workspace: Workspace, found: Breakdown, then: Mapping[Key, Record]
) -> tuple[tuple[Unit, ...], dict[str, str]]:
    """The units as they would be here, known ones by their names; and ids here by those in the file.

    One that the file has from here is known by its number, too; if it is gone since, it does not come again.
    """
    units = {unit.id: unit for unit in workspace.units()}
    present, mapped = frozenset(units), {"": "", UNASSIGNED.id: UNASSIGNED.id}
    for unit in (each for each in found.records if isinstance(each, Unit)):
        is_from_here = then.get(unit.key) == unit
        own = units[unit.id] if is_from_here and unit.id in present else unit_named(units.values(), unit.name)
        own_id = own.id if own else unit.id if unit.id not in units else str(1 + max(map(int, units)))
        mapped[unit.id] = own_id
        if unit.id in present or not is_from_here:
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
            known = [each for each in record.shares if each.unit_id in mapped]
            shares = tuple(replace(each, unit_id=mapped[each.unit_id]) for each in known)
            yield replace(record, shares=shares)
        elif not isinstance(record, Unit):
            yield record


def _held(workspace: Workspace, year: int, as_of: int | None = None) -> dict[Key, Record]:
    """What is kept here of all that such a file holds, now or as an operation left it."""
    kept: dict[Key, Record] = {}
    for kind in (AdoptedPlan, Rules, Duty, Decision, Basis, Unit):
        kept |= {record.key: record for record in workspace.store.load(kind, year=year, as_of=as_of)}
    return kept


def _shipped(workspace: Workspace, found: Breakdown) -> dict[Key, Record]:
    """The plan that the program came with, where it is all that the file has of plans, and none is kept."""
    shipped = first_version(workspace.shipped)
    brought = [record for record in found.records if isinstance(record, AdoptedPlan)]
    is_kept = bool(workspace.store.load(AdoptedPlan, year=workspace.shipped.year))
    return {} if is_kept or brought != [shipped] else {shipped.key: shipped}


def _held_then(workspace: Workspace, year: int, found: Breakdown) -> dict[Key, Record]:
    """What was kept here when the file was written from here; nothing if it was written elsewhere.

    Only the data file that it was written from held, as of that operation, all that it brings.
    """
    then = _held(workspace, year, as_of=found.operation) if found.operation else {}
    brought = (record for record in found.records if not isinstance(record, AdoptedPlan))
    return then if all(then.get(record.key) == record for record in brought) else {}


class _Merged(NamedTuple):
    """What a file changes of one record; what is kept though the file says otherwise; what clashes."""

    change: Change
    kept: Change
    clashing: tuple[Change, ...] = ()


def _merged(here: Record | None, then: Record | None, given: Record | None, came: Record) -> _Merged:
    """A record as it is here, was here when the file was written, was written, and came, brought together.

    What was changed here since stays, and clashes where it was changed in the file, too.
    """
    mine = here or _blank(came)
    if mine is None:
        is_gone = then is not None and then == given
        return _Merged(Change(None, None if is_gone else came), Change(came if is_gone else None, None))
    was, sent = then or _blank(came), given or _blank(came)
    later = [name for name in _differing(mine, sent) if was and name not in _differing(was, sent)]
    own = [name for name in _differing(mine, came) if name in later]
    clashing = [name for name in own if name in _differing(came, sent)]
    after = _with(came, mine, later)
    return _Merged(
        Change(here, None if after.is_empty else after),
        Change(came, _with(came, mine, [name for name in own if name not in clashing])),
        tuple(Change(mine, _with(mine, came, [name])) for name in clashing),
    )


def _differing(one: Record, other: Record | None) -> list[str]:
    """The fields that are not the same in two records of one kind."""
    return [name for name in one.__struct_fields__ if getattr(one, name) != getattr(other, name)]


def _blank(record: Record) -> Record | None:
    """What stands for a duty or basis that nobody has set; other records are there or not."""
    match record:
        case Duty():
            return Duty(subject_id=record.subject_id, year=record.year)
        case Basis():
            return Basis(target_id=record.target_id, year=record.year)
        case _:
            return None


def _with(record: Record, other: Record, names: Iterable[str]) -> Record:
    """The record with some of its fields as the other has them."""
    values: dict[str, Any] = {name: getattr(other, name) for name in names}
    return replace(record, **values)


def _plan_lines(plan: Plan, changes: Sequence[Change]) -> Iterator[str]:
    """What each version that is new here says otherwise than the one before it, the oldest first."""
    new = {str(each.after.version) for each in changes if isinstance(each.after, AdoptedPlan)}
    for version in reversed([each for each in plan.versions if each.version in new]):
        reason = f"（{version.reason}）" if version.reason else ""
        yield f"{plan.year}年工作计划第{version.version}版{reason}"
        yield from version_lines(version)


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
                if not edit.text and not row.cells[column]:
                    refused.append(
                        refusal(edit, f"工作要点已有{head}{edit.before}，清空后仍按它计算。要改的请填新的。")
                    )
                changed_duties[key] = row.with_cell(column, table.layout.parse(row, column, edit.text))
            elif key in bases:
                row = changed_plans.get(key, bases[key])
                column = _PLAN_COLUMNS[head]
                if not edit.text and not row.cells[column]:
                    refused.append(
                        refusal(edit, f"工作要点已有基数{edit.before}，清空后仍按它计算。要改的请填新的。")
                    )
                changed_plans[key] = row.with_cell(column, layout.parse(row, column, edit.text))
            else:
                refused.append(
                    refusal(edit, f"“{edit.text}”不能填在这里：任务和事项没有{head}。请清空这一格。")
                )
        except CixiError as error:
            refused.append(refusal(edit, str(error)))
    planned = {basis.target_id: basis for basis in changed_bases(content, tuple(changed_plans.values()), ())}
    for duty, deadline in table.records(tuple(changed_duties.values())):
        yield duty
        basis = planned.get(duty.subject_id, content.basis(duty.subject_id))
        planned[duty.subject_id] = replace(basis, deadline=deadline)
    yield from planned.values()
