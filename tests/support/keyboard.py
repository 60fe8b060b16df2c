"""A clerk's hands on the keyboard: presses are counted, whatever window or dialog they reach."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from tests.support.modal_steps import ModalSteps
from ui.submissions.submit_dialog import SubmitDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow


class Keyboard:
    """A clerk's hands: every key press goes where the focus is, and is counted."""

    def __init__(self, window: MainWindow) -> None:
        self.count = 0
        self._window = window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        QTest.keyClick(self._receiver(), key, held)

    def write(self, text: str) -> None:
        for character in text:
            self.count += 1
            QTest.keyClicks(self._receiver(), character)

    def compose(self, text: str) -> None:
        """Chinese, as an input method hands it over; counted by characters."""
        self.count += len(text)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._receiver(), event)

    def _receiver(self) -> QWidget:
        """A menu that is open, else what has the focus, within the dialog if there is one."""
        popup: QWidget | None = QApplication.activePopupWidget()
        modal: QWidget | None = QApplication.activeModalWidget()
        focused: QWidget | None = QApplication.focusWidget()
        if popup is not None:
            return popup
        if modal is not None and (focused is None or not modal.isAncestorOf(focused)):
            return modal
        return self._window if focused is None else focused

    def answer(self, kind: type[QDialog], act: Callable[[Any], object]) -> None:
        """Do what is to be done in a dialog of that kind, once it is up and has the keyboard."""

        def look() -> None:
            modal: QWidget | None = QApplication.activeModalWidget()
            if isinstance(modal, kind) and modal.isActiveWindow():
                act(modal)
            else:
                QTimer.singleShot(20, self._window, look)

        QTimer.singleShot(20, self._window, look)


def hand_in(hands: Keyboard, window: MainWindow, qtbot: QtBot, *blue: str) -> None:
    """Ctrl+Shift+S, and Enter for each step, the button of which is the blue one."""
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

    def press(dialog: SubmitDialog, words: str) -> None:
        buttons: list[QPushButton] = dialog.findChildren(QPushButton)  # type: ignore[assignment]
        assert [button.text() for button in buttons if button.isDefault()] == [words]
        hands.press(Qt.Key.Key_Return)

    steps = [(SubmitDialog, partial(press, words=words)) for words in (*blue, "关闭")]
    ModalSteps(window, qtbot).play(lambda: hands.press(Qt.Key.Key_S, control_shift), *steps)


def confirm(hands: Keyboard, window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    """Ctrl and the letter of a command, and Enter in its preview."""
    hands.answer(QDialog, lambda _dialog: hands.press(Qt.Key.Key_Return))
    hands.press(key, Qt.KeyboardModifier.ControlModifier)
    come_back(window, qtbot)


def come_back(window: MainWindow, qtbot: QtBot) -> None:
    """Be where the keyboard is, as a window manager sees to once a dialog or menu is closed."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QApplication.processEvents()
