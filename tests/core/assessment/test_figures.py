"""指标: one figure assessed: its value, grey state, light, and the period it is shown for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.assessment.lights import Light
from cixi_desktop.periods import Period, parse_period
from cixi_desktop.plan import Indicator, Modality, Plan
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from tests.support.figures import (
    YEAR,
    amount,
    aspiration,
    assessed,
    count,
    coverage,
    entry,
    growth,
    judged,
    level,
    plan_2025,
    quick,
    stock,
    twelve,
    valued,
)

PLAN = plan_2025()
COUNT = count("120")


def figure_of(plan: Plan, target_id: str) -> Indicator:
    found = plan.indicator(target_id)
    assert found is not None
    return found


def r(value: Decimal | None, places: int = 1) -> Decimal | None:
    return None if value is None else round(value, places)


# The standing example: 120 in a year, 70 by June, 83 by July


def test_that_70_of_120_in_june_is_on_pace_by_8_3_points() -> None:
    found = valued(COUNT, "70", at=6)
    assert (r(found.completion), found.pace.percent, r(found.gap)) == (
        Decimal("58.3"),
        Decimal(50),
        Decimal("8.3"),
    )
    assert (found.light, found.status, found.state) == (Light.ON_PACE, "达序时", "已填报")
    assert (found.needed_per_month, found.told_per_month) == (Decimal(9), Decimal("8.4"))
    assert (found.as_of, found.is_reported) == (date(2025, 6, 30), True)


def test_that_83_of_120_in_july_lacks_37_and_needs_7_4_a_month() -> None:
    found = valued(COUNT, "83", at=7)
    assert (found.needed_per_month, found.told_per_month) == (Decimal(8), Decimal("7.4"))
    assert (r(found.completion), r(found.pace.percent), r(found.gap)) == (
        Decimal("69.2"),
        Decimal("58.3"),
        Decimal("10.8"),
    )


def test_that_an_increment_of_one_month_derives_from_two_running_totals() -> None:
    entries = [entry(COUNT, 5, cumulative="55"), entry(COUNT, 6, cumulative="70")]
    assert judged(COUNT, *entries, at=6).increment == 15
    assert judged(COUNT, *entries, at=5).increment is None


def test_that_a_running_total_alone_tells_of_no_month_but_january() -> None:
    """650 by the end of April, 700 by June's: May and June brought 50, January to April all 650."""
    entries = [entry(COUNT, 4, cumulative="650"), entry(COUNT, 6, cumulative="700")]
    months = {n: judged(COUNT, *entries, at=n).increment for n in (4, 6)}
    assert months == {4: None, 6: 50}
    assert judged(COUNT, *entries, at=Period(YEAR, 4, 6)).increment is None
    assert judged(COUNT, *entries, at=Period(YEAR, 1, 6)).increment == 700
    assert judged(COUNT, entry(COUNT, 1, cumulative="9"), at=1).increment == 9
    assert judged(COUNT, entry(COUNT, 4, cumulative="0"), at=4).increment == 0


def test_that_a_quarter_begun_with_both_has_what_its_months_brought() -> None:
    """In May 12 of 150, in June 8 more: 20, not 158."""
    entries = [entry(COUNT, 5, increment="12", cumulative="150"), entry(COUNT, 6, increment="8")]
    found = judged(COUNT, *entries, at=Period(YEAR, 4, 6))
    assert found.increment == 20


def test_that_the_first_figure_of_a_merged_series_has_all_of_its_months() -> None:
    """5 for 1—2月 is all that is published then; the same in March alone has nobody's January."""
    merged = replace(amount("50"), merged_months=2)
    assert judged(merged, entry(merged, 2, cumulative="5"), at=2).increment == 5
    assert judged(merged, entry(merged, 3, cumulative="5"), at=3).increment is None


def test_that_a_running_total_derives_from_increments() -> None:
    entries = [entry(COUNT, n, increment="10") for n in (1, 2, 6)]
    found = judged(COUNT, *entries, at=6)
    assert (found.increment, found.cumulative) == (Decimal(10), Decimal(30))


