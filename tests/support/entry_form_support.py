"""The form on its own, joined to a workspace as the window joins them, and hands that type into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from cixi_desktop.actions.record import note, type_field
from cixi_desktop.checks.validation import check_month
from cixi_desktop.periods import Period, month
from ui.entry.entry_form import EntryPane
from ui.style.editors import LineEditor, TextEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cixi_desktop.history import Operation
    from cixi_desktop.workspace import Workspace
    from ui.entry.fields import EntryField
    from ui.entry.target_inputs import TargetInputs
    from ui.entry.task_page import TaskPage

JUNE = month(2025, 6)
SIZE = (1040, 600)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A shown pane over a workspace; ``said`` is what it handed over, ``focused`` where the focus went."""

    def __init__(
        self, *, qtbot: QtBot, workspace: Workspace, task_id: str = "8", period: Period = JUNE
    ) -> None:
        self.workspace = workspace
        self.period = period
        self.said: list[tuple[str, str, str]] = []
        self.focused: list[str] = []
        self.pane = EntryPane(plan=workspace.plan)
        qtbot.addWidget(self.pane)
        self.pane.resize(*SIZE)
        self.pane.signals.field_edited.connect(self._type_field)
        self.pane.signals.text_edited.connect(self._type_text)
        self.pane.signals.target_focused.connect(self.focused.append)
        workspace.subscribe(self._take_in)
        with qtbot.waitExposed(self.pane):
            self.pane.show()
        self.pane.activateWindow()
        qtbot.waitUntil(self.pane.isActiveWindow)
        self.refresh()
        self.pane.show_task(task_id)
        QCoreApplication.processEvents()

    @property
    def page(self) -> TaskPage:
        """The form that is open."""
        return self.pane.pages[self.pane.task_id]

    def refresh(self) -> None:
        """Show the pane what the workspace holds."""
        content = self.workspace.content
        issues = check_month(self.workspace.plan, content, self.period)
        self.pane.show_assessment(self.workspace.assess(self.period), issues)

    def set_period(self, period: Period) -> None:
        """Show another period, as the window does it."""
        self.pane.flush()
        self.period = period
        self.refresh()

    def target(self, place_id: str) -> TargetInputs:
        """The card or row of a commitment or item."""
        return next(target for target in self.page.targets if target.place_id == place_id)

    def field(self, place_id: str, name: str) -> EntryField:
        """One input."""
        return self.target(place_id).field(name)

    def editor(self, place_id: str, name: str) -> QWidget:
        """What one input is typed into."""
        return self.field(place_id, name).editor

    def quiet(self, place_id: str, name: str) -> str:
        """The quiet words that stand in an empty input."""
        editor = self.editor(place_id, name)
        assert isinstance(editor, LineEditor | TextEditor)
        return editor.placeholderText()

    def type(self, place_id: str, name: str, text: str) -> None:
        """Go to an input, replace what it holds, and leave it to the pause."""
        self.focus(place_id, name)
        QTest.keyClick(self.editor(place_id, name), Qt.Key.Key_A, CONTROL)
        keys(self.editor(place_id, name), text)

    def enter(self, place_id: str, name: str, text: str) -> None:
        """The same, and hand it over."""
        self.type(place_id, name, text)
        self.pane.flush()

    def focus(self, place_id: str, name: str) -> None:
        """Put the focus on an input."""
        self.field(place_id, name).setFocus()

    def shown(self, place_id: str, name: str) -> str:
        """What an input shows."""
        return self.field(place_id, name).text()

    def _type_field(self, target_id: str, name: str, text: str) -> None:
        self.said.append((target_id, name, text))
        type_field(self.workspace, target_id, self.period, name=name, text=text)

    def _type_text(self, task_id: str, name: str, text: str) -> None:
        self.said.append((task_id, name, text))
        note(self.workspace, task_id, self.period, {name: text})

    def _take_in(self, _operation: Operation) -> None:
        self.refresh()


def keys(editor: QWidget, text: str) -> None:
    """Type, also what no key of a plain keyboard gives."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(editor, character)
        else:
            commit(editor, character)


def compose(editor: QWidget, text: str) -> None:
    """What an input method shows while a word is being composed."""
    QCoreApplication.sendEvent(editor, QInputMethodEvent(text, []))


def commit(editor: QWidget, text: str) -> None:
    """What an input method hands over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(editor, event)
