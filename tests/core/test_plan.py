"""Look-ups in the plan."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import Period, month, parse_period
from cixi_desktop.plan import HEADLINE, Indicator, Item, Modality, Plan
from cixi_desktop.planfile import load_plan
from resources import ROOT


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan((ROOT / "plans" / "2025.toml").read_text(encoding="utf-8"))


def indicator_of(plan: Plan, target_id: str) -> Indicator:
    indicator = plan.indicator(target_id)
    assert indicator is not None
    return indicator


def test_that_the_headline_targets_come_before_the_numbered_sections_and_tasks(plan: Plan) -> None:
    assert [section.id for section in plan.all_sections] == [HEADLINE, "一", "二", "三", "四"]
    assert [task.id for task in plan.tasks] == [HEADLINE, *(str(n) for n in range(1, 13))]


@pytest.mark.parametrize(("cited", "own"), [("7-5", "H-2"), ("8-2", "H-3"), ("H-2", "H-2"), ("6-1", "6-1")])
def test_that_an_indicator_is_found_by_its_own_id_and_by_that_of_each_citation(
    plan: Plan, cited: str, own: str
) -> None:
    assert plan.target(cited) is plan.indicator(own)


def test_that_an_item_is_found_by_its_id(plan: Plan) -> None:
    found = plan.target("M8-2")
    assert isinstance(found, Item)
    assert found is plan.item("M8-2")
    assert found.name == "修订孵化器众创空间办法"


def test_that_an_id_of_one_sort_is_not_found_as_the_other(plan: Plan) -> None:
    assert plan.item("H-1") is None
    assert plan.indicator("M8-2") is None


def test_that_an_unknown_target_is_refused_by_its_id(plan: Plan) -> None:
    with pytest.raises(CixiError, match="没有编号“9-9”"):
        plan.target("9-9")


def test_that_a_task_is_found_by_its_number(plan: Plan) -> None:
    assert plan.task("8").title == "强化创新主体培育"
    assert plan.task(HEADLINE) is plan.all_sections[0].tasks[0]


def test_that_an_unknown_task_is_refused_by_its_number(plan: Plan) -> None:
    with pytest.raises(CixiError, match="没有任务“13”"):
        plan.task("13")


def test_that_a_task_knows_its_section(plan: Plan) -> None:
    assert [plan.section_of(plan.task(n)).id for n in (HEADLINE, "3", "4", "9", "12")] == [
        HEADLINE,
        "一",
        "二",
        "三",
        "四",
    ]


def test_that_a_figure_cited_twice_is_at_home_where_it_is_cited_first(plan: Plan) -> None:
    indicator = indicator_of(plan, "8-2")
    assert [commitment.id for commitment in plan.commitments_of(indicator)] == ["H-3", "8-2"]
    assert plan.home(indicator).id == HEADLINE


def test_that_a_task_lists_its_commitments_and_items_in_reading_order(plan: Plan) -> None:
    task = plan.task("8")
    assert [commitment.id for commitment in plan.commitments_in(task)] == ["8-1", "8-2", "8-3"]
    assert [item.id for item in plan.items_in(task)] == ["D8-1", "M8-1", "D8-2", "M8-2", "D8-3", "M8-3"]


def test_that_one_binding_citation_binds_the_figure(plan: Plan) -> None:
    assert [commitment.modality for commitment in plan.commitments_of(indicator_of(plan, "7-5"))] == [
        Modality.BINDING,
        Modality.STRIVING,
    ]
    assert plan.modality(indicator_of(plan, "7-5")) is Modality.BINDING


def test_that_a_figure_that_nothing_binds_has_the_word_of_its_first_citation(plan: Plan) -> None:
    assert plan.modality(indicator_of(plan, "7-4")) is Modality.STRIVING
    assert plan.modality(indicator_of(plan, "9-4")) is Modality.CONTENDING


def test_that_striving_and_contending_are_counted_apart_from_binding() -> None:
    assert [word for word in Modality if word.is_striving] == [Modality.STRIVING, Modality.CONTENDING]


def test_that_the_periods_are_the_twelve_months_of_the_year(plan: Plan) -> None:
    assert list(plan.periods()) == [month(2025, n) for n in range(1, 13)]


@pytest.mark.parametrize("key", ["2025-01", "2025-01~02", "2025-Q4", "2025"])
def test_that_periods_of_the_year_pass(plan: Plan, key: str) -> None:
    assert plan.check_period(parse_period(key)).key == key


def test_that_a_period_of_another_year_is_refused_by_its_name(plan: Plan) -> None:
    with pytest.raises(CixiError, match="2024年12月不在《慈溪市科学技术局2025年工作要点》范围内"):
        plan.check_period(Period(2024, 12, 12))


def test_that_plans_with_the_same_content_are_equal(plan: Plan) -> None:
    assert replace(plan) == plan
    assert replace(plan, version="2") != plan
