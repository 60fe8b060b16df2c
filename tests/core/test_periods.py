"""数据所属期 and 截至日期."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import Period, as_of_label, due_date, month, parse_period, period_labelled, signed
from tests.support.figures import quick

SPANS = [(n, n) for n in range(1, 13)] + [(1, 2), (1, 3), (4, 6), (7, 9), (10, 12), (1, 6), (7, 12), (1, 12)]
years = st.integers(min_value=1000, max_value=9998)
spans = st.sampled_from(SPANS)


@pytest.mark.parametrize(
    ("key", "first", "last", "label"),
    [
        ("2025-01", 1, 1, "2025年1月"),
        ("2025-06", 6, 6, "2025年6月"),
        ("2025-12", 12, 12, "2025年12月"),
        ("2025-01~02", 1, 2, "2025年1—2月"),
        ("2025-Q1", 1, 3, "2025年第一季度"),
        ("2025-Q2", 4, 6, "2025年第二季度"),
        ("2025-Q3", 7, 9, "2025年第三季度"),
        ("2025-Q4", 10, 12, "2025年第四季度"),
        ("2025-H1", 1, 6, "2025年上半年"),
        ("2025-H2", 7, 12, "2025年下半年"),
        ("2025", 1, 12, "2025年"),
    ],
)
def test_that_a_period_has_a_key_and_the_label_an_office_writes(
    key: str, first: int, last: int, label: str
) -> None:
    period = Period(2025, first, last)
    assert (period.key, period.label) == (key, label)
    assert parse_period(key) == period


@quick
@given(year=years, span=spans)
def test_that_every_key_parses_back(year: int, span: tuple[int, int]) -> None:
    period = Period(year, *span)
    assert parse_period(period.key) == period
    assert parse_period(f" {period.key.lower()} ") == period


def test_that_no_two_periods_share_a_key_or_a_label() -> None:
    periods = [Period(2025, *span) for span in SPANS]
    assert len({period.key for period in periods}) == len({period.label for period in periods}) == 20


@pytest.mark.parametrize(
    ("text", "key"),
    [("2025-6", "2025-06"), ("2025-1~2", "2025-01~02"), ("2025-q2", "2025-Q2"), ("2025-h1", "2025-H1")],
)
def test_that_short_keys_are_accepted(text: str, key: str) -> None:
    assert parse_period(text).key == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-13",
        "2025-00",
        "2025-0",
        "2025-Q5",
        "2025-Q0",
        "2025-H3",
        "2025-02~03",
        "25-06",
        "2025-06-25",
        "2025-",
        "202506",
        "2025/06",
        "六月",
        "2025-6月",
        "-06",
        "2025-006",
        "12025-06",
        "2025-01~2025-02",
    ],
)
def test_that_what_is_no_period_is_refused_with_examples(text: str) -> None:
    with pytest.raises(CixiError, match="不是数据所属期") as caught:
        parse_period(text)
    assert "2025-06" in caught.value.hint


@quick
@given(first=st.integers(-1, 14), last=st.integers(-1, 14))
def test_that_only_months_merged_january_quarters_halves_and_years_are_periods(first: int, last: int) -> None:
    if (first, last) in SPANS:
        assert Period(2025, first, last).last == last
    else:
        with pytest.raises(CixiError, match="不是一个数据所属期"):
            Period(2025, first, last)


@quick
@given(year=years, span=spans)
def test_that_a_period_closes_with_its_last_month_and_day(year: int, span: tuple[int, int]) -> None:
    period = Period(year, *span)
    assert period.closing == month(year, span[1])
    assert period.end + timedelta(days=1) == date(year + span[1] // 12, span[1] % 12 + 1, 1)
    assert period.months_left == 12 - span[1]
    assert period.is_year_end == (span[1] == 12)
    assert period.is_month == (span[0] == span[1])


def test_that_months_left_run_from_eleven_to_nought() -> None:
    assert [month(2025, n).months_left for n in range(1, 13)] == [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("period", "due_day", "due"),
    [
        (Period(2025, 6, 6), 25, date(2025, 6, 25)),
        (Period(2025, 6, 6), 31, date(2025, 6, 30)),
        (Period(2025, 2, 2), 30, date(2025, 2, 28)),
        (Period(2024, 2, 2), 30, date(2024, 2, 29)),
        (Period(2025, 4, 6), 25, date(2025, 6, 25)),
        (Period(2025, 1, 12), 31, date(2025, 12, 31)),
        (Period(2025, 1, 1), 1, date(2025, 1, 1)),
    ],
)
def test_that_a_report_is_due_on_its_day_before_the_month_ends(
    period: Period, due_day: int, due: date
) -> None:
    assert due_date(period, due_day) == due


@pytest.mark.parametrize(
    ("as_of", "label"),
    [
        (date(2025, 6, 30), "截至6月底"),
        (date(2025, 6, 25), "截至6月25日"),
        (date(2025, 2, 28), "截至2月底"),
        (date(2024, 2, 28), "截至2月28日"),
        (date(2024, 2, 29), "截至2月底"),
        (date(2025, 12, 31), "截至12月底"),
    ],
)
def test_that_a_sentence_begins_with_the_day_its_figure_holds_for(as_of: date, label: str) -> None:
    assert as_of_label(as_of) == label


def test_that_periods_sort_by_year_and_month() -> None:
    periods = [month(2025, 3), month(2024, 12), month(2025, 1)]
    assert sorted(periods) == [month(2024, 12), month(2025, 1), month(2025, 3)]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("2025年6月", "2025-06"),
        (" 2025 年 6 月 ", "2025-06"),
        ("２０２５年12月", "2025-12"),
        ("2025年1-2月", "2025-01~02"),
        ("2025年1～2月", "2025-01~02"),
        ("2025年06月", "2025-06"),
        ("2025-06", "2025-06"),
        ("2025.6", "2025-06"),
        ("6月份", "2025-06"),
        ("6\xa0月", "2025-06"),
        ("1–2月", "2025-01~02"),
        ("2025年第二季度", "2025-Q2"),
        ("2025年", "2025"),
    ],
)
def test_that_a_period_is_known_by_its_label(label: str, key: str) -> None:
    assert period_labelled(label, 2025) == parse_period(key)


@pytest.mark.parametrize("label", ["", "六月", "2025年13月", "2025-13", "2025年2—3月"])
def test_that_other_words_are_no_label(label: str) -> None:
    assert period_labelled(label, 2025) is None


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("张三", "张三2025年6月28日"),
        ("root", "root 2025年6月28日"),
        ("科员2", "科员2 2025年6月28日"),
        ("", "2025年6月28日"),
    ],
)
def test_that_a_name_does_not_run_into_the_year(who: str, words: str) -> None:
    assert signed(who, date(2025, 6, 28)) == words
    assert signed(who, None) == who
