"""Background work: in another thread, one at a time, its outcome on the main thread."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Never

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QProgressDialog, QPushButton, QWidget

from cixi_desktop.errors import StoppedError
from ui.shell import background
from ui.shell.background import JobQueue, Monitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[JobQueue]:
    tasks = JobQueue()
    yield tasks
    assert tasks.close()


def no_failure(error: Exception) -> None:
    raise error


def nothing(_result: object) -> None:
    """Of no interest."""


def wait_until_idle(qtbot: QtBot, tasks: JobQueue) -> None:
    qtbot.waitUntil(lambda: not tasks.is_busy)


def test_that_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, tasks: JobQueue) -> None:
    here = threading.get_ident()
    heard: list[tuple[bool, bool]] = []
    tasks.run(
        lambda _monitor: threading.get_ident() != here,
        on_done=lambda was_elsewhere: heard.append((was_elsewhere, threading.get_ident() == here)),
        on_failed=no_failure,
    )
    wait_until_idle(qtbot, tasks)
    assert heard == [(True, True)]


def test_that_waiting_lets_the_work_end_and_its_result_come_later(qtbot: QtBot, tasks: JobQueue) -> None:
    done, heard = list[str](), list[str]()
    tasks.run(
        lambda _monitor: done.append("读取"), on_done=lambda _: heard.append("读取"), on_failed=no_failure
    )
    tasks.wait(10_000)
    assert (done, heard) == (["读取"], [])
    wait_until_idle(qtbot, tasks)
    assert heard == ["读取"]


def test_that_waiting_has_an_end(qtbot: QtBot, tasks: JobQueue) -> None:
    may_end = threading.Event()
    tasks.run(lambda _monitor: may_end.wait(60), on_done=nothing, on_failed=no_failure)
    tasks.wait(10)
    assert tasks.is_busy
    may_end.set()
    wait_until_idle(qtbot, tasks)


def test_that_a_fault_comes_back_as_it_was_raised(qtbot: QtBot, tasks: JobQueue) -> None:
    fault = ValueError("无")
    heard: list[Exception] = []

    def fail(_monitor: Monitor) -> Never:
        raise fault

    tasks.run(fail, on_done=nothing, on_failed=heard.append)
    wait_until_idle(qtbot, tasks)
    assert heard == [fault]


def test_that_long_work_shows_how_far_it_is_until_it_ends(
    qtbot: QtBot, tasks: JobQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "PATIENCE_TO_SHOW_MS", 0)
    window, may_end, heard = QWidget(), threading.Event(), list[object]()
    qtbot.addWidget(window)

    def work(told: Callable[[float], object]) -> str:
        told(0.4)
        may_end.wait(60)
        return "完"

    tasks.run_shown(work, words="正在检查…", on_done=heard.append, on_failed=no_failure, parent=window)
    shown = window.findChild(QProgressDialog)
    assert isinstance(shown, QProgressDialog)
    qtbot.waitUntil(lambda: shown.value() == 40)
    assert (shown.isVisible(), shown.labelText()) == (True, "正在检查…")
    may_end.set()
    qtbot.waitUntil(lambda: window.findChild(QProgressDialog) is None)
    assert heard == ["完"]


def test_that_long_work_ends_when_it_is_cancelled(qtbot: QtBot, tasks: JobQueue) -> None:
    window, ended, pause = QWidget(), list[Exception](), threading.Event()
    qtbot.addWidget(window)

    def work(told: Callable[[float], object]) -> None:
        try:
            while True:
                told(0.5)
                pause.wait(0.01)
        except StoppedError as error:
            ended.append(error)
            raise

    tasks.run_shown(work, words="正在检查…", on_done=nothing, on_failed=no_failure, parent=window)
    shown = window.findChild(QProgressDialog)
    assert isinstance(shown, QProgressDialog)
    shown.findChild(QPushButton).click()
    wait_until_idle(qtbot, tasks)
    assert str(ended[0]) == "已取消，没有改动。"


def test_that_pieces_of_work_follow_one_another(qtbot: QtBot, tasks: JobQueue) -> None:
    running: list[int] = []
    most: list[int] = []
    done: list[int] = []

    def work(number: int, _monitor: Monitor) -> int:
        running.append(number)
        most.append(len(running))
        running.remove(number)
        return number

    for number in range(200):
        tasks.run(partial(work, number), on_done=done.append, on_failed=no_failure)
    wait_until_idle(qtbot, tasks)
    assert done == list(range(200))
    assert set(most) == {1}


def test_that_busyness_is_told_once_at_each_end(qtbot: QtBot, tasks: JobQueue) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    for _ in range(3):
        tasks.run(lambda _monitor: None, on_done=nothing, on_failed=no_failure)
    wait_until_idle(qtbot, tasks)
    assert told == [True, False]


def test_that_progress_is_told_in_order_before_the_result(qtbot: QtBot, tasks: JobQueue) -> None:
    told: list[tuple[int, int] | str] = []

    def work(monitor: Monitor) -> str:
        for number in range(3):
            monitor.report(number, 3)
        return "完"

    tasks.run(
        work,
        on_done=told.append,
        on_failed=no_failure,
        on_progress=lambda done, total: told.append((done, total)),
    )
    wait_until_idle(qtbot, tasks)
    assert told == [(0, 3), (1, 3), (2, 3), "完"]


def test_that_cancelled_work_stops_and_is_not_heard_of_again(qtbot: QtBot, tasks: JobQueue) -> None:
    begun = threading.Event()
    heard: list[object] = []

    def work(monitor: Monitor) -> None:
        begun.set()
        while not monitor.is_cancelled:
            monitor.report(1, 2)

    cancel = tasks.run(work, on_done=heard.append, on_failed=heard.append)
    assert begun.wait(60)
    cancel()
    wait_until_idle(qtbot, tasks)
    assert heard == []


def test_that_closing_ends_what_runs_and_drops_what_waits(qtbot: QtBot) -> None:
    tasks = JobQueue()
    begun = threading.Event()
    heard: list[object] = []

    def work(monitor: Monitor) -> None:
        begun.set()
        monitor.cancelled.wait()

    for _ in range(3):
        tasks.run(work, on_done=heard.append, on_failed=heard.append)
    assert begun.wait(60)
    assert tasks.close()
    QCoreApplication.processEvents()
    assert heard == []
    assert not tasks.is_busy
