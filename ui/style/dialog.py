"""What all dialogs share: which button the Enter key presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

RETURNS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


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
        """Enter presses the button that has the focus, else the default one."""
        focused = self.focusWidget()
        if event.key() in RETURNS and isinstance(focused, QPushButton | QToolButton):
            focused.click()
        else:
            super().keyPressEvent(event)
