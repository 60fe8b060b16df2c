"""The document with every target, item and number marked where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QHelpEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip

from cixi_desktop.plans.editing import Mark, Standing
from ui.style.palette import ACCENT, FAINT, MUTED, TONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from cixi_desktop.plans.draft import Draft, Span

ADD_KEY = "Ins"
_TONES = {
    Standing.ITEM: "blue",
    Standing.SURE: "green",
    Standing.DOUBTFUL: "yellow",
    Standing.CHANGED: "yellow",
    Standing.OPEN: "red",
}
_BEYOND_PLANE = "\uffff"


class DocumentView(QPlainTextEdit):
    """Shows the text; what is not the plan's own part is grey.

    Signals: ``mark_chosen(Mark)`` by a click, ``words_added((start, end))`` by Insert with words selected.
    """

    mark_chosen = Signal(object)
    words_added = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName("文件原文")
        self._text = ""
        self._wide: list[int] = []
        self._marks: Sequence[Mark] = ()
        self._scope: Span = (0, 0)
        self._current: Span | None = None
        self.viewport().installEventFilter(self)

    def show_draft(self, draft: Draft, marks: Sequence[Mark]) -> None:
        """Show the document of the draft with these marks; the place that is looked at stays."""
        if draft.text != self._text:
            self._text = draft.text
            self._wide = [place for place, sign in enumerate(draft.text) if sign > _BEYOND_PLANE]
            self.setPlainText(draft.text.replace("\r\n", " \n").replace("\r", "\n"))
        self._marks, self._scope = marks, draft.scope
        self._paint()

    def show_place(self, span: Span | None) -> None:
        """Frame a stretch and scroll to it."""
        self._current = span
        self._paint()
        if span is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._to_qt(span[0]))
            self.setTextCursor(cursor)
            self.centerCursor()

    def selected_span(self) -> Span | None:
        """The words that are selected; None where none are."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._from_qt(cursor.selectionStart()), self._from_qt(cursor.selectionEnd())

    def add_words(self) -> None:
        """Ask for the selected words to become a target or an item."""
        span = self.selected_span()
        if span is not None:
            self.words_added.emit(span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()) == QKeySequence(ADD_KEY):
            self.add_words()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        found = self._mark_at(self.cursorForPosition(event.position().toPoint()).position())
        if found is not None and not self.textCursor().hasSelection():
            self.mark_chosen.emit(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What a stretch is, where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._mark_at(self.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), found.words if found else "", self)
            return True
        return super().eventFilter(watched, event)

    def _mark_at(self, position: int) -> Mark | None:
        place = self._from_qt(position)
        found = [mark for mark in self._marks if mark.span[0] <= place < mark.span[1]]
        return min(found, key=lambda mark: mark.span[1] - mark.span[0], default=None)

    def _to_qt(self, place: int) -> int:
        """Qt counts a rare sign twice."""
        return place + bisect_left(self._wide, place)

    def _from_qt(self, position: int) -> int:
        place = position
        while place > 0 and self._to_qt(place) > position:
            place = position - bisect_right(self._wide, place - 1)
        return min(place, len(self._text))

    def _paint(self) -> None:
        start, end = self._scope
        outside = QTextCharFormat()
        outside.setForeground(QBrush(FAINT))
        selections = [self._selection((0, start), outside), self._selection((end, len(self._text)), outside)]
        selections += [self._selection(mark.span, _format(mark.standing)) for mark in self._marks]
        if self._current is not None:
            framed = QTextCharFormat()
            framed.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            framed.setUnderlineColor(ACCENT)
            framed.setFontWeight(QFont.Weight.Bold)
            selections.append(self._selection(self._current, framed))
        self.setExtraSelections(selections)

    def _selection(self, span: Span, text_format: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._to_qt(span[0]))
        cursor.setPosition(self._to_qt(span[1]), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor  # type: ignore[attr-defined]  # the stubs lack both
        selection.format = text_format  # type: ignore[attr-defined]
        return selection


def _format(standing: Standing) -> QTextCharFormat:
    made = QTextCharFormat()
    if standing is Standing.LEFT_OUT:
        made.setForeground(QBrush(MUTED))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(MUTED)
        return made
    tone = TONES[_TONES[standing]]
    made.setBackground(QBrush(tone.soft))
    made.setForeground(QBrush(tone.text))
    if standing is not Standing.ITEM:
        made.setFontWeight(QFont.Weight.Bold)
    return made
