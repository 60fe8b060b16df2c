"""Writing a file so that the old one stays whole until the new one is complete."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.files import put_in_place, written_beside
from cixi_desktop.wording.filenames import free_name

if TYPE_CHECKING:
    from pathlib import Path

_LOCKS = ("~${}", ".~lock.{}#", ".~{}")
"""Files that Excel and WPS, LibreOffice, and WPS on Linux keep beside one that they have open."""


class TargetInUseError(CixiError):
    """The target is open in another program; ``free`` is a name beside it that is not taken."""

    def __init__(self, path: Path) -> None:
        self.free = free_name(path)
        super().__init__(
            f"“{path.name}”正在其他程序中打开，没有写入，原文件没有改动。",
            f"请关闭后重试，或另存为“{self.free.name}”。",
        )


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` through a temporary file in the same folder.

    TargetInUseError if the file is open elsewhere; CixiError if it cannot be written. The old file stays
    then, and nothing is left beside it.
    """
    if any(path.with_name(lock.format(path.name)).exists() for lock in _LOCKS):
        raise TargetInUseError(path)
    try:
        draft = written_beside(path, data)
    except OSError as error:
        raise _fault(path, error) from error
    try:
        put_in_place(draft, path)
    except OSError as error:
        if isinstance(error, PermissionError) and path.is_file():
            raise TargetInUseError(path) from error
        raise _fault(path, error) from error


def _fault(path: Path, error: OSError) -> CixiError:
    kept = "没有写入，原文件没有改动。" if path.is_file() else "没有写入。"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return CixiError(f"磁盘空间不足，“{path.name}”{kept}", "请清理磁盘，或另选一个位置。")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return CixiError(f"文件夹“{path.parent}”不存在，“{path.name}”没有写入。", "请另选一个文件夹。")
    if isinstance(error, IsADirectoryError):
        return CixiError(f"“{path}”是文件夹，不能写成工作簿。", "请另起一个文件名。")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return CixiError(
            f"文件夹“{path.parent}”不允许写入，“{path.name}”{kept}", "请另选一个可以写入的文件夹。"
        )
    return CixiError(
        f"“{path.name}”无法写入（{error.strerror or error}），{kept}", "请检查磁盘，或另选一个位置。"
    )
