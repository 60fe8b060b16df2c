"""How one row of the plan tree is drawn: light, name and word, with a small bar below.

Before there are figures, nothing here may touch the namespace Qt, by an alignment or by setting a pen:
loading it takes longer than painting the window. So text is placed by hand, names are written first, with
the pen as it comes, and what is written in another colour last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.style.palette import MUTED, TONES, tone_of
from ui.tree.plan_model import FAULTY, PICTURE_ROLE, Picture, count_words
from ui.tree.plan_nodes import Rank

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QColor

    from cixi_desktop.assessment.assess import Assessed, TaskAssessment
    from cixi_desktop.assessment.lights import Light
    from ui.tree.plan_nodes import Node

GAP = 6.0
AIR = 14
"""Pixels of a row beyond the height of its text."""
BAR_HEIGHT = 6.0
SMALL = 0.9
"""The size of words and counts against that of names."""
LIGHT_SIZE = 0.8
"""The side of a light against the height of the text."""
ELLIPSIS = "…"
USUAL_WORD = "达序时"
"""Room is kept for a word of this length, so that the bars end in one line."""

Index = QModelIndex | QPersistentModelIndex


class PlanRow(QStyledItemDelegate):
    """Draws rows from the roles of ``PlanModel``; before there are figures, names alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = _Look(QFont())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        font: QFont = option.font  # type: ignore[attr-defined]
        if font != self._look.font:
            self._look = _Look(QFont(font))
        look = self._look
        picture: Picture = index.data(PICTURE_ROLE)
        node, assessed = picture.node, picture.assessed
        rect = QRectF(option.rect).adjusted(2, 1, -GAP, -1)  # type: ignore[attr-defined]
        painter.save()
        if node.rank is Rank.SECTION:
            _write(painter, rect, look.heading, node.title)
        elif node.rank is Rank.TASK:
            _paint_task(painter, rect, look, node, assessed)
        else:
            _paint_target(painter, rect, look, node, assessed, is_faulty=picture.is_faulty)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + AIR)  # type: ignore[attr-defined]


class Lettering:
    """A font with its measures. They are kept: most words stay from one period to the next."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self.ascent = self._metrics.ascent()
        self.below_middle = (self.ascent - self._metrics.descent()) / 2
        """From the middle of a line of text down to its base line."""
        self._widths: dict[str, float] = {}
        self._shortened: dict[str, tuple[float, str]] = {}
        """The room that was last asked for, and what fits into it."""
        self._set: dict[str, QStaticText | None] = {}
        """Words, set when they are written a second time: for the first painting it would be slow."""

    def width(self, words: str) -> float:
        """How wide the words are, in pixels."""
        if words not in self._widths:
            self._widths[words] = self._metrics.horizontalAdvance(words)
        return self._widths[words]

    def shortened(self, words: str, room: float) -> str:
        """As much of the words as fits into ``room`` pixels, with … for the rest."""
        if self.width(words) <= room:
            return words
        asked, fitting = self._shortened.get(words, (-1.0, ""))
        if asked != room:
            fitting = self._cut(words, room)
            self._shortened[words] = room, fitting
        return fitting

    def write(self, painter: QPainter, start: QPointF, words: str) -> None:
        """Write on the base line that begins at ``start``."""
        painter.setFont(self.font)
        if words not in self._set:
            self._set[words] = None
            painter.drawText(start, words)
            return
        text = self._set[words] or _plain(words, self.font)
        self._set[words] = text
        painter.drawStaticText(QPointF(start.x(), start.y() - self.ascent), text)

    def _cut(self, words: str, room: float) -> str:
        """As many characters as fit; bisected, as measuring is slow."""
        fitting, too_many = 0, len(words)
        while too_many - fitting > 1:
            middle = (fitting + too_many) // 2
            if self._metrics.horizontalAdvance(words[:middle] + ELLIPSIS) <= room:
                fitting = middle
            else:
                too_many = middle
        return words[:fitting] + ELLIPSIS


def _plain(words: str, font: QFont) -> QStaticText:
    from PySide6.QtCore import Qt

    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.prepare(font=font)
    return text


class _Look:
    """The letterings of a row, all from the font of the tree."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.name = Lettering(font)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * SMALL)
        self.word = Lettering(small)
        heading = QFont(small)
        heading.setBold(True)
        self.heading = Lettering(heading)
        self.light_side = self.name.ascent * LIGHT_SIZE


def _paint_task(
    painter: QPainter, rect: QRectF, look: _Look, node: Node, task: TaskAssessment | None
) -> None:
    count = count_words(task) if task is not None else ""
    _write(painter, _between(rect, look, count), look.name, node.title)
    if task is not None:
        _paint_light(painter, rect, look, task.light)
        _write_right(painter, rect, look.word, MUTED, count)


def _paint_target(
    painter: QPainter, rect: QRectF, look: _Look, node: Node, assessed: Assessed | None, *, is_faulty: bool
) -> None:
    word = "" if assessed is None else FAULTY if is_faulty else assessed.status
    room = _between(rect, look, word)
    if assessed is not None:
        room = _above_bar(painter, room, assessed)
    _write(painter, room, look.name, node.title)
    if assessed is not None:
        _paint_light(painter, rect, look, assessed.light)
        ink = (TONES["red"] if is_faulty else tone_of(assessed.light)).text
        _write_right(painter, rect, look.word, ink, word)


def _between(rect: QRectF, look: _Look, word: str) -> QRectF:
    """The room between the light and the word at the right edge; the same for all of the usual words."""
    width = max(look.word.width(word), look.word.width(USUAL_WORD)) + GAP if word else 0.0
    return rect.adjusted(look.light_side + GAP, 0, -width, 0)


def _above_bar(painter: QPainter, rect: QRectF, assessed: Assessed) -> QRectF:
    """Draw the bar at the bottom, if there is something to measure by; returns what is left of ``rect``."""
    from ui.style.gauges import paint_bar

    bar = QRectF(rect.left(), rect.bottom() - BAR_HEIGHT - 1, rect.width(), BAR_HEIGHT)
    return rect.adjusted(0, 0, 0, -BAR_HEIGHT - 1) if paint_bar(painter, bar, assessed) else rect


def _paint_light(painter: QPainter, rect: QRectF, look: _Look, light: Light) -> None:
    """Draw the light at the left edge."""
    from ui.style.lights import paint_light

    side = look.light_side
    paint_light(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), light)


def _write_right(painter: QPainter, rect: QRectF, lettering: Lettering, ink: QColor, words: str) -> None:
    """Write at the right edge in another colour, which the painter keeps."""
    painter.setPen(ink)
    width = lettering.width(words)
    _write(painter, rect.adjusted(rect.width() - width - 1, 0, 1, 0), lettering, words)


def _write(painter: QPainter, rect: QRectF, lettering: Lettering, words: str) -> None:
    """Write on one line in the middle of the height, shortened by … where it does not fit."""
    start = QPointF(rect.left(), rect.center().y() + lettering.below_middle)
    lettering.write(painter, start, lettering.shortened(words, rect.width()))
