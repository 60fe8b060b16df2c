"""各任务本月无变化: what would be written, task by task, before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.assessment.unchanged import filling_words
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.style.screen import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.unchanged import Filling
    from cixi_desktop.periods import Period

SIZE = (820, 480)


class UnchangedDialog(QDialog):
    """One row for each task; what is answered already does not appear."""

    def __init__(self, *, fillings: Sequence[Filling], period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("各任务本月无变化")
        self.words = QLabel(
            f"{period.label}尚未填报的各项将填写如下；已经填写的不变。写入后可以撤销，也可以逐项修改。", self
        )
        self.words.setWordWrap(True)
        self.table = _table(fillings, self)
        self.total = QLabel(f"合计：{filling_words(fillings)}。", self)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.buttons.button(kinds.Ok).setText("写入")
        self.buttons.button(kinds.Cancel).setText("取消")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.total)
        layout.addWidget(self.buttons)
        limit_to_screen(self, *SIZE)
        self.buttons.button(kinds.Ok).setFocus()

    @classmethod
    def ask(cls, *, fillings: Sequence[Filling], period: Period, parent: QWidget | None = None) -> bool:
        """Whether it is to be written."""
        dialog = cls(fillings=fillings, period=period, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return is_accepted


def _table(fillings: Sequence[Filling], parent: QWidget) -> QTableWidget:
    table = QTableWidget(len(fillings), 2, parent)
    table.setAccessibleName("将要写入的内容")
    table.setHorizontalHeaderLabels(["任务", "将要写入"])
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for row, filling in enumerate(fillings):
        title = fullwidth_punctuation(filling.task.title)
        numbered = f"{filling.task.id}. {title}" if filling.task.id.isdigit() else title
        for column, text in enumerate((numbered, filling_words((filling,)))):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)
    return table
