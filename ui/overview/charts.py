"""The trend chart. The only importer of pyqtgraph and numpy: import this module where it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ui.overview import without_opengl  # noqa: F401  before pyqtgraph

# isort: split
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.periods import MONTHS
from cixi_desktop.values import ZERO
from cixi_desktop.wording.figures import month_words, stages_words, trend_words
from ui.style.palette import ACCENT, FAINT, INK, LINE, MUTED, PACE, SURFACE
from ui.style.spoken import Role, speak_as

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from cixi_desktop.assessment.comparison import Trend, TrendMonth

ACTUAL, PLANNED_LINE, LAST_YEAR, TARGET = "实际", "序时", "上年同期", "目标"
OWN_PLAN = "月度计划"
"""What 序时 is called where the bureau has a plan of its own."""
SHORT_NAMES = {LAST_YEAR: "上年"}
"""How a line is called where the four of them share a narrow pane."""
SIDES = (-0.5, 0.5)
"""Where a month begins and ends: the target is a step where it was adjusted."""


class TrendLine(NamedTuple):
    """How a line is drawn, told apart without colour, and what it leads through of a month, None for nothing.

    ``marker`` is pyqtgraph's word for its shape, “” for none; ``places`` are those of its points in a month.
    """

    pen: QPen
    of_month: Callable[[TrendMonth], Decimal | None]
    marker: str = ""
    size: int = 0
    fill: QColor = SURFACE
    edge: QPen | None = None
    places: tuple[float, ...] = (0.0,)

    def points(self, trend: Trend) -> list[tuple[float, float]]:
        """Its points in a year; it leads over the months that have none."""
        told = [(month.month, self.of_month(month)) for month in trend.months]
        return [(n + place, float(v)) for n, v in told if v is not None for place in self.places]


LINES = {
    ACTUAL: TrendLine(
        QPen(ACCENT, 2.4), lambda month: month.value, "o", size=8, fill=ACCENT, edge=QPen(SURFACE, 1.2)
    ),
    PLANNED_LINE: TrendLine(
        QPen(PACE, 1.6, Qt.PenStyle.DashLine),
        lambda month: month.due,
        "d",
        size=7,
        edge=QPen(PACE, 1.2),
    ),
    LAST_YEAR: TrendLine(
        QPen(MUTED, 1.4, Qt.PenStyle.DashDotLine),
        lambda month: month.last_year,
        "t",
        size=6,
        edge=QPen(MUTED, 1.0),
    ),
    TARGET: TrendLine(
        QPen(INK, 1.3, Qt.PenStyle.DotLine), lambda month: month.indicator.target or ZERO, places=SIDES
    ),
}
"""By name, as in the legend; the first is drawn above the others."""
HIDDEN = 0.25
"""How much of a line that is switched off is left in the legend."""
RING = 2
"""Pixels for the line around it while it has the keyboard."""
FOOT = 0.15
"""Room below the lines for the shapes of grey states, as a part of what the lines take."""


class TrendChart(QWidget):
    """One figure by month: actual (solid, dots), what is due (dashed, diamonds), last year, target (dotted).

    Arrows and the pointer read it; the legend switches all lines but the actual one off and on.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, Role.Chart)
        self._trend: Trend | None = None
        self._month = 0
        self._legend = _Legend(parent=self)
        self._reading = QLabel(parent=self)
        self._stages = QLabel(parent=self)
        self._plot = _Plot(parent=self)
        self._legend.switched.connect(self._plot.switch)
        for label in (self._reading, self._stages):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._reading.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._stages.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("reading")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # its border says that it has the keyboard
        self.setAccessibleName("走势图")
        self._plot.viewport().installEventFilter(self)
        self._plot.viewport().setMouseTracking(True)
        self._adopt_font()

    def _lay_out(self) -> None:
        self._stack.addWidget(self._plot)
        self._stack.addWidget(self._stages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RING, RING, RING, RING)
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
        self._legend.show_trend(trend)
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
        self.lines = {name: _drawn(line) for name, line in LINES.items()}
        self._pointer = pg.InfiniteLine(angle=90, pen=_fixed(QPen(FAINT, 1.0)))
        for item in (self._pointer, *reversed(self.lines.values())):
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
        for name, line in LINES.items():
            points = line.points(trend)
            self.lines[name].setData([x for x, _ in points], [y for _, y in points])

    def switch(self, name: str, is_on: bool) -> None:
        """Show or hide a line by its name in the legend."""
        self.lines[name].setVisible(is_on)

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

    def point_at(self, month: int) -> None:
        self._pointer.setPos(month)

    def month_at(self, place: QPointF) -> int:
        """The month nearest to a place in the viewport."""
        scene = self.mapToScene(place.toPoint())
        x: float = self._box.mapSceneToView(scene).x()
        return min(max(round(x), 1), MONTHS)


