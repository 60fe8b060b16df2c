"""Looking a data file over: what SQLite can tell, and what the program's own rules promise."""

# Values are bound. What is put into SQL here are names of tables and columns, from db.mapping.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3
from collections import defaultdict, deque
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from cixi_desktop.errors import CixiError, DamagedError, StoppedError
from cixi_desktop.maintenance.storage import untold
from cixi_desktop.records.units import UNASSIGNED, Unit
from db.datafile import FILE_NAME, HEAD, SEALED_SINCE, connect, copy_pages, verify
from db.faults import damaged, translated
from db.mapping import LAYOUTS, RecordMap
from db.seals import OPERATION, PROPERTY, SCHEMA, SEAL, UNSEALED, UnreadableError, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.maintenance.storage import Told
    from db.codecs import SqlValue

    _Look = Callable[[sqlite3.Connection], Iterable[str]]
    Rows = Callable[[], Sequence[range] | None]
    """Finds the numbers of rows, in any table; None for all."""

_PROPERTIES = {"id": "文件编号", "created_at": "建立时间", "is_sample": "示例标志", SCHEMA: "数据表"}

STEPS_AT_ONCE, STEPS_OF_PAGE, ALMOST = 100_000, 550, 0.99
"""After so many of its steps SQLite says that it is at work; handing over a page of rows takes some 550."""
COPYING = 0.1
"""The share of copying in a check."""
SECONDS_UNTOLD = 0.2
"""Until it is said once more that the work goes on."""
LENIENT = partial(str, encoding="utf-8", errors="replace")
"""Reads what is no text any more."""
MOST_FINDINGS = 20
"""Of one sort, so that a ruined file does not fill the screen."""


def check(folder: Path, told: Told = untold) -> list[str]:
    """What is wrong with the data file in ``folder``, in Chinese; nothing if all is well. Changes nothing."""
    return check_file(folder / FILE_NAME, told)


def check_file(path: Path, told: Told = untold) -> list[str]:
    """The same for any data file, such as a backup.

    What is looked over is a copy: others may save meanwhile.
    """
    if not path.exists():
        return [f"没有数据文件：{path}。"]
    try:
        version = verify(path)
        if version < HEAD:
            return [
                f"数据文件是旧版本（数据版本{version}），打开时会先备份再升级到{HEAD}，升级后才能检查内容。"
            ]
    except CixiError as error:
        return [str(error)]
    with translated(path), TemporaryDirectory() as elsewhere:
        copy = Path(elsewhere, FILE_NAME)
        try:
            with translated(copy):
                copy_pages(path, copy, lambda share: told(COPYING * share))
            structure, content = _look_over(copy, lambda share: told(COPYING + (1 - COPYING) * share))
        except DamagedError:
            return [str(damaged(path))]
    return structure or content


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """As ``translated``; what SQLite does not explain is looked for in the file before it counts as a bug.

    DamagedError names the first record that is not as it was saved.
    """
    try:
        with translated(path):
            yield
    except (sqlite3.Error, UnreadableError) as error:
        verify(path)
        found = first_finding(path)
        if not found:
            raise
        raise DamagedError(found, damaged(path).hint) from error


def first_finding(path: Path, told: Told = untold, rows: Rows | None = None, *, is_whole: bool = True) -> str:
    """The first row of a file of this program that is not as it was saved, or else fault of its structure.

    ``rows`` finds the numbers of those to look at, None for all; ``is_whole`` adds what depends on all.
    """
    structure, content = _look_over(path, told, rows, is_whole=is_whole)
    return next(chain(content, structure), "")


def content_findings(path: Path) -> list[str]:
    """The rows of a file that are not as they were saved."""
    return _look_over(path, untold)[1]


def _look_over(
    path: Path, told: Told, rows: Rows | None = None, *, is_whole: bool = True
) -> tuple[list[str], list[str]]:
    """What is wrong with the structure of a file, and what with its rows.

    Two share the looks, so that two processors have work until the end: the longest come first.
    """
    from concurrent.futures import ThreadPoolExecutor, wait

    with _reading(path) as other, ThreadPoolExecutor(1) as beside:
        is_head = _version(other) >= HEAD
        of_pages = partial(_structure, is_whole=is_whole)
        of_rows = partial(_rows, found=rows) if is_head else _rows_of_old
        of_all = (_references, *((_journal, _chains) if is_head else ())) if is_whole else ()
        left = iter(of_all)
        found: dict[_Look, list[str]] = defaultdict(list)

        def look(connection: sqlite3.Connection, first: _Look) -> None:
            for each in chain((first,), left):
                found[each] += each(connection)

        pages = beside.submit(look, other, of_pages)
        try:
            with _looking(path, told) as connection:
                look(connection, of_rows)
            while not wait([pages], SECONDS_UNTOLD).done:
                told(ALMOST)
            pages.result()
        except StoppedError:
            deque(left, maxlen=0)
            other.interrupt()
            raise
        except (CixiError, sqlite3.Error):
            wait([pages])
            if not found[of_pages]:
                raise
        structure = found[of_pages] or found[_references]
        return structure, [line for each in (_chains, _journal, of_rows) for line in found[each]]


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads, also what is no text any more."""
    with translated(path), closing(connect(path, is_read_only=True)) as connection:
        connection.text_factory = LENIENT
        yield connection


@contextmanager
def _looking(path: Path, told: Told) -> Iterator[sqlite3.Connection]:
    """A transaction that reads; how far it is, SQLite's own steps say."""
    steps = count(1)
    with _reading(path) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        whole = STEPS_OF_PAGE * pages / STEPS_AT_ONCE

        def tell() -> None:
            told(min(next(steps) / whole, ALMOST))

        connection.set_progress_handler(tell, STEPS_AT_ONCE)
        connection.execute("BEGIN")
        try:
            yield connection
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise StoppedError from error
            raise


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _structure(connection: sqlite3.Connection, *, is_whole: bool) -> list[str]:
    """What is wrong with the pages and, of the whole, with indices.

    What the program promises of values is left to the seals of the rows, where they have seals.
    """
    connection.execute(f"PRAGMA ignore_check_constraints = {_version(connection) >= SEALED_SINCE}")
    look = "integrity_check" if is_whole else "quick_check"
    lines = connection.execute(f"PRAGMA {look}({MOST_FINDINGS})").fetchall()
    return [f"文件结构有误：{line}。" for (line,) in lines if line != "ok"]


