"""Paper: which printer, whether it prints, what is not A4, and PDF files that are whole or not there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QEventLoop,
    QMarginsF,
    QProcess,
    QProcessEnvironment,
    QSaveFile,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import QMessageBox, QWidget

from cixi_desktop.errors import CixiError
from cixi_desktop.files import flush_folder, is_there
from ui.dialogs.file_dialog import SaveAs
from ui.style.copied import with_rare_characters
from ui.style.fonts import Role, print_families
from ui.version import NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice, QTextDocument
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

A4 = QPageSize.PageSizeId.A4
RESOLUTION = 720
"""Of PDF files, in dots per inch: ten to a point."""
NO_PAPER, AS_PDF = "暂不打印", "存为PDF文件"
"""What is offered beside the printers."""
PATIENCE_MS = 5000
"""How long a print server may take to say whether it takes jobs."""


class PaperDialog(QMessageBox):
    """Whether to print on A4, although another paper was chosen for the printer."""

    def __init__(self, *, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(NAME)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.go_on = self.addButton("按A4打印", QMessageBox.ButtonRole.AcceptRole)
        self.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.go_on)

    @classmethod
    def ask(cls, *, words: str, parent: QWidget | None = None) -> bool:
        """Whether the user wants it on A4."""
        dialog = cls(words=words, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.clickedButton() is dialog.go_on


def printers() -> tuple[list[str], str]:
    """The names of the printers, and of the one that the system prefers. They may take seconds to answer."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()


class Printer:
    """The system's own dialog for a printer."""

    @staticmethod
    def named(name: str) -> QPrinter:
        """That printer, with an upright A4 sheet."""
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        printer.setPageSize(QPageSize(A4))
        return printer

    @classmethod
    def ask(cls, parent: QWidget) -> QPrinter | None:
        """The printer to print on; None if the user thinks better of it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(A4))
        dialog = QPrintDialog(printer, parent)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return None
        words = paper_words(printer)
        return printer if not words or PaperDialog.ask(words=words, parent=parent) else None


def paper_words(printer: QPrinter) -> str:
    """What is to be asked of a paper that was chosen; “” for A4, and for what the printer itself prefers."""
    from PySide6.QtPrintSupport import QPrinterInfo

    layout = printer.pageLayout()
    is_landscape = layout.orientation() is QPageLayout.Orientation.Landscape
    paper = layout.pageSize()
    if paper.id() in {A4, QPrinterInfo(printer).defaultPageSize().id()} and not is_landscape:
        return ""
    chosen = f"{paper.key()}{'横向' if is_landscape else ''}"
    return f"所选纸张为{chosen}，而内容按A4纵向排版。是否按A4纵向打印？"


def send(printer: QPrinter, paint: Callable[[], object]) -> str:
    """Have ``paint`` print; returns where it went. CixiError if the printer takes nothing."""
    check_printer(printer)
    paint()
    check_job(printer)
    return sent_words(printer)


def check_printer(printer: QPrinter) -> None:
    """CixiError if the printer is none, has stopped or has no A4: nothing right would come out of it."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if printer.outputFileName():
        return
    name, info = printer.printerName(), QPrinterInfo(printer)
    is_native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat  # else Qt found no printer
    if not is_native or not name or not printer.isValid():
        raise CixiError("没有可用的打印机，未打印。", "请先安装打印机，或另存为PDF后在其他电脑上打印。")
    if info.state() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise CixiError(f"打印机“{name}”已停止或有故障，未打印。", "请检查打印机后重试，或选择其他打印机。")
    if is_refusing(name):
        raise CixiError(f"打印机“{name}”不接受打印任务，未打印。", "请检查打印队列后重试，或选择其他打印机。")
    check_paper(name, info.supportedPageSizes())


def is_refusing(name: str) -> bool:
    """Whether a queue takes no jobs; False where nobody can be asked, or nobody answers in time.

    The window goes on being painted meanwhile. WORKAROUND: Qt asks CUPS for the state alone, and takes a job
    that was turned away for printed.
    """
    asked, waiting, patience = QProcess(), QEventLoop(), QTimer()
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("LC_ALL", "C")
    asked.setProcessEnvironment(environment)
    for over in (asked.finished, asked.errorOccurred, patience.timeout):
        over.connect(waiting.quit)
    patience.start(PATIENCE_MS)
    asked.start("lpstat", ["-a", name])
    if asked.state() is not QProcess.ProcessState.NotRunning:
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    told = asked.readAllStandardOutput().data()
    asked.kill()
    asked.waitForFinished()
    return b"not accepting" in told


