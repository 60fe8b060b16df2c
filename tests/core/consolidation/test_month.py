"""Who has handed in, who is late, who must be spoken to."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.consolidation.month import (
    OwnHandIn,
    ReportingState,
    UnitStatus,
    unit_statuses,
)
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance, Contact, Review, ReviewVerdict, Submission
from cixi_desktop.records.units import UNASSIGNED, Unit
from tests.support.figures import plan_2025

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record

PLAN = plan_2025()
JUNE = month(2025, 6)
DUE, LATE = date(2025, 6, 25), date(2025, 6, 28)
UNIT = Unit(id="1", name="甲科")
ENTRY = Entry(target_id="8-1", unit_id="1", period=JUNE, increment=Decimal(5))
FILE = Acceptance(
    sha256="ab",
    unit_id="1",
    period=JUNE,
    number=7,
    hand_in=2,
    check_code="ACDE-3467",
    file_name="甲科.xlsx",
    at=datetime(2025, 6, 27, 9, 0),  # noqa: DTZ001  local time
)
REVIEW = Review(unit_id="1", period=JUNE, verdict=ReviewVerdict.RECEIVED, number=7, check_code="ACDE-3467")


def content(*records: Record, unit: Unit = UNIT) -> Content:
    return Content(unit=unit, records=MappingProxyType({record.key: record for record in records}))


def status(*records: Record, files: tuple[Acceptance, ...] = (), today: date = LATE) -> UnitStatus:
    (found,) = unit_statuses(PLAN, [content(*records)], files, JUNE, today)
    return found


def test_that_a_unit_without_anything_is_missing_and_late_from_the_day_after_the_due_day() -> None:
    assert status(today=DUE).state is ReportingState.MISSING
    assert [status(today=day).days_late for day in (date(2025, 6, 20), DUE, LATE)] == [0, 0, 3]
    assert [status(today=day).late_words for day in (DUE, LATE)] == ["", "逾期3天"]


@pytest.mark.parametrize(
    ("records", "files", "state"),
    [
        ((replace(ENTRY, period=month(2025, 5)),), (), ReportingState.MISSING),
        ((ENTRY,), (), ReportingState.DRAFT),
        ((Narrative(task_id="8", unit_id="1", period=JUNE, problems="无"),), (), ReportingState.DRAFT),
        ((ENTRY,), (FILE,), ReportingState.SUBMITTED),
        ((ENTRY,), (replace(FILE, period=month(2025, 5)),), ReportingState.DRAFT),
        ((ENTRY,), (replace(FILE, unit_id="2"),), ReportingState.DRAFT),
        ((ENTRY, REVIEW), (FILE,), ReportingState.RECEIVED),
        ((ENTRY, replace(REVIEW, verdict=ReviewVerdict.RETURNED)), (FILE,), ReportingState.RETURNED),
        ((ENTRY, REVIEW), (FILE, replace(FILE, number=8, check_code="HJKM-3467")), ReportingState.SUBMITTED),
        ((ENTRY,), (replace(FILE, left_out=("8-1",)),), ReportingState.PARTLY),
        ((ENTRY,), (replace(FILE, refused=("8-1",)),), ReportingState.PARTLY),
        ((ENTRY, REVIEW), (replace(FILE, left_out=("8-1",)),), ReportingState.RECEIVED),
    ],
)
def test_that_the_state_follows_the_newest_hand_in_and_its_review(
    records: tuple[Record, ...], files: tuple[Acceptance, ...], state: ReportingState
) -> None:
    assert status(*records, files=files).state is state


def test_that_what_was_handed_in_in_this_very_file_counts() -> None:
    own = Submission(unit_id="1", period=JUNE, number=2, content_at=5, check_code="KMNP-3467")
    found = status(ENTRY, own)
    assert (found.state, found.hand_in, found.check_code) == (ReportingState.SUBMITTED, 2, "KMNP-3467")


@pytest.mark.parametrize(("day", "words"), [(24, ""), (25, ""), (27, "迟报2天")])
def test_that_what_was_handed_in_in_this_very_file_is_as_late_as_it_was_that_day(
    day: int, words: str
) -> None:
    """Its 修订号 is that of its content then, whichever hand-in it was; nothing was received."""
    own = Submission(unit_id="1", period=JUNE, number=1, content_at=5, check_code="KMNP-3467")
    at = datetime(2025, 6, day, 17, 30)  # noqa: DTZ001  local time
    (found,) = unit_statuses(
        PLAN, [content(ENTRY, own)], (), JUNE, date(2025, 7, 20), {"1": OwnHandIn(at, 4)}
    )
    assert (found.late_words, found.revision, found.hand_in, found.at) == (words, 4, 1, None)


def test_that_a_hand_in_two_days_after_the_due_day_stays_two_days_late() -> None:
    found = status(ENTRY, files=(FILE,), today=date(2025, 7, 30))
    assert (found.days_late, found.late_words) == (2, "迟报2天")


def test_that_units_with_duties_report_and_others_only_if_they_entered_anything() -> None:
    duty = Duty(subject_id="8", lead_unit_id="2")
    contents = [
        content(duty, unit=UNASSIGNED),
        content(duty),
        content(duty, unit=Unit(id="2", name="乙科")),
        content(duty, replace(ENTRY, unit_id="3"), unit=Unit(id="3", name="丙科")),
    ]
    found = unit_statuses(PLAN, contents, (), JUNE, DUE)
    assert [each.unit.name for each in found] == ["乙科", "丙科"]


def test_that_all_named_units_report_while_nobody_has_a_duty() -> None:
    contents = [content(unit=UNASSIGNED), content()]
    assert [each.unit for each in unit_statuses(PLAN, contents, (), JUNE, DUE)] == [UNIT]


def test_that_the_last_contact_is_kept_with_the_unit() -> None:
    contact = Contact(unit_id="1", period=JUNE, day=date(2025, 6, 26), words="电话，答复周五前报")
    assert status(contact).contact is contact
    assert Contact(unit_id="1", period=JUNE, day=None).is_empty
    assert not REVIEW.is_empty


def test_that_a_file_taken_in_part_says_how_much_is_out() -> None:
    """Two records were left out, one of them also unreadable: it is counted once."""
    part = replace(FILE, left_out=("8-1", "H-2"), refused=("H-2",))
    found = status(ENTRY, files=(part,))
    assert (found.state_words, found.untaken) == ("部分接收（2项未收）", 2)
    assert status(ENTRY, REVIEW, files=(part,)).state_words == "已接收（2项未收）"
