"""打算的时限、责任人和协调单位: what is known of each sentence of 下一步打算 beside its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cixi_desktop.records.entries import PlannedStep
from ui.style.dialog import Dialog
from ui.style.form_style import mark
from ui.style.ime import keep_composed
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADS = {"due": "时限", "person": "责任人", "partner": "协调单位"}
HINTS = {"due": "如8月底", "person": "如张三", "partner": "如市经信局"}
WORDS_WIDTH = 280
"""Pixels for the words of a step."""


class StepsDialog(Dialog):
    """One row a step; everything may stay blank."""

    def __init__(self, *, steps: Sequence[PlannedStep], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("打算的时限、责任人和协调单位")
        self._steps = tuple(steps)
        self.fields: list[dict[str, QLineEdit]] = []
        self._grid = QGridLayout()
        self._grid.addWidget(QLabel("下一步打算", self), 0, 0)
        for column, head in enumerate(HEADS.values(), start=1):
            self._grid.addWidget(QLabel(head, self), 0, column)
        for row, step in enumerate(self._steps, start=1):
            self._add_row(row, step)
        hint = QLabel("均可不填；填写后写进报告，到期未完成的列出。", self)
        mark(hint, "rank", "quiet")
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.button(kinds.Ok).setText("确定")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self._grid)
        layout.addWidget(hint)
        layout.addStretch()
        layout.addWidget(buttons)
        limit_to_screen(self, 760, 0)

    @classmethod
    def ask(
        cls, *, steps: Sequence[PlannedStep], parent: QWidget | None = None
    ) -> tuple[PlannedStep, ...] | None:
        """The steps as the user has them; None if they are left as they are."""
        dialog = cls(steps=steps, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.read() if is_accepted else None

    def read(self) -> tuple[PlannedStep, ...]:
        """The steps as they stand in the dialog."""
        keep_composed()
        return tuple(
            PlannedStep(words=step.words, **{name: field.text().strip() for name, field in fields.items()})
            for step, fields in zip(self._steps, self.fields, strict=True)
        )

    def _add_row(self, row: int, step: PlannedStep) -> None:
        words = QLabel(step.words, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setMinimumWidth(WORDS_WIDTH)
        self._grid.addWidget(words, row, 0)
        fields: dict[str, QLineEdit] = {}
        for column, (name, head) in enumerate(HEADS.items(), start=1):
            field = QLineEdit(getattr(step, name), self)
            field.setPlaceholderText(HINTS[name])
            field.setAccessibleName(f"{step.words}：{head}")
            self._grid.addWidget(field, row, column)
            fields[name] = field
        self.fields.append(fields)
