"""各单位报送情况: every unit with its state, and the figures that units report differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
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
from cixi_desktop.wording.coordinator import DISPUTED_HEADS, disputed_cells, lacking_words, summary
from ui.coordinator.unit_list import UnitList
from ui.dialogs.file_dialog import accept_copy, dropped_paths
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog, close_button
from ui.style.form_style import ShortLabel
from ui.style.palette import TONES as COLOURS
from ui.style.style import as_typed, limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from cixi_desktop.consolidation.month import Bureau
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
        table = RowTable(name=name, heads=DISPUTED_HEADS, ems=_EMS, empty_words=UNDISPUTED, parent=self)
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


_EMS = (5.5, 23, 29)
"""Pixels of the columns but the last, which takes the rest."""
