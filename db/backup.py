"""Copies of the data file, made by SQLite while the file may be in use, and compared before they count."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError, DamagedError
from cixi_desktop.files import draft_of, flush_file, is_there, make_private, put_in_place
from cixi_desktop.maintenance.backups import Reason, name_of
from cixi_desktop.maintenance.storage import untold
from db.check import first_finding
from db.datafile import BACKUP_FOLDER, UNFINISHED, connect, copy_pages, journal_of, verify
from db.faults import damaged, translated
from db.location import require_writable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from cixi_desktop.maintenance.storage import Told

COPYING, MERELY_COPYING = 0.3, 0.9
"""The share of copying in the whole: where all that was copied is then looked at, and where a part is."""
READ_AT_ONCE = 2**20
"""Bytes, of any size of page a multiple."""
FILE_HEAD, PAGE_HEAD = 100, 8
"""Bytes of SQLite's file format: the head of the file, on its first page, and that of a page of a table."""
TABLE, ABOVE_TABLE, INDEX, ABOVE_INDEX = 13, 5, 10, 2
"""What a page holds, by its first byte: rows of a table, the way to such pages, and the same of an index."""
MOST_SPANS = 200
"""Where more of a file is new, the whole is looked at."""


def backup(
    source: Path, target: Path, told: Told = untold, proven: Path | None = None, *, is_whole: bool = True
) -> None:
    """Copy the data file ``source`` to ``target``. An older ``target`` stays unless the copy is sound.

    Sound is a copy of which SQLite finds the pages in order, and each row as it was saved: it fits its seal,
    or stands on a page that is the same in ``proven``, an earlier backup of which that was found then: what
    has been damaged since, in either of them, is not the same. ``is_whole`` adds what depends on all rows:
    indices, references, revisions and changes without a gap.

    Others may save meanwhile, and make the same copy, as when the window closes: the file is let go of
    between runs of pages, and before the copy is looked at.
    DamagedError, and no copy, if what was copied is not as it was saved.
    """
    from concurrent.futures import ThreadPoolExecutor

    require_writable(target.parent)
    if is_there(target) and target.samefile(source):
        raise CixiError(f"备份不能覆盖数据文件本身：{target}。", "请换一个文件名。")
    unfinished = target.with_name(f"{target.name}{UNFINISHED}{os.urandom(3).hex()}")
    copying = COPYING if is_whole else MERELY_COPYING
    with translated(target):
        try:
            unfinished.touch()
            make_private(unfinished)
            copy_pages(source, unfinished, lambda share: told(copying * share))
            with ThreadPoolExecutor(1) as beside:
                flushed = beside.submit(flush_file, unfinished)
                rest = 1 - copying
                _require_sound(
                    unfinished, source, lambda share: told(copying + rest * share), proven, is_whole=is_whole
                )
                flushed.result()
            told(1)
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


def _require_sound(
    copy: Path, source: Path, told: Told = untold, proven: Path | None = None, *, is_whole: bool = True
) -> None:
    """Raise DamagedError unless the copy is sound; see ``backup``."""
    try:
        verify(copy)
        rows = (lambda: _rows_beyond(proven, copy)) if proven else None
        finding = first_finding(copy, told, rows, is_whole=is_whole)
    except DamagedError as error:
        raise damaged(source) from error
    if finding:
        raise DamagedError(f"备份没有通过核对：{finding}", "请检查数据文件，用较早的备份恢复。")


def _rows_beyond(proven: Path, copy: Path) -> list[range] | None:
    """The numbers of the rows on those pages of the copy that are not the same in ``proven``, in any table.

    None if that cannot be told.
    """
    found: list[range] = []
    try:
        for page, start in _pages_beyond(proven, copy):
            numbers = _numbers_on(page, start)
            if numbers:
                found.append(range(min(numbers), max(numbers) + 1))
    except (OSError, IndexError, ValueError):
        return None
    spans: list[range] = []
    for each in sorted(found, key=lambda span: span.start):
        if spans and each.start <= spans[-1].stop:
            spans[-1] = range(spans[-1].start, max(spans[-1].stop, each.stop))
        else:
            spans.append(each)
    return spans if len(spans) <= MOST_SPANS else None


def _pages_beyond(proven: Path, copy: Path) -> Iterator[tuple[bytes, int]]:
    """Each page of the copy that is another in ``proven``, and where it begins: the first behind a head."""
    with closing(connect(copy, is_read_only=True)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    head = FILE_HEAD
    with proven.open("rb") as before, copy.open("rb") as after:
        while run := after.read(READ_AT_ONCE):
            same = before.read(READ_AT_ONCE)
            for start in range(0, len(run), size) if run != same else ():
                page = run[start : start + size]
                if page != same[start : start + size]:
                    yield page, 0 if start else head
            head = 0


def _numbers_on(page: bytes, start: int) -> list[int]:
    """The numbers of the rows on a page. ValueError for what goes on from another page: too long a row."""
    if page[start] in {ABOVE_TABLE, INDEX, ABOVE_INDEX}:
        return []
    if page[start] != TABLE:
        raise ValueError
    count = int.from_bytes(page[start + 3 : start + 5])
    first = start + PAGE_HEAD
    cells = [int.from_bytes(page[at : at + 2]) for at in range(first, first + 2 * count, 2)]
    return [_number_at(page, _number_at(page, cell)[1])[0] for cell in cells]  # behind the length of the row


def _number_at(page: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's file format, of seven bits a byte, and where it ends; none of ours takes nine."""
    number = 0
    while True:
        goes_on, bits = divmod(page[at], 128)
        number, at = number * 128 + bits, at + 1
        if not goes_on:
            return number, at
