"""What people change where nothing is read back is named, and the rest comes in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from cixi_desktop.assessment.assess import assess
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis, Share
from cixi_desktop.workbook.identity import FORM
from cixi_desktop.workbook.reading import read_workbook
from cixi_desktop.workbook.reading.lost_sheet import LOST_SHEET
from cixi_desktop.workbook.writing.heading import SAMPLE
from cixi_desktop.workbook.writing.writer import form_bytes
from tests.support.sheets import cell_of
from tests.workbook.handled import (
    METADATA,
    REGISTER,
    TABLE,
    entry_of,
    handled,
    place,
    put,
    read,
    without_sheet,
)
from tests.workbook.june import IDENTITY, OTHER_UNIT, PLAN, UNIT, content, june, made
from tests.workbook.test_reading_back import reported, taken_in

if TYPE_CHECKING:
    from cixi_desktop.workbook.reading import Reading
    from tests.support.sheets import Opened
    from tests.workbook.handled import Change

PROGRAM = "这一列由程序得出，要改的请改它所依据的数。"
IN_PLAN = "这一列以工作要点为准；要填的数请填在对应的栏。"
STILL = "这一行仍按原来的任务、指标或事项读入。"
BUREAU = "分工由办公室设置，要改的请在“设置—单位和分工”中改。"


def told(reading: Reading) -> list[tuple[str, str]]:
    assert all(refused.is_ignored_edit for refused in reading.refused)
    assert taken_in(reading).records == reported()
    return [(refused.key, refused.reason) for refused in reading.refused]


@pytest.mark.parametrize(
    ("head", "text", "hint"),
    [
        ("责任领导", "张某", BUREAU),
        ("责任人", "张三", BUREAU),
        ("牵头科室", "规划科", BUREAU),
        ("完成时限", "2025-09-30", BUREAU),
        ("年度目标", "100", "年度目标以工作要点为准。"),
        ("完成率", "60%", PROGRAM),
        ("序时进度", "58.3%", PROGRAM),
        ("序号", "20", IN_PLAN),
        ("重点任务", "20", STILL),
        ("指标/事项", "高新技术企业新增数（家）", STILL),
    ],
)
def test_that_the_bureaus_own_columns_are_named_where_they_were_changed(
    head: str, text: str, hint: str
) -> None:
    reading = read(put("H-3", head, text))
    assert told(reading) == [("H-3", f"“{head}”改成了“{text}”，未读入。{hint}")]


def test_that_a_units_own_share_is_named_where_it_was_changed() -> None:
    """80 of the 120 are this unit's; 90 is typed over them, as a number in the cell's own format."""
    shares = (Share(unit_id=UNIT.id, amount=Decimal(80)), Share(unit_id=OTHER_UNIT.id, amount=Decimal(40)))
    data = made(content(Basis(target_id="H-3", shares=shares)))
    reading = read(put("H-3", "年度目标", 90), data=data)
    assert told(reading) == [("H-3", "“年度目标”改成了“≥90”，未读入。年度目标以工作要点为准。")]


@pytest.mark.parametrize(
    ("key", "head", "more", "reason"),
    [
        ("8-2", "备注", "，按统计局口径", "“备注”由程序生成，“按统计局口径”未读入。"),
        ("7-3", "备注", "；配合：规划科", "“备注”由程序生成，“配合：规划科”未读入。"),
        ("task:8", "指标/事项", "，另有1项", "，另有1项”，未读入。"),
    ],
)
def test_that_what_is_added_to_the_programs_own_words_is_named(
    key: str, head: str, more: str, reason: str
) -> None:
    own = cell_of(june()[TABLE], key, head).value
    ((_, words),) = told(read(put(key, head, f"{own}{more}")))
    assert reason in words


def test_that_blanks_and_what_was_cleared_say_nothing_new() -> None:
    assert told(read(put("6-1", "完成时限", "2025-12-31（默认）"), put("8-1", "牵头科室", None))) == []


@pytest.mark.parametrize(
    ("key", "head", "value", "words"),
    [
        ("H-3", "状态", "滞后", "“状态”列的亮灯由程序判定，改为“滞后”未采用。请修改对应的数据。"),
        (
            "H-3",
            "备注",
            "请审阅",
            "“备注”由程序生成，“请审阅”未读入。文字请写在“进展情况”中，依据写成“依据：文号”。",
        ),
        ("H-3", "存在问题", "人手不足", "“人手不足”未读入。请写在所属任务那一行的“存在问题”中。"),
        ("task:8", "累计完成", 5, "“5”未读入。任务这一行只填文字，数据请填在各指标、事项的行。"),
        ("H-6", "本期完成", 0, "“高新技术产业投资额”不填“本期完成”，请填在“累计完成”。"),
        ("task:8", "状态", "已完成", "任务这一行的“状态”由程序得出，“已完成”未读入。"),
        ("task:8", "备注", "已核", "任务这一行的“备注”由程序得出，“已核”未读入。"),
    ],
)
def test_that_what_cannot_be_meant_for_a_figure_keeps_no_row_out(
    key: str, head: str, value: object, words: str
) -> None:
    assert told(read(put(key, head, value))) == [(key, words)]


def test_that_a_name_that_was_cleared_and_a_head_that_was_struck_out_are_named() -> None:
    def strike(workbook: Opened) -> None:
        cell_of(workbook[TABLE], "H-3", "指标/事项").value = None
        workbook[TABLE]["F3"].font = Font(strike=True)

    assert told(read(strike)) == [
        ("", "整格“本期完成”被划掉了。这一列仍按“本期完成”读入，请核对。"),
        ("", f"“指标/事项”被清空了。{STILL}"),
    ]


def test_that_names_which_changed_places_are_told_at_the_names() -> None:
    own = june()[TABLE]
    first, second = (cell_of(own, key, "指标/事项").value for key in ("H-3", "8-1"))
    reading = read(put("H-3", "指标/事项", second), put("8-1", "指标/事项", first))
    partly = "，像是只对部分列排了序，未读入。请核对。"
    found = {each.cell: each.reason for each in reading.refused if partly in each.reason}
    expected = {
        place("H-3", "指标/事项"): f"名称成了别的行的“{second}”（原为“{first}”）{partly}",
        place("8-1", "指标/事项"): f"名称成了别的行的“{first}”（原为“{second}”）{partly}",
    }
    assert found.keys() == expected.keys()
    assert all(found[cell].startswith(reason) for cell, reason in expected.items())
    assert not any("“重点任务”改成了" in each.reason for each in reading.refused)


def test_that_what_was_typed_over_a_whole_column_is_told_once() -> None:
    def change(workbook: Opened) -> None:
        for key in ("H-3", "H-5", "12-1", "12-2"):
            cell_of(workbook[TABLE], key, "完成率").value = 0.77

    words = f"“完成率”有4格与导出时不同（如“77.0%”），未读入。{PROGRAM}"
    assert told(read(change)) == [("", words)]


# Beside the rows


def put_at(sheet: str, cell: str, value: object) -> Change:
    def change(workbook: Opened) -> None:
        workbook[sheet][cell].value = value

    return change


OUTSIDE = "不在填报栏内，未读入。要报送的内容请写到对应行的填报栏中。"


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        (
            TABLE,
            "A1",
            "慈溪市教育局2025年工作要点进展情况表",
            f"“慈溪市教育局2025年工作要点进展情况表”{OUTSIDE}",
        ),
        (TABLE, "H4", 5, f"“5”{OUTSIDE}"),
        (TABLE, "V2", "共120家", f"“共120家”{OUTSIDE}"),
        (REGISTER, "B6", "万元", f"“万元”{OUTSIDE}"),
        (REGISTER, "T6", 20, f"“20”{OUTSIDE}"),
        (REGISTER, "I73", "应为9", f"“应为9”{OUTSIDE}"),
        ("口径说明", "C9", 99, f"“99”{OUTSIDE}"),
        ("口径说明", "Z200", "另报3家", f"“另报3家”{OUTSIDE}"),
    ],
)
def test_that_what_is_written_where_nothing_is_read_is_named(
    sheet: str, cell: str, value: object, words: str
) -> None:
    reading = read(put_at(sheet, cell, value))
    assert told(reading) == [("", words)]
    assert [(each.sheet, each.cell) for each in reading.refused] == [(sheet, cell)]


def test_that_what_people_wrote_at_the_foot_of_the_pages_is_named() -> None:
    def write(workbook: Opened) -> None:
        workbook[TABLE].oddFooter.center.text = "数据为预计数"
        workbook[TABLE].oddHeader.left.text = "内部&&资料"

    assert [reason for _, reason in told(read(write))] == [
        "页眉或页脚“内部&资料”未读入。要报送的内容请写在单元格里。",
        "页眉或页脚“数据为预计数”未读入。预计数请逐项注明，要报送的内容请写在单元格里。",
    ]


def test_that_margins_whose_codes_of_the_font_are_broken_are_the_programs_own() -> None:
    """Gnumeric writes &"楷体_GB2312,Regular"&12 as 楷体_GB2312,Regular"2."""

    def write(workbook: Opened) -> None:
        for sheet, part, text in (
            (TABLE, "oddFooter", " 第 &P 页，共 &N 页"),
            (TABLE, "oddHeader", f"2 {SAMPLE}"),
            (REGISTER, "oddHeader", "2 内部资料"),
        ):
            middle = getattr(workbook[sheet], part).center
            middle.font = middle.size = None
            middle.text = f'楷体_GB2312,Regular"{text}'

    assert [reason for _, reason in told(read(write))] == [
        "页眉或页脚“内部资料”未读入。要报送的内容请写在单元格里。"
    ]


