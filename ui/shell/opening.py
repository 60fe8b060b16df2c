"""What is read in the background when the window opens: settings, plan, data file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtCore import QLockFile

    from cixi_desktop.settings import Settings
    from cixi_desktop.workspace import Workspace


class Opened(NamedTuple):
    """An open data file, the settings of its folder, and the lock that keeps other windows out of it."""

    workspace: Workspace
    settings: Settings
    lock: QLockFile | None = None

    def release(self) -> None:
        """Let other windows have the folder, whoever still holds what was opened."""
        if self.lock is not None:
            self.lock.unlock()
