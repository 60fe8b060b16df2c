"""The switch of 总览 and 表格 between the unit's own figures and all."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget


class MineOnlyCheckBox(QCheckBox):
    """只看我的任务; hidden while the unit has none. Signals: ``clicked(bool)`` by the user."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip("只显示本单位牵头、配合的指标和事项")
        self.hide()

    def show_own(self, count: int, *, is_on: bool) -> None:
        """Show how many are the unit's own, and whether only these are shown."""
        self.setText(f"只看我的任务（{count}项）(&O)")
        self.setChecked(is_on)
        self.setVisible(count > 0)
