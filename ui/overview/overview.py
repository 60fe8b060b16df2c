"""总览: the summary, a gauge for each target, and beside them the current figure with its trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cixi_desktop.assessment.assess import FigureAssessment
from ui.overview.figure_details import FigureDetails
from ui.overview.gauge_wall import GaugeWall, has_strip
from ui.overview.summary_strip import SummaryStrip
from ui.style.choosers import MineOnlyCheckBox
from ui.style.palette import GROUND, SURFACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.assessment.comparison import Trend
    from ui.overview.summary_strip import Picked

DETAILS_LEAST_EMS = 13
"""Where less than that is left beside the cards, there is no sheet."""
DETAILS_EMS = 21, 32
"""Narrowest and widest sheet of the current figure."""
DETAILS_SHARE = 0.27
MARGIN = 12


class OverviewPane(QWidget):
    """总览.

    Signals: ``chosen`` (id: its form is asked for), ``focused`` (id: became the current one), ``narrowed``
    (is_own: only the unit's own are asked for, or all).
    """

    chosen = Signal(str)
    focused = Signal(str)
    narrowed = Signal(bool)

    def __init__(self, *, trend_of: Callable[[str], Trend | None], parent: QWidget | None = None) -> None:
        """``trend_of`` gives the year of the indicator with that id; asked whenever the current changes."""
        super().__init__(parent)
        self._assessment: Assessment | None = None
        self._is_own = True
        self._summary = SummaryStrip(parent=self)
        self.own = MineOnlyCheckBox(parent=self)
        self._wall = GaugeWall()
        self._details = FigureDetails(trend_of=trend_of)
        self._scroll = QScrollArea(parent=self)
        self._scroll.setWidget(self._wall)
        self._scroll.setAccessibleName("各指标和事项")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusProxy(self._wall)
        self._side = QFrame(parent=self)
        self._lay_out()
        self._summary.picked.connect(self._show_picked)
        self._wall.chosen.connect(self.chosen)
        self._wall.focused.connect(self._show_focused)
        self.own.clicked.connect(self.narrowed)
        self.setFocusProxy(self._wall)

    def _lay_out(self) -> None:
        """Gauges on the left, the current figure on a white sheet on the right, the summary above both."""
        for widget in (self, self._scroll, self._scroll.viewport(), self._wall):
            _colour(widget, GROUND)
        _colour(self._side, SURFACE)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        side.addWidget(self._details)
        below = QHBoxLayout()
        below.setSpacing(MARGIN)
        below.addWidget(self._scroll, stretch=1)
        below.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN // 2, MARGIN, MARGIN)
        layout.setSpacing(MARGIN // 3)
        top = QHBoxLayout()
        top.setSpacing(MARGIN)
        top.addWidget(self._summary, 1)
        top.addWidget(self.own, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        layout.addLayout(below, stretch=1)
        self._adopt_width()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show this assessment; the current figure stays."""
        self._assessment = assessment
        own = assessment.own_ids
        self.own.show_own(has_own=bool(own), is_on=self._is_own)
        shown = own if own and self._is_own else frozenset(each.id for each in assessment.assessed)
        self._summary.show_summary(assessment.summary_of(shown))
        self._wall.show_assessment(assessment, _picked(assessment, shown, self._summary.chosen))
        self._show_details(self._wall.current_id)

    def _show_picked(self, _picks: Picked | None) -> None:
        """Show those of one light only, or all again."""
        if self._assessment is not None:
            self.show_assessment(self._assessment)

    def narrow(self, *, is_own: bool) -> None:
        """Show the unit's own figures only, or all."""
        self._is_own = is_own
        if self._assessment is not None:
            self.show_assessment(self._assessment)

    def select(self, target_id: str) -> None:
        """Make the figure (7-5 gives H-2) or item of that id the current one; what has no strip is ignored.

        One that is hidden as another unit's, or by its light, is shown again with all the others.
        """
        if self._assessment is None or not self._assessment.plan.has_target(target_id):
            return
        found = self._assessment.of(target_id)
        is_drawn = isinstance(found, FigureAssessment) or has_strip(found)
        if is_drawn and not self._wall.has(found.id) and self._summary.chosen:
            self._summary.pick(self._summary.chosen)
        if is_drawn and not self._wall.has(found.id):
            self.narrowed.emit(False)
        self._wall.select(found.id)

    @property
    def wall(self) -> GaugeWall:
        """The gauges."""
        return self._wall

    @property
    def details(self) -> FigureDetails:
        """The current figure's sheet."""
        return self._details

    def _show_focused(self, target_id: str) -> None:
        rect = self._wall.current_rect()
        self._scroll.ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height())
        self._show_details(target_id)
        self.focused.emit(target_id)

    def _show_details(self, target_id: str) -> None:
        if self._assessment is None:
            return
        if self._assessment.plan.has_target(target_id):
            self._details.show_assessed(self._assessment.of(target_id), self._assessment.rules)

    def _adopt_width(self) -> None:
        """Share the width out; where there is too little for both, the cards have all of it."""
        em = QFontMetricsF(self.font()).horizontalAdvance("国")
        narrowest, widest = (em * ems for ems in DETAILS_EMS)
        beside_cards = (
            self.width() - self._wall.minimumWidth() - self._scroll.verticalScrollBar().sizeHint().width()
        )
        room = beside_cards - 5 * MARGIN
        self._side.setVisible(room >= em * DETAILS_LEAST_EMS)
        width = min(max(self.width() * DETAILS_SHARE - 2 * MARGIN, narrowest), widest, room)
        self._side.setFixedWidth(int(width) + 2 * MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._adopt_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._adopt_width()


def _picked(assessment: Assessment, ids: frozenset[str], picks: Picked | None) -> frozenset[str]:
    """Of these figures and items those that are picked, or all."""
    if picks is None:
        return ids
    found = assessment.items if picks.is_item else assessment.figures
    return ids & {each.id for each in found if each.light is picks.light}


def _colour(widget: QWidget, colour: object) -> None:
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, colour)
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
