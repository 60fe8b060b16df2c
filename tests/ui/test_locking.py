"""A locked month in the window: shown as such, and nothing can be typed until it is unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from cixi_desktop.actions.lock import lock
from cixi_desktop.actions.record import record
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.handovers import Lock
from cixi_desktop.records.units import UNASSIGNED
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.month_dialogs import LockDialog
from ui.entry.entry_form import EntryPane
from ui.entry.item_rows import ItemRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.errors import CixiError
    from cixi_desktop.workspace import Workspace
    from ui.entry.task_page import TaskPage
    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)
LOCKED = Lock(unit_id="0", period=JUNE, is_locked=True, reason="已报送")


def page(window: MainWindow) -> TaskPage:
    pane = window.panes.currentWidget()
    assert isinstance(pane, EntryPane)
    return pane.pages[pane.task_id]


def answer(monkeypatch: pytest.MonkeyPatch, reason: str) -> list[Lock]:
    asked: list[Lock] = []

    def ask(*, lock: Lock, **_named: object) -> str:
        asked.append(lock)
        return reason

    monkeypatch.setattr(LockDialog, "ask", ask)
    return asked


def words(window: MainWindow) -> str:
    return window.commands.action("lock").text()


def test_that_the_month_is_locked_from_the_menu_and_unlocked_again(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert words(window) == "锁定本月(&L)…"
    asked = answer(monkeypatch, "已报送")
    window.commands.action("lock").trigger()
    assert workspace.content.lock(JUNE).is_locked
    assert window.header.state.text() == "已锁定：已报送"
    assert words(window) == "解锁本月(&L)…"
    answer(monkeypatch, "更正")
    window.commands.action("lock").trigger()
    assert not workspace.content.lock(JUNE).is_locked
    assert window.header.state.text() == "未填报"
    assert [each.is_locked for each in asked] == [False]


def test_that_nothing_happens_without_a_reason(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "")
    window.commands.action("lock").trigger()
    assert workspace.content.records == {}


def test_that_a_locked_form_is_only_looked_at(window: MainWindow, workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"increment": "3"})
    window.way.go_to("8")
    form = page(window)
    card, milestone = form.cards[0], next(row for row in form.items.rows if row.steps is not None)
    card.set_open(is_open=True)
    assert not card.field("increment").editor.isReadOnly()  # type: ignore[union-attr]
    lock(workspace, JUNE, "已报送")
    assert card.field("increment").editor.isReadOnly()  # type: ignore[union-attr]
    assert not card.field("state").editor.isEnabled()
    assert isinstance(milestone, ItemRow)
    assert not milestone.field("stage").editor.isEnabled()
    assert all(box.editor.isReadOnly() for box in form.narrative.boxes.values())
    assert not form.head.unchanged.isVisible()
    assert form.head.banner.text() == (
        "2025年6月已锁定（理由：已报送）。需要修改的，请先用“文件—解锁本月”解锁。"
    )
    assert not window.commands.action("unchanged").isEnabled()
    window.session.set_period(month(2025, 7))
    assert not page(window).cards[0].field("increment").editor.isReadOnly()  # type: ignore[union-attr]
    assert form.head.banner.isHidden()


def test_that_undo_into_a_locked_month_is_refused_with_the_way_out(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[CixiError] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_named: errors.append(error))
    record(workspace, "8-1", JUNE, {"increment": "3"})
    lock(workspace, JUNE, "已报送")
    window.session.undo()
    assert workspace.content.entry("8-1", JUNE) is not None
    assert "解锁本月" in errors[0].hint


def test_that_what_a_lock_refuses_is_told_and_let_go_of(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[CixiError] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_named: errors.append(error))
    lock(workspace, JUNE, "已报送")
    window.session.type_field("8-1", "increment", "5")
    assert [error.message[:17] for error in errors] == ["未分配2025年6月的数据已锁定，"]
    assert not window.session.has_unsaved
    assert workspace.content.entry("8-1", JUNE) is None


def test_that_longer_periods_are_not_locked(window: MainWindow) -> None:
    window.session.set_period(parse_period("2025-Q2"))
    assert not window.commands.action("lock").isEnabled()


@pytest.mark.parametrize(
    ("before", "title"),
    [(Lock(unit_id="0", period=JUNE, is_locked=False), "锁定本月"), (LOCKED, "解锁本月")],
)
def test_that_the_dialog_wants_a_reason(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, before: Lock, title: str
) -> None:
    dialog = LockDialog(unit=UNASSIGNED, lock=before)
    qtbot.addWidget(dialog)
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert (dialog.windowTitle(), button.text()) == (title, title[:2])
    assert not button.isEnabled()
    dialog.reason.setText(" ")
    assert not button.isEnabled()
    dialog.reason.setText("已报送")
    assert button.isEnabled()


def test_that_the_dialog_answers_with_the_reason_or_nothing(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for code, reason in ((QDialog.DialogCode.Accepted, "已报送"), (QDialog.DialogCode.Rejected, "")):

        def type_reason(dialog: LockDialog, code: QDialog.DialogCode = code) -> QDialog.DialogCode:
            dialog.reason.setText("已报送 ")
            return code

        monkeypatch.setattr(LockDialog, "exec", type_reason)
        assert LockDialog.ask(unit=UNASSIGNED, lock=LOCKED) == reason
