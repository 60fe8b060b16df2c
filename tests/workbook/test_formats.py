"""What people see of a number in a cell, by the code of its format."""

from __future__ import annotations

import pytest

from cixi_desktop.workbook.reading.formats import (
    DAY,
    PERCENT,
    TIME,
    UNSEEN,
    WORDED,
    built_in,
    format_of,
    shown_number,
    shown_text,
)


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("General", ""),
        ("Standard", ""),
        ("G/通用格式", ""),
        ("@", ""),
        ("0.00", ""),
        ("#,##0.0_ ", ""),
        ('#,##0"月度"', WORDED),
        ("#,##0月", WORDED),
        ("0.00E+00", WORDED),
        ("0.0,", WORDED),
        ("0;0", WORDED),
        ('"≥"0', WORDED),
        ("0.00%", PERCENT),
        ("yyyy-mm-dd", DAY),
        ('m"月"d"日"', DAY),
        ("m月", DAY),
        ("yyyy/m/d h:mm", DAY),
        ("[$-F800]dddd, mmmm dd, yyyy", DAY),
        ("aaaa", DAY),
        ("h:mm", TIME),
        ("[h]:mm:ss", TIME),
        ("mm:ss.0", TIME),
        ("[m]", TIME),
        (";;;", UNSEEN),
    ],
)
def test_that_a_code_says_what_its_number_is(code: str, shape: str) -> None:
    assert format_of(code).shape == shape


@pytest.mark.parametrize(
    ("numbers", "shape"),
    [
        ((0, 1, 2, 3, 4, 49), ""),
        ((11, 12, 37, 44, 48), WORDED),
        ((9, 10), PERCENT),
        ((14, 15, 16, 17, 22, 27, 28, 31, 36, 50, 58), DAY),
        ((18, 19, 20, 21, 32, 35, 45, 46, 47, 55), TIME),
    ],
)
def test_that_formats_without_a_code_are_known_by_number(numbers: tuple[int, ...], shape: str) -> None:
    assert {built_in(number).shape for number in numbers} == {shape}


@pytest.mark.parametrize(
    ("digits", "code", "shown"),
    [
        ("70", "General", "70"),
        ("913303000000000000", "General", "9.13303E+17"),
        ("913303000000000000", "0", "913303000000000000"),
        ("3.425", "0.00", "3.43"),
        ("1200", "#,##0", "1,200"),
        ("1200", "#,##0,", "1"),
        ("305000", '0.0,"千"', "305.0千"),
        ("-3", "0;0", "3"),
        ("-3", "0_);(0)", "(3)"),
        ("-1200.5", "#,##0.00;(#,##0.00)", "(1,200.50)"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0", "0;-0;;@", ""),
        ("12", '0"家"', "12家"),
        ("12", 'General"家"', "12家"),
        ("12", 'G/通用格式"家"', "12家"),
        ("12", "0!家", "12家"),
        ("12", '0"."0', "1.2"),
        ("12000", '0!.0,"万"', "1.2万"),
        ("2.36", '0.00"%"', "2.36%"),
        ("180", '[>100]"满";0', "满"),
        ("18", '[>100]"满";0', "18"),
        ("18", '[<10]0;[<20]"二十以内";0"家"', "二十以内"),
        ("25", '[<10]0;[<20]"二十以内";0"家"', "25家"),
        ("12", "0家", "12家"),
        ("12", "[Red]0", "12"),
        ("12", "[$¥-804]#,##0.00", "¥12.00"),
        ("12", "000", "012"),
        ("0.5", "#.##", ".5"),
        ("0.0236", "0.00%", "2.36%"),
        ("1", "0%", "100%"),
        ("12", "[DBNum1]0", "12"),
        ("45813", 'm"月"d"日"', "6月5日"),
        ("45813", "yyyy-mm-dd;@", "2025-06-05"),
        ("12", 'm"月"d"日"', "1月12日"),
        ("12", "aaaa", "星期四"),
        ("59", "yyyy/m/d", "1900/2/28"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("45832.604166666664", "yyyy/m/d h:mm", "2025/6/24 14:30"),
        ("45813", "yyyy年m月d日 aaaa", "2025年6月5日 星期四"),
        ("0.604166666666667", "h:mm", "14:30"),
        ("0.604166666666667", "h:mm:ss AM/PM", "2:30:00 PM"),
        ("0.520833333333333", "h:mm AM/PM", "12:30 PM"),
        ("45813", "[$-804]d-mmm", "5-6月"),
        ("45813", "[$-804]dddd", "星期四"),
        ("1.25", "[h]:mm", "30:00"),
        ("-3", "yyyy-mm-dd", "######"),
        ("5", ";;;", ""),
    ],
)
def test_that_a_number_is_shown_as_people_see_it(digits: str, code: str, shown: str) -> None:
    assert shown_number(digits, format_of(code)) == shown


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("180", "0.00E+00"),
        ("3.5", "# ?/?"),
        ("1234", '0"-"0"-"0'),
        ("-5", "[<0]0;0"),
        ("5", "[>10]0;[>8]0.0"),
        ("5", "[>10]0;0;0.0"),
    ],
)
def test_that_nothing_is_made_up_where_nobody_can_say_what_is_seen(digits: str, code: str) -> None:
    assert shown_number(digits, format_of(code)) is None


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("18", "General", "18"),
        ("18", "0.00", "18"),
        ("18", "0;-0;0", "18"),
        ("18", ";;;", ""),
        ("18", "0;-0;0;", ""),
        ("18", '0;-0;0;"共"@"家"', "共18家"),
        ("18", '"1"@', "118"),
        ("18", "yyyy-mm-dd;@", "18"),
    ],
)
def test_that_a_text_is_seen_through_the_part_for_texts(text: str, code: str, shown: str) -> None:
    assert shown_text(text, format_of(code)) == shown
