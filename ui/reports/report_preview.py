"""A report on the screen as it will be printed, page below page, and to the printer from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.errors import CixiError
from ui.dialogs.printing import Printer, check_job, check_printer, sent_words
from ui.reports.report_document import PAPER, paint_on, paint_page, printed_words, set_out
from ui.style.dialog import Dialog
from ui.style.fonts import fonts_used, rare_words
from ui.style.palette import FAINT, GROUND, SURFACE, TONES
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent, QTextDocument, QTextFragment

    from cixi_desktop.reports.report import Report

PAGE_WIDTH = 760
"""Of a page on the screen, in pixels."""
GAP = 16
DARKER, BOLDER = 0.014, 0.03
"""Of a letter's size, by which its strokes are drawn thicker; of bold letters."""
PAGE_HEIGHT = round(PAGE_WIDTH * PAPER.height() / PAPER.width())


class PagesView(QWidget):
    """All pages, each painted when it is first seen."""

    def __init__(self, *, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = set_out(report)
        strengthen(self.document)
        self._pictures: dict[int, QPixmap] = {}
        self.setAccessibleName(f"{report.title}，共{self.page_count}页")
        self.setFixedSize(PAGE_WIDTH + 2 * GAP, self.page_count * (PAGE_HEIGHT + GAP) + GAP)

    @property
    def words(self) -> str:
        """All that stands on the pages."""
        return printed_words(self.document)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self.document.pageCount()

    def _picture(self, page: int) -> QPixmap:
        if page not in self._pictures:
            ratio = self.devicePixelRatioF()
            picture = QPixmap(round(PAGE_WIDTH * ratio), round(PAGE_HEIGHT * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(SURFACE)
            with QPainter(picture) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.scale(PAGE_WIDTH / PAPER.width(), PAGE_WIDTH / PAPER.width())
                paint_page(painter, self.document, page)
            self._pictures[page] = picture
        return self._pictures[page]

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), GROUND)
            painter.setPen(FAINT)
            for page in range(self.page_count):
                place = QRectF(GAP, GAP + page * (PAGE_HEIGHT + GAP), PAGE_WIDTH, PAGE_HEIGHT)
                if place.intersects(QRectF(event.rect())):
                    painter.drawPixmap(QPointF(place.topLeft()), self._picture(page))
                    painter.drawRect(place)


def strengthen(document: QTextDocument) -> None:
    """WORKAROUND: Qt draws scaled text on screens pale, and without the boldness that it made itself.

    In one edit, as the document is laid out anew after each.
    """
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for part in tuple(_parts(document)):
        font, letters = part.charFormat().font(), QTextCharFormat()
        weight = BOLDER if font.bold() else DARKER
        letters.setTextOutline(QPen(Qt.GlobalColor.black, font.pixelSize() * weight))
        cursor.setPosition(part.position())
        cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)
    cursor.endEditBlock()


def _parts(document: QTextDocument) -> Iterator[QTextFragment]:
    """The pieces of one format, in tables too."""
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            yield parts.fragment()
            parts += 1
        block = block.next()


class ReportPreview(Dialog):
    """The pages and a button for the printer. Esc closes."""

    def __init__(self, *, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(f"预览和打印：{report.title}")
        self.view = PagesView(report=report)
        fonts = f"{fonts_used()}{rare_words(self.view.words)}"
        self.message = QLabel(f"共{self.view.page_count}页。所用字体：{fonts}", self)
        self.message.setWordWrap(True)
        scroll = QScrollArea(self)
        scroll.setObjectName("reading")
        scroll.setAccessibleName("报告各页")
        scroll.setWidget(self.view)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addWidget(self.message, 1)
        for words, slot in (("打印(&P)…", self.print_out), ("关闭", self.reject)):
            button = QPushButton(words, self)
            button.setDefault(slot == self.print_out)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)
        limit_to_screen(self, PAGE_WIDTH + 7 * GAP, 720)

    @classmethod
    def ask(cls, *, report: Report, parent: QWidget | None = None) -> None:
        """Show the pages until they are closed."""
        dialog = cls(report=report, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    def print_out(self) -> None:
        """Ask for a printer, and print."""
        printer = Printer.ask(self)
        if printer is None:
            return
        printer.setDocName(self._report.title)
        try:
            check_printer(printer)
            paint_on(printer, self._report)
            check_job(printer)
        except CixiError as fault:
            self._tell(str(fault), "red")
        else:
            self._tell(sent_words(printer), "green")

    def _tell(self, words: str, tone: str) -> None:
        self.message.setStyleSheet(f"color: {TONES[tone].text.name()}")
        self.message.setText(words)
