"""The layout of GB/T 9704: A4, 版心 156×225 mm, 22 lines of 28 characters, styles, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from datetime import datetime

    from docx.document import Document

    from cixi_desktop.reports.report import Report

TITLE, BODY, CAPTION, HEAD, CELL, FOOT = Pt(22), Pt(16), Pt(12), Pt(10.5), Pt(9), Pt(14)
"""2号, 3号, 小四, 五号, 小五 and 4号."""
LINE, TABLE_LINE = Pt(28.95), Pt(13.5)
SONG, FANG, KAI, HEI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
WIDTH = 156
"""Millimetres between the margins."""
LINE_GRID, NARROWER = "579", "-4"
"""28.95 pt, and a fifth of a point less between characters, in twentieths of a point."""
AFTER_BORDER = ("w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout")
_AFTER_SPACING = (
    "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr",
    *AFTER_BORDER,
)  # fmt: skip
"""What the schema wants behind bdr and behind spacing."""


def prepare(document: Document, report: Report, at: datetime) -> None:
    """Page, styles, page numbers and the properties of the file."""
    _drop_old_styles(document)
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
    properties.created = properties.modified = at
    properties.comments = ""


def _drop_old_styles(document: Document) -> None:
    """Word 2010's second set of styles, which comes with the template and would not agree with the first."""
    relations = document.part.rels
    for name in [name for name, each in relations.items() if each.reltype.endswith("/stylesWithEffects")]:
        del relations[name]


def _grid(section: Any) -> None:  # noqa: ANN401  an element of lxml
    grid = section.find(qn("w:docGrid"))
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
    title: Any = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    take_off_grid(title.element.get_or_add_pPr())
    document.styles["Caption"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def take_off_grid(properties: Any) -> None:  # noqa: ANN401
    """Let the lines of a paragraph, or of a style, not keep to the page's grid."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties.insert_element_before(snap, *_AFTER_SNAP)


_AFTER_SNAP = (
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
    "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
    "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What the schema wants behind snapToGrid."""


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
        run_face(run, PLAIN, FOOT)
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


def run_face(run: Any, font: str, size: Pt | None = None) -> None:  # noqa: ANN401
    run.font.name = font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001
    if size is not None:
        run.font.size = size
