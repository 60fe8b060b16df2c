"""The units themselves: make one, merge one into another, delete a phantom."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard, cast, get_args

from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.records import units
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.record import OfUnit
from cixi_desktop.records.report_drafts import ReportDraft
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.values import ZERO
from cixi_desktop.wording.journal import subject_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cixi_desktop.plan import Plan
    from cixi_desktop.records import Key
    from cixi_desktop.records.basis import Share
    from cixi_desktop.workspace import Workspace

MOST_NAMED = 5
"""Places that a refusal names; how many more there are is said."""


def new_unit(workspace: Workspace, name: str, short_name: str = "") -> Unit:
    """A new unit; CixiError if its name is empty, or another is known by it, or by its short name."""
    unit = next_unit(workspace, name, short_name)
    if not unit.name:
        raise CixiError("单位名称不能为空。", "请填写科室或单位名称。")
    known = next(filter(None, (units.unit_named(workspace.units(), each) for each in unit.names)), None)
    if known:
        raise CixiError(f"已有名为“{known.name}”的单位。", "请换一个名称或简称。")
    workspace.perform(f"新增单位“{unit.name}”", (Change(None, unit),))
    return unit


def next_unit(workspace: Workspace, name: str, short_name: str = "") -> Unit:
    """A unit that is not there yet."""
    number = free_number(workspace)
    return Unit(id=str(number), name=" ".join(name.split()), short_name=short_name.strip())


def free_number(workspace: Workspace) -> int:
    """The first number after those of all units there ever were: a new one takes over nothing of theirs."""
    number = max(int(unit.id) for unit in workspace.units()) + 1
    while workspace.store.changed_by(("unit", str(number))):
        number += 1
    return number


def entered_count(workspace: Workspace, unit_id: str) -> int:
    """How many entries, texts and rows of lists a unit has, of all months."""
    own = _of_unit(workspace, unit_id).values()
    return sum(isinstance(each, Entry | Narrative | LedgerRow) and not each.is_empty for each in own)


def merge_units(workspace: Workspace, source: Unit, into: Unit) -> int:
    """Everything that ``source`` has goes to ``into``, in one step; returns how many records that were.

    The unit itself then goes, too; the other one is known by its names from then on. CixiError, naming the
    places, if both reported something differently.
    """
    if source.id == into.id:
        raise CixiError("不能把单位并入它自己。", "请写两个不同的单位。")
    _refuse_current(workspace, source, "并入")
    own, kept = _of_unit(workspace, source.id), _of_unit(workspace, into.id)
    moved = _moved(own, kept, into.id)
    _refuse_differences(workspace.plan, moved, kept)
    changes = [*_moves(own, moved, kept), *_in_bureau(workspace, {source.id: into.id})]
    if source.id != UNASSIGNED.id:
        changes.append(Change(source, None))
        if into.id != UNASSIGNED.id:
            changes.append(Change(into, units.also_known(into, source.names)))
    workspace.perform(f"把单位“{source.name}”并入“{into.name}”", tuple(changes))
    return len(own)


def delete_unit(workspace: Workspace, unit: Unit) -> int:
    """Delete a unit with all that it has, in one step that can be undone; returns how many records.

    CixiError if it is the one worked with, or 未分配. Duties and decisions that name it are given up.
    """
    _refuse_current(workspace, unit, "删除")
    if unit.id == UNASSIGNED.id:
        raise CixiError(f"“{unit.name}”不能删除。", "未填写单位的填报都归在这里。")
    own = _of_unit(workspace, unit.id)
    changes = [Change(record, None) for record in own.values()]
    changes += [*_in_bureau(workspace, {unit.id: ""}), Change(unit, None)]
    workspace.perform(f"删除单位“{unit.name}”及其填报{len(own)}条", tuple(changes))
    return len(own)


def _refuse_current(workspace: Workspace, unit: Unit, verb: str) -> None:
    if unit.id == workspace.content.unit.id:
        raise CixiError(f"“{unit.name}”是当前单位，不能{verb}。", "请先在“设置—单位和填报人”中选择其他单位。")


def _of_unit(workspace: Workspace, unit_id: str) -> dict[Key, OfUnit]:
    """Everything of one unit, of all years."""
    kinds = cast("tuple[type[OfUnit], ...]", get_args(OfUnit))
    found = (record for kind in kinds for record in workspace.store.load(kind, unit_id=unit_id))
    return {record.key: record for record in found}


def _moved(own: Mapping[Key, OfUnit], kept: Mapping[Key, OfUnit], unit_id: str) -> tuple[OfUnit, ...]:
    """The records as those of another unit; rows of lists get new ids, as theirs may be taken.

    What was handed in is not: what it held then was the first unit's, and is to be handed in by the other.
    """
    first = 1 + max((int(row.id) for row in kept.values() if _is_numbered(row)), default=0)
    records = [replace(record, unit_id=unit_id) for record in own.values()]
    rows = [record for record in records if isinstance(record, LedgerRow)]
    others = [record for record in records if not isinstance(record, LedgerRow | Submission)]
    return (*others, *(replace(row, id=str(number)) for number, row in enumerate(rows, first)))


def _is_numbered(record: OfUnit) -> TypeGuard[LedgerRow]:
    return isinstance(record, LedgerRow) and record.id.isdecimal()


def _refuse_differences(plan: Plan, moved: Iterable[OfUnit], kept: Mapping[Key, OfUnit]) -> None:
    """CixiError where both have a figure, an item or a text of the same month, and not the same."""
    places = [
        f"{record.period.label}{_subject(plan, record)}"
        for record in moved
        if isinstance(record, Entry | Narrative) and kept.get(record.key, record) != record
    ]
    if places:
        more = f"等{len(places)}处" if len(places) > MOST_NAMED else ""
        raise CixiError(
            f"两个单位填报的内容不同，没有合并：{'、'.join(places[:MOST_NAMED])}{more}。",
            "请先改成一致，或者清空其中一个单位的填报。",
        )


def _subject(plan: Plan, record: Entry | Narrative) -> str:
    if isinstance(record, Narrative):
        return f"任务{record.task_id}的文字"
    return f"{record.target_id}“{subject_name(plan, record.target_id)}”"


def _moves(
    own: Mapping[Key, OfUnit], moved: Iterable[OfUnit], kept: Mapping[Key, OfUnit]
) -> Iterator[Change]:
    """What the unit had goes; what the other one has already stays as it is there."""
    listed = {replace(record, id="") for record in kept.values() if isinstance(record, LedgerRow)}
    for record in own.values():
        yield Change(record, None)
    for record in moved:
        is_there = replace(record, id="") in listed if isinstance(record, LedgerRow) else record.key in kept
        if not is_there:
            yield Change(None, record)


def reassigned(duty: Duty, successors: Mapping[str, str]) -> Duty:
    """The duty with the unit that takes another's place, by their ids; “” for nobody."""
    lead = successors.get(duty.lead_unit_id, duty.lead_unit_id)
    named = dict.fromkeys(successors.get(each, each) for each in duty.supporting_unit_ids)
    supporting = tuple(each for each in named if each and each != lead)
    return replace(duty, lead_unit_id=lead, supporting_unit_ids=supporting)


