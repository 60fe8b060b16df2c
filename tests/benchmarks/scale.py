"""The scale table: what a coordinator's file of many units and years costs beside a small one of one year.

Part of ``goals.py``; alone: python tests/benchmarks/scale.py [UNITS YEARS]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import main
from cixi_desktop.actions.export import make_page
from cixi_desktop.actions.inspect_files import inspect_files, resolve_conflicts
from cixi_desktop.actions.record import type_field
from cixi_desktop.actions.review import bureau, together
from cixi_desktop.clock import local_time
from cixi_desktop.files import flush_file
from cixi_desktop.maintenance.backups import Reason
from cixi_desktop.maintenance.restoring import preview
from cixi_desktop.periods import month
from cixi_desktop.planfile import load_plan
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.wording.letters import reminder
from cixi_desktop.workbook import Identity, workbook_bytes, write_workbook
from cixi_desktop.workspace import Workspace, known_units
from db.check import check
from db.folder import SqlFolder
from db.store import open_store
from tests.benchmarks.start import EMPTY, elapsed_ms
from tests.support.scale import make_scale

if TYPE_CHECKING:
    from collections.abc import Callable

JUNE = month(2025, 6)
TODAY = date(2025, 7, 3)
NOON = datetime(2025, 7, 3, 12)  # noqa: DTZ001 - the clock of the computer
IDENTITY = Identity(revision=99, exported_at=NOON, actor="")
SMALL, LARGE = (10, 1), (200, 10)
SAME = 1.3
"""What may not depend on the history costs so much more at most."""
OF_WINDOW = {"desk": 4.0, "missing": 4.0, "consolidate": 15.0}
AT_ONCE = 0.4
"""Of the start of an empty window: what the open desk may take to be sorted, or narrowed down."""
OF_COPY = {"first backup": 8.0, "backup": 3.0, "check": 8.0}
"""The first of a day is looked over whole, those after it where they differ."""
MEGABYTES = {"desk": 150, "consolidate": 150, "preview": 200, "restore": 200, "check": 200}


def workspace(folder: Path, unit_id: str = "0") -> Workspace:
    plan = load_plan(main.PLAN.read_text(encoding="utf-8"), main.PLAN.name)
    return Workspace(plan=plan, store=open_store(folder), actor="", unit_id=unit_id)


class _Kept:
    """What is prepared once for a folder: an open file, and the workbook of one unit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = workspace(folder)
        self.shown.store.prepare()
        self.count = 0
        self.own = workspace(folder, "7")
        self.file = folder / "单位7.xlsx"
        write_workbook(self.own.assess(JUNE), self.own.content, self.file, IDENTITY, None)

    def start(self) -> None:
        workspace(self.folder, "7").assess(JUNE)

    def switch(self) -> None:
        self.own.load("8" if self.own.content.unit.id == "7" else "7")
        self.own.assess(JUNE)

    def page(self) -> None:
        make_page(self.own.assess(JUNE), self.own.content, printed_at=NOON)

    def export(self) -> None:
        workbook_bytes(self.own.assess(JUNE), self.own.content, IDENTITY)

    def journal(self) -> None:
        store = self.own.store
        all_lines(self.own.plan, store.operations(limit=JOURNAL), known_units(store))

    def save(self) -> None:
        self.count += 1
        type_field(self.shown, "8-1", JUNE, name="increment", text=f"{self.count}")

    def undo(self) -> None:
        self.shown.undo()

    def first_save(self) -> None:
        self.shown = workspace(self.folder)
        self.save()

    def receive(self) -> None:
        store = self.shown.store
        resolve_conflicts(store, inspect_files(self.shown.plan, store, [self.file]))


ANY_SIZE: dict[str, Callable[[_Kept], None]] = {
    "start": _Kept.start,
    "switch": _Kept.switch,
    "page": _Kept.page,
    "export": _Kept.export,
    "journal": _Kept.journal,
    "first save": _Kept.first_save,
    "save": _Kept.save,
    "undo": _Kept.undo,
    "import": _Kept.receive,
}
ROUNDS, ROUNDS_WHOLE = 20, 3
"""What ends with a flush of the disk takes many, for the quietest to be one that nobody else delayed."""
JOURNAL = 50
"""So many operations are read for a page of it."""
ON_DESK = "on desk"


def desk(folder: Path) -> None:
    shown = workspace(folder)
    bureau(shown.plan, shown.store, JUNE, TODAY)


def missing(folder: Path) -> None:
    shown = workspace(folder)
    reminder(bureau(shown.plan, shown.store, JUNE, TODAY), TODAY)


def consolidate(folder: Path) -> None:
    shown = workspace(folder)
    together(shown.store, bureau(shown.plan, shown.store, JUNE, TODAY))


def compare(folder: Path) -> None:
    data = SqlFolder(folder)
    with data.peek(data.backups()[0].path) as kept:
        preview(open_store(folder), kept)