def test_that_notes_and_margins_of_the_other_sheets_are_named() -> None:
    def write(workbook: Opened) -> None:
        workbook[REGISTER].oddFooter.center.text = "内部资料"
        workbook[REGISTER]["I5"].comment = Comment("应为10", "张三")
        workbook["口径说明"]["B5"].comment = Comment("口径有误", "张三")

    assert [reason for _, reason in told(read(write))] == [
        "批注“应为10”未读入。要报送的内容请写在单元格里。",
        "页眉或页脚“内部资料”未读入。要报送的内容请写在单元格里。",
        "批注“口径有误”未读入。要报送的内容请写在单元格里。",
    ]


def test_that_a_title_of_another_year_is_asked_about() -> None:
    title = "慈溪市科学技术局2024年工作要点进展情况表"
    words = f"标题是“{title}”，而这是2025年的表，请核对是否选错了表。"
    assert told(read(put_at(TABLE, "A1", title))) == [("", words)]


def with_heading_day(words: str) -> Change:
    def change(workbook: Opened) -> None:
        cell = workbook[TABLE]["A2"]
        cell.value = cell.value.replace("2025年6月30日", words)

    return change


@pytest.mark.parametrize("words", ["2025年6月20日", "2025年5月31日"])
def test_that_another_day_in_the_heading_is_named(words: str) -> None:
    ((_, reason),) = told(read(with_heading_day(words)))
    assert reason.startswith(f"表头的截至日期改成了“{words}”，未读入。")


