"""The parts of the page as blocks: what is slow and why, what takes half a line, paragraphs, heads."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRectF, QSizeF

from cixi_desktop.assessment.lights import Light
from cixi_desktop.wording.page import CUT, SHORTENED
from ui.page.page_sheet import (
    BLACK,
    HAIR,
    LEAST_STRETCH,
    THIN,
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
    set_line,
    shared,
)
from ui.style.fonts import Role
from ui.style.gauges import Form, paint_gauge
from ui.style.lights import paint_light
from ui.style.palette import tone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.reports.page import ShortFigure, ShortTask, SlowRow

POINTS = 9.0
"""Of everything in the body: 小五."""
PITCH = POINTS * UNITS_PER_POINT * 1.16
HEAD_HEIGHT = 13.0 * UNITS_PER_POINT
ROW_HEIGHT = 11.5 * UNITS_PER_POINT
PAD = 1.0 * UNITS_PER_POINT
SIDE = 2.0 * UNITS_PER_POINT
LIGHT = POINTS * UNITS_PER_POINT * 0.86
"""The side of a light's shape."""
GUTTER = 12.0 * UNITS_PER_POINT
"""Between two columns of half the width."""
HALF = (TYPE_AREA.width() - GUTTER) / 2
SLOW_HEADS = ("亮灯、牵头", "指标、事项", "完成（竖线为序时）", "原因、下一步打算")
SLOW_WIDTHS = (54.0, 96.0, 124.0, 0.0)
"""In points; 0 takes what the others leave."""
MARK = 11.0 * UNITS_PER_POINT
"""The room of 因 and 拟."""
LITTLE = 0.88
"""Names, causes and steps that need no more squeezing than that take a line less."""
FIGURE_WIDTHS = (0.0,)
TASK_WIDTHS = (98.0, 66.0, 0.0)
MOST_TASK_LINES = 4
COUNT_WIDTHS = (120.0, 0.0)


class Block(Struct, frozen=True):
    """A part of the page: how high it is, how it is drawn at a height, and whether anything is cut in it."""

    height: float
    paint: Callable[[PaperSheet, float], None]
    is_whole: bool = True


def paragraph(
    text: str, most: int, width: float = TYPE_AREA.width(), left: float = TYPE_AREA.left()
) -> Block:
    """Running text in at most ``most`` lines."""
    setting = fitted(text, SHORTENED, face(Role.BODY, POINTS), width, PITCH, most)
    return Block(
        setting.lines * PITCH, lambda sheet, top: sheet.setting(setting, left, top), setting.is_whole
    )


def heading(
    words: str, note: str = "", width: float = TYPE_AREA.width(), left: float = TYPE_AREA.left()
) -> Block:
    """The head of a section, with a note behind it."""

    def paint(sheet: PaperSheet, top: float) -> None:
        cell = QRectF(left, top, width, HEAD_HEIGHT)
        sheet.words(cell, words, Role.HEI, POINTS + 1)
        sheet.words(cell, note, Role.BODY, POINTS, Align.RIGHT)

    return Block(HEAD_HEIGHT, paint)


def beside(left: Sequence[Block], right: Sequence[Block]) -> Block:
    """Two columns of blocks side by side."""

    def paint(sheet: PaperSheet, top: float) -> None:
        for blocks in (left, right):
            _paint_all(sheet, blocks, top)

    height = max(sum(block.height for block in blocks) for blocks in (left, right))
    return Block(height, paint, all(block.is_whole for block in (*left, *right)))


def _paint_all(sheet: PaperSheet, blocks: Sequence[Block], top: float) -> None:
    for block in blocks:
        block.paint(sheet, top)
        top += block.height


