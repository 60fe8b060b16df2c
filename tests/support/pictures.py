"""Pictures for tests that look at pixels: paint, sample, reduce to black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

if TYPE_CHECKING:
    from collections.abc import Callable

THRESHOLD = 150
"""What a copier makes black, of 255."""


def painted(width: int, height: int, paint: Callable[[QPainter, QRectF], object]) -> QImage:
    """A white picture with what ``paint`` puts on all of it."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint(painter, QRectF(0, 0, width, height))
    painter.end()
    return picture


def is_like(picture: QImage, x: int, y: int, colour: QColor, tolerance: int = 40) -> bool:
    """Whether the pixel has about that colour."""
    found = picture.pixelColor(x, y)
    parts = ("red", "green", "blue")
    return all(abs(getattr(found, part)() - getattr(colour, part)()) <= tolerance for part in parts)


def count_like(picture: QImage, colour: QColor, tolerance: int = 40) -> int:
    """How many pixels have about that colour."""
    places = ((x, y) for y in range(picture.height()) for x in range(picture.width()))
    return sum(is_like(picture, x, y, colour, tolerance) for x, y in places)


def black_and_white(picture: QImage) -> list[bool]:
    """Every pixel as a copier gives it back: True is black."""
    return [
        picture.pixelColor(x, y).lightness() < THRESHOLD
        for y in range(picture.height())
        for x in range(picture.width())
    ]
