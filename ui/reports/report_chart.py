"""A chart of a report in black and white: what was reached solid, what was due dashed, the rest dotted."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.style.fonts import Role, print_font

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from PySide6.QtGui import QFont

    from cixi_desktop.reports.report import Chart, Line

MONTHS = 12
CLOSE = 0.6
"""The part of the largest value from which on the smallest is close to it."""
STEPS = 5
"""Lines across the chart, one more or less as the round distance wants it."""
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


class _Frame:
    """Where months and values stand in the picture."""

    def __init__(self, area: QRectF, bottom: float, step: float, count: int) -> None:
        self.area = area
        self.lines = [bottom + step * number for number in range(count + 1)]

    def point(self, place: int, value: Decimal) -> QPointF:
        x = self.area.left() + (place + 0.5) * self.area.width() / MONTHS
        return QPointF(x, self.height(float(value)))

    def height(self, value: float) -> float:
        bottom, top = self.lines[0], self.lines[-1]
        return self.area.bottom() - (value - bottom) / (top - bottom) * self.area.height()


def paint_chart(painter: QPainter, rect: QRectF, chart: Chart, *, has_title: bool = False) -> None:
    """Draw the chart into ``rect``; one with its title within is small, and has its newest number only."""
    size = rect.height() / (18 if has_title else 26)
    font = print_font(Role.BODY, round(size))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    area = rect.adjusted(4 * size, 2 * size if has_title else size, -size, -4 * size)
    if has_title:
        painter.drawText(rect.adjusted(size, 0, -size, 0), Qt.AlignmentFlag.AlignHCenter, chart.caption)
    values = [float(value) for line in chart.lines for value in line.values if value is not None]
    frame = _Frame(area, *_scale(values))
    _paint_axes(painter, frame, size, month="" if has_title else "月")
    for line, style in zip(chart.lines, STYLES, strict=True):
        _paint_line(painter, frame, line, QPen(Qt.GlobalColor.black, size / 8, style))
    _paint_values(painter, frame, chart.lines[0], size, is_last_only=has_title)
    _paint_legend(painter, rect, chart, font)


def _scale(values: Sequence[float]) -> tuple[float, float, int]:
    """Where the values begin, the round distance of the lines across, and how many more lines there are.

    From 0, or below it as far as values go; where all lie close together, from a round number below them.
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    is_close = low >= high * CLOSE > 0
    least = (high - low or high) / (STEPS - 2) if is_close else (max(high, 0) - min(low, 0)) / STEPS
    unit = 10.0 ** math.floor(math.log10(least or 1))
    step = next(unit * part for part in (1, 2, 2.5, 5, 10) if unit * part >= least)
    bottom = math.floor((low if is_close else min(low, 0)) / step) * step
    return bottom, step, STEPS if is_close else math.floor((high - bottom) / step) + 1


def _paint_axes(painter: QPainter, frame: _Frame, size: float, *, month: str) -> None:
    area = frame.area
    for number, value in enumerate(frame.lines):
        y = frame.height(value)
        painter.setPen(QPen(QColor(0xBF, 0xBF, 0xBF) if number else Qt.GlobalColor.black, size / 16))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(Qt.GlobalColor.black)
        place = QRectF(area.left() - 4 * size, y - size, 3.5 * size, 2 * size)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:g}")
    width = area.width() / MONTHS
    for number in range(MONTHS):
        place = QRectF(area.left() + number * width, area.bottom(), width, 2 * size)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{number + 1}{month}")


def _paint_line(painter: QPainter, frame: _Frame, line: Line, pen: QPen) -> None:
    """The line through its points; a month without a value breaks it."""
    painter.setPen(pen)
    for (place, value), (_, following) in pairwise(enumerate(line.values)):
        if value is not None and following is not None:
            painter.drawLine(frame.point(place, value), frame.point(place + 1, following))


def _paint_values(painter: QPainter, frame: _Frame, line: Line, size: float, *, is_last_only: bool) -> None:
    """A point and its number for each month that has one, below the line; or of the newest alone."""
    last = max((place for place, value in enumerate(line.values) if value is not None), default=0)
    painter.setPen(Qt.GlobalColor.black)
    painter.setBrush(Qt.GlobalColor.black)
    for place, value in enumerate(line.values):
        if value is not None:
            point = frame.point(place, value)
            painter.drawEllipse(point, size / 4, size / 4)
            words = QRectF(point.x() - 3 * size, point.y() + size / 4, 6 * size, 1.5 * size)
            if place == last or not is_last_only:
                painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(value))


def _paint_legend(painter: QPainter, rect: QRectF, chart: Chart, font: QFont) -> None:
    size = font.pixelSize()
    width, y = rect.width() / len(chart.lines), rect.bottom() - size
    for number, (line, style) in enumerate(zip(chart.lines, STYLES, strict=True)):
        left = rect.left() + (number + 0.2) * width
        painter.setPen(QPen(Qt.GlobalColor.black, size / 8, style))
        painter.drawLine(QPointF(left, y), QPointF(left + 3 * size, y))
        painter.setPen(Qt.GlobalColor.black)
        place = QRectF(left + 3.5 * size, y - size, width, 2 * size)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.name)
