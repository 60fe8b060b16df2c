"""The units of the desk: sorted by any column, narrowed by state and by name, chosen one or many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.records.units import normal_name
from cixi_desktop.wording.coordinator import TONES, UNIT_HEADS, Show, unit_cells
from ui.style.choosers import ChoiceBox
from ui.style.editors import SearchField
from ui.style.palette import TONES as COLOURS
from ui.style.style import as_typed
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.consolidation.month import UnitStatus

_EMS = (14.5, 11.5, 14.5, 6, 8.5, 8, 8)
"""Widths of the columns but the last, which takes the rest."""
_ROW_AIR = 3
"""Pixels of a row beyond its words: twenty units are seen at once on a small screen."""
NO_UNITS = "尚无单位。请在“设置—单位和分工”中登记，或接收各单位报送的表。"
_NAME, _STATE, _OPEN, _HAND_IN, _CODE, _AT, _LATE, _CONTACT = range(len(UNIT_HEADS))
_ORDER = Qt.ItemDataRole.UserRole
"""What a cell is sorted by; in the first column ``_UNIT`` is the unit's id."""
_UNIT = Qt.ItemDataRole.UserRole + 1
_STATES = tuple(ReportingState)


class UnitList(QWidget):
    """Signals: ``chosen()`` when other units are chosen, ``opened()`` when one is double-clicked."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statuses: Mapping[str, UnitStatus] = {}
        self._doubts: Mapping[str, int] = {}
        self.show_only = ChoiceBox(parent=self)
        self.show_only.setAccessibleName("显示哪些单位")
        self.show_only.addItems(list(Show))
        self.search = SearchField(words="查找单位、负责人、校验码", name="查找单位", parent=self)
        self.count = QLabel(self)
        self.count.setObjectName("hint")
        self.count.hide()
        self.table = self._make_table()
        self._lay_out()
        self.show_only.currentIndexChanged.connect(lambda _index: self._narrow())
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.left.connect(self.table.setFocus)
        self.table.itemSelectionChanged.connect(self.chosen)
        self.table.activated.connect(lambda _index: self.opened.emit())

    def show_statuses(self, statuses: Sequence[UnitStatus], doubts: Mapping[str, int]) -> None:
        """List the units as they are now, the same ones chosen and sorted as before."""
        chosen = {status.unit.id for status in self.chosen_statuses()}
        self._statuses = {status.unit.id: status for status in statuses}
        self._doubts = doubts
        self.table.empty_words = NO_UNITS
        self.table.blockSignals(True)
        self.table.setSortingEnabled(False)
        self.table.setRowCount(len(statuses))
        for row, status in enumerate(statuses):
            self._fill(row, row, status)
        self.table.setSortingEnabled(True)
        self._choose(chosen or {status.unit.id for status in statuses[:1]})
        self.table.blockSignals(False)
        self._narrow()

    def chosen_statuses(self) -> list[UnitStatus]:
        """The units that are chosen and in sight, in the order of the list."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        ids = [self._unit_id(row) for row in rows if not self.table.isRowHidden(row)]
        return [self._statuses[unit_id] for unit_id in ids]

    def shown_statuses(self) -> list[UnitStatus]:
        """The units in sight."""
        rows = range(self.table.rowCount())
        return [self._statuses[self._unit_id(row)] for row in rows if not self.table.isRowHidden(row)]

    def _unit_id(self, row: int) -> str:
        return str(self.table.item(row, _NAME).data(_UNIT))

    def _fill(self, row: int, place: int, status: UnitStatus) -> None:
        """``place`` is the unit's place in the bureau's own order."""
        doubts = self._doubts.get(status.unit.id, 0)
        day = status.contact.day if status.contact else None
        orders: dict[int, object] = {
            _NAME: place,
            _STATE: _STATES.index(status.state),
            _OPEN: status.untaken * 10_000 + doubts * 100 + status.undecided,
            _HAND_IN: status.hand_in,
            _CODE: status.check_code,
            _AT: status.at.isoformat() if status.at else "",
            _LATE: status.days_late,
            _CONTACT: day.isoformat() if day else "",
        }
        for column, text in enumerate(unit_cells(status, doubts)):
            item = _Cell(text)
            item.setToolTip(as_typed(text))
            item.setData(_ORDER, orders[column])
            self.table.setItem(row, column, item)
        self.table.item(row, _NAME).setData(_UNIT, status.unit.id)
        self.table.item(row, _STATE).setForeground(COLOURS[TONES[status.state]].text)

    def _choose(self, unit_ids: set[str]) -> None:
        rows = [row for row in range(self.table.rowCount()) if self._unit_id(row) in unit_ids]
        self.table.clearSelection()
        if len(rows) == 1:
            self.table.setCurrentCell(rows[0], _NAME)
            return
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for row in rows:
            self.table.selectRow(row)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def _narrow(self) -> None:
        """Leave in sight what is asked for by state and by words."""
        show = Show(self.show_only.currentText())
        words = normal_name(self.search.text())
        for row in range(self.table.rowCount()):
            status = self._statuses[self._unit_id(row)]
            is_shown = show.has(status, self._doubts.get(status.unit.id, 0)) and _is_meant(status, words)
            self.table.setRowHidden(row, not is_shown)
        shown = len(self.shown_statuses())
        self.count.setText(f"显示{shown}个，共{len(self._statuses)}个单位")
        self.count.setVisible(shown < len(self._statuses))
        self.chosen.emit()

    def _make_table(self) -> RowTable:
        table = RowTable(name="各单位报送情况", heads=UNIT_HEADS, ems=_EMS, parent=self)
        row_height = table.fontMetrics().height() + _ROW_AIR
        table.verticalHeader().setMinimumSectionSize(row_height)
        table.verticalHeader().setDefaultSectionSize(row_height)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setSortingEnabled(True)
        table.sortByColumn(_NAME, Qt.SortOrder.AscendingOrder)
        return table

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.show_only)
        line.addWidget(self.search, 1)
        line.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)


class _Cell(QTableWidgetItem):
    """Sorted by what it stands for, and not by its words: 6月9日 is before 6月10日."""

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return bool(self.data(_ORDER) < other.data(_ORDER))


def _is_meant(status: UnitStatus, words: str) -> bool:
    unit = status.unit
    return any(words in normal_name(text) for text in (*unit.names, unit.leader, status.check_code))
