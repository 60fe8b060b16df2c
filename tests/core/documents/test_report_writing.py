from __future__ import annotations

import posixpath
import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from msgspec.structs import replace

from cixi_desktop.documents.report_writing import word_bytes
from cixi_desktop.periods import month
from cixi_desktop.reports.report import (
    Chart,
    Heading,
    Line,
    Paragraph,
    Report,
    ReportKind,
    Sentence,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document

TABLE = Table(
    caption="表1　情况",
    columns=("序号", "指标"),
    widths=(1, 3),
    rows=(("1", "高新技术产业增加值占规上工业增加值比重"), ("2", "〔请补充〕")),
    note="注：供研究。",
)
CHART = Chart(
    caption="图1　投资额（亿元）",
    unit="亿元",
    lines=(
        Line("累计完成", (None, Decimal("5.20"), *(None,) * 10)),
        Line("序时进度", tuple(Decimal(n) for n in range(12))),
        Line("完成目标所需", (None,) * 12),
    ),
)

AT = datetime(2025, 7, 3, 9, 30)  # noqa: DTZ001  local time


def a_report(
    *, marks: tuple[str, ...] = ("示例数据", "草稿"), annexes: tuple[Table, ...] = (TABLE, TABLE)
) -> Report:
    return Report(
        kind=ReportKind.MONTH,
        period=month(2025, 6),
        title="关于2025年6月工作要点进展情况的通报",
        marks=marks,
        addressee="局机关各科室、局属单位：" if marks else "",
        blocks=(
            Heading("一、总体情况"),
            Heading("（一）党建", 2),
            Paragraph((Sentence("评判指标19项。"), Sentence("〔请补充：原因〕。")), "1.投资（滞后）。"),
            TABLE,
            CHART,
            Table(caption="", columns=("一",), widths=(1,), rows=(("二",),)),
        ),
        annexes=annexes,
        signature="慈溪市科学技术局办公室",
        day="2025年7月　　日",
        foot=("填报人：",) if marks else (),
    )


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """What the file of a report is made of."""
    with zipfile.ZipFile(BytesIO(word_bytes(a_report(), AT))) as file:
        return {name: file.read(name) for name in file.namelist()}


def opened(report: Report) -> Document:
    return docx.Document(BytesIO(word_bytes(report, AT)))


def test_that_the_page_is_that_of_an_official_paper() -> None:
    section = opened(a_report()).sections[0]
    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(length.mm, 1) for length in lengths if length] == [210, 297, 37, 35, 28, 25.9]


def test_that_the_file_says_what_it_is_whose_and_when_it_was_made() -> None:
    found = opened(a_report()).core_properties
    assert (found.title, found.author) == ("关于2025年6月工作要点进展情况的通报", "慈溪市科学技术局办公室")
    assert found.created is not None
    assert found.created.replace(tzinfo=None) == AT


