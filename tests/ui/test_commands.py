"""The table of commands: each has its words, its place and its key, and is enabled when it can be used."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QToolBar, QToolButton

from cixi_desktop.periods import Period, month
from resources import ROOT
from ui.shell.commands import COMMANDS, MENUS, TOOL_BAR, Commands
from ui.shell.editing_session import EditingSession
from ui.shell.focus_undo import FocusUndo, redo_in, undo_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def commands(window: QMainWindow, told: list[str]) -> Commands:
    slots = {command.name: lambda name=command.name: told.append(name) for command in COMMANDS}
    commands = Commands(slots=slots, parent=window)
    commands.fill_menus(window.menuBar())
    window.addToolBar(commands.make_tool_bar(window))
    window.show()
    return commands


@pytest.fixture
def session(qtbot: QtBot, workspace: Workspace) -> EditingSession:
    session = EditingSession(period=month(2025, 6))
    session.open(workspace)
    return session


def test_that_every_command_stands_in_a_menu_and_no_key_is_used_twice() -> None:
    assert {command.menu for command in COMMANDS} == set(MENUS)
    names = Counter(command.name for command in COMMANDS)
    keys = Counter(key for command in COMMANDS for key in command.shortcut.split("; ") if key)
    assert names.most_common(1)[0][1] == 1
    assert keys.most_common(1)[0][1] == 1
    assert all(not QKeySequence(key).isEmpty() for key in keys)
    assert set(filter(None, TOOL_BAR)) <= set(names)


def test_that_no_two_commands_of_a_menu_share_a_mnemonic() -> None:
    for menu in MENUS:
        letters = Counter(command.text.partition("&")[2][:1] for command in COMMANDS if command.menu == menu)
        assert letters.most_common(1)[0][1] == 1, menu


def test_that_every_icon_is_there_and_is_drawn(commands: Commands) -> None:
    for command in COMMANDS:
        if command.icon:
            assert (ROOT / "icons" / f"{command.icon}.svg").is_file()
            picture = commands.action(command.name).icon().pixmap(18, 18).toImage()
            places = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
            assert any(picture.pixelColor(x, y).alpha() for x, y in places), command.icon


def test_that_an_action_does_what_its_command_says(commands: Commands, told: list[str]) -> None:
    for command in COMMANDS:
        commands.action(command.name).trigger()
    assert told == [command.name for command in COMMANDS]


def test_that_little_can_be_done_before_a_file_is_open(commands: Commands, qtbot: QtBot) -> None:
    commands.refresh(EditingSession(period=month(2025, 6)))
    enabled = {command.name for command in COMMANDS if commands.action(command.name).isEnabled()}
    assert enabled == {
        "quit", "find", "fold_tree", "entry", "overview", "grid",
        "back", "forth", "next_pane", "help", "about",
    }  # fmt: skip


def test_that_undo_and_redo_name_what_they_would_do(commands: Commands, session: EditingSession) -> None:
    commands.refresh(session)
    assert not commands.action("undo").isEnabled()
    session.type_field("H-3", "increment", "7")
    commands.refresh(session)
    assert commands.action("undo").isEnabled()
    assert commands.action("undo").text() == "撤销(&U)：填报“高新技术企业新增数”（2025年6月）"
    assert commands.action("undo").iconText() == "撤销"
    session.undo()
    commands.refresh(session)
    assert not commands.action("undo").isEnabled()
    assert commands.action("redo").text().startswith("重做(&R)：填报“高新技术")


def test_that_a_long_label_is_shortened_in_the_menu_and_whole_in_the_tip(
    commands: Commands, session: EditingSession
) -> None:
    session.type_field("H-5", "value", "78.1")
    commands.refresh(session)
    assert commands.action("undo").text().endswith("…")
    assert "高新技术产业增加值占规上工业增加值比重" in commands.action("undo").toolTip()


def test_that_a_longer_period_has_no_form(commands: Commands, session: EditingSession) -> None:
    session.set_period(Period(2025, 4, 6))
    commands.refresh(session)
    assert not commands.action("entry").isEnabled()


def test_that_the_open_view_is_marked(commands: Commands) -> None:
    commands.show_view("overview")
    assert commands.action("overview").isChecked()
    assert not commands.action("entry").isChecked()


def test_that_the_tool_bar_stands_beside_the_menus_where_there_is_room(
    commands: Commands, window: QMainWindow
) -> None:
    bar: QToolBar = window.findChild(QToolBar)  # type: ignore[assignment]
    for width, is_beside in ((1600, True), (700, False), (1600, True)):
        window.resize(width, 500)
        commands.place_tool_bar(window)
        assert (window.menuBar().cornerWidget() is bar) == is_beside
        assert not bar.isHidden()


def test_that_no_menu_is_lost_beside_the_tool_bar(commands: Commands, window: QMainWindow) -> None:
    """And that it is the width alone that says whether they stand in one row."""
    bar, menus = window.findChild(QToolBar), window.menuBar()
    assert isinstance(bar, QToolBar)
    window.show()
    beside = []
    for width in range(1000, 1600, 10):
        window.resize(width, 500)
        commands.place_tool_bar(window)
        QApplication.processEvents()
        beside.append(menus.cornerWidget() is bar)
        last = menus.actionGeometry(menus.actions()[-1]).right()
        assert last < (bar.x() if beside[-1] else width)
    assert beside == sorted(beside)
    assert set(beside) == {False, True}


def test_that_the_tool_bar_is_reached_by_tab(commands: Commands, window: QMainWindow) -> None:
    found: list[QToolButton] = window.findChildren(QToolButton)  # type: ignore[assignment]
    buttons = [button for button in found if button.defaultAction() is not None]
    assert buttons
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_that_a_field_undoes_its_own_typing_first(
    commands: Commands,
    window: QMainWindow,
    told: list[str],
    kind: type[QLineEdit | QPlainTextEdit],
    qtbot: QtBot,
) -> None:
    guard = FocusUndo(parent=window)
    field = kind(window)
    window.setCentralWidget(field)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert (text, told) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told == ["undo"]
    guard.redo(lambda: told.append("unheard"))
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert (text, told) == ("7", ["undo"])
    QTest.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert told[-1] == "redo"


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_that_undo_leaves_a_text_only_when_it_is_asked_for_once_more(
    window: QMainWindow, kind: type[QLineEdit | QPlainTextEdit], qtbot: QtBot
) -> None:
    guard, told = FocusUndo(parent=window), list[str]()
    field = kind(window)
    window.setCentralWidget(field)
    window.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "7")
    for _ in range(4):
        guard.undo(lambda: told.append("window"), lambda: told.append("warned"))
    assert told == ["warned", "window", "window"]


def test_that_undo_held_down_stays_in_the_text(
    commands: Commands, window: QMainWindow, told: list[str], qtbot: QtBot
) -> None:
    guard = FocusUndo(parent=window)
    field = QLineEdit(window)
    window.setCentralWidget(field)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "7")
    control = Qt.KeyboardModifier.ControlModifier
    for is_repeated in (False, True, True):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, Qt.Key.Key_Z, control, "", is_repeated)
            QApplication.sendEvent(field, event)
            assert event.isAccepted()
    assert (field.text(), told) == ("", [])
    guard.undo(lambda: told.append("window"), lambda: told.append("warned"))
    assert told == ["warned"]


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_that_a_field_leaves_redo_to_the_window_once_the_window_has_undone(
    window: QMainWindow, kind: type[QLineEdit | QPlainTextEdit], qtbot: QtBot
) -> None:
    guard, told = FocusUndo(parent=window), list[str]()
    field = kind(window)
    window.setCentralWidget(field)
    window.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "7")
    guard.undo(lambda: told.append("unheard"), lambda: told.append("unwarned"))
    guard.forget()
    guard.redo(lambda: told.append("window"))
    assert told == ["window"]
    QTest.keyClicks(field, "8")
    guard.undo(lambda: told.append("unheard"), lambda: told.append("unwarned"))
    guard.redo(lambda: told.append("unheard"))
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert (text, told) == ("8", ["window"])


def test_that_undo_elsewhere_than_in_a_field_is_not_the_fields(window: QMainWindow) -> None:
    assert not undo_in(window)
    assert not redo_in(None)


def test_that_a_field_may_go_while_it_is_watched(window: QMainWindow, qtbot: QtBot) -> None:
    FocusUndo(parent=window)
    window.show()
    field, other = QLineEdit(window), QLineEdit(window)
    for widget in (field, other):
        widget.show()
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
    other.deleteLater()
    qtbot.waitUntil(lambda: len(list(window.findChildren(QLineEdit))) == 1)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
