"""Where to save a file, and which one to open, asked of the user."""

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
