"""The trend chart. The only importer of pyqtgraph and numpy: import this module where it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.overview import without_opengl  # noqa: F401  before pyqtgraph

# isort: split
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from cixi_desktop.periods import MONTHS
from cixi_desktop.wording.figures import month_words, stages_words, trend_words
from ui.style.palette import ACCENT, FAINT, INK, LINE, MUTED, SURFACE

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from cixi_desktop.assessment.comparison import Trend

PLANNED = QColor("#a35a00")
ACTUAL_PEN = QPen(ACCENT, 2.4)
PLANNED_PEN = QPen(PLANNED, 1.6, Qt.PenStyle.DashLine)
TARGET_PEN = QPen(INK, 1.3, Qt.PenStyle.DotLine)
ACTUAL_EDGE, PLANNED_EDGE = QPen(SURFACE, 1.2), QPen(PLANNED, 1.2)
LEGEND = (("实际", ACTUAL_PEN, "o"), ("序时", PLANNED_PEN, "d"), ("目标", TARGET_PEN, ""))
"""Name, line and marker: told apart without colour."""
FOOT = 0.15
"""Room below the lines for the shapes of grey states, as a part of what the lines take."""


class TrendChart(QWidget):
    """One figure by month: actual (solid, dots), 序时 (dashed, diamonds), target (dotted). Arrows read it."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trend: Trend | None = None
        self._month = 0
        self._legend = _Legend(parent=self)
        self._reading = QLabel(parent=self)
        self._stages = QLabel(parent=self)
        self._plot = _Plot(parent=self)
        for label in (self._reading, self._stages):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._reading.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._stages.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("走势图")
        self._plot.viewport().installEventFilter(self)
        self._plot.viewport().setMouseTracking(True)
        self._adopt_font()

    def _lay_out(self) -> None:
        self._stack.addWidget(self._plot)
        self._stack.addWidget(self._stages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._legend)
        layout.addLayout(self._stack, stretch=1)
        layout.addWidget(self._reading)

    def show_trend(self, trend: Trend, current_month: int) -> None:
        """Show a figure's year; months after ``current_month`` (1–12) need not have a figure yet."""
        self._trend = trend
        is_drawn = trend.target is not None
        self._stack.setCurrentIndex(0 if is_drawn else 1)
        self._legend.setVisible(is_drawn)
        self._reading.setVisible(is_drawn)
        if is_drawn:
            self._plot.show_trend(trend, current_month)
        else:
            self._stages.setText(stages_words(trend))
        self._legend.show_unit(trend.indicator.unit)
        self.setAccessibleDescription(trend_words(trend))
        self._read(current_month)

    def _read(self, month: int) -> None:
        """Put the month's values under the chart."""
        if self._trend is None:
            return
        self._month = min(max(month, 1), MONTHS)
        words = month_words(self._trend, self._trend.months[self._month - 1])
        self._reading.setText(words)
        self._reading.setAccessibleName(words)
        self._plot.point_at(self._month)

    def _adopt_font(self) -> None:
        self._plot.adopt_font(self.font())
        lines = QFontMetricsF(self.font()).height() * 2
        self._reading.setMinimumHeight(int(lines) + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._adopt_font()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and self._trend is not None:
            month = self._plot.month_at(event.position())  # type: ignore[attr-defined]
            if month != self._month:
                self._read(month)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -MONTHS, Qt.Key.Key_End: MONTHS}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._read(self._month + step)


