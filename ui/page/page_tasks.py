"""The printed table of the tasks: items by light, and the three texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from cixi_desktop.wording.figures import NONE
from ui.page.page_plan import PAD, SIDE, TaskTable
from ui.page.page_sheet import HAIR, TYPE_AREA, UNITS_PER_POINT, Align, PaperSheet, across, down
from ui.style.fonts import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.wording.page import PageTask

HEADS = ("重点任务", "事项亮灯", "进展情况", "存在问题", "下一步打算")
HEAD_HEIGHT = 11.0 * UNITS_PER_POINT
TITLE_WIDTH, LIGHTS_WIDTH = 86.0 * UNITS_PER_POINT, 56.0 * UNITS_PER_POINT
TEXT_WIDTH = TYPE_AREA.width() - TITLE_WIDTH - LIGHTS_WIDTH
"""Of the three texts together."""


def paint_tasks(sheet: PaperSheet, rows: Sequence[PageTask], table: TaskTable, top: float) -> None:
    """Draw the table with its upper edge at ``top``."""
    edges = [TYPE_AREA.left()]
    for width in (TITLE_WIDTH, LIGHTS_WIDTH, *table.widths):
        edges.append(edges[-1] + width)
    for number, head in enumerate(HEADS):
        cell = QRectF(edges[number], top, edges[number + 1] - edges[number], HEAD_HEIGHT)
        sheet.words(cell, head, Role.HEI, table.points, Align.CENTRE)
    y, lines = top + HEAD_HEIGHT, []
    for number, row in enumerate(rows):
        lines.append(across(y, edges[0], edges[-1]))
        _paint_row(sheet, row, table, number, edges, y)
        y += table.row_height(number)
    sheet.lines([*lines, *(down(x, top, y) for x in edges[1:-1])], HAIR)
    sheet.box(QRectF(edges[0], top, edges[-1] - edges[0], y - top))


def _paint_row(  # noqa: PLR0917 - a row and its place
    sheet: PaperSheet, row: PageTask, table: TaskTable, number: int, edges: Sequence[float], top: float
) -> None:
    height = table.row_height(number)

    def cell(column: int) -> QRectF:
        return QRectF(edges[column] + SIDE, top, edges[column + 1] - edges[column] - 2 * SIDE, height)

    sheet.words(cell(0), row.title, Role.BODY, table.points)
    sheet.words(cell(1), row.lights or NONE, Role.BODY, table.points, Align.CENTRE)
    for column, text in enumerate(row.texts):
        if text:
            setting = table.setting(text, column, number)
            above = PAD + (height - 2 * PAD - setting.lines * table.pitch) / 2
            sheet.setting(setting, edges[column + 2] + SIDE, top + above)
