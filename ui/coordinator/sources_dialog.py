"""数据来源: what the units themselves report of a figure of all units, and whose value counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.wording.coordinator import PART_HEADS, part_cells, standard_words
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog, close_button
from ui.style.palette import MUTED, tone_of
from ui.style.style import limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.consolidation.outcomes import UnitPart
    from cixi_desktop.records.origins import Origin

NAME, LIGHT = 0, 5
_EMS = (17, *[7.5] * 5)
"""Widths of the columns; the last takes the rest."""


class SourcesDialog(Dialog):
    """One line a unit. Signals: ``unit_asked(id)`` for the unit's own figures, ``decision_asked()``."""

    unit_asked = Signal(str)
    decision_asked = Signal()

    def __init__(
        self, *, whole: Assessed, origin: Origin, parts: Sequence[UnitPart], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        offer_help(self, "各单位报送情况")
        self.setWindowTitle(f"数据来源：{origin.target.name}（{whole.period.label}）")
        self._parts = parts
        self.standard = QLabel(standard_words(origin.target), self)
        self.standing = QLabel(_standing(whole, origin), self)
        for label in (self.standard, self.standing):
            label.setWordWrap(True)
        self.table = RowTable(name="各单位填报的数", heads=PART_HEADS, ems=_EMS, parent=self)
        self.decide = QPushButton("核定(&D)…", self)
        self.decide.setEnabled(len(parts) > 1 or origin.decision is not None)
        self.unit = QPushButton("查看该单位(&V)", self)
        self.unit.setEnabled(bool(parts))
        self.leave = close_button(self)
        self._lay_out()
        self._fill()
        self.decide.clicked.connect(self.decision_asked)
        self.unit.clicked.connect(self._ask_for_unit)
        self.table.activated.connect(lambda _index: self._ask_for_unit())
        self.leave.clicked.connect(self.accept)
        limit_to_screen(self, 860, 460)
        self.table.setFocus()

    def show_parts(self, whole: Assessed, origin: Origin, parts: Sequence[UnitPart]) -> None:
        """Show what has become of it by a decision."""
        self._parts = parts
        self.standing.setText(_standing(whole, origin))
        self._fill()

    def _ask_for_unit(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.unit_asked.emit(self._parts[row].unit.id)
            self.accept()

    def _fill(self) -> None:
        self.table.setRowCount(len(self._parts))
        for row, part in enumerate(self._parts):
            for column, item in enumerate(self.table.put(row, part_cells(part))):
                if column == LIGHT:
                    item.setForeground(tone_of(part.assessed.light).text)
                elif not part.is_counted:
                    item.setForeground(MUTED)
        if self._parts and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.decide)
        buttons.addWidget(self.unit)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.addWidget(self.standard)
        layout.addWidget(self.standing)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.standing.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def _standing(whole: Assessed, origin: Origin) -> str:
    """How all units together stand, and by which rule."""
    light = f"{whole.light.symbol}{whole.status}"
    words = origin.words if origin.sources or origin.own else "还没有单位填报"
    return f"全部单位：{light}。{whole.reason}\n以哪个数为准：{words}。"
