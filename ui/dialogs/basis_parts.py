"""What 指标口径 asks by month: the figures of twelve months, and when a stage is to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.assessment.pace import SUGGESTED, read_stages, stage_months, stage_plan
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import Column
from cixi_desktop.pasting.text_table import TableLayout, TextRow
from cixi_desktop.periods import MONTHS
from cixi_desktop.values import plain, read_number
from ui.style.choosers import ChoiceBox
from ui.table.text_table import TextTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.plan import Item
    from cixi_desktop.records.basis import Basis

UNPLANNED = "未定"
ARROW = "→"
TAKE_OVER = "套用常用阶段"
Months = tuple["Decimal | None", ...]


class MonthTable(TextTable):
    """A column for each series, by its title, and a row for each month; blank cells are None."""

    def __init__(
        self, *, name: str, series: Mapping[str, Months], unit: str, parent: QWidget | None = None
    ) -> None:
        self._unit = unit
        titles = tuple(series)
        columns = (Column(field=title, head=title, is_figure=True) for title in titles)
        rows = (
            TextRow(str(n), f"{n}月", tuple("" if value is None else plain(value) for value in values))
            for n, values in enumerate(zip(*series.values(), strict=True), 1)
        )
        layout = TableLayout(columns=tuple(columns), read=self._parsed)
        super().__init__(name=name, layout=layout, rows=tuple(rows), parent=parent)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setTabKeyNavigation(False)

    def read(self, column: int) -> Months:
        """The series of a column; CixiError naming the first month that cannot be read."""
        title = self.texts.layout.columns[column].head
        for row, fault in sorted(
            (row, fault) for (row, at), fault in self.texts.faults.items() if at == column
        ):
            raise CixiError(f"{title}{row + 1}月：{fault}")
        texts = (row.cells[column] for row in self.texts.rows)
        return tuple(read_number(text, self._unit) if text else None for text in texts)

    def paste_block(self, block: Block) -> None:
        """A single row of figures, longer than the table is wide, becomes a column."""
        is_row = len(block) == 1 and len(block[0]) > len(self.texts.layout.columns)
        super().paste_block(tuple((cell,) for cell in block[0]) if is_row else block)

    def _parsed(self, _row: TextRow, _column: int, text: str) -> str:
        return plain(read_number(text, self._unit))


class StageInputs(QWidget):
    """Shows what ``basis`` sets for ``item``, which has the plan's own stages."""

    def __init__(self, *, item: Item, basis: Basis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item, self._basis = item, basis
        self.boxes: dict[str, ChoiceBox] = {}
        self.stages = QLineEdit(ARROW.join(basis.stages), self)
        self.stages.setPlaceholderText(ARROW.join(item.stages))
        self.stages.setAccessibleName("依次填写阶段，用顿号隔开")
        self.usual = ChoiceBox(parent=self)
        self.usual.setAccessibleName(TAKE_OVER)
        self.usual.addItems([TAKE_OVER, *SUGGESTED])
        self._form = QFormLayout()
        row = QHBoxLayout()
        row.addWidget(self.stages, 1)
        row.addWidget(self.usual)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addLayout(self._form)
        own = replace(item, stages=basis.stages or item.stages)
        self._show_months(own.stages, dict(zip(own.stages, stage_months(own, basis), strict=True)))
        self.stages.editingFinished.connect(self._adopt)
        self.usual.activated.connect(self._take_over)

    def read(self) -> Basis:
        """The basis with these stages and months; CixiError if they cannot be so."""
        own = read_stages(self._item, self.stages.text())
        self._adopt()
        item = replace(self._item, stages=own or self._item.stages)
        months = [self.boxes[stage].currentIndex() or None for stage in item.stages]
        return replace(self._basis, stages=own, pace_plan=stage_plan(item, months))

    def _take_over(self, place: int) -> None:
        """Put the usual stages of that kind into the line, to be changed there."""
        if place:
            self.stages.setText(SUGGESTED[self.usual.itemText(place)])
            self.usual.setCurrentIndex(0)
            self._adopt()

    def _adopt(self) -> None:
        """Ask the month of every stage in the line; those that stay keep theirs."""
        try:
            stages = read_stages(self._item, self.stages.text()) or self._item.stages
        except CixiError:
            return
        if stages != tuple(self.boxes):
            self._show_months(stages, {stage: box.currentIndex() for stage, box in self.boxes.items()})

    def _show_months(self, stages: Sequence[str], planned: Mapping[str, int | None]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self.boxes = {}
        for number, stage in enumerate(stages, 1):
            box = ChoiceBox(parent=self)
            box.addItems([UNPLANNED, *(f"{each}月底前" for each in range(1, MONTHS + 1))])
            box.setCurrentIndex(planned.get(stage) or 0)
            box.setAccessibleName(f"第{number}阶段“{stage}”的计划月份")
            self.boxes[stage] = box
            self._form.addRow(f"{number}.{stage}", box)
