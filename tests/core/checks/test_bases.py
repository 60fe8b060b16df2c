"""单位分解数 and 月度计划 that do not come to the target, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cixi_desktop.checks.bases import plan_doubts, shares_doubt
from cixi_desktop.records.basis import Basis
from cixi_desktop.values import Comparator
from tests.support.figures import capped, count, coverage, growth, level, share, twelve

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator


def planned(indicator: Indicator, **months: str) -> list[tuple[int, str]]:
    return list(plan_doubts(indicator, Basis(target_id=indicator.id, pace_plan=twelve(**months))))


def test_that_a_plan_that_rises_to_the_target_is_not_doubted() -> None:
    assert planned(count("120")) == []
    assert planned(count("120"), m3="40", m6="40", m9="120") == []
    assert planned(level("3.69", "3.58"), m6="3.60", m12="3.69") == []
    assert planned(coverage(), m6="50", m12="100") == []


def test_that_a_plan_that_goes_back_is_told_of_by_its_month() -> None:
    assert planned(count("120"), m4="40", m5="35", m12="120") == [(5, "5月计划35家小于4月的40家")]


def test_that_a_plan_that_ends_beside_the_target_is_told_of_by_its_last_month() -> None:
    assert planned(count("120"), m6="60", m12="100") == [(12, "月度计划到12月为100家，低于年度目标120家")]
    assert planned(count("120"), m6="60", m9="130") == [(9, "月度计划到9月为130家，高于年度目标120家")]


def test_that_a_plan_of_what_must_be_surpassed_may_end_beyond_the_target() -> None:
    """超过1120家: 1121 passes, 1120 fails."""
    above = count("1120", comparator=Comparator.MORE_THAN)
    assert planned(above, m12="1121") == []
    assert planned(above, m12="1120") == []
    assert planned(above, m12="1100") == [(12, "月度计划到12月为1100家，低于年度目标1120家")]


def test_that_the_months_own_counts_are_told_of_once() -> None:
    """10 + 30 + 20 + 60 = 120."""
    assert planned(count("120"), m3="10", m6="30", m9="20", m12="60") == [
        (12, "各月计划相加等于年度目标120家，像是当月数")
    ]


def test_that_a_level_that_is_to_fall_must_not_rise() -> None:
    falling = level("20", "30", comparator=Comparator.AT_MOST)
    assert planned(falling, m3="28", m6="25", m12="20") == []
    assert planned(falling, m3="25", m6="28", m12="20") == [(6, "6月计划28.00%大于3月的25.00%")]


def test_that_a_rate_may_go_up_and_down_and_a_limit_has_no_plan() -> None:
    assert planned(growth("10"), m3="12", m6="9", m12="10") == []
    assert planned(capped("30"), m3="12", m6="9") == []


@pytest.mark.parametrize(
    ("last", "words"),
    [(6, "分解数合计110家，比年度目标少10家"), (7, "分解数合计130家，比年度目标多10家"), (12, "")],
)
def test_that_shares_are_summed_as_they_hold_in_the_month(last: int, words: str) -> None:
    """40 + 70 from January, 60 + 70 from July, 50 + 70 from December."""
    amounts = (("40", "70", 1), ("60", "70", 7), ("50", "70", 12))
    shares = tuple(
        share(unit_id, amount, since)
        for first, second, since in amounts
        for unit_id, amount in (("1", first), ("2", second))
    )
    assert shares_doubt(count("120"), Basis(target_id="X-1", shares=shares), last) == words
