"""The workbook of one month, warm, beside openpyxl writing the same cells; run with --benchmark-enable.

The two are also taken in turn, so that the ratio does not depend on what else the machine is doing.
"""

from __future__ import annotations

import io
import statistics
import time
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from cixi_desktop.workbook import workbook_bytes, write_workbook
from tests.workbook.june import IDENTITY, Opened, assessed, content, june

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

ROUNDS = 20
MOST_PART_OF_OPENPYXL = 0.5


@pytest.fixture
def make() -> Callable[[], bytes]:
    given = content()
    judged = assessed(given)
    return lambda: workbook_bytes(judged, given, IDENTITY)


def write_with_openpyxl(template: Opened) -> bytes:
    """The same cells with the same styles, a cell at a time, as openpyxl writes fastest."""
    workbook: Opened = Workbook(write_only=True)
    names = ("fonts", "fills", "borders", "alignments", "protections", "number_formats", "cell_styles")
    for name in (f"_{name}" for name in names):
        setattr(workbook, name, getattr(template, name))
    for sheet in template:
        target = workbook.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            cells = []
            for cell in row:
                copied: Opened = WriteOnlyCell(target, cell.value)
                copied._style = cell._style
                cells.append(copied)
            target.append(cells)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@pytest.mark.benchmark(group="workbook")
def test_the_workbook_in_memory(benchmark: BenchmarkFixture, make: Callable[[], bytes]) -> None:
    assert benchmark(make)


@pytest.mark.benchmark(group="workbook")
def test_the_workbook_on_disk(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    given, path = content(), tmp_path / "表.xlsx"
    judged = assessed(given)
    benchmark(write_workbook, judged, given, path, IDENTITY)
    assert path.exists()


@pytest.mark.benchmark(group="workbook")
def test_the_same_cells_with_openpyxl(benchmark: BenchmarkFixture) -> None:
    assert benchmark(write_with_openpyxl, june())


def test_that_the_workbook_takes_less_than_half_of_what_openpyxl_takes(
    benchmark: BenchmarkFixture, make: Callable[[], bytes]
) -> None:
    ours, theirs, template = list[float](), list[float](), june()

    def run_both() -> None:
        ours.append(seconds(make))
        theirs.append(seconds(lambda: write_with_openpyxl(template)))

    for _ in range(ROUNDS if benchmark.enabled else 1):
        run_both()
    benchmark(run_both)
    ratio = statistics.median(ours) / statistics.median(theirs)
    benchmark.extra_info["part of what openpyxl takes"] = round(ratio, 2)
    assert ratio <= MOST_PART_OF_OPENPYXL or not benchmark.enabled
