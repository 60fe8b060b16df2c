"""One window for one data folder: a lock that says who holds it, and a call that brings it to the front."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QSysInfo, Signal

from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "window.lock"
NAMELESS_SECONDS = 10
CALL_NAME = "window.call"
CALLS, CALL_SECONDS = 100, 0.1
"""How often, and in what distance, a second start looks whether the first window has answered."""


class HeldElsewhereError(CixiError):
    """The folder is held by a window on another computer, or was when that was switched off.

    ``path`` is the lock.
    """

    path: Path

    def release(self) -> None:
        """Take the folder over: the user knows that nobody works there."""
        self.path.unlink(missing_ok=True)


class CallWatch(QObject):
    """Signals: ``called()`` when another start over the folder asks for the window that is there."""

    called = Signal()

    def __init__(self, *, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = folder / CALL_NAME
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self.look)

    def look(self) -> None:
        """Answer a call by taking it away."""
        if self._path.exists():
            self._path.unlink(missing_ok=True)
            self.called.emit()


def call_to_front(folder: Path) -> bool:
    """Ask the window that holds the folder on this computer to come to the front; whether it answered."""
    lock = QLockFile(str(folder / FILE_NAME))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        lock.unlock()
        return False
    if lock.error() is not QLockFile.LockError.LockFailedError or not _is_here(lock):
        return False
    call = folder / CALL_NAME
    call.touch()
    for _ in range(CALLS):
        time.sleep(CALL_SECONDS)
        if not call.exists():
            return True
    call.unlink(missing_ok=True)
    return False


def lock_folder(folder: Path) -> QLockFile:
    """Hold the folder until the returned lock is released or dropped; CixiError if another window holds it.

    A lock left behind by a crash on this computer is taken over; one from another computer (a folder on a USB
    stick) is not, because that computer may still be at work.
    """
    path = folder / FILE_NAME
    _clear_empty(path)
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        return lock
    if lock.error() is not QLockFile.LockError.LockFailedError:
        raise CixiError(
            f"不能在数据文件夹中写入文件：{folder}。",
            "请检查文件夹的写入权限和磁盘的剩余空间，或换一个文件夹。",
        )
    if _is_here(lock):
        way = "请切换到已打开的窗口。找不到窗口的，请重新启动电脑后再打开程序。"
        raise CixiError(_who_holds(lock), way)
    error = HeldElsewhereError(
        _who_holds(lock), "请先在那台电脑上关闭程序。确认那台电脑未在使用的，可以在这里打开。"
    )
    error.path = path
    raise error


def _clear_empty(path: Path) -> None:
    """Delete a lock that names nobody, as a power cut leaves it; whoever makes one names himself at once."""
    with suppress(OSError):
        facts = path.stat()
        if not facts.st_size and facts.st_mtime < time.time() - NAMELESS_SECONDS:
            path.unlink()


def holder_of(folder: Path) -> str:
    """The other window that holds the folder: 电脑A，进程12; “” if none does, or it is this program."""
    lock = QLockFile(str(folder / FILE_NAME))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        lock.unlock()
        return ""
    process_id, host, _application = lock.getLockInfo()
    is_ours = process_id == os.getpid() and host == computer_name(os.environ)
    return _words(process_id, host) if process_id and not is_ours else ""


def computer_name(environment: Mapping[str, str], system: str = sys.platform) -> str:
    """This computer's name as Qt writes it into a lock: under Windows not the one that ``QSysInfo`` has."""
    return environment.get("COMPUTERNAME", "") if system == "win32" else QSysInfo.machineHostName()


def _is_here(lock: QLockFile) -> bool:
    """Whether it is held on this computer."""
    return lock.getLockInfo()[1] in {"", computer_name(os.environ)}


def _who_holds(lock: QLockFile) -> str:
    process_id, host, _application = lock.getLockInfo()
    where = f"（{_words(process_id, host)}）" if process_id else ""
    return f"这个数据文件夹已在另一个窗口中打开{where}。"


def _words(process_id: int, host: str) -> str:
    return f"电脑{host}，进程{process_id}"
