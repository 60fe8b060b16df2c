"""What SQLite and the file system report, turned into what the user can do about it."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError, DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MESSAGES = {
    sqlite3.SQLITE_BUSY: ("数据文件正被另一个程序使用：{}。", "请关闭那个程序，稍候再试。"),
    sqlite3.SQLITE_CANTOPEN: ("无法打开数据文件：{}。", "请检查文件是否还在、文件夹是否允许读写。"),
    sqlite3.SQLITE_CORRUPT: (
        "数据文件已损坏：{}。",
        "请用“备份”文件夹里最近的一份恢复；没有的，可以抢救还能读出的内容。",
    ),
    sqlite3.SQLITE_FULL: ("磁盘已满，未保存：{}。", "请清理出空间后再试，原有内容没有变动。"),
    sqlite3.SQLITE_IOERR: ("读写数据文件时出错：{}。", "请检查磁盘是否完好、移动盘是否已拔出，再试一次。"),
    sqlite3.SQLITE_LOCKED: ("数据文件正被另一个程序使用：{}。", "请关闭那个程序，稍候再试。"),
    sqlite3.SQLITE_NOTADB: (
        "这不是本程序的数据文件：{}。",
        "请换一个文件；它占着数据文件夹的，从备份恢复，或先移走再打开。",
    ),
    sqlite3.SQLITE_PERM: ("没有读写数据文件的权限：{}。", "请换一个可以写入的文件夹。"),
    sqlite3.SQLITE_READONLY: ("数据文件是只读的：{}。", "请去掉只读属性，或换一个可以写入的文件夹。"),
}
_MOVED = ("数据文件已被移走或替换，未保存：{}。", "请关闭程序，把数据文件放回原处后重新打开。")
_GONE = ("未找到数据文件：{}。", "可能被移走、改名或删除，移动盘也可能已拔出；请放回原处再试。")
_TOO_LONG = (
    "文件夹的路径太长，无法打开数据文件：{}。",
    "请把数据文件夹移到路径短一些的地方，例如D盘的根目录下。",
)
LONGEST_PATH = 500
"""Bytes of a path, link resolved, that SQLite can open: 512, less the ending of its journal."""
_PRIMARY_CODE = 0xFF
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise CixiError for what SQLite (directly or through SQLAlchemy) or the system reports of ``path``.

    What no user can mend, such as a fault in the SQL, passes as it is.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError):
            raise _system_fault(path, error) from error
        cause = getattr(error, "orig", error)
        message, hint = _explanation(cause, path)
        if not message:
            raise
        kind = DamagedError if _primary(cause) in _DAMAGED else CixiError
        raise kind(message.format(path), hint) from error


def _explanation(cause: object, path: Path) -> tuple[str, str]:
    code = getattr(cause, "sqlite_errorcode", None) if isinstance(cause, sqlite3.Error) else None
    if code is None:
        return "", ""
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return _MOVED
    if _primary(cause) == sqlite3.SQLITE_CANTOPEN:
        if len(os.fsencode(os.path.realpath(path))) > LONGEST_PATH:
            return _TOO_LONG
        if not path.exists():
            return _GONE
    return _MESSAGES.get(_primary(cause), ("", ""))


def is_of_sqlite(error: Exception) -> bool:
    """Whether SQLite reports it of the file, and not Python of what it read there."""
    return getattr(error, "sqlite_errorcode", None) is not None


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program has the file."""
    return _primary(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _primary(cause: object) -> int:
    code: int = getattr(cause, "sqlite_errorcode", 0)
    return code & _PRIMARY_CODE


def _system_fault(path: Path, error: OSError) -> CixiError:
    if error.errno == errno.ENAMETOOLONG:
        message, hint = _TOO_LONG
        return CixiError(message.format(path), hint)
    if error.errno in _FULL:
        return CixiError(f"磁盘已满，无法写入：{path}。", "请清理出空间后再试。")
    return CixiError(f"不能读写：{path}。", "请换一个可以读写的文件夹，或检查权限和写保护。")


def damaged(path: Path) -> DamagedError:
    """What to tell the user of a file whose pages do not agree."""
    message, hint = _MESSAGES[sqlite3.SQLITE_CORRUPT]
    return DamagedError(message.format(path), hint)


def unsaved_beside(damage: Sequence[str]) -> DamagedError:
    """What to tell the user who saves into a file of which something cannot be read: the first by name."""
    others = f"另有{len(damage) - 1}处。" if damage[1:] else ""
    return DamagedError(
        f"数据文件有损坏，未保存：{damage[0]}{others}",
        "其余内容可以查看和导出；请用“文件—备份和恢复”恢复一份完好的备份，再继续填报。",
    )


def emptied(path: Path) -> DamagedError:
    """What to tell the user of a file of no bytes."""
    return DamagedError(f"数据文件被清空了：{path}。", "请用“备份”文件夹里最近的一份恢复。")


def newer(path: Path, version: int, supported: int) -> CixiError:
    """What to tell the user of a file of a schema that this program does not know."""
    return CixiError(
        f"数据文件是用更新版本的程序建立或升级的：{path}（数据版本{version}，本程序只支持到{supported}）。",
        "请用新版程序打开。",
    )


def replaced(path: Path) -> CixiError:
    """What to tell the user of a file that is not the one that was opened."""
    return CixiError(
        f"数据文件被换成了另一份或较早的一份：{path}。为免混在一起，未保存。",
        "请关闭程序后重新打开，核对内容；以前的数据在“备份”文件夹里。",
    )


def set_back(seen: str, found: str, backups: Iterable[str], *, is_another: bool) -> CixiError:
    """What to tell the user of a file that lacks what was seen of it, by the times of the last operations.

    ``backups`` are those that have more of it; ``is_another`` if it never was the same file.
    """
    what = "不是上次在这里看到的那一份" if is_another else "比上次在这里看到的旧"
    now = f"现在的文件到{_minute(found)}" if found else "现在的文件是空的"
    listed = "、".join(backups)
    return CixiError(
        f"数据文件{what}：上次保存到{_minute(seen)}，{now}。",
        "可能是同步软件或U盘把旧文件带了回来，也可能是有人换了文件。"
        f"{f'内容更新的备份：{listed}。' if listed else '没有内容更新的备份。'}"
        "请先核对，需要时从备份恢复；一旦保存新的修改，就以现有文件为准，不再提示。",
    )


def _minute(time: str) -> str:
    return time.replace("T", " ")[:16]


def foreign(path: Path) -> DamagedError:
    """What to tell the user of a file that this program has not made."""
    message, hint = _MESSAGES[sqlite3.SQLITE_NOTADB]
    return DamagedError(message.format(path), hint)
