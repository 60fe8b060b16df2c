"""Programs that start, paint and leave: an empty PySide6 window, ours, and ours with all its figures."""

from __future__ import annotations

import os
import subprocess
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
FIRST_PAINTING = """
import os
import main
from ui.shell import application
application.open_plan = lambda *_: os._exit(0)
main.main(["--data", {folder!r}])
"""
ALL_FIGURES = """
import os
import main
from ui.shell.main_window import MainWindow
MainWindow.after_first_show = lambda window: os._exit(0)
main.main(["--data", {folder!r}])
"""


def elapsed_ms(*command: str) -> float:
    """Milliseconds from the start of a process to its end; what it compiles is kept, as at any user's."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # a timeout would look every 50 ms only
    return (time.perf_counter() - begun) * 1000
