"""Copies of the data file, made by SQLite while the file may be in use, and compared before they count."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError, DamagedError
from cixi_desktop.files import draft_of, flush_file, is_there, make_private, put_in_place
from cixi_desktop.maintenance.backups import Reason, name_of
from cixi_desktop.maintenance.storage import untold
from db.check import first_finding
from db.datafile import BACKUP_FOLDER, UNFINISHED, connect, journal_of, verify
from db.faults import damaged, translated
from db.location import require_writable

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from cixi_desktop.maintenance.storage import Told

PAGES_AT_ONCE, REST_SECONDS = 2048, 0.005
"""So much is copied in one go, and so long others may save in between."""
COPYING = 0.1
"""The share of copying in the whole: what was copied is then looked at."""


def backup(source: Path, target: Path, told: Told = untold) -> None:
    """Copy the data file ``source`` to ``target``. An older ``target`` stays unless the copy is sound.

    Others may save meanwhile, and make the same copy, as when the window closes: the file is let go of
    between runs of pages, and before the copy is looked at.
    DamagedError, and no copy, if what was copied is not as it was saved.
    """
    require_writable(target.parent)
    if is_there(target) and target.samefile(source):
        raise CixiError(f"备份不能覆盖数据文件本身：{target}。", "请换一个文件名。")
    unfinished = target.with_name(f"{target.name}{UNFINISHED}{secrets.token_hex(3)}")
    with translated(target):
        try:
            unfinished.unlink(missing_ok=True)
            unfinished.touch()
            make_private(unfinished)
            _copy(source, unfinished, told)
            _require_sound(unfinished, source, told)
            put_in_place(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)


def set_aside(source: Path, at: datetime) -> None:
    """Keep the file as it is before SQLite rolls a journal back into it, if it is whole as it is.

    A journal that a crash left belongs to it; one that a sync program or a copied stick brought back undoes
    saves of a file that has gone on since. What cannot be kept is rolled back all the same.
    """
    if not (source.exists() and journal_of(source).exists()):
        return
    target = place_for(source, Reason.BEFORE_ROLLBACK, at)
    try:
        with source.open("rb") as present:
            keep_bytes(present, target)
        _require_sound(target, source)
    except (OSError, CixiError):
        target.unlink(missing_ok=True)


def keep_bytes(source: BinaryIO, target: Path) -> None:
    """A plain copy of what may be no sound data file."""
    draft = draft_of(target)
    try:
        with draft.open("xb") as copy:
            make_private(draft)
            shutil.copyfileobj(source, copy)
        flush_file(draft)
        put_in_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)


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


def _copy(source: Path, target: Path, told: Told) -> None:
    def copied(_status: int, left: int, pages: int) -> None:
        told(COPYING * (1 - left / pages) if pages else 0)

    with closing(connect(source, is_read_only=True)) as original, closing(sqlite3.connect(target)) as copy:
        with translated(source):
            original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        original.backup(copy, pages=PAGES_AT_ONCE, progress=copied, sleep=REST_SECONDS)


def _require_sound(copy: Path, source: Path, told: Told = untold) -> None:
    """Raise DamagedError unless every row of the copy is as it was saved."""
    try:
        verify(copy)
        finding = first_finding(copy, lambda share: told(COPYING + (1 - COPYING) * share))
    except DamagedError as error:
        raise damaged(source) from error
    if finding:
        raise DamagedError(f"备份没有通过核对：{finding}", "请检查数据文件，用较早的备份恢复。")
