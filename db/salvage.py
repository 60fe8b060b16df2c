"""Salvaging: what can still be read of a damaged data file, put into a new one that is sound."""

# Values are bound. What is put into SQL here are names of tables and columns, from db.mapping.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change, Operation
from cixi_desktop.maintenance.storage import untold
from cixi_desktop.records.units import UNASSIGNED, Unit
from db.check import LENIENT, MOST_FINDINGS, record_name
from db.creation import create
from db.datafile import HEAD, connect, readable, seen_of
from db.faults import newer, translated
from db.mapping import LAYOUTS, RecordMap, is_removed, record_of
from db.seals import PROPERTY, SEAL, UnreadableError, is_sealed
from db.store import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cixi_desktop.maintenance.storage import Told
    from cixi_desktop.ports import Clock
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record

LABEL = "抢救损坏的数据文件"
HINT = "请用“备份”文件夹里最近的一份恢复；没有备份的，请保留此文件，交维护人员处理。"
ROWS_AT_ONCE = 5000
LEAST_ROW = 20
"""Bytes that a row takes at least: no file holds more rows than fit."""
READING = 0.5
"""The share of reading in the whole."""


class _Found(NamedTuple):
    """What can be read of one table: its current records, and the numbers of all rows that are current."""

    layout: RecordMap
    records: dict[Key, Record]
    numbers: set[int]


def salvage(source: Path, target: Path, clock: Clock, told: Told = untold) -> tuple[str, ...]:
    """Put all current records of ``source`` that are as they were saved into a new file ``target``.

    Returns what is known to be lost, in Chinese. A record whose last revision cannot be read is lost, and
    never replaced by an earlier one. Earlier revisions and the journal stay behind: of a part of them nobody
    could tell what was saved when.
    CixiError, and no file, if nothing can be read.
    """
    with readable(source), closing(connect(source, is_read_only=True)) as connection:
        connection.text_factory = LENIENT
        versions = _versions(connection)
        if versions and HEAD not in versions:
            if max(versions) > HEAD:
                raise newer(source, max(versions), HEAD)
            raise CixiError(f"不能从旧版本的数据文件抢救：{source}。", HINT)
        most = source.stat().st_size // LEAST_ROW
        found = [_found(connection, layout, most, told) for layout in LAYOUTS]
        records = [record for each in found for record in each.records.values()]
        units = {
            UNASSIGNED.id: UNASSIGNED.name,
            **{each.id: each.name for each in records if isinstance(each, Unit)},
        }
        lost = tuple(line for each in found for line in _lost(connection, each, units))
        is_sample = ("is_sample", "1") in _properties(connection)
    if not records:
        raise CixiError(f"数据文件里没有能读出的内容：{source}。", HINT)
    with translated(target):
        try:
            create(target, created_at=clock(), is_sample=is_sample)
            _fill(SqlStore(target, clock), records, told)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return lost


def _versions(connection: sqlite3.Connection) -> set[int]:
    """The schemas that the file names, in two places: one of them may be what is damaged."""
    found = set[int]()
    for sql in ("PRAGMA user_version", "SELECT CAST(version_num AS INTEGER) FROM alembic_version"):
        with suppress(sqlite3.DatabaseError):
            found.update(number for (number,) in connection.execute(sql) if number > 0)
    return found


def _found(connection: sqlite3.Connection, layout: RecordMap, most: int, told: Told) -> _Found:
    """Of two rows of one record that both call themselves current, the newer one counts."""
    told(READING * LAYOUTS.index(layout) / len(LAYOUTS))
    found = _Found(layout, {}, set())
    for number, *row in _rows(connection, layout, most):
        with suppress(UnreadableError):
            record = record_of(layout, row)
            found.numbers.add(number)
            if not is_removed(row):
                found.records.setdefault(record.key, record)
    return found


def _rows(connection: sqlite3.Connection, layout: RecordMap, most: int) -> Iterator[Sequence[Any]]:
    """The rows that are current, each behind its number, newest first, as far as they can be read."""
    sql = (
        f"SELECT row_id, {', '.join(layout.stored)} FROM {layout.table} NOT INDEXED"
        " WHERE row_id BETWEEN ? AND ? AND is_current = 1 ORDER BY row_id DESC"
    )
    for end in range(min(_newest(connection, layout), most), 0, -ROWS_AT_ONCE):
        yield from _readable(connection, sql, max(1, end - ROWS_AT_ONCE + 1), end)


def _readable(connection: sqlite3.Connection, sql: str, first: int, last: int) -> Iterator[Sequence[Any]]:
    """The rows numbered ``first`` to ``last``; where a page cannot be read, those of each half by itself."""
    try:
        yield from connection.execute(sql, (first, last)).fetchall()
    except sqlite3.DatabaseError:
        if first < last:
            middle = (first + last) // 2
            yield from _readable(connection, sql, middle + 1, last)
            yield from _readable(connection, sql, first, middle)


def _newest(connection: sqlite3.Connection, layout: RecordMap) -> int:
    """The highest number of a row, by the table or else by its index; 0 if neither can be read."""
    of_index = f"{layout.table} INDEXED BY uq_{layout.table}_current WHERE is_current = 1"
    for source in (f"{layout.table} NOT INDEXED", of_index):
        with suppress(sqlite3.DatabaseError):
            return int(connection.execute(f"SELECT coalesce(max(row_id), 0) FROM {source}").fetchone()[0])
    return 0


def _lost(connection: sqlite3.Connection, found: _Found, units: Mapping[str, str]) -> Iterator[str]:
    """What the index names as current, and could not be read."""
    layout = found.layout
    keys = ", ".join(("row_id", *layout.key_columns))
    index = f"{layout.table} INDEXED BY uq_{layout.table}_current"
    try:
        rows = connection.execute(f"SELECT {keys} FROM {index} WHERE is_current = 1").fetchall()
    except sqlite3.DatabaseError:
        yield f"{layout.label}的索引已损坏，可能还有未列出的记录不能读取。"
        return
    lost = [key for number, *key in rows if number not in found.numbers]
    for key in lost[:MOST_FINDINGS]:
        yield f"{record_name(layout, dict(zip(layout.key_columns, key, strict=True)), units)}不能读取。"
    if len(lost) > MOST_FINDINGS:
        yield f"{layout.label}另有{len(lost) - MOST_FINDINGS}条不能读取。"


def _properties(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """What is known of the file itself, as far as it can be read."""
    try:
        rows = connection.execute(f"SELECT {', '.join(PROPERTY)}, {SEAL} FROM properties").fetchall()
    except sqlite3.DatabaseError:
        return []
    return [(key, value) for key, value, seal in rows if is_sealed((key, value, seal))]


def _fill(store: SqlStore, records: Sequence[Record], told: Told) -> None:
    with closing(store), store.unit_of_work() as work:
        for first in range(0, len(records), ROWS_AT_ONCE):
            told(READING + (1 - READING) * first / len(records))
            changes = tuple(Change(None, record) for record in records[first : first + ROWS_AT_ONCE])
            work.apply(Operation(label=LABEL, changes=changes, actor="", is_barrier=True))
        work.commit()
    seen_of(store.path).unlink(missing_ok=True)
