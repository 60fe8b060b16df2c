"""核定: what the bureau decides on a figure that several units report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Key

SUM = "+"
"""In place of a unit's id: the sum of what all report."""


class Choice(Struct, frozen=True, kw_only=True):
    """What counts of one figure in one month: one unit's value or the sum, and why."""

    target_id: str
    period: Period
    unit_id: str
    reason: str

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("choice", self.target_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """A choice always names what was chosen."""
        return False
