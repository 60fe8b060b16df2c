"""Files that are foreign, damaged or meant to do harm are refused by what is wrong with them, at once."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from cixi_desktop.errors import CixiError
from cixi_desktop.records.units import Unit
from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.reading.package import MEBIBYTE
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.reading.typed import shown
from cixi_desktop.workbook.writing.sheet import LONGEST
from tests.support.sheets import place_of
from tests.workbook.handled import (
    METADATA,
    REGISTER,
    TABLE,
    entry_of,
    handled,
    put,
    put_in_register,
    put_shaped,
    read,
    repacked,
    saved,
    without_sheet,
)
from tests.workbook.june import PLAN, june, made

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.sheets import Opened

NOWHERE = b"PK".ljust(46, b"\0") + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, 0, 0)
"""Says at its end that a directory of one part begins it, and there is none."""
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(data: bytes) -> str:
    with pytest.raises(CixiError) as caught:
        read_workbook(data, PLAN)
    assert caught.value.hint
    return caught.value.message


def packed(parts: dict[str, bytes], base: bytes | None = None) -> bytes:
    """June's workbook (or ``base``) with further parts."""
    out = io.BytesIO(made() if base is None else base)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _replaced(part: str, new: bytes, name: str, old: bytes) -> bytes:
    return new if name == part else old


def with_sheet(xml: bytes) -> bytes:
    """June's workbook with the table's part replaced."""
    return repacked(made(), partial(_replaced, "xl/worksheets/sheet1.xml", xml))


def with_rows(rows: bytes) -> bytes:
    return with_sheet(b'<worksheet xmlns="x"><sheetData>' + rows + b"</sheetData></worksheet>")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的。"),
        (b"hello", "这是文本文件（如.csv），不是Excel工作簿。"),
        (b"PK\x03\x04 and then nothing", "文件已损坏，无法读取。"),
        (made()[:20_000], "文件已损坏，无法读取。"),
        (NOWHERE, "文件已损坏，无法读取。"),
        (made()[:20_000] + made()[30_000:], "文件已损坏，无法读取。"),
        (COMPOUND + b"\0" * 600, "不是.xlsx格式，可能是.xls、.et或其他格式。"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "工作簿设有打开密码，不能读取。"),
        (packed({"xl/vbaProject.bin": b"x"}), "工作簿含有宏，已拒绝打开。"),
        (packed({"xl/externalLinks/externalLink1.xml": b"x"}), "工作簿含有指向其他文件的链接，已拒绝打开。"),
        (packed({"xl/connections.xml": b"x"}), "工作簿含有外部数据连接，已拒绝打开。"),
        (packed({"xl/activeX/activeX1.xml": b"x"}), "工作簿含有控件，已拒绝打开。"),
        (packed({"../../evil.txt": b"x"}), "文件中有指向外部的路径，已拒绝打开。"),
        (packed({"/../etc/passwd": b"x"}), "文件中有指向外部的路径，已拒绝打开。"),
        (packed({"xl/workbook.bin": b"x"}), "这是.xlsb工作簿，不能读取。"),
        (packed({"mimetype": b"x", "content.xml": b"x"}), "这是.ods表格，不能读取。"),
        (packed({"C:\\evil.txt": b"x"}), "文件中有指向外部的路径，已拒绝打开。"),
        (packed({"XL/Workbook.xml": b"x"}), "文件中有重名的部件，已拒绝打开。"),
        (packed({f"xl/media/{n}.png": b"" for n in range(2100)}), "文件中的部件过多，不像正常的工作簿。"),
    ],
)
def test_that_what_is_no_workbook_of_ours_is_refused_by_what_it_is(data: bytes, message: str) -> None:
    assert refused(data) == message


def test_that_a_zip_file_of_something_else_is_no_workbook() -> None:
    inner = packed({"a.txt": b"x"}, b"")
    assert refused(packed({"inner.zip": inner}, b"")) == "不是Excel工作簿。"
    assert refused(packed({"inner.xlsx": made()}, b"")) == "不是Excel工作簿。"


def test_that_an_encrypted_member_is_refused() -> None:
    data = bytearray(made())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    assert refused(bytes(data)) == "文件设有密码，不能读取。"


def test_that_a_file_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cixi_desktop.workbook.reading.package.LARGEST_FILE", 10_000)
    assert "超过" in refused(made())


def test_that_a_bomb_is_unpacked_no_further_than_the_limit() -> None:
    """A gigabyte of blanks behind one kilobyte for each megabyte."""
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    mebibyte = squeezed.compress(b" " * MEBIBYTE) + squeezed.flush(zlib.Z_FULL_FLUSH)
    data = mebibyte * 1024 + squeezed.flush()
    assert "展开后超过" in refused(_with_raw_member("xl/styles.xml", data, 1024 * MEBIBYTE))


