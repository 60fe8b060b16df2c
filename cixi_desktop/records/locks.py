"""锁定: closing a month of one unit to changes. A late entry (补录) is not locked for being late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.errors import LockedError

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Key


class Lock(Struct, frozen=True, kw_only=True):
    """Whether a unit's month is closed, and why it was closed or opened again."""

    unit_id: str
    period: Period
    is_locked: bool
    reason: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("lock", self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """Whether the month is open as if it had never been locked."""
        return not (self.is_locked or self.reason)


def locked_error(lock: Lock, unit_name: str) -> LockedError:
    """Why nothing of a locked month can be changed, and what to do."""
    return LockedError(
        f"“{unit_name}”{lock.period.label}已锁定，不能修改。锁定理由：{lock.reason}。",
        "确需修改的，请选“文件—解锁本月”，写明理由后再改。",
    )
