"""Keep the lists behind figures, and have the figures follow them in the same step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.counting import adopted, following, tally
from cixi_desktop.history import Change
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.ledgers import LedgerRow, ledger_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workspace import Workspace


def blank_row(workspace: Workspace, target_id: str, period: Period) -> LedgerRow:
    """A row yet to be filled in, for the month that ``period`` closes with."""
    target = workspace.plan.target(target_id)
    ledger_of(target)
    unit_id = workspace.content.unit.id
    return LedgerRow(id="", target_id=target.id, unit_id=unit_id, period=period.closing, name="")


def add_rows(workspace: Workspace, target_id: str, rows: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
    """Add rows in one step; returns them with the ids they were given."""
    target = workspace.plan.target(target_id)
    ledger_of(target)
    known = workspace.store.load(LedgerRow, unit_id=workspace.content.unit.id)
    first = max((int(row.id) for row in known if row.id.isdecimal()), default=0) + 1
    added = tuple(replace(row, id=str(number)) for number, row in enumerate(rows, first))
    what = f"“{added[0].name}”" if len(added) == 1 else f"{len(added)}行"
    changes = tuple(Change(None, row) for row in added)
    _perform(workspace, target, f"台账新增{what}", changes)
    return added


def change_row(workspace: Workspace, row: LedgerRow) -> None:
    """Put another state of a row."""
    target = workspace.plan.target(row.target_id)
    before = next((kept for kept in workspace.content.ledger(target.id) if kept.id == row.id), None)
    _perform(workspace, target, f"台账修改“{row.name}”", (Change(before, row),))


def remove_rows(workspace: Workspace, rows: Sequence[LedgerRow]) -> None:
    """Take rows of one list out in one step."""
    target = workspace.plan.target(rows[0].target_id)
    what = f"“{rows[0].name}”" if len(rows) == 1 else f"{len(rows)}行"
    changes = tuple(Change(row, None) for row in rows)
    _perform(workspace, target, f"台账删除{what}", changes)


def adopt_count(workspace: Workspace, target_id: str, period: Period) -> None:
    """采用台账数: put what the list comes to in the place of what was entered for the month."""
    target = workspace.plan.target(target_id)
    entry = workspace.content.entry(target.id, period)
    found = tally(target, workspace.content.ledger(target.id), period.closing)
    after = adopted(target, entry or _blank(workspace, target, period), found)
    label = f"“{target.name}”采用台账数（{period.label}）"
    workspace.perform(label, (Change(entry, after),))


def _perform(workspace: Workspace, target: Target, label: str, changes: tuple[Change, ...]) -> None:
    """Commit the changed rows with the entries that follow them."""
    rows = {row.key: row for row in workspace.content.ledger(target.id)}
    for change in changes:
        rows.pop(change.key, None)
        if isinstance(change.after, LedgerRow):
            rows[change.key] = change.after
    followed = tuple(_followed(workspace, target, tuple(rows.values())))
    workspace.perform(f"“{target.name}”{label}", (*changes, *followed))


def _followed(workspace: Workspace, target: Target, rows: Iterable[LedgerRow]) -> Iterator[Change]:
    """The entries of the year's open months that follow the list to its new state."""
    kept = workspace.content.ledger(target.id)
    for period in workspace.plan.periods():
        if workspace.content.lock(period).is_locked:
            continue
        entry = workspace.content.entry(target.id, period)
        before, after = (tally(target, state, period) for state in (kept, rows))
        blank = entry or _blank(workspace, target, period)
        followed = following(target, blank, before, after)
        change = Change(entry, None if followed.is_empty else followed)
        if change.before != change.after:
            yield change


def _blank(workspace: Workspace, target: Target, period: Period) -> Entry:
    return Entry(target_id=target.id, unit_id=workspace.content.unit.id, period=period.closing)