def slow_table(rows: Sequence[SlowRow], late_lines: int, behind_lines: int) -> Block:
    """What is slow, each with cause and step in at most so many lines; 0: both in one line with the rest."""
    edges = _edges(SLOW_WIDTHS)
    blocks = [
        _slow_row(row, edges, late_lines if row.assessed.light is Light.LATE else behind_lines)
        for row in rows
    ]
    height = HEAD_HEIGHT + sum(block.height for block in blocks)

    def paint(sheet: PaperSheet, top: float) -> None:
        for number, head in enumerate(SLOW_HEADS):
            cell = QRectF(edges[number], top, edges[number + 1] - edges[number], HEAD_HEIGHT)
            sheet.words(cell, head, Role.HEI, POINTS, Align.CENTRE)
        y, lines = top + HEAD_HEIGHT, []
        for block in blocks:
            lines.append(across(y, edges[0], edges[-1]))
            block.paint(sheet, y)
            y += block.height
        sheet.lines([*lines, *(down(x, top, y) for x in edges[1:-1])], HAIR)
        sheet.lines([across(top, edges[0], edges[-1]), across(y, edges[0], edges[-1])], THIN)

    return Block(height, paint, all(block.is_whole for block in blocks))


def _slow_row(row: SlowRow, edges: Sequence[float], lines: int) -> Block:
    role = Role.HEI if row.assessed.light is Light.LATE else Role.BODY
    name_width, why_width = edges[2] - edges[1] - 2 * SIDE, edges[4] - edges[3] - 2 * SIDE - MARK
    name = fitted(row.name, CUT, face(role, POINTS), name_width, PITCH, max(2, lines) if lines else 1)
    whys = [("因", row.cause), ("拟", row.step)] if lines else [("因", f"{row.cause}；拟{row.step}")]
    said = [(mark, _in_few_lines(text, why_width, max(1, lines))) for mark, text in whys]
    count = max(name.lines, sum(each.lines for _, each in said), 2 if lines else 1)
    paint = partial(_paint_slow, row=row, edges=edges, name=name, said=said, count=count)
    whole = all(each.is_whole for each in (name, *(each for _, each in said)))
    return Block(count * PITCH + 2 * PAD, paint, whole)


def _in_few_lines(text: str, width: float, most: int) -> Setting:
    """Text in at most so many lines, a little narrower where that saves one."""
    usual, narrow = face(Role.BODY, POINTS), face(Role.BODY, POINTS, int(100 * LITTLE))
    usual_lines, narrow_lines = (lines_needed(text, font, width, most + 1) for font in (usual, narrow))
    return fitted(text, CUT, narrow if narrow_lines < usual_lines else usual, width, PITCH, most)


def _paint_slow(
    sheet: PaperSheet,
    top: float,
    *,
    row: SlowRow,
    edges: Sequence[float],
    name: Setting,
    said: Sequence[tuple[str, Setting]],
    count: int,
) -> None:
    y = top + PAD
    sheet.setting(name, edges[1] + SIDE, y + (count - name.lines) * PITCH / 2)

    def line(column: int, number: int) -> QRectF:
        left = edges[column] + SIDE
        return QRectF(left, y + number * PITCH, edges[column + 1] - SIDE - left, PITCH)

    _paint_lights(sheet, row, line(0, 0), line(0, 1) if count > 1 else None)
    _paint_standing(sheet, row, line(2, 0), line(2, 1) if count > 1 else None)
    for mark, setting in said:
        sheet.words(QRectF(edges[3] + SIDE, y, MARK, PITCH), mark, Role.HEI, POINTS)
        sheet.setting(setting, edges[3] + SIDE + MARK, y)
        y += setting.lines * PITCH


def _paint_lights(sheet: PaperSheet, row: SlowRow, first: QRectF, second: QRectF | None) -> None:
    """The light with its word, and the unit below or beside it."""
    light = row.assessed.light
    role = Role.HEI if light is Light.LATE else Role.BODY
    words = light.value if second else f"{light}　{row.unit}"
    paint_light(
        sheet.painter, QRectF(first.topLeft(), QSizeF(LIGHT, PITCH)), light, colour=tone_of(light).text
    )
    sheet.words(first.adjusted(LIGHT * 1.3, 0, 0, 0), words, role, POINTS)
    if second:
        sheet.words(second, row.unit, role, POINTS)


