"""Receive workbooks that were looked through: each whole or not at all, journaled with its name and hash."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.actions.inspect_files import ArrivalOutcome, file_refused
from cixi_desktop.actions.units import next_unit
from cixi_desktop.assessment.assess import NO_PROBLEMS, assess
from cixi_desktop.assessment.completion import latest_value
from cixi_desktop.checks.validation import entry_errors
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import TASK, Acceptance, ReviewVerdict
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import also_known, unit_named
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.workspace import read_content
from cixi_desktop.years import plan_of_year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from cixi_desktop.actions.inspect_files import Arrival, Reading
    from cixi_desktop.history import Operation
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records import Key
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.record import Record
    from cixi_desktop.records.units import Unit
    from cixi_desktop.workspace import Workspace


def accept(
    workspace: Workspace,
    arrival: Arrival,
    *,
    at: datetime,
    keys: Collection[str] | None = None,
) -> Operation | None:
    """Take one file in, in one operation: the records named by ``keys``, else all that are not the office's.

    What the office has corrected itself stays as it is then; what would be an error stays out in any case.
    What was left out is noted, and can be taken up again. A unit that is not known yet is made. CixiError,
    with nothing changed, if the file cannot be taken in, if nothing of what it brings is, or if the month is
    locked.
    """
    reading = arrival.reading
    if reading is None or not arrival.outcome.can_be_accepted:
        reasons = "".join(refused.reason for refused in arrival.refused if not refused.cell)
        raise CixiError(f"“{arrival.name}”未接收。{reasons}")
    if reading.stamp.period.year != workspace.plan.year:
        return _accept_beside(workspace, arrival, at, keys)
    with workspace.store.snapshot():
        label, changes = _brought(workspace, arrival, reading, at, keys)
    return workspace.perform(label, changes, is_barrier=True)


def _brought(
    workspace: Workspace, arrival: Arrival, reading: Reading, at: datetime, keys: Collection[str] | None
) -> tuple[str, tuple[Change, ...]]:
    """The name of the operation that takes the file in, and its changes."""
    unit, about_unit = _unit(workspace, arrival)
    content = read_content(workspace.plan, workspace.store, unit)
    when = f"{unit.name}{reading.stamp.period.label}"
    if content.lock(reading.stamp.period).is_locked:
        raise CixiError(f"{when}已锁定，“{arrival.name}”未接收。", "请先解锁。")
    wanted = _not_the_offices(workspace, arrival, content, reading) if keys is None else keys
    taken = arrival.takeable & frozenset(wanted) - barred(workspace.plan, content, reading).keys()
    _refuse_nothing(arrival, reading, taken)
    changes = changes_of(workspace.plan, content, reading, taken)
    gone = _corrections_gone(content, changes)
    noted = Change(arrival.acceptance, _acceptance(workspace, arrival, content, taken, at))
    return f"接收{when}的“{arrival.name}”", (*about_unit, *changes, *gone, noted)


def _accept_beside(
    workspace: Workspace, arrival: Arrival, at: datetime, keys: Collection[str] | None
) -> Operation | None:
    """Take a file of another year in under that year's plan; the open plan stays open."""
    assert arrival.period is not None  # noqa: S101  the file was read
    plan = plan_of_year(workspace.store, workspace.plan, arrival.period.year)
    beside = type(workspace)(plan=plan, store=workspace.store, actor=workspace.actor)
    operation = accept(beside, arrival, at=at, keys=keys)
    workspace.refresh()
    return operation


def _corrections_gone(content: Content, changes: Iterable[Change]) -> Iterator[Change]:
    """The unit's own value stands again where it takes the place of what the office had corrected."""
    for change in changes:
        record = change.after or change.before
        correction = (
            content.correction(record.target_id, record.period) if isinstance(record, Entry) else None
        )
        if correction is not None:
            yield Change(correction, None)


def _unit(workspace: Workspace, arrival: Arrival) -> tuple[Unit, tuple[Change, ...]]:
    """Whose the file is, and what that changes: a new unit, or another name that one is known by."""
    name, units = arrival.unit_name or "", workspace.units()
    unit = arrival.unit or unit_named(units, name)
    if unit is None:
        unit = next_unit(workspace, name)
        return unit, (Change(None, unit),)
    before = next((each for each in units if each.id == unit.id), unit)
    after = also_known(before, (name,))
    return after, (Change(before, after),)


def _not_the_offices(
    workspace: Workspace, arrival: Arrival, content: Content, reading: Reading
) -> frozenset[str]:
    """All but the records that the office has changed itself and of which the file says something else."""
    own = corrected(workspace.plan, workspace.store, content, reading)
    return arrival.takeable - {key for key in own if changes_of(workspace.plan, content, reading, {key})}


