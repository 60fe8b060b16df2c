"""What the cells of a sheet say, where they are, and what of it is seen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cixi_desktop.values import plain, written_number
from cixi_desktop.workbook.reading.formats import GENERAL, NumberFormat, shown_number
from cixi_desktop.workbook.reading.package import damaged
from cixi_desktop.workbook.writing.sheet import letters

if TYPE_CHECKING:
    from collections.abc import Mapping


class Found(NamedTuple):
    """What a cell says. ``text`` holds a number's digits, ``form`` how they are shown.

    ``formula`` is what the value was calculated by, “” for a value that stands for itself. ``doubt`` says why
    what is in the cell cannot be taken, and what to do: an error value, a picture, words that are struck out.
    ``size`` is the least of a number's digits, 1 for those that columns are measured by; where they shrink to
    fit, of those that can just be read.
    """

    text: str
    is_number: bool = False
    form: NumberFormat = GENERAL
    formula: str = ""
    doubt: str = ""
    size: float = 1.0


NOTHING = Found("")
Spot = tuple[int, int]
"""Row and column, from 1."""
USUAL_WIDTH = 9.14
"""Of columns without a width of their own, in digits."""
_MARGIN = 0.3
"""What a cell leaves free at its sides, less what fonts differ by; in digits."""
_NARROW, _WIDE = frozenset(".,:;'! "), 1.7


def digits_wide(text: str) -> float:
    """How wide a text is, in digits; rather less than more."""
    return sum(0.4 if sign in _NARROW else 1 if sign.isascii() else _WIDE for sign in text)


class Range(NamedTuple):
    """A merged range, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class ReadSheet(Struct, frozen=True):
    """One sheet: the cells that say something, the merged ranges, and the notes (批注) on cells.

    ``drawn`` are pictures, shapes and boxes of text by the cells at their corners, each with its text.
    ``beyond`` is a cell far outside of any table, which is not read. ``hidden_rows`` and ``hidden_columns``
    (first and last of each run) are those that nobody sees; in ``masked`` conditional formats may hide text.
    ``is_hidden`` is the whole sheet; one ``is_without_zeros`` shows a nought as a blank. ``widths`` are those
    of columns (first and last of each run) in digits of the usual font, ``usual_width`` that of all others.
    ``margins`` are the texts on top and at the foot of its printed pages.
    """

    name: str
    cells: Mapping[Spot, Found]
    merged: tuple[Range, ...]
    notes: Mapping[Spot, str] = {}
    drawn: Mapping[Spot, str] = {}
    beyond: Spot | None = None
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    masked: tuple[Range, ...] = ()
    is_hidden: bool = False
    is_without_zeros: bool = False
    widths: tuple[tuple[int, int, float], ...] = ()
    usual_width: float = USUAL_WIDTH
    margins: tuple[str, ...] = ()

    def hiding(self, row: int, column: int) -> str:
        """What may hide a cell: a sheet, row or column that is hidden, filtered away or tiny; a rule."""
        if self.is_hidden:
            return "所在的工作表被隐藏"
        if self.is_without_zeros and self.at(row, column).text == "0":
            return "工作表设成了不显示零值"
        if row in self.hidden_rows or any(first <= column <= last for first, last in self.hidden_columns):
            return "所在的行或列被隐藏或缩到看不见"
        if not self._has_room(row, column):
            return "所在的列太窄，显示不全"
        is_masked = any(
            area.top <= row <= area.bottom and area.left <= column <= area.right for area in self.masked
        )
        return "有会改变显示的条件格式" if is_masked else ""

    def _has_room(self, row: int, column: int) -> bool:
        """Whether a number is shown in full: else as ####, or with fewer decimals than it has."""
        found, area = self.at(row, column), self.area(row, column)
        needed = digits_wide((found.is_number and shown_number(found.text, found.form)) or "") * found.size
        columns = range(area.left, area.right + 1)
        return needed <= sum(map(self._width, columns)) - _MARGIN

    def _width(self, column: int) -> float:
        found = (width for first, last, width in self.widths if first <= column <= last)
        return next(found, self.usual_width)

    def at(self, row: int, column: int) -> Found:
        """What the cell says by itself; NOTHING where it is blank. A merged range may hide it."""
        return self.cells.get((row, column), NOTHING)

    def anchor(self, row: int, column: int) -> Spot:
        """The cell that a merged range shows in this place; the place itself where nothing is merged."""
        area = self.area(row, column)
        return area.top, area.left

    def area(self, row: int, column: int) -> Range:
        """The merged range in this place; the place alone where nothing is merged."""
        for area in self.merged:
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                return area
        return Range(row, column, row, column)


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


def digits(text: str) -> str:
    """A number of the file as people see it: 30.700000000000003 → 30.7, 1E2 → 100.

    ValueError for what is no number, or one of a size that nobody writes.
    """
    if len(text) <= _LONGEST_EXACT and "e" not in text and "E" not in text:
        return text
    number = written_number(f"{float(text):.{_LONGEST_EXACT}g}")
    if number is None:
        raise ValueError(text)
    return plain(number)


_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_NAMES_KEPT = 8192
"""Names of cells that are known at once: those of one workbook stand in the next, too."""
_COLUMNS: dict[str, int] = {letters(number): number for number in range(1, 703)}


@lru_cache(maxsize=_NAMES_KEPT)
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


def range_named(reference: str) -> Range:
    """A range by the names of its corners, or of its one cell."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = spot(first), spot(last or first)
    return Range(top, left, bottom, right)


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number
