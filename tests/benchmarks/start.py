"""How long the window takes to its first painting and to all its figures, against an empty PySide6 window.

Whole processes, in turn; the quickest round of each and the ratios are printed.
Usage: python tests/benchmarks/start.py [ROUNDS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

EMPTY = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))
application = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
application.exec()
"""
AS_MAIN_DOES = """
import gc
gc.disable()
import main
from ui import application
"""
"""What ``main`` does before the window can be got hold of; in another order it takes longer."""
FIRST_PAINTING = f"""
import os
{AS_MAIN_DOES}
from PySide6.QtCore import QTimer
from ui.shell.main_window import MainWindow
paint = MainWindow.paintEvent
def paint_and_leave(window, event):
    QTimer.singleShot(0, lambda: os._exit(0))
    paint(window, event)
MainWindow.paintEvent = paint_and_leave
main.main(["--data", {{folder!r}}])
"""
ALL_FIGURES = f"""
import os
{AS_MAIN_DOES}
from PySide6.QtCore import QEvent
from ui.shell.main_window import MainWindow
from ui.shell.panes import Panes
is_open = []
fill, take_event = Panes.open, MainWindow.event
def fill_and_tell(panes):
    fill(panes)
    is_open.append(True)
def paint_and_leave(window, event):
    answer = take_event(window, event)
    if is_open and event.type() == QEvent.Type.UpdateRequest:  # all is painted now
        os._exit(0)
    return answer
Panes.open, MainWindow.event = fill_and_tell, paint_and_leave
main.main(["--data", {{folder!r}}])
"""


def elapsed_ms(*command: str) -> float:
    """Milliseconds from the start of a process to its end; what it compiles is kept, as at any user's."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # a timeout would look every 50 ms only
    return (time.perf_counter() - begun) * 1000


def measure(data: Path, rounds: int) -> dict[str, float]:
    """The quickest round of each of the three programs over a data folder, in ms."""
    programs = {
        "empty window": EMPTY,
        "first painting": FIRST_PAINTING.format(folder=str(data)),
        "all figures": ALL_FIGURES.format(folder=str(data)),
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, code in programs.items():
            times[name].append(elapsed_ms(sys.executable, "-c", code))
    return {name: min(found) for name, found in times.items()}  # what else runs only delays


def run(rounds: int) -> None:
    """Make the sample year and measure over it."""
    with tempfile.TemporaryDirectory() as folder:
        demo = [sys.executable, "main.py", "demo", "--out", folder]
        offscreen = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(demo, cwd=ROOT, env=offscreen, check=True, stdout=subprocess.DEVNULL)
        quickest = measure(Path(folder) / "data", rounds)
    for name, taken in quickest.items():
        print(f"{name:16}{taken:8.0f} ms{taken / quickest['empty window']:8.2f} x")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
