"""A report as a Word document: its text, tables, charts and annexes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt

from cixi_desktop.documents.report_charts import add_chart
from cixi_desktop.documents.report_layout import (
    AFTER_BORDER,
    BODY,
    CELL,
    FANG,
    HEAD,
    HEI,
    KAI,
    TABLE_LINE,
    WIDTH,
    prepare,
    run_face,
    take_off_grid,
)
from cixi_desktop.reports.report import Chart, Heading, Paragraph, Table, annex_head, title_lines

if TYPE_CHECKING:
    from datetime import datetime

    from docx.document import Document

    from cixi_desktop.reports.report import Block, Report

_TO_ADD = re.compile(r"(〔请补充[^〕]*〕|〔请核定[^〕]*〕)")


def word_bytes(report: Report, at: datetime) -> bytes:
    """The whole .docx file, made at ``at``."""
    document = docx.Document()
    prepare(document, report, at)
    if report.marks:
        _marks(document, report.marks)
    first, *others = title_lines(report.title)
    title = _line(document, first, "Title")
    for words in others:
        title.add_run().add_break()
        title.add_run(words)
    _line(document, "", "Normal")
    if report.addressee:
        _line(document, report.addressee, "Normal", indent=0)
    for block in report.blocks:
        _block(document, block)
    _close(document, report)
    for number, table in enumerate(report.annexes, start=1):
        document.add_section(WD_SECTION.NEW_PAGE)
        _line(document, annex_head(report, number), "Heading 1", indent=0)
        _table(document, table)
    if report.charts:
        document.add_section(WD_SECTION.NEW_PAGE)
        _line(document, annex_head(report, len(report.annexes) + 1), "Heading 1", indent=0)
        _line(document, report.annex_names[-1], "Caption")
        _small_charts(document, report.charts)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _line(document: Document, words: str, style: str, *, indent: int = 2) -> Any:  # noqa: ANN401
    """A paragraph; text is indented by two characters, what is centred is not."""
    paragraph = document.add_paragraph(style=style)
    if style not in {"Title", "Caption"} and indent:
        paragraph.paragraph_format.first_line_indent = BODY * indent
    _add_words(paragraph, words)
    return paragraph


def _add_words(paragraph: Any, words: str, font: str = "", size: Pt | None = None) -> None:  # noqa: ANN401
    """The words; what a person has to add or decide on yellow ground."""
    for part in filter(None, _TO_ADD.split(words)):
        run = paragraph.add_run(part)
        if font:
            run_face(run, font, size)
        if _TO_ADD.fullmatch(part):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _marks(document: Document, marks: tuple[str, ...]) -> None:
    """示例数据 and 草稿, each boxed, at the right above the title."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for place, words in enumerate(marks):
        if place:
            paragraph.add_run("　")
        run = paragraph.add_run(words)
        run_face(run, HEI)
        border = OxmlElement("w:bdr")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", "auto")):
            border.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().insert_element_before(border, *AFTER_BORDER)  # noqa: SLF001


def _block(document: Document, block: Block) -> None:
    if isinstance(block, Heading):
        _line(document, block.words, f"Heading {block.level}")
    elif isinstance(block, Paragraph):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = BODY * 2
        _add_words(paragraph, block.lead, KAI)
        _add_words(paragraph, "".join(sentence.words for sentence in block.sentences))
    elif isinstance(block, Table):
        _table(document, block)
    else:
        _chart(document, block)


def _chart(document: Document, chart: Chart) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.keep_with_next = True
    add_chart(document, paragraph, chart)
    caption = _line(document, chart.caption, "Caption")
    caption.paragraph_format.keep_with_next = False


def _small_charts(document: Document, charts: tuple[Chart, ...]) -> None:
    """Two in a line, each with its name above it."""
    for place in range(0, len(charts), 2):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        for chart in charts[place : place + 2]:
            add_chart(document, paragraph, chart, is_small=True)


def _table(document: Document, table: Table) -> None:
    """Caption, table with a head that is repeated on every page, and note."""
    if table.caption:
        _line(document, table.caption, "Caption")
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _margins(grid)
    total = sum(table.widths)
    widths = [Mm(WIDTH * width / total) for width in table.widths]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    columns = zip(*table.rows, strict=True)
    sides = [_side(cells) for cells in columns]
    _row(grid.rows[0], table.columns, widths, [WD_ALIGN_PARAGRAPH.CENTER] * len(widths), is_head=True)
    for cells in table.rows:
        _row(grid.add_row(), cells, widths, sides, is_head=False)
    note = document.add_paragraph()
    note.paragraph_format.first_line_indent = CELL * 2
    _off_grid(note)
    note.add_run(table.note).font.size = CELL
    _keep_with_rows(note, grid)


def _keep_with_rows(note: Any, grid: Any) -> None:  # noqa: ANN401
    """The note in one piece, and on the page of the table's last rows, however wide the face is."""
    note.paragraph_format.keep_together = True
    for row in grid.rows[-2:]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _side(cells: tuple[str, ...]) -> WD_ALIGN_PARAGRAPH:
    """A column of words is set from the left, one of figures in the middle."""
    is_text = max(map(len, cells)) > LONG_CELL
    return WD_ALIGN_PARAGRAPH.LEFT if is_text else WD_ALIGN_PARAGRAPH.CENTER


def _row(
    row: Any,  # noqa: ANN401
    cells: tuple[str, ...],
    widths: list[Mm],
    sides: list[WD_ALIGN_PARAGRAPH],
    *,
    is_head: bool,
) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    for tag in ("w:cantSplit", *(("w:tblHeader",) if is_head else ())):
        properties.append(OxmlElement(tag))
    for cell, words, width, side in zip(row.cells, cells, widths, sides, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        _off_grid(paragraph)
        paragraph.alignment = side
        _add_words(paragraph, words, HEI if is_head else FANG, HEAD if is_head else CELL)


def _off_grid(paragraph: Any) -> None:  # noqa: ANN401
    """Lines of tables are closer than those of the text, and so do not keep to its grid."""
    paragraph.paragraph_format.line_spacing = TABLE_LINE
    take_off_grid(paragraph._p.get_or_add_pPr())  # noqa: SLF001


def _margins(grid: Any) -> None:  # noqa: ANN401
    """Half a millimetre beside the text of a cell, so that figures keep to one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "28")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = grid._tbl.tblPr  # noqa: SLF001
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


LONG_CELL = 10
"""Characters from which on a cell is set from the left."""


def _close(document: Document, report: Report) -> None:
    """附件说明 a line below the text, then who signs and the day, two characters from the right.

    They stand on the page of the text's last lines.
    """
    captions, text = report.annex_names, len(document.paragraphs)
    if captions:
        _line(document, "", "Normal")
    for number, name in enumerate(captions, start=1):
        head = "附件：" if number == 1 else "　　　"
        _line(document, f"{head}{f'{number}.' if len(captions) > 1 else ''}{name}", "Normal")
    _line(document, "", "Normal")
    difference = len(report.signature) - len(report.day)
    for words, indent in ((report.signature, max(2, 4 - difference)), (report.day, max(2, difference))):
        paragraph = _line(document, words, "Normal", indent=0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = BODY * indent
    for words in report.foot:
        _line(document, words, "Normal", indent=0)
    for paragraph in document.paragraphs[max(0, text - 1) : -1]:
        paragraph.paragraph_format.keep_with_next = True
