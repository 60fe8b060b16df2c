"""Receive workbooks that were looked through: each whole or not at all, journaled with its name and hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.actions.inspect_files import file_refused
from cixi_desktop.assessment.assess import assess
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.records.handovers import Acceptance
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.workspace import read_content

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from cixi_desktop.actions.inspect_files import Arrival, Reading
    from cixi_desktop.history import Operation
    from cixi_desktop.records.content import Content
    from cixi_desktop.workspace import Workspace

TASK = "task:"
"""Begins the key of a task's text among the records of a reading."""


def accept(
    workspace: Workspace,
    arrival: Arrival,
    *,
    at: datetime,
    keys: Collection[str] | None = None,
) -> Operation | None:
    """Take one file in, in one operation: all that was read of it, or the records named by ``keys``.

    A unit that is not known yet is made. CixiError, with nothing changed, if the file cannot be taken in or
    the month is locked.
    """
    reading = arrival.reading
    if reading is None or not arrival.outcome.can_be_accepted:
        reasons = "".join(refused.reason for refused in arrival.refused)
        raise CixiError(f"“{arrival.path.name}”没有接收。{reasons}")
    stamp = reading.stamp
    known = {unit.name: unit for unit in workspace.units()}
    unit = known.get(stamp.unit_name) or _new_unit(stamp.unit_name, known.values())
    content = read_content(workspace.plan, workspace.store, unit)
    if content.lock(stamp.period).is_locked:
        raise CixiError(
            f"{unit.name}{stamp.period.label}已锁定，“{arrival.path.name}”没有接收。", "请先解锁。"
        )
    taken = reading.covered if keys is None else reading.covered & frozenset(keys)
    changes = changes_of(content, reading, taken)
    acceptance = Acceptance(
        sha256=arrival.sha256,
        unit_id=unit.id,
        period=stamp.period.closing,
        number=stamp.revision,
        check_code=_code(workspace, content, reading, changes),
        file_name=arrival.path.name,
        at=at.replace(microsecond=0),
        accepted_by=workspace.actor,
    )
    new_unit = () if unit.name in known else (Change(None, unit),)
    label = f"接收{unit.name}{stamp.period.label}的“{arrival.path.name}”"
    return workspace.perform(label, (*new_unit, *changes, Change(None, acceptance)), is_barrier=True)


def _code(workspace: Workspace, content: Content, reading: Reading, changes: tuple[Change, ...]) -> str:
    """The workbook's own check code; that of what is taken in, where people have changed cells by hand."""
    stamp = reading.stamp
    if stamp.check_code and not (reading.changed or reading.refused):
        return stamp.check_code
    after = content.with_records((change.key, change.after) for change in changes)
    return check_code(assess(workspace.plan, after, stamp.period))


def accept_all(workspace: Workspace, arrivals: Iterable[Arrival], *, at: datetime) -> Iterator[Arrival]:
    """Take the files in one by one, each in an operation of its own; what cannot be taken in says why."""
    for arrival in arrivals:
        if not arrival.outcome.can_be_accepted:
            yield arrival
            continue
        try:
            accept(workspace, arrival, at=at)
        except CixiError as error:
            yield file_refused(arrival, str(error))
        else:
            yield arrival


def _new_unit(name: str, known: Iterable[Unit]) -> Unit:
    return Unit(id=str(max(int(unit.id) for unit in known) + 1), name=name)


def changes_of(content: Content, reading: Reading, keys: Collection[str]) -> tuple[Change, ...]:
    """What taking the records of ``keys`` in would change in the unit's own content, earlier months first.

    What was left empty is emptied. Earlier months are filled where nothing is known of them and they are not
    locked, and else left as they are.
    """
    period, unit_id = reading.stamp.period, content.unit.id
    entries = {entry.target_id: replace(entry, unit_id=unit_id) for entry in reading.entries}
    texts = {f"{TASK}{text.task_id}": replace(text, unit_id=unit_id) for text in reading.narratives}
    found = [
        Change(None, replace(entry, unit_id=unit_id))
        for entry in reading.earlier
        if entry.target_id in keys
        and content.entry(entry.target_id, entry.period) is None
        and not content.lock(entry.period).is_locked
    ]
    for key in sorted(keys):
        if key.startswith(TASK):
            before = content.narrative(key.removeprefix(TASK), period)
            found.append(Change(None if before.is_empty else before, texts.get(key)))
        else:
            found.append(Change(content.entry(key, period), entries.get(key)))
    found += _ledger_changes(content, reading, keys)
    return tuple(change for change in found if change.before != change.after)


def _ledger_changes(content: Content, reading: Reading, keys: Collection[str]) -> Iterator[Change]:
    """Rows of the list behind a figure: those of the month as the workbook has them, earlier ones if new."""
    rows = {row.key: row for row in (replace(row, unit_id=content.unit.id) for row in reading.ledger)}
    closing = reading.stamp.period.closing
    for key in keys:
        for row in content.ledger(key) if reading.stamp.is_whole and not key.startswith(TASK) else ():
            if row.period == closing and row.key not in rows:
                yield Change(row, None)
    for row in rows.values():
        before = content.records.get(row.key)
        is_open = before is None and not content.lock(row.period).is_locked
        if row.target_id in keys and (row.period == closing or is_open):
            yield Change(before, row)
