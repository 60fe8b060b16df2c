"""A sheet as data: rows of cells with their heights, and how it is shown and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from cixi_desktop.workbook.writing.cell_styles import BODY_SIZE
from cixi_desktop.workbook.writing.cells import EMPTY, Cell, line_count

if TYPE_CHECKING:
    from collections.abc import Sequence

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
            cells += [cell, *[Cell(EMPTY, cell.look)] * (count - 1)]
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
    look = cell.look
    lines = line_count(cell.value, width, look.size) if look.is_wrapped and cell.value else 1
    return lines * LINE * look.size / BODY_SIZE + PADDING


def letters(column: int) -> str:
    """A column's letters: 1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
