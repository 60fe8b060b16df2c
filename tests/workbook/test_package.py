"""The file as a package: order of elements, page set-up, styles, and what Office would repair."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.workbook.writing.package import pack
from cixi_desktop.workbook.writing.sheet import Sheet
from resources import ROOT
from tests.support.sheets import KEY_HEAD, by_key, columns, head_row
from tests.workbook.june import IDENTITY, content, june, made, opened, part

if TYPE_CHECKING:
    from pathlib import Path

SHEET_ORDER = [
    *("sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells"),
    *("printOptions", "pageMargins", "pageSetup", "headerFooter"),
]
VISIBLE = ("进展情况表", "指标台账", "口径说明")


def elements(xml: str) -> list[str]:
    return [element.tag.rpartition("}")[2] for element in ET.fromstring(xml)]  # noqa: S314 - our own file


@pytest.mark.parametrize("number", range(1, 5))
def test_that_the_elements_of_a_sheet_stand_in_the_order_of_the_schema(number: int) -> None:
    found = elements(part(made(), f"xl/worksheets/sheet{number}.xml"))
    assert found == [name for name in SHEET_ORDER if name in found]


def test_that_rows_and_cells_are_numbered_without_gaps() -> None:
    xml = part(made(), "xl/worksheets/sheet1.xml")
    numbers = [int(number) for number in re.findall(r'<row r="(\d+)"', xml)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(set(re.findall(r'<c r="([A-Z]+\d+)"', xml))) == xml.count("<c ")


@pytest.mark.parametrize("name", VISIBLE)
def test_that_a_sheet_prints_on_a4_landscape_one_page_wide(name: str) -> None:
    sheet = june()[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 0.3 < sheet.page_margins.left == sheet.page_margins.right < 0.5
    assert sheet.print_options.horizontalCentered


@pytest.mark.parametrize("name", VISIBLE)
def test_that_every_page_bears_its_number_the_unit_the_period_and_the_check_code(name: str) -> None:
    sheet = june()[name]
    for foot in (sheet.oddFooter, sheet.firstFooter):
        assert "第 &P 页，共 &N 页" in str(foot.center.text)
        assert "高新科　2025年6月" in str(foot.left.text)
        assert "校验码：" in str(foot.right.text)


@pytest.mark.parametrize("name", VISIBLE[:2])
def test_that_heads_repeat_stay_in_sight_and_filter_all_columns_with_the_hidden_one(name: str) -> None:
    sheet = june()[name]
    row = head_row(sheet)
    assert sheet.print_title_rows == f"${row}:${row}"
    assert sheet.freeze_panes == f"D{row + 1}"
    last = sheet[row][columns(sheet)[KEY_HEAD] - 1].column_letter
    assert re.fullmatch(rf"A{row}:{last}\d+", sheet.auto_filter.ref)
    assert sheet.column_dimensions[last].hidden


def test_that_the_filter_ends_with_the_table_and_leaves_the_foot_alone() -> None:
    sheet = june()["进展情况表"]
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row - 2))
    assert by_key(sheet)["M12-1"][KEY_HEAD].row <= sheet.max_row - 2


def test_that_the_customary_fonts_are_named() -> None:
    sheet = june()["进展情况表"]
    start = head_row(sheet)
    assert (sheet["A1"].font.name, sheet["A1"].font.sz) == ("方正小标宋简体", 22)
    assert sheet["A2"].font.name == "楷体_GB2312"
    assert {cell.font.name for cell in sheet[start]} == {"黑体"}
    assert by_key(sheet)["H-1"]["进展情况"].font.name == "仿宋_GB2312"


def test_that_the_table_has_thin_black_borders_all_round() -> None:
    sheet = june()["进展情况表"]
    for cell in sheet[head_row(sheet) + 3]:
        for side in (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom):
            assert (side.style, side.color.rgb) == ("thin", "FF000000")


def test_that_a_section_s_row_is_ruled_above_and_below_and_open_within() -> None:
    sheet = june()["进展情况表"]
    row = by_key(sheet)["section:总体"]
    assert all(cell.border.top.style == cell.border.bottom.style == "thin" for cell in row.values())
    assert row["重点任务"].border.left is None or row["重点任务"].border.left.style is None
    assert row["备注"].border.right.style == "thin"


def test_that_numbers_shrink_and_texts_wrap_so_that_nothing_is_hidden() -> None:
    sheet = june()["进展情况表"]
    row = {cell.value: cell for cell in sheet[head_row(sheet) + 3]}
    assert row[3.69].alignment.shrink_to_fit
    assert row["全市R&D经费投入强度"].alignment.wrap_text


def test_that_fonts_are_described_in_the_order_of_the_schema() -> None:
    fonts = re.findall(r"<font>.*?</font>", part(made(), "xl/styles.xml"))
    assert fonts
    assert all(
        re.fullmatch(r'<font><sz val="[\d.]+" ?/><name val="[^"]+" ?/></font>', font) for font in fonts
    )


def test_that_nothing_depends_on_conditional_formats_or_extensions() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        names = package.namelist()
        text = "".join(package.read(name).decode() for name in names if "theme" not in name)
    assert "conditionalFormatting" not in text
    assert "extLst" not in text
    assert not [name for name in names if "drawing" in name or "external" in name]


def test_that_the_same_content_is_the_same_file() -> None:
    assert made(content()) == made(content())


def test_that_members_bear_the_time_of_the_export_even_on_a_clock_before_zip() -> None:
    old = replace(IDENTITY, exported_at=datetime(1970, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(io.BytesIO(made(identity=old))) as package:
        assert {info.date_time[0] for info in package.infolist()} == {1980}
    assert opened(made()).properties.created == IDENTITY.exported_at


def test_that_title_and_unit_stand_in_the_properties() -> None:
    properties = june().properties
    assert (properties.title, properties.creator) == ("慈溪市科学技术局2025年工作要点进展情况表", "高新科")


def test_that_a_sheet_without_rows_can_be_packed() -> None:
    data = pack([Sheet(name="空", widths=())], title="", author="", at=IDENTITY.exported_at)
    assert opened(data)["空"].max_row == 1


IN_LITTLE_ROOM = """
import gc, resource, sys
from cixi_desktop.errors import CixiError
from tests.workbook.june import content, made
whole, most = content(), resource.getrlimit(resource.RLIMIT_FSIZE)[1]
for size in map(int, sys.argv[1:]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        made(whole)
    except CixiError as refused:
        print(size, refused.message)
    gc.collect()
"""
"""A program that makes the workbook of June where no file grows beyond so many bytes."""


def test_that_temporary_files_that_find_no_room_are_told_and_nothing_else() -> None:
    sizes = ("0", "4096", "20000", "60000")
    command = [sys.executable, "-X", "utf8", "-c", IN_LITTLE_ROOM, *sizes]
    ended = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=False)
    told = "操作系统的临时文件夹无法写入，未能生成工作簿。"
    assert (ended.stdout.splitlines(), ended.stderr) == ([f"{size} {told}" for size in sizes], "")


def test_that_a_folder_for_temporary_files_that_is_missing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(CixiError, match="操作系统的临时文件夹无法写入"):
        made(content())


def test_that_workbooks_made_one_after_another_do_not_mix() -> None:
    first = grid(made(content()))
    second = grid(made(content(is_sample=True)))
    assert grid(made(content())) == first != second


def grid(data: bytes) -> list[tuple[object, ...]]:
    """Every cell of every sheet with what it looks like."""
    return [
        (cell.coordinate, cell.value, cell.number_format, cell.font.name, cell.fill.fgColor.rgb)
        for sheet in opened(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
