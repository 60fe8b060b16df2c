"""粘贴预览 of a list: what each column is taken for, and the rows that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QListWidget,
    QWidget,
)

from cixi_desktop.assessment.counting import namesakes
from cixi_desktop.pasting.blocks import NOT_TAKEN, BlockColumns, PastePlan
from cixi_desktop.pasting.ledger_paste import list_columns, plan_list
from cixi_desktop.records.ledgers import LedgerRow, columns, ledger_of
from ui.ledger.ledger_table import LedgerModel, LedgerTable
from ui.style.choosers import ChoiceBox
from ui.style.style import limit_to_screen
from ui.table.paste_preview import PreviewDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.records.fields import Target

SOURCES_IN_LINE = 4
REFUSED_LINES, AIR = 4, 6
_SHORT = 10
"""Characters of a column's first words."""


class ListPreview(PreviewDialog):
    """``block`` as rows of the list behind ``target``, after its ``kept`` rows; ``blank`` begins a row."""

    def __init__(
        self,
        *,
        target: Target,
        block: Block,
        blank: LedgerRow,
        kept: Sequence[LedgerRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._target, self._block, self._blank, self._kept = target, block, blank, tuple(kept)
        self._columns = list_columns(target, block, blank.period.year)
        self.sources: list[ChoiceBox] = []
        self.planned = PastePlan[LedgerRow]()
        self.model = LedgerModel(target=target, rows=(), parent=self)
        self.refused = QListWidget(self)
        self.refused.setAccessibleName("不能识别的行")
        self._lay_out()
        self._read()
        self.accepting.setFocus()
        limit_to_screen(self, 1060, 600)

    @classmethod
    def ask(
        cls,
        *,
        target: Target,
        block: Block,
        blank: LedgerRow,
        kept: Sequence[LedgerRow],
        parent: QWidget | None = None,
    ) -> tuple[LedgerRow, ...]:
        """The rows to add; none if the user thinks better of it."""
        dialog = cls(target=target, block=block, blank=blank, kept=kept, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.planned.accepted if is_accepted else ()

    def _lay_out(self) -> None:
        hint = QLabel("请核对各列的含义，识别有误的可在此更改。", self)
        hint.setObjectName("hint")
        self.column.addWidget(hint)
        self.column.addLayout(self._source_grid())
        self.column.addWidget(self.summary)
        self.column.addWidget(self._table(), 1)
        self.column.addWidget(self.refused)
        self.add_buttons()

    def _source_grid(self) -> QGridLayout:
        """For each pasted column what it is taken for."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        choices = (*columns(ledger_of(self._target)), (NOT_TAKEN, "（不导入）"))
        for place, name in enumerate(self._columns.fields):
            box = ChoiceBox(parent=self)
            for field, label in choices:
                box.addItem(label, field)
            box.setCurrentIndex([field for field, _ in choices].index(name))
            caption = QLabel(self._source_words(place), self)
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setBuddy(box)
            box.setAccessibleName(caption.text())
            box.currentIndexChanged.connect(self._read)
            self.sources.append(box)
            row, column = divmod(place, SOURCES_IN_LINE)
            grid.addWidget(caption, row, 2 * column)
            grid.addWidget(box, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        return grid

    def _source_words(self, place: int) -> str:
        """A column by its first words: 第2列“企业名称”."""
        cells = (cells[place].strip() for cells in self._block if place < len(cells))
        words = next((cell for cell in cells if cell), "")
        short = words if len(words) <= _SHORT else f"{words[:_SHORT]}…"
        return f"第{place + 1}列“{short}”"

    def _table(self) -> LedgerTable:
        table = LedgerTable(name="可导入的行", model=self.model, columns=self.model.columns, parent=self)
        table.setEditTriggers(LedgerTable.EditTrigger.NoEditTriggers)
        return table

    def _read(self) -> None:
        """Read the block as the columns are chosen now."""
        fields = tuple(str(box.currentData()) for box in self.sources)
        found = BlockColumns(fields, self._columns.above)
        self.planned = plan_list(self._target, self._block, found, self._blank)
        rows = self.planned.accepted
        others = namesakes(ledger_of(self._target), (*self._kept, *rows))[len(self._kept) :]
        self.model.show_preview(rows, others)
        self.refused.clear()
        self.refused.addItems(self.planned.beyond)
        self.refused.setVisible(bool(self.planned.beyond))
        lines = min(len(self.planned.beyond), REFUSED_LINES)
        self.refused.setFixedHeight(lines * self.refused.sizeHintForRow(0) + 2 * AIR)
        doubled = sum(other is not None for other in others)
        self.say(_summary(self.planned, doubled), f"导入{len(rows)}行", can_accept=bool(rows))


def _summary(planned: PastePlan[LedgerRow], doubled: int) -> str:
    parts = [f"识别到{len(planned.accepted)}行可以导入"]
    if doubled:
        parts.append(f"其中{doubled}行重名（已标出），导入后可删除")
    if planned.beyond:
        parts.append(f"{len(planned.beyond)}行无法识别，不导入，原因见下")
    return "；".join(parts) + "。"
