"""亮灯规则: thresholds, presets and bands, with a live list of the lights that would change."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.assessment.lights import PRESETS
from cixi_desktop.records.rules import Rules
from cixi_desktop.values import plain
from cixi_desktop.wording.words import rules_words
from ui.dialogs.help_view import offer_help
from ui.style.choosers import ChoiceBox, DecimalBox
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.assessment.assess import Assessment

OWN = "自定义"
AT_LEAST = ("超过", "达到或超过")


class RulesDialog(Dialog):
    """``judged_by`` gives the shown period as it would be judged by other rules."""

    def __init__(
        self,
        *,
        assessment: Assessment,
        judged_by: Callable[[Rules], Assessment],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("亮灯规则")
        self._assessment = assessment
        self._judged_by = judged_by
        self._is_filling = False
        self.preset = ChoiceBox(parent=self)
        self.preset.addItems([*(rules.name for rules in PRESETS), OWN])
        self.behind_at = _points(self)
        self.inclusive = ChoiceBox(parent=self)
        self.inclusive.addItems(AT_LEAST)
        self.late_beyond = _points(self)
        self.count_band = _points(self)
        self.growth_band = _points(self)
        self.fault = QLabel("“滞后”的界限不能小于“欠序时”的界限。", self)
        self.fault.setObjectName("fault")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setObjectName("hint")
        self.summary = QLabel(self)
        self.preview = QListWidget(self)
        self.preview.setAccessibleName("亮灯变化")
        self.buttons = _buttons(self)
        self._lay_out()
        self._fill(assessment.rules)
        self._connect()
        self._refresh()

    @classmethod
    def ask(
        cls,
        *,
        assessment: Assessment,
        judged_by: Callable[[Rules], Assessment],
        parent: QWidget | None = None,
    ) -> Rules | None:
        """The rules the user puts in force; None if the user leaves them as they are."""
        dialog = cls(assessment=assessment, judged_by=judged_by, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.rules() if is_accepted else None

    def rules(self) -> Rules:
        """The rules as they stand in the dialog; named after the preset they equal."""
        own = Rules(
            name=OWN,
            behind_at=_value(self.behind_at),
            late_beyond=_value(self.late_beyond),
            is_behind_inclusive=self.inclusive.currentIndex() == 1,
            count_band=_value(self.count_band),
            growth_band=_value(self.growth_band),
            due_day=self._assessment.rules.due_day,
        )
        for preset in PRESETS:
            if replace(own, name=preset.name, due_day=preset.due_day) == preset:
                return replace(own, name=preset.name)
        return replace(own, name=f"{OWN}（{plain(own.behind_at)}/{plain(own.late_beyond)}）")

    def _lay_out(self) -> None:
        lines: tuple[tuple[str, str | QWidget, QWidget, str], ...] = (
            ("欠序时", self.inclusive, self.behind_at, "个百分点"),
            ("滞后", "慢于序时进度超过", self.late_beyond, "个百分点"),
            ("“左右”的幅度", "数量类，低于目标", self.count_band, "%以内"),
            ("", "百分比类，低于目标", self.growth_band, "个百分点以内"),
        )
        form = QGridLayout()
        form.setHorizontalSpacing(10)
        form.setColumnStretch(3, 1)
        form.addWidget(QLabel("预设", self), 0, 0)
        form.addWidget(self.preset, 0, 1, 1, 3)
        for row, line in enumerate(lines, 1):
            for column, part in enumerate(line):
                form.addWidget(QLabel(part, self) if isinstance(part, str) else part, row, column)
        for field, name in self._names().items():
            field.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        for widget in (self.fault, self.words, self.summary):
            layout.addWidget(widget)
        layout.addWidget(self.preview, 1)
        layout.addStretch()
        layout.addWidget(self.buttons)
        limit_to_screen(self, 640, 520)
        offer_help(self, "亮灯和口径")

    def _names(self) -> dict[QWidget, str]:
        return {
            self.preset: "预设",
            self.behind_at: "欠序时：落后几个百分点",
            self.inclusive: "欠序时：超过，或者达到或超过",
            self.late_beyond: "滞后：落后超过几个百分点",
            self.count_band: "“左右”的幅度：数量类，百分之几",
            self.growth_band: "“左右”的幅度：百分比类，几个百分点",
        }

    def _connect(self) -> None:
        self.preset.currentIndexChanged.connect(self._take_preset)
        self.inclusive.currentIndexChanged.connect(self._refresh)
        for field in (self.behind_at, self.late_beyond, self.count_band, self.growth_band):
            field.valueChanged.connect(self._refresh)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _fill(self, rules: Rules) -> None:
        self.behind_at.setValue(float(rules.behind_at))
        self.late_beyond.setValue(float(rules.late_beyond))
        self.inclusive.setCurrentIndex(int(rules.is_behind_inclusive))
        self.count_band.setValue(float(rules.count_band))
        self.growth_band.setValue(float(rules.growth_band))

    def _take_preset(self, number: int) -> None:
        """Fill in a preset."""
        if not self._is_filling and number < len(PRESETS):
            self._is_filling = True
            self._fill(PRESETS[number])
            self._is_filling = False
            self._refresh()

    def _refresh(self) -> None:
        """Show the rules in words and what they would change."""
        if self._is_filling:
            return
        rules = self.rules()
        self._is_filling = True
        names = [preset.name for preset in PRESETS]
        self.preset.setCurrentIndex(names.index(rules.name) if rules.name in names else len(names))
        self._is_filling = False
        is_sound = rules.late_beyond >= rules.behind_at
        self.fault.setVisible(not is_sound)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_sound)
        self.words.setText(rules_words(rules))
        changes = self._changes(rules) if is_sound else []
        self.preview.clear()
        self.preview.addItems(changes)
        self.preview.setVisible(bool(changes))
        period = self._assessment.period.label
        self.summary.setText(
            f"{period}有{len(changes)}项亮灯变化：" if changes else f"{period}亮灯没有变化。"
        )

    def _changes(self, rules: Rules) -> list[str]:
        after = self._judged_by(rules)
        pairs = zip(self._assessment.assessed, after.assessed, strict=True)
        return [
            f"{old.name}：{old.light.symbol}{old.status} → {new.light.symbol}{new.status}"
            for old, new in pairs
            if old.light is not new.light
        ]


def _points(parent: QWidget) -> DecimalBox:
    """An input of 0 to 100 with one decimal."""
    box = DecimalBox(parent=parent)
    box.setDecimals(1)
    box.setRange(0, 100)
    return box


def _value(box: DecimalBox) -> Decimal:
    return Decimal(f"{box.value():.1f}")


def _buttons(parent: QWidget) -> QDialogButtonBox:
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, parent)
    buttons.button(kinds.Ok).setText("启用")
    buttons.button(kinds.Cancel).setText("取消")
    return buttons
