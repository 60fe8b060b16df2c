"""The printed page on the screen, before it is printed or saved: the very same painting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
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
from cixi_desktop.wording.filenames import file_name
from ui.dialogs.file_dialog import SaveAs
from ui.dialogs.help_view import offer_help
from ui.dialogs.printing import Printer, send
from ui.page.page_sheet import HEIGHT, WIDTH
from ui.page.print_page import paint_page, print_on, write_pdf
from ui.style.dialog import Dialog
from ui.style.fonts import fonts_used, rare_words
from ui.style.palette import FAINT, GROUND, SURFACE, TONES
from ui.style.spoken import Role, announce, speak_as
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtPrintSupport import QPrinter

    from cixi_desktop.reports.page import Page

Choose = Callable[[QWidget], "Sequence[Page]"]
"""Asks over a dialog which pages are wanted; none if the user gives it up."""
MARGIN = 16
WIDEST = 1100
"""Of the shown page, in pixels."""
SUFFIX = ".pdf"


def pdf_name(page: Page) -> str:
    """The name that is offered: 未分配—2025年6月工作要点进展一页纸.pdf."""
    name = file_name(
        "{单位}—{所属期}{工作}进展一页纸",
        unit=page.unit.name,
        period=page.period,
        called=page.called,
        on=page.period.end,
    )
    return str(Path(name).with_suffix(SUFFIX))


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


class PageView(QWidget):
    """The page, as large as its width allows or whole. It is painted once for each size."""

    def __init__(self, *, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, Role.Graphic)
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


class PagePreview(Dialog):
    """The preview with its buttons. Signals: ``printed``, ``saved`` (path of the PDF). Esc closes."""

    printed = Signal()
    saved = Signal(str)

    def __init__(
        self,
        *,
        page: Page,
        folder: Path | None = None,
        more: Choose | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``folder`` is where the PDF is offered to be saved; None means the user's documents.

        ``more`` asks over the preview for several pages in place of the one; none if the user gives it up.
        """
        super().__init__(parent)
        offer_help(self, "报送")
        self._pages: Sequence[Page] = (page,)
        self._more = more
        self._proposal = (folder or _documents()) / pdf_name(page)
        self.setWindowTitle(f"打印一页纸：{page.period.label}")
        self._paper = QWidget()
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._views: list[PageView] = []
        self._scroll = QScrollArea(parent=self)
        self._scroll.setObjectName("reading")
        self._scroll.setAccessibleName("一页纸预览")
        self._fonts = QLabel(parent=self)
        self._fonts.setWordWrap(True)
        self._message = QLabel(parent=self)
        self._message.setWordWrap(True)
        self._message.hide()
        self._close = QPushButton("关闭(&C)", parent=self)
        self._whole = QPushButton("显示整页(&W)", parent=self)
        self._whole.setCheckable(True)
        self._whole.toggled.connect(self._fit)
        self._lay_out()
        self._show_pages([page])

    @classmethod
    def ask(
        cls,
        *,
        page: Page,
        folder: Path | None = None,
        more: Choose | None = None,
        parent: QWidget | None = None,
    ) -> bool:
        """Show the preview until it is closed; whether anything was printed or saved."""
        dialog = cls(page=page, folder=folder, more=more, parent=parent)
        done = list[object]()
        dialog.printed.connect(lambda: done.append(dialog))
        dialog.saved.connect(done.append)
        dialog.exec()
        dialog.deleteLater()
        return bool(done)

    def _lay_out(self) -> None:
        self._scroll.setWidget(self._paper)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addWidget(self._whole)
        if self._more is not None:
            several = QPushButton("成批打印(&M)…", parent=self)
            several.clicked.connect(self._choose_more)
            buttons.addWidget(several)
        buttons.addStretch(1)
        for button, slot in (
            (QPushButton("打印(&P)…", parent=self), self.print_out),
            (QPushButton("另存为PDF(&S)…", parent=self), self.save),
            (self._close, self.reject),
        ):
            button.clicked.connect(slot)
            buttons.addWidget(button)
            if slot == self.print_out:
                button.setDefault(True)
                button.setFocus()
        layout = QVBoxLayout(self)
        for widget in (self._scroll, self._message, self._fonts):
            layout.addWidget(widget, stretch=1 if widget is self._scroll else 0)
        layout.addLayout(buttons)
        limit_to_screen(self, 940, 680)

    def _choose_more(self) -> None:
        """Show what the user wants in place of what is shown."""
        pages = self._more(self) if self._more is not None else ()
        if pages:
            self._show_pages(pages)
            self._message.hide()
            self._fit()

    def _show_pages(self, pages: Sequence[Page]) -> None:
        """Show the pages below one another, and offer a name for all of them."""
        for view in self._views:
            self._column.removeWidget(view)
            view.deleteLater()
        self._pages = pages
        self._views = [PageView(page=page) for page in pages]
        for view in self._views:
            self._column.addWidget(view)
            view.show()
        words = "".join(page.words for page in pages)
        self._fonts.setText(f"所用字体：{fonts_used()}{rare_words(words)}")
        count = f"（{len(pages)}页）" if len(pages) > 1 else ""
        self._proposal = self._proposal.parent / pdf_name(pages[0]).replace(SUFFIX, f"{count}{SUFFIX}")
        self.setWindowTitle(f"打印一页纸：{pages[0].period.label}{count}")

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
            write_pdf(self._pages, path)
        except CixiError as fault:
            self._tell(str(fault), is_fault=True)
            return
        self._finish(f"已保存：{path}")
        self.saved.emit(str(path))

    def print_out(self) -> None:
        """Ask for a printer, and print."""
        printer = self.ask_printer(self)
        if printer is None:
            return
        printer.setDocName(self._proposal.stem)
        try:
            words = send(printer, lambda: print_on(printer, self._pages))
        except CixiError as fault:
            self._tell(str(fault), is_fault=True)
            return
        self._finish(words)
        self.printed.emit()

    @staticmethod
    def ask_path(proposal: Path, parent: QWidget) -> Path | None:
        """Where to save; None if the user thinks better of it."""
        return SaveAs.ask(title="另存为PDF", proposal=proposal, kind="PDF文件", parent=parent)

    @staticmethod
    def ask_printer(parent: QWidget) -> QPrinter | None:
        """The printer to print on; None if the user thinks better of it."""
        return Printer.ask(parent)

    def _finish(self, words: str) -> None:
        """What was wanted is done: what is left is to close."""
        self._tell(words, is_fault=False)
        self._close.setDefault(True)
        self._close.setFocus()

    def _tell(self, words: str, *, is_fault: bool) -> None:
        colour = TONES["red" if is_fault else "green"].text
        self._message.setStyleSheet(f"color: {colour.name()}")
        self._message.setText(words)
        announce(self._message, "结果", words)
        self._message.show()

    def _fit(self) -> None:
        for view in self._views:
            view.fit(self._scroll.viewport().size(), is_whole=self._whole.isChecked())
            view.update()
        self._paper.resize(self._paper.sizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
