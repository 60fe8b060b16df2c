"""What people enter: figures, stages, states and text, by unit and month."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.records import Key


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


STATES = frozenset(State)


# Of these there are many, in no cycle: without ``gc`` a year of 200 units is read a fifth faster.
class Entry(Struct, frozen=True, gc=False):
    """一条填报: what one unit reports of one figure or item for one month.

    Which fields are used depends on the kind of the target. ``increment`` or ``cumulative`` is typed and the
    other derives; both stand beside one another where no earlier month is known, which they tell the sum of.
    A growth rate is typed as ``value``, or derives from ``cumulative`` (this year's amount) over
    ``last_year`` (the amount of the same months a year ago). ``as_of`` None means the period's
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
    def before(self) -> Decimal | None:
        """What stood before the month, where its 累计 stands beside its 本期; None where that is not said."""
        if self.increment is None or self.cumulative is None or self.period.first == 1:
            return None
        return self.cumulative - self.increment

    @property
    def day(self) -> date:
        """The day it holds for: its own 截至日期, else the period's last day."""
        return self.as_of or self.period.end

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


class PlannedStep(Struct, frozen=True, kw_only=True):
    """What is known of one sentence of 下一步打算: by when, by whom, and who has to coordinate it.

    ``words`` are the sentence without its full stop; each of the others is “” where it was not said.
    """

    words: str
    due: str = ""
    person: str = ""
    partner: str = ""


class Narrative(Struct, frozen=True, gc=False):
    """进展情况 / 存在问题 / 下一步打算 / 需协调事项 of one task, by unit and month.

    ``requests`` is what the leaders are asked for. ``steps`` says more of sentences of ``next_steps``;
    ``outcomes`` what became of the problems and steps of earlier months, as (their words, a word of
    ``Outcome``).
    """

    task_id: str
    unit_id: str
    period: Period
    progress_note: str = ""
    problems: str = ""
    next_steps: str = ""
    outcomes: tuple[tuple[str, str], ...] = ()
    requests: str = ""
    steps: tuple[PlannedStep, ...] = ()

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("narrative", self.task_id, self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        texts = (self.progress_note, self.problems, self.next_steps, self.requests)
        return not (any(texts) or self.outcomes or self.steps)


TEXT_LABELS = {
    "progress_note": "进展情况",
    "problems": "存在问题",
    "next_steps": "下一步打算",
    "requests": "需协调事项",
}
"""The texts of a task, by their field."""


Series = tuple[Entry | None, ...]
"""The entries of one target by month, January first, twelve places."""
MONTHS_OF_QUARTER = 3


def quarter(number: int) -> slice:
    """The places in a series of the months of a quarter, by any of its months (1–12)."""
    first = (number - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER
    return slice(first, first + MONTHS_OF_QUARTER)


def measured(series: Series) -> Series:
    """The series with the quarter's list wherever only the part of it that is done was given.

    A list is frozen for its quarter (DOMAIN §9, reading 7), so it makes no difference in which of the months
    its length was given, nor which was entered first: the first month that has one gives it.
    """
    if all(entry is None or entry.numerator is None for entry in series):
        return series
    return tuple(entry and _with_length(entry, series[quarter(entry.period.last)]) for entry in series)


def _with_length(entry: Entry, same_quarter: Series) -> Entry:
    is_drafted = any(name == "denominator" for name, _ in entry.drafts)
    if entry.numerator is None or entry.denominator is not None or is_drafted:
        return entry
    given = (each.denominator for each in same_quarter if each and each.denominator is not None)
    return replace(entry, denominator=next(given, None))
