"""The tree widget of the plan pane: whole rows marked, the user's own moves told."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView, QWidget

from ui.style.palette import ACCENT, ACCENT_SOFT, INK

INDENT = 14
MARK_WIDTH = 3
"""Pixels of the mark at the left edge of the current row."""

Index = QModelIndex | QPersistentModelIndex


class PlanView(QTreeView):
    """A tree of rows of one height.

    Signals: ``moved()`` when the current row has become another by the user's doing.
    """

    moved = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_quiet = False
        self._is_furnished = False
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName("工作要点目录")
        self._soften_highlight()

    def furnish(self) -> None:
        """Do what is not needed for the first painting."""
        from PySide6.QtCore import Qt

        self._is_furnished = True
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

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
        if not self._is_furnished or index != self.currentIndex():
            super().drawRow(painter, options, index)
            return
        from ui.style.grounds import fill

        fill(painter, rect, ACCENT_SOFT)
        super().drawRow(painter, options, index)
        fill(painter, QRect(rect.left(), rect.top(), MARK_WIDTH, rect.height()), ACCENT)
        if self.hasFocus():
            painter.save()
            painter.setPen(ACCENT)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.restore()
