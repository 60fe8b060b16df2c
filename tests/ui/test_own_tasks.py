"""我的任务: offered once the shown unit has duties; afterwards the user's own choice stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cixi_desktop.actions.configure import assign
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.units import Unit
from ui.grid.grid_pane import GridPane
from ui.grid.grid_rows import GridLine
from ui.overview.overview import OverviewPane
from ui.tree.plan_model import Narrowing

if TYPE_CHECKING:
    from cixi_desktop.workspace import Workspace
    from tests.ui.conftest import MakeWindow
    from ui.entry.task_head import TaskHead
    from ui.shell.main_window import MainWindow

GAOXIN, GUIHUA = Unit(id="1", name="高新科"), Unit(id="2", name="规划科")


@pytest.fixture
def divided(workspace: Workspace) -> Workspace:
    """高新科 leads task 8, and 规划科 one item of it."""
    duties = (Duty(subject_id="8", lead_unit_id="1"), Duty(subject_id="M8-3", lead_unit_id="2"))
    assign(workspace, units=[*workspace.units(), GAOXIN, GUIHUA], duties=[(duty, None) for duty in duties])
    return workspace


def test_that_a_unit_sees_its_own_tasks_first(divided: Workspace, window: MainWindow) -> None:
    assert window.tree.narrowing.text() == "全部 ▼"
    window.session.choose_unit("1")
    assert window.tree.narrowing.current is Narrowing.MINE
    assert window.panes.task_id == "8"
    window.session.choose_unit("2")
    assert window.tree.narrowing.text() == "本单位承担的（1） ▼"


def test_that_a_task_shared_with_others_counts_the_unit_s_own_part(
    divided: Workspace, window: MainWindow
) -> None:
    """M8-3 is all that 规划科 has of the nine in task 8."""
    window.session.choose_unit("2")
    model = window.tree.view.model().sourceModel()  # type: ignore[attr-defined]
    task = next(node for node in model.nodes if node.key == "task:8")
    assert model.spoken(task) == "8. 强化创新主体培育，已填0/1"
    assert [item.id for item in model.assessed(task).assessed] == ["M8-3"]
    window.tree.narrowing.choose(Narrowing.ALL)
    assert model.spoken(task) == "8. 强化创新主体培育，已填0/9"


def test_that_the_users_own_choice_stands_afterwards(divided: Workspace, window: MainWindow) -> None:
    window.session.choose_unit("1")
    window.tree.narrowing.choose(Narrowing.ALL)
    window.way.go_to("3")
    window.session.type_field("C3-1", "increment", "2")
    assert window.tree.narrowing.current is Narrowing.ALL
    assert window.panes.task_id == "3"


def test_that_another_narrowing_is_left_in_force(divided: Workspace, window: MainWindow) -> None:
    window.tree.narrowing.choose(Narrowing.UNREPORTED)
    window.session.choose_unit("1")
    assert window.tree.narrowing.current is Narrowing.UNREPORTED
    assert window.panes.task_id == "8"


def test_that_what_was_folded_stays_folded_in_another_month(divided: Workspace, window: MainWindow) -> None:
    window.session.choose_unit("1")
    view = window.tree.view
    task = view.currentIndex()
    task = task.parent() if task.parent().parent().isValid() else task
    assert view.isExpanded(task)
    view.collapse(task)
    window.session.set_period(month(2025, 5))
    assert window.tree.narrowing.current is Narrowing.MINE
    assert not view.isExpanded(task)


def test_that_a_unit_without_duties_sees_everything(divided: Workspace, window: MainWindow) -> None:
    window.session.choose_unit("1")
    window.session.choose_unit("0")
    assert window.tree.narrowing.current is Narrowing.ALL


def test_that_the_offer_is_not_made_again_at_the_next_start(
    divided: Workspace, make_window: MakeWindow
) -> None:
    divided.load("1")
    window = make_window()
    assert window.panes.task_id == "8"
    window.tree.narrowing.choose(Narrowing.ALL)
    window.way.go_to("3")
    window.close()
    again = make_window()
    assert again.tree.narrowing.current is Narrowing.ALL
    assert again.panes.task_id == "3"


def test_that_the_form_and_the_tree_say_who_answers(divided: Workspace, window: MainWindow) -> None:
    window.way.go_to("8", is_to_type=True)
    head = window.panes.currentWidget().pages["8"].head  # type: ignore[attr-defined]
    assert head.responsibility.text() == "牵头：高新科；完成时限：2025年12月31日（默认）"
    model = window.tree.view.model()
    task = next(node for node in model.sourceModel().nodes if node.key == "task:8")  # type: ignore[attr-defined]
    assert head.responsibility.text() in model.sourceModel().tool_tip(task)  # type: ignore[attr-defined]


def test_that_the_form_counts_what_the_unit_has_to_answer(divided: Workspace, window: MainWindow) -> None:
    """Task 8 has 3 figures and 6 items, of which M8-3 is the unit's; task 9 is another's."""

    def head(task_id: str) -> TaskHead:
        window.way.go_to(task_id, is_to_type=True)
        found: TaskHead = window.panes.currentWidget().pages[task_id].head  # type: ignore[attr-defined]
        return found

    window.session.choose_unit("2")
    assert head("8").counts.text() == "3项指标、6个事项，本单位1项，还有1项待填报"
    window.session.type_field("M8-3", "stage", "需求方案")
    window.session.type_text("8", "progress_note", "正在编制需求方案。")
    assert head("8").counts.text() == "3项指标、6个事项，本单位1项，本期已全部填报"
    assert not head("8").unchanged.isEnabled()
    assert head("9").counts.text().endswith("非本单位承担")
    assert not head("9").unchanged.isEnabled()


def test_that_the_header_counts_what_the_unit_has_to_answer(divided: Workspace, window: MainWindow) -> None:
    window.session.choose_unit("2")
    assert window.header.progress.text() == "本月已填0/1项"
    window.session.type_field("M8-3", "stage", "需求方案")
    assert window.header.progress.text() == "本月已填1/1项"
    assert window.header.state.text() == "已填齐"


def shown_rows(window: MainWindow) -> list[str]:
    """The figures and items, and the tasks, whose rows are seen in 表格."""
    pane = window.panes.currentWidget()
    assert isinstance(pane, GridPane)
    return [
        row.target.id if isinstance(row, GridLine) else row.task.id
        for number, row in enumerate(pane.model.rows)
        if not pane.view.isRowHidden(number)
    ]


OWN_ROWS = ["8", "8-1", "8-3", "M8-1", "M8-2"]
"""Of task 8: H-3 stands under the headline targets, M8-3 is another unit's, the duties take no number."""


