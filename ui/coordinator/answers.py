"""The small questions of 汇总: whether, what was said to units, and what a doubtful unit really is."""

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

from ui.style.choosers import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cixi_desktop.consolidation.month import UnitStatus
    from cixi_desktop.records.units import Unit

MOST_LISTED = 8
"""Units that are told with their telephones; how many more there are is said."""


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


class ReceiveAllDialog(Question):
    """Whether something that concerns many is to be done."""

    def __init__(self, *, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(title=title, parent=parent)
        told = QLabel(words, self)
        told.setWordWrap(True)
        self.form.addRow(told)
        self.add_buttons()

    @classmethod
    def ask(cls, *, title: str, words: str, parent: QWidget | None = None) -> bool:
        """Whether the user says yes."""
        return cls(title=title, words=words, parent=parent).is_confirmed()


DELETE = "-"
"""In place of a unit's id: there is no such unit."""


class MendUnitDialog(Question):
    """归并或删除: what a unit really is: another one, or none."""

    def __init__(self, *, unit: Unit, others: Sequence[Unit], parent: QWidget | None = None) -> None:
        super().__init__(title=f"归并或删除：{unit.name}", parent=parent)
        hint = QLabel(
            f"“{unit.name}”如是别的单位的另一种写法，请选择那个单位：它的填报、报送记录和分工全部归过去，"
            "以后按这个名称报来的表也归那个单位。多出来的单位可以连同填报一起删除。都可以撤销。",
            self,
        )
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.form.addRow(hint)
        self.choice = ChoiceBox(parent=self)
        self.choice.setAccessibleName("怎么处理")
        for other in others:
            self.choice.addItem(f"并入“{other.name}”", other.id)
        self.choice.addItem("删除这个单位和它的全部填报", DELETE)
        self.choice.setCurrentIndex(-1)
        self.form.addRow("处理", self.choice)
        ok = self.add_buttons()
        ok.setEnabled(False)
        self.choice.currentIndexChanged.connect(lambda index: ok.setEnabled(index >= 0))

    @classmethod
    def ask(cls, *, unit: Unit, others: Sequence[Unit], parent: QWidget | None = None) -> str | None:
        """The id of the unit that it is, ``DELETE``, or None if it stays as it is."""
        dialog = cls(unit=unit, others=others, parent=parent)
        return dialog.choice.currentData() if dialog.is_confirmed() else None


class ContactDialog(Question):
    """登记催报: what was said to one unit, or to several, today."""

    def __init__(self, *, statuses: Sequence[UnitStatus], day: date, parent: QWidget | None = None) -> None:
        first = statuses[0]
        whose = first.unit.name if len(statuses) == 1 else f"{len(statuses)}个单位"
        super().__init__(title=f"登记催报：{whose}", parent=parent)
        for status in statuses[:MOST_LISTED]:
            whom = "　".join(filter(None, (status.unit.leader, status.unit.phone))) or "负责人、电话未录入"
            self.form.addRow(status.unit.name, QLabel(whom, self))
        if len(statuses) > MOST_LISTED:
            self.form.addRow("", QLabel(f"……共{len(statuses)}个单位", self))
        self.form.addRow("联系日期", QLabel(f"{day:%Y-%m-%d}", self))
        said = first.contact.words if first.contact and len(statuses) == 1 else ""
        self.words = QLineEdit(said, self)
        self.words.setPlaceholderText("如：已电话催办，对方答复周五前报送")
        self.form.addRow("联系情况", self.words)
        self.words.setFocus()
        self.add_buttons()

    @classmethod
    def ask(cls, *, statuses: Sequence[UnitStatus], day: date, parent: QWidget | None = None) -> str | None:
        """What was said; None if nothing is to be noted."""
        dialog = cls(statuses=statuses, day=day, parent=parent)
        return dialog.words.text() if dialog.is_confirmed() else None
