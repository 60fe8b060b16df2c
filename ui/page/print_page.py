"""The printed page: one A4 sheet for one who reads nothing else. The same on screen, in PDF, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cixi_desktop.errors import CixiError
from cixi_desktop.wording.page import SIGN_OFF
from ui.dialogs.printing import adopt_a4, write_paper
from ui.page.page_layout import (
    BODY_TOP,
    GAP,
    LINE_HEIGHT,
    SIGN_HEIGHT,
    TITLE_HEIGHT,
    PageLayout,
    lay_out,
)
from ui.page.page_sheet import (
    HEIGHT,
    LEAST_STRETCH,
    MM,
    THIN,
    TYPE_AREA,
    UNITS_PER_POINT,
    WIDTH,
    Align,
    PaperSheet,
    across,
    set_line,
)
from ui.style.fonts import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPdfWriter
    from PySide6.QtPrintSupport import QPrinter

    from cixi_desktop.reports.page import Page

TITLE_POINTS, NOTE_POINTS, SIGN_POINTS = 22.0, 9.0, 10.5
SAMPLE, DAMAGED = "示例数据", "数据不全"
BOX_HEIGHT = 19.0 * MM
"""Of the room for 批示."""


def paint_page(painter: QPainter, target: QRectF, page: Page) -> None:
    """Draw the whole A4 page into ``target`` (in the painter's coordinates), as large as fits, centred."""
    scale = min(target.width() / WIDTH, target.height() / HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(target.center().x() - WIDTH * scale / 2, target.center().y() - HEIGHT * scale / 2)
    painter.scale(scale, scale)
    sheet = PaperSheet(painter)
    _paint_instructions(sheet, DAMAGED if page.is_damaged else SAMPLE if page.is_sample else "")
    _paint_head(sheet, page)
    layout = lay_out(page)
    painter.save()
    painter.translate(TYPE_AREA.center().x() * (1 - layout.scale), BODY_TOP * (1 - layout.scale))
    painter.scale(layout.scale, layout.scale)
    _paint_body(sheet, layout)
    painter.restore()
    _paint_sign_off(sheet, page.filled_by)
    layout.foot.paint(sheet, TYPE_AREA.bottom() + GAP)
    painter.restore()


def _paint_instructions(sheet: PaperSheet, warning: str) -> None:
    """Room for 批示 above the type area, with a day; and a mark where the figures are not to be trusted."""
    frame = QRectF(TYPE_AREA.left(), TYPE_AREA.top() - BOX_HEIGHT - 3 * MM, TYPE_AREA.width(), BOX_HEIGHT)
    sheet.box(frame)
    inside = frame.adjusted(2 * MM, 1 * MM, -2 * MM, -1 * MM)
    line = LINE_HEIGHT
    sheet.words(QRectF(inside.left(), inside.top(), inside.width(), line), "领导批示", Role.HEI, SIGN_POINTS)
    foot = QRectF(inside.left(), inside.bottom() - line, inside.width(), line)
    sheet.words(foot, "年　　月　　日", Role.BODY, SIGN_POINTS, Align.RIGHT)
    if warning:
        width = 62.0 * UNITS_PER_POINT
        mark = QRectF(inside.right() - width, inside.top() + 1 * MM, width, 17.0 * UNITS_PER_POINT)
        sheet.box(mark)
        sheet.words(mark, warning, Role.HEI, 12.0, Align.CENTRE)


def _paint_head(sheet: PaperSheet, page: Page) -> None:
    """Title; below it unit and period on the left, edition and check code on the right."""
    left, width, y = TYPE_AREA.left(), TYPE_AREA.width(), TYPE_AREA.top()
    sheet.words(QRectF(left, y, width, TITLE_HEIGHT), page.title, Role.TITLE, TITLE_POINTS, Align.CENTRE)
    y += TITLE_HEIGHT
    words = page.head
    for text, begin, end in zip(words, *_head_cells(words), strict=True):
        cell = QRectF(left + begin, y, end - begin, LINE_HEIGHT)
        sheet.words(cell, text, Role.KAI, NOTE_POINTS, Align.RIGHT if text is words[-1] else Align.LEFT)
    sheet.lines([across(BODY_TOP - UNITS_PER_POINT, left, left + width)], THIN)


def _head_cells(words: tuple[str, ...]) -> tuple[list[float], list[float]]:
    """Where the unit, the period and the edition begin and end, from the left of the type area.

    All are squeezed alike where the line is too long; in the end the unit's name is cut, and never the
    period or the check code.
    """
    width = TYPE_AREA.width()
    gap = NOTE_POINTS * UNITS_PER_POINT
    natural = [set_line(text, Role.KAI, NOTE_POINTS).width for text in words]
    squeeze = min(1.0, max(LEAST_STRETCH / 100, (width - 2 * gap) / sum(natural)))
    unit, period, edition = (each * squeeze for each in natural)
    unit = min(unit, width - 2 * gap - period - edition)
    return [0.0, unit + gap, width - edition], [unit, unit + gap + period, width]


def _paint_body(sheet: PaperSheet, layout: PageLayout) -> None:
    y = BODY_TOP + UNITS_PER_POINT
    for block in layout.blocks:
        block.paint(sheet, y)
        y += block.height + GAP + layout.air


def _paint_sign_off(sheet: PaperSheet, filled_by: str) -> None:
    """Four names with room to write, at the foot of the type area; the first filled in if known."""
    places = len(SIGN_OFF)
    width, top = TYPE_AREA.width() / places, TYPE_AREA.bottom() - SIGN_HEIGHT
    lines = []
    for number, name in enumerate(SIGN_OFF):
        left = TYPE_AREA.left() + number * width
        words = f"{name}："
        sheet.words(QRectF(left, top, width, SIGN_HEIGHT), words, Role.BODY, SIGN_POINTS)
        start = left + set_line(words, Role.BODY, SIGN_POINTS).width
        if not number:
            room = QRectF(start + GAP, top, width - 3 * GAP - (start - left), SIGN_HEIGHT)
            sheet.words(room, filled_by, Role.BODY, SIGN_POINTS)
        lines.append(across(TYPE_AREA.bottom() - 2 * UNITS_PER_POINT, start, left + width - 2 * GAP))
    sheet.lines(lines, THIN)


def write_pdf(pages: Sequence[Page], path: Path) -> None:
    """Write the pages as one PDF; CixiError if it cannot be written, the old file stays then."""

    def paint(writer: QPdfWriter) -> None:
        adopt_a4(writer)
        with QPainter(writer) as painter:
            for number, page in enumerate(pages):
                if number:
                    writer.newPage()
                paint_page(painter, QRectF(0, 0, WIDTH, HEIGHT), page)

    write_paper(path, pages[0].title, paint)


def print_on(printer: QPrinter, pages: Sequence[Page]) -> None:
    """Print the pages, on A4 whatever paper the printer prefers, and as often as was asked for.

    CixiError if it cannot be started.
    """
    adopt_a4(printer)
    painter = QPainter()
    if not painter.begin(printer):
        raise CixiError("打印机没有响应，未打印。", "请检查打印机是否接通，或另存为PDF后再打印。")
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    with painter:
        paper = QRectF(0, 0, printer.width(), printer.height())
        for number, page in enumerate([*pages] * copies):
            if number:
                printer.newPage()
            paint_page(painter, paper, page)
