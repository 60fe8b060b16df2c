"""各单位报送情况: every unit with its state, and the figures that units report differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.wording.coordinator import (
    DISPUTED_HEADS,
    TONES,
    UNIT_HEADS,
    disputed_cells,
    summary,
    unit_cells,
)
from ui.coordinator.importing import dropped_paths
from ui.style.palette import TONES as COLOURS
from ui.style.style import as_typed, limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from cixi_desktop.consolidation.month import Bureau, UnitStatus
    from cixi_desktop.periods import Period

READING = "正在读取各单位数据…"
DISPUTED = "多个单位填报的指标和事项（核定前以牵头科室为准，不相加）："
UNDISPUTED = "没有由多个单位同时填报的指标和事项。"
OF_UNIT = ("receive", "return", "receipt", "contact", "open")
"""What is done with the chosen unit."""
OF_MONTH = ("import", "reminder", "export", "print")
"""What is done with the whole month."""
ACTIONS: Mapping[str, str] = {
    "import": "接收文件(&I)…",
    "receive": "确认接收(&R)",
    "return": "退回(&B)…",
    "receipt": "回执(&T)…",
    "contact": "登记催报(&L)…",
    "open": "切换到该单位(&O)",
    "decide": "核定(&D)…",
    "reminder": "催报清单(&M)…",
    "export": "导出全局汇总表(&E)…",
    "print": "打印全局一页纸(&P)…",
}


class CoordinatorDialog(QDialog):
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
        self.summary = QLabel(READING, self)
        self.summary.setObjectName("heading")
        self.units = self._make_table(UNIT_HEADS, "各单位报送情况")
        self.figures = self._make_table(DISPUTED_HEADS, "多个单位填报的指标和事项")
        self.disputed = self._hint("")
        self.buttons = {name: self._make_button(name, text) for name, text in ACTIONS.items()}
        self._lay_out()
        self.units.itemSelectionChanged.connect(self._refresh)
        self.figures.itemSelectionChanged.connect(self._refresh)
        self.figures.activated.connect(lambda _index: self.asked.emit("decide"))
        self.units.activated.connect(lambda _index: self.asked.emit("open"))
        self._refresh()
        self.setAcceptDrops(True)
        limit_to_screen(self, 1080, 640)

    @property
    def unit_id(self) -> str:
        """The chosen unit; “” for none."""
        status = self._status()
        return status.unit.id if status else ""

    @property
    def target_id(self) -> str:
        """The chosen disputed figure or item; “” for none."""
        row = self.figures.currentRow()
        return self._found.disputed[row].target.id if self._found and row >= 0 else ""

    def show_bureau(self, found: Bureau) -> None:
        """Show the month as it is now, with the same unit chosen."""
        unit_row, figure_row = self.units.currentRow(), self.figures.currentRow()
        self._found = found
        self.summary.setText(summary(found))
        self._fill(self.units, [unit_cells(status) for status in found.statuses], unit_row)
        self._fill(self.figures, [disputed_cells(origin) for origin in found.disputed], figure_row)
        self.disputed.setText(DISPUTED if found.disputed else UNDISPUTED)
        self.figures.setVisible(bool(found.disputed))
        self.buttons["decide"].setVisible(bool(found.disputed))
        for row, status in enumerate(found.statuses):
            self.units.item(row, 1).setForeground(COLOURS[TONES[status.state]].text)
        for row, origin in enumerate(found.disputed):
            if origin.is_open:
                self.figures.item(row, len(DISPUTED_HEADS) - 1).setForeground(COLOURS["red"].text)
        self._refresh()

    def _status(self) -> UnitStatus | None:
        row = self.units.currentRow()
        return self._found.statuses[row] if self._found and 0 <= row < len(self._found.statuses) else None

    def _refresh(self) -> None:
        """Enable what can be done with what is chosen."""
        status = self._status()
        is_handed_in = status is not None and bool(status.check_code)
        possible = dict.fromkeys(ACTIONS, self._found is not None)
        possible |= dict.fromkeys(OF_UNIT, status is not None)
        possible |= dict.fromkeys(("receive", "return", "receipt"), is_handed_in)
        possible["receipt"] &= status is not None and status.state is not ReportingState.RETURNED
        possible["decide"] = bool(self.target_id)
        for name, button in self.buttons.items():
            button.setEnabled(possible[name])

    @staticmethod
    def _fill(table: QTableWidget, rows: Sequence[tuple[str, ...]], current: int) -> None:
        table.blockSignals(True)
        table.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(as_typed(text))
                table.setItem(row, column, item)
        if rows:
            table.setCurrentCell(min(max(current, 0), len(rows) - 1), 0)
        table.blockSignals(False)

    def _make_table(self, heads: tuple[str, ...], name: str) -> QTableWidget:
        table = QTableWidget(0, len(heads), self)
        table.setHorizontalHeaderLabels(list(heads))
        table.setAccessibleName(name)
        table.setObjectName("rows")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS[heads]):
            table.setColumnWidth(column, width)
        return table

    def _make_button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.asked.emit(name))
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        _add_line(layout, [self.summary], [self._hint("可把收到的文件、文件夹拖到这里接收")])
        layout.addWidget(self.units, 3)
        _add_line(layout, [self._hint("所选单位："), *(self.buttons[name] for name in OF_UNIT)])
        _add_line(layout, [self.disputed], [self.buttons["decide"]])
        layout.addWidget(self.figures, 2)
        close = QPushButton("关闭", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        _add_line(layout, [self.buttons[name] for name in OF_MONTH], [close])

    def _hint(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName("hint")
        return label

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._found is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_paths(event.mimeData())
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


_WIDTHS = {UNIT_HEADS: (200, 100, 80, 120, 120, 110), DISPUTED_HEADS: (70, 300, 340)}
"""Pixels of the columns but the last, which takes the rest."""
