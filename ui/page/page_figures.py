"""The printed table of all figures, a gauge in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.page.page_rows import HEAD_HEIGHT, POINTS, columns_of, draw_light, paint_rows, write_light
from ui.page.page_sheet import HAIR, Align, PaperSheet, down
from ui.style.fonts import Role
from ui.style.gauges import Form, paint_gauge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QLineF

    from cixi_desktop.wording.page import PageFigure
    from ui.page.page_rows import Columns

HEADS = ("任务", "指标", "年度目标", "累计完成", "完成率", "序时", "进度（竖线为序时）", "亮灯")
MERGED = 4
"""完成率, which is one cell with 序时 where the value is an old one."""
WIDTHS = (22.0, 128.0, 57.0, 46.0, 30.0, 30.0, 0.0, 50.0)
"""In points; 0 takes what the others leave."""


def paint_figures(sheet: PaperSheet, rows: Sequence[PageFigure], top: float, row_height: float) -> None:
    """Draw the table with its upper edge at ``top``."""
    columns = columns_of(WIDTHS)
    paint_rows(sheet, columns, HEADS, rows, top, row_height, _draw_row, _write_row)
    bottom = top + HEAD_HEIGHT + len(rows) * row_height
    upright = [down(x, top, bottom) for number, x in enumerate(columns.edges[1:-1]) if number != MERGED]
    sheet.lines([*upright, *_between_merged(columns.edges[MERGED + 1], rows, top, row_height)], HAIR)


def _between_merged(x: float, rows: Sequence[PageFigure], top: float, row_height: float) -> list[QLineF]:
    """The line between 完成率 and 序时, but not through the rows that tell the day of an old value there."""
    lines, start, y = [], top, top + HEAD_HEIGHT
    for row in rows:
        if row.since:
            lines.append(down(x, start, y))
            start = y + row_height
        y += row_height
    return [*lines, down(x, start, y)]


def _draw_row(sheet: PaperSheet, columns: Columns, row: PageFigure, top: float, height: float) -> None:
    """The gauge, and the light in its colour."""
    dial = columns.cell(6, top, height).adjusted(0, height * 0.1, 0, -height * 0.1)
    paint_gauge(sheet.painter, dial, row.figure, form=Form.BAR, is_print=True, has_words=False)
    draw_light(sheet, columns.cell(7, top, height), row.figure.light)


def _write_row(sheet: PaperSheet, columns: Columns, row: PageFigure, top: float, height: float) -> None:
    """The words, those of the light beside its shape."""

    def write(number: int, words: str, align: Align, to: int | None = None) -> None:
        sheet.words(columns.cell(number, top, height, to=to), words, Role.BODY, POINTS, align)

    write(1, row.name, Align.LEFT)
    write(2, row.target, Align.CENTRE)
    write(3, row.value, Align.RIGHT)
    if row.since:
        write(4, row.since, Align.CENTRE, to=5)
    else:
        write(4, row.completion, Align.RIGHT)
        write(5, row.pace, Align.RIGHT)
    write_light(sheet, columns.cell(7, top, height), row.figure.status)
