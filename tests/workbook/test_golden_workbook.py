"""The whole workbook of June as a grid of text, beside the one that was looked through by eye.

After a wanted change: ``UPDATE_GOLDEN=1 pytest tests/workbook/test_golden_workbook.py``; read what changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workbook.june import Opened, content, made, opened, shown

GOLDEN = Path(__file__).parent.parent / "golden"


def grid(sheet: Opened) -> str:
    """Row number, height in points, and the cells from A on as a reader sees them; ⏎ is a line break."""
    lines = [f"━━ {sheet.title}（{sheet.sheet_state}，{sheet.dimensions}）"]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [shown(cell).replace("\n", "⏎") for cell in cells]
        height = sheet.row_dimensions[number].height
        lines.append(f"{number:3} {height:5.1f}  {'｜'.join(texts).rstrip('｜')}")
    return "\n".join(lines)


@pytest.mark.parametrize("is_sample", [False, True])
def test_that_the_workbook_is_as_it_was_looked_through(is_sample: bool) -> None:
    golden = GOLDEN / f"workbook_june{'_sample' if is_sample else ''}.txt"
    sheets = opened(made(content(is_sample=is_sample))).worksheets
    shown_sheets = sheets[:1] if is_sample else sheets
    found = "\n".join(map(grid, shown_sheets)) + "\n"
    if "UPDATE_GOLDEN" in os.environ:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
