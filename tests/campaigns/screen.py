"""A screen of its own with a real input method, and the real window on it, typed in by xdotool."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from cixi_desktop.settings import Settings
from cixi_desktop.workspace import Workspace
from tests.support.data_folder import MemoryFolder
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore
from ui.shell.application import find_input_method, make_application, prepare_environment
from ui.shell.fcitx import FCITX_5, service_of
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened
from ui.style.ime import composed_in

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")
NOW = datetime(2025, 6, 19, 14, 5)  # noqa: DTZ001  the clock of the computer
PATIENCE = 8
"""Seconds until what should happen counts as not happening."""
SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--")
ASKING_THE_BUS = ("--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner")
FCITX_4 = {
    "profile": "[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n"
    "PreeditStringInClientWindow=True\n",
    "config": "[Program]\nDefaultInputMethodState=Active\nShareStateAmongWindow=All\n",
}
FCITX = {
    "profile": "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n"
    "[Groups/0/Items/0]\nName=keyboard-us\n[Groups/0/Items/1]\nName=pinyin\n[GroupOrder]\n0=Default\n",
    "config": "[Behavior]\nActiveByDefault=True\n",
}


def start_method(name: str) -> None:
    """Start a window manager and ibus with libpinyin or fcitx with pinyin, with settings of their own."""
    home = Path(tempfile.mkdtemp())
    os.environ.update(HOME=str(home), XDG_CONFIG_HOME=str(home / ".config"))
    os.environ.update(QT_IM_MODULE=name.rstrip("45"), XMODIFIERS=f"@im={name.rstrip('45')}")
    start("openbox")
    if name == "ibus":
        start("ibus-daemon", "--xim", "--panel=disable")
        while "libpinyin" not in run("ibus", "engine"):
            run("ibus", "engine", "libpinyin")
            time.sleep(0.5)
    elif name == "fcitx4":
        folder = home / ".config" / "fcitx"
        folder.mkdir(parents=True)
        for file, text in FCITX_4.items():
            (folder / file).write_text(text, encoding="utf-8")
        start("fcitx", "-D")
        wait_for(service_of(os.environ))
        time.sleep(3)  # it is on the bus before its engines are loaded
    else:
        folder = home / ".config" / "fcitx5"
        folder.mkdir(parents=True)
        for file, text in FCITX.items():
            (folder / file).write_text(text, encoding="utf-8")
        start("fcitx5", "--disable=wayland,cloudpinyin")
        wait_for(FCITX_5)
    prepare_environment(os.environ)


def wait_for(name: str) -> None:
    """Wait until somebody has this name on the session bus."""
    while "true" not in run("dbus-send", "--session", "--print-reply", *ASKING_THE_BUS, f"string:{name}"):
        time.sleep(0.5)


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start a program that goes on running; what it says is of no interest."""
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run(*words: str) -> str:
    """What a program says; it may fail."""
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=PATIENCE).stdout


def play(user: Callable[[Hand], bool]) -> int:
    """Run the application until the user, in a thread of its own, has done; 0 if all is well."""
    application = make_application()
    find_input_method(application, os.environ)
    application.setQuitOnLastWindowClosed(False)
    hand = Hand()
    outcomes: list[bool] = []

    def begin() -> None:
        try:
            outcomes.append(user(hand))
        finally:
            hand.ask(application.quit)

    threading.Thread(target=begin).start()
    application.exec()
    sys.stdout.flush()
    return 0 if outcomes == [True] else 1


class Hand:
    """Does things in the thread of the window, asked for by the thread of the user."""

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = queue.SimpleQueue()
        self._timer = QTimer()
        self._timer.timeout.connect(self._answer)
        self._timer.start(20)

    def ask(self, question: Callable[[], Result]) -> Result:
        """What the question comes to."""
        answer: Future[Result] = Future()
        self._asked.put((question, answer))
        return answer.result(PATIENCE)

    def wait(self, question: Callable[[], object]) -> None:
        """Wait until the answer is yes."""
        until = time.monotonic() + PATIENCE
        while not self.ask(question) and time.monotonic() < until:
            time.sleep(0.03)

    def _answer(self) -> None:
        while not self._asked.empty():
            question, answer = self._asked.get()
            try:
                answer.set_result(question())
            except Exception as error:  # noqa: BLE001  whoever asked is told
                answer.set_exception(error)


class Stage:
    """The window over an empty data file, for one case; ``field`` is what is typed in."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.workspace = Workspace(plan=plan_2025(), store=MemoryStore(clock=lambda: NOW), actor="张三")
        self.window: MainWindow = hand.ask(self._open)
        self.field: QWidget = self.window
        hand.wait(lambda: self.window.session.assessment is not None and self.window.isActiveWindow())
        time.sleep(0.3)

    def _open(self) -> MainWindow:
        window = MainWindow(
            folder=Path(tempfile.mkdtemp()),
            account="账户",
            open_file=lambda _plan: Opened(self.workspace, Settings()),
            data=lambda: MemoryFolder(now=lambda: NOW),
            now=lambda: NOW,
        )
        window.show()
        window.open_data(self.workspace.plan)
        return window

    def begin(self, find: Callable[[], QWidget]) -> None:
        """Click into a field."""
        self.field = self.hand.ask(find)
        self.hand.ask(self.field.setFocus)
        time.sleep(0.3)
        self.click(self.field)

    def named(self, words: str) -> QWidget:
        """The input that is called so."""
        kinds = (QLineEdit, QPlainTextEdit)
        found = [w for w in QApplication.allWidgets() if isinstance(w, kinds) and w.isVisible()]
        return next(w for w in found if words in w.accessibleName())

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click at a place of a widget, or into its middle."""
        spot = self.hand.ask(lambda: widget.mapToGlobal(place or widget.rect().center()))
        run("xdotool", "mousemove", str(spot.x()), str(spot.y()), "click", "1")

    def settled(self) -> str:
        """What is composed, once it has not changed for a while."""
        words = [""]
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and (not words[-1] or len(set(words[-6:])) > 1):
            time.sleep(0.1)
            words.append(self.hand.ask(lambda: composed_in(self.field)))
        return words[-1]

    def close(self) -> None:
        """Close what stands in front, and then the window."""
        while self.hand.ask(_close_front):
            time.sleep(0.1)
        self.hand.ask(self.window.close)


def _close_front() -> bool:
    fronts: list[QWidget | None] = [QApplication.activePopupWidget(), QApplication.activeModalWidget()]
    return any(front.close() for front in fronts if front is not None)
