"""The stages of a milestone, each with a choice of the month it is planned for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from cixi_desktop.periods import MONTHS
from cixi_desktop.stage_plan import stage_months, stage_plan

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.entries import Basis
    from cixi_desktop.plan import Item

UNPLANNED = "不定"


class StageTable(QWidget):
    """Shows the plan of ``basis`` for ``item``."""

    def __init__(self, *, item: Item, basis: Basis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self.boxes: list[QComboBox] = []
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        planned = stage_months(item, basis)
        for number, (stage, month) in enumerate(zip(item.stages, planned, strict=True), 1):
            box = QComboBox(self)
            box.addItems([UNPLANNED, *(f"{each}月底前" for each in range(1, MONTHS + 1))])
            box.setCurrentIndex(month or 0)
            box.setAccessibleName(f"第{number}阶段“{stage}”的计划月份")
            self.boxes.append(box)
            form.addRow(f"{number}.{stage}", box)

    def read(self) -> tuple[Decimal | None, ...]:
        """The plan by month; CixiError if a stage is planned before an earlier one."""
        return stage_plan(self._item, [box.currentIndex() or None for box in self.boxes])
