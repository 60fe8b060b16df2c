"""What nobody sees of a workbook: colours, hidden rows and sheets, narrow columns, formats that hide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.styles import Alignment, GradientFill, PatternFill
from openpyxl.styles import Font as Styled
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.reading.cells import Found, Range, ReadSheet, place_name
from cixi_desktop.workbook.reading.fonts import WHITE, Font, colour_of, flaw, unseen_words
from cixi_desktop.workbook.reading.formats import format_of
from cixi_desktop.workbook.reading.sheets import read_sheets
from tests.support.sheets import cell_of
from tests.workbook.handled import (
    TABLE,
    handled,
    place,
    read,
    reasons,
    repacked,
    with_shared_strings,
)
from tests.workbook.june import PLAN

if TYPE_CHECKING:
    from tests.support.sheets import Opened


@pytest.mark.parametrize(
    ("colour", "ground", "is_seen"),
    [
        ({"rgb": "FFFFFFFF"}, WHITE, False),
        ({"rgb": "FFFFFFFF"}, "FFF6D9", False),  # (587 × 9 + 114 × 38) / 1000 = 9.6 of 255
        ({"rgb": "FFF0F0F0"}, WHITE, False),  # 15 of 255
        ({"rgb": "FFEDEDED"}, WHITE, False),  # 18 of 255
        ({"rgb": "FFD9D9D9"}, WHITE, True),  # 38 of 255
        ({"rgb": "FFFFFF00"}, WHITE, True),  # 114 × 255 / 1000 = 29
        ({"rgb": "FFFF0000"}, WHITE, True),
        ({"theme": "0"}, WHITE, False),
        ({"theme": "0", "tint": "-0.5"}, WHITE, True),
        ({"theme": "1"}, WHITE, True),
        ({"theme": "4"}, WHITE, True),
        ({"theme": "4"}, "4472C4", False),
        ({"theme": "0", "tint": "-0.05"}, WHITE, False),
        ({"theme": "99"}, WHITE, True),
        ({"theme": "0", "tint": "9"}, WHITE, False),
        ({"indexed": "65"}, WHITE, False),
        ({"indexed": "22"}, "C0C0C0", False),
        ({"indexed": "7"}, "00FFFF", False),
        ({"indexed": "64"}, "000000", False),
        ({"rgb": "nonsense"}, "000000", False),
        ({"indexed": "9"}, WHITE, False),
        ({"indexed": "10"}, WHITE, True),
        ({"auto": "1"}, WHITE, True),
        ({"auto": "1"}, "000000", False),
        ({"rgb": "FFFFFFFF"}, "", True),
    ],
)
def test_that_a_text_is_seen_where_it_is_lighter_or_darker_than_its_ground(
    colour: dict[str, str], ground: str, *, is_seen: bool
) -> None:
    told = "" if is_seen else "的字与底色相同，看不见"
    assert flaw(Font().told("color", colour), ground) == told


def test_that_a_tint_makes_a_colour_of_the_theme_lighter_as_spreadsheet_programs_do() -> None:
    """Blue 4472C4 has lightness 132/255; at 80 % it becomes 0.9035, which leaves DA, E3 and F3."""
    assert colour_of({"theme": "4", "tint": "0.8"}) == "DAE3F3"


def test_that_the_file_s_own_theme_says_what_its_colours_are() -> None:
    def change(name: str, part: bytes) -> bytes:
        is_theme = name == "xl/theme/theme1.xml"
        own = b'<a:accent1><a:srgbClr val="FFFFFE"/></a:accent1>'
        return re.sub(rb"<a:accent1>.*?</a:accent1>", own, part, flags=re.DOTALL) if is_theme else part

    def coloured(workbook: Opened) -> None:
        cell_of(workbook[TABLE], "H-3", "本期完成").font = Styled(color=Color(theme=4))

    reading = read_workbook(repacked(handled(coloured), change), PLAN)
    assert [each.reason[:11] for each in reading.refused if each.key == "H-3"] == ["整格“20”的字与底色"]


def test_that_what_font_ground_and_alignment_hide_is_named_and_not_taken() -> None:
    white = "FFFFFFFF"
    looks: dict[str, dict[str, Any]] = {
        "H-3": {"font": Styled(color=white)},
        "12-1": {"font": Styled(color="FFFFFF00"), "fill": PatternFill("solid", fgColor="FFFFFF00")},
        "8-1": {"font": Styled(size=1)},
        "9-4": {"font": Styled(name="Wingdings")},
        "9-5": {"alignment": Alignment(horizontal="fill")},
        "C3-1": {"font": Styled(color=white), "fill": PatternFill("solid", fgColor="FF1F4E79")},
        "12-3": {"font": Styled(color=white), "fill": PatternFill("darkGrid", fgColor=white)},
        "6-1": {"font": Styled(color=white), "fill": GradientFill(stop=("FF000000", "FF1F4E79"))},
    }

    def change(workbook: Opened) -> None:
        for key, look in looks.items():
            cell = cell_of(workbook[TABLE], key, "本期完成")
            for name, value in look.items():
                setattr(cell, name, value)

    reading = read(change)
    told = {refused.key: refused.reason for refused in reading.refused}
    assert {key: reason.partition("。")[0] for key, reason in told.items()} == {
        "H-3": "整格“20”的字与底色相同，看不见",
        "12-1": "整格“4”的字与底色相同，看不见",
        "8-1": "整格“20”的字只有1磅，看不见",
        "9-4": "整格“2”用了符号字体Wingdings，看到的不是这些字",
        "9-5": "整格“14”按“填充”对齐，会重复显示",
    }
    assert told["H-3"].endswith("确需报送的请把格式改正，不报的请清空单元格。")


@pytest.mark.parametrize(
    "name", ["Bookshelf Symbol 7", "ZapfDingbats", "Zapf Dingbats", "MT Extra", "Webdings"]
)
def test_that_a_font_of_signs_shows_no_digits(name: str) -> None:
    assert flaw(Font(name=name), WHITE) == f"用了符号字体{name}，看到的不是这些字"
    assert flaw(Font(name="Symbol"), WHITE) == ""


def test_that_a_part_of_a_text_that_is_not_seen_is_refused() -> None:
    def change(workbook: Opened) -> None:
        white = TextBlock(InlineFont(color=Color("FFFFFFFF")), "99")
        cell_of(workbook[TABLE], "H-2", "累计完成").value = CellRichText("3.4", white)

    words = (
        "“3.499”中的“99”的字与底色相同，看不见。请删去看不见的部分，把格式改正后再报。"
        "同一项的预计数“是”也未读入。"
    )
    data = handled(change)
    for each in (data, with_shared_strings(data)):
        assert reasons(read_workbook(each, PLAN))[f"{TABLE}!{place('H-2', '累计完成')}"] == words


def test_that_a_figure_that_a_conditional_format_may_hide_is_taken_and_told() -> None:
    rules = {
        "H-3": DifferentialStyle(font=Styled(color="FFFFFFFF")),
        "12-1": DifferentialStyle(font=Styled(strike=True)),
        "8-1": DifferentialStyle(numFmt=NumberFormat(numFmtId=190, formatCode='"12"')),
        "9-5": DifferentialStyle(font=Styled(color="FFFF0000"), fill=PatternFill(bgColor="FFFF0000")),
        "9-4": DifferentialStyle(font=Styled(color="FF9C0006"), fill=PatternFill(bgColor="FFFFC7CE")),
    }

    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        for key, look in rules.items():
            cell = cell_of(table, key, "本期完成")
            cell.value = 1
            rule = Rule(type="expression", dxf=look, formula=["TRUE"])
            table.conditional_formatting.add(cell.coordinate, rule)
        table.conditional_formatting.add("A1:B9 D4", Rule(type="duplicateValues"))
        bars = {"C3-1": True, "12-3": False, "6-1": None}
        for key, is_value_shown in bars.items():
            cell = cell_of(table, key, "本期完成")
            cell.value = 1
            bar = DataBarRule("min", 0, "max", 9, color="FF638EC6", showValue=is_value_shown)  # type: ignore[no-untyped-call]
            table.conditional_formatting.add(cell.coordinate, bar)

    words = "1（有会改变显示的条件格式，请核对）"
    told = {each.key for each in read(change).normalised if each.after == words}
    assert told == {"H-3", "12-1", "8-1", "9-5", "12-3"}


@pytest.mark.parametrize(
    ("value", "code", "ground", "is_seen"),
    [
        (12, "[White]0", None, False),
        (12, "[Color2]0", None, False),
        (12, "[白色]General", None, False),
        (12, "[颜色 2]0", None, False),
        (12, "[Red]0", "FFFF0000", False),
        (-12, "0;[White]-0", None, False),
        (12, "0;[White]-0", None, True),
        (12, "[Red]0", None, True),
        (12, "[蓝绿色]0", None, True),
        ("12", "0;0;0;[White]@", None, False),
        ("12", "[White]0", None, True),
    ],
)
def test_that_a_colour_of_the_number_format_may_hide_a_figure(
    value: object, code: str, ground: str | None, *, is_seen: bool
) -> None:
    def change(workbook: Opened) -> None:
        cell = cell_of(workbook[TABLE], "H-6", "累计完成")
        cell.value, cell.number_format = value, code
        cell.fill = PatternFill("solid", fgColor=ground) if ground else PatternFill()

    reading = read(change)
    hidden = [each for each in reading.refused if "的字与底色相同，看不见" in each.reason]
    assert [each.cell for each in hidden] == ([] if is_seen else [place("H-6", "累计完成")])


@pytest.mark.parametrize(
    ("text", "code", "size", "width", "is_shown"),
    [
        ("1080", "General", 1, 3.0, False),  # 4 digits, room for 2.7
        ("1080", "General", 1, 5.0, True),
        ("1080", "General", 4.4, 9.0, False),  # 48 points of 11
        ("1080", "General", 0.36, 3.0, True),  # shrunk to fit
        ("3.85", "General", 1, 3.0, False),  # shown as 4
        ("12", '0"人次"', 1, 5.0, False),  # 2 digits and 2 characters
        ("45833", "yyyy-mm-dd", 1, 9.0, False),
        ("45833", "yyyy-mm-dd", 1, 11.0, True),
    ],
)
def test_that_a_number_in_too_narrow_a_column_is_told(
    text: str, code: str, size: float, width: float, *, is_shown: bool
) -> None:
    found = Found(text, is_number=True, form=format_of(code), size=size)
    sheet = ReadSheet("填报表", {(1, 2): found}, (), widths=((2, 2, width),))
    assert sheet.hiding(1, 2) == ("" if is_shown else "所在的列太窄，显示不全")


def test_that_merged_columns_and_columns_of_the_usual_width_have_room_together() -> None:
    found = Found("123456789", is_number=True)
    narrow = ((2, 2, 3.0),)
    assert ReadSheet("填报表", {(1, 2): found}, (Range(1, 2, 1, 3),), widths=narrow).hiding(1, 2) == ""
    assert ReadSheet("填报表", {(1, 2): found}, (), widths=narrow).hiding(1, 2)
    assert ReadSheet("填报表", {(1, 4): found}, (), usual_width=8.0).hiding(1, 4)


def test_that_the_size_of_digits_is_told_by_font_and_alignment() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        table.sheet_format.defaultColWidth = 7.0
        large, shrunk = (cell_of(table, key, "本期完成") for key in ("12-1", "12-2"))
        large.font, large.alignment = Styled(size=44), Alignment()
        shrunk.font, shrunk.alignment = Styled(size=44), Alignment(shrink_to_fit=True)

    sheet = read_sheets(handled(change))[0]
    large, shrunk = (
        next(found for at, found in sheet.cells.items() if place_name(*at) == place(key, "本期完成"))
        for key in ("12-1", "12-2")
    )
    usual = 9  # points of the workbook's first font
    assert (large.size, shrunk.size) == (44 / usual, 4 / usual)
    assert sheet.usual_width == 7.0


def test_that_a_figure_in_a_hidden_sheet_and_a_nought_that_is_not_shown_are_told() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        table.sheet_view.showZeros = False
        cell_of(table, "9-4", "本期完成").value = 0
        cell_of(table, "H-4", "累计完成").value = 1071

    def hide(workbook: Opened) -> None:
        change(workbook)
        workbook[TABLE].sheet_state = "hidden"
        workbook.active = 1

    words = ["0（工作表设成了不显示零值，请核对）"]
    assert [each.after for each in read(change).normalised if "（工作表" in each.after] == words
    hidden = [each.after for each in read(hide).normalised if "隐藏" in each.after]
    assert hidden == ["1071（所在的工作表被隐藏，请核对）", "0（所在的工作表被隐藏，请核对）"]


def test_that_a_figure_in_a_row_or_column_too_small_to_be_seen_is_told_as_in_a_hidden_one() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        first, second = cell_of(table, "H-3", "本期完成"), cell_of(table, "H-4", "累计完成")
        first.value, second.value = 21, 1071
        table.row_dimensions[first.row].height = 0.5
        table.column_dimensions[second.column_letter].width = 0.1

    told = {(each.key, each.after) for each in read(change).normalised}
    assert ("H-3", "21（所在的行或列被隐藏或缩到看不见，请核对）") in told
    assert ("H-4", "1071（所在的行或列被隐藏或缩到看不见，请核对）") in told


def test_that_blanks_in_a_colour_that_nobody_sees_hide_nothing() -> None:
    assert not unseen_words(" ", (), "字的颜色与底色相近", WHITE)
