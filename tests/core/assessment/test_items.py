"""事项: milestones by stage and proof, lists by ratio, counters and duties as they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.lights import Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from tests.support.figures import (
    entry,
    item,
    judged_item,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Item

HARD, SOFT = item(ItemKind.HARD), item(ItemKind.SOFT)
LIST = item(ItemKind.LIST, unit="家")
COUNTER = item(ItemKind.COUNTER, unit="次")
DUTY = item(ItemKind.DUTY)


# Milestones


def test_that_a_milestone_is_its_stage_of_n_and_never_a_percentage() -> None:
    found = judged_item(HARD, entry(HARD, 6, stage="审议"))
    assert (found.stage, found.stage_number, found.completion) == ("审议", 2, None)
    assert found.light is Light.ON_PACE
    assert "处于“审议”阶段（第2阶段，共3个阶段）" in found.reason


def test_that_a_milestone_is_done_only_with_proof() -> None:
    bare = judged_item(HARD, entry(HARD, 6, stage="印发"))
    proved = judged_item(HARD, entry(HARD, 6, stage="印发", proof="慈科〔2025〕5号"))
    assert bare.light is Light.ON_PACE
    assert "尚未填写依据" in bare.reason
    assert (proved.light, proved.proof) == (Light.DONE, "慈科〔2025〕5号")


def test_that_the_proof_of_an_earlier_stage_does_not_prove_the_last() -> None:
    entries = [entry(HARD, 3, stage="审议", proof="会议纪要3号"), entry(HARD, 6, stage="印发")]
    found = judged_item(HARD, *entries)
    assert found.light is Light.ON_PACE
    assert found.proof == ""


def test_that_a_paper_given_before_a_stage_was_reached_does_not_prove_it() -> None:
    """That of April was given while 审议 stood, also where the month names no stage."""
    entries = [
        entry(HARD, 3, stage="审议"),
        entry(HARD, 4, proof="慈科〔2025〕5号"),
        entry(HARD, 6, stage="印发"),
    ]
    found = judged_item(HARD, *entries)
    assert (found.light is Light.DONE, found.lacks_proof, found.proof) == (False, True, "")


@pytest.mark.parametrize("words", ["待补", "正在走流程", "见附件", "12"])
def test_that_words_that_name_no_paper_do_not_complete_a_milestone(words: str) -> None:
    found = judged_item(HARD, entry(HARD, 6, stage="印发", proof=words))
    assert (found.light, found.proof) == (Light.ON_PACE, words)
    assert found.reason.endswith("尚未填写依据（文号、日期），暂不计为完成。")


def test_that_a_proof_may_come_later_than_its_stage() -> None:
    entries = [entry(HARD, 6, stage="印发"), entry(HARD, 7, proof="慈科〔2025〕5号")]
    assert judged_item(HARD, *entries, at=6).light is Light.ON_PACE
    assert judged_item(HARD, *entries, at=7).light is Light.DONE


def test_that_a_milestone_once_done_stays_done() -> None:
    entries = [entry(HARD, 3, stage="印发", proof="慈科〔2025〕5号")]
    later = judged_item(HARD, *entries, at=9)
    assert (later.light, later.stage, later.as_of) == (Light.DONE, "印发", date(2025, 3, 31))
    repeated = judged_item(HARD, *entries, entry(HARD, 9, stage="印发"), at=9)
    assert repeated.light is Light.DONE


def test_that_a_milestone_without_this_months_entry_is_unreported_with_its_last_stage() -> None:
    found = judged_item(HARD, entry(HARD, 3, stage="审议"), at=6)
    assert (found.light, found.stage, found.is_reported) == (Light.UNREPORTED, "审议", False)


@pytest.mark.parametrize(("target", "expected"), [(HARD, Light.LATE), (SOFT, Light.BEHIND)])
def test_that_a_milestone_past_its_own_deadline_is_red_if_hard_and_yellow_if_soft(
    target: Item, expected: Light
) -> None:
    own = Basis(target_id=target.id, deadline=date(2025, 6, 15))
    assert judged_item(target, entry(target, 6, stage="审议"), basis=own).light is expected
    assert judged_item(target, basis=own).light is expected
    assert judged_item(target, entry(target, 5, stage="审议"), basis=own, at=5).light is Light.ON_PACE
    found = judged_item(target, entry(target, 6, stage="印发", proof="慈科〔2025〕5号"), basis=own)
    assert found.light is Light.DONE
    assert (found.responsibility.deadline, found.responsibility.is_default_deadline) == (
        date(2025, 6, 15),
        False,
    )


def test_that_a_state_with_its_reason_is_kept_past_the_deadline_but_for_not_due() -> None:
    own = Basis(target_id=HARD.id, deadline=date(2025, 6, 15))
    found = judged_item(HARD, entry(HARD, 6, state=State.PENDING, reason="省里推迟"), basis=own)
    assert (found.light, "省里推迟" in found.reason) == (Light.PENDING, True)
    hidden = entry(HARD, 6, state=State.NOT_DUE, reason="省里推迟")
    assert judged_item(HARD, hidden, basis=own).light is Light.LATE
    assert judged_item(HARD, replace(hidden, as_of=date(2025, 6, 15)), basis=own).light is Light.NOT_DUE


def test_that_a_milestone_is_late_after_its_day_and_not_on_it() -> None:
    own = Basis(target_id=HARD.id, deadline=date(2025, 6, 30))
    may = entry(HARD, 5, stage="审议")
    lights = [judged_item(HARD, may, at=at, basis=own).light for at in (5, 6, 7)]
    assert lights == [Light.ON_PACE, Light.UNREPORTED, Light.LATE]
    july = entry(HARD, 7, stage="审议", as_of=date(2025, 6, 30))
    assert judged_item(HARD, july, at=7, basis=own).light is Light.ON_PACE
    assert judged_item(HARD, replace(july, as_of=date(2025, 7, 1)), at=7, basis=own).light is Light.LATE
    assert judged_item(
        SOFT, entry(SOFT, 7, stage="审议"), at=7, basis=replace(own, target_id=SOFT.id)
    ).light is (Light.BEHIND)


def test_that_not_applicable_shows_grey_also_where_all_is_done() -> None:
    done = entry(HARD, 6, stage=HARD.stages[-1], proof="慈科〔2025〕4号")
    lights = [
        judged_item(HARD, done, entry(HARD, 7, state=state), at=7).light
        for state in (State.PENDING, State.NOT_APPLICABLE)
    ]
    assert lights == [Light.DONE, Light.NOT_APPLICABLE]


def test_that_a_grey_month_shows_the_day_of_what_is_known() -> None:
    june, july = entry(HARD, 6, stage="审议"), entry(HARD, 7, state=State.PENDING)
    assert judged_item(HARD, june, july, at=7).as_of == date(2025, 6, 30)
    assert judged_item(HARD, june, july, at=9).as_of == date(2025, 6, 30)
    assert judged_item(HARD, july, at=7).as_of is None


def test_that_a_deadline_in_the_plan_is_a_deadline_of_its_own() -> None:
    dated = item(ItemKind.HARD, deadline=date(2025, 6, 15))
    assert judged_item(dated).light is Light.LATE
    assert not judged_item(dated).responsibility.is_default_deadline


def test_that_the_default_deadline_alone_makes_nothing_late() -> None:
    found = judged_item(HARD, at=12)
    assert (found.light, found.responsibility.deadline, found.responsibility.is_default_deadline) == (
        Light.UNREPORTED,
        date(2025, 12, 31),
        True,
    )


def test_that_no_report_of_the_year_has_passed_the_year_s_last_day() -> None:
    assert judged_item(HARD, entry(HARD, 12, stage="审议"), at=12).light is Light.ON_PACE
    assert judged_item(SOFT, entry(SOFT, 12, stage="审议"), at=12).light is Light.ON_PACE


def test_that_a_milestone_past_its_deadline_without_any_stage_says_so() -> None:
    own = Basis(target_id=HARD.id, deadline=date(2025, 3, 31))
    assert "尚未填报阶段" in judged_item(HARD, basis=own).reason


# Lists, counters, duties


@pytest.mark.parametrize(
    ("numerator", "denominator", "at", "expected"),
    [
        ("10", "20", 6, Light.ON_PACE),
        ("8", "20", 6, Light.BEHIND),
        ("7", "20", 6, Light.LATE),
        ("20", "20", 6, Light.ATTAINED),
        ("20", "20", 12, Light.DONE),
        ("19", "20", 12, Light.BEHIND),
        ("0", "0", 6, Light.NOT_APPLICABLE),
    ],
)
def test_that_a_closed_list_goes_by_its_ratio(
    numerator: str, denominator: str, at: int, expected: Light
) -> None:
    found = judged_item(LIST, entry(LIST, at, numerator=numerator, denominator=denominator), at=at)
    assert found.light is expected


def test_that_a_list_is_told_in_the_words_of_its_form() -> None:
    assert (
        judged_item(LIST, entry(LIST, 6, numerator="5")).reason == "只填了一半：已办结和清单总数要同时填写。"
    )
    empty = judged_item(LIST, entry(LIST, 6, numerator="0", denominator="0"))
    assert (empty.light, empty.reason) == (
        Light.NOT_APPLICABLE,
        "名单为空（清单总数为0），不计算办结率。",
    )


def test_that_a_list_keeps_its_last_complete_ratio() -> None:
    entries = [entry(LIST, 3, numerator="10", denominator="20"), entry(LIST, 6, numerator="12")]
    found = judged_item(LIST, *entries)
    assert (found.light, found.completion, found.numerator, found.denominator) == (
        Light.UNREPORTED,
        Decimal(50),
        Decimal(10),
        Decimal(20),
    )


@pytest.mark.parametrize("kind", [ItemKind.COUNTER, ItemKind.RECURRING])
def test_that_a_counter_shows_its_number_and_no_gauge(kind: ItemKind) -> None:
    target = item(kind, unit="次")
    found = judged_item(target, entry(target, 5, increment="2"), entry(target, 6, increment="3"))
    assert (found.count, found.total, found.completion) == (Decimal(3), Decimal(5), None)
    assert (found.light, found.status) == (Light.RECORDED, "已填报")


def test_that_the_reason_of_a_counter_tells_what_was_counted_but_not_a_nought() -> None:
    unjudged = "工作要点未定目标值，只作记录，不亮灯。"
    some = judged_item(COUNTER, entry(COUNTER, 5, increment="2"), entry(COUNTER, 6, increment="3"))
    assert some.reason == f"本期3次，累计5次；{unjudged}"
    assert judged_item(COUNTER, entry(COUNTER, 6, increment="0")).reason == unjudged


def test_that_a_counter_of_a_quarter_sums_its_months() -> None:
    entries = [entry(COUNTER, n, increment="1") for n in (2, 4, 6)]
    found = judged_item(COUNTER, *entries, at=parse_period("2025-Q2"))
    assert (found.count, found.total) == (Decimal(2), Decimal(3))


def test_that_a_counter_without_an_entry_is_unreported_with_its_total() -> None:
    found = judged_item(COUNTER, entry(COUNTER, 3, increment="2"))
    assert (found.light, found.status, found.count, found.total) == (
        Light.UNREPORTED,
        "未填报",
        None,
        Decimal(2),
    )


def test_that_a_duty_is_text_and_never_a_percentage() -> None:
    found = judged_item(DUTY, entry(DUTY, 6, note="召开专题会议2次"))
    assert (found.status, found.light, found.completion, found.count) == (
        "已填报",
        Light.RECORDED,
        None,
        None,
    )
    assert judged_item(DUTY).status == "未填报"


def test_that_a_remark_alone_reports_no_item_but_a_duty() -> None:
    for target in (HARD, LIST, COUNTER):
        found = judged_item(target, entry(target, 6, note="无变化"))
        assert (found.light, found.is_reported) == (Light.UNREPORTED, False)


def test_that_an_item_said_not_to_apply_keeps_that_word() -> None:
    found = judged_item(COUNTER, entry(COUNTER, 6, state=State.NOT_APPLICABLE, reason="本年不组织"))
    assert (found.status, found.light) == ("不适用", Light.NOT_APPLICABLE)
    assert "本年不组织" in found.reason


def test_that_an_item_holds_for_its_own_day() -> None:
    assert judged_item(COUNTER, entry(COUNTER, 6, increment="1", as_of=date(2025, 6, 20))).as_of == date(
        2025, 6, 20
    )
    assert judged_item(COUNTER).as_of is None
