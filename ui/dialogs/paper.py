"""A text on paper: asked for a printer, printed, or written as PDF; A4 pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.file_dialog import SaveAs

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

SUFFIX = ".pdf"


class Printer:
    """The system's own dialog for a printer."""

    @classmethod
    def ask(cls, parent: QWidget) -> QPrinter | None:
        """The printer to print on; None if the user thinks better of it."""
        from PySide6.QtPrintSupport import QPrintDialog

        printer = _printer()
        dialog = QPrintDialog(printer, parent)
        return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_text(document: QTextDocument, parent: QWidget) -> None:
    """Ask for a printer, and print."""
    printer = Printer.ask(parent)
    if printer is not None:
        document.print_(printer)


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
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer
