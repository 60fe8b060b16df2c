"""How the cells of the grid are drawn, and the editor that opens in those that are typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cixi_desktop.checks.issues import Severity
from ui.grid.grid_rows import CellLook, GridCell
from ui.shell.ime import composed_in, keep_composed
from ui.style.editors import LineEditor
from ui.style.form_style import scaled
from ui.style.lights import paint_light
from ui.style.palette import ACCENT, ACCENT_SOFT, FAINT, GROUND, INK, LINE, MUTED, SURFACE, TONES, tone_of
from ui.table.block_keys import brings_block

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from ui.grid.grid_model import Index

PADDING = 5
"""Pixels between the edge of a cell and its text."""
ARROW = 7
SMALL = 0.85
"""Size of a number that would not fit its cell otherwise, 个百分点 among them."""
CORNER = 7
"""Size in pixels of the corner that marks a faulty cell."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STEPS: dict[int, str] = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "back",
}
EDITOR_STYLE = f"""
QLineEdit {{ border: 2px solid {ACCENT.name()}; border-radius: 0; padding: 0 {PADDING - 3}px;
    background: {SURFACE.name()}; color: {INK.name()}; }}
"""


class GridCells(QStyledItemDelegate):
    """Draws cells and edits them.

    Signals: ``left(step)`` by a key that leads on; ``typing(editor text)``; ``block_pasted()`` when more than
    the cell can hold is put in.
    """

    left = Signal(str)
    block_pasted = Signal()
    typing = Signal(str)

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor: LineEditor | None = None

    def close_editor(self) -> None:
        """Hand over what is being typed, also what an input method is composing; nothing if nothing is."""
        if self.editor is not None:
            self._finish(self.editor)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

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
            painter.setPen(QPen(ACCENT, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if cell.severity is not None:
            _paint_corner(painter, rect, cell.severity)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = LineEditor(parent=parent)
        editor.setStyleSheet(EDITOR_STYLE)
        editor.setAlignment(_RIGHT)
        editor.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        editor.textChanged.connect(self.typing)
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, LineEditor) and not editor.isModified():
            editor.set_words(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, LineEditor):
            if composed_in(editor):
                keep_composed(editor)
            model.setData(index, editor.words())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        editor.setFixedHeight(rect.height())
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.editor:
            if brings_block(event) and isinstance(watched, QWidget):
                self._finish(watched)
                self.block_pasted.emit()
                return True
            step = _STEPS.get(event.key())
            if step is not None and isinstance(watched, QWidget):
                is_back = step == "down" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._finish(watched)
                self.left.emit("up" if is_back else step)
                return True
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
    painter.drawText(start, _LEFT | Qt.TextFlag.TextDontClip, text)


def _paint_text(painter: QPainter, rect: QRect, cell: GridCell) -> None:
    room = rect.adjusted(PADDING, 0, -PADDING, 0)
    painter.setPen(INK if cell.look in {CellLook.INPUT, CellLook.WORDS} and not cell.is_derived else MUTED)
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
        if cell.look is CellLook.NUMBER:
            painter.setFont(scaled(painter.font(), SMALL))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _RIGHT if cell.is_right else _LEFT, text)
    if cell.severity is Severity.ERROR:
        _paint_wave(painter, room, min(width, room.width()))


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


def _paint_wave(painter: QPainter, room: QRect, width: int) -> None:
    """A wavy line below text that could not be read."""
    base = room.bottom() - 4
    xs = range(room.right() - width, room.right() + 1, 3)
    points = [QPointF(x, base + (2 if n % 2 else 0)) for n, x in enumerate(xs)]
    painter.setPen(QPen(TONES["red"].strong, 1))
    painter.drawPolyline(QPolygonF(points))
