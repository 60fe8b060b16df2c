"""Opening a data folder: what is made, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.units import Unit
from db import datafile, location
from db.datafile import FILE_NAME, HEAD
from db.store import SqlStore, open_store, renew_sample
from tests.db.records import NOON, adding, entry, identity, noon, pretend_version, save

ROOT = Path(__file__).parents[2]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refuse(folder: Path, message: str) -> None:
    """The folder's file is refused with the message, and everything in the folder stays as it was."""
    before = snapshot(folder)
    with pytest.raises(CixiError, match=message) as caught:
        open_store(folder)
    assert caught.value.hint
    assert snapshot(folder) == before


def set_pragma(path: Path, name: str, value: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {name} = {value}")


def test_that_a_missing_folder_is_made_with_an_empty_file(tmp_path: Path) -> None:
    store = open_store(tmp_path / "数据 folder" / "2025")
    assert snapshot(tmp_path).keys() == {FILE_NAME}
    assert store.load(Entry) == ()


def test_that_the_file_knows_itself(tmp_path: Path) -> None:
    store = open_store(tmp_path, clock=noon)
    assert UUID(identity(store.path)).version == 4
    assert identity(open_store(tmp_path).path) == identity(store.path)
    with closing(sqlite3.connect(store.path)) as connection:
        created = connection.execute("SELECT value FROM properties WHERE key = 'created_at'").fetchone()
    assert created == (NOON.isoformat(),)


def test_that_two_files_have_two_identities(tmp_path: Path) -> None:
    one, other = open_store(tmp_path / "a"), open_store(tmp_path / "b")
    assert identity(one.path) != identity(other.path)


def test_that_what_was_saved_is_there_after_reopening(tmp_path: Path) -> None:
    save(open_store(tmp_path), adding(entry()))
    assert open_store(tmp_path).load(Entry) == (entry(),)


def test_that_saved_work_carries_the_local_time(tmp_path: Path) -> None:
    before = local_time()
    at = save(open_store(tmp_path), adding(entry())).at
    assert at is not None
    assert at.tzinfo is None
    assert 0 <= (local_time() - at).total_seconds() < 60
    assert (at - before).total_seconds() > -1


def test_that_reading_needs_neither_sqlalchemy_nor_alembic(tmp_path: Path) -> None:
    save(open_store(tmp_path), adding(entry()))
    program = """
import sys
from pathlib import Path
import db
from cixi_desktop.records.entries import Entry
from db.store import open_store
store = open_store(Path(sys.argv[1]))
assert len(store.load(Entry, year=2025, unit_id="0")) == 1
assert len(store.operations(limit=9)) == 1
assert store.revision("0", 2025, 6) == 1
assert not store.is_sample()
assert not {"sqlalchemy", "alembic"} & set(sys.modules)
store.prepare()
assert "sqlalchemy" in sys.modules
with store.unit_of_work() as work:
    work.current(("entry", "H-2", "0", "2025-06"))
assert "alembic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=True)


def test_that_making_a_file_does_not_need_alembic(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from db.store import open_store; open_store(Path(sys.argv[1]))"
    )
    check = "; assert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", program + check, str(tmp_path)], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    "content",
    [b"hello", b"PK\x03\x04" + bytes(2000), b"SQLite format 3\0" + bytes(84)],
    ids=["text", "workbook", "another program's"],
)
def test_that_a_file_that_is_no_data_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    refuse(tmp_path, "这不是本程序的数据文件")


def test_that_an_empty_file_is_refused_as_such(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    refuse(tmp_path, "数据文件被清空了")


def test_that_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("CREATE TABLE entries (id INTEGER)")
    refuse(tmp_path, "这不是本程序的数据文件")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_that_a_truncated_file_is_refused(tmp_path: Path, share: float) -> None:
    path = open_store(tmp_path).path
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refuse(tmp_path, "数据文件已损坏")


def test_that_a_file_with_a_spoilt_page_is_refused(tmp_path: Path) -> None:
    path = open_store(tmp_path).path
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    path.write_bytes(content)
    refuse(tmp_path, "数据文件已损坏")


def test_that_a_large_file_is_not_read_whole_at_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datafile, "COMPARED_AT_OPEN", 5)
    monkeypatch.setattr(datafile, "CHECKED_AT_OPEN", 10)
    monkeypatch.setattr(datafile, "is_sound", None)
    open_store(tmp_path)


def test_that_a_newer_file_is_refused_by_name_and_version(tmp_path: Path) -> None:
    pretend_version(open_store(tmp_path).path, 99)
    refuse(
        tmp_path, rf"更新版本的程序建立或升级的：{tmp_path / FILE_NAME}（数据版本99，本程序只支持到{HEAD}）"
    )
    assert not (tmp_path / "备份").exists()


def test_that_a_locked_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datafile, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(open_store(tmp_path).path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refuse(tmp_path, "数据文件正被另一个程序使用")


def test_that_a_folder_that_cannot_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: Path, data: bytes) -> int:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    open_store(tmp_path)
    monkeypatch.setattr(Path, "write_bytes", deny)
    refuse(tmp_path, f"不能读写：{tmp_path}")


def test_that_a_full_disk_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", deny)
    refuse(tmp_path, f"磁盘已满，无法写入：{tmp_path}")


def test_that_a_file_on_a_disk_that_is_full_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    open_store(tmp_path)
    monkeypatch.setattr(Path, "write_bytes", deny)
    assert open_store(tmp_path).load(Unit) == ()


def test_that_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(CixiError, match="不能读写"):
        open_store(tmp_path / "data")


def test_that_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    refuse(tmp_path, "无法打开数据文件")


def test_that_a_network_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("//server/share / cifs rw 0 0\n")
    monkeypatch.setattr(location, "_MOUNTS", mounts)
    with pytest.raises(CixiError, match="数据文件夹在网络位置"):
        open_store(tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_that_a_failed_creation_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.writer.PRAGMAS", ("PRAGMA max_page_count = 5",))
    refuse(tmp_path, "磁盘已满，未保存")


def test_that_a_journal_without_its_file_does_not_spoil_a_new_one(tmp_path: Path) -> None:
    path = open_store(tmp_path).path
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE properties SET value = 'x'")
        connection.execute("CREATE TABLE much AS SELECT randomblob(100000)")
        journal = path.with_name(f"{FILE_NAME}-journal").read_bytes()
        connection.execute("ROLLBACK")
    path.unlink()
    path.with_name(f"{FILE_NAME}-journal").write_bytes(journal)
    assert open_store(tmp_path).load(Entry) == ()
    assert snapshot(tmp_path).keys() == {FILE_NAME}


def test_that_sample_figures_have_a_file_of_their_own(tmp_path: Path) -> None:
    store = renew_sample(tmp_path, clock=noon)
    assert store.is_sample()
    assert open_store(tmp_path).is_sample()


def test_that_a_renew_sample_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    save(renew_sample(tmp_path), adding(entry()))
    assert renew_sample(tmp_path).load(Entry) == ()
    assert snapshot(tmp_path).keys() == {FILE_NAME}


def test_that_a_sample_never_takes_the_place_of_real_data(tmp_path: Path) -> None:
    save(open_store(tmp_path), adding(entry()))
    with pytest.raises(CixiError, match="文件夹里已有正式数据"):
        renew_sample(tmp_path)
    assert open_store(tmp_path).load(Entry) == (entry(),)


def test_that_a_file_that_vanished_is_named(file_store: SqlStore) -> None:
    file_store.path.unlink()
    with pytest.raises(CixiError, match="未找到数据文件"):
        file_store.load(Entry)


def test_that_the_file_is_opened_once_for_a_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path)
    opened: list[Path] = []

    def counted(path: Path, *, is_read_only: bool) -> sqlite3.Connection:
        opened.append(path)
        return datafile.connect(path, is_read_only=is_read_only)

    monkeypatch.setattr("db.reader.connect", counted)
    with store.snapshot():
        read = store.load(Entry), store.load(Unit), store.operations(limit=1), store.is_sample()
    assert read == ((), (), (), False)
    assert opened == [tmp_path / FILE_NAME]
    store.is_sample()
    assert len(opened) == 2
