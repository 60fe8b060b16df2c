"""What contradicts itself in a workbook is matched by what is seen, or refused by name."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.records.entries import State
from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.columns import head_meant
from cixi_desktop.workbook.reading.edits import Edit, copy_faults
from tests.support.sheets import KEY_HEAD, by_key, cell_of, columns, head_row
from tests.workbook.handled import (
    METADATA,
    REGISTER,
    TABLE,
    Typed,
    entry_of,
    handled,
    place,
    put,
    put_in_register,
    read,
    reasons,
    with_cached_values,
    without_sheet,
)
from tests.workbook.june import PLAN, content, entry, listed, made, opened
from tests.workbook.test_reading_back import reported, taken_in

if TYPE_CHECKING:
    from cixi_desktop.workbook.reading import Reading
    from tests.support.sheets import Opened


def of_record(reading: Reading, key: str) -> list[str]:
    """Why the record is refused."""
    return [
        refused.reason for refused in reading.refused if refused.key == key and not refused.is_ignored_edit
    ]


def exchange(workbook: Opened, *keys: str, heads: tuple[str, ...] = ()) -> None:
    """Two rows change places in these columns, by default in all but the hidden one."""
    rows = by_key(workbook[TABLE])
    for head in heads or [head for head in rows[keys[0]] if head != KEY_HEAD]:
        first, second = (rows[key][head] for key in keys)
        first.value, second.value = second.value, first.value


# Which row


def test_that_rows_whose_visible_columns_were_exchanged_are_known_by_their_names() -> None:
    def change(workbook: Opened) -> None:
        cell_of(workbook[TABLE], "9-4", "本期完成").value = 3
        cell_of(workbook[TABLE], "9-4", "累计完成").value = 3
        exchange(workbook, "9-4", "9-5")

    reading = read(change)
    assert reading.refused == ()
    assert entry_of(reading, "9-4") == entry("9-4", 6, increment="3", cumulative="3")
    assert entry_of(reading, "9-5") == entry("9-5", 6, increment="14")
    assert [each.before for each in reading.normalised if each.sheet == TABLE] == ["行标识9-4", "行标识9-5"]


def test_that_all_visible_columns_may_be_sorted_without_the_hidden_one() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        rows = [*by_key(table).values()]
        heads = [head for head in rows[0] if head != KEY_HEAD]
        values = [[row[head].value for head in heads] for row in rows]
        for row, shown in zip(rows, reversed(values), strict=True):
            for head, value in zip(heads, shown, strict=True):
                row[head].value = value

    reading = read(change)
    assert (reading.refused, reading.changed) == ((), ())
    assert taken_in(reading).records == reported()


def test_that_a_row_with_another_name_than_its_own_is_refused() -> None:
    def change(workbook: Opened) -> None:
        cell_of(workbook[TABLE], "9-4", "指标/事项").value = "全市用电量"
        cell_of(workbook[TABLE], "9-4", "本期完成").value = 3

    ((cell, reason),) = reasons(read(change)).items()
    assert cell == f"{TABLE}!{place('9-4', '指标/事项')}"
    assert reason.startswith("名称是“全市用电量”，行标识却是9-4的，分不清是哪一行，未读入。")


def test_that_a_name_that_cannot_be_read_is_refused() -> None:
    assert reasons(read(put("H-3", "指标/事项", "#REF!"))) == {
        f"{TABLE}!{place('H-3', '指标/事项')}": "单元格是错误值#REF!。请重新填写。"
        "同一项的本期新增“20”也未读入。"
    }


def test_that_a_line_of_the_register_with_another_name_than_its_own_is_refused_if_it_was_changed() -> None:
    def change(workbook: Opened) -> None:
        cell_of(workbook[REGISTER], "H-4", "指标/事项", "当期数").value = "全市用电量"
        cell_of(workbook[REGISTER], "H-4", "6月", "当期数").value = 1071

    assert reasons(read(change)) == {
        f"{REGISTER}!{place('H-4', '6月', REGISTER, '当期数')}": "名称与行标识H-4不符，分不清是哪一行，"
        "未读入。请把名称改回原来的。同一项的期末总量“1070”也未读入。"
    }


def test_that_lines_of_the_register_whose_visible_columns_were_exchanged_are_known_by_their_names() -> None:
    def change(workbook: Opened) -> None:
        for head in ("指标/事项", *(f"{number}月" for number in range(1, 13))):
            first, second = (cell_of(workbook[REGISTER], key, head, "本月数") for key in ("9-4", "9-5"))
            first.value, second.value = second.value, first.value

    reading = read(change)
    assert (reading.refused, reading.changed) == ((), ())
    assert [each.before for each in reading.normalised] == ["行标识9-4", "行标识9-5"]


def test_that_several_lists_below_the_register_are_read_each_by_itself() -> None:
    def change(workbook: Opened) -> None:
        (cell,) = (each for row in workbook[REGISTER] for each in row if each.value == "慈溪甲公司")
        cell.value = "慈溪乙公司"

    data = made(content(listed("H-3", 6, "慈溪甲公司")))
    assert read(data=data).refused == ()
    ((_, reason),) = reasons(read(change, data=data)).items()
    assert reason.startswith("名单中“慈溪乙公司”这一行与导出时不同，未读入，名单仍按导出时的内容读入。")


def test_that_copies_that_say_the_same_are_no_fault() -> None:
    own = Edit("H-3", "increment", "22", "20", TABLE, "F8", "本期完成")
    copied = own._replace(cell="F90")
    assert list(copy_faults([own], [copied])) == []
    for first, second, words in (
        ([own], [copied._replace(text="23")], "一份是“22”，另一份是“23”"),
        ([own], [], "一份是“22”，另一份是“20”"),
        ([], [copied], "一份是“20”，另一份是“22”"),
    ):
        (fault,) = copy_faults(first, second)
        assert words in fault.reason


def test_that_a_name_that_was_retyped_a_little_is_still_the_row_s_own() -> None:
    def change(workbook: Opened) -> None:
        cell_of(workbook[TABLE], "H-3", "指标/事项").value += "（快报数）"
        cell_of(workbook[TABLE], "H-3", "本期完成").value = 22

    found = entry_of(read(change), "H-3")
    assert found is not None
    assert found.increment == Decimal(22)


def test_that_a_figure_in_another_unit_than_its_own_is_refused() -> None:
    reading = read(put("H-6", "单位", "万元"), put("H-6", "累计完成", 236000))
    assert of_record(reading, "H-6") == [
        "单位是“万元”，与这一行的“亿元”不符，未读入。请核对数字和单位后改回。"
    ]


def test_that_a_unit_is_refused_at_its_own_cell_and_one_merged_with_the_name_says_nothing() -> None:
    (refused,) = read(put("H-3", "单位", "万家")).refused
    assert refused.cell == place("H-3", "单位")

    def merge(workbook: Opened) -> None:
        table = workbook[TABLE]
        table.merge_cells(f"{place('H-3', '指标/事项')}:{place('H-3', '单位')}")

    reading = read(merge, put("H-3", "累计完成", 71))
    assert "H-3" in reading.covered


def test_that_rows_are_refused_where_only_some_columns_were_sorted() -> None:
    """Names and keys stay, targets and figures change places."""

    def change(workbook: Opened) -> None:
        exchange(workbook, "12-1", "12-2", heads=("年度目标", "本期完成", "累计完成"))

    reading = read(change)
    for key in ("12-1", "12-2"):
        assert any("像是只对部分列排了序" in reason for reason in of_record(reading, key))


def test_that_a_row_is_told_once_however_many_of_its_columns_were_sorted_apart() -> None:
    def change(workbook: Opened) -> None:
        exchange(workbook, "12-1", "12-2", heads=("年度目标", "完成率"))

    reading = read(change)
    for key, other in (("12-1", "1200"), ("12-2", "50")):
        (reason,) = of_record(reading, key)
        assert reason.startswith(f"“年度目标”成了别的行的“{other}”")


def test_that_figures_that_were_sorted_in_one_column_alone_are_refused() -> None:
    """2, 14 and 4 of this month among each other, their names and totals where they were."""

    def change(workbook: Opened) -> None:
        cells = [cell_of(workbook[TABLE], key, "本期完成") for key in ("9-4", "9-5", "12-1")]
        values = [cell.value for cell in cells]
        for cell, value in zip(cells, (*values[1:], values[0]), strict=True):
            cell.value = value

    words = "“本期完成”成了别的行的“14”（原为“2”），像是只对部分列排了序，未读入。请核对。"
    assert of_record(read(change), "9-4") == [words]


def test_that_a_figure_changed_in_the_register_alone_is_taken_and_told() -> None:
    reading = read(put_in_register("12-1", "本月数", 6, 9))
    found = entry_of(reading, "12-1")
    assert found is not None
    assert found.increment == Decimal(9)
    line = place("12-1", "6月", REGISTER, "本月数")
    assert told(reading) == [
        (place("12-1", "本期完成"), "4", f"9（本期完成随指标台账{line}改为9，表中仍为4）"),
        (place("12-1", "累计完成"), "24", f"29（累计完成随指标台账{line}改为29，表中仍为24）"),
    ]


def test_that_what_the_program_prints_beside_a_changed_part_is_told() -> None:
    """150 of 200 are 75 %; 160 of 200 are 80 %."""
    ratio = entry("7-1", 6, numerator="150", denominator="200")
    data = made(content(ratio))
    reading = read(Typed("7-1", "6月", 160, "已覆盖"), data=data)
    assert [each[1:] for each in told(reading)] == [
        ("75.0", f"80.0（累计完成随指标台账{reading.changed[0].cell}改为80.0，表中仍为75.0）")
    ]


def test_that_a_sentence_retyped_in_a_workbook_without_its_hidden_sheet_is_named_once() -> None:
    def retype(workbook: Opened) -> None:
        cell = cell_of(workbook[TABLE], "H-3", "进展情况")
        cell.value = cell.value.replace("70家", "80家")

    reading = read(without_sheet(METADATA), retype)
    where = f"{TABLE}!{place('H-3', '进展情况')}"
    assert reasons(reading)[where].startswith("“截至6月底，新增高新技术企业80家，完成年度目标的58.3%")
    assert reasons(reading)[where].endswith("数字有误的请改数字，要补充的请另起一行写。")
    assert where not in reasons(read(without_sheet(METADATA)))


def test_that_a_state_emptied_or_overwritten_in_the_register_is_told_where_the_table_has_it_still() -> None:
    data = made(content(entry("M1-1", 6, state=State.PENDING, reason="等通知")))
    for typed, state, stage, word in ((None, None, "", "没有状态"), ("审议", None, "审议", "审议")):
        reading = read(put_in_register("M1-1", "阶段", 6, typed), data=data)
        driver = f"{REGISTER}{reading.changed[0].cell}"
        assert {each.cell: each.after for each in reading.normalised} == {
            place("M1-1", "状态"): f"{word}（随{driver}改动，表中仍为待公布）",
            place("M1-1", "进展情况"): f"{word}（随{driver}改动，表中仍为待公布：等通知）",
        }
        found = entry_of(reading, "M1-1")
        assert ((found.state, found.stage) if found else (None, "")) == (state, stage)


def test_that_a_unit_may_edit_the_reason_of_its_state_where_the_program_prints_it() -> None:
    data = made(content(entry("M1-1", 6, state=State.PENDING, reason="等通知", note="已催办。")))
    reading = read(put("M1-1", "进展情况", "待公布：等宁波市局，7月初。\n已催办。"), data=data)
    assert not reading.refused
    assert entry_of(reading, "M1-1") == entry(
        "M1-1", 6, state=State.PENDING, reason="等宁波市局，7月初", note="已催办。"
    )
    other = read(put("M1-1", "进展情况", "未到节点：等宁波市局。\n已催办。"), data=data)
    assert entry_of(other, "M1-1") == entry(
        "M1-1", 6, state=State.PENDING, reason="等通知", note="未到节点：等宁波市局。\n已催办。"
    )


@pytest.mark.parametrize("target_id", ["9-4", "C3-1"])
def test_that_the_reason_beside_a_figure_is_seen_and_may_be_edited_there(target_id: str) -> None:
    """Of a figure and of a count without a light; also where the hidden sheet is lost."""
    kept = entry(target_id, 6, increment="2", reason="申报批次推迟。", note="已催办。")
    data = made(content(kept))
    seen = str(by_key(opened(data)[TABLE])[target_id]["进展情况"].value)
    assert seen.endswith("说明：申报批次推迟。\n已催办。")
    assert entry_of(read(data=data), target_id) == kept
    reading = read(put(target_id, "进展情况", seen.replace("申报批次推迟", "改到7月，共2批")), data=data)
    assert not reading.refused
    assert entry_of(reading, target_id) == replace(kept, reason="改到7月，共2批")
    lost = entry_of(read(without_sheet(METADATA), data=data), target_id)
    assert lost is not None
    assert (lost.reason, lost.note) == ("申报批次推迟", "已催办。")


def test_that_a_paper_without_its_word_is_named_and_the_old_one_stays() -> None:
    reading = read(put("M8-3", "备注", "慈科合〔2025〕13号"))
    assert reasons(reading) == {
        f"{TABLE}!{place('M8-3', '备注')}": "“备注”由程序生成，“慈科合〔2025〕13号”未读入。"
        "依据仍为“慈科合〔2025〕12号，2025年6月10日”。文字请写在“进展情况”中，依据写成“依据：文号”。"
    }
    assert entry_of(reading, "M8-3") == entry(
        "M8-3", 6, stage="合同", proof="慈科合〔2025〕12号，2025年6月10日"
    )
    cleared = entry_of(read(put("M8-3", "备注", None)), "M8-3")
    assert cleared is not None
    assert cleared.proof == ""


def test_that_a_paper_changed_in_the_register_is_told_at_the_remarks() -> None:
    paper = entry("M8-3", 6, stage="合同", proof="慈科合〔2025〕8号")
    reading = read(Typed("M8-3", "6月", "慈科合〔2025〕9号", "依据"), data=made(content(paper)))
    found = entry_of(reading, "M8-3")
    assert found is not None
    assert found.proof == "慈科合〔2025〕9号"
    line = reading.changed[0].cell
    words = f"慈科合〔2025〕9号（依据随指标台账{line}改动，表中仍为慈科合〔2025〕8号）"
    assert [each[1:] for each in told(reading)] == [("慈科合〔2025〕8号", words)]


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """What is told of cells that are not refused: cell, what it says, what is read."""
    return [
        (each.cell, each.before, each.after)
        for each in reading.normalised
        if "仍为" not in each.after or each.sheet == TABLE
    ]


@pytest.mark.parametrize(
    ("head", "typed", "other", "stood", "after"),
    [
        ("本期完成", 25, "累计完成", "70", "75（累计完成随本期完成改为75，表中仍为70）"),
        ("累计完成", 73, "本期完成", "20", "23（本期完成随累计完成改为23，表中仍为20）"),
    ],
)
def test_that_the_number_beside_the_changed_one_is_told_where_it_no_longer_holds(
    head: str, typed: int, other: str, stood: str, after: str
) -> None:
    """50 up to May and 20 in June are 70; 25 make 75, and a total of 73 leaves 23."""
    reading = read(put("H-3", head, typed))
    assert reading.refused == ()
    assert told(reading) == [(place("H-3", other), stood, after)]


def test_that_a_formula_beside_the_changed_number_is_told_by_its_cached_value() -> None:
    data = handled(put("H-3", "本期完成", 25), put("H-3", "累计完成", "=50+20"))
    data = with_cached_values(data, {place("H-3", "累计完成"): "70"})
    words = "75（累计完成随本期完成改为75，表中仍为70）"
    assert (place("H-3", "累计完成"), "70", words) in told(read_workbook(data, PLAN))


def test_that_two_numbers_changed_together_leave_nothing_to_tell() -> None:
    """The row that cites the figure again need not be changed with them."""
    reading = read(put("H-3", "本期完成", 25), put("H-3", "累计完成", 75))
    assert (reading.refused, told(reading)) == ((), [])


def test_that_a_figure_changed_where_it_is_cited_again_is_told_at_all_its_cells() -> None:
    """H-3 has 20 and 70 as one of the main targets, and again as 8-2."""
    reading = read(put("8-2", "本期完成", 25))
    found = entry_of(reading, "H-3")
    assert found is not None
    assert found.increment == Decimal(25)
    line = f"{TABLE}{place('8-2', '本期完成')}"
    assert told(reading) == [
        (place("H-3", "本期完成"), "20", f"25（本期完成随{line}改为25，表中仍为20）"),
        (place("H-3", "累计完成"), "70", f"75（累计完成随{line}改为75，表中仍为70）"),
        (place("8-2", "累计完成"), "70", "75（累计完成随本期完成改为75，表中仍为70）"),
    ]


def test_that_a_state_in_the_register_is_told_where_the_table_still_has_the_number() -> None:
    reading = read(put_in_register("H-4", "当期数", 6, "待公布"))
    line = place("H-4", "6月", REGISTER, "当期数")
    words = f"待公布（累计完成随指标台账{line}改为待公布，表中仍为1070）"
    assert (place("H-4", "累计完成"), "1070", words) in told(reading)


def test_that_a_number_cleared_in_the_register_is_told_where_the_table_has_it_still() -> None:
    reading = read(put_in_register("H-4", "当期数", 6, None))
    line = place("H-4", "6月", REGISTER, "当期数")
    assert told(reading) == [
        (place("H-4", "累计完成"), "1070", f"空白（累计完成随指标台账{line}改为空白，表中仍为1070）")
    ]


def test_that_a_total_that_only_the_program_prints_may_agree_with_the_new_number() -> None:
    """Trainings: 2 in each of six months are 12; 3 in June make 13."""
    reading = read(put("C3-1", "本期完成", 3), put("C3-1", "累计完成", 13))
    assert (reading.refused, told(reading)) == ((), [])
    assert entry_of(reading, "C3-1") == entry("C3-1", 6, increment="3")


def test_that_a_total_that_does_not_follow_from_the_new_number_is_refused() -> None:
    reading = read(put("C3-1", "本期完成", 3), put("C3-1", "累计完成", 14))
    refused, beside = reading.refused
    assert (refused.cell, refused.is_ignored_edit) == (place("C3-1", "累计完成"), False)
    assert beside.reason.startswith(f"{place('C3-1', '本期完成')}的“3”因同一项有单元格不能读，一并未读入")
    assert refused.reason.endswith("不填“累计完成”，请填在“本期完成”。")
    assert "““" not in refused.reason
    assert entry_of(reading, "C3-1") is None


def test_that_emptied_cells_are_in_no_wrong_column() -> None:
    reading = read(put("C3-1", "本期完成", None), put("C3-1", "累计完成", None))
    assert reading.refused == ()
    assert entry_of(reading, "C3-1") is None


def test_that_a_paper_is_told_that_stays_beside_a_new_stage() -> None:
    """慈科合〔2025〕12号 is the paper of the contract; the next stage is none of it."""
    reading = read(put("M8-3", "累计完成", "中标公示"))
    assert entry_of(reading, "M8-3") == entry("M8-3", 6, stage="中标公示")
    remark = place("M8-3", "备注")
    assert told(reading) == [
        (
            remark,
            "慈科合〔2025〕12号，2025年6月10日",
            f"未沿用（{remark}的依据是“合同”阶段的，“中标公示”要另填依据）",
        )
    ]
    both = read(put("M8-3", "累计完成", "中标公示"), put("M8-3", "备注", "依据：公示〔2025〕1号"))
    assert entry_of(both, "M8-3") == entry("M8-3", 6, stage="中标公示", proof="公示〔2025〕1号")
    assert told(both) == []


def test_that_titles_of_sections_are_missed_by_nobody() -> None:
    def change(workbook: Opened) -> None:
        workbook[TABLE].delete_cols(columns(workbook[TABLE])["重点任务"])

    assert read(change).refused == ()


def test_that_a_target_that_was_retyped_is_told_and_its_record_taken() -> None:
    reading = read(put("H-3", "年度目标", "18次"), put("H-3", "本期完成", 22))
    (refused,) = reading.refused
    assert refused.is_ignored_edit
    assert entry_of(reading, "H-3") is not None


def test_that_a_copied_row_with_another_number_is_refused_with_both() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        for cell in by_key(table)["9-4"].values():
            table.cell(140, cell.column).value = cell.value
        table.cell(140, columns(table)["本期完成"]).value = 9

    words = "同一行有两份，“本期完成”一份是“2”，另一份是“9”，未读入。请核对进展情况表F140，只留一份。"
    assert of_record(read(change), "9-4") == [words]


def test_that_an_edited_copy_of_the_sheet_in_front_is_refused_where_it_differs() -> None:
    def change(workbook: Opened) -> None:
        copy = workbook.copy_worksheet(workbook[TABLE])
        copy.title = "进展情况表 (2)"
        workbook.move_sheet(copy, -10)
        cell_of(copy, "9-4", "本期完成").value = 9

    reading = read(change)
    assert "一份是“2”，另一份是“9”" in of_record(reading, "9-4")[0]
    assert "9-5" in reading.covered


def test_that_a_register_of_another_month_is_only_named() -> None:
    def change(workbook: Opened) -> None:
        register = workbook[REGISTER]
        register["A2"].value = register["A2"].value.replace("2025年6月　", "2025年7月　")
        cell_of(register, "H-3", "6月", "本月数").value = 99

    reading = read(change)
    (reason,) = (each.reason for each in reading.refused)
    assert reason == (
        "这张表的表头是“高新科2025年7月”，不是“高新科2025年6月”，未读入；"
        "以前月份的数和名单仍按导出时的内容读入。"
    )
    assert_untouched_records(reading)


def test_that_a_copy_of_another_unit_is_only_named() -> None:
    def change(workbook: Opened) -> None:
        copy = workbook.copy_worksheet(workbook[TABLE])
        copy.title = "合作科"
        copy["A2"].value = copy["A2"].value.replace("高新科", "合作科")
        cell_of(copy, "H-3", "累计完成").value = 99

    reading = read(change)
    assert [each.sheet for each in reading.refused] == ["合作科"]
    assert_untouched_records(reading)


def assert_untouched_records(reading: Reading) -> None:
    assert not reading.changed
    assert taken_in(reading).records == reported()


def test_that_heads_repeated_within_the_table_are_no_row() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        heads = [cell.value for cell in table[3]]
        assert heads[0] == "序号"
        table.insert_rows(20)
        for column, head in enumerate(heads, 1):
            table.cell(20, column).value = head

    assert not read(change).refused


def test_that_a_copy_of_another_month_is_only_named() -> None:
    def change(workbook: Opened) -> None:
        copy = workbook.copy_worksheet(workbook[TABLE])
        copy.title = "5月"
        copy["A2"].value = copy["A2"].value.replace("2025年6月", "2025年5月")
        cell_of(copy, "9-4", "本期完成").value = 9

    (refused,) = read(change).refused
    assert (refused.sheet, refused.is_ignored_edit) == ("5月", True)


def test_that_a_row_that_was_deleted_is_named_and_those_with_nothing_in_them_together() -> None:
    """8-2 only cites H-3, which has its row."""

    def change(workbook: Opened) -> None:
        for key in ("9-4", "9-3", "task:8", "8-2"):
            table = workbook[TABLE]
            table.delete_rows(by_key(table)[key][KEY_HEAD].row)

    reading = read(change)
    name = PLAN.target("9-4").name
    assert of_record(reading, "9-4") == [f"“{name}”这一行被删去了，未读入。不报的请清空单元格，不要删行。"]
    assert len(of_record(reading, "task:8")) == 1
    names = f"“新认定高新技术企业”、“{PLAN.target('9-3').name}”"
    (empty,) = (each.reason for each in reading.refused if each.is_ignored_edit)
    assert empty == (f"{names}这几行被删去了，未读入。不报的请清空单元格，不要删行。")
    assert len(reading.refused) == 3
    assert "H-3" in reading.covered


# Which column


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("本月完成", "本期完成"),
        ("6月完成", "本期完成"),
        ("6月份完成情况（家）", "本期完成"),
        ("截至6月底累计完成", "累计完成"),
        ("本期新增数", "本期完成"),
        ("累计", "累计完成"),
        ("本期完成（家）", "本期完成"),
        ("1—6月累计", "累计完成"),
        ("1-6月累计完成数（亿元）", "累计完成"),
        ("累计完成（上年同期）", ""),
        ("累计完成（万元）", ""),
        ("本期完成（含预计）", ""),
        ("上月完成", ""),
        ("去年同期累计", ""),
        ("年初以来累计完成", "累计完成"),
        ("工作进展", "进展情况"),
        ("完成情况", "进展情况"),
        ("存在的问题和困难", "存在问题"),
        ("下步工作打算", "下一步打算"),
        ("截止日期", "截至日期"),
        ("指标名称", "指标/事项"),
        ("年度目标值", "年度目标"),
        ("本单位累计", ""),
        ("复核意见", ""),
    ],
)
def test_that_other_words_for_a_head_are_known(words: str, head: str) -> None:
    assert head_meant(words) == head


def rename(head: str, words: str) -> object:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        table.cell(head_row(table), columns(table)[head]).value = words

    return change


def test_that_a_column_of_another_month_is_named_and_its_figures_are_not_believed() -> None:
    reading = read(put("H-3", "累计完成", 75), rename("累计完成", "1-5月累计"))  # type: ignore[arg-type]
    words = "表头“1-5月累计”不是2025年6月的，这一列未读入。请把表头改回原来的，或重新导出后填写。"
    beside = f"{place('H-3', '累计完成')}的“75”因同一项有单元格不能读，一并未读入；改好后一起接收。"
    left = f"{words}同一项的本期新增“20”也未读入。"
    assert of_record(reading, "H-3") == [left, words, beside]  # in the row that cites it again, too
    assert of_record(reading, "H-6") == [f"{words}同一项的公布累计数“22.5”也未读入。"]
    assert of_record(reading, "task:8") == []


def test_that_a_column_is_read_under_a_known_other_head() -> None:
    reading = read(put("9-4", "本期完成", 3), rename("本期完成", "本月完成数"))  # type: ignore[arg-type]
    assert reading.refused == ()
    assert entry_of(reading, "9-4") == entry("9-4", 6, increment="3")


def test_that_an_unknown_head_over_filled_cells_is_named_and_its_rows_are_refused() -> None:
    reading = read(put("9-4", "本期完成", 3), rename("本期完成", "本单位累计"))  # type: ignore[arg-type]
    named = [refused.reason for refused in reading.refused if refused.is_ignored_edit]
    assert named[0].startswith("没有“本期完成”这一列")
    assert named[1].startswith("“本单位累计”这一列不是表中原有的")
    assert named[1].endswith("如果就是“本期完成”，请改回原来的表头。")
    assert len(of_record(reading, "9-4")) == 1
    assert "H-4" in reading.covered


def test_that_what_stands_beside_and_below_the_table_is_named() -> None:
    def change(workbook: Opened) -> None:
        table = workbook[TABLE]
        table.cell(head_row(table) + 3, 25).value = "此行待核"
        table.cell(150, 1).value = "注：以上为快报数"

    reading = read(change)
    assert all(refused.is_ignored_edit for refused in reading.refused)
    assert [refused.cell for refused in reading.refused] == ["A150", "Y6"]
    assert taken_in(reading).records == reported()


# A state beside a figure


def test_that_a_state_beside_the_figure_that_stands_is_refused() -> None:
    reading = read(put("H-4", "状态", "待公布"))
    ((cell, reason),) = reasons(reading).items()
    assert cell == f"{TABLE}!{place('H-4', '状态')}"
    assert reason == (
        "状态写了“待公布”，“期末总量”却仍是“1070”，两样只能有一样。有数的请改回状态，没有数的请清空数字。"
    )


def test_that_a_figure_beside_the_state_that_stands_is_refused() -> None:
    ((cell, reason),) = reasons(read(put("H-1", "累计完成", 3.41))).items()
    assert cell == f"{TABLE}!{place('H-1', '累计完成')}"
    assert reason.startswith("“累计完成”是“3.41”，状态却是“待公布”，两样只能有一样。")
    both = reasons(read(put("8-3", "累计完成", 2), put("8-3", "状态", "待公布")))
    assert list(both) == [f"{TABLE}!{place('8-3', '累计完成')}"]


def test_that_a_figure_typed_over_the_state_in_the_register_takes_its_place() -> None:
    reading = read(put_in_register("H-1", "当期数", 6, 3.41))
    assert reading.refused == ()
    assert entry_of(reading, "H-1") == entry("H-1", 6, value="3.41")


def test_that_a_figure_takes_the_place_of_a_state_that_was_cleared() -> None:
    found = entry_of(read(put("H-1", "累计完成", 3.41), put("H-1", "状态", None)), "H-1")
    assert found is not None
    assert (found.state, found.value) == (None, Decimal("3.41"))


def test_that_a_state_may_stand_beside_a_figure_of_an_earlier_month() -> None:
    """累计完成 of H-2 still shows what May had; there is nothing of June."""
    data = made(content(entry("H-2", 6, state=State.NO_DATA, reason="未发布")))
    found = entry_of(read(put("H-2", "状态", "待公布"), data=data), "H-2")
    assert found is not None
    assert found.state is State.PENDING


def test_that_a_register_that_differs_from_the_table_is_named_without_the_hidden_sheet_as_well() -> None:
    reading = read(without_sheet(METADATA), put_in_register("12-1", "本月数", 6, 9))
    words = f"这一格是“9”，{TABLE}{place('12-1', '本期完成')}是“4”，未读入。请核对。"
    assert [each.reason for each in reading.refused if each.key == "12-1"] == [words]
    assert "12-1" in reading.covered


def test_that_a_state_beside_a_figure_is_refused_without_the_hidden_sheet_as_well() -> None:
    reading = read(put("H-4", "状态", "待公布"), without_sheet(METADATA))
    assert "两样只能有一样" in of_record(reading, "H-4")[0]


# Whose it is


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("填报单位：高新科", "填报单位：高新科（盖章）"),
        ("填报单位：高新科", "填报单位 : 高\u200b新科 "),
        ("数据所属期：2025年6月", "数据所属期：2025年06月"),
        ("数据所属期：2025年6月", "数据所属期：6月份"),
        ("数据所属期：2025年6月", "数据所属期:2025-06"),
        ("数据所属期：2025年6月", "数据所属期：2025年 6月"),
        ("　　数据所属期", " 数据所属期"),
    ],
)
@pytest.mark.parametrize("lost", [(), (METADATA, "口径说明", "指标台账")])
def test_that_the_line_above_the_heads_is_known_however_it_is_retyped(
    old: str, new: str, lost: tuple[str, ...]
) -> None:
    def change(workbook: Opened) -> None:
        cell = workbook[TABLE]["A2"]
        assert old in cell.value
        cell.value = cell.value.replace(old, new)

    stamp = read(without_sheet(*lost), change).stamp
    assert (stamp.unit_name, stamp.period.key) == ("高新科", "2025-06")


def test_that_two_readings_of_one_file_are_alike() -> None:
    assert read_workbook(made(), PLAN) == read_workbook(made(), PLAN)


def test_that_a_name_with_quotation_marks_has_inner_ones_where_it_is_quoted() -> None:
    """“诊断+提升” is counted; what is typed as its total is in the wrong column."""
    (refused,) = read(put("C7-1", "累计完成", 14)).refused
    assert refused.reason == "“‘诊断+提升’”不填“累计完成”，请填在“本期完成”。"
