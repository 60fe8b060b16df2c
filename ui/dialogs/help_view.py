"""使用说明: the manual, with its topics beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable
from PySide6.QtWidgets import QDialog, QListWidget, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from resources import ROOT
from ui.drawing.palette import LINE

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

MANUAL = ROOT / "help" / "manual.md"
TOPIC_LEVEL = 2


class HelpView(QDialog):
    """The manual in a window that may stay open while one works."""

    def __init__(self, *, topic: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName("使用说明正文")
        self.browser.setMarkdown(MANUAL.read_text(encoding="utf-8"))
        self.browser.document().setDocumentMargin(20)
        self._tidy_tables()
        self.topics = QListWidget(self)
        self.topics.setAccessibleName("使用说明目录")
        self.topics.ensurePolished()  # else the rows keep the height they have without the style sheet
        self._places = self._find_topics()
        self.topics.addItems(list(self._places))
        splitter = QSplitter(self)
        splitter.addWidget(self.topics)
        splitter.addWidget(self.browser)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([190, 640])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.resize(860, 640)
        self.topics.currentTextChanged.connect(self.go_to)
        self.open_topic(topic)

    @classmethod
    def ask(cls, *, topic: str = "", parent: QWidget | None = None) -> HelpView:
        """Open the manual at a topic; it does not block the window."""
        view = cls(topic=topic, parent=parent)
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.show()
        return view

    def open_topic(self, topic: str) -> None:
        """Choose a topic by its heading; an unknown one leaves the manual at its beginning."""
        names = list(self._places)
        self.topics.setCurrentRow(names.index(topic) if topic in names else 0)

    def go_to(self, topic: str) -> None:
        """Scroll to a topic's heading."""
        layout = self.browser.document().documentLayout()
        top = layout.blockBoundingRect(self._places[topic]).top()
        self.browser.verticalScrollBar().setValue(int(top) if self.topics.currentRow() else 0)

    def _tidy_tables(self) -> None:
        """Thin lines and some air, which Markdown has no words for."""
        for frame in self.browser.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                look = frame.format()
                look.setBorderCollapse(True)
                look.setBorderBrush(LINE)
                look.setCellPadding(5)
                frame.setFormat(look)

    def _find_topics(self) -> dict[str, QTextBlock]:
        places = {}
        block = self.browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == TOPIC_LEVEL:
                places[block.text()] = block
            block = block.next()
        return places
