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
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
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

from cixi_desktop.blocks import parse_block, write_block
from cixi_desktop.tables import paste
from ui.entry.entry_style import em, line_height
from ui.tables.paste_preview import PastePreview
from ui.tables.text_model import TextModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.tables import Layout, Place, Rows

HINT = "Enter或↓到下一行，F2修改，Delete清空，Ctrl+C、Ctrl+V复制粘贴，Ctrl+Z撤销"
BETWEEN = "、"
Index = QModelIndex | QPersistentModelIndex


class TextTable(QTableView):
    """Shows ``rows`` under ``layout``. ``title_ems`` is the width of the rows' titles in characters.

    Signals: ``edited()`` after every change of the texts.
    """

    edited = Signal()

    def __init__(
        self, *, name: str, layout: Layout, rows: Rows, title_ems: float = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._first = rows
        self.texts = TextModel(layout=layout, rows=rows, parent=self)
        self.setModel(self.texts)
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self._size(title_ems)
        self.setCurrentIndex(self.texts.index(0, 0))
        self.texts.edited.connect(self.edited)

    def offer(self, columns: Sequence[int], names: Sequence[str]) -> None:
        """Offer these names while something is typed in the columns."""
        self.setItemDelegate(_Delegate(self, offered=dict.fromkeys(columns, tuple(names))))

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

    def paste(self, text: str) -> None:
        """Put down a copied block, once its preview was accepted; a single cell needs none."""
        here, model = self.currentIndex(), self.texts
        shown = [row for row in range(len(model.rows)) if not self.isRowHidden(row)]
        block = parse_block(text)
        if len(block) == 1 and len(block[0]) == 1:
            if not model.is_closed(here):
                model.put_texts({(here.row(), here.column()): block[0][0]})
            return
        planned = paste(model.layout, model.rows, block, at=(here.row(), here.column()), shown=shown)
        if planned.cells and PastePreview.ask(planned=planned, parent=self):
            model.put(planned.rows)
            self.setCurrentIndex(model.index(here.row(), here.column()))

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
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        down.setDefaultSectionSize(line_height(self))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setHighlightSections(False)
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

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        steps = editor.property("steps")
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._step(1 if steps is None else int(steps))

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


class _Delegate(QStyledItemDelegate):
    """Edits in a plain line that offers known names; ↑ and ↓ leave it for the row above or below."""

    def __init__(self, parent: QWidget, *, offered: dict[int, tuple[str, ...]] | None = None) -> None:
        super().__init__(parent)
        self._offered = offered or {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        names = self._offered.get(index.column())
        if names:
            editor.setCompleter(_Completer(names, editor))
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in steps:
            editor.setProperty("steps", steps[Qt.Key(event.key())])
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)


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
