"""The printed table of all figures, a gauge in each row."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QLineF, QRectF, QSizeF

from ui.drawing.fonts import Role
from ui.drawing.gauges import Form, paint_gauge
from ui.drawing.lights import paint_light
from ui.drawing.palette import tone_of
from ui.page.page_sheet import BLACK, HAIR, THIN, TYPE_AREA, UNITS_PER_POINT, Align, Sheet, across, down

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.judgement.lights import Light
    from ui.page.page_text import FigureRow, ItemRow

POINTS = 8.0
HEAD_HEIGHT = 11.0 * UNITS_PER_POINT
ROW_HEIGHT = 9.4 * UNITS_PER_POINT
SIDE = 2.0 * UNITS_PER_POINT
LIGHT = POINTS * UNITS_PER_POINT * 0.86
"""The side of a light's shape."""
HEADS = ("任务", "指标", "年度目标", "累计完成", "完成率", "序时", "进度（竖线为序时）", "亮灯")
MERGED = 4
"""完成率, which is one cell with 序时 where the value is an old one."""
WIDTHS = (22.0, 128.0, 57.0, 46.0, 30.0, 30.0, 0.0, 50.0)
"""In points; 0 takes what the others leave."""


class Columns(Struct, frozen=True):
    """Where the columns of a table begin, and the right edge."""

    edges: tuple[float, ...]

    def cell(self, number: int, top: float, height: float, *, to: int | None = None) -> QRectF:
        """The inside of a cell, of several columns if ``to`` is a later one."""
        left = self.edges[number] + SIDE
        right = self.edges[(number if to is None else to) + 1] - SIDE
        return QRectF(left, top, right - left, height)


def columns_of(widths: Sequence[float]) -> Columns:
    """The columns of these widths in points, over the whole type area."""
    fixed = [width * UNITS_PER_POINT for width in widths]
    rest = TYPE_AREA.width() - sum(fixed)
    edges = [TYPE_AREA.left()]
    for width in fixed:
        edges.append(edges[-1] + (width or rest))
    return Columns(tuple(edges))


def paint_figures(sheet: Sheet, rows: Sequence[FigureRow], top: float, row_height: float) -> None:
    """Draw the table with its upper edge at ``top``."""
    columns = columns_of(WIDTHS)
    write_heads(sheet, columns, HEADS, top)
    first = top + HEAD_HEIGHT
    tops = [first + number * row_height for number in range(len(rows))]
    for row, y in zip(rows, tops, strict=True):
        _draw_row(sheet, columns, row, y, row_height)
    for row, y in zip(rows, tops, strict=True):
        _write_row(sheet, columns, row, y, row_height)
    paint_groups(sheet, columns, rows, first, row_height)
    bottom = first + len(rows) * row_height
    edges = columns.edges
    upright = [down(x, top, bottom) for number, x in enumerate(edges[1:-1]) if number != MERGED]
    sheet.lines([*upright, *_between_merged(edges[MERGED + 1], rows, top, row_height)], HAIR)
    sheet.box(QRectF(edges[0], top, edges[-1] - edges[0], bottom - top))


def _between_merged(x: float, rows: Sequence[FigureRow], top: float, row_height: float) -> list[QLineF]:
    """The line between 完成率 and 序时, but not through the rows that tell the day of an old value there."""
    lines, start, y = [], top, top + HEAD_HEIGHT
    for row in rows:
        if row.since:
            lines.append(down(x, start, y))
            start = y + row_height
        y += row_height
    return [*lines, down(x, start, y)]


def _draw_row(sheet: Sheet, columns: Columns, row: FigureRow, top: float, height: float) -> None:
    """The gauge, and the light in its colour."""
    dial = columns.cell(6, top, height).adjusted(0, height * 0.1, 0, -height * 0.1)
    paint_gauge(sheet.painter, dial, row.figure, form=Form.BAR, is_print=True, has_words=False)
    draw_light(sheet, columns.cell(7, top, height), row.figure.light)


def _write_row(sheet: Sheet, columns: Columns, row: FigureRow, top: float, height: float) -> None:
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


def write_heads(sheet: Sheet, columns: Columns, heads: Sequence[str], top: float) -> None:
    """The heads of the columns, in the row above the first."""
    for number, head in enumerate(heads):
        sheet.words(columns.cell(number, top, HEAD_HEIGHT), head, Role.HEI, POINTS, Align.CENTRE)


def draw_light(sheet: Sheet, cell: QRectF, light: Light) -> None:
    """The light's shape in its colour, at the left of its cell."""
    shape = QRectF(cell.topLeft(), QSizeF(LIGHT, cell.height()))
    paint_light(sheet.painter, shape, light, colour=BLACK if light.is_grey else tone_of(light).text)


def write_light(sheet: Sheet, cell: QRectF, status: str) -> None:
    """The light's word, beside its shape."""
    sheet.words(cell.adjusted(LIGHT * 1.25, 0, 0, 0), status, Role.BODY, POINTS)


def paint_groups(
    sheet: Sheet, columns: Columns, rows: Sequence[FigureRow | ItemRow], first: float, height: float
) -> None:
    """One cell for each task, and the lines between the rows."""
    left, right = columns.edges[0], columns.edges[-1]
    starts = [n for n, row in enumerate(rows) if n == 0 or rows[n - 1].group != row.group]
    for start, end in pairwise([*starts, len(rows)]):
        cell = columns.cell(0, first + start * height, (end - start) * height)
        cell.adjust(-SIDE / 2, 0, SIDE / 2, 0)
        sheet.words(cell, rows[start].group, Role.BODY, POINTS, Align.CENTRE)
    sheet.lines([across(first + start * height, left, right) for start in starts or [0]], THIN)
    within = set(range(len(rows))).difference(starts)
    sheet.lines([across(first + n * height, columns.edges[1], right) for n in within], HAIR)