def _paint_standing(sheet: PaperSheet, row: SlowRow, first: QRectF, second: QRectF | None) -> None:
    """Value and 完成率 with the bar between them; below, the distance and what is needed."""
    left, right = row.standing
    sheet.words(first, left, Role.BODY, POINTS)
    sheet.words(first, right, Role.BODY, POINTS, Align.RIGHT)
    gap = SIDE * 2
    start = first.left() + sheet.width(left, Role.BODY, POINTS) + gap
    end = first.right() - sheet.width(right, Role.BODY, POINTS) - gap
    if end - start > PITCH * 1.5:
        bar = QRectF(start, first.top() + PITCH * 0.14, min(end - start, PITCH * 6), PITCH * 0.72)
        bar.moveRight(end)
        paint_gauge(sheet.painter, bar, row.assessed, form=Form.BAR, is_print=True, has_words=False)
    if second:
        distance, need = row.distance
        used = sheet.width(distance, Role.BODY, POINTS) + gap if distance else 0.0
        sheet.words(second, distance, Role.BODY, POINTS)
        sheet.words(second.adjusted(used, 0, 0, 0), need, Role.BODY, POINTS, Align.RIGHT)


def short_figures(rows: Sequence[ShortFigure], lines: int) -> Block:
    """Figures in two columns of half a line each.

    A name has all the room that its value leaves, which is squeezed where both are long; in so many lines.
    If that is one, the short name stands where the name would have to be squeezed much.
    """
    distance = max(_width(row.distance) for row in rows)
    both = HALF - 7 * SIDE - LIGHT * 1.3 - distance
    settings = []
    for row in rows:
        value = _width(row.standing)
        least = min(value * LEAST_STRETCH / 100, both / 2)
        room = both - min(value, max(both - _width(row.name), least))
        is_long = _width(row.name) * LITTLE > room
        settings.append(
            fitted(row.name, CUT, face(Role.BODY, POINTS), room, PITCH, lines)
            if is_long and lines > 1
            else set_line(row.short if is_long else row.name, Role.BODY, POINTS, room)
        )

    def paint_row(sheet: PaperSheet, number: int, cells: Sequence[QRectF]) -> None:
        (line,), row, name = cells, rows[number], settings[number]
        light = row.figure.light
        shape = QRectF(line.topLeft(), QSizeF(LIGHT, line.height()))
        paint_light(sheet.painter, shape, light, colour=BLACK if light.is_grey else tone_of(light).text)
        above = name.lines * PITCH / 2 if name.lines > 1 else 0.0
        sheet.setting(name, line.left() + LIGHT * 1.3, line.center().y() - above)
        room = both - name.width
        values = QRectF(line.right() - distance - 3 * SIDE - room, line.top(), room, line.height())
        sheet.words(values, row.standing, Role.BODY, POINTS, Align.RIGHT)
        sheet.words(line, row.distance, Role.BODY, POINTS, Align.RIGHT)

    heights = [ROW_HEIGHT + (setting.lines - 1) * PITCH for setting in settings]
    return _halves(heights, FIGURE_WIDTHS, paint_row, is_whole=all(each.is_whole for each in settings))


def _width(words: str) -> float:
    """How wide a line of the body would be."""
    return set_line(words, Role.BODY, POINTS).width if words else 0.0


def task_lines(rows: Sequence[ShortTask], room: float) -> Block:
    """The lights of each task, and one sentence on it; more of them as far as there is ``room``."""
    edges, font = _edges(TASK_WIDTHS), face(Role.BODY, POINTS)
    width = edges[3] - edges[2] - 2 * SIDE
    needs = [lines_needed("；".join(row.said), font, width, MOST_TASK_LINES) for row in rows]
    spare = max(0, int((room - len(rows) * ROW_HEIGHT) / PITCH))
    lines = shared(needs, len(rows) + spare)
    texts = [
        row.said[0] if count == 1 else "；".join(row.said) for row, count in zip(rows, lines, strict=True)
    ]
    said = [fitted(text, CUT, font, width, PITCH, count) for text, count in zip(texts, lines, strict=True)]
    heights = [ROW_HEIGHT + (setting.lines - 1) * PITCH for setting in said]
    tops = [0.0, *itertools.accumulate(heights)]

    def paint(sheet: PaperSheet, top: float) -> None:
        for row, setting, below, height in zip(rows, said, tops, heights, strict=False):
            cells = _cells(edges, top + below, height)
            sheet.words(cells[0], row.title, Role.BODY, POINTS)
            sheet.words(cells[1], row.lights, Role.BODY, POINTS)
            sheet.setting(setting, cells[2].left(), cells[2].top() + (ROW_HEIGHT - PITCH) / 2)
        _rule(sheet, edges[0], edges[-1], [top + below for below in tops])

    return Block(tops[-1], paint, all(each.is_whole for each in said))


