"""One month of all units: how far each is, 催报 and 回执, what they report and where they disagree."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.consolidation.settle import origin, origins
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import due_date
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import ReviewVerdict
from cixi_desktop.records.units import UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.handovers import Acceptance, Contact, Review
    from cixi_desktop.records.origins import Origin
    from cixi_desktop.records.units import Unit


class ReportingState(StrEnum):
    """How far a unit is with a month."""

    MISSING = "未报"
    DRAFT = "草稿"
    PARTLY = "部分接收"
    SUBMITTED = "已报送"
    RECEIVED = "已接收"
    RETURNED = "退回"

    @property
    def is_waiting(self) -> bool:
        """Whether the bureau waits for the unit."""
        return self in {ReportingState.MISSING, ReportingState.DRAFT, ReportingState.RETURNED}


class UnitStatus(Struct, frozen=True, kw_only=True):
    """One unit's month. ``check_code`` is that of what it handed in last, “” if nothing; ``at`` when.

    ``hand_in`` is its 第N次报送, 0 for a form or where it is not known, ``revision`` its 修订号; ``untaken``
    counts its records that stayed out, ``undecided`` the figures that it and others report differently, to be
    decided on. ``file`` is the hash of the file that it was taken in with, “” where there was none.
    ``days_late`` counts from the due day: to the hand-in, or to today while the bureau waits; 0 if in time.
    """

    unit: Unit
    state: ReportingState
    revision: int
    check_code: str
    at: datetime | None
    days_late: int
    review: Review | None
    contact: Contact | None
    hand_in: int = 0
    untaken: int = 0
    undecided: int = 0
    file: str = ""

    @property
    def state_words(self) -> str:
        """已报送; 部分接收（3项未收）; 已接收（3项未收） where the bureau left it at that."""
        is_told = self.untaken and self.state in {ReportingState.PARTLY, ReportingState.RECEIVED}
        return f"{self.state}（{self.untaken}项未收）" if is_told else self.state.value

    @property
    def edition_words(self) -> str:
        """第2次报送; “” where that is not known."""
        return f"第{self.hand_in}次报送" if self.hand_in else ""

    @property
    def late_words(self) -> str:
        """逾期3天, 迟报2天; “” if in time."""
        if not self.days_late:
            return ""
        return f"{'逾期' if self.state.is_waiting else '迟报'}{self.days_late}天"


class OwnHandIn(NamedTuple):
    """When a unit handed in within this data file, and the 修订号 of its month then."""

    at: datetime
    revision: int


class _HandIn(Struct, frozen=True):
    """What was handed in last: by file, with when it was received, or in this data file itself."""

    revision: int
    check_code: str
    on: date | None
    at: datetime | None = None
    hand_in: int = 0
    untaken: int = 0
    file: str = ""


def unit_statuses(  # noqa: PLR0917 - one month of all units is told of all of these
    plan: Plan,
    contents: Sequence[Content],
    acceptances: Iterable[Acceptance],
    period: Period,
    today: date,
    own: Mapping[str, OwnHandIn] = MappingProxyType({}),
) -> tuple[UnitStatus, ...]:
    """Every unit that is to report the month that ``period`` closes with, in the bureau's order.

    Those that lead something; all units while nobody leads anything. Whoever entered anything is always in.
    Without what is known of ``own`` hand-ins by the units' ids, they are not late and have no 修订号.
    """
    received = [a for a in acceptances if a.period == period.closing]
    leading = {content.duty(s).lead_unit_id for content in contents[:1] for s in _subjects(plan)} - {""}
    return tuple(
        _status(
            content,
            _newest(content, [a for a in received if a.unit_id == content.unit.id], period, own),
            period,
            today,
        )
        for content in contents
        if _is_to_report(content, leading)
    )


def _subjects(plan: Plan) -> list[str]:
    targets = [*(indicator.id for indicator in plan.indicators), *(item.id for item in plan.items)]
    return [*(task.id for task in plan.tasks), *targets]


def _is_to_report(content: Content, leading: set[str]) -> bool:
    has_content = any(isinstance(record, Entry | Narrative) for record in content.records.values())
    is_asked = content.unit.id in leading if leading else content.unit.id != UNASSIGNED.id
    return has_content or is_asked


def _status(content: Content, found: _HandIn | None, period: Period, today: date) -> UnitStatus:
    review = content.review(period)
    state = _state(content, found, review, period)
    due = due_date(period, content.rules.due_day)
    until = today if state.is_waiting or found is None else found.on or due
    return UnitStatus(
        unit=content.unit,
        state=state,
        revision=found.revision if found else 0,
        check_code=found.check_code if found else "",
        at=found.at if found else None,
        days_late=max(0, (until - due).days),
        review=review,
        contact=content.contact(period),
        hand_in=found.hand_in if found else 0,
        untaken=found.untaken if found else 0,
        file=found.file if found else "",
    )


def _newest(
    content: Content, received: Sequence[Acceptance], period: Period, own: Mapping[str, OwnHandIn]
) -> _HandIn | None:
    if received:
        newest = max(received, key=lambda acceptance: (acceptance.number, acceptance.at))
        return _HandIn(
            newest.number,
            newest.check_code,
            newest.at.date(),
            newest.at,
            newest.hand_in,
            newest.untaken,
            newest.sha256,
        )
    submission, known = content.submission(period), own.get(content.unit.id)
    if submission is None:
        return None
    return _HandIn(
        known.revision if known else 0,
        submission.check_code,
        known.at.date() if known else None,
        hand_in=submission.number,
    )


def _state(content: Content, found: _HandIn | None, review: Review | None, period: Period) -> ReportingState:
    if found is None:
        begun = any(
            isinstance(record, Entry | Narrative) and record.period == period.closing
            for record in content.records.values()
        )
        return ReportingState.DRAFT if begun else ReportingState.MISSING
    if review is None or review.check_code != found.check_code:
        return ReportingState.PARTLY if found.untaken else ReportingState.SUBMITTED
    return ReportingState.RETURNED if review.verdict == ReviewVerdict.RETURNED else ReportingState.RECEIVED


class Bureau(Struct, frozen=True):
    """One month of all units; ``contents`` in the bureau's order."""

    plan: Plan
    period: Period
    contents: tuple[Content, ...]
    statuses: tuple[UnitStatus, ...]
    origins: tuple[Origin, ...]

    @property
    def disputed(self) -> tuple[Origin, ...]:
        """The figures and items that are reported by several units, or decided on."""
        return tuple(each for each in self.origins if each.is_disputed)

    @property
    def undecided(self) -> tuple[Origin, ...]:
        """Those that wait for a decision."""
        return tuple(each for each in self.origins if each.is_open)

    def status(self, unit_id: str) -> UnitStatus:
        """The status of one unit; CixiError if it is not to report."""
        found = next((each for each in self.statuses if each.unit.id == unit_id), None)
        if found is None:
            raise CixiError("该单位没有报送任务。", "请在“设置—单位和分工”中为其分配任务。")
        return found

    def origin(self, target: Target) -> Origin:
        """Where a figure or item comes from this month."""
        found = next((each for each in self.origins if each.target.id == target.id), None)
        return found or origin(self.plan, self.contents, target, self.period)


def look_over(  # noqa: PLR0917 - the same
    plan: Plan,
    contents: Sequence[Content],
    acceptances: Iterable[Acceptance],
    period: Period,
    today: date,
    own: Mapping[str, OwnHandIn] = MappingProxyType({}),
) -> Bureau:
    """The month that ``period`` closes with, of all units."""
    found = origins(plan, contents, period)
    undecided = Counter(source.unit.id for each in found if each.is_open for source in each.sources)
    statuses = tuple(
        replace(status, undecided=undecided[status.unit.id])
        for status in unit_statuses(plan, contents, acceptances, period, today, own)
    )
    return Bureau(plan, period.closing, tuple(contents), statuses, found)
