"""指标口径: what the bureau sets for one figure or item over the plan's own reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cixi_desktop.periods import FIRST_YEAR, MONTHS

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.records import Key

NO_MONTHS: tuple[Decimal | None, ...] = (None,) * MONTHS


class Share(Struct, frozen=True, kw_only=True):
    """单位分解数: what one unit has to bring of a figure's target, from the month ``since`` (1–12) on."""

    unit_id: str
    amount: Decimal
    since: int = 1


class Basis(Struct, frozen=True):
    """What the bureau itself sets for one indicator or item, over the plan's provisional reading.

    ``pace_plan`` is its cumulative plan by month and ``last_year`` last year's running total by month, both
    in the figure's unit, twelve places, None where not given; the plan of a milestone gives the number (from
    1) of the stage that is due. ``deadline`` is its own 完成时限; a task may have one too, for all in it.
    ``stages`` are a milestone's own in place of the plan's, ``band`` is how far 左右 reaches: in percent of
    the target for counts, in 个百分点 for percentages; () and None leave the plan's stages, the rules' bands.
    ``published`` is when a figure that is still 待公布 is expected, as people say it. ``shares`` are the
    单位分解数, each the own target of its unit; those since one month take the place of all before it.
    ``every`` is how many months apart it is asked for, 0 for the plan's own; ``short`` and ``phrase`` are its
    name and its sentence in texts, with {} for the value, “” for the plan's own. ``follows`` is the task that
    a task goes on with from the year before. ``year`` is that of the plan.
    """

    target_id: str
    baseline: Decimal | None = None
    baseline_note: str = ""
    pace_plan: tuple[Decimal | None, ...] = NO_MONTHS
    last_year: tuple[Decimal | None, ...] = NO_MONTHS
    deadline: date | None = None
    stages: tuple[str, ...] = ()
    band: Decimal | None = None
    published: str = ""
    every: int = 0
    shares: tuple[Share, ...] = ()
    follows: str = ""
    short: str = ""
    phrase: str = ""
    year: int = FIRST_YEAR

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("basis", self.target_id, str(self.year))

    def shares_in(self, last: int) -> tuple[Share, ...]:
        """The shares that hold in the month ``last`` (1–12)."""
        since = max((each.since for each in self.shares if each.since <= last), default=0)
        return tuple(each for each in self.shares if each.since == since)

    @property
    def own_fields(self) -> dict[str, Any]:
        """What it sets over the plan's fields of the figure or item, by their names."""
        found = {name: getattr(self, name) for name in ("stages", "every", "short", "phrase")}
        own = {name: value for name, value in found.items() if value}
        return own if self.band is None else own | {"band": self.band}

    @property
    def is_empty(self) -> bool:
        """Whether the plan's own reading stands unchanged."""
        return self == Basis(target_id=self.target_id, year=self.year)
