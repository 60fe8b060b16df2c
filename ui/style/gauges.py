"""The gauge: what its dial shows, and one drawing function for overview, form, tree and paper. Vectors only.

A dial is bent (an arc) or straight (a bar); fill, 序时 mark, target and stages are drawn alike on both.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from cixi_desktop.assessment.assess import Assessed, FigureAssessment, ItemAssessment
from cixi_desktop.kinds import ASPIRATION_STAGES
from cixi_desktop.values import HUNDRED
from cixi_desktop.wording.figures import completion_words, is_met
from ui.style.palette import INK, SURFACE, TRACK, tone_of

if TYPE_CHECKING:
    from cixi_desktop.assessment.lights import Light

STAGE_GAP = 0.012
"""Between two stages, as a part of the dial."""
LAST_KNOWN_INSET = 0.32
"""How much thinner a last known value is drawn, on both sides, as a part of the thickness."""
SPAN_IN_POINTS = Decimal(2)
"""Half the width of a two-sided dial of percentages, in 个百分点."""
SPAN_IN_PERCENT = Decimal(10)
"""The same for other units, in percent of the target."""
GOOD_STAGES = len(ASPIRATION_STAGES) - 1


class Dial(Struct, frozen=True, kw_only=True):
    """A dial of length 1.

    ``filled`` is the part that is reached, from–to; ``due`` the 序时 mark; ``target`` the target where it
    is not the end. ``segments`` above 1 are stages. ``is_over`` and ``is_below`` tell that the figure goes
    on beyond the end, or lies before the start. ``words`` stand in the middle of it.
    """

    light: Light
    words: str
    filled: tuple[float, float] = (0.0, 0.0)
    due: float | None = None
    target: float | None = None
    segments: int = 1
    is_over: bool = False
    is_below: bool = False


def dial_of(assessed: Assessed) -> Dial | None:
    """The dial of a figure or item; None for items that the plan gives nothing to measure by."""
    if isinstance(assessed, ItemAssessment):
        return _item_dial(assessed)
    if assessed.indicator.traits.is_staged:
        return _stage_dial(assessed)
    if assessed.completion is None and assessed.cumulative is not None:
        return _two_sided_dial(assessed, assessed.cumulative)
    completed = assessed.completion or Decimal(0)
    start, value = assessed.start, assessed.cumulative
    is_rising = start is not None and assessed.indicator.target >= start
    return Dial(
        light=assessed.light,
        words=completion_words(assessed),
        filled=(0.0, _part(completed)),
        due=None if assessed.pace.percent is None else _part(assessed.pace.percent),
        is_over=completed > HUNDRED,
        is_below=start is not None and value is not None and (value < start if is_rising else value > start),
    )


def dial_note(assessed: Assessed) -> str:
    """What the two strokes at an end of the dial mean; “” where there are none."""
    dial = dial_of(assessed)
    if dial is None or not (dial.is_over or dial.is_below):
        return ""
    if dial.target is not None:
        return "两道白线表示超出表盘的范围。"
    return "末端两道白线表示超过100%。" if dial.is_over else "起点两道白线表示低于基数。"


def _part(percent: Decimal) -> float:
    """A percentage as a part of the dial, which stops at full."""
    return float(min(max(percent, Decimal(0)), HUNDRED) / HUNDRED)


def _stage_dial(figure: FigureAssessment) -> Dial:
    """Four stages up to 获得; 未获得 leaves the dial empty."""
    words = completion_words(figure)
    place = ASPIRATION_STAGES.index(words) + 1 if words in ASPIRATION_STAGES else 0
    reached = 0 if place > GOOD_STAGES else place
    filled = (0.0, reached / GOOD_STAGES)
    return Dial(light=figure.light, words=words, filled=filled, segments=GOOD_STAGES)


def _two_sided_dial(figure: FigureAssessment, value: Decimal) -> Dial:
    """Without a baseline there is no percentage: the fill leads from the target, amid, to the value."""
    target = figure.indicator.target
    is_share = figure.indicator.unit == "%"
    span = SPAN_IN_POINTS if is_share else abs(target) * SPAN_IN_PERCENT / HUNDRED
    place = _two_sided_part(value - target, span)
    due = figure.pace.due
    return Dial(
        light=figure.light,
        words="达标" if is_met(figure) else "未达标",
        filled=(min(place, 0.5), max(place, 0.5)),
        due=None if due is None or due == target else _two_sided_part(due - target, span),
        target=0.5,
        is_over=value - target > span,
        is_below=target - value > span,
    )


def _two_sided_part(difference: Decimal, span: Decimal) -> float:
    if not span:
        return 0.5
    return 0.5 + 0.5 * float(min(max(difference / span, Decimal(-1)), Decimal(1)))


def _item_dial(item: ItemAssessment) -> Dial | None:
    words = completion_words(item)
    if item.item.is_milestone:
        count = max(1, len(item.item.stages))
        return Dial(light=item.light, words=words, filled=(0.0, item.stage_number / count), segments=count)
    if item.item.traits.is_ratio:
        return Dial(light=item.light, words=words, filled=(0.0, _part(item.completion or Decimal(0))))
    return None


class Form(Enum):
    """How the dial runs."""

    ARC = "arc"
    BAR = "bar"


def paint_gauge(
    painter: QPainter,
    rect: QRectF,
    assessed: Assessed,
    *,
    form: Form = Form.ARC,
    is_print: bool = False,
    has_words: bool = True,
) -> bool:
    """Draw the dial of a figure or item into ``rect``; False where there is nothing to measure by.

    An arc has its words (完成率, 达标, a stage) in the middle, in the painter's font made bold and, where
    needed, smaller. ``is_print`` draws outlines instead of tinted grounds, and darker fills.
    """
    dial = dial_of(assessed)
    if dial is None:
        return False
    track: Track = Arc(rect) if form is Form.ARC else Bar(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_track(painter, track, dial, is_print=is_print)
    _paint_marks(painter, track, dial, is_print=is_print)
    if has_words:
        track.paint_words(painter, dial)
    painter.restore()
    return True


def paint_bar(painter: QPainter, rect: QRectF, assessed: Assessed) -> bool:
    """The small straight dial of a tree row; False where there is nothing to measure by."""
    return paint_gauge(painter, rect, assessed, form=Form.BAR, has_words=False)


class Track(Protocol):
    """The course of a dial: where its parts lie. Lengths are parts of it, 0 to 1."""

    thickness: float

    def part(self, start: float, end: float, inset: float = 0.0) -> QPainterPath:
        """The outline between two places, thinner by ``inset`` (a part of the thickness) on both sides."""
        ...

    def at(self, place: float) -> QPointF:
        """The middle of the track at that place."""
        ...

    def across(self, place: float, overhang: float) -> QLineF:
        """A line across the track, standing out by ``overhang`` on both sides (of an arc: outside only)."""
        ...

    def paint_words(self, painter: QPainter, dial: Dial) -> None:
        """Write the words of the dial, if the track has room for them."""
        ...


class Arc:
    """A half circle, from left to right over the top, the largest that fits."""

    def __init__(self, rect: QRectF) -> None:
        overhang = 0.1
        self.radius = min(rect.width() / 2, rect.height()) / (1 + overhang)
        self.thickness = self.radius * 0.24
        self.overhang = self.radius * overhang
        height = self.radius + self.overhang
        self.centre = QPointF(rect.center().x(), rect.center().y() + height / 2)

    def part(self, start: float, end: float, inset: float = 0.0) -> QPainterPath:
        """A piece of the ring."""
        margin = self.thickness * inset
        outer, inner = self._square(self.radius - margin), self._square(self.radius - self.thickness + margin)
        begin, sweep = 180 - 180 * start, -180 * (end - start)
        path = QPainterPath()
        path.arcMoveTo(outer, begin)
        path.arcTo(outer, begin, sweep)
        path.arcTo(inner, begin + sweep, -sweep)
        path.closeSubpath()
        return path

    def across(self, place: float, overhang: float) -> QLineF:
        """A spoke."""
        inner, outer = self.radius - self.thickness - overhang * 0.4, self.radius + overhang
        return QLineF(self._at(place, inner), self._at(place, outer))

    def at(self, place: float) -> QPointF:
        """Midway between the two arcs."""
        return self._at(place, self.radius - self.thickness / 2)

    def paint_words(self, painter: QPainter, dial: Dial) -> None:
        """Centred at the foot of the half circle."""
        inner, height = (
            self.radius - self.thickness,
            self.radius * 0.04 + QFontMetricsF(painter.font()).capHeight(),
        )
        room = 2 * sqrt(max(0.0, inner**2 - height**2)) * 0.88
        font = _fitting(painter.font(), dial.words, room)
        painter.setFont(font)
        painter.setPen(tone_of(dial.light).text)
        metrics = QFontMetricsF(font)
        left = self.centre.x() - metrics.horizontalAdvance(dial.words) / 2
        painter.drawText(QPointF(left, self.centre.y() - self.radius * 0.04), dial.words)

    def _square(self, radius: float) -> QRectF:
        return QRectF(self.centre.x() - radius, self.centre.y() - radius, 2 * radius, 2 * radius)

    def _at(self, place: float, radius: float) -> QPointF:
        angle = pi * (1 - place)
        return QPointF(self.centre.x() + radius * cos(angle), self.centre.y() - radius * sin(angle))


class Bar:
    """A straight track, from left to right."""

    def __init__(self, rect: QRectF) -> None:
        self.thickness = rect.height() * 0.6
        self.overhang = rect.height() * 0.2
        top = rect.center().y() - self.thickness / 2
        self.rect = QRectF(rect.left(), top, rect.width(), self.thickness)

    def part(self, start: float, end: float, inset: float = 0.0) -> QPainterPath:
        """A piece of the bar."""
        path = QPainterPath()
        width, margin = self.rect.width(), self.thickness * inset
        left, length, height = (
            self.rect.left() + width * start,
            width * (end - start),
            self.thickness - 2 * margin,
        )
        path.addRect(left, self.rect.top() + margin, length, height)
        return path

    def at(self, place: float) -> QPointF:
        """On the middle line."""
        return QPointF(self.rect.left() + self.rect.width() * place, self.rect.center().y())

    def across(self, place: float, overhang: float) -> QLineF:
        """An upright stroke."""
        x = self.rect.left() + self.rect.width() * place
        return QLineF(x, self.rect.top() - overhang, x, self.rect.bottom() + overhang)

    def paint_words(self, painter: QPainter, dial: Dial) -> None:
        """A bar has no room; its words stand beside it."""


def _paint_track(painter: QPainter, track: Track, dial: Dial, *, is_print: bool) -> None:
    """The ground and what is reached; a last known value of an earlier day only as a thin line."""
    tone = tone_of(dial.light)
    inset = LAST_KNOWN_INSET if dial.light.is_grey else 0.0
    for start, end in _segments(dial.segments):
        _paint_ground(painter, track.part(start, end), track.thickness, is_print=is_print)
        low, high = max(start, dial.filled[0]), min(end, dial.filled[1])
        if high > low:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone.text if is_print else tone.strong)
            painter.drawPath(track.part(low, high, inset))


def _paint_ground(painter: QPainter, path: QPainterPath, thickness: float, *, is_print: bool) -> None:
    if is_print:
        painter.setPen(QPen(INK, thickness * 0.07))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(TRACK)
    painter.drawPath(path)


def _segments(count: int) -> list[tuple[float, float]]:
    if count == 1:
        return [(0.0, 1.0)]
    gap = STAGE_GAP / 2
    return [(n / count + gap * (n > 0), (n + 1) / count - gap * (n + 1 < count)) for n in range(count)]


def _paint_marks(painter: QPainter, track: Track, dial: Dial, *, is_print: bool) -> None:
    thickness = track.thickness
    for place in _broken_off(dial):
        is_on_ground = dial.is_below and dial.target is None
        ink = tone_of(dial.light).strong if is_on_ground else SURFACE
        _stroke(painter, track.across(place, 0), ink, thickness * 0.16)
    if dial.target is not None:
        painter.setPen(QPen(INK, thickness * 0.12))
        painter.setBrush(SURFACE)
        painter.drawEllipse(track.at(dial.target), thickness * 0.42, thickness * 0.42)
        reached = dial.filled[0] if dial.filled[0] < dial.target else dial.filled[1]
        _stroke(painter, track.across(reached, 0), tone_of(dial.light).text, thickness * 0.3)
    if dial.due is not None:
        overhang = thickness * 0.33
        if dial.filled[0] <= dial.due <= dial.filled[1]:
            _stroke(painter, track.across(dial.due, 0), SURFACE, thickness * 0.56)
        _stroke(painter, track.across(dial.due, overhang), _BLACK if is_print else INK, thickness * 0.2)


_BLACK = QColor(Qt.GlobalColor.black)


def _broken_off(dial: Dial) -> tuple[float, ...]:
    """Where the strokes stand that show that the figure goes on beyond an end."""
    if dial.is_over:
        return (0.9, 0.95)
    return (0.05, 0.1) if dial.is_below else ()


def _stroke(painter: QPainter, line: QLineF, ink: QColor, width: float) -> None:
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(line)


def _fitting(font: QFont, words: str, room: float) -> QFont:
    """The font made bold, and smaller if the words are wider than ``room``."""
    fitting = QFont(font)
    fitting.setBold(True)
    width = QFontMetricsF(fitting).horizontalAdvance(words)
    if width > room > 0:
        if fitting.pixelSize() > 0:
            fitting.setPixelSize(max(1, int(fitting.pixelSize() * room / width)))
        else:
            fitting.setPointSizeF(fitting.pointSizeF() * room / width)
    return fitting
