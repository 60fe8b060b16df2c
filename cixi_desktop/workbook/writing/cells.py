"""Cells: a value and its look; text made safe; how many lines it takes and where it can be cut."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.workbook.writing.cell_styles import BODY_SIZE, CellStyle, formatted, quoted

if TYPE_CHECKING:
    from decimal import Decimal

LONGEST = 32_767
"""Characters that a cell can hold, counted in UTF-16 as Excel does."""
CUT = "…（全文见系统）"
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


Shown = str | Number
"""What a cell shows; “” for nothing."""


class Cell(Struct, frozen=True, gc=False):
    """One cell as it is written: its text, or the digits of its number."""

    value: str
    look: CellStyle


EMPTY = ""


def number_cell(number: Number, look: CellStyle) -> Cell:
    """A number, digit by digit."""
    return Cell(f"{number.value:f}", formatted(look, number.number_format))


def text_cell(text: str, look: CellStyle) -> Cell:
    """Text that stays text, whatever it begins with."""
    if not _CAREFUL.search(text) and len(text) * 2 <= LONGEST:
        return Cell(text, look)
    text = safe_text(text)
    return Cell(text, quoted(look) if text.startswith(_LIKE_FORMULA) else look)


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
