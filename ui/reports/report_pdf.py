"""A report as PDF in the layout of GB/T 9704, drawn from a text document page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from cixi_desktop.errors import CixiError
from ui.reports.report_document import HEIGHT, UNITS_PER_POINT, WIDTH, set_out
from ui.style.copied import with_rare_characters
from ui.style.fonts import Role, print_font
from ui.version import NAME

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice, QTextDocument

    from cixi_desktop.reports.report import Report

MM = UNITS_PER_POINT * 72 / 25.4
PAPER = QSizeF(210 * MM, 297 * MM)
LEFT, TOP = 28 * MM, 37 * MM
FOOT_POINTS = 14
FOOT_GAP = 7 * MM
"""From the text to the top of the page number."""


def pdf_bytes(report: Report) -> bytes:
    """The whole PDF. Needs a QGuiApplication."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72 * UNITS_PER_POINT)
    writer.setTitle(report.title)
    writer.setCreator(NAME)
    paint_on(writer, report)
    del writer
    return with_rare_characters(bytes(buffer.data().data()))


def paint_on(device: QPagedPaintDevice, report: Report) -> None:
    """All pages on A4, whatever paper a printer prefers; CixiError if it cannot be started."""
    size, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(0, 0, 0, 0)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, margins)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)
    document = set_out(report)
    painter = QPainter()
    if not painter.begin(device):
        raise CixiError("打印机没有响应，未打印。", "请检查打印机是否接通，或导出PDF后再打印。")
    with painter:
        painter.scale(device.width() / PAPER.width(), device.width() / PAPER.width())
        for page in range(document.pageCount()):
            if page:
                device.newPage()
            paint_page(painter, document, page)


def paint_page(painter: QPainter, document: QTextDocument, page: int) -> None:
    """One page, from 0 on, in units of the document."""
    painter.save()
    painter.translate(LEFT, TOP - page * HEIGHT)
    document.drawContents(painter, QRectF(0, page * HEIGHT, WIDTH, HEIGHT))
    painter.restore()
    _paint_number(painter, page + 1)


def _paint_number(painter: QPainter, number: int) -> None:
    """— 1 —, one character from the outer edge."""
    font = print_font(Role.BODY, FOOT_POINTS * UNITS_PER_POINT)
    painter.setFont(font)
    indent = font.pixelSize()
    side = Qt.AlignmentFlag.AlignRight if number % 2 else Qt.AlignmentFlag.AlignLeft
    place = QRectF(LEFT + indent, TOP + HEIGHT + FOOT_GAP, WIDTH - 2 * indent, 1.5 * indent)
    painter.drawText(place, side | Qt.AlignmentFlag.AlignTop, f"— {number} —")