@pytest.mark.parametrize("words", ["2025年06月30日", "2025-6-30", "6月30日", "6月底", "2025 年 6 月 30 日"])
def test_that_the_same_day_in_the_heading_is_none(words: str) -> None:
    assert told(read(with_heading_day(words))) == []


@pytest.mark.parametrize("sheet", [TABLE, REGISTER, "口径说明"])
@pytest.mark.parametrize(
    ("written", "retyped", "new"),
    [
        ("填报单位：", "计量单位：万元　填报单位：", "计量单位：万元"),
        ("2025年6月30日", "2025年6月30日　备注：高企新增应为30家", "备注：高企新增应为30家"),
        ("草稿", "正式", "正式"),
        ("校验码", "联系人：张三　校验码", "联系人：张三"),
        (
            "2025年工作要点",
            "2025年工作要点（修改后的口径、金额单位为万元）",
            "（修改后的口径、金额单位为万元）",
        ),
        ("慈溪市科学技术局", "（金额单位：万元）慈溪市科学技术局", "“（金额单位：万元）”"),
    ],
)
def test_that_what_was_added_above_the_table_is_named_by_its_own_words(
    sheet: str, written: str, retyped: str, new: str
) -> None:
    def change(workbook: Opened) -> None:
        for cell in (workbook[sheet]["A1"], workbook[sheet]["A2"]):
            cell.value = cell.value.replace(written, retyped)

    touched = sum(written in june()[sheet][cell].value for cell in ("A1", "A2"))
    assert [new in words and words.endswith(OUTSIDE) for _, words in told(read(change))] == [True] * touched


