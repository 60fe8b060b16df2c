"""The small question of 汇总: what was said to a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.consolidation.month import UnitStatus


class Question(QDialog):
    """A form with 确定 and 取消."""

    def __init__(self, *, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.box = QVBoxLayout(self)
        self.box.addLayout(self.form)
        self.box.addStretch(1)
        self.resize(520, 160)

    def add_buttons(self) -> QPushButton:
        """Add them last, so that the form comes first for the keyboard; returns 确定."""
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.button(kinds.Ok).setText("确定")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.box.addWidget(buttons)
        return buttons.button(kinds.Ok)

    def is_confirmed(self) -> bool:
        """Ask; whether the user says yes."""
        is_accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return is_accepted


class ContactDialog(Question):
    """登记催报: what was said to a unit today."""

    def __init__(self, *, status: UnitStatus, day: date, parent: QWidget | None = None) -> None:
        super().__init__(title=f"登记催报：{status.unit.name}", parent=parent)
        unit = status.unit
        whom = "　".join(filter(None, (unit.leader, unit.phone))) or "未录入"
        self.form.addRow("负责人、电话", QLabel(whom, self))
        self.form.addRow("联系日期", QLabel(f"{day:%Y-%m-%d}", self))
        self.words = QLineEdit(status.contact.words if status.contact else "", self)
        self.words.setPlaceholderText("如：已电话催办，对方答复周五前报送")
        self.form.addRow("联系情况", self.words)
        self.words.setFocus()
        self.add_buttons()

    @classmethod
    def ask(cls, *, status: UnitStatus, day: date, parent: QWidget | None = None) -> str | None:
        """What was said; None if nothing is to be noted."""
        dialog = cls(status=status, day=day, parent=parent)
        return dialog.words.text() if dialog.is_confirmed() else None
