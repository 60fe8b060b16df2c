"""The sentence beside each light that says why."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import amount, faster_or_slower, target_words
from cixi_desktop.kinds import Kind
from cixi_desktop.records.basis import Basis
from cixi_desktop.values import Comparator
from tests.support import figures as make
from tests.support.figures import count, coverage, growth, level, stock, valued

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator

ABOUT_15 = count("15", comparator=Comparator.ABOUT, unit="个")
FALL = level("40", "50", comparator=Comparator.AT_MOST)
TOTAL = stock("1120", "1000", comparator=Comparator.MORE_THAN)


def reason(figure: Indicator, value: str, at: int = 6, basis: Basis | None = None) -> str:
    return valued(figure, value, at=at, basis=basis).reason


def test_that_the_reason_names_completion_pace_its_rule_and_the_gap() -> None:
    assert reason(count("120"), "70") == "完成率58.3%，序时进度50.0%（按月均分），快于序时进度8.3个百分点。"
    assert reason(make.amount("50"), "25").endswith("与序时进度持平。")
    assert "慢于序时进度1.0个百分点" in reason(make.amount("50"), "24.5")
    assert reason(count("1"), "0") == "完成率0.0%，序时进度0.0%（按月均分取整），按序时进度暂无完成要求。"


def test_that_the_reason_says_where_only_whole_ones_are_due() -> None:
    """By July 29 of 50 days are due and not 29.17: 58.0 % beside the 58.3 % of 70 of 120 firms."""
    assert reason(count("50", unit="天"), "28", at=7) == (
        "完成率56.0%，序时进度58.0%（按月均分取整），慢于序时进度2.0个百分点。"
    )
    assert "序时进度58.3%（按月均分），" in reason(count("120"), "69", at=7)
    assert "序时进度50.0%（按月均分），" in reason(count("50", unit="天"), "28", at=6)


def test_that_the_reason_shows_a_fall_below_the_baseline_and_a_rise_above_it() -> None:
    assert "低于基数0.09个百分点" in reason(level("3.69", "3.59"), "3.50")
    assert "低于基数10家" in reason(stock("1120", "1000"), "990")
    assert "高于基数5.00个百分点" in reason(FALL, "55")
    assert "基数" not in reason(FALL, "46")


def test_that_negative_growth_is_a_fall_against_last_year_and_not_against_a_baseline() -> None:
    words = reason(growth(), "-5.2")
    assert "同比下降5.2%" in words
    assert "基数" not in words
    assert "下降" not in reason(growth(), "5.2")


def test_that_the_reason_says_so_in_december_when_the_target_was_missed() -> None:
    assert "年末未达到超过1120家" in reason(TOTAL, "1120", 12)
    assert "年末" not in reason(TOTAL, "1120", 11)


def test_that_the_reason_for_what_is_met_names_the_target_and_that_december_decides() -> None:
    assert "超过1120家" in reason(TOTAL, "1121")
    assert "12月" in reason(TOTAL, "1121")
    assert "12月" not in reason(TOTAL, "1121", 12)


def test_that_without_a_baseline_the_reason_tells_the_distance_to_the_target() -> None:
    free = level("78.3", None, decimals=1)
    assert "无基数" in reason(free, "78.1")
    assert "低于目标0.2个百分点" in reason(free, "78.1")
    ceiling = level("40", None, comparator=Comparator.AT_MOST)
    assert "高于目标1.0个百分点" in reason(ceiling, "41")
    assert "无基数" in reason(stock("100", None), "99")


def test_that_without_a_baseline_the_reason_tells_the_distance_to_an_own_plan() -> None:
    free = level("78.3", None, decimals=1)
    own = Basis(target_id="X-1", pace_plan=make.twelve(m6="78.0"))
    assert "低于月度计划0.5个百分点" in reason(free, "77.5", basis=own)
    assert "高于月度计划0.1个百分点" in reason(free, "78.1", basis=own)
    assert "与月度计划持平" in reason(free, "78.0", basis=own)


def test_that_a_baseline_that_has_reached_the_target_is_not_called_missing() -> None:
    for figure in (level("10", "10"), stock("100", "100"), stock("100", "110")):
        words = reason(figure, "9")
        assert "无基数" not in words
        assert "基数已到目标值" in words
        assert "月度计划" not in words


def test_that_an_estimate_is_marked_whatever_its_light() -> None:
    figures = [
        (level("3.69", "3.59"), "3.60"),
        (level("3.69", "3.59"), "3.70"),
        (growth(), "9.5"),
        (growth(), "5"),
    ]
    for figure, value in figures:
        entered = make.entry(figure, 12, value=value, is_estimate=True)
        assert "预计数" in make.judged(figure, entered, at=12).reason


@pytest.mark.parametrize("figure", [level("3.69", "3.59"), make.amount("3.69"), growth("3")])
def test_that_an_estimate_is_never_done(figure: Indicator) -> None:
    name = "cumulative" if figure.kind is Kind.CUMULATIVE_AMOUNT else "value"
    guess = make.judged(figure, make.entry(figure, 12, is_estimate=True, **{name: "3.70"}), at=12)
    assert guess.light is Light.ATTAINED
    assert make.judged(figure, make.entry(figure, 12, **{name: "3.70"}), at=12).light is Light.DONE


@pytest.mark.parametrize(
    ("difference", "words"),
    [("8.3", "快于序时进度8.3个百分点"), ("-8.33", "慢于序时进度8.33个百分点"), ("0.0", "与序时进度持平")],
)
def test_that_the_printed_gap_is_worded_in_points_and_never_in_percent(difference: str, words: str) -> None:
    assert faster_or_slower(Decimal(difference)) == words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (TOTAL, "超过1120家"),
        (ABOUT_15, "15个左右"),
        (level("3.69", "3.59"), "不低于3.69%"),
        (FALL, "不高于40%"),
        (coverage(), "全覆盖"),
        (make.aspiration(), "争取获得"),
    ],
)
def test_that_the_target_is_told_with_its_comparator(figure: Indicator, words: str) -> None:
    assert target_words(figure) == words


def test_that_a_difference_of_percentages_is_in_points() -> None:
    figure = level("3.69", "3.59")
    assert amount(figure, Decimal("0.1"), is_difference=True) == "0.10个百分点"
    assert amount(figure, Decimal("3.6")) == "3.60%"
    assert amount(count("5"), Decimal(2), is_difference=True) == "2家"
