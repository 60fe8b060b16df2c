"""Entering figures: at once, all or nothing; field by field, with drafts kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.actions.record import clear, record, type_field
from cixi_desktop.assessment.lights import Light
from cixi_desktop.checks.validation import check_entry
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import Period, month, parse_period
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.fields import field_text
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025, quick
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
        ("C3-1", {"increment": "2"}, Light.NOT_APPLICABLE),
        ("D1-1", {"note": "召开专题会议"}, Light.NOT_APPLICABLE),
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
        ("H-3", "2025-06", {"cumulative": "约70"}, ["“约70”", "不是确数"]),
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
        ("H-6", "2025-06", {"cumulative": "19.5"}, ["19.5", "20"]),
        ("H-6", "2025-01", {"cumulative": "3"}, ["1月不单独发布"]),
        ("H-3", "2025-06", {"value": "70"}, ["不填这一项", "累计"]),
        ("M8-2", "2025-06", {"stage": "入围"}, ["“入围”", "备案公开"]),
        ("H-3", "2025-06", {"state": "没有"}, ["“没有”", "待公布"]),
        ("H-3", "2025-06", {"cumulative": "70", "as_of": "2025-07-01"}, ["2025-07-01"]),
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


def test_that_a_typed_figure_counts_at_once() -> None:
    workspace = opened()
    assert typed(workspace, "H-3", "cumulative", "70") == ()
    found = workspace.assess(JUNE).of("H-3")
    assert found.light is Light.ON_PACE


def test_that_faulty_text_stays_as_a_draft_is_marked_and_does_not_count() -> None:
    workspace = opened()
    issues = typed(workspace, "H-3", "cumulative", "约70")
    assert [(issue.where, "不是确数" in issue.message) for issue in issues] == [("cumulative", True)]
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


FIELDS = st.sampled_from(["increment", "cumulative", "state", "reason", "as_of", "note"])
TEXTS = st.sampled_from(["", "5", "70", "3.5", "约5", "待公布", "2025-06-20", "月底", "-1", "200"])


@quick
@given(steps=st.lists(st.tuples(st.sampled_from([5, 6, 7]), FIELDS, TEXTS), max_size=8))
def test_that_nothing_typed_is_ever_lost_and_no_total_falls(steps: list[tuple[int, str, str]]) -> None:
    workspace = opened()
    for number, name, text in steps:
        typed(workspace, "H-3", name, text, month(2025, number))
        found = now(workspace, "H-3", month(2025, number))
        if text == "待公布" and name in {"increment", "cumulative"}:
            name = "state"  # noqa: PLW2901  it says there is no figure
        assert (found is None and not text.strip()) or field_text(found, name).strip() == text
    totals = [workspace.assess(month(2025, n)).of("H-3") for n in (5, 6, 7)]
    known = [
        shown.cumulative for shown in totals if hasattr(shown, "cumulative") and shown.cumulative is not None
    ]
    assert known == sorted(known)
    while workspace.history.undo:
        workspace.undo()
    assert workspace.content.records == {}
