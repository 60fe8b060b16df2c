"""Entering figures: at once, all or nothing; field by field, with drafts kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cixi_desktop.actions.record import clear, erase, record, set_aside, type_field
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.checks.validation import Severity, check_entry, check_month
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, month, parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.fields import field_text
from cixi_desktop.wording.form import why
from cixi_desktop.workspace import Workspace
from tests.support.figures import amount, plan_2025, plan_of, quick
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.checks.validation import Issue

PLAN = plan_2025()
JUNE = month(2025, 6)


def opened() -> Workspace:
    return Workspace(plan=PLAN, store=MemoryStore(), actor="张三")


def now(workspace: Workspace, target_id: str, period: Period = JUNE) -> Entry | None:
    return workspace.content.entry(target_id, period)


def typed(
    workspace: Workspace, target_id: str, name: str, text: str, period: Period = JUNE
) -> tuple[Issue, ...]:
    type_field(workspace, target_id, period, name=name, text=text)
    entry = now(workspace, target_id, period)
    series = workspace.content.series(target_id, period.year)
    return tuple(check_entry(PLAN.target(target_id), entry, series)) if entry else ()


# At once


def test_that_a_figure_is_recorded_with_its_day_and_read_as_people_type_it() -> None:
    workspace = opened()
    done = record(
        workspace, "H-3", JUNE, {"cumulative": "７０家", "as_of": "2025年6月20日", "note": "第二批"}
    )
    assert (done.cumulative, done.as_of, done.note) == (Decimal(70), date(2025, 6, 20), "第二批")
    assert now(workspace, "H-3") == done
    assert workspace.assess(JUNE).of("H-3").light is Light.ON_PACE


@pytest.mark.parametrize(
    ("target_id", "fields", "light"),
    [
        ("6-1", {"increment": "2次"}, Light.ON_PACE),
        ("H-6", {"cumulative": "24.5亿"}, Light.BEHIND),
        ("H-1", {"value": "3.64%"}, Light.ON_PACE),
        ("H-4", {"value": "1,121"}, Light.ATTAINED),
        ("7-3", {"cumulative": "45", "last_year": "50"}, Light.BEHIND),
        ("7-1", {"numerator": "400", "denominator": "400"}, Light.ATTAINED),
        ("H-7", {"stage": "申报"}, Light.ON_PACE),
        ("M8-2", {"stage": "备案公开", "proof": "慈科〔2025〕5号"}, Light.DONE),
        ("M2-3", {"numerator": "1", "denominator": "4"}, Light.LATE),
        ("C3-1", {"increment": "2"}, Light.RECORDED),
        ("D1-1", {"note": "召开专题会议"}, Light.RECORDED),
        ("H-5", {"state": "待公布", "reason": "7月下旬公布"}, Light.PENDING),
    ],
)
def test_that_every_kind_is_recorded_and_lit(target_id: str, fields: dict[str, str], light: Light) -> None:
    workspace = opened()
    record(workspace, target_id, JUNE, fields)
    assert workspace.assess(JUNE).of(target_id).light is light


def test_that_the_same_figure_under_two_tasks_is_one_entry() -> None:
    workspace = opened()
    record(workspace, "8-2", JUNE, {"cumulative": "70"})
    assert now(workspace, "H-3") == now(workspace, "H-3")
    assert [entry.target_id for entry in workspace.store.load(Entry)] == ["H-3"]
    record(workspace, "H-3", JUNE, {"cumulative": "71"})
    assert len(workspace.store.load(Entry)) == 1


def test_that_recording_the_same_again_is_no_operation() -> None:
    workspace = opened()
    for _ in range(2):
        record(workspace, "H-3", JUNE, {"cumulative": "70"})
    assert len(workspace.history.undo) == 1


def test_that_the_merged_period_is_kept_under_february() -> None:
    workspace = opened()
    record(workspace, "H-6", parse_period("2025-01~02"), {"cumulative": "6.2"})
    found = now(workspace, "H-6", month(2025, 2))
    assert found is not None
    assert found.cumulative == Decimal("6.2")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_that_january_to_april_stay_open_for_late_entries(number: int) -> None:
    workspace = opened()
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    record(workspace, "H-3", month(2025, number), {"cumulative": "10"})
    assert now(workspace, "H-3", month(2025, number)) is not None


# Wrong input gets its message and changes nothing


@pytest.mark.parametrize(
    ("target_id", "period", "fields", "words"),
    [
        ("H-3", "2025-06", {"cumulative": "7O"}, ["“7O”", "不是数字"]),
        ("H-3", "2025-06", {"cumulative": "约70"}, ["“约70”", "不是准确数"]),
        ("H-3", "2025-06", {"cumulative": "70次"}, ["“70次”", "单位是家"]),
        ("H-3", "2025-06", {"cumulative": "70.5"}, ["整数"]),
        ("H-3", "2025-06", {"increment": "-5"}, ["负数"]),
        ("H-3", "2024-06", {"cumulative": "70"}, ["2024年6月", "不在"]),
        ("H-3", "2026-01", {"cumulative": "70"}, ["2026年1月", "不在"]),
        ("H-3", "2025-Q2", {"cumulative": "70"}, ["2025年第二季度", "按月"]),
        ("H-3", "2025", {"cumulative": "70"}, ["2025年", "按月"]),
        ("H-33", "2025-06", {"cumulative": "70"}, ["“H-33”"]),
        ("7-1", "2025-06", {"numerator": "401", "denominator": "400"}, ["401", "400"]),
        ("H-3", "2025-06", {"cumulative": "49"}, ["49", "50"]),
        ("H-3", "2025-06", {"increment": "5", "cumulative": "55"}, ["不能同时填写"]),
        ("H-6", "2025-06", {"cumulative": "19.5"}, ["19.5", "20"]),
        ("H-6", "2025-01", {"cumulative": "3"}, ["1月不单独发布"]),
        ("H-3", "2025-06", {"value": "70"}, ["不填这一项", "累计"]),
        ("M8-2", "2025-06", {"stage": "入围"}, ["“入围”", "备案公开"]),
        ("H-3", "2025-06", {"state": "没有"}, ["“没有”", "待公布"]),
        ("H-3", "2025-06", {"cumulative": "70", "as_of": "2025-07-01"}, ["2025年7月1日"]),
        ("H-3", "2025-06", {"cumulative": "70", "as_of": "月底"}, ["“月底”", "不是日期"]),
    ],
)
def test_that_wrong_input_is_named_and_changes_nothing(
    target_id: str, period: str, fields: dict[str, str], words: list[str]
) -> None:
    workspace = opened()
    record(workspace, "H-3", month(2025, 5), {"cumulative": "50"})
    record(workspace, "H-6", month(2025, 5), {"cumulative": "20"})
    before, history = dict(workspace.content.records), workspace.history
    with pytest.raises(CixiError) as caught:
        record(workspace, target_id, parse_period(period), fields)
    assert all(word in str(caught.value) for word in words)
    assert workspace.content.records == before
    assert workspace.history == history


def test_that_everything_wrong_is_said_at_once_and_nothing_of_it_is_kept() -> None:
    workspace = opened()
    fields = {"numerator": "约3", "denominator": "2.5", "as_of": "月底", "note": "好的"}
    with pytest.raises(CixiError) as caught:
        record(workspace, "7-1", JUNE, fields)
    for words in ("约3", "2.5", "月底"):
        assert words in str(caught.value)
    assert "2025年6月" in str(caught.value)
    assert now(workspace, "7-1") is None


def test_that_a_published_amount_may_fall_with_its_reason() -> None:
    workspace = opened()
    record(workspace, "H-6", month(2025, 5), {"cumulative": "20"})
    record(workspace, "H-6", JUNE, {"cumulative": "19.5", "reason": "统计修订"})
    found = now(workspace, "H-6")
    assert found is not None
    assert found.reason == "统计修订"


def test_that_clearing_takes_an_entry_back_to_unreported() -> None:
    workspace = opened()
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    clear(workspace, "8-2", JUNE)
    assert now(workspace, "H-3") is None
    workspace.undo()
    assert now(workspace, "H-3") is not None
    clear(workspace, "6-1", JUNE)
    assert len(workspace.history.undo) == 1


# Field by field


def test_that_cells_without_an_entry_are_left_where_others_are_emptied() -> None:
    workspace = opened()
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    erase(workspace, [("H-3", "cumulative"), ("7-1", "numerator")], JUNE)
    assert now(workspace, "H-3") is None
    assert now(workspace, "7-1") is None
    assert workspace.history.undo[-1].label == "清空1格（2025年6月）"


def test_that_a_typed_figure_counts_at_once() -> None:
    workspace = opened()
    assert typed(workspace, "H-3", "cumulative", "70") == ()
    found = workspace.assess(JUNE).of("H-3")
    assert found.light is Light.ON_PACE


def test_that_faulty_text_stays_as_a_draft_is_marked_and_does_not_count() -> None:
    workspace = opened()
    issues = typed(workspace, "H-3", "cumulative", "约70")
    assert [(issue.where, "不是准确数" in issue.message) for issue in issues] == [("cumulative", True)]
    assert field_text(now(workspace, "H-3"), "cumulative") == "约70"
    assert workspace.assess(JUNE).of("H-3").light is Light.UNREPORTED


def test_that_a_draft_survives_closing_and_opening() -> None:
    workspace = opened()
    typed(workspace, "H-3", "cumulative", "约70")
    again = Workspace(plan=PLAN, store=workspace.store, actor="李四")
    assert field_text(now(again, "H-3"), "cumulative") == "约70"


def test_that_mending_a_draft_makes_it_count() -> None:
    workspace = opened()
    typed(workspace, "H-3", "cumulative", "约70")
    assert typed(workspace, "H-3", "cumulative", "70") == ()
    found = now(workspace, "H-3")
    assert found is not None
    assert (found.cumulative, found.drafts) == (Decimal(70), ())


def test_that_emptying_a_faulty_field_leaves_nothing() -> None:
    workspace = opened()
    typed(workspace, "H-3", "cumulative", "约70")
    assert typed(workspace, "H-3", "cumulative", "") == ()
    assert now(workspace, "H-3") is None


def test_that_a_sound_field_stays_when_the_one_beside_it_is_faulty() -> None:
    workspace = opened()
    typed(workspace, "7-1", "numerator", "38")
    issues = typed(workspace, "7-1", "denominator", "三十")
    assert [issue.where for issue in issues] == ["denominator"]
    found = now(workspace, "7-1")
    assert found is not None
    assert (found.numerator, found.denominator) == (Decimal(38), None)


def test_that_a_numerator_too_large_waits_as_a_draft_until_the_denominator_fits() -> None:
    workspace = opened()
    typed(workspace, "7-1", "denominator", "40")
    issues = typed(workspace, "7-1", "numerator", "45")
    assert [issue.where for issue in issues] == ["numerator"]
    assert workspace.assess(JUNE).of("7-1").light is Light.UNREPORTED
    assert typed(workspace, "7-1", "denominator", "50") == ()
    found = now(workspace, "7-1")
    assert found is not None
    assert (found.numerator, found.denominator, found.drafts) == (Decimal(45), Decimal(50), ())


def test_that_a_falling_amount_waits_as_a_draft_until_its_reason_is_given() -> None:
    workspace = opened()
    record(workspace, "H-6", month(2025, 5), {"cumulative": "20"})
    assert [issue.where for issue in typed(workspace, "H-6", "cumulative", "19.5")] == ["cumulative"]
    assert typed(workspace, "H-6", "reason", "统计修订") == ()
    found = now(workspace, "H-6")
    assert found is not None
    assert (found.cumulative, found.reason, found.drafts) == (Decimal("19.5"), "统计修订", ())


def test_that_a_reason_can_be_emptied_though_its_figure_then_lacks_one() -> None:
    workspace = opened()
    record(workspace, "H-6", month(2025, 5), {"cumulative": "20"})
    typed(workspace, "H-6", "cumulative", "19.5")
    typed(workspace, "H-6", "reason", "统计修订")
    issues = typed(workspace, "H-6", "reason", "")
    assert [issue.severity for issue in issues] == [Severity.ERROR]
    found = now(workspace, "H-6")
    assert found is not None
    assert (found.cumulative, found.reason, found.drafts) == (Decimal("19.5"), "", ())


def test_that_a_draft_that_has_become_sound_by_another_month_is_told_of_and_taken_in_when_typed_again() -> (
    None
):
    workspace = opened()
    record(workspace, "H-3", month(2025, 5), {"cumulative": "80"})
    typed(workspace, "H-3", "cumulative", "70")
    record(workspace, "H-3", month(2025, 5), {"cumulative": "60"})
    assert typed(workspace, "H-3", "cumulative", "70") == ()
    found = now(workspace, "H-3")
    assert found is not None
    assert found.cumulative == 70


def test_that_two_drafts_wait_side_by_side() -> None:
    workspace = opened()
    typed(workspace, "H-3", "cumulative", "约70")
    issues = typed(workspace, "H-3", "as_of", "月底")
    assert {issue.where for issue in issues} == {"cumulative", "as_of"}
    assert {issue.where for issue in typed(workspace, "H-3", "note", "备注")} == {"cumulative", "as_of"}


def test_that_a_typed_state_takes_the_place_of_a_figure_and_back() -> None:
    workspace = opened()
    typed(workspace, "H-3", "cumulative", "70")
    typed(workspace, "H-3", "state", "待公布")
    assert workspace.assess(JUNE).of("H-3").light is Light.PENDING
    typed(workspace, "H-3", "increment", "70")
    found = now(workspace, "H-3")
    assert found is not None
    assert (found.state, found.increment) == (None, Decimal(70))


def test_that_an_unknown_state_is_kept_as_a_draft() -> None:
    workspace = opened()
    assert [issue.where for issue in typed(workspace, "H-3", "state", "无")] == ["state"]
    found = now(workspace, "H-3")
    assert found is not None
    assert found.state is None
    typed(workspace, "H-3", "state", State.NO_DATA.value)
    assert workspace.assess(JUNE).of("H-3").light is Light.NO_DATA


def test_that_typing_the_same_again_keeps_the_gesture_and_commits_nothing() -> None:
    workspace = opened()
    first = type_field(workspace, "H-3", JUNE, name="cumulative", text="70")
    again = type_field(workspace, "H-3", JUNE, name="cumulative", text="70 ", gesture=first)
    assert again == first
    assert len(workspace.store.operations(limit=10)) == 1


def test_that_typing_in_a_field_that_is_not_asked_for_is_refused() -> None:
    with pytest.raises(CixiError, match="不填这一项"):
        typed(opened(), "H-3", "value", "70")


@pytest.mark.parametrize(
    ("target_id", "period"), [("X-9", "2025-06"), ("H-3", "2024-06"), ("H-3", "2025-H1")]
)
def test_that_typing_for_an_unknown_target_or_period_is_refused(target_id: str, period: str) -> None:
    workspace = opened()
    with pytest.raises(CixiError):
        typed(workspace, target_id, "cumulative", "70", parse_period(period))
    assert workspace.content.records == {}


def test_that_a_total_that_falls_stays_a_draft_however_often_it_is_typed() -> None:
    workspace = opened()
    typed(workspace, "H-3", "increment", "70", month(2025, 5))
    for _ in range(2):
        assert typed(workspace, "H-3", "cumulative", "5", month(2025, 7))
        assert now(workspace, "H-3", month(2025, 7)).drafts == (("cumulative", "5"),)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "state"),
    [(" 待公布 ", State.PENDING), ("无数据", State.NO_DATA), ("不适用", State.NOT_APPLICABLE)],
)
def test_that_a_state_typed_for_a_figure_takes_its_place(text: str, state: State) -> None:
    workspace = opened()
    typed(workspace, "H-3", "increment", "约5")
    typed(workspace, "H-3", "increment", text)
    entry = now(workspace, "H-3")
    assert entry is not None
    assert (entry.state, entry.increment, entry.drafts) == (state, None, ())
    typed(workspace, "H-3", "increment", "6")
    entry = now(workspace, "H-3")
    assert entry is not None
    assert (entry.state, str(entry.increment)) == (None, "6")


def falling(workspace: Workspace) -> set[int]:
    """The months of May to July whose total is below that of the month before, without a reason for it."""
    found, before = set(), Decimal(0)
    for number in (5, 6, 7):
        figure = workspace.assess(month(2025, number)).of("H-3")
        assert isinstance(figure, FigureAssessment)
        is_explained = figure.entry is not None and bool(figure.entry.reason)
        if figure.cumulative is not None and figure.cumulative < before and not is_explained:
            found.add(number)
        before = figure.cumulative or before
    return found


def told_to_fall(workspace: Workspace) -> set[int]:
    """The months whose total is said to fall: an earlier month that came late may exceed a later one."""
    months = (5, 6, 7)
    issues = {n: check_month(workspace.plan, workspace.content, month(2025, n)) for n in months}
    return {n for n in months if any("小于上期累计" in issue.message for issue in issues[n].get("H-3", ()))}


FIELDS = st.sampled_from(["increment", "cumulative", "state", "reason", "as_of", "note"])
TEXTS = st.sampled_from(["", "5", "70", "3.5", "约5", "待公布", "2025-06-20", "月底", "-1", "200"])


@quick
@example(steps=[(5, "increment", "200"), (6, "cumulative", "5"), (6, "reason", "5")])
@example(steps=[(6, "increment", "70"), (6, "cumulative", "200"), (5, "cumulative", "70")])
@example(steps=[(6, "increment", "70"), (7, "cumulative", "70"), (5, "increment", "5")])
@given(steps=st.lists(st.tuples(st.sampled_from([5, 6, 7]), FIELDS, TEXTS), max_size=8))
def test_that_nothing_typed_is_ever_lost_and_no_total_falls_unsaid(steps: list[tuple[int, str, str]]) -> None:
    workspace = opened()
    for number, name, text in steps:
        typed(workspace, "H-3", name, text, month(2025, number))
        found = now(workspace, "H-3", month(2025, number))
        if text == "待公布" and name in {"increment", "cumulative"}:
            name = "state"  # noqa: PLW2901  it says there is no figure
        kept = "2025-03-05" if (name, text) == ("as_of", "3.5") else text  # 5 March
        assert (found is None and not text.strip()) or field_text(found, name).strip() == kept
    assert falling(workspace) <= told_to_fall(workspace)
    while workspace.history.undo:
        workspace.undo()
    assert workspace.content.records == {}


# A month entered twice equals its last entry


def test_that_a_new_figure_brings_its_own_day_mark_and_reason() -> None:
    workspace = opened()
    record(
        workspace, "H-1", JUNE, {"value": "3.70", "is_estimate": "是", "as_of": "2025-06-20", "note": "初步"}
    )
    again = record(workspace, "H-1", JUNE, {"value": "3.71"})
    assert (again.value, again.is_estimate, again.as_of, again.note) == (Decimal("3.71"), False, None, "初步")


def test_that_nothing_of_a_figure_comes_back_behind_a_state() -> None:
    workspace = opened()
    record(workspace, "H-1", JUNE, {"value": "3.70", "is_estimate": "是"})
    record(workspace, "H-1", JUNE, {"state": "待公布", "reason": "次年公布"})
    again = record(workspace, "H-1", JUNE, {"value": "3.71"})
    assert (again.is_estimate, again.state, again.reason) == (False, None, "")


def test_that_the_reason_of_a_fall_is_given_with_the_figure_that_falls() -> None:
    workspace = opened()
    record(workspace, "H-6", month(2025, 5), {"cumulative": "20"})
    record(workspace, "H-6", JUNE, {"cumulative": "18", "reason": "统计修订"})
    with pytest.raises(CixiError, match="小于上期累计20"):
        record(workspace, "H-6", JUNE, {"cumulative": "19"})


def test_that_what_is_no_figure_changes_none() -> None:
    workspace = opened()
    record(workspace, "H-1", JUNE, {"value": "3.70", "is_estimate": "是"})
    dated = record(workspace, "H-1", JUNE, {"as_of": "2025-06-20"})
    assert (dated.value, dated.is_estimate) == (Decimal("3.70"), True)


def test_that_the_halves_of_a_list_are_entered_one_by_one() -> None:
    workspace = opened()
    record(workspace, "7-1", JUNE, {"denominator": "9", "as_of": "2025-06-20"})
    whole = record(workspace, "7-1", JUNE, {"numerator": "5"})
    assert [whole.numerator, whole.denominator, whole.as_of] == [5, 9, date(2025, 6, 20)]
    again = record(workspace, "7-1", JUNE, {"numerator": "6"})
    assert [again.numerator, again.denominator, again.as_of] == [6, 9, None]


def test_that_a_half_entered_again_brings_its_own_day() -> None:
    workspace = opened()
    record(workspace, "7-1", JUNE, {"numerator": "5", "as_of": "2025-06-20"})
    assert record(workspace, "7-1", JUNE, {"numerator": "6"}).as_of is None


def test_that_a_stage_does_not_inherit_the_paper_of_the_last() -> None:
    workspace = opened()
    record(workspace, "M4-4", JUNE, {"stage": "实施", "proof": "慈政〔2025〕3号"})
    assert record(workspace, "M4-4", JUNE, {"stage": "登记挂牌"}).proof == ""
    assert "尚未填写依据" in workspace.assess(JUNE).of("M4-4").reason
    record(workspace, "M4-4", JUNE, {"proof": "慈政〔2025〕9号"})
    assert workspace.assess(JUNE).of("M4-4").light is Light.DONE
    record(workspace, "M4-4", JUNE, {"stage": "登记挂牌"})
    assert workspace.assess(JUNE).of("M4-4").light is Light.ON_PACE


def test_that_typing_another_stage_takes_away_the_paper_of_the_last() -> None:
    workspace = opened()
    typed(workspace, "M4-4", "proof", "慈政〔2025〕3号")
    typed(workspace, "M4-4", "stage", "实施")
    assert field_text(now(workspace, "M4-4"), "proof") == "慈政〔2025〕3号"
    typed(workspace, "M4-4", "stage", "登记挂牌")
    assert field_text(now(workspace, "M4-4"), "proof") == ""


def test_that_a_typed_state_takes_the_mark_of_an_estimate_with_its_figure() -> None:
    workspace = opened()
    typed(workspace, "H-1", "value", "3.70")
    typed(workspace, "H-1", "is_estimate", "是")
    typed(workspace, "H-1", "state", "待公布")
    typed(workspace, "H-1", "value", "3.71")
    assert field_text(now(workspace, "H-1"), "is_estimate") == ""


def test_that_what_was_done_takes_the_place_of_a_duty_s_state() -> None:
    workspace = opened()
    record(workspace, "D1-1", JUNE, {"state": "不适用"})
    assert record(workspace, "D1-1", JUNE, {"note": "已开展"}).state is None


# 1—2月


@pytest.mark.parametrize("target_id", ["8-1", "H-4", "C3-1", "M4-4"])
def test_that_what_has_a_january_is_not_entered_for_january_and_february(target_id: str) -> None:
    workspace = opened()
    merged = parse_period("2025-01~02")
    field = {"H-4": "value", "M4-4": "stage"}.get(target_id, "increment")
    text = "方案" if field == "stage" else "12"
    with pytest.raises(CixiError, match="不按2025年1—2月填报"):
        record(workspace, target_id, merged, {field: text})
    with pytest.raises(CixiError, match="不按2025年1—2月填报"):
        type_field(workspace, target_id, merged, name=field, text=text)


def test_that_what_begins_with_march_is_entered_there() -> None:
    figure = amount("60", id="X-1", merged_months=3)
    workspace = Workspace(plan=plan_of(figure), store=MemoryStore(), actor="")
    with pytest.raises(CixiError, match="不按2025年1—2月填报") as caught:
        record(workspace, "X-1", parse_period("2025-01~02"), {"cumulative": "15"})
    assert caught.value.hint == "请在3月填写1—3月合并数。"
    record(workspace, "X-1", month(2025, 3), {"cumulative": "15"})
    found = workspace.assess(parse_period("2025-Q1")).of("X-1")
    assert isinstance(found, FigureAssessment)
    assert [found.increment, found.cumulative] == [15, 15]


def test_that_january_and_february_are_summed() -> None:
    workspace = opened()
    for number, text in ((1, "5"), (2, "9")):
        record(workspace, "8-1", month(2025, number), {"increment": text})
    found = workspace.assess(parse_period("2025-01~02")).of("8-1")
    assert isinstance(found, FigureAssessment)
    assert [found.increment, found.cumulative] == [14, 14]


# A deadline that is past


def test_that_not_due_is_refused_once_the_deadline_is_past() -> None:
    workspace = opened()
    deadline = Basis(target_id="M4-4", deadline=date(2025, 6, 30))
    workspace.perform("时限", (Change(None, deadline),))
    record(workspace, "M4-4", JUNE, {"state": "未到节点", "reason": "按计划"})
    with pytest.raises(CixiError, match="完成时限：2025年6月30日，已到期，不能填“未到节点”"):
        record(workspace, "M4-4", month(2025, 9), {"state": "未到节点"})
    typed(workspace, "M4-4", "state", "未到节点", month(2025, 9))
    assert now(workspace, "M4-4", month(2025, 9)).drafts == (("state", "未到节点"),)  # type: ignore[union-attr]
    record(workspace, "M4-4", month(2025, 9), {"state": "未到节点", "as_of": "2025-06-30"})


def test_that_a_deadline_set_later_is_told_where_not_due_was_entered() -> None:
    workspace = opened()
    record(workspace, "M4-4", month(2025, 9), {"state": "未到节点", "reason": "按计划"})
    deadline = Basis(target_id="M4-4", deadline=date(2025, 6, 30))
    workspace.perform("时限", (Change(None, deadline),))
    (issue,) = check_month(workspace.plan, workspace.content, month(2025, 9))["M4-4"]
    assert (issue.severity, issue.where) == (Severity.ERROR, "state")


# The order of entry


@pytest.mark.parametrize("order", [(3, 5), (5, 3)])
def test_that_a_count_may_be_entered_in_any_order(order: tuple[int, int]) -> None:
    workspace = opened()
    given = {3: {"increment": "20"}, 5: {"cumulative": "10", "reason": "核减"}}
    for number in order:
        record(workspace, "8-1", month(2025, number), given[number])
    found = workspace.assess(month(2025, 5)).of("8-1")
    assert isinstance(found, FigureAssessment)
    assert [found.increment, found.cumulative] == [-10, 10]


# A year begun late: 6 in June and 58 in all, without the months before


@pytest.mark.parametrize("names", [("increment", "cumulative"), ("cumulative", "increment")])
def test_that_a_count_stands_beside_its_total_where_no_earlier_month_is_known(names: tuple[str, str]) -> None:
    """58 less 6 is what stood before June, so June brought 6; what was half typed leaves nothing behind."""
    workspace, texts = opened(), {"increment": "6", "cumulative": "58"}
    for name in names:
        for length in range(1, len(texts[name]) + 1):
            typed(workspace, "H-3", name, texts[name][:length])
    entry = now(workspace, "H-3")
    assert entry is not None
    assert [entry.increment, entry.cumulative, entry.before] == [6, 58, 52]
    assert entry.drafts == ()
    figure = workspace.assess(JUNE).of("H-3")
    assert isinstance(figure, FigureAssessment)
    assert [figure.increment, figure.cumulative] == [6, 58]
    assert why(figure).splitlines()[-1] == "以前各月累计52家（累计减本期）。"
    half = workspace.assess(parse_period("2025-H1")).of("H-3")
    assert isinstance(half, FigureAssessment)
    assert half.increment == 58  # all of it since January
    record(workspace, "H-3", month(2025, 7), {"increment": "4"})
    july = workspace.assess(month(2025, 7)).of("H-3")
    assert isinstance(july, FigureAssessment)
    assert [july.increment, july.cumulative] == [4, 62]


def test_that_both_are_recorded_at_once_and_a_total_below_its_month_is_a_fault() -> None:
    workspace = opened()
    record(workspace, "H-3", JUNE, {"increment": "6", "cumulative": "58"})
    (issue,) = typed(workspace, "H-3", "cumulative", "5")
    assert (issue.where, issue.message) == ("cumulative", "累计5家小于本期6家。")
    assert typed(workspace, "H-3", "cumulative", "6") == ()


def test_that_a_month_entered_late_is_held_against_what_the_first_one_said() -> None:
    """May is entered as 50, where 58 less 6 had said 52; then the total counts, and June brought 8."""
    workspace = opened()
    record(workspace, "H-3", JUNE, {"increment": "6", "cumulative": "58"})
    record(workspace, "H-3", month(2025, 5), {"cumulative": "50"})
    entry = now(workspace, "H-3")
    assert entry is not None
    (issue,) = check_entry(PLAN.target("H-3"), entry, workspace.content.series("H-3", 2025))
    assert issue.severity is Severity.WARNING
    assert issue.message == "累计减本期为52家，与上期累计50家不符。"
    figure = workspace.assess(JUNE).of("H-3")
    assert isinstance(figure, FigureAssessment)
    assert [figure.increment, figure.cumulative] == [8, 58]
    typed(workspace, "H-3", "increment", "8")  # with May known, one of the two is enough
    entry = now(workspace, "H-3")
    assert entry is not None
    assert [entry.increment, entry.cumulative] == [8, None]


@pytest.mark.parametrize(("target_id", "when"), [("H-3", month(2025, 1)), ("7-3", JUNE)])
def test_that_of_january_and_of_rates_one_alone_is_kept(target_id: str, when: Period) -> None:
    workspace = opened()
    first = "increment" if target_id == "H-3" else "value"
    typed(workspace, target_id, first, "6", when)
    typed(workspace, target_id, "cumulative", "58", when)
    entry = now(workspace, target_id, when)
    assert entry is not None
    assert (field_text(entry, first), field_text(entry, "cumulative")) == ("", "58")


# Set aside while it is still being typed


def test_that_what_is_still_being_typed_is_kept_and_does_not_count() -> None:
    workspace = opened()
    typed(workspace, "8-1", "increment", "10")
    gesture = set_aside(workspace, "8-1", JUNE, name="increment", text="12")
    entry = now(workspace, "8-1")
    assert entry is not None
    assert (entry.increment, entry.drafts) == (None, (("increment", "12"),))
    (doubt,) = check_entry(PLAN.target("8-1"), entry, workspace.content.series("8-1", 2025))
    assert doubt.severity is Severity.WARNING
    assert doubt.text == "“12”尚未计入。请在该格按回车确认，或重新填写。"
    type_field(workspace, "8-1", JUNE, name="increment", text="125", gesture=gesture)
    entry = now(workspace, "8-1")
    assert entry is not None
    assert (entry.increment, entry.drafts) == (Decimal(125), ())
    workspace.undo()  # all that was typed is one step
    entry = now(workspace, "8-1")
    assert entry is not None
    assert entry.increment == 10


def test_that_what_was_set_aside_is_not_taken_in_by_what_is_typed_beside_it() -> None:
    workspace = opened()
    set_aside(workspace, "7-1", JUNE, name="numerator", text="60")  # of 600
    type_field(workspace, "7-1", JUNE, name="denominator", text="1200")
    entry = now(workspace, "7-1")
    assert entry is not None
    assert (entry.numerator, entry.denominator) == (None, Decimal(1200))
    type_field(workspace, "7-1", JUNE, name="numerator", text="60")
    entry = now(workspace, "7-1")
    assert entry is not None
    assert (entry.numerator, entry.drafts) == (Decimal(60), ())


@pytest.mark.parametrize(
    ("text", "value"), [("0.0365", "3.65"), ("0.0365%", "0.0365"), ("3.65", "3.65"), ("0.3", "0.3")]
)
def test_that_a_bare_share_is_read_as_the_percentage_that_is_near_the_target(text: str, value: str) -> None:
    """H-1 wants 3.69 %: a hundred times 0.0365 is near it, a hundred times 0.3 is not."""
    workspace = opened()
    assert str(record(workspace, "H-1", JUNE, {"value": text}).value) == value


@pytest.mark.parametrize(
    ("own_id", "text", "share"), [("H-1", "0.03", "3%"), ("7-3", "0.09", "9%"), ("H-5", "0.78", "78%")]
)
def test_that_a_bare_number_that_could_be_either_percentage_is_asked_about(
    own_id: str, text: str, share: str
) -> None:
    """10 % and 78.3 % are planned, but percentages are published with two decimals too."""
    with pytest.raises(CixiError, match=f"请写明百分号，如“{share}”"):
        record(opened(), own_id, JUNE, {"value": text})
