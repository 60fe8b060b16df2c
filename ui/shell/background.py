"""Background work: one thing at a time, off the main thread, its outcome back on it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, SignalInstance

from cixi_desktop.errors import StoppedError
from ui.version import NAME

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cixi_desktop.maintenance.storage import Told

T = TypeVar("T")
FailureHandler = Callable[[Exception], None]
ProgressHandler = Callable[[int, int], None]
PATIENCE_MS = 30_000
PATIENCE_TO_SHOW_MS = 1000
"""How long closing waits for the work under way; and after how long that shows how far it is."""


class Monitor(Struct, frozen=True):
    """What a piece of work is given: ``report(done, total)``, and whether it should stop."""

    report: ProgressHandler
    cancelled: threading.Event

    @property
    def is_cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self.cancelled.is_set()

    def told(self, share: float) -> None:
        """Report the share that is done, from 0 to 1. StoppedError if the user asked to stop."""
        if self.is_cancelled:
            raise StoppedError
        self.report(round(share * 100), 100)


Work = Callable[[Monitor], T]


class _Handlers(Struct, frozen=True):
    """Who hears of one piece of work, all on the main thread."""

    on_done: Callable[[Any], None]
    on_failed: FailureHandler
    on_progress: ProgressHandler
    cancelled: threading.Event = field(default_factory=threading.Event)


_Telling = Callable[[_Handlers], None]


class _Job(QRunnable):
    """One piece of work in the pool; holds nothing of Qt but a signal of ``JobQueue``, which outlives it."""

    def __init__(
        self, number: int, work: Work[Any], cancelled: threading.Event, told: SignalInstance
    ) -> None:
        super().__init__()
        self._number = number
        self._work = work
        self._told = told
        self._monitor = Monitor(self._report, cancelled)

    def _report(self, done: int, total: int) -> None:
        self._tell(lambda handlers: handlers.on_progress(done, total), is_last=False)

    def _tell(self, telling: _Telling, *, is_last: bool = True) -> None:
        self._told.emit(self._number, telling, is_last)

    def run(self) -> None:
        try:
            result = self._work(self._monitor)
        except Exception as fault:  # noqa: BLE001  the main thread knows what to do with it
            error = fault
            self._tell(lambda handlers: handlers.on_failed(error))
        else:
            self._tell(lambda handlers: handlers.on_done(result))


class JobQueue(QObject):
    """A pool of one thread.

    Signals: ``busy_changed(bool)`` when work begins with none under way, and when none is left.
    """

    busy_changed = Signal(bool)
    _told = Signal(int, object, bool)

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._handlers: dict[int, _Handlers] = {}
        self._count = 0
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way or waiting."""
        return bool(self._handlers)

    def run(
        self,
        work: Work[T],
        *,
        on_done: Callable[[T], None],
        on_failed: FailureHandler,
        on_progress: ProgressHandler = lambda _done, _total: None,
    ) -> Callable[[], None]:
        """Do ``work`` in the worker thread; returns what asks it to stop.

        ``on_done`` or ``on_failed`` is called on the main thread, unless it was asked to stop.
        """
        self._count += 1
        handlers = _Handlers(on_done, on_failed, on_progress)
        self._handlers[self._count] = handlers
        if len(self._handlers) == 1:
            self.busy_changed.emit(True)
        self._pool.start(_Job(self._count, work, handlers.cancelled, self._told))
        return handlers.cancelled.set

    def run_shown(
        self,
        work: Callable[[Told], T],
        *,
        words: str,
        on_done: Callable[[T], None],
        on_failed: FailureHandler,
        parent: QWidget,
    ) -> None:
        """As ``run``; what takes longer than a second shows how far it is, and can be stopped."""
        from PySide6.QtWidgets import QProgressDialog

        shown = QProgressDialog(words, "取消", 0, 100, parent)
        shown.setWindowTitle(NAME)
        shown.setWindowModality(Qt.WindowModality.WindowModal)
        shown.setMinimumWidth(360)
        shown.setMinimumDuration(PATIENCE_TO_SHOW_MS)
        shown.setAutoReset(False)
        shown.setValue(0)

        def ended(tell: Callable[[Any], None], outcome: object) -> None:
            shown.close()
            shown.deleteLater()
            tell(outcome)

        stop = self.run(
            lambda monitor: work(monitor.told),
            on_done=partial(ended, on_done),
            on_failed=partial(ended, on_failed),
            on_progress=lambda done, _total: shown.setValue(done),
        )
        shown.canceled.connect(stop)
        shown.canceled.connect(shown.deleteLater)

    def wait(self, milliseconds: int) -> None:
        """Let the main thread rest until all work is done, so long at most; what it says is heard later."""
        self._pool.waitForDone(milliseconds)

    def close(self) -> bool:
        """Ask everything to stop and wait for what is under way; False if it did not end in time."""
        for handlers in self._handlers.values():
            handlers.cancelled.set()
        self._pool.clear()
        has_ended = self._pool.waitForDone(PATIENCE_MS)
        self._handlers.clear()
        return has_ended

    def _hear(self, number: int, telling: _Telling, is_last: bool) -> None:
        handlers = self._handlers.get(number)
        if handlers is None:
            return
        if is_last:
            del self._handlers[number]
        if not handlers.cancelled.is_set():
            telling(handlers)
        if is_last and not self._handlers:
            self.busy_changed.emit(False)
