"""A table of figures by month: 基数和月度计划, 上年累计."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.table.text_table import HINT, TextTable

if TYPE_CHECKING:
    from cixi_desktop.pasting.text_table import Rows, TableLayout

TITLE_EMS = 22


class FiguresTab(QWidget):
    """The table between what it is for and how it is typed into."""

    def __init__(
        self, *, name: str, words: str, layout: TableLayout, rows: Rows, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table = TextTable(name=name, layout=layout, rows=rows, title_ems=TITLE_EMS, parent=self)
        above, below = QLabel(words, self), QLabel(HINT, self)
        for label in (above, below):
            label.setObjectName("hint")
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(above)
        column.addWidget(self.table, 1)
        column.addWidget(below)
