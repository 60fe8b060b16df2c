"""What stands beside the inputs: the light with its word, the values, the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from cixi_desktop.wording.form import Stat, stats, why
from ui.style.dials import dial_of
from ui.style.form_style import em, line_height, mark, scaled
from ui.style.gauges import paint_bar
from ui.style.lights import paint_light
from ui.style.palette import INK, MUTED, tone_of

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPaintEvent, QResizeEvent

    from cixi_desktop.assessment.assess import Assessed, FigureAssessment
    from cixi_desktop.assessment.lights import Light

BADGE_EMS = 7.4


class LightBadge(QWidget):
    """A light: colour, shape and word on a soft ground."""

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
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._light is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = tone_of(self._light)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone.soft)
        ground = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        metrics = QFontMetricsF(self.font())
        side, gap = metrics.ascent() * 0.8, metrics.ascent() * 0.35
        left = (self.width() - side - gap - metrics.horizontalAdvance(self._word)) / 2
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
        painter = QPainter(self)
        width = self.width() / self._columns
        for place, stat in enumerate(self._stats):
            left, top = place % self._columns * width, place // self._columns * self._row_height
            write_at(painter, QPointF(left, top), stat.label, self._label_font, MUTED)
            write_at(painter, QPointF(left, top + self._label_height + 2), stat.value, self._value_font, INK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 4 if self.width() >= 4 * em(self, self.COLUMN_EMS) else 2
        if columns != self._columns:
            self._columns = columns
            self.setFixedHeight(self._row_height * 4 // columns)


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
            paint_bar(QPainter(self), QRectF(self.rect()), self._assessed)


class Readout(QWidget):
    """A figure's values, its bar, and the sentence why."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = StatStrip(parent=self)
        self._bar = BarMark(parent=self)
        self._why = QLabel(self)
        self._why.setWordWrap(True)
        mark(self._why, "rank", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.strip)
        layout.addWidget(self._bar)
        layout.addWidget(self._why)
        layout.addStretch()

    def show_figure(self, figure: FigureAssessment) -> None:
        """Show another figure, or the same in another light."""
        self.strip.show_stats(stats(figure))
        self._bar.show_assessed(figure)
        words = why(figure)
        if words != self._why.text():
            self._why.setText(words)
