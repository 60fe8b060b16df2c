"""How one row of the plan tree is drawn: light, name and word, with a small bar below.

Before there are figures, nothing here may touch the namespace Qt, by an alignment or by setting a pen:
loading it takes longer than painting the window. So text is placed by hand, and the pen is only set for
other colours than that of the window's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.drawing.palette import INK, MUTED, TONES, tone_of
from ui.tree.plan_model import ASSESSED_ROLE, FAULTY, FAULTY_ROLE, NODE_ROLE, count_words
from ui.tree.plan_nodes import Rank

if TYPE_CHECKING:
    from cixi_desktop.assessment import Assessed, TaskAssessment
    from cixi_desktop.lights import Light
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

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(NODE_ROLE)
        rect = QRectF(option.rect).adjusted(2, 1, -GAP, -1)  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        assessed = index.data(ASSESSED_ROLE)
        painter.save()
        if node.rank is Rank.SECTION:
            font.setBold(True)
            _write(painter, rect, _smaller(font), INK, node.title)
        elif node.rank is Rank.TASK:
            _paint_task(painter, rect, font, node, assessed)
        else:
            _paint_target(painter, rect, font, node, assessed, is_faulty=index.data(FAULTY_ROLE))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + AIR)  # type: ignore[attr-defined]


def _paint_task(
    painter: QPainter, rect: QRectF, font: QFont, node: Node, task: TaskAssessment | None
) -> None:
    if task is not None:
        rect = _write_right(painter, rect, _smaller(font), MUTED, count_words(task))
    rect = _after_light(painter, rect, font, task.light if task else None)
    _write(painter, rect, font, INK, node.title)


def _paint_target(
    painter: QPainter, rect: QRectF, font: QFont, node: Node, assessed: Assessed | None, *, is_faulty: bool
) -> None:
    if assessed is not None:
        ink = (TONES["red"] if is_faulty else tone_of(assessed.light)).text
        rect = _write_right(painter, rect, _smaller(font), ink, FAULTY if is_faulty else assessed.status)
    rect = _after_light(painter, rect, font, assessed.light if assessed else None)
    if assessed is not None:
        rect = _above_bar(painter, rect, assessed)
    _write(painter, rect, font, INK, node.title)


def _above_bar(painter: QPainter, rect: QRectF, assessed: Assessed) -> QRectF:
    """Draw the bar at the bottom, if there is something to measure by; returns what is left of ``rect``."""
    from ui.drawing.dials import dial_of
    from ui.drawing.gauges import paint_bar

    if dial_of(assessed) is None:
        return rect
    bar = QRectF(rect.left(), rect.bottom() - BAR_HEIGHT - 1, rect.width(), BAR_HEIGHT)
    paint_bar(painter, bar, assessed)
    return rect.adjusted(0, 0, 0, -BAR_HEIGHT - 1)


def _after_light(painter: QPainter, rect: QRectF, font: QFont, light: Light | None) -> QRectF:
    """Draw the light at the left edge, or leave room for it; returns what is left of ``rect``."""
    side = QFontMetricsF(font).ascent() * LIGHT_SIZE
    if light is not None:
        from ui.drawing.lights import paint_light

        paint_light(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), light)
    return rect.adjusted(side + GAP, 0, 0, 0)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    return small


def _write_right(painter: QPainter, rect: QRectF, font: QFont, ink: QColor, words: str) -> QRectF:
    """Write at the right edge; returns what is left of ``rect``, the same for all of the usual words."""
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(words)
    _write(painter, rect.adjusted(rect.width() - width - 1, 0, 1, 0), font, ink, words)
    return rect.adjusted(0, 0, -max(width, metrics.horizontalAdvance(USUAL_WORD)) - GAP, 0)


def _write(painter: QPainter, rect: QRectF, font: QFont, ink: QColor, words: str) -> None:
    """Write on one line in the middle of the height, shortened by … where it does not fit."""
    metrics = QFontMetricsF(font)
    baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.save()
    painter.setFont(font)
    if ink is not INK:
        painter.setPen(ink)
    painter.drawText(QPointF(rect.left(), baseline), shortened(words, metrics, rect.width()))
    painter.restore()


def shortened(words: str, metrics: QFontMetricsF, width: float) -> str:
    """As much of the words as fits into ``width`` pixels, with … for the rest."""
    if metrics.horizontalAdvance(words) <= width:
        return words
    kept = words
    while kept and metrics.horizontalAdvance(kept + ELLIPSIS) > width:
        kept = kept[:-1]
    return kept + ELLIPSIS
