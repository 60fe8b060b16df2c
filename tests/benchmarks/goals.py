"""Every goal of speed in one run, over the sample year and over a coordinator's file of many years.

Each figure is a ratio to something of this machine, taken in turn with it: to the start of an empty PySide6
window, to a bare commit of SQLite, to openpyxl writing the same cells. The quietest round is held against the
goal, for whatever else the machine does only delays; the median stands beside it.
Usage: python tests/benchmarks/goals.py [ROUNDS]
"""

from __future__ import annotations

import io
import os
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from PySide6.QtCore import QCoreApplication, QEventLoop

import main
from cixi_desktop.actions.export import make_page
from cixi_desktop.actions.sample import enter_sample, load_sample
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.planfile import load_plan
from cixi_desktop.workbook import workbook_bytes
from cixi_desktop.workbook.identity import Identity
from cixi_desktop.workspace import Workspace
from db.datafile import FILE_NAME
from db.storage import STORAGE
from db.writer import open_to_write
from resources import ROOT
from tests.benchmarks.scale import scale_table
from tests.benchmarks.start import ALL_FIGURES, EMPTY, FIRST_PAINTING, elapsed_ms
from ui.page.print_page import write_pdf
from ui.shell.application import make_application
from ui.shell.main_window import MainWindow
from ui.shell.opening import opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

SIZE = (1366, 768)
TASK = "7"
"""One with much to show: five figures, five items."""
JUNE = month(2025, 6)
NOON = datetime(2025, 6, 25, 12)  # noqa: DTZ001 - the clock of the computer
ROUNDS = 7
ROW_BYTES = 200
MANY = 10
"""How many times as many rounds as a start what takes milliseconds gets."""
GOALS = {
    "first painting": 1.5,
    "all figures": 3.5,
    "a month in 填报": 0.3,
    "a month in 总览": 0.3,
    "page": 0.25,
    "saved entry": 2,
    "workbook": 1.5,
}


def taken_ms(work: Callable[[], object]) -> float:
    """Milliseconds by the clock."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def warm_ms(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round, after two to warm up."""
    return [taken_ms(work) for _ in range(rounds + 2)][2:]


def tell(name: str, ours: list[float], theirs: list[float]) -> None:
    """One line of the table: goal, ratio of the quietest rounds, verdict, ratio of the medians, our time."""
    ratio, goal = min(ours) / min(theirs), GOALS[name]
    median = statistics.median(ours) / statistics.median(theirs)
    verdict = "met" if ratio <= goal else "MISSED"
    print(f"{name:16}≤ {goal:<5g}{ratio:6.2f}  {verdict:8}median {median:5.2f}  {min(ours):8.2f} ms")


