"""The sheet of paper: its size and type area, its faces, and the few ways to put words and lines on it.

Everything is measured in page units, ten to a point, so that the layout is the same on every device.
"""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath, QPen

from ui.page.page_fit import Setting, set_text
from ui.style.fonts import Role, print_font

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS_PER_POINT: Final = 10
MM: Final = 72 / 25.4 * UNITS_PER_POINT
WIDTH, HEIGHT = 210 * MM, 297 * MM
TYPE_AREA: Final = QRectF(28 * MM, 37 * MM, 156 * MM, 225 * MM)
"""版心 of GB/T 9704: 156 by 225 mm, 37 mm from the top, 28 mm from the left."""
BLACK: Final = QColor(0, 0, 0)
THIN: Final = 0.5 * UNITS_PER_POINT
HAIR: Final = 0.3 * UNITS_PER_POINT
DARKER, BOLDER = 0.014, 0.03
"""Strokes around letters on the screen, as a part of their size."""
LEAST_STRETCH = 70
"""How narrow letters may become in a cell before words are cut, in percent."""
BOUNDLESS: Final = 1e6
"""Wider than any line."""


class Align(float, Enum):
    """Where words stand in their cell, as the part of the room that is left of them."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@cache
def face(role: Role, points: float, stretch: int = 100) -> QFont:
    """A printed face at a size in points."""
    font = print_font(role, round(points * UNITS_PER_POINT))
    if stretch != 100:
        font.setStretch(stretch)
    return font


@lru_cache(maxsize=512)
def set_line(words: str, role: Role, points: float, room: float = BOUNDLESS) -> Setting:
    """One line, set about its middle; narrower, in the end cut, if it is longer than ``room``. Kept, too."""
    font = face(role, points)
    line = set_text(words, font, BOUNDLESS, 0.0, 1)
    if line.width > room:
        font = face(role, points, max(LEAST_STRETCH, int(100 * room / line.width)))
        words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room * 1.01)
        line = set_text(words, font, BOUNDLESS, 0.0, 1)
    return line


@cache
def _pen(width: float) -> QPen:
    return QPen(BLACK, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)


class PaperSheet:
    """A painter on a page, in page units."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter
        self._is_screen = painter.paintEngine().type() == QPaintEngine.Type.Raster

    def words(self, cell: QRectF, words: str, role: Role, points: float, align: Align = Align.LEFT) -> None:
        """Write one line, centred between top and bottom; narrower, in the end cut, if it is too long."""
        if words:
            room = cell.width()
            line = set_line(words, role, points, room)
            left = cell.left() + max(0.0, room - line.width) * align
            self.setting(line, left, cell.center().y())

    def setting(self, setting: Setting, left: float, top: float) -> None:
        """Put down text that was set in lines."""
        if self._is_screen:
            self._fill(setting.outline().translated(left, top), setting.layout.font())
        else:
            self.painter.setPen(BLACK)
            setting.layout.draw(self.painter, QPointF(left, top))

    def _fill(self, outline: QPainterPath, font: QFont) -> None:
        """WORKAROUND: Qt draws scaled text on screens pale, and without the boldness that it made itself."""
        weight = BOLDER if font.bold() else DARKER
        self.painter.setPen(QPen(BLACK, font.pixelSize() * weight))
        self.painter.setBrush(BLACK)
        self.painter.drawPath(outline)

    def lines(self, lines: Sequence[QLineF], width: float) -> None:
        """Lines of one width."""
        self.painter.setPen(_pen(width))
        self.painter.drawLines(lines)

    def box(self, rect: QRectF) -> None:
        """An empty frame."""
        self.painter.setPen(_pen(THIN))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(rect)


def across(y: float, left: float, right: float) -> QLineF:
    """A level line."""
    return QLineF(left, y, right, y)


def down(x: float, top: float, bottom: float) -> QLineF:
    """An upright line."""
    return QLineF(x, top, x, bottom)
