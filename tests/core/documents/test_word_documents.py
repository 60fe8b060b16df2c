"""Word documents as a person sees them on the page."""

from __future__ import annotations

import pytest

from cixi_desktop.documents.numbering import chinese, formed
from cixi_desktop.documents.package import LARGEST_FILE, MOST_PARTS, DocumentPackage
from cixi_desktop.documents.word import SOFT_BREAK, is_word, word_text
from cixi_desktop.errors import CixiError
from tests.support.plans import para, word_file, zipped

LEVEL = '<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbering(
    *levels: tuple[str, str],
    more: str = "",
    nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
) -> str:
    inner = "".join(
        LEVEL.format(depth=depth, form=form, text=text, more=more)
        for depth, (form, text) in enumerate(levels)
    )
    return f'<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>{nums}</w:numbering>'


def numbered(text: str, depth: int = 0, name: str = "1") -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')


def tag(name: str, value: str) -> str:
    return f'<w:{name} w:val="{value}"/>'


def styles(inner: str) -> str:
    return f'<w:styles xmlns:w="w">{inner}</w:styles>'


def test_that_automatic_numbers_are_shown_as_word_shows_them() -> None:
    body = (
        numbered("水利")
        + numbered("水库", 1)
        + numbered("河道", 1)
        + numbered("管护", 2)
        + numbered("农业")
        + numbered("粮仓", 1)
    )
    levels = numbering(("japaneseCounting", "%1、"), ("decimal", "%2."), ("decimal", "%2.%3"))
    assert word_text(word_file(body, numbering=levels)).split("\n") == [
        "一、水利",
        "1.水库",
        "2.河道",
        "2.1 管护",
        "二、农业",
        "1.粮仓",
    ]


def test_that_a_level_may_show_those_above_it_in_digits_and_before_they_were_used() -> None:
    levels = numbering(("chineseCounting", "%1、"), ("decimal", "%1-%2."), more="<w:isLgl/>")
    body = numbered("甲", 1) + numbered("乙") + numbered("丙", 1)
    assert word_text(word_file(body, numbering=levels)).split("\n") == ["1-1.甲", "1、乙", "1-1.丙"]


def test_that_a_list_can_begin_again_or_have_levels_of_its_own() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride></w:num>'
    )
    levels = numbering(("decimal", "%1."), nums=nums)
    body = (
        numbered("甲")
        + numbered("乙")
        + numbered("丙", name="2")
        + numbered("丁", name="2")
        + numbered("戊", name="3")
    )
    assert word_text(word_file(body, numbering=levels)).split("\n") == [
        "1.甲",
        "2.乙",
        "1.丙",
        "2.丁",
        "C.戊",
    ]


def test_that_bullets_and_lists_that_are_not_there_show_no_number() -> None:
    body = (
        numbered("甲")
        + numbered("乙", name="0")
        + numbered("丙", name="7")
        + numbered("丁", 12)
        + numbered("戊", 5)
    )
    text = word_text(word_file(body, numbering=numbering(("bullet", "o"))))
    assert text.split("\n") == ["甲", "乙", "丙", "丁", "戊"]
    assert word_text(word_file(numbered("甲"))) == "甲"


def test_that_a_style_gives_its_list_and_level() -> None:
    own = '<w:pStyle w:val="base"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    inner = (
        '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="task"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:styleId="deep"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="round"><w:basedOn w:val="round"/></w:style>'
    )
    levels = numbering(("decimal", "%1."), ("decimal", "(%2)"), more='<w:pStyle w:val="base"/>')
    body = "".join(
        para(text, f'<w:pStyle w:val="{style}"/>')
        for text, style in (("甲", "base"), ("乙", "task"), ("丙", "deep"), ("丁", "round"))
    )
    body += para("戊", own)
    assert word_text(word_file(body, numbering=levels, styles=styles(inner))).split("\n") == [
        "1.甲",
        "2.乙",
        "(1)丙",
        "丁",
        "(2)戊",
    ]


