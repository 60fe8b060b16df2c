"""The workbook of one month beside openpyxl writing the same cells; run with --benchmark-enable.

The two are taken in turn, so that the ratio does not depend on what else the machine is doing.
"""

from __future__ import annotations

import io
import statistics
import time
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from cixi_desktop.workbook import workbook_bytes
from tests.workbook.june import IDENTITY, assessed, content, june

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

    from tests.support.sheets import Opened

ROUNDS = 20
MOST_TIMES_OPENPYXL = 1.5


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
    """Of processor time, which other programs do not lengthen much."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(ours: Callable[[], object], template: Opened, rounds: int) -> float:
    """How many times as long as openpyxl's own ``ours`` takes, by the medians."""
    times = [(seconds(ours), seconds(lambda: write_with_openpyxl(template))) for _ in range(rounds)]
    return statistics.median(mine for mine, _ in times) / statistics.median(theirs for _, theirs in times)


def test_that_the_workbook_takes_at_most_half_as_long_again_as_openpyxl_takes(
    benchmark: BenchmarkFixture,
) -> None:
    given = content()
    judged = assessed(given)

    def make() -> bytes:
        return workbook_bytes(judged, given, IDENTITY)

    assert benchmark(make)
    found = ratio(make, june(), ROUNDS if benchmark.enabled else 1)
    benchmark.extra_info["times what openpyxl takes"] = round(found, 2)
    assert found <= MOST_TIMES_OPENPYXL or not benchmark.enabled
