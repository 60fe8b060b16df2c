"""The card of one gauge in the overview: dial, name, value against target, light."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen, QStaticText

from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.values import shown
from cixi_desktop.wording.figures import completion_words, last_known_words, value_words
from cixi_desktop.wording.report_sentences import span_words
from ui.style.gauges import paint_bar, paint_gauge
from ui.style.lights import paint_light
from ui.style.palette import ACCENT_SOFT, FOCUS, HOVER, INK, LINE, MUTED, SURFACE, tone_of

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment

LEAST_STRETCH = 75
"""How narrow letters may become before words are cut, in percent."""
KEPT_WORDS = 1000


class Face:
    """A font with its measures. Words once set are kept: most of them stay from one period to the next."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._kept: dict[str, tuple[QStaticText, float]] = {}

    def width(self, words: str) -> float:
        """How wide the words are."""
        return self._set(words)[1]

    def write(self, painter: QPainter, start: QPointF, words: str, ink: QColor) -> float:
        """Write on the base line that begins at ``start``; returns where the words end."""
        text, width = self._set(words)
        painter.setFont(self.font)
        painter.setPen(ink)
        painter.drawStaticText(QPointF(start.x(), start.y() - self._metrics.ascent()), text)
        return start.x() + width

    def narrower(self, words: str, room: float) -> tuple[Face, str]:
        """A face in which the words fit into ``room``; where none does, the words are cut."""
        font = QFont(self.font)
        font.setStretch(max(LEAST_STRETCH, int(100 * room / self.width(words))))
        cut = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room + 1)
        return Face(font), cut

    def _set(self, words: str) -> tuple[QStaticText, float]:
        if words not in self._kept:
            if len(self._kept) > KEPT_WORDS:
                self._kept.clear()
            text = QStaticText(words)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(font=self.font)
            self._kept[words] = text, self._metrics.horizontalAdvance(words)
        return self._kept[words]


class CardLook(Struct, frozen=True):
    """Fonts and sizes of a card, all from the application's font; lengths in pixels."""

    plain: Face
    bold: Face
    small: Face
    em: float

    @classmethod
    def of(cls, font: QFont) -> CardLook:
        """The look that goes with ``font``."""
        bold, small = QFont(font), QFont(font)
        bold.setBold(True)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        plain = Face(QFont(font))
        return cls(plain=plain, bold=Face(bold), small=Face(small), em=plain.width("国"))

    @property
    def dial_width(self) -> float:
        """The room of the dial."""
        return self.em * 5.8

    @property
    def least_width(self) -> float:
        """The narrowest card: a name of 17 characters beside the dial, longer ones are set narrower."""
        return self.em * 24.5

    @property
    def height(self) -> float:
        """Every card's height."""
        return self.em * 4.2

    @property
    def strip_height(self) -> float:
        """The height of an item's strip."""
        return self.em * 1.75


class CardState(Struct, frozen=True, kw_only=True):
    """How a card is looked at."""

    is_hovered: bool = False
    is_current: bool = False
    has_focus: bool = False


def paint_card(
    painter: QPainter, rect: QRectF, figure: FigureAssessment, look: CardLook, state: CardState
) -> None:
    """Draw the card of a figure into ``rect``."""
    em = look.em
    ratio = painter.device().devicePixelRatio()
    painter.drawImage(rect.topLeft(), _frame(rect.width(), rect.height(), em, ratio, state))
    painter.setFont(look.plain.font)
    dial = QRectF(rect.left() + em * 0.5, rect.top() + em * 0.5, look.dial_width, look.height - em)
    paint_gauge(painter, dial, figure)
    left, right = dial.right() + em * 0.6, rect.right() - em * 0.7
    _write(painter, QPointF(left, rect.top() + em * 1.7), figure.name, look.plain, INK, right - left)
    base = rect.top() + em * 3.4
    light = _paint_light(painter, QPointF(right, base), figure, look)
    _paint_value(painter, QPointF(left, base), figure, look, light - em * 0.4 - left)


def paint_strip(
    painter: QPainter, rect: QRectF, item: ItemAssessment, look: CardLook, state: CardState
) -> None:
    """An item in one line: light, name, its stages as a bar, and the stage that is reached."""
    em = look.em
    if state.is_current or state.is_hovered:
        painter.setPen(QPen(FOCUS, 2.0) if state.is_current and state.has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(ACCENT_SOFT if state.is_current else HOVER)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), em * 0.3, em * 0.3)
    base = rect.center().y() + em * 0.36
    side = em * 0.85
    paint_light(painter, QRectF(rect.left() + em * 0.4, rect.center().y() - side / 2, side, side), item.light)
    bar_left, words_left = rect.right() - em * 10.6, rect.right() - em * 5.4
    start = rect.left() + em * 1.6
    _write(painter, QPointF(start, base), item.name, look.plain, INK, bar_left - start - em * 0.4)
    bar = QRectF(bar_left, rect.center().y() - em * 0.3, em * 4.8, em * 0.6)
    paint_bar(painter, bar, item)
    _write(painter, QPointF(words_left, base), strip_words(item), look.small, MUTED, em * 5.2)


