"""What people with WPS make of a form before they send it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORM, HIDDEN, INSTRUCTIONS = "填报表", "系统识别页", "填写说明"
HEAD_ROW, KEY_COLUMN = 3, 20

Typed = tuple[str, str]
"""Key of the row, head of the column."""


def filled_in(form: Path, out: Path, cells: Mapping[Typed, object]) -> None:
    """The form with values typed into it."""
    workbook: Any = load_workbook(form)
    _fill(workbook[FORM], cells)
    workbook.save(out)


def handled(form: Path, out: Path, cells: Mapping[Typed, object]) -> None:
    """The same, then unprotected, upside down, its columns moved, renamed, and without its other sheets."""
    workbook: Any = load_workbook(form)
    sheet = workbook[FORM]
    _fill(sheet, cells)
    sheet.protection.sheet = False
    last = sheet.max_row - 1  # the signatures stay below
    rows = [[cell.value for cell in sheet[number]] for number in range(HEAD_ROW + 1, last + 1)]
    heads = [cell.value for cell in sheet[HEAD_ROW]]
    moved = [*range(16, KEY_COLUMN), *range(16)]
    for number, values in enumerate([heads, *reversed(rows)], HEAD_ROW):
        for column, place in enumerate(moved, 1):
            sheet.cell(number, column).value = values[place]
    sheet.title = "六月（最终版）"
    del workbook[HIDDEN]
    del workbook[INSTRUCTIONS]
    workbook.save(out)


def _fill(sheet: Any, cells: Mapping[Typed, object]) -> None:  # noqa: ANN401  openpyxl's own types fit badly
    columns = {cell.value: cell.column for cell in sheet[HEAD_ROW]}
    rows = {sheet.cell(number, KEY_COLUMN).value: number for number in range(1, sheet.max_row + 1)}
    for (key, head), value in cells.items():
        sheet.cell(rows[key], columns[head]).value = value


def of_other_year(workbook_file: Path, out: Path) -> None:
    """Last year's table: the same with another year everywhere."""
    workbook: Any = load_workbook(workbook_file)
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("2025", "2024")
    workbook.save(out)
