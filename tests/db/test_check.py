"""What the look-over finds in a file that was tampered with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit
from db.check import check
from db.datafile import FILE_NAME
from tests.db.records import adding, changing, entry, narrative, save

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import SqlStore


@pytest.fixture
def folder(file_store: SqlStore) -> Path:
    """A folder whose file holds two revisions of one entry, and one of a text, a unit and the rules."""
    rules = Rules(name="默认", behind_at=Decimal(0), late_beyond=Decimal(10))
    save(file_store, adding(entry(), narrative(), Unit(id="k", name="科技科"), rules))
    save(file_store, changing(entry(), entry(increment=Decimal(13))))
    file_store.close()
    return file_store.path.parent


def tamper(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript(sql)


def test_that_a_sound_file_gives_no_finding(folder: Path) -> None:
    before = (folder / FILE_NAME).read_bytes()
    assert check(folder) == []
    assert (folder / FILE_NAME).read_bytes() == before


def test_that_a_missing_file_is_said(tmp_path: Path) -> None:
    assert check(tmp_path) == [f"没有数据文件：{tmp_path / FILE_NAME}。"]


def test_that_a_foreign_file_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("hello")
    (finding,) = check(tmp_path)
    assert "这不是本程序的数据文件" in finding


def test_that_an_older_schema_is_said(folder: Path) -> None:
    tamper(folder, "PRAGMA user_version = 0")
    (finding,) = check(folder)
    assert "旧版本（数据版本0）" in finding


@pytest.mark.parametrize(
    ("sql", "findings"),
    [
        (
            "DELETE FROM entries WHERE revision = 1",
            ["填报（H-2，0，2025，6）的修订记录不连续。", "操作记录第1条的内容不全。"],
        ),
        ("UPDATE entries SET revision = 5 WHERE revision = 2", ["填报（H-2，0，2025，6）的修订记录不连续。"]),
        ("UPDATE entries SET is_current = 0", ["填报（H-2，0，2025，6）的修订记录不连续。"]),
        (
            "UPDATE entries SET is_current = 0; UPDATE entries SET is_current = 1 WHERE revision = 1",
            ["填报（H-2，0，2025，6）的修订记录不连续。"],
        ),
        ("UPDATE rules SET is_current = 0", ["亮灯规则的修订记录不连续。"]),
        ("UPDATE units SET position = 9", ["操作记录第1条的内容不全。"]),
        ("UPDATE units SET position = 0", ["操作记录第1条的内容不全。"]),
        ("UPDATE entries SET drafts = 'x' WHERE revision = 1", ["填报第1行的内容读不出来。"]),
        ("UPDATE entries SET state = '晴' WHERE revision = 2", ["填报第2行的内容读不出来。"]),
        ("DELETE FROM operations WHERE id = 2", ["引用不完整：entries第2行指向的operations不存在。"]),
    ],
)
def test_that_tampering_is_found(folder: Path, sql: str, findings: list[str]) -> None:
    tamper(folder, sql)
    assert check(folder) == findings


def test_that_an_index_that_differs_from_its_table_is_found(folder: Path) -> None:
    tamper(
        folder,
        "PRAGMA writable_schema = ON;"
        "UPDATE sqlite_master SET sql = replace(sql, 'is_current = 1', 'is_current = 0')"
        " WHERE name = 'uq_units_current'",
    )
    findings = check(folder)
    assert findings
    assert all(finding.startswith("文件结构有误：") for finding in findings)
