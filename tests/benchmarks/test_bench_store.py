"""Saving one entry beside a bare SQLite commit, and loading a year of one unit; run with --benchmark-enable.

The two are also taken in turn, so that the ratio does not depend on what else the machine is doing.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.history import Change, Operation
from cixi_desktop.periods import month
from cixi_desktop.records.entries import Entry
from db.store import SqlStore, open_store
from db.writer import PRAGMAS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

TARGETS = 100
MOST_TIMES_A_COMMIT = 2
ROUNDS = 300


def year_of_entries() -> list[Entry]:
    return [
        Entry(
            target_id=f"{target}",
            unit_id="0",
            period=month(2025, number),
            increment=Decimal(target),
            cumulative=Decimal(target * number),
            note="已完成阶段性任务。",
        )
        for target in range(TARGETS)
        for number in range(1, 13)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A year of one unit: 1,200 entries."""
    store = open_store(tmp_path)
    entries = year_of_entries()
    with store.unit_of_work() as work:
        work.apply(Operation(label="填报", changes=tuple(Change(None, entry) for entry in entries)))
        work.commit()
    yield store
    store.close()


@pytest.fixture
def save(store: SqlStore) -> Callable[[], None]:
    """Give one entry another value, each time another one."""
    entries = year_of_entries()
    steps = iter(range(1_000_000))

    def run() -> None:
        step = next(steps)
        before = entries[step % len(entries)]
        after = Entry(target_id=before.target_id, unit_id="0", period=before.period, increment=Decimal(step))
        with store.unit_of_work() as work:
            work.apply(Operation(label="填报", changes=(Change(before, after),)))
            work.commit()
        entries[step % len(entries)] = after

    return run


@pytest.fixture
def commit(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Commit one row of one table, with the same pragmas and nothing else."""
    with closing(sqlite3.connect(tmp_path / "bare.db", isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("CREATE TABLE lines (id INTEGER PRIMARY KEY, text TEXT)")

        def run() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO lines (text) VALUES ('x')")
            connection.execute("COMMIT")

        yield run


@pytest.mark.benchmark(group="save")
def test_one_saved_entry(benchmark: BenchmarkFixture, save: Callable[[], None]) -> None:
    benchmark(save)


@pytest.mark.benchmark(group="save")
def test_one_bare_commit(benchmark: BenchmarkFixture, commit: Callable[[], None]) -> None:
    benchmark(commit)


def test_that_a_saved_entry_takes_at_most_twice_a_bare_commit(
    benchmark: BenchmarkFixture, save: Callable[[], None], commit: Callable[[], None]
) -> None:
    times: dict[Callable[[], None], list[float]] = {save: [], commit: []}

    def run_both() -> None:
        for run, taken in times.items():
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)

    for _ in range(ROUNDS if benchmark.enabled else 1):
        run_both()
    benchmark(run_both)
    ratio = statistics.median(times[save]) / statistics.median(times[commit])
    benchmark.extra_info["ratio to a bare commit"] = round(ratio, 2)
    assert ratio <= MOST_TIMES_A_COMMIT or not benchmark.enabled


def test_loading_a_year_of_one_unit(benchmark: BenchmarkFixture, store: SqlStore) -> None:
    loaded = benchmark(store.load, Entry, year=2025, unit_id="0")
    assert len(loaded) == 12 * TARGETS


def test_reading_the_newest_steps_of_the_journal(
    benchmark: BenchmarkFixture, store: SqlStore, save: Callable[[], None]
) -> None:
    for _ in range(200):
        save()
    assert len(benchmark(store.operations, limit=200)) == 200


def test_opening_the_file(benchmark: BenchmarkFixture, store: SqlStore) -> None:
    benchmark(open_store, store.path.parent)
