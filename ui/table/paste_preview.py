"""粘贴预览: what a pasted block would do, before anything of it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.pasting.blocks import Fate
from ui.style.dialog import Dialog
from ui.style.palette import TONES
from ui.style.style import as_typed, limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cixi_desktop.pasting.blocks import PastedCell, PastePlan

FIRST_TITLES = ("指标、事项", "填写项")
"""Heads of what says where a cell goes."""
TITLES = ("剪贴板内容", "识别为", "现有内容", "处理", "说明")
WIDTHS = (16, 5, 8, 6, 8, 4)
"""In widths of a Chinese character; the last column takes the rest."""
_TONES = {Fate.REFUSED: "red", Fate.OVERWRITTEN: "yellow", Fate.NEW: "green", Fate.UNCHANGED: "grey"}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PreviewDialog(Dialog):
    """What a paste would do in a sentence, more of it between, and the button that has it done."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴预览")
        self.summary = QLabel(self)
        self.summary.setObjectName("heading")
        self.summary.setWordWrap(True)
        self.column = QVBoxLayout(self)

    def add_buttons(self) -> None:
        """Add the buttons below all else."""
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.accepting = self.buttons.button(kinds.Ok)
        self.buttons.button(kinds.Cancel).setText("取消")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.column.addWidget(self.buttons)

    def say(self, summary: str, accepting: str, *, can_accept: bool) -> None:
        """Put the sentence, and the words of the button."""
        self.summary.setText(summary)
        self.accepting.setText(accepting)
        self.accepting.setEnabled(can_accept)


class PastePreview(PreviewDialog):
    """Shows a planned paste cell by cell; accepting it writes all that is not refused.

    Figures stand flush right.
    """

    def __init__(
        self,
        *,
        planned: PastePlan[object],
        titles: tuple[str, str] = FIRST_TITLES,
        is_of_figures: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._planned = planned
        self._titles = (*titles, *TITLES)
        self._right = {2, 3, 4} if is_of_figures else set[int]()
        self.table = self._make_table()
        self.column.addWidget(self.summary)
        self.column.addWidget(self.table, 1)
        if planned.beyond:
            self.column.addWidget(self._make_beyond())
        self.add_buttons()
        count = planned.written
        self.say(summary_words(planned), f"写入{count}格" if count else "无可写入内容", can_accept=count > 0)
        limit_to_screen(self, 1070, 440)

    @classmethod
    def ask(
        cls,
        *,
        planned: PastePlan[object],
        titles: tuple[str, str] = FIRST_TITLES,
        is_of_figures: bool = True,
        parent: QWidget | None = None,
    ) -> bool:
        """Whether the user wants it written."""
        dialog = cls(planned=planned, titles=titles, is_of_figures=is_of_figures, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return is_accepted

    def _make_table(self) -> QTableWidget:
        table = RowTable(name="粘贴内容", heads=self._titles, ems=WIDTHS, parent=self)
        table.setWordWrap(True)
        table.setRowCount(len(self._planned.cells))
        for column in self._right:
            table.horizontalHeaderItem(column).setTextAlignment(_RIGHT)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        worst_first = sorted(self._planned.cells, key=lambda cell: cell.fate is not Fate.REFUSED)
        for row, cell in enumerate(worst_first):
            for column, text in enumerate(_texts(cell)):
                item = _item(cell, column, text)
                if column in self._right:
                    item.setTextAlignment(_RIGHT)
                table.setItem(row, column, item)
        return table

    def _make_beyond(self) -> QLabel:
        shown, rest = self._planned.beyond[:3], len(self._planned.beyond) - 3
        words = "".join(shown) + (f"另有{rest}处超出可填范围，未写入。" if rest > 0 else "")
        label = QLabel(words, self)
        label.setObjectName("fault")
        label.setWordWrap(True)
        label.setToolTip(as_typed("\n".join(self._planned.beyond[:40])))
        return label

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.resizeRowsToContents()


def summary_words(planned: PastePlan[object]) -> str:
    """The whole paste in a sentence: 共5格：写入3格，其中改写1格；1格不变."""
    parts = [f"写入{planned.written}格"]
    if planned.count(Fate.OVERWRITTEN):
        parts[0] += f"，其中改写{planned.count(Fate.OVERWRITTEN)}格"
    if planned.count(Fate.UNCHANGED):
        parts.append(f"{planned.count(Fate.UNCHANGED)}格不变")
    if planned.count(Fate.REFUSED):
        parts.append(f"{planned.count(Fate.REFUSED)}格不能识别或有误，不写入")
    if planned.beyond:
        parts.append(f"{len(planned.beyond)}处内容超出可填范围")
    return f"共{len(planned.cells)}格：{'；'.join(parts)}。"


def _texts(cell: PastedCell) -> tuple[str, ...]:
    text = cell.text.replace("\n", " ")
    return (cell.name, cell.label, text, cell.read_as, cell.before, cell.fate.value, cell.reason)


def _item(cell: PastedCell, column: int, text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(as_typed(text))
    if column >= 5:
        item.setForeground(TONES[_TONES[cell.fate]].text)
    if cell.fate in {Fate.REFUSED, Fate.OVERWRITTEN}:
        item.setBackground(TONES[_TONES[cell.fate]].soft)
    return item
