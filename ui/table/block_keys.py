"""Ctrl+V in a single line while a whole block is on the clipboard: the table takes it, not the line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from cixi_desktop.pasting.blocks import is_block


def brings_block(event: QEvent) -> bool:
    """Whether the event is the key that pastes, and what would be pasted is more than one cell."""
    is_pasting = (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.matches(QKeySequence.StandardKey.Paste)
    )
    return is_pasting and is_block(QGuiApplication.clipboard().text())


class BlockWatch(QObject):
    """Watches lines for it. Signals: ``pasted()``; the line that had the focus stays as it is."""

    pasted = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if brings_block(event):
            self.pasted.emit()
            return True
        return super().eventFilter(watched, event)