def test_that_a_newer_form_of_number_falls_back_to_the_plainer_one() -> None:
    levels = (
        '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><mc:AlternateContent xmlns:mc="m">'
        '<mc:Choice><w:numFmt w:val="custom"/></mc:Choice><mc:Fallback><w:numFmt w:val="chineseCounting"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    assert word_text(word_file(numbered("甲"), numbering=levels)) == "三、甲"


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (12, "decimal", "12"),
        (3, "decimalZero", "03"),
        (12, "chineseCountingThousand", "十二"),
        (12, "chineseLegalSimplified", "拾贰"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (3, "ideographZodiac", "寅"),
        (12, "decimalEnclosedCircleChinese", "⑫"),
        (2, "decimalEnclosedParen", "⑵"),
        (2, "decimalEnclosedFullstop", "⒉"),
        (2, "upperLetter", "B"),
        (27, "lowerLetter", "27"),
        (44, "upperRoman", "XLIV"),
        (9, "lowerRoman", "ix"),
        (400, "upperRoman", "400"),
        (1, "none", ""),
    ],
)
def test_that_numbers_have_the_form_of_their_level(count: int, form: str, shown: str) -> None:
    assert formed(count, form) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [(10, "十"), (21, "二十一"), (105, "一百零五"), (110, "一百一十"), (2030, "二千零三十"), (0, "0")],
)
def test_that_chinese_numbers_are_written_as_in_print(count: int, shown: str) -> None:
    assert chinese(count) == shown


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def test_that_tracked_changes_are_as_accepted() -> None:
    body = (
        f"<w:p>{run('新增')}<w:ins>{run('120')}</w:ins><w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        f"<w:moveTo>{run('家')}</w:moveTo><w:moveFrom>{run('户')}</w:moveFrom></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('改造')}</w:p>{para('河道')}"
        f"<w:del>{para('删去')}</w:del><w:ins>{para('增加')}</w:ins>"
    )
    assert word_text(word_file(body)).split("\n") == ["新增120家", "改造河道", "增加"]


def test_that_hidden_text_and_comments_are_out() -> None:
    inner = (
        '<w:style w:styleId="secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="open"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    body = (
        f"<w:p>{run('新增')}{run('5', '<w:vanish/>')}{run('6', tag('vanish', 'false'))}"
        f"{run('7', tag('rStyle', 'secret'))}{run('家', tag('rStyle', 'open'))}<w:r><w:commentReference/></w:r></w:p>"
        f"{para('全隐', tag('pStyle', 'secret'))}{para('可见')}"
    )
    assert word_text(word_file(body, styles=styles(inner))).split("\n") == ["新增6家", "", "可见"]


def test_that_contents_are_out_however_they_are_made() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inner = '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{para('目录')}</w:sdtContent></w:sdt><w:sdt><w:sdtContent>{para('正文')}</w:sdtContent></w:sdt>"
        f"<w:p>{field.format('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{field.format('separate')}{run('一、水利 1')}</w:p>"
        f"<w:p>{run('二、农业 2')}<w:r><w:tab/></w:r></w:p><w:p>{field.format('end')}</w:p>"
        f"{para('一、水利 1', tag('pStyle', 'T1'))}"
        f"<w:p>{field.format('begin')}<w:r><w:instrText>DATE</w:instrText></w:r>{run('2026年')}{field.format('end')}{field.format('end')}</w:p>"
    )
    assert list(filter(None, word_text(word_file(body, styles=styles(inner))).split("\n"))) == [
        "正文",
        "2026年",
    ]


def test_that_text_boxes_are_in_once_and_behind_their_paragraph() -> None:
    box = f"<w:txbxContent>{para('框中的字')}</w:txbxContent>"
    body = (
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p><w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<mc:AlternateContent xmlns:mc='m'><mc:Choice>{para('块')}</mc:Choice></mc:AlternateContent>"
    )
    assert word_text(word_file(body)).split("\n") == ["正文", "框中的字", "", "块"]


def test_that_signs_within_a_run_are_kept() -> None:
    body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙\t丙</w:t><w:br/><w:t>丁</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>"
    assert word_text(word_file(body)) == f"甲 乙 丙{SOFT_BREAK}丁-"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