def _in_bureau(workspace: Workspace, successors: Mapping[str, str]) -> Iterator[Change]:
    """Duties, decisions, shares and reports of a unit are its successor's, by their ids; “” for nobody.

    Where that one has edited the same report, its words stand.
    """
    for duty in workspace.store.load(Duty):
        after = reassigned(duty, successors)
        yield Change(duty, None if after.is_empty else after)
    for decision in workspace.store.load(FigureDecision):
        whose = successors.get(decision.whose, decision.whose)
        yield Change(decision, replace(decision, whose=whose) if whose else None)
    for basis in workspace.store.load(Basis):
        shares: dict[tuple[str, int], Share] = {}
        for each in basis.shares:
            place = (successors.get(each.unit_id, each.unit_id), each.since)
            before = shares[place].amount if place in shares else ZERO
            shares[place] = replace(each, unit_id=place[0], amount=before + each.amount)
        divided = replace(basis, shares=tuple(each for each in shares.values() if each.unit_id))
        yield Change(basis, None if divided.is_empty else divided)
    yield from _drafts(workspace.store.load(ReportDraft), successors)


def _drafts(drafts: Iterable[ReportDraft], successors: Mapping[str, str]) -> Iterator[Change]:
    taken = {draft.key for draft in drafts}
    for draft in drafts:
        if draft.unit_id in successors:
            moved = replace(draft, unit_id=successors[draft.unit_id])
            yield Change(draft, None)
            if moved.unit_id and moved.key not in taken:
                yield Change(None, moved)
