"""Copies of the data file, made by SQLite while the file may be in use, and compared before they count."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.files import put_in_place
from cixi_desktop.maintenance.backups import Reason, name_of
from db.datafile import connect
from db.faults import translated
from db.location import require_writable

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

BACKUP_FOLDER = "备份"
"""Beside the data file."""


def backup(source: Path, target: Path) -> None:
    """Copy the data file ``source`` to ``target``. An older ``target`` stays unless the copy is sound."""
    require_writable(target.parent)
    if target.exists() and target.samefile(source):
        raise CixiError(f"备份不能覆盖数据文件本身：{target}。", "请换一个文件名。")
    unfinished = target.with_name(f"{target.name}.new")
    with translated(target):
        try:
            unfinished.unlink(missing_ok=True)
            if not _is_copied(source, unfinished):
                raise CixiError(f"备份没有通过核对：{target}。", "请换一个磁盘再备份，并检查数据文件。")
            put_in_place(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)


def backup_before_upgrade(source: Path, version: int, at: datetime) -> Path:
    """Copy ``source``, of schema ``version``, into the backup folder; returns the copy's path."""
    target = place_for(source, Reason.BEFORE_UPGRADE, at, f"版本{version}")
    backup(source, target)
    return target


def place_for(source: Path, reason: Reason, at: datetime, remark: str = "") -> Path:
    """Where a backup of ``source`` belongs, in a folder that is there now."""
    folder = source.parent / BACKUP_FOLDER
    with translated(folder):
        folder.mkdir(exist_ok=True)
    return folder / name_of(reason, at, remark)


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table of the program has."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name <> 'alembic_version'"
    ).fetchall()
    count = 'SELECT count(*) FROM "{}"'
    return {name: connection.execute(count.format(name)).fetchone()[0] for (name,) in tables}


def _is_copied(source: Path, target: Path) -> bool:
    """Copy and compare: whether the pages of the copy are sound, and every table has as many rows."""
    with closing(connect(source, is_read_only=True)) as original, closing(sqlite3.connect(target)) as copy:
        with translated(source):
            original.execute("BEGIN")  # nothing is written between counting and copying
            counts = row_counts(original)
        original.backup(copy)
        is_sound = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        return is_sound and row_counts(copy) == counts