@pytest.mark.parametrize("sheet", [TABLE, REGISTER])
@pytest.mark.parametrize(
    ("written", "retyped"),
    [
        ("填报单位：高新科", "填报单位（盖章）： 高新科"),
        ("填报单位：高新科　　", "填报单位:高新科  "),
        ("草稿", "第2次报送后有修改"),
        ("草稿", "修订号3"),
        ("校验码：", "校验码:"),
        ("校验码", "第2次报送，退回　　校验码"),
    ],
)
def test_that_the_headings_own_marks_are_nothing_new_in_other_spellings(
    sheet: str, written: str, retyped: str
) -> None:
    def change(workbook: Opened) -> None:
        cell = workbook[sheet]["A2"]
        assert written in cell.value
        cell.value = cell.value.replace(written, retyped)

    assert told(read(change)) == []


def test_that_what_was_added_to_a_forms_heading_is_named() -> None:
    given = content()
    data = form_bytes(assess(PLAN, given, month(2025, 6)), given, IDENTITY)

    def change(workbook: Opened) -> None:
        workbook[FORM]["A1"].value += "（金额单位：万元）"
        workbook[FORM]["A2"].value += "　备注：高企新增应为30家"

    refused = read_workbook(handled(change, data=data), PLAN).refused
    assert [(each.cell, each.reason) for each in refused] == [
        ("A1", f"“（金额单位：万元）”{OUTSIDE}"),
        ("A2", f"“备注：高企新增应为30家”{OUTSIDE}"),
    ]


def test_that_a_sheet_of_ours_under_another_name_is_no_strange_one() -> None:
    def change(workbook: Opened) -> None:
        workbook["口径说明"].title = "Sheet3"

    assert told(read(change)) == []


def test_that_workbooks_of_before_name_only_what_they_can_tell() -> None:
    def change(workbook: Opened) -> None:
        sheet = workbook[METADATA]
        sheet.delete_rows(next(row for row in range(1, 40) if sheet.cell(row, 1).value == "texts"))
        workbook["口径说明"]["C9"].value = 99

    assert told(read(change)) == []


@pytest.mark.parametrize("is_row", [True, False])
def test_that_a_figure_in_a_hidden_row_or_column_is_taken_and_told(*, is_row: bool) -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        cell = cell_of(table, "H-3", "本期完成")
        cell.value, cell_of(table, "H-3", "累计完成").value = 21, None
        if is_row:
            table.row_dimensions[cell.row].hidden = True
        else:
            table.column_dimensions[cell.column_letter].hidden = True

    reading = read(change)
    found = entry_of(reading, "H-3")
    assert found is not None
    assert found.increment == 21
    told = [each.after for each in reading.normalised if each.sheet == TABLE]
    assert told == ["21（所在的行或列被隐藏或缩到看不见，请核对）"]


def row_of(sheet: Opened, text: str) -> int:
    return next(int(cell.row) for cells in sheet.iter_rows() for cell in cells if cell.value == text)


