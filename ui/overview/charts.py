"""The trend chart. The only importer of pyqtgraph and numpy: import this module where it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from cixi_desktop.wording.figures import month_words, stages_words, trend_words
from ui.style.palette import ACCENT, FAINT, INK, LINE, MUTED, SURFACE
from ui.style.spoken import Role, speak_as

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from cixi_desktop.assessment.comparison import Trend

PLANNED = QColor("#a35a00")
ACTUAL_PEN = QPen(ACCENT, 2.4)
PLANNED_PEN = QPen(PLANNED, 1.6, Qt.PenStyle.DashLine)
TARGET_PEN = QPen(INK, 1.3, Qt.PenStyle.DotLine)
ACTUAL_EDGE, PLANNED_EDGE = QPen(SURFACE, 1.2), QPen(PLANNED, 1.2)
LAST_YEAR_PEN = QPen(MUTED, 1.4, Qt.PenStyle.DashDotLine)
ACTUAL, PLANNED_LINE, LAST_YEAR, TARGET = "实际", "序时", "上年同期", "目标"
OWN_PLAN = "月度计划"
"""What 序时 is called where the bureau has a plan of its own."""
SHORT_NAMES = {LAST_YEAR: "上年"}
"""How a line is called where the four of them share a narrow pane."""
LEGEND = {
    ACTUAL: (ACTUAL_PEN, "o"),
    PLANNED_LINE: (PLANNED_PEN, "d"),
    LAST_YEAR: (LAST_YEAR_PEN, "t"),
    TARGET: (TARGET_PEN, ""),
}
"""Line and marker by name: told apart without colour."""
SIDES = (-0.5, 0.5)
"""Where a month begins and ends: the target is a step where it was adjusted."""
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
        self._last_year = pg.PlotDataItem(
            pen=_fixed(LAST_YEAR_PEN),
            symbol="t",
            symbolSize=6,
            symbolBrush=SURFACE,
            symbolPen=_fixed(QPen(MUTED, 1.0)),
        )
        self._target = pg.PlotDataItem(pen=_fixed(TARGET_PEN))
        self._pointer = pg.InfiniteLine(angle=90, pen=_fixed(QPen(FAINT, 1.0)))
        for item in (self._pointer, self._target, self._last_year, self._planned, self._actual):
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
        ago = [(m.month, float(m.last_year)) for m in trend.months if m.last_year is not None]
        self._last_year.setData([x for x, _ in ago], [y for _, y in ago])
        targets = [float(m.indicator.target or 0) for m in trend.months for _ in SIDES]
        self._target.setData([m.month + side for m in trend.months for side in SIDES], targets)

    def switch(self, name: str, is_on: bool) -> None:
        """Show or hide a line by its name in the legend."""
        lines = {PLANNED_LINE: self._planned, LAST_YEAR: self._last_year, TARGET: self._target}
        lines[name].setVisible(is_on)

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


def _fixed(pen: QPen) -> QPen:
    """The pen with its width in pixels, however the axes are scaled."""
    fixed = QPen(pen)
    fixed.setCosmetic(True)
    return fixed


def _range(trend: Trend) -> tuple[float, float]:
    """From 0 for what grows from zero, else close around what is shown; with room above and below."""
    shown = [float(v) for m in trend.months for v in (m.value, m.due, m.last_year) if v is not None]
    shown += [float(m.indicator.target or 0) for m in trend.months]
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
        self.names = {name: self._name(name) for name in LEGEND}
        self._places = QGridLayout(self)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setHorizontalSpacing(4)
        self._places.setVerticalSpacing(0)
        self._places.setColumnStretch(len(LEGEND), 1)
        self._places.addWidget(self._unit, 0, len(LEGEND) + 1)
        self._arrange()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_trend(self, trend: Trend) -> None:
        """Show the unit and the lines that the figure has.

        WORKAROUND: Qt gives the room of names that are hidden before the first showing to nobody.
        """
        self._unit.setText(trend.indicator.unit)
        self.names[PLANNED_LINE].setText(OWN_PLAN if trend.is_planned else PLANNED_LINE)
        self.names[PLANNED_LINE].setVisible(any(place.due is not None for place in trend.months))
        self.names[LAST_YEAR].setVisible(any(place.last_year is not None for place in trend.months))
        self._arrange()
        self._places.activate()

    def _arrange(self) -> None:
        """The names in one row, or by twos where that is too long."""
        shown = [name for name in self.names.values() if not name.isHidden()]
        widths = [each.sizeHint().width() for each in (*shown, self._unit)]
        columns = len(LEGEND) if sum(widths) + 4 * len(widths) <= self.width() else 2
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
        button.setIcon(QIcon(_sample(*LEGEND[name], button.fontMetrics().horizontalAdvance("国"))))
        button.setIconSize(
            QSize(int(button.fontMetrics().horizontalAdvance("国") * 1.6), button.fontMetrics().height())
        )
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


def _sample(pen: QPen, marker: str, em: float) -> QPixmap:
    """A piece of the line with its marker, sharp on any screen."""
    ratio = 2
    picture = QPixmap(int(em * 1.6 * ratio), int(em * 1.2 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, em * 0.6), QPointF(em * 1.6, em * 0.6))
        _paint_marker(painter, QPointF(em * 0.8, em * 0.6), pen, marker, em)
    return picture


def _paint_marker(painter: QPainter, centre: QPointF, pen: QPen, marker: str, em: float) -> None:
    radius = em * 0.28
    painter.setPen(QPen(pen.color(), 1.2))
    if marker == "o":
        painter.setBrush(pen.color())
        painter.drawEllipse(centre, radius, radius)
    elif marker:
        painter.setBrush(SURFACE)
        corners = [QPointF(0, -radius), QPointF(radius, 0), QPointF(0, radius), QPointF(-radius, 0)]
        if marker == "t":
            corners = [QPointF(-radius, -radius), QPointF(radius, -radius), QPointF(0, radius)]
        painter.drawPolygon([centre + corner for corner in corners])
