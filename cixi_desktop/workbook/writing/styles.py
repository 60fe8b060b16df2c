"""Looks → numbers of the workbook's styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from cixi_desktop.workbook.writing.cell_styles import CellStyle

if TYPE_CHECKING:
    from openpyxl import Workbook

_BLACK = "FF000000"
_SIDES = {"l": "left", "r": "right", "t": "top", "b": "bottom"}


class Styles(dict[CellStyle, int]):
    """Numbers of the workbook's styles by look; a look that is new is added."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._sheet: Any = _Parent(workbook)

    def __missing__(self, look: CellStyle) -> int:
        cell = WriteOnlyCell(self._sheet)
        cell.font = font(look.font, look.size)
        cell.alignment = Alignment(
            horizontal=look.across,
            vertical=look.down,
            wrap_text=look.is_wrapped,
            shrink_to_fit=look.is_shrunk,
        )
        cell.border = _border(look.sides)
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=f"FF{look.fill}")
        cell.number_format = look.number_format
        if look.is_unlocked:
            cell.protection = Protection(locked=False)
        cell.quotePrefix = look.is_quoted
        self[look] = number = int(cell.style_id)
        return number


class _Parent:
    """What a cell asks of its sheet when it is given a style."""

    def __init__(self, workbook: Workbook) -> None:
        self.parent = workbook


def font(name: str, size: float) -> Font:
    """A font by name; family and character set are left to the machine that has it."""
    return Font(name=name, sz=size)


def _border(sides: str) -> Border:
    thin = Side(style="thin", color=_BLACK)
    drawn: Any = {_SIDES[side]: thin for side in sides}
    return Border(**drawn)