def barred(plan: Plan, content: Content, reading: Reading) -> dict[str, str]:
    """The errors of what a workbook says anew, by its records' keys: what could not be typed, either."""
    changes = changes_of(plan, content, reading, reading.covered)
    after = content.with_records((change.key, change.after) for change in changes)
    found: defaultdict[str, str] = defaultdict(str)
    for entry in (change.after for change in changes):
        if isinstance(entry, Entry):
            target = plan.at(entry.period).target(entry.target_id)
            when = "" if entry.period == reading.stamp.period.closing else f"{entry.period.label}："
            for issue in entry_errors(plan, after, target, entry):
                found[target.id] += f"{when}{issue.text}"
    return dict(found)


def _refuse_nothing(arrival: Arrival, reading: Reading, taken: frozenset[str]) -> None:
    """CixiError if a file brings something, and nothing of it is to be taken in."""
    if brings_nothing(arrival, reading, taken):
        raise CixiError(f"“{arrival.name}”中没有要接收的内容，未接收。", "请勾选要接收的行，或者退回该单位。")


def brings_nothing(arrival: Arrival, reading: Reading, taken: frozenset[str]) -> bool:
    """Whether a file brings something, read or refused, and nothing of it is among what is ``taken``."""
    records: tuple[Record, ...] = (*reading.entries, *reading.narratives, *reading.ledger)
    brought = frozenset(map(record_key, records))
    has_anything = bool(brought or reading.refused or arrival.acceptance)
    return has_anything and not taken & (reading.covered if arrival.acceptance else brought)


def _acceptance(
    workspace: Workspace, arrival: Arrival, content: Content, taken: frozenset[str], at: datetime
) -> Acceptance:
    reading = arrival.reading
    assert reading is not None  # noqa: S101  it can be accepted
    stamp, changes = reading.stamp, changes_of(workspace.plan, content, reading, taken)
    left_out = {
        key for key in arrival.takeable - taken if changes_of(workspace.plan, content, reading, {key})
    }
    return Acceptance(
        sha256=arrival.sha256,
        unit_id=content.unit.id,
        period=stamp.period.closing,
        number=stamp.revision,
        hand_in=stamp.hand_in,
        check_code=_code(workspace, content, reading, changes),
        file_name=arrival.name,
        at=at.replace(microsecond=0),
        accepted_by=workspace.actor,
        left_out=tuple(sorted(left_out)),
        refused=tuple(
            sorted({each.key for each in reading.refused if each.key and not each.is_ignored_edit})
        ),
    )


def _code(workspace: Workspace, content: Content, reading: Reading, changes: tuple[Change, ...]) -> str:
    """The workbook's own check code, which the unit has before it, too, whether or not all of it is taken in.

    That of what is taken in, where people have changed cells by hand.
    """
    stamp = reading.stamp
    if stamp.check_code and not (reading.changed or reading.refused):
        return stamp.check_code
    after = content.with_records((change.key, change.after) for change in changes)
    return check_code(assess(workspace.plan, after, stamp.period))


def accept_all(workspace: Workspace, arrivals: Iterable[Arrival], *, at: datetime) -> Iterator[Arrival]:
    """Take the files in one by one, each in an operation of its own; what cannot be taken in says why.

    What was left out of a file before is taken up by name only.
    """
    for arrival in arrivals:
        if arrival.acceptance or not arrival.outcome.can_be_accepted:
            yield arrival
            continue
        try:
            operation = accept(workspace, arrival, at=at)
        except CixiError as error:
            yield file_refused(arrival, str(error))
        else:
            yield _accepted(arrival, operation)


def _accepted(arrival: Arrival, operation: Operation | None) -> Arrival:
    """The file as it is taken in: partly, where something was left out."""
    records = (change.after for change in operation.changes) if operation else ()
    acceptance = next((record for record in records if isinstance(record, Acceptance)), None)
    is_part = acceptance is not None and acceptance.left_out
    return replace(arrival, outcome=ArrivalOutcome.PARTLY_IMPORTED) if is_part else arrival


def corrected(plan: Plan, store: Store, content: Content, reading: Reading) -> frozenset[str]:
    """The records of the month that the office changed itself after the unit's last file, or left out of it.

    Where no file of the month was taken in, those that it entered itself. What people have edited on top of
    what is known here is no contradiction. But a file of the same 第N次报送 as one that was taken in does not
    take its place unasked, in whichever order they came.
    """
    based = {
        record_key(record)
        for record in reading.written
        if content.records.get(replace(record, unit_id=content.unit.id).key)
        == replace(record, unit_id=content.unit.id)
    }
    return _own_changes(plan, store, content, reading) - based | same_hand_in(store, content, reading)


