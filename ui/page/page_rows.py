"""What the printed tables of one line a row share: columns, heads, a cell for each task, lights."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from PySide6.QtCore import QRectF, QSizeF

from cixi_desktop.wording.page import PageFigure, PageItem
from ui.page.page_sheet import BLACK, HAIR, THIN, TYPE_AREA, UNITS_PER_POINT, Align, PaperSheet, across
from ui.style.fonts import Role
from ui.style.lights import paint_light
from ui.style.palette import tone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.assessment.lights import Light

Row = TypeVar("Row", PageFigure, PageItem)

POINTS = 8.0
HEAD_HEIGHT = 11.0 * UNITS_PER_POINT
ROW_HEIGHT = 9.4 * UNITS_PER_POINT
SIDE = 2.0 * UNITS_PER_POINT
LIGHT = POINTS * UNITS_PER_POINT * 0.86
"""The side of a light's shape."""


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


def paint_rows(  # noqa: PLR0917 - a table is all of these
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


def draw_light(sheet: PaperSheet, cell: QRectF, light: Light) -> None:
    """The light's shape in its colour, at the left of its cell."""
    shape = QRectF(cell.topLeft(), QSizeF(LIGHT, cell.height()))
    paint_light(sheet.painter, shape, light, colour=BLACK if light.is_grey else tone_of(light).text)


def write_light(sheet: PaperSheet, cell: QRectF, status: str) -> None:
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
