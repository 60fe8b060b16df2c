"""Text that an input method is still composing: typed by the user, but not yet in the field.

Qt drops it when the focus leaves, unless the input method hands it over. Those of Windows and ibus do when
asked, each in a way of its own.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

_COMPOSED = "composed"
"""The property of a widget that holds what is being composed in it."""
_LEAVING = {QEvent.Type.FocusAboutToChange, QEvent.Type.FocusOut}
"""The second alone comes when a menu opens."""


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
    """Follows the focus, notes what is composed there, and keeps it when the focus leaves."""

    def __init__(self, *, application: QApplication) -> None:
        super().__init__(application)
        self._watched: tuple[QWidget, ...] = ()
        application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        # A table goes to another cell without a change of focus: its first word is composed in the table.
        viewport = (now.viewport(),) if isinstance(now, QAbstractItemView) else ()
        self._watched = (now, *viewport) if now is not None else ()
        for widget in self._watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            watched.setProperty(_COMPOSED, event.preeditString())
        elif event.type() in _LEAVING and composed_in(watched):
            keep_composed(watched)
        elif event.type() is QEvent.Type.MouseButtonPress and watched in self._watched[1:]:
            keep_composed(self._watched[0])
        return False
