"""The line above the gauges: how many figures stand under each light, how binding and striving ones do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style.lights import paint_light
from ui.style.palette import INK, MUTED, TONES, tone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent

    from cixi_desktop.assessment.assess import Summary
    from cixi_desktop.assessment.lights import Light


class _Chip(Struct, frozen=True):
    """A number with its words, the light's shape before it; ``is_framed`` for what must not be overlooked."""

    number: str
    words: str
    light: Light | None = None
    is_framed: bool = False

    @property
    def text(self) -> str:
        return f"{self.words}{self.number}"


class _Place(NamedTuple):
    """A chip, the left end of its base line, and its width, in pixels."""

    chip: _Chip
    start: QPointF
    width: float


class SummaryStrip(QWidget):
    """Counts by light, 约束性 and 力争类. Wraps where the window is narrow."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[_Chip, ...] = ()
        self._places: list[_Place] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("亮灯汇总")

    def show_summary(self, summary: Summary, *, is_sample: bool) -> None:
        """Show these counts."""
        self._chips = tuple(_chips(summary, is_sample=is_sample))
        self.setAccessibleDescription("，".join(chip.text for chip in self._chips))
        self._adopt_height()
        self.update()

    def _placed(self) -> Iterator[_Place]:
        """The chips in rows as wide as the strip."""
        words, numbers = QFontMetricsF(self.font()), QFontMetricsF(self._bold())
        em, x, row = self._em(), 0.0, 0
        for chip in self._chips:
            shape = em * 1.25 if chip.light or chip.is_framed else 0.0
            width = shape + words.horizontalAdvance(chip.words) + numbers.horizontalAdvance(chip.number)
            width += em * 0.25
            if x and x + width > self.width():
                x, row = 0.0, row + 1
            yield _Place(chip, QPointF(x, em * (1.5 + 1.9 * row)), width)
            x += width + em * 1.1

    def _em(self) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance("国")

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _adopt_height(self) -> None:
        self._places = list(self._placed())
        em = self._em()
        base = self._places[-1].start.y() if self._places else em * 1.5
        self.setFixedHeight(int(base + em * 0.6))

    def sizeHint(self) -> QSize:
        return QSize(int(self._em() * 40), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._adopt_height()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self._adopt_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            em, bold = self._em(), self._bold()
            for chip, start, width in self._places:
                x, base = start.x(), start.y()
                if chip.is_framed:
                    _paint_frame(painter, QRectF(x, base - em * 1.2, width, em * 1.65))
                    x += em * 0.5
                if chip.light:
                    paint_light(painter, QRectF(x, base - em * 0.88, em * 0.95, em * 0.95), chip.light)
                    x += em * 1.25
                ink = (
                    tone_of(chip.light).text
                    if chip.light
                    else (TONES["yellow"].text if chip.is_framed else MUTED)
                )
                x = _write(painter, QPointF(x, base), chip.words, self.font(), ink)
                _write(painter, QPointF(x + em * 0.25, base), chip.number, bold, INK)


def _chips(summary: Summary, *, is_sample: bool) -> list[_Chip]:
    chips = [_Chip("", "示例数据", is_framed=True)] if is_sample else []
    chips += [
        _Chip(str(count), light.value, light) for light, count in summary.figure_lights.items() if count
    ]
    if summary.binding_judged:
        chips.append(_Chip(f"{summary.binding_good}/{summary.binding_judged}", "约束性达序时以上"))
    if summary.striving_judged:
        chips.append(_Chip(f"{summary.striving_good}/{summary.striving_judged}", "力争、争取类"))
    return chips


def _paint_frame(painter: QPainter, rect: QRectF) -> None:
    tone = TONES["yellow"]
    painter.setPen(QPen(tone.strong, 1.0))
    painter.setBrush(tone.soft)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _write(painter: QPainter, start: QPointF, words: str, font: QFont, ink: QColor) -> float:
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(start, words)
    return start.x() + QFontMetricsF(font).horizontalAdvance(words)
