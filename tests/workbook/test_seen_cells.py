"""What is taken from a cell is what people see in it; else it is refused by its cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font as Styled
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import AS_OF, ESTIMATE
from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.reading.cells import Found, digits
from cixi_desktop.workbook.reading.formats import format_of
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.reading.typed import shown, typed_text, words_of
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
        ("H-3", "本期完成", 12345678901234567890, "General", "“1.23457E+19”是位数太多的数，已看不全。"),
        ("12-1", "本期完成", 180, "0.00E+00", "单元格里的“180”按格式“0.00E+00”显示，看到的不是这个数。"),
        ("12-1", "本期完成", 18, '0"/"0', "“1/8”像是日期、范围或比例，不是一个数。"),
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
    assert [(each.before, each.after) for each in reading.normalised if each.sheet == TABLE] == [
        ("30.76", "30.755"),
        ("4.50", "12.755（本期完成随累计完成改为12.755，表中仍为4.50）"),
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
        ('<c {at} t="n"><v>1.2.3456789012345</v></c>', "单元格中的数“1.2.3456789012345”超出范围或已损坏。"),
        ('<c {at} t="s"><v>70000</v></c>', "单元格的文字在文件中已丢失。"),
        ('<c {at} t="s"><v>-1</v></c>', "单元格的文字在文件中已丢失。"),
        ('<c {at} t="s"><v>x</v></c>', "单元格的文字在文件中已丢失。"),
        ('<c {at} t="inlineStr"><v>3</v><is><t>25</t></is></c>', "这一格在文件中有两个内容：“3”和“25”。"),
        ("<c {at}><is><t>3</t></is><v>25</v></c>", "这一格在文件中有两个内容：“3”和“25”。"),
    ],
)
def test_that_what_is_no_value_is_refused_by_its_cell_and_not_with_the_file(xml: str, words: str) -> None:
    for key, head in (("12-1", "本期完成"), ("H-1", "状态"), ("H-7", "备注"), ("task:8", "进展情况")):
        reading = read_workbook(with_cell(key, head, xml), PLAN)
        assert words in reasons(reading)[f"{TABLE}!{place(key, head)}"]
        assert len(reading.covered) == RECORD_COUNT - (not key.startswith("task:"))


@pytest.mark.parametrize("head", ["进展情况", "存在问题", "下一步打算"])
def test_that_a_text_that_cannot_be_read_stays_as_it_was_written(head: str) -> None:
    was = text_of(read(), "8")
    assert was is not None
    assert was.progress_note
    assert was.problems
    assert was.next_steps
    xml = '<c {at} t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    reading = read_workbook(with_cell("task:8", head, xml), PLAN)
    assert place("task:8", head) in {each.cell for each in reading.refused}
    assert text_of(reading, "8") == was


def test_that_a_formula_with_an_empty_result_is_a_blank_cell() -> None:
    xml = '<c {at} t="str"><f>IF(F9="","",F9)</f><v></v></c>'
    reading = read_workbook(with_cell("H-4", "累计完成", xml), PLAN)
    assert reading.refused == ()
    assert entry_of(reading, "H-4") is None


def test_that_a_cell_that_says_the_same_twice_says_it_once() -> None:
    reading = read_workbook(
        with_cell("H-4", "累计完成", '<c {at} t="inlineStr"><v>1063</v><is><t>1063</t></is></c>'), PLAN
    )
    assert reading.refused == ()
    assert entry_of(reading, "H-4") == entry("H-4", 6, value="1063")


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
    assert found.reason == "批注“应为5次 请改”未读入。要报送的内容请写在单元格里。"
    assert "12-1" in reading.covered


@pytest.mark.parametrize(
    ("written", "seen"),
    [("12", "12"), ("30.700000000000003", "30.7"), ("1E2", "100"), ("1.5e-3", "0.0015")],
)
def test_that_a_number_is_told_without_the_powers_and_tails_that_files_keep(written: str, seen: str) -> None:
    assert digits(written) == seen


def test_that_a_sign_that_fills_the_cell_is_no_part_of_a_number() -> None:
    assert "看到的不是这个数" in refused_words(
        put_shaped(put("12-1", "本期完成", 12), "0*5"), "12-1", "本期完成"
    )


def test_that_what_is_struck_out_in_the_register_is_named_though_it_is_as_it_was() -> None:
    def change(workbook: Opened) -> None:
        cell_of(workbook[REGISTER], "12-1", "6月", "本月数").font = Styled(strike=True)

    where = place("12-1", "6月", REGISTER, "本月数")
    assert "被划掉了" in reasons(read(change))[f"{REGISTER}!{where}"]


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
    assert (told.cell, told.reason) == ("G8", f"这里的{what}未读入。要报送的内容请写在单元格里。")
    assert told.is_ignored_edit


@pytest.mark.parametrize(("text", "choice"), [("√", ESTIMATE.choices[0]), ("FALSE", ""), ("不是", "")])
def test_that_an_estimate_is_ticked_or_denied_in_other_words(text: str, choice: str) -> None:
    assert typed_text(Found(text), ESTIMATE, PLAN.target("H-2"), 2025) == choice


def test_that_a_short_number_among_texts_is_a_text_and_one_of_more_than_15_digits_is_lost() -> None:
    assert words_of(Found("20250605", is_number=True)) == "20250605"
    with pytest.raises(CixiError, match="被当成数字的长号码"):
        words_of(Found("9133030000000000", is_number=True, form=format_of("0")))


def test_that_a_number_in_another_format_is_no_day() -> None:
    found = Found("0.5", is_number=True, form=format_of("0%"))
    with pytest.raises(CixiError, match="“50%”不是日期。"):
        typed_text(found, AS_OF, PLAN.target("H-2"), 2025)


@pytest.mark.parametrize("is_iso", [True, False])
def test_that_a_day_is_the_same_counted_from_1904_or_written_out(*, is_iso: bool) -> None:
    workbook = Workbook()
    workbook.epoch, workbook.iso_dates = CALENDAR_MAC_1904, is_iso
    workbook.active["A1"] = datetime(2025, 6, 5)  # type: ignore[index]  # noqa: DTZ001
    workbook.active["A1"].number_format = "yyyy-mm-dd"  # type: ignore[index]
    (sheet,) = read_sheets(saved(workbook))
    assert shown(sheet.at(1, 1)) == "2025-06-05"


@pytest.mark.parametrize("head", ["进展情况", "存在问题", "下一步打算"])
def test_that_a_text_that_is_struck_out_keeps_no_other_of_its_task_out(head: str) -> None:
    own = {"进展情况": "progress_note", "存在问题": "problems", "下一步打算": "next_steps"}
    reading = read(struck("task:8", head), put("task:10", "进展情况", "走访12家。"))
    found, whole = text_of(reading, "8"), text_of(read(), "8")
    assert found is not None
    assert whole is not None
    assert found == replace(whole, **{own[head]: ""})
    assert "被划掉了" in reasons(reading)[f"{TABLE}!{place('task:8', head)}"]
    assert [each.head for each in reading.changed if each.key == "task:8"] == [head]


@pytest.mark.parametrize("key", ["H-1", "12-1"])
@pytest.mark.parametrize(
    "font", [Styled(strike=True), Styled(color="FFFFFFFF"), Styled(color="FFEDEDED"), Styled(size=1)]
)
def test_that_a_state_that_nobody_sees_is_refused(key: str, font: Styled) -> None:
    def change(workbook: Opened) -> None:
        cell = cell_of(workbook[TABLE], key, "状态")
        cell.value, cell.font, cell.fill = "待公布", font, PatternFill()

    reading = read(change, put(key, "累计完成", 3.7))
    assert key not in reading.covered
    told = reasons(reading)
    assert told[f"{TABLE}!{place(key, '状态')}"].startswith("整格“待公布”")
    assert "3.7" in told[f"{TABLE}!{place(key, '累计完成')}"]


def test_that_the_programs_own_light_may_be_struck_out() -> None:
    reading = read(struck("H-3", "状态"))
    assert reading.refused == ()
    assert len(reading.covered) == RECORD_COUNT
