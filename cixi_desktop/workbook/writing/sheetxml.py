"""The rows of a sheet as XML, written as text: five times as fast as an element for each cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from cixi_desktop.workbook.writing.sheet import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cixi_desktop.workbook.writing.cell_styles import CellStyle
    from cixi_desktop.workbook.writing.sheet import SheetRow

_SPECIAL = re.compile(r"[&<>]|_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNUSUAL = re.compile(r"[&<>_\s]")


def sheet_data(rows: Iterable[SheetRow], styles: Mapping[CellStyle, int]) -> bytes:
    """The element ``sheetData``. Text stands in the cells themselves, numbers digit by digit."""
    lines = [_row_xml(number, row, styles) for number, row in enumerate(rows, 1)]
    return f"<sheetData>{''.join(lines)}</sheetData>".encode()


def _row_xml(number: int, row: SheetRow, styles: Mapping[CellStyle, int]) -> str:
    found = []
    for letter, cell in zip(_LETTERS, row.cells, strict=False):
        value, look = cell.value, cell.look
        if not value:
            found.append(f'<c r="{letter}{number}" s="{styles[look]}"/>')
        elif look.is_number:
            found.append(f'<c r="{letter}{number}" s="{styles[look]}"><v>{value}</v></c>')
        else:
            text = _text_xml(value) if _UNUSUAL.search(value) else f"<t>{value}</t>"
            found.append(f'<c r="{letter}{number}" s="{styles[look]}" t="inlineStr"><is>{text}</is></c>')
    return f'<row r="{number}" ht="{row.height:g}" customHeight="1">{"".join(found)}</row>'


_LETTERS = [letters(number) for number in range(1, 703)]


def _text_xml(text: str) -> str:
    """Text with what XML or Excel would take for something else."""
    is_spaced = "\n" in text or text[0].isspace() or text[-1].isspace()
    if _SPECIAL.search(text):
        text = escape(_ESCAPED.sub("_x005F_", text))
    return f'<t xml:space="preserve">{text}</t>' if is_spaced else f"<t>{text}</t>"
