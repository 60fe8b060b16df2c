"""The inputs of the form: a label, an editor, a unit, and what is to be said of what was typed.

A field shows text and says what was typed; it reads nothing and keeps nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cixi_desktop.checks.issues import Severity
from ui.style.editors import LineEditor, TextEditor
from ui.style.form_style import LABEL_EMS, em, line_height, mark
from ui.style.ime import composed_in, keep_composed
from ui.style.palette import MUTED

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from cixi_desktop.checks.issues import Issue
    from ui.style.choosers import CheckEditor, ChoiceEditor

GAP = 8
"""Pixels between label, editor and unit."""
LEAST_EMS = 5
"""An input of a number shrinks to this where there is little room."""
PAUSE_MS = 400
"""After so long without a key, what is typed is handed over."""
_FAULTS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def is_pressing() -> bool:
    """Whether a button of the mouse is held."""
    return QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton


class Caption(Struct, frozen=True, kw_only=True):
    """What a field is called; ``owner``, the figure, item or task, is for those who hear the form."""

    owner: str
    label: str
    unit: str = ""
    label_ems: float = LABEL_EMS
    editor_ems: float = 0
    """0 takes all the room there is."""
    least_ems: float = LEAST_EMS
    """What an editor of so many keeps where there is little room."""


class EntryField(QWidget):
    """One input.

    Signals: ``edited(str)`` what was typed, ``entered(self)`` by the focus, ``finished(self)`` by Enter,
    ``told()`` when there is something else to say of it, in ``words``.
    """

    edited = Signal(str)
    entered = Signal(QWidget)
    finished = Signal(QWidget)
    told = Signal()

    editor: LineEditor | TextEditor | ChoiceEditor | CheckEditor

    def __init__(self, *, caption: Caption, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = caption
        self.issue: Issue | None = None
        self._label = caption.label
        self._reading = ""
        self._description = ""

    def begin(self) -> None:
        """Take the focus with all of the text selected, also where the window becomes active only later."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(self.editor, LineEditor):
            self.editor.select_whole()

    def hold(self, editor: LineEditor | TextEditor | ChoiceEditor | CheckEditor) -> None:
        """Take in the editor, which must have been made as a child: to move one to another parent is slow."""
        self.editor = editor
        self._lay_out()
        editor.setAccessibleName(f"{self.caption.owner}：{self.caption.label}")
        self._describe()
        self.setFocusProxy(editor)

    def text(self) -> str:
        """What the editor shows."""
        return self.editor.words()

    def show_text(self, text: str) -> None:
        """Show what is kept, unless the user is just typing."""
        if text != self.text():
            self.editor.set_words(text)

    def show_hint(self, text: str) -> None:
        """Quiet words in the place of a missing text: what derives, what was there last time."""

    def set_read_only(self, is_read_only: bool) -> None:
        """Show without letting anyone type."""
        self.editor.setEnabled(not is_read_only)

    def flush(self) -> None:
        """Hand over what is typed but not yet said, also what an input method is composing."""

    def forget(self) -> None:
        """Another period or unit is shown: what was typed before concerns it no more."""

    def show_label(self, label: str) -> None:
        """Call it by another name."""
        if label != self._label:
            self._label = label
            self.update()
            self.editor.setAccessibleName(f"{self.caption.owner}：{label}")

    def describe(self, text: str) -> None:
        """What is said of the field besides its name and fault, to those who hear the form."""
        if text != self._description:
            self._description = text
            self._describe()

    def show_issue(self, issue: Issue | None) -> None:
        """Frame the editor and tell what is wrong; None takes both away. The text stays as typed."""
        if issue == self.issue:
            return
        self.issue = issue
        self._frame(self.fault)
        self._describe()
        self.told.emit()

    @property
    def fault(self) -> str:
        """How the style sheet calls what is wrong: error, warning; “” for nothing."""
        return _FAULTS[self.issue.severity] if self.issue else ""

    @property
    def words(self) -> str:
        """What is to be said of the input: what is wrong, or what the typed text was read as."""
        return self.issue.text if self.issue else self._reading

    def _on_focused(self) -> None:
        self.entered.emit(self)

    def _on_finished(self) -> None:
        self.flush()
        self.finished.emit(self)

    def _frame(self, fault: str) -> None:
        mark(self.editor, "fault", fault)

    def _describe(self) -> None:
        unit = f"单位：{self.caption.unit}。" if self.caption.unit else ""
        fault = f"{self.issue.severity}：{self.issue.text}" if self.issue else ""
        self.editor.setAccessibleDescription(f"{fault}{unit}{self._description}")

    def _lay_out(self) -> None:
        caption = self.caption
        left = em(self, caption.label_ems) + GAP if caption.label_ems else 0
        column = QVBoxLayout(self)
        column.setContentsMargins(left, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.editor)
        if caption.editor_ems:
            width = em(self, caption.editor_ems)
            unit = self.fontMetrics().horizontalAdvance(caption.unit)
            least = min(width, em(self, caption.least_ems))
            self.editor.setMinimumWidth(least)
            self.editor.setMaximumWidth(width)
            self.setMinimumWidth(left + least + (unit + GAP if unit else 0))

    def _editor_place(self) -> QRect:
        return self.editor.geometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write label and unit beside the editor, in line with its first line."""
        with QPainter(self) as painter:
            painter.setPen(MUTED)
            place = self._editor_place()
            line = QRect(0, place.top(), place.left(), min(place.height(), line_height(self)))
            side = Qt.AlignmentFlag.AlignVCenter
            if self.caption.label_ems:
                painter.drawText(line, side, self._label)
            painter.drawText(line.translated(place.right() + GAP, 0), side, self.caption.unit)


class TypedField(EntryField):
    """An input for typed text, a line or a box; it speaks after a pause, on leaving and on Enter."""

    editor: LineEditor | TextEditor

    def __init__(self, *, caption: Caption, parent: QWidget | None = None) -> None:
        super().__init__(caption=caption, parent=parent)
        self._kept = ""
        self._answer: str | None = None
        self._is_saying = False
        self._is_unanswered = False
        self._pause: QTimer | None = None

    def hold_typed(self, editor: LineEditor | TextEditor) -> None:
        """Take in the editor and listen to it."""
        self.hold(editor)
        editor.typed.connect(self._on_typed)
        editor.focused.connect(self._on_focused)
        editor.left.connect(self._on_left)
        editor.finished.connect(self._on_finished)

    def show_text(self, text: str) -> None:
        """Show what is kept.

        What the user is typing stays, and so does what was said and could not be kept. Another way of writing
        what was typed (12 for １２家) waits until the focus leaves.
        """
        before, self._kept = self._kept, text
        if self._is_unsaid() or (self._is_unanswered and not self._is_saying and text == before):
            return
        self._is_unanswered = False
        if text == self.text():
            self._answer = None
        elif self.editor.hasFocus() and (self._is_saying or text == self._answer):
            self._answer = text
            self._tell_reading(f"{self.text().strip()} → {text}{self.caption.unit}" if text else "")
        else:
            self._put(text)

    def show_hint(self, text: str) -> None:
        if self.editor.placeholderText() != text:
            self.editor.setPlaceholderText(text)

    def set_read_only(self, is_read_only: bool) -> None:
        if self.editor.isReadOnly() != is_read_only:
            self.editor.set_read_only(is_read_only)

    def flush(self) -> None:
        if composed_in(self.editor):
            keep_composed(self.editor)
        if self._is_pausing:
            self._hand_over()

    def _on_finished(self) -> None:
        """Enter confirms what is doubted, too."""
        if self.issue is not None:
            self._hand_over()
        super()._on_finished()

    def forget(self) -> None:
        self._end_pause()
        self._is_unanswered, self._answer = False, None

    def _is_unsaid(self) -> bool:
        return self._is_pausing or bool(composed_in(self.editor))

    def _tell_reading(self, words: str) -> None:
        """Say what the typed text was read as, until it is put in its place."""
        if words != self._reading:
            self._reading = words
            self.told.emit()

    def _put(self, text: str) -> None:
        self._answer = None
        self._tell_reading("")
        self.editor.set_words(text)

    def _on_typed(self) -> None:
        self._answer = None
        self._tell_reading("")
        if self._pause is None:
            self._pause = QTimer(self)
            self._pause.setSingleShot(True)
            self._pause.timeout.connect(self._on_paused)
        self._pause.start(PAUSE_MS)

    @property
    def _is_pausing(self) -> bool:
        return self._pause is not None and self._pause.isActive()

    def _on_paused(self) -> None:
        """Nothing may move while a mouse button is held: what is clicked would slip from under it."""
        if self._pause is not None and is_pressing():
            self._pause.start(PAUSE_MS)
        else:
            self._hand_over()

    def _end_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()

    def _hand_over(self) -> None:
        self._end_pause()
        self._is_saying = self._is_unanswered = True
        self.edited.emit(self.text())
        self._is_saying = False

    def _on_left(self, is_for_good: bool) -> None:
        if composed_in(self.editor):
            keep_composed(self.editor)
        if not is_pressing():
            self.flush()
        if is_for_good and self._answer is not None:
            self._put(self._answer)


class LineField(TypedField):
    """One typed line; numbers stand at the right."""

    def __init__(self, *, caption: Caption, is_number: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(caption=caption, parent=parent)
        editor = LineEditor(parent=self)
        if is_number:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.hold_typed(editor)


class TextField(TypedField):
    """A box of typed text that grows from ``rows`` lines; Enter leads on if it ``is_paragraph``.

    Signal: ``caret_moved()``.
    """

    caret_moved = Signal()

    def __init__(
        self, *, caption: Caption, rows: int = 2, is_paragraph: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(caption=caption, parent=parent)
        self._box = TextEditor(rows=rows, is_paragraph=is_paragraph, parent=self)
        self._box.caret_moved.connect(self.caret_moved)
        self.hold_typed(self._box)

    def rewrite(self, text: str) -> None:
        """Put another text as if typed, and hand it over."""
        cursor = self._box.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.flush()

    def append(self, text: str) -> None:
        """Add a paragraph as if typed, and hand it over."""
        self._box.append_paragraph(text)
        self.flush()