class _Plot(pg.GraphicsLayoutWidget):
    """The drawing area: a view box with two axes; the pointer and the keyboard read it, nothing drags it.

    Not a PlotItem, which brings menus and forms that outlive it.
    """

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setBackground(SURFACE)
        self.setAntialiasing(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(110)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._axes = {side: pg.AxisItem(side) for side in ("left", "bottom")}
        self.ci.layout.setContentsMargins(0, 4, 6, 0)
        self.ci.layout.setSpacing(0)
        self.addItem(self._axes["left"], row=0, col=0)
        self.addItem(self._box, row=0, col=1)
        self.addItem(self._axes["bottom"], row=1, col=1)
        self._adopt_axes()
        self._planned = pg.PlotDataItem(
            pen=_fixed(PLANNED_PEN),
            symbol="d",
            symbolSize=7,
            symbolBrush=SURFACE,
            symbolPen=_fixed(PLANNED_EDGE),
        )
        self._actual = pg.PlotDataItem(
            pen=_fixed(ACTUAL_PEN),
            symbol="o",
            symbolSize=8,
            symbolBrush=ACCENT,
            symbolPen=_fixed(ACTUAL_EDGE),
        )
        self._target = pg.InfiniteLine(angle=0, pen=_fixed(TARGET_PEN))
        self._pointer = pg.InfiniteLine(angle=90, pen=_fixed(QPen(FAINT, 1.0)))
        for item in (self._pointer, self._target, self._planned, self._actual):
            self._box.addItem(item, ignoreBounds=True)
        self._greys = [pg.TextItem(color=MUTED, anchor=(0.5, 1.0)) for _ in range(MONTHS)]
        for grey in self._greys:
            self._box.addItem(grey, ignoreBounds=True)
        self._trend: Trend | None = None

    def _adopt_axes(self) -> None:
        for axis in self._axes.values():
            axis.linkToView(self._box)
            axis.setPen(_fixed(QPen(LINE, 1.0)))
            axis.setTextPen(_fixed(QPen(MUTED)))
            axis.setStyle(tickLength=-4)
            axis.enableAutoSIPrefix(False)
        self._axes["bottom"].setTicks([[(n, str(n)) for n in range(1, MONTHS + 1)]])
        self._axes["left"].setGrid(40)

    def adopt_font(self, font: QFont) -> None:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        for axis in self._axes.values():
            axis.setTickFont(small)
        self._axes["bottom"].setHeight(QFontMetricsF(small).height() + 6)
        self.update()

    def show_trend(self, trend: Trend, current_month: int) -> None:
        if trend != self._trend:
            self._trend = trend
            self._show_lines(trend)
        self._show_greys(trend, current_month)

    def _show_lines(self, trend: Trend) -> None:
        nothing = float("nan")
        months = [float(place.month) for place in trend.months]
        actual = [(place.month, float(place.value)) for place in trend.months if place.value is not None]
        self._actual.setData([x for x, _ in actual], [y for _, y in actual])
        self._planned.setData(months, [nothing if m.due is None else float(m.due) for m in trend.months])
        self._target.setPos(float(trend.target or 0))

    def _show_greys(self, trend: Trend, current_month: int) -> None:
        """The shape of its grey state at the foot of each month that should have a figure."""
        shown = [bool(place.word) and place.month <= current_month for place in trend.months]
        low, high = _range(trend)
        foot = low - (high - low) * FOOT if any(shown) else low
        self._box.setRange(xRange=(0.6, MONTHS + 0.4), yRange=(foot, high), padding=0)
        for grey, place, is_grey in zip(self._greys, trend.months, shown, strict=True):
            grey.setVisible(is_grey)
            if is_grey:
                grey.setText(place.light.symbol)
                grey.setPos(place.month, foot)

    @property
    def shown_range(self) -> tuple[float, float]:
        """The lowest and the highest value that fit."""
        low, high = self._box.viewRange()[1]
        return low, high

    def point_at(self, month: int) -> None:
        self._pointer.setPos(month)

    def month_at(self, place: QPointF) -> int:
        """The month nearest to a place in the viewport."""
        scene = self.mapToScene(place.toPoint())
        x: float = self._box.mapSceneToView(scene).x()
        return min(max(round(x), 1), MONTHS)


def _fixed(pen: QPen) -> QPen:
    """The pen with its width in pixels, however the axes are scaled."""
    fixed = QPen(pen)
    fixed.setCosmetic(True)
    return fixed


def _range(trend: Trend) -> tuple[float, float]:
    """From 0 for what grows from zero, else close around what is shown; with room above and below."""
    shown = [float(v) for m in trend.months for v in (m.value, m.due) if v is not None]
    shown.append(float(trend.target or 0))
    low, high = min(shown), max(shown)
    room = (high - low or abs(high) or 1.0) * 0.12
    return (low - room if low < 0 or low > high / 2 else 0.0), high + room


class _Legend(QWidget):
    """The lines with their names, and the unit."""

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_unit(self, unit: str) -> None:
        self._unit = f"单位：{unit}" if unit else ""
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(int(metrics.horizontalAdvance("国") * 16), int(metrics.height() * 1.2))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            metrics = QFontMetricsF(self.font())
            em, x = metrics.horizontalAdvance("国"), 0.0
            base, middle = metrics.ascent(), metrics.ascent() * 0.66
            line = min(em * 2, max(em * 0.8, self.width() / len(LEGEND) - em * 3.1))
            for name, pen, marker in LEGEND:
                painter.setPen(pen)
                painter.drawLine(QPointF(x, middle), QPointF(x + line, middle))
                _paint_marker(painter, QPointF(x + line / 2, middle), pen, marker, em)
                painter.setPen(MUTED)
                painter.drawText(QPointF(x + line + em * 0.4, base), name)
                x += line + em * 3.4
            room = QRectF(x, 0, self.width() - x, metrics.height())
            wording = (self._unit, self._unit.removeprefix("单位："))
            words = next((each for each in wording if metrics.horizontalAdvance(each) <= room.width()), "")
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, words)


def _paint_marker(painter: QPainter, centre: QPointF, pen: QPen, marker: str, em: float) -> None:
    radius = em * 0.28
    painter.setPen(QPen(pen.color(), 1.2))
    if marker == "o":
        painter.setBrush(pen.color())
        painter.drawEllipse(centre, radius, radius)
    elif marker:
        painter.setBrush(SURFACE)
        corners = (QPointF(0, -radius), QPointF(radius, 0), QPointF(0, radius), QPointF(-radius, 0))
        painter.drawPolygon([centre + corner for corner in corners])
