"""The tree widget of the plan, and how each row is drawn: light, name and word, with a small bar below.

Lights and bars are imported with the first figures: the tree is painted before them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from cixi_desktop.wording.form import FAULTY
from ui.style.form_style import scaled
from ui.style.palette import ACCENT, ACCENT_SOFT, FOCUS, INK, MUTED, TONES, tone_of
from ui.tree.plan_model import PICTURE_ROLE, Picture, count_words
from ui.tree.plan_nodes import Rank

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QColor

    from cixi_desktop.assessment.assess import Assessed, TaskAssessment
    from cixi_desktop.assessment.lights import Light
    from ui.tree.plan_nodes import Node

INDENT = 14
MARK_WIDTH = 3
"""Pixels of the mark at the left edge of the current row."""
GAP = 6.0
AIR = 14
"""Pixels of a row beyond the height of its text."""
BAR_HEIGHT = 6.0
SMALL = 0.9
"""The size of words and counts against that of names."""
LIGHT_SIZE = 0.8
"""The side of a light against the height of the text."""
USUAL_WORD = "达序时"
"""Room is kept for a word of this length, so that the bars end in one line."""

Index = QModelIndex | QPersistentModelIndex


class PlanView(QTreeView):
    """A tree of rows of one height.

    Signals: ``moved()`` when the current row has become another by the user's doing.
    """

    moved = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_quiet = False
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName("工作要点目录")
        self.setFrameStyle(QTreeView.Shape.NoFrame)
        self.setItemDelegate(PlanRow(self))
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._soften_highlight()

    def make_current(self, index: QModelIndex) -> None:
        """Make a row (or none) the current one without telling anybody."""
        self._is_quiet = True
        self.setCurrentIndex(index)
        self._is_quiet = False

    def _soften_highlight(self) -> None:
        """The style marks the place of the arrow in the colour of a selection: let it be that of the row."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, ACCENT_SOFT)
        palette.setColor(QPalette.ColorRole.HighlightedText, INK)
        self.setPalette(palette)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._is_quiet:
            self.moved.emit()

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = options.rect  # type: ignore[attr-defined]
        if index != self.currentIndex():
            super().drawRow(painter, options, index)
            return
        painter.fillRect(rect, ACCENT_SOFT)
        super().drawRow(painter, options, index)
        painter.fillRect(QRect(rect.left(), rect.top(), MARK_WIDTH, rect.height()), ACCENT)
        if self.hasFocus():
            painter.save()
            painter.setPen(FOCUS)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.restore()


class PlanRow(QStyledItemDelegate):
    """Draws rows from the roles of ``PlanModel``; before there are figures, names alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = _Look(QFont())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        font: QFont = option.font  # type: ignore[attr-defined]
        if font != self._look.font:
            self._look = _Look(QFont(font))
        look = self._look
        picture: Picture = index.data(PICTURE_ROLE)
        node, assessed = picture.node, picture.assessed
        rect = QRectF(option.rect).adjusted(2, 1, -GAP, -1)  # type: ignore[attr-defined]
        painter.save()
        if node.rank is Rank.SECTION:
            _write(painter, rect, look.heading, node.title)
        elif node.rank is Rank.TASK:
            _paint_task(painter, rect, look, node, assessed)
        else:
            _paint_target(painter, rect, look, node, assessed, is_faulty=picture.is_faulty)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + AIR)  # type: ignore[attr-defined]


class _Look:
    """The fonts of a row with their measures, all from the font of the tree."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.name = _Lettering(font)
        self.word = _Lettering(scaled(font, SMALL))
        self.heading = _Lettering(scaled(font, SMALL, is_bold=True))
        self.light_side = self.name.metrics.ascent() * LIGHT_SIZE


class _Lettering:
    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)


def _paint_task(
    painter: QPainter, rect: QRectF, look: _Look, node: Node, task: TaskAssessment | None
) -> None:
    count = count_words(task) if task is not None else ""
    _write(painter, _between(rect, look, count), look.name, node.title)
    if task is not None:
        _paint_light(painter, rect, look, task.light)
        _write_right(painter, rect, look.word, MUTED, count)


def _paint_target(
    painter: QPainter, rect: QRectF, look: _Look, node: Node, assessed: Assessed | None, *, is_faulty: bool
) -> None:
    word = "" if assessed is None else FAULTY if is_faulty else assessed.status
    room = _between(rect, look, word)
    if assessed is not None:
        room = _above_bar(painter, room, assessed)
    _write(painter, room, look.name, node.title)
    if assessed is not None:
        _paint_light(painter, rect, look, assessed.light)
        ink = (TONES["red"] if is_faulty else tone_of(assessed.light)).text
        _write_right(painter, rect, look.word, ink, word)


def _between(rect: QRectF, look: _Look, word: str) -> QRectF:
    """The room between the light and the word at the right edge; the same for all of the usual words."""
    width = max(map(look.word.metrics.horizontalAdvance, (word, USUAL_WORD))) + GAP if word else 0.0
    return rect.adjusted(look.light_side + GAP, 0, -width, 0)


def _above_bar(painter: QPainter, rect: QRectF, assessed: Assessed) -> QRectF:
    """Draw the bar at the bottom, if there is something to measure by; returns what is left of ``rect``."""
    from ui.style.gauges import paint_bar

    bar = QRectF(rect.left(), rect.bottom() - BAR_HEIGHT - 1, rect.width(), BAR_HEIGHT)
    return rect.adjusted(0, 0, 0, -BAR_HEIGHT - 1) if paint_bar(painter, bar, assessed) else rect


def _paint_light(painter: QPainter, rect: QRectF, look: _Look, light: Light) -> None:
    """Draw the light at the left edge."""
    from ui.style.lights import paint_light

    side = look.light_side
    paint_light(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), light)


def _write_right(painter: QPainter, rect: QRectF, lettering: _Lettering, ink: QColor, words: str) -> None:
    """Write at the right edge in another colour, which the painter keeps."""
    painter.setPen(ink)
    width = lettering.metrics.horizontalAdvance(words)
    _write(painter, rect.adjusted(rect.width() - width - 1, 0, 1, 0), lettering, words)


def _write(painter: QPainter, rect: QRectF, lettering: _Lettering, words: str) -> None:
    """Write on one line in the middle of the height, shortened by … where it does not fit."""
    metrics = lettering.metrics
    base_line = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.setFont(lettering.font)
    fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(QPointF(rect.left(), base_line), fitting)
