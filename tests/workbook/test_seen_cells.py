"""What is taken from a cell is what people see in it; else it is refused by its cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.styles import Alignment, GradientFill, PatternFill
from openpyxl.styles import Font as Styled
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import AS_OF, ESTIMATE
from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.reading.cells import Found, Range, ReadSheet, digits, place_name
from cixi_desktop.workbook.reading.fonts import WHITE, Font, colour_of, flaw, unseen_words
from cixi_desktop.workbook.reading.formats import format_of
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.reading.typed import shown, typed_text
from tests.support.sheets import by_key, cell_of
from tests.workbook.handled import (
    REGISTER,
    TABLE,
    Change,
    entry_of,
    handled,
    place,
    put,
    put_in_register,
    put_shaped,
    read,
    reasons,
    repacked,
    saved,
    text_of,
    with_shared_strings,
)
from tests.workbook.june import PLAN, RECORD_COUNT, entry, made

if TYPE_CHECKING:
    from tests.support.sheets import Opened


def refused_words(change: Change, key: str, head: str) -> str:
    """The one reason why the cell is refused."""
    return reasons(read(change))[f"{TABLE}!{place(key, head)}"]


@pytest.mark.parametrize(
    ("key", "head", "value", "shape", "words"),
    [
        ("12-1", "本期完成", date(2025, 6, 5), 'm"月"d"日"', "“6月5日”是日期，不是数字。"),
        ("12-1", "本期完成", date(2025, 5, 6), "yyyy-mm-dd", "“2025-05-06”是日期，不是数字。"),
        ("12-1", "本期完成", 1, "0%", "“100%”不是数字。"),
        ("12-1", "本期完成", 2, "0%", "“200%”不是数字。"),
        ("12-1", "本期完成", time(14, 30), "h:mm", "“14:30”是时间，不是数字。"),
        ("12-1", "本期完成", 0.5, "mm:ss", "“00:00”是时间，不是数字。"),
        ("12-1", "本期完成", 0, "yyyy-mm-dd", "“1899-12-30”是日期，不是数字。"),
        ("12-1", "本期完成", -3, "yyyy-mm-dd", "“######”是日期，不是数字。"),
        ("12-1", "本期完成", 5, '0"万次"', "“5万次”不是数字。"),
        ("12-1", "本期完成", 5000, "0,", "单元格显示“5”，里面的数却是5000。"),
        ("12-1", "本期完成", -5, "0;0", "单元格显示“5”，里面的数却是-5。"),
        ("12-1", "本期完成", 5, ";;;", "单元格里有“5”，但按所设的格式不显示。"),
        ("12-1", "本期完成", 0, "0;-0;;@", "单元格里有“0”，但按所设的格式不显示。"),
        ("12-1", "本期完成", 180, "0.00E+00", "单元格里的“180”按格式“0.00E+00”显示，看到的不是这个数。"),
        ("12-1", "本期完成", 18, '0"/"0', "单元格显示“1/8”，里面的数却是18。"),
        ("12-1", "本期完成", 5, "¥#,##0", "“¥5”不是数字。"),
        ("12-1", "本期完成", 5, "[$¥-804]#,##0", "“¥5”不是数字。"),
        ("12-1", "本期完成", 12, '0"万"', "单元格显示“12万”，里面的数却是12。"),
        ("H-6", "累计完成", 210000, '0"万元"', "单元格显示“210000万元”，里面的数却是210000。"),
        ("12-1", "本期完成", 180, '[>100]"满";0', "“满”不是数字。"),
        ("12-1", "本期完成", "10-12", "General", "“10-12”像是日期、范围或比例，不是一个数。"),
        ("12-1", "本期完成", "6/3", "@", "“6/3”像是日期、范围或比例，不是一个数。"),
        ("12-1", "本期完成", "18", ";;;", "单元格里有“18”，但按所设的格式不显示。"),
        (
            "task:8",
            "进展情况",
            913303000000000000,
            "General",
            "“9.13303E+17”是被当成数字的长号码，已看不全。",
        ),
    ],
)
def test_that_a_number_that_is_shown_as_something_else_is_refused(
    key: str, head: str, value: object, shape: str, words: str
) -> None:
    assert words in refused_words(put_shaped(put(key, head, value), shape), key, head)


@pytest.mark.parametrize(
    ("value", "shape", "number"),
    [
        (5, '#,##0"天"', "5"),
        (5, "Standard", "5"),
        (5, "G/通用格式", "5"),
        (1200, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "1200"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        (5, "000", "5"),
        (5, "[DBNum1]0", "5"),
    ],
)
def test_that_a_number_is_read_through_its_format(value: int, shape: str, number: str) -> None:
    found = entry_of(read(put_shaped(put("12-1", "本期完成", value), shape)), "12-1")
    assert found is not None
    assert found.increment == Decimal(number)


def test_that_a_percentage_whose_sign_is_only_words_of_the_format_is_that_percentage() -> None:
    found = entry_of(read(put_shaped(put("H-2", "累计完成", 3.43), '0.00"%"')), "H-2")
    assert found is not None
    assert found.value == Decimal("3.43")


def test_that_a_format_over_a_whole_column_changes_nothing() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        for row in by_key(table).values():
            for head in ("本期完成", "累计完成"):
                row[head].number_format = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '

    reading = read(change)
    assert (reading.changed, reading.refused, reading.normalised) == ((), (), ())


def test_that_a_number_has_the_fifteen_digits_that_sheets_show() -> None:
    found = entry_of(read(put("H-6", "累计完成", 30.700000000000003)), "H-6")
    assert found is not None
    assert found.cumulative == Decimal("30.7")


def test_that_more_decimals_than_the_format_shows_are_taken_and_told() -> None:
    reading = read(put_shaped(put("H-6", "累计完成", 30.755), "0.00"))
    found = entry_of(reading, "H-6")
    assert found is not None
    assert found.cumulative == Decimal("30.755")
    assert [(each.before, each.after) for each in reading.normalised] == [
        ("30.76", "30.755"),
        ("22.50", "30.755（本期完成随累计完成改为30.755，表中仍为22.50）"),
    ]


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (date(2025, 6, 5), 'm"月"d"日"', "6月5日"),
        (0.85, "0%", "85%"),
        (time(14, 30), "h:mm", "14:30"),
        (12, "General", "12"),
        (datetime.fromisoformat("2025-06-24T14:30"), "yyyy/m/d h:mm", "2025/6/24 14:30"),
        (True, "General", "TRUE"),
        ("0e0", "General", "0e0"),
        ("1E5", "General", "1E5"),
    ],
)
def test_that_a_text_is_read_as_it_is_shown(value: object, shape: str, text: str) -> None:
    found = text_of(read(put_shaped(put("task:8", "进展情况", value), shape)), "8")
    assert found is not None
    assert found.progress_note == text


@pytest.mark.parametrize(
    ("value", "shape", "day"),
    [
        (datetime.fromisoformat("2025-06-24T14:30"), "yyyy-mm-dd", date(2025, 6, 24)),
        (datetime.fromisoformat("2025-06-24T23:59:59"), "yyyy/m/d h:mm", date(2025, 6, 24)),
        (45832, "General", date(2025, 6, 24)),
        ("2025-6-24 00:00:00", "General", date(2025, 6, 24)),
        ("2025年6月24日 星期二", "General", date(2025, 6, 24)),
        ("6月24日", "General", date(2025, 6, 24)),
    ],
)
def test_that_a_day_is_the_day_that_is_shown(value: object, shape: str, day: date) -> None:
    found = entry_of(read(put_shaped(put_in_register("H-4", "截至日期", 6, value), shape)), "H-4")
    assert found is not None
    assert found.as_of == day


def test_that_a_time_of_day_in_a_cell_that_nobody_reads_is_named_and_refuses_nothing() -> None:
    reading = read(put_shaped(put("12-1", "完成率", time(14, 30)), "h:mm"))
    assert [each.is_ignored_edit for each in reading.refused] == [True]
    assert "14:30" in reading.refused[0].reason


def struck(key: str, head: str, value: object = None) -> Change:
    def change(workbook: Opened) -> None:
        cell = cell_of(workbook[TABLE], key, head)
        cell.font = Styled(strike=True)
        cell.value = cell.value if value is None else value

    return change


def runs(key: str, head: str, *texts: tuple[str, bool]) -> Change:
    def change(workbook: Opened) -> None:
        blocks = (TextBlock(InlineFont(strike=is_struck), text) for text, is_struck in texts)
        cell_of(workbook[TABLE], key, head).value = CellRichText(*blocks)

    return change


def test_that_words_that_are_partly_struck_out_are_refused() -> None:
    change = runs("12-1", "本期完成", ("70", True), ("72", False))
    assert refused_words(change, "12-1", "本期完成") == (
        "“7072”中的“70”被划掉了。请删去划掉的部分，取消删除线后再报。"
    )
    change = runs("task:8", "进展情况", ("新增", False), ("不少于", True), ("70家。", False))
    assert "中的“不少于”被划掉了" in refused_words(change, "task:8", "进展情况")


def test_that_a_cell_that_is_struck_out_is_named_and_not_taken() -> None:
    for change in (struck("12-1", "本期完成"), struck("12-1", "本期完成", 9)):
        reading = read(change)
        assert "被划掉了" in reasons(reading)[f"{TABLE}!{place('12-1', '本期完成')}"]
        assert "12-1" not in reading.covered


def raised(key: str, head: str, text: str, sign: str, where: Any = "superscript") -> Change:  # noqa: ANN401
    """A text with a sign behind it that stands higher or lower."""

    def change(workbook: Opened) -> None:
        runs = CellRichText(text, TextBlock(InlineFont(vertAlign=where), sign))
        cell_of(workbook[TABLE], key, head).value = runs

    return change


def test_that_the_mark_of_a_footnote_is_no_digit_of_the_number_before_it() -> None:
    assert "“5¹”不是数字。" in refused_words(raised("12-1", "本期完成", "5", "1"), "12-1", "本期完成")
    shared = read_workbook(with_shared_strings(handled(raised("12-1", "本期完成", "5", "1"))), PLAN)
    assert "“5¹”不是数字。" in reasons(shared)[f"{TABLE}!{place('12-1', '本期完成')}"]


@pytest.mark.parametrize(
    ("where", "text"), [("superscript", "新增10m²"), ("subscript", "新增10m₂"), ("baseline", "新增10m2")]
)
def test_that_signs_that_stand_higher_or_lower_stay_so_in_a_text(where: str, text: str) -> None:
    found = text_of(read(raised("task:8", "进展情况", "新增10m", "2", where)), "8")
    assert found is not None
    assert found.progress_note == text


@pytest.mark.parametrize("stroke", ["/", "—", "——", "-", "\\", " － ", "\u200b"])
def test_that_a_stroke_is_a_blank_cell(stroke: str) -> None:
    cleared, blank = (entry_of(read(put("H-4", "累计完成", each)), "H-4") for each in (stroke, None))
    assert cleared == blank
    reading = read(put("H-3", "状态", stroke), put("task:8", "存在问题", stroke))
    assert not reading.refused
    changed = text_of(reading, "8")
    assert changed is not None
    assert changed.problems == ""


@pytest.mark.parametrize(
    ("key", "head", "beside"),
    [("12-1", "本期完成", "累计完成"), ("12-2", "累计完成", "本期完成"), ("H-4", "累计完成", "状态")],
)
def test_that_a_state_may_stand_where_the_figure_is_asked_for(key: str, head: str, beside: str) -> None:
    typed = put(key, head, "无数据")
    assert entry_of(read(typed, put(key, beside, None)), key) == entry(key, 6, state=State.NO_DATA)


def test_that_a_state_in_the_place_of_a_figure_is_held_against_the_one_beside_it() -> None:
    words = "有数的请清空状态，没有数的请清空数字。"
    for key in ("12-1", "12-2"):
        assert words in reasons(read(put(key, "本期完成", "待公布")))[f"{TABLE}!{place(key, '累计完成')}"]
    two = read(put("H-4", "累计完成", "待公布"), put("H-4", "状态", "不适用"))
    assert "不一致。" in reasons(two)[f"{TABLE}!{place('H-4', '状态')}"]


def test_that_runs_with_other_fonts_are_read_as_one_text() -> None:
    def change(workbook: Opened) -> None:
        fonts = ((True, "新增"), (False, "71家。"))
        blocks = (TextBlock(InlineFont(b=is_bold), text) for is_bold, text in fonts)
        cell_of(workbook[TABLE], "task:8", "进展情况").value = CellRichText(*blocks)

    found = text_of(read(change), "8")
    assert found is not None
    assert found.progress_note == "新增71家。"


def with_cell(key: str, head: str, xml: str) -> bytes:
    """The table with one cell written as ``xml``; ``{at}`` stands for its name and style."""
    name = place(key, head)

    def change(part: str, data: bytes) -> bytes:
        if part != "xl/worksheets/sheet1.xml":
            return data
        text, count = re.subn(
            rf'<c r="{name}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)',
            lambda found: xml.format(at=f'r="{name}"{found[1] or ""}'),
            data.decode(),
            count=1,
            flags=re.DOTALL,
        )
        assert count == 1
        return text.encode()

    return repacked(made(), change)


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ('<c {at} t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>', "单元格里是图片"),
        ('<c {at} t="inlineStr"><is><t>=DISPIMG("ID_1",1)</t></is></c>', "单元格里是图片"),
        ('<c {at} t="e" vm="1"><v>#VALUE!</v></c>', "单元格里是图片"),
        ('<c {at} t="s"><f>F8</f></c>', "单元格是公式=F8，没有计算结果。"),
        ("<c {at}><f>F8</f><v/></c>", "单元格是公式=F8，没有计算结果。"),
        ('<c {at} t="e"><v>#N/A</v></c>', "单元格是错误值#N/A。"),
        ('<c {at} t="e"><f>1/0</f><v>#DIV/0!</v></c>', "单元格是错误值#DIV/0!。"),
        ('<c {at} t="n"><v>1.2.3456789012345</v></c>', "单元格中的数“1.2.3456789012345”已损坏。"),
    ],
)
def test_that_what_is_no_value_is_refused_by_its_cell_and_not_with_the_file(xml: str, words: str) -> None:
    for key, head in (("12-1", "本期完成"), ("task:8", "进展情况"), ("H-7", "备注")):
        reading = read_workbook(with_cell(key, head, xml), PLAN)
        assert words in reasons(reading)[f"{TABLE}!{place(key, head)}"]
        assert len(reading.covered) == RECORD_COUNT - 1


def test_that_a_formula_with_an_empty_result_is_a_blank_cell() -> None:
    xml = '<c {at} t="str"><f>IF(F9="","",F9)</f><v></v></c>'
    reading = read_workbook(with_cell("H-4", "累计完成", xml), PLAN)
    assert reading.refused == ()
    assert entry_of(reading, "H-4") is None


def test_that_readings_of_characters_are_no_part_of_a_text() -> None:
    xml = (
        '<c {at} t="inlineStr"><is><r><t>新增71家</t></r><rPh sb="0" eb="1"><t>xīn</t></rPh>'
        "<r><rPr><b/></rPr><t>。</t></r></is></c>"
    )
    found = text_of(read_workbook(with_cell("task:8", "进展情况", xml), PLAN), "8")
    assert found is not None
    assert found.progress_note == "新增71家。"


def test_that_signs_nobody_sees_are_dropped_from_numbers_names_and_keys() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        cell_of(table, "12-1", "指标/事项").value += "\u200b"
        cell_of(table, "12-1", "本期完成").value = "\u200b5\xa0"
        cell_of(table, "12-1", "行标识").value = "12-1\u200b\xa0"

    reading = read(change)
    assert reading.refused == ()
    assert entry_of(reading, "12-1") == entry("12-1", 6, increment="5")


@pytest.mark.parametrize("text", ["(3.5)", "（3.5）", "（3.5%）"])
def test_that_a_number_in_brackets_is_below_nought(text: str) -> None:
    found = entry_of(read(put("7-3", "累计完成", text)), "7-3")
    assert found is not None
    assert found.value == Decimal("-3.5")


def test_that_a_note_on_a_cell_is_named() -> None:
    def change(workbook: Opened) -> None:
        cell_of(workbook[TABLE], "12-1", "本期完成").comment = Comment("应为5次\n请改", "李四")

    reading = read(change)
    (found,) = reading.refused
    assert (found.cell, found.is_ignored_edit) == (place("12-1", "本期完成"), True)
    assert found.reason == "批注“应为5次 请改”未读入。要上报的内容请写在单元格里。"
    assert "12-1" in reading.covered


@pytest.mark.parametrize(
    ("written", "seen"),
    [("12", "12"), ("30.700000000000003", "30.7"), ("1E2", "100"), ("1.5e-3", "0.0015")],
)
def test_that_a_number_is_told_without_the_powers_and_tails_that_files_keep(written: str, seen: str) -> None:
    assert digits(written) == seen


@pytest.mark.parametrize(
    ("colour", "ground", "is_seen"),
    [
        ({"rgb": "FFFFFFFF"}, WHITE, False),
        ({"rgb": "FFFFFFFF"}, "FFF6D9", False),  # (587 × 9 + 114 × 38) / 1000 = 9.6 of 255
        ({"rgb": "FFF0F0F0"}, WHITE, False),  # 15 of 255
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
    assert told["H-3"].endswith("确要上报的请把格式改正，不报的请清空单元格。")


def test_that_a_part_of_a_text_that_is_not_seen_is_refused() -> None:
    def change(workbook: Opened) -> None:
        white = TextBlock(InlineFont(color=Color("FFFFFFFF")), "99")
        cell_of(workbook[TABLE], "H-2", "累计完成").value = CellRichText("3.4", white)

    words = "“3.499”中的“99”的字与底色相同，看不见。请删去看不见的部分，把格式改正后再报。"
    data = handled(change)
    for each in (data, with_shared_strings(data)):
        assert reasons(read_workbook(each, PLAN))[f"{TABLE}!{place('H-2', '累计完成')}"] == words


def test_that_a_sign_that_fills_the_cell_is_no_part_of_a_number() -> None:
    assert "看到的不是这个数" in refused_words(
        put_shaped(put("12-1", "本期完成", 12), "0*5"), "12-1", "本期完成"
    )


def test_that_what_is_struck_out_in_the_register_is_named_though_it_is_as_it_was() -> None:
    def change(workbook: Opened) -> None:
        cell_of(workbook[REGISTER], "12-1", "6月", "本月数").font = Styled(strike=True)

    where = place("12-1", "6月", REGISTER, "本月数")
    assert "被划掉了" in reasons(read(change))[f"{REGISTER}!{where}"]


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


def test_that_a_cell_that_the_file_has_twice_is_refused() -> None:
    again = b'<row r="%d"><c r="%s"><v>7</v></c></row></sheetData>'

    def change(name: str, part: bytes) -> bytes:
        where = place("12-1", "本期完成")
        twice = again % (int(where[1:]), where.encode())
        return part.replace(b"</sheetData>", twice) if name == "xl/worksheets/sheet1.xml" else part

    reading = read_workbook(repacked(made(), change), PLAN)
    assert reasons(reading) == {
        f"{TABLE}!{place('12-1', '本期完成')}": "这一格在文件中有两份，一份是“4”。请另存后核对。"
    }


_RELATION = "<R><Relationship Id='r1' Type='x/drawing' Target='../drawings/drawing1.xml'/></R>"
_ANCHORED = (
    "<d:wsDr xmlns:d='x' xmlns:a='y'><d:twoCellAnchor><d:from><d:col>6</d:col><d:row>7</d:row></d:from>"
    "<d:to><d:col>9</d:col><d:row>9</d:row></d:to>{}</d:twoCellAnchor></d:wsDr>"
)


@pytest.mark.parametrize(
    ("drawn", "what"),
    [
        ("<a:p><a:t>本月</a:t></a:p><a:p><a:t>15家</a:t></a:p>", "文本框“本月15家”"),
        ("<d:pic/>", "图片或图形"),
    ],
)
def test_that_pictures_and_boxes_of_text_above_the_cells_are_named(drawn: str, what: str) -> None:
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": _RELATION.encode(),
        "xl/drawings/drawing1.xml": _ANCHORED.format(drawn).encode(),
    }
    out = io.BytesIO(made())
    with zipfile.ZipFile(out, "a") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    (told,) = read_workbook(out.getvalue(), PLAN).refused
    assert (told.cell, told.reason) == ("G8", f"这里的{what}未读入。要上报的内容请写在单元格里。")
    assert told.is_ignored_edit


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


@pytest.mark.parametrize(("text", "choice"), [("√", ESTIMATE.choices[0]), ("FALSE", ""), ("不是", "")])
def test_that_an_estimate_is_ticked_or_denied_in_other_words(text: str, choice: str) -> None:
    assert typed_text(Found(text), ESTIMATE, PLAN.target("H-2"), 2025) == choice


def test_that_a_number_in_another_format_is_no_day() -> None:
    found = Found("0.5", is_number=True, form=format_of("0%"))
    with pytest.raises(CixiError, match="“50%”不是日期。"):
        typed_text(found, AS_OF, PLAN.target("H-2"), 2025)


def test_that_blanks_in_a_colour_that_nobody_sees_hide_nothing() -> None:
    assert not unseen_words(" ", (), "字的颜色与底色相近", WHITE)


@pytest.mark.parametrize("is_iso", [True, False])
def test_that_a_day_is_the_same_counted_from_1904_or_written_out(*, is_iso: bool) -> None:
    workbook = Workbook()
    workbook.epoch, workbook.iso_dates = CALENDAR_MAC_1904, is_iso
    workbook.active["A1"] = datetime(2025, 6, 5)  # type: ignore[index]  # noqa: DTZ001
    workbook.active["A1"].number_format = "yyyy-mm-dd"  # type: ignore[index]
    (sheet,) = read_sheets(saved(workbook))
    assert shown(sheet.at(1, 1)) == "2025-06-05"


def test_that_a_text_stays_out_with_another_of_its_task_and_is_named() -> None:
    reading = read(put("task:8", "存在问题", "材料不齐。"), struck("task:8", "下一步打算", "走访。"))
    (told,) = [each for each in reading.refused if each.cell == place("task:8", "存在问题")]
    assert told.reason.endswith("的“材料不齐。”因同一项有单元格不能读，一并未读入；改好后一起接收。")
