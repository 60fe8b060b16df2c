"""Enter the bureau's units, and who answers for what until when: all that a dialog holds, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change, changes_to
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Lock, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cixi_desktop.records.bureau import Duty
    from cixi_desktop.records.keys import Key
    from cixi_desktop.records.record import Record
    from cixi_desktop.workspace import Workspace

_KINDS: dict[type[Record], str] = {
    Entry: "填报",
    Narrative: "文字说明",
    LedgerRow: "台账",
    Lock: "锁定",
    Submission: "报送",
}


def unit_use(workspace: Workspace, unit_id: str) -> str:
    """What a unit has of its own, for which it cannot be deleted: 填报12条、报送1条; “” if nothing."""
    counts = {name: len(workspace.store.load(kind, unit_id=unit_id)) for kind, name in _KINDS.items()}
    return "、".join(f"{name}{count}条" for name, count in counts.items() if count)


def assign(
    workspace: Workspace,
    *,
    units: Sequence[Unit],
    duties: Sequence[tuple[Duty, date | None]],
) -> None:
    """Put the units as they are given, and duty and deadline of each subject, in one step.

    Units left out are deleted. CixiError if one of them is in use, or answers for anything.
    """
    changes = [*_unit_changes(workspace, units), *_duty_changes(workspace, duties)]
    workspace.perform(_label(changes), tuple(changes))


def _unit_changes(workspace: Workspace, units: Sequence[Unit]) -> Iterator[Change]:
    known = {unit.id: unit for unit in workspace.units()}
    stored = {unit.id: unit for unit in workspace.store.load(Unit)}
    given = {unit.id: unit for unit in units}
    for unit_id, unit in known.items():
        if unit_id not in given:
            check_deletable(workspace, unit)
            yield Change(stored.get(unit_id), None)
    for unit in units:
        if unit != known.get(unit.id):
            yield Change(stored.get(unit.id), unit)


def check_deletable(workspace: Workspace, unit: Unit) -> None:
    """CixiError naming the unit and why, if it cannot be deleted: it is the shown one, or has been used."""
    if unit.id == workspace.content.unit.id:
        raise CixiError(f"“{unit.name}”是当前单位，不能删除。", "请先在“单位和填报人”中换成别的单位。")
    use = unit_use(workspace, unit.id)
    if use:
        raise CixiError(f"“{unit.name}”已有{use}，不能删除。", "如单位已撤并，可以改名，原有数据随之保留。")


def _duty_changes(workspace: Workspace, duties: Sequence[tuple[Duty, date | None]]) -> tuple[Change, ...]:
    content = workspace.content
    bases = [replace(content.basis(duty.subject_id), deadline=deadline) for duty, deadline in duties]
    return changes_to(content.records, [*(duty for duty, _ in duties), *bases])


def _label(changes: Sequence[Change]) -> str:
    """单位：新增3个、修改1个；分工：修改12项."""
    units = [change for change in changes if _kind(change.key) == "unit"]
    counts = (
        ("新增", sum(change.before is None for change in units)),
        ("修改", sum(None not in {change.before, change.after} for change in units)),
        ("删除", sum(change.after is None for change in units)),
    )
    told = "、".join(f"{verb}{count}个" for verb, count in counts if count)
    subjects = {change.key[1] for change in changes if _kind(change.key) != "unit"}
    parts = (f"单位：{told}" if told else "", f"分工：修改{len(subjects)}项" if subjects else "")
    return "；".join(part for part in parts if part)


def _kind(key: Key) -> str:
    return key[0]