def test_that_a_row_of_a_list_that_was_changed_or_added_is_named() -> None:
    def change(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        row = row_of(sheet, "院士讲堂")
        sheet.cell(row, 1).value = "院士大讲堂"
        sheet.cell(row + 2, 1).value = "科技夜市"

    line = "名单中“{}”这一行与导出时不同，未读入，名单仍按导出时的内容读入。名单请在程序的“台账”中增改。"
    assert told(read(change)) == [
        ("12-3", line.format("院士大讲堂")),
        ("12-3", line.format("科技夜市")),
    ]


def test_that_a_hidden_row_of_a_list_is_named() -> None:
    def hide(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        sheet.row_dimensions[row_of(sheet, "院士讲堂")].hidden = True

    words = "名单中“院士讲堂”所在的行或列被隐藏或缩到看不见。名单仍按导出时的内容读入。"
    assert told(read(hide)) == [("12-3", f"{words}名单请在程序的“台账”中增改。")]


def test_that_rows_of_a_list_that_are_gone_or_struck_out_are_named() -> None:
    def change(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        (first,) = [cell for cells in sheet.iter_rows() for cell in cells if cell.value == "院士讲堂"]
        first.font = Font(strike=True)
        sheet.delete_rows(first.row + 1)

    kept = "仍按导出时的内容读入。名单请在程序的“台账”中增改。"
    assert told(read(change)) == [
        ("12-3", f"整格“院士讲堂”被划掉了。确需报送的请取消删除线，不报的请清空单元格。名单{kept}"),
        ("12-3", f"12-3的名单中有1行已被删除，名单{kept}"),
    ]


def test_that_a_list_a_month_or_the_register_that_is_gone_is_named() -> None:
    def cut(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        (title,) = [cell for cells in sheet.iter_rows() for cell in cells if "活动台账" in str(cell.value)]
        sheet.delete_rows(title.row, 9)
        sheet.delete_cols(5, 2)

    assert told(read(cut)) == [
        ("", "没有“2月”“3月”这几列，这些月份的数仍按导出时的内容读入。"),
        ("12-3", "12-3的名单中有2行已被删除，名单仍按导出时的内容读入。名单请在程序的“台账”中增改。"),
    ]
    assert told(read(without_sheet(REGISTER))) == [
        ("", "“指标台账”这张表已被删除，以前月份的数和名单仍按导出时的内容读入。")
    ]


def test_that_a_line_of_the_register_that_is_gone_is_named_and_a_new_one_is_read() -> None:
    def change(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        row = cell_of(sheet, "12-1", "6月", "累计数").row
        for cell in sheet[row]:
            cell.value = None
        for column, value in ((1, "培训场次"), (3, "本月数"), (9, 5)):
            sheet.cell(row, column).value = value

    def rename(workbook: Opened) -> None:
        change(workbook)
        row = next(cell.row for cell in workbook[REGISTER]["A"] if cell.value == "培训场次")
        workbook[REGISTER].cell(row, 1).value = "新建产业创新联合体"

    line = "“院士风采馆开放天数”的“累计数”这一行已被删除，仍按导出时的内容读入。"
    assert told(read(change))[0] == ("", line)
    reading = read(rename)
    assert [refused.reason for refused in reading.refused] == [line]
    assert [(edit.key, edit.after) for edit in reading.changed] == [("9-2", "5")]


def test_that_names_in_the_line_for_signatures_are_told_and_refuse_nothing() -> None:
    def sign(workbook: Opened) -> None:
        cells = [cell for cells in workbook[TABLE].iter_rows() for cell in cells]
        line = next(cell for cell in cells if str(cell.value).startswith("填报人："))
        line.value = "填报人：张三　审核人：李四"

    reading = read(sign)
    assert told(reading) == []
    assert [(each.before, each.after) for each in reading.normalised] == [
        ("填报人：张三 审核人：李四", "不读入，只供签字")
    ]


def test_that_a_sorted_list_is_the_same_list() -> None:
    def swap(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        row = row_of(sheet, "院士讲堂")
        for cells in zip(sheet[row], sheet[row + 1], strict=True):
            values = [cell.value for cell in cells]
            for cell, value in zip(cells, reversed(values), strict=True):
                if type(cell).__name__ == "Cell":
                    cell.value = value
                    cell.data_type = "s" if isinstance(value, str) else cell.data_type

    assert told(read(swap)) == []


def test_that_a_list_without_the_hidden_sheet_is_named_once() -> None:
    reading = read(without_sheet(METADATA))
    assert [refused.reason for refused in reading.refused if refused != LOST_SHEET] == [
        "系统识别页已丢失，名单未读入。名单请在程序的“台账”中增改。"
    ]


def test_that_what_was_known_before_is_not_rewritten_in_a_form() -> None:
    given = content()
    data = form_bytes(assess(PLAN, given, month(2025, 6)), given, IDENTITY)

    def change(workbook: Opened) -> None:
        cell = cell_of(workbook[FORM], "H-3", "上期累计")
        assert cell.value == 50
        cell.value = 55

    (refused,) = read_workbook(handled(change, data=data), PLAN).refused
    assert refused.reason == "“上期累计”改成了“55”，未读入。以前月份的数请在那个月更正。"
