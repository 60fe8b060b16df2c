"""各单位报送情况: the units, sorted, narrowed and chosen, and the figures that they report differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.records.units import normal_name
from cixi_desktop.wording.coordinator import (
    DISPUTED_HEADS,
    TONES,
    UNIT_HEADS,
    Show,
    disputed_cells,
    lacking_words,
    summary,
    unit_cells,
)
from ui.dialogs.file_dialog import accept_copy, dropped_paths
from ui.dialogs.help_view import offer_help
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog, close_button
from ui.style.editors import SearchField
from ui.style.form_style import ShortLabel
from ui.style.palette import TONES as COLOURS
from ui.style.style import as_typed, limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from cixi_desktop.consolidation.month import Bureau, UnitStatus
    from cixi_desktop.periods import Period

READING = "正在读取各单位数据…"
DISPUTED = "多个单位填报的指标和事项（核定前以牵头科室为准，不相加；已分解到单位的，各单位相加）："
UNDISPUTED = "没有由多个单位同时填报的指标和事项。"
OF_UNIT = ("receive", "return", "receipt", "contact", "open", "units")
"""What is done with the chosen units."""
OF_ONE = ("return", "open", "units")
"""Of these, what is done with one unit at a time."""
OF_MONTH = ("import", "folder", "receive_all", "reminder", "export", "print")
"""What is done with the whole month."""
ACTIONS: Mapping[str, str] = {
    "import": "接收文件(&I)…",
    "folder": "接收文件夹(&F)…",
    "receive_all": "全部确认接收(&A)…",
    "receive": "确认接收(&R)",
    "return": "退回(&B)…",
    "receipt": "回执(&T)…",
    "contact": "登记催报(&L)…",
    "open": "查看该单位(&O)",
    "units": "归并或删除(&U)…",
    "decide": "核定(&D)…",
    "reminder": "催报清单(&M)…",
    "export": "导出全局汇总表(&E)…",
    "print": "打印全局一页纸(&P)…",
}
SIZE = (1280, 716)
_UNIT_EMS = (14.5, 11.5, 14.5, 6, 8.5, 8, 8)
"""Widths of the columns but the last, which takes the rest."""
_DISPUTED_EMS = (5.5, 23, 29)
"""The same of the figures that differ."""
_ROW_AIR = 3
"""Pixels of a row beyond its words: twenty units are seen at once on a small screen."""
NO_UNITS = "尚无单位。请在“设置—单位和分工”中登记，或接收各单位报送的表。"
_NAME, _STATE, _OPEN, _HAND_IN, _CODE, _AT, _LATE, _CONTACT = range(len(UNIT_HEADS))
_ORDER = Qt.ItemDataRole.UserRole
"""What a cell is sorted by; in the first column ``_UNIT`` is the unit's id."""
_UNIT = Qt.ItemDataRole.UserRole + 1
_STATES = tuple(ReportingState)


