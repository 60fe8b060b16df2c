"""控制数、控制水平、降幅、位次: what must not be passed, what is to fall, and places; worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.assessment.comparison import compare
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.checks.plausibility import implausible
from cixi_desktop.checks.validation import check_entry
from cixi_desktop.consolidation.combine import possible
from cixi_desktop.consolidation.month import look_over
from cixi_desktop.consolidation.settle import origin
from cixi_desktop.kinds import Kind
from cixi_desktop.periods import month
from cixi_desktop.plan import Baseline, BaselineStatus, Modality
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import SUM
from cixi_desktop.records.content import Content
from cixi_desktop.records.fields import field_of
from cixi_desktop.records.units import Unit
from cixi_desktop.values import ZERO, Comparator
from cixi_desktop.wording.figures import completion_words, gauge_sentence
from cixi_desktop.wording.report_sentences import brief, distance_cell, full
from cixi_desktop.wording.sentences import progress_sentence, still_needed
from cixi_desktop.workbook.writing.sheet import Number
from cixi_desktop.workbook.writing.shown import completion as completion_cell
from tests.support.figures import (
    YEAR,
    capped,
    capped_level,
    content_of,
    decrease,
    entry,
    judged,
    level,
    plan_of,
    quick,
    rank,
    twelve,
    valued,
)
from ui.style.gauges import dial_of

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator
    from cixi_desktop.records.entries import Entry, Series

NOBODY: Series = (None,) * 12
ACCIDENTS = capped("30", name="亡人事故", phrase="发生亡人事故{}")
JOBLESS = capped_level("4", name="失业率", phrase="城镇登记失业率为{}")
ENERGY = decrease("2.8", name="能耗降幅", phrase="单位增加值能耗下降{}")
PLACE = rank("10", name="营商环境排名", phrase="营商环境评价居全省第{}")


def test_that_a_count_within_its_limit_is_on_pace_and_done_with_decembers_figure_only() -> None:
    june = valued(ACCIDENTS, "12")
    assert (june.completion, june.pace.percent, june.gap, june.remaining) == (Decimal(40), None, None, None)
    assert (june.light, june.reason) == (
        Light.ON_PACE,
        "控制在年度目标内（不超过30件）。以12月数为准。",
    )
    assert valued(ACCIDENTS, "30").light is Light.ON_PACE
    december = valued(ACCIDENTS, "30", at=12)
    assert (december.light, december.reason) == (Light.DONE, "控制在年度目标内（不超过30件）。")


def test_that_a_count_is_late_once_it_has_passed_its_limit_and_yellow_where_it_strives() -> None:
    passed = valued(ACCIDENTS, "32")
    assert passed.light is Light.LATE
    assert passed.reason == "超出年度目标（不超过30件）2件。"
    striving = valued(ACCIDENTS, "32", modality=Modality.STRIVING)
    assert striving.light is Light.BEHIND
    assert striving.reason == "超出年度目标（不超过30件）2件。属力争、争取类目标，不亮红灯。"


def test_that_months_add_up_to_what_is_used_of_a_limit() -> None:
    figure = judged(ACCIDENTS, entry(ACCIDENTS, 5, increment="4"), entry(ACCIDENTS, 6, increment="5"))
    assert (figure.cumulative, figure.increment, figure.completion) == (Decimal(9), Decimal(5), Decimal(30))
    assert completion_words(figure) == "已用30.0%"
    assert completion_cell(figure) == Number(Decimal("0.300"), '"已用"0.0%')
    assert progress_sentence(figure) == "截至6月底，发生亡人事故9件，占控制目标的30.0%"
    assert full(figure) == (
        "6月发生亡人事故5件，累计9件，占控制目标的30.0%，控制在年度目标内（不超过30件），以全年数为准"
    )
    assert gauge_sentence(figure) == "亡人事故，达序时，累计9件，目标不超过30件，已用30.0%，序时进度30件"
    assert still_needed(figure) == ""
    dial = dial_of(figure)
    assert dial is not None
    assert (dial.filled, dial.due, dial.is_over) == ((0.0, 0.3), None, False)


def test_that_a_limit_of_nought_is_kept_or_not_without_a_percentage() -> None:
    none = capped("0", phrase="发生重大事故{}")
    kept, passed = valued(none, "0"), valued(none, "1")
    assert (kept.completion, kept.light, completion_words(kept)) == (None, Light.ON_PACE, "达标")
    assert (passed.completion, passed.light, completion_words(passed)) == (None, Light.LATE, "未达标")
    assert progress_sentence(kept) == "截至6月底，发生重大事故0件，控制在年度目标内（0件）"
    assert dial_of(passed) is not None
    many = content_of(entry(none, 5, increment="1"), entry(none, 6, increment="2"))
    assert implausible(none, many, month(YEAR, 6)) is None


def test_that_one_less_than_the_limit_is_meant_by_fewer_than() -> None:
    fewer = capped("30", comparator=Comparator.LESS_THAN)
    assert target_words(fewer) == "少于30件"
    assert valued(fewer, "29").light is Light.ON_PACE
    reached = valued(fewer, "30")
    assert (reached.light, reached.reason) == (
        Light.LATE,
        "未控制在年度目标（少于30件），与目标数持平。",
    )


def test_that_a_limit_that_is_hardly_passed_prints_no_round_hundred() -> None:
    passed = valued(capped("10000"), "10001")
    assert completion_words(passed) == "已用100.01%"


@pytest.mark.parametrize(
    ("value", "at", "light", "reason"),
    [
        ("3.8", 6, Light.ATTAINED, "控制在年度目标内（不高于4%）。以12月数为准，暂记当期达标。"),
        ("3.8", 12, Light.DONE, "控制在年度目标内（不高于4%）。"),
        ("4.3", 6, Light.BEHIND, "超出年度目标（不高于4%）0.3个百分点。"),
        ("14.5", 6, Light.LATE, "超出年度目标（不高于4%）10.5个百分点。"),
    ],
)
def test_that_a_level_is_held_against_its_limit_all_year(
    value: str, at: int, light: Light, reason: str
) -> None:
    figure = valued(JOBLESS, value, at=at)
    assert (figure.completion, figure.start, figure.light, figure.reason) == (None, None, light, reason)


def test_that_a_level_is_told_with_its_distance() -> None:
    assert progress_sentence(valued(JOBLESS, "3.8")) == (
        "截至6月底，城镇登记失业率为3.8%，控制在年度目标内（不高于4%）"
    )
    assert progress_sentence(valued(JOBLESS, "4.3")) == (
        "截至6月底，城镇登记失业率为4.3%，超出年度目标（不高于4%）0.3个百分点"
    )
    assert distance_cell(valued(JOBLESS, "4.3")) == "高于目标0.3"
    assert brief(valued(JOBLESS, "4.3")).endswith("，超出年度目标（不高于4%）0.3个百分点")


def test_that_only_percentages_have_distances_in_points() -> None:
    """28 μg against 27 is no 个百分点, for a level as for a limit."""
    dust = capped_level("27", unit="微克/立方米", decimals=1)
    figure = valued(dust, "28.5")
    assert (figure.gap, figure.printed.to_target, figure.light) == (None, None, Light.BEHIND)
    assert figure.reason == "超出年度目标（不超过27微克/立方米）1.5微克/立方米。"
    hours = level("30", None, unit="小时", decimals=0)
    assert valued(hours, "20").gap is None
    assert progress_sentence(valued(hours, "20")).endswith("低于年度目标10小时")


def test_that_a_decrease_is_measured_like_growth_with_its_sign_turned() -> None:
    met, behind, risen = valued(ENERGY, "3"), valued(ENERGY, "2.1"), valued(ENERGY, "-0.5")
    assert (met.light, met.gap) == (Light.ATTAINED, Decimal("0.2"))
    assert (behind.completion, behind.gap, behind.light) == (Decimal(75), Decimal("-0.7"), Light.BEHIND)
    assert behind.reason == "全年同一标准：低于年度目标0.7个百分点（目标不低于2.8%）。"
    assert (risen.completion, risen.light) == (ZERO, Light.BEHIND)
    assert progress_sentence(behind) == "截至6月底，单位增加值能耗下降2.1%，低于年度目标0.7个百分点"
    assert progress_sentence(risen) == "截至6月底，单位增加值能耗上升0.5%，低于年度目标3.3个百分点"
    assert risen.reason.endswith("同比上升0.5%。")


def test_that_a_decrease_derives_from_two_amounts() -> None:
    """97.2 after 100 is 2.8 % less."""
    coal = decrease(baseline="100")
    coal_amounts = Baseline(value=Decimal(100), unit="万吨", status=BaselineStatus.ENTERED)
    figure = judged(ENERGY, entry(ENERGY, 6, cumulative="97.2", last_year="100"))
    assert (figure.cumulative, figure.light) == (Decimal("2.8"), Light.ATTAINED)
    risen = judged(coal, entry(coal, 6, cumulative="102", last_year="100"))
    assert risen.cumulative == -2
    assert field_of(replace(coal, baseline=coal_amounts), "last_year").unit == "万吨"


def test_that_no_amounts_of_last_year_give_no_decrease() -> None:
    nothing = entry(ENERGY, 6, cumulative="5", last_year="0")
    told = [issue.message for issue in check_entry(ENERGY, nothing, NOBODY)]
    assert "上年同期为0，不能计算降幅。" in told
    assert judged(ENERGY, nothing).cumulative is None


@pytest.mark.parametrize(
    ("value", "at", "light", "reason"),
    [
        ("8", 6, Light.ATTAINED, "已达到年度目标（前10位）。以12月数为准，暂记当期达标。"),
        ("10", 12, Light.DONE, "已达到年度目标（前10位）。"),
        ("12", 6, Light.BEHIND, "第12位，未进入前10位。"),
    ],
)
def test_that_a_place_is_reached_or_not(value: str, at: int, light: Light, reason: str) -> None:
    figure = valued(PLACE, value, at=at)
    assert (figure.completion, figure.remaining, figure.light, figure.reason) == (None, None, light, reason)


def test_that_places_are_worded_as_places() -> None:
    assert target_words(PLACE) == "前10位"
    assert target_words(rank("1", unit="名")) == "第1名"
    assert completion_words(valued(PLACE, "12")) == "未达标"
    assert (
        progress_sentence(valued(PLACE, "8"))
        == "截至6月底，营商环境评价居全省第8位，已达到年度目标（前10位）"
    )
    assert judged(PLACE).light is Light.UNREPORTED


def test_that_places_are_compared_by_no_percentage_and_never_added() -> None:
    first = content_of(entry(PLACE, 5, value="12"), entry(PLACE, 6, value="8"))
    found = compare(first, PLACE, month(YEAR, 6))
    assert (found.before, found.year_on_year, found.period_on_period) == (Decimal(12), None, None)
    assert not Kind.RANK.traits.is_additive
    assert Kind.CAPPED_COUNT.traits.is_additive


def test_that_two_units_places_can_be_decided_but_not_summed() -> None:
    plan, june = plan_of(PLACE), month(YEAR, 6)
    units = (Unit(id="a", name="甲科"), Unit(id="b", name="乙科"))
    contents = [
        Content(unit=unit, records={made.key: made})
        for unit, value in zip(units, ("8", "9"), strict=True)
        for made in [_of(unit, value)]
    ]
    found = look_over(plan, contents, (), june, date(YEAR, 6, 28))
    offered = possible(found, origin(plan, contents, PLACE, june))
    assert SUM not in offered
    assert {"a", "b"} <= set(offered)


def _of(unit: Unit, value: str) -> Entry:
    return replace(entry(PLACE, 6, value=value), unit_id=unit.id)


@pytest.mark.parametrize(("value", "is_told"), [("0", True), ("1", False)])
def test_that_places_begin_with_the_first(value: str, *, is_told: bool) -> None:
    told = [issue.message for issue in check_entry(PLACE, entry(PLACE, 6, value=value), NOBODY)]
    assert ("位次从1开始。" in told) is is_told


@pytest.mark.parametrize("figure", [ACCIDENTS, JOBLESS, PLACE])
def test_that_no_plan_by_month_divides_a_limit(figure: Indicator) -> None:
    basis = Basis(target_id=figure.id, pace_plan=twelve(m6="5"))
    due = valued(figure, "3", basis=basis).pace
    assert (due.due, due.percent, due.rule) == (figure.target, None, "全年同一标准")


LIMITS = st.integers(min_value=0, max_value=10**6)


@quick
@given(limit=LIMITS, value=LIMITS, at=st.integers(1, 12))
def test_that_a_limit_is_kept_exactly_up_to_its_number(limit: int, value: int, at: int) -> None:
    figure = valued(capped(str(limit)), str(value), at=at)
    is_kept = value <= limit
    assert figure.light.tone == (("blue" if at == 12 else "green") if is_kept else "red")
    assert figure.completion is None or figure.completion >= ZERO
    assert (figure.completion is None) is (limit == 0)
    if figure.completion is not None:
        assert (figure.completion <= 100) is is_kept


@quick
@given(value=st.decimals(min_value=-1000, max_value=1000, places=2))
def test_that_a_decrease_never_completes_below_nought(value: Decimal) -> None:
    figure = valued(ENERGY, str(value))
    assert figure.completion == max(ZERO, value / Decimal("2.8") * 100)
