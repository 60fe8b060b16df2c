"""Percentages as they are printed, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.assessment.phrases import beside_unit, from_target, signed_phrase
from cixi_desktop.assessment.rounding import (
    Printed,
    printed_completion,
    printed_distance,
    printed_gap,
    printed_value,
    steady,
)
from cixi_desktop.records.rules import Rules
from cixi_desktop.values import Comparator
from tests.support.figures import (
    amount,
    count,
    coverage,
    entry,
    growth,
    judged,
    level,
    plan_2025,
    quick,
    stock,
)

TEN = (Decimal(0), Decimal(-10))


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("8.3333", "8.3"),
        ("-9.99", "-9.99"),
        ("-10", "-10.0"),
        ("-10.0498", "-10.05"),
        ("-10.0014", "-10.001"),
        ("-0.02", "-0.02"),
        ("0.0004", "0.0004"),
        ("-0.00001", "-0.0001"),
        ("-9.999999", "-9.9999"),
        ("0", "0.0"),
        ("-0.00", "0.0"),
    ],
)
def test_that_rounding_leaves_a_figure_on_its_side(value: str, printed: str) -> None:
    assert str(printed_value(Decimal(value), TEN)) == printed


@pytest.mark.parametrize(
    ("completion", "is_met", "printed"),
    [
        ("99.95", False, "99.95"),
        ("99.98", False, "99.98"),
        ("99.996", False, "99.996"),
        ("99.9999999", False, "99.9999"),
        ("99.94", False, "99.9"),
        ("100", False, "None"),
        ("100", True, "100.0"),
        ("104.1666", True, "104.2"),
    ],
)
def test_that_an_unmet_target_is_never_at_100(completion: str, is_met: bool, printed: str) -> None:
    assert str(printed_completion(Decimal(completion), (), is_met=is_met)) == printed


@pytest.mark.parametrize(
    ("completion", "pace", "printed", "decimals"),
    [
        ("58.333333", "50", "8.3", 1),  # 58.3 - 50.0
        ("16.666667", "58.333333", "-41.6", 1),  # 16.7 - 58.3; no decimal makes thirds agree
        ("1.666667", "8.333333", "-6.6", 1),  # 1.7 - 8.3
        ("93.333333", "46.666667", "46.6", 1),  # 93.3 - 46.7
        ("6.666667", "16.666667", "-10.0", 1),  # 6.7 - 16.7
        ("8.333333", "8.3333", "0.0001", 1),  # 8.3 - 8.3 hides that it is ahead
        ("6.631579", "16.666667", "-10.04", 2),  # 6.63 - 16.67 = -10.04; with one: 6.6 - 16.7 = -10.1
        ("39.95", "50", "-10.05", 2),  # with one: 40.0 - 50.0, and rounded -10.1
        ("99.98", "100", "-0.02", 2),
    ],
)
def test_that_a_gap_is_the_difference_of_what_is_printed_beside_it_or_has_more_decimals(
    completion: str, pace: str, printed: str, decimals: int
) -> None:
    gap = Decimal(completion) - Decimal(pace)
    assert printed_gap(Decimal(completion), Decimal(pace), gap, TEN, 1) == (Decimal(printed), decimals)


def test_that_thirds_leave_no_trace() -> None:
    third = Decimal(10) / 3
    assert steady(third - (third + 10)) == -10


@pytest.mark.parametrize(
    ("value", "printed"), [("-1.05", "-1.05"), ("-1.04", "-1.04"), ("-1.5", "-1.5"), ("2", "2.0")]
)
def test_that_a_distance_to_a_target_is_as_precise_as_it_was_entered(value: str, printed: str) -> None:
    assert str(printed_distance(Decimal(value), TEN)) == printed


def test_that_a_distance_of_a_quotient_has_two_decimals() -> None:
    assert str(printed_distance(Decimal("-0.046274879"), TEN)) == "-0.05"
    assert str(printed_distance(Decimal("-0.00462748749"), TEN)) == "-0.005"


@quick
@given(value=st.decimals(-200, 200, places=7), line=st.sampled_from([0, -10, -30, 100]))
def test_that_no_side_is_ever_hidden(value: Decimal, line: int) -> None:
    found = printed_value(value, (Decimal(line),))
    assert (found > line) == (value > line)
    assert (found < line) == (value < line)
    assert abs(found - value) < Decimal("0.1")


# Of whole figures


def printed(*parts: object) -> list[str]:
    return [str(part) for part in parts]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("20.005", ["40.01", "50.00", "-9.99", "欠序时"]),
        ("19.9751", ["39.95", "50.00", "-10.05", "滞后"]),
        ("20", ["40.0", "50.0", "-10.0", "欠序时"]),
    ],
)
def test_that_two_colours_never_print_the_same_gap(value: str, shown: list[str]) -> None:
    figure = amount("50")
    found = judged(figure, entry(figure, 6, cumulative=value), at=6).printed
    light = judged(figure, entry(figure, 6, cumulative=value), at=6).light
    assert printed(found.completion, found.pace, found.gap, light) == shown


def test_that_1999_of_2000_is_not_100_percent() -> None:
    figure = count("2000")
    found = judged(figure, entry(figure, 12, cumulative="1999"), at=12).printed
    assert printed(found.completion, found.pace, found.gap) == ["99.95", "100.00", "-0.05"]


def test_that_a_total_exactly_at_what_it_must_pass_says_so_in_place_of_a_percentage() -> None:
    figure = stock("1120", "1000", comparator=Comparator.MORE_THAN)
    found = judged(figure, entry(figure, 12, value="1120"), at=12)
    assert printed(found.printed.completion, found.completion, found.light) == ["None", "100", "欠序时"]
    assert found.reason.startswith("未超过目标，序时进度100.0%（按月均分），与序时进度持平。")


@pytest.mark.parametrize(
    ("value", "gap", "reason"),
    [
        ("8.5", "-1.5", "低于年度目标1.5个百分点"),
        ("8.96", "-1.04", "低于年度目标1.04个百分点"),
        ("8.9999", "-1.0001", "低于年度目标1.0001个百分点"),
        ("-3", "-13.0", "低于年度目标13.0个百分点"),
    ],
)
def test_that_a_growth_rate_is_told_in_points_below_its_target(value: str, gap: str, reason: str) -> None:
    figure = growth()
    found = judged(figure, entry(figure, 3, value=value), at=3)
    assert printed(found.printed.gap, found.printed.pace, reason in found.reason) == [gap, "100.0", "True"]


def test_that_the_gap_of_a_growth_rate_is_value_less_target() -> None:
    figure = growth()
    gaps = [judged(figure, entry(figure, 3, value=value), at=3).gap for value in ("9", "12")]
    assert gaps == [-1, 2]


def test_that_a_level_tells_one_distance_everywhere() -> None:
    figure = level("78.3", None)
    found = judged(figure, entry(figure, 6, value="77.25"), at=6)
    assert printed(found.printed.gap, found.printed.to_target) == ["-1.05", "-1.05"]
    assert "低于目标1.05个百分点" in found.reason


def test_that_the_band_of_about_is_a_line_of_the_completion() -> None:
    figure = amount("3", comparator=Comparator.ABOUT)  # the band ends at 2.7, 90 % of 3
    below, within = (judged(figure, entry(figure, 6, cumulative=value), at=6) for value in ("2.6995", "2.7"))
    assert printed(below.printed.completion, below.light) == ["89.98", "达序时"]
    assert printed(within.printed.completion, within.light) == ["90.0", "基本完成"]


def test_that_the_limits_of_the_rules_in_force_are_lines() -> None:
    figure = amount("50")
    rules = Rules(name="银川式", behind_at=Decimal(10), is_behind_inclusive=True, late_beyond=Decimal(30))
    found = judged(figure, entry(figure, 6, cumulative="9.998"), rules=rules, at=6)
    assert printed(found.printed.gap, found.light) == ["-30.004", "滞后"]


@pytest.mark.parametrize(
    ("value", "text"), [("60", "60.0%"), ("99.95", "99.95%"), ("99.9996", "99.9996%"), ("100", "100.0%")]
)
def test_that_a_list_is_shown_whole_only_where_it_is(value: str, text: str) -> None:
    assert beside_unit(coverage(), Decimal(value)) == text


def test_that_nothing_is_printed_of_what_is_not_known() -> None:
    figure = plan_2025().indicator("H-7")
    assert figure is not None
    found = judged(figure, at=6).printed
    assert printed(found.completion, found.pace, found.gap, found.to_target) == ["None"] * 4


@pytest.mark.parametrize(
    ("to_target", "words"),
    [
        (None, ""),
        ("0", "达到年度目标"),
        ("0.2", "高于年度目标0.2个百分点"),
        ("-1.5", "低于年度目标1.5个百分点"),
    ],
)
def test_that_a_rate_is_told_against_its_target(to_target: str | None, words: str) -> None:
    assert from_target(Printed(to_target=None if to_target is None else Decimal(to_target))) == words


@pytest.mark.parametrize(
    ("phrase", "told"), [("同比增长{}", ("同比下降{}", Decimal(3))), ("增速为{}", ("增速为{}", Decimal(-3)))]
)
def test_that_a_rate_below_nought_turns_the_word_that_can_be_turned(
    phrase: str, told: tuple[str, Decimal]
) -> None:
    assert signed_phrase(growth(phrase=phrase), Decimal(-3)) == told
