"""fcitx 4: keys go to it first, and what it says goes to the field; the bus itself is stood in for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.shell.fcitx import FcitxInput, connect_fcitx, service_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


KINDS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
NONE = Qt.KeyboardModifier.NoModifier


class Pinyin:
    """Composes the letters that are typed, and makes 新增 of them at a space."""

    def __init__(self) -> None:
        self.letters = ""
        self.told: list[str] = []
        self.place: QRect | None = None
        self.is_gone = False
        self._said: list[tuple[str, str]] = []

    def takes(self, key: QKeyEvent) -> bool:
        if self.is_gone:
            raise ConnectionResetError
        if key.text().isalpha():
            self.letters += key.text()
        elif key.text() == " " and self.letters:
            self.letters = ""
            self._said.append(("CommitString", "新增"))
        else:
            return False
        self._said.append(("UpdatePreedit", self.letters))
        return True

    def tell(self, what: str, place: QRect | None = None) -> None:
        self.told.append(what)
        if what == "Reset":
            self.letters = ""
        self.place = place or self.place

    def heard(self) -> Iterator[tuple[str, str]]:
        while self._said:
            yield self._said.pop(0)


class Typist:
    """A window with a field and a button, and somebody who types in it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.field, self.button = QLineEdit(), QPushButton()
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)
        self.method = Pinyin()
        self.input = FcitxInput(self.method, qapp)
        self._time = 0

    def type(self, text: str) -> None:
        for letter in text:
            self._time += 1
            asked = [self._is_taken(kind, letter) for kind in KINDS]
            if not all(asked):
                QTest.keyClicks(self.field, letter)

    def _is_taken(self, kind: QEvent.Type, letter: str) -> bool:
        """As a keyboard asks; Qt itself would ask once more of its own for an event that a program sends."""
        event = QKeyEvent(kind, Qt.Key.Key_unknown, NONE, 38, ord(letter), 0, letter)
        event.setTimestamp(self._time)
        return self.input.eventFilter(self.field, event)


@pytest.fixture
def typist(qtbot: QtBot, qapp: QApplication) -> Iterator[Typist]:
    typist = Typist(qtbot, qapp)
    yield typist
    qapp.removeEventFilter(typist.input)
    typist.input.deleteLater()


def test_that_a_word_is_composed_and_put_in(typist: Typist) -> None:
    typist.type("xinzeng")
    assert (typist.field.text(), typist.method.letters) == ("", "xinzeng")
    typist.type(" ")
    assert typist.field.text() == "新增"
    typist.type(" 7")
    assert typist.field.text() == "新增 7"


def test_that_a_word_begun_is_kept_when_the_field_is_left(typist: Typist) -> None:
    typist.type("xin")
    typist.button.setFocus()
    assert typist.field.text() == "xin"
    assert typist.method.letters == ""
    assert typist.method.told[-2:] == ["Reset", "FocusOut"]


def test_that_candidates_are_shown_where_the_word_is(typist: Typist) -> None:
    typist.type("x")
    assert typist.method.place is not None
    assert typist.window.frameGeometry().contains(typist.method.place.topLeft())


def test_that_letters_are_letters_again_once_it_is_gone(typist: Typist) -> None:
    typist.method.is_gone = True
    typist.type("ab")
    assert typist.field.text() == "ab"


def test_that_it_is_asked_for_on_the_screen_of_the_session() -> None:
    assert service_of({"DISPLAY": ":1.0"}) == "org.fcitx.Fcitx-1"
    assert service_of({"DISPLAY": "localhost:10.0"}) == "org.fcitx.Fcitx-10"


def test_that_without_a_session_bus_there_is_none(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert connect_fcitx(qapp, {"DISPLAY": ":0"}) == ""
