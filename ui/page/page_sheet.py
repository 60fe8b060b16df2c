"""The sheet of paper: its size, type area and faces, text set in lines, and the few ways to put it there.

Everything is measured in page units, ten to a point, so that the layout is the same on every device.
"""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)

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
TYPICAL_PER_EM, MOST_PER_EM = 1.5, 6.0
"""Letters to an em: more than in Chinese text with figures; and more than in any."""
PAUSES = "。；，"
"""Where a shortened text may end."""
_WRAPPED = QTextOption()
_WRAPPED.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class Setting(Struct, frozen=True):
    """Text set in lines. ``is_whole`` is false where it has no room for all of it, or was shortened."""

    layout: QTextLayout
    lines: int
    is_whole: bool
    width: float
    """Of the widest line."""

    def outline(self) -> QPainterPath:
        """The shapes of its letters."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for run in self.layout.glyphRuns():
            raw = run.rawFont()
            for index, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                path.addPath(raw.pathForGlyph(index).translated(place))
        return path


@lru_cache(maxsize=512)
def set_text(text: str, font: QFont, width: float, pitch: float, most: int) -> Setting:
    """Set the text in at most ``most`` lines, their base lines ``pitch`` apart.

    Kept, as what was measured is then painted, and what the preview shows is then printed.
    """
    layout = QTextLayout(text, font)
    layout.setTextOption(_WRAPPED)
    layout.setCacheEnabled(True)
    metrics = QFontMetricsF(font)
    first = (pitch - metrics.height()) / 2 + metrics.ascent()
    layout.beginLayout()
    count, end, widest = 0, 0, 0.0
    while count < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, first + count * pitch - line.ascent()))
        count, end = count + 1, line.textStart() + line.textLength()
        widest = max(widest, line.horizontalAdvance())
    layout.endLayout()
    return Setting(layout, count, is_whole=end >= _length(text), width=widest)


def lines_needed(text: str, font: QFont, width: float, most: int) -> int:
    """How many lines the text takes, 1 to ``most``."""
    return max(1, _filling(text, font, width, 1.0, most)[1].lines) if text else 1


def fitted(  # noqa: PLR0917 - text, ending, and the room there is
    text: str, ending: str, font: QFont, width: float, pitch: float, lines: int
) -> Setting:
    """Set the text in ``lines`` lines; where it needs more, a start that fits with ``ending``.

    The start ends where a reader would pause, unless half of the room would be left.
    """
    tried, setting = _filling(text, font, width, pitch, lines)
    if setting.is_whole and tried == text:
        return setting
    room = max(0.0, width - QFontMetricsF(font).horizontalAdvance(ending))
    kept = _to_pause(_head(tried, setting.layout.lineAt(setting.lines - 1).xToCursor(room)))
    while True:
        setting = set_text(kept.rstrip() + ending, font, width, pitch, lines)
        if setting.is_whole or not kept:
            return replace(setting, is_whole=False)
        kept = kept[:-1]


def _filling(text: str, font: QFont, width: float, pitch: float, most: int) -> tuple[str, Setting]:
    """Set so much of the text as is sure to fill ``most`` lines: shaping long texts is what takes time."""
    ems = most * (width / max(1, font.pixelSize()) + 1)
    tried = text[: int(ems * TYPICAL_PER_EM)]
    setting = set_text(tried, font, width, pitch, most)
    if setting.is_whole and tried != text:
        tried = text[: int(ems * MOST_PER_EM)]
        setting = set_text(tried, font, width, pitch, most)
    return tried, setting


def shared(needs: Sequence[int], available: int) -> list[int]:
    """Share lines out, one at least to each.

    Everybody gets what is needed if there is enough for all; else those who need least are served in full
    and the rest equally, and what is left over goes to the first of them.
    """
    given = [1] * len(needs)
    left = available - len(needs)
    while left > 0:
        wanting = [n for n, need in enumerate(needs) if given[n] < need]
        if not wanting:
            break
        for n in wanting[:left]:
            given[n] += 1
        left -= min(left, len(wanting))
    return given


def _length(text: str) -> int:
    """As Qt counts: in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _head(text: str, end: int) -> str:
    """The text up to Qt's place ``end``, never half a character."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * end].decode("utf-16-le", "ignore")


def _to_pause(text: str) -> str:
    """The text before its last pause, so that no number is cut; all of it if its second half has none."""
    end = max(text.rfind(pause) for pause in PAUSES)
    return text[:end] if 2 * end >= len(text) else text


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
        kept = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room * 1.01)
        line = replace(set_text(kept, font, BOUNDLESS, 0.0, 1), is_whole=kept == words)
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

    def width(self, words: str, role: Role, points: float) -> float:
        """How wide a line would be."""
        return set_line(words, role, points).width if words else 0.0

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
