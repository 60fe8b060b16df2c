"""What is drawn beside and above the inputs: light, values, bar, and the stages as steps."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cixi_desktop.wording.form import Stat, stats
from ui.style.form_style import em, line_height, scaled
from ui.style.gauges import dial_of, paint_bar
from ui.style.lights import paint_light
from ui.style.palette import ACCENT, FAINT, INK, LINE, MUTED, SURFACE, TONES, tone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QFont, QMouseEvent, QPaintEvent, QResizeEvent

    from cixi_desktop.assessment.assess import Assessed, FigureAssessment
    from cixi_desktop.assessment.items import ItemAssessment
    from cixi_desktop.assessment.lights import Light

MISSED = TONES["yellow"]
"""The tone of a stage that is due and not reached."""
WIDEST_STEP_EMS, STEP_GAP = 9, 6
"""The most that is between two steps, and the pixels between their words at least."""
_BROKEN = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
BADGE_EMS = 7.4


class StageSteps(QWidget):
    """Reached steps are ticked discs, those due and not reached triangles, those to come rings.

    Signal: ``chosen(str)`` by a click on one.
    """

    chosen = Signal(str)

    def __init__(self, *, stages: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages = stages
        self._item: ItemAssessment | None = None
        self._is_read_only = False
        self._font = scaled(self.font(), 0.9)
        self._bold = scaled(self.font(), 0.9, is_bold=True)
        self._line = QFontMetrics(self._font).height()
        self._size = self.fontMetrics().height() * 0.62
        self._middle = line_height(self) / 2 - 3
        self._words_top = self._middle + self._size / 2 + 2
        self._step = float(em(self, WIDEST_STEP_EMS))
        self._stage_lines = 1
        self._grow()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_item(self, item: ItemAssessment) -> None:
        """Show how far the item has come, in the colour of its light, and what is planned."""
        self._item = item
        self._grow()
        words = f"共{len(self._stages)}个阶段，已到第{item.stage_number}个"
        self.setAccessibleName("，".join(filter(None, (words, item.due_words))))
        self.update()

    def set_read_only(self, is_read_only: bool) -> None:
        """Show without letting anyone choose."""
        self._is_read_only = is_read_only
        shape = Qt.CursorShape.ArrowCursor if is_read_only else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)

    def month_words(self, number: int) -> str:
        """The planned month of a step: 计划6月, 应6月 once it is due and not reached; “” without one."""
        month = self._item.planned[number - 1] if self._item else None
        return f"{'应' if self._is_missed(number) else '计划'}{month}月" if month else ""

    def _grow(self) -> None:
        """As high as the words of the stages, and below them of the planned months, within their steps."""
        months = [self.month_words(number) for number in range(1, len(self._stages) + 1)]
        self._stage_lines = self._lines(self._stages)
        self.setFixedHeight(round(self._words_top + (self._stage_lines + self._lines(months)) * self._line))

    def _lines(self, texts: Sequence[str]) -> int:
        """How many lines the longest takes within a step; none where nothing is written."""
        metrics = QFontMetrics(self._bold)
        room = QRect(0, 0, int(self._step) - STEP_GAP, 1000)
        heights = (metrics.boundingRect(room, _BROKEN, text).height() for text in texts if text)
        return max((ceil(height / metrics.lineSpacing()) for height in heights), default=0)

    @property
    def _reached(self) -> int:
        return self._item.stage_number if self._item else 0

    def _is_missed(self, number: int) -> bool:
        return self._item is not None and self._reached < number <= self._item.due_number

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            light = self._item.light if self._item else None
            tone = tone_of(light).strong if light and not light.is_grey else ACCENT
            for number, stage in enumerate(self._stages, 1):
                place = QPointF(self._left(number) + self._size / 2, self._middle)
                if number < len(self._stages):
                    self._paint_way(painter, place, number, tone)
                self._paint_step(painter, place, number, tone)
                font, ink = (self._bold, INK) if number == self._reached else (self._font, MUTED)
                room = QRectF(self._left(number), self._words_top, int(self._step) - STEP_GAP, self.height())
                _write_in(painter, room, stage, font, ink)
                ink = MISSED.text if self._is_missed(number) else MUTED
                below = room.translated(0, self._stage_lines * self._line)
                _write_in(painter, below, self.month_words(number), self._font, ink)

    def _paint_way(self, painter: QPainter, place: QPointF, number: int, tone: QColor) -> None:
        """The line to the next step."""
        painter.setPen(QPen(tone if number < self._reached else LINE, 2))
        end = QPointF(self._left(number + 1) - 4, self._middle)
        painter.drawLine(place + QPointF(self._size / 2 + 4, 0), end)

    def _paint_step(self, painter: QPainter, place: QPointF, number: int, tone: QColor) -> None:
        radius = self._size / 2 - 1
        if number <= self._reached:
            painter.setPen(QPen(tone, 1.5))
            painter.setBrush(tone)
            painter.drawEllipse(place, radius, radius)
            painter.setPen(QPen(SURFACE, 1.6))
            tick = ((-0.45, 0.05), (-0.1, 0.4), (0.5, -0.35))
            painter.drawPolyline(QPolygonF([place + QPointF(x * radius, y * radius) for x, y in tick]))
        elif self._is_missed(number):
            painter.setPen(QPen(MISSED.strong, 1.5))
            painter.setBrush(MISSED.soft)
            corners = ((-1, 0.85), (0, -1), (1, 0.85))
            painter.drawPolygon(QPolygonF([place + QPointF(x * radius, y * radius) for x, y in corners]))
        else:
            painter.setPen(QPen(FAINT, 1.5))
            painter.setBrush(SURFACE)
            painter.drawEllipse(place, radius, radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_step = event.button() is Qt.MouseButton.LeftButton and not self._is_read_only
        place = int(event.position().x() // self.step_width())
        if is_step and 0 <= place < len(self._stages):
            self.chosen.emit(self._stages[place])
        else:
            super().mousePressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(em(self, 7) * len(self._stages), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._step = min(self.width() / len(self._stages), em(self, WIDEST_STEP_EMS))
        self._grow()

    def step_width(self) -> float:
        """The distance between two steps, in pixels."""
        return self._step

    def _left(self, number: int) -> float:
        return (number - 1) * self.step_width()


class LightBadge(QWidget):
    """A light: colour, shape and word on a soft ground, which is wider for 达序时（待核定）."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light: Light | None = None
        self._word = ""
        self.setFixedSize(em(self, BADGE_EMS), line_height(self))

    def show_light(self, light: Light, word: str) -> None:
        """Show a light with the word beside it."""
        if (light, word) != (self._light, self._word):
            self._light, self._word = light, word
            self.setAccessibleName(word)
            side, _, width = self._measures()
            self.setFixedWidth(max(em(self, BADGE_EMS), ceil(width + 2 * side)))
            self.update()

    def _measures(self) -> tuple[float, float, float]:
        """The side of the shape, the gap behind it, and how wide shape and word are."""
        metrics = QFontMetricsF(self.font())
        side, gap = metrics.ascent() * 0.8, metrics.ascent() * 0.35
        return side, gap, side + gap + metrics.horizontalAdvance(self._word)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._light is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tone = tone_of(self._light)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone.soft)
            ground = QRectF(self.rect()).adjusted(0, 2, 0, -2)
            painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
            side, gap, width = self._measures()
            left = (self.width() - width) / 2
            paint_light(painter, QRectF(left, (self.height() - side) / 2, side, side), self._light)
            painter.setPen(tone.text)
            place = QRectF(left + side + gap, 0, self.width(), self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)


