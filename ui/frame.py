"""The frame of the window: what is painted first, before anything heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from ui.plan_tree import PlanTree
from ui.version import NAME

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from cixi_desktop.outline import Outline

TREE_WIDTH = 330
HEAD_HEIGHT = 140
"""Pixels kept free for menus, tool bar and header until they are there."""
SMALLEST = (800, 460)
FIRST_SIZE = (1366, 768)


class Frame(QMainWindow):
    """The plan tree, and room for everything else.

    Signals: ``painted()`` once, after the first painting.
    """

    painted = Signal()

    def __init__(self, *, outline: Outline) -> None:
        super().__init__()
        self._is_painted = False
        self.tree = PlanTree(outline=outline, parent=self)
        self._head, self._body = QWidget(self), QWidget(self)
        self._head.setFixedHeight(HEAD_HEIGHT)
        self.splitter = QSplitter()  # with an argument, PySide6 would load the namespace Qt to tell which one
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self._body)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([TREE_WIDTH, FIRST_SIZE[0] - TREE_WIDTH])
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.splitter, 1)
        self._column = column
        self.setCentralWidget(centre)
        self.setWindowTitle(f"{NAME}　{outline.title}")
        self.setMinimumSize(*SMALLEST)
        room = self.screen().availableSize()
        self.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))

    def fill(self, *, head: QWidget, body: QWidget) -> None:
        """Put header and panes where room was kept for them."""
        sizes = self.splitter.sizes()
        self._column.replaceWidget(self._head, head)
        self.splitter.replaceWidget(1, body)
        self.splitter.setSizes(sizes)
        for placeholder in (self._head, self._body):
            placeholder.hide()
            placeholder.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
