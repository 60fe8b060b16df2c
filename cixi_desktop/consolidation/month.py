"""One month of the whole bureau: how far each unit is, what each reports, where they disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.consolidation.conflicts import Conflict, ValueSource, conflicts, sources
from cixi_desktop.consolidation.unit_status import UnitStatus, unit_statuses
from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.handovers import Acceptance


class Bureau(Struct, frozen=True):
    """One month of all units; ``contents`` in the bureau's order."""

    plan: Plan
    period: Period
    contents: tuple[Content, ...]
    statuses: tuple[UnitStatus, ...]
    conflicts: tuple[Conflict, ...]

    def status(self, unit_id: str) -> UnitStatus:
        """The status of one unit; CixiError if it is not to report."""
        found = next((each for each in self.statuses if each.unit.id == unit_id), None)
        if found is None:
            raise CixiError("这个单位没有报送任务。", "请在“单位和分工”中给它分配任务。")
        return found

    def sources(self, target: Target) -> tuple[ValueSource, ...]:
        """Every unit that reports the target this month."""
        return sources(self.contents, target, self.period)

    def conflict(self, target_id: str) -> Conflict | None:
        """The reports of a target that more than one unit reports."""
        return next((each for each in self.conflicts if each.target.id == target_id), None)


def look_over(
    plan: Plan,
    contents: Sequence[Content],
    acceptances: Iterable[Acceptance],
    period: Period,
    today: date,
) -> Bureau:
    """The month that ``period`` closes with, of all units."""
    statuses = unit_statuses(plan, contents, acceptances, period, today)
    return Bureau(plan, period.closing, tuple(contents), statuses, conflicts(plan, contents, period))
