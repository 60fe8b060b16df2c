"""接收文件: what arrived, what it would change, what was put right and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.actions.arrivals import ACCEPTED, FILE_HEADS, ROW_HEADS, detail_rows, file_cells, summary
from cixi_desktop.actions.inspect_files import NEW_UNIT
from cixi_desktop.records.handovers import TASK
from cixi_desktop.records.units import UNASSIGNED, normal_name
from cixi_desktop.wording.journal import subject_name
from ui.dialogs.help_view import offer_help
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog
from ui.style.form_style import em
from ui.style.style import as_typed, limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.actions.compare import ComparedFile
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
from cixi_desktop.records.units import Unit

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
NOTHING = "已停止，未接收文件。"
KEY = Qt.ItemDataRole.UserRole
_EMS = (19, 11.5, 14, 6, 13)
_ROW_EMS = (7, 18.5, 9, 5.5)


class ImportDialog(Dialog):
    """Shows files as they are read, then what is in them.

    Signals: ``chosen(dict)``: for each row number of the list the keys to take in; ``answered(dict)``: which
    unit an unknown name means; ``cancelled()``: give up reading; ``stopped()``: take no more files in, those
    taken in stay.
    """

    cancelled = Signal()
    stopped = Signal()
    chosen = Signal(object)
    answered = Signal(object)

    def __init__(
        self, *, plan: Plan, period: Period, units: Sequence[Unit], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._plan, self._period, self._units = plan, period, units
        self._answers: dict[str, str] = {}
        self.setWindowTitle("接收文件")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.looked: list[ComparedFile] = []
        self._is_taking_in = False
        self._is_busy = True
        self._unticked: dict[int, set[str]] = {}
        self.summary = QLabel("正在读取…", self)
        self.summary.setObjectName("heading")
        self.summary.setWordWrap(True)
        self.progress = QProgressBar(self)
        self.files = self._make_files()
        self.question = QLabel(self)
        self.answer = ChoiceBox(parent=self)
        self.answer.setAccessibleName("这是哪个单位")
        self.answer.hide()
        self.rows = self._make_rows()
        self.accept_all = QPushButton("全部接收(&A)", self)
        self.accept_all.setDefault(True)
        self.accept_one = QPushButton("接收所选(&S)", self)
        self.stop = QPushButton("停止", self)
        self._lay_out()
        self.files.currentCellChanged.connect(lambda row, *_rest: self._show(row))
        self.rows.itemChanged.connect(self._tick)
        self.answer.activated.connect(self._take_answer)
        self.accept_all.clicked.connect(lambda: self.chosen.emit(self.wanted()))
        self.accept_one.clicked.connect(lambda: self.chosen.emit(self.wanted(only=self.files.currentRow())))
        self.stop.clicked.connect(self._stop)
        self._refresh()
        limit_to_screen(self, 1180, 680)
        offer_help(self, "各单位报送情况")

    def show_progress(self, done: int, total: int) -> None:
        """How many files are done."""
        self.progress.setMaximum(total)
        self.progress.setValue(done)
        self.summary.setText(f"正在处理第{min(done + 1, total)}个文件，共{total}个…")

    def show_looked(self, looked: Sequence[ComparedFile]) -> None:
        """Show what came of the files; what the bureau has changed itself is not ticked."""
        self.looked = list(looked)
        self._is_taking_in = self._is_busy = False
        self._unticked = {
            row: {each.key for each in one.rows if each.is_corrected} for row, one in enumerate(looked)
        }
        self.summary.setText(summary(looked, self._period))
        self.files.setRowCount(len(looked))
        for row, one in enumerate(looked):
            for column, text in enumerate(file_cells(one, self._period)):
                item = QTableWidgetItem(text)
                item.setToolTip(as_typed(text))
                self.files.setItem(row, column, item)
        if looked:
            self.files.setCurrentCell(max(self.files.currentRow(), 0), 0)
        self._show(self.files.currentRow())

    def begin_taking_in(self) -> None:
        """Files are being taken in from now on, until ``show_looked``: closing only stops that."""
        self._is_taking_in = self._is_busy = True
        self._refresh()

    def show_failed(self) -> None:
        """Something went wrong; what became of it is told elsewhere."""
        kept = "已接收的文件保留，其余未接收。"
        self.summary.setText(f"已停止。{kept}" if self._is_taking_in else NOTHING)
        self._is_taking_in = self._is_busy = False
        self._refresh()

    def wanted(self, *, only: int | None = None) -> Mapping[int, frozenset[str]]:
        """What to take in: the keys of the records of each file of which there is something to take."""
        rows = range(len(self.looked)) if only is None else [only]
        found = {row: self.looked[row].arrival.takeable - self._unticked[row] for row in rows}
        return {row: keys for row, keys in found.items() if keys}

    def _stop(self) -> None:
        if self._is_taking_in:
            self.summary.setText("正在停止…")
            self.stopped.emit()
        else:
            self.cancelled.emit()
            self.summary.setText(NOTHING)
            self._is_busy = False
            self._refresh()

    def _show(self, row: int) -> None:
        """What is in the chosen file."""
        self.rows.blockSignals(True)
        self.rows.clear()
        if 0 <= row < len(self.looked):
            one = self.looked[row]
            self._ask_unit(one)
            for key, cells in detail_rows(one, self._name_of):
                item = QTreeWidgetItem(list(cells))
                for column, text in enumerate(cells):
                    item.setToolTip(column, as_typed(text))
                if key and one.arrival.outcome.can_be_accepted:
                    item.setData(0, KEY, key)
                    item.setCheckState(0, UNCHECKED if key in self._unticked[row] else CHECKED)
                self._give_lines(item, cells[-1])
                self.rows.addTopLevelItem(item)
        self.rows.blockSignals(False)
        self._refresh()

    def _give_lines(self, item: QTreeWidgetItem, words: str) -> None:
        """A row is as high as the words in its last column need: trees do not ask how wide it is."""
        column, line = len(ROW_HEADS) - 1, self.rows.fontMetrics().height()
        room = max(self.rows.viewport().width() - self.rows.columnViewportPosition(column) - line, 10 * line)
        needed = self.rows.fontMetrics().boundingRect(
            QRect(0, 0, room, 0), Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere, words
        )
        item.setSizeHint(column, QSize(room, needed.height() + line // 4))

    def _ask_unit(self, one: ComparedFile) -> None:
        """这是哪个单位: asked where the file names one that is not known, until it is taken in."""
        arrival = one.arrival
        name = arrival.unit_name or ""
        is_unknown = arrival.reading is not None and arrival.acceptance is None
        is_unknown &= arrival.unit is None or normal_name(name) in self._answers
        self.question.setVisible(is_unknown)
        self.answer.setVisible(is_unknown)
        if not is_unknown:
            return
        self.question.setText(f"没有名为“{name}”的单位，它是：")
        others = [unit for unit in self._units if unit not in arrival.may_be and unit != UNASSIGNED]
        self.answer.clear()
        for unit in (*arrival.may_be, *others):
            self.answer.addItem(f"就是“{unit.name}”", unit.id)
        self.answer.addItem("新单位", NEW_UNIT)
        answer = self._answers.get(normal_name(name), "" if arrival.may_be else NEW_UNIT)
        self.answer.setCurrentIndex(self.answer.findData(answer))

    def _take_answer(self) -> None:
        name = self.looked[self.files.currentRow()].arrival.unit_name or ""
        self._answers[normal_name(name)] = self.answer.currentData()
        self._is_busy = True
        self._refresh()
        self.answered.emit(dict(self._answers))

    def _name_of(self, key: str) -> str:
        return subject_name(self._plan, key.removeprefix(TASK)) if key else ""

    def _tick(self, item: QTreeWidgetItem, _column: int) -> None:
        """Leave a record out, or take it in after all; its other lines follow."""
        key, row = item.data(0, KEY), self.files.currentRow()
        if not key:
            return
        is_ticked = item.checkState(0) == CHECKED
        (self._unticked[row].discard if is_ticked else self._unticked[row].add)(key)
        self.rows.blockSignals(True)
        for number in range(self.rows.topLevelItemCount()):
            other = self.rows.topLevelItem(number)
            if other.data(0, KEY) == key:
                other.setCheckState(0, item.checkState(0))
        self.rows.blockSignals(False)
        self._refresh()

    def _refresh(self) -> None:
        """While files are read or taken in nothing can be asked for: it would be of what they were before."""
        is_busy = self._is_busy
        self.progress.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        self.answer.setEnabled(not is_busy)
        row = self.files.currentRow()
        self.accept_all.setText("接收勾选项(&A)" if any(self._unticked.values()) else "全部接收(&A)")
        self.accept_all.setEnabled(not is_busy and bool(self.wanted()))
        self.accept_one.setEnabled(not is_busy and row >= 0 and bool(self.wanted(only=row)))

    def _make_files(self) -> QTableWidget:
        empty = "正在读取收到的文件…"
        table = RowTable(name="收到的文件", heads=FILE_HEADS, ems=_EMS, empty_words=empty, parent=self)
        table.wrap(len(FILE_HEADS) - 1)
        return table

    def _make_rows(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setHeaderLabels(list(ROW_HEADS))
        tree.setAccessibleName("所选文件的内容")
        tree.setRootIsDecorated(False)
        tree.setWordWrap(True)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_ROW_EMS):
            tree.setColumnWidth(column, em(tree, width))
        return tree

    def _lay_out(self) -> None:
        hint = QLabel(f"打勾的将被接收。{ACCEPTED}", self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        buttons = QHBoxLayout()
        for button in (self.accept_all, self.accept_one, self.stop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        close = QPushButton("关闭", self)
        close.clicked.connect(self.reject)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.progress)
        layout.addWidget(self.files, 2)
        asking = QHBoxLayout()
        asking.addWidget(self.question)
        asking.addWidget(self.answer)
        asking.addStretch(1)
        layout.addLayout(asking)
        layout.addWidget(hint)
        layout.addWidget(self.rows, 3)
        layout.addLayout(buttons)

    def reject(self) -> None:
        if self._is_taking_in:
            self._stop()
        else:
            super().reject()
