"""Sheets as data: how cells look, how many lines their text takes, rows, and how a sheet is printed."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

TITLE_FONT, HEAD_FONT, BODY_FONT, NOTE_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"
BODY_SIZE = 9.0
"""小五: what so many columns on A4 leave room for."""

BOX = "lrtb"
UNSEEN = ";;;"
"""The number format of what is there to be sorted by and not to be seen."""


class CellStyle(Struct, frozen=True, eq=False, kw_only=True):
    """One way a cell can look. Compared by identity: each is made once, by name or by a function here.

    ``sides`` names the thin borders (l, r, t, b); ``fill`` is RRGGBB or “” for none. ``is_shrunk`` makes a
    long number smaller instead of showing ####; ``is_quoted`` keeps text text when it is edited in a
    spreadsheet program; ``is_number`` says that the cell's characters are the digits of a number.
    ``is_unlocked`` lets a cell be changed on a protected sheet.
    """

    font: str = BODY_FONT
    size: float = BODY_SIZE
    across: str = "left"
    down: str = "center"
    is_wrapped: bool = True
    is_shrunk: bool = False
    sides: str = BOX
    fill: str = ""
    number_format: str = "General"
    is_quoted: bool = False
    is_number: bool = False
    is_unlocked: bool = False


TITLE = CellStyle(font=TITLE_FONT, size=22, across="center", sides="")
SUBTITLE = CellStyle(font=NOTE_FONT, size=12, across="center", sides="")
WARNING = CellStyle(font=HEAD_FONT, size=12, across="center", sides="")
HEAD = CellStyle(font=HEAD_FONT, across="center")
BLOCK = CellStyle(font=HEAD_FONT, size=12, sides="", is_wrapped=False)
TEXT = CellStyle()
SHORT = CellStyle(across="center")
NUMBER = CellStyle(across="center", is_wrapped=False, is_shrunk=True, is_number=True)
TASK_TITLE = CellStyle(font=HEAD_FONT)
SECTION_ORDER = CellStyle(is_wrapped=False, sides="ltb", number_format=UNSEEN, is_number=True)
SECTION = CellStyle(font=HEAD_FONT, size=10.5, is_wrapped=False, sides="tb")
SECTION_LAST = CellStyle(font=HEAD_FONT, size=10.5, is_wrapped=False, sides="tbr")
NOTE = CellStyle(font=NOTE_FONT, size=10.5, sides="")
SIGN_OFF = CellStyle(font=BODY_FONT, size=12, sides="", is_wrapped=False)
TO_FILL_IN = "FFF6D9"
"""Pale yellow, which a copier leaves out."""
INPUT = CellStyle(fill=TO_FILL_IN, is_unlocked=True)
INPUT_SHORT = CellStyle(across="center", fill=TO_FILL_IN, is_unlocked=True)
INPUT_NUMBER = CellStyle(
    across="center", is_shrunk=True, is_wrapped=False, fill=TO_FILL_IN, is_number=True, is_unlocked=True
)
PLAIN = CellStyle(sides="", is_wrapped=False)

TONE_FILLS = {"blue": "BDD7EE", "green": "C6E0B4", "yellow": "FFE699", "red": "F8A5A5", "grey": "EDEDED"}
TO_MEND = "FCD5B4"
"""Pale orange, for the cells that a workbook is given back for."""
STATUS = {tone: CellStyle(across="center", fill=fill) for tone, fill in TONE_FILLS.items()}
"""The status cell by tone: the only fills there are, for the table will be photocopied."""


@cache
def formatted(style: CellStyle, number_format: str) -> CellStyle:
    """``style`` with a number format."""
    return replace(style, number_format=number_format)


@cache
def to_mend(style: CellStyle) -> CellStyle:
    """``style`` for a cell that a workbook is given back for."""
    return replace(style, fill=TO_MEND)


@cache
def quoted(style: CellStyle) -> CellStyle:
    """``style`` for text that a spreadsheet program would otherwise take for a formula once it is edited."""
    return replace(style, is_quoted=True)


LONGEST = 32_767
"""Characters that a cell can hold, counted in UTF-16 as Excel does."""
CUT = "……（全文见程序）"
MARK = "〓"
"""Stands for a character that a workbook cannot hold; the typesetter's mark for a missing type."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_CAREFUL = re.compile(r"\A[=+\-@\t\n〓]|" + _UNSAFE.pattern)
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\n", MARK)
LINES_KEPT = 4096
"""Texts whose lines are counted once: twice those of a workbook, most of them the plan's own."""
_ENDS = "。；！？\n"


class Number(Struct, frozen=True, gc=False):
    """A number and the format it is shown in."""

    value: Decimal
    number_format: str


CellValue = str | Number
"""What a cell shows; “” for nothing."""


class Cell(Struct, frozen=True, gc=False):
    """One cell as it is written: its text, or the digits of its number; ``note`` is the 批注 on it."""

    value: str
    style: CellStyle
    note: str = ""


EMPTY = ""


def number_cell(number: Number, style: CellStyle) -> Cell:
    """A number, digit by digit."""
    return Cell(f"{number.value:f}", formatted(style, number.number_format))


def text_cell(text: str, style: CellStyle) -> Cell:
    """Text that stays text, whatever it begins with."""
    if not _CAREFUL.search(text) and len(text) * 2 <= LONGEST:
        return Cell(text, style)
    text = safe_text(text)
    return Cell(text, quoted(style) if text.startswith(_LIKE_FORMULA) else style)