@pytest.mark.parametrize("lost", range(1, 22))
def test_that_a_file_cut_off_in_its_last_bytes_is_damaged(lost: int) -> None:
    assert refused(made()[:-lost]) == "文件已损坏，无法读取。"


def test_that_a_member_that_lies_about_its_size_is_damaged() -> None:
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeezed.compress(b" " * MEBIBYTE * 8) + squeezed.flush()
    assert refused(_with_raw_member("xl/styles.xml", data, 10)) == "文件已损坏，无法读取。"


def _with_raw_member(name: str, deflated: bytes, size: int) -> bytes:
    """June's workbook with one part in its compressed form, whatever it says of its own size."""
    rest = repacked(made(), partial(_replaced, name, b""))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(rest)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        start = out.tell()
        stored = zipfile.ZipInfo(name)
        new.writestr(stored, deflated)
    data = bytearray(out.getvalue())
    central = data.rfind(b"PK\x01\x02" + b"\x14", 0)
    for place, fields in ((start, (8, 22)), (central, (10, 24))):
        struct.pack_into("<H", data, place + fields[0], zipfile.ZIP_DEFLATED)
        struct.pack_into("<L", data, place + fields[1], size)
    return bytes(data)


@pytest.mark.parametrize(
    "prolog",
    [
        b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;</r>',
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>',
        b'<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><r/>',
    ],
)
def test_that_document_types_and_entities_are_refused(prolog: bytes) -> None:
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        data = repacked(made(), partial(_replaced, part, prolog))
        assert refused(data) == "文件中有工作簿不该有的定义（DTD），已拒绝打开。"


@pytest.mark.parametrize(
    "xml",
    [
        b"<worksheet><sheetData><row></sheetData></worksheet>",
        b"<worksheet>" + b"<a>" * 100,
        b"\xff\xfe\x00 no xml",
        b'<worksheet><sheetData><row r="x"/></sheetData></worksheet>',
        b'<worksheet><sheetData><row><c r="A99999999"><v>1</v></c></row></sheetData></worksheet>',
        b'<worksheet><sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>',
        b'<worksheet><sheetData><row><c r="A1" s="x"><v>1</v></c></row></sheetData></worksheet>',
        b'<worksheet><sheetData/><mergeCells><mergeCell ref="?"/></mergeCells></worksheet>',
    ],
)
def test_that_a_damaged_sheet_is_said_to_be_damaged(xml: bytes) -> None:
    assert refused(with_sheet(xml)) == "文件已损坏，无法读取。"


def test_that_a_part_that_is_missing_is_damage() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet2.xml":
                new.writestr(name, old.read(name))
    assert refused(out.getvalue()) == "文件已损坏，无法读取。"


def test_that_a_lone_cell_at_the_far_corner_is_named() -> None:
    def mark(workbook: Opened) -> None:
        workbook[TABLE]["XFD1048576"] = "x"

    (found,) = read(mark).refused
    assert (found.cell, found.reason, found.is_ignored_edit) == (
        "XFD1048576",
        "远在表格之外，未读入。",
        True,
    )


def test_that_a_merge_of_the_whole_sheet_is_named() -> None:
    merge = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = with_sheet(b"<worksheet><sheetData/>" + merge + b"</worksheet>")
    assert refused(data) == "工作表“进展情况表”的A1:XFD1048576被合并成一格。"
    many = b"<mergeCells>" + b'<mergeCell ref="A1:B1"/>' * 3000 + b"</mergeCells>"
    assert "合并单元格超过2000处" in refused(with_sheet(b"<worksheet><sheetData/>" + many + b"</worksheet>"))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (b"<row/>" * 500_000, "单元格超过400000个，远多于正常的进展情况表，未读取。"),
        (b"<row>" + b"<c/>" * 500_000 + b"</row>", "单元格超过400000个，远多于正常的进展情况表，未读取。"),
        (
            b'<row><c t="inlineStr"><is><t>' + b"x" * 17 * MEBIBYTE + b"</t></is></c></row>",
            "文字远多于正常的进展情况表，未读取。",
        ),
    ],
)
def test_that_too_many_cells_or_too_much_text_is_refused(rows: bytes, message: str) -> None:
    assert refused(with_rows(rows)) == message


def test_that_huge_shared_strings_are_refused() -> None:
    items = b"<sst>" + b"<si><t>x</t></si>" * 500_000 + b"</sst>"
    assert "单元格超过" in refused(packed({"xl/sharedStrings.xml": items}))


