"""A table of typed texts under a layout: its model with undo, and names that are offered in typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyleOptionViewItem, QWidget

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.text_table import plan_table
from ui.style.dialog import RETURNS
from ui.style.form_style import em
from ui.style.palette import GROUND, INK, MUTED, TONES
from ui.style.style import as_typed
from ui.table.editable_table import LEFT, RIGHT, CellDelegate, EditableTable, Index
from ui.table.paste_preview import PastePreview

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.pasting.text_table import Place, Rows, TableLayout, TextRow

HINT = "回车或↓到下一行，F2修改，Delete清空，Ctrl+C、Ctrl+V复制粘贴，Ctrl+Z撤销，Tab离开表格"
BETWEEN = "、"
ROLE = Qt.ItemDataRole


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


class TextModel(QAbstractTableModel):
    """Rows of texts under a layout; one that grows has a blank row at its end. Signals: ``edited()``."""

    edited = Signal()

    def __init__(self, *, layout: TableLayout, rows: Rows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = layout
        self.rows = rows
        self.faults: Mapping[Place, str] = {}
        self._placeholders: Mapping[Place, str] = {}
        self._count = len(rows) + (layout.added is not None)
        self._past: list[Rows] = []
        self._future: list[Rows] = []
        self._assess()

    def put(self, rows: Rows) -> None:
        """Put other rows as one step of its own."""
        if rows != self.rows:
            self._past.append(self.rows)
            self._future.clear()
            self._show(rows)

    def amend(self, rows: Rows) -> None:
        """Put rows that follow from what was done elsewhere: there is nothing to undo here."""
        if rows != self.rows:
            self._past.clear()
            self._future.clear()
            self._show(rows)

    def put_texts(self, texts: Mapping[Place, str]) -> None:
        """Put texts as they are read, as one step; what is refused stands as it was typed."""
        rows = list(self.rows)
        for (number, column), text in texts.items():
            if number == len(rows):
                rows.append(self._row(number))
            rows[number] = rows[number].with_cell(column, self._parsed(rows[number], column, text))
        self.put(tuple(row for row in rows if row.key or any(row.cells)))

    def set_layout(self, layout: TableLayout) -> None:
        """Read the same texts under another layout."""
        self.layout = layout
        self._show(self.rows)

    def undo(self) -> None:
        """Take the newest step back, if there is one."""
        if self._past:
            self._future.append(self.rows)
            self._show(self._past.pop())

    def redo(self) -> None:
        """Do again what was taken back last, if there is something."""
        if self._future:
            self._past.append(self.rows)
            self._show(self._future.pop())

    def is_readonly(self, index: Index) -> bool:
        """Whether nothing can be typed there."""
        return bool(self.layout.readonly_reason(self._row(index.row()), index.column()))

    def _parsed(self, row: TextRow, column: int, text: str) -> str:
        try:
            return self.layout.parse(row, column, text)
        except CixiError:
            return text.strip()

    def _show(self, rows: Rows) -> None:
        """Lines come and go at the end, so that the current cell and the editor in it stay where they are."""
        end = self._count
        self.rows = rows
        self._assess()
        self.dataChanged.emit(self.index(0, 0), self.index(end - 1, self.columnCount() - 1))
        by = len(rows) + (self.layout.added is not None) - end
        if by > 0:
            self.beginInsertRows(QModelIndex(), end, end + by - 1)
            self._count += by
            self.endInsertRows()
        elif by < 0:
            self.beginRemoveRows(QModelIndex(), end + by, end - 1)
            self._count += by
            self.endRemoveRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self._count - 1)
        self.edited.emit()

    def _assess(self) -> None:
        self.faults = self.layout.faults(self.rows)
        self._placeholders = self.layout.placeholders(self.rows)

    def _row(self, number: int) -> TextRow:
        if number < len(self.rows) or self.layout.added is None:
            return self.rows[number]
        return self.layout.added("")

    def _ground(self, index: Index, place: Place) -> object:
        if place in self.faults:
            return TONES["red"].soft
        return GROUND if self.is_readonly(index) else None

    def _tip(self, place: Place) -> str:
        text = self._row(place[0]).cells[place[1]] or self._placeholders.get(place, "")
        reason = self.faults.get(place) or self.layout.readonly_reason(self._row(place[0]), place[1])
        return "\n".join(part for part in (text, reason) if part)

    def _spoken(self, place: Place, words: str) -> str:
        """A cell as it is read out: its row, its column, what it holds, and what is wrong with it."""
        title = self.headerData(place[0], Qt.Orientation.Vertical)
        fault = f"，有误：{self.faults[place]}" if place in self.faults else ""
        return f"{title}，{self.layout.columns[place[1]].head}：{words}{fault}"

    def _side(self, column: int | None) -> Qt.AlignmentFlag:
        """Figures and their heads stand flush right, all else left."""
        return RIGHT if column is not None and self.layout.columns[column].is_figure else LEFT

    def _title_font(self, number: int) -> QFont:
        font = QFont()
        font.setBold(number < len(self.rows) and self.rows[number].is_head)
        return font

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.layout.columns)

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:  # noqa: ANN401  a value by role
        if not index.isValid():
            return None
        place = (index.row(), index.column())
        text = self._row(place[0]).cells[place[1]]
        match role:
            case ROLE.DisplayRole:
                value: object = text or self._placeholders.get(place, "")
            case ROLE.EditRole:
                value = text
            case ROLE.ForegroundRole:
                value = TONES["red"].text if place in self.faults else INK if text else MUTED
            case ROLE.BackgroundRole:
                value = self._ground(index, place)
            case ROLE.TextAlignmentRole:
                value = self._side(place[1])
            case ROLE.ToolTipRole:
                value = as_typed(self._tip(place))
            case ROLE.AccessibleTextRole:
                value = self._spoken(place, text or self._placeholders.get(place, "空"))
            case _:
                value = None
        return value

    def setData(self, index: Index, value: object, role: int = ROLE.EditRole) -> bool:
        if role != ROLE.EditRole:
            return False
        self.put_texts({(index.row(), index.column()): str(value)})
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:  # noqa: ANN401
        if role == ROLE.TextAlignmentRole:
            return self._side(section if orientation is Qt.Orientation.Horizontal else None)
        if role == ROLE.FontRole:
            return self._title_font(section) if orientation is Qt.Orientation.Vertical else None
        if role not in {ROLE.DisplayRole, ROLE.ToolTipRole}:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.layout.columns[section].head
        is_new = section >= len(self.rows)
        return "＋" if is_new else self.rows[section].title or str(section + 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.is_readonly(index) else flags | Qt.ItemFlag.ItemIsEditable