class StatStrip(QWidget):
    """Labelled values in four columns of equal width; in two where there is little room."""

    COLUMN_EMS = 8.4

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stats: tuple[Stat, ...] = ()
        self._label_font = scaled(self.font(), 0.9)
        self._value_font = scaled(self.font(), 1.15, is_bold=True)
        self._label_height = QFontMetrics(self._label_font).height()
        self._row_height = self._label_height + QFontMetrics(self._value_font).height() + 2
        self._columns = 4
        self.setFixedHeight(self._row_height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stats(self, found: tuple[Stat, ...]) -> None:
        """Show other values."""
        if found != self._stats:
            self._stats = found
            self.setAccessibleName("，".join(f"{stat.label}{stat.value}" for stat in found))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            width = self.width() / self._columns
            for place, stat in enumerate(self._stats):
                left, top = place % self._columns * width, place // self._columns * self._row_height
                write_at(painter, QPointF(left, top), stat.label, self._label_font, MUTED)
                write_at(
                    painter, QPointF(left, top + self._label_height + 2), stat.value, self._value_font, INK
                )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 4 if self.width() >= 4 * em(self, self.COLUMN_EMS) else 2
        if columns != self._columns:
            self._columns = columns
            self.setFixedHeight(self._row_height * 4 // columns)


def _write_in(painter: QPainter, room: QRectF, words: str, font: QFont, ink: QColor) -> None:
    """Write on as many lines as the width takes."""
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(room, _BROKEN, words)


def write_at(painter: QPainter, corner: QPointF, words: str, font: QFont, ink: QColor) -> None:
    """Write on one line below ``corner``."""
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(corner + QPointF(0, QFontMetricsF(font).ascent()), words)


class BarMark(QWidget):
    """The straight gauge of a figure or closed list."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assessed: Assessed | None = None
        self.setFixedHeight(round(self.fontMetrics().height() * 0.75))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_assessed(self, assessed: Assessed) -> None:
        """Draw another figure or item."""
        self._assessed = assessed
        self.setVisible(dial_of(assessed) is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._assessed is not None:
            with QPainter(self) as painter:
                paint_bar(painter, QRectF(self.rect()), self._assessed)


class Readout(QWidget):
    """A figure's values and its bar."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = StatStrip(parent=self)
        self._bar = BarMark(parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.strip)
        layout.addWidget(self._bar)
        layout.addStretch()

    def show_figure(self, figure: FigureAssessment) -> None:
        """Show another figure, or the same in another light."""
        self.strip.show_stats(stats(figure))
        self._bar.show_assessed(figure)
