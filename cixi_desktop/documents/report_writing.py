"""A report as a Word document, laid out by GB/T 9704: A4, 版心 156×225 mm, 22 lines of 28 characters."""

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
from cixi_desktop.reports.report import Chart, Heading, Paragraph, Table

if TYPE_CHECKING:
    from docx.document import Document

    from cixi_desktop.reports.report import Block, Report

TITLE, BODY, CAPTION, HEAD, CELL, FOOT = Pt(22), Pt(16), Pt(12), Pt(10.5), Pt(9), Pt(14)
"""2号, 3号, 小四, 五号, 小五 and 4号."""
LINE, TABLE_LINE = Pt(28.95), Pt(15)
SONG, FANG, KAI, HEI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
WIDTH = 156
"""Millimetres between the margins."""
LINE_GRID, NARROWER = "579", "-4"
"""28.95 pt, and a fifth of a point less between characters, in twentieths of a point."""
_TO_ADD = re.compile(r"(〔请补充[^〕]*〕|〔请核定[^〕]*〕)")


def word_bytes(report: Report) -> bytes:
    """The whole .docx file."""
    document = docx.Document()
    _prepare(document, report)
    if report.marks:
        _marks(document, report.marks)
    _line(document, report.title, "Title")
    _line(document, "", "Normal")
    if report.addressee:
        _line(document, report.addressee, "Normal", indent=0)
    for block in report.blocks:
        _block(document, block)
    _close(document, report)
    for number, table in enumerate(report.annexes, start=1):
        document.add_section(WD_SECTION.NEW_PAGE)
        _line(document, f"附件{number if len(report.annexes) > 1 else ''}", "Heading 1", indent=0)
        _table(document, table)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _prepare(document: Document, report: Report) -> None:
    """Page, styles, page numbers and the properties of the file."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(25.9)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)
    _grid(section._sectPr)  # noqa: SLF001  python-docx has no name for the grid
    _styles(document)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    properties = document.core_properties
    properties.title, properties.author = report.title, report.signature
    properties.comments = ""


def _grid(section: Any) -> None:  # noqa: ANN401  an element of lxml
    grid = section.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), LINE_GRID)


def _styles(document: Document) -> None:
    """Normal, Title, two headings and captions, as a word processor's own styles."""
    for name, font, size, is_bold in (
        ("Normal", FANG, BODY, False),
        ("Title", SONG, TITLE, False),
        ("Heading 1", HEI, BODY, False),
        ("Heading 2", KAI, BODY, False),
        ("Caption", HEI, CAPTION, False),
    ):
        style: Any = document.styles[name]
        _face(style, font, size)
        style.font.bold, style.font.italic = is_bold, False
        layout = style.paragraph_format
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
        layout.widow_control = True
        layout.keep_with_next = name not in {"Normal", "Title"}
        _plain(style)
    _narrow(document.styles["Normal"])
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Caption"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _narrow(style: Any) -> None:  # noqa: ANN401
    """28 characters of 16 pt in a line: a grid of characters would do, but LibreOffice spreads it."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), NARROWER)
    style.element.get_or_add_rPr().insert_element_before(spacing, *_AFTER_SPACING)


def _plain(style: Any) -> None:  # noqa: ANN401
    """The template's colours, borders and spacing of a style taken away."""
    style.font.color.rgb = None
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    marks = style.element.get_or_add_rPr()
    for tag in ("w:color", "w:spacing", "w:kern"):
        for found in marks.findall(qn(tag)):
            marks.remove(found)


def _face(style: Any, font: str, size: Pt) -> None:  # noqa: ANN401
    """Font and size; the eastern face is its own attribute."""
    style.font.size = size
    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)


def _page_number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:  # noqa: ANN401
    """— 1 —, one character from the outer edge."""
    paragraph.alignment = side
    layout = paragraph.paragraph_format
    is_right = side is WD_ALIGN_PARAGRAPH.RIGHT
    layout.right_indent, layout.left_indent = (FOOT, None) if is_right else (None, FOOT)
    layout.first_line_indent = Pt(0)
    for words in ("— ", None, " —"):
        run = paragraph.add_run(words or "")
        _run_face(run, PLAIN, FOOT)
        if words is None:
            for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
                run._r.append(_field(kind, text))  # noqa: SLF001


def _field(kind: str, text: str) -> Any:  # noqa: ANN401
    if kind:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
        return element
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = text
    return element


def _run_face(run: Any, font: str, size: Pt | None = None) -> None:  # noqa: ANN401
    run.font.name = font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001
    if size is not None:
        run.font.size = size


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
            _run_face(run, font, size)
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
        _run_face(run, HEI)
        border = OxmlElement("w:bdr")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", "auto")):
            border.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().insert_element_before(border, *_AFTER_BORDER)  # noqa: SLF001


_AFTER_BORDER = ("w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout")
_AFTER_SPACING = (
    "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", *_AFTER_BORDER,
)  # fmt: skip
"""What the schema wants behind bdr and behind spacing."""


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
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(snap, *_AFTER_SNAP)


_AFTER_SNAP = (
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
    "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
    "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What the schema wants behind snapToGrid."""


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
    """附件说明 a line below the text, then who signs and the day, two characters from the right."""
    if report.annexes:
        _line(document, "", "Normal")
    captions = [table.caption.removesuffix("（示例数据）") for table in report.annexes]
    for number, name in enumerate(captions, start=1):
        head = "附件：" if number == 1 else "　　　"
        _line(document, f"{head}{f'{number}.' if len(captions) > 1 else ''}{name}", "Normal")
    _line(document, "", "Normal")
    difference = len(report.signature) - len(report.day)
    for words, indent in ((report.signature, max(2, 4 - difference)), (report.day, max(2, difference))):
        paragraph = _line(document, words, "Normal", indent=0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = BODY * indent
        paragraph.paragraph_format.keep_with_next = words == report.signature
    for words in report.foot:
        _line(document, words, "Normal", indent=0)
