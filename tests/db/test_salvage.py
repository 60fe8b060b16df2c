"""Salvaging: of a file with a ruined page all other records are kept as they were, and the lost are named."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, get_args

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.maintenance.backups import Reason
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.record import Record
from cixi_desktop.records.units import Unit
from db.check import check_file
from db.datafile import BACKUP_FOLDER, FILE_NAME, HEAD
from db.folder import SqlFolder
from db.store import SqlStore, open_store, renew_sample
from tests.db.records import adding, changing, entry, narrative, noon, pretend_version, save

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4096
NOTHING = "没有能读出的内容"
WITH_ROWS = (
    "properties",
    "operations",
    "entries",
    "sqlite_autoindex_entries_1",
    "uq_entries_current",
    "narratives",
    "units",
    "uq_units_current",
)


@pytest.fixture
def store(file_store: SqlStore) -> SqlStore:
    """200 entries over several pages, one of them saved twice and one removed; a text and a unit."""
    entries = [entry(f"H-{number}", unit_id="k") for number in range(1, 201)]
    save(file_store, adding(*entries, narrative(), Unit(id="k", name="科技科")))
    save(file_store, changing(entries[0], entry("H-1", unit_id="k", note="改过")))
    save(file_store, changing(entries[1], None))
    return file_store


@pytest.fixture
def folder(store: SqlStore) -> SqlFolder:
    store.close()
    return SqlFolder(store.path.parent, clock=noon)


def records_in(path: Path) -> set[Record]:
    kinds: tuple[type[Record], ...] = get_args(Record)
    store = SqlStore(path)
    return {record for kind in kinds for record in store.load(kind)}


def pages_of(path: Path, name: str) -> list[int]:
    """The numbers of the pages, from 0, that hold a table or an index; its topmost comes first."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = ? ORDER BY path", (name,)
        ).fetchall()
    return [number - 1 for (number,) in found]


def ruin(path: Path, page: int, content: bytes = bytes(PAGE)) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(content)


@pytest.mark.parametrize("content", [bytes(PAGE), b"\xff" * PAGE], ids=["zeros", "ones"])
def test_that_whichever_page_is_ruined_what_is_salvaged_is_as_it_was_saved_and_the_rest_is_named(
    folder: SqlFolder, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / FILE_NAME
    whole, expected = path.read_bytes(), records_in(path)
    for page in [page for name in WITH_ROWS for page in pages_of(path, name)]:
        path.write_bytes(whole)
        ruin(path, page, content)
        made, lost = folder.salvage()
        found = records_in(made.path)
        assert check_file(made.path) == []
        assert found <= expected
        assert bool(lost) or found == expected
        made.path.unlink()


@pytest.mark.parametrize("sql", ["PRAGMA user_version = 0", "UPDATE alembic_version SET version_num = '?'"])
def test_that_a_damaged_word_for_the_schema_keeps_nobody_from_salvaging(
    folder: SqlFolder, tmp_path: Path, sql: str
) -> None:
    path = tmp_path / FILE_NAME
    expected = records_in(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)
    with pytest.raises(CixiError, match="已损坏"):
        open_store(tmp_path)
    made, lost = folder.salvage()
    assert records_in(made.path) == expected
    assert lost == ()


def test_that_the_lost_are_those_of_the_ruined_page(folder: SqlFolder, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    expected = records_in(path)
    ruin(path, pages_of(path, "entries")[1])
    with pytest.raises(CixiError, match="已损坏"):
        open_store(tmp_path)
    made, lost = folder.salvage()
    gone = expected - records_in(made.path)
    assert made.path.parent == tmp_path / BACKUP_FOLDER
    assert made.reason is Reason.SALVAGED
    assert 0 < len(gone) < 100
    assert all(isinstance(each, Entry) for each in gone)
    first, *_ = lost
    assert first.startswith("填报（H-")
    assert first.endswith("，科技科，2025年6月）不能读取。")
    listed = len(lost) - 1
    assert lost[-1] == f"填报另有{len(gone) - listed}条不能读取。"


def test_that_where_no_row_can_be_reached_the_index_still_names_them(
    folder: SqlFolder, tmp_path: Path
) -> None:
    path = tmp_path / FILE_NAME
    ruin(path, pages_of(path, "entries")[0])
    made, lost = folder.salvage()
    assert not [each for each in records_in(made.path) if isinstance(each, Entry)]
    assert len(lost) == 21
    assert lost[-1] == "填报另有180条不能读取。"  # of 200, the one that was removed among them


def test_that_a_ruined_index_loses_nothing_and_says_that_it_cannot_name(
    folder: SqlFolder, tmp_path: Path
) -> None:
    path = tmp_path / FILE_NAME
    expected = records_in(path)
    ruin(path, pages_of(path, "uq_entries_current")[0])
    made, lost = folder.salvage()
    assert records_in(made.path) == expected
    assert lost == ("填报的索引已损坏，可能还有未列出的记录不能读取。",)


def test_that_an_earlier_revision_never_takes_the_place_of_one_that_is_lost(
    folder: SqlFolder, tmp_path: Path
) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE entries SET note = '别的' WHERE target_id = 'H-1' AND revision = 2")
    made, lost = folder.salvage()
    assert entry("H-1", unit_id="k").key not in {each.key for each in records_in(made.path)}
    assert lost == ("填报（H-1，科技科，2025年6月）不能读取。",)


def test_that_what_was_salvaged_is_restored_and_worked_on(folder: SqlFolder, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    ruin(path, pages_of(path, "entries")[1])
    made, _ = folder.salvage()
    kept = folder.restore(made.path, actor="张三")
    store = open_store(tmp_path, clock=noon)
    save(store, adding(entry("8-1")))
    assert entry("8-1") in store.load(Entry)
    assert folder.check() == []
    assert kept is not None
    assert "原样" in kept.path.name


def test_that_a_sample_stays_a_sample(tmp_path: Path) -> None:
    store = renew_sample(tmp_path, clock=noon)
    save(store, adding(entry()))
    store.close()
    made, lost = SqlFolder(tmp_path, clock=noon).salvage()
    assert SqlStore(made.path).is_sample()
    assert lost == ()


def test_that_nothing_is_left_of_what_cannot_be_salvaged(folder: SqlFolder, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    for page in pages_of(path, "sqlite_schema")[1:]:
        path.write_bytes(whole)
        ruin(path, page)
        with pytest.raises(CixiError, match=NOTHING):
            folder.salvage()
    path.write_bytes(whole)
    for name in ("entries", "narratives", "units"):
        ruin(path, pages_of(path, name)[0])
    with pytest.raises(CixiError, match=NOTHING):
        folder.salvage()
    path.write_bytes(whole)
    pretend_version(path, 3)
    with pytest.raises(CixiError, match="旧版本"):
        folder.salvage()
    pretend_version(path, HEAD + 1)
    with pytest.raises(CixiError, match="更新版本的程序"):
        folder.salvage()
    for content in (b"", b"\0" * PAGE + whole[PAGE:], os.urandom(PAGE)):
        path.write_bytes(content)
        with pytest.raises(CixiError, match=NOTHING) as caught:
            folder.salvage()
        assert caught.value.hint.startswith("请用“备份”文件夹里最近的一份恢复")
    assert list((tmp_path / BACKUP_FOLDER).iterdir()) == []