def safe_text(text: str) -> str:
    """``text`` as a cell can hold it: control characters become 〓, too long a text ends with a statement."""
    if _UNSAFE.search(text):
        text = _ILLEGAL.sub(MARK, _BREAKS.sub("\n", text))
    return text if len(text) * 2 <= LONGEST else shortened(text)


def shortened(text: str) -> str:
    """``text``, cut with a statement where it is longer than a cell can hold; no character is cut in two."""
    coded = text.encode("utf-16-le")
    if len(coded) <= LONGEST * 2:
        return text
    return coded[: (LONGEST - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def halves(text: str) -> int:
    """Width in half-width characters: 2 for Chinese, 1 for Latin; rare characters count a little more."""
    return len(text.encode("gb18030"))


@lru_cache(LINES_KEPT)
def line_count(text: str, width: float, size: float = BODY_SIZE) -> int:
    """Lines that ``text`` takes in a column of ``width`` half-width characters of the body's size."""
    room = max(width * BODY_SIZE / size - 1, 2)
    if "\n" not in text:
        return max(math.ceil(halves(text) / room), 1)
    return sum(max(math.ceil(halves(line) / room), 1) for line in text.split("\n"))


def pieces(text: str, width: float, most_lines: int) -> list[str]:
    """``text`` cut into pieces of at most ``most_lines`` lines, after a sentence where one ends late enough.

    Joined again, the pieces are the text.
    """
    found = []
    while len(text) > 1 and line_count(text, width) > most_lines:
        cut = _fitting(text, width, most_lines)
        sentence = max(text.rfind(end, cut * 2 // 3, cut) for end in _ENDS) + 1
        found.append(text[: sentence or cut])
        text = text[sentence or cut :]
    return [*found, text]


def _fitting(text: str, width: float, most_lines: int) -> int:
    """How many characters from the beginning fit, by halving; at least one."""
    low, high = 1, min(len(text), math.ceil(width) * most_lines)
    while low < high:
        middle = (low + high + 1) // 2
        if line_count(text[:middle], width) <= most_lines:
            low = middle
        else:
            high = middle - 1
    return low


LINE = 12.8
"""Height of one line of the body in points, with a little to spare: fonts differ between machines."""
PADDING = 4.0
TALLEST = 409.0
"""No row can be taller, in points."""


class SheetRow(NamedTuple):
    """One row: its cells from column A on and its height in points."""

    cells: Sequence[Cell]
    height: float


class Hint(NamedTuple):
    """What helps to fill a cell in: the range that holds the list to choose from, or a word on the cell."""

    cell: str
    source: str = ""
    prompt: str = ""


class Sheet(Struct, kw_only=True):
    """One sheet. ``widths`` are in half-width characters of the body; rows and columns count from 1.

    ``repeated`` is the row printed on top of each page, ``frozen`` the first cell that scrolls, ``filtered``
    the range with filter buttons. ``foot`` (left, centre, right) is on each printed page, ``header`` on each
    but the first. On a protected sheet (there is no password) only unlocked cells can be changed.
    """

    name: str
    widths: tuple[float, ...]
    hidden_columns: frozenset[int] = frozenset()
    rows: list[SheetRow] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    frozen: str = ""
    filtered: str = ""
    repeated: int = 0
    header: str = ""
    foot: tuple[str, str, str] = ("", "", "")
    is_hidden: bool = False
    is_protected: bool = False
    hints: list[Hint] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        """Number of the last row, 0 while there is none."""
        return len(self.rows)

    def add(self, cells: Sequence[Cell], height: float | None = None) -> int:
        """Append a row, as high as its text needs unless ``height`` is given; returns its number."""
        self.rows.append(SheetRow(cells, self._height(cells) if height is None else height))
        return len(self.rows)

    def add_spans(self, spans: Sequence[tuple[Cell, int]], height: float | None = None) -> int:
        """Append a row of cells that each span a number of columns; returns its number."""
        row, cells, needed = len(self.rows) + 1, list[Cell](), 0.0
        for cell, count in spans:
            first = len(cells) + 1
            cells += [cell, *[Cell(EMPTY, cell.style)] * (count - 1)]
            needed = max(needed, _needed(cell, sum(self.widths[first - 1 : len(cells)])))
            if count > 1:
                self.merged.append(f"{letters(first)}{row}:{letters(len(cells))}{row}")
        return self.add(cells, min(needed, TALLEST) if height is None else height)

    def add_across(self, cell: Cell, height: float | None = None) -> int:
        """Append a row of one cell that spans all visible columns; returns its number."""
        return self.add_spans([(cell, len(self.widths) - len(self.hidden_columns))], height)

    def _height(self, cells: Sequence[Cell]) -> float:
        needed = LINE + PADDING
        for cell, width in zip(cells, self.widths, strict=False):
            if len(cell.value) * 2 > width - 1:
                needed = max(needed, _needed(cell, width))
        return min(needed, TALLEST)


def _needed(cell: Cell, width: float) -> float:
    style = cell.style
    lines = line_count(cell.value, width, style.size) if style.is_wrapped and cell.value else 1
    return lines * LINE * style.size / BODY_SIZE + PADDING


def letters(column: int) -> str:
    """A column's letters: 1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
