"""The frame of the window: what is painted first, before anything heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from ui.tree.plan_tree import PlanTree
from ui.version import NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from cixi_desktop.outline import Outline

TREE_WIDTH, TREE_SHARE = 330, 0.3
"""Pixels that the tree takes, and the most it takes of a narrow window."""
HEAD_HEIGHT = 140
"""Pixels kept free for menus, tool bar and header until they are there."""
SMALLEST = (800, 460)
FIRST_SIZE, TITLE_BAR = (1600, 960), 36
"""The size on a large screen; on a smaller one it is filled, but for the title bar, in pixels."""


class Frame(QMainWindow):
    """The plan tree, and room for everything else.

    Signals: ``painted()`` once, after the first painting.
    """

    painted = Signal()

    def __init__(self, *, outline: Outline) -> None:
        super().__init__()
        self._awaiting_picture: list[Callable[[], object]] = [self.painted.emit]
        self.tree = PlanTree(outline=outline, parent=self)
        self._head, self._body = QWidget(self), QWidget(self)
        self._head.setFixedHeight(HEAD_HEIGHT)
        self.splitter = QSplitter()  # with an argument, PySide6 would load the namespace Qt to tell which one
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self._body)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
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
        self._take_first_size()

    def _take_first_size(self) -> None:
        room = self.screen().availableSize()
        self.take_size(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height() - TITLE_BAR))

    def take_size(self, width: int, height: int) -> None:
        """Make the window that large, with the share of the tree that suits it."""
        self.resize(width, height)
        tree_width = min(TREE_WIDTH, round(width * TREE_SHARE))
        self.splitter.setSizes([tree_width, width - tree_width])

    def fill(self, *, head: QWidget, body: QWidget) -> None:
        """Put header and panes where room was kept for them."""
        sizes = self.splitter.sizes()
        self._column.replaceWidget(self._head, head)
        self.splitter.replaceWidget(1, body)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes(sizes)
        for placeholder in (self._head, self._body):
            placeholder.hide()
            placeholder.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        while self._awaiting_picture:
            QTimer.singleShot(0, self, self._awaiting_picture.pop(0))

    def after_painting(self, work: Callable[[], object]) -> None:
        """Do ``work`` once, when what is to be painted now has been painted."""
        self._awaiting_picture.append(work)
        self.update(0, 0, 1, 1)
