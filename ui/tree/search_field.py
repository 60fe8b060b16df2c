"""The search field above the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class SearchField(QLineEdit):
    """Signals: ``left()`` when the user goes on to what was found: Enter or ↓."""

    left = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("搜索名称、原文或编号")
        self.setAccessibleName("搜索指标和事项")
        self.textChanged.connect(self._offer_clearing)

    def _offer_clearing(self, text: str) -> None:
        """Add the button that clears, with the first text: the style takes long to draw its picture."""
        if text and not self.isClearButtonEnabled():
            self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
