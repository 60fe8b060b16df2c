"""What may come a picture later than the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME_MS = 16
"""As long as a picture stands."""


def in_next_picture(owner: QObject, work: Callable[[], object]) -> None:
    """Do ``work`` once the present state has been painted, unless its owner is gone by then."""
    QTimer.singleShot(FRAME_MS, owner, work)
