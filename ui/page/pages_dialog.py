"""Which pages to print in one go: several months, several units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.records.units import Unit

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Chosen(Struct, frozen=True):
    """What is to be printed: each of the units in each of the months."""

    unit_ids: frozenset[str]
    periods: tuple[Period, ...]


class PagesDialog(Dialog):
    """Two lists to tick; what is ticked at first is what is shown in the window."""

    def __init__(
        self,
        *,
        units: Sequence[Unit],
        periods: Sequence[Period],
        unit_id: str,
        period: Period,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("选择月份和单位")
        self._units, self._periods = units, periods
        self.months = _ticked("月份", [each.label for each in periods], [each == period for each in periods])
        self.units = _ticked(
            "填报单位", [each.name for each in units], [each.id == unit_id for each in units]
        )
        self.count = QLabel(self)
        self.count.setObjectName("hint")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.buttons.button(kinds.Ok).setText("预览(&P)")
        self.buttons.button(kinds.Cancel).setText("取消")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        for each in (self.months, self.units):
            each.itemChanged.connect(lambda _item: self._refresh())
        self._lay_out()
        self._refresh()
        limit_to_screen(self, 520, 440)

    @classmethod
    def ask(
        cls,
        *,
        units: Sequence[Unit],
        periods: Sequence[Period],
        unit_id: str,
        period: Period,
        parent: QWidget | None = None,
    ) -> Chosen | None:
        """What the user wants; None if the user thinks better of it."""
        dialog = cls(units=units, periods=periods, unit_id=unit_id, period=period, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.chosen() if is_accepted else None

    def chosen(self) -> Chosen:
        """What is ticked."""
        units = [unit.id for unit, is_on in zip(self._units, _ticks(self.units), strict=True) if is_on]
        months = (each for each, is_on in zip(self._periods, _ticks(self.months), strict=True) if is_on)
        return Chosen(frozenset(units), tuple(months))

    def _refresh(self) -> None:
        chosen = self.chosen()
        count = len(chosen.unit_ids) * len(chosen.periods)
        self.count.setText(f"共{count}页，每个单位每月一页。" if count else "请至少勾选一个月份和一个单位。")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(count > 0)

    def _lay_out(self) -> None:
        lists = QGridLayout()
        for column, (words, each) in enumerate((("月份(&M)", self.months), ("单位(&U)", self.units))):
            label = QLabel(words, self)
            label.setBuddy(each)
            lists.addWidget(label, 0, column)
            lists.addWidget(each, 1, column)
            lists.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(lists, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.buttons)


def _ticked(name: str, words: Sequence[str], are_on: Sequence[bool]) -> QListWidget:
    found = QListWidget()
    found.setAccessibleName(name)
    for text, is_on in zip(words, are_on, strict=True):
        item = QListWidgetItem(text, found)
        item.setCheckState(CHECKED if is_on else UNCHECKED)
    return found


def _ticks(found: QListWidget) -> list[bool]:
    return [found.item(row).checkState() is CHECKED for row in range(found.count())]