def same_hand_in(store: Store, content: Content, reading: Reading) -> frozenset[str]:
    """The records of the month that another file of the same 第N次报送 brought.

    None for a return: it bears the number of what it gives back, and is there to be mended.
    """
    stamp = reading.stamp
    is_own = stamp.hand_in and stamp.verdict != ReviewVerdict.RETURNED
    files = [
        file
        for file in files_of(store, content, stamp.period)
        if is_own and (file.number, file.hand_in) == (stamp.revision, stamp.hand_in)
    ]
    untaken = {key for file in files for key in (*file.left_out, *file.refused)}
    now = (record for record in content.records.values() if _is_of(record, stamp.period.closing))
    return frozenset(map(record_key, now if files else ())) - untaken


def files_of(store: Store, content: Content, period: Period) -> list[Acceptance]:
    """The files of the unit's month that were taken in."""
    found = store.load(Acceptance, year=period.year, unit_id=content.unit.id)
    return [file for file in found if file.period == period.closing]


def _own_changes(plan: Plan, store: Store, content: Content, reading: Reading) -> frozenset[str]:
    period = reading.stamp.period.closing
    last = max(files_of(store, content, period), key=lambda file: file.at, default=None)
    now = {key: record for key, record in content.records.items() if _is_of(record, period)}
    if last is None:
        return frozenset(map(record_key, _own_work(store, now)))
    operation_id = store.changed_by(last.key)
    then = read_content(plan, store, content.unit, as_of=operation_id).records
    before = {key: record for key, record in then.items() if _is_of(record, period)}
    changed = (now.get(key) or before[key] for key in {**before, **now} if before.get(key) != now.get(key))
    return frozenset(map(record_key, changed)) | frozenset(last.left_out)


def _is_of(record: Record, period: Period) -> bool:
    return isinstance(record, Entry | Narrative | LedgerRow) and record.period == period


def record_key(record: Record) -> str:
    """By which a file's record is told: the figure's or item's id, or ``task:8``; “” for any other record."""
    if isinstance(record, Narrative):
        return f"{TASK}{record.task_id}"
    return record.target_id if isinstance(record, Entry | LedgerRow) else ""


def _own_work(store: Store, records: Mapping[Key, Record]) -> Iterator[Record]:
    """Those of the records that were not written by taking in a file."""
    by_operation: defaultdict[int, list[Record]] = defaultdict(list)
    for key, record in records.items():
        by_operation[store.changed_by(key)].append(record)
    for operation_id, written in by_operation.items():
        (operation,) = store.operations(limit=1, before=operation_id + 1)
        if not any(isinstance(change.after, Acceptance) for change in operation.changes):
            yield from written


def changes_of(plan: Plan, content: Content, reading: Reading, keys: Collection[str]) -> tuple[Change, ...]:
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
    months = content.with_records((change.key, change.after) for change in found)
    for key in sorted(keys):
        before: Record | None
        after: Record | None
        if key.startswith(TASK):
            text = content.narrative(key.removeprefix(TASK), period)
            before, after = None if text.is_empty else text, texts.get(key)
        else:
            before, after = content.entry(key, period), entries.get(key)
        if before and after and not reading.stamp.is_whole and _is_shown_alike(plan, months, before, after):
            after = before
        found.append(Change(before, after))
    found += _ledger_changes(content, reading, keys)
    return tuple(change for change in found if change.before != change.after)


def _is_shown_alike(plan: Plan, months: Content, known: Record, told: Record) -> bool:
    """Whether a table shows both records alike, so that one read by what it shows cannot say which it was."""
    if isinstance(known, Narrative) and isinstance(told, Narrative):
        return {known.problems, told.problems} == {"", NO_PROBLEMS} and known == replace(
            told, problems=known.problems
        )
    if isinstance(known, Entry) and isinstance(told, Entry):
        same = replace(told, increment=known.increment, cumulative=known.cumulative)
        return known == same and is_same_total(plan.target(known.target_id), months, known, told)
    return False


def is_same_total(target: Target, content: Content, known: Entry, told: Entry) -> bool:
    """Whether a file gives the running total of what each month has brought here."""
    if known.increment is None or told.increment not in {None, known.increment}:
        return False
    series = content.series(target.id, told.period.year)
    return latest_value(target, series, told.period.last).value == told.cumulative


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
