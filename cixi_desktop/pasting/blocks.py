"""A block of cells as WPS and Excel put it on the clipboard, and what becomes of each of its cells."""

from __future__ import annotations

import re
from enum import StrEnum

Block = tuple[tuple[str, ...], ...]
_CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"(?=\t|\r?\n|\r|$)|(?P<bare>[^\t\r\n]*)')


class Fate(StrEnum):
    """What becomes of one pasted cell."""

    NEW = "写入"
    OVERWRITTEN = "改写"
    UNCHANGED = "不变"
    REFUSED = "不写入"


def parse_block(text: str) -> Block:
    """The cells of tab-separated text as WPS and Excel put it on the clipboard; ragged rows stay ragged.

    A cell in quotes may hold line breaks, tabs and doubled quotes. Blank rows at the end are left out.
    """
    text = text.rstrip("\t\r\n ")
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    place = 0
    while text:
        found = _CELL.match(text, place)
        quoted, bare = found.group("quoted", "bare") if found else (None, "")
        row.append(bare if quoted is None else quoted.replace('""', '"'))
        place = found.end() if found else len(text)
        if place >= len(text):
            break
        if text[place] != "\t":
            rows.append(tuple(row))
            row = []
            place += text.startswith("\r\n", place)
        place += 1
    return (*rows, tuple(row)) if row else tuple(rows)


def is_block(text: str) -> bool:
    """Whether the text holds more than one cell."""
    return sum(map(len, parse_block(text))) > 1


def write_block(rows: Block) -> str:
    """Cells as tab-separated text; those with tabs, line breaks or a quote at the beginning go in quotes."""
    return "\n".join("\t".join(map(_written, row)) for row in rows)


def _written(cell: str) -> str:
    if cell.startswith('"') or any(sign in cell for sign in "\t\r\n"):
        return '"' + cell.replace('"', '""') + '"'
    return cell