def check_paper(name: str, papers: list[QPageSize]) -> None:
    """CixiError if a printer tells of its papers, and A4 is not among them."""
    if papers and all(paper.id() is not A4 for paper in papers):
        raise CixiError(f"打印机“{name}”不支持A4纸，未打印。", "请选择其他打印机，或另存为PDF后打印。")


def check_job(printer: QPrinter) -> None:
    """CixiError if the printer did not take what was printed."""
    from PySide6.QtPrintSupport import QPrinter

    if printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise CixiError(f"打印机“{printer.printerName()}”未接受打印任务。", "请检查打印机和打印队列后重试。")


def sent_words(printer: QPrinter) -> str:
    """Where it went: to a printer, or into the file that the system's dialog offers in its place."""
    if printer.outputFileName():
        return f"已保存：{printer.outputFileName()}"
    return f"已发送到打印机“{printer.printerName()}”。"


def adopt_a4(device: QPagedPaintDevice) -> None:
    """A4, upright, whatever the device prefers, and the whole sheet: a text keeps 20 mm around by itself."""
    device.setPageLayout(QPageLayout(QPageSize(A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    layout = device.pageLayout()  # the painter's origin is the corner of the paper, not of what is reached
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def print_text(document: QTextDocument, parent: QWidget, name: str = NAME) -> None:
    """Ask for a printer, and print on A4 under that name; what goes wrong is told."""
    from ui.dialogs.error_dialog import ErrorDialog

    printer = Printer.ask(parent)
    if printer is None:
        return
    printer.setDocName(name)
    adopt_a4(printer)
    try:
        check_printer(printer)
        _on_paper(document).print_(printer)
        check_job(printer)
    except CixiError as fault:
        ErrorDialog.ask(fault, parent=parent)


def save_text(document: QTextDocument, proposal: Path, parent: QWidget) -> None:
    """Ask where to, and write a PDF there; what goes wrong is told."""
    from ui.dialogs.error_dialog import ErrorDialog

    path = SaveAs.ask(title="另存为PDF", proposal=proposal, kind="PDF文件", parent=parent)
    if path is None:
        return
    try:
        write_text(document, path)
    except CixiError as fault:
        ErrorDialog.ask(fault, parent=parent)


def write_text(document: QTextDocument, path: Path) -> None:
    """The text as a PDF; CixiError if it cannot be written, the old file stays then."""

    def paint(writer: QPdfWriter) -> None:
        adopt_a4(writer)
        _on_paper(document).print_(writer)

    write_paper(path, path.stem, paint)


def _on_paper(document: QTextDocument) -> QTextDocument:
    """A copy in the printed text face: of the screen's, others than are seen may be copied from a PDF."""
    paper = document.clone()
    font = paper.defaultFont()
    font.setFamilies(print_families(Role.BODY))
    paper.setDefaultFont(font)
    return paper


def write_paper(path: Path, title: str, paint: Callable[[QPdfWriter], None]) -> None:
    """Write what ``paint`` draws as PDF through a temporary file beside ``path``.

    CixiError if it cannot be written, also where it is open elsewhere; the old file stays then.
    """
    is_there(path)  # or its name is too long for the disk
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise _fault(path, file)
    drawn = QBuffer()
    drawn.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(drawn)
    writer.setResolution(RESOLUTION)
    writer.setTitle(title)
    writer.setCreator(NAME)
    paint(writer)
    del writer
    file.write(with_rare_characters(bytes(drawn.data().data())))
    if not file.commit():  # flushes the file itself
        raise _fault(path, file)
    flush_folder(path.parent)


def _fault(path: Path, file: QSaveFile) -> CixiError:
    """What went wrong, as far as it can be known, and that the old file is still there."""
    kept = "未能保存，原文件未改动。" if path.is_file() else "未能保存。"
    if not path.parent.is_dir():
        return CixiError(f"文件夹“{path.parent}”不存在，“{path.name}”{kept}", "请另选一个文件夹。")
    if path.is_dir():
        return CixiError(f"“{path}”是文件夹，不能写成PDF。", "请另起一个文件名。")
    if not os.access(path.parent, os.W_OK):
        return CixiError(
            f"文件夹“{path.parent}”不允许写入，“{path.name}”{kept}", "请另选一个可以写入的文件夹。"
        )
    if path.is_file() and file.error() in _IN_USE:
        return CixiError(f"“{path.name}”正在其他程序中打开，{kept}", "请关闭后重试，或换一个文件名。")
    return CixiError(f"磁盘空间不足或不能写入，“{path.name}”{kept}", "请清理磁盘，或另选一个位置。")


_IN_USE = {
    QSaveFile.FileError.OpenError,
    QSaveFile.FileError.RenameError,
    QSaveFile.FileError.PermissionsError,
}
"""What Windows answers where another program holds the file."""
