"""The shape of each light, drawn as vectors: distinct in colour, in black-and-white and to the colour-blind.

The shapes are those of ``Light.symbol``, so that a drawn light and a typed one look alike.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from cixi_desktop.assessment.lights import Light
from ui.style.palette import tone_of

OUTLINE = 0.13
"""The outline of hollow shapes, as a share of the square's side."""


def paint_light(painter: QPainter, rect: QRectF, light: Light, *, colour: QColor | None = None) -> None:
    """Draw the light's shape in the largest square amid ``rect``; ``colour`` None takes the light's own."""
    side = min(rect.width(), rect.height())
    corner = rect.center() - QPointF(side / 2, side / 2)
    solid, hollow = _sized(light, side)
    ink = colour or tone_of(light).strong
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    if hollow is not None:
        painter.setPen(QPen(ink, side * OUTLINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, _MITRE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(hollow)
    if solid is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPath(solid)
    painter.restore()


_MITRE = Qt.PenJoinStyle.MiterJoin


@lru_cache(maxsize=256)
def _sized(light: Light, side: float) -> tuple[QPainterPath | None, QPainterPath | None]:
    """What is filled and what is outlined of a light of that size, None for nothing."""
    size = QTransform.fromScale(side, side)
    solid, hollow = (None if path.isEmpty() else size.map(path) for path in shape(light))
    return solid, hollow


@cache
def shape(light: Light) -> tuple[QPainterPath, QPainterPath]:
    """What is filled and what is outlined, within the unit square."""
    nothing = QPainterPath()
    return {
        Light.DONE: (_star(0.5), nothing),
        Light.ATTAINED: (_polygon(4, 0.5, -pi / 2), nothing),
        Light.ON_PACE: (_circle(0.44), nothing),
        Light.NEARLY: (nothing, _star(0.42)),
        Light.BEHIND: (_triangle(), nothing),
        Light.LATE: (_square(0.4), nothing),
        Light.NOT_DUE: (nothing, _polygon(4, 0.42, -pi / 2)),
        Light.PENDING: (_circle(0.18), _circle(0.4)),
        Light.NO_DATA: (nothing, _square(0.35)),
        Light.UNREPORTED: (nothing, _circle(0.4)),
        Light.NOT_APPLICABLE: (_dots(), _cross()),
        Light.RECORDED: (_circle(0.26), nothing),
    }[light]


def _circle(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0.5, 0.5), radius, radius)
    return path


def _square(half: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(0.5 - half, 0.5 - half, 2 * half, 2 * half)
    return path


def _closed(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def _on_circle(radius: float, angle: float, centre: float = 0.5) -> QPointF:
    return QPointF(0.5 + radius * cos(angle), centre + radius * sin(angle))


def _polygon(corners: int, radius: float, first: float) -> QPainterPath:
    return _closed([_on_circle(radius, first + 2 * pi * n / corners) for n in range(corners)])


def _triangle() -> QPainterPath:
    return _closed([QPointF(0.5, 0.06), QPointF(0.98, 0.9), QPointF(0.02, 0.9)])


def _star(radius: float) -> QPainterPath:
    radii = (radius, radius * 0.42)
    points = [_on_circle(radii[n % 2], -pi / 2 + pi * n / 5, centre=0.53) for n in range(10)]
    return _closed(points)


def _cross() -> QPainterPath:
    path = QPainterPath()
    for x in (0.14, 0.86):
        path.moveTo(x, 0.14)
        path.lineTo(1 - x, 0.86)
    return path


def _dots() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for x, y in ((0.5, 0.12), (0.5, 0.88), (0.12, 0.5), (0.88, 0.5)):
        path.addEllipse(QPointF(x, y), 0.09, 0.09)
    return path
