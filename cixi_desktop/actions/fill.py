"""Fill many cells of a month's grid at once, in one step that is undone as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.history import Change
from cixi_desktop.records.fields import is_entered, with_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cixi_desktop.pasting.blocks import PastePlan
    from cixi_desktop.pasting.figure_paste import Slot
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.workspace import Workspace


def paste(workspace: Workspace, planned: PastePlan[Change], period: Period) -> None:
    """Write all cells of a paste that are not refused. StaleError if another program was there meanwhile."""
    workspace.perform(f"粘贴{planned.written}格（{period.label}）", planned.accepted)


def erase(workspace: Workspace, slots: Iterable[Slot], period: Period) -> None:
    """Empty these cells, drafts too; what else was entered stays."""
    plan, content = workspace.plan, workspace.content
    plan.check_entry_period(period)
    before: dict[str, Entry] = {}
    after: dict[str, Entry] = {}
    count = 0
    for target_id, name in slots:
        entry = content.entry(target_id, period)
        if entry is not None and is_entered(plan.target(target_id), period):
            before[target_id] = entry
            emptied = with_text(plan.target(target_id), after.get(target_id, entry), name, "")
            count += emptied != after.get(target_id, entry)
            after[target_id] = emptied
    changes = tuple(
        Change(entry, None if after[target_id].is_empty else after[target_id])
        for target_id, entry in before.items()
    )
    workspace.perform(f"清空{count}格（{period.label}）", changes)
