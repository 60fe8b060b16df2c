"""How large a dialog may be: what it asks for, but no more than the screen has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

BESIDE, ABOVE = 20, 60
"""Pixels of the screen that are left for the frame and the title."""


def limit_to_screen(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog this size in pixels, or what a small or enlarged screen has of it."""
    room = dialog.screen().availableSize()
    dialog.resize(min(width, room.width() - BESIDE), min(height, room.height() - ABOVE))
