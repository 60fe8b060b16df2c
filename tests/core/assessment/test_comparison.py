"""同比、环比, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.assessment.comparison import Variation, compare, recent, variation_words, vary
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import Period, month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from tests.support.figures import (
    YEAR,
    amount,
    aspiration,
    content_of,
    count,
    coverage,
    entry,
    growth,
    item,
    level,
    quick,
    stock,
)

if TYPE_CHECKING:
    from cixi_desktop.assessment.comparison import Comparison
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target


def last_year(target: Target, *totals: str) -> Basis:
    """Last year's running totals, January first; “” where none is known."""
    known = [Decimal(total) if total else None for total in totals]
    return Basis(target_id=target.id, last_year=(*known, *(None,) * (12 - len(known))))


def compared(target: Target, *entries: Entry, at: int = 6, basis: Basis | None = None) -> Comparison:
    bases = (basis,) if basis else ()
    return compare(content_of(*entries, *bases), target, month(YEAR, at))


def words(comparison: Comparison) -> tuple[str, str]:
    return variation_words(comparison.year_on_year), variation_words(comparison.period_on_period)


def test_that_a_count_compares_running_totals_by_year_and_what_months_added() -> None:
    """Of 70 against 56 a year ago: +25%. Of 25 in June against 20 in May: +25%."""
    figure = count("120")
    found = compared(
        figure,
        entry(figure, 4, increment="25"),
        entry(figure, 5, increment="20"),
        entry(figure, 6, increment="25"),
        basis=last_year(figure, "", "", "", "", "", "56"),
    )
    assert [found.before, found.last_year] == [45, 56]
    assert words(found) == ("+25.0%", "+25.0%")


@pytest.mark.parametrize(
    ("first", "last", "before", "rise"),
    [
        pytest.param(4, 6, Decimal(20), "+50.0%", id="of 30 in the second quarter against 20 in the first"),
        pytest.param(1, 6, None, "—", id="nothing is known of last year's second half"),
        pytest.param(7, 9, Decimal(50), "—", id="August and September brought nothing"),
        pytest.param(6, 6, Decimal(40), "持平", id="a month against the month before"),
    ],
)
def test_that_a_longer_period_is_held_against_the_one_before_it(
    first: int, last: int, before: Decimal | None, rise: str
) -> None:
    figure = count("120")
    added = ("5", "5", "10", "10", "10", "10", "6")
    months = [entry(figure, n, increment=own) for n, own in enumerate(added, start=1)]
    found = compare(content_of(*months), figure, Period(YEAR, first, last))
    assert (found.before, variation_words(found.period_on_period)) == (before, rise)


def test_that_a_level_at_a_quarters_end_is_held_against_the_last_quarters_end() -> None:
    """3.5 in March, 3.55 in May, 3.6 in June: 0.1 points more than a quarter ago."""
    figure = level("3.7", "3.4")
    months = [entry(figure, n, value=value) for n, value in ((3, "3.5"), (5, "3.55"), (6, "3.6"))]
    found = compare(content_of(*months), figure, Period(YEAR, 4, 6))
    assert (found.before, variation_words(found.period_on_period)) == (Decimal("3.5"), "+0.1个百分点")


def test_that_a_januarys_running_total_is_its_own_count() -> None:
    """10 in January, 25 by February: 15 more, half as much again."""
    figure = count("120")
    entries = [entry(figure, 1, cumulative="10"), entry(figure, 2, cumulative="25")]
    assert words(compared(figure, *entries, at=2)) == ("—", "+50.0%")


def test_that_an_amount_derives_its_months_from_running_totals() -> None:
    """June added 24.10 − 19.30 = 4.80, May 19.30 − 14.90 = 4.40; 4.80 / 4.40 = 1.0909."""
    figure = amount("50")
    totals = {4: "14.90", 5: "19.30", 6: "24.10"}
    found = compared(
        figure,
        *(entry(figure, n, cumulative=total) for n, total in totals.items()),
        basis=last_year(figure, "", "", "", "", "", "25.00"),
    )
    assert found.before == Decimal("19.30")
    assert words(found) == ("−3.6%", "+9.1%")


