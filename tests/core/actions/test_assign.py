"""Units and duties are put in one step; a unit that is in use stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.configure import UNIT_KINDS, add_unit, assign, set_basis, set_unit_names, unit_use
from cixi_desktop.actions.record import note, record
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis, Share
from cixi_desktop.records.bureau import Duty, FigureDecision
from cixi_desktop.records.handovers import Contact
from cixi_desktop.records.record import OfUnit
from cixi_desktop.records.report_drafts import ReportDraft
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore

PLAN = plan_2025()
JUNE = month(2025, 6)
GAOXIN = Unit(id="1", name="高新技术科", short_name="高新科", leader="王某", phone="6300")
GUIHUA = Unit(id="2", name="规划科")
TASK_8 = Duty(subject_id="8", lead_unit_id="1", supporting_unit_ids=("2",))


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(plan=PLAN, store=MemoryStore(), actor="张三")
    assign(workspace, units=(UNASSIGNED, GAOXIN, GUIHUA), duties=[(TASK_8, date(2025, 11, 30))])
    return workspace


def test_that_all_of_it_is_one_step(workspace: Workspace) -> None:
    assert workspace.units() == (UNASSIGNED, GAOXIN, GUIHUA)
    assert workspace.assess(JUNE).task("8").responsibility.words == "牵头：高新技术科；配合：规划科"
    assert workspace.history.undo[-1].label == "单位：新增2个；分工：修改1项"
    workspace.undo()
    assert workspace.units() == (UNASSIGNED,)
    assert workspace.content.records == {}


def test_that_the_journal_names_units_and_tasks(workspace: Workspace) -> None:
    lines = all_lines(PLAN, workspace.store.operations(limit=1), workspace.units())
    assert [line.sentence for line in lines][-3:] == [
        "强化创新主体培育 牵头科室：（空） → 高新技术科",
        "强化创新主体培育 配合科室：（空） → 规划科",
        "强化创新主体培育 完成时限：（空） → 2025-11-30",
    ]
    assert "单位“高新技术科” 电话：（空） → 6300" in [line.sentence for line in lines]
    assert not any("排序" in line.sentence for line in lines)


def test_that_what_stays_as_it_is_is_no_change(workspace: Workspace) -> None:
    assign(
        workspace,
        units=workspace.units(),
        duties=[(TASK_8, date(2025, 11, 30)), (Duty(subject_id="9"), None)],
    )
    assert len(workspace.history.undo) == 1


def test_that_a_deadline_leaves_the_rest_of_a_basis(workspace: Workspace) -> None:
    basis = Basis(target_id="8-1", baseline_note="年报")
    set_basis(workspace, basis)
    assign(workspace, units=workspace.units(), duties=[(Duty(subject_id="8-1"), date(2025, 9, 30))])
    assert workspace.content.basis("8-1") == replace(basis, deadline=date(2025, 9, 30))
    assign(
        workspace,
        units=workspace.units(),
        duties=[(Duty(subject_id="8-1"), None), (Duty(subject_id="8"), None)],
    )
    assert workspace.content.basis("8-1") == basis
    assert workspace.content.duty("8").is_empty
    assert workspace.history.undo[-1].label == "分工：修改2项"


def test_that_units_are_put_in_order_and_renamed(workspace: Workspace) -> None:
    renamed = replace(GAOXIN, name="高科", place=2)
    assign(workspace, units=(UNASSIGNED, replace(GUIHUA, place=1), renamed), duties=[])
    assert [unit.name for unit in workspace.units()] == ["未分配", "规划科", "高科"]
    assert workspace.history.undo[-1].label == "单位：修改2个"


def test_that_units_beyond_nine_stay_in_the_order_of_their_numbers(workspace: Workspace) -> None:
    many = [Unit(id=str(n), name=f"{n}科") for n in range(1, 12)]
    assign(workspace, units=(UNASSIGNED, *many), duties=[])
    assert [unit.id for unit in workspace.units()] == [str(n) for n in range(12)]


def test_that_an_unused_unit_is_deleted(workspace: Workspace) -> None:
    assign(workspace, units=(UNASSIGNED, GAOXIN), duties=[])
    assert workspace.units() == (UNASSIGNED, GAOXIN)
    assert workspace.history.undo[-1].label == "单位：删除1个；分工：修改1项"
    assert workspace.assess(JUNE).task("8").responsibility.words == "牵头：高新技术科"


def test_that_a_deleted_unit_is_in_no_duty_of_any_year_and_nobody_has_its_number(
    workspace: Workspace,
) -> None:
    """规划科 is 2; of 2024 it leads task 3 and alone supports task 4."""
    led = Duty(subject_id="3", lead_unit_id="2", supporting_unit_ids=("1",), year=2024)
    supported = Duty(subject_id="4", supporting_unit_ids=("2",), year=2024)
    workspace.perform("设置", (Change(None, led), Change(None, supported)))
    assign(workspace, units=(UNASSIGNED, GAOXIN), duties=[(replace(TASK_8, leader="王某"), None)])
    this_year = replace(TASK_8, supporting_unit_ids=(), leader="王某", year=2025)
    assert {duty.subject_id: duty for duty in workspace.store.load(Duty)} == {
        "8": this_year,
        "3": replace(led, lead_unit_id=""),
    }
    assert add_unit(workspace, "法规科").id == "3"
    workspace.undo()
    workspace.undo()
    assert workspace.units() == (UNASSIGNED, GAOXIN, GUIHUA)
    assert {duty.subject_id for duty in workspace.store.load(Duty)} == {"8", "3", "4"}


def test_that_whatever_is_kept_of_a_unit_keeps_it(workspace: Workspace) -> None:
    """A report it edited, a share of a target, whose value counts, what the office noted; “2” is 规划科."""
    share = Share(unit_id="2", amount=Decimal(60))
    for kept, words in (
        (ReportDraft(unit_id="2", report="2025-06", drafter="张三"), "报告稿1条"),
        (Basis(target_id="H-3", shares=(share,)), "报告稿1条、分解数1条"),
        (FigureDecision(target_id="H-3", from_period=JUNE, whose="2"), "报告稿1条、分解数1条、核定1条"),
        (
            Contact(unit_id="2", period=JUNE, day=date(2025, 6, 26), words="电话"),
            "催报记录1条、报告稿1条、分解数1条、核定1条",
        ),
    ):
        workspace.perform("设置", (Change(None, kept),))
        assert unit_use(workspace, "2") == words
    with pytest.raises(CixiError, match="不能删除"):
        assign(workspace, units=(UNASSIGNED, GAOXIN), duties=[])


def test_that_every_kind_of_record_of_a_unit_is_counted() -> None:
    assert set(UNIT_KINDS) == set(get_args(OfUnit))


def test_that_a_unit_in_use_is_not_deleted_and_nothing_else_is_changed(workspace: Workspace) -> None:
    workspace.load("1")
    record(workspace, "H-3", JUNE, {"increment": "7"})
    note(workspace, "8", JUNE, {"problems": "无"})
    workspace.load("0")
    assert unit_use(workspace, "1") == "填报1条、文字说明1条"
    assert unit_use(workspace, "2") == ""
    with pytest.raises(CixiError, match="“高新技术科”已有填报1条、文字说明1条，不能删除。"):
        assign(workspace, units=(UNASSIGNED, replace(GUIHUA, name="法规科")), duties=[])
    assert workspace.units() == (UNASSIGNED, GAOXIN, GUIHUA)


def test_that_the_shown_unit_is_not_deleted(workspace: Workspace) -> None:
    workspace.load("2")
    with pytest.raises(CixiError, match="“规划科”是当前单位，不能删除。"):
        assign(workspace, units=(UNASSIGNED, GAOXIN), duties=[])


def test_that_another_name_leaves_the_rest_of_a_unit(workspace: Workspace) -> None:
    set_unit_names(workspace, (Unit(id="1", name="高科"),))
    assert workspace.units()[1] == replace(GAOXIN, name="高科", former_names=("高新技术科",))
