"""The data folder as a whole: its backups, and putting one of them back."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.files import put_in_place
from cixi_desktop.history import replay
from cixi_desktop.maintenance.backups import Reason
from cixi_desktop.records.entries import Entry
from db import backup as backups
from db import datafile
from db import folder as folders
from db.check import check
from db.datafile import BACKUP_FOLDER, FILE_NAME, HEAD, journal_of, seen_of
from db.folder import SqlFolder
from db.storage import STORAGE
from db.store import SqlStore, open_store
from tests.db.records import NOON, adding, entry, noon, pretend_version, save, saving_elsewhere
from tests.db.test_upgrade import ADD_COLUMN, release

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.maintenance.storage import Told

SEEN = f"{FILE_NAME}-seen"
MAY, JUNE = entry("H-2", 5), entry("H-2", 6)


class Ticking:
    """A clock that goes on by a day with each look at it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an entry for May."""
    save(open_store(tmp_path / "data", clock=noon), adding(MAY))
    return tmp_path / "data"


@pytest.fixture
def data(folder: Path) -> SqlFolder:
    return SqlFolder(folder, clock=noon)


def entries_of(path: Path) -> tuple[Entry, ...]:
    return SqlStore(path).load(Entry)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_that_a_backup_lies_in_the_folder_with_its_reason_and_time(data: SqlFolder, folder: Path) -> None:
    made = data.keep(Reason.AUTOMATIC)
    assert made.path == folder / BACKUP_FOLDER / "cixi-自动-20250625-120030.db"
    assert (made.at, made.reason) == (NOON, Reason.AUTOMATIC)
    assert made.size == (folder / FILE_NAME).stat().st_size
    assert data.backups() == (made,)
    assert entries_of(made.path) == (MAY,)


def test_that_a_folder_without_backups_lists_none(data: SqlFolder) -> None:
    assert data.backups() == ()


def test_that_files_put_there_by_hand_are_listed_newest_first(data: SqlFolder, folder: Path) -> None:
    made = data.keep(Reason.AUTOMATIC)
    by_hand = folder / BACKUP_FOLDER / "给王科长.db"
    shutil.copy(folder / FILE_NAME, by_hand)
    (folder / BACKUP_FOLDER / "说明.txt").write_text("无关")
    (folder / BACKUP_FOLDER / "文件夹.db").mkdir()
    listed = data.backups()
    assert [backup.path for backup in listed] == [by_hand, made.path]  # written today, long after 2025
    assert listed[0].reason is Reason.BY_HAND


def test_that_copies_stay_on_a_stick_that_keeps_times_to_two_seconds(data: SqlFolder, folder: Path) -> None:
    own = data.keep(Reason.AUTOMATIC).path
    by_hand = [own.with_name(name) for name in ("甲.db", "乙.db")]
    for path in by_hand:
        shutil.copy(folder / FILE_NAME, path)
    even = NOON.timestamp() // 2 * 2
    for path in (own, *by_hand):
        os.utime(path, (even, even))
    data.keep(Reason.AUTOMATIC)
    listed = data.backups()
    assert [backup.path for backup in listed] == [*sorted(by_hand, reverse=True), own]
    assert [backup.at for backup in listed] == [NOON, NOON, NOON], "an even second; its own by its name"


def test_that_the_first_backup_of_a_day_is_looked_over_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = iter(NOON + timedelta(hours=after) for after in (0, 1, 2, 24))
    looks = list[tuple[str, bool]]()

    def noted(_source: Path, target: Path, _told: Told, proven: Path | None, *, is_whole: bool) -> None:
        looks.append((proven.name if proven else "", is_whole))
        target.touch()

    monkeypatch.setattr(folders, "backup", noted)
    data = SqlFolder(folder, clock=lambda: next(hours))
    for reason in (Reason.AUTOMATIC, Reason.AUTOMATIC, Reason.BEFORE_RESTORE, Reason.AUTOMATIC):
        data.keep(reason)
    assert looks == [
        ("", True),
        ("cixi-自动-20250625-120030.db", False),
        ("cixi-自动-20250625-130030.db", False),
        ("cixi-自动-20250625-130030.db", True),
    ]


def test_that_old_backups_are_let_go_of(folder: Path) -> None:
    data = SqlFolder(folder, clock=Ticking())
    for _ in range(20):
        data.keep(Reason.AUTOMATIC)
    # The last of 20 days from 26 June 2025 is Tuesday, 15 July: seven days with the Sunday of 13 July, the
    # Sundays 6 July and 29 June, and the last of June.
    days = [backup.at.strftime("%m%d") for backup in data.backups()]
    assert days == ["0715", "0714", "0713", "0712", "0711", "0710", "0709", "0706", "0630", "0629"]


def test_that_a_backup_that_cannot_be_deleted_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = SqlFolder(folder, clock=Ticking())
    first = data.keep(Reason.AUTOMATIC)
    monkeypatch.setattr(folders, "given_up", lambda _backups, _made: [first])
    monkeypatch.setattr("pathlib.Path.unlink", refuse_to_delete)
    data.keep(Reason.AUTOMATIC)
    assert len(data.backups()) == 2


def refuse_to_delete(_path: Path, *, missing_ok: bool = False) -> None:
    if not missing_ok:
        raise PermissionError(errno.EACCES, "open elsewhere")


def test_that_a_restored_backup_takes_the_place_of_the_data(data: SqlFolder, folder: Path) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    save(open_store(folder, clock=noon), adding(JUNE))
    kept = data.restore(backup.path, actor="张三")
    assert entries_of(folder / FILE_NAME) == (MAY,)
    assert check(folder) == []
    assert kept is not None
    assert kept.reason is Reason.BEFORE_RESTORE
    assert entries_of(kept.path) == (MAY, JUNE)
    assert names(folder) == [FILE_NAME, SEEN, BACKUP_FOLDER]


def test_that_a_restoring_is_journaled_and_a_barrier(data: SqlFolder, folder: Path) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    data.restore(backup.path, actor="张三")
    store = open_store(folder, clock=noon)
    (last,) = store.operations(limit=1)
    assert (last.label, last.actor, last.at) == (f"从“{backup.path.name}”恢复数据", "张三", NOON)
    assert replay(store.operations(limit=9)).undo == ()
    save(store, adding(JUNE))
    assert len(replay(store.operations(limit=9)).undo) == 1


def test_that_a_backup_moves_the_data_to_another_computer(
    data: SqlFolder, folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "数据备份.db"
    open_store(folder).backup(stick)
    other = SqlFolder(tmp_path / "other" / "data", clock=noon)
    assert other.restore(stick, actor="") is None
    assert entries_of(tmp_path / "other" / "data" / FILE_NAME) == (MAY,)
    assert entries_of(stick) == (MAY,)


def test_that_a_restored_backup_is_not_touched(data: SqlFolder, folder: Path) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    before = backup.path.read_bytes()
    data.restore(backup.path, actor="张三")
    assert backup.path.read_bytes() == before


def test_that_damaged_data_are_kept_as_they_are_and_replaced(data: SqlFolder, folder: Path) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    damage = (folder / FILE_NAME).read_bytes()[:5000]
    (folder / FILE_NAME).write_bytes(damage)
    (folder / f"{FILE_NAME}-journal").write_bytes(b"")
    kept = data.restore(backup.path, actor="张三")
    assert entries_of(folder / FILE_NAME) == (MAY,)
    assert kept is not None
    assert kept.path.name == "cixi-恢复前-原样-20250625-120030.db"
    assert kept.path.read_bytes() == damage
    assert not (folder / f"{FILE_NAME}-journal").exists()


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def garble(path: Path) -> None:
    path.write_bytes(b"no database" * 100)


def raise_version(path: Path) -> None:
    pretend_version(path, 99)


@pytest.mark.parametrize(
    ("ruin", "message"),
    [
        (spoil, "已损坏"),
        (garble, "不是本程序的数据文件"),
        (raise_version, "更新版本的程序"),
        ("", "未找到数据文件"),
    ],
    ids=["damaged", "foreign", "newer", "gone"],
)
def test_that_what_cannot_be_restored_is_refused_and_changes_nothing(
    data: SqlFolder, folder: Path, ruin: object, message: str
) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    if callable(ruin):
        ruin(backup.path)
    else:
        backup.path.unlink()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(CixiError, match=message), data.peek(backup.path):
        """Nothing to see."""
    with pytest.raises(CixiError, match=message):
        data.restore(backup.path, actor="张三")
    assert (folder / FILE_NAME).read_bytes() == before
    assert [each.reason for each in data.backups()] in ([Reason.AUTOMATIC], [])
    assert names(folder) == [FILE_NAME, SEEN, BACKUP_FOLDER]


@pytest.mark.parametrize("number", [1, 2], ids=["making ready", "backing up the present data"])
def test_that_a_full_disk_leaves_all_as_it_was(
    data: SqlFolder, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    before = (folder / FILE_NAME).read_bytes()
    copies: list[Path] = []
    copy = backups.backup

    def copy_until_full(source: Path, target: Path, *rest: Any, **more: Any) -> None:  # noqa: ANN401
        copies.append(target)
        if len(copies) >= number:
            raise CixiError("磁盘已满。")
        copy(source, target, *rest, **more)

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(folders, "backup", copy_until_full)
    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(CixiError, match="磁盘已满"):
        data.restore(backup.path, actor="张三")
    assert (folder / FILE_NAME).read_bytes() == before
    assert data.backups() == (backup,)
    assert names(folder) == [FILE_NAME, SEEN, BACKUP_FOLDER]


def test_that_a_backup_is_looked_at_as_it_is(data: SqlFolder) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    with data.peek(backup.path) as store:
        assert store.load(Entry) == (MAY,)


def test_that_an_older_backup_is_upgraded_for_a_look_and_when_restored(
    data: SqlFolder, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    release(tmp_path, monkeypatch, ADD_COLUMN)
    monkeypatch.setattr(folders, "HEAD", HEAD + 1)
    before = backup.path.read_bytes()
    with data.peek(backup.path) as store:
        assert store.load(Entry) == (MAY,)
    data.restore(backup.path, actor="张三")
    assert backup.path.read_bytes() == before
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == HEAD + 1
    assert entries_of(folder / FILE_NAME) == (MAY,)


def test_that_the_folder_is_surveyed(data: SqlFolder, folder: Path) -> None:
    facts = data.survey()
    assert (facts.path, facts.has_data, facts.fault, facts.is_remote) == (str(folder), True, "", False)
    assert facts.free_bytes is not None
    assert facts.free_bytes > 0


@pytest.mark.parametrize("is_damaged", [False, True])
def test_that_nobody_saves_between_the_backup_of_the_present_data_and_their_end(
    data: SqlFolder, folder: Path, monkeypatch: pytest.MonkeyPatch, is_damaged: bool
) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    if is_damaged:
        with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
            connection.executescript("UPDATE entries SET increment = increment + 1")
    met = [saving_elsewhere(folder / FILE_NAME)]

    def put(draft: Path, path: Path) -> None:
        met.append(saving_elsewhere(folder / FILE_NAME))
        put_in_place(draft, path)

    monkeypatch.setattr(folders, "put_in_place", put)
    data.restore(backup.path, actor="张三")
    assert met[0] == "saving"
    assert set(met[1:]) == {"database is locked"}
    assert entries_of(folder / FILE_NAME) == (MAY,)


def test_that_data_that_somebody_is_saving_are_not_replaced(
    data: SqlFolder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    other = open_store(folder, clock=noon)
    monkeypatch.setattr(datafile, "BUSY_SECONDS", 0.05)
    with other.unit_of_work() as work:
        work.apply(adding(JUNE))
        with pytest.raises(CixiError, match="正被另一个程序使用"):
            data.restore(backup.path, actor="张三")
        work.commit()
    assert entries_of(folder / FILE_NAME) == (MAY, JUNE)


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_that_a_data_file_that_is_a_link_stays_one(data: SqlFolder, folder: Path, tmp_path: Path) -> None:
    backup = data.keep(Reason.AUTOMATIC)
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "数据.db"
    (folder / FILE_NAME).rename(real)
    (folder / FILE_NAME).symlink_to(real)
    save(open_store(folder, clock=noon), adding(JUNE))
    data.restore(backup.path, actor="张三")
    assert (folder / FILE_NAME).is_symlink()
    assert entries_of(real) == (MAY,)
    assert names(real.parent) == ["数据.db"]


def test_that_nothing_is_told_of_a_file_that_goes_on_from_what_was_seen(
    data: SqlFolder, folder: Path
) -> None:
    assert data.setback() is None
    save(open_store(folder, clock=noon), adding(JUNE))
    assert data.setback() is None
    seen_of(folder / FILE_NAME).write_text("{", encoding="utf-8")
    assert data.setback() is None
    assert SqlFolder(folder / "无").setback() is None


def test_that_an_older_file_is_told_with_the_backups_that_have_more(data: SqlFolder, folder: Path) -> None:
    old = (folder / FILE_NAME).read_bytes()
    data.keep(Reason.AUTOMATIC)
    save(open_store(folder, clock=lambda: NOON + timedelta(hours=2)), adding(JUNE))
    newer = data.keep(Reason.BY_HAND)
    (folder / BACKUP_FOLDER / "别的.db").write_bytes(b"")
    (folder / FILE_NAME).write_bytes(old)
    open_store(folder)  # does not pass for having been told
    told = data.setback()
    assert told is not None
    assert told.message == (
        "数据文件比上次在这里看到的旧：上次保存到2025-06-25 14:00，现在的文件到2025-06-25 12:00。"
    )
    assert f"内容更新的备份：{newer.path.name}。" in told.hint
    assert data.check() == [str(told)]
    save(SqlStore(folder / FILE_NAME, noon), adding(JUNE))
    assert data.setback() is None


def test_that_another_file_is_told_as_such(data: SqlFolder, folder: Path) -> None:
    kept = data.keep(Reason.AUTOMATIC)
    (folder / FILE_NAME).unlink()
    open_store(folder)
    told = data.setback()
    assert told is not None
    assert told.message == (
        "数据文件不是上次在这里看到的那一份：上次保存到2025-06-25 12:00，现在的文件是空的。"
    )
    assert kept.path.name in told.hint
    data.restore(kept.path, actor="张三")
    assert data.setback() is None
    assert data.check() == []


def test_that_without_a_newer_backup_it_is_said_that_there_is_none(data: SqlFolder, folder: Path) -> None:
    old = (folder / FILE_NAME).read_bytes()
    save(open_store(folder), adding(JUNE))
    (folder / FILE_NAME).write_bytes(old)
    told = data.setback()
    assert told is not None
    assert "没有内容更新的备份。" in told.hint


def test_that_saves_which_a_journal_brought_back_would_undo_are_kept(data: SqlFolder, folder: Path) -> None:
    path = folder / FILE_NAME
    journal = journal_while_saving(path)
    save(open_store(folder), adding(JUNE))
    journal_of(path).write_bytes(journal)
    store = STORAGE.open(folder)
    assert store.load(Entry) == (MAY,)  # SQLite has rolled the journal back
    (kept,) = data.backups()
    assert kept.reason is Reason.BEFORE_ROLLBACK
    assert entries_of(kept.path) == (MAY, JUNE)
    told = data.setback()
    assert told is not None
    assert kept.path.name in told.hint


def test_that_what_a_crash_left_half_written_is_no_backup(data: SqlFolder, folder: Path) -> None:
    path = folder / FILE_NAME
    journal = journal_while_saving(path)
    path.write_bytes(path.read_bytes()[:5000])
    journal_of(path).write_bytes(journal)
    data.check()
    assert data.backups() == ()


def journal_while_saving(path: Path) -> bytes:
    """What SQLite would roll back if it met the file again as it is now: all of its operations' rows."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA synchronous = OFF; BEGIN IMMEDIATE")
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            column = connection.execute(f"PRAGMA table_info({table})").fetchone()[1]
            connection.execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608 - the file's own names
        connection.execute("CREATE TABLE more (id)")
        journal = journal_of(path).read_bytes()
        connection.execute("ROLLBACK")
    return journal
