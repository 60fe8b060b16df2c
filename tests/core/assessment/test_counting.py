"""What lists come to, worked out by hand: rows, sums, distinct names, by month and from January."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.counting import (
    Tally,
    adopted,
    counted_fields,
    disagreement,
    following,
    tally,
    tally_words,
)
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.entries import State
from tests.support.figures import count, coverage, entry, item
from tests.support.ledgers import EVENTS, FIRMS, VISITS, row

JUNE = month(2025, 6)
FIRM_COUNT = replace(count("120"), ledger=FIRMS)
VISIT_COUNT = replace(count("1200", unit="人次"), ledger=VISITS)
TRAINED = replace(coverage(), ledger=FIRMS)
EVENT_COUNT = replace(item(ItemKind.COUNTER, unit="场"), ledger=EVENTS)
CHECKED = replace(item(ItemKind.LIST, unit="家"), ledger=FIRMS)
SPRING = (row("甲", 3), row("乙", 3), row("丙", 5))


def shown(found: Tally) -> list[str]:
    """The count of the period, that of the year, and how many rows there are."""
    return [str(found.increment), str(found.total), str(len(found.rows))]


def test_that_rows_are_counted_by_month_and_from_january_on() -> None:
    rows = (*SPRING, row("丁", 6), row("戊", 7))
    found = tally(FIRM_COUNT, rows, JUNE)
    assert shown(found) == ["1", "4", "4"]
    assert tally(FIRM_COUNT, rows, parse_period("2025-Q2")).increment == 2
    assert tally(FIRM_COUNT, (), JUNE).total == 0


def test_that_a_row_of_another_year_counts_for_nothing() -> None:
    assert tally(FIRM_COUNT, [replace(row("甲"), period=month(2024, 6))], JUNE).rows == ()


def test_that_visits_are_summed_and_a_row_without_a_number_adds_nothing() -> None:
    rows = (row("甲小学", 5, number="40"), row("散客", number="25"), row("乙团", number="35"), row("丙团"))
    found = tally(VISIT_COUNT, rows, JUNE)
    assert shown(found) == ["60", "100", "4"]


def test_that_a_covered_firm_counts_once_however_often_it_is_listed() -> None:
    rows = (row("甲有限公司", 3), row("乙", 5), row("甲", 6), row("丙", 6))
    found = tally(TRAINED, rows, JUNE)
    assert shown(found) == ["1", "3", "4"]
    assert tally(CHECKED, rows, JUNE).total == 3


def test_that_an_empty_month_is_filled_in_by_its_rows() -> None:
    before, after = (tally(FIRM_COUNT, rows, JUNE) for rows in (SPRING, (*SPRING, row("丁"), row("戊"))))
    blank = entry(FIRM_COUNT, 6)
    assert following(FIRM_COUNT, blank, before, after).increment == 2
    assert following(FIRM_COUNT, replace(blank, note="两家"), before, after).increment == 2


def test_that_rows_of_other_months_fill_nothing_in() -> None:
    before, after = (tally(FIRM_COUNT, rows, JUNE) for rows in (SPRING, (*SPRING, row("丁", 4))))
    assert following(FIRM_COUNT, entry(FIRM_COUNT, 6), before, after).is_empty


def test_that_a_figure_that_was_the_count_stays_the_count() -> None:
    before, after = (
        tally(FIRM_COUNT, rows, JUNE) for rows in ((row("甲"), row("乙")), (row("甲"), row("乙"), row("丙")))
    )
    assert following(FIRM_COUNT, entry(FIRM_COUNT, 6, increment="2"), before, after).increment == 3
    assert following(FIRM_COUNT, entry(FIRM_COUNT, 6, increment="10"), before, after).increment == 10


def test_that_a_typed_running_total_follows_as_a_running_total() -> None:
    before, after = (tally(FIRM_COUNT, rows, JUNE) for rows in (SPRING, (*SPRING, row("丁"))))
    typed = entry(FIRM_COUNT, 6, cumulative="3")
    assert following(FIRM_COUNT, typed, before, after).cumulative == 4
    assert following(FIRM_COUNT, typed, before, after).increment is None


def test_that_a_typed_nought_follows_and_a_figure_goes_with_the_last_row() -> None:
    nothing, one = tally(FIRM_COUNT, (), JUNE), tally(FIRM_COUNT, (row("甲"),), JUNE)
    assert following(FIRM_COUNT, entry(FIRM_COUNT, 6, increment="0"), nothing, one).increment == 1
    assert following(FIRM_COUNT, entry(FIRM_COUNT, 6, increment="1"), one, nothing).is_empty


def test_that_a_grey_state_and_an_unreadable_figure_stay() -> None:
    nothing, one = tally(FIRM_COUNT, (), JUNE), tally(FIRM_COUNT, (row("甲"),), JUNE)
    grey = entry(FIRM_COUNT, 6, state=State.NO_DATA)
    draft = entry(FIRM_COUNT, 6, drafts=(("increment", "约10"),))
    assert following(FIRM_COUNT, grey, nothing, one) == grey
    assert following(FIRM_COUNT, draft, nothing, one) == draft
    unreadable_day = entry(FIRM_COUNT, 6, drafts=(("as_of", "月底"),))
    assert following(FIRM_COUNT, unreadable_day, nothing, one).increment == 1


def test_that_a_ratio_s_numerator_follows_the_distinct_names() -> None:
    before, after = (tally(TRAINED, rows, JUNE) for rows in (SPRING, (*SPRING, row("丁"), row("甲公司"))))
    typed = entry(TRAINED, 6, numerator="3", denominator="40")
    assert following(TRAINED, typed, before, after).numerator == 5
    repeated = tally(TRAINED, (*SPRING, row("甲有限公司")), JUNE)
    assert following(TRAINED, typed, before, repeated).numerator == 3


def test_that_a_counter_follows_its_list() -> None:
    nothing, one = tally(EVENT_COUNT, (), JUNE), tally(EVENT_COUNT, (row("思享汇"),), JUNE)
    assert following(EVENT_COUNT, entry(EVENT_COUNT, 6), nothing, one).increment == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"increment": "10"}, "台账2家，本期填报10家"),
        ({"increment": "2"}, ""),
        ({"cumulative": "9"}, "台账累计5家，累计填报9家"),
        ({"cumulative": "5"}, ""),
        ({"state": State.NO_DATA}, "台账2家，本期状态为“本期无数据”"),
        ({"note": "见名单"}, "台账2家，本期尚未填报"),
        ({"drafts": (("increment", "约2"),)}, ""),
    ],
)
def test_that_a_figure_is_held_against_its_list(typed: dict[str, object], words: str) -> None:
    found = tally(FIRM_COUNT, (*SPRING, row("丁"), row("戊")), JUNE)
    assert disagreement(FIRM_COUNT, entry(FIRM_COUNT, 6, **typed), found, JUNE) == words


def test_that_a_month_without_rows_is_asked_for_nothing_and_a_figure_without_a_list_agrees() -> None:
    assert disagreement(FIRM_COUNT, None, tally(FIRM_COUNT, SPRING, JUNE), JUNE) == ""
    nothing = tally(FIRM_COUNT, (), JUNE)
    assert disagreement(FIRM_COUNT, entry(FIRM_COUNT, 6, increment="10"), nothing, JUNE) == ""
    assert disagreement(FIRM_COUNT, None, tally(FIRM_COUNT, (row("甲"),), JUNE), JUNE) == (
        "台账1家，本期尚未填报"
    )


def test_that_a_figure_in_a_month_without_rows_of_a_kept_list_disagrees() -> None:
    found = tally(FIRM_COUNT, SPRING, JUNE)
    assert disagreement(FIRM_COUNT, entry(FIRM_COUNT, 6, increment="4"), found, JUNE) == (
        "台账0家，本期填报4家"
    )


def test_that_a_ratio_is_held_against_the_distinct_names() -> None:
    found = tally(TRAINED, (*SPRING, row("甲")), JUNE)
    typed = entry(TRAINED, 6, numerator="12", denominator="40")
    assert disagreement(TRAINED, typed, found, JUNE) == "台账3家，填报12家"


def test_that_the_count_is_taken_over_where_people_typed() -> None:
    found = tally(FIRM_COUNT, (*SPRING, row("丁")), JUNE)
    assert adopted(FIRM_COUNT, entry(FIRM_COUNT, 6, increment="10"), found).increment == 1
    total = adopted(FIRM_COUNT, entry(FIRM_COUNT, 6, cumulative="10"), found)
    assert total.increment is None
    assert total.cumulative == 4
    assert adopted(FIRM_COUNT, entry(FIRM_COUNT, 6), found).increment == 1


def test_that_a_state_and_a_draft_give_way_to_the_count() -> None:
    found = tally(FIRM_COUNT, (row("甲"),), JUNE)
    grey = entry(
        FIRM_COUNT, 6, state=State.NO_DATA, reason="无", drafts=(("increment", "约1"), ("as_of", "?"))
    )
    after = adopted(FIRM_COUNT, grey, found)
    assert (after.increment, after.state, after.reason) == (Decimal(1), None, "")
    assert after.drafts == (("as_of", "?"),)
    assert adopted(FIRM_COUNT, entry(FIRM_COUNT, 6, reason="复核"), found).reason == "复核"


def test_that_what_a_list_comes_to_is_said_in_its_unit() -> None:
    assert tally_words(FIRM_COUNT, tally(FIRM_COUNT, (*SPRING, row("丁")), JUNE), JUNE) == (
        "2025年6月1家，累计4家"
    )
    twice = tally(TRAINED, (*SPRING, row("甲"), row("乙")), JUNE)
    assert tally_words(TRAINED, twice, JUNE) == "2025年6月0家，累计3家（另有2行重名，不重复计）"


def test_that_a_list_counts_into_the_fields_that_its_figure_or_item_has() -> None:
    assert counted_fields(FIRM_COUNT) == ("increment", "cumulative")
    assert counted_fields(TRAINED) == counted_fields(CHECKED) == ("numerator",)
    assert counted_fields(EVENT_COUNT) == ("increment",)
