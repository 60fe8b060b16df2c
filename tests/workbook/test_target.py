"""Writing the file: the old one stays whole, whatever happens, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
from datetime import datetime
from pathlib import Path
from typing import NoReturn, Self

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.workbook import TargetInUseError, write_workbook
from cixi_desktop.workbook.writing.writer import write_file
from tests.workbook.june import IDENTITY, assessed, content, opened

OLD, NEW = b"old", b"new"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "进展情况表.xlsx"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def fail_with(error: OSError) -> object:
    def fail(*_: object) -> NoReturn:
        raise error

    return fail


def test_that_a_workbook_is_written_and_can_be_opened(tmp_path: Path) -> None:
    path, given = tmp_path / "表.xlsx", content()
    write_workbook(assessed(given), given, path, IDENTITY)
    assert opened(path.read_bytes()).sheetnames == ["进展情况表", "指标台账", "口径说明", "系统识别页"]
    assert names(tmp_path) == {"表.xlsx"}


def test_that_an_older_file_is_replaced(target: Path) -> None:
    write_file(target, NEW)
    assert target.read_bytes() == NEW
    assert names(target.parent) == {target.name}


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_that_others_may_read_what_the_folder_lets_them(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_file(tmp_path / "表.xlsx", NEW)
    finally:
        os.umask(mask)
    assert (tmp_path / "表.xlsx").stat().st_mode & 0o777 == 0o644


def test_that_a_file_open_elsewhere_is_kept_and_another_name_is_offered(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", fail_with(PermissionError(errno.EACCES, "in use")))
    with pytest.raises(TargetInUseError) as caught:
        write_file(target, NEW)
    assert caught.value.free == target.with_name("进展情况表（2）.xlsx")
    assert caught.value.message == "“进展情况表.xlsx”正在其他程序中打开，未能保存，原文件未改动。"
    assert caught.value.hint == "请关闭后重试，或另存为“进展情况表（2）.xlsx”。"
    assert target.read_bytes() == OLD
    assert names(target.parent) == {target.name}


@pytest.mark.parametrize("lock", ["~$进展情况表.xlsx", ".~lock.进展情况表.xlsx#", ".~进展情况表.xlsx"])
def test_that_the_lock_file_of_an_office_program_is_heeded(target: Path, lock: str) -> None:
    (target.parent / lock).touch()
    with pytest.raises(TargetInUseError):
        write_file(target, NEW)
    assert target.read_bytes() == OLD


@pytest.mark.parametrize("step", ["write", "fsync"])
def test_that_a_full_disk_leaves_the_old_file_and_no_other(
    target: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = fail_with(OSError(errno.ENOSPC, "No space left on device"))
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "open", open_on_full_disk)
    with pytest.raises(CixiError, match=r"磁盘空间不足，“进展情况表\.xlsx”未能保存，原文件未改动。"):
        write_file(target, NEW)
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert names(target.parent) == {target.name}


def open_on_full_disk(path: Path, mode: str) -> FullFile:
    assert mode == "xb"
    path.touch()
    return FullFile()


class FullFile:
    """A file on a disk without room: it can be made, but nothing fits in."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def write(self, data: bytes) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_that_an_interruption_leaves_no_temporary_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(target, NEW)
    assert names(target.parent) == {target.name}


def test_that_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CixiError, match=r"文件夹“.*没有”不存在，“表\.xlsx”未能保存。"):
        write_file(tmp_path / "没有" / "表.xlsx", NEW)


def test_that_a_file_in_place_of_a_folder_is_named(target: Path) -> None:
    with pytest.raises(CixiError, match="不存在"):
        write_file(target / "表.xlsx", NEW)


def test_that_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").mkdir()
    with pytest.raises(CixiError, match="是文件夹"):
        write_file(tmp_path / "表.xlsx", NEW)
    assert names(tmp_path) == {"表.xlsx"}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_that_a_folder_that_cannot_be_written_is_named(
    target: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", fail_with(OSError(number, "no")))
    with pytest.raises(CixiError, match=r"不允许写入，“进展情况表\.xlsx”未能保存，原文件未改动。") as caught:
        write_file(target, NEW)
    assert not isinstance(caught.value, TargetInUseError)


def test_that_any_other_fault_is_told_with_its_reason(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", fail_with(OSError(errno.EIO, "Input/output error")))
    with pytest.raises(CixiError, match="无法写入（Input/output error），未能保存，原文件未改动。"):
        write_file(target, NEW)
    assert names(target.parent) == {target.name}


def test_that_a_lock_that_a_crash_has_left_is_told_by_owner_and_time_and_can_be_passed(target: Path) -> None:
    lock = target.parent / ".~lock.进展情况表.xlsx#"
    lock.write_text("张三,zhangsan,PC-01,25.06.2025 09:30,file:///;")
    os.utime(lock, (at := datetime(2025, 6, 25, 9, 30).timestamp(), at))  # noqa: DTZ001  local time
    with pytest.raises(TargetInUseError) as caught:
        write_file(target, NEW)
    assert caught.value.message == (
        "“进展情况表.xlsx”正在其他程序中打开（张三，2025-06-25 09:30），未能保存，原文件未改动。"
    )
    assert "确认没有人打开的，可删除“.~lock.进展情况表.xlsx#”后再写。" in caught.value.hint
    caught.value.release()
    assert caught.value.free == target
    write_file(target, NEW)
    assert target.read_bytes() == NEW


def test_that_the_owner_is_read_from_the_lock_of_excel(target: Path) -> None:
    name = "李四"
    lock = (
        bytes([4])
        + b"\xc0\xee\xcb\xc4".ljust(54)
        + bytes([len(name), 0])
        + name.encode("utf-16-le").ljust(108)
    )
    (target.parent / "~$进展情况表.xlsx").write_bytes(lock)
    with pytest.raises(TargetInUseError, match="打开（李四，20"):
        write_file(target, NEW)


def test_that_a_name_too_long_for_the_disk_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CixiError, match="文件名太长"):
        write_file(tmp_path / ("长" * 100 + ".xlsx"), NEW)
    longest = tmp_path / ("长" * 83 + ".xlsx")  # 254 bytes: it fits, the name of its lock would not
    write_file(longest, NEW)
    assert longest.read_bytes() == NEW


def test_that_a_lock_that_can_be_neither_read_nor_removed_is_told(target: Path) -> None:
    (target.parent / "~$进展情况表.xlsx").mkdir()
    with pytest.raises(TargetInUseError, match="打开（锁定文件不能读取），未能保存") as caught:
        write_file(target, NEW)
    with pytest.raises(CixiError, match=r"“进展情况表\.xlsx”确实正在其他程序中打开。"):
        caught.value.release()
    assert caught.value.free == target.with_name("进展情况表（2）.xlsx")
