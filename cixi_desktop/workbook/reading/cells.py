"""What the cells of a sheet say and where they are, gathered event by event from its part."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import PICTURE
from cixi_desktop.values import plain
from cixi_desktop.workbook.reading.fonts import RUN_PARTS, WHITE, RunListener, unseen_words
from cixi_desktop.workbook.reading.formats import DAY, GENERAL, TIME, NumberFormat
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

    from cixi_desktop.workbook.reading.fonts import Run, Text, Theme


class Found(NamedTuple):
    """What a cell says. ``text`` holds a number's digits, ``form`` how they are shown.

    ``formula`` is what the value was calculated by, “” for a value that stands for itself. ``doubt`` says why
    what is in the cell cannot be taken, and what to do: an error value, a picture, words that are struck out.
    """

    text: str
    is_number: bool = False
    form: NumberFormat = GENERAL
    formula: str = ""
    doubt: str = ""


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
    """One sheet: the cells that say something, the merged ranges, and the notes (批注) on cells.

    ``drawn`` are pictures, shapes and boxes of text by the cells at their corners, each with its text.
    ``beyond`` is a cell far outside of any table, which is not read. ``hidden_rows`` and ``hidden_columns``
    (first and last of each run) are those that nobody sees; in ``masked`` conditional formats may hide text.
    ``is_hidden`` is the whole sheet; one ``is_without_zeros`` shows a nought as a blank.
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

    def hiding(self, row: int, column: int) -> str:
        """What may hide a cell: a sheet, row or column that is hidden, filtered away or tiny; a rule."""
        if self.is_hidden:
            return "所在的工作表被隐藏"
        if self.is_without_zeros and self.at(row, column).text == "0":
            return "工作表设成了不显示零值"
        if row in self.hidden_rows or any(first <= column <= last for first, last in self.hidden_columns):
            return "所在的行或列被隐藏或缩到看不见"
        is_masked = any(
            area.top <= row <= area.bottom and area.left <= column <= area.right for area in self.masked
        )
        return "有会改变显示的条件格式" if is_masked else ""

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
    """A number of the file as people see it: 30.700000000000003 → 30.7, 1E2 → 100."""
    if len(text) <= _LONGEST_EXACT and "e" not in text and "E" not in text:
        return text
    return plain(Decimal(f"{float(text):.{_LONGEST_EXACT}g}"))


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


def _range(reference: str) -> Range:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = spot(first), spot(last or first)
    return Range(top, left, bottom, right)


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


_IS_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
DAYS_TO_1904 = 1462
"""Between the two days that spreadsheet programs count from."""


class Context(NamedTuple):
    """What the cells of all sheets refer to, and what is left to be spent on them."""

    texts: Sequence[Text]
    styles: Sequence[Style]
    masks: frozenset[int]
    """Conditional formats by which a text may vanish, or a number look like another."""
    theme: Theme
    is_1904: bool
    budget: Budget


class Style(NamedTuple):
    """How a cell shows what it says: its number format, why its font cannot be read, and the ground below."""

    form: NumberFormat = GENERAL
    flaw: str = ""
    ground: str = WHITE


_PLAIN = Style()
_SMALLEST_ROW, _SMALLEST_COLUMN = 4.0, 1.0
"""Points, and characters: of a lower row or a narrower column nothing is seen."""


def _is_unseen(attributes: Attributes, size: str, smallest: float) -> bool:
    """Whether a row or column is hidden, or so small that nothing of it is seen."""
    return attributes.get("hidden") in {"1", "true"} or float(attributes.get(size, smallest)) < smallest


