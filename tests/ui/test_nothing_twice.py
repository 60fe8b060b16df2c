"""Earlier months are ticked off or carried on in the form, and an unchanged month takes one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cixi_desktop.actions.record import note, record
from cixi_desktop.assessment.unchanged import unchanged
from cixi_desktop.periods import month, parse_period
from tests.support.totals import tell_totals
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.month_dialogs import UnchangedDialog
from ui.entry.entry_form import EntryPane

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.errors import CixiError
    from cixi_desktop.workspace import Workspace
    from tests.ui.conftest import MakeWindow
    from ui.entry.narrative_card import CarriedRow, OutcomeButton
    from ui.entry.task_page import TaskPage
    from ui.shell.main_window import MainWindow

MAY, JUNE = month(2025, 5), month(2025, 6)
VISIT, TRAIN, SLOW = "走访企业40家", "办好培训2场", "培育入库进度偏慢"


@pytest.fixture
def window(make_window: MakeWindow, workspace: Workspace) -> MainWindow:
    """The window on task 8 in June, after a May that promised two steps and told of one problem."""
    texts = {"progress_note": "完成55家。", "problems": f"{SLOW}。", "next_steps": f"{VISIT}；{TRAIN}。"}
    note(workspace, "8", MAY, texts)
    tell_totals(workspace, MAY)
    window = make_window()
    window.way.go_to("8")
    window.activateWindow()
    return window


def page(window: MainWindow) -> TaskPage:
    entry = window.panes.currentWidget()
    assert isinstance(entry, EntryPane)
    return entry.pages[entry.task_id]


def steps(window: MainWindow) -> tuple[CarriedRow, ...]:
    return page(window).narrative.carried["next_steps"].rows


def problems(window: MainWindow) -> tuple[CarriedRow, ...]:
    return page(window).narrative.carried["problems"].rows


def button(row: CarriedRow, word: str) -> OutcomeButton:
    return next(each for each in row.buttons if each.text() == word)


def text(window: MainWindow, name: str) -> str:
    return page(window).narrative.boxes[name].text()


# Steps and problems


def test_that_the_form_lists_what_last_month_promised_and_lacked(window: MainWindow) -> None:
    assert [row.words.text() for row in steps(window)] == [f"{VISIT}（5月）", f"{TRAIN}（5月）"]
    assert [row.words.text() for row in problems(window)] == [f"{SLOW}（5月）"]
    assert [each.text() for each in steps(window)[0].buttons] == ["已完成", "继续推进", "不再开展"]
    assert [each.text() for each in problems(window)[0].buttons] == ["已解决", "仍存在"]


def test_that_a_task_without_a_past_shows_no_list(window: MainWindow) -> None:
    window.way.go_to("9")
    assert steps(window) == ()
    assert page(window).narrative.carried["next_steps"].isHidden()


def test_that_what_goes_on_comes_into_this_months_text(window: MainWindow) -> None:
    button(steps(window)[0], "继续推进").click()
    button(problems(window)[0], "仍存在").click()
    assert (text(window, "next_steps"), text(window, "problems")) == (f"{VISIT}。", f"{SLOW}。")
    assert button(steps(window)[0], "继续推进").isChecked()


def test_that_a_second_click_takes_the_answer_back(window: MainWindow, workspace: Workspace) -> None:
    button(steps(window)[0], "继续推进").click()
    button(steps(window)[0], "继续推进").click()
    assert workspace.content.narrative("8", JUNE).is_empty
    assert not button(steps(window)[0], "继续推进").isChecked()
    assert text(window, "next_steps") == ""


def test_that_one_outcome_takes_the_place_of_another_and_undo_goes_back(window: MainWindow) -> None:
    button(steps(window)[0], "继续推进").click()
    button(steps(window)[0], "已完成").click()
    assert [each.isChecked() for each in steps(window)[0].buttons] == [True, False, False]
    window.session.undo()
    assert [each.isChecked() for each in steps(window)[0].buttons] == [False, True, False]


def test_that_what_was_done_can_be_told_in_the_progress(window: MainWindow) -> None:
    row = steps(window)[0]
    assert row.report.isHidden()
    button(row, "已完成").click()
    assert not row.report.isHidden()
    row.report.click()
    assert text(window, "progress_note") == f"已完成：{VISIT}。"
    assert row.report.isHidden()


def test_that_what_was_typed_before_an_answer_is_kept(window: MainWindow, workspace: Workspace) -> None:
    box = page(window).narrative.boxes["next_steps"]
    box.setFocus()
    QTest.keyClicks(box.editor, "abc")
    button(steps(window)[0], "继续推进").click()
    assert workspace.content.narrative("8", JUNE).next_steps == f"abc\n{VISIT}。"


def test_that_the_list_is_answered_from_the_keyboard(window: MainWindow, workspace: Workspace) -> None:
    first, second = steps(window)
    first.buttons[0].setFocus()
    QTest.keyClick(first.buttons[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is first.buttons[1]
    QTest.keyClick(first.buttons[1], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second.buttons[1]
    QTest.keyClick(second.buttons[1], Qt.Key.Key_Return)
    assert workspace.content.narrative("8", JUNE).outcomes == ((TRAIN, "继续推进"),)
    assert QApplication.focusWidget() is second.buttons[1]
    QTest.keyClick(second.buttons[1], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second.buttons[1]
    QTest.keyClick(second.buttons[1], Qt.Key.Key_Space)
    assert workspace.content.narrative("8", JUNE).outcomes == ()


def test_that_tab_stops_once_in_each_line(window: MainWindow) -> None:
    button(steps(window)[0], "继续推进").click()
    strong = Qt.FocusPolicy.StrongFocus
    assert [each.focusPolicy() is strong for each in steps(window)[0].buttons] == [False, True, False]
    assert [each.focusPolicy() is strong for each in steps(window)[1].buttons] == [True, False, False]


def test_that_a_line_that_has_the_focus_is_in_view(window: MainWindow, qtbot: QtBot) -> None:
    bar = page(window).verticalScrollBar()
    bar.setValue(0)
    steps(window)[1].buttons[0].setFocus()
    qtbot.waitUntil(lambda: bar.value() > 0)


def test_that_a_quarter_only_shows_the_list(window: MainWindow) -> None:
    row = steps(window)[0]
    narrative = page(window).narrative
    workspace = window.session.workspace
    assert workspace is not None
    narrative.show_task(workspace.assess(parse_period("2025-Q2")).task("8"), (), can_type=False)
    assert not any(each.isEnabled() for each in row.buttons)


# 本月无变化


def test_that_one_click_answers_the_task_and_says_what_was_written(
    window: MainWindow, workspace: Workspace
) -> None:
    assert page(window).head.unchanged.isEnabled()
    page(window).head.unchanged.click()
    assert window.header.kept.text() == (
        "✓ 已写入：3项记为0，3项记为“未到节点”，3项写明“本月未开展”，沿用上期进展情况、存在问题、下一步打算"
    )
    assert workspace.assess(JUNE).task("8").open_count == 0
    assert text(window, "progress_note") == "完成55家。"
    assert not page(window).head.unchanged.isEnabled()
    window.session.undo()
    assert workspace.assess(JUNE).task("8").open_count == 9
    assert page(window).head.unchanged.isEnabled()


@pytest.mark.parametrize("answer", [False, True])
def test_that_a_day_that_is_past_is_shown_before_one_task_is_answered(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    note(workspace, "8", MAY, {"next_steps": f"5月底前{VISIT}。"})
    shown = asked(monkeypatch, answer=answer)
    page(window).head.unchanged.click()
    assert [words.endswith("下一步打算，其中“5月底前”已过，请核对。") for words in shown] == [True]
    assert bool(workspace.content.narrative("8", JUNE).next_steps) is answer


def test_that_figures_typed_before_stay(window: MainWindow, workspace: Workspace) -> None:
    record(workspace, "H-3", JUNE, {"increment": "15"})
    page(window).head.unchanged.click()
    entry = workspace.content.entry("H-3", JUNE)
    assert entry is not None
    assert entry.increment == 15


def asked(monkeypatch: pytest.MonkeyPatch, *, answer: bool) -> list[str]:
    """Have the dialog answer; returns what it will have shown in its last line."""
    shown: list[str] = []

    def ask(**named: object) -> bool:
        dialog = UnchangedDialog(**named)  # type: ignore[arg-type]
        shown.append(dialog.total.text())
        dialog.deleteLater()
        return answer

    monkeypatch.setattr(UnchangedDialog, "ask", ask)
    return shown


def test_that_all_tasks_are_answered_once_it_is_confirmed(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = asked(monkeypatch, answer=True)
    window.commands.action("unchanged").trigger()
    entries = "28项记为0，11项记为“本期无数据”，31项记为“未到节点”，29项写明“本月未开展”"
    total = f"{entries}，沿用上期进展情况、存在问题、下一步打算"
    assert shown == [f"合计：{total}。"]
    assert window.header.state.text() == "已填齐"
    assert window.header.kept.text() == f"✓ 已写入：{total}"
    assert window.session.undo_label == "13个任务本月无变化（2025年6月）"


def test_that_nothing_is_written_without_confirmation(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(monkeypatch, answer=False)
    before = workspace.content
    window.commands.action("unchanged").trigger()
    assert workspace.content is before


def test_that_a_month_that_is_full_is_not_asked_about(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.fill_unchanged([task.id for task in workspace.plan.tasks])
    shown = asked(monkeypatch, answer=True)
    errors: list[CixiError] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_named: errors.append(error))
    window.commands.action("unchanged").trigger()
    assert shown == []
    assert [error.message for error in errors] == ["不需要补填。"]


def test_that_a_longer_period_cannot_be_filled(window: MainWindow) -> None:
    assert window.commands.action("unchanged").isEnabled()
    window.session.set_period(parse_period("2025-Q2"))
    assert not window.commands.action("unchanged").isEnabled()


def test_that_the_dialog_lists_each_task_and_answers(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_totals(workspace, MAY)
    fillings = unchanged(workspace.assess(JUNE), workspace.content, ["总体", "8"])
    dialog = UnchangedDialog(fillings=fillings, period=JUNE)
    qtbot.addWidget(dialog)
    rows = [[dialog.table.item(row, column).text() for column in (0, 1, 2)] for row in (0, 2)]
    assert rows == [
        ["主要目标", "全市R&D经费投入强度", "记为“本期无数据”"],
        ["主要目标", "高新技术企业新增数", "记为0"],
    ]
    for code, is_wanted in ((QDialog.DialogCode.Accepted, True), (QDialog.DialogCode.Rejected, False)):
        monkeypatch.setattr(UnchangedDialog, "exec", lambda _self, code=code: code)
        assert UnchangedDialog.ask(fillings=fillings, period=JUNE) is is_wanted


# One figure, two tasks


def test_that_a_figure_cited_by_two_tasks_is_typed_once_and_shown_in_both(
    window: MainWindow, workspace: Workspace
) -> None:
    def increment(place_id: str) -> QWidget:
        found = next(each for each in page(window).targets if each.place_id == place_id)
        return found.field("increment").editor

    window.way.go_to("8", "8-2", is_to_type=True)
    QTest.keyClicks(increment("8-2"), "15")
    window.way.go_to("总体", "H-3", is_to_type=True)
    assert increment("H-3").text() == "15"  # type: ignore[attr-defined]
    assert len([key for key in workspace.content.records if (key[0], key[-1]) == ("entry", "2025-06")]) == 1
