"""How cells look: fonts, borders, fills and number formats as data."""

from __future__ import annotations

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

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
STATUS = {tone: CellStyle(across="center", fill=fill) for tone, fill in TONE_FILLS.items()}
"""The status cell by tone: the only fills there are, for the table will be photocopied."""


@cache
def formatted(style: CellStyle, number_format: str) -> CellStyle:
    """``style`` with a number format."""
    return replace(style, number_format=number_format)


@cache
def quoted(style: CellStyle) -> CellStyle:
    """``style`` for text that a spreadsheet program would otherwise take for a formula once it is edited."""
    return replace(style, is_quoted=True)
