"""What the cells of a sheet say, and where they are."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cixi_desktop.values import plain
from cixi_desktop.workbook.reading.package import damaged
from cixi_desktop.workbook.writing.sheet import letters

if TYPE_CHECKING:
    from collections.abc import Mapping


class Found(NamedTuple):
    """What a cell says. ``text`` holds a number's digits; ``shape`` is PERCENT or DAY as it is shown.

    ``formula`` is what the value was calculated by, “” for a value that stands for itself; a formula that
    was never calculated has no text. ``is_error`` marks #REF! and the like.
    """

    text: str
    is_number: bool = False
    shape: str = ""
    formula: str = ""
    is_error: bool = False


NOTHING = Found("")
Spot = tuple[int, int]
"""Row and column, from 1."""


class Range(NamedTuple):
    """A merged range, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class ReadSheet(Struct, frozen=True):
    """One sheet: the cells that say something, and the merged ranges."""

    name: str
    cells: Mapping[Spot, Found]
    merged: tuple[Range, ...]

    def at(self, row: int, column: int) -> Found:
        """What the cell says by itself; NOTHING where it is blank or covered by a merged range."""
        return self.cells.get((row, column), NOTHING)

    def anchor(self, row: int, column: int) -> Spot:
        """The cell that a merged range shows in this place; the place itself where nothing is merged."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column


def place_name(row: int, column: int) -> str:
    """A cell's name: 7, 3 → C7."""
    return f"{letters(column)}{row}"


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def plain_text(text: str) -> str:
    """Text without the escapes of the format, and with one kind of line break."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_LONGEST_EXACT = 15
"""Digits that a spreadsheet program keeps of a number."""
_LARGEST = 1e15


def digits(text: str) -> str:
    """A number of the file as people see it: 3.4249999999999998 → 3.425, 1E2 → 100; else as it stands."""
    if len(text) <= _LONGEST_EXACT and "e" not in text and "E" not in text:
        return text
    number = float(text)
    return plain(Decimal(repr(number))) if abs(number) < _LARGEST else text


_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_COLUMNS: dict[str, int] = {letters(number): number for number in range(1, 703)}


def spot(reference: str) -> Spot:
    """A cell's name as row and column; CixiError if no sheet has such a cell."""
    found = _CELL.fullmatch(reference)
    if found is None:
        raise damaged()
    name, row = found[1], int(found[2])
    column = _COLUMNS.get(name) or _column(name.upper())
    if not (1 <= row <= _MOST_ROWS and column <= _MOST_COLUMNS):
        raise damaged()
    return row, column


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number
