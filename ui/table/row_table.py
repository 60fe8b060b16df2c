"""Tables to read and choose from: one look for all of them, with a word of what belongs into an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.style.form_style import em, line_height
from ui.style.palette import MUTED
from ui.style.style import as_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WORDS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
SELECTED = 4
"""Pixels that the lines around a selected row take."""
AIR = 16
"""Pixels on both sides of the words of an empty table."""


class LitDelegate(QStyledItemDelegate):
    """Leaves words their colour while they are selected: that of a light says what it is.

    ``wrapped`` is the only column whose words are broken into lines; None for all, where the table wraps.
    """

    wrapped: int | None = None

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        palette.setBrush(QPalette.ColorRole.HighlightedText, palette.text())
        option.palette = palette  # type: ignore[attr-defined]
        if self.wrapped not in {None, index.column()}:
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """With room for the lines around a selected row, without which its last line of words is left out."""
        return super().sizeHint(option, index) + QSize(0, SELECTED)


def show_rows(table: QTableView, ems: Sequence[float]) -> None:
    """Give a table that is only read the look of all: rows are chosen, Tab leaves it, the last column grows.

    ``ems`` are the widths of its columns in Chinese characters.
    """
    table.setObjectName("rows")
    table.setItemDelegate(LitDelegate(table))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(line_height(table))
    table.verticalHeader().setDefaultSectionSize(line_height(table))
    table.horizontalHeader().setDefaultAlignment(LEFT)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setStretchLastSection(True)
    for column, width in enumerate(ems):
        table.setColumnWidth(column, em(table, width))


def paint_empty(table: QTableView, words: str) -> None:
    """Say in an empty table what belongs into it; nothing where it has rows."""
    if words and table.model().rowCount() == 0:
        with QPainter(table.viewport()) as painter:
            painter.setPen(MUTED)
            room = table.viewport().rect().adjusted(AIR, 0, -AIR, 0)
            painter.drawText(room, _WORDS, words)


class RowTable(QTableWidget):
    """Rows of texts; ``empty_words`` say what belongs here, and how it gets here, while there are none."""

    def __init__(
        self,
        *,
        name: str,
        heads: Sequence[str],
        ems: Sequence[float] = (),
        empty_words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(0, len(heads), parent)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.empty_words = empty_words
        show_rows(self, ems)

    def wrap(self, column: int | None = None) -> None:
        """Break long texts into lines, of one column or of all; a row is as high as its longest."""
        delegate = LitDelegate(self)
        delegate.wrapped = column
        self.setItemDelegate(delegate)
        self.setWordWrap(True)
        self.setShowGrid(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def put(self, row: int, texts: Sequence[str]) -> list[QTableWidgetItem]:
        """Put texts into a row, each with the whole of it as its tip."""
        items = []
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(as_typed(text))
            self.setItem(row, column, item)
            items.append(item)
        return items

    def setItem(self, row: int, column: int, item: QTableWidgetItem) -> None:
        """A cell says its column, and when it is empty."""
        spoken = f"{self.horizontalHeaderItem(column).text()}：{item.text() or '空'}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        super().setItem(row, column, item)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_empty(self, self.empty_words)