def test_that_a_revised_amount_may_make_a_month_negative() -> None:
    figure = amount("50")
    entries = [entry(figure, 5, cumulative="20"), entry(figure, 6, cumulative="19.5", reason="统计修订")]
    found = judged(figure, *entries, at=6)
    assert (found.increment, found.cumulative, found.completion) == (
        Decimal("-0.5"),
        Decimal("19.5"),
        Decimal(39),
    )


def test_that_levels_and_rates_have_no_increment() -> None:
    for figure in (level("3.69", "3.59"), stock("1120", "1000"), growth()):
        found = valued(figure, "8")
        assert found.increment is None


def test_that_a_level_needs_no_monthly_pace_but_shows_what_is_missing() -> None:
    found = valued(level("3.69", "3.59"), "3.64")
    assert (found.remaining, found.needed_per_month) == (Decimal("0.05"), None)


def test_that_a_list_lacks_members_and_not_percent() -> None:
    figure = coverage()
    found = judged(figure, entry(figure, 6, numerator="300", denominator="400"))
    assert (found.completion, found.remaining, found.needed_per_month) == (
        Decimal(75),
        Decimal(100),
        Decimal(17),
    )


def test_that_nothing_is_needed_after_december() -> None:
    found = valued(COUNT, "83", at=12)
    assert (found.remaining, found.needed_per_month) == (Decimal(37), None)


