"""Text out of files: encodings by trial, and what is refused by name."""

from __future__ import annotations

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.plans.files import LARGEST_TEXT_FILE, LONGEST, decode, document_text
from cixi_desktop.plans.lines import paragraphs, view
from tests.support.plans import para, word_file, zipped

TEXT = "一、水利建设\n新建水库2座，治理河道9公里。\n二、农业\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_that_text_of_any_encoding_is_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\x00\x00\xfe\xff"])
def test_that_a_byte_order_mark_decides(mark: bytes) -> None:
    encoding = "utf-16-be" if len(mark) == 2 else "utf-32-be"
    assert decode(mark + TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r", "\f", "\x85", "\u2029"])
def test_that_any_line_end_is_one(end: str) -> None:
    assert decode(TEXT.replace("\n", end).encode()) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_that_a_file_cut_off_within_a_character_is_read_as_far_as_it_goes(encoding: str) -> None:
    assert decode((TEXT + "库").encode(encoding)[:-1]) == TEXT


def test_that_lines_of_two_encodings_are_read_each_by_its_own() -> None:
    mixed = TEXT.encode() * 5 + TEXT.encode("gb18030") * 5
    assert decode(mixed) == TEXT * 10


def test_that_short_text_is_read() -> None:
    assert [decode(data) for data in (b"", b"5", "库".encode())] == ["", "5", "库"]


@pytest.mark.parametrize(
    "data",
    [
        bytes(n * n * 31 % 251 for n in range(5000)),
        b"abc\0def" * 50,
        b"\xff\x81" * 4000,
        b"\x01\x02\x03" * 100,
        b"abc\xff\xff\xff\xff",
    ],
)
def test_that_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(CixiError, match="不是文字文件"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "“a.txt”是空文件"),
        (" 　\n".encode(), "a.txt", "“a.txt”没有文字"),
        (b"%PDF-1.7", "a.pdf", "是PDF文件"),
        (b"{\\rtf1", "a.doc", "是RTF文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.wps", "旧版的.doc、.wps文档"),
        (b"\x89PNG\r\n", "a.txt", "是图片"),
        (b"BM6\0", "a.bmp", "是图片"),
        (b"Rar!\x1a", "a.rar", "是压缩包"),
        (b"MZ\x90", "a.exe", "是程序"),
        (b"SQLite format 3\0", "a.txt", "是数据文件"),
        (b"<!DOCTYPE html><html>", "a.txt", "是网页或XML文件"),
        (b"PK\x05\x06" + bytes(18), "~$a.docx", "临时文件"),
        (b",user,host,2026;", ".~lock.a.docx#", "临时文件"),
        (zipped({"OFD.xml": ""}), "a.ofd", "是OFD版式文件"),
        (zipped({"xl/workbook.xml": ""}), "a.xlsx", "是工作簿"),
        (zipped({"a.txt": ""}), "a.zip", "不是Word文档"),
        (b"a" * (LARGEST_TEXT_FILE + 1), "a.txt", "有4MB，不像工作计划"),
        (b"a" * (LONGEST + 1), "", "粘贴的内容超过30万字"),
        (b"", "", "粘贴的内容没有文字"),
    ],
)
def test_that_what_cannot_be_read_is_refused_by_name(data: bytes, name: str, words: str) -> None:
    with pytest.raises(CixiError) as refused:
        document_text(data, name)
    assert words in refused.value.message
    assert refused.value.hint


def test_that_word_files_and_text_are_told_apart_by_what_they_hold() -> None:
    assert document_text(word_file(para("新建水库2座。")), "a.txt") == "新建水库2座。"
    assert document_text("BMW企业2家。".encode(), "a.txt") == "BMW企业2家。"


def test_that_blanks_and_signs_without_width_do_not_count() -> None:
    source = "Ｒ ＆ Ｄ　投入\u200b５０ 亿元（ ① ），ＧＤＰ 2 倍㎡"
    plain = view(source, [(0, len(source))])
    assert plain.text == "R&D投入50亿元(①),GDP 2倍m2"
    start, end = plain.span(plain.text.index("50"), plain.text.index("元") + 1)
    assert source[start:end] == "５０ 亿元"


def test_that_quotation_marks_of_all_kinds_are_one_kind() -> None:
    source = '"甲"「乙」『丙』'
    assert view(source, [(0, len(source))]).text == "“甲”“乙”“丙”"


def test_that_soft_breaks_part_sentences_and_join_titles() -> None:
    source = "东山县水利局\u20282026年工作要点\n新建水库。\u2028（一）河道\u2028治理\u20281.管护"
    assert [each.text for each in paragraphs(source)] == [
        "东山县水利局2026年工作要点",
        "新建水库。",
        "(一)河道治理",
        "1.管护",
    ]


def test_that_full_lines_are_joined_only_where_most_lines_are_full() -> None:
    long = "工" * 30
    for lines in ([long] * 7, [long, "短行。", "短行。"] * 10, ["短"] * 20, [long] * 10 + ["长" * 60]):
        assert len(paragraphs("\n".join(lines))) == len(lines)
    assert len(paragraphs("\n".join([long] * 10))) == 1


def test_that_rows_of_a_table_stay_rows_where_full_lines_are_joined() -> None:
    full = "\n".join(["工" * 30] * 10)
    found = paragraphs(f"{full}\n甲\t乙\n丙\t丁\n{full}")
    assert [len(each.cells) for each in found] == [0, 2, 2, 0]
    assert [each.text for each in found] == ["工" * 300, "甲乙", "丙丁", "工" * 300]
