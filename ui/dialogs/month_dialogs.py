"""What is asked of a whole month: 锁定, 解锁, and 本月无变化 with what would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.assessment.unchanged import filling_lines, filling_words
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.unchanged import Filling
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Task
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


class _PreviewDialog(Dialog):
    """What would be written. ``rows`` are tasks with the words on each, below ``heads``."""

    def __init__(
        self,
        *,
        title: str,
        words: str,
        heads: Sequence[str],
        rows: Sequence[tuple[Task, *tuple[str, ...]]],
        total: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.words = QLabel(words, self)
        self.words.setWordWrap(True)
        self.table = preview_table(heads, rows, self)
        self.total = QLabel(total, self)
        self.total.setWordWrap(True)
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

    def is_accepted(self) -> bool:
        """Show it; whether it is to be written."""
        result = self.exec()
        self.deleteLater()
        return result == QDialog.DialogCode.Accepted


class UnchangedDialog(_PreviewDialog):
    """One row for each figure, item and text; what is answered already does not appear."""

    def __init__(self, *, fillings: Sequence[Filling], period: Period, parent: QWidget | None = None) -> None:
        super().__init__(
            title="本月无变化",
            words=f"{period.label}尚未填报的各项将填写如下；已经填写的不变。写入后可以撤销，也可以逐项修改。",
            heads=("任务", "指标、事项", "将要写入"),
            rows=[(each.task, *line) for each in fillings for line in filling_lines(each)],
            total=f"合计：{filling_words(fillings)}。",
            parent=parent,
        )

    @classmethod
    def ask(cls, *, fillings: Sequence[Filling], period: Period, parent: QWidget | None = None) -> bool:
        """Whether it is to be written."""
        return cls(fillings=fillings, period=period, parent=parent).is_accepted()


class DraftsDialog(_PreviewDialog):
    """各任务按数据起草: 进展情况 of each task as it would read."""

    def __init__(
        self, *, drafts: Sequence[tuple[Task, str]], period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            title="按数据起草（全部任务）",
            words=f"{period.label}的进展情况将改为如下：以前起草的句子换成现在的数，没有的加在末尾，自己写的文字不变。"
            "写入后可以撤销，也可以逐项修改。",
            heads=("任务", "将要写入"),
            rows=drafts,
            total=f"合计：{len(drafts)}个任务。",
            parent=parent,
        )

    @classmethod
    def ask(
        cls, *, drafts: Sequence[tuple[Task, str]], period: Period, parent: QWidget | None = None
    ) -> bool:
        """Whether it is to be written."""
        return cls(drafts=drafts, period=period, parent=parent).is_accepted()


def preview_table(
    heads: Sequence[str],
    rows: Sequence[tuple[Task, *tuple[str, ...]]],
    parent: QWidget,
    ems: Sequence[float] = (17, 22),
) -> QTableWidget:
    """What would be written to each task, below ``heads``; ``ems`` are widths, the last column grows."""
    table = RowTable(name="将要写入的内容", heads=heads, ems=ems[: len(heads) - 1], parent=parent)
    table.wrap()
    table.setRowCount(len(rows))
    for row, (task, *words) in enumerate(rows):
        title = fullwidth_punctuation(task.title)
        numbered = f"{task.id}. {title}" if task.id.isdigit() else title
        for item in table.put(row, (numbered, *words)):
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return table


class LockDialog(Dialog):
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
        limit_to_screen(self, WIDTH, 0)
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
