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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.splitter, 1)

    def share_out(self, width: int) -> None:
        """Give the tree the share that suits that width of the window."""
        tree_width = min(beside_text(self, TREE_WIDTH), round(width * TREE_SHARE))
        self.splitter.setSizes([tree_width, width - tree_width])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a window that becomes too narrow for both, the tree gives way as far as its share."""
        super().resizeEvent(event)
        width = self.width()
        room = max(width - beside_text(self, LEAST_FORM), round(width * TREE_SHARE))
        if width < event.oldSize().width() and self.splitter.sizes()[0] > room:
            self.splitter.setSizes([room, width - room])
