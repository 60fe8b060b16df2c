"""亮灯: the look, thresholds, bands, presets, and the light of every kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.assessment.lights import (
    PRESETS,
    Light,
    Verdict,
    band_ceiling,
    band_floor,
    band_words,
    judge_aspiration,
    judge_list,
    judge_milestone,
)
from cixi_desktop.kinds import Kind
from cixi_desktop.plan import Indicator, Modality
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from cixi_desktop.records.rules import DEFAULT_RULES
from cixi_desktop.values import Comparator
from tests.support import figures as make
from tests.support.figures import count, coverage, growth, level, quick, stock, valued

ABOUT_15 = count("15", comparator=Comparator.ABOUT, unit="个")
FALL = level("40", "50", comparator=Comparator.AT_MOST)
TOTAL = stock("1120", "1000", comparator=Comparator.MORE_THAN)
YINCHUAN = PRESETS[1]
OUHAI = PRESETS[2]


def light(figure: Indicator, value: str, at: int = 6, modality: Modality = Modality.BINDING) -> Light:
    return valued(figure, value, at=at, modality=modality).light


# The look


def test_that_every_light_has_its_own_shape_so_that_it_survives_a_photocopy() -> None:
    assert len({found.symbol for found in Light}) == len(Light) == 12
    assert all(len(found.symbol.encode("gbk")) == 2 for found in Light)


def test_that_the_colours_are_those_of_the_rule() -> None:
    tones = {found: found.tone for found in Light}
    assert tones[Light.DONE] == "blue"
    assert {tones[found] for found in (Light.ATTAINED, Light.ON_PACE, Light.NEARLY)} == {"green"}
    assert (tones[Light.BEHIND], tones[Light.LATE]) == ("yellow", "red")


def test_that_the_greys_are_those_with_a_word_of_their_own() -> None:
    words = {found.value for found in Light if found.is_grey}
    assert words == {"未到节点", "待公布", "本期无数据", "未填报", "不适用", "已填报"}


def test_that_every_state_that_can_be_said_is_a_grey_light() -> None:
    assert all(Light(state).is_grey for state in State)


def test_that_late_is_the_most_urgent_and_every_judged_light_above_the_grey_ones() -> None:
    by_urgency = sorted(Light, key=lambda found: found.urgency)
    assert by_urgency[-2:] == [Light.BEHIND, Light.LATE]
    assert {found.is_grey for found in by_urgency[:4]} == {True}
    assert by_urgency[-3] is Light.UNREPORTED, "a task is not 已完成 while something in it is not reported"


# Thresholds


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("30", Light.ON_PACE),
        ("25", Light.ON_PACE),
        ("24.99", Light.BEHIND),
        ("20", Light.BEHIND),
        ("19.99", Light.LATE),
        ("0", Light.LATE),
        ("50", Light.DONE),
    ],
)
def test_that_green_begins_at_the_pace_and_red_below_ten_points(value: str, expected: Light) -> None:
    assert light(make.amount("50"), value) is expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("9.9", Light.ON_PACE),
        ("10", Light.BEHIND),
        ("29.9", Light.BEHIND),
        ("30", Light.BEHIND),
        ("30.1", Light.LATE),
    ],
)
def test_that_the_yinchuan_rule_is_yellow_from_ten_to_thirty_behind_inclusive(
    behind: str, expected: Light
) -> None:
    value = str(50 - Decimal(behind))
    assert valued(make.amount("100"), value, rules=YINCHUAN).light is expected


@pytest.mark.parametrize(("value", "expected"), [("50", Light.ON_PACE), ("49.99", Light.LATE)])
def test_that_the_ouhai_rule_makes_whatever_is_missed_red(value: str, expected: Light) -> None:
    assert valued(make.amount("100"), value, rules=OUHAI).light is expected


def test_that_the_default_rule_is_nought_and_ten() -> None:
    assert PRESETS[0] is DEFAULT_RULES
    assert (DEFAULT_RULES.behind_at, DEFAULT_RULES.late_beyond) == (Decimal(0), Decimal(10))
    assert (DEFAULT_RULES.count_band, DEFAULT_RULES.growth_band, DEFAULT_RULES.due_day) == (
        Decimal(10),
        Decimal(1),
        25,
    )
    assert not DEFAULT_RULES.is_behind_inclusive


@quick
@given(value=st.decimals(0, 99, places=1), other=st.decimals(0, 99, places=1), at=st.integers(1, 12))
def test_that_a_greater_value_never_gets_a_worse_light(value: Decimal, other: Decimal, at: int) -> None:
    rank = [Light.LATE, Light.BEHIND, Light.ON_PACE, Light.DONE]
    low, high = sorted((value, other))
    figure = make.amount("90")
    assert rank.index(light(figure, str(low), at)) <= rank.index(light(figure, str(high), at))


def test_that_a_count_of_one_is_on_pace_until_december() -> None:
    figure = count("1")
    assert [light(figure, "0", n) for n in range(1, 12)] == [Light.ON_PACE] * 11
    assert light(figure, "0", 12) is Light.LATE
    assert light(figure, "1", 3) is Light.DONE


def test_that_a_count_of_two_needs_one_from_june() -> None:
    assert [light(count("2"), "0", n) for n in (5, 6)] == [Light.ON_PACE, Light.LATE]
    assert light(count("2"), "1", 6) is Light.ON_PACE


# Comparators


def test_that_more_than_1120_is_not_met_by_1120() -> None:
    assert light(TOTAL, "1120") is Light.ON_PACE
    assert light(TOTAL, "1120", 12) is Light.BEHIND
    assert light(TOTAL, "1121") is Light.ATTAINED
    assert light(TOTAL, "1121", 12) is Light.DONE


def test_that_3_685_does_not_pass_3_69() -> None:
    figure = level("3.69", "3.59")
    assert light(figure, "3.685") is Light.ON_PACE
    assert light(figure, "3.685", 12) is Light.BEHIND
    assert light(figure, "3.69") is Light.ATTAINED


@pytest.mark.parametrize(
    ("value", "expected"),
    [("13", Light.ON_PACE), ("14", Light.NEARLY), ("15", Light.DONE), ("16", Light.DONE), ("17", Light.DONE)],
)
def test_that_about_15_is_done_from_15_and_nearly_done_from_13_and_a_half(
    value: str, expected: Light
) -> None:
    assert (band_floor(ABOUT_15, DEFAULT_RULES), band_ceiling(ABOUT_15, DEFAULT_RULES)) == (
        Decimal("13.5"),
        Decimal("16.5"),
    )
    assert light(ABOUT_15, value) is expected


def test_that_about_15_is_late_with_13_and_nearly_done_with_14_in_december() -> None:
    assert [light(ABOUT_15, value, 12) for value in ("13", "14", "15")] == [
        Light.LATE,
        Light.NEARLY,
        Light.DONE,
    ]


@pytest.mark.parametrize(("value", "is_flagged"), [("15", False), ("16", False), ("17", True)])
def test_that_more_than_about_15_is_flagged_and_not_failed(value: str, is_flagged: bool) -> None:
    found = valued(ABOUT_15, value)
    assert ("超出" in found.reason) == is_flagged
    assert found.light is Light.DONE


@pytest.mark.parametrize(
    ("value", "expected", "is_flagged"),
    [
        ("8.99", Light.BEHIND, False),
        ("0", Light.BEHIND, False),
        ("-0.01", Light.LATE, False),
        ("9", Light.NEARLY, False),
        ("9.99", Light.NEARLY, False),
        ("10", Light.ATTAINED, False),
        ("11", Light.ATTAINED, False),
        ("11.01", Light.ATTAINED, True),
    ],
)
def test_that_growth_of_about_ten_has_a_band_of_one_point(
    value: str, expected: Light, is_flagged: bool
) -> None:
    found = valued(growth(), value)
    assert (found.light, "超出" in found.reason) == (expected, is_flagged)


def test_that_the_bands_are_editable() -> None:
    wide = replace(DEFAULT_RULES, count_band=Decimal(20), growth_band=Decimal(2))
    assert valued(ABOUT_15, "12", rules=wide).light is Light.NEARLY
    assert valued(growth(), "8", rules=wide).light is Light.NEARLY
    assert valued(growth(), "12", rules=wide).reason.count("超出") == 0
    narrow = replace(DEFAULT_RULES, count_band=Decimal(0), growth_band=Decimal(0))
    assert valued(ABOUT_15, "14", rules=narrow).light is Light.ON_PACE


def test_that_the_band_of_a_level_is_in_points_too() -> None:
    figure = level("78", None, comparator=Comparator.ABOUT)
    assert (light(figure, "77"), light(figure, "76.9")) == (Light.NEARLY, Light.BEHIND)


def test_that_the_band_is_told_in_whole_ones_for_counts_and_in_percent_for_growth() -> None:
    assert band_words(ABOUT_15, DEFAULT_RULES) == "14个至16个"
    assert band_words(growth(), DEFAULT_RULES) == "9.0%至11.0%"


@quick
@given(target=st.integers(1, 500), value=st.integers(0, 600))
def test_that_nearly_done_is_exactly_the_band_below_the_target(target: int, value: int) -> None:
    found = light(count(str(target), comparator=Comparator.ABOUT), str(value), 12)
    assert (found is Light.NEARLY) == (target * 9 <= value * 10 and value < target)
    assert (found is Light.DONE) == (value >= target)


# 力争 and 争取


@pytest.mark.parametrize("modality", [Modality.STRIVING, Modality.CONTENDING])
@quick
@given(value=st.decimals(0, 94, places=2), at=st.integers(1, 12))
def test_that_striving_is_never_red(modality: Modality, value: Decimal, at: int) -> None:
    found = valued(make.amount("95"), str(value), at=at, modality=modality)
    bound = valued(make.amount("95"), str(value), at=at)
    assert found.light is not Light.LATE
    assert found.light is (Light.BEHIND if bound.light is Light.LATE else bound.light)
    assert ("不亮红灯" in found.reason) == (bound.light is Light.LATE)


# Before and in December


@pytest.mark.parametrize(
    "figure", [level("78.3", "77"), level("78.3", None), stock("78", "70"), growth("78"), FALL, TOTAL]
)
def test_that_what_may_fall_back_is_only_attained_before_december(figure: Indicator) -> None:
    met = "30" if figure is FALL else "1121"
    if figure.kind is Kind.LEVEL and figure is not FALL:
        met = "79"
    lights = [light(figure, met, n) for n in range(1, 13)]
    assert lights == [Light.ATTAINED] * 11 + [Light.DONE]


def test_that_full_coverage_is_only_attained_before_december() -> None:
    figure = coverage()
    found = [
        make.judged(figure, make.entry(figure, n, numerator="400", denominator="400"), at=n).light
        for n in (6, 12)
    ]
    assert found == [Light.ATTAINED, Light.DONE]


@pytest.mark.parametrize("figure", [count("120"), make.amount("50")])
def test_that_a_flow_is_done_as_soon_as_its_target_is_met(figure: Indicator) -> None:
    assert light(figure, "120", 2) is Light.DONE


@pytest.mark.parametrize("rules", PRESETS)
def test_that_an_unmet_target_is_never_on_pace_in_december(rules: object) -> None:
    assert isinstance(rules, type(DEFAULT_RULES))
    found = [
        valued(figure, value, at=12, rules=rules)
        for figure, value in [
            (TOTAL, "1120"),
            (count("120"), "119"),
            (level("3.69", "3.59"), "3.68"),
            (level("78.3", None), "78.2"),
            (FALL, "41"),
            (make.amount("50"), "49.9"),
        ]
    ]
    assert {assessed.light for assessed in found} <= {Light.BEHIND, Light.LATE}
    reduced = Basis(target_id="X-1", pace_plan=make.twelve(m12="100"))
    assert valued(count("120"), "110", at=12, basis=reduced).light is Light.BEHIND


@pytest.mark.parametrize(
    ("figure", "value"),
    [(level("3.69", "3.59"), "3.58"), (stock("1120", "1000"), "990"), (FALL, "50.1")],
)
def test_that_a_figure_worse_than_its_baseline_is_never_on_pace(figure: Indicator, value: str) -> None:
    lenient = Basis(target_id="X-1", pace_plan=make.twelve(m12="1120" if "家" in figure.unit else "3.69"))
    found = valued(figure, value, at=1, basis=lenient if figure is not FALL else None)
    assert found.completion == 0
    assert found.light is Light.BEHIND


# Degenerate targets


@pytest.mark.parametrize("at", [1, 6, 12])
@quick
@given(base=st.decimals(1, 99, places=2), value=st.decimals(0, 99, places=2))
def test_that_a_target_at_its_baseline_is_met_or_not_without_a_percentage(
    at: int, base: Decimal, value: Decimal
) -> None:
    found = valued(level(str(base), str(base)), str(value), at=at)
    assert found.completion is None
    assert found.pace.percent is None
    if value >= base:
        assert found.light is (Light.DONE if at == 12 else Light.ATTAINED)
    else:
        assert found.gap == value - base
        assert found.light is (Light.LATE if base - value > 10 else Light.BEHIND)


def test_that_a_stock_at_its_baseline_or_without_one_is_only_met_or_not() -> None:
    for figure in (stock("100", "100"), stock("100", None), stock("100", "110")):
        assert (light(figure, "99"), light(figure, "100")) == (Light.BEHIND, Light.ATTAINED)
        assert valued(figure, "99").gap is None


def test_that_a_level_that_starts_beyond_its_target_and_falls_below_it_is_behind() -> None:
    found = valued(level("78.3", "79"), "78.2")
    assert (found.light, found.gap, found.completion) == (Light.BEHIND, Decimal("-0.1"), None)
    assert light(level("78.3", "79"), "78.4") is Light.ATTAINED


@pytest.mark.parametrize(
    ("value", "expected"), [("41", Light.BEHIND), ("50.1", Light.LATE), ("40", Light.ATTAINED)]
)
def test_that_a_ceiling_without_a_baseline_is_missed_from_above(value: str, expected: Light) -> None:
    assert light(level("40", None, comparator=Comparator.AT_MOST), value) is expected


@pytest.mark.parametrize(
    ("value", "at", "expected"),
    [
        ("45", 6, Light.ON_PACE),
        ("46", 6, Light.BEHIND),
        ("46.1", 6, Light.LATE),
        ("44", 6, Light.ON_PACE),
        ("40", 6, Light.ATTAINED),
        ("38", 12, Light.DONE),
        ("55", 6, Light.LATE),
    ],
)
def test_that_a_falling_target_is_judged_downwards(value: str, at: int, expected: Light) -> None:
    assert light(FALL, value, at) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("78.3", Light.ATTAINED), ("78.2", Light.BEHIND), ("68.3", Light.BEHIND), ("68.2", Light.LATE)],
)
def test_that_a_level_without_a_baseline_has_the_same_thresholds(value: str, expected: Light) -> None:
    found = valued(level("78.3", None, decimals=1), value)
    assert (found.light, found.completion) == (expected, None)


# Milestones, stages, lists


def milestone(**said: object) -> Verdict:
    case = {
        "is_done": False,
        "is_hard": True,
        "stage_words": "第1阶段",
        "lacks_proof": False,
        "overdue_since": None,
    }
    return judge_milestone(**(case | said))  # type: ignore[arg-type]


def test_that_a_milestone_past_its_deadline_is_red_if_hard_and_yellow_if_soft() -> None:
    past = date(2025, 6, 15)
    assert milestone(overdue_since=past).light is Light.LATE
    assert milestone(overdue_since=past, is_hard=False).light is Light.BEHIND
    assert "2025年6月15日" in milestone(overdue_since=past).reason
    assert milestone().light is Light.ON_PACE
    assert milestone(is_done=True, overdue_since=past).light is Light.DONE


def test_that_a_last_stage_without_proof_is_said_to_lack_it() -> None:
    assert "尚未填写依据" in milestone(lacks_proof=True).reason
    assert "尚未填写依据" not in milestone().reason


def test_that_an_aspiration_is_never_red() -> None:
    lights = [
        judge_aspiration(stage, "获得", "未获得").light
        for stage in ("申报", "入围", "公示", "获得", "未获得")
    ]
    assert lights == [Light.ON_PACE] * 3 + [Light.DONE, Light.BEHIND]


@pytest.mark.parametrize(
    ("progress", "is_year_end", "expected"),
    [
        ("100", False, Light.ATTAINED),
        ("100", True, Light.DONE),
        ("50", False, Light.ON_PACE),
        ("49.9", False, Light.BEHIND),
        ("40", False, Light.BEHIND),
        ("39.9", False, Light.LATE),
    ],
)
def test_that_a_closed_list_is_judged_by_its_ratio(progress: str, is_year_end: bool, expected: Light) -> None:
    found = judge_list(Decimal(progress), Decimal(50), DEFAULT_RULES, is_year_end=is_year_end)
    assert found.light is expected


def test_that_an_open_list_is_never_on_pace_in_december() -> None:
    found = judge_list(Decimal(95), Decimal(100), YINCHUAN, is_year_end=True)
    assert found.light is Light.BEHIND


def test_that_a_list_a_little_short_of_its_pace_is_told_to_the_digit_that_shows_it() -> None:
    """1249 of 2500 are 49.96 %, printed 50.0 beside 50.0: both take the second digit of the gap."""
    found = judge_list(Decimal("49.96"), Decimal(50), DEFAULT_RULES, is_year_end=False)
    assert found.reason == "办结率49.96%，序时进度50.00%（按月均分），慢于序时进度0.04个百分点。"
