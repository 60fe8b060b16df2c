"""Below the grid: the last twelve months of the current row, as bars or a line, and in figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from cixi_desktop.assessment.comparison import NONE
from cixi_desktop.assessment.phrases import beside_unit
from cixi_desktop.plan import Indicator
from ui.style.form_style import em
from ui.style.palette import ACCENT, ACCENT_SOFT, INK, LINE, MUTED, SURFACE, TRACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from cixi_desktop.assessment.comparison import RecentMonth
    from cixi_desktop.records.fields import Target

LABEL_EMS = 6.5
MARGIN = 12
CURVE_SHARE = 0.13
CURVE_EMS = 3.4, 6.5
"""Least and most height of the bars, which take a share of the pane's; with room for less there are none."""
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Shown(Struct, frozen=True):
    """A target with its months; ``sizes`` are what the bars or the line show, None where there is nothing."""

    target: Target
    months: tuple[RecentMonth, ...]

    @property
    def is_flow(self) -> bool:
        return self.target.traits.is_flow

    @property
    def stages(self) -> tuple[str, ...]:
        return () if isinstance(self.target, Indicator) else self.target.stages

    @property
    def sizes(self) -> tuple[Decimal | None, ...]:
        if self.stages:
            reached = {stage: Decimal(number) for number, stage in enumerate(self.stages, 1)}
            return tuple(reached.get(month.word) for month in self.months)
        return tuple(month.increment if self.is_flow else month.total for month in self.months)

    def rows(self) -> list[tuple[str, list[str]]]:
        """What is written below the bars: a label, and a text for each month."""
        totals = [_words(self.target, month.total) or month.word or NONE for month in self.months]
        if not self.is_flow:
            return [("阶段" if self.stages else "数值", totals)]
        added = [_words(self.target, month.increment) or NONE for month in self.months]
        return [("本期", added), ("累计", totals)]


class MonthsStrip(QWidget):
    """Twelve months from left to right, the shown one marked; last year's in quiet ink."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: _Shown | None = None
        self._curve = em(self, CURVE_EMS[0])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("最近12个月")

    def show_months(self, target: Target, months: tuple[RecentMonth, ...]) -> None:
        """Show these months, the oldest first, of that figure or item."""
        self._shown = _Shown(target, months)
        self.setAccessibleDescription(_sentence(self._shown))
        self.update()

    def adopt_room(self, height: int) -> None:
        """Make the bars as high as the pane allows; ``height`` is the pane's, in pixels."""
        least, most = (em(self, ems) for ems in CURVE_EMS)
        curve = min(round(height * CURVE_SHARE), most)
        self._curve = curve if curve >= least else 0
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(em(self, 60), MARGIN + self._curve + 3 * self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(em(self, 40), self.sizeHint().height())

    def _line(self) -> int:
        return self.fontMetrics().height() + 3

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left, line, curve = MARGIN + em(self, LABEL_EMS), self._line(), self._curve
            width = (self.width() - left - MARGIN) / len(self._shown.months)
            columns = [
                QRectF(left + width * n, MARGIN / 2, width, curve) for n in range(len(self._shown.months))
            ]
            last = columns[-1].adjusted(0, -2, 0, 3 * line + 2)
            painter.fillRect(last, ACCENT_SOFT)
            if curve:
                _paint_sizes(painter, columns, self._shown)
            heads = [_month_words(month) for month in self._shown.months]
            if max(map(self.fontMetrics().horizontalAdvance, heads)) > width - 4:
                heads = [f"{month.month}月" for month in self._shown.months]
            self._paint_row(painter, columns, curve, ("最近12个月", heads))
            for number, row in enumerate(self._shown.rows(), 1):
                self._paint_row(painter, columns, curve + number * line, row)

    def _paint_row(
        self, painter: QPainter, columns: Sequence[QRectF], top: float, row: tuple[str, list[str]]
    ) -> None:
        if self._shown is None:
            return
        label, texts = row
        painter.setPen(MUTED)
        place = QRectF(MARGIN, MARGIN / 2 + top, em(self, LABEL_EMS), self._line())
        painter.drawText(place, _LEFT, label)
        this_year = self._shown.months[-1].year
        for column, month, text in zip(columns, self._shown.months, texts, strict=True):
            room = QRectF(column.left() + 2, place.top(), column.width() - 4, place.height())
            is_head = top == column.height()
            painter.setPen(INK if month.year == this_year and not is_head else MUTED)
            words = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, _MIDDLE, words)


def _paint_sizes(painter: QPainter, columns: Sequence[QRectF], shown_months: _Shown) -> None:
    sizes = shown_months.sizes
    known = [size for size in sizes if size is not None]
    if not known:
        return
    low, high = min(known), max(known)
    if shown_months.stages:
        low, high = Decimal(1), Decimal(len(shown_months.stages))
    if shown_months.is_flow:
        low, high = min(low, Decimal(0)), max(high, Decimal(1))
    span = float(high - low) or 1.0
    places = [
        None
        if size is None
        else QPointF(c.center().x(), c.bottom() - 3 - (c.height() - 8) * float(size - low) / span)
        for c, size in zip(columns, sizes, strict=True)
    ]
    if shown_months.is_flow:
        _paint_bars(painter, columns, places, float(-low) / span)
    else:
        _paint_line(painter, places)


def _paint_bars(
    painter: QPainter, columns: Sequence[QRectF], tops: Sequence[QPointF | None], share: float
) -> None:
    """Bars from nought, which stands at ``share`` of the height."""
    first = columns[0]
    base = first.bottom() - 3 - (first.height() - 8) * share
    painter.setPen(LINE)
    painter.drawLine(QPointF(first.left(), base), QPointF(columns[-1].right(), base))
    painter.setPen(Qt.PenStyle.NoPen)
    for column, top in zip(columns, tops, strict=True):
        if top is not None:
            width = min(column.width() * 0.42, 26)
            painter.setBrush(ACCENT if column is columns[-1] else TRACK.darker(118))
            painter.drawRect(QRectF(top.x() - width / 2, min(top.y(), base), width, abs(base - top.y())))


def _paint_line(painter: QPainter, places: Sequence[QPointF | None]) -> None:
    known = [place for place in places if place is not None]
    painter.setPen(QPen(TRACK.darker(130), 1.6))
    painter.drawPolyline(QPolygonF(known))
    for place in known:
        is_last = place is places[-1]
        painter.setPen(QPen(SURFACE, 1))
        painter.setBrush(ACCENT if is_last else TRACK.darker(140))
        painter.drawEllipse(place, 3.5 if is_last else 2.8, 3.5 if is_last else 2.8)


def _month_words(month: RecentMonth) -> str:
    return f"{month.year}年{month.month}月" if month.month == 1 else f"{month.month}月"


def _words(target: Target, value: Decimal | None) -> str:
    return "" if value is None else beside_unit(target, value)


def _sentence(shown_months: _Shown) -> str:
    """The strip in words, for those who cannot see it."""
    parts = []
    for label, texts in shown_months.rows():
        known = [
            f"{_month_words(month)}{text}"
            for month, text in zip(shown_months.months, texts, strict=True)
            if text != NONE
        ]
        parts.append(f"{label}：{'、'.join(known) or '尚无数据'}")
    return f"{shown_months.target.name}。{'；'.join(parts)}"
