"""The system's own dialogs: where to save a file, and which ones to open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


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
    """The system's own dialog for files to read."""

    @classmethod
    def ask(cls, *, title: str, folder: Path, parent: QWidget | None = None) -> tuple[Path, ...]:
        """The files the user names; none if the user gives it up."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), "Excel工作簿 (*.xlsx)")
        return tuple(map(Path, names))
