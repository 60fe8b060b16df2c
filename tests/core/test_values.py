"""Figures: comparators, reading what people type, writing numbers for people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.errors import CixiError
from cixi_desktop.values import (
    LARGEST,
    Comparator,
    Sense,
    floored,
    is_whole,
    percent,
    plain,
    points,
    read_number,
    read_reported,
    rounded,
    rounded_up,
    shown,
    written_number,
)
from tests.support.figures import quick

UNITS = ["", "家", "次", "项", "场", "天", "人次", "亿元", "%", "个"]
figures = st.decimals(min_value=-LARGEST + 1, max_value=LARGEST - 1, places=6)
places = st.integers(min_value=0, max_value=6)
units = st.sampled_from(UNITS)


def fullwidth(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


# Comparators, as the civil code reads them


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        (Comparator.AT_LEAST, False, True, True),
        (Comparator.MORE_THAN, False, False, True),
        (Comparator.AT_MOST, True, True, False),
        (Comparator.ABOUT, False, True, True),
        (Comparator.YES_NO, False, True, True),
    ],
)
def test_that_a_comparator_decides_below_at_and_above_the_target(
    comparator: Comparator, below: bool, at: bool, above: bool
) -> None:
    found = tuple(comparator.is_met(Decimal(value), Decimal(1120)) for value in (1119, 1120, 1121))
    assert found == (below, at, above)


def test_that_3_685_is_not_rounded_up_to_pass_3_69() -> None:
    assert not Comparator.AT_LEAST.is_met(Decimal("3.685"), Decimal("3.69"))


# Reading


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("１２家", "家", "12"),
        ("1,200", "人次", "1200"),
        ("3.69％", "%", "3.69"),
        ("3.69%", "%", "3.69"),
        ("３．６９％", "%", "3.69"),
        ("5次", "次", "5"),
        ("1，200人次", "人次", "1200"),
        ("１，２００", "家", "1200"),
        ("1,234,567.89", "亿元", "1234567.89"),
        ("95亿", "亿元", "95"),
        ("95亿元", "亿元", "95"),
        ("  12  ", "家", "12"),
        ("12 家", "家", "12"),
        ("12　家", "家", "12"),
        ("+5", "家", "5"),
        ("-3", "家", "-3"),
        ("－３", "家", "-3"),
        ("−3", "家", "-3"),
        (".5", "%", "0.5"),
        ("5.", "%", "5"),
        ("007", "家", "7"),
        ("0", "家", "0"),
        ("3.690", "%", "3.69"),
        ("999999999999.999999", "亿元", "999999999999.999999"),
        ("1 200", "家", "1200"),
        ("3。69", "%", "3.69"),
        ("３。６９％", "%", "3.69"),
        ("1，200", "人次", "1200"),
        ("(3.5)", "%", "-3.5"),
        ("（3.5%）", "%", "-3.5"),
        ("（1,200）", "家", "-1200"),
        ("（1，200）家", "家", "-1200"),
        ("1\xa0200\u200b", "家", "1200"),
        ("\ufeff12\xad", "家", "12"),
    ],
)
def test_that_what_people_type_is_read(text: str, unit: str, value: str) -> None:
    assert read_number(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("二十", "家", "20"),
        ("十五家", "家", "15"),
        ("一百二十", "家", "120"),
        ("一百零五", "家", "105"),
        ("一万二千家", "家", "12000"),
        ("壹拾贰", "家", "12"),
        ("廿", "家", "20"),
        ("两家", "家", "2"),
        ("零", "家", "0"),
        ("二十亿元", "亿元", "20"),
        ("二十", "亿元", "20"),
        ("一千", "亿元", "1000"),
        ("二十亿", "亿元", "20"),
        ("五千万元", "亿元", "0.5"),
        ("二十万", "亿元", "0.002"),
        ("三万人次", "万人次", "3"),
    ],
)
def test_that_numbers_in_words_are_read(text: str, unit: str, value: str) -> None:
    assert read_number(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.2万", "家", "12000"),
        ("1.2 万家", "家", "12000"),
        ("10万", "人次", "100000"),
        ("225000万元", "亿元", "22.5"),
        ("600000万", "亿元", "60"),
        ("1,200万元", "亿元", "0.12"),
        ("1.2万亿元", "亿元", "12000"),
        ("350百万元", "亿元", "3.5"),
        ("5000元", "亿元", "0.00005"),
        ("1.2亿元", "万元", "12000"),
        ("5千瓦时", "千瓦时", "5"),
        ("-3万", "家", "-30000"),
    ],
)
def test_that_another_power_of_ten_of_the_unit_is_taken_by_it(text: str, unit: str, value: str) -> None:
    assert read_number(text, unit) == Decimal(value)


def test_that_an_amount_too_small_for_its_unit_is_refused() -> None:
    with pytest.raises(CixiError, match="小数超过6位"):
        read_number("95元", "亿元")  # 0.00000095


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("2家。", "家", "2"),
        ("12（家）", "家", "12"),
        ("12，", "家", "12"),
        ("3.69%。", "%", "3.69"),
        ("5。", "家", "5"),
        ("1,200、", "家", "1200"),
        ("0.3个百分点", "百分点", "0.3"),
        ("0.3百分点", "个百分点", "0.3"),
    ],
)
def test_that_stops_and_the_two_ways_to_write_points_are_read(text: str, unit: str, value: str) -> None:
    assert read_number(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "sense", "value"),
    [
        ("增长9.1%", Sense.RISE, "9.1"),
        ("同比增长8.6%。", Sense.RISE, "8.6"),
        ("同比+9.4％", Sense.RISE, "9.4"),
        ("增长-2.3%", Sense.RISE, "-2.3"),
        ("下降2.3%", Sense.RISE, "-2.3"),
        ("负增长2%", Sense.RISE, "-2"),
        ("-2.3%", Sense.RISE, "-2.3"),
        ("同比下降2.8", Sense.FALL, "2.8"),
        ("降低2.8%", Sense.FALL, "2.8"),
        ("2.8", Sense.FALL, "2.8"),
        ("增长1%", Sense.FALL, "-1"),
        ("上升2.8", Sense.FALL, "-2.8"),
        ("共12%", Sense.PLAIN, "12"),
        ("8+1.5%", Sense.RISE, "9.5"),
    ],
)
def test_that_a_rate_is_read_with_the_word_of_its_direction(text: str, sense: Sense, value: str) -> None:
    assert read_reported(text, "%", sense) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("下降-2.3%", Sense.RISE),
        ("增长9.1%", Sense.PLAIN),
        ("↑9.1%", Sense.RISE),
        ("增长", Sense.RISE),
        ("下降-2.8%", Sense.FALL),
        ("第7", Sense.PLAIN),
    ],
)
def test_that_a_direction_that_says_nothing_clear_is_refused(text: str, sense: Sense) -> None:
    with pytest.raises(CixiError):
        read_reported(text, "%", sense)


@pytest.mark.parametrize("text", ["50%*200%", "20% ÷ 4%", "（50%）×（200％）"])
def test_that_percentages_are_not_multiplied_as_numbers(text: str) -> None:
    """50 % of 200 % are 100 %, not 10000 %; 20 % through 4 % are 5."""
    with pytest.raises(CixiError, match="百分数相乘除"):
        read_reported(text, "%")


def test_that_a_percentage_is_multiplied_by_a_number() -> None:
    assert read_reported("3.5%*2", "%") == 7
    assert read_reported("20%/4+1%", "%") == 6


def test_that_a_sum_of_money_may_have_its_sign_and_a_count_may_not() -> None:
    assert read_reported("￥21亿", "亿元") == 21
    with pytest.raises(CixiError, match="不是数字"):
        read_reported("¥12", "家")


@pytest.mark.parametrize(
    "text",
    [
        "约12",
        "12左右",
        "12家左右",
        "大约12",
        "近12",
        "将近12",
        "超12",
        "超过12",
        "逾12",
        "12多",
        "12多家",
        "12余家",
        "12以上",
        "12家以上",
        "12上下",
        "余12",
    ],
)
def test_that_an_approximate_figure_is_refused_as_such(text: str) -> None:
    with pytest.raises(CixiError, match="不是准确数") as caught:
        read_number(text, "家")
    assert "请只填数字" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12次", "家"),
        ("12家", ""),
        ("12%", "家"),
        ("0.1个百分点", "%"),
        ("12人", "人次"),
        ("3万", "%"),
        ("一二", "家"),
        ("三五十", "家"),
        ("二〇二五", "家"),
        ("万", "家"),
        ("十几", "家"),
        ("家", "家"),
        ("abc", "家"),
        ("1O", "家"),
        ("l2", "家"),
        ("无", "家"),
        ("inf", "家"),
        ("-inf", "家"),
        ("Infinity", "家"),
        ("nan", "家"),
        ("NaN", "家"),
        ("1e5", "家"),
        ("1E5", "家"),
        ("0x10", "家"),
        ("1_000", "家"),
        ("1.2.3", "%"),
        ("--5", "家"),
        ("+-5", "家"),
        ("-", "家"),
        (".", "家"),
        (",", "家"),
        ("1,2", "家"),
        ("12,34", "家"),
        ("1,2000", "家"),
        (",200", "家"),
        ("1/2", "家"),
        ("=1+1", "家"),
        ("3~5", "家"),
        ("3-5", "家"),
        ("1、2", "家"),
        ("12；13", "家"),
    ],
)
def test_that_what_is_no_number_is_refused_with_the_unit_it_needs(text: str, unit: str) -> None:
    with pytest.raises(CixiError, match="不是数字") as caught:
        read_number(text, unit)
    assert text in caught.value.message
    assert unit in caught.value.hint


@pytest.mark.parametrize("text", ["12①", "12²", "½", "③", "１２³"])
def test_that_a_footnote_mark_is_not_taken_for_a_digit(text: str) -> None:
    with pytest.raises(CixiError, match="不是数字"):
        read_number(text, "家")


@pytest.mark.parametrize(
    "text",
    ["12 13", "1 2", "3. 69", "1 2 家", "2\xa01", "２　１", "1 20", "1 2000", "1, 200", "0 200", "2\n1"],
)
def test_that_a_blank_that_parts_no_thousands_is_asked_about(text: str) -> None:
    with pytest.raises(CixiError) as caught:
        read_number(text, "家")
    assert caught.value.message == f"“{text}”中间有空格，不知是一个数还是几个数。"
    assert caught.value.hint == "请去掉空格，只填一个数。"


@pytest.mark.parametrize("text", ["0,200", "0，5", "00,200", "0,200+1"])
def test_that_a_comma_behind_a_nought_is_not_taken_for_thousands(text: str) -> None:
    """A decimal comma: 200 would be a thousand times what was meant."""
    with pytest.raises(CixiError, match="不是数字"):
        read_reported(text, "家")


@pytest.mark.parametrize("text", ["١٢", "१२"])
def test_that_digits_of_other_scripts_are_refused(text: str) -> None:
    with pytest.raises(CixiError, match="不是数字"):
        read_number(text, "家")


@pytest.mark.parametrize("text", ["", "   ", "　"])
def test_that_blank_text_is_no_number(text: str) -> None:
    with pytest.raises(CixiError, match="未填写数字"):
        read_number(text, "家")


@pytest.mark.parametrize("text", ["1000000000000", "-1000000000000", "1,000,000,000,000", "9" * 5000])
def test_that_a_figure_of_a_million_million_is_too_large(text: str) -> None:
    with pytest.raises(CixiError, match="过大"):
        read_number(text, "亿元")


@pytest.mark.parametrize("text", ["0.0000001", "1.1234567", "-3.0000001", "1." + "0" * 40 + "1"])
def test_that_more_than_six_decimals_are_refused(text: str) -> None:
    with pytest.raises(CixiError, match="小数超过6位"):
        read_number(text, "%")


def test_that_noughts_at_the_end_are_no_decimals() -> None:
    assert read_number("1.00000000", "%") == 1


@quick
@given(value=figures, unit=units)
def test_that_a_written_number_is_read_back_with_and_without_its_unit(value: Decimal, unit: str) -> None:
    assert read_number(plain(value), unit) == value
    assert read_number(f" {plain(value)}{unit} ", unit) == value


@quick
@given(value=figures, unit=units)
def test_that_full_width_forms_read_the_same(value: Decimal, unit: str) -> None:
    assert read_number(fullwidth(plain(value) + unit), unit) == value


@quick
@given(value=figures, unit=units)
def test_that_thousand_separators_read_the_same(value: Decimal, unit: str) -> None:
    assert read_number(f"{value:,f}{unit}", unit) == value
    assert read_number(f"{value:,f}".replace(",", "，") + unit, unit) == value


@quick
@given(text=st.text(max_size=12), unit=units)
def test_that_any_text_is_read_as_a_storable_figure_or_refused_in_chinese(text: str, unit: str) -> None:
    try:
        value = read_number(text, unit)
    except CixiError:
        return
    assert value.is_finite()
    assert abs(value) < LARGEST
    assert (value * 10**6) % 1 == 0


# Writing


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3.690", "3.69"),
        ("1E+2", "100"),
        ("0", "0"),
        ("-0", "0"),
        ("0.000", "0"),
        ("-0.50", "-0.5"),
        ("100", "100"),
    ],
)
def test_that_a_plain_number_has_neither_exponent_nor_superfluous_noughts(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("24.5", 2, "24.50"),
        ("3.685", 2, "3.685"),
        ("1200", 0, "1200"),
        ("1E+3", 0, "1000"),
        ("9.5", 1, "9.5"),
        ("-0.0", 1, "0.0"),
        ("999999999999.123456", 2, "999999999999.123456"),
    ],
)
def test_that_a_figure_is_shown_with_its_own_decimals_and_more_only_where_more_were_entered(
    value: str, decimals: int, text: str
) -> None:
    assert shown(Decimal(value), decimals) == text


def test_that_a_quotient_that_never_ends_is_not_shown_with_all_its_digits() -> None:
    assert shown(Decimal(100) / 3, 1) == "33.33"
    assert shown(Decimal(95) / Decimal("1.1"), 2) == "86.36"
    assert shown(Decimal(95) / 3, 3) == "31.667"


@pytest.mark.parametrize(
    ("value", "text"),
    [("58.3333", "58.3%"), ("69.1666", "69.2%"), ("0.05", "0.1%"), ("-0.04", "0.0%"), ("100", "100.0%")],
)
def test_that_a_percentage_has_one_decimal_rounded_half_up(value: str, text: str) -> None:
    assert percent(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("8.3333333333", "8.3个百分点"),
        ("-8.3333333333", "8.3个百分点"),
        ("0.1", "0.1个百分点"),
        ("0", "0.0个百分点"),
        ("0.04", "0.04个百分点"),
        ("-0.03333333333333333333", "0.03个百分点"),
        ("0.0000003", "不足0.01个百分点"),
    ],
)
def test_that_a_gap_has_one_decimal_no_sign_and_is_never_shown_as_nothing(value: str, text: str) -> None:
    assert points(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("2.5", 0, "3"),
        ("3.685", 2, "3.69"),
        ("3.6849", 2, "3.68"),
        ("-0.4", 0, "0"),
        ("-2.5", 0, "-3"),
        ("7", 2, "7.00"),
        ("12", 30, f"12.{'0' * 30}"),
        ("1E+60", 1, f"1{'0' * 60}.0"),
    ],
)
def test_that_rounding_is_half_up_and_never_gives_a_negative_nought(
    value: str, decimals: int, text: str
) -> None:
    assert str(rounded(Decimal(value), decimals)) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("7.4", 0, "8"), ("8", 0, "8"), ("4.251", 2, "4.26"), ("0.001", 2, "0.01")],
)
def test_that_what_is_needed_is_rounded_up(value: str, decimals: int, text: str) -> None:
    assert str(rounded_up(Decimal(value), decimals)) == text


@quick
@given(value=figures, decimals=places)
def test_that_rounding_moves_a_figure_by_at_most_half_its_last_place(value: Decimal, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    assert abs(rounded(value, decimals) - value) <= step / 2
    assert 0 <= rounded_up(value, decimals) - value < step
    assert 0 <= value - floored(value) < 1


@quick
@given(value=figures)
def test_that_a_whole_number_is_its_own_floor(value: Decimal) -> None:
    assert is_whole(value) == (floored(value) == value)


@pytest.mark.parametrize("text", ["\u202e12", "12\u202e", "\u202b5-3", "=\u20675-3\u2069", "\u200f-12"])
def test_that_a_number_that_may_be_seen_turned_is_refused(text: str) -> None:
    with pytest.raises(CixiError, match="中有看不见的控制字符，显示的顺序可能不同。请删去"):
        read_reported(text, "家")


@pytest.mark.parametrize("text", ["\u202a12\u202c", "1\u200b2", "\ufeff12", "\u200e12", "\u206612\u2069"])
def test_that_signs_that_turn_nothing_are_dropped(text: str) -> None:
    assert read_reported(text, "家") == Decimal(12)


@pytest.mark.parametrize("text", ["-2.8", "−2.8%", "（2.8）", "=1-3.8"])
def test_that_a_fall_below_nought_is_asked_about(text: str) -> None:
    with pytest.raises(CixiError, match=r"下降的请填正数，如“2.8”；上升的请写“上升2.8”。"):
        read_reported(text, "%", Sense.FALL)


@pytest.mark.parametrize("text", ["7", "第7", "第7名", "第 7 位", "第七", "第７名次", "7位"])
def test_that_a_place_is_read_with_the_words_around_it(text: str) -> None:
    assert read_reported(text, "位", Sense.PLACE) == Decimal(7)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 3.69 ", "3.69"),
        ("1E2", "100"),
        ("-1e-7", "-0.0000001"),
        (f"1{'0' * 60}", f"1{'0' * 60}"),
        ("1e999999999", None),
        ("-1e-999999999", None),
        ("1e308", None),
        ("Infinity", None),
        ("NaN", None),
        ("3,690", None),
        ("", None),
    ],
)
def test_that_a_number_from_outside_is_one_that_can_be_written_out(text: str, number: str | None) -> None:
    found = written_number(text)
    assert (found and plain(found)) == number
