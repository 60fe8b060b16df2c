"""The place to come back to: kept soon after the user has gone there, so that a crash does not lose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.window_state import WindowState, load_state, save_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEEPING_MS = 500
"""After so long in one place, it is the place to come back to."""


class KeptPlace(QObject):
    """``state`` is what the folder keeps; ``present`` says how the window stands now."""

    def __init__(self, *, folder: Path, present: Callable[[], WindowState], parent: QObject) -> None:
        super().__init__(parent)
        self.state = load_state(folder)
        self._folder = folder
        self._present = present
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)

    def keep_soon(self, task_id: str, period_key: str) -> None:
        """Keep the state soon, if another period or task is shown than was kept."""
        if (self.state.task, self.state.period) != (task_id, period_key):
            self._timer.start(KEEPING_MS)

    def keep(self) -> None:
        """Keep the state now."""
        self._timer.stop()
        self.state = self._present()
        save_state(self._folder, self.state)
