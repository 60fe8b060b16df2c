"""A focused text field's own undo goes before the window's, which takes a press of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

TextField = QLineEdit | QPlainTextEdit | QTextEdit


def undo_in(widget: QWidget | None) -> bool:
    """Undo the last typing in the widget; False if it is no text field or has nothing to undo."""
    if not isinstance(widget, TextField) or not _can_undo(widget):
        return False
    widget.undo()
    return True


def redo_in(widget: QWidget | None) -> bool:
    """Redo the last undone typing in the widget; False if it is no text field or has nothing to redo."""
    if not isinstance(widget, TextField) or not _can_redo(widget):
        return False
    widget.redo()
    return True


class FocusUndo(QObject):
    """Watches the field that has the focus: it would swallow Ctrl+Z even with nothing of its own to undo."""

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        self._has_undone = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def undo(self, otherwise: Callable[[], object], warn: Callable[[], object]) -> None:
        """Undo in the focused field; where it has nothing to undo, do ``otherwise``.

        Whoever has just taken back what he typed there is warned first, and asks for it once more.
        """
        if undo_in(QApplication.focusWidget()):
            self._has_undone = True
        elif self._has_undone:
            self._has_undone = False
            warn()
        else:
            otherwise()

    def redo(self, otherwise: Callable[[], object]) -> None:
        """Redo in the focused field; where it has nothing to redo, do ``otherwise``."""
        if not redo_in(QApplication.focusWidget()):
            otherwise()

    def forget(self) -> None:
        """The window's own step was undone or redone: what the field did before comes after no more."""
        self._has_undone = False
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            cursor = field.cursorPosition()
            field.setText(field.text())
            field.setCursorPosition(cursor)
        elif isinstance(field, QPlainTextEdit | QTextEdit):
            field.document().clearUndoRedoStacks()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now if isinstance(now, TextField) else None
        self._has_undone = False
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return False
        if not isinstance(watched, TextField):
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            self._has_undone |= _can_undo(watched)
            return not _can_undo(watched) and _leave_to_window(event)
        if event.matches(QKeySequence.StandardKey.Redo):
            return not _can_redo(watched) and _leave_to_window(event)
        return False


def _leave_to_window(event: QKeyEvent) -> bool:
    """Make it a key of the window, unless it is merely held down from when the field had something."""
    event.setAccepted(event.isAutoRepeat())
    return True


def _can_undo(field: TextField) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return not field.isReadOnly() and field.document().isUndoAvailable()


def _can_redo(field: TextField) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable()
    return not field.isReadOnly() and field.document().isRedoAvailable()
