"""The text of a task."""

from __future__ import annotations

import pytest

from cixi_desktop.actions.record import detail, note
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.entries import PlannedStep
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore

PLAN = plan_2025()
JUNE = month(2025, 6)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(plan=PLAN, store=MemoryStore(), actor="张三")


def test_that_texts_are_kept_by_task_and_month(workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"progress_note": "完成70家", "problems": "无", "next_steps": "走访"})
    found = workspace.content.narrative("8", JUNE)
    assert (found.progress_note, found.problems, found.next_steps) == ("完成70家", "无", "走访")
    assert workspace.content.narrative("8", month(2025, 7)).is_empty
    assert workspace.content.narrative("9", JUNE).is_empty


def test_that_one_text_leaves_the_others(workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"progress_note": "完成70家"})
    note(workspace, "8", JUNE, {"problems": "无"})
    assert workspace.content.narrative("8", JUNE).progress_note == "完成70家"


def test_that_the_headline_targets_have_their_text_too(workspace: Workspace) -> None:
    note(workspace, "总体", JUNE, {"progress_note": "总体平稳"})
    assert workspace.content.narrative("总体", JUNE).progress_note == "总体平稳"


def test_that_line_breaks_and_blanks_are_kept_as_typed(workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"progress_note": "一、\n 二、 \n"})
    assert workspace.content.narrative("8", JUNE).progress_note == "一、\n 二、 \n"


def test_that_emptied_texts_leave_no_record(workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"progress_note": "完成70家"})
    note(workspace, "8", JUNE, {"progress_note": ""})
    assert workspace.content.records == {}
    note(workspace, "8", JUNE, {"problems": ""})
    assert len(workspace.history.undo) == 2


def test_that_typing_is_one_step(workspace: Workspace) -> None:
    gesture = 0
    for text in ("完", "完成", "完成70家"):
        gesture = note(workspace, "8", JUNE, {"progress_note": text}, gesture=gesture)
    assert note(workspace, "8", JUNE, {"progress_note": "完成70家"}, gesture=gesture) == gesture
    step = workspace.history.undo[-1]
    assert len(workspace.history.undo) == 1
    assert "进展情况" in step.label
    assert "2025年6月" in step.label
    workspace.undo()
    assert workspace.content.narrative("8", JUNE).is_empty


@pytest.mark.parametrize(("task_id", "year"), [("13", 2025), ("", 2025), ("8", 2024)])
def test_that_an_unknown_task_or_year_is_refused(workspace: Workspace, task_id: str, year: int) -> None:
    with pytest.raises(CixiError):
        note(workspace, task_id, month(year, 6), {"problems": "无"})
    assert workspace.content.records == {}


def test_that_a_step_is_said_more_of_and_taken_back(workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"next_steps": "摸排企业。组织申报。"})
    first = PlannedStep(words="摸排企业", due="8月底", person="李四", partner="镇街道")
    detail(workspace, "8", JUNE, first, PlannedStep(words="组织申报"))
    detail(workspace, "8", JUNE, PlannedStep(words="组织申报", due="9月底"))
    detail(workspace, "8", JUNE, first, PlannedStep(words="组织申报", due="9月底"))
    assert [each.label for each in workspace.store.operations(limit=9)] == [
        "填写“强化创新主体培育”的下一步打算（2025年6月）",
        "填写“强化创新主体培育”下一步打算的时限和责任人（2025年6月）",
        "填写“组织申报”的时限和责任人（2025年6月）",
    ]
    assert workspace.content.narrative("8", JUNE).steps == (first, PlannedStep(words="组织申报", due="9月底"))
    detail(workspace, "8", JUNE, PlannedStep(words="摸排企业"))
    assert workspace.content.narrative("8", JUNE).steps == (PlannedStep(words="组织申报", due="9月底"),)


def test_that_a_step_is_kept_with_the_one_thing_that_is_said_of_it(workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"next_steps": "摸排企业。组织申报。联系院校。"})
    steps = (
        PlannedStep(words="摸排企业", partner="镇街道"),
        PlannedStep(words="组织申报", person="李四"),
        PlannedStep(words="联系院校", due="8月底"),
    )
    detail(workspace, "8", JUNE, *steps)
    assert workspace.content.narrative("8", JUNE).steps == steps


def test_that_a_step_that_is_not_written_is_refused(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="下一步打算中没有“摸排企业”这一句"):
        detail(workspace, "8", JUNE, PlannedStep(words="摸排企业", due="8月底"))
