"""A user in front of modal dialogs: one step for each, taken once it is up and nothing is under way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow

    Step = tuple[type[QWidget], Callable[[Any], object]]

INTERVAL_MS = 10
PATIENCE = 600
"""Seconds until the step that is due counts as missed."""


class ModalSteps:
    """Takes one step after another: what to do in the modal dialog of a kind."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window = window
        self._qtbot = qtbot
        self._left: list[Step] = []
        self._until = 0.0

    def play(self, start: Callable[[], object], *steps: Step) -> None:
        """Do ``start``, which opens the first dialog, and take all steps; none may be left over."""
        self._left = list(steps)
        self._wait_anew()
        start()
        self._qtbot.waitUntil(
            lambda: not self._window.tasks.is_busy and QApplication.activeModalWidget() is None,
            timeout=PATIENCE * 1000,
        )
        assert [kind.__name__ for kind, _ in self._left] == []

    def _wait_anew(self) -> None:
        """Be patient with the next step, however long those before it took."""
        self._until = time.monotonic() + PATIENCE
        self._look_soon()

    def _look_soon(self) -> None:
        QTimer.singleShot(INTERVAL_MS, self._window, self._look)

    def _look(self) -> None:
        modal: QWidget | None = QApplication.activeModalWidget()
        kind, act = self._left[0]
        if isinstance(modal, kind) and modal.isVisible() and not self._window.tasks.is_busy:
            del self._left[0]
            self._until = time.monotonic() + PATIENCE
            if self._left:
                self._wait_anew()  # before acting, which may open the next dialog and come back after it
            self._act(modal, act)
        elif time.monotonic() < self._until:
            self._look_soon()
        else:
            self._give_up()

    def _act(self, modal: QWidget, act: Callable[[Any], object]) -> None:
        try:
            act(modal)
        except BaseException:
            self._give_up()
            raise

    def _give_up(self) -> None:
        """Close everything, so that the test ends and tells."""
        self._left = [*self._left, (QWidget, lambda _: None)]
        self._until = 0
        for widget in QApplication.topLevelWidgets():
            if widget.isModal() and widget.isVisible():
                widget.close()
