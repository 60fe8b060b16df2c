"""Every goal of speed, in one run over the sample year: what it takes, and what it may take.

Starts are whole processes, as ratios to an empty PySide6 window; the saved entry is a ratio of medians to a
bare commit of SQLite, the workbook one to openpyxl writing the same cells; each pair is taken in turn. The
rest is processor time, warm: the quickest round, which is held against the goal, for whatever else the
machine does only delays; and the median.
Usage: python tests/benchmarks/goals.py [ROUNDS]
"""

from __future__ import annotations

import gc
import io
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing, redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from msgspec.structs import replace
from openpyxl import load_workbook

import main
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.workbook import workbook_bytes
from cixi_desktop.workbook.identity import Identity
from cixi_desktop.workspace import Workspace
from db.writer import PRAGMAS
from tests.benchmarks import start, switch
from tests.benchmarks.test_bench_workbook import MOST_TIMES_OPENPYXL, ratio
from ui.page.print_page import write_pdf
from ui.shell.application import dress_fully, make_application

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)
NOON = datetime(2025, 6, 25, 12)  # noqa: DTZ001 - the clock of the computer
MANY = 10
"""How many times as many rounds as a start what takes milliseconds gets."""


def tell(name: str, found: float, goal: float, unit: str, median: float | None = None) -> None:
    """One line of the table."""
    usual = "" if median is None else f"   (median {median:.2f})"
    print(f"{name:36}{found:7.2f} {unit:3}{'≤' if found <= goal else '>'} {goal:g}{usual}")


def tell_times(name: str, times: list[float], goal: float) -> None:
    """One line of milliseconds."""
    tell(name, min(times), goal, "ms", statistics.median(times))


def start_ratios(data: Path, rounds: int) -> None:
    """First painting and all figures, against an empty window."""
    quickest = start.measure(data, rounds)
    for name, goal in (("first painting", 1.3), ("all figures", 3)):
        tell(name, quickest[name] / quickest["empty window"], goal, "x")


def saved_entry_ratio(shown: Workspace, folder: Path, rounds: int) -> float:
    """A figure changed and committed, against one row committed with the same pragmas."""
    workspace = Workspace(plan=shown.plan, store=shown.store, actor="", unit_id=shown.content.unit.id)
    workspace.store.prepare()
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("CREATE TABLE lines (id INTEGER PRIMARY KEY, text TEXT)")
        ours, bare = list[float](), list[float]()
        for number in range(rounds * MANY):
            entry = workspace.content.entry("H-3", JUNE)
            change = Change(entry, replace(entry, note=f"{number}")) if entry else None
            ours.append(elapsed_ms(lambda change=change: workspace.perform("填报", (change,))))  # type: ignore[misc]
            bare.append(elapsed_ms(lambda: _commit(connection)))
    return statistics.median(ours) / statistics.median(bare)


def _commit(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO lines (text) VALUES ('x')")
    connection.execute("COMMIT")


def elapsed_ms(work: Callable[[], object]) -> float:
    """Milliseconds by the clock: a commit waits for the disk."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def warm_ms(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of processor time, after two rounds to warm up."""
    return [switch.taken_ms(work) for _ in range(rounds * MANY + 2)][2:]


def switches(window: MainWindow, rounds: int) -> None:
    """Another month in 填报 and 总览, painted."""
    for view in ("entry", "overview"):
        window.show_view(view)
        switch.commit_pending()
        for is_new in (True, False):
            name = f"another month in {view}, {'new' if is_new else 'again'}"
            tell_times(name, switch.measure(window, rounds, is_new=is_new)["with painting"], 16)


def outputs(workspace: Workspace, folder: Path, rounds: int) -> None:
    """Workbook and page of June."""
    assessment, content = workspace.assess(JUNE), workspace.content
    identity = Identity(revision=3, exported_at=NOON, actor="")
    page = folder / "page.pdf"
    template = load_workbook(io.BytesIO(workbook_bytes(assessment, content, identity)))
    times = ratio(lambda: workbook_bytes(assessment, content, identity), template, rounds)
    tell("workbook", times, MOST_TIMES_OPENPYXL, "x")
    printed = warm_ms(lambda: write_pdf(assessment, page, revision=3, printed_at=NOON), rounds)
    tell_times("page", printed, 15)


def run(rounds: int) -> None:
    """Make the sample year, and measure everything over it."""
    dress_fully(make_application())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with redirect_stdout(sys.stderr):
            main.main(["demo", "--out", name])
        start_ratios(folder / "data", rounds)
        window = switch.open_window(folder / "data")
        gc.collect()
        gc.freeze()  # as the program does
        window.go_to(switch.TASK)
        switches(window, 4 * rounds)
        if window.session.workspace is not None:
            outputs(window.session.workspace, folder, rounds)
            tell("saved entry", saved_entry_ratio(window.session.workspace, folder, rounds), 2, "x")
        window.close()


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
