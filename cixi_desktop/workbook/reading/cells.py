"""What the cells of a sheet say and where they are, gathered event by event from its part."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.values import plain
from cixi_desktop.workbook.reading.package import (
    LARGEST_MERGE,
    LAST_COLUMN,
    LAST_ROW,
    MOST_MERGES,
    TOO_LARGE_HINT,
    Attributes,
    Budget,
    Listener,
    damaged,
)
from cixi_desktop.workbook.writing.sheet import letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


PERCENT, DAY = "%", "日"
"""How a cell may show its number."""


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


DAYS_TO_1904 = 1462
"""Between the two days that spreadsheet programs count from."""


class Context(NamedTuple):
    """What the cells of all sheets refer to, and what is left to be spent on them."""

    texts: Sequence[str]
    shapes: Sequence[str]
    is_1904: bool
    budget: Budget


class SheetListener(Listener):
    """One sheet's part. Neither ``<dimension>`` nor the order of rows and cells is believed."""

    def __init__(self, name: str, context: Context) -> None:
        self._name = name
        self._context = context
        self._cells: dict[Spot, Found] = {}
        self._merged: list[Range] = []
        self._row = self._column = 0
        self._reference = ""
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._formula: list[str] = []
        self._into: list[str] | None = None
        self._is_reading = False
        self._has_formula = False

    def read(self) -> ReadSheet:
        """The sheet as it was told."""
        for area in self._merged:
            size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
            if size > LARGEST_MERGE:
                place = f"{place_name(area.top, area.left)}:{place_name(area.bottom, area.right)}"
                raise CixiError(f"工作表“{self._name}”的{place}被合并成一格。", "请取消合并后再试。")
        return ReadSheet(self._name, self._cells, tuple(self._merged))

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"}:
            self._into = None if self._is_reading else self._pieces
        elif name == "f":
            self._has_formula, self._into = True, self._formula
        elif name == "row":
            self._context.budget.spend_cell()
            self._go_to_cell()
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "rPh":
            self._is_reading = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def ended(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in {"v", "t", "f"}:
            self._into = None
        elif name == "rPh":
            self._is_reading = False

    def told(self, text: str) -> None:
        if self._into is not None:
            self._context.budget.spend_characters(len(text))
            self._into.append(text)

    def _start_cell(self, attributes: Attributes) -> None:
        self._context.budget.spend_cell()
        reference = attributes.get("r")
        if not reference:
            self._go_to_cell()
            self._column += 1
        self._reference = reference or ""
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        if self._pieces:
            self._pieces = []
        if self._has_formula:
            self._formula, self._has_formula = [], False

    def _go_to_cell(self) -> None:
        """Find out where the last cell was; nobody asks for the half of them that is empty."""
        if self._reference:
            self._row, self._column = spot(self._reference)
            self._reference = ""

    def _end_cell(self) -> None:
        if not self._pieces and not self._has_formula:
            return
        found = self._found("".join(self._pieces))
        if not found.text and not found.formula:
            return
        self._go_to_cell()
        if self._row > LAST_ROW or self._column > LAST_COLUMN:
            where = f"工作表“{self._name}”的{place_name(self._row, self._column)}"
            raise CixiError(f"{where}有内容，远在表格之外。", "请删除该单元格所在的行和列，另存后再试。")
        self._cells[self._row, self._column] = found

    def _found(self, text: str) -> Found:
        kind = self._kind
        formula = f"={''.join(self._formula)}" if self._has_formula else ""
        if kind == "s":
            return Found(self._shared(text), formula=formula)
        if kind in {"inlineStr", "str"}:
            return Found(plain_text(text), formula=formula)
        if kind == "e":
            return Found(text, formula=formula, is_error=True)
        if kind == "b":
            return Found("是" if text.strip() == "1" else "否", formula=formula)
        if kind == "d":
            return Found(text.partition("T")[0], formula=formula)
        return self._number(text.strip(), formula)

    def _shared(self, text: str) -> str:
        place = int(text)
        if not 0 <= place < len(self._context.texts):
            raise damaged()
        return self._context.texts[place]

    def _number(self, text: str, formula: str) -> Found:
        style = int(self._style) if self._style else 0
        shapes = self._context.shapes
        shape = shapes[style] if 0 <= style < len(shapes) else ""
        if shape == DAY and text:
            days = float(text) + (DAYS_TO_1904 if self._context.is_1904 else 0)
            return Found(f"{days:.0f}", is_number=True, shape=DAY, formula=formula)
        return Found(digits(text), is_number=True, shape=shape if shape == PERCENT else "", formula=formula)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = spot(first), spot(last or first)
        self._merged.append(Range(top, left, bottom, right))
        if len(self._merged) > MOST_MERGES:
            raise CixiError(f"合并单元格超过{MOST_MERGES}处。", TOO_LARGE_HINT)
