"""锁定、解锁: close a unit's month to changes, and open it again, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.handovers import Lock

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.workspace import Workspace


def lock(workspace: Workspace, period: Period, reason: str) -> None:
    """Close the months of ``period`` of the current unit.

    CixiError without a reason, or if all of them are closed.
    """
    _set(workspace, period, reason, is_locked=True)


def unlock(workspace: Workspace, period: Period, reason: str) -> None:
    """Open the months of ``period`` again.

    CixiError without a reason, or if none of them is closed.
    """
    _set(workspace, period, reason, is_locked=False)


def _set(workspace: Workspace, period: Period, reason: str, *, is_locked: bool) -> None:
    verb = "锁定" if is_locked else "解锁"
    workspace.plan.check_period(period)
    reason = reason.strip().rstrip("。")
    if not reason:
        raise CixiError(f"未写明{verb}理由。", f"请写明{verb}理由，理由记入修改记录。")
    unit = workspace.content.unit
    months = (month(period.year, number) for number in range(period.first, period.last + 1))
    before = [workspace.content.lock(each) for each in months]
    concerned = [each for each in before if each.is_locked != is_locked]
    if not concerned:
        state = "已经锁定" if is_locked else "没有锁定"
        raise CixiError(f"“{unit.name}”{period.label}{state}。", "请核对单位和月份。")
    changes = tuple(
        Change(
            None if each.is_empty else each,
            Lock(unit_id=unit.id, period=each.period, is_locked=is_locked, reason=reason),
        )
        for each in concerned
    )
    workspace.perform(f"{verb}{period.label}：{reason}", changes)
