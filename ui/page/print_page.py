"""The printed page: one A4 sheet for one who reads nothing else. The same on screen, in PDF, on paper."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSaveFile
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from cixi_desktop.errors import CixiError
from cixi_desktop.files import flush_folder, is_there
from cixi_desktop.wording.page import SIGN_OFF
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
from ui.version import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice

    from cixi_desktop.reports.page import Page

RESOLUTION = 72 * UNITS_PER_POINT
"""Of the PDF, in dots per inch: a page unit is a dot."""
TITLE_POINTS, NOTE_POINTS, SIGN_POINTS = 22.0, 9.0, 10.5
SAMPLE = "示例数据"
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
    _paint_instructions(sheet, is_sample=page.is_sample)
    _paint_head(sheet, page)
    layout = lay_out(page)
    painter.save()
    painter.translate(TYPE_AREA.center().x() * (1 - layout.scale), BODY_TOP * (1 - layout.scale))
    painter.scale(layout.scale, layout.scale)
    _paint_body(sheet, layout)
    painter.restore()
    _paint_sign_off(sheet)
    painter.restore()


def _paint_instructions(sheet: PaperSheet, *, is_sample: bool) -> None:
    """Room for 批示 above the type area, with a day; and so that nobody takes sample figures for real."""
    frame = QRectF(TYPE_AREA.left(), TYPE_AREA.top() - BOX_HEIGHT - 3 * MM, TYPE_AREA.width(), BOX_HEIGHT)
    sheet.box(frame)
    inside = frame.adjusted(2 * MM, 1 * MM, -2 * MM, -1 * MM)
    line = LINE_HEIGHT
    sheet.words(QRectF(inside.left(), inside.top(), inside.width(), line), "领导批示", Role.HEI, SIGN_POINTS)
    foot = QRectF(inside.left(), inside.bottom() - line, inside.width(), line)
    sheet.words(foot, "年　　月　　日", Role.BODY, SIGN_POINTS, Align.RIGHT)
    if is_sample:
        width = 62.0 * UNITS_PER_POINT
        mark = QRectF(inside.right() - width, inside.top() + 1 * MM, width, 17.0 * UNITS_PER_POINT)
        sheet.box(mark)
        sheet.words(mark, SAMPLE, Role.HEI, 12.0, Align.CENTRE)


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


def _paint_sign_off(sheet: PaperSheet) -> None:
    """Four names with room to write, at the foot of the type area."""
    places = len(SIGN_OFF)
    width, top = TYPE_AREA.width() / places, TYPE_AREA.bottom() - SIGN_HEIGHT
    lines = []
    for number, name in enumerate(SIGN_OFF):
        left = TYPE_AREA.left() + number * width
        words = f"{name}："
        sheet.words(QRectF(left, top, width, SIGN_HEIGHT), words, Role.BODY, SIGN_POINTS)
        start = left + set_line(words, Role.BODY, SIGN_POINTS).width
        lines.append(across(TYPE_AREA.bottom() - 2 * UNITS_PER_POINT, start, left + width - 2 * GAP))
    sheet.lines(lines, THIN)


def adopt_a4(device: QPagedPaintDevice) -> None:
    """One A4 page, upright, without margins: the type area has its own."""
    size = QPageSize(QPageSize.PageSizeId.A4)
    device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    _use_whole_paper(device)


def _use_whole_paper(device: QPagedPaintDevice) -> None:
    """Let the painter's origin be the corner of the paper, not of what the printer reaches."""
    layout = device.pageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def write_pdf(page: Page, path: Path) -> None:
    """Write the page as PDF through a temporary file beside ``path``.

    CixiError if it cannot be written, also where it is open elsewhere; the old file stays then.
    """
    is_there(path)  # or its name is too long for the disk
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise _fault(path, file)
    writer = QPdfWriter(file)
    writer.setResolution(RESOLUTION)
    writer.setTitle(page.title)
    writer.setCreator(NAME)
    adopt_a4(writer)
    with QPainter(writer) as painter:
        paint_page(painter, QRectF(0, 0, WIDTH, HEIGHT), page)
    del painter, writer
    if not file.commit():  # flushes the file itself
        raise _fault(path, file)
    flush_folder(path.parent)


def _fault(path: Path, file: QSaveFile) -> CixiError:
    """What went wrong, as far as it can be known, and that the old file is still there."""
    kept = "未能保存，原文件未改动。" if path.is_file() else "未能保存。"
    if not path.parent.is_dir():
        return CixiError(f"文件夹“{path.parent}”不存在，“{path.name}”{kept}", "请另选一个文件夹。")
    if path.is_dir():
        return CixiError(f"“{path}”是文件夹，不能写成PDF。", "请另起一个文件名。")
    if not os.access(path.parent, os.W_OK):
        return CixiError(
            f"文件夹“{path.parent}”不允许写入，“{path.name}”{kept}", "请另选一个可以写入的文件夹。"
        )
    if path.is_file() and file.error() in _IN_USE:
        return CixiError(f"“{path.name}”正在其他程序中打开，{kept}", "请关闭后重试，或换一个文件名。")
    return CixiError(f"磁盘空间不足或不能读写，“{path.name}”{kept}", "请清理磁盘，或另选一个位置。")


_IN_USE = {
    QSaveFile.FileError.OpenError,
    QSaveFile.FileError.RenameError,
    QSaveFile.FileError.PermissionsError,
}
"""What Windows answers where another program holds the file."""


def print_on(printer: QPagedPaintDevice, page: Page) -> None:
    """Print the page, on A4 whatever paper the chosen printer prefers; CixiError if it cannot be started."""
    adopt_a4(printer)
    painter = QPainter()
    if not painter.begin(printer):
        raise CixiError("打印机没有响应，没有打印。", "请检查打印机是否接通，或另存为PDF后再打印。")
    with painter:
        paper = QRectF(0, 0, printer.width(), printer.height())
        paint_page(painter, paper, page)
