"""A row that is not as it was written is named, whoever reads it, and never taken for what was saved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.errors import DamagedError
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.units import Unit
from db.store import SqlStore, open_store
from tests.db.records import adding, changing, entry, narrative, save

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def store(file_store: SqlStore) -> SqlStore:
    """Two entries, a text and a unit."""
    save(file_store, adding(entry(), entry("H-3", unit_id="k"), narrative(), Unit(id="k", name="科技科")))
    return file_store


def tamper(store: SqlStore, sql: str) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.executescript(sql)


BROKEN_TEXT = "UPDATE narratives SET progress_note = CAST(x'e6b0' AS TEXT)"
BROKEN_STATE = "UPDATE entries SET state = '晴' WHERE unit_id = 'k'"
BROKEN_FIGURE = "UPDATE entries SET increment = increment + 1 WHERE unit_id = 'k'"
REMOVED = "UPDATE entries SET is_removed = 1 WHERE unit_id = 'k'"
BROKEN_LABEL = "UPDATE operations SET label = CAST(x'ff' AS TEXT)"
ENTRY = "填报（H-3，科技科，2025年6月）第1次保存的内容已损坏。"
TEXT = "文字说明（8，未分配，2025年6月）第1次保存的内容已损坏。"
STEP = "操作记录第1条（2025-06-25T12:00:30）已损坏。"


@pytest.mark.parametrize(
    ("sql", "read", "message"),
    [
        (BROKEN_TEXT, lambda store: store.load(Narrative), TEXT),
        (BROKEN_TEXT, lambda store: store.past(narrative()), TEXT),
        (BROKEN_TEXT, lambda store: store.operations(limit=9), TEXT),
        (BROKEN_STATE, lambda store: store.load(Entry), ENTRY),
        (BROKEN_FIGURE, lambda store: store.load(Entry), ENTRY),
        (BROKEN_FIGURE, lambda store: store.load(Entry, as_of=1), ENTRY),
        (BROKEN_FIGURE, lambda store: store.operations(limit=9), ENTRY),
        (REMOVED, lambda store: store.load(Entry), ENTRY),
        (BROKEN_LABEL, lambda store: store.operations(limit=9), STEP),
        (
            "UPDATE properties SET value = '1' WHERE key = 'is_sample'",
            lambda store: store.is_sample(),
            "基本信息（示例标志）已损坏",
        ),
    ],
)
def test_that_who_reads_a_damaged_row_is_told_which_it_is(
    store: SqlStore, sql: str, read: Callable[[SqlStore], object], message: str
) -> None:
    assert store.damage == ()
    tamper(store, sql)
    read(store)
    assert message in "".join(store.damage)


def test_that_the_others_are_read_beside_a_damaged_row(store: SqlStore) -> None:
    save(store, adding(entry("8-1")))
    tamper(store, f"{BROKEN_FIGURE}; {BROKEN_TEXT}")
    assert store.load(Entry) == (entry("8-1"), entry())
    assert store.load(Entry, as_of=1) == (entry(),)
    assert store.load(Narrative) == ()
    assert store.current(entry("H-3", unit_id="k").key) is None
    (whole,) = store.operations(limit=9)
    assert [change.after for change in whole.changes] == [entry("8-1")]
    assert store.damage == (ENTRY, TEXT)


def test_that_nothing_is_saved_beside_what_could_not_be_read(store: SqlStore) -> None:
    tamper(store, BROKEN_FIGURE)
    store.load(Entry)
    before = store.path.read_bytes()
    with pytest.raises(DamagedError, match=f"未保存：{ENTRY}") as caught:
        save(store, adding(entry("8-1")))
    assert "恢复" in caught.value.hint
    assert store.path.read_bytes() == before


def test_that_a_refused_save_names_the_first_of_many_damaged_rows_and_counts_the_others(
    store: SqlStore,
) -> None:
    tamper(store, "UPDATE entries SET increment = increment + 1")
    store.load(Entry)
    assert len(store.damage) == 2
    with pytest.raises(DamagedError) as caught:
        save(store, adding(entry("8-1")))
    assert caught.value.message == f"数据文件有损坏，未保存：{store.damage[0]}另有1处。"


def test_that_a_restored_file_is_free_of_what_was_damaged(store: SqlStore) -> None:
    tamper(store, BROKEN_FIGURE)
    store.load(Entry)
    tamper(store, BROKEN_FIGURE.replace("+", "-"))
    store.close()
    assert store.damage == ()
    assert store.load(Entry) == (entry(), entry("H-3", unit_id="k"))
    save(store, adding(entry("8-1")))


def test_that_each_record_in_turn_is_read_whole_or_not_at_all(store: SqlStore) -> None:
    tamper(store, BROKEN_FIGURE)
    with pytest.raises(DamagedError, match=ENTRY):
        list(store.each(Entry))


def test_that_a_damaged_row_is_not_built_upon(store: SqlStore) -> None:
    tamper(store, BROKEN_FIGURE)
    before = store.path.read_bytes()
    damaged = entry("H-3", unit_id="k")
    with pytest.raises(DamagedError, match=ENTRY):
        save(store, changing(damaged, None))
    assert store.path.read_bytes() == before


def test_that_what_is_sound_beside_a_damaged_row_can_be_read(store: SqlStore) -> None:
    tamper(store, f"{BROKEN_FIGURE}; {BROKEN_LABEL}")
    assert store.load(Entry, year=2025, unit_id="0") == (entry(),)
    assert store.load(Narrative) == (narrative(),)


@pytest.mark.parametrize("pragma", ["user_version = 3", "user_version = 99"])
def test_that_a_version_that_the_tables_do_not_confirm_is_damage(store: SqlStore, pragma: str) -> None:
    tamper(store, f"PRAGMA {pragma}")
    with pytest.raises(DamagedError, match="已损坏"):
        open_store(store.path.parent)


def test_that_tables_that_were_changed_are_damage(store: SqlStore) -> None:
    tamper(store, "ALTER TABLE entries ADD COLUMN colour TEXT")
    with pytest.raises(DamagedError, match="已损坏"):
        open_store(store.path.parent)
