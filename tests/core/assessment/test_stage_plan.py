"""阶段计划, worked out by hand: what is due when, and how far behind an item is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.actions.configure import set_basis
from cixi_desktop.actions.record import record
from cixi_desktop.actions.submit import handed_in, submit
from cixi_desktop.assessment.assess import ItemAssessment, assess
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.pace import due_stage, read_stages, stage_months, stage_plan
from cixi_desktop.checks.validation import check_month
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.workspace import Workspace
from tests.support.figures import content_of, entry, item, judged_item, plan_2025, plan_of, quick, twelve
from tests.support.memory_store import MemoryStore

JUNE = month(2025, 6)
HARD, SOFT = item(ItemKind.HARD), item(ItemKind.SOFT)  # 方案, 审议, 印发
PLAN = Basis(target_id=HARD.id, pace_plan=stage_plan(HARD, (3, 6, 9)))


def test_that_a_plan_by_stage_is_kept_by_month() -> None:
    assert stage_plan(HARD, (3, 6, 9)) == twelve(m3="1", m6="2", m9="3")
    assert stage_plan(HARD, (None, 6, None)) == twelve(m6="2")
    assert stage_plan(HARD, (6, 6, 12)) == twelve(m6="2", m12="3")


def test_that_a_stage_is_due_from_the_end_of_its_month_on() -> None:
    assert [due_stage(PLAN, number) for number in (2, 3, 5, 6, 8, 9, 12)] == [0, 1, 1, 2, 2, 3, 3]
    assert due_stage(Basis(target_id="M"), 12) == 0


def test_that_a_stage_without_a_month_is_due_with_the_next_one() -> None:
    assert stage_months(HARD, PLAN) == (3, 6, 9)
    assert stage_months(HARD, Basis(target_id="M", pace_plan=twelve(m6="2"))) == (6, 6, None)
    assert stage_months(HARD, Basis(target_id="M")) == (None, None, None)


def test_that_a_stage_cannot_be_planned_before_an_earlier_one() -> None:
    with pytest.raises(CixiError, match="“印发”计划在4月，早于前一阶段“审议”的6月。请核对计划月份。"):
        stage_plan(HARD, (3, 6, 4))
    with pytest.raises(CixiError, match="“印发”计划在4月，早于前一阶段“方案”的6月。"):
        stage_plan(HARD, (6, None, 4))


@quick
@given(st.lists(st.integers(1, 12), min_size=3, max_size=3).map(sorted))
def test_that_a_full_plan_is_read_back_as_it_was_given(months: list[int]) -> None:
    basis = Basis(target_id=HARD.id, pace_plan=stage_plan(HARD, months))
    assert stage_months(HARD, basis) == tuple(months)


def test_that_a_stage_reached_in_time_is_on_pace() -> None:
    found = judged_item(HARD, entry(HARD, 6, stage="审议"), basis=PLAN)
    assert (found.light, found.due_number, found.due_words) == (Light.ON_PACE, 2, "")
    assert found.reason == "处于“审议”阶段（第2阶段，共3个阶段）。"


@pytest.mark.parametrize("target", [HARD, SOFT])
def test_that_a_planned_stage_that_is_not_reached_is_behind_and_says_why(target: object) -> None:
    assert target in {HARD, SOFT}
    found = judged_item(HARD if target == HARD else SOFT, entry(HARD, 6, stage="方案"), basis=PLAN)
    assert found.light is Light.BEHIND
    assert found.reason == "处于“方案”阶段（第1阶段，共3个阶段）。按计划6月底应到第2阶段“审议”，慢1个阶段。"
    assert found.due_words == "计划6月到“审议”"


def test_that_the_last_stage_that_is_due_counts_however_many_are_missing() -> None:
    found = judged_item(HARD, entry(HARD, 9, stage="方案"), at=9, basis=PLAN)
    assert found.reason == "处于“方案”阶段（第1阶段，共3个阶段）。按计划9月底应到第3阶段“印发”，慢2个阶段。"


def test_that_a_quarter_is_held_against_what_is_due_at_its_end() -> None:
    found = judged_item(HARD, entry(HARD, 6, stage="方案"), at=parse_period("2025-Q2"), basis=PLAN)
    assert (found.light, found.due_number) == (Light.BEHIND, 2)


def test_that_before_its_month_nothing_is_due() -> None:
    assert judged_item(HARD, entry(HARD, 5, stage="方案"), at=5, basis=PLAN).light is Light.ON_PACE


def test_that_a_missing_proof_is_told_after_the_plan() -> None:
    lacking = judged_item(HARD, entry(HARD, 9, stage="印发"), at=9, basis=PLAN)
    assert (lacking.light, lacking.reason) == (
        Light.ON_PACE,
        "处于“印发”阶段（第3阶段，共3个阶段）。尚未填写依据（文号、日期），暂不计为完成。",
    )


def test_that_a_passed_deadline_goes_before_the_plan() -> None:
    late = Basis(target_id=HARD.id, pace_plan=PLAN.pace_plan, deadline=date(2025, 6, 20))
    assert judged_item(HARD, entry(HARD, 6, stage="方案"), basis=late).light is Light.LATE
    assert judged_item(SOFT, entry(SOFT, 6, stage="方案"), basis=late).light is Light.BEHIND


def test_that_a_finished_item_is_done_whatever_was_planned() -> None:
    done = entry(HARD, 12, stage="印发", proof="慈科〔2025〕8号，2025-11-05")
    assert judged_item(HARD, done, at=12, basis=PLAN).light is Light.DONE


def test_that_a_month_that_is_not_reported_stays_grey() -> None:
    assert judged_item(HARD, entry(HARD, 5, stage="方案"), at=6, basis=PLAN).light is Light.UNREPORTED


def test_that_a_plan_for_more_stages_than_there_are_means_the_last_one() -> None:
    longer = Basis(target_id=HARD.id, pace_plan=twelve(m3="5"))
    found = judged_item(HARD, entry(HARD, 6, stage="审议"), basis=longer)
    assert (found.due_number, found.due_words) == (3, "计划3月到“印发”")


def test_that_not_due_contradicts_a_plan_that_has_a_stage_due() -> None:
    grey = entry(HARD, 6, state=State.NOT_DUE, reason="下半年启动")
    (issue,) = check_month(plan_of(HARD), content_of(grey, PLAN), month(2025, 6))[HARD.id]
    assert (issue.where, issue.text) == (
        "state",
        "按计划本期应达到第2阶段“审议”，现填“未到节点”。请填写所处阶段，或在“设置—指标和事项口径”中调整计划月份。",
    )
    assert check_month(plan_of(HARD), content_of(grey), month(2025, 6)) == {}
    early = entry(HARD, 2, state=State.NOT_DUE, reason="下半年启动")
    assert check_month(plan_of(HARD), content_of(early, PLAN), month(2025, 2)) == {}


# Stages of an item's own (DOMAIN §9, reading 9)


@pytest.mark.parametrize(
    "text", ["方案→比选→签约", "方案、比选，签约", "方案\n比选\n签约\n", " 方案 -> 比选 ; 签约"]
)
def test_that_stages_are_read_as_people_write_lists(text: str) -> None:
    assert read_stages(HARD, text) == ("方案", "比选", "签约")


def test_that_two_stages_are_enough() -> None:
    assert read_stages(HARD, "比选、签约") == ("比选", "签约")


def test_that_blank_stages_and_those_of_the_plan_are_no_stages_of_its_own() -> None:
    assert read_stages(HARD, "") == ()
    assert read_stages(HARD, "方案→审议→印发") == ()


@pytest.mark.parametrize(
    ("text", "words"), [("方案", "只有一个阶段"), ("方案、签约、方案", "阶段“方案”重复")]
)
def test_that_stages_that_are_none_are_refused(text: str, words: str) -> None:
    with pytest.raises(CixiError, match=words):
        read_stages(HARD, text)


OWN = Basis(target_id=HARD.id, stages=("方案", "比选", "签约"))


def test_that_an_item_is_judged_by_its_own_stages() -> None:
    plan = plan_of(HARD)
    judged = assess(plan, content_of(entry(HARD, 6, stage="比选"), OWN), JUNE).of(HARD.id)
    assert isinstance(judged, ItemAssessment)
    assert (judged.stage_number, judged.item.stages) == (2, ("方案", "比选", "签约"))
    signed = entry(HARD, 6, stage="签约", proof="慈科〔2025〕8号，2025-06-05")
    assert assess(plan, content_of(signed, OWN), JUNE).of(HARD.id).light is Light.DONE


def test_that_a_plan_is_the_same_plan_until_something_is_set_over_it() -> None:
    plan = plan_of(HARD, SOFT)
    assert content_of().adapt(plan) is plan
    adapted = content_of(OWN).adapt(plan)
    assert adapted is not plan
    assert (adapted.items[0].stages, adapted.original) == (OWN.stages, plan)
    assert content_of(OWN).adapt(adapted) is adapted
    assert content_of().adapt(adapted) is plan


def test_that_a_stage_that_is_no_more_is_told_of() -> None:
    content = content_of(entry(HARD, 6, stage="审议"), OWN)
    (issue,) = check_month(content.adapt(plan_of(HARD)), content, JUNE)[HARD.id]
    words = "“审议”不是本事项的阶段（阶段可能已调整）。请重新选择所处阶段。"
    assert (issue.where, issue.text) == ("stage", words)


def test_that_what_was_handed_in_keeps_its_stages() -> None:
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(), actor="王")
    record(workspace, "M8-2", JUNE, {"stage": "审议"})
    submit(workspace, JUNE)
    set_basis(workspace, Basis(target_id="M8-2", stages=("起草", "印发")))
    with pytest.raises(CixiError):
        record(workspace, "M8-2", JUNE, {"stage": "审议"})
    record(workspace, "M8-2", JUNE, {"stage": "印发"})
    (past,) = handed_in(workspace.plan, workspace.store, workspace.content, JUNE)
    then, now = past.assessment.of("M8-2"), workspace.assess(JUNE).of("M8-2")
    assert isinstance(then, ItemAssessment)
    assert isinstance(now, ItemAssessment)
    assert (then.stage, then.stage_number, len(then.item.stages)) == ("审议", 4, 6)
    assert (now.stage, now.stage_number, len(now.item.stages)) == ("印发", 2, 2)
    assert past.is_same
    sentences = [
        line.sentence
        for line in all_lines(workspace.plan, workspace.store.operations(limit=9), workspace.units())
    ]
    assert any("阶段：（空） → 起草→印发" in sentence for sentence in sentences)
