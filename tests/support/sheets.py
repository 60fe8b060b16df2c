"""Sheets as openpyxl reads them: rows by their hidden key, cells by the heads of their columns."""

from __future__ import annotations

from typing import Any

KEY_HEAD, MEASURE_HEAD = "行标识", "项目"
Opened = Any
"""A workbook, sheet or cell as openpyxl reads it: its types allow for much that is not there."""


def head_row(sheet: Opened) -> int:
    """The number of the row with the heads."""
    found = (cells for cells in sheet.iter_rows() if KEY_HEAD in [cell.value for cell in cells])
    return int(next(found)[0].row)


def columns(sheet: Opened) -> dict[str, int]:
    """The number of each column by its head."""
    return {str(cell.value): cell.column for cell in sheet[head_row(sheet)] if cell.value}


def rows(sheet: Opened) -> list[dict[str, Opened]]:
    """The rows that have a key, each with its cells by head."""
    start = head_row(sheet)
    heads = [str(cell.value) for cell in sheet[start]]
    below = (dict(zip(heads, cells, strict=True)) for cells in sheet.iter_rows(min_row=start + 1))
    return [row for row in below if row[KEY_HEAD].value]


def by_key(sheet: Opened) -> dict[str, dict[str, Opened]]:
    """The rows by their key; of the register, the last of each."""
    return {str(row[KEY_HEAD].value): row for row in rows(sheet)}


def keys(sheet: Opened) -> list[str]:
    """The keys of the rows from above to below."""
    return [str(row[KEY_HEAD].value) for row in rows(sheet)]


def cell_of(sheet: Opened, key: str, head: str, measure: str = "") -> Opened:
    """The cell of a row under a head; in the register also by the row's measure."""
    found = (row for row in rows(sheet) if row[KEY_HEAD].value == key)
    return next(row[head] for row in found if not measure or row[MEASURE_HEAD].value == measure)


def place_of(sheet: Opened, key: str, head: str, measure: str = "") -> str:
    """Such a cell's name: G8."""
    return str(cell_of(sheet, key, head, measure).coordinate)
