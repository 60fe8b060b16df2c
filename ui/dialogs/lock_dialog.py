"""锁定本月, 解锁本月: of which unit and month, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.style.screen import limit_to_screen

if TYPE_CHECKING:
    from cixi_desktop.records.handovers import Lock
    from cixi_desktop.records.units import Unit

WIDTH = 480
_WORDS = {
    False: (
        "锁定本月",
        "锁定后，本月的数字、文字和台账只能查看，不能修改；随时可以解锁。",
        "例如：已报送办公室",
    ),
    True: ("解锁本月", "解锁后，本月可以修改。锁定和解锁都记入修改记录。", "例如：办公室退回，更正高企数"),
}


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
        form.addRow("单位", QLabel(unit.name, self))
        form.addRow("数据所属期", QLabel(lock.period.label, self))
        if lock.is_locked:
            before = QLabel(lock.reason, self)
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
