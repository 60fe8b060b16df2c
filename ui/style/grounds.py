"""Grounds: a rectangle in one colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor, QPainter


def fill(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Fill the rectangle; pen and brush stay.

    WORKAROUND: at its first call, ``fillRect`` of PySide makes all the enumerations of gradients, which takes
    2 ms of the start.
    """
    from PySide6.QtCore import Qt

    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(rect)
    painter.restore()
