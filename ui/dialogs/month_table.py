"""A table of twelve months that takes typed and pasted figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.values import plain, read_number
from ui.style.palette import TONES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

Months = tuple["Decimal | None", ...]


class MonthTable(QTableWidget):
    """One column for each series, one row for each month; blank cells are None. Signals: ``edited()``."""

    edited = Signal()

    def __init__(self, *, titles: Sequence[str], unit: str, parent: QWidget | None = None) -> None:
        super().__init__(MONTHS, len(titles), parent)
        self._unit = unit
        self.setHorizontalHeaderLabels(list(titles))
        self.setVerticalHeaderLabels([f"{number}月" for number in range(1, MONTHS + 1)])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setTabKeyNavigation(False)
        for row in range(MONTHS):
            for column in range(len(titles)):
                self._put(row, column, "")
        self.setCurrentCell(0, 0)
        self.itemChanged.connect(self._check)

    def fill(self, column: int, months: Months) -> None:
        """Show a series, January first."""
        for row, value in enumerate(months):
            self._put(row, column, "" if value is None else plain(value))

    def read(self, column: int) -> Months:
        """The series of a column; CixiError naming the first month that cannot be read."""
        return tuple(self._read(row, column) for row in range(MONTHS))

    def paste(self, text: str) -> None:
        """Put a pasted row or column down from the current cell; a single row of figures becomes a column."""
        lines = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
        if len(lines) == 1 and len(lines[0]) > self.columnCount():
            lines = [[cell] for cell in lines[0]]
        for down, cells in enumerate(lines):
            for right, cell in enumerate(cells):
                row, column = self.currentRow() + down, self.currentColumn() + right
                if row < MONTHS and column < self.columnCount():
                    self._put(row, column, cell.strip())
        self.edited.emit()

    def _put(self, row: int, column: int, text: str) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)
        item.setText(text)

    def _read(self, row: int, column: int) -> Decimal | None:
        text = self.item(row, column).text()
        if not text.strip():
            return None
        try:
            return read_number(text, self._unit)
        except CixiError as error:
            title = self.horizontalHeaderItem(column).text()
            raise CixiError(f"{title}{row + 1}月：{error.message}", error.hint) from None

    def _check(self, item: QTableWidgetItem) -> None:
        """Mark a cell that cannot be read, with the reason."""
        fault = ""
        try:
            self._read(item.row(), item.column())
        except CixiError as error:
            fault = str(error)
        self.blockSignals(True)
        item.setBackground(TONES["red"].soft if fault else self.palette().base())
        item.setToolTip(fault)
        self.blockSignals(False)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)
