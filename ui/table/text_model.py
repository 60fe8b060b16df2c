"""A table of typed texts as Qt wants it: what is greyed, what cannot stand, and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFont

from cixi_desktop.errors import CixiError
from ui.style.palette import GROUND, INK, MUTED, TONES
from ui.style.style import as_typed
from ui.table.editable_table import LEFT, RIGHT, Index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cixi_desktop.pasting.text_table import Place, Rows, TableLayout, TextRow

ROLE = Qt.ItemDataRole


class TextModel(QAbstractTableModel):
    """Rows of texts under a layout; one that grows has a blank row at its end. Signals: ``edited()``."""

    edited = Signal()

    def __init__(self, *, layout: TableLayout, rows: Rows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = layout
        self.rows = rows
        self.faults: Mapping[Place, str] = {}
        self._placeholders: Mapping[Place, str] = {}
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
        is_same_length = len(rows) == len(self.rows)
        if not is_same_length:
            self.beginResetModel()
        self.rows = rows
        self._assess()
        if is_same_length:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.endResetModel()
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
        return 0 if parent.isValid() else len(self.rows) + (self.layout.added is not None)

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
