"""Saving to the file: one transaction, all or nothing, whatever happens to disk, process and file."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cixi_desktop.errors import CixiError, DamagedError
from cixi_desktop.records.entries import Entry
from db import datafile, writer
from db.check import check
from db.store import SqlStore, open_store
from tests.db.records import adding, changing, entry, narrative, save, saving_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_that_a_save_is_exactly_one_transaction(file_store: SqlStore) -> None:
    save(file_store, adding(entry()))
    statements: list[str] = []
    file_store._prepared()._connected().set_trace_callback(statements.append)
    statements.clear()
    save(file_store, changing(entry(), entry(increment=Decimal(13))))
    assert statements[:2] == ["PRAGMA shrink_memory", "BEGIN IMMEDIATE"]
    verbs = [statement.split()[0] for statement in statements[1:]]
    assert verbs == [
        *("BEGIN", "PRAGMA", "PRAGMA", "SELECT", "SELECT"),  # the file is the one it was
        *("SELECT", "INSERT", "UPDATE", "INSERT", "COMMIT"),
    ]


def test_that_a_save_outlasts_a_power_cut_and_stays_in_one_file(file_store: SqlStore) -> None:
    save(file_store, adding(entry()))
    connection = file_store._prepared()._connected()
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert found == ["delete", 3, 1]
    assert {path.name for path in file_store.path.parent.iterdir()} == {"cixi.db", "cixi.db-seen"}


def test_that_every_revision_is_kept(file_store: SqlStore) -> None:
    save(file_store, adding(entry()))
    save(file_store, changing(entry(), entry(increment=Decimal(13))))
    save(file_store, changing(entry(increment=Decimal(13)), None))
    assert rows(file_store.path, "SELECT revision, increment, is_current, is_removed FROM entries") == [
        (1, 12_000_000, 0, 0),
        (2, 13_000_000, 0, 0),
        (3, 13_000_000, 1, 1),
    ]


def test_that_the_write_lock_is_let_go_after_a_save(file_store: SqlStore) -> None:
    save(file_store, adding(entry()))
    with closing(sqlite3.connect(file_store.path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")


def test_that_a_locked_file_is_named_and_nothing_changes(
    file_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datafile, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(file_store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CixiError, match="数据文件正被另一个程序使用"):
            save(file_store, adding(entry()))
        other.execute("ROLLBACK")
    assert file_store.load(Entry) == ()
    save(file_store, adding(entry()))


def test_that_a_reader_in_the_way_of_a_commit_is_named(
    file_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datafile, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(file_store.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM entries").fetchall()
        with pytest.raises(CixiError, match="数据文件正被另一个程序使用"):
            save(file_store, adding(entry()))
    assert file_store.load(Entry) == ()
    save(file_store, adding(entry()))


def test_that_a_second_unit_of_work_has_to_wait_its_turn(
    file_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "BUSY_SECONDS", 0.05)
    with file_store.unit_of_work() as work:
        work.apply(adding(entry()))
        with pytest.raises(CixiError, match="另一项保存还没有结束"):
            save(file_store, adding(narrative()))
        work.commit()
    save(file_store, adding(narrative()))
    assert file_store.load(Entry) == (entry(),)


def test_that_saves_of_several_threads_follow_one_another(file_store: SqlStore) -> None:
    def run(number: int) -> None:
        for target in range(5):
            save(file_store, adding(entry(f"{number}-{target}")))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file_store.load(Entry)) == 20
    assert check(file_store.path.parent) == []


def fill_disk(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the store's file cannot grow."""
    (pages,) = rows(store.path, "PRAGMA page_count")[0]
    monkeypatch.setattr(writer, "PRAGMAS", (*writer.PRAGMAS, f"PRAGMA max_page_count = {pages}"))
    store.close()