def test_that_too_many_sheets_are_refused() -> None:
    sheets = b"<workbook><sheets>" + b'<sheet name="x"/>' * 300 + b"</sheets></workbook>"
    data = repacked(made(), partial(_replaced, "xl/workbook.xml", sheets))
    assert refused(data) == "工作表超过200张。"


def test_that_a_sheet_linked_from_outside_is_not_fetched() -> None:
    def change(name: str, part: bytes) -> bytes:
        if name != "xl/_rels/workbook.xml.rels":
            return part
        return part.replace(
            b'Target="/xl/worksheets/sheet1.xml"', b'TargetMode="External" Target="http://x/"'
        )

    assert "没有找到进展情况表" in refused(repacked(made(), change))


def test_that_a_foreign_workbook_is_said_to_be_none_of_ours() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "序号"  # type: ignore[index]
    assert "没有找到进展情况表" in refused(saved(workbook))


def with_names(**names: str) -> Callable[[Opened], None]:
    def change(workbook: Opened) -> None:
        for row in workbook[METADATA].iter_rows(max_row=16):
            if row[0].value in names:
                row[1].value = names[row[0].value]

    return change


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"format": "1"}, "导出此表的程序版本与本机不同。"),
        (
            {"plan": "cixi-kjj-2024", "year": "2024"},
            "这是2024年工作要点（cixi-kjj-2024）的表，本机是2025年的（cixi-kjj-2025）。",
        ),
        ({"plan_version": "2"}, "这是工作要点第2版的表，本机是第1版。"),
        ({"period": "2025-Q2"}, "表头的数据所属期是“2025年6月”，而这份工作簿是为“2025年第二季度”导出的。"),
        ({"unit_name": "办公室"}, "表头的填报单位是“高新科”，而这份工作簿是为“办公室”导出的。"),
        ({"period": "someday"}, "“someday”不是数据所属期。"),
    ],
)
def test_that_what_does_not_fit_this_plan_is_said_by_name(names: dict[str, str], message: str) -> None:
    with pytest.raises(CixiError) as caught:
        read(with_names(**names))
    assert caught.value.message == message


def retitled(**words: str) -> Callable[[Opened], None]:
    """Other words in the heading of every sheet."""

    def change(workbook: Opened) -> None:
        for sheet in workbook.worksheets:
            for old, new in words.items():
                if sheet["A2"].value:
                    sheet["A2"].value = sheet["A2"].value.replace(old, new)

    return change


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"2025年6月": "2024年6月"}, "这是2024年6月的表，本机的工作要点是2025年的。"),
        ({"2025年6月": "2025年第二季度"}, "这是2025年第二季度的表。"),
        ({"高新科": "全部单位"}, "这是全局汇总表（全部单位），不能作为单位报送的表接收。"),
        (
            {"填报单位：高新科": "汇总单位：慈溪市科学技术局"},
            "这是全局汇总表（全部单位），不能作为单位报送的表接收。",
        ),
        ({"填报单位": "单位"}, "无法识别填报单位（识别页和表头均已丢失）。"),
        ({"高新科": ""}, "无法识别填报单位（识别页和表头均已丢失）。"),
        ({"2025年6月": "六月"}, "无法识别数据所属期（识别页和表头均已丢失）。"),
    ],
)
def test_that_without_the_hidden_sheet_the_heading_is_held_to_the_same(
    words: dict[str, str], message: str
) -> None:
    with pytest.raises(CixiError) as caught:
        read(without_sheet(METADATA, "口径说明"), retitled(**words))
    assert caught.value.message == message


def test_that_last_months_file_made_into_this_months_is_found_out() -> None:
    with pytest.raises(CixiError, match="表头的数据所属期是“2025年7月”，而这份工作簿是为“2025年6月”导出的。"):
        read(retitled(**{"2025年6月": "2025年7月"}))


def tampered(row: str, number: str, change: Callable[[dict[str, Any]], object]) -> Callable[[Opened], None]:
    """What a row of the hidden sheet holds, made into something else."""

    def tamper(workbook: Opened) -> None:
        (cells,) = (
            cells
            for cells in workbook[METADATA].iter_rows(min_row=17)
            if (cells[0].value, cells[1].value) == (row, number)
        )
        held = json.loads("".join(cell.value or "" for cell in cells[2:]))
        change(held)
        text = json.dumps(held, ensure_ascii=False)
        for place, cell in enumerate(cells[2:]):
            cell.value = text[place * LONGEST : (place + 1) * LONGEST] or None

    return tamper


