"""What all dialogs share: which button the Enter key presses, and which one only closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

RETURNS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
CLOSE = "close"


def close_button(parent: QWidget, words: str = "关闭") -> QPushButton:
    """The button that finishes a window in which nothing waits to be taken over."""
    button = QPushButton(words, parent)
    button.setObjectName(CLOSE)
    button.setDefault(True)
    return button


class Dialog(QDialog):
    """The default button is the one that finishes the job, wherever the focus is; it alone is painted so.

    Qt would have the focused button take its place, and a button that may not is passed over by Enter.
    """

    def setVisible(self, visible: bool) -> None:
        button: QPushButton
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button.isDefault())
        super().setVisible(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the default one if that does more than close."""
        focused = self.focusWidget()
        if event.key() in RETURNS and isinstance(focused, QPushButton | QToolButton):
            focused.click()
        elif event.key() in RETURNS and self._only_closes():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _only_closes(self) -> bool:
        closing = self.findChild(QPushButton, CLOSE)
        return isinstance(closing, QPushButton) and closing.isDefault()
