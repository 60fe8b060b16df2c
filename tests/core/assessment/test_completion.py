"""完成率 and the cumulative figure of each kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.assessment.completion import (
    LatestValue,
    baseline_of,
    begins,
    completion,
    entered_value,
    latest_value,
    needed_per_month,
    part_of_span,
    ratio,
    remaining,
    start_of,
)
from cixi_desktop.kinds import Kind
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry, Series
from cixi_desktop.values import Comparator
from tests.support.figures import (
    amount,
    aspiration,
    content_of,
    count,
    coverage,
    entry,
    growth,
    level,
    plan_2025,
    quick,
    stock,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator

PLAIN = Basis(target_id="X-1")
counts = st.integers(min_value=0, max_value=10**9).map(Decimal)
amounts = st.decimals(min_value=0, max_value=10**9, places=4)
positive = st.decimals(min_value="0.0001", max_value=10**9, places=4)


def series(*entries: Entry) -> Series:
    return content_of(*entries).series("X-1", 2025)


def completed(figure: Indicator, value: str | Decimal | None) -> Decimal | None:
    number = None if value is None else Decimal(value)
    return completion(figure, start_of(figure, PLAIN), number)


def stands(figure: Indicator, *entries: Entry, at: int = 12) -> Decimal | None:
    return latest_value(figure, series(*entries), at).value


# The cumulative figure


def test_that_counts_are_summed_from_january() -> None:
    figure = count("5")
    entries = [entry(figure, n, increment=str(n)) for n in (1, 2, 4)]
    assert [stands(figure, *entries, at=n) for n in range(6)] == [None, 1, 3, 3, 7, 7]


def test_that_a_running_total_and_increments_may_follow_one_another() -> None:
    figure = count("120")
    entries = [
        entry(figure, 3, cumulative="30"),
        entry(figure, 4, increment="5"),
        entry(figure, 5, cumulative="40"),
    ]
    assert [stands(figure, *entries, at=n) for n in (3, 4, 5)] == [30, 35, 40]


@pytest.mark.parametrize(
    ("month", "known", "is_begun"),
    [(1, (), False), (2, (), True), (2, (1,), False), (5, (), True), (5, (3,), False), (5, (6,), True)],
)
def test_that_a_count_stands_beside_the_first_running_total_but_in_january(
    month: int, known: tuple[int, ...], is_begun: bool
) -> None:
    figure = count("120")
    assert begins(figure, series(*(entry(figure, n, increment="5") for n in known)), month) is is_begun


def test_that_an_amount_is_the_latest_published_total_even_when_revised_downwards() -> None:
    figure = amount("50")
    entries = [entry(figure, 5, cumulative="20"), entry(figure, 6, cumulative="19.5", reason="统计修订")]
    assert [stands(figure, *entries, at=n) for n in (5, 6, 7)] == [20, Decimal("19.5"), Decimal("19.5")]


@pytest.mark.parametrize("figure", [level("3.69", "3.59"), stock("1120", "1000"), growth()])
def test_that_levels_stocks_and_rates_are_the_latest_and_never_summed(figure: Indicator) -> None:
    entries = [entry(figure, 3, value="8"), entry(figure, 5, value="7")]
    assert [stands(figure, *entries, at=n) for n in (2, 3, 4, 5, 9)] == [None, 8, 8, 7, 7]


def test_that_a_list_is_in_percent_of_its_latest_members() -> None:
    figure = coverage()
    entries = [
        entry(figure, 3, numerator="100", denominator="400"),
        entry(figure, 6, numerator="300", denominator="400"),
    ]
    assert [stands(figure, *entries, at=n) for n in (3, 6)] == [25, 75]


def test_that_an_empty_list_gives_no_figure() -> None:
    figure = coverage()
    assert stands(figure, entry(figure, 3, numerator="0", denominator="0")) is None
    assert ratio(Decimal(0), Decimal(0)) is None
    assert ratio(None, Decimal(4)) is None
    assert ratio(Decimal(4), None) is None


def test_that_a_growth_rate_derives_from_two_amounts() -> None:
    figure = growth()
    assert stands(figure, entry(figure, 6, cumulative="55", last_year="50")) == 10
    assert stands(figure, entry(figure, 6, cumulative="45", last_year="50")) == -10
    derived = stands(figure, entry(figure, 12, cumulative="95", last_year="86.4"))
    assert derived is not None
    assert round(derived, 2) == Decimal("9.95")


def test_that_the_shipped_baseline_keeps_full_precision_so_that_95_is_exactly_ten_percent_more() -> None:
    figure = plan_2025().indicator("7-3")
    assert figure is not None
    assert figure.baseline.value is not None
    last_year = figure.baseline.value
    made = Entry(
        target_id="7-3",
        unit_id="0",
        period=entry(figure, 12).period,
        cumulative=Decimal(95),
        last_year=last_year,
    )
    assert round(last_year, 4) == Decimal("86.3636")
    assert entered_value(Kind.GROWTH_RATE, made, None) == 10


def test_that_a_typed_rate_goes_before_the_two_amounts() -> None:
    figure = growth()
    assert stands(figure, entry(figure, 6, value="9", cumulative="55", last_year="50")) == 9


@pytest.mark.parametrize(
    "fields", [{"cumulative": "55"}, {"last_year": "50"}, {"cumulative": "55", "last_year": "0"}, {}]
)
def test_that_one_amount_alone_or_none_last_year_gives_no_rate(fields: dict[str, str]) -> None:
    figure = growth()
    assert stands(figure, entry(figure, 6, **fields)) is None


def test_that_a_figure_holds_for_its_own_day_or_the_last_of_its_month() -> None:
    figure = count("5")
    entries = [entry(figure, 3, increment="1"), entry(figure, 5, increment="1", as_of=date(2025, 5, 20))]
    march, may = (latest_value(figure, series(*entries), at) for at in (4, 6))
    assert (march, may) == (LatestValue(Decimal(1), entries[0]), LatestValue(Decimal(2), entries[1]))
    assert [each.day for each in entries] == [date(2025, 3, 31), date(2025, 5, 20)]


def test_that_nothing_entered_stands_nowhere() -> None:
    assert latest_value(count("5"), series(), 12) == LatestValue()


@quick
@given(steps=st.lists(st.one_of(st.none(), st.integers(0, 99)), min_size=12, max_size=12))
def test_that_increments_and_running_totals_lead_to_the_same_figure(steps: list[int | None]) -> None:
    figure = count("120")
    known = [(n, step) for n, step in enumerate(steps, 1) if step is not None]
    added = [entry(figure, n, increment=str(step)) for n, step in known]
    totals = [entry(figure, n, cumulative=str(sum(s for m, s in known if m <= n))) for n, _ in known]
    for number in range(13):
        assert stands(figure, *added, at=number) == stands(figure, *totals, at=number)


# Completion


@pytest.mark.parametrize(
    ("figure", "value", "percent"),
    [
        (count("120"), "70", "58.3333"),
        (count("120"), "0", "0"),
        (count("120"), "120", "100"),
        (count("120"), "125", "104.1667"),
        (count("1"), "0", "0"),
        (amount("50"), "24.5", "49"),
        (amount("95"), "99", "104.2105"),
        (level("3.69", "3.59"), "3.59", "0"),
        (level("3.69", "3.59"), "3.64", "50"),
        (level("3.69", "3.59"), "3.685", "95"),
        (level("3.69", "3.59"), "3.69", "100"),
        (level("3.69", "3.59"), "3.70", "110"),
        (level("3.69", "3.59"), "3.50", "0"),
        (level("40", "50", comparator=Comparator.AT_MOST), "45", "50"),
        (level("40", "50", comparator=Comparator.AT_MOST), "38", "120"),
        (level("40", "50", comparator=Comparator.AT_MOST), "55", "0"),
        (stock("1120", "1000"), "1060", "50"),
        (stock("1120", "1000"), "1120", "100"),
        (stock("1120", "1000"), "1121", "100.8333"),
        (stock("1120", "1000"), "990", "0"),
        (growth(), "9", "90"),
        (growth(), "11", "110"),
        (growth(), "-5", "0"),
        (coverage(), "75", "75"),
    ],
)
def test_that_completion_goes_by_kind_and_from_the_baseline(
    figure: Indicator, value: str, percent: str
) -> None:
    found = completed(figure, value)
    assert found is not None
    assert round(found, 4) == Decimal(percent)


def test_that_rd_intensity_does_not_stand_at_97_percent_on_1_january() -> None:
    intensity = plan_2025().indicator("H-1")
    assert intensity is not None
    assert completion(intensity, start_of(intensity, PLAIN), Decimal("3.59")) == 0


@pytest.mark.parametrize(
    "figure",
    [
        level("10", "10"),
        level("10", "10", comparator=Comparator.MORE_THAN),
        level("10", "10", comparator=Comparator.AT_MOST),
        level("78.3", None),
        stock("1120", None),
        stock("1120", "1120", comparator=Comparator.MORE_THAN),
        growth("0"),
        aspiration(),
    ],
)
def test_that_there_is_no_percentage_where_there_is_no_way_to_go(figure: Indicator) -> None:
    assert [completed(figure, value) for value in ("9", "10", "11", None)] == [None] * 4


@pytest.mark.parametrize(
    "figure",
    [
        level("8", "10"),
        stock("1120", "1130", comparator=Comparator.MORE_THAN),
        level("40", "30", comparator=Comparator.AT_MOST),
    ],
)
def test_that_a_baseline_beyond_the_target_leaves_no_percentage(figure: Indicator) -> None:
    assert [completed(figure, value) for value in ("1", "9", "35", "1125", "2000")] == [None] * 5


@pytest.mark.parametrize("figure", [count("5"), amount("50"), level("3.69", "3.59"), growth(), coverage()])
def test_that_there_is_no_percentage_without_a_figure(figure: Indicator) -> None:
    assert completed(figure, None) is None


@quick
@given(target=counts.filter(bool), value=counts)
def test_that_a_counts_completion_is_its_share_of_the_target(target: Decimal, value: Decimal) -> None:
    found = completed(count(str(target)), value)
    assert found is not None
    assert abs(found * target - value * 100) < 1
    assert (found >= 100) == (value >= target)


@quick
@given(target=positive, value=amounts)
def test_that_an_amount_is_complete_exactly_when_it_reaches_the_target(
    target: Decimal, value: Decimal
) -> None:
    found = completed(amount(str(target)), value)
    assert found is not None
    assert (found >= 100) == (value >= target)


@quick
@given(base=amounts, span=positive, value=amounts)
def test_that_a_rising_level_is_nought_at_its_baseline_and_below_and_whole_at_its_target(
    base: Decimal, span: Decimal, value: Decimal
) -> None:
    found = completed(level(str(base + span), str(base)), value)
    assert found is not None
    assert found >= 0
    assert (found == 0) == (value <= base)
    assert (found >= 100) == (value >= base + span)


@quick
@given(base=amounts, span=positive, value=amounts)
def test_that_a_falling_level_is_the_mirror_of_a_rising_one(
    base: Decimal, span: Decimal, value: Decimal
) -> None:
    rising = completed(level(str(base + span), str(base)), value)
    falling = completed(level(str(-base - span), str(-base), comparator=Comparator.AT_MOST), -value)
    assert rising == falling


@quick
@given(base=amounts, value=amounts, comparator=st.sampled_from(list(Comparator)[:4]))
def test_that_a_target_at_its_baseline_never_divides_by_nought(
    base: Decimal, value: Decimal, comparator: Comparator
) -> None:
    for figure in (level(str(base), str(base), comparator=comparator), stock(str(base), str(base))):
        assert completed(figure, value) is None


@quick
@given(parts=st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(sorted))
def test_that_coverage_never_passes_a_hundred_percent(parts: list[int]) -> None:
    covered, members = parts
    found = completed(coverage(), ratio(Decimal(covered), Decimal(members)))
    if members == 0:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found <= 100
        assert (found == 100) == (covered == members)


@quick
@given(value=st.decimals(min_value=-100, max_value=100, places=2), target=st.decimals("0.1", "50", places=1))
def test_that_growth_is_the_rate_over_its_target_and_not_below_nought(
    value: Decimal, target: Decimal
) -> None:
    found = completed(growth(str(target)), value)
    assert found is not None
    assert abs(found - max(Decimal(0), value / target * 100)) < Decimal("1e-20")


# Where progress starts


def test_that_flows_and_ratios_start_at_nought_whatever_last_year_was() -> None:
    assert start_of(amount("95", baseline="86.36"), PLAIN) == 0
    assert start_of(count("5"), Basis(target_id="X-1", baseline=Decimal(3))) == 0
    assert start_of(coverage(), PLAIN) == 0
    assert start_of(growth(baseline="86.36"), PLAIN) == 0


def test_that_the_bureaus_own_baseline_replaces_the_plans() -> None:
    own = Basis(target_id="X-1", baseline=Decimal(1005))
    assert start_of(stock("1120", "1000"), own) == 1005
    assert start_of(stock("1120", None), own) == 1005
    assert baseline_of(stock("1120", "1000"), PLAIN) == 1000
    assert start_of(stock("1120", None), PLAIN) is None


def test_that_an_own_baseline_of_nought_is_a_baseline() -> None:
    assert start_of(level("3", "1"), Basis(target_id="X-1", baseline=Decimal(0))) == 0


# What is still missing


@pytest.mark.parametrize(
    ("figure", "value", "missing"),
    [
        (count("120"), "83", "37"),
        (count("120"), "120", "0"),
        (count("120"), "130", "0"),
        (amount("50"), "24.5", "25.5"),
        (level("3.69", "3.59"), "3.64", "0.05"),
        (stock("1120", "1000", comparator=Comparator.MORE_THAN), "1060", "61"),
        (stock("1120", "1000", comparator=Comparator.MORE_THAN), "1120", "1"),
        (stock("1120", "1000", comparator=Comparator.MORE_THAN), "1121", "0"),
        (level("40", "50", comparator=Comparator.AT_MOST), "45", "5"),
        (level("40", "50", comparator=Comparator.AT_MOST), "38", "0"),
        (count("15", comparator=Comparator.ABOUT), "14", "1"),
    ],
)
def test_that_what_remains_is_never_negative_and_one_more_where_the_target_must_be_passed(
    figure: Indicator, value: str, missing: str
) -> None:
    assert remaining(figure, Decimal(value)) == Decimal(missing)


def test_that_nothing_can_be_said_to_remain_without_a_figure_or_of_an_aspiration() -> None:
    assert remaining(count("5"), None) is None
    assert remaining(aspiration(), Decimal(1)) is None


@pytest.mark.parametrize(
    ("missing", "months_left", "decimals", "needed"),
    [("37", 5, 0, "8"), ("50", 6, 0, "9"), ("25.5", 6, 2, "4.25"), ("10", 3, 2, "3.34"), ("1", 11, 0, "1")],
)
def test_that_the_monthly_pace_still_needed_is_rounded_up(
    missing: str, months_left: int, decimals: int, needed: str
) -> None:
    assert needed_per_month(Decimal(missing), months_left, decimals) == Decimal(needed)


def test_that_no_pace_is_needed_when_nothing_is_missing_or_no_month_is_left() -> None:
    assert needed_per_month(Decimal(0), 5, 0) is None
    assert needed_per_month(Decimal(5), 0, 0) is None
    assert needed_per_month(None, 5, 0) is None


@quick
@given(missing=positive, months_left=st.integers(1, 11))
def test_that_the_pace_needed_is_enough_and_not_much_more(missing: Decimal, months_left: int) -> None:
    needed = needed_per_month(missing, months_left, 2)
    assert needed is not None
    assert missing <= needed * months_left < missing + Decimal("0.01") * months_left


def test_that_a_span_of_things_is_walked_in_whole_steps_both_ways() -> None:
    sevenths = (Decimal(7), Decimal(12))
    assert part_of_span(Decimal(0), Decimal(5), sevenths, is_whole_only=True) == 2
    assert part_of_span(Decimal(5), Decimal(0), sevenths, is_whole_only=True) == 3
    assert part_of_span(Decimal(0), Decimal("0.6"), sevenths, is_whole_only=True) == Decimal("0.35")
    assert part_of_span(Decimal(0), Decimal(6), sevenths, is_whole_only=False) == Decimal("3.5")
