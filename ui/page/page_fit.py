"""Setting text in lines of a given width, and shortening what does not fit. Lengths in page units."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QTextLayout, QTextOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

TYPICAL_PER_EM, MOST_PER_EM = 1.5, 6.0
"""Letters to an em: more than in Chinese text with figures; and more than in any."""
_WRAPPED = QTextOption()
_WRAPPED.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class Setting(Struct, frozen=True):
    """Text set in lines. ``is_whole`` is false where it needs more lines than it was given."""

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
    """Set the text in ``lines`` lines; where it needs more, its longest start that fits with ``ending``."""
    tried, setting = _filling(text, font, width, pitch, lines)
    if setting.is_whole and tried == text:
        return setting
    room = max(0.0, width - QFontMetricsF(font).horizontalAdvance(ending))
    kept = _head(tried, setting.layout.lineAt(setting.lines - 1).xToCursor(room))
    while True:
        setting = set_text(kept.rstrip() + ending, font, width, pitch, lines)
        if setting.is_whole or not kept:
            return setting
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