def _references(connection: sqlite3.Connection) -> list[str]:
    lost = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_FINDINGS)
    return [f"引用不完整：{table}第{row_id}行指向的{parent}不存在。" for table, row_id, parent, _ in lost]


def _chains(connection: sqlite3.Connection) -> Iterator[str]:
    """Each record has revisions 1, 2, … without a gap, and the last one, and no other, is current."""
    units = _unit_names(connection)
    for layout in LAYOUTS:
        for key in connection.execute(_broken_chains_sql(layout)).fetchmany(MOST_FINDINGS):
            row = dict(zip(layout.key_columns, key, strict=False))
            yield f"{record_name(layout, row, units)}的修订记录不连续。"


def _broken_chains_sql(layout: RecordMap) -> str:
    key = ", ".join(layout.key_columns)
    return f"""
        SELECT {key} FROM {layout.table}
        WHERE ({key}) IN (SELECT {key} FROM {layout.table} WHERE revision > 1 OR is_current <> 1)
        GROUP BY {key}
        HAVING count(*) <> max(revision)
        OR sum(is_current) <> 1
        OR max(CASE WHEN is_current = 1 THEN revision END) <> max(revision)
    """


def _journal(connection: sqlite3.Connection) -> Iterator[str]:
    """The changes of each operation are numbered 0, 1, … without a gap, within a table each once."""
    changes = " UNION ALL ".join(
        "SELECT operation_id, count(*) AS number, max(position) AS last, sum(position) AS places"
        f" FROM {layout.table} GROUP BY operation_id"
        for layout in LAYOUTS
    )
    torn = connection.execute(
        f"SELECT operation_id FROM ({changes}) GROUP BY operation_id"
        " HAVING sum(number) <> max(last) + 1 OR 2 * sum(places) <> sum(number) * max(last)"
    )
    for (operation_id,) in torn.fetchmany(MOST_FINDINGS):
        yield f"操作记录第{operation_id}条的内容不全。"


def _rows(connection: sqlite3.Connection, found: Rows | None) -> Iterator[str]:
    """Every row, or each of those ``found``, is as it was written, and so can be read."""
    spans = found() if found else None
    for span in (None,) if spans is None else spans:
        yield from _rows_of(connection, span)


def _rows_of(connection: sqlite3.Connection, rows: range | None) -> Iterator[str]:
    units = _unit_names(connection)
    for key, *_ in broken(connection, "properties", PROPERTY, MOST_FINDINGS, rows):
        yield f"数据文件的基本信息（{_PROPERTIES.get(str(key), key)}）已损坏。"
    for number, _, _, at, *_ in broken(connection, "operations", OPERATION, MOST_FINDINGS, rows):
        yield f"操作记录第{number}条（{at}）已损坏。"
    for layout in LAYOUTS:
        for row in broken(connection, layout.table, layout.stored[:-1], MOST_FINDINGS, rows):
            named = dict(zip(layout.stored, row, strict=True))
            yield f"{record_name(layout, named, units)}第{named['revision']}次保存的内容已损坏。"


def _rows_of_old(connection: sqlite3.Connection) -> Iterator[str]:
    """Every row of an older schema with seals is as it was written: its columns in their order."""
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        if SEAL in names:
            sealed = tuple(name for name in names if name not in {*UNSEALED, SEAL})
            for key, *_ in broken(connection, table, sealed, MOST_FINDINGS):
                yield f"数据表{table}中“{key}”这一行已损坏。"


def _unit_names(connection: sqlite3.Connection) -> dict[SqlValue, SqlValue]:
    """What units are called, as far as that can be read."""
    known = connection.execute("SELECT id, name FROM units ORDER BY revision").fetchall()
    return {UNASSIGNED.id: UNASSIGNED.name, **dict(known)}


def record_name(layout: RecordMap, row: Mapping[str, SqlValue], units: Mapping[Any, Any]) -> str:
    """A record in words that a person knows: 填报（H-2，高新科，2025年6月）."""
    parts = []
    for field in layout.key_fields:
        if field == "period":
            parts.append(f"{row['year']}年{row['month']}月")
        elif field == "year":
            parts.append(f"{row['year']}年")
        elif field == "unit_id" or layout.kind is Unit:
            parts.append(str(units.get(row[field], f"单位{row[field]}")))
        else:
            parts.append(str(row[field]))
    return f"{layout.label}（{'，'.join(parts)}）" if parts else layout.label
