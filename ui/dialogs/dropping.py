"""What is dropped on a window is copied: the files stay where they were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent


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
