"""What is asked of a whole month: 锁定, 解锁, and 各任务本月无变化 with what would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.assessment.unchanged import filling_words
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.style.style import as_typed, limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.unchanged import Filling
    from cixi_desktop.periods import Period
    from cixi_desktop.records.handovers import Lock
    from cixi_desktop.records.units import Unit

SIZE = (820, 480)
WIDTH = 480
_WORDS = {
    False: (
        "锁定本月",
        "锁定后，本月的数字、文字和台账只能查看，不能修改；随时可以解锁。",
        "例如：已报送办公室",
    ),
    True: ("解锁本月", "解锁后，本月可以修改。锁定和解锁都记入修改记录。", "例如：办公室退回，更正高企数"),
}


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
            item.setToolTip(as_typed(text))
            table.setItem(row, column, item)
    return table


class LockDialog(QDialog):
    """Asks for the reason; without one there is nothing to confirm."""

    def __init__(self, *, unit: Unit, lock: Lock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title, effect, example = _WORDS[lock.is_locked]
        self.setWindowTitle(title)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(example)
        words = QLabel(effect, self)
        words.setWordWrap(True)
        words.setObjectName("hint")
        form = QFormLayout()
        name = QLabel(unit.name, self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        form.addRow("填报单位", name)
        form.addRow("数据所属期", QLabel(lock.period.label, self))
        if lock.is_locked:
            before = QLabel(lock.reason, self)
            before.setTextFormat(Qt.TextFormat.PlainText)
            before.setWordWrap(True)
            form.addRow("锁定理由", before)
        form.addRow(f"{title[:2]}理由", self.reason)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.buttons.button(kinds.Ok).setText(title[:2])
        self.buttons.button(kinds.Cancel).setText("取消")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        limit_to_screen(self, WIDTH, self.sizeHint().height())
        self.reason.textChanged.connect(self._enable)
        self.reason.setFocus()
        self._enable()

    @classmethod
    def ask(cls, *, unit: Unit, lock: Lock, parent: QWidget | None = None) -> str:
        """Why the month is locked, or unlocked if it is; “” if it stays as it is."""
        dialog = cls(unit=unit, lock=lock, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.reason.text().strip() if is_accepted else ""

    def _enable(self) -> None:
        button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        button.setEnabled(bool(self.reason.text().strip()))
