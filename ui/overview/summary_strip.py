"""The line above the gauges: how many figures stand under each light, how binding and striving ones do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cixi_desktop.assessment.lights import Light
from ui.style.lights import paint_light
from ui.style.palette import ACCENT, ACCENT_SOFT, FOCUS, INK, MUTED, tone_of
from ui.style.spoken import Role, speak_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from cixi_desktop.assessment.assess import Summary


FIGURES, ITEMS = "指标", "事项"
GAP = 1.1
"""Between two counts, in ems."""


class Picked(NamedTuple):
    """Which figures, or items, are picked: those of one light."""

    is_item: bool
    light: Light


class _Chip(Struct, frozen=True):
    """A number with its words, the light's shape before it."""

    number: str
    words: str
    picks: Picked | None = None

    @property
    def light(self) -> Light | None:
        return self.picks.light if self.picks else None

    @property
    def text(self) -> str:
        return f"{self.words}{self.number}"


class _Place(NamedTuple):
    """A chip, the left end of its base line, and its width, in pixels."""

    chip: _Chip
    start: QPointF
    width: float

    def ground(self, em: float) -> QRectF:
        """What it takes with some air around."""
        return QRectF(self.start.x() - em * 0.3, self.start.y() - em * 1.3, self.width + em * 0.6, em * 1.8)


class SummaryStrip(QWidget):
    """Counts by light, 约束性 and 力争类. Wraps where the window is narrow.

    A click on a count, or the arrows and the space bar, pick what it counts, and once more everything again.
    Signals: ``picked(Picked | None)``.
    """

    picked = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, Role.List)
        self._chips: tuple[_Chip, ...] = ()
        self._places: list[_Place] = []
        self.chosen: Picked | None = None
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("亮灯汇总")

    def show_summary(self, summary: Summary) -> None:
        """Show these counts."""
        self._chips = tuple(_chips(summary))
        if self.chosen not in self._picks():
            self.chosen = None
        self._describe()
        self._adopt_height()
        self.update()

    def _picks(self) -> list[Picked]:
        """What can be picked, in the order of the strip."""
        return [chip.picks for chip in self._chips if chip.picks]

    def _describe(self) -> None:
        said = "，".join(chip.text for chip in self._chips)
        chosen = next((chip.text for chip in self._chips if self.chosen and chip.picks == self.chosen), "")
        self.setAccessibleDescription(said + (f"；只看{chosen}" if chosen else ""))

    def pick(self, picks: Picked) -> None:
        """Show only these; all again where they are what is shown."""
        self.chosen = None if self.chosen == picks else picks
        self._current = self._picks().index(picks)
        self._describe()
        self.update()
        self.picked.emit(self.chosen)

    def _under(self, place: QPointF) -> Picked | None:
        em = self._em()
        return next((each.chip.picks for each in self._places if each.ground(em).contains(place)), None)

    def _placed(self) -> Iterator[_Place]:
        """The chips in rows as wide as the strip."""
        words, numbers = QFontMetricsF(self.font()), QFontMetricsF(self._bold())
        em, x, row = self._em(), 0.0, 0
        widths = [
            (em * 1.25 if chip.light else 0.0)
            + words.horizontalAdvance(chip.words)
            + numbers.horizontalAdvance(chip.number)
            + em * 0.25
            for chip in self._chips
        ]
        is_wrapped = sum(widths) + em * GAP * len(widths) > self.width()
        for chip, width in zip(self._chips, widths, strict=True):
            if x and (x + width > self.width() or (is_wrapped and chip.words == ITEMS)):
                x, row = 0.0, row + 1
            yield _Place(chip, QPointF(x, em * (1.5 + 1.9 * row)), width)
            x += width + em * GAP

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
            for place in self._places:
                chip, x, base = place.chip, place.start.x(), place.start.y()
                if chip.picks:
                    self._paint_choice(painter, place.ground(em), chip.picks)
                if chip.light:
                    paint_light(painter, QRectF(x, base - em * 0.88, em * 0.95, em * 0.95), chip.light)
                    x += em * 1.25
                ink = tone_of(chip.light).text if chip.light else MUTED
                x = _write(painter, QPointF(x, base), chip.words, self.font(), ink)
                _write(painter, QPointF(x + em * 0.25, base), chip.number, bold, INK)

    def _paint_choice(self, painter: QPainter, rect: QRectF, picks: Picked) -> None:
        """A ground behind what is picked, a ring around what the keyboard is at."""
        found = self._picks()
        is_current = self.hasFocus() and found[min(self._current, len(found) - 1)] == picks
        if picks == self.chosen or is_current:
            painter.setPen(QPen(FOCUS, 2.0) if is_current else QPen(ACCENT, 1.0))
            painter.setBrush(ACCENT_SOFT if picks == self.chosen else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        picks = self._under(event.position())
        if picks:
            self.pick(picks)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        can_pick = self._under(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if can_pick else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = self._picks()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if found and step:
            self._current = min(max(self._current + step, 0), len(found) - 1)
            self.update()
        elif found and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pick(found[min(self._current, len(found) - 1)])
        else:
            super().keyPressEvent(event)


def _chips(summary: Summary) -> list[_Chip]:
    chips = _counts(FIGURES, summary.figure_lights, is_item=False)
    if summary.binding_judged:
        chips.append(_Chip(f"{summary.binding_good}/{summary.binding_judged}", "约束性指标达到或快于序时"))
    if summary.striving_judged:
        chips.append(_Chip(f"{summary.striving_good}/{summary.striving_judged}", "力争、争取类"))
    judged: dict[Light, int] = {
        light: n
        for light, n in summary.item_lights.items()
        if light not in {Light.NOT_APPLICABLE, Light.RECORDED}
    }
    return chips + _counts(ITEMS, judged, is_item=True)


def _counts(name: str, lights: Mapping[Light, int], *, is_item: bool) -> list[_Chip]:
    """The counts of figures or of items by light, their name in front."""
    counts = [_Chip(str(n), light.value, Picked(is_item, light)) for light, n in lights.items() if n]
    return [_Chip("", name), *counts] if counts else []


def _write(painter: QPainter, start: QPointF, words: str, font: QFont, ink: QColor) -> float:
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(start, words)
    return start.x() + QFontMetricsF(font).horizontalAdvance(words)
