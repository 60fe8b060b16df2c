"""The rows of one list: the model, what of it is found, and the table that is typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from cixi_desktop.assessment.counting import namesake_words, namesakes
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import LEDGER_FIELDS
from cixi_desktop.records.ledgers import cell_text, columns, ledger_of, with_cell
from ui.style.palette import TONES
from ui.style.style import as_typed, beside_text
from ui.table.editable_table import RIGHT, EditableTable, Index
from ui.table.row_table import paint_empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow

NUMBER = "number"
MOST_ROWS = 1e6
MONTH_WIDTH = 80
MARK = "提示"
"""The last column: where the same name stands."""


class LedgerModel(QAbstractTableModel):
    """``rows`` of the list behind ``target``.

    Signals: ``changed(LedgerRow)`` with what a row becomes by an edited cell, ``refused(CixiError)`` for text
    that cannot be read. The model itself keeps nothing: ``show`` brings what was kept.
    """

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, *, target: Target, rows: Sequence[LedgerRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.target = target
        self.is_open = True
        self.columns = columns(ledger_of(target))
        self.rows: tuple[LedgerRow, ...] = ()
        self.others: tuple[LedgerRow | None, ...] = ()
        self._take(rows)

    def show(self, rows: Sequence[LedgerRow]) -> None:
        """Show other rows; where they are the same ones, only what they say changes."""
        is_same = [row.key for row in rows] == [row.key for row in self.rows]
        if is_same:
            self._take(rows)
            if rows:
                last = self.index(len(rows) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self._take(rows)
            self.endResetModel()

    def show_preview(self, rows: Sequence[LedgerRow], others: Sequence[LedgerRow | None]) -> None:
        """Show rows that are not kept yet, each with the kept or new row of the same name."""
        self.beginResetModel()
        self.rows, self.others = tuple(rows), tuple(others)
        self.endResetModel()

    def _take(self, rows: Sequence[LedgerRow]) -> None:
        self.rows = tuple(rows)
        self.others = namesakes(ledger_of(self.target), self.rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section][1] if section < len(self.columns) else MARK
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        row, other = self.rows[index.row()], self.others[index.row()]
        is_mark = index.column() == len(self.columns)
        name = "" if is_mark else self.columns[index.column()][0]
        words = _mark(other) if is_mark else cell_text(row, name)
        value: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                value = words
            case Qt.ItemDataRole.ToolTipRole:
                value = as_typed(words)
            case Qt.ItemDataRole.AccessibleTextRole:
                value = f"{self.headerData(index.column(), Qt.Orientation.Horizontal)}：{words or '空'}"
            case Qt.ItemDataRole.UserRole:
                value = words if is_mark else _rank(row, name, index.row())
            case Qt.ItemDataRole.TextAlignmentRole if name == NUMBER:
                value = RIGHT
            case Qt.ItemDataRole.ForegroundRole if is_mark:
                value = TONES["yellow"].text
        return value

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        is_typed = self.is_open and index.isValid() and index.column() < len(self.columns)
        return found | Qt.ItemFlag.ItemIsEditable if is_typed else found

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        row = self.rows[index.row()]
        try:
            changed = with_cell(self.target, row, self.columns[index.column()][0], str(value))
        except CixiError as error:
            self.refused.emit(error)
            return False
        if changed != row:
            self.changed.emit(changed)
        return True


def _mark(other: LedgerRow | None) -> str:
    return f"△ {namesake_words(other)}" if other else ""


def _rank(row: LedgerRow, name: str, place: int) -> object:
    """What a column is sorted by: months as the rows were entered, numbers by size, blanks first."""
    if name == "period":
        return row.period.last + place / MOST_ROWS
    if name == NUMBER:
        return -1.0 if row.number is None else float(row.number)
    return cell_text(row, name)


class FoundRows(QSortFilterProxyModel):
    """The rows with some words in them, of one month (0: any), or only those that stand twice."""

    def __init__(self, *, model: LedgerModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._words = ""
        self._month = 0
        self._is_doubled = False
        self.setSortRole(Qt.ItemDataRole.UserRole)
        self.setSortLocaleAware(True)
        self.setSourceModel(model)

    def narrow(self, *, words: str, month: int, is_doubled: bool) -> None:
        """Leave out what does not have all that is asked."""
        self._words, self._month, self._is_doubled = words.strip().casefold(), month, is_doubled
        self.invalidateFilter()

    def row_at(self, index: Index) -> LedgerRow:
        """The row that stands at a place of the table."""
        return self._model.rows[self.mapToSource(index).row()]

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        row = self._model.rows[source_row]
        if self._month not in {0, row.period.last}:
            return False
        if self._is_doubled and self._model.others[source_row] is None:
            return False
        texts = (cell_text(row, name) for name, _ in self._model.columns)
        return not self._words or any(self._words in text.casefold() for text in texts)


class LedgerTable(EditableTable):
    """The rows of ``model``, whole ones selected.

    What is typed stays in its row: the table may sort it elsewhere. Signals: ``copy_asked()``,
    ``paste_asked()``.
    """

    copy_asked = Signal()
    paste_asked = Signal()

    def __init__(
        self,
        *,
        name: str,
        model: LedgerModel | FoundRows,
        columns: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, model=model, parent=parent)
        self.empty_words = ""
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        for place, (field, _) in enumerate(columns):
            width = LEDGER_FIELDS[field].width if field in LEDGER_FIELDS else MONTH_WIDTH
            self.setColumnWidth(place, beside_text(self, width))

    def step(self, where: str) -> bool:
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_empty(self, self.empty_words)

    def copy(self) -> None:
        self.copy_asked.emit()

    def paste(self) -> None:
        self.paste_asked.emit()
