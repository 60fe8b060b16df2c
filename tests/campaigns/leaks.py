"""Months of work in the window leave nothing behind: widgets, handles, threads and memory stay as they are.

Usage: python -m tests.campaigns.leaks [TIMES], so often 100 dialogs, 200 forms and so on.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
from datetime import datetime
from itertools import cycle, islice
from operator import le
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from cixi_desktop.actions.record import type_field
from cixi_desktop.periods import month
from cixi_desktop.settings import Settings
from cixi_desktop.workspace import Workspace
from tests.support.data_folder import MemoryFolder
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore
from ui.shell.application import make_application
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOON = datetime(2025, 6, 25, 12)  # noqa: DTZ001  the clock of the computer
DIALOGS = ("about", "settings", "journal", "rules", "bureau", "restore", "print", "interpretations")
COUNTS = {"switches": 600, "forms": 200, "saves": 300, "dialogs": 100, "manual": 10}
WARM_UP = {"switches": 12, "forms": 13, "saves": 2, "dialogs": len(DIALOGS), "manual": 1}
"""Until what is made once and kept is there: each month, each form, each dialog."""
RESTING_MS = 31_000
"""After half a minute without work Qt lets go of a thread of its own."""
MOST_MEGABYTES = 8.0
"""What may come and go with the memory that Python and Qt keep for later."""


class Use(NamedTuple):
    """What the program holds at a moment."""

    widgets: int
    handles: int
    threads: int
    megabytes: float


def use(window: MainWindow) -> Use:
    """What is held once everything that was let go of is gone; the worker, which rests at times, is there."""
    window.tasks.run(lambda _monitor: None, on_done=lambda _: None, on_failed=lambda _: None)
    while window.tasks.is_busy:
        QCoreApplication.processEvents()
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Use(
        widgets=len(QApplication.allWidgets()),
        handles=_count("/proc/self/fd"),
        threads=threading.active_count() + _count("/proc/self/task"),
        megabytes=resident * os.sysconf("SC_PAGE_SIZE") / 2**20,
    )


def _count(folder: str) -> int:
    return sum(1 for _ in Path(folder).iterdir())


def works(window: MainWindow) -> dict[str, Iterator[Callable[[], object]]]:
    """Without end, what is done again and again, by kind."""
    session = window.session
    workspace = session.workspace
    assert workspace is not None
    months = cycle(month(2025, number) for number in range(1, 13))
    tasks = cycle(task.id for task in workspace.plan.tasks)
    numbers = iter(range(10**9))
    dialogs = cycle(DIALOGS)

    def save() -> None:
        type_field(workspace, "8-1", month(2025, 6), name="increment", text=f"{next(numbers) % 90 + 1}")

    return {
        "switches": (lambda each=each: session.set_period(each) for each in months),  # type: ignore[misc]
        "forms": (lambda each=each: window.way.go_to(each) for each in tasks),  # type: ignore[misc]
        "saves": cycle([save]),
        "dialogs": (lambda each=each: open_and_close(window, each) for each in dialogs),  # type: ignore[misc]
        "manual": cycle([window.commands.action("help").trigger]),
    }


def open_and_close(window: MainWindow, name: str) -> None:
    """Let a command open its dialog, and leave that as Esc does."""
    timer = QTimer()
    timer.timeout.connect(_close_front)
    timer.start(5)
    window.commands.action(name).trigger()
    timer.stop()


def _close_front() -> None:
    front = QApplication.activeModalWidget()
    if isinstance(front, QDialog) and front.isVisible():
        front.reject()


def do(work: Iterator[Callable[[], object]], count: int) -> None:
    """So many of them, each painted."""
    for each in islice(work, count):
        each()
        QCoreApplication.processEvents()


def grown(window: MainWindow, counts: dict[str, int]) -> list[str]:
    """What has grown with each kind of work, and by how much; nothing if all is flat."""
    kinds = works(window)
    for name, count in WARM_UP.items():
        do(kinds[name], count)
    faults, before = [], use(window)
    for name, count in counts.items():
        do(kinds[name], count)
        after = use(window)
        if not is_flat(before, after):
            QTest.qWait(RESTING_MS)
            after = use(window)
        told = f"{count} {name}: {before} -> {after}"
        print(f"{'flat' if is_flat(before, after) else 'GROWN'}  {told}", flush=True)
        faults += [] if is_flat(before, after) else [told]
    return faults


def is_flat(before: Use, after: Use) -> bool:
    """Whether no more is held than before."""
    return all(map(le, after[:3], before[:3])) and after.megabytes - before.megabytes <= MOST_MEGABYTES


def run(times: int) -> list[str]:
    """In a window over an empty data file."""
    make_application()
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(clock=lambda: NOON), actor="张三")
    data = MemoryFolder(now=lambda: NOON)
    with tempfile.TemporaryDirectory() as place:
        window = MainWindow(
            folder=Path(place),
            account="账户",
            open_file=lambda _plan: Opened(workspace, Settings()),
            data=lambda: data,
            now=lambda: NOON,
        )
        window.show()
        window.open_data(workspace.plan)
        while window.session.assessment is None or window.tasks.is_busy:
            QCoreApplication.processEvents()
        faults = grown(window, {name: count * times for name, count in COUNTS.items()})
        window.close()
    return faults


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(bool(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1)))
