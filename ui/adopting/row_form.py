"""The inputs for the chosen row of the draft."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from ui.style.choosers import ChoiceBox
from ui.style.ime import keep_composed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cixi_desktop.plans.draft_form import DraftField

WIDE = frozenset({"name", "title", "stages", "task_id", "same_as", "牵头单位", "配合单位", "issuer"})
"""Inputs that take a line of their own."""
_COLUMNS = 4


class RowForm(QScrollArea):
    """Signals: ``edited(name, text)`` when an input is left or a choice is made; ``settled()`` by Enter."""

    edited = Signal(str, str)
    settled = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._shown: tuple[DraftField, ...] = ()
        self._editors: dict[str, QLineEdit | ChoiceBox] = {}
        self.words = QLabel("", self)
        self.words.setObjectName("caution")
        self.words.setWordWrap(True)

    def show_fields(self, fields: Sequence[DraftField], words: str) -> None:
        """Show these inputs, with a line of words above them; the focus stays where it was."""
        focused = next((name for name, editor in self._editors.items() if editor.hasFocus()), "")
        if [each.name for each in fields] != [each.name for each in self._shown]:
            self._build(fields)
        self._shown = tuple(fields)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        for field in fields:
            self._put(field)
        if focused in self._editors:
            self._editors[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Go to the first input."""
        if self._shown:
            editor = self._editors[self._shown[0].name]
            editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(editor, QLineEdit):
                editor.selectAll()

    def editor(self, name: str) -> QLineEdit | ChoiceBox:
        """The input of that name."""
        return self._editors[name]

    def flush(self) -> None:
        """Tell of what is typed and not yet told."""
        keep_composed()
        for name, editor in list(self._editors.items()):
            if isinstance(editor, QLineEdit):
                self._tell(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in an input goes on as it does in the list; it is no press of the window's button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.settled.emit()
        else:
            super().keyPressEvent(event)

    def _build(self, fields: Sequence[DraftField]) -> None:
        self.words.setParent(None)
        page = QWidget(self)
        layout = QGridLayout(page)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setColumnStretch(1, 1)
        layout.setColumnStretch(3, 1)
        layout.addWidget(self.words, 0, 0, 1, _COLUMNS)
        self._editors = {}
        row, column = 1, 0
        for field in fields:
            is_wide = field.name in WIDE
            if is_wide and column:
                row, column = row + 1, 0
            editor = self._made(field, page)
            label = QLabel(field.label, page)
            label.setBuddy(editor)
            layout.addWidget(label, row, column)
            layout.addWidget(editor, row, column + 1, 1, _COLUMNS - 1 if is_wide else 1)
            row, column = (row + 1, 0) if is_wide or column else (row, 2)
        layout.setRowStretch(row + 1, 1)
        self.setWidget(page)

    def _made(self, field: DraftField, page: QWidget) -> QLineEdit | ChoiceBox:
        if field.choices:
            box = ChoiceBox(parent=page)
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.activated.connect(partial(self._tell, field.name))
            self._editors[field.name] = box
            return box
        line = QLineEdit(page)
        line.editingFinished.connect(partial(self._tell, field.name))
        self._editors[field.name] = line
        return line

    def _put(self, field: DraftField) -> None:
        editor = self._editors[field.name]
        editor.blockSignals(True)
        if isinstance(editor, ChoiceBox):
            editor.clear()
            editor.addItems(list(field.choices))
            editor.setCurrentText(field.text)
        elif editor.text() != field.text:
            editor.setText(field.text)
            editor.setCursorPosition(0)
        editor.blockSignals(False)

    def _tell(self, name: str, *_: object) -> None:
        editor = self._editors.get(name)
        shown = next((field.text for field in self._shown if field.name == name), None)
        if editor is None or shown is None:
            return
        text = editor.currentText() if isinstance(editor, ChoiceBox) else editor.text()
        if text != shown:
            self.edited.emit(name, text)
