"""What the look-over finds in a file that was tampered with."""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.errors import StoppedError
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit
from db import check as checks
from db import datafile
from db.check import check
from db.datafile import FILE_NAME
from db.store import open_store
from tests.db.records import adding, changing, entry, narrative, pretend_version, save

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import SqlStore


ENTRY = "填报（H-2，未分配，2025年6月）"


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


def test_that_a_check_tells_how_far_it_is_and_can_be_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "STEPS_AT_ONCE", 10)
    monkeypatch.setattr(checks, "SECONDS_UNTOLD", 0)
    heard = list[float]()

    def stop(_share: float) -> None:
        raise StoppedError

    assert check(folder, heard.append) == []
    assert heard == sorted(heard)
    assert 0 < heard[0] < heard[-1] < 1
    with pytest.raises(StoppedError):
        check(folder, stop)


def test_that_a_check_can_be_stopped_while_only_the_structure_is_still_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, look = threading.Event(), checks._structure

    def slow(connection: sqlite3.Connection, *, is_whole: bool) -> list[str]:
        asked.wait(9)
        return look(connection, is_whole=is_whole)

    def stop(share: float) -> None:
        if share > checks.COPYING:
            assert share == pytest.approx(checks.ALMOST, abs=0.01), "all rows were looked at"
            asked.set()
            raise StoppedError

    monkeypatch.setattr(checks, "_structure", slow)
    with pytest.raises(StoppedError):
        check(folder, stop)


def test_that_others_save_while_a_file_is_looked_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "STEPS_AT_ONCE", 10)
    monkeypatch.setattr(datafile, "BUSY_SECONDS", 0.05)
    store, saved = open_store(folder), list[int]()

    def save_once(share: float) -> None:
        if share > checks.COPYING and not saved:
            save(store, adding(Unit(id="n", name="农业科")))
            saved.append(store.stamp())

    assert check(folder, save_once) == []
    assert saved == [3], "the third operation, after the two of the fixture"
    assert check(folder) == []


def test_that_a_page_of_a_large_file_that_leads_nowhere_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(open_store(folder), adding(*(entry(unit_id=str(number)) for number in range(1, 300))))
    monkeypatch.setattr(datafile, "COMPARED_AT_OPEN", 0)
    monkeypatch.setattr(datafile, "CHECKED_AT_OPEN", 0)
    content = bytearray((folder / FILE_NAME).read_bytes())
    leaf = max(place for place in range(0, len(content), 4096) if content[place] == 13)
    content[leaf + 8 : leaf + 28] = b"\xff" * 20
    (folder / FILE_NAME).write_bytes(content)
    findings = check(folder)
    assert findings
    assert all(re.match("文件结构有误|数据文件已损坏", finding) for finding in findings)


def test_that_a_missing_file_is_said(tmp_path: Path) -> None:
    assert check(tmp_path) == [f"没有数据文件：{tmp_path / FILE_NAME}。"]


def test_that_a_foreign_file_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("hello")
    (finding,) = check(tmp_path)
    assert "这不是本程序的数据文件" in finding


def test_that_an_older_schema_is_said(folder: Path) -> None:
    pretend_version(folder / FILE_NAME, 4)
    (finding,) = check(folder)
    assert "旧版本（数据版本4）" in finding


@pytest.mark.parametrize(
    ("sql", "findings"),
    [
        (
            "DELETE FROM entries WHERE revision = 1",
            [f"{ENTRY}的修订记录不连续。", "操作记录第1条的内容不全。"],
        ),
        (
            "UPDATE entries SET revision = 5 WHERE revision = 2",
            [f"{ENTRY}的修订记录不连续。", f"{ENTRY}第5次保存的内容已损坏。"],
        ),
        ("UPDATE entries SET is_current = 0", [f"{ENTRY}的修订记录不连续。"]),
        (
            "UPDATE entries SET is_current = 0; UPDATE entries SET is_current = 1 WHERE revision = 1",
            [f"{ENTRY}的修订记录不连续。"],
        ),
        ("UPDATE rules SET is_current = 0", ["亮灯规则（2025年）的修订记录不连续。"]),
        (
            "UPDATE units SET position = 9",
            ["操作记录第1条的内容不全。", "单位（科技科）第1次保存的内容已损坏。"],
        ),
        (
            "UPDATE units SET position = 0",
            ["操作记录第1条的内容不全。", "单位（科技科）第1次保存的内容已损坏。"],
        ),
        ("UPDATE entries SET drafts = 'x' WHERE revision = 1", [f"{ENTRY}第1次保存的内容已损坏。"]),
        ("UPDATE entries SET state = '晴' WHERE revision = 2", [f"{ENTRY}第2次保存的内容已损坏。"]),
        ("UPDATE entries SET increment = 14000000 WHERE revision = 2", [f"{ENTRY}第2次保存的内容已损坏。"]),
        ("UPDATE entries SET is_removed = 1 WHERE revision = 2", [f"{ENTRY}第2次保存的内容已损坏。"]),
        (
            "UPDATE narratives SET progress_note = CAST(x'e6b0' AS TEXT)",
            ["文字说明（8，未分配，2025年6月）第1次保存的内容已损坏。"],
        ),
        (
            "UPDATE operations SET label = CAST(x'ff' AS TEXT) WHERE id = 2",
            ["操作记录第2条（2025-06-25T12:00:30）已损坏。"],
        ),
        (
            "UPDATE properties SET value = '1' WHERE key = 'is_sample'",
            ["数据文件的基本信息（示例标志）已损坏。"],
        ),
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
    (finding,) = check(folder)
    assert "数据文件已损坏" in finding
