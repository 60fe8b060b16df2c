"""使用说明: the manual, with its topics beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QTextCursor, QTextTable
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from resources import ROOT
from ui.style.palette import LINE
from ui.style.screen import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent, QTextBlock

MANUAL = ROOT / "help" / "manual.md"
TOPIC_LEVEL = 2
PICTURE_WIDTH = 620
"""Pixels: what stands beside the topics and within the margins of a page."""


class HelpView(QDialog):
    """The manual in a window that may stay open while one works."""

    def __init__(self, *, topic: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName("使用说明正文")
        self.browser.setSearchPaths([str(MANUAL.parent)])
        self.browser.setMarkdown(MANUAL.read_text(encoding="utf-8"))
        self.browser.document().setDocumentMargin(20)
        self._tidy_tables()
        self._fit_pictures()
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
        layout.setSpacing(0)
        layout.addWidget(splitter, 1)
        layout.addLayout(self._make_buttons())
        limit_to_screen(self, 940, 680)
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
                look.setBorder(1)
                look.setBorderBrush(LINE)
                look.setCellPadding(5)
                frame.setFormat(look)

    def _fit_pictures(self) -> None:
        """Pictures as wide as a page of the text, on the screen as on paper."""
        block = self.browser.document().begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                piece = pieces.fragment()
                look = piece.charFormat()
                if look.isImageFormat():
                    image = look.toImageFormat()
                    image.setWidth(PICTURE_WIDTH)
                    cursor = QTextCursor(self.browser.document())
                    cursor.setPosition(piece.position())
                    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
                    cursor.setCharFormat(image)
                pieces += 1
            block = block.next()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.addStretch(1)
        for words, slot in (("打印…", self.print_out), ("另存为PDF…", self.save), ("关闭", self.close)):
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        return row

    def print_out(self) -> None:
        """The whole manual on paper."""
        from ui.dialogs.paper import print_text

        print_text(self.browser.document(), self)

    def save(self) -> None:
        """The whole manual as PDF."""
        from pathlib import Path

        from ui.dialogs.paper import save_text

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        save_text(self.browser.document(), Path(folder) / "使用说明.pdf", self)

    def _find_topics(self) -> dict[str, QTextBlock]:
        places = {}
        block = self.browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == TOPIC_LEVEL:
                places[block.text()] = block
            block = block.next()
        return places

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.go_to(self.topics.currentItem().text()))
