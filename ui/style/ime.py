"""Text that an input method is still composing: typed by the user, but not yet in the field.

Qt drops it when the focus leaves, unless the input method hands it over. That of Windows does when asked; the
plug-in for ibus and fcitx5 only says that nothing is composed any more, as it does for a word given up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

INPUT_METHOD = "input_method"
"""The property of the application that holds the fcitx it is connected to."""
_COMPOSED = "composed"
"""The property of a widget that holds what is being composed in it."""
_LEAVING = {QEvent.Type.FocusAboutToChange, QEvent.Type.FocusOut}
"""The second alone comes when a menu opens."""
_HELD = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
"""Keys that do nothing to a word by themselves: the input method may want the next one."""


def composed_in(widget: QObject | None) -> str:
    """What is being composed in a widget that has, or just had, the focus; “” if nothing is."""
    return str(widget.property(_COMPOSED) or "") if widget is not None else ""


def keep_composed(widget: QObject | None = None) -> None:
    """Take in as typed what is being composed in the widget; without one, wherever the focus is."""
    focused = QGuiApplication.focusObject()
    editor = widget or focused
    method = QGuiApplication.inputMethod()
    if editor is focused:
        method.commit()  # some show what is composed in a window of their own, and hand it over only here
    if composed_in(editor):
        method.reset()  # some hand over here; none must hand over again later
    if editor is not None and composed_in(editor):
        event = QInputMethodEvent()
        event.setCommitString(composed_in(editor))
        QCoreApplication.sendEvent(editor, event)


class ComposingWatch(QObject):
    """Follows the focus, notes what is composed there, and keeps it whatever the user does next.

    The input method takes keys that are meant for it. Any other key or click ends the word, and so does a
    change of focus; a word is given up only when the input method says so of its own accord.
    """

    def __init__(self, *, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._widget: QWidget | None = None
        self._is_given_up = False
        application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._widget is not None and shiboken6.isValid(self._widget):
            self._widget.removeEventFilter(self)
        self._application.removeEventFilter(self)
        self._widget = now
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Called for the widget with the focus; while something is composed there, for all others, too."""
        widget = self._widget
        if watched is widget and isinstance(event, QInputMethodEvent):
            return self._puts_off(widget, event)
        is_leaving = watched is widget and event.type() in _LEAVING
        if (is_leaving or _ends_word(event)) and shiboken6.isValid(widget) and composed_in(widget):
            keep_composed(widget)
        return False

    def _puts_off(self, widget: QWidget, event: QInputMethodEvent) -> bool:
        """Note what is composed; “nothing” is put off until the loop turns: the focus may be leaving."""
        is_nothing = not (event.preeditString() or event.commitString() or event.replacementLength())
        self._is_given_up = is_nothing and bool(composed_in(widget))
        if self._is_given_up:
            QTimer.singleShot(0, widget, lambda: self._give_up(widget))
        else:
            self._note(widget, event.preeditString())
        return self._is_given_up

    def _give_up(self, widget: QWidget) -> None:
        if self._is_given_up:
            self._note(widget, "")
            QCoreApplication.sendEvent(widget, QInputMethodEvent())

    def _note(self, widget: QWidget, composed: str) -> None:
        widget.setProperty(_COMPOSED, composed)
        if composed:
            self._application.installEventFilter(self)
        else:
            self._application.removeEventFilter(self)


def _ends_word(event: QEvent) -> bool:
    """Whether it is a click, or a key that the input method let through."""
    if isinstance(event, QKeyEvent):
        return event.type() is QEvent.Type.ShortcutOverride and event.key() not in _HELD
    return event.type() is QEvent.Type.MouseButtonPress
