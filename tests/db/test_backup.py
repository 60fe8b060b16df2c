"""Copies of the data file: sound, complete, and never at the cost of an older one."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.errors import CixiError, DamagedError, StoppedError
from cixi_desktop.records.entries import Entry
from db import backup as backups
from db import check as checks
from db import datafile
from db.backup import backup
from db.check import check_file, first_finding
from db.reader import Reader
from db.store import SqlStore
from tests.db.records import adding, entry, identity, save

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.maintenance.storage import Told
    from db.check import Rows


def test_that_a_backup_holds_what_was_saved(file_store: SqlStore, tmp_path: Path) -> None:
    save(file_store, adding(entry()))
    file_store.backup(tmp_path / "copy.db")
    copy = SqlStore(tmp_path / "copy.db")
    assert copy.load(Entry) == (entry(),)
    assert copy.operations(limit=9) == file_store.operations(limit=9)
    assert identity(copy.path) == identity(file_store.path)
    assert check_file(tmp_path / "copy.db") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cixi.db", "cixi.db-seen", "copy.db"]


def test_that_a_backup_leaves_out_what_is_not_committed(file_store: SqlStore, tmp_path: Path) -> None:
    with file_store.unit_of_work() as work:
        work.apply(adding(entry()))
        file_store.backup(tmp_path / "copy.db")
        work.commit()
    assert Reader(tmp_path / "copy.db").load(Entry, None, None) == ()


def test_that_a_backup_takes_the_place_of_an_older_one(file_store: SqlStore, tmp_path: Path) -> None:
    file_store.backup(tmp_path / "copy.db")
    save(file_store, adding(entry()))
    file_store.backup(tmp_path / "copy.db")
    assert Reader(tmp_path / "copy.db").load(Entry, None, None) == (entry(),)


def test_that_a_backup_does_not_overwrite_the_data_file(file_store: SqlStore) -> None:
    with pytest.raises(CixiError, match="备份不能覆盖数据文件本身"):
        file_store.backup(file_store.path)


def test_that_a_missing_folder_is_named(file_store: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match="不能读写"):
        file_store.backup(tmp_path / "nothing" / "copy.db")


def test_that_a_folder_in_place_of_the_target_is_refused(file_store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "copy.db").mkdir()
    with pytest.raises(CixiError, match="不能读写"):
        file_store.backup(tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy.db.new*"))


BROKEN = {
    "figure": "UPDATE entries SET increment = increment + 1",
    "text": "UPDATE operations SET label = CAST(x'ff' AS TEXT)",
    "table": "DROP TABLE entries",
    "name": "PRAGMA writable_schema = ON;"
    " UPDATE sqlite_master SET sql = replace(sql, 'CREATE TABLE entries', CAST(x'c52020202020' AS TEXT))",
}
UNSEALED = {
    "revision that is current": "UPDATE entries SET is_current = 0 WHERE row_id = 150",
    "reference": "DELETE FROM operations",
}


@pytest.mark.parametrize("sql", BROKEN.values(), ids=BROKEN)
def test_that_a_broken_file_is_not_certified(file_store: SqlStore, tmp_path: Path, sql: str) -> None:
    save(file_store, adding(entry()))
    with closing(sqlite3.connect(file_store.path)) as connection:
        connection.executescript(sql)
    (tmp_path / "copy.db").write_text("the older backup")
    with pytest.raises(DamagedError):
        backup(file_store.path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "the older backup"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cixi.db", "cixi.db-seen", "copy.db"]


@pytest.fixture
def many(file_store: SqlStore) -> SqlStore:
    """Three hundred entries, on some pages."""
    save(file_store, adding(*(entry(unit_id=str(number)) for number in range(300))))
    return file_store


@pytest.mark.parametrize("sql", BROKEN.values(), ids=BROKEN)
def test_that_a_broken_file_is_not_certified_by_an_earlier_backup(
    many: SqlStore, tmp_path: Path, sql: str
) -> None:
    many.backup(tmp_path / "proven.db")
    with closing(sqlite3.connect(many.path)) as connection:
        connection.executescript(sql)
    with pytest.raises(DamagedError):
        backup(many.path, tmp_path / "copy.db", proven=tmp_path / "proven.db", is_whole=False)
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("sql", UNSEALED.values(), ids=UNSEALED)
def test_that_a_whole_look_finds_what_no_seal_tells(many: SqlStore, tmp_path: Path, sql: str) -> None:
    many.backup(tmp_path / "proven.db")
    with closing(sqlite3.connect(many.path)) as connection:
        connection.executescript(sql)
    with pytest.raises(DamagedError):
        backup(many.path, tmp_path / "copy.db", proven=tmp_path / "proven.db")


def test_that_a_whole_look_finds_a_flipped_bit_of_an_index(many: SqlStore, tmp_path: Path) -> None:
    many.backup(tmp_path / "proven.db")
    content = bytearray(many.path.read_bytes())
    leaf = next(
        page
        for page in range(4096, len(content), 4096)
        if content[page] == backups.INDEX and b"150" in content[page : page + 4096]
    )
    content[content.index(b"150", leaf)] ^= 2
    many.path.write_bytes(content)
    with pytest.raises(DamagedError):
        backup(many.path, tmp_path / "copy.db", proven=tmp_path / "proven.db")


@pytest.mark.parametrize("sql", BROKEN.values(), ids=BROKEN)
def test_that_an_earlier_backup_that_was_damaged_since_proves_nothing(
    many: SqlStore, tmp_path: Path, sql: str
) -> None:
    many.backup(tmp_path / "proven.db")
    for path in (many.path, tmp_path / "proven.db"):
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(sql if path == many.path else "UPDATE entries SET increment = 0")
    with pytest.raises(DamagedError):
        backup(many.path, tmp_path / "copy.db", proven=tmp_path / "proven.db", is_whole=False)


def rows_beyond(store: SqlStore, folder: Path, *, since: Path) -> list[range] | None:
    """Those that a backup of the store looks at, after the earlier one."""
    store.backup(folder / "copy.db")
    return backups._rows_beyond(since, folder / "copy.db")


@pytest.mark.parametrize("read_at_once", [backups.READ_AT_ONCE, 4096])
def test_that_rows_on_pages_of_an_earlier_backup_are_not_looked_at_again(
    many: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_at_once: int
) -> None:
    monkeypatch.setattr(backups, "READ_AT_ONCE", read_at_once)
    many.backup(tmp_path / "proven.db")
    assert rows_beyond(many, tmp_path, since=tmp_path / "proven.db") == []
    save(many, adding(entry(unit_id="later")))
    rows = rows_beyond(many, tmp_path, since=tmp_path / "proven.db")
    assert rows is not None
    seen = {number for each in rows for number in each}
    assert 301 in seen, "the new row"
    assert 150 not in seen, "one amid pages that nobody has touched"
    monkeypatch.setattr(backups, "MOST_SPANS", 0)
    assert rows_beyond(many, tmp_path, since=tmp_path / "proven.db") is None


def test_that_every_row_is_looked_at_after_a_backup_of_nothing(many: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "nothing.db").write_bytes(b"")
    rows = rows_beyond(many, tmp_path, since=tmp_path / "nothing.db")
    assert rows is not None
    assert set(range(1, 301)) <= {number for each in rows for number in each}


def test_that_all_rows_are_looked_at_where_pages_do_not_tell(many: SqlStore, tmp_path: Path) -> None:
    many.backup(tmp_path / "proven.db")
    assert rows_beyond(many, tmp_path, since=tmp_path / "none.db") is None
    save(many, adding(entry(unit_id="long", note="长" * 5000)))
    assert rows_beyond(many, tmp_path, since=tmp_path / "proven.db") is None


def test_that_an_empty_file_is_not_certified(file_store: SqlStore, tmp_path: Path) -> None:
    file_store.close()
    file_store.path.write_bytes(b"")
    with pytest.raises(DamagedError):
        backup(file_store.path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_that_data_and_copies_are_for_their_owner_only(file_store: SqlStore, tmp_path: Path) -> None:
    file_store.backup(tmp_path / "copy.db")
    for path in (file_store.path, tmp_path / "copy.db"):
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("moment", ["while it is copied", "while it is looked at"])
def test_that_others_save_while_a_backup_is_made(
    file_store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setattr(datafile, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(datafile, "PAGES_AT_ONCE", 5)
    monkeypatch.setattr(datafile, "REST_SECONDS", 0.3)
    if moment == "while it is copied":
        saving = threading.Timer(0.5, lambda: save(file_store, adding(entry())))
        saving.start()
        file_store.backup(tmp_path / "copy.db")
        saving.join()
    else:
        look = first_finding

        def saved(path: Path, told: Told, rows: Rows | None, *, is_whole: bool) -> str:
            save(file_store, adding(entry()))
            return look(path, told, rows, is_whole=is_whole)

        monkeypatch.setattr(backups, "first_finding", saved)
        file_store.backup(tmp_path / "copy.db")
    assert file_store.load(Entry) == (entry(),)
    assert check_file(tmp_path / "copy.db") == []


def test_that_a_backup_tells_how_far_it_is_and_can_be_stopped_at_any_time(
    file_store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datafile, "PAGES_AT_ONCE", 20)
    monkeypatch.setattr(checks, "STEPS_AT_ONCE", 100)
    heard = list[float]()
    backup(file_store.path, tmp_path / "copy.db", heard.append)
    assert heard == sorted(heard)
    assert heard[0] < 0.1 < heard[-1] == 1
    for last in heard:
        with pytest.raises(StoppedError):
            backup(file_store.path, tmp_path / "another.db", partial(stop_at, last))
    assert {path.name for path in tmp_path.glob("*.db*")} == {"cixi.db", "copy.db"}


def stop_at(last: float, share: float) -> None:
    if share >= last:
        raise StoppedError


def test_that_a_locked_file_is_named(
    file_store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datafile, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(file_store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CixiError, match=r"正被另一个程序使用：.*cixi\.db"):
            file_store.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_that_two_backups_at_one_moment_do_not_disturb_each_other(
    file_store: SqlStore, tmp_path: Path
) -> None:
    save(file_store, adding(entry()))
    faults: list[Exception] = []

    def keep() -> None:
        try:
            for _ in range(10):
                backup(file_store.path, tmp_path / "copy.db")
        except CixiError as error:
            faults.append(error)

    both = [threading.Thread(target=keep) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert faults == []
    assert check_file(tmp_path / "copy.db") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cixi.db", "cixi.db-seen", "copy.db"]
