"""A block of cells as WPS and Excel put it on the clipboard, and the plan of what it would do."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

Block = tuple[tuple[str, ...], ...]
T_co = TypeVar("T_co", covariant=True)
_CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"(?=\t|\r?\n|\r|$)|(?P<bare>[^\t\r\n]*)')


class Fate(StrEnum):
    """What becomes of one pasted cell."""

    NEW = "写入"
    OVERWRITTEN = "改写"
    UNCHANGED = "不变"
    REFUSED = "不写入"


class PastedCell(Struct, frozen=True, kw_only=True):
    """One cell: where it goes, what was on the clipboard, what it is read as, what stands there now."""

    name: str
    label: str
    text: str
    read_as: str
    before: str
    fate: Fate
    reason: str = ""


class PastePlan(Struct, Generic[T_co], frozen=True, kw_only=True):
    """What a paste would do, before any of it is done.

    ``beyond`` says of each part that finds no place why. ``accepted`` is what comes of all that is not
    refused: the changes of figures, the rows of a table, the new rows of a list.
    """

    cells: tuple[PastedCell, ...] = ()
    beyond: tuple[str, ...] = ()
    accepted: tuple[T_co, ...] = ()

    def count(self, fate: Fate) -> int:
        """How many cells have that fate."""
        return sum(cell.fate is fate for cell in self.cells)

    @property
    def written(self) -> int:
        """How many cells would be written."""
        return self.count(Fate.NEW) + self.count(Fate.OVERWRITTEN)


def pasted_cell(
    name: str, label: str, text: str, *, read_as: str = "", before: str = "", reason: str = ""
) -> PastedCell:
    """A cell with the fate that follows; with a ``reason`` it is refused."""
    if reason:
        fate = Fate.REFUSED
    elif before == read_as:
        fate = Fate.UNCHANGED
    else:
        fate = Fate.OVERWRITTEN if before else Fate.NEW
    return PastedCell(
        name=name, label=label, text=text, read_as=read_as, before=before, fate=fate, reason=reason
    )


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
