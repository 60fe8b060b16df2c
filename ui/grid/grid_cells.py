"""How the cells of the grid are drawn, and the keys that lead out of their editor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cixi_desktop.checks.issues import Severity
from ui.grid.grid_rows import CellLook, GridCell
from ui.style.editors import LineEditor
from ui.style.lights import paint_light
from ui.style.palette import ACCENT_SOFT, FAINT, FOCUS, GROUND, INK, LINE, MUTED, SURFACE, TONES, tone_of
from ui.table.editable_table import LEFT, PADDING, RIGHT, STEPS, CellDelegate, Index

ARROW = 7
CORNER = 7
"""Size in pixels of the corner that marks a faulty cell."""


class GridCells(CellDelegate):
    """Draws cells and edits them. Signals: ``typing(editor text)``; ``given_up()`` by Esc."""

    typing = Signal(str)
    given_up = Signal()
    steps = STEPS | {
        Qt.Key.Key_Return: "next",
        Qt.Key.Key_Enter: "next",
        Qt.Key.Key_Tab: "next",
        Qt.Key.Key_Backtab: "back",
    }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.model().cell(index)  # type: ignore[attr-defined]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(rect, _ground(cell, is_selected=bool(state & QStyle.StateFlag.State_Selected)))
        painter.setPen(LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if cell.look in {CellLook.INPUT, CellLook.CLOSED}:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.look is CellLook.HEADING:
            _paint_heading(painter, rect, cell.text, option.widget)  # type: ignore[attr-defined]
        elif cell.text or cell.field is not None:
            _paint_text(painter, rect, cell)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(FOCUS, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if cell.severity is not None:
            _paint_corner(painter, rect, cell.severity)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, LineEditor):
            editor.textChanged.connect(self.typing)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and watched is self.editor:
            self.given_up.emit()
        return super().eventFilter(watched, event)


def _ground(cell: GridCell, *, is_selected: bool) -> QColor:
    if cell.severity is Severity.ERROR:
        return TONES["red"].soft
    if is_selected:
        return ACCENT_SOFT
    return SURFACE if cell.look is CellLook.INPUT else GROUND


def _paint_heading(painter: QPainter, rect: QRect, text: str, view: QTableView) -> None:
    """The part of a heading that falls into this cell: it runs over all columns.

    A span would draw it at once, but would also drag all columns into a selection across it.
    """
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(MUTED)
    painter.setClipRect(rect)
    start = QRect(rect)
    start.setLeft(view.columnViewportPosition(0) + PADDING)
    painter.drawText(start, LEFT | Qt.TextFlag.TextDontClip, text)


def _paint_text(painter: QPainter, rect: QRect, cell: GridCell) -> None:
    room = rect.adjusted(PADDING, 0, -PADDING, 0)
    painter.setPen(INK if cell.look in {CellLook.INPUT, CellLook.WORDS} and not cell.is_derived else MUTED)
    if cell.is_derived:
        font = painter.font()
        font.setItalic(True)
        painter.setFont(font)
    metrics = painter.fontMetrics()
    if cell.field and cell.field.choices:
        _paint_arrow(painter, room)
        room.setRight(room.right() - ARROW * 2)
    if cell.light is not None:
        size = metrics.height() * 0.62
        mark = QRectF(room.left(), rect.center().y() - size / 2 + 0.5, size, size)
        paint_light(painter, mark, cell.light)
        painter.setPen(tone_of(cell.light).text)
        room.setLeft(round(mark.right()) + 5)
    text, width = cell.text, metrics.horizontalAdvance(cell.text)
    if width > room.width():
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, RIGHT if cell.is_right else LEFT, text)
    if cell.severity is Severity.ERROR:
        shown = min(width, room.width())
        _paint_wave(painter, room.right() - shown if cell.is_right else room.left(), room.bottom() - 4, shown)


def _paint_arrow(painter: QPainter, room: QRect) -> None:
    """What is chosen from a list is marked as such."""
    middle = QPointF(room.right() - ARROW / 2, room.center().y() + 1)
    corners = [QPointF(-ARROW / 2, -ARROW / 4), QPointF(0, ARROW / 4), QPointF(ARROW / 2, -ARROW / 4)]
    pen = painter.pen()
    painter.setPen(QPen(FAINT, 1.5))
    painter.drawPolyline(QPolygonF([middle + corner for corner in corners]))
    painter.setPen(pen)


def _paint_corner(painter: QPainter, rect: QRect, severity: Severity) -> None:
    """A corner that says: something is wrong here; red for what does not count, yellow for a doubt."""
    corner = QPointF(rect.right() + 1, rect.top())
    tone = TONES["red" if severity is Severity.ERROR else "yellow"]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone.strong)
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(CORNER, 0), corner + QPointF(0, CORNER)]))


def _paint_wave(painter: QPainter, left: int, base: int, width: int) -> None:
    """A wavy line below text that could not be read."""
    xs = range(left, left + width + 1, 3)
    points = [QPointF(x, base + (2 if n % 2 else 0)) for n, x in enumerate(xs)]
    painter.setPen(QPen(TONES["red"].strong, 1))
    painter.drawPolyline(QPolygonF(points))
