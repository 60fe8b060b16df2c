"""The text document of a report, on a grid of 22 lines of 28 characters, and its pages as PDF."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableCell,
    QTextTableCellFormat,
    QTextTableFormat,
)

from cixi_desktop.errors import CixiError
from cixi_desktop.reports.report import Heading, Paragraph, Table, annex_head, annex_lines, title_lines
from ui.reports.report_chart import paint_chart
from ui.style.copied import with_rare_characters
from ui.style.fonts import Role, print_font, rare_words, undrawn_words
from ui.version import NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from PySide6.QtGui import QPagedPaintDevice, QTextBlock, QTextTable

    from cixi_desktop.reports.report import Block, Chart, Report

UNITS_PER_POINT = 20
"""The document is measured in twentieths of a point."""
WIDTH, HEIGHT = 156 * 72 / 25.4 * UNITS_PER_POINT, 225 * 72 / 25.4 * UNITS_PER_POINT
TITLE, BODY, CAPTION, HEAD, CELL = 22.0, WIDTH / 28 / UNITS_PER_POINT, 12.0, 10.5, 9.0
"""2号, 3号 (a 28th of the line), 小四, 五号, 小五."""
LINE, TABLE_LINE = HEIGHT / 22, 13.5 * UNITS_PER_POINT
CELL_LINE, BORDER = 12 * UNITS_PER_POINT, UNITS_PER_POINT / 2
CHART_RATIO, SMALL_RATIO = 0.5, 0.6
DOTS_PER_UNIT = 300 / (72 * UNITS_PER_POINT)
"""Charts are pictures of 300 dots an inch."""
LONG_CELL = 10
"""Characters from which on a column is set from the left."""
LINE_BREAK = "\u2028"
"""Begins a line within a paragraph of a QTextDocument."""
PICTURE = chr(0xFFFC)
"""Stands for a picture in a QTextDocument's text."""
FIXED = 2
"""QTextBlockFormat.FixedHeight, which the setter wants as a number."""
_TO_ADD = re.compile(r"(〔请补充[^〕]*〕|〔请核定[^〕]*〕)")
_LEFT, _RIGHT, _CENTRE = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)
MM = UNITS_PER_POINT * 72 / 25.4
PAPER = QSizeF(210 * MM, 297 * MM)
LEFT, TOP = 28 * MM, 37 * MM
FOOT_POINTS = 14
FOOT_GAP = 7 * MM
"""From the text to the top of the page number."""


def set_out(report: Report) -> QTextDocument:
    """The whole report on its pages.

    No row of a table is parted, no heading or caption stays behind, and who signs stands below text: what
    would be goes to the next page, which is found by setting the report out again after each such place.
    """
    breaks: set[Place] = set()
    while True:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setPageSize(QSizeF(WIDTH, HEIGHT))
        marks = _fill(document, report, breaks)
        places = (_with_headings(report.blocks, place) for place in _torn(document, marks))
        found = next((place for place in places if place not in breaks), None)
        if found is None:
            return document
        breaks.add(found)


Place = tuple[int, int]
"""A block of the report by its number, annexes behind the text, and a row of it; 0 is its beginning.

Of a paragraph a character of it instead of a row.
"""
LINES_KEPT = 2
"""Lines of a paragraph that stay together where it goes over the end of a page."""


class _Mark(NamedTuple):
    """Where a heading stands in the document, or a table: from which of its rows on.

    With ``last`` it is the end of the text, and where the day stands that may not be without any.
    """

    place: Place
    first: int
    table: QTextTable | None = None
    last: int = 0


def _fill(document: QTextDocument, report: Report, breaks: Collection[Place]) -> list[_Mark]:
    cursor = QTextCursor(document)
    if report.marks:
        _write(cursor, f"【{'】【'.join(report.marks)}】", Role.HEI, side=_RIGHT)
    _write(cursor, LINE_BREAK.join(title_lines(report.title)), Role.TITLE, points=TITLE, side=_CENTRE)
    _write(cursor, "")
    if report.addressee:
        _write(cursor, report.addressee)
    marks: list[_Mark] = []
    for number, block in enumerate(report.blocks):
        marks += _block(cursor, block, number, breaks)
    end = cursor.position()
    _close(cursor, report)
    marks.append(_Mark((len(report.blocks) - 1, 0), end, last=cursor.position()))
    for number, table in enumerate(report.annexes, start=1):
        _write(cursor, annex_head(report, number), Role.HEI, is_new_page=True)
        marks += _table(cursor, table, len(report.blocks) + number - 1, breaks)
    if report.charts:
        _write(cursor, annex_head(report, len(report.annexes) + 1), Role.HEI, is_new_page=True)
        _write(cursor, report.annex_names[-1], Role.HEI, points=CAPTION, side=_CENTRE)
        _small_charts(cursor, report.charts)
    return marks


