"""Rules, bases and units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.configure import add_unit, set_basis, set_rules, set_unit_names
from cixi_desktop.actions.record import record
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.lights import PRESETS, Light
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025, twelve
from tests.support.memory_store import MemoryStore

PLAN = plan_2025()
JUNE = month(2025, 6)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(plan=PLAN, store=MemoryStore(), actor="张三")


def light(workspace: Workspace, target_id: str) -> Light:
    return workspace.assess(JUNE).of(target_id).light


# Rules


def test_that_a_preset_changes_the_lights_and_undo_brings_them_back(workspace: Workspace) -> None:
    record(workspace, "H-6", JUNE, {"cumulative": "20.5"})
    assert light(workspace, "H-6") is Light.BEHIND
    set_rules(workspace, PRESETS[1])
    assert light(workspace, "H-6") is Light.ON_PACE
    set_rules(workspace, PRESETS[2])
    assert light(workspace, "H-6") is Light.LATE
    workspace.undo()
    workspace.undo()
    assert light(workspace, "H-6") is Light.BEHIND


def test_that_the_rules_in_force_are_not_put_again(workspace: Workspace) -> None:
    set_rules(workspace, DEFAULT_RULES)
    assert workspace.history.undo == ()
    set_rules(workspace, PRESETS[1])
    set_rules(workspace, PRESETS[1])
    assert len(workspace.history.undo) == 1
    set_rules(workspace, DEFAULT_RULES)
    assert workspace.content.rules == DEFAULT_RULES
    assert len(workspace.history.undo) == 2


@pytest.mark.parametrize("rules", PRESETS)
def test_that_every_preset_can_be_put(workspace: Workspace, rules: Rules) -> None:
    set_rules(workspace, rules)
    assert workspace.content.rules == rules


@pytest.mark.parametrize(
    "rules",
    [
        replace(DEFAULT_RULES, behind_at=Decimal(-1)),
        replace(DEFAULT_RULES, behind_at=Decimal(11)),
        replace(DEFAULT_RULES, late_beyond=Decimal(-1)),
        replace(DEFAULT_RULES, count_band=Decimal(-1)),
        replace(DEFAULT_RULES, growth_band=Decimal("-0.1")),
        replace(DEFAULT_RULES, due_day=0),
        replace(DEFAULT_RULES, due_day=32),
    ],
)
def test_that_rules_that_contradict_themselves_are_refused(workspace: Workspace, rules: Rules) -> None:
    with pytest.raises(CixiError) as caught:
        set_rules(workspace, rules)
    assert caught.value.hint
    assert workspace.content.rules == DEFAULT_RULES


# Bases


def test_that_an_own_baseline_gives_a_level_its_percentage(workspace: Workspace) -> None:
    record(workspace, "H-5", JUNE, {"value": "77.8"})
    set_basis(workspace, Basis(target_id="H-5", baseline=Decimal("77.3"), baseline_note="局党组会议"))
    found = workspace.assess(JUNE).of("H-5")
    assert isinstance(found, FigureAssessment)
    assert (found.completion, found.light) == (Decimal(50), Light.ON_PACE)
    workspace.undo()
    assert light(workspace, "H-5") is Light.BEHIND


def test_that_an_own_plan_replaces_the_twelfths(workspace: Workspace) -> None:
    record(workspace, "H-3", JUNE, {"cumulative": "30"})
    assert light(workspace, "H-3") is Light.LATE
    set_basis(workspace, Basis(target_id="H-3", pace_plan=twelve(m6="30", m12="120")))
    assert light(workspace, "H-3") is Light.ON_PACE


def test_that_a_basis_set_under_another_citation_is_that_of_the_figure(workspace: Workspace) -> None:
    set_basis(workspace, Basis(target_id="8-2", pace_plan=twelve(m6="30", m12="120")))
    set_basis(workspace, Basis(target_id="8-2", pace_plan=twelve(m6="20", m12="120")))
    assert workspace.content.basis("H-3").pace_plan[5] == 20
    assert len(workspace.store.load(Basis)) == 1


def test_that_an_own_deadline_makes_a_milestone_late(workspace: Workspace) -> None:
    set_basis(workspace, Basis(target_id="M8-2", deadline=date(2025, 5, 31)))
    assert light(workspace, "M8-2") is Light.LATE


def test_that_an_emptied_basis_leaves_the_plans_own_reading(workspace: Workspace) -> None:
    set_basis(workspace, Basis(target_id="H-4"))
    assert workspace.history.undo == ()
    set_basis(workspace, Basis(target_id="H-4", baseline=Decimal(1005)))
    set_basis(workspace, Basis(target_id="H-4"))
    assert workspace.content.records == {}


def test_that_a_basis_of_an_unknown_target_is_refused(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="X-9"):
        set_basis(workspace, Basis(target_id="X-9", baseline=Decimal(1)))


# Units


def test_that_the_current_unit_is_given_a_name(workspace: Workspace) -> None:
    set_unit_names(workspace, (Unit(id="0", name=" 高新科 "),))
    assert workspace.units() == (Unit(id="0", name="高新科"),)
    set_unit_names(workspace, (Unit(id="0", name="高新科"),))
    assert len(workspace.history.undo) == 1
    set_unit_names(workspace, (Unit(id="0", name="规划科"),))
    assert workspace.content.unit.name == "规划科"


def test_that_several_units_are_renamed_in_one_step_and_may_swap_names(workspace: Workspace) -> None:
    for name in ("甲科", "乙科"):
        add_unit(workspace, name)
    set_unit_names(workspace, (Unit(id="1", name="乙科"), Unit(id="2", name=" 甲科 "), UNASSIGNED))
    assert [unit.name for unit in workspace.units()] == ["未分配", "乙科", "甲科"]
    assert workspace.history.undo[-1].label == "单位名称改为“乙科”、“甲科”"
    workspace.undo()
    assert [unit.name for unit in workspace.units()] == ["未分配", "甲科", "乙科"]


def test_that_two_units_cannot_be_given_one_name(workspace: Workspace) -> None:
    add_unit(workspace, "甲科")
    with pytest.raises(CixiError, match="已有名为“乙科”的单位"):
        set_unit_names(workspace, (Unit(id="0", name="乙科"), Unit(id="1", name="乙科")))
    assert [unit.name for unit in workspace.units()] == ["未分配", "甲科"]


def test_that_the_name_it_has_is_no_change(workspace: Workspace) -> None:
    set_unit_names(workspace, (UNASSIGNED,))
    assert workspace.history.undo == ()


@pytest.mark.parametrize("name", ["", "   ", "　"])
def test_that_a_unit_has_a_name(workspace: Workspace, name: str) -> None:
    with pytest.raises(CixiError, match="不能为空"):
        set_unit_names(workspace, (Unit(id="0", name=name),))
    with pytest.raises(CixiError, match="不能为空"):
        add_unit(workspace, name)


def test_that_two_units_do_not_share_a_name(workspace: Workspace) -> None:
    add_unit(workspace, "高新科")
    with pytest.raises(CixiError, match="已有"):
        set_unit_names(workspace, (Unit(id="0", name="高新科"),))
    assert add_unit(workspace, " 高新科 ") == Unit(id="1", name="高新科")
    assert len(workspace.units()) == 2


def test_that_new_units_are_numbered_on(workspace: Workspace) -> None:
    made = [add_unit(workspace, name).id for name in ("甲科", "乙科", "丙科")]
    assert made == ["1", "2", "3"]
    assert [unit.name for unit in workspace.units()] == ["未分配", "甲科", "乙科", "丙科"]


def test_that_the_unassigned_unit_is_found_and_not_made_again(workspace: Workspace) -> None:
    assert add_unit(workspace, "未分配") == UNASSIGNED
    assert workspace.history.undo == ()
