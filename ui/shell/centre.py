"""The inside of the window: the header, and beneath it the tree beside the panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui.style.style import beside_text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

TREE_WIDTH, TREE_SHARE = 330, 0.3
"""Pixels that the tree takes beside a text of our own size, and the most it takes of a narrow window."""
LEAST_FORM = 556
"""Pixels that the panes need beside such a text, or what is typed into is cut off."""


class Centre(QWidget):
    """The user moves the border between tree and panes."""

    def __init__(
        self, *, head: QWidget, tree: QWidget, panes: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(tree)
        self.splitter.addWidget(panes)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self._given_up = 0
        """Pixels of the tree that the panes took while the window was narrow."""
        self.splitter.splitterMoved.connect(lambda _place, _index: self._keep_border())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.splitter, 1)

    def share_out(self, width: int) -> None:
        """Give the tree the share that suits that width of the window."""
        tree_width = min(beside_text(self, TREE_WIDTH), round(width * TREE_SHARE))
        self.splitter.setSizes([tree_width, width - tree_width])
        self._keep_border()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a window that becomes too narrow for both, the tree gives way as far as its share.

        It gets that back when the window grows, unless the user has moved the border meanwhile.
        """
        super().resizeEvent(event)
        width, tree_width = self.width(), self.splitter.sizes()[0]
        room = max(width - beside_text(self, LEAST_FORM), round(width * TREE_SHARE))
        is_narrower = width < event.oldSize().width()
        wanted = min(tree_width if is_narrower else tree_width + self._given_up, room)
        if self.isVisible() and tree_width and (wanted < tree_width) == is_narrower:
            self.splitter.setSizes([wanted, width - wanted])
            self._given_up += tree_width - self.splitter.sizes()[0]  # its least width may be more

    def _keep_border(self) -> None:
        self._given_up = 0