def _with_headings(blocks: Sequence[Block], place: Place) -> Place:
    """The place, or that of the headings right before it, which go along to a new page."""
    number, row = place
    while row == 0 and 0 < number < len(blocks) and isinstance(blocks[number - 1], Heading):
        number -= 1
    return number, row


def _small_charts(cursor: QTextCursor, charts: tuple[Chart, ...]) -> None:
    """Two in a line, each with its name above it."""
    for place in range(0, len(charts), 2):
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        for chart in charts[place : place + 2]:
            _picture(cursor, chart, QSizeF(WIDTH / 2 - 1, WIDTH / 2 * SMALL_RATIO), has_title=True)


def _page(line_top: float) -> int:
    return int((line_top + UNITS_PER_POINT) // HEIGHT)


def _torn(document: QTextDocument, marks: Iterable[_Mark]) -> Iterator[Place]:
    """The rows that go over the end of a page, and what stands at its end and speaks of the next one."""
    layout = document.documentLayout()

    def pages(block: QTextBlock) -> tuple[int, int]:
        """Those of its first and of its last line."""
        top, lines = layout.blockBoundingRect(block).top(), block.layout()
        first, last = lines.lineAt(0), lines.lineAt(lines.lineCount() - 1)
        return _page(top + first.y()), _page(top + last.y())

    for mark in marks:
        head = document.findBlock(mark.first)
        if mark.last:
            if pages(head)[1] != pages(document.findBlock(mark.last))[1]:
                yield mark.place[0], _last_lines(head)
            continue
        if mark.place[1] == 0 and pages(head)[0] != pages(head.next())[0]:
            yield mark.place
        before: set[int] = set()
        for row, cells in enumerate(_rows(mark.table) if mark.table else ()):
            found = {page for cell in cells for page in pages(cell.firstCursorPosition().block())}
            if row and len(found) > 1:
                yield mark.place[0], mark.place[1] + row - 1
            elif row and found != before:  # the row before goes along: the empty line behind needs room
                yield mark.place[0], mark.place[1] + max(0, row - 2)
            before = found


def _last_lines(block: QTextBlock) -> int:
    """Where the last lines of a paragraph begin; 0 where too few would stay behind."""
    lines = block.layout()
    first = lines.lineCount() - LINES_KEPT
    if first < LINES_KEPT:
        return 0
    before = block.text().encode("utf-16-le")[: 2 * lines.lineAt(first).textStart()]
    return len(before.decode("utf-16-le"))


def _rows(table: QTextTable) -> Iterator[list[QTextTableCell]]:
    for row in range(table.rows()):
        yield [table.cellAt(row, column) for column in range(table.columns())]


def _block(cursor: QTextCursor, block: Block, number: int, breaks: Collection[Place]) -> list[_Mark]:
    is_new_page = (number, 0) in breaks
    if isinstance(block, Heading):
        role = Role.HEI if block.level == 1 else Role.KAI
        _write(cursor, block.words, role, indent=2, is_new_page=is_new_page)
        return [_Mark((number, 0), cursor.position())]
    if isinstance(block, Paragraph):
        _paragraph(cursor, block, is_new_page=is_new_page, parted=_parted(number, breaks))
    elif isinstance(block, Table):
        return _table(cursor, block, number, breaks)
    else:
        _chart(cursor, block)
    return []


def _parted(number: int, breaks: Collection[Place]) -> int:
    """The character before which a paragraph goes to a new page; 0 for none."""
    return max((character for block, character in breaks if block == number), default=0)


def _paragraph(cursor: QTextCursor, block: Paragraph, *, is_new_page: bool, parted: int) -> None:
    _write(cursor, block.lead, Role.KAI, indent=2, is_new_page=is_new_page)
    words = block.text.removeprefix(block.lead)
    here = len(words) if not parted else max(0, parted - len(block.lead))
    _words(cursor, words[:here], _letters(Role.BODY, BODY))
    if words[here:]:
        _write(cursor, words[here:], is_new_page=True)


def _letters(role: Role, points: float) -> QTextCharFormat:
    letters = QTextCharFormat()
    letters.setFont(print_font(role, round(points * UNITS_PER_POINT)))
    letters.setForeground(QColor(Qt.GlobalColor.black))
    return letters


def _write(
    cursor: QTextCursor,
    words: str,
    role: Role = Role.BODY,
    *,
    points: float = BODY,
    side: Qt.AlignmentFlag = _LEFT,
    indent: int = 0,
    line: float = LINE,
    is_new_page: bool = False,
) -> None:
    """A new paragraph; the first one takes the empty one that a document begins with."""
    layout = QTextBlockFormat()
    layout.setAlignment(side)
    layout.setTextIndent(indent * points * UNITS_PER_POINT)
    layout.setLineHeight(line, FIXED)
    if is_new_page:
        layout.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    letters = _letters(role, points)
    if cursor.document().isEmpty():
        cursor.setBlockFormat(layout)
        cursor.setBlockCharFormat(letters)
    else:
        cursor.insertBlock(layout, letters)
    _words(cursor, words, letters)


def printed_words(document: QTextDocument) -> str:
    """Its words without the signs that stand for pictures."""
    return document.toPlainText().replace(PICTURE, "")


def rare_of(report: Report, ending: str) -> str:
    """What to say of a report's rare characters in a file with this ending (“.pdf”), if it has any."""
    words = printed_words(set_out(report))
    return rare_words(words).removeprefix("。") if ending == ".pdf" else undrawn_words(words)


def _words(cursor: QTextCursor, words: str, letters: QTextCharFormat) -> None:
    """The words; what a person has to add or decide on yellow ground."""
    marked = QTextCharFormat(letters)
    marked.setBackground(QColor(Qt.GlobalColor.yellow))
    for part in filter(None, _TO_ADD.split(words)):
        cursor.insertText(part, marked if _TO_ADD.fullmatch(part) else letters)


def _table(cursor: QTextCursor, table: Table, number: int, breaks: Collection[Place]) -> list[_Mark]:
    """Caption, table with a head that is repeated on every page, and note; in parts, a page each."""
    is_new_page = (number, 0) in breaks
    if table.caption:
        _write(cursor, table.caption, Role.HEI, points=CAPTION, side=_CENTRE, is_new_page=is_new_page)
    columns = zip(*table.rows, strict=True)
    sides = [_CENTRE if max(map(len, cells)) <= LONG_CELL else _LEFT for cells in columns]
    starts = [0, *sorted(row for block, row in breaks if block == number and row)]
    marks = []
    for first, end in pairwise((*starts, len(table.rows))):
        caption = cursor.position()
        if first:
            cursor.setBlockFormat(_next_page())
        rows = (table.columns, *table.rows[first:end])
        found = cursor.insertTable(len(rows), len(table.columns), _table_format(table))
        for at, row in enumerate(rows):
            for place, (words, side) in enumerate(zip(row, sides, strict=True)):
                _cell(found.cellAt(at, place), words, is_head=at == 0, side=side)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        marks.append(_Mark((number, first), caption, found))
    _write(cursor, table.note, points=CELL, indent=2, line=TABLE_LINE)
    return marks


def _next_page() -> QTextBlockFormat:
    """Of the empty line behind a part of a table: it takes no room, and the next part goes to a new page."""
    layout = QTextBlockFormat()
    layout.setLineHeight(UNITS_PER_POINT, FIXED)
    layout.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    return layout


def _table_format(table: Table) -> QTextTableFormat:
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setCellPadding(UNITS_PER_POINT)
    form.setCellSpacing(0)
    form.setBorder(BORDER)
    form.setBorderCollapse(True)
    form.setWidth(QTextLength(QTextLength.Type.FixedLength, WIDTH))
    total, share = sum(table.widths), QTextLength.Type.PercentageLength
    form.setColumnWidthConstraints([QTextLength(share, 100 * width / total) for width in table.widths])
    return form


def _cell(cell: QTextTableCell, words: str, *, is_head: bool, side: Qt.AlignmentFlag) -> None:
    look = QTextTableCellFormat()
    look.setBorder(BORDER)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QColor(Qt.GlobalColor.black))
    cell.setFormat(look)
    layout = QTextBlockFormat()
    layout.setAlignment(_CENTRE if is_head else side)
    layout.setLineHeight(CELL_LINE, FIXED)
    cursor = cell.firstCursorPosition()
    cursor.setBlockFormat(layout)
    _words(cursor, words, _letters(Role.HEI, HEAD) if is_head else _letters(Role.BODY, CELL))


