"""亮灯规则: the thresholds of the lights, the bands of 左右 and the day a report is due."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.periods import FIRST_YEAR

if TYPE_CHECKING:
    from cixi_desktop.records import Key


class Rules(Struct, frozen=True):
    """亮灯规则: thresholds as data, in 个百分点 behind the pace; bands for 左右; the day a report is due.

    A figure is 欠序时 once it is behind by more than ``behind_at`` (by ``behind_at`` itself if
    ``is_behind_inclusive``), and 滞后 once it is behind by more than ``late_beyond``. ``count_band`` is in
    percent of the target, ``growth_band`` in 个百分点.
    """

    name: str
    behind_at: Decimal
    late_beyond: Decimal
    is_behind_inclusive: bool = False
    count_band: Decimal = Decimal(10)
    growth_band: Decimal = Decimal(1)
    due_day: int = 25
    year: int = FIRST_YEAR

    @property
    def key(self) -> Key:
        """There is one set of rules in force in a year."""
        return ("rules", str(self.year))

    @property
    def is_empty(self) -> bool:
        """Rules are never without content."""
        return False


DEFAULT_RULES = Rules(name="默认（0/10）", behind_at=Decimal(0), late_beyond=Decimal(10))
