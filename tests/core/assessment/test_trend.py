from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.assessment.comparison import Trend, trend
from cixi_desktop.assessment.lights import Light
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind
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
    plan_of,
    twelve,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator
    from cixi_desktop.records.record import Record


def trend_of(figure: Indicator, *records: Record) -> Trend:
    found = trend(plan_of(figure), content_of(*records), figure.id, YEAR)
    assert found is not None
    return found


def numbers(*values: str | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(value) for value in values]


def test_that_increments_add_up_from_month_to_month() -> None:
    figure = count("120")
    found = trend_of(
        figure,
        entry(figure, 1, increment="10"),
        entry(figure, 2, increment="15"),
        entry(figure, 3, increment="0"),
    )
    assert [place.value for place in found.months[:4]] == numbers("10", "25", "25", None)


def test_that_a_month_without_an_entry_has_no_value_though_an_earlier_one_is_known() -> None:
    figure = count("120")
    found = trend_of(figure, entry(figure, 1, increment="10"), entry(figure, 3, increment="5"))
    assert [place.value for place in found.months[:3]] == numbers("10", None, "15")
    assert [place.word for place in found.months[:3]] == ["", "未填报", ""]


def test_that_a_state_is_told_in_place_of_a_value() -> None:
    figure = amount("50")
    pending = entry(figure, 6, state=State.PENDING, reason="次月公布")
    found = trend_of(figure, entry(figure, 5, cumulative="19.3"), pending)
    assert found.months[5].value is None
    assert found.months[5].word == "待公布"
    assert found.months[5].light is Light.PENDING


def test_that_january_of_a_merged_series_is_without_data() -> None:
    found = trend_of(amount("50", merged_months=2))
    assert [place.word for place in found.months[:2]] == ["本期无数据", "未填报"]
    found = trend_of(amount("50", merged_months=3))
    assert [place.word for place in found.months[:3]] == ["本期无数据", "本期无数据", "未填报"]


def test_that_what_is_due_of_five_comes_in_whole_ones() -> None:
    found = trend_of(count("5"))
    expected = numbers("0", "0", "1", "1", "2", "2", "2", "3", "3", "4", "4", "5")
    assert [place.due for place in found.months] == expected


def test_that_the_bureaus_own_plan_is_what_is_due() -> None:
    figure = count("120")
    basis = Basis(target_id=figure.id, pace_plan=twelve(m3="30", m12="120"))
    found = trend_of(figure, basis)
    assert [found.months[n].due for n in (1, 2, 10, 11)] == numbers("0", "30", "30", "120")


def test_that_a_level_is_due_along_the_way_from_its_baseline() -> None:
    found = trend_of(level("3.69", "3.59"))
    assert found.months[5].due == Decimal("3.64")
    assert found.months[11].due == Decimal("3.69")


def test_that_a_growth_rate_is_due_in_full_all_year() -> None:
    found = trend_of(growth("10"))
    assert {place.due for place in found.months} == {Decimal(10)}


def test_that_the_target_is_the_indicators() -> None:
    assert trend_of(count("120")).target == Decimal(120)


def test_that_coverage_is_told_in_percent() -> None:
    figure = coverage()
    found = trend_of(figure, entry(figure, 6, numerator="9", denominator="12"))
    assert found.months[5].value == Decimal(75)


def test_that_an_empty_list_is_told_as_not_applicable() -> None:
    figure = coverage()
    found = trend_of(figure, entry(figure, 6, numerator="0", denominator="0"))
    assert found.months[5].value is None
    assert found.months[5].word == "不适用"


def test_that_an_aspiration_is_told_in_stages_and_has_no_target() -> None:
    figure = aspiration()
    found = trend_of(figure, entry(figure, 3, stage="申报"), entry(figure, 6, stage="入围"))
    assert found.target is None
    assert [found.months[n].stage for n in (2, 3, 5)] == ["申报", "", "入围"]
    assert [found.months[n].word for n in (2, 3, 5)] == ["", "未填报", ""]
    assert found.months[2].due is None


def test_that_a_note_alone_gives_no_value_and_counts_as_not_reported() -> None:
    figure = level("3.69", "3.59")
    found = trend_of(figure, entry(figure, 2, note="待核"))
    assert found.months[1].value is None
    assert found.months[1].word == "未填报"


def test_that_a_figure_is_found_under_every_id_that_cites_it() -> None:
    figure = count("120", id="H-3")
    assert trend(plan_of(figure), content_of(), "H-3", YEAR) == trend_of(figure)


def test_that_an_item_has_no_trend() -> None:
    duty = item(ItemKind.DUTY)
    assert trend(plan_of(duty), content_of(), duty.id, YEAR) is None


def test_that_an_unknown_id_is_refused() -> None:
    with pytest.raises(CixiError, match="99-9"):
        trend(plan_of(count("1")), content_of(), "99-9", YEAR)
