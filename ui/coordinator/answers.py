"""The small questions of 汇总: whether, what was said, what a unit really is, its figure set right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
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

from cixi_desktop.periods import day_words
from cixi_desktop.records.fields import AS_OF, STATE, field_text, figure_fields
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.dialogs.help_view import offer_help
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from cixi_desktop.consolidation.month import UnitStatus
    from cixi_desktop.kinds import Field
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.units import Unit

MOST_LISTED = 8
"""Units that are told with their telephones; how many more there are is said."""


class Question(Dialog):
    """A form with a button that does what it asks about, and 取消."""

    def __init__(self, *, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        offer_help(self, "各单位报送情况")
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.box = QVBoxLayout(self)
        self.box.addLayout(self.form)
        self.box.addStretch(1)
        limit_to_screen(self, 520, 160)

    def add_buttons(self, action: str = "确定") -> QPushButton:
        """Add them last, so that the form comes first for the keyboard; returns the one for the action."""
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.button(kinds.Ok).setText(action)
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
        self.add_buttons("确认接收")

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
            f"“{unit.name}”如是已有单位的另一种写法，请选择该单位，其填报、报送记录和分工全部并入，"
            "以后按此名称报来的表也归该单位。多余的单位可以连同填报一起删除。以上操作均可撤销。",
            self,
        )
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.form.addRow(hint)
        self.choice = ChoiceBox(parent=self)
        self.choice.setAccessibleName("处理办法")
        self.choice.setPlaceholderText("请选择")
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
            whom = "　".join(filter(None, (status.unit.leader, status.unit.phone))) or "负责人、电话未填写"
            self.form.addRow(status.unit.name, QLabel(whom, self))
        if len(statuses) > MOST_LISTED:
            self.form.addRow("", QLabel(f"……共{len(statuses)}个单位", self))
        self.form.addRow("联系日期", QLabel(day_words(day), self))
        said = first.contact.words if first.contact and len(statuses) == 1 else ""
        self.words = QLineEdit(said, self)
        self.words.setPlaceholderText("如：已电话催办，对方答复周五前报送")
        self.form.addRow("联系情况", self.words)
        self.words.setFocus()
        self.add_buttons("登记")

    @classmethod
    def ask(cls, *, statuses: Sequence[UnitStatus], day: date, parent: QWidget | None = None) -> str | None:
        """What was said; None if nothing is to be noted."""
        dialog = cls(statuses=statuses, day=day, parent=parent)
        return dialog.words.text() if dialog.is_confirmed() else None


class CorrectionDialog(Question):
    """更正: other figures in a unit's place, and why. ``keep(fields, reason)``: whether they were taken."""

    def __init__(
        self,
        *,
        target: Target,
        content: Content,
        period: Period,
        keep: Callable[[Mapping[str, str], str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title=f"更正：{content.unit.name}　{period.label}", parent=parent)
        self._keep = keep
        entry, earlier = content.entry(target.id, period), content.correction(target.id, period)
        named = QLabel(f"{target.id}　{fullwidth_punctuation(target.name)}", self)
        named.setWordWrap(True)
        self.form.addRow("指标、事项", named)
        if earlier is not None:
            self.form.addRow("此前", QLabel(earlier.words, self))
        fields = (*figure_fields(target), STATE, AS_OF)
        self._before = {field.name: field_text(entry, field.name) for field in fields}
        self.inputs = {field.name: self._input(field) for field in fields}
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("如：与名单核对，重复2家")
        self.form.addRow("更正理由", self.reason)
        hint = QLabel("更正理由、更正人、日期和单位原来填报的数，都在这个数的来源中注明；可以撤销。", self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.form.addRow(hint)
        self.ok = self.add_buttons("更正")
        self.reason.textChanged.connect(self._refresh)
        next(iter(self.inputs.values())).setFocus()
        self._refresh()

    def fields(self) -> dict[str, str]:
        """What was changed, with 截至日期 and 依据, which stay unless they are changed themselves."""
        now = {
            name: box.currentText() if isinstance(box, ChoiceBox) else box.text()
            for name, box in self.inputs.items()
        }
        changed = {name: text for name, text in now.items() if text != self._before[name]}
        kept = () if changed.get(STATE.name) else _STAYING
        return {**{name: now[name] for name in kept if now.get(name) and changed}, **changed}

    def accept(self) -> None:
        """Stays open with what was typed where it is not taken."""
        if self._keep(self.fields(), self.reason.text()):
            super().accept()

    def _input(self, field: Field) -> QLineEdit | ChoiceBox:
        text, label = self._before[field.name], field.label
        box: QLineEdit | ChoiceBox
        if field.choices:
            box = ChoiceBox(parent=self)
            box.addItems(["", *field.choices])
            box.setItemData(0, "空", Qt.ItemDataRole.AccessibleTextRole)
            box.setCurrentText(text)
            box.currentIndexChanged.connect(self._refresh)
        else:
            box = QLineEdit(text, self)
            box.textChanged.connect(self._refresh)
        box.setAccessibleName(label)
        self.form.addRow(f"{label}（{field.unit}）" if field.unit else label, box)
        return box

    def _refresh(self) -> None:
        self.ok.setEnabled(bool(self.reason.text().strip() and self.fields()))

    @classmethod
    def ask(
        cls,
        *,
        target: Target,
        content: Content,
        period: Period,
        keep: Callable[[Mapping[str, str], str], bool],
        parent: QWidget | None = None,
    ) -> bool:
        """Whether something was corrected."""
        return cls(target=target, content=content, period=period, keep=keep, parent=parent).is_confirmed()


_STAYING = (AS_OF.name, "proof")
