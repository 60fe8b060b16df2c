"""The records beside figures and texts: who answers, lists, locks, decisions, hand-ins."""

from __future__ import annotations

from datetime import date, datetime
from typing import get_args

from msgspec.structs import replace

from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.handovers import Acceptance, Correction, Lock, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.record import OfBureau, OfUnit, Record, year_of
from cixi_desktop.records.units import UNASSIGNED
from tests.support.figures import content_of

JUNE = month(2025, 6)
DUTY = Duty(subject_id="8", lead_unit_id="1")
ROW = LedgerRow(id="2", target_id="H-3", unit_id="0", period=JUNE, name="甲公司")
LOCK = Lock(unit_id="0", period=JUNE, is_locked=True, reason="已报送")
DECISION = Decision(reading_id="2", answer="1012家", decided_on=date(2025, 5, 8))
HANDED_IN = Submission(unit_id="0", period=JUNE, number=1, content_at=5, check_code="ACDE-3467")

TAKEN_IN = Acceptance(
    sha256="9f86",
    unit_id="1",
    period=JUNE,
    number=3,
    check_code="ACDE-3467",
    file_name="高新科.xlsx",
    at=datetime(2025, 6, 26, 8, 15),  # noqa: DTZ001 - local time
)


def test_that_each_record_has_its_own_identity() -> None:
    records: list[Record] = [
        DUTY,
        replace(DUTY, subject_id="H-3"),
        ROW,
        replace(ROW, id="3"),
        replace(ROW, unit_id="1"),
        LOCK,
        replace(LOCK, period=month(2025, 7)),
        DECISION,
        replace(DECISION, reading_id="3"),
        HANDED_IN,
        replace(HANDED_IN, unit_id="1"),
        TAKEN_IN,
        replace(TAKEN_IN, sha256="9f87"),
    ]
    assert len({record.key for record in records}) == len(records)


def test_that_a_record_is_empty_only_where_nothing_is_said() -> None:
    assert [record.is_empty for record in (DUTY, ROW, LOCK, DECISION, HANDED_IN, TAKEN_IN)] == [False] * 6
    assert Duty(subject_id="8").is_empty
    assert Decision(reading_id="2").is_empty
    assert replace(LOCK, is_locked=False, reason="").is_empty
    assert not replace(LOCK, is_locked=False, reason="数据更正").is_empty
    assert not Correction(target_id="8-1", unit_id="0", period=JUNE, reason="名单重复2家").is_empty


def test_that_every_kind_belongs_to_a_unit_or_to_the_bureau_or_is_a_plan() -> None:
    assert set(get_args(Record)) == {*get_args(OfUnit), *get_args(OfBureau), AdoptedPlan}


def test_that_every_record_but_a_unit_is_of_a_year() -> None:
    plan = AdoptedPlan(year=2026, version=1, since=1, text="")
    records = (DUTY, ROW, LOCK, DECISION, HANDED_IN, TAKEN_IN, plan)
    assert [year_of(record) for record in records] == [2025] * 6 + [2026]
    assert year_of(UNASSIGNED) is None


def test_that_a_year_without_them_answers_all_the_same() -> None:
    empty = Content(unit=UNASSIGNED)
    assert empty.duty("8") == Duty(subject_id="8")
    assert empty.decision("2") == Decision(reading_id="2")
    assert not empty.lock(JUNE).is_locked
    assert empty.submission(JUNE) is None
    assert empty.ledger("H-3") == ()


def test_that_they_are_found_by_what_they_stand_for() -> None:
    found = content_of(DUTY, LOCK, DECISION, HANDED_IN)
    assert found.duty("8") is DUTY
    assert found.decision("2") is DECISION
    assert found.lock(parse_period("2025-Q2")) is LOCK
    assert not found.lock(month(2025, 7)).is_locked
    assert found.submission(JUNE) is HANDED_IN


def test_that_a_ledger_is_read_by_month_and_then_as_it_was_entered() -> None:
    tenth, may, other = (
        replace(ROW, id="10"),
        replace(ROW, id="3", period=month(2025, 5)),
        replace(ROW, id="4", target_id="8-1"),
    )
    assert content_of(tenth, ROW, other, may).ledger("H-3") == (may, ROW, tenth)