def restore(folder: Path) -> None:
    data = SqlFolder(folder)
    data.restore(data.backups()[0].path, actor="")


def keep(folder: Path) -> None:
    SqlFolder(folder).keep(Reason.AUTOMATIC)


def keep_first(folder: Path) -> None:
    """The first of a day, beside one of the day before, which the quietest round finds there."""
    today = local_time()
    day_before = SqlFolder(folder, clock=lambda: today - timedelta(days=1))
    if not day_before.backups():
        day_before.keep(Reason.AUTOMATIC)
    for each in day_before.backups():
        if each.at.date() == today.date():
            each.path.unlink()
    keep(folder)


WHOLE: dict[str, Callable[[Path], object]] = {
    "desk": desk,
    "missing": missing,
    "consolidate": consolidate,
    "first backup": keep_first,
    "backup": keep,
    "check": check,
    "preview": compare,
    "restore": restore,
}


def on_desk(folder: Path) -> tuple[float, float]:
    """Seconds for sorting the units on the open desk, and for finding some: the quietest of several."""
    from PySide6.QtCore import QCoreApplication, Qt

    from ui.coordinator.coordinator_dialog import CoordinatorDialog
    from ui.shell.application import make_application

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    shown = workspace(folder)
    dialog = CoordinatorDialog(period=JUNE)
    dialog.show_bureau(bureau(shown.plan, shown.store, JUNE, TODAY))
    dialog.show()
    orders = (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder)

    def sort(number: int) -> None:
        dialog.units.sortByColumn(number // 2 % 2, orders[number % 2])
        QCoreApplication.processEvents()

    def find(number: int) -> None:
        dialog.list.search.setText("7" * (number % 2))
        QCoreApplication.processEvents()

    sorting, finding = (
        min(seconds(partial(work, number)) for number in range(2 * ROUNDS)) for work in (sort, find)
    )
    return sorting, finding


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_process(name: str, folder: Path) -> list[float]:
    """The figures of a piece of work in a process of its own: of each the least of several rounds."""
    words = [sys.executable, __file__, name, str(folder)]
    ended = [subprocess.run(words, check=True, capture_output=True, text=True) for _ in range(ROUNDS_WHOLE)]
    return [*map(min, zip(*(map(float, each.stdout.split()) for each in ended), strict=True))]


def peak_mb() -> float:
    """The most memory that this program has held; ``ru_maxrss`` would count the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def copied(path: Path) -> float:
    """Seconds that copying the file takes, with one sync."""
    target = path.with_name("copy")

    def copy() -> None:
        shutil.copyfile(path, target)
        flush_file(target)

    taken = min(seconds(copy) for _ in range(3))
    target.unlink()
    return taken


def line(name: str, what: str, figure: float, goal: float, against: str) -> None:
    """One line of the table."""
    verdict = "met" if figure <= goal else "MISSED"
    print(f"{name:13}{what:8}≤ {goal:<5g}{figure:8.2f}  {verdict:8}{against}", flush=True)


def scale_table(empty_ms: float, units: int = LARGE[0], years: int = LARGE[1]) -> None:
    """Make both files, and hold the large one against the small one, an empty window and a copy of itself."""
    with tempfile.TemporaryDirectory() as place:
        small, large = Path(place, "small"), Path(place, "large")
        make_scale(small, units=SMALL[0], years=SMALL[1])
        path = make_scale(large, units=units, years=years).path
        print(f"{units} units × {years} years: {path.stat().st_size / 1e6:.0f} MB")
        few, many = _Kept(small), _Kept(large)
        for name, work in ANY_SIZE.items():
            taken = [(seconds(lambda: work(few)), seconds(lambda: work(many))) for _ in range(ROUNDS)]  # noqa: B023
            ratio = min(each[1] for each in taken) / min(each[0] for each in taken)
            line(name, "time", ratio, SAME, "the same on the small file")
        copy = copied(path)
        for name in WHOLE:
            many.save()
            taken_s, memory = in_process(name, large)
            if name in OF_WINDOW:
                line(name, "time", taken_s * 1000 / empty_ms, OF_WINDOW[name], "the start of an empty window")
            if name in OF_COPY:
                line(name, "time", taken_s / copy, OF_COPY[name], "copying the file")
            if name in MEGABYTES:
                line(name, "memory", memory, MEGABYTES[name], f"megabytes; {taken_s:.1f} s")
        for name, taken_s in zip(("sort", "find"), in_process(ON_DESK, large), strict=True):
            line(f"desk: {name}", "time", taken_s * 1000 / empty_ms, AT_ONCE, "the start of an empty window")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [name, folder] if name in WHOLE:
            print(seconds(lambda: WHOLE[name](Path(folder))), peak_mb())
        case [name, folder] if name == ON_DESK:
            print(*on_desk(Path(folder)))
        case sizes:
            window = min(elapsed_ms(sys.executable, "-c", EMPTY) for _ in range(3))
            scale_table(window, *map(int, sizes))
