"""A dressed application, a window over a store in memory, and guards against what tests leave behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from cixi_desktop.settings import Settings
from cixi_desktop.workspace import Workspace
from tests.support.data_folder import MemoryFolder
from tests.support.figures import plan_2025
from tests.support.grid_hands import Hands
from tests.support.memory_store import MemoryStore
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NOW = datetime(2025, 6, 19, 14, 5)  # noqa: DTZ001  the clock of the computer
QTS_OWN = {"QTipLabel"}
"""Windows that Qt makes once and keeps."""


@pytest.fixture(scope="session")
def plan() -> Plan:
    return plan_2025()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(clock=lambda: NOW)


@pytest.fixture
def workspace(plan: Plan, store: MemoryStore) -> Workspace:
    return Workspace(plan=plan, store=store, actor="张三")


MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def data_folder() -> MemoryFolder:
    return MemoryFolder(now=lambda: NOW)


@pytest.fixture
def make_window(
    qtbot: QtBot, plan: Plan, workspace: Workspace, data_folder: MemoryFolder, tmp_path: Path
) -> MakeWindow:
    """A function that makes the main window over the test's folder; ``is_open`` shows it with its data."""

    def make(*, is_open: bool = True, folder: Path = tmp_path, now: datetime = NOW) -> MainWindow:
        window = MainWindow(
            folder=folder,
            account="账户",
            open_file=lambda _plan: Opened(workspace, Settings()),
            data=lambda: data_folder,
            now=lambda: now,
        )
        qtbot.addWidget(window)
        if is_open:
            with qtbot.waitExposed(window):
                window.show()
            with qtbot.waitSignal(window.opened):
                window.open_data(plan)
        return window

    return make


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    """The open main window, showing June 2025 of an empty data file."""
    return make_window()


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    """The same window with the grid open."""
    return Hands(window)


@pytest.fixture(autouse=True)
def nothing_is_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """No window, running timer or thread of a test outlives it."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    gc.collect()
    gc.freeze()  # what was there before is not looked through for timers of this test
    threads = set(threading.enumerate())
    windows = set(QApplication.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if _windows_beyond(windows):
        gc.collect()
    assert not _windows_beyond(windows)
    assert not [timer for timer in _timers() if timer.isActive()]
    assert not [thread for thread in set(threading.enumerate()) - threads if _is_python_thread(thread)]
    assert QThreadPool.globalInstance().activeThreadCount() == 0


def _windows_beyond(known: set[QWidget]) -> list[QWidget]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget not in known and str(widget.metaObject().className()) not in QTS_OWN
    ]


def _timers() -> list[QTimer]:
    return [found for found in gc.get_objects() if isinstance(found, QTimer) and shiboken6.isValid(found)]


def _is_python_thread(thread: threading.Thread) -> bool:
    return thread.is_alive() and not thread.name.startswith("Dummy")
