"""The Assessment that every output shows: the whole plan, its tasks, its summary."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment, assess, most_urgent
from cixi_desktop.assessment.lights import Light
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.plan import Indicator, Modality, Plan
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.units import ALL_UNITS, UNASSIGNED
from tests.support.figures import (
    amount,
    assessed,
    content_of,
    count,
    coverage,
    entry,
    growth,
    judged,
    level,
    plan_2025,
    plan_of,
    quick,
    stock,
    twelve,
)

PLAN = plan_2025()


def figure_of(plan: Plan, target_id: str) -> Indicator:
    found = plan.indicator(target_id)
    assert found is not None
    return found


def test_that_everything_is_assessed_once_and_shown_where_it_is_cited() -> None:
    found = assessed(PLAN)
    assert (len(found.figures), len(found.items), len(found.tasks)) == (23, 76, 13)
    assert len(found.assessed) == 99
    assert sum(len(task.figures) for task in found.tasks) == 25
    assert sum(len(task.items) for task in found.tasks) == 76


@pytest.mark.parametrize(("alias", "target_id", "task_id"), [("7-5", "H-2", "7"), ("8-2", "H-3", "8")])
def test_that_a_figure_cited_twice_is_entered_once_and_shown_twice(
    alias: str, target_id: str, task_id: str
) -> None:
    figure = figure_of(PLAN, target_id)
    value = {"cumulative": "70"} if target_id == "H-3" else {"value": "3.41"}
    found = assessed(PLAN, entry(figure, 6, **value))
    assert found.of(alias) is found.of(target_id)
    cited = [shown for shown in found.task(task_id).figures if shown.id == target_id]
    assert cited == [shown for shown in found.task("总体").figures if shown.id == target_id]
    assert cited[0].light is Light.ON_PACE
    assert {commitment.id for commitment in cited[0].commitments} == {alias, target_id}


def test_that_what_binds_in_one_place_binds() -> None:
    found = assessed(PLAN).of("7-5")
    assert isinstance(found, FigureAssessment)
    assert found.modality is Modality.BINDING


def test_that_figures_and_items_are_found_by_their_id_and_name() -> None:
    found = assessed(PLAN)
    milestone = found.of("M8-2")
    assert isinstance(milestone, ItemAssessment)
    assert (milestone.id, milestone.name) == ("M8-2", PLAN.target("M8-2").name)
    figure = found.of("H-4")
    assert (figure.id, figure.name) == ("H-4", "高新技术企业总量")


@pytest.mark.parametrize("target_id", ["X-9", "", "h-1"])
def test_that_an_unknown_id_is_named(target_id: str) -> None:
    with pytest.raises(CixiError, match=f"“{target_id}”"):
        assessed(PLAN).of(target_id)


def test_that_an_unknown_task_is_named() -> None:
    with pytest.raises(CixiError, match="“13”"):
        assessed(PLAN).task("13")


def test_that_a_period_outside_the_plan_is_refused() -> None:
    with pytest.raises(CixiError, match="2024年6月"):
        assess(PLAN, Content(unit=UNASSIGNED), month(2024, 6))


def test_that_the_plan_starts_the_year_all_grey() -> None:
    found = assessed(PLAN, at=1)
    assert all(shown.light.is_grey for shown in found.assessed)
    assert (found.summary.binding_judged, found.summary.striving_judged) == (0, 0)
    assert found.summary.figures_reported == 5
    assert found.summary.items_reported == 0


def test_that_a_task_has_its_own_text_and_section() -> None:
    text = Narrative(task_id="8", unit_id="0", period=month(2025, 6), progress_note="进展")
    found = assessed(PLAN, text)
    assert found.task("8").narrative is text
    assert found.task("7").narrative.is_empty
    assert found.task("8").task in found.task("8").section.tasks


def test_that_a_task_shows_its_most_urgent_light_and_what_is_still_open() -> None:
    entries = [entry("8-1", 6, cumulative="0"), entry("H-3", 6, cumulative="70")]
    task = assessed(PLAN, *entries).task("8")
    assert task.light is Light.LATE
    assert len(task.assessed) == len(task.figures) + len(task.items)
    assert task.open_count == len(task.assessed) - 2


def test_that_no_light_at_all_asks_for_an_entry() -> None:
    assert most_urgent([]) is Light.UNREPORTED
    assert most_urgent([Light.DONE, Light.BEHIND, Light.PENDING]) is Light.BEHIND


def test_that_the_summary_counts_striving_apart_and_grey_and_stages_in_no_rate() -> None:
    entries = [
        entry("H-3", 6, cumulative="70"),
        entry("6-1", 6, cumulative="0"),
        entry("9-5", 6, cumulative="14"),
        entry("H-1", 6, state=State.PENDING),
        entry("9-4", 6, cumulative="0"),
        entry("7-4", 6, cumulative="47.5"),
        entry("H-7", 6, stage="申报"),
        entry("M2-3", 6, numerator="1", denominator="2"),
    ]
    found = assessed(PLAN, *entries).summary
    assert (found.binding_good, found.binding_judged) == (2, 3)
    assert (found.striving_good, found.striving_judged) == (1, 2)
    assert (found.figures_reported, found.items_reported) == (7, 1)
    assert found.figure_lights[Light.PENDING] == 1
    assert found.figure_lights[Light.LATE] == 1
    assert found.figure_lights[Light.BEHIND] == 1
    assert found.figure_lights[Light.NEARLY] == 1
    assert found.figure_lights[Light.UNREPORTED] == 16
    assert sum(found.figure_lights.values()) == 23
    assert sum(found.item_lights.values()) == 76


def test_that_the_bureaus_own_basis_is_used() -> None:
    figure = figure_of(PLAN, "H-5")
    own = Basis(target_id="H-5", baseline=Decimal("77.3"), pace_plan=twelve(m6="77.8", m12="78.3"))
    found = judged(figure, entry(figure, 6, value="77.8"), basis=own)
    assert (found.start, found.completion, found.pace.percent, found.light) == (
        Decimal("77.3"),
        Decimal(50),
        Decimal(50),
        Light.ON_PACE,
    )


@quick
@given(data=st.data(), at=st.integers(1, 12))
def test_that_any_entries_give_every_figure_a_light_and_a_reason(data: st.DataObject, at: int) -> None:
    numbers = st.one_of(st.none(), st.decimals(0, 2000, places=2))
    months = st.integers(1, at)

    def any_entry(figure: Indicator) -> Entry:
        fields = ("increment", "cumulative", "value", "last_year", "numerator", "denominator")
        drawn = {name: data.draw(numbers) for name in fields}
        kept = {name: str(number) for name, number in drawn.items() if number is not None}
        return entry(figure, data.draw(months), **kept)

    figures = [
        count("5", id="A"),
        amount("50", id="B"),
        level("3", "2", id="C"),
        level("3", None, id="D"),
        level("3", "3", id="E"),
        stock("20", None, id="F"),
        growth(id="G"),
        coverage(id="H"),
        growth("0", id="I"),
    ]
    found = assess(plan_of(*figures), content_of(*(any_entry(figure) for figure in figures)), month(2025, at))
    for shown in found.figures:
        assert shown.reason.endswith("。")
        assert shown.light.is_grey == (shown.light.tone == "grey")
        assert shown.completion is None or shown.completion >= 0
        assert (shown.gap is None) or not shown.light.is_grey


def test_that_what_is_only_looked_at_takes_no_entry() -> None:
    june = assess(PLAN, Content(unit=UNASSIGNED), month(2025, 6))
    assert june.is_open
    assert not replace(june, unit=ALL_UNITS).is_open
    assert not replace(june, is_looked_at=True).is_open
