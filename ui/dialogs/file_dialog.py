"""Files: which to open, where to save, what was dropped, and that one was written or could not be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from cixi_desktop.errors import CixiError
from ui.version import NAME

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent

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
        self.show_folder = self.addButton("打开文件夹", QMessageBox.ButtonRole.ActionRole)
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
        self.again = self.addButton("另存为…", QMessageBox.ButtonRole.AcceptRole)
        self.anyway = QPushButton("仍然写入…", self)
        self.anyway.setToolTip("确认没有人打开该文件的，仍然写入")
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


def accept_copy(event: QDropEvent) -> None:
    """Take what is dragged or dropped, as a copy, whatever its owner proposes.

    File managers go by what was said while the files were dragged over the window: a move lets them delete.
    """
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def dropped_paths(event: QDropEvent) -> list[Path]:
    """Accept what is dropped; the files and folders of this computer among it."""
    accept_copy(event)
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
