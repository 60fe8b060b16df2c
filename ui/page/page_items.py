"""The printed table of the items by name, for a page that has room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.wording.page import SHORTENED
from ui.page.page_fit import fitted
from ui.page.page_rows import HEAD_HEIGHT, POINTS, columns_of, draw_light, paint_rows, write_light
from ui.page.page_sheet import HAIR, UNITS_PER_POINT, Align, PaperSheet, down, face
from ui.style.fonts import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.wording.page import PageItem
    from ui.page.page_rows import Columns

HEADS = ("任务", "事项", "进展", "亮灯")
WIDTHS = (22.0, 128.0, 0.0, 50.0)
"""In points, as in the table of the figures; 0 takes what the others leave."""
PITCH = POINTS * UNITS_PER_POINT
"""The height of a line of words."""


def paint_items(sheet: PaperSheet, rows: Sequence[PageItem], top: float, row_height: float) -> None:
    """Draw the table with its upper edge at ``top``; words without room end as the rule of the page says."""
    columns = columns_of(WIDTHS)
    paint_rows(sheet, columns, HEADS, rows, top, row_height, _draw_row, _write_row)
    bottom = top + HEAD_HEIGHT + len(rows) * row_height
    sheet.lines([down(x, top, bottom) for x in columns.edges[1:-1]], HAIR)


def _draw_row(sheet: PaperSheet, columns: Columns, row: PageItem, top: float, height: float) -> None:
    draw_light(sheet, columns.cell(3, top, height), row.item.light)


def _write_row(sheet: PaperSheet, columns: Columns, row: PageItem, top: float, height: float) -> None:
    sheet.words(columns.cell(1, top, height), row.name, Role.BODY, POINTS, Align.LEFT)
    cell = columns.cell(2, top, height)
    said = fitted(row.progress, SHORTENED, face(Role.BODY, POINTS), cell.width(), PITCH, 1)
    sheet.setting(said, cell.left(), top + (height - PITCH) / 2)
    write_light(sheet, columns.cell(3, top, height), row.item.status)
