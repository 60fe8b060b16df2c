"""A table for the keyboard: type, Enter or ↓, next; blocks are copied and pasted with a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cixi_desktop.pasting.blocks import parse_block, write_block
from cixi_desktop.pasting.text_table import plan_table
from ui.shell.ime import composed_in, keep_composed
from ui.style.form_style import em, line_height
from ui.style.palette import ACCENT
from ui.table.block_keys import brings_block
from ui.table.paste_preview import PastePreview
from ui.table.text_model import TextModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QAbstractItemModel

    from cixi_desktop.pasting.text_table import Place, Rows, TableLayout

HINT = "Enter或↓到下一行，F2修改，Delete清空，Ctrl+C、Ctrl+V复制粘贴，Ctrl+Z撤销"
BETWEEN = "、"
EDITOR_STYLE = f"QLineEdit {{ border: 2px solid {ACCENT.name()}; border-radius: 0; padding: 0 1px; }}"
_STEPS: dict[int, int] = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
Index = QModelIndex | QPersistentModelIndex


class TextTable(QTableView):
    """Shows ``rows`` under ``layout``. ``title_ems`` is the width of the rows' titles in characters.

    Signals: ``edited()`` after every change of the texts.
    """

    edited = Signal()

    def __init__(
        self,
        *,
        name: str,
        layout: TableLayout,
        rows: Rows,
        title_ems: float = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first = rows
        self.texts = TextModel(layout=layout, rows=rows, parent=self)
        self.setModel(self.texts)
        self.setAccessibleName(name)
        self._cells = _Cells(parent=self)
        self.setItemDelegate(self._cells)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self._size(title_ems)
        self.setCurrentIndex(self.texts.index(0, 0))
        self._cells.left.connect(self._step)
        self._cells.block_pasted.connect(lambda: self.paste(QGuiApplication.clipboard().text()))
        self.texts.edited.connect(self.edited)

    def offer(self, columns: Sequence[int], names: Sequence[str]) -> None:
        """Offer these names while something is typed in the columns."""
        self._cells.offered = dict.fromkeys(columns, tuple(names))

    @property
    def has_changes(self) -> bool:
        """Whether any text is other than it was."""
        return self.texts.rows != self._first

    def fault_words(self, place: Place) -> str:
        """What is wrong with a cell, after where it is."""
        title = self.texts.rows[place[0]].title or f"第{place[0] + 1}行"
        return f"{title}，{self.texts.layout.columns[place[1]].head}：{self.texts.faults[place]}"

    def go_to(self, place: Place) -> None:
        """Make a cell the current one."""
        self.setFocus()
        self.setCurrentIndex(self.texts.index(*place))

    def flush(self) -> None:
        """Hand over what is being typed, also what an input method is still composing."""
        if composed_in(self):
            keep_composed(self)
        self._cells.close_editor()

    def paste(self, text: str) -> None:
        """Put down a copied block, once its preview was accepted; a single cell needs none."""
        here, model = self.currentIndex(), self.texts
        shown = [row for row in range(len(model.rows)) if not self.isRowHidden(row)]
        block = parse_block(text)
        if len(block) == 1 and len(block[0]) == 1:
            if not model.is_closed(here):
                model.put_texts({(here.row(), here.column()): block[0][0]})
            return
        planned = plan_table(model.layout, model.rows, block, at=(here.row(), here.column()), shown=shown)
        if planned.cells and PastePreview.ask(
            planned=planned, titles=("行", "栏"), is_of_figures=False, parent=self
        ):
            before = model.rows
            model.put(planned.accepted)
            self.setCurrentIndex(
                model.index(_first_change(before, planned.accepted, here.row()), here.column())
            )

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a block."""
        places = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        if places:
            columns = range(min(c for _, c in places), max(c for _, c in places) + 1)
            rows = sorted({row for row, _ in places})
            block = tuple(tuple(self._copied((r, c), set(places)) for c in columns) for r in rows)
            QGuiApplication.clipboard().setText(write_block(block))

    def clear(self) -> None:
        """Empty the selected cells."""
        places = [(i.row(), i.column()) for i in self.selectedIndexes() if not self.texts.is_closed(i)]
        self.texts.put_texts({place: "" for place in places if place[0] < len(self.texts.rows)})

    def _copied(self, place: Place, chosen: set[Place]) -> str:
        index = self.texts.index(*place)
        return str(index.data(Qt.ItemDataRole.EditRole)) if place in chosen else ""

    def _size(self, title_ems: float) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        for column, spec in enumerate(self.texts.layout.columns):
            self.setColumnWidth(column, em(self, spec.width) + 14)
        across.setHighlightSections(False)
        down.setDefaultSectionSize(line_height(self))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setHighlightSections(False)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        if title_ems:
            down.setFixedWidth(em(self, title_ems))

    def _step(self, rows: int) -> None:
        """Move to the next row that is shown, in the same column."""
        here = self.currentIndex()
        row = here.row() + rows
        while 0 <= row < self.texts.rowCount() and self.isRowHidden(row):
            row += rows
        if 0 <= row < self.texts.rowCount():
            self.selectionModel().setCurrentIndex(
                self.texts.index(row, here.column()), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to edit with what an input method gives.

        WORKAROUND: Qt drops text that comes without a composition, as full-width signs and digits do.
        """
        was_closed = self._cells.editor is None
        super().inputMethodEvent(event)
        editor = self._cells.editor
        if was_closed and editor is not None and event.commitString():
            editor.setText(event.commitString())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        commands = (
            (keys.Copy, self.copy),
            (keys.Paste, lambda: self.paste(QGuiApplication.clipboard().text())),
            (keys.Undo, self.texts.undo),
            (keys.Redo, self.texts.redo),
        )
        for key, command in commands:
            if event.matches(key):
                command()
                return
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & CONTROL:
            self._step(1)
        else:
            super().keyPressEvent(event)


CONTROL = Qt.KeyboardModifier.ControlModifier


def _first_change(before: Rows, after: Rows, here: int) -> int:
    """The first row that is new or other than before; ``here`` if there is none."""
    changed = (row for row, texts in enumerate(after) if row >= len(before) or texts != before[row])
    return next(changed, here)


class _Cells(QStyledItemDelegate):
    """Edits in a plain line that offers known names.

    Signals: ``left(rows)`` by a key that leads on; ``block_pasted()`` when more than the line can hold is
    put in.
    """

    left = Signal(int)
    block_pasted = Signal()

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.offered: Mapping[int, Sequence[str]] = {}
        self.editor: QLineEdit | None = None

    def close_editor(self) -> None:
        """Hand over what is being typed, if something is."""
        if self.editor is not None:
            editor = self.editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setStyleSheet(EDITOR_STYLE)
        names = self.offered.get(index.column())
        if names:
            editor.setCompleter(_Completer(names, editor))
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.editor = None
        super().destroyEditor(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if composed_in(editor):
            keep_composed(editor)
        super().setModelData(editor, model, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.editor:
            if brings_block(event):
                self.close_editor()
                self.block_pasted.emit()
                return True
            rows = _STEPS.get(event.key())
            if rows is not None:
                self.close_editor()
                self.left.emit(rows)
                return True
        return super().eventFilter(watched, event)


class _Completer(QCompleter):
    """Completes the name after the last 、."""

    def __init__(self, names: Sequence[str], parent: QLineEdit) -> None:
        super().__init__(list(names), parent)
        self._line = parent
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(BETWEEN)[2].strip()]

    def pathFromIndex(self, index: Index) -> str:
        before = self._line.text().rpartition(BETWEEN)
        return f"{before[0]}{before[1]}{super().pathFromIndex(index)}"
