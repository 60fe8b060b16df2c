"""Days and months as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.dates import days_in, is_like_a_date, read_cell_day, read_date, read_day, read_month
from cixi_desktop.errors import CixiError
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
    assert read_cell_day(str(number), 2025) == day
    assert read_cell_day(f"{number}.75", 2025) == day
    assert read_cell_day(f"{day} 18:00:00", 2025) == day


def test_that_a_day_without_its_year_is_of_the_year_that_is_meant() -> None:
    assert read_day("6月5日", 2025) == read_day("6.5", 2025) == read_cell_day("6-5", 2025) == date(2025, 6, 5)


@pytest.mark.parametrize("text", ["6", "06", "6月", "６月份", "2025年6月", "2025-06"])
def test_that_a_month_is_read_however_it_is_written(text: str) -> None:
    assert read_month(text) == 6


@pytest.mark.parametrize("text", ["0", "13月", "六月", ""])
def test_that_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(CixiError, match=f"“{text}”不是月份。"):
        read_month(text)


def test_that_every_day_of_a_text_is_found() -> None:
    assert [*days_in("2025-06-05印发，2025年13月1日无，20250630备案")] == [
        date(2025, 6, 5),
        date(2025, 6, 30),
    ]


def test_that_a_date_is_told_from_a_subtraction() -> None:
    assert is_like_a_date("2025-06")
    assert is_like_a_date("2025/6/25")
    assert not is_like_a_date("2025-6/25")
    assert not is_like_a_date("12-7")
