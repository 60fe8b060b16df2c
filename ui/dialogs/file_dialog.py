"""Files: which to open, where to save, that one was written or could not be, and texts on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageSize
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from cixi_desktop.errors import CixiError
from ui.version import NAME

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

SUFFIX = ".pdf"
_SENT = "表格 (*.xlsx *.xlsm *.xlsb *.xls *.et *.ett *.ods *.csv);;所有文件 (*)"
"""What units send: only the first can be read, for the others the reason and the way out are told."""


class SaveAs:
    """The system's own dialog for a new file."""

    @classmethod
    def ask(cls, *, title: str, proposal: Path, kind: str, parent: QWidget | None = None) -> Path | None:
        """The file the user names, with the proposal's suffix; None if the user gives it up.

        ``kind`` is what the files are called: Excel工作簿.
        """
        pattern = f"{kind} (*{proposal.suffix})"
        name, _ = QFileDialog.getSaveFileName(parent, title, str(proposal), pattern)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == proposal.suffix else path.with_name(path.name + proposal.suffix)


class OpenFile:
    """The system's own dialog for a file that is there."""

    @classmethod
    def ask(cls, *, title: str, kind: str, suffix: str, parent: QWidget | None = None) -> Path | None:
        """The file the user chooses; None if the user gives it up. ``suffix`` has its dot: .db."""
        name, _ = QFileDialog.getOpenFileName(parent, title, "", f"{kind} (*{suffix})")
        return Path(name) if name else None


class OpenFiles:
    """The system's own dialog for files to read; what cannot be read is shown, too, and refused by name."""

    @classmethod
    def ask(cls, *, title: str, folder: Path, parent: QWidget | None = None) -> tuple[Path, ...]:
        """The files the user names; none if the user gives it up."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), _SENT)
        return tuple(map(Path, names))


class OpenFolder:
    """The system's own dialog for a folder."""

    @classmethod
    def ask(cls, *, title: str, folder: Path, parent: QWidget | None = None) -> Path | None:
        """The folder the user chooses; None if the user gives it up."""
        name = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(name) if name else None


class DoneDialog(QMessageBox):
    """What was written, and where."""

    def __init__(self, *, words: str, details: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Information)
        self.setWindowTitle(NAME)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.setInformativeText(f"{path}\n{details}".strip())
        self._path = path
        self.show_file = self.addButton("打开文件", QMessageBox.ButtonRole.ActionRole)
        self.show_folder = self.addButton("打开所在文件夹", QMessageBox.ButtonRole.ActionRole)
        seen = self.addButton("确定", QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(seen)
        self.setEscapeButton(seen)

    @classmethod
    def ask(cls, *, words: str, details: str, path: Path, parent: QWidget | None = None) -> None:
        """Show it until it is acknowledged; opens the file or its folder if asked to."""
        dialog = cls(words=words, details=details, path=path, parent=parent)
        dialog.exec()
        dialog.open_chosen()
        dialog.deleteLater()

    def open_chosen(self) -> None:
        """Open what the user clicked on, in the system's own program."""
        chosen = self.clickedButton()
        if chosen is self.show_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
        elif chosen is self.show_folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


class RetryDialog(QMessageBox):
    """A file could not be written: another name or place, or not at all."""

    def __init__(self, *, error: CixiError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(NAME)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(error.message)
        self.setInformativeText(error.hint)
        self.again = self.addButton("另选名称或位置…", QMessageBox.ButtonRole.AcceptRole)
        self.anyway = QPushButton("没有人打开，仍然写入…", self)
        if getattr(error, "locks", ()):
            self.addButton(self.anyway, QMessageBox.ButtonRole.ActionRole)
        self.anyway.setVisible(bool(getattr(error, "locks", ())))
        self.addButton("取消", QMessageBox.ButtonRole.RejectRole)

    @classmethod
    def ask(cls, error: CixiError, *, parent: QWidget | None = None) -> bool:
        """Whether the user wants to try another name; or the same, whose locks a crash has left."""
        dialog = cls(error=error, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        if dialog.clickedButton() is not dialog.anyway:
            return dialog.clickedButton() is dialog.again
        try:
            error.release()  # type: ignore[attr-defined] # it has locks
        except CixiError as held:
            return cls.ask(held, parent=parent)
        return True


class Printer:
    """The system's own dialog for a printer."""

    @classmethod
    def ask(cls, parent: QWidget) -> QPrinter | None:
        """The printer to print on; None if the user thinks better of it."""
        from PySide6.QtPrintSupport import QPrintDialog

        printer = _printer()
        dialog = QPrintDialog(printer, parent)
        return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def check_printer(printer: QPrinter) -> None:
    """CixiError if the printer is none, or has stopped: nothing would come out of it."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if printer.outputFileName():
        return
    name, info = printer.printerName(), QPrinterInfo(printer)
    is_native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat  # else Qt found no printer
    if not is_native or not name or not printer.isValid():
        raise CixiError("没有可用的打印机，未打印。", "请先安装打印机，或另存为PDF后在其他电脑上打印。")
    if info.state() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise CixiError(f"打印机“{name}”已停止或有故障，未打印。", "请检查打印机后重试，或选择其他打印机。")


def check_job(printer: QPrinter) -> None:
    """CixiError if the printer did not take what was printed."""
    from PySide6.QtPrintSupport import QPrinter

    if printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise CixiError(f"打印机“{printer.printerName()}”未接受打印任务。", "请检查打印机和打印队列后重试。")


def print_text(document: QTextDocument, parent: QWidget, name: str = NAME) -> None:
    """Ask for a printer, and print on A4 under that name; what goes wrong is told."""
    from ui.dialogs.error_dialog import ErrorDialog

    printer = Printer.ask(parent)
    if printer is None:
        return
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    try:
        check_printer(printer)
        document.print_(printer)
        check_job(printer)
    except CixiError as fault:
        ErrorDialog.ask(fault, parent=parent)


def save_text(document: QTextDocument, proposal: Path, parent: QWidget) -> None:
    """Ask where to, and write a PDF there."""
    path = SaveAs.ask(title="另存为PDF", proposal=proposal, kind="PDF文件", parent=parent)
    if path is not None:
        write_text(document, path)


def write_text(document: QTextDocument, path: Path) -> None:
    """The text as a PDF."""
    printer = _printer()
    printer.setOutputFormat(printer.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    document.print_(printer)


def _printer() -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer
