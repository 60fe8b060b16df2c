"""Looking a data file over: what SQLite can tell, and what the program's own rules promise."""

# Values are bound. What is put into SQL here are names of tables and columns, from db.mapping.
# ruff: noqa: S608

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from db.datafile import FILE_NAME, HEAD, connect, verify
from db.faults import translated
from db.mapping import LAYOUTS, RecordMap, from_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

MOST_FINDINGS = 20
"""Of one sort, so that a ruined file does not fill the screen."""


def check(folder: Path) -> list[str]:
    """What is wrong with the data file in ``folder``, in Chinese; nothing if all is well. Changes nothing."""
    return check_file(folder / FILE_NAME)


def check_file(path: Path) -> list[str]:
    """The same for any data file, such as a backup."""
    if not path.exists():
        return [f"没有数据文件：{path}。"]
    try:
        version = verify(path)
        if version < HEAD:
            return [
                f"数据文件是旧版本（数据版本{version}），打开时会先备份再升级到{HEAD}，升级后才能检查内容。"
            ]
        with translated(path), closing(connect(path, is_read_only=True)) as connection:
            connection.execute("BEGIN")
            return list(_structure(connection)) or [
                *_chains(connection),
                *_journal(connection),
                *_content(connection),
            ]
    except CixiError as error:
        return [str(error)]


def _structure(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({MOST_FINDINGS})"):
        if line != "ok":
            yield f"文件结构有误：{line}。"
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_FINDINGS):
        yield f"引用不完整：{table}第{row_id}行指向的{parent}不存在。"


def _chains(connection: sqlite3.Connection) -> Iterator[str]:
    """Each record has revisions 1, 2, … without a gap, and the last one, and no other, is current."""
    for layout in LAYOUTS:
        for key in connection.execute(_broken_chains_sql(layout)).fetchmany(MOST_FINDINGS):
            name = f"（{'，'.join(map(str, key))}）" if layout.key_columns else ""
            yield f"{layout.label}{name}的修订记录不连续。"


def _broken_chains_sql(layout: RecordMap) -> str:
    key = ", ".join(layout.key_columns) or "NULL"
    return f"""
        SELECT {key} FROM {layout.table} GROUP BY {key}
        HAVING count(*) <> max(revision)
        OR sum(is_current) <> 1
        OR max(CASE WHEN is_current = 1 THEN revision END) <> max(revision)
    """


def _journal(connection: sqlite3.Connection) -> Iterator[str]:
    """The changes of each operation are numbered 0, 1, … without a gap."""
    changes = " UNION ALL ".join(f"SELECT operation_id, position FROM {layout.table}" for layout in LAYOUTS)
    broken = connection.execute(
        f"SELECT operation_id FROM ({changes}) GROUP BY operation_id"
        " HAVING count(*) <> max(position) + 1 OR count(DISTINCT position) <> count(*)"
    )
    for (operation_id,) in broken.fetchmany(MOST_FINDINGS):
        yield f"操作记录第{operation_id}条的内容不全。"


def _content(connection: sqlite3.Connection) -> Iterator[str]:
    """Every revision can be read."""
    for layout in LAYOUTS:
        rows = connection.execute(f"SELECT {', '.join(layout.names)}, row_id FROM {layout.table}")
        unreadable = [row[-1] for row in rows if not _is_readable(layout, row)]
        for row_id in unreadable[:MOST_FINDINGS]:
            yield f"{layout.label}第{row_id}行的内容读不出来。"


def _is_readable(layout: RecordMap, row: tuple[str | int | None, ...]) -> bool:
    try:
        from_row(layout, row)
    except (ValueError, TypeError, CixiError):
        return False
    return True
