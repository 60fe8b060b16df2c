"""Upgrading an older file: backup first, all in one transaction, nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import Entry
from db import store as stores
from db import upgrade as upgrades
from db.check import check
from db.datafile import BACKUP_FOLDER, FILE_NAME, HEAD
from db.store import SqlStore, open_store
from tests.db.records import NOON, adding, entry, noon, save

if TYPE_CHECKING:
    from pathlib import Path

NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "{}"
down_revision = "{}"


def upgrade() -> None:
    {}
"""
ADD_COLUMN = 'op.add_column("units", sa.Column("fax", sa.Text))'
REBUILD_PARENT = """with op.batch_alter_table("operations", recreate="always") as batch:
        batch.add_column(sa.Column("machine", sa.Text))"""
LOSE_ROWS = 'op.execute("DELETE FROM entries")'
LOSE_PARENTS = 'op.execute("UPDATE operations SET id = 9")'
FAIL = 'op.add_column("units", sa.Column("fax", sa.Text)); raise ZeroDivisionError'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one entry, of the present schema."""
    save(open_store(tmp_path / "data"), adding(entry()))
    return tmp_path / "data"


def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Make the program one whose newest schema is one further."""
    migrations = tmp_path / "100% migrations"
    shutil.copytree(upgrades.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "9999_next.py").write_text(NEXT.format(f"{HEAD + 1:04}", f"{HEAD:04}", change))
    monkeypatch.setattr(upgrades, "MIGRATIONS", migrations)
    monkeypatch.setattr("db.datafile.HEAD", HEAD + 1)
    monkeypatch.setattr(stores, "HEAD", HEAD + 1)


def version(path: Path) -> tuple[int, str]:
    with closing(sqlite3.connect(path)) as connection:
        (stamp,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return connection.execute("PRAGMA user_version").fetchone()[0], stamp


@pytest.mark.parametrize("change", [ADD_COLUMN, REBUILD_PARENT], ids=["column", "rebuilt table"])
def test_that_an_older_file_is_upgraded_with_its_content(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    release(tmp_path, monkeypatch, change)
    store = open_store(folder, clock=noon)
    assert version(store.path) == (HEAD + 1, f"{HEAD + 1:04}")
    assert store.load(Entry) == (entry(),)
    assert len(store.operations(limit=9)) == 1
    assert check(folder) == []
    save(store, adding(entry("1-1")))


def test_that_a_backup_of_the_old_schema_is_taken_before(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(tmp_path, monkeypatch, ADD_COLUMN)
    open_store(folder, clock=noon)
    (kept,) = (folder / BACKUP_FOLDER).iterdir()
    assert kept.name == f"cixi-升级前-版本{HEAD}-{NOON:%Y%m%d-%H%M%S}.db"
    assert version(kept) == (HEAD, f"{HEAD:04}")
    assert SqlStore(kept).load(Entry) == (entry(),)


def test_that_an_upgrade_happens_once(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release(tmp_path, monkeypatch, ADD_COLUMN)
    open_store(folder)
    open_store(folder)
    assert len(list((folder / BACKUP_FOLDER).iterdir())) == 1


@pytest.mark.parametrize(
    ("change", "fault"),
    [(LOSE_ROWS, CixiError), (LOSE_PARENTS, CixiError), (FAIL, ZeroDivisionError)],
    ids=["lost rows", "lost parents", "broken migration"],
)
def test_that_a_failed_upgrade_leaves_the_file_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, fault: type[Exception]
) -> None:
    before = (folder / FILE_NAME).read_bytes()
    release(tmp_path, monkeypatch, change)
    with pytest.raises(fault):
        open_store(folder)
    assert (folder / FILE_NAME).read_bytes() == before
    assert len(list((folder / BACKUP_FOLDER).iterdir())) == 1


def test_that_a_lossy_upgrade_says_where_the_backup_is(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(tmp_path, monkeypatch, LOSE_ROWS)
    with pytest.raises(CixiError, match="核对时发现内容不全") as caught:
        open_store(folder, clock=noon)
    assert BACKUP_FOLDER in caught.value.hint


def test_that_an_upgrade_without_room_for_its_backup_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(tmp_path, monkeypatch, ADD_COLUMN)
    (folder / BACKUP_FOLDER).write_text("in the way")
    with pytest.raises(CixiError, match="不能读写"):
        open_store(folder)
    assert version(folder / FILE_NAME) == (HEAD, f"{HEAD:04}")


def test_that_a_sealed_file_of_an_older_schema_is_looked_at_before_it_is_upgraded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("UPDATE entries SET note = '改过'")
        connection.commit()
    release(tmp_path, monkeypatch, ADD_COLUMN)
    monkeypatch.setattr("db.check.HEAD", HEAD + 1)
    with pytest.raises(CixiError, match="数据表entries中“H-2”这一行已损坏"):
        open_store(folder)
    assert version(folder / FILE_NAME) == (HEAD, f"{HEAD:04}")
