"""One window for one data folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QSysInfo

from cixi_desktop.errors import CixiError
from resources import ROOT
from ui.maintenance import folder_lock
from ui.maintenance.folder_lock import (
    FILE_NAME,
    CallWatch,
    HeldElsewhereError,
    call_to_front,
    computer_name,
    holder_of,
    lock_folder,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

HOLD = """
import sys
from pathlib import Path
from ui.maintenance.folder_lock import lock_folder
lock = lock_folder(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


CALL = """
import sys
from pathlib import Path
from ui.maintenance.folder_lock import call_to_front
print(call_to_front(Path(sys.argv[1])))
"""


def test_that_a_folder_is_held_by_one_window_only(tmp_path: Path) -> None:
    lock = lock_folder(tmp_path)
    with pytest.raises(CixiError, match=rf"已在另一个窗口中打开（电脑.+，进程{os.getpid()}）。请切换到"):
        lock_folder(tmp_path)
    lock.unlock()
    lock_folder(tmp_path).unlock()


def test_that_another_process_is_kept_out_and_its_crash_frees_the_folder(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(CixiError, match=f"进程{other.pid}"):
            lock_folder(tmp_path)
        other.kill()
    lock_folder(tmp_path).unlock()


def test_that_a_lock_of_another_computer_is_respected(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("4711\n程序\n另一台电脑\n", encoding="utf-8")
    with pytest.raises(HeldElsewhereError, match=r"另一台电脑.+可以在这里打开") as caught:
        lock_folder(tmp_path)
    assert "window.lock" not in str(caught.value)
    assert not call_to_front(tmp_path)
    caught.value.release()
    lock_folder(tmp_path).unlock()


def test_that_a_second_start_brings_the_first_window_to_the_front(tmp_path: Path, qtbot: QtBot) -> None:
    lock = lock_folder(tmp_path)
    window = QObject()
    watch = CallWatch(folder=tmp_path, parent=window)
    with qtbot.waitSignal(watch.called):
        second = subprocess.Popen(
            [sys.executable, "-c", CALL, str(tmp_path)], cwd=ROOT.parent, stdout=subprocess.PIPE, text=True
        )
    assert second.communicate()[0] == "True\n"
    lock.unlock()
    assert not call_to_front(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_that_a_first_window_that_does_not_answer_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "CALLS", 1)
    lock = lock_folder(tmp_path)
    assert not call_to_front(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["window.lock"]
    lock.unlock()
    assert not call_to_front(tmp_path / "missing")


def test_that_an_empty_lock_that_a_power_cut_has_left_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    os.utime(tmp_path / FILE_NAME, (0, 0))
    lock_folder(tmp_path).unlock()


def test_that_an_empty_lock_is_somebodys_at_first_though_a_stick_keeps_times_to_two_seconds(
    tmp_path: Path,
) -> None:
    (tmp_path / FILE_NAME).touch()
    even = time.time() // 2 * 2
    os.utime(tmp_path / FILE_NAME, (even, even))
    with pytest.raises(CixiError, match="打开"):
        lock_folder(tmp_path)


def test_that_a_folder_that_cannot_be_written_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CixiError, match="不能在数据文件夹中写入文件"):
        lock_folder(tmp_path / "missing")


def test_that_another_holder_is_named_and_this_program_is_none(tmp_path: Path) -> None:
    assert holder_of(tmp_path) == ""
    lock = lock_folder(tmp_path)
    assert holder_of(tmp_path) == ""
    lock.unlock()
    (tmp_path / FILE_NAME).write_text("4711\n程序\n另一台电脑\n", encoding="utf-8")
    assert holder_of(tmp_path) == "电脑另一台电脑，进程4711"
    assert holder_of(tmp_path / "missing") == ""


def test_that_under_windows_the_name_is_the_short_one_that_a_lock_has() -> None:
    assert computer_name({"COMPUTERNAME": "KEJIJU-01"}, "win32") == "KEJIJU-01"
    assert computer_name({"COMPUTERNAME": "KEJIJU-01"}, "linux") == QSysInfo.machineHostName()
