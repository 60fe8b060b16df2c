"""分工: who answers for what in the end, and what is a unit's own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.responsibility import Responsibility, is_past_not_due, responsibility_of
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.units import UNASSIGNED, Unit
from tests.support.figures import content_of, plan_2025

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record

PLAN = plan_2025()
GAOXIN, GUIHUA, KEJI = (
    Unit(id=n, name=name) for n, name in (("1", "高新科"), ("2", "规划科"), ("3", "科技科"))
)
TASK_8 = Duty(subject_id="8", lead_unit_id="1", supporting_unit_ids=("2",), leader="王某", person="李某")


def responsibility(subject_id: str, *records: Record) -> Responsibility:
    subject = PLAN.task(subject_id) if PLAN.has_task(subject_id) else PLAN.target(subject_id)
    return responsibility_of(PLAN, content_of(GAOXIN, GUIHUA, KEJI, *records), subject)


def seen_by(unit: Unit, *records: Record) -> Assessment:
    content = replace(content_of(GAOXIN, GUIHUA, KEJI, *records), unit=unit)
    return assess(PLAN, content, month(2025, 6))


def test_that_nobody_answers_and_the_year_ends_where_the_bureau_has_said_nothing() -> None:
    found = responsibility("8")
    assert (found.lead_unit, found.words) == ("未分配", "牵头：未分配")
    assert (found.deadline, found.is_default_deadline) == (date(2025, 12, 31), True)
    assert found.deadline_words == "完成时限：2025年12月31日（默认）"


def test_that_a_deadline_that_somebody_set_is_not_marked() -> None:
    found = responsibility("8", Basis(target_id="8", deadline=date(2025, 11, 30)))
    assert found.deadline_words == "完成时限：2025年11月30日"


@pytest.mark.parametrize(
    ("item_id", "state", "deadline", "is_past"),
    [
        ("M8-2", State.NOT_DUE, date(2025, 5, 31), True),
        ("M8-2", State.NOT_DUE, date(2025, 6, 30), False),
        ("M8-2", State.PENDING, date(2025, 5, 31), False),
        ("D8-1", State.NOT_DUE, date(2025, 5, 31), False),
    ],
)
def test_that_only_a_milestone_is_no_longer_not_due_after_its_day(
    item_id: str, state: State, deadline: date, is_past: bool
) -> None:
    """June's entry holds for 30 June; D8-1 is told in words and is due at no day."""
    content = content_of(GAOXIN, Basis(target_id="8", deadline=deadline))
    said = Entry(target_id=item_id, unit_id="1", period=month(2025, 6), state=state, reason="等待批复")
    assert is_past_not_due(PLAN, content, PLAN.target(item_id), said) is is_past


def test_that_figures_and_items_follow_their_task() -> None:
    for subject_id in ("8", "8-1", "M8-2"):
        found = responsibility(subject_id, TASK_8, Basis(target_id="8", deadline=date(2025, 11, 30)))
        assert found.words == "牵头：高新科；配合：规划科；责任领导：王某；责任人：李某"
        assert (found.deadline, found.is_default_deadline) == (date(2025, 11, 30), False)
        assert found.is_own is (subject_id == "8")


def test_that_a_figure_cited_twice_follows_the_task_that_works_on_it() -> None:
    headline = Duty(subject_id="总体", lead_unit_id="3")
    assert responsibility("H-3", headline, TASK_8).lead_unit == "高新科"
    assert responsibility("H-4", headline, TASK_8).lead_unit == "科技科"


def test_that_what_an_item_leaves_blank_is_its_tasks() -> None:
    found = responsibility("M8-2", TASK_8, Duty(subject_id="M8-2", person="赵某"))
    assert found.words == "牵头：高新科；配合：规划科；责任领导：王某；责任人：赵某"


def test_that_another_lead_unit_does_not_answer_with_the_tasks_people() -> None:
    found = responsibility("M8-2", TASK_8, Duty(subject_id="M8-2", lead_unit_id="2"))
    assert found.words == "牵头：规划科"
    same = responsibility("M8-2", TASK_8, Duty(subject_id="M8-2", lead_unit_id="1"))
    assert same.duty.person == "李某"


def test_that_a_deadline_of_its_own_goes_before_the_tasks() -> None:
    bases = (
        Basis(target_id="8", deadline=date(2025, 11, 30)),
        Basis(target_id="M8-2", deadline=date(2025, 9, 30)),
    )
    assert responsibility("M8-2", *bases).deadline == date(2025, 9, 30)
    assert responsibility("M8-3", *bases).deadline == date(2025, 11, 30)


def test_that_a_unit_no_longer_there_shows_as_unassigned() -> None:
    assert responsibility("8", Duty(subject_id="8", lead_unit_id="77")).lead_unit == UNASSIGNED.name


def test_that_a_tasks_deadline_makes_its_milestones_late() -> None:
    assessment = seen_by(GAOXIN, Basis(target_id="8", deadline=date(2025, 5, 31)))
    assert assessment.of("M8-2").light is Light.LATE


@pytest.mark.parametrize("unit", [GAOXIN, GUIHUA])
def test_that_leading_and_supporting_make_a_task_ones_own(unit: Unit) -> None:
    assessment = seen_by(unit, TASK_8)
    assert assessment.own_task_id == "8"
    assert assessment.own_ids == {"H-3", "8-1", "8-3", *(item.id for item in PLAN.items_in(PLAN.task("8")))}


def test_that_what_another_unit_leads_is_not_ones_own() -> None:
    records = (TASK_8, Duty(subject_id="M8-2", lead_unit_id="3"))
    assert "M8-2" not in seen_by(GAOXIN, *records).own_ids
    assert seen_by(KEJI, *records).own_ids == {"M8-2"}
    assert seen_by(KEJI, *records).own_task_id == "8"


def test_that_the_headline_is_ones_first_task_only_where_there_is_no_other() -> None:
    headline = Duty(subject_id="总体", lead_unit_id="1")
    assert seen_by(GAOXIN, headline).own_task_id == "总体"
    assert seen_by(GAOXIN, headline, Duty(subject_id="9", lead_unit_id="1")).own_task_id == "9"
    assert seen_by(KEJI, headline).own_task_id == ""
    assert seen_by(KEJI, headline).own_ids == frozenset()


def test_that_a_unit_has_answered_when_its_own_are_reported() -> None:
    own = Duty(subject_id="M8-2", lead_unit_id="3")
    said = Entry(target_id="M8-2", unit_id="3", period=month(2025, 6), stage="调研起草")
    elsewhere = Entry(target_id="8-1", unit_id="3", period=month(2025, 6), increment=Decimal(1))
    assert seen_by(KEJI, own, said, elsewhere).answered == (1, 1)
    assert seen_by(KEJI, said, elsewhere).answered == (2, 99)


def test_that_the_counts_of_some_leave_the_others_out() -> None:
    count = Entry(target_id="8-1", unit_id="1", period=month(2025, 6), increment=Decimal(150))
    elsewhere = Entry(target_id="9-2", unit_id="1", period=month(2025, 6), increment=Decimal(1))
    summary = seen_by(GAOXIN, count, elsewhere).summary_of({"8-1", "8-3", "M8-2"})
    assert (summary.figures_reported, summary.items_reported) == (1, 0)
    # 150 of 300 at the end of June is on pace; 8-3 is not reported.
    assert (summary.figure_lights[Light.ON_PACE], summary.figure_lights[Light.UNREPORTED]) == (1, 1)
    assert (summary.binding_good, summary.binding_judged) == (1, 1)
