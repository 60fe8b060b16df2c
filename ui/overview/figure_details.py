"""Beside the gauges: everything about the current figure or item, and the trend of a figure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.style.figure_facts import facts_html
from ui.style.palette import tone_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.assessment.comparison import Trend
    from cixi_desktop.records.rules import Rules
    from ui.overview.charts import TrendChart


CHART_EMS = 13, 27
"""Least and most height of the chart; what is said of the figure is scrolled above it."""

FACTS_LINES = 6
"""Of these at least are to be read above the chart; where the window is too low for it, both are scrolled."""


class FigureDetails(QWidget):
    """Name, light, facts and trend of one figure; of an item all but the trend.

    The chart's library is heavy: the chart is made after the first showing.
    """

    def __init__(self, *, trend_of: Callable[[str], Trend | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trend_of = trend_of
        self._shown: Assessed | None = None
        self._chart: TrendChart | None = None
        self._facts = QLabel(parent=self)
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.RichText)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts.setContentsMargins(0, 0, 6, 0)
        content = QWidget(self)
        self._inside = QVBoxLayout(content)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(self._facts, 1)
        self._scroll = QScrollArea(parent=self)
        self._scroll.setWidget(content)
        self._scroll.setObjectName("reading")
        self._scroll.setAccessibleName("指标详情")
        self._scroll.setWidgetResizable(True)
        for widget in (self._scroll.viewport(), content):
            widget.setAutoFillBackground(False)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._scroll, 3)

    @property
    def chart(self) -> TrendChart | None:
        """The chart; None before it was first needed."""
        return self._chart

    def show_assessed(self, shown: Assessed, rules: Rules) -> None:
        """Show this figure, or an item, which has no trend."""
        self._shown = shown
        colour = tone_of(shown.light).text.name()
        light = f'<span style="color:{colour}">{shown.light.symbol}{shown.status}</span>'
        head = f'<p style="margin:0 0 7px 0"><b>{escape(shown.name)}</b>　{light}</p>'
        self._facts.setText(head + facts_html(shown, rules))
        self._scroll.verticalScrollBar().setValue(0)
        self._show_trend()

    def _show_trend(self) -> None:
        shown = self._shown
        trend = self._trend_of(shown.id) if shown and self._chart else None
        if self._chart and shown:
            self._chart.setVisible(trend is not None)
            if trend:
                self._chart.show_trend(trend, shown.period.last)

    def make_chart(self) -> None:
        """Load the chart's library and show the chart; once."""
        if self._chart is None:
            from ui.overview.charts import TrendChart

            self._chart = TrendChart(parent=self)
            least, most = (self.fontMetrics().horizontalAdvance("国") * ems for ems in CHART_EMS)
            self._chart.setMinimumHeight(max(least, self._chart.minimumSizeHint().height()))
            self._chart.setMaximumHeight(most)
            self._place_chart()
            self._show_trend()

    def _place_chart(self) -> None:
        if self._chart:
            least = self._chart.minimumHeight() + self.fontMetrics().lineSpacing() * FACTS_LINES
            layout = self._inside if self.height() < least else self._layout
            if layout.indexOf(self._chart) < 0:
                layout.addWidget(self._chart, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chart()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.make_chart)