def strip_words(item: ItemAssessment) -> str:
    """The stage that is reached, or the part of a list; else the word of the light."""
    if item.stage:
        return item.stage
    return item.status if item.completion is None else f"已办结{completion_words(item)}"


@lru_cache(maxsize=12)
def _frame(width: float, height: float, em: float, ratio: float, state: CardState) -> QImage:
    """Ground and frame of a card, drawn once for all cards of a state: copying them is faster."""
    size = QSizeF(width, height) * ratio
    image = QImage(ceil(size.width()), ceil(size.height()), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = HOVER if state.is_hovered else SURFACE
        painter.setBrush(ACCENT_SOFT if state.is_current else ground)
        painter.setPen(QPen(FOCUS, 2.0) if state.is_current and state.has_focus else QPen(LINE, 1.0))
        inset = 1.0 if state.is_current and state.has_focus else 0.5
        frame = QRectF(0, 0, width, height).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, em * 0.4, em * 0.4)
    return image


def _paint_value(
    painter: QPainter, start: QPointF, figure: FigureAssessment, look: CardLook, room: float
) -> None:
    """The value in bold and the target; before it what a long period brought, or the day of an old value."""
    since = last_known_words(figure) or brought_words(figure)
    ink = MUTED if figure.light.is_grey else INK
    value, base = value_words(figure), start.y()
    x = _write(painter, start, f"{since} " if since else "", look.small, MUTED, room)
    x = _write(painter, QPointF(x, base), value, look.bold, ink, start.x() + room - x)
    left = start.x() + room - x
    _write(painter, QPointF(x, base), _target(figure, look.small, left), look.small, MUTED, left)


def brought_words(figure: FigureAssessment) -> str:
    """What a quarter or half-year brought itself: 二季度+57; “” for a month, a year, and what is no sum."""
    period, brought = figure.period, figure.increment
    if period.is_month or period.first == 1 or brought is None:
        return ""
    sign = "+" if brought >= 0 else "−"
    return f"{span_words(period)}{sign}{shown(abs(brought), figure.indicator.decimals)}　"


def _target(figure: FigureAssessment, face: Face, room: float) -> str:
    """The target after the value; the words before it go where room is short."""
    if figure.indicator.traits.is_staged:
        return "　争取获得"
    words = f" / {target_words(figure.indicator)}"
    if brought_words(figure) or face.width(words) > room:
        return words.replace("不少于", "").replace("不低于", "").replace("超过", "超")
    return words


def _paint_light(painter: QPainter, end: QPointF, figure: FigureAssessment, look: CardLook) -> float:
    """Shape and word, flush right; returns where they begin."""
    em = look.em
    left = end.x() - look.plain.width(figure.status)
    _write(painter, QPointF(left, end.y()), figure.status, look.plain, tone_of(figure.light).text, em * 9)
    side = em * 0.92
    paint_light(painter, QRectF(left - side - em * 0.3, end.y() - side * 0.92, side, side), figure.light)
    return left - side - em * 0.3


def _write(  # noqa: PLR0917 - a line of text is just that
    painter: QPainter, start: QPointF, words: str, face: Face, ink: QColor, room: float
) -> float:
    """Write and return where the words end. Where they need more than ``room``, narrower, in the end cut."""
    if face.width(words) > room > 0:
        face, words = face.narrower(words, room)
    return face.write(painter, start, words, ink)


def paint_heading(painter: QPainter, rect: QRectF, title: str, note: str, look: CardLook) -> None:
    """The heading of a section: its title, a note flush right, a line between."""
    base, em = rect.bottom() - look.em * 0.55, look.em
    end = _write(painter, QPointF(rect.left(), base), title, look.bold, INK, rect.width())
    start = rect.right() - look.small.width(note)
    start = max(start, end + em)
    _write(painter, QPointF(start, base), note, look.small, MUTED, rect.right() - start)
    if start - end > em * 2.5:
        painter.setPen(QPen(LINE, 1.0))
        middle = base - em * 0.35
        painter.drawLine(QPointF(end + em, middle), QPointF(start - em * (0.6 if note else 0), middle))