def task_halves(rows: Sequence[ShortTask]) -> Block:
    """The tasks in two columns: title, judged items, and one sentence, on a line of its own where it must."""
    width = HALF - 2 * SIDE
    lights = [row.lights.partition(" ·")[0] for row in rows]
    heads = [_width(row.title) + _width(lit) + 4 * SIDE for row, lit in zip(rows, lights, strict=True)]
    said = [
        set_line(row.said[0], Role.BODY, POINTS, width - head) for row, head in zip(rows, heads, strict=True)
    ]
    is_below = [not setting.is_whole for setting in said]
    said = [
        set_line(row.said[0], Role.BODY, POINTS, width) if below else setting
        for row, setting, below in zip(rows, said, is_below, strict=True)
    ]

    def paint_row(sheet: PaperSheet, number: int, cells: Sequence[QRectF]) -> None:
        (cell,), row, setting = cells, rows[number], said[number]
        line = QRectF(cell.left(), cell.top(), cell.width(), ROW_HEIGHT)
        sheet.words(line, row.title, Role.BODY, POINTS)
        sheet.words(line.adjusted(_width(row.title) + 2 * SIDE, 0, 0, 0), lights[number], Role.BODY, POINTS)
        sheet.setting(setting, line.right() - setting.width, cell.bottom() - ROW_HEIGHT / 2)

    heights = [ROW_HEIGHT + (PITCH if below else 0.0) for below in is_below]
    return _halves(heights, FIGURE_WIDTHS, paint_row, is_whole=all(each.is_whole for each in said))


def task_counts(rows: Sequence[ShortTask]) -> Block:
    """The tasks in two columns, with their lights alone."""

    def paint_row(sheet: PaperSheet, number: int, cells: Sequence[QRectF]) -> None:
        sheet.words(cells[0], rows[number].title, Role.BODY, POINTS)
        sheet.words(cells[1], rows[number].lights, Role.BODY, POINTS, Align.RIGHT)

    return _halves([ROW_HEIGHT] * len(rows), COUNT_WIDTHS, paint_row)


def _halves(
    heights: Sequence[float],
    widths: Sequence[float],
    paint_row: Callable[[PaperSheet, int, Sequence[QRectF]], None],
    *,
    is_whole: bool = True,
) -> Block:
    """Rows of these heights in two columns, down the left one first; they are painted by their numbers."""
    count = len(heights)
    split = min(range(count, -1, -1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))
    columns = (range(split), range(split, count))

    def paint(sheet: PaperSheet, top: float) -> None:
        for start, column in enumerate(columns):
            edges = _edges(widths, TYPE_AREA.left() + start * (HALF + GUTTER), HALF)
            tops = [top]
            for number in column:
                paint_row(sheet, number, _cells(edges, tops[-1], heights[number]))
                tops.append(tops[-1] + heights[number])
            _rule(sheet, edges[0], edges[-1], tops)

    return Block(max(sum(heights[number] for number in column) for column in columns), paint, is_whole)


def _rule(sheet: PaperSheet, left: float, right: float, tops: Sequence[float]) -> None:
    """Lines between rows that begin at ``tops``, thicker ones above the first and below the last."""
    if len(tops) > 1:
        sheet.lines([across(top, left, right) for top in tops[1:-1]], HAIR)
        sheet.lines([across(top, left, right) for top in (tops[0], tops[-1])], THIN)


def _edges(
    widths: Sequence[float], left: float = TYPE_AREA.left(), whole: float = TYPE_AREA.width()
) -> tuple[float, ...]:
    """Where columns of these widths in points begin, and the right edge; a width of 0 takes the rest."""
    fixed = [width * UNITS_PER_POINT for width in widths]
    rest = whole - sum(fixed)
    edges = [left]
    for width in fixed:
        edges.append(edges[-1] + (width or rest))
    return tuple(edges)


def _cells(edges: Sequence[float], top: float, height: float = ROW_HEIGHT) -> list[QRectF]:
    """The insides of a row's cells."""
    return [
        QRectF(left + SIDE, top, right - left - 2 * SIDE, height) for left, right in itertools.pairwise(edges)
    ]