class SheetListener(Listener):
    """One sheet's part. Neither ``<dimension>`` nor the order of rows and cells is believed."""

    def __init__(self, name: str, context: Context) -> None:
        self._name = name
        self._context = context
        self._cells: dict[Spot, Found] = {}
        self._merged: list[Range] = []
        self._beyond: Spot | None = None
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._masked: list[Range] = []
        self._is_without_zeros = False
        self._formatted = ""
        self._row = self._column = 0
        self._reference = ""
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._formula: list[str] = []
        self._into: list[str] | None = None
        self._is_reading = self._is_picture = self._is_rich = False
        self._has_formula = self._has_value = False
        self._runs = RunListener(context.theme)

    def read(self, notes: Mapping[Spot, str], drawn: Mapping[Spot, str], *, is_hidden: bool) -> ReadSheet:
        """The sheet as it was told."""
        for area in self._merged:
            size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
            if size > LARGEST_MERGE:
                place = f"{place_name(area.top, area.left)}:{place_name(area.bottom, area.right)}"
                raise CixiError(f"工作表“{self._name}”的{place}被合并成一格。", "请取消合并后再试。")
        return ReadSheet(
            self._name,
            self._cells,
            tuple(self._merged),
            notes,
            drawn,
            self._beyond,
            frozenset(self._hidden_rows),
            tuple(self._hidden_columns),
            tuple(self._masked),
            is_hidden,
            self._is_without_zeros,
        )

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._into, self._has_value = self._pieces, True
        elif name == "t":
            self._into = None if self._is_reading else self._pieces
        elif name == "f":
            self._has_formula, self._into = True, self._formula
        elif name == "row":
            self._context.budget.spend_cell()
            self._go_to_cell()
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            if _is_unseen(attributes, "ht", _SMALLEST_ROW):
                self._hidden_rows.add(self._row)
        elif name == "rPh":
            self._is_reading = True
        elif name in {"mergeCell", "col", "conditionalFormatting", "cfRule", "sheetView"}:
            self._lay_out(name, attributes)
        elif name in RUN_PARTS:
            self._is_rich = True
            self._runs.started(name, attributes)

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
            self._into.append(self._runs.told(text) if self._is_rich else text)

    def _start_cell(self, attributes: Attributes) -> None:
        self._context.budget.spend_cell()
        reference = attributes.get("r")
        if not reference:
            self._go_to_cell()
            self._column += 1
        self._reference = reference or ""
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._is_picture = "vm" in attributes
        if self._pieces:
            self._pieces = []
        if self._has_formula:
            self._formula, self._has_formula = [], False
        self._has_value = self._is_rich = False

    def _go_to_cell(self) -> None:
        """Find out where the last cell was; nobody asks for the half of them that is empty."""
        if self._reference:
            self._row, self._column = spot(self._reference)
            self._reference = ""

    def _end_cell(self) -> None:
        if not self._pieces and not self._has_formula:
            return
        found = self._found("".join(self._pieces))
        if not found.text and not found.doubt:
            return
        self._go_to_cell()
        if self._row > LAST_ROW or self._column > LAST_COLUMN:
            self._beyond = self._row, self._column
        else:
            self._keep(found)

    def _keep(self, found: Found) -> None:
        """Put the cell in its place; where the file has two for one place, nobody knows which is shown."""
        before = self._cells.get((self._row, self._column), found)
        if before.text != found.text:
            found = found._replace(doubt=f"这一格在文件中有两份，一份是“{before.text[:20]}”。请另存后核对。")
        self._cells[self._row, self._column] = found

    def _found(self, text: str) -> Found:
        """The cell, with its doubt if there is one."""
        style = self._styled()
        formula = f"={''.join(self._formula)}" if self._has_formula else ""
        found, runs = self._valued(text, style, formula)
        if self._is_picture or PICTURE.match(found.text or formula):
            return found._replace(doubt="单元格里是图片，读不出内容。请改填文字或数值。")
        if formula and not found.text and not (self._kind == "str" and self._has_value):
            return found._replace(doubt=f"单元格是公式{formula[:40]}，没有计算结果。请改填数值。")
        if style.flaw or runs:
            doubt = found.doubt or unseen_words(found.text, runs, style.flaw, style.ground)
            return found._replace(doubt=doubt)
        return found

    def _styled(self) -> Style:
        styles, number = self._context.styles, int(self._style) if self._style else 0
        return styles[number] if 0 <= number < len(styles) else _PLAIN

    def _valued(self, text: str, style: Style, formula: str) -> tuple[Found, tuple[Run, ...]]:
        """What the cell says, by the kind of its value."""
        kind, form = self._kind, style.form
        if kind == "s" and text.strip():
            shared = self._shared(text)
            return Found(shared.text, form=form, formula=formula), shared.runs
        if kind in {"inlineStr", "str", "s"}:
            runs = self._runs.text().runs if self._is_rich else ()
            return Found(plain_text(text), form=form, formula=formula), runs
        if kind == "e":
            return Found(text, formula=formula, doubt=f"单元格是错误值{text}。请改填数值。"), ()
        if kind == "b":
            return Found("TRUE" if text.strip() == "1" else "FALSE", formula=formula), ()
        if kind == "d":
            return Found(text.partition("T")[0], formula=formula), ()
        return self._number(text.strip(), form, formula), ()

    def _shared(self, text: str) -> Text:
        place = int(text)
        if not 0 <= place < len(self._context.texts):
            raise damaged()
        return self._context.texts[place]

    def _number(self, text: str, form: NumberFormat, formula: str) -> Found:
        if not text:
            return Found("", form=form, formula=formula)
        try:
            if form.shape in {DAY, TIME} and self._context.is_1904:
                text = repr(float(text) + DAYS_TO_1904)
            is_number = _IS_NUMBER.fullmatch(text) is not None
            return Found(digits(text), is_number=is_number, form=form, formula=formula)
        except (ArithmeticError, ValueError):
            return Found(text, formula=formula, doubt=f"单元格中的数“{text[:20]}”已损坏。请重新填写。")

    def _lay_out(self, name: str, attributes: Attributes) -> None:
        """A merged range, cells with conditional formats, columns that are hidden, or how all is shown."""
        if name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "conditionalFormatting":
            self._formatted = attributes.get("sqref", "")
        elif name == "cfRule":
            if int(attributes.get("dxfId", "-1")) in self._context.masks:
                self._masked += map(_range, self._formatted.split())
        elif name == "sheetView":
            self._is_without_zeros = attributes.get("showZeros") in {"0", "false"}
        elif _is_unseen(attributes, "width", _SMALLEST_COLUMN):
            self._hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _merge(self, reference: str) -> None:
        self._merged.append(_range(reference))
        if len(self._merged) > MOST_MERGES:
            raise CixiError(f"合并单元格超过{MOST_MERGES}处。", TOO_LARGE_HINT)
