"""Days and months as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.dates import (
    days_in,
    past_days,
    read_as_of,
    read_date,
    read_day,
    read_deadline,
    read_month,
)
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from tests.support.figures import quick


@pytest.mark.parametrize(
    "text", ["2025-06-05", "2025年6月5日", "2025/6/5", "２０２５．６．５", "20250605", " 2025 年 6 月 5 日"]
)
def test_that_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_date(text) == date(2025, 6, 5)
    assert read_day(text, 2024) == date(2025, 6, 5)


@pytest.mark.parametrize("text", ["2025125", "6月5日", "2025-13-01", "2025年6月", "", "今天"])
def test_that_what_is_no_day_or_may_be_two_is_refused(text: str) -> None:
    """2025125 may be 5 December or 25 January."""
    with pytest.raises(CixiError, match=f"“{text}”不是日期。"):
        read_date(text)


@given(day=st.dates(date(1982, 1, 1), date(2049, 12, 31)))
@quick
def test_that_a_day_counted_by_a_sheet_is_that_day(day: date) -> None:
    """Sheets count from 30 December 1899; a time stands behind the point, or behind the day."""
    number = (day - date(1899, 12, 30)).days
    assert read_day(str(number), day.year) == day
    assert read_day(f"{number}.75", day.year) == day
    assert read_day(f"{day} 18:00:00", 2025) == day


def test_that_a_day_without_its_year_is_of_the_year_that_is_meant() -> None:
    assert read_day("6月5日", 2025) == read_day("6.5", 2025) == read_day("6-5", 2025) == date(2025, 6, 5)
    assert read_day("12月31日", 2025) == date(2025, 12, 31)
    with pytest.raises(CixiError, match="“25/6”"):
        read_day("25/6", 2025)


@pytest.mark.parametrize("text", ["6月底", "2025年6月末", "2025-06-30", "6月30日", "45838"])
def test_that_a_figure_may_hold_for_the_end_of_a_month(text: str) -> None:
    assert read_as_of(text, 2025) == date(2025, 6, 30)


def test_that_the_end_of_the_last_month_there_is_can_be_written() -> None:
    assert read_as_of("9999年12月底", 2025) == date(9999, 12, 31)
    assert read_deadline("9999年12月", 2025) == date(9999, 12, 31)


@pytest.mark.parametrize("text", ["13月底", "0月底", "年底", "6月", "月底", "0000年6月底"])
def test_that_what_is_the_end_of_no_month_is_no_such_day(text: str) -> None:
    with pytest.raises(CixiError, match=f"“{text}”不是日期。"):
        read_as_of(text, 2025)


@pytest.mark.parametrize(
    "text",
    [
        "2025-6-25 00:00:00",
        "2025-06-25T14:30:00",
        "2025/6/25 2:30 PM",
        "2025年6月25日 星期三",
        "2025年6月25日（周三）",
        "2025-06-25 下午2:30",
        "2025年6月25日上午9:00",
        "2025\u200b-06-25",
        "2025-06-25\xa0",
    ],
)
def test_that_what_stands_behind_a_day_and_what_nobody_sees_change_nothing(text: str) -> None:
    assert read_date(text) == date(2025, 6, 25)


def test_that_a_bare_number_is_a_day_only_near_the_year_that_is_meant() -> None:
    """45813 is 5 June 2025 to a sheet, 44718 is 6 June 2022."""
    assert read_day("45813", 2025) == read_day("45813", 2026) == date(2025, 6, 5)
    for text in ("44718", "45813"):
        with pytest.raises(CixiError, match="不是日期"):
            read_day(text, 2027 if text == "45813" else 2025)


@pytest.mark.parametrize(
    "text", ["6", "06", "6月", "６月份", "2025年6月", "2025-06", "2025-06-05", "45813", "6月\u200b"]
)
def test_that_a_month_is_read_however_it_is_written(text: str) -> None:
    assert read_month(text, 2025) == 6


@pytest.mark.parametrize("text", ["0", "13月", "六月", ""])
def test_that_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(CixiError, match=f"“{text}”不是月份。"):
        read_month(text, 2025)


@pytest.mark.parametrize("text", ["2024年12月", "2026-01", "2024-12-05"])
def test_that_a_month_of_another_year_is_refused(text: str) -> None:
    with pytest.raises(CixiError, match=f"“{text}”不在2025年。"):
        read_month(text, 2025)


def test_that_every_day_of_a_text_is_found() -> None:
    assert [*days_in("2025-06-05印发，2025年13月1日无，20250630备案")] == [
        date(2025, 6, 5),
        date(2025, 6, 30),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("三季度末", date(2025, 9, 30)),
        ("第3季度", date(2025, 9, 30)),
        ("一季度末前", date(2025, 3, 31)),
        ("上半年", date(2025, 6, 30)),
        ("2026年下半年", date(2026, 12, 31)),
    ],
)
def test_that_a_quarter_or_half_is_its_last_day_as_a_deadline(text: str, day: date) -> None:
    assert read_deadline(text, 2025) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至6月底，入库20家", ("截至6月底",)),
        ("6月底前完成，7月10日前开工，7月底前验收", ("6月底前", "7月10日前")),
        ("1—6月入库20家，6月下旬评审", ("1—6月", "6月下旬")),
        ("二季度末办结，上半年完成，三季度启动", ("二季度末", "上半年")),
        ("2024年12月立项，2025年8月结题", ("2024年12月",)),
        ("去年6月、上年12月、明年3月", ()),
        ("6月以来、4月起，后6个月", ()),
        ("印发办法（慈科〔2025〕8号（2025年6月5日）），贯彻《6月工作方案》", ()),
        ("7月、7月上旬、8月1日", ("7月上旬",)),
        ("13月、0月、6月31日、6月0日", ("6月31日", "6月0日")),
    ],
)
def test_which_days_of_a_text_are_over_by_the_end_of_july(text: str, expected: tuple[str, ...]) -> None:
    assert past_days(text, month(2025, 7)) == expected


def test_that_a_figure_holds_for_the_end_of_a_quarter_only_where_that_is_said() -> None:
    assert read_as_of("二季度末", 2025) == date(2025, 6, 30)
    with pytest.raises(CixiError):
        read_as_of("二季度", 2025)