class CoordinatorDialog(Dialog):
    """Shows a month of all units.

    Signals: ``asked(name)``, a name of ``ACTIONS``; ``dropped(paths)``, files and folders to receive.
    """

    asked = Signal(str)
    dropped = Signal(object)

    def __init__(self, *, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"各单位报送情况：{period.label}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._found: Bureau | None = None
        self._doubts: Mapping[str, int] = {}
        self.summary = QLabel(READING, self)
        self.summary.setObjectName("heading")
        self.list = UnitList(parent=self)
        self.units = self.list.table
        self.figures = self._make_table()
        self.disputed, self.lacking = self._hint(""), self._hint("")
        self.lacking.hide()
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("各单位报送情况的各页")
        self.buttons = {name: self._make_button(name, text) for name, text in ACTIONS.items()}
        self._lay_out()
        self.list.chosen.connect(self._refresh)
        self.list.opened.connect(lambda: self.asked.emit("open"))
        self.figures.itemSelectionChanged.connect(self._refresh)
        self.figures.activated.connect(lambda _index: self.asked.emit("decide"))
        self._refresh()
        self.setAcceptDrops(True)
        limit_to_screen(self, *SIZE)
        offer_help(self, "各单位报送情况")
        self.units.setFocus()

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """The chosen units."""
        return tuple(status.unit.id for status in self.list.chosen_statuses())

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The units in sight: those that are not filtered out."""
        return tuple(status.unit.id for status in self.list.shown_statuses())

    @property
    def target_id(self) -> str:
        """The chosen disputed figure or item; “” for none."""
        row = self.figures.currentRow()
        return self._found.disputed[row].target.id if self._found and row >= 0 else ""

    def show_bureau(self, found: Bureau) -> None:
        """Show the month as it is now, with the same units chosen."""
        self._found = found
        self.summary.setText(summary(found))
        self._show_figures([disputed_cells(found, origin) for origin in found.disputed])
        self.list.show_statuses(found.statuses, self._doubts)
        for row, origin in enumerate(found.disputed):
            if origin.is_open:
                self.figures.item(row, len(DISPUTED_HEADS) - 1).setForeground(COLOURS["red"].text)
        self.disputed.setText(DISPUTED if found.disputed else UNDISPUTED)
        self.tabs.setTabText(0, f"各单位（{len(found.statuses)}个）(&1)")
        open_words = f"（待核定{len(found.undecided)}项）" if found.undecided else ""
        self.tabs.setTabText(1, f"多个单位填报{open_words}(&2)")
        self._refresh()

    def show_lacking(self, lacking: Mapping[str, Sequence[Period]]) -> None:
        """Show which units have not handed in earlier months of a longer period."""
        words = "；".join(lacking_words(lacking))
        self.lacking.setText(f"本期以前各月：{words}。" if words else "")
        self.lacking.setToolTip(self.lacking.text())
        self.lacking.setVisible(bool(words))

    def show_doubts(self, doubts: Mapping[str, int]) -> None:
        """Show how many findings there are on each unit's month, once that is known."""
        self._doubts = doubts
        if self._found is not None:
            self.list.show_statuses(self._found.statuses, doubts)

    def _refresh(self) -> None:
        """Enable what can be done with what is chosen."""
        chosen = self.list.chosen_statuses()
        handed_in = [status for status in chosen if status.check_code]
        possible = dict.fromkeys(ACTIONS, self._found is not None)
        possible |= dict.fromkeys(OF_UNIT, bool(chosen))
        possible |= dict.fromkeys(("receive", "receipt"), bool(handed_in) and len(handed_in) == len(chosen))
        possible["return"] = len(handed_in) == 1
        possible["receipt"] &= not any(each.state is ReportingState.RETURNED for each in chosen)
        for name in OF_ONE:
            possible[name] &= len(chosen) == 1
        waiting = [each for each in self.list.shown_statuses() if each.state is ReportingState.SUBMITTED]
        possible["receive_all"] &= bool(waiting)
        possible["decide"] = bool(self.target_id)
        for name, button in self.buttons.items():
            button.setEnabled(possible[name])

    def _show_figures(self, rows: Sequence[tuple[str, ...]]) -> None:
        current = self.figures.currentRow()
        self.figures.blockSignals(True)
        self.figures.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(as_typed(text))
                self.figures.setItem(row, column, item)
        if rows:
            self.figures.setCurrentCell(min(max(current, 0), len(rows) - 1), 0)
        self.figures.blockSignals(False)

    def _make_table(self) -> QTableWidget:
        name = "多个单位填报的指标和事项"
        table = RowTable(
            name=name, heads=DISPUTED_HEADS, ems=_DISPUTED_EMS, empty_words=UNDISPUTED, parent=self
        )
        table.wrap()
        return table

    def _make_button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda: self.asked.emit(name))
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(6)
        layout.setContentsMargins(10, 6, 10, 8)
        units, figures = QWidget(self), QWidget(self)
        column = QVBoxLayout(units)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.lacking)
        column.addWidget(self.list, 1)
        of_unit = [self._hint("所选单位："), *(self.buttons[name] for name in OF_UNIT)]
        _add_line(column, of_unit, [self._hint("收到的文件、文件夹可拖到这里")])
        column = QVBoxLayout(figures)
        column.setContentsMargins(8, 6, 8, 6)
        _add_line(column, [self.disputed], [self.buttons["decide"]])
        column.addWidget(self.figures, 1)
        self.tabs.addTab(units, "各单位(&1)")
        self.tabs.addTab(figures, "多个单位填报(&2)")
        self.tabs.setCornerWidget(self.summary)  # in the line of the tabs: on a low screen the list needs it
        layout.addWidget(self.tabs, 1)
        close = close_button(self)
        close.clicked.connect(self.reject)
        _add_line(layout, [self.buttons[name] for name in OF_MONTH], [close])

    def _hint(self, text: str) -> QLabel:
        label = ShortLabel(text, self)
        label.setToolTip(text)
        label.setObjectName("hint")
        return label

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._found is not None and event.mimeData().hasUrls():
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_paths(event)
        if paths:
            QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))


def _add_line(layout: QBoxLayout, left: Iterable[QWidget], right: Iterable[QWidget] = ()) -> None:
    """A line of widgets from the left, and of others at the right edge."""
    line = QHBoxLayout()
    for widget in left:
        line.addWidget(widget)
    line.addStretch(1)
    for widget in right:
        line.addWidget(widget)
    layout.addLayout(line)


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
        table = RowTable(name="各单位报送情况", heads=UNIT_HEADS, ems=_UNIT_EMS, parent=self)
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