@pytest.mark.parametrize(
    "entered",
    [
        {"increment": "1e999999"},
        {"increment": 20},
        {"unit_id": "9"},
        ["increment"],
        None,
        {"drafts": [["value"]]},
        {"drafts": 7},
        {"state": "很好"},
    ],
)
@pytest.mark.parametrize("number", ["5", "6"])
def test_that_a_hidden_sheet_that_was_tampered_with_is_refused_by_record(
    number: str, entered: object
) -> None:
    reading = read(tampered("month", number, lambda held: held.update({"H-3": entered})))
    assert (reading.refused[0].sheet, {each.key for each in reading.refused}) == (METADATA, {"H-3"})
    assert re.fullmatch(r"C\d+", reading.refused[0].cell)
    assert "H-3" not in reading.covered


@pytest.mark.parametrize("shown", [["", {}, 7], ["", []], [None, {}], "", 7])
def test_that_what_a_row_is_said_to_have_shown_is_not_believed_either(shown: object) -> None:
    reading = read(tampered("shown", "6", lambda held: held.update({"H-3": shown})))
    assert (reading.refused[0].sheet, {each.key for each in reading.refused}) == (METADATA, {"H-3"})


@pytest.mark.parametrize(
    ("row", "key", "value"),
    [
        ("month", "Z-9", {}),
        ("month", "task:99", {}),
        ("month", "ledger:Z-9", []),
        ("month", "ledger:H-3", [{"name": "没有编号"}]),
        ("month", "ledger:H-3", {"name": "不是清单"}),
        ("month", "task:8", {"outcomes": [], "secret": "x"}),
        ("month", "task:8", "文字"),
        ("month", "task:8", {"steps": "尽快"}),
        ("shown", "Z-9", ["", {}]),
        ("shown", "task:99", ["", {}]),
    ],
)
def test_that_a_record_of_nothing_known_is_refused(row: str, key: str, value: object) -> None:
    reading = read(tampered(row, "6", lambda held: held.update({key: value})), put("H-4", "累计完成", 1071))
    assert {each.key for each in reading.refused} == {key.removeprefix("ledger:")}
    assert not reading.covered & {each.key for each in reading.refused}


def with_row(row: str, number: str, content: str | None) -> Callable[[Opened], None]:
    """Another content in a row of the hidden sheet; without any the row is emptied."""

    def change(workbook: Opened) -> None:
        for cells in workbook[METADATA].iter_rows(min_row=17):
            if (cells[0].value, cells[1].value) == (row, number):
                for cell, value in zip(cells, (row, number, content) if content else (), strict=False):
                    cell.value = value
                for cell in cells[3 if content else 0 :]:
                    cell.value = None

    return change


@pytest.mark.parametrize("content", ["[" * 15_000, "[]", "{", "很多"])
@pytest.mark.parametrize(("row", "number"), [("shown", "6"), ("month", "4"), ("month", "6")])
def test_that_a_row_of_the_hidden_sheet_that_nobody_can_read_refuses_the_file(
    row: str, number: str, content: str
) -> None:
    with pytest.raises(CixiError, match="系统识别页的内容无法识别。"):
        read(with_row(row, number, content))


def test_that_a_line_break_which_a_save_as_xls_puts_into_the_hidden_sheet_is_none() -> None:
    def change(workbook: Opened) -> None:
        for cells in workbook[METADATA].iter_rows(min_row=17, min_col=3):
            for cell in cells:
                if cell.value:
                    text = str(cell.value)
                    cell.value = f"{text[:-20]}\n{text[-20:]}"

    assert read(change) == read()


def test_that_a_hidden_sheet_without_the_closing_month_refuses_the_file() -> None:
    with pytest.raises(CixiError, match="系统识别页缺少6月的内容。"):
        read(with_row("month", "6", None))


@pytest.mark.parametrize("number", ["13", "7", "0", "x"])
def test_that_a_month_that_is_none_of_the_file_s_refuses_it(number: str) -> None:
    with pytest.raises(CixiError, match=f"系统识别页的月份“{number}”无法识别。"):
        read(lambda workbook: workbook[METADATA].append(["month", number, "{}"]))


def test_that_a_strange_row_of_the_hidden_sheet_is_passed_over() -> None:
    assert not read(lambda workbook: workbook[METADATA].append(["备注", "", "看看"])).refused


