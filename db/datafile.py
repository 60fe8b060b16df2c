"""The data file as a file: its name, how it is opened, and whether this program may use it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from db.faults import damaged, foreign, translated
from db.seals import SCHEMA, schema_seal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE_NAME = "cixi.db"
HEAD = 7
"""The schema this program writes: the newest revision in ``db/migrations``, and ``PRAGMA user_version``."""
APPLICATION_ID = int.from_bytes(b"Cixi", "big")
"""``PRAGMA application_id``: tells our files from other programs' SQLite files."""

SEALED_SINCE = 7
"""The schema that brought the seals."""

BUSY_SECONDS = 1.0
COMPARED_AT_OPEN, CHECKED_AT_OPEN = 4 * 2**20, 32 * 2**20
"""Bytes up to which tables and indices are compared when a file is opened, and up to which its pages are
looked at (some 0.1 s each); larger ones in ``check`` only."""

_MAGIC = b"SQLite format 3\0"
_HEADER_SIZE = 100
_CHANGE_COUNTER_AT = slice(24, 28)
_APPLICATION_ID_AT = slice(68, 72)


def connect(path: Path, *, is_read_only: bool) -> sqlite3.Connection:
    """Open an existing file, without implicit transactions.

    Read-only means that statements may not write. SQLite itself still may: what a crash left half-written is
    rolled back by whoever opens the file next.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    if is_read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def verify(path: Path) -> int:
    """The schema version of a file of this program. CixiError, and the file untouched, if it is unusable."""
    _verify_header(path)
    with _readable(path), closing(connect(path, is_read_only=True)) as connection:
        version = _number(connection, "user_version")
        if version != _stamp(connection):
            raise damaged(path)
        if version > HEAD:
            raise CixiError(
                f"数据文件是用更新版本的程序建立的：{path}（数据版本{version}，本程序只支持到{HEAD}）。",
                "请用新版程序打开。",
            )
        size = path.stat().st_size
        is_short = size < _number(connection, "page_count") * _number(connection, "page_size")
        if is_short or not _is_in_order(connection, size, version):
            raise damaged(path)
    return version


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Whatever SQLite reports of a file that nothing was asked of yet but to be read is damage."""
    try:
        with translated(path):
            yield
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise damaged(path) from error


def _stamp(connection: sqlite3.Connection) -> int:
    (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return int(found)


def _is_in_order(connection: sqlite3.Connection, size: int, version: int) -> bool:
    if version >= SEALED_SINCE:
        found = connection.execute("SELECT value FROM properties WHERE key = ?", (SCHEMA,)).fetchone()
        if found is None or found[0] != schema_seal(connection):
            return False
    if size <= COMPARED_AT_OPEN:
        return is_sound(connection, "integrity_check")
    return size > CHECKED_AT_OPEN or is_sound(connection)


def change_counter(path: Path) -> int:
    """SQLite's own count of the transactions that changed the file, without opening it as a database."""
    return int.from_bytes(_header(path)[_CHANGE_COUNTER_AT], "big")


def is_sound(connection: sqlite3.Connection, pragma: str = "quick_check") -> bool:
    """Whether SQLite finds the pages of the file in order; by ``integrity_check`` the indices, too."""
    return bool(connection.execute(f"PRAGMA {pragma}(1)").fetchone()[0] == "ok")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _header(path: Path) -> bytes:
    with translated(path), path.open("rb") as file:
        return file.read(_HEADER_SIZE)


def _verify_header(path: Path) -> None:
    header = _header(path)
    if not header.startswith(_MAGIC) or header[_APPLICATION_ID_AT] != APPLICATION_ID.to_bytes(4, "big"):
        raise foreign(path)