@quick
@given(value=st.integers(0, 300), at=st.integers(1, 12))
def test_that_every_count_hangs_together(value: int, at: int) -> None:
    found = valued(COUNT, str(value), at=at)
    assert found.completion is not None
    assert found.gap == found.completion - Decimal(120 * at // 12) / 120 * 100
    assert found.remaining == max(0, 120 - value)
    assert (found.light is Light.DONE) == (value >= 120)
    assert not found.light.is_grey
    if found.needed_per_month is not None:
        assert found.needed_per_month * (12 - at) >= 120 - value


# As of


def test_that_a_figure_carries_the_day_it_holds_for() -> None:
    found = judged(COUNT, entry(COUNT, 6, cumulative="70", as_of=date(2025, 6, 20)))
    assert found.as_of == date(2025, 6, 20)


# Grey states, with the last known value


def test_that_a_figure_never_entered_is_unreported() -> None:
    found = judged(COUNT)
    assert (found.state, found.light, found.is_reported) == ("未填报", Light.UNREPORTED, False)
    assert (found.cumulative, found.completion, found.gap, found.remaining) == (None, None, None, None)
    assert found.pace.percent == 50
    assert "尚未填报" in found.reason


def test_that_an_unreported_month_still_shows_the_last_known_value_and_its_day() -> None:
    found = judged(COUNT, entry(COUNT, 3, cumulative="30"), at=6)
    assert (found.cumulative, found.completion, found.as_of) == (Decimal(30), Decimal(25), date(2025, 3, 31))
    assert (found.light, found.gap, found.increment) == (Light.UNREPORTED, None, None)


@pytest.mark.parametrize("state", list(State))
def test_that_a_grey_state_is_its_own_light_with_its_reason_and_the_last_known_value(state: State) -> None:
    figure = amount("50")
    said = entry(figure, 6, state=state, reason="7月下旬公布")
    found = judged(figure, entry(figure, 5, cumulative="20"), said)
    assert (found.light.value, found.state) == (state.value, state.value)
    assert found.light.is_grey
    assert "7月下旬公布" in found.reason
    assert (found.cumulative, found.as_of, found.gap) == (Decimal(20), date(2025, 5, 31), None)
    assert found.is_reported


@pytest.mark.parametrize("state", list(State))
def test_that_a_grey_state_without_a_reason_is_told_by_its_word_alone(state: State) -> None:
    assert judged(COUNT, entry(COUNT, 6, state=state)).reason == f"{state.value}。"


def test_that_a_later_figure_ends_a_grey_state() -> None:
    entries = [entry(COUNT, 5, state=State.NO_DATA), entry(COUNT, 6, cumulative="70")]
    assert judged(COUNT, *entries).light is Light.ON_PACE


def test_that_an_empty_list_is_not_applicable_and_never_a_hundred_percent() -> None:
    figure = coverage()
    found = judged(figure, entry(figure, 6, numerator="0", denominator="0"))
    assert (found.light, found.state, found.completion) == (Light.NOT_APPLICABLE, "不适用", None)
    assert "名单为空（应覆盖为0），不计算覆盖率。" in found.reason


def test_that_half_a_ratio_is_unreported_and_says_so() -> None:
    figure = coverage()
    for fields in ({"numerator": "3"}, {"denominator": "4"}):
        found = judged(figure, entry(figure, 6, **fields))
        assert (found.light, found.is_reported, found.completion) == (Light.UNREPORTED, False, None)
        assert "一半" in found.reason
    rate = growth()
    assert "一半" in judged(rate, entry(rate, 6, cumulative="55")).reason
    assert "一半" in judged(rate, entry(rate, 6, last_year="50")).reason


@pytest.mark.parametrize(
    "figure",
    [COUNT, amount("50"), level("3.69", "3.59"), stock("1120", "1000"), growth(), coverage(), aspiration()],
)
def test_that_a_remark_alone_reports_no_figure(figure: Indicator) -> None:
    found = judged(figure, entry(figure, 6, note="本月无变化"))
    assert (found.light, found.state, found.is_reported) == (Light.UNREPORTED, "未填报", False)
    assert "尚未填报" in found.reason


def test_that_a_remark_does_not_make_last_months_figure_this_months() -> None:
    found = judged(COUNT, entry(COUNT, 3, cumulative="30"), entry(COUNT, 6, note="无"))
    assert (found.light, found.gap) == (Light.UNREPORTED, None)


def test_that_nothing_new_is_entered_as_nought_and_judged() -> None:
    found = judged(COUNT, entry(COUNT, 5, cumulative="70"), entry(COUNT, 6, increment="0"))
    assert (found.increment, found.cumulative, found.light) == (Decimal(0), Decimal(70), Light.ON_PACE)


def test_that_a_draft_does_not_count_and_is_said_to_be_one() -> None:
    found = judged(COUNT, entry(COUNT, 6, drafts=(("cumulative", "约70"),)))
    assert (found.light, found.is_reported) == (Light.UNREPORTED, False)
    assert "暂存" in found.reason


# 1—2月


@pytest.mark.parametrize("target_id", ["H-2", "H-5", "H-6", "7-3", "7-4"])
def test_that_a_merged_series_has_no_january_of_its_own(target_id: str) -> None:
    figure = figure_of(PLAN, target_id)
    january = assessed(PLAN, at=1).of(target_id)
    assert (january.light, january.is_reported) == (Light.NO_DATA, True)
    assert "1—2月" in january.reason
    assert judged(figure, at=2).light is Light.UNREPORTED


def test_that_only_published_series_are_merged() -> None:
    merged = {figure.id for figure in PLAN.indicators if figure.merged_months}
    assert merged == {"H-2", "H-5", "H-6", "7-3", "7-4"}


def test_that_the_merged_period_is_judged_as_two_twelfths() -> None:
    figure = amount("60", merged_months=2)
    found = judged(figure, entry(figure, 2, cumulative="10"), at=parse_period("2025-01~02"))
    assert (found.increment, found.gap, found.light) == (Decimal(10), Decimal(0), Light.ON_PACE)


def test_that_a_first_figure_of_three_months_is_march_s() -> None:
    """15 of 60 are a quarter, and three months of twelve are due."""
    figure = amount("60", merged_months=3)
    for number in (1, 2):
        before = judged(figure, at=number)
        assert (before.light, before.reason) == (Light.NO_DATA, "1—2月不单独发布，与3月合并（1—3月）。")
    assert judged(figure, at=3).light is Light.UNREPORTED
    found = judged(figure, entry(figure, 3, cumulative="15"), at=parse_period("2025-Q1"))
    assert (found.increment, found.gap, found.light) == (Decimal(15), Decimal(0), Light.ON_PACE)


def test_that_the_reason_given_for_january_goes_before_the_standing_one() -> None:
    figure = amount("60", merged_months=2)
    found = judged(figure, entry(figure, 1, state=State.PENDING, reason="次月公布"), at=1)
    assert (found.light, "次月公布" in found.reason) == (Light.PENDING, True)


# Met before, and after


def test_that_a_count_that_met_its_target_stays_done_without_a_new_entry() -> None:
    entries = [entry(COUNT, 9, cumulative="120")]
    assert [judged(COUNT, *entries, at=n).light for n in (8, 9, 10, 12)] == [
        Light.UNREPORTED,
        Light.DONE,
        Light.DONE,
        Light.DONE,
    ]
    assert not judged(COUNT, *entries, at=10).is_reported


def test_that_an_amount_that_met_its_target_may_be_revised_and_so_wants_an_entry() -> None:
    figure = amount("50")
    assert judged(figure, entry(figure, 9, cumulative="50.2"), at=10).light is Light.UNREPORTED


def test_that_a_level_attained_in_june_says_nothing_of_july() -> None:
    figure = level("3.69", "3.59")
    assert judged(figure, entry(figure, 6, value="3.70"), at=7).light is Light.UNREPORTED


# Quarters, halves and the year


def test_that_a_quarter_is_judged_at_its_closing_month_and_adds_up_its_months() -> None:
    entries = [entry(COUNT, n, increment="10") for n in range(1, 7)]
    quarter = judged(COUNT, *entries, at=parse_period("2025-Q2"))
    june = judged(COUNT, *entries, at=6)
    assert (quarter.increment, quarter.cumulative) == (Decimal(30), Decimal(60))
    assert (quarter.light, quarter.gap, quarter.completion) == (june.light, june.gap, june.completion)


@pytest.mark.parametrize(
    ("key", "increment"), [("2025-Q1", 6), ("2025-Q2", 15), ("2025-H1", 21), ("2025-H2", 57), ("2025", 78)]
)
def test_that_the_increment_of_a_longer_period_is_the_difference_of_running_totals(
    key: str, increment: int
) -> None:
    entries = [entry(COUNT, n, increment=str(n)) for n in range(1, 13)]
    assert judged(COUNT, *entries, at=parse_period(key)).increment == increment


def test_that_the_year_is_judged_in_december() -> None:
    figure = level("3.69", "3.59")
    year = judged(figure, entry(figure, 12, value="3.70"), at=parse_period("2025"))
    assert year.light is Light.DONE


@quick
@given(steps=st.lists(st.integers(0, 30), min_size=12, max_size=12))
def test_that_the_four_quarters_add_up_to_the_year(steps: list[int]) -> None:
    entries = [entry(COUNT, n, increment=str(step)) for n, step in enumerate(steps, 1)]
    parts = [judged(COUNT, *entries, at=Period(2025, 3 * q - 2, 3 * q)).increment for q in range(1, 5)]
    assert sum(part for part in parts if part is not None) == sum(steps)
    assert judged(COUNT, *entries, at=Period(2025, 1, 12)).increment == sum(steps)


# 争取


@pytest.mark.parametrize("stage", ["申报", "入围", "公示", "获得", "未获得"])
@pytest.mark.parametrize("at", [6, 12])
def test_that_an_aspiration_has_a_stage_and_no_percentage_and_is_never_red(stage: str, at: int) -> None:
    figure = aspiration()
    found = judged(figure, entry(figure, at, stage=stage), at=at, modality=Modality.CONTENDING)
    assert (found.completion, found.pace.percent, found.gap, found.remaining) == (None, None, None, None)
    assert found.stage == stage
    assert found.light is not Light.LATE
    assert (found.light is Light.DONE) == (stage == "获得")
    assert stage in found.reason


def test_that_what_was_won_stays_won_and_a_stage_on_the_way_does_not_report_the_next_month() -> None:
    figure = aspiration()
    won = entry(figure, 9, stage="获得", proof="浙科发〔2025〕9号")
    assert judged(figure, won, at=10).light is Light.DONE
    on_the_way = judged(figure, entry(figure, 5, stage="公示"), at=6)
    assert (on_the_way.light, on_the_way.stage, on_the_way.as_of) == (
        Light.UNREPORTED,
        "公示",
        date(2025, 5, 31),
    )


def test_that_an_aspiration_may_be_grey() -> None:
    figure = aspiration()
    assert judged(figure, entry(figure, 6, state=State.PENDING)).light is Light.PENDING


# What a figure rests on


def test_that_an_estimate_is_marked_as_long_as_its_figure_is_shown() -> None:
    figure = level("3.69", "3.59")
    november = entry(figure, 11, value="3.70", is_estimate=True)
    december = entry(figure, 12, state=State.PENDING)
    shown = [judged(figure, november, *more, at=12) for more in ((), (december,))]
    assert [(each.is_estimate, each.light) for each in shown] == [
        (True, Light.UNREPORTED),
        (True, Light.PENDING),
    ]
    assert not judged(figure, november, entry(figure, 12, value="3.70"), at=12).is_estimate


@pytest.mark.parametrize(
    ("at", "as_of", "needed", "left"),
    [
        ("2025-06", None, Decimal("40.8"), 7),  # (300 - 15) / 7 = 40.7, with May's own date
        ("2025-Q2", None, Decimal("40.8"), 7),
        ("2025-H1", None, Decimal("40.8"), 7),
        ("2025", None, Decimal("40.8"), 7),
        ("2025-05", date(2025, 2, 19), Decimal("28.5"), 10),  # 285 / 10 = 28.5
    ],
)
def test_that_the_pace_still_needed_counts_the_months_after_the_figure_s_own_day(
    at: str, as_of: date | None, needed: int, left: int
) -> None:
    figure = count("300")
    found = judged(figure, entry(figure, 5, increment="15", as_of=as_of), at=parse_period(at))
    assert [found.told_per_month, found.months_left] == [needed, left]


def test_that_a_figure_of_last_december_has_the_whole_year_before_it() -> None:
    figure = stock("1120", "1000")
    found = judged(figure, entry(figure, 1, value="1000", as_of=date(2024, 12, 31)), at=1)
    assert [found.months_left, found.needed_per_month] == [12, 10]


def test_that_a_quarter_shows_what_its_months_brought_though_the_last_brought_nothing() -> None:
    figure = count("120")
    months = [entry(figure, n, increment=str(n)) for n in (3, 4, 5)]
    found = judged(figure, *months, at=parse_period("2025-Q2"))
    assert [found.increment, found.cumulative, found.as_of] == [9, 12, date(2025, 5, 31)]
    grey = judged(figure, *months, entry(figure, 6, state=State.PENDING), at=parse_period("2025-Q2"))
    assert [grey.increment, grey.light, grey.gap] == [9, Light.PENDING, None]
    assert judged(figure, *months, at=parse_period("2025-Q3")).increment is None
    assert judged(figure, *months, at=6).increment is None


def test_that_january_alone_is_what_january_and_february_brought() -> None:
    figure = count("120")
    assert judged(figure, entry(figure, 1, increment="5"), at=parse_period("2025-01~02")).increment == 5


def test_that_not_applicable_shows_grey_where_the_count_was_met_and_the_honour_won() -> None:
    figure, honour = count("1"), aspiration()
    met, won = entry(figure, 5, increment="1"), entry(honour, 5, stage="获得")
    for state, kept in ((State.PENDING, Light.DONE), (State.NOT_APPLICABLE, Light.NOT_APPLICABLE)):
        assert judged(figure, met, entry(figure, 6, state=state), at=6).light is kept
        assert judged(honour, won, entry(honour, 6, state=state), at=6).light is kept


def test_that_the_baseline_in_force_is_known_also_where_progress_begins_at_nought() -> None:
    figure = amount("95", baseline="86.36")
    assert judged(figure).baseline == Decimal("86.36")
    own = Basis(target_id=figure.id, baseline=Decimal(0))
    assert [judged(figure, basis=own).baseline, judged(figure, basis=own).start] == [0, 0]


# A level without a baseline that has a plan


def test_that_before_the_first_month_of_its_plan_nothing_is_due_of_a_level_without_baseline() -> None:
    figure = level("78.3", None)
    own = Basis(target_id=figure.id, pace_plan=twelve(m6="75", m12="78.3"))
    march = judged(figure, entry(figure, 3, value="50"), at=3, basis=own)
    assert (march.light, march.gap, "计划的第一个月未到" in march.reason) == (Light.ON_PACE, None, True)
    july = judged(figure, entry(figure, 7, value="76"), at=7, basis=own)
    assert [july.light, july.gap, "高于月度计划1.0个百分点" in july.reason] == [Light.ON_PACE, 1, True]


def test_that_the_plan_file_s_plan_is_not_taken_for_the_target() -> None:
    figure = level("78.3", None, pace_plan=((6, Decimal(75)), (12, Decimal("78.3"))))
    july = judged(figure, entry(figure, 7, value="76"), at=7)
    assert "高于月度计划1.0个百分点（目标不低于78.3%）" in july.reason
