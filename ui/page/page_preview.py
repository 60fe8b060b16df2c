"""The printed page on the screen, before it is printed or saved: the very same painting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.errors import CixiError
from cixi_desktop.wording.filenames import file_name
from ui.dialogs.file_dialog import Printer, SaveAs, check_job, check_printer
from ui.page.page_sheet import HEIGHT, WIDTH
from ui.page.print_page import paint_page, print_on, write_pdf
from ui.style.fonts import fonts_used, lacking
from ui.style.palette import FAINT, GROUND, SURFACE, TONES
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtPrintSupport import QPrinter

    from cixi_desktop.reports.page import Page

MARGIN = 16
WIDEST = 1100
"""Of the shown page, in pixels."""
SUFFIX = ".pdf"
MOST_RARE = 8
"""Characters without a face that are named."""


def pdf_name(page: Page) -> str:
    """The name that is offered: 未分配—2025年6月工作要点进展一页纸.pdf."""
    pattern = "{单位}—{所属期}工作要点进展一页纸"
    name = file_name(pattern, unit=page.unit.name, period=page.period, on=page.period.end)
    return str(Path(name).with_suffix(SUFFIX))


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _rare_words(page: Page) -> str:
    """Which characters the face lacks; “” where it has all."""
    rare = lacking(page.words)
    if not rare:
        return ""
    named = "、".join(f"“{each}”" for each in rare[:MOST_RARE])
    return f"。打印字体没有{named}，由其他字体代替，PDF中这些字不能复制"


class PageView(QWidget):
    """The page, as large as its width allows or whole. It is painted once for each size."""

    def __init__(self, *, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = page
        self._picture = QPixmap()
        self.setAccessibleName("一页纸预览")

    def fit(self, room: QSize, *, is_whole: bool) -> None:
        """Take the size that shows the page over the room's width, or all of it at once."""
        width = min(room.width() - 2 * MARGIN, WIDEST)
        if is_whole:
            width = min(width, int((room.height() - 2 * MARGIN) * WIDTH / HEIGHT))
        width = max(width, 100)
        self.setFixedSize(max(room.width(), width), int(width * HEIGHT / WIDTH) + 2 * MARGIN)
        self._picture = QPixmap()

    def _page(self) -> QRectF:
        """Where the page lies."""
        height = self.height() - 2 * MARGIN
        width = height * WIDTH / HEIGHT
        return QRectF((self.width() - width) / 2, MARGIN, width, height)

    def _painted(self, size: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(SURFACE)
        with QPainter(picture) as painter:
            target = QRectF(0, 0, size.width(), size.height())
            paint_page(painter, target, self._content)
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:
        page = self._page()
        if self._picture.isNull():
            self._picture = self._painted(page.size().toSize())
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), GROUND)
            painter.drawPixmap(page.topLeft(), self._picture)
            painter.setPen(FAINT)
            painter.drawRect(page)


class PagePreview(QDialog):
    """The preview with its buttons. Signals: ``printed``, ``saved`` (path of the PDF). Esc closes."""

    printed = Signal()
    saved = Signal(str)

    def __init__(
        self,
        *,
        page: Page,
        folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``folder`` is where the PDF is offered to be saved; None means the user's documents."""
        super().__init__(parent)
        self._page = page
        self._proposal = (folder or _documents()) / pdf_name(page)
        self.setWindowTitle(f"打印一页纸：{page.period.label}")
        self._view = PageView(page=page)
        self._scroll = QScrollArea(parent=self)
        self._fonts = QLabel(f"所用字体：{fonts_used()}{_rare_words(page)}", parent=self)
        self._fonts.setWordWrap(True)
        self._message = QLabel(parent=self)
        self._message.setWordWrap(True)
        self._message.hide()
        self._whole = QPushButton("显示整页", parent=self)
        self._whole.setCheckable(True)
        self._whole.setAutoDefault(False)
        self._whole.toggled.connect(self._fit)
        self._lay_out()

    @classmethod
    def ask(cls, *, page: Page, folder: Path | None = None, parent: QWidget | None = None) -> None:
        """Show the preview until it is closed."""
        dialog = cls(page=page, folder=folder, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    def _lay_out(self) -> None:
        self._scroll.setWidget(self._view)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addWidget(self._whole)
        buttons.addStretch(1)
        for words, slot in (("打印…", self.print_out), ("另存为PDF…", self.save), ("关闭", self.reject)):
            button = QPushButton(words, parent=self)
            button.setDefault(slot == self.print_out)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        for widget in (self._scroll, self._message, self._fonts):
            layout.addWidget(widget, stretch=1 if widget is self._scroll else 0)
        layout.addLayout(buttons)
        limit_to_screen(self, 940, 680)

    @property
    def message(self) -> str:
        """What the last action came to; “” before the first."""
        return self._message.text()

    def save(self) -> None:
        """Ask where to, and write the PDF there."""
        path = self.ask_path(self._proposal, self)
        if path is None:
            return
        try:
            write_pdf(self._page, path)
        except CixiError as fault:
            self._tell(str(fault), is_fault=True)
            return
        self._tell(f"已保存：{path}", is_fault=False)
        self.saved.emit(str(path))

    def print_out(self) -> None:
        """Ask for a printer, and print."""
        printer = self.ask_printer(self)
        if printer is None:
            return
        printer.setDocName(self._proposal.stem)
        try:
            check_printer(printer)
            print_on(printer, self._page)
            check_job(printer)
        except CixiError as fault:
            self._tell(str(fault), is_fault=True)
            return
        name = printer.printerName()
        self._tell(f"已发送到打印机{f'“{name}”' if name else ''}。", is_fault=False)
        self.printed.emit()

    @staticmethod
    def ask_path(proposal: Path, parent: QWidget) -> Path | None:
        """Where to save; None if the user thinks better of it."""
        return SaveAs.ask(title="另存为PDF", proposal=proposal, kind="PDF文件", parent=parent)

    @staticmethod
    def ask_printer(parent: QWidget) -> QPrinter | None:
        """The printer to print on; None if the user thinks better of it."""
        return Printer.ask(parent)

    def _tell(self, words: str, *, is_fault: bool) -> None:
        colour = TONES["red" if is_fault else "green"].text
        self._message.setStyleSheet(f"color: {colour.name()}")
        self._message.setText(words)
        self._message.setAccessibleName(words)
        self._message.show()

    def _fit(self) -> None:
        self._view.fit(self._scroll.viewport().size(), is_whole=self._whole.isChecked())
        self._view.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
