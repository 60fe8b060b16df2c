"""Qt's editors of typed text, so that they tell of the focus and of Enter, and boxes grow."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from ui.style.form_style import line_height

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextBlock, QWheelEvent
    from PySide6.QtWidgets import QWidget

MARGIN = 2
"""Pixels between a box and its text, beside the style sheet's own."""
_PASSING = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
"""Focus that comes back by itself: a menu, another window."""
_RETURN = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SearchField(QLineEdit):
    """Searches a list. Esc empties it before it does anything else.

    Signals: ``left()`` when the user goes on to what was found: Enter or ↓.
    """

    left = Signal()

    def __init__(self, *, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {*_RETURN, Qt.Key.Key_Down}:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class LineEditor(QLineEdit):
    """One typed line.

    Signals: ``typed`` by the user, ``focused``, ``left`` (for good or not), ``finished`` by Enter.
    """

    focused = Signal()
    left = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(line_height(self))

    @property
    def typed(self) -> SignalInstance:
        """Text was changed by the user."""
        return self.textEdited

    @property
    def finished(self) -> SignalInstance:
        """Enter was pressed."""
        return self.returnPressed

    def words(self) -> str:
        """What is typed, without what is still being composed."""
        return self.text()

    def set_words(self, text: str) -> None:
        """Put another text, shown from its beginning; it does not count as typed."""
        self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def set_read_only(self, is_read_only: bool) -> None:
        """Show without letting anyone type."""
        self.setReadOnly(is_read_only)

    def select_whole(self) -> None:
        """Select all of the text, and show its beginning, where Qt would show its end."""
        self.end(False)
        self.home(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.hasSelectedText() and event.reason() not in _PASSING:
            self.select_whole()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.setCursorPosition(0)
        self.left.emit(event.reason() not in _PASSING)


class TextEditor(QPlainTextEdit):
    """Typed text of any length; the box grows with it. Signals as for ``LineEditor``, and ``caret_moved``.

    ``is_paragraph`` makes Enter lead on to the next input, and Shift+Enter break the line.
    """

    typed = Signal()
    focused = Signal()
    left = Signal(bool)
    finished = Signal()
    caret_moved = Signal()

    def __init__(self, *, rows: int, is_paragraph: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._is_paragraph = is_paragraph
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(MARGIN)
        self.textChanged.connect(self.typed)
        self.cursorPositionChanged.connect(self.caret_moved)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def words(self) -> str:
        """What is typed, without what is still being composed."""
        return self.toPlainText()

    def set_words(self, text: str) -> None:
        """Put another text; it does not count as typed."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)

    def set_read_only(self, is_read_only: bool) -> None:
        """Show without letting anyone type."""
        self.setReadOnly(is_read_only)

    def append_paragraph(self, text: str) -> None:
        """Add text at the end, on a line of its own, as if typed: it can be undone."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self.toPlainText()
        cursor.insertText(text if not before or before.endswith("\n") else f"\n{text}")
        self.setTextCursor(cursor)

    def _grow(self) -> None:
        """As high as the text, whatever fonts it needs, and no lower than ``rows`` lines."""
        line = self.fontMetrics().lineSpacing()
        text = sum(self.blockBoundingRect(block).height() for block in self._blocks())
        height = ceil(max(text, self._rows * line)) - line + line_height(self)
        if height != self.height():
            self.setFixedHeight(height)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().firstBlock()
        while block.isValid():
            yield block
            block = block.next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_paragraph and event.key() in _RETURN and not event.modifiers() & _SHIFT:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit(event.reason() not in _PASSING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


_SHIFT = Qt.KeyboardModifier.ShiftModifier
