"""The chart of what is furthest behind: what was due by its own rule, and what is still needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.records.basis import Basis
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.report import Chart
from tests.support.figures import amount, content_of, count, entry, plan_of, twelve
from tests.support.reports import bureau_of

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record
    from cixi_desktop.reports.report import Report

SCHOOLS = count("50", name="食堂改造数", phrase="改造食堂{}")
MONEY = amount("50", id="X-2", name="投资额", phrase="投资额为{}")


def quarter(*records: Record) -> Report:
    return compose(bureau_of(plan_of(SCHOOLS, MONEY), content_of(*records), at="2025-Q2"))


def lines(made: Report) -> dict[str, list[str]]:
    (chart,) = [block for block in made.blocks if isinstance(block, Chart)]
    return {line.name: ["" if v is None else str(v) for v in line.values] for line in chart.lines}


def test_that_counts_are_due_and_needed_in_whole_ones() -> None:
    """50·3/12 = 12.5 makes 12 due; of the 37 that lack in June, July takes 13 + 37/6 = 19.2, hence 20."""
    drawn = lines(quarter(entry(SCHOOLS, 6, cumulative="13")))
    assert drawn["序时进度"] == ["4", "8", "12", "16", "20", "25", "29", "33", "37", "41", "45", "50"]
    assert drawn["完成目标所需"] == ["", "", "", "", "", "13", "20", "26", "32", "38", "44", "50"]


def test_that_an_own_plan_is_drawn_as_far_as_it_is_known_and_no_even_month_is_held_against_it() -> None:
    """40 of 50 are due in June by the plan: 10 are 60 points behind; 5 in each quarter, 4.17 a month."""
    plan = Basis(target_id=MONEY.id, pace_plan=twelve(m3="5", m6="40", m12="50"))
    made = quarter(entry(MONEY, 3, cumulative="5"), entry(MONEY, 6, cumulative="10"), plan)
    assert lines(made)["序时进度"] == [*["0.00"] * 2, *["5.00"] * 3, "40.00", *[""] * 6]
    assert "二季度月均1.67亿元，与一季度持平；后6个月月均需6.67亿元" in made.text
    even = quarter(entry(MONEY, 3, cumulative="5"), entry(MONEY, 6, cumulative="10"))
    assert "二季度月均1.67亿元，与一季度持平，低于序时月均4.17亿元；" in even.text
