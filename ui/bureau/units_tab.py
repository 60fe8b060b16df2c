"""单位: the bureau's units as a table: entered once, by hand or pasted, put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.unit_table import new_row, read_units, unit_layout, unit_rows
from ui.dialogs.error_dialog import ErrorDialog
from ui.table.text_table import HINT, TextTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.records.units import Unit

WORDS = (
    "科室、局属单位填一次即可，各处都用这里的名称。可从WPS或Excel复制几列（名称、简称、负责人、电话），"
    "选中表格后按Ctrl+V；有没有表头都可以，写入之前先预览。"
)


class UnitsTab(QWidget):
    """``check_deletable`` raises CixiError for a unit that must stay. Signals: ``edited()``."""

    edited = Signal()

    def __init__(
        self,
        *,
        units: Sequence[Unit],
        check_deletable: Callable[[Unit], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._known = tuple(units)
        self._check_deletable = check_deletable
        self.table = TextTable(name="单位", layout=unit_layout(), rows=unit_rows(units), parent=self)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.up = QPushButton("上移(&U)", self)
        self.down = QPushButton("下移(&D)", self)
        self.delete = QPushButton("删除单位(&R)", self)
        self._lay_out()
        self.table.edited.connect(self.edited)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.delete.clicked.connect(self._delete)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units as the table has them, new ones numbered on."""
        return read_units(self.table.texts.rows, self._known)

    def add(self, names: Sequence[str]) -> None:
        """Add units of these names."""
        added = tuple(new_row().with_cell(0, name) for name in names)
        self.table.texts.put((*self.table.texts.rows, *added))

    def _lay_out(self) -> None:
        words, keys = QLabel(WORDS, self), QLabel(HINT, self)
        words.setWordWrap(True)
        buttons = QHBoxLayout()
        for button in (self.up, self.down, self.delete):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(keys)
        column = QVBoxLayout(self)
        for label in (words, keys):
            label.setObjectName("hint")
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _move(self, step: int) -> None:
        rows, here = list(self.table.texts.rows), self.table.currentIndex()
        there = here.row() + step
        if here.row() < len(rows) and 0 <= there < len(rows):
            rows[here.row()], rows[there] = rows[there], rows[here.row()]
            self.table.texts.put(tuple(rows))
            self.table.go_to((there, here.column()))

    def _delete(self) -> None:
        rows, number = self.table.texts.rows, self.table.currentIndex().row()
        if number >= len(rows):
            return
        try:
            for unit in self._known:
                if unit.id == rows[number].key:
                    self._check_deletable(unit)
        except CixiError as error:
            ErrorDialog.ask(error, parent=self)
            return
        self.table.texts.put((*rows[:number], *rows[number + 1 :]))
        self.table.go_to((min(number, len(rows) - 1), 0))
