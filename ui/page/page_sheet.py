"""The sheet of paper: its size and type area, its faces, and the few ways to put words and lines on it.

Everything is measured in page units, ten to a point, so that the layout is the same on every device.
"""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath, QPen

from ui.drawing.fonts import Role, print_font

if TYPE_CHECKING:
    from ui.page.page_fit import Setting

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


class Align(Enum):
    """Where words stand in their cell."""

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


@cache
def _metrics(role: Role, points: float, stretch: int = 100) -> QFontMetricsF:
    return QFontMetricsF(face(role, points, stretch))


@lru_cache(maxsize=2048)
def width_of(words: str, role: Role, points: float, stretch: int = 100) -> float:
    """How wide the words are; kept, as most of them stay from page to page."""
    return _metrics(role, points, stretch).horizontalAdvance(words)


class Sheet:
    """A painter on a page, in page units."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter
        self._is_screen = painter.paintEngine().type() == QPaintEngine.Type.Raster

    def words(self, cell: QRectF, words: str, role: Role, points: float, align: Align = Align.LEFT) -> None:
        """Write one line, centred between top and bottom; narrower, in the end cut, if it is too long."""
        if not words:
            return
        font, metrics = face(role, points), _metrics(role, points)
        width = width_of(words, role, points)
        if width > cell.width():
            stretch = max(LEAST_STRETCH, int(100 * cell.width() / width))
            font, metrics = face(role, points, stretch), _metrics(role, points, stretch)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, cell.width() * 1.01)
            width = width_of(words, role, points, stretch)
        left = cell.left() + max(0.0, cell.width() - width) * align.value
        base = cell.center().y() + (metrics.ascent() - metrics.descent()) / 2
        if self._is_screen:
            outline = QPainterPath()
            outline.addText(QPointF(left, base), font, words)
            self._fill(outline, font)
        else:
            self.painter.setFont(font)
            self.painter.setPen(BLACK)
            self.painter.drawText(QPointF(left, base), words)

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

    def across(self, y: float, left: float, right: float, width: float = THIN) -> None:
        """A level line."""
        self._line(QLineF(left, y, right, y), width)

    def down(self, x: float, top: float, bottom: float, width: float = THIN) -> None:
        """An upright line."""
        self._line(QLineF(x, top, x, bottom), width)

    def box(self, rect: QRectF, width: float = THIN) -> None:
        """An empty frame."""
        self.painter.setPen(QPen(BLACK, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(rect)

    def _line(self, line: QLineF, width: float) -> None:
        self.painter.setPen(QPen(BLACK, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        self.painter.drawLine(line)