def test_that_the_styles_are_named_after_their_use_and_set_in_official_faces() -> None:
    styles = opened(a_report()).styles
    found = {
        name: (styles[name].font.name, styles[name].font.size)
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption")
    }
    assert found == {
        "Normal": ("仿宋_GB2312", Pt(16)),
        "Title": ("方正小标宋简体", Pt(22)),
        "Heading 1": ("黑体", Pt(16)),
        "Heading 2": ("楷体_GB2312", Pt(16)),
        "Caption": ("黑体", Pt(12)),
    }
    layout = styles["Normal"].paragraph_format
    assert (layout.line_spacing_rule, layout.line_spacing) == (WD_LINE_SPACING.EXACTLY, Pt(28.95))
    fonts = styles["Title"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert not [name for name in fonts.attrib if name.endswith("Theme")]
    snap = styles["Title"].element.pPr.find(qn("w:snapToGrid"))
    assert snap.get(qn("w:val")) == "0"  # a high face would take two lines of the grid for each of a title's


def test_that_text_headings_and_marks_stand_in_their_order() -> None:
    texts = [(p.style.name, p.text) for p in opened(a_report()).paragraphs if p.style and p.text]
    assert texts == [
        ("Normal", "示例数据　草稿"),
        ("Title", "关于2025年6月工作要点进展情况的通报"),
        ("Normal", "局机关各科室、局属单位："),
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）党建"),
        ("Normal", "1.投资（滞后）。评判指标19项。〔请补充：原因〕。"),
        ("Caption", "表1　情况"),
        ("Normal", "注：供研究。"),
        ("Caption", "图1　投资额（亿元）"),
        ("Normal", "附件：1.表1　情况"),
        ("Normal", "　　　2.表1　情况"),
        ("Normal", "慈溪市科学技术局办公室"),
        ("Normal", "2025年7月　　日"),
        ("Normal", "填报人："),
        ("Heading 1", "附件1"),
        ("Caption", "表1　情况"),
        ("Normal", "注：供研究。"),
        ("Heading 1", "附件2"),
        ("Caption", "表1　情况"),
        ("Normal", "注：供研究。"),
    ]


def test_that_a_finished_report_has_no_marks_and_a_single_annex_no_number() -> None:
    texts = [p.text for p in opened(a_report(marks=(), annexes=(TABLE,))).paragraphs if p.text]
    assert texts[0] == "关于2025年6月工作要点进展情况的通报"
    assert "附件：表1　情况" in texts
    assert "附件" in texts
    assert not [
        words for words in [p.text for p in opened(a_report(annexes=())).paragraphs] if "附件" in words
    ]


def test_that_what_is_to_be_added_stands_on_yellow() -> None:
    document = opened(a_report())
    cells = [p for row in document.tables[0].rows for cell in row.cells for p in cell.paragraphs]
    runs = [run for paragraph in (*document.paragraphs, *cells) for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert marked == ["〔请补充：原因〕", "〔请补充〕"]


def test_that_tables_repeat_their_heads_and_keep_rows_whole() -> None:
    table = opened(a_report()).tables[0]
    heads = [row._tr.trPr.findall(qn("w:tblHeader")) for row in table.rows]
    assert [len(found) for found in heads] == [1, 0, 0]
    assert all(row._tr.trPr.findall(qn("w:cantSplit")) for row in table.rows)
    assert [cell.text for cell in table.rows[1].cells] == ["1", "高新技术产业增加值占规上工业增加值比重"]


def test_that_pages_are_numbered_at_their_outer_edges() -> None:
    document = opened(a_report())
    assert document.settings.odd_and_even_pages_header_footer
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "—  —"
        assert [element.text for element in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_that_a_chart_is_a_drawing_with_its_numbers() -> None:
    with zipfile.ZipFile(BytesIO(word_bytes(a_report(), AT))) as package:
        chart = package.read("word/charts/chart1.xml").decode("utf-8")
    assert "<c:v>5.20</c:v>" in chart
    assert 'formatCode="0.00"' in chart
    assert chart.count("<c:ser>") == 3


ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}
"""ECMA-376, part 1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70 and 17.6.17: what stands behind what."""


def test_that_the_file_keeps_the_order_of_elements_that_the_standard_asks_for(
    parts: dict[str, bytes],
) -> None:
    for name in ("word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml"):
        for node in parse_xml(parts[name]).iter():
            order = ORDERS.get(node.tag.rpartition("}")[2], "").split()
            children = [child.tag.rpartition("}")[2] for child in node]
            assert not order or children == sorted(children, key=order.index), (name, children)


def test_that_ids_within_the_file_are_its_own_and_every_relation_leads_to_a_part(
    parts: dict[str, bytes],
) -> None:
    drawn = parse_xml(parts["word/document.xml"]).iter("{*}docPr")
    ids = [node.get("id") for node in drawn]
    assert len(set(ids)) == len(ids) > 0
    styles = [node.get(qn("w:styleId")) for node in parse_xml(parts["word/styles.xml"]).iter(qn("w:style"))]
    assert len(set(styles)) == len(styles)
    relations = parse_xml(parts["word/_rels/document.xml.rels"])
    targets = [posixpath.normpath(f"word/{relation.get('Target')}") for relation in relations]
    assert [name for name in targets if name not in parts] == []


def test_that_there_is_one_set_of_styles_only(parts: dict[str, bytes]) -> None:
    assert not any("stylesWithEffects" in name for name in parts)


def test_that_the_trends_stand_two_in_a_line_with_their_names_within() -> None:
    charts = (replace(CHART, caption="投资额（亿元）"),) * 3
    data = word_bytes(replace(a_report(annexes=(TABLE,)), charts=charts), AT)
    texts = [p.text for p in docx.Document(BytesIO(data)).paragraphs if p.text]
    assert texts[-2:] == ["附件2", "指标走势图"]
    assert "　　　2.指标走势图" in texts
    with zipfile.ZipFile(BytesIO(data)) as file:
        body = file.read("word/document.xml").decode()
        small = file.read("word/charts/chart2.xml").decode()
    drawings = [paragraph.count("<w:drawing") for paragraph in body.split("</w:p>")]
    assert [count for count in drawings if count] == [1, 2, 1]  # one in the text, then the three
    assert "<a:t>投资额（亿元）</a:t>" in small
    assert "<c:dLbls>" not in small


def test_that_a_title_too_long_for_a_line_is_broken_before_a_word() -> None:
    """25½ characters are more than the 19 of a line; 14½ and 11 are nearer to halves than 18½ and 7."""
    title = "慈溪市科学技术局关于2025年6月工作要点进展情况的通报"
    (found,) = (line for line in opened(replace(a_report(), title=title)).paragraphs if "通报" in line.text)
    assert found.text == "慈溪市科学技术局关于2025年6月\n工作要点进展情况的通报"


def test_that_a_note_stands_in_one_piece_on_the_page_of_the_last_rows() -> None:
    """Whatever face is there and however wide it is: Word and LibreOffice move the last rows with it."""
    long = replace(TABLE, rows=tuple((str(n), "指标") for n in range(1, 6)))
    made = docx.Document(BytesIO(word_bytes(a_report(annexes=(long,)), AT)))
    (table,) = (found for found in made.tables if len(found.rows) == 6)
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [None, None, None, None, True, True]
    note = next(p for p in made.paragraphs if p._p is table._tbl.getnext())
    assert (note.text, note.paragraph_format.keep_together) == ("注：供研究。", True)
