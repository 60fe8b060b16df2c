"""What taking a workbook in would change, record by record, and where the bureau has changed it itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.actions.receive import TASK, changes_of
from cixi_desktop.history import Change, Operation
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.journal import JournalLine, all_lines, subject_name
from cixi_desktop.workspace import known_units, read_content

if TYPE_CHECKING:
    from cixi_desktop.actions.inspect_files import Arrival, Reading
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store

BATCH = 500
"""Operations read at once when looking back for the last file."""


class RecordChange(Struct, frozen=True, kw_only=True):
    """One figure, item or text of a workbook: what would change, field by field.

    ``is_corrected`` says that the bureau itself changed it after the unit's last file: one of the two must be
    chosen.
    """

    key: str
    name: str
    lines: tuple[JournalLine, ...]
    is_corrected: bool


def rows_of(plan: Plan, store: Store, arrival: Arrival) -> tuple[RecordChange, ...]:
    """The records that the workbook would change, in its own order; none where it cannot be taken in."""
    reading = arrival.reading
    if reading is None:
        return ()
    content = _content(plan, store, reading)
    corrected = _corrected(plan, store, content, reading)
    units = known_units(store)
    rows = []
    for key in sorted(reading.covered):
        changes = changes_of(content, reading, {key})
        if changes:
            lines = all_lines(plan, [Operation(label="", changes=changes)], units)
            name = subject_name(plan, key.removeprefix(TASK))
            rows.append(RecordChange(key=key, name=name, lines=lines, is_corrected=key in corrected))
    return tuple(rows)


def _content(plan: Plan, store: Store, reading: Reading) -> Content:
    """What is known of the unit that the workbook names; nothing if it is new."""
    name = reading.stamp.unit_name
    unit = next((unit for unit in known_units(store) if unit.name == name), None)
    return read_content(plan, store, unit) if unit else Content(unit=Unit(id="", name=name))


def _corrected(plan: Plan, store: Store, content: Content, reading: Reading) -> set[str]:
    """The records of the month that the bureau changed after it had taken in the unit's last file."""
    period = reading.stamp.period.closing
    files = store.load(Acceptance, year=period.year, unit_id=content.unit.id)
    last = max((f for f in files if f.period == period), key=lambda file: file.at, default=None)
    if last is None:
        return set()
    then = read_content(plan, store, content.unit, as_of=_operation_of(store, last).id)
    keys = {*then.records, *content.records}
    changes = (Change(then.records.get(key), content.records.get(key)) for key in keys)
    changed = (change.after or change.before for change in changes if change.before != change.after)
    return {
        f"{TASK}{record.task_id}" if isinstance(record, Narrative) else record.target_id
        for record in changed
        if isinstance(record, Entry | Narrative | LedgerRow) and record.period == period
    }


def _operation_of(store: Store, acceptance: Acceptance) -> Operation:
    """The operation that took a file in, which there always is; looked for from the newest backwards."""
    before: int | None = None
    while True:
        batch = store.operations(limit=BATCH, before=before)
        for operation in reversed(batch):
            if any(change.key == acceptance.key for change in operation.changes):
                return operation
        before = batch[0].id
