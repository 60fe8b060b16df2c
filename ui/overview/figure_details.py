"""Everything about one figure or item as words, and beside the gauges with the trend of a figure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cixi_desktop.assessment.assess import ItemAssessment
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records.proofs import proof_words
from cixi_desktop.wording.figures import list_words
from cixi_desktop.wording.form import former_words, item_words
from cixi_desktop.wording.sentences import judged_by, progress_sentence, still_needed
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.style.gauges import dial_note
from ui.style.palette import MUTED, tone_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from cixi_desktop.assessment.assess import Assessed, FigureAssessment
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


class Fact(Struct, frozen=True):
    """One paragraph: what it is about, and the text."""

    label: str
    text: str


def facts(assessed: Assessed, rules: Rules) -> tuple[Fact, ...]:
    """All that is known of the figure or item, in the order a reader asks; nothing empty."""
    if isinstance(assessed, ItemAssessment):
        return _item_facts(assessed)
    return _figure_facts(assessed, rules)


def _item_facts(item: ItemAssessment) -> tuple[Fact, ...]:
    place = f"任务{item.item.task_id}：“{fullwidth_punctuation(item.item.citation.quote)}”"
    pairs = [
        ("进展", item_words(item)),
        ("应到", item.due_words),
        ("亮灯", item.reason),
        ("依据", proof_words(item.proof)),
        ("来源", f"{item.origin.words}。" if item.origin and item.origin.is_disputed else ""),
        ("阶段", "→".join(item.item.stages)),
        ("责任", f"{item.responsibility.words}；{item.responsibility.deadline_words}"),
        ("原文", place),
    ]
    return tuple(Fact(label, text) for label, text in pairs if text)


def _figure_facts(figure: FigureAssessment, rules: Rules) -> tuple[Fact, ...]:
    listed = list_words(figure)
    standing = progress_sentence(figure) + (f"（{listed}）" if listed else "")
    pairs = [
        ("进展", f"{standing}。" if standing else ""),
        ("亮灯", figure.reason),
        ("来源", f"{figure.origin.words}。" if figure.origin and figure.origin.is_disputed else ""),
        ("差距", f"{still_needed(figure)}。" if still_needed(figure) else ""),
        ("表盘", dial_note(figure)),
        ("口径", judged_by(figure, rules) + fullwidth_punctuation(figure.indicator.note)),
        ("调整", f"{former_words(figure)}。" if figure.former else ""),
        ("原文", quotes(figure)),
    ]
    return tuple(Fact(label, text) for label, text in pairs if text)


def quotes(figure: FigureAssessment) -> str:
    """Every place of the plan that cites the figure: 任务8：“…”."""
    return "；".join(
        f"{_place(commitment.task_id)}：“{fullwidth_punctuation(commitment.citation.quote)}”"
        for commitment in figure.commitments
    )


def _place(task_id: str) -> str:
    return "主要目标" if task_id == HEADLINE else f"任务{task_id}"


def facts_html(figure: Assessed, rules: Rules) -> str:
    """The facts as paragraphs of rich text."""
    label = f'<span style="color:{MUTED.name()}">{{}}</span>　{{}}'
    rows = (label.format(fact.label, escape(fact.text)) for fact in facts(figure, rules))
    return "".join(f'<p style="margin:0 0 5px 0">{row}</p>' for row in rows)


def hover_card(figure: Assessed, rules: Rules) -> str:
    """The card that is shown while the pointer rests on a gauge."""
    light = figure.light
    colour = tone_of(light).text.name()
    head = f'<b>{escape(figure.name)}</b>　<span style="color:{colour}">{light.symbol}{figure.status}</span>'
    return f'<div style="margin:2px"><p style="margin:0 0 5px 0">{head}</p>{facts_html(figure, rules)}</div>'