def test_that_a_month_that_took_in_an_unreported_one_is_no_measure() -> None:
    """May's total covers April too, so June is held against nothing; and so is May itself."""
    figure = amount("50")
    entries = [
        entry(figure, 3, cumulative="10"),
        entry(figure, 5, cumulative="18"),
        entry(figure, 6, cumulative="20"),
    ]
    assert compared(figure, *entries, at=6).period_on_period is None
    assert compared(figure, *entries, at=5).period_on_period is None


def test_that_a_typed_increment_is_the_months_own_whatever_went_before() -> None:
    figure = count("120")
    entries = [
        entry(figure, 2, increment="10"),
        entry(figure, 5, increment="8"),
        entry(figure, 6, increment="6"),
    ]
    assert variation_words(compared(figure, *entries).period_on_period) == "−25.0%"


def test_that_a_first_month_is_its_own_count_beside_its_running_total() -> None:
    """6 in June and 58 in all; July adds 4 to 62."""
    count_ = count("120")
    found = recent(
        content_of(entry(count_, 6, increment="6", cumulative="58"), entry(count_, 7, increment="4")),
        count_,
        month(2025, 7),
    )
    assert [number for each in found[-2:] for number in (each.increment, each.total)] == [6, 58, 4, 62]


def test_that_a_february_that_stands_for_january_too_is_no_measure_for_march() -> None:
    figure = amount("50", merged_months=2)
    entries = [entry(figure, n, cumulative=total) for n, total in ((2, "6"), (3, "10"), (4, "12"))]
    assert compared(figure, *entries, at=3).period_on_period is None
    assert compared(figure, *entries, at=2).period_on_period is None
    assert variation_words(compared(figure, *entries, at=4).period_on_period) == "−50.0%"


def test_that_a_march_that_stands_for_three_months_is_no_measure_for_april() -> None:
    """April brought 4, May 2: half as much."""
    figure = amount("50", merged_months=3)
    entries = [entry(figure, n, cumulative=total) for n, total in ((3, "9"), (4, "13"), (5, "15"))]
    assert compared(figure, *entries, at=3).period_on_period is None
    assert compared(figure, *entries, at=4).period_on_period is None
    assert variation_words(compared(figure, *entries, at=5).period_on_period) == "−50.0%"


def test_that_january_is_held_against_last_december() -> None:
    """Last December added 60 − 50 = 10; 12 is a fifth more."""
    figure = count("120")
    totals = ("5", "9", "12", "15", "20", "25", "30", "35", "40", "45", "50", "60")
    found = compared(figure, entry(figure, 1, increment="12"), at=1, basis=last_year(figure, *totals))
    assert found.before is None
    assert words(found) == ("+140.0%", "+20.0%")


def test_that_a_share_changes_in_points_and_a_total_in_percent() -> None:
    """78.4% against 77.9% a year ago and 78.3% last month; 1068 against 1000 and 1055."""
    share = level("78.3", "77.5")
    found = compared(
        share,
        entry(share, 5, value="78.3"),
        entry(share, 6, value="78.4"),
        basis=last_year(share, "", "", "", "", "", "77.9"),
    )
    assert words(found) == ("+0.5个百分点", "+0.1个百分点")
    total = stock("1120", "1000")
    found = compared(
        total,
        entry(total, 5, value="1055"),
        entry(total, 6, value="1068"),
        basis=last_year(total, "", "", "", "", "", "1000"),
    )
    assert words(found) == ("+6.8%", "+1.2%")


def test_that_a_level_in_another_unit_changes_in_percent() -> None:
    figure = level("20", "10", unit="件")
    entries = entry(figure, 5, value="10"), entry(figure, 6, value="12")
    assert variation_words(compared(figure, *entries).period_on_period) == "+20.0%"


def test_that_growth_rates_are_subtracted_never_added() -> None:
    """110 over 100 is 10%, two points more than 8% the month before."""
    figure = growth()
    entries = entry(figure, 5, value="8"), entry(figure, 6, cumulative="110", last_year="100")
    found = compared(figure, *entries)
    assert found.before == 8
    assert variation_words(found.period_on_period) == "+2.0个百分点"


def test_that_ratios_are_compared_in_points() -> None:
    """38 of 45 is 84.44%, 36 of 45 is 80%."""
    figure = coverage()
    entries = [entry(figure, n, numerator=done, denominator="45") for n, done in ((5, "36"), (6, "38"))]
    assert variation_words(compared(figure, *entries).period_on_period) == "+4.4个百分点"
    closed = item(ItemKind.LIST, unit="件")
    entries = [entry(closed, n, numerator=done, denominator="10") for n, done in ((5, "5"), (6, "4"))]
    assert variation_words(compared(closed, *entries).period_on_period) == "−10.0个百分点"


