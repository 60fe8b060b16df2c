"""200 workbooks read, checked and stored, beside bare openpyxl opening and reading them, in one run."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from openpyxl import load_workbook

from cixi_desktop.actions.inspect_files import ArrivalOutcome, files_in, inspect_files, resolve_conflicts
from cixi_desktop.actions.receive import accept_all
from cixi_desktop.assessment.assess import assess
from cixi_desktop.periods import month
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.units import Unit
from cixi_desktop.workbook import Identity, workbook_bytes
from cixi_desktop.workspace import Workspace
from db.store import open_store
from resources import ROOT
from tests.support.figures import YEAR
from tests.workbook.june import PLAN, records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

FILES = 200
AT = datetime(YEAR, 7, 1, 9, 0)  # noqa: DTZ001 - local time


def make_files(folder: Path, count: int) -> None:
    """One workbook of June for each unit: 124 rows of the plan, figures of every kind."""
    for number in range(1, count + 1):
        unit = Unit(id=str(number), name=f"第{number}科")
        found = [record for record in records() if isinstance(record, Entry | Narrative)]
        own = [replace(record, unit_id=unit.id) for record in found]
        content = Content(unit=unit, records={record.key: record for record in own})
        identity = Identity(revision=number, exported_at=AT)
        data = workbook_bytes(assess(PLAN, content, month(YEAR, 6)), content, identity)
        (folder / f"{number:03}.xlsx").write_bytes(data)


def read_with_openpyxl(folder: Path, *, is_quick: bool) -> None:
    """As whole workbooks, or by its quicker reader, which only goes through them once."""
    for path in sorted(folder.iterdir()):
        workbook = load_workbook(path, read_only=is_quick)
        for sheet in workbook:
            for _row in sheet.iter_rows(values_only=True):
                pass
        workbook.close()


def look(folder: Path, data: Path) -> None:
    """The dry run: all is read and held against what is known, nothing is stored."""
    store = open_store(data)
    arrivals = resolve_conflicts(store, inspect_files(PLAN, store, files_in([folder])))
    assert all(arrival.reading for arrival in arrivals)


MEMORY = """
import re, sys
from pathlib import Path
from cixi_desktop.actions.inspect_files import files_in, inspect_files, resolve_conflicts
from db.store import open_store
from tests.support.figures import plan_2025
store = open_store(Path(sys.argv[2]))
read = list(resolve_conflicts(store, inspect_files(plan_2025(), store, files_in([Path(sys.argv[1])]))))
print(int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
"""``ru_maxrss`` would be that of the process that started this one."""
MOST_MEMORY = 120
"""Million bytes of the whole process, Python and all that it imported among it."""


def receive(folder: Path, data: Path) -> None:
    workspace = Workspace(plan=PLAN, store=open_store(data), actor="李四")
    arrivals = resolve_conflicts(workspace.store, inspect_files(PLAN, workspace.store, files_in([folder])))
    outcomes = {arrival.outcome for arrival in accept_all(workspace, arrivals, at=AT)}
    assert outcomes <= {ArrivalOutcome.ACCEPTED, ArrivalOutcome.ALREADY_IMPORTED}


def seconds(work: Callable[[], object]) -> float:
    """Of the processor: what else the machine does in the meantime does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def quietest(work: Callable[[], object]) -> float:
    """The least of three rounds."""
    return min(seconds(work) for _ in range(3))


def test_that_receiving_takes_no_longer_than_openpyxl_takes_to_read(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    make_files(folder, FILES if benchmark.enabled else 3)
    times: dict[str, float] = {}
    others = (tmp_path / "first", tmp_path / "second")

    def run_all() -> None:
        times["openpyxl reads"] = seconds(lambda: read_with_openpyxl(folder, is_quick=False))
        times["openpyxl reads quickly"] = quietest(lambda: read_with_openpyxl(folder, is_quick=True))
        times["looked through"] = quietest(lambda: look(folder, data))
        times["received"] = min(seconds(partial(receive, folder, made)) for made in (*others, data))
        times["received again"] = seconds(lambda: receive(folder, data))

    benchmark.pedantic(run_all, rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info |= times
    assert times["looked through"] <= times["openpyxl reads quickly"] or not benchmark.enabled
    assert times["received"] <= times["openpyxl reads quickly"] or not benchmark.enabled
    assert times["received again"] <= times["received"] / 5 or not benchmark.enabled


def test_that_a_dry_run_stays_in_its_memory(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    make_files(folder, FILES if benchmark.enabled else 3)
    words = [sys.executable, "-c", MEMORY, folder, data]
    ended = benchmark.pedantic(  # type: ignore[no-untyped-call]
        partial(subprocess.run, words, cwd=ROOT.parent, capture_output=True, text=True, check=True), rounds=1
    )
    assert int(ended.stdout) < MOST_MEMORY