def test_that_tables_are_read_row_by_row_with_merged_cells_known() -> None:
    rows = (
        f"<w:tr>{cell(para('水利'), tag('gridSpan', '3'))}</w:tr>"
        f"<w:tr>{cell(para('1'))}{cell(para('水库') + para('河道'))}{cell(para('水利局'), tag('vMerge', 'restart'))}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(para('2'))}<w:sdt><w:sdtContent>{cell(para('管护'))}</w:sdtContent></w:sdt>{cell(para(''), '<w:vMerge/>')}</w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell(para('删'))}{cell(para('去'))}</w:tr>"
        f"<w:tr>{cell(para('3'))}{cell(para('并入'), tag('hMerge', 'restart'))}{cell(para('左格'), tag('hMerge', 'continue'))}</w:tr>"
    )
    assert word_text(word_file(f"<w:tbl><w:tblPr/>{rows}</w:tbl>")).split("\n") == [
        "水利\t\t",
        f"1\t水库{SOFT_BREAK}河道\t水利局",
        "2\t管护\t〃",
        "3\t并入\t",
    ]


def test_that_a_frame_around_text_is_no_table() -> None:
    body = f"<w:tbl><w:tr>{cell(para('一、水利') + para('新建水库2座。'))}</w:tr></w:tbl>"
    assert word_text(word_file(body)).split("\n") == ["一、水利", "新建水库2座。"]


def test_that_the_main_part_is_found_by_its_relation() -> None:
    document = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>'
    relation = '<R><Relationship Type="x/{}" Target="/{}"/></R>'
    assert (
        word_text(
            zipped(
                {
                    "_rels/.rels": relation.format("officeDocument", "word/document2.xml"),
                    "word/document2.xml": document,
                }
            )
        )
        == "正文"
    )
    for kind, target in (
        ("officeDocument", "word/none.xml"),
        ("styles", "word/document2.xml"),
        ("officeDocument", "xl/workbook.xml"),
    ):
        assert not is_word(
            zipped({"_rels/.rels": relation.format(kind, target), "word/document2.xml": document})
        )
    with pytest.raises(CixiError, match="不是Word文档"):
        word_text(zipped({"xl/workbook.xml": ""}))


@pytest.mark.parametrize(
    "body",
    ["<w:p>", "</w:body>", "<w:sdt>" * 200 + "</w:sdt>" * 200, "&unknown;"],
)
def test_that_a_damaged_document_is_refused(body: str) -> None:
    with pytest.raises(CixiError, match="已损坏"):
        word_text(word_file(body))


def test_that_a_document_without_a_body_is_refused() -> None:
    with pytest.raises(CixiError, match="已损坏"):
        word_text(zipped({"word/document.xml": "<w:document/>"}))


def test_that_entities_are_refused() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document/>'
    with pytest.raises(CixiError, match="DTD"):
        word_text(zipped({"word/document.xml": bomb}))


def test_that_what_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(CixiError, match="展开后过大"):
        word_text(zipped({"word/document.xml": " " * (11 * 1024 * 1024)}))


def test_that_no_more_text_is_read_than_is_wanted() -> None:
    data = word_file("".join(para(sign) for sign in "甲乙丙丁"))
    assert word_text(data, 7).split("\n") == ["甲", "乙", "丙", "丁"]
    assert word_text(data, 3).split("\n") == ["甲", "乙", "丙"]
    assert len(word_text(data, 4)) > 4


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x", "a\\b"])
def test_that_paths_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(CixiError, match="指向外部"):
        DocumentPackage(zipped({name: ""}))


def test_that_a_truncated_or_large_file_is_refused() -> None:
    data = word_file(para("正文"))
    for cut in (data[:-30], data[:20] + data[-22:], b"PK\x05\x06" + b"\xff" * 18):
        with pytest.raises(CixiError):
            word_text(cut)
    with pytest.raises(CixiError, match="过大"):
        DocumentPackage(b"PK" + bytes(LARGEST_FILE))


def test_that_too_many_parts_are_refused() -> None:
    with pytest.raises(CixiError, match="部件过多"):
        DocumentPackage(zipped({f"p{number}": "" for number in range(MOST_PARTS + 1)}))


def test_that_a_locked_or_broken_part_is_refused() -> None:
    data = bytearray(word_file(para("正文")))
    locked = bytes(data).replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    with pytest.raises(CixiError, match="密码"):
        word_text(locked)
    place = data.find(b"word/document.xml") + len("word/document.xml") + 2
    data[place : place + 8] = b"\xff" * 8
    with pytest.raises(CixiError, match="已损坏"):
        word_text(bytes(data))