def _drawn(line: TrendLine) -> pg.PlotDataItem:
    if not line.marker:
        return pg.PlotDataItem(pen=_fixed(line.pen))
    return pg.PlotDataItem(
        pen=_fixed(line.pen),
        symbol=line.marker,
        symbolSize=line.size,
        symbolBrush=line.fill,
        symbolPen=_fixed(line.edge or line.pen),
    )


def _fixed(pen: QPen) -> QPen:
    """The pen with its width in pixels, however the axes are scaled."""
    fixed = QPen(pen)
    fixed.setCosmetic(True)
    return fixed


def _range(trend: Trend) -> tuple[float, float]:
    """From 0 for what grows from zero, else close around what is shown; with room above and below."""
    shown = [value for line in LINES.values() for _, value in line.points(trend)]
    low, high = min(shown), max(shown)
    room = (high - low or abs(high) or 1.0) * 0.12
    return (low - room if low < 0 or low > high / 2 else 0.0), high + room


class _Legend(QWidget):
    """The lines with their names, and the unit. Signals: ``switched(name, is_on)``."""

    switched = Signal(str, bool)

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._unit = QLabel(self)
        self._unit.setObjectName("hint")
        self.names = {name: self._name(name) for name in LINES}
        self._places = QGridLayout(self)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setHorizontalSpacing(4)
        self._places.setVerticalSpacing(0)
        self._places.setColumnStretch(len(LINES), 1)
        self._places.addWidget(self._unit, 0, len(LINES) + 1)
        self._arrange()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_trend(self, trend: Trend) -> None:
        """Show the unit and the lines that the figure has.

        WORKAROUND: Qt gives the room of names that are hidden before the first showing to nobody.
        """
        self._unit.setText(trend.indicator.unit)
        self.names[PLANNED_LINE].setText(OWN_PLAN if trend.is_planned else PLANNED_LINE)
        for name, line in LINES.items():
            self.names[name].setVisible(name == ACTUAL or bool(line.points(trend)))
        self._arrange()
        self._places.activate()

    def _arrange(self) -> None:
        """The names in one row, or by twos where that is too long."""
        shown = [name for name in self.names.values() if not name.isHidden()]
        widths = [each.sizeHint().width() for each in (*shown, self._unit)]
        columns = len(LINES) if sum(widths) + 4 * len(widths) <= self.width() else 2
        for number, name in enumerate(shown):
            self._places.removeWidget(name)
            self._places.addWidget(name, number // columns, number % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _name(self, name: str) -> QToolButton:
        """The line with its name; all but the actual one can be switched."""
        button = QToolButton(self)
        button.setObjectName("legend")
        button.setText(SHORT_NAMES.get(name, name))
        button.setAccessibleName(name)
        em = button.fontMetrics().horizontalAdvance("国")
        icon = QIcon(_sample(LINES[name], em, opacity=HIDDEN))
        icon.addPixmap(_sample(LINES[name], em), QIcon.Mode.Normal, QIcon.State.On)
        button.setIcon(icon)
        button.setIconSize(QSize(int(em * 1.6), button.fontMetrics().height()))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setChecked(True)
        if name == ACTUAL:
            button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            return button
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(f"显示或隐藏{name}")
        button.toggled.connect(lambda is_on: self.switched.emit(name, is_on))
        return button


def _sample(line: TrendLine, em: float, opacity: float = 1) -> QPixmap:
    """A piece of the line with its marker, sharp on any screen."""
    ratio = 2
    picture = QPixmap(int(em * 1.6 * ratio), int(em * 1.2 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(opacity)
        painter.setPen(line.pen)
        painter.drawLine(QPointF(0, em * 0.6), QPointF(em * 1.6, em * 0.6))
        _paint_marker(painter, QPointF(em * 0.8, em * 0.6), line, em)
    return picture


def _paint_marker(painter: QPainter, centre: QPointF, line: TrendLine, em: float) -> None:
    radius = em * 0.28
    painter.setPen(QPen(line.pen.color(), 1.2))
    painter.setBrush(line.fill)
    if line.marker == "o":
        painter.drawEllipse(centre, radius, radius)
    elif line.marker:
        corners = [QPointF(0, -radius), QPointF(radius, 0), QPointF(0, radius), QPointF(-radius, 0)]
        if line.marker == "t":
            corners = [QPointF(-radius, -radius), QPointF(radius, -radius), QPointF(0, radius)]
        painter.drawPolygon([centre + corner for corner in corners])
