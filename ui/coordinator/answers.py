"""The small questions of 汇总: what was said, and which value counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.records.bureau import SUM

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.consolidation.conflicts import Conflict
    from cixi_desktop.consolidation.month import UnitStatus


class _Question(QDialog):
    """A form with 确定 and 取消."""

    def __init__(self, *, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addStretch(1)
        self.resize(520, 160)

    def add_buttons(self) -> QPushButton:
        """Add them last, so that the form comes first for the keyboard; returns 确定."""
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.button(kinds.Ok).setText("确定")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(buttons)
        return buttons.button(kinds.Ok)

    def is_confirmed(self) -> bool:
        """Ask; whether the user says yes."""
        is_accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return is_accepted


class ContactDialog(_Question):
    """登记催报: what was said to a unit today."""

    def __init__(self, *, status: UnitStatus, day: date, parent: QWidget | None = None) -> None:
        super().__init__(title=f"登记催报：{status.unit.name}", parent=parent)
        unit = status.unit
        whom = "　".join(filter(None, (unit.leader, unit.phone))) or "未录入"
        self.form.addRow("负责人、电话", QLabel(whom, self))
        self.form.addRow("联系日期", QLabel(f"{day:%Y-%m-%d}", self))
        self.words = QLineEdit(status.contact.words if status.contact else "", self)
        self.words.setPlaceholderText("如：电话联系，答复周五前报送")
        self.form.addRow("联系情况", self.words)
        self.words.setFocus()
        self.add_buttons()

    @classmethod
    def ask(cls, *, status: UnitStatus, day: date, parent: QWidget | None = None) -> str | None:
        """What was said; None if nothing is to be noted."""
        dialog = cls(status=status, day=day, parent=parent)
        return dialog.words.text() if dialog.is_confirmed() else None


class ChoiceDialog(_Question):
    """核定: which unit's value counts, or the sum where the figure is one, and why."""

    def __init__(self, *, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(title=f"核定：{conflict.target.name}", parent=parent)
        self.group = QButtonGroup(self)
        self._unit_ids = [source.unit.id for source in conflict.sources]
        told = [f"采用{source.unit.name}：{source.shown}" for source in conflict.sources]
        if conflict.target.traits.is_countable:
            self._unit_ids.append(SUM)
            told.append("各单位合计")
        chosen = conflict.winner.unit.id if conflict.winner else SUM
        for number, words in enumerate(told):
            button = QRadioButton(words, self)
            button.setChecked(self._unit_ids[number] == chosen)
            self.group.addButton(button, number)
            self.form.addRow(button)
        self.reason = QLineEdit(conflict.reason, self)
        self.reason.setPlaceholderText("必填，如：以统计局口径为准；名单不重复")
        self.form.addRow("理由", self.reason)
        self.ok = self.add_buttons()
        self.reason.textChanged.connect(lambda _text: self._refresh())
        self._refresh()

    @classmethod
    def ask(cls, *, conflict: Conflict, parent: QWidget | None = None) -> tuple[str, str] | None:
        """The chosen unit's id (or ``SUM``) and the reason; None if nothing is decided."""
        dialog = cls(conflict=conflict, parent=parent)
        return dialog.answer() if dialog.is_confirmed() else None

    def _refresh(self) -> None:
        self.ok.setEnabled(bool(self.reason.text().strip()))

    def answer(self) -> tuple[str, str] | None:
        """What is chosen as the dialog stands; None if nothing is."""
        number = self.group.checkedId()
        return (self._unit_ids[number], self.reason.text()) if number >= 0 else None
