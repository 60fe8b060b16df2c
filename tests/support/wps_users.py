"""What people with WPS make of a form before they send it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from tests.support.sheets import by_key, head_row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORM, HIDDEN, INSTRUCTIONS = "填报表", "系统识别页", "填写说明"

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
    heads, *rows = [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=head_row(sheet))]
    rows.pop()  # the signatures stay below
    first = heads.index("进展情况")
    for number, values in enumerate([heads, *reversed(rows)], head_row(sheet)):
        for column, value in enumerate([*values[first:], *values[:first]], 1):
            sheet.cell(number, column).value = value
    sheet.title = "六月（最终版）"
    del workbook[HIDDEN]
    del workbook[INSTRUCTIONS]
    workbook.save(out)


def _fill(sheet: Any, cells: Mapping[Typed, object]) -> None:  # noqa: ANN401  openpyxl's own types fit badly
    rows = by_key(sheet)
    for (key, head), value in cells.items():
        rows[key][head].value = value


def of_other_year(workbook_file: Path, out: Path) -> None:
    """Last year's table: the same with another year everywhere."""
    workbook: Any = load_workbook(workbook_file)
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("2025", "2024")
    workbook.save(out)
