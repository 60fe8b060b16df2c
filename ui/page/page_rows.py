"""The printed tables of one line a row: the figures with a gauge each, and the items by name."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from PySide6.QtCore import QRectF, QSizeF

from cixi_desktop.wording.page import SHORTENED, PageFigure, PageItem
from ui.page.page_blocks import LIGHT, POINTS, ROW_HEIGHT, SIDE, Block
from ui.page.page_sheet import (
    BLACK,
    HAIR,
    THIN,
    TYPE_AREA,
    UNITS_PER_POINT,
    Align,
    PaperSheet,
    across,
    down,
    face,
    fitted,
)
from ui.style.fonts import Role
from ui.style.gauges import Form, paint_gauge
from ui.style.lights import paint_light
from ui.style.palette import tone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QLineF

    from cixi_desktop.assessment.lights import Light

Row = TypeVar("Row", PageFigure, PageItem)

HEAD_HEIGHT = 12.0 * UNITS_PER_POINT
FIGURE_HEADS = ("任务", "指标", "年度目标", "累计完成", "完成率", "序时", "进度（竖线为序时）", "亮灯")
MERGED = 4
"""完成率, which is one cell with 序时 where the value is an old one."""
FIGURE_WIDTHS = (22.0, 128.0, 57.0, 46.0, 30.0, 30.0, 0.0, 50.0)
"""In points; 0 takes what the others leave."""
ITEM_HEADS = ("任务", "事项", "进展", "亮灯")
ITEM_WIDTHS = (22.0, 128.0, 0.0, 50.0)
"""In points, as in the table of the figures; 0 takes what the others leave."""
ITEM_PITCH = POINTS * UNITS_PER_POINT
"""The height of a line of words."""


def figure_table(rows: Sequence[PageFigure]) -> Block:
    """A line with its gauge for each figure."""
    height = HEAD_HEIGHT + len(rows) * ROW_HEIGHT
    return Block(height, lambda sheet, top: _paint_figures(sheet, rows, top, ROW_HEIGHT))


def _paint_figures(sheet: PaperSheet, rows: Sequence[PageFigure], top: float, row_height: float) -> None:
    """Draw the table with its upper edge at ``top``."""
    columns = _columns_of(FIGURE_WIDTHS)
    _paint_rows(sheet, columns, FIGURE_HEADS, rows, top, row_height, _draw_figure, _write_figure)
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


def _draw_figure(sheet: PaperSheet, columns: Columns, row: PageFigure, top: float, height: float) -> None:
    """The gauge, and the light in its colour."""
    dial = columns.cell(6, top, height).adjusted(0, height * 0.1, 0, -height * 0.1)
    paint_gauge(sheet.painter, dial, row.figure, form=Form.BAR, is_print=True, has_words=False)
    _draw_light(sheet, columns.cell(7, top, height), row.figure.light)


def _write_figure(sheet: PaperSheet, columns: Columns, row: PageFigure, top: float, height: float) -> None:
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
    _write_light(sheet, columns.cell(7, top, height), row.figure.word)


def item_table(rows: Sequence[PageItem]) -> Block:
    """A line for each item."""
    height = HEAD_HEIGHT + len(rows) * ROW_HEIGHT
    return Block(height, lambda sheet, top: _paint_items(sheet, rows, top, ROW_HEIGHT))


def _paint_items(sheet: PaperSheet, rows: Sequence[PageItem], top: float, row_height: float) -> None:
    """Draw the table with its upper edge at ``top``; words without room end as the rule of the page says."""
    columns = _columns_of(ITEM_WIDTHS)
    _paint_rows(sheet, columns, ITEM_HEADS, rows, top, row_height, _draw_item, _write_item)
    bottom = top + HEAD_HEIGHT + len(rows) * row_height
    sheet.lines([down(x, top, bottom) for x in columns.edges[1:-1]], HAIR)


def _draw_item(sheet: PaperSheet, columns: Columns, row: PageItem, top: float, height: float) -> None:
    _draw_light(sheet, columns.cell(3, top, height), row.item.light)


def _write_item(sheet: PaperSheet, columns: Columns, row: PageItem, top: float, height: float) -> None:
    sheet.words(columns.cell(1, top, height), row.name, Role.BODY, POINTS, Align.LEFT)
    cell = columns.cell(2, top, height)
    said = fitted(row.progress, SHORTENED, face(Role.BODY, POINTS), cell.width(), ITEM_PITCH, 1)
    sheet.setting(said, cell.left(), top + (height - ITEM_PITCH) / 2)
    _write_light(sheet, columns.cell(3, top, height), row.item.word)


class Columns(Struct, frozen=True):
    """Where the columns of a table begin, and the right edge."""

    edges: tuple[float, ...]

    def cell(self, number: int, top: float, height: float, *, to: int | None = None) -> QRectF:
        """The inside of a cell, of several columns if ``to`` is a later one."""
        left = self.edges[number] + SIDE
        right = self.edges[(number if to is None else to) + 1] - SIDE
        return QRectF(left, top, right - left, height)


def _columns_of(widths: Sequence[float]) -> Columns:
    """The columns of these widths in points, over the whole type area."""
    fixed = [width * UNITS_PER_POINT for width in widths]
    rest = TYPE_AREA.width() - sum(fixed)
    edges = [TYPE_AREA.left()]
    for width in fixed:
        edges.append(edges[-1] + (width or rest))
    return Columns(tuple(edges))


def _paint_rows(  # noqa: PLR0917 - a table is all of these
    sheet: PaperSheet,
    columns: Columns,
    heads: Sequence[str],
    rows: Sequence[Row],
    top: float,
    height: float,
    draw: Callable[[PaperSheet, Columns, Row, float, float], None],
    write: Callable[[PaperSheet, Columns, Row, float, float], None],
) -> None:
    """A table without its upright lines: the heads, then all that is drawn, then all words, and its box."""
    for number, head in enumerate(heads):
        sheet.words(columns.cell(number, top, HEAD_HEIGHT), head, Role.HEI, POINTS, Align.CENTRE)
    first = top + HEAD_HEIGHT
    for fill in (draw, write):
        for number, row in enumerate(rows):
            fill(sheet, columns, row, first + number * height, height)
    _paint_groups(sheet, columns, [row.group for row in rows], first, height)
    left, right = columns.edges[0], columns.edges[-1]
    sheet.box(QRectF(left, top, right - left, HEAD_HEIGHT + len(rows) * height))


def _draw_light(sheet: PaperSheet, cell: QRectF, light: Light) -> None:
    """The light's shape in its colour, at the left of its cell."""
    shape = QRectF(cell.topLeft(), QSizeF(LIGHT, cell.height()))
    paint_light(sheet.painter, shape, light, colour=BLACK if light.is_grey else tone_of(light).text)


def _write_light(sheet: PaperSheet, cell: QRectF, status: str) -> None:
    """The light's word, beside its shape."""
    sheet.words(cell.adjusted(LIGHT * 1.25, 0, 0, 0), status, Role.BODY, POINTS)


def _paint_groups(
    sheet: PaperSheet, columns: Columns, groups: Sequence[str], first: float, height: float
) -> None:
    """One cell for each task, and the lines between the rows."""
    left, right = columns.edges[0], columns.edges[-1]
    starts = [n for n, group in enumerate(groups) if n == 0 or groups[n - 1] != group]
    for start, end in pairwise([*starts, len(groups)]):
        cell = columns.cell(0, first + start * height, (end - start) * height)
        cell.adjust(-SIDE / 2, 0, SIDE / 2, 0)
        sheet.words(cell, groups[start], Role.BODY, POINTS, Align.CENTRE)
    sheet.lines([across(first + start * height, left, right) for start in starts or [0]], THIN)
    within = set(range(len(groups))).difference(starts)
    sheet.lines([across(first + n * height, columns.edges[1], right) for n in within], HAIR)
