"""The printed table of the tasks: what room their texts have, how these are shortened, how it is drawn."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import starmap
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRectF

from cixi_desktop.wording.figures import NONE
from cixi_desktop.wording.page import SHORTENED
from ui.page.page_sheet import (
    HAIR,
    TYPE_AREA,
    UNITS_PER_POINT,
    Align,
    PaperSheet,
    Setting,
    across,
    down,
    face,
    fitted,
    lines_needed,
    set_text,
    shared,
)
from ui.style.fonts import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.wording.page import PageTask

FLOOR = 9.0
"""Size of the texts in points: 小五."""
PITCH = 1.16
"""Distance of base lines over the size."""
PAD = 0.8 * UNITS_PER_POINT
"""Above and below the text in a row."""
SIDE = 2.0 * UNITS_PER_POINT
"""Left and right of the text in a cell."""
USUAL_SHARES = (42, 27, 31)
"""Of 进展情况, 存在问题 and 下一步打算 in the width, in percent."""
SHARES = tuple(
    (100 - problems - following, problems, following)
    for problems in range(18, 44, 4)
    for following in range(18, 44, 4)
    if problems + following <= 70
)
TELLING_LINES = 14
"""Texts that take more claim no wider column."""
TASK_HEADS = ("重点任务", "事项亮灯", "进展情况", "存在问题", "下一步打算")
TASK_HEAD_HEIGHT = 11.0 * UNITS_PER_POINT
TITLE_WIDTH, LIGHTS_WIDTH = 70.0 * UNITS_PER_POINT, 56.0 * UNITS_PER_POINT
TASK_TEXT_WIDTH = TYPE_AREA.width() - TITLE_WIDTH - LIGHTS_WIDTH
"""Of the three texts together."""


class TaskTable(Struct, frozen=True, kw_only=True):
    """The texts of the tasks as they are set: size, widths of three columns, lines of each row."""

    points: float
    widths: tuple[float, float, float]
    lines: tuple[int, ...]
    is_whole: bool

    @property
    def pitch(self) -> float:
        """From base line to base line."""
        return self.points * UNITS_PER_POINT * PITCH

    def row_height(self, row: int) -> float:
        """The row with its padding."""
        return self.lines[row] * self.pitch + 2 * PAD

    @property
    def height(self) -> float:
        """All rows."""
        return sum(self.row_height(row) for row in range(len(self.lines)))

    def setting(self, text: str, column: int, row: int) -> Setting:
        """One text in its cell, shortened where it must be."""
        font, width = face(Role.BODY, self.points), self.widths[column] - 2 * SIDE
        return fitted(text, SHORTENED, font, width, self.pitch, self.lines[row])


def plan_tasks(rows: tuple[PageTask, ...], width: float, height: float) -> TaskTable:
    """Share ``height`` out among the rows, and ``width`` among their texts; no row gets less than a line."""
    widths = _widths(rows, width)
    available = int((height - len(rows) * 2 * PAD) / (FLOOR * UNITS_PER_POINT * PITCH) + 1e-6)
    needs = _needs(rows, widths, available)
    is_whole = sum(needs) <= available
    lines = tuple(needs if is_whole else shared(needs, available))
    return TaskTable(points=FLOOR, widths=widths, lines=lines, is_whole=is_whole)


def _needs(rows: tuple[PageTask, ...], widths: tuple[float, ...], available: int) -> list[int]:
    """The lines of the longest text of each row, as far as they matter.

    No row can get more than what is left when each other has a line; one more is enough to know that all
    together is too much.
    """
    font = face(Role.BODY, FLOOR)
    most = max(1, available - len(rows) + 2)
    needs = [1] * len(rows)
    for number, row in enumerate(rows):
        cells = zip(row.texts, widths, strict=True)
        told = max(lines_needed(text, font, width - 2 * SIDE, most) for text, width in cells)
        needs[number] = max(told, lines_needed(row.title, font, TITLE_WIDTH - 2 * SIDE, most))
    return needs


@lru_cache(maxsize=16)
def _widths(rows: tuple[PageTask, ...], width: float) -> tuple[float, float, float]:
    """The split at which the rows take the fewest lines, by estimate; the most usual of these."""
    line = width / (FLOOR * UNITS_PER_POINT)
    columns = tuple(zip(*([_ems(text) for text in row.texts] for row in rows), strict=True)) or ((), (), ())

    @cache
    def lines_of(column: int, share: int) -> list[int]:
        room = line * share / 100 - 1
        return [min(ceil(em / room), TELLING_LINES) for em in columns[column]]

    def cost(shares: tuple[int, int, int]) -> tuple[int, int]:
        lines = sum(map(max, *starmap(lines_of, enumerate(shares))))
        return lines, abs(shares[1] - USUAL_SHARES[1]) + abs(shares[2] - USUAL_SHARES[2])

    progress, problems, following = min(SHARES, key=cost)
    return width * progress / 100, width * problems / 100, width * following / 100


def _ems(text: str) -> float:
    """About how wide the text is in ems: Chinese takes three bytes a letter and an em, Latin half of one."""
    wide = (len(text.encode("utf-8", "replace")) - len(text)) / 2
    return wide + (len(text) - wide) / 2


def paint_tasks(sheet: PaperSheet, rows: Sequence[PageTask], table: TaskTable, top: float) -> None:
    """Draw the table with its upper edge at ``top``."""
    edges = [TYPE_AREA.left()]
    for width in (TITLE_WIDTH, LIGHTS_WIDTH, *table.widths):
        edges.append(edges[-1] + width)
    for number, head in enumerate(TASK_HEADS):
        cell = QRectF(edges[number], top, edges[number + 1] - edges[number], TASK_HEAD_HEIGHT)
        sheet.words(cell, head, Role.HEI, table.points, Align.CENTRE)
    y, lines = top + TASK_HEAD_HEIGHT, []
    for number, row in enumerate(rows):
        lines.append(across(y, edges[0], edges[-1]))
        _paint_task(sheet, row, table, number, edges, y)
        y += table.row_height(number)
    sheet.lines([*lines, *(down(x, top, y) for x in edges[1:-1])], HAIR)
    sheet.box(QRectF(edges[0], top, edges[-1] - edges[0], y - top))


def _paint_title(sheet: PaperSheet, title: str, table: TaskTable, number: int, cell: QRectF) -> None:
    """In lines, or narrower in one where the row has no more."""
    lines = table.lines[number]
    setting = set_text(title, face(Role.BODY, table.points), cell.width(), table.pitch, lines)
    if lines > 1 and setting.is_whole:
        sheet.setting(setting, cell.left(), cell.center().y() - setting.lines * table.pitch / 2)
    else:
        sheet.words(cell, title, Role.BODY, table.points)


def _paint_task(  # noqa: PLR0917 - a row and its place
    sheet: PaperSheet, row: PageTask, table: TaskTable, number: int, edges: Sequence[float], top: float
) -> None:
    height = table.row_height(number)

    def cell(column: int) -> QRectF:
        return QRectF(edges[column] + SIDE, top, edges[column + 1] - edges[column] - 2 * SIDE, height)

    _paint_title(sheet, row.title, table, number, cell(0))
    sheet.words(cell(1), row.lights or NONE, Role.BODY, table.points, Align.CENTRE)
    for column, text in enumerate(row.texts):
        if text:
            setting = table.setting(text, column, number)
            above = PAD + (height - 2 * PAD - setting.lines * table.pitch) / 2
            sheet.setting(setting, edges[column + 2] + SIDE, top + above)