def starts(data: Path, rounds: int) -> list[float]:
    """First painting and all figures; returns what an empty window takes."""
    programs = {
        "empty window": EMPTY,
        "first painting": FIRST_PAINTING.format(folder=str(data)),
        "all figures": ALL_FIGURES.format(folder=str(data)),
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, code in programs.items():
            times[name].append(elapsed_ms(sys.executable, "-c", code))
    empty = times.pop("empty window")
    for name, found in times.items():
        tell(name, found, empty)
    return empty


def open_window(folder: Path) -> MainWindow:
    """The window over a data folder, with its figures."""
    plan = load_plan(main.PLAN.read_text(encoding="utf-8"), main.PLAN.name)
    window = MainWindow(
        folder=folder,
        account="",
        open_file=lambda plan: opened(plan, folder, STORAGE, ""),
        data=lambda: STORAGE.folder(folder),
        now=lambda: NOON,
    )
    loop = QEventLoop()
    window.opened.connect(lambda _opened: loop.quit())
    window.resize(*SIZE)
    window.show()
    window.open_data(plan)
    loop.exec()
    return window


def switches(window: MainWindow, empty: list[float], rounds: int) -> None:
    """Another month in 填报 and 总览, assessed anew and painted."""
    for view, name in (("entry", "填报"), ("overview", "总览")):
        window.way.show_view(view)
        for _ in range(MANY):
            QCoreApplication.processEvents()
        tell(f"a month in {name}", [switch_ms(window, number) for number in range(rounds + 2)][2:], empty)


def switch_ms(window: MainWindow, number: int) -> float:
    """Going to and fro between two months that were not assessed since the last change."""
    workspace = window.session.workspace
    if workspace is not None:
        workspace._judged.clear()
        workspace._doubted.clear()
    return taken_ms(lambda: show_month(window, 5 + number % 2))


def show_month(window: MainWindow, number: int) -> None:
    """Show a month, and paint it."""
    window.session.set_period(month(JUNE.year, number))
    QCoreApplication.processEvents()


def saved_entry(shown: Workspace, folder: Path, rounds: int) -> None:
    """A figure changed and committed, against one row committed with the same pragmas to a file as large."""
    workspace = Workspace(plan=shown.plan, store=shown.store, actor="", unit_id=shown.content.unit.id)
    workspace.store.prepare()
    shutil.copyfile(folder / "data" / FILE_NAME, folder / "bare.db")
    with closing(open_to_write(folder / "bare.db")) as connection:
        connection.execute("CREATE TABLE lines (id INTEGER PRIMARY KEY, text TEXT)")
        ours, bare = list[float](), list[float]()
        for number in range(rounds):
            ours.append(taken_ms(lambda number=number: change_entry(workspace, f"{number}")))  # type: ignore[misc]
            bare.append(taken_ms(lambda: commit(connection)))
    tell("saved entry", ours, bare)


def change_entry(workspace: Workspace, note: str) -> None:
    """Keep another note with a figure of June."""
    entry = workspace.content.entry("H-3", JUNE)
    if entry is not None:
        workspace.perform("填报", (Change(entry, replace(entry, note=note)),))


def commit(connection: sqlite3.Connection) -> None:
    """One row as long as that of a figure and its operation, in a transaction of its own."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO lines (text) VALUES (?)", ("x" * ROW_BYTES,))
    connection.execute("COMMIT")


def workbook(workspace: Workspace, rounds: int) -> None:
    """The workbook of June, against openpyxl writing its cells."""
    assessment, content = workspace.assess(JUNE), workspace.content
    identity = Identity(revision=3, exported_at=NOON, actor="")
    template = load_workbook(io.BytesIO(workbook_bytes(assessment, content, identity)))
    ours, theirs = list[float](), list[float]()
    for _ in range(rounds):
        ours.append(taken_ms(lambda: workbook_bytes(assessment, content, identity)))
        theirs.append(taken_ms(lambda: write_with_openpyxl(template)))
    tell("workbook", ours, theirs)


def write_with_openpyxl(template: Any) -> bytes:  # noqa: ANN401 - it reaches into what has no types
    """The same cells with the same styles, a cell at a time, as openpyxl writes fastest."""
    workbook: Any = Workbook(write_only=True)
    for name in ("fonts", "fills", "borders", "alignments", "protections", "number_formats", "cell_styles"):
        setattr(workbook, f"_{name}", getattr(template, f"_{name}"))
    for sheet in template.worksheets:
        target = workbook.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            cells: list[Any] = [WriteOnlyCell(target, cell.value) for cell in row]
            for copied, cell in zip(cells, row, strict=True):
                copied._style = cell._style
            target.append(cells)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def make_sample(folder: Path) -> None:
    """The sample year."""
    plan = load_plan(main.PLAN.read_text(encoding="utf-8"), main.PLAN.name)
    workspace = Workspace(plan=plan, store=STORAGE.sample(folder), actor="示例")
    sample = load_sample((ROOT / "samples" / f"{plan.year}.toml").read_text(encoding="utf-8"))
    for _ in enter_sample(workspace, sample, tuple(plan.periods())):
        pass


def run(rounds: int) -> None:
    """Make the sample year, and measure everything over it."""
    make_application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_sample(folder / "data")
        empty = starts(folder / "data", rounds)
        window = open_window(folder / "data")
        window.way.go_to(TASK)
        switches(window, empty, MANY * rounds)
        workspace = window.session.workspace
        if workspace is not None:
            assessment, path = workspace.assess(JUNE), folder / "page.pdf"
            page = make_page(assessment, workspace.content, printed_at=NOON)
            printed = warm_ms(lambda: write_pdf([page], path), MANY * rounds)
            tell("page", printed, empty)
            saved_entry(workspace, folder, MANY * rounds)
            workbook(workspace, MANY * rounds)
        window.close()
    print(f"{'empty window':16}{min(empty):40.0f} ms")
    scale_table(min(empty))


if __name__ == "__main__":
    begun = time.perf_counter()
    run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    print(f"{'this run':16}{time.perf_counter() - begun:40.0f} s")
