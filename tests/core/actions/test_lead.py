"""The tasks that a unit leads, named by their numbers."""

from __future__ import annotations

import pytest

from cixi_desktop.actions.configure import add_unit, lead, tasks_named
from cixi_desktop.errors import CixiError
from cixi_desktop.records.bureau import Duty
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore

PLAN = plan_2025()


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(plan=PLAN, store=MemoryStore(), actor="张三")
    workspace.load(add_unit(workspace, "高新科").id)
    return workspace


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ()),
        ("5", ("5",)),
        ("5-7", ("5", "6", "7")),
        ("5—7、12", ("5", "6", "7", "12")),
        ("12，5至6；5", ("5", "6", "12")),
        (" 9～10 ", ("9", "10")),
        ("主要目标、4、7—8", ("总体", "4", "7", "8")),
        ("总体", ("总体",)),
        ("强化创新主体培育", ("8",)),
    ],
)
def test_that_tasks_are_named_by_numbers_in_any_order_and_once(text: str, ids: tuple[str, ...]) -> None:
    assert tasks_named(PLAN, text) == ids


@pytest.mark.parametrize("text", ["13", "5-13", "7-5", "1-2-3", "五", "总体—5", "-5", "至"])
def test_that_what_is_no_task_is_named(text: str) -> None:
    with pytest.raises(CixiError) as found:
        tasks_named(PLAN, text)
    assert found.value.message == f"没有序号为“{text}”的任务。"
    assert found.value.hint == "请填写任务的序号，如“1—12”。"


def test_that_the_shown_unit_leads_them_and_undo_takes_it_back(workspace: Workspace) -> None:
    lead(workspace, ("5", "6"))
    unit_id = workspace.content.unit.id
    assert [workspace.content.duty(each).lead_unit_id for each in ("5", "6", "7")] == [unit_id, unit_id, ""]
    workspace.undo()
    assert workspace.content.duty("5").lead_unit_id == ""


def test_that_a_task_of_another_unit_stays_with_it(workspace: Workspace) -> None:
    lead(workspace, ("5",))
    workspace.load(add_unit(workspace, "规划科").id)
    with pytest.raises(CixiError, match="任务5已由“高新科”牵头。"):
        lead(workspace, ("4", "5"))
    leaders = [duty.lead_unit_id for duty in workspace.store.load(Duty)]
    assert leaders == [workspace.units()[1].id]
