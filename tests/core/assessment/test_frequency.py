"""填报频次: what is asked for by quarter, half-year or year only."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cixi_desktop.assessment.assess import assess
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month, parse_period
from cixi_desktop.planfile import load_plan
from cixi_desktop.plantoml import plan_toml
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.units import UNASSIGNED
from tests.support.figures import content_of, plan_2025

QUARTERLY = Basis(target_id="H-3", every=3)


def entry(target_id: str, number: int, **fields: object) -> Entry:
    return Entry(target_id=target_id, unit_id=UNASSIGNED.id, period=month(2025, number), **fields)  # type: ignore[arg-type]


def test_that_a_quarterly_figure_is_asked_for_in_the_last_month_of_each_quarter() -> None:
    asked = [
        number
        for number in range(1, 13)
        if not assess(plan_2025(), content_of(QUARTERLY), month(2025, number)).of("H-3").is_reported
    ]
    assert asked == [3, 6, 9, 12]


@pytest.mark.parametrize(("every", "months"), [(1, 12), (6, 2), (12, 1)])
def test_that_other_frequencies_have_months_of_their_own(every: int, months: int) -> None:
    content = content_of(Basis(target_id="M4-2", every=every))
    open_months = [
        number
        for number in range(1, 13)
        if not assess(plan_2025(), content, month(2025, number)).of("M4-2").is_reported
    ]
    assert open_months == [12 // months * n for n in range(1, months + 1)]


def test_that_a_month_between_is_not_due_and_says_when_it_is() -> None:
    may = assess(plan_2025(), content_of(QUARTERLY), month(2025, 5)).of("H-3")
    assert (may.light.value, may.reason) == ("未到节点", "按季填报，6月填。")
    item = assess(plan_2025(), content_of(Basis(target_id="M4-2", every=12)), month(2025, 5)).of("M4-2")
    assert (item.light.value, item.reason) == ("未到节点", "按年填报，12月填。")


def test_that_the_months_left_out_are_complete_and_not_counted_as_open() -> None:
    content = content_of(QUARTERLY)
    may, june = (assess(plan_2025(), content, month(2025, n)) for n in (5, 6))
    assert may.answered == (1, 99)
    assert june.answered == (0, 99)


def test_that_a_month_between_shows_the_last_figure_with_its_own_day() -> None:
    march = entry("H-3", 3, cumulative=Decimal(30))
    may = assess(plan_2025(), content_of(QUARTERLY, march), month(2025, 5)).of("H-3")
    assert (may.cumulative, may.as_of, may.light.value) == (30, month(2025, 3).end, "未到节点")  # type: ignore[union-attr]
    june = assess(plan_2025(), content_of(QUARTERLY, march), parse_period("2025-Q2")).of("H-3")
    assert (june.light.value, june.is_reported) == ("未填报", False)


def test_that_what_is_entered_all_the_same_counts() -> None:
    content = content_of(QUARTERLY, entry("H-3", 5, cumulative=Decimal(60)))
    may = assess(plan_2025(), content, month(2025, 5)).of("H-3")
    assert (may.light.value, may.cumulative) == ("达序时", 60)  # type: ignore[union-attr]  # 50.0 of 41.7
    pending = content_of(QUARTERLY, entry("H-3", 5, state=State.PENDING, reason="尚未公布"))
    assert assess(plan_2025(), pending, month(2025, 5)).of("H-3").light.value == "待公布"


def test_that_the_plan_file_can_say_it_and_is_written_so() -> None:
    text = plan_toml(plan_2025())
    assert "every" not in text
    said = text.replace("frequency = ", "every = 3\nfrequency = ")
    assert load_plan(said).target("H-3").every == 3
    assert plan_toml(load_plan(said)).count("every = 3") == 23


def test_that_the_bureau_may_ask_every_month_for_what_the_plan_asks_for_by_quarter() -> None:
    plan = load_plan(plan_toml(plan_2025()).replace("frequency = ", "every = 3\nfrequency = "))
    monthly = content_of(Basis(target_id="H-3", every=1))
    assert not assess(plan, monthly, month(2025, 5)).of("H-3").is_reported
    assert assess(plan, monthly, month(2025, 5)).of("H-4").is_reported


def test_that_another_number_of_months_is_refused_by_name() -> None:
    text = plan_toml(plan_2025()).replace("frequency = ", "every = 2\nfrequency = ", 1)
    with pytest.raises(CixiError, match="填报频次不能写2"):
        load_plan(text)