def test_that_the_grid_shows_ones_own_and_can_show_all(divided: Workspace, window: MainWindow) -> None:
    window.session.choose_unit("1")
    window.way.show_view("grid")
    pane = window.panes.currentWidget()
    assert isinstance(pane, GridPane)
    assert shown_rows(window) == ["总体", "H-3", *OWN_ROWS]
    assert pane.own.text() == "只看本单位任务(&O)"
    pane.own.click()
    assert len(shown_rows(window)) == len(pane.model.rows)
    assert window.tree.narrowing.current is Narrowing.ALL
    window.tree.narrowing.choose(Narrowing.MINE)
    assert shown_rows(window) == ["总体", "H-3", *OWN_ROWS]
    window.tree.narrowing.choose(Narrowing.UNREPORTED)
    assert shown_rows(window) == ["总体", "H-3", *OWN_ROWS]
    window.tree.narrowing.choose(Narrowing.MINE)
    window.session.choose_unit("2")
    assert shown_rows(window) == ["8", "M8-3"]
    assert pane.current_target == "M8-3"
    window.session.choose_unit("0")
    assert not pane.own.isVisible()
    assert len(shown_rows(window)) == len(pane.model.rows)


def test_that_the_keys_of_the_grid_pass_over_what_is_hidden(divided: Workspace, window: MainWindow) -> None:
    window.activateWindow()
    window.session.choose_unit("1")
    window.way.show_view("grid")
    pane = window.panes.currentWidget()
    assert isinstance(pane, GridPane)
    pane.go_to("总体", "H-3")
    walked = []
    for _ in range(3):
        QTest.keyClick(pane.view, Qt.Key.Key_Down)
        walked.append(pane.current_target)
    QTest.keyClick(pane.view, Qt.Key.Key_Tab)
    assert (walked, pane.current_target) == (["8-1", "8-3", "M8-1"], "M8-2")


