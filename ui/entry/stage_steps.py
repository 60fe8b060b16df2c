"""The stages of a milestone as a row of steps, each with its planned month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.entry.readout import write_at
from ui.style.form_style import em, line_height, scaled
from ui.style.palette import ACCENT, FAINT, INK, LINE, MUTED, SURFACE, TONES, tone_of

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent

    from cixi_desktop.assessment.items import ItemAssessment

MISSED = TONES["yellow"]
"""The tone of a stage that is due and not reached."""


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
        self._set_lines(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_item(self, item: ItemAssessment) -> None:
        """Show how far the item has come, in the colour of its light, and what is planned."""
        self._item = item
        self._set_lines(2 if any(item.planned) else 1)
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

    def _set_lines(self, count: int) -> None:
        self.setFixedHeight(round(self._words_top + count * self._line))

    @property
    def _reached(self) -> int:
        return self._item.stage_number if self._item else 0

    def _is_missed(self, number: int) -> bool:
        return self._item is not None and self._reached < number <= self._item.due_number

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        light = self._item.light if self._item else None
        tone = tone_of(light).strong if light and not light.is_grey else ACCENT
        for number, stage in enumerate(self._stages, 1):
            place = QPointF(self._left(number) + self._size / 2, self._middle)
            if number < len(self._stages):
                self._paint_way(painter, place, number, tone)
            self._paint_step(painter, place, number, tone)
            font, ink = (self._bold, INK) if number == self._reached else (self._font, MUTED)
            corner = QPointF(self._left(number), self._words_top)
            write_at(painter, corner, stage, font, ink)
            ink = MISSED.text if self._is_missed(number) else MUTED
            below = corner + QPointF(0, self._line)
            write_at(painter, below, self.month_words(number), self._font, ink)

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

    def step_width(self) -> float:
        """The distance between two steps, in pixels."""
        return min(self.width() / len(self._stages), em(self, 9))

    def _left(self, number: int) -> float:
        return (number - 1) * self.step_width()
