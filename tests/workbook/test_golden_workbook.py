"""The whole workbook of June as lines of text, beside those that were looked through by eye.

After a wanted change: ``UPDATE_GOLDEN=1 pytest tests/workbook/test_golden_workbook.py``; read what changed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.assessment.assess import assess
from cixi_desktop.periods import month
from cixi_desktop.workbook import workbook_bytes
from tests.support.figures import YEAR, plan_2025
from tests.support.sheets import KEY_HEAD, MEASURE_HEAD, columns, head_row
from tests.workbook.june import IDENTITY, content, opened, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.sheets import Opened

GOLDEN = Path(__file__).parent.parent / "golden"


def lines(sheet: Opened) -> Iterator[str]:
    """Of a row with a key each cell by its head, as a reader sees it; of any other its texts, side by side.

    With the height of the row in points; ⏎ is a line break.
    """
    yield f"━━ {sheet.title}（{sheet.sheet_state}）"
    has_keys = any(cell.value == KEY_HEAD for row in sheet.iter_rows() for cell in row)
    heads, start = (columns(sheet), head_row(sheet)) if has_keys else ({}, sheet.max_row)
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts = [shown(cell).replace("\n", "⏎") for cell in row]
        named = {head: texts[column - 1] for head, column in heads.items()}
        key = " ".join(filter(None, (named.pop(KEY_HEAD, ""), named.pop(MEASURE_HEAD, ""))))
        height = f"{sheet.row_dimensions[number].height:.1f}"
        if key and number > start:
            yield f"{key} · 行高: {height}"
            yield from (f"{key} · {head}: {text}" for head, text in named.items() if text)
        else:
            yield f"{height} {'｜'.join(filter(None, texts))}".rstrip()


@pytest.mark.parametrize("is_sample", [False, True])
def test_that_the_workbook_is_as_it_was_looked_through(is_sample: bool) -> None:
    golden = GOLDEN / f"workbook_june{'_sample' if is_sample else ''}.txt"
    given = content(is_sample=is_sample)
    data = workbook_bytes(assess(plan_2025(), given, month(YEAR, 6)), given, IDENTITY)
    sheets = opened(data).worksheets
    shown_sheets = sheets[:1] if is_sample else sheets
    found = "".join(f"{line}\n" for sheet in shown_sheets for line in lines(sheet))
    if "UPDATE_GOLDEN" in os.environ:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