def test_that_a_full_disk_is_named_and_nothing_changes(
    file_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(file_store, adding(entry()))
    with monkeypatch.context() as patch:
        fill_disk(file_store, patch)
        with pytest.raises(CixiError, match="磁盘已满，未保存"):
            save(file_store, changing(entry(), entry(note="长" * 20_000)))
    assert file_store.load(Entry) == (entry(),)
    assert len(file_store.operations(limit=9)) == 1
    save(file_store, changing(entry(), entry(note="长" * 20_000)))


def apply_in_part(store: SqlStore) -> None:
    with store.unit_of_work() as work:
        work.apply(adding(narrative()))
        with pytest.raises(CixiError, match="磁盘已满"):
            work.apply(adding(entry(), entry("1-1", note="长" * 20_000)))
        work.commit()


def test_that_an_operation_written_in_part_cannot_be_committed(
    file_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fill_disk(file_store, patch)
        with pytest.raises(RuntimeError, match="in part"):
            apply_in_part(file_store)
    assert file_store.operations(limit=9) == ()


def test_that_a_save_goes_into_the_very_copy_that_was_put_in_place_of_the_file(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, adding(entry()))
    store.path.rename(tmp_path / "away.db")
    store.path.write_bytes((tmp_path / "away.db").read_bytes())
    save(store, changing(entry(), None))
    assert store.load(Entry) == ()


def test_that_a_file_moved_away_during_a_save_is_noticed(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, adding(entry()))
    with store.unit_of_work() as work:
        store.path.rename(tmp_path / "away.db")
        with pytest.raises(CixiError, match="数据文件已被移走或替换，未保存"):
            work.apply(changing(entry(), None))
    (tmp_path / "away.db").rename(store.path)
    assert store.load(Entry) == (entry(),)


def test_that_pages_that_were_exchanged_between_two_saves_are_read_again(tmp_path: Path) -> None:
    """Two futures of one file, each one save long: by SQLite's own count of saves nothing has changed."""
    minutes = count()
    store = open_store(tmp_path, clock=lambda: datetime(2025, 6, 25, 9, next(minutes)))  # noqa: DTZ001  local time
    save(store, adding(entry()))
    begun = store.path.read_bytes()
    save(store, changing(entry(), entry(note="此")))
    other = store.path.read_bytes()
    store.path.write_bytes(begun)
    store.close()
    save(store, changing(entry(), entry(note="彼")))
    store.path.write_bytes(other)
    with pytest.raises(CixiError, match="换成了另一份或较早的一份"):
        save(store, adding(narrative()))
    assert store.path.read_bytes() == other


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (sqlite3.SQLITE_IOERR_FSYNC, "读写数据文件时出错"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "数据文件是只读的"),
        (sqlite3.SQLITE_CORRUPT, "数据文件已损坏"),
        (sqlite3.SQLITE_PERM, "没有读写数据文件的权限"),
    ],
)
def test_that_a_failing_disk_is_named(
    file_store: SqlStore, monkeypatch: pytest.MonkeyPatch, code: int, message: str
) -> None:
    class Failing(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as sqlite3 has it
            if sql == "COMMIT":
                fault = sqlite3.OperationalError("disk fault")
                fault.sqlite_errorcode = code
                raise fault
            return super().execute(sql, *values)

    def failing(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, factory=Failing)

    monkeypatch.setattr(writer, "open_to_write", failing)
    with file_store.unit_of_work() as work:
        work.apply(adding(entry()))
        with pytest.raises(CixiError, match=message) as caught:
            work.commit()
    assert caught.value.hint
    assert file_store.load(Entry) == ()


def test_that_a_fault_in_the_program_is_not_taken_for_the_users(
    file_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.writer._insert_operation", lambda: "INSERT INTO missing VALUES (1)")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        save(file_store, adding(narrative()))


def test_that_a_table_that_is_gone_is_damage(file_store: SqlStore) -> None:
    with closing(sqlite3.connect(file_store.path)) as other:
        other.execute("DROP TABLE narratives")
    with pytest.raises(DamagedError, match="已损坏"):
        save(file_store, adding(narrative()))


CRASH = """
import os, signal, sys
from decimal import Decimal
from pathlib import Path
from db import writer
from db.store import open_store
from tests.db.records import adding, changing, entry
store = open_store(Path(sys.argv[1]))
if int(sys.argv[2]):  # let the file itself be written to before the commit
    writer.PRAGMAS += ("PRAGMA cache_size = 1",)
with store.unit_of_work() as work:
    work.apply(changing(entry(), entry(increment=Decimal(99))))
    for number in range(int(sys.argv[2])):
        work.apply(adding(entry(f"9-{number}", note="长" * 400)))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("extra", [0, 200], ids=["nothing written yet", "pages already written"])
def test_that_a_killed_process_leaves_the_old_content(tmp_path: Path, extra: int) -> None:
    store = open_store(tmp_path)
    save(store, adding(entry()))
    before = store.path.read_bytes()
    crash = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path), str(extra)], cwd=ROOT, check=False)
    assert crash.returncode == -signal.SIGKILL
    assert (store.path.read_bytes() != before) is bool(extra)
    assert open_store(tmp_path).load(Entry) == (entry(),)
    assert check(tmp_path) == []


def test_that_writing_can_be_prepared_in_another_thread(file_store: SqlStore) -> None:
    worker = threading.Thread(target=file_store.prepare)
    worker.start()
    worker.join()
    save(file_store, adding(entry()))


def test_that_a_closed_store_opens_its_file_again(file_store: SqlStore) -> None:
    save(file_store, adding(entry()))
    file_store.close()
    file_store.close()
    save(file_store, changing(entry(), None))
    assert file_store.load(Entry) == ()


def test_that_a_large_operation_is_kept_whole(file_store: SqlStore) -> None:
    many = [entry(f"{number}", month) for number in range(100) for month in range(1, 13)]
    save(file_store, adding(*many))
    assert len(file_store.load(Entry, year=2025, unit_id="0")) == 1200
    assert [change.after for change in file_store.operations(limit=1)[0].changes] == many
    assert file_store.revision("0", 2025, 6) == 1


def test_that_asking_for_the_stamp_lets_nobody_else_write_meanwhile(file_store: SqlStore) -> None:
    file_store.stamp()
    with file_store.unit_of_work() as work:
        work.apply(adding(entry()))
        file_store.stamp()
        assert saving_elsewhere(file_store.path) == "database is locked"
        work.commit()
    assert saving_elsewhere(file_store.path) == "saving"


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def taken_away(path: Path) -> None:
    path.rename(path.with_name("away.db"))


def upgraded(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


def put_over(path: Path) -> None:
    (path.parent / "other").mkdir()
    path.write_bytes(open_store(path.parent / "other").path.read_bytes())


def set_back(path: Path) -> None:
    path.write_bytes(path.with_name("older.db").read_bytes())


def moved_over(path: Path) -> None:
    path.with_name("older.db").replace(path)


CHANGES = [
    (emptied, "清空"),
    (taken_away, "未找到"),
    (upgraded, "更新版本的程序"),
    (put_over, "换成了另一份或较早的一份"),
    (set_back, "换成了另一份或较早的一份"),
    (moved_over, "换成了另一份或较早的一份"),
]


@pytest.mark.parametrize(("change", "message"), CHANGES)
def test_that_whatever_was_done_to_the_file_is_noticed_before_the_next_save(
    file_store: SqlStore, change: Callable[[Path], None], message: str
) -> None:
    save(file_store, adding(entry()))
    file_store.path.with_name("older.db").write_bytes(file_store.path.read_bytes())
    save(file_store, changing(entry(), None))
    file_store.stamp()
    change(file_store.path)
    left = file_store.path.read_bytes() if file_store.path.exists() else b""
    for _ in range(2):
        with pytest.raises(CixiError, match=message) as caught:
            file_store.stamp()
        assert caught.value.hint
        with pytest.raises(CixiError, match=message):
            save(file_store, adding(narrative()))
    assert (file_store.path.read_bytes() if file_store.path.exists() else b"") == left


def test_that_what_is_in_place_of_a_file_that_was_let_go_of_is_taken_for_it(file_store: SqlStore) -> None:
    save(file_store, adding(entry()))
    older = file_store.path.read_bytes()
    save(file_store, changing(entry(), None))
    file_store.stamp()
    file_store.close()
    file_store.path.write_bytes(older)
    file_store.stamp()
    save(file_store, adding(narrative()))
    assert file_store.load(Entry) == (entry(),)


def test_that_a_path_that_is_too_long_is_named_as_such(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["长" * 60] * 3)
    with pytest.raises(CixiError, match="路径太长") as caught:
        open_store(folder)
    assert "短一些" in caught.value.hint
