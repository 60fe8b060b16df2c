"""序时进度: what is due by the end of a month."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.assessment.pace import Pace, gap, pace
from cixi_desktop.records.basis import Basis
from cixi_desktop.values import Comparator
from tests.support.figures import (
    amount,
    aspiration,
    count,
    coverage,
    growth,
    level,
    plan_2025,
    quick,
    stock,
    twelve,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator

PLAIN = Basis(target_id="X-1")
MONTHS = range(1, 13)
months = st.integers(min_value=1, max_value=12)
targets = st.integers(min_value=1, max_value=10_000)


def due(figure: Indicator, number: int, basis: Basis = PLAIN) -> Decimal:
    found = pace(figure, basis, number).due
    assert found is not None
    return found


def part(figure: Indicator, number: int, basis: Basis = PLAIN) -> Decimal:
    found = pace(figure, basis, number).percent
    assert found is not None
    return found


# n/12, in whole ones for counts


@pytest.mark.parametrize(
    ("target", "by_month"),
    [
        ("5", [0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5]),
        ("1", [0] * 11 + [1]),
        ("2", [0] * 5 + [1] * 6 + [2]),
        ("8", [0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8]),
        ("15", [1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15]),
        ("120", [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]),
    ],
)
def test_that_a_count_is_due_in_whole_ones(target: str, by_month: list[int]) -> None:
    assert [due(count(target), n) for n in MONTHS] == by_month


def test_that_a_target_of_one_is_due_only_in_december() -> None:
    assert [part(count("1"), n) for n in MONTHS] == [0] * 11 + [100]


def test_that_a_target_of_five_has_its_pace_in_fifths() -> None:
    assert [part(count("5"), n) for n in MONTHS] == [0, 0, 20, 20, 40, 40, 40, 60, 60, 80, 80, 100]


def test_that_seven_twelfths_of_120_are_70_exactly() -> None:
    assert due(count("120"), 7) == Decimal(70)


@quick
@given(target=targets, number=months)
def test_that_a_count_is_due_by_the_floor_of_its_share(target: int, number: int) -> None:
    assert due(count(str(target)), number) == target * number // 12


@quick
@given(target=st.decimals("0.01", "99999", places=2), number=months)
def test_that_an_amount_is_due_by_twelfths_without_rounding(target: Decimal, number: int) -> None:
    figure = amount(str(target))
    assert abs(due(figure, number) * 12 - target * number) < Decimal("1e-18")
    assert abs(part(figure, number) - Decimal(100 * number) / 12) < Decimal("1e-18")


def test_that_an_amount_is_not_floored() -> None:
    assert due(amount("50"), 6) == 25
    assert due(amount("95"), 6) == Decimal("47.5")


def test_that_a_level_goes_by_twelfths_from_its_baseline() -> None:
    rise = level("3.69", "3.59")
    assert (due(rise, 6), part(rise, 6)) == (Decimal("3.64"), Decimal(50))
    assert (due(rise, 12), part(rise, 12)) == (Decimal("3.69"), Decimal(100))


def test_that_a_falling_target_is_due_downwards() -> None:
    fall = level("40", "50", comparator=Comparator.AT_MOST)
    assert (due(fall, 6), part(fall, 6)) == (Decimal(45), Decimal(50))
    assert (due(fall, 12), part(fall, 12)) == (Decimal(40), Decimal(100))


def test_that_a_stock_is_due_in_whole_ones_from_its_baseline() -> None:
    total = stock("1120", "1000", comparator=Comparator.MORE_THAN)
    assert due(total, 7) == 1070
    assert due(stock("1121", "1000"), 7) == 1070


def test_that_a_list_is_due_by_twelfths_of_all() -> None:
    assert part(coverage(), 3) == 25
    assert due(coverage(), 3) == 25


def test_that_a_growth_rate_is_due_in_full_at_any_time() -> None:
    assert [part(growth(), n) for n in MONTHS] == [100] * 12
    assert [due(growth(), n) for n in MONTHS] == [10] * 12


def test_that_a_level_without_a_baseline_is_held_against_the_target_itself() -> None:
    found = pace(level("78.3", None), PLAIN, 3)
    assert (found.due, found.percent) == (Decimal("78.3"), None)


def test_that_a_level_whose_baseline_is_its_target_is_held_against_the_target_itself() -> None:
    found = pace(level("10", "10"), PLAIN, 3)
    assert (found.due, found.percent) == (Decimal(10), None)


def test_that_a_level_whose_baseline_is_past_its_target_is_held_against_the_target_itself() -> None:
    assert pace(level("8", "10"), PLAIN, 3).due == 8
    fall = level("40", "30", comparator=Comparator.AT_MOST)
    assert (pace(fall, PLAIN, 3).due, pace(fall, PLAIN, 3).percent) == (Decimal(40), None)


def test_that_an_aspiration_has_no_pace() -> None:
    assert pace(aspiration(), PLAIN, 6) == Pace(None, None, "")


# The bureau's own plan, batches, last year


def test_that_the_bureaus_own_plan_goes_first_and_its_gaps_keep_the_last_step() -> None:
    own = Basis(
        target_id="X-1",
        pace_plan=twelve(m3="20", m6="60", m12="120"),
        last_year=twelve(m1="1", m2="1", m3="1", m6="2", m12="10"),
    )
    figure = count("120", pace_plan=((12, Decimal(120)),))
    assert [due(figure, n, own) for n in MONTHS] == [0, 0, 20, 20, 20, 60, 60, 60, 60, 60, 60, 120]
    assert part(figure, 6, own) == 50
    assert "计划" in pace(figure, own, 6).rule


def test_that_a_level_stands_at_its_baseline_before_the_first_step_of_its_plan() -> None:
    own = Basis(target_id="X-1", pace_plan=twelve(m6="3.60", m12="3.69"))
    rise = level("3.69", "3.59")
    assert [part(rise, n, own) for n in (5, 6, 11, 12)] == [0, 10, 10, 100]


def test_that_a_level_without_a_baseline_follows_its_own_plan_where_it_has_one() -> None:
    own = Basis(target_id="X-1", pace_plan=twelve(m6="78.0", m12="78.3"))
    free = level("78.3", None)
    assert [pace(free, own, n).due for n in (5, 6, 12)] == [None, Decimal("78.0"), Decimal("78.3")]
    assert pace(free, own, 6).percent is None


def test_that_a_batch_is_due_in_one_step() -> None:
    batch = plan_2025().indicator("9-1")
    assert batch is not None
    assert [due(batch, n) for n in MONTHS] == [0] * 11 + [8]
    assert part(batch, 11) == 0
    assert "批次" in pace(batch, PLAIN, 11).rule


def test_that_only_9_1_comes_with_a_batch_plan() -> None:
    plan = plan_2025()
    assert [figure.id for figure in plan.indicators if figure.pace_plan] == ["9-1"]
    new = plan.indicator("H-3")
    assert new is not None
    assert [due(new, n) for n in (6, 7)] == [60, 70]


def test_that_an_own_plan_replaces_the_batch_plan() -> None:
    batch = count("8", pace_plan=((12, Decimal(8)),))
    own = Basis(target_id="X-1", pace_plan=twelve(m9="8"))
    assert [due(batch, n, own) for n in (8, 9, 12)] == [0, 8, 8]


def test_that_last_years_share_is_what_is_due_of_a_flow() -> None:
    seasonal = Basis(target_id="X-1", last_year=twelve(m4="10", m6="12", m12="40"))
    figure = amount("50")
    assert (due(figure, 4, seasonal), part(figure, 4, seasonal)) == (Decimal("12.5"), Decimal(25))
    assert (due(figure, 6, seasonal), part(figure, 6, seasonal)) == (Decimal(15), Decimal(30))
    assert (due(figure, 12, seasonal), part(figure, 12, seasonal)) == (Decimal(50), Decimal(100))
    assert "上年" in pace(figure, seasonal, 4).rule


def test_that_last_years_share_of_a_count_is_floored() -> None:
    seasonal = Basis(target_id="X-1", last_year=twelve(m6="1", m12="3"))
    assert due(count("5"), 6, seasonal) == 1
    assert due(count("120"), 6, seasonal) == 40


@pytest.mark.parametrize("last_year", [twelve(m12="40"), twelve(m6="12"), twelve(m6="12", m12="0"), twelve()])
def test_that_a_year_that_gives_no_share_leaves_the_twelfths(last_year: tuple[Decimal | None, ...]) -> None:
    assert due(amount("50"), 6, Basis(target_id="X-1", last_year=last_year)) == 25


def test_that_last_year_says_nothing_of_a_level_or_a_growth_rate() -> None:
    seasonal = Basis(target_id="X-1", last_year=twelve(m6="1", m12="4"))
    assert part(level("3.69", "3.59"), 6, seasonal) == 50
    assert part(growth(), 6, seasonal) == 100


@quick
@given(target=targets, number=st.integers(min_value=1, max_value=11))
def test_that_what_is_due_never_falls_and_is_whole_by_december(target: int, number: int) -> None:
    for figure in (count(str(target)), amount(str(target)), stock(str(target + 1000), "1000"), coverage()):
        assert part(figure, number) <= part(figure, number + 1)
        assert part(figure, 12) == 100


@quick
@given(totals=st.lists(st.integers(0, 500), min_size=12, max_size=12), target=targets)
def test_that_a_growing_year_gives_a_growing_pace(totals: list[int], target: int) -> None:
    running = [sum(totals[:n]) for n in MONTHS]
    basis = Basis(target_id="X-1", last_year=tuple(Decimal(total) for total in running))
    for figure in (count(str(target)), amount(str(target))):
        parts = [part(figure, n, basis) for n in MONTHS]
        assert parts == sorted(parts)
        assert parts[-1] == 100


# The gap


def test_that_the_gap_is_completion_less_pace_in_points() -> None:
    figure = count("120")
    found = gap(figure, Decimal(70) / 120 * 100, pace(figure, PLAIN, 6), Decimal(70))
    assert found is not None
    assert round(found, 3) == Decimal("8.333")


def test_that_a_level_without_a_baseline_is_compared_as_it_stands() -> None:
    figure = level("78.3", None)
    assert gap(figure, None, pace(figure, PLAIN, 6), Decimal("78.1")) == Decimal("-0.2")


def test_that_a_ceiling_without_a_baseline_is_missed_from_above() -> None:
    figure = level("40", None, comparator=Comparator.AT_MOST)
    due_now = pace(figure, PLAIN, 6)
    assert gap(figure, None, due_now, Decimal(41)) == -1
    assert gap(figure, None, due_now, Decimal(39)) == 1


def test_that_there_is_no_gap_without_a_figure_or_for_a_stock_without_a_baseline() -> None:
    assert gap(level("78.3", None), None, pace(level("78.3", None), PLAIN, 6), None) is None
    total = stock("1120", None)
    assert gap(total, None, pace(total, PLAIN, 6), Decimal(1100)) is None
