"""What people enter: figures, stages, states and text, by unit and month.

Immutable; a change is a new value.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.periods import MONTHS, Period

if TYPE_CHECKING:
    from datetime import date

NO_MONTHS: tuple[Decimal | None, ...] = (None,) * MONTHS


class Outcome(StrEnum):
    """What became of a problem or a next step that an earlier month wrote down."""

    SOLVED = "已解决"
    PERSISTS = "仍存在"
    DONE = "已完成"
    CONTINUES = "继续推进"
    DROPPED = "不再开展"


class State(StrEnum):
    """Why a figure is absent; said instead of a figure, with a reason."""

    PENDING = "待公布"
    NO_DATA = "本期无数据"
    NOT_DUE = "未到节点"
    NOT_APPLICABLE = "不适用"


ASPIRATION_STAGES = ("申报", "入围", "公示", "获得", "未获得")
"""Stages of a figure under 争取获…; only 获得 fulfils it."""


class Entry(Struct, frozen=True, kw_only=True):
    """一条填报: what one unit reports of one figure or item for one month.

    Which fields are used depends on the kind of the target. ``increment`` or ``cumulative`` is typed and
    the other derives. A growth rate is typed as ``value``, or derives from ``cumulative`` (this year's
    amount) over ``last_year`` (the amount of the same months a year ago). ``as_of`` None means the period's
    last day. ``drafts`` keeps text that could not be read, as (field, text).
    """

    target_id: str
    unit_id: str
    period: Period
    increment: Decimal | None = None
    cumulative: Decimal | None = None
    value: Decimal | None = None
    last_year: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    stage: str = ""
    proof: str = ""
    state: State | None = None
    reason: str = ""
    as_of: date | None = None
    is_estimate: bool = False
    note: str = ""
    drafts: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("entry", self.target_id, self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was entered, so that there is nothing to keep."""
        return self == Entry(target_id=self.target_id, unit_id=self.unit_id, period=self.period)

    @property
    def has_content(self) -> bool:
        """Whether it reports something readable: a figure, a stage, a state or a text.

        Drafts do not count.
        """
        reported = (self.increment, self.cumulative, self.value, self.numerator, self.state)
        return reported != _NOTHING or bool(self.stage or self.note)


_NOTHING = (None,) * 5


class Narrative(Struct, frozen=True, kw_only=True):
    """进展情况 / 存在问题 / 下一步打算 of one task, by unit and month.

    ``outcomes`` says what became of the problems and steps of earlier months, as (their words, a word of
    ``Outcome``).
    """

    task_id: str
    unit_id: str
    period: Period
    progress_note: str = ""
    problems: str = ""
    next_steps: str = ""
    outcomes: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("narrative", self.task_id, self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not (self.progress_note or self.problems or self.next_steps or self.outcomes)


TEXT_LABELS = {"progress_note": "进展情况", "problems": "存在问题", "next_steps": "下一步打算"}
"""The three texts of a task, by their field."""


class Basis(Struct, frozen=True, kw_only=True):
    """What the bureau itself sets for one indicator or item, over the plan's provisional reading.

    ``pace_plan`` is its cumulative plan by month and ``last_year`` last year's running total by month, both
    in the figure's unit, twelve places, None where not given; the plan of a milestone gives the number (from
    1) of the stage that is due. ``deadline`` is its own 完成时限; a task may have one too, for all in it.
    ``stages`` are a milestone's own in place of the plan's, ``band`` is how far 左右 reaches: in percent of
    the target for counts, in 个百分点 for percentages; () and None leave the plan's stages, the rules' bands.
    """

    target_id: str
    baseline: Decimal | None = None
    baseline_note: str = ""
    pace_plan: tuple[Decimal | None, ...] = NO_MONTHS
    last_year: tuple[Decimal | None, ...] = NO_MONTHS
    deadline: date | None = None
    stages: tuple[str, ...] = ()
    band: Decimal | None = None

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("basis", self.target_id)

    @property
    def is_empty(self) -> bool:
        """Whether the plan's own reading stands unchanged."""
        return self == Basis(target_id=self.target_id)


class Unit(Struct, frozen=True, kw_only=True):
    """科室或局属单位. The plan names none; ``UNASSIGNED`` stands until the bureau enters its own.

    ``place`` is its place in the bureau's own order; units of one place follow one another by id.
    """

    id: str
    name: str
    short_name: str = ""
    leader: str = ""
    phone: str = ""
    place: int = 0

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("unit", self.id)

    @property
    def is_empty(self) -> bool:
        """A unit always has a name."""
        return False


UNASSIGNED = Unit(id="0", name="未分配")
ALL_UNITS = Unit(id="*", name="全部单位")
"""Whose the content is that was put together from several units."""


class Rules(Struct, frozen=True, kw_only=True):
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

    @property
    def key(self) -> Key:
        """There is one set of rules in force."""
        return ("rules",)

    @property
    def is_empty(self) -> bool:
        """Rules are never without content."""
        return False


DEFAULT_RULES = Rules(name="默认（0/10）", behind_at=Decimal(0), late_beyond=Decimal(10))

Series = tuple[Entry | None, ...]
"""The entries of one target by month, January first, twelve places."""

Key = tuple[str, ...]
"""A record's kind and identity."""
