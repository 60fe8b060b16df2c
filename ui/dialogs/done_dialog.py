"""That a file was written, with the ways to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.version import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.errors import CixiError


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
        self.addButton("取消", QMessageBox.ButtonRole.RejectRole)

    @classmethod
    def ask(cls, error: CixiError, *, parent: QWidget | None = None) -> bool:
        """Whether the user wants to try another name."""
        dialog = cls(error=error, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.clickedButton() is dialog.again
