"""How long the real window takes to show another month: its figures, and the first painting of all of them.

Processor time over the sample year, median and minimum; in 总览 the chart follows the painting by itself and
is told apart. “new” are months that were not judged since the last change, “again” those that were.
Usage: python tests/benchmarks/switch.py [ROUNDS]
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer  # noqa: E402 - the platform is chosen first

import main  # noqa: E402
from cixi_desktop.outline import read_outline  # noqa: E402
from cixi_desktop.periods import month  # noqa: E402
from db.storage import STORAGE  # noqa: E402
from ui.shell.application import dress_fully, make_application, opened  # noqa: E402
from ui.shell.main_window import MainWindow  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (1366, 768)
SETTLED_MS = 60
TASK = "7"
"""One with much to show: five figures, five items."""


def open_window(folder: Path) -> MainWindow:
    """The window over a data folder, with its figures."""
    text = main.PLAN.read_text(encoding="utf-8")
    window = MainWindow(
        outline=read_outline(text),
        folder=folder,
        account="",
        open_file=lambda: opened(text, main.PLAN.name, folder, STORAGE, ""),
        back_up=lambda _path: None,
        data=lambda: STORAGE.folder(folder),
        now=lambda: datetime(2025, 6, 19, 9),  # noqa: DTZ001 - the clock of the computer
    )
    loop = QEventLoop()
    window.opened.connect(lambda _opened: loop.quit())
    window.resize(*SIZE)
    window.show()
    window.open_data()
    loop.exec()
    return window


def taken_ms(work: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def measure(window: MainWindow, rounds: int, *, is_new: bool) -> dict[str, list[float]]:
    """What going to and fro between two months takes, in ms; ``is_new`` if neither was seen before."""
    times: dict[str, list[float]] = {"figures": [], "with painting": [], "chart": []}
    for number in range(rounds + 2):
        period = month(2025, 5 + number % 2)
        if is_new:
            forget_judged(window)
        figures = taken_ms(lambda period=period: window.session.set_period(period))  # type: ignore[misc]
        painting = taken_ms(QCoreApplication.processEvents)
        rest = taken_ms(commit_pending)
        if number > 1:
            for name, taken in zip(times, (figures, figures + painting, rest), strict=True):
                times[name].append(taken)
    return times


def forget_judged(window: MainWindow) -> None:
    """Have every period judged anew."""
    workspace = window.session.workspace
    if workspace is not None:
        workspace._judged.clear()
        workspace._doubted.clear()


def commit_pending() -> None:
    """Let everything come that follows by itself."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLED_MS, loop.quit)
    loop.exec()


def run(rounds: int) -> None:
    """Make the sample year and measure both views."""
    dress_fully(make_application())
    with tempfile.TemporaryDirectory() as folder:
        main.main(["demo", "--out", folder])
        window = open_window(Path(folder) / "data")
        gc.collect()
        gc.freeze()  # as the program does
        window.go_to(TASK)
        for view in ("entry", "overview"):
            window.show_view(view)
            commit_pending()
            for is_new in (True, False):
                title = f"{view:10}{'new' if is_new else 'again':7}"
                for name, found in measure(window, rounds, is_new=is_new).items():
                    print(f"{title}{name:15}{statistics.median(found):7.1f} ms{min(found):7.1f} ms")
        window.close()


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
