"""A table of typed texts under a layout, with names that are offered while something is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyleOptionViewItem, QWidget

from cixi_desktop.pasting.text_table import plan_table
from ui.style.dialog import RETURNS
from ui.style.form_style import em
from ui.table.editable_table import CellDelegate, EditableTable, Index
from ui.table.paste_preview import PastePreview
from ui.table.text_model import TextModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.pasting.text_table import Place, Rows, TableLayout

HINT = "回车或↓到下一行，F2修改，Delete清空，Ctrl+C、Ctrl+V复制粘贴，Ctrl+Z撤销，Tab离开表格"
BETWEEN = "、"


class TextTable(EditableTable):
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
        self._first = rows
        self.texts = TextModel(layout=layout, rows=rows)
        self._names = _NameDelegate()
        super().__init__(name=name, model=self.texts, delegate=self._names, parent=parent)
        self.texts.setParent(self)
        self._size(title_ems)
        self.setCurrentIndex(self.texts.index(0, 0))
        self.texts.edited.connect(self.edited)
        self.block_given.connect(self.paste_block)
        self.erase_asked.connect(self.erase)

    def offer(self, columns: Sequence[int], names: Sequence[str]) -> None:
        """Offer these names while something is typed in the columns."""
        self._names.offered = dict.fromkeys(columns, tuple(names))

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
        self._go(*place)

    def paste_block(self, block: Block) -> None:
        """Put down a copied block, once its preview was accepted; a single cell fills what is selected."""
        here, model = self.currentIndex(), self.texts
        shown = [row for row in range(len(model.rows)) if not self.isRowHidden(row)]
        if len(block) == 1 and len(block[0]) == 1:
            places = [(i.row(), i.column()) for i in self.selectedIndexes() if not model.is_readonly(i)]
            model.put_texts(dict.fromkeys(places, block[0][0]))
            return
        planned = plan_table(model.layout, model.rows, block, at=(here.row(), here.column()), shown=shown)
        is_of_figures = all(column.is_figure for column in model.layout.columns)
        if planned.cells and PastePreview.ask(
            planned=planned, titles=("行", "栏"), is_of_figures=is_of_figures, parent=self
        ):
            before = model.rows
            model.put(planned.accepted)
            self.setCurrentIndex(
                model.index(_first_change(before, planned.accepted, here.row()), here.column())
            )

    def erase(self) -> None:
        """Empty the selected cells, but for those that can only be read."""
        places = [(i.row(), i.column()) for i in self.selectedIndexes() if not self.texts.is_readonly(i)]
        self.texts.put_texts({place: "" for place in places if place[0] < len(self.texts.rows)})

    def _size(self, title_ems: float) -> None:
        for column, spec in enumerate(self.texts.layout.columns):
            self.setColumnWidth(column, em(self, spec.width) + 14)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        if title_ems:
            self.verticalHeader().setFixedWidth(em(self, title_ems))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.texts.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.texts.redo()
        else:
            super().keyPressEvent(event)


def _first_change(before: Rows, after: Rows, here: int) -> int:
    """The first row that is new or other than before; ``here`` if there is none."""
    changed = (row for row, texts in enumerate(after) if row >= len(before) or texts != before[row])
    return next(changed, here)


class _NameDelegate(CellDelegate):
    """Offers known names, by column."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: Mapping[int, Sequence[str]] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        names = self.offered.get(index.column())
        if names and isinstance(editor, QLineEdit):
            editor.setCompleter(_Completer(names, editor))
        return editor


class _Completer(QCompleter):
    """Completes the name after the last 、: by what is chosen, or by the only one that is offered."""

    def __init__(self, names: Sequence[str], parent: QLineEdit) -> None:
        super().__init__(list(names), parent)
        self._line = parent
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes what is offered and leads on, as it does where nothing is offered."""
        is_of_list = watched is not self._line and event.type() == QEvent.Type.KeyPress
        is_enter = is_of_list and isinstance(event, QKeyEvent) and event.key() in RETURNS
        if is_enter and self.completionCount() == 1 and not self.popup().currentIndex().isValid():
            self._line.setText(self.currentCompletion())
        is_taken = super().eventFilter(watched, event)
        if is_enter and isinstance(event, QKeyEvent):
            again = QKeyEvent(event.type(), event.key(), event.modifiers())
            QCoreApplication.sendEvent(self._line, again)
        return is_taken

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(BETWEEN)[2].strip()]

    def pathFromIndex(self, index: Index) -> str:
        before = self._line.text().rpartition(BETWEEN)
        return f"{before[0]}{before[1]}{super().pathFromIndex(index)}"
