"""The table that is typed and pasted into: its keys, its editor, and its care for input methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cixi_desktop.pasting.blocks import html_block, is_block, parse_block, write_block
from ui.style.editors import LineEditor
from ui.style.form_style import line_height
from ui.style.ime import composed_in, keep_composed
from ui.style.palette import FOCUS, INK, SURFACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cixi_desktop.pasting.blocks import Block

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
PADDING = 6
"""Pixels between the edge of a cell and its text."""
EDITOR_STYLE = f"""
QLineEdit {{ border: 2px solid {FOCUS.name()}; border-radius: 0; padding: 0 {PADDING - 3}px;
    background: {SURFACE.name()}; color: {INK.name()}; }}
"""
STEPS: dict[int, str] = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Up: "up",
}
"""Where the keys that leave an editor lead."""
_BACK = {"down": "up", "next": "back"}
"""Where Enter leads with Shift."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ERASE = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_ROLE = Qt.ItemDataRole


class CellDelegate(QStyledItemDelegate):
    """Edits in one line.

    Signals: ``left(step)`` by a key that leads on; ``block_pasted()`` when more than the line can hold is
    put in; ``held(bool)`` whether something is typed that was not handed over yet.
    """

    held = Signal(bool)
    left = Signal(str)
    block_pasted = Signal()
    steps: Mapping[int, str] = STEPS

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor: LineEditor | None = None

    def close_editor(self) -> None:
        """Hand over what is being typed, also what an input method is composing; nothing if nothing is."""
        if self.editor is not None:
            editor = self.editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = LineEditor(parent=parent)
        editor.setStyleSheet(EDITOR_STYLE)
        editor.setAccessibleName(index.data(_ROLE.AccessibleTextRole) or "")
        editor.setAccessibleDescription(index.data(_ROLE.AccessibleDescriptionRole) or "")
        if index.data(_ROLE.TextAlignmentRole) == RIGHT:
            editor.setAlignment(RIGHT)
            editor.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        editor.textChanged.connect(lambda: self.held.emit(editor.isModified()))
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
            self.held.emit(False)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, LineEditor) and not editor.isModified():
            editor.set_words(index.data(_ROLE.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LineEditor):
            if composed_in(editor):
                keep_composed(editor)
            model.setData(index, editor.words())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        editor.setFixedHeight(rect.height())
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.editor:
            if brings_block(event):
                self.close_editor()
                self.block_pasted.emit()
                return True
            step = self.steps.get(event.key())
            if step is not None:
                self.close_editor()
                self.left.emit(_turned(step, event))
                return True
        return super().eventFilter(watched, event)


class EditableTable(QTableView):
    """Enter leads down, Shift+Enter up; blocks are copied and pasted; Delete empties.

    What that does to its cells is up to the table that is made of it. Signals: ``held(bool)`` whether
    something is typed that was not handed over yet; ``block_given(block)`` to lay over the table from the
    current cell on; ``erase_asked()`` of the selected cells.
    """

    held = Signal(bool)
    block_given = Signal(object)
    erase_asked = Signal()

    def __init__(
        self,
        *,
        name: str,
        model: QAbstractItemModel,
        delegate: CellDelegate | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self._cells = delegate or CellDelegate()
        self._cells.setParent(self)
        self.setItemDelegate(self._cells)
        self._cells.held.connect(self.held)
        self._cells.left.connect(self.step)
        self._cells.block_pasted.connect(self.paste)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().setDefaultAlignment(LEFT)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(line_height(self))

    def flush(self) -> None:
        """Hand over what is being typed, also a first word that is composed in the table itself."""
        if composed_in(self):
            keep_composed(self)
        self._cells.close_editor()

    def step(self, where: str) -> bool:
        """Go ``down`` or ``up`` to the next row that is shown, in the same column; False if there is none."""
        here, model = self.currentIndex(), self.model()
        by = {"down": 1, "up": -1}.get(where, 0)
        row = here.row() + by
        while 0 <= row < model.rowCount() and self.isRowHidden(row):
            row += by
        if by and 0 <= row < model.rowCount():
            self._go(row, here.column())
            return True
        return False

    def _go(self, row: int, column: int) -> None:
        """Make a cell the current one, and the only one selected, whatever keys are held down."""
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a block."""
        chosen = {(index.row(), index.column()): index for index in self.selectedIndexes()}
        if chosen:
            columns = range(min(c for _, c in chosen), max(c for _, c in chosen) + 1)
            rows = sorted({row for row, _ in chosen})
            block = tuple(
                tuple(self.copied(chosen[r, c]) if (r, c) in chosen else "" for c in columns) for r in rows
            )
            copy_block(block)

    def copied(self, index: Index) -> str:
        """What of a cell goes to the clipboard."""
        return str(index.data(_ROLE.EditRole))

    def paste(self) -> None:
        """Take in what is on the clipboard."""
        self.block_given.emit(parse_block(QGuiApplication.clipboard().text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in _ERASE and not modifiers:
            self.erase_asked.emit()
        elif event.key() in _ENTER and not modifiers & Qt.KeyboardModifier.ControlModifier:
            self.step(_turned(self._cells.steps[event.key()], event))
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to edit with what an input method gives.

        WORKAROUND: Qt hands a composition on to the editor that it opens, but drops text that comes without
        one, as full-width signs and digits do. One that is given up would leave the editor empty.
        """
        was_closed = self._cells.editor is None
        super().inputMethodEvent(event)
        editor = self._cells.editor
        if was_closed and editor is not None and event.commitString():
            editor.selectAll()
            editor.insert(event.commitString())
        elif editor is not None and not (editor.text() or event.commitString() or event.preeditString()):
            editor.set_words(self.currentIndex().data(_ROLE.EditRole))


class BlockWatch(QObject):
    """Watches single lines for a block that is put into one of them: the table takes it, not the line.

    Signals: ``pasted()``; the line that had the focus stays as it is.
    """

    pasted = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if brings_block(event):
            self.pasted.emit()
            return True
        return super().eventFilter(watched, event)


def copy_block(block: Block) -> None:
    """Put cells on the clipboard: as text, and as a table in which other programs take none for a formula."""
    data = QMimeData()
    data.setText(write_block(block))
    data.setHtml(html_block(block))
    QGuiApplication.clipboard().setMimeData(data)


def brings_block(event: QEvent) -> bool:
    """Whether the event is the key that pastes, and what would be pasted is more than one cell."""
    is_pasting = (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.matches(QKeySequence.StandardKey.Paste)
    )
    return is_pasting and is_block(QGuiApplication.clipboard().text())


def _turned(step: str, event: QKeyEvent) -> str:
    """Enter with Shift leads the other way."""
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return _BACK[step] if is_shifted and event.key() in _ENTER else step