@pytest.mark.parametrize("ways", [("/", "/"), ("", "\\")])
def test_that_members_named_with_a_leading_slash_or_backslashes_are_read(ways: tuple[str, str]) -> None:
    """Some programs write them so; nothing is ever unpacked to a disk."""
    lead, between = ways
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made())) as usual, zipfile.ZipFile(out, "w") as other:
        for info in usual.infolist():
            other.writestr(lead + info.filename.replace("/", between), usual.read(info))
    assert read_workbook(out.getvalue(), PLAN) == read_workbook(made(), PLAN)


def test_that_a_heading_without_its_unit_is_of_the_unit_that_it_was_made_for() -> None:
    assert read(retitled(高新科="")).stamp.unit_name == "高新科"


def test_that_the_heading_may_call_its_unit_by_any_name_that_it_is_known_by() -> None:
    known = (Unit(id="u7", name="高新科", short_name="孵化组"), Unit(id="u8", name="规划科"))
    data = handled(retitled(高新科="孵化组"))
    assert read_workbook(data, PLAN, units=known).stamp.unit_name == "高新科"
    with pytest.raises(CixiError, match="表头的填报单位是“规划科”，而这份工作簿是为“高新科”导出的。"):
        read_workbook(handled(retitled(高新科="规划科")), PLAN, units=known)


def test_that_a_figure_of_which_the_hidden_sheet_keeps_nothing_is_taken_from_the_register() -> None:
    reading = read(tampered("month", "6", lambda held: held.update({"H-4": {}})))
    assert reading.refused == ()
    assert [(each.sheet, each.cell, each.after) for each in reading.changed] == [
        (REGISTER, place_of(june()[REGISTER], "H-4", "6月", measure), text)
        for measure, text in (("当期数", "1070"), ("截至日期", "2025-06-30"))
    ]


def test_that_a_workbook_without_styles_is_read_as_plain() -> None:
    workbook = Workbook()
    workbook.active["A1"] = 0.5  # type: ignore[index]
    workbook.active["A1"].number_format = "0%"  # type: ignore[index]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook))) as whole, zipfile.ZipFile(out, "w") as bare:
        for name in whole.namelist():
            if name != "xl/styles.xml":
                bare.writestr(name, whole.read(name))
    (sheet,) = read_sheets(out.getvalue())
    assert shown(sheet.at(1, 1)) == "0.5"


OWN_HEADS = ("本期完成", "累计完成", "进展情况", "备注")
SHOWN_HEADS = (
    "重点任务",
    "指标/事项",
    "单位",
    "年度目标",
    "完成率",
    "序时进度",
    "状态",
    "牵头科室",
    "完成时限",
)


@pytest.mark.parametrize("head", [*OWN_HEADS, *SHOWN_HEADS])
@pytest.mark.parametrize("value", [1e308, "1e999999999", "-1e-999999999"])
def test_that_a_number_of_absurd_size_is_named_and_the_other_rows_are_read(head: str, value: object) -> None:
    reading = read(put("H-3", head, value), put("8-1", "本期完成", 25))
    entry = entry_of(reading, "8-1")
    assert entry
    assert entry.increment == 25
    is_text = head == "进展情况" and isinstance(value, str)
    named = [refusal.cell for refusal in reading.refused]
    assert named == ([] if is_text else [place_of(june()[TABLE], "H-3", head)])


@pytest.mark.parametrize("value", [1e308, "1e999999999"])
@pytest.mark.parametrize(("key", "measure"), [("H-3", "本月数"), ("7-1", "覆盖率")])
def test_that_such_a_number_in_the_register_is_named_alone(key: str, measure: str, value: object) -> None:
    reading = read(put_in_register(key, measure, 6, value), put("8-1", "本期完成", 25))
    entry = entry_of(reading, "8-1")
    assert entry
    assert entry.increment == 25
    assert [refusal.cell for refusal in reading.refused] == [place_of(june()[REGISTER], key, "6月", measure)]


def test_that_a_format_of_thirty_decimals_is_read() -> None:
    reading = read(put_shaped(put("H-3", "本期完成", 21), f"0.{'0' * 30}"))
    entry = entry_of(reading, "H-3")
    assert entry
    assert entry.increment == 21
    assert not reading.refused


@pytest.mark.parametrize(("key", "head"), [("H-3", "本期完成"), ("H-3", "累计完成"), ("H-2", "本期完成")])
def test_that_a_cell_that_may_be_seen_turned_is_refused_alone(key: str, head: str) -> None:
    """A sign from right to left shows 12 as 21."""
    reading = read(put(key, head, "\u202e12"), put("8-1", "本期完成", 25))
    entry = entry_of(reading, "8-1")
    assert entry
    assert entry.increment == 25
    assert [refusal.cell for refusal in reading.refused] == [place_of(june()[TABLE], key, head)]