def _chart(cursor: QTextCursor, chart: Chart) -> None:
    """The chart as a picture of the line's width, and its caption below."""
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    _picture(cursor, chart, QSizeF(WIDTH, WIDTH * CHART_RATIO))
    _write(cursor, chart.caption, Role.HEI, points=CAPTION, side=_CENTRE)


def _picture(cursor: QTextCursor, chart: Chart, size: QSizeF, *, has_title: bool = False) -> None:
    image = QImage((size * DOTS_PER_UNIT).toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        paint_chart(painter, QRectF(image.rect()), chart, has_title=has_title)
    name = QUrl(f"chart:{chart.caption}")
    cursor.document().addResource(QTextDocument.ResourceType.ImageResource.value, name, image)
    picture = QTextImageFormat()
    picture.setName(name.toString())
    picture.setWidth(size.width())
    picture.setHeight(size.height())
    cursor.insertImage(picture)


def _close(cursor: QTextCursor, report: Report) -> None:
    """附件说明 a line below the text, then who signs, the day, and what a unit's report ends with."""
    if report.annex_names:
        _write(cursor, "")
    for words in annex_lines(report):
        _write(cursor, words)
    _write(cursor, "")
    for words in (report.signature, report.day):
        _write(cursor, f"{words}　　", side=_RIGHT)
    for words in report.foot:
        _write(cursor, words)


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