def test_that_the_narrowing_makes_way_for_what_is_chosen(divided: Workspace, window: MainWindow) -> None:
    window.session.choose_unit("1")
    window.way.show_view("grid")
    window.way.go_to("8", "M8-3")
    assert window.panes.focused_target == "M8-3"
    assert not window.panes.is_own
    window.panes.narrow(True)
    window.way.show_view("overview")
    window.way.go_to("9", "9-1")
    assert window.panes.focused_target == "9-1"
    assert not window.panes.is_own


def test_that_the_narrowing_comes_back_with_the_unit_s_tasks(divided: Workspace, window: MainWindow) -> None:
    """全部单位 has none of its own; nor has a unit whose duties went to another, until that is undone."""
    other = Duty(subject_id="8", lead_unit_id="2")
    window.session.choose_unit("1")
    window.way.go_to("8", "M8-2")
    for there, back in (
        (window.session.toggle_total, window.session.toggle_total),
        (lambda: assign(divided, units=divided.units(), duties=[(other, None)]), window.session.undo),
    ):
        seen = []
        for step in (there, back):
            step()
            seen.append(window.tree.narrowing.current)
            assert window.tree.left_as()["narrowing"] == "MINE"  # also for the next start
        assert seen == [Narrowing.ALL, Narrowing.MINE]


def test_that_the_overview_shows_and_counts_ones_own(divided: Workspace, window: MainWindow) -> None:
    window.session.choose_unit("1")
    window.way.show_view("overview")
    pane = window.panes.currentWidget()
    assert isinstance(pane, OverviewPane)
    assert [figure.id for figure in pane.wall._shown] == ["H-3", "8-1", "8-3", "M8-1", "M8-2"]
    assert pane._summary.accessibleDescription() == "指标，未填报3，事项，未填报5"
    pane.own.click()
    assert pane._summary.accessibleDescription() == "指标，未填报23，事项，未填报76"


def test_that_the_overview_shows_the_items_of_a_unit_without_figures(
    divided: Workspace, window: MainWindow
) -> None:
    window.session.choose_unit("2")
    window.way.show_view("overview")
    pane = window.panes.currentWidget()
    assert isinstance(pane, OverviewPane)
    assert pane._summary.accessibleDescription() == "事项，未填报1"
    assert pane.own.isVisible()


def test_that_the_choice_of_all_is_kept(divided: Workspace, make_window: MakeWindow) -> None:
    divided.load("1")
    window = make_window()
    window.panes.narrow(False)
    window.close()
    again = make_window()
    again.way.show_view("grid")
    assert not again.panes.is_own
    assert "9-1" in shown_rows(again)


def test_that_the_chosen_row_is_in_sight_when_the_window_comes_back(
    divided: Workspace, make_window: MakeWindow
) -> None:
    divided.load("1")
    window = make_window()
    window.resize(1000, 420)
    window.way.go_to("8", "8-1")
    window.close()
    again = make_window()
    QApplication.processEvents()
    view = again.tree.view
    assert view.currentIndex().data() == "新培育浙江省科技型中小企业"
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
