"""分工: who answers for each task, figure and item, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cixi_desktop.pasting.duty_table import LEAD, SUPPORT, DutyTable, duty_rows, renamed
from ui.table.text_table import HINT, TextTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.bureau import Duty
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.units import Unit

WORDS = (
    "先填任务，指标和事项默认随任务（灰字），另有分工的再单独填。单位写名称或简称，几个配合科室用顿号隔开；"
    "完成时限可写9月30日、9月底、年底。"
)
TITLE_EMS = 21


class DutiesTab(QWidget):
    """Signals: ``edited()``; ``units_wanted(names)`` for names that are to become units."""

    edited = Signal()
    units_wanted = Signal(tuple)

    def __init__(
        self, *, plan: Plan, content: Content, units: Sequence[Unit], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._duties = DutyTable(plan, units)
        rows = duty_rows(plan, content, units)
        self.table = TextTable(
            name="分工", layout=self._duties.layout, rows=rows, title_ems=TITLE_EMS, parent=self
        )
        self.only_tasks = QCheckBox("只看任务(&T)", self)
        self.unknown = QPushButton(self)
        self.unknown.setAutoDefault(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self._lay_out()
        self.only_tasks.toggled.connect(self._show_rows)
        self.unknown.clicked.connect(lambda: self.units_wanted.emit(self._unknown()))
        self.table.edited.connect(self._refresh)
        self._refresh()
        self._offer()

    def show_units(self, units: Sequence[Unit]) -> None:
        """Take over other units; where one was renamed, the table follows."""
        before, model = self._duties.units, self.table.texts
        self._duties = DutyTable(self._plan, units)
        model.amend(renamed(model.rows, before, units))
        model.set_layout(self._duties.layout)
        self._offer()

    def records(self) -> tuple[tuple[Duty, date | None], ...]:
        """Duty and deadline of every row; to be asked where there are no faults."""
        return self._duties.records(self.table.texts.rows)

    def _unknown(self) -> tuple[str, ...]:
        return self._duties.unknown(self.table.texts.rows)

    def _offer(self) -> None:
        self.table.offer((LEAD, SUPPORT), [unit.name for unit in self._duties.units])

    def _refresh(self) -> None:
        names = self._unknown()
        self.unknown.setText(f"把“{'、'.join(names[:3])}”{'等' if len(names) > 3 else ''}新增为单位(&N)")
        self.unknown.setVisible(bool(names))
        self.edited.emit()

    def _show_rows(self, is_narrowed: bool) -> None:
        for number, row in enumerate(self.table.texts.rows):
            self.table.setRowHidden(number, is_narrowed and not self._plan.has_task(row.key))

    def _lay_out(self) -> None:
        words, keys = QLabel(WORDS, self), QLabel(HINT, self)
        words.setWordWrap(True)
        below = QHBoxLayout()
        below.addWidget(self.only_tasks)
        below.addWidget(self.unknown)
        below.addStretch(1)
        below.addWidget(keys)
        column = QVBoxLayout(self)
        for label in (words, keys):
            label.setObjectName("hint")
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addLayout(below)
