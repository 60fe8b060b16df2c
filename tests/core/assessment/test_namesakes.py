from __future__ import annotations

import pytest

from cixi_desktop.assessment.counting import distinct_count, name_key, namesake_words, namesakes
from tests.support.ledgers import EVENTS, FIRMS, VISITS, row


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("慈溪甲科技有限公司", "慈溪甲科技"),
        ("慈溪甲科技有限公司", "慈溪甲科技有限责任公司"),
        ("慈溪甲科技有限公司", "慈溪甲科技股份有限公司"),
        ("甲科技（慈溪）有限公司", "甲科技(慈溪)有限公司"),
        ("甲科技（慈溪）有限公司", "甲科技慈溪"),
        ("ＡＢＣ电器有限公司", "abc 电器"),
        ("宁波甲　公司", "宁波甲公司"),
        ("“思享汇”", "思享汇"),
    ],
)
def test_that_these_are_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("慈溪甲公司", "甲公司（慈溪）"), ("甲一", "甲二"), ("甲研究院", "甲研究所"), ("有限公司", "公司")],
)
def test_that_these_are_two_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_that_a_name_of_nothing_but_a_legal_form_stays_a_name() -> None:
    assert name_key("有限公司") == "有限公司"


def test_that_a_namesake_is_the_first_of_that_name_and_for_the_first_the_next() -> None:
    march, june, alone = row("甲有限公司", 3), row("甲", 6), row("乙", 6)
    again = row("甲股份有限公司", 7)
    assert namesakes(FIRMS, (march, june, alone, again)) == (june, march, None, march)


def test_that_an_event_of_the_same_name_on_another_day_is_another_event() -> None:
    first, second = row("思享汇", day=(6, 3)), row("思享汇", day=(6, 17), id="2")
    twice = row("“思享汇”", day=(6, 3), id="3")
    assert namesakes(EVENTS, (first, second)) == (None, None)
    assert namesakes(EVENTS, (first, second, twice)) == (twice, None, first)


def test_that_an_event_without_a_day_is_told_apart_by_its_month() -> None:
    june, july, also_june = row("思享汇", 6), row("思享汇", 7, id="2"), row("思享汇", 6, id="3")
    assert namesakes(EVENTS, (june, july, also_june)) == (also_june, None, june)


def test_that_rows_of_a_sum_have_no_namesakes() -> None:
    assert namesakes(VISITS, (row("散客", number="20"), row("散客", number="30"))) == (None, None)


def test_that_distinct_names_are_counted_once() -> None:
    assert distinct_count([row("甲"), row("甲有限公司"), row("乙")]) == 2


def test_that_a_namesake_is_told_with_its_month_and_its_way_of_writing() -> None:
    assert namesake_words(row("甲股份有限公司", 3)) == "与3月“甲股份有限公司”重名"
