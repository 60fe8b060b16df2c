"""检查: the list of findings, worst first, its filters, and the way to each finding's input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.checks.findings import Degree, Finding, tally
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.style.palette import TONES
from ui.style.style import as_typed
from ui.table.row_table import show_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QKeyEvent


TITLES = ("类别", "任务", "指标、事项", "问题", "处理建议")
TONE_NAMES = {Degree.ERROR: "red", Degree.MISSING: "grey", Degree.WARNING: "yellow"}
Index = QModelIndex | QPersistentModelIndex


class FindingsModel(QAbstractTableModel):
    """One row for each finding of the ``degrees`` that are wanted."""

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Finding] = ()
        self._degrees: Collection[Degree] = tuple(Degree)
        self.rows: tuple[Finding, ...] = ()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show what is found now."""
        self._found = found
        self._narrow()

    def show_degrees(self, degrees: Collection[Degree]) -> None:
        """Show findings of these degrees only."""
        self._degrees = degrees
        self._narrow()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is found that is not shown."""
        return len(self.rows) < len(self._found)

    def row_of(self, finding: Finding) -> int:
        """Where a finding stands now, or another of the same input; -1 where there is none."""
        if finding in self.rows:
            return self.rows.index(finding)
        places = [(each.place_id, each.task_id, each.field) for each in self.rows]
        place = (finding.place_id, finding.task_id, finding.field)
        return places.index(place) if place in places else -1

    def _narrow(self) -> None:
        rows = tuple(finding for finding in self._found if finding.degree in self._degrees)
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        finding = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(finding)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_typed(f"{finding.subject}\n{finding.message}{finding.hint}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(_cells(finding))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return TONES[TONE_NAMES[finding.degree]].text
        return None


def _cells(finding: Finding) -> tuple[str, ...]:
    name = fullwidth_punctuation(finding.subject)
    return (
        finding.degree.marked,
        finding.task_id,
        f"{finding.place_id} {name}".lstrip(),
        finding.message,
        finding.hint,
    )


NOTHING = "✓ 没有发现问题。"
NARROWED = "没有这一类问题。单击上方按钮可查看其他类别。"
WORDY = (2, 3, 4)
"""Columns that share the room that there is; the tip has their words in full."""
FEWEST = 4
"""Rows that are seen however low the window is."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FindingsTable(QTableView):
    """Rows of findings. Signals: ``chosen(row)`` by Enter or double click."""

    chosen = Signal(int)

    def __init__(self, *, model: FindingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName("检查结果")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        show_rows(self, (5, 4))
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))
        for column in WORDY:
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class CheckPanel(QWidget):
    """The findings, and the remedy of the chosen one.

    Signals: ``chosen(Finding)`` when the user goes to one, ``remedied(Finding)`` when it is to be put right
    in one step; ``closed()`` by Esc or the cross.
    """

    chosen = Signal(object)
    remedied = Signal(object)
    closed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingsModel(parent=self)
        self.title = QLabel("检查", self)
        self.title.setObjectName("heading")
        self.filters = {degree: self._filter(degree) for degree in Degree}
        self.table = FindingsTable(model=self.model, parent=self)
        self.empty = QLabel(NOTHING, self)
        self.empty.setObjectName("hint")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.remedy = QPushButton(self)
        self.remedy.hide()
        self.cross = QToolButton(self)
        self.cross.setText("×")
        self.cross.setObjectName("choice")
        self.cross.setAccessibleName("关闭检查")
        self.cross.setToolTip("关闭（Esc）")
        self._lay_out()
        self.cross.clicked.connect(self.closed)
        self.remedy.clicked.connect(self._on_remedy)
        self.table.selectionModel().currentRowChanged.connect(self._offer)
        self.table.chosen.connect(lambda row: self.chosen.emit(self.model.rows[row]))
        self.setAutoFillBackground(True)

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show what is found now; the row that was chosen stays chosen, or the one in its place."""
        counts = tally(found)
        for degree, button in self.filters.items():
            button.setText(f"{degree.marked} {counts[degree]}")
            button.setAccessibleName(f"显示{degree}，共{counts[degree]}项")
        finding, row = self._current()
        self.model.show_findings(found)
        self._choose(finding, row)

    def height_for(self, room: int) -> int:
        """The most that shows whole rows alone within ``room`` pixels, but no fewer than ``FEWEST``."""
        row, head = self.table.verticalHeader().defaultSectionSize(), self.table.horizontalHeader()
        rest = self.layout().itemAt(0).sizeHint().height() + head.sizeHint().height()
        return rest + max(FEWEST, (room - rest) // row) * row

    def take_focus(self) -> None:
        """Put the focus into the list, on a row."""
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _current(self) -> tuple[Finding | None, int]:
        index: QModelIndex = self.table.currentIndex()
        return (self.model.rows[index.row()], index.row()) if index.isValid() else (None, -1)

    def _offer(self) -> None:
        """Show the remedy of the chosen finding, if it has one."""
        finding, _row = self._current()
        words = finding.remedy if finding else ""
        self.remedy.setText(words)
        self.remedy.setVisible(bool(words))

    def _on_remedy(self) -> None:
        finding, _row = self._current()
        if finding is not None:
            self.remedied.emit(finding)

    def _choose(self, finding: Finding | None, row: int) -> None:
        """Choose the finding, or what has come to stand in its row."""
        rows = self.model.rows
        self.empty.setText(NARROWED if self.model.is_narrowed else NOTHING)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        if finding is not None and rows:
            place = self.model.row_of(finding)
            self.table.selectRow(place if place >= 0 else min(row, len(rows) - 1))
        self._offer()

    def _filter(self, degree: Degree) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("choice")
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip(f"显示或隐藏“{degree}”")
        button.toggled.connect(self._narrow)
        return button

    def _narrow(self) -> None:
        finding, row = self._current()
        self.model.show_degrees([each for each, button in self.filters.items() if button.isChecked()])
        self._choose(finding, row)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 4)
        head.setSpacing(8)
        keys = QLabel("回车或双击转到填写处，F7返回列表", self)
        keys.setObjectName("hint")
        for widget in (self.title, *self.filters.values()):
            head.addWidget(widget)
        head.addWidget(keys)
        head.addStretch(1)
        head.addWidget(self.remedy)
        head.addWidget(self.cross)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        body = QVBoxLayout()
        body.setContentsMargins(9, 0, 0, 0)
        body.addWidget(self.table)
        column.addLayout(body, 1)
        column.addWidget(self.empty, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
