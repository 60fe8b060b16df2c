"""The data file as a file: its name, how it is opened, and whether this program may use it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct, json

from db.faults import damaged, emptied, foreign, newer, replaced, translated
from db.seals import SCHEMA, schema_seal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cixi_desktop.maintenance.storage import Told

FILE_NAME = "cixi.db"
HEAD = 16
"""The schema this program writes: the newest revision in ``db/migrations``, and ``PRAGMA user_version``."""
APPLICATION_ID = int.from_bytes(b"Cixi", "big")
"""``PRAGMA application_id``: tells our files from other programs' SQLite files."""

SEALED_SINCE = 7
"""The schema that brought the seals."""

BACKUP_FOLDER = "备份"
"""Beside the data file."""
UNFINISHED = ".new"
"""Ends the name of a file that is being made."""
BUSY_SECONDS = 1.0
PAGES_AT_ONCE, REST_SECONDS = 4096, 0.002
"""So much is copied in one go, and so long others may save in between."""
SEEN_BYTES = 200
"""So long is what is kept of a file's state, blanks included."""
COMPARED_AT_OPEN, CHECKED_AT_OPEN = 4 * 2**20, 32 * 2**20
"""Bytes up to which tables and indices are compared when a file is opened, and up to which its pages are
looked at (some 0.1 s each); larger ones in ``check`` only."""

_STATE = """
    SELECT (SELECT value FROM properties WHERE key = 'id'), id, seal, at FROM operations
    UNION ALL SELECT (SELECT value FROM properties WHERE key = 'id'), 0, 0, ''
    ORDER BY 2 DESC LIMIT 1
"""


class FileState(Struct, frozen=True):
    """Which file it is, and the newest operation with its seal and its time; 0, 0, “” if there is none."""

    file_id: str
    newest: int
    seal: int
    at: str


def connect(path: Path, *, is_read_only: bool) -> sqlite3.Connection:
    """Open an existing file, without implicit transactions.

    Nothing but SQLite may open it: whoever closes it takes every lock on it from the whole process (POSIX).

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


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what it takes to roll a transaction back."""
    return path.with_name(f"{path.name}-journal")


def seen_of(path: Path) -> Path:
    """Where it is kept how the file was when this program let go of it last."""
    return path.with_name(f"{path.name}-seen")


def verify(path: Path) -> int:
    """The schema version of a file of this program. CixiError, and the file untouched, if it is unusable."""
    with readable(path), closing(connect(path, is_read_only=True)) as connection:
        version = _version(connection, path)
        if version != _stamp(connection):
            raise damaged(path)
        if version > HEAD:
            raise newer(path, version, HEAD)
        size = path.stat().st_size
        is_short = size < _number(connection, "page_count") * _number(connection, "page_size")
        if is_short or not _is_in_order(connection, size, version):
            raise damaged(path)
    return version


@contextmanager
def readable(path: Path) -> Iterator[None]:
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


def file_state(path: Path, known: FileState | None) -> FileState:
    """How a file of the newest schema is now; see ``state_in``."""
    with translated(path), closing(connect(path, is_read_only=True)) as connection:
        connection.execute("BEGIN")
        return state_in(connection, path, known)


def state_in(connection: sqlite3.Connection, path: Path, known: FileState | None) -> FileState:
    """How the file is in this transaction.

    CixiError if it was emptied or taken away, upgraded by a newer program, or does not go on from what was
    ``known`` of it: another file, or an older one, is in its place.
    """
    version = _version(connection, path)
    if version > HEAD:
        raise newer(path, version, HEAD)
    state = FileState(*connection.execute(_STATE).fetchone())
    if known is not None and not _goes_on_from(connection, known, state):
        raise replaced(path)
    return state


def remember(path: Path, state: FileState) -> None:
    """Keep beside the file how it is now, for the next to open it; nothing of an empty one.

    Where that cannot be written, nobody is kept from saving. It is written over what was there: to empty a
    file and fill it again may wait for the disk.
    """
    seen = seen_of(path)
    with suppress(OSError):
        if not state.newest:
            seen.unlink(missing_ok=True)
            return
        with seen.open("r+b" if seen.exists() else "wb") as file:
            file.write(json.encode(state).ljust(SEEN_BYTES))


def seen_beyond(path: Path) -> FileState | None:
    """How the file was seen last, if it does not go on from there: it is older now, or another one."""
    try:
        seen = json.decode(seen_of(path).read_bytes(), type=FileState)
    except (OSError, MsgspecError):
        return None
    with translated(path), closing(connect(path, is_read_only=True)) as connection:
        state = FileState(*connection.execute(_STATE).fetchone())
        return None if _goes_on_from(connection, seen, state) else seen


def _goes_on_from(connection: sqlite3.Connection, known: FileState, state: FileState) -> bool:
    if state.file_id != known.file_id:
        return False
    found = connection.execute("SELECT seal FROM operations WHERE id = ?", (known.newest,)).fetchone()
    return (found or (0,)) == (known.seal,)


def copy_pages(source: Path, target: Path, told: Told) -> None:
    """Copy a data file as it is now, while others may save into it; ``target`` is not flushed."""

    def copied(_status: int, left: int, pages: int) -> None:
        told(1 - left / pages if pages else 0)

    with closing(connect(source, is_read_only=True)) as original, closing(sqlite3.connect(target)) as copy:
        with readable(source):
            original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")  # half a copy is none
        original.backup(copy, pages=PAGES_AT_ONCE, progress=copied, sleep=REST_SECONDS)


def is_sound(connection: sqlite3.Connection, pragma: str = "quick_check") -> bool:
    """Whether SQLite finds the pages of the file in order; by ``integrity_check`` the indices, too."""
    return bool(connection.execute(f"PRAGMA {pragma}(1)").fetchone()[0] == "ok")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version. DamagedError if the file is empty or another program's."""
    if _number(connection, "application_id") != APPLICATION_ID:
        raise foreign(path) if path.stat().st_size else emptied(path)
    return _number(connection, "user_version")