def test_that_counters_are_flows_and_stages_and_contests_have_no_numbers() -> None:
    counter = item(ItemKind.COUNTER, unit="次")
    entries = [
        entry(counter, 4, increment="2"),
        entry(counter, 5, increment="4"),
        entry(counter, 6, increment="3"),
    ]
    found = compared(counter, *entries, basis=last_year(counter, "", "", "", "", "", "6"))
    assert found.before == 6
    assert words(found) == ("+50.0%", "−25.0%")
    milestone = item(ItemKind.HARD)
    assert words(compared(milestone, entry(milestone, 6, stage="审议"))) == ("—", "—")
    assert words(compared(aspiration(), entry("X-1", 6, stage="申报"))) == ("—", "—")


@pytest.mark.parametrize("ago", ["", "0", "-3"])
def test_that_nothing_or_less_a_year_ago_gives_no_percentage(ago: str) -> None:
    figure = amount("50")
    found = compared(figure, entry(figure, 6, cumulative="10"), basis=last_year(figure, *("",) * 5, ago))
    assert found.year_on_year is None


def test_that_a_month_without_a_figure_is_not_compared() -> None:
    figure = count("120")
    found = compared(figure, entry(figure, 5, increment="3"), basis=last_year(figure, *("",) * 5, "10"))
    assert [found.before, found.last_year] == [3, 10]
    assert words(found) == ("—", "—")


@pytest.mark.parametrize(
    ("variation", "shown"),
    [
        (None, "—"),
        (Variation(Decimal(0)), "持平"),
        (Variation(Decimal("0.04")), "+0.04%"),
        (Variation(Decimal("-0.004")), "约持平"),
        (Variation(Decimal("-12.345")), "−12.3%"),
        (Variation(Decimal("0.03"), is_points=True), "+0.03个百分点"),
    ],
)
def test_that_changes_are_worded_as_an_office_does(variation: Variation | None, shown: str) -> None:
    assert variation_words(variation) == shown


def test_that_the_last_twelve_months_reach_into_last_year() -> None:
    """Up to March: nine months of last year, whose months follow from its totals, and three of this one."""
    figure = count("120")
    basis = last_year(figure, "1", "2", "3", "5", "8", "8", "10", "", "20", "25", "30", "40")
    content = content_of(
        entry(figure, 1, increment="4"),
        entry(figure, 2, state=State.PENDING),
        entry(figure, 3, cumulative="9"),
        basis,
    )
    months = recent(content, figure, month(YEAR, 3))
    assert [(m.year, m.month) for m in months[:1] + months[-1:]] == [(YEAR - 1, 4), (YEAR, 3)]
    assert [m.increment for m in months] == [2, 3, 0, 2, None, None, 5, 5, 10, 4, None, 5]
    assert [m.total for m in months] == [5, 8, 8, 10, None, 20, 25, 30, 40, 4, None, 9]
    assert [m.word for m in months[-3:]] == ["", "待公布", ""]


def test_that_stages_are_among_the_last_months() -> None:
    milestone = item(ItemKind.SOFT)
    months = recent(content_of(entry(milestone, 5, stage="方案")), milestone, month(YEAR, 6))
    assert [(m.word, m.total) for m in months[-2:]] == [("方案", None), ("", None)]


numbers = st.decimals(-1000, 1000, places=2)


@given(value=numbers, earlier=numbers)
@quick
def test_that_points_take_back_what_they_say(value: Decimal, earlier: Decimal) -> None:
    there, back = (vary(*pair, is_points=True) for pair in ((value, earlier), (earlier, value)))
    assert there is not None
    assert back is not None
    assert there.value == -back.value


@given(value=numbers, earlier=numbers)
@quick
def test_that_a_percentage_needs_something_above_nought_and_has_the_sign_of_the_change(
    value: Decimal, earlier: Decimal
) -> None:
    found = vary(value, earlier, is_points=False)
    assert (found is not None) == (earlier > 0)
    if found is not None:
        assert (found.value > 0) == (value > earlier)
