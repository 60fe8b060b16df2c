"""What people type into a workbook: put right where it is clear, refused by cell where it is not."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from cixi_desktop.records.entries import Entry, State
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.workbook import read_workbook
from tests.support.sheets import Opened, cell_of
from tests.workbook.handled import (
    METADATA,
    REGISTER,
    TABLE,
    Change,
    Typed,
    entry_of,
    handled,
    place,
    put,
    put_in_register,
    put_shaped,
    read,
    reasons,
    repacked,
    text_of,
    with_cached_values,
    without_sheet,
)
from tests.workbook.june import PLAN, RECORD_COUNT, assessed, content, entry, made

WITHOUT_METADATA = without_sheet(METADATA)


@pytest.mark.parametrize(
    ("key", "head", "value", "field", "expected"),
    [
        ("H-3", "本期完成", 22, "increment", "22"),
        ("H-3", "累计完成", "７２家", "cumulative", "72"),
        ("8-2", "累计完成", "72 家", "cumulative", "72"),
        ("12-2", "累计完成", "1,200", "cumulative", "1200"),
        ("12-2", "累计完成", "１，２００人次", "cumulative", "1200"),
        ("12-2", "累计完成", "约700", "cumulative", "700"),
        ("12-2", "累计完成", "共700", "cumulative", "700"),
        ("12-2", "累计完成", "700左右", "cumulative", "700"),
        ("H-6", "累计完成", "23.6亿元", "cumulative", "23.6"),
        ("H-6", "累计完成", "23.60亿", "cumulative", "23.6"),
        ("H-2", "累计完成", "3.43%", "value", "3.43"),
        ("H-2", "累计完成", "3.43％", "value", "3.43"),
        ("H-2", "累计完成", "３．４３", "value", "3.43"),
        ("H-2", "累计完成", 3.43, "value", "3.43"),
        ("H-2", "累计完成", 0.0343, "value", "3.43"),
        ("H-5", "累计完成", 0.778, "value", "77.8"),
        ("7-3", "累计完成", "-0.5", "value", "-0.5"),
        ("H-4", "累计完成", " 1071 ", "value", "1071"),
        ("C3-1", "本期完成", "3场", "increment", "3"),
        ("M2-3", "累计完成", "7", "numerator", "7"),
    ],
)
def test_that_a_figure_is_read_as_people_write_it(
    key: str, head: str, value: object, field: str, expected: str
) -> None:
    reading = read(put(key, head, value))
    assert not reading.refused
    found = entry_of(reading, PLAN.target(key).id)
    assert found is not None
    assert getattr(found, field) == Decimal(expected)
    (changed,) = reading.changed
    assert (changed.sheet, changed.head, changed.after) == (TABLE, head, expected)


def test_that_a_percentage_is_read_by_its_format() -> None:
    reading = read(put_shaped(put("7-3", "累计完成", 0.0236), "0.00%"))
    found = entry_of(reading, "7-3")
    assert found is not None
    assert (found.value, found.cumulative, found.last_year) == (Decimal("2.36"), None, None)
    assert [(each.before, each.after) for each in reading.normalised if each.sheet == TABLE] == [
        ("2.36%", "2.36"),
        ("本年累计40.2、上年同期37.1", "未沿用（改填了2.36，表中仍有这两个数）"),
    ]


@pytest.mark.parametrize(
    ("emptied", "amounts"),
    [
        ([], [("本年累计40.2、上年同期37.1", "未沿用（改填了9.1，表中仍有这两个数）")]),
        (["上年同期"], [("本年累计40.2", "未沿用（改填了9.1，表中仍有这个数）")]),
        (["本年累计", "上年同期"], []),
    ],
)
def test_that_a_rate_typed_in_the_register_takes_the_place_of_the_amounts_that_stand_there(
    emptied: list[str], amounts: list[tuple[str, str]]
) -> None:
    """The table beside still shows 40.2 ÷ 37.1 − 1 = 8.36 %."""
    cleared = (put_in_register("7-3", measure, 6, None) for measure in emptied)
    reading = read(put_in_register("7-3", "增速", 6, 9.1), *cleared)
    assert not reading.refused
    assert entry_of(reading, "7-3") == entry("7-3", 6, value="9.1")
    told = [(each.before, each.after) for each in reading.normalised if each.sheet == REGISTER]
    assert told == amounts
    assert [each.before for each in reading.normalised if each.sheet == TABLE] == ["8.36"]


def test_that_a_share_without_its_sign_is_the_percentage_that_it_alone_can_be() -> None:
    """Nobody publishes an intensity of 0.0343 %; a fall by half a per cent is no fall by 50 %."""
    reading = read(put("H-2", "累计完成", 0.0343), put("7-3", "累计完成", -0.5))
    found = [entry_of(reading, key) for key in ("H-2", "7-3")]
    assert [each and each.value for each in found] == [Decimal("3.43"), Decimal("-0.5")]
    assert ("0.034", "3.43") in [(each.before, each.after) for each in reading.normalised]


def test_that_a_rate_emptied_above_its_amounts_is_refused_and_with_them_taken_out() -> None:
    """40.2 ÷ 37.1 − 1 is 8.36 %, which would come again."""
    reading = read(put("7-3", "累计完成", None))
    told = "“累计完成”清空了，指标台账的本年累计40.2、上年同期37.1却还在，仍得出8.36。"
    (refused,) = reading.refused
    assert (refused.cell, refused.reason.startswith(told)) == (place("7-3", "累计完成"), True)
    amounts = (put_in_register("7-3", measure, 6, None) for measure in ("本年累计", "上年同期"))
    reading = read(put("7-3", "累计完成", None), *amounts)
    assert (reading.refused, entry_of(reading, "7-3")) == ((), None)


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ([put("H-3", "本期完成", None), put("H-3", "累计完成", None)], ["20", "70"]),
        ([put("H-5", "累计完成", None)], ["77.9"]),
        ([put("C3-1", "本期完成", None), put("C3-1", "状态", "待公布")], ["2", "12"]),
        ([put("C3-1", "本期完成", 3)], ["2", "12"]),
        ([put("C3-1", "本期完成", 3), put_in_register("C3-1", "本月数", 6, 3)], ["12"]),
        ([put("C3-1", "本期完成", 2)], []),
    ],
)
def test_that_figures_changed_in_the_table_that_still_stand_in_the_register_are_told(
    changes: list[Change], left: list[str]
) -> None:
    reading = read(*changes)
    told = [each for each in reading.normalised if each.sheet == REGISTER]
    assert [each.before.split("、") for each in told] == ([left] if left else [])
    assert all(each.after.startswith("未读入（随进展情况表") for each in told)


def test_that_a_state_in_other_words_is_told_and_one_with_its_sign_is_not() -> None:
    reading = read(
        put("H-7", "累计完成", None), put("H-7", "状态", "暂未公布"), put("H-4", "状态", "◎ 待公布")
    )
    told = [(each.before, each.after) for each in reading.normalised if each.sheet == TABLE]
    assert ("暂未公布", "待公布") in told
    assert "◎ 待公布" not in [before for before, _ in told]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (put("H-3", "状态", "快好了"), ""),
        (put("H-5", "累计完成", "很高"), "同一项的截至日期“2025-05-31”也未读入。"),
        (
            put("M8-3", "累计完成", "签了"),
            "同一项的依据（文号、日期）“慈科合〔2025〕12号，2025年6月10日”也未读入。",
        ),
        (put("6-1", "本期完成", "若干"), "同一项的补充说明“原定活动推迟到7月。”也未读入。"),
        (put("7-1", "累计完成", 80), "同一项的已覆盖“600”、应覆盖“800”也未读入。"),
        (put("H-3", "累计完成", "几十"), ""),
        (put("12-3", "本期完成", "若干"), "同一项的台账2行也未读入。"),
    ],
)
def test_that_what_else_was_handed_out_of_a_record_that_stays_out_is_named(change: Change, left: str) -> None:
    (refused,) = read(change).refused
    assert refused.reason.partition("同一项的")[2] == left.partition("同一项的")[2]


def test_that_a_rate_follows_the_amount_that_was_changed_in_the_register() -> None:
    """41.2 ÷ 37.1 − 1 is 11.05 %."""
    reading = read(Typed("7-3", "6月", 41.2, "本年累计"))
    assert entry_of(reading, "7-3") == entry("7-3", 6, cumulative="41.2", last_year="37.1")
    told = [(each.before, each.after.partition("（")[0]) for each in reading.normalised]
    assert told == [("8.36", "11.05")]


def test_that_what_was_put_right_is_told_with_its_cell() -> None:
    reading = read(put("H-4", "累计完成", "１，２００家"), put("H-2", "累计完成", "3.43％"))
    told = {(each.cell, each.before, each.after) for each in reading.normalised if each.sheet == TABLE}
    assert told == {
        (place("H-4", "累计完成"), "１，２００家", "1200"),
        (place("H-2", "累计完成"), "3.43％", "3.43"),
    }


def test_that_the_same_number_written_otherwise_is_no_change() -> None:
    reading = read(put("12-2", "累计完成", "660.0人次"))
    assert reading.changed == ()
    assert [(each.cell, each.after) for each in reading.normalised] == [(place("12-2", "累计完成"), "660")]


@pytest.mark.parametrize(
    ("key", "head", "value", "reason"),
    [
        ("H-3", "累计完成", "70万元", "“70万元”不是数字。"),
        ("H-3", "累计完成", "超70", "“超70”不是准确数。"),
        ("H-3", "累计完成", "几十", "“几十”不是数字。"),
        ("H-3", "累计完成", "㊀", "“㊀”不是数字。"),
        ("12-1", "本期完成", "②", "“②”不是数字。"),
        ("H-3", "累计完成", 70.5, "“累计”应是整数，现为70.5。"),
        ("H-3", "累计完成", -3, "“累计”不能填负数。"),
        ("H-3", "累计完成", 40, "累计40家小于上期累计50家。"),
        ("H-5", "累计完成", 780, "比重780%超过100%。"),
        ("7-3", "累计完成", 0.0236, "“0.0236”是0.0236%还是2.36%？"),
        ("7-3", "累计完成", 0.1, "“0.1”是0.1%还是10%？"),
        ("7-3", "累计完成", 0.09, "“0.09”是0.09%还是9%？"),
        ("7-3", "累计完成", "0.09", "“0.09”是0.09%还是9%？"),
        ("H-5", "累计完成", 0.8, "“0.8”是0.8%还是80%？"),
        ("H-6", "本期完成", 9, "“高新技术产业投资额”不填“本期完成”，请填在“累计完成”。"),
        ("7-1", "累计完成", 80, "不填“累计完成”，请填在“分子”、“分母”。"),
        ("M8-2", "累计完成", "印发了", "“印发了”不是“所处阶段”的选项。"),
        ("H-1", "状态", "滞后", "“状态”列的亮灯由程序判定，改为“滞后”未采用。"),
        ("H-3", "累计完成", "#REF!", "单元格是错误值#REF!。"),
        ("H-3", "累计完成", "=SUM(F8:F9)", "单元格是公式=SUM(F8:F9)，没有计算结果。"),
    ],
)
def test_that_what_cannot_be_read_is_refused_with_its_cell(
    key: str, head: str, value: object, reason: str
) -> None:
    reading = read(put(key, head, value))
    ((cell, found),) = reasons(reading).items()
    assert cell == f"{TABLE}!{place(key, head)}"
    assert reason in found
    assert PLAN.target(key).id not in reading.covered
    assert len(reading.covered) == RECORD_COUNT - 1


@pytest.mark.parametrize(
    ("key", "word", "told"),
    [
        ("H-3", "快好了", "“快好了”不是状态，未读入。推进情况请写在“进展情况”中，没有数的请从"),
        ("H-3", "正常推进", "“正常推进”不是状态，未读入。"),
        ("M8-2", "已开展", "“已开展”不是状态，未读入。"),
        ("M8-2", "备案公开", "“备案公开”是阶段，不是状态，未读入。请填在“累计完成”中。"),
        ("H-7", "已入围", "“已入围”是阶段，不是状态，未读入。请填在“累计完成”中。"),
    ],
)
def test_that_a_word_that_is_no_state_is_named_and_keeps_nothing_else_out(
    key: str, word: str, told: str
) -> None:
    reading = read(put(key, "状态", word))
    ((cell, found),) = reasons(reading).items()
    assert cell == f"{TABLE}!{place(key, '状态')}"
    assert told in found
    assert entry_of(reading, key) == entry_of(read(), key)
    assert len(reading.covered) == RECORD_COUNT


def test_that_a_word_in_place_of_a_state_is_asked_about() -> None:
    reading = read(put("H-1", "状态", "推进中"))
    assert "“推进中”不是状态" in reasons(reading)[f"{TABLE}!{place('H-1', '状态')}"]
    assert "H-1" not in reading.covered


@pytest.mark.parametrize(("text", "day"), [("2025-06-30", date(2025, 6, 30)), (None, None)])
def test_that_a_day_is_put_back_to_the_end_of_the_month(text: str | None, day: date | None) -> None:
    reading = read(put_in_register("H-5", "截至日期", 6, text))
    found = entry_of(reading, "H-5")
    assert found is not None
    assert (found.value, found.as_of) == (Decimal("77.9"), day)
    assert [(each.before, each.after) for each in reading.changed] == [("2025-05-31", text or "")]


def test_that_everything_wrong_is_told_at_once_and_the_rest_is_read() -> None:
    reading = read(put("H-3", "累计完成", "许多"), put("H-2", "累计完成", "不详"), put("12-1", "本期完成", 5))
    assert set(reasons(reading)) == {f"{TABLE}!{place(key, '累计完成')}" for key in ("H-3", "H-2")}
    assert entry_of(reading, "12-1") == entry("12-1", 6, increment="5")
    assert entry_of(reading, "H-4") == entry("H-4", 6, value="1070")


def test_that_a_formula_is_read_by_the_value_it_was_calculated_to() -> None:
    data = with_cached_values(
        handled(put("H-3", "累计完成", "=50+22"), put("H-3", "本期完成", 22)),
        {place("H-3", "累计完成"): "72"},
    )
    reading = read_workbook(data, PLAN)
    found = entry_of(reading, "H-3")
    assert found is not None
    assert found.cumulative == Decimal(72)
    assert [(each.cell, each.before, each.after) for each in reading.normalised if each.sheet == TABLE] == [
        (place("H-3", "累计完成"), "=50+22", "72")
    ]


def test_that_a_formula_with_endless_decimals_is_what_it_shows() -> None:
    change = put_shaped(put("8-1", "本期完成", "=10/3"), "0")
    data = with_cached_values(handled(change), {place("8-1", "本期完成"): "3.33333333333333"})
    reading = read_workbook(data, PLAN)
    found = entry_of(reading, "8-1")
    assert found is not None
    assert found.increment == Decimal(3)
    assert [(each.before, each.after) for each in reading.normalised if each.before[0] == "="] == [
        ("=10/3（显示3）", "3")
    ]


def test_that_a_paper_is_named_where_none_is_asked_for() -> None:
    reading = read(put("8-3", "备注", "依据：甬科〔2025〕3号"))
    (told,) = [each for each in reading.refused if each.cell == place("8-3", "备注")]
    assert (told.reason, told.is_ignored_edit) == ("这一项不填依据，“甬科〔2025〕3号”未读入。", True)


def test_that_increment_and_total_changed_together_must_agree() -> None:
    agreeing = read(put("H-3", "本期完成", 22), put("H-3", "累计完成", 72))
    found = entry_of(agreeing, "H-3")
    assert found is not None
    assert (found.increment, found.cumulative) == (None, Decimal(72))
    ((_, reason),) = reasons(read(put("H-3", "本期完成", 22), put("H-3", "累计完成", 75))).items()
    assert "本期22与累计75不一致。" in reason


def test_that_a_figure_cited_twice_must_be_the_same_at_both_places() -> None:
    alike = read(put("H-3", "累计完成", 72), put("8-2", "累计完成", "72家"))
    assert not alike.refused
    apart = read(put("H-3", "累计完成", 72), put("8-2", "累计完成", 73))
    assert reasons(apart) == {
        f"{TABLE}!{place('8-2', '累计完成')}": f"同一项在进展情况表{place('H-3', '累计完成')}是“72”，"
        "在这里是“73”，不一致。请核对后只保留一个。"
    }


def test_that_a_place_that_was_emptied_is_told_as_empty() -> None:
    apart = read(put("H-3", "累计完成", 72), put("8-2", "累计完成", None))
    told = f"同一项在进展情况表{place('H-3', '累计完成')}是“72”，在这里是空的，不一致。请核对后只保留一个。"
    assert reasons(apart)[f"{TABLE}!{place('8-2', '累计完成')}"] == told


def test_that_clearing_one_of_two_figures_keeps_the_other() -> None:
    reading = read(put("H-3", "本期完成", None))
    found = entry_of(reading, "H-3")
    assert found is not None
    assert found.cumulative == Decimal(70)
    assert [(each.before, each.after) for each in reading.changed] == [("20", "")]
    assert entry_of(read(put("H-3", "本期完成", None), put("H-3", "累计完成", None)), "H-3") is None


@pytest.mark.parametrize("word", ["待公布", "◎ 待公布", "◎待公布", " 待公布 "])
def test_that_a_state_takes_the_place_of_the_figure(word: str) -> None:
    found = entry_of(read(put("H-4", "状态", word), put("H-4", "累计完成", None)), "H-4")
    assert found == entry("H-4", 6, state=State.PENDING)


def test_that_the_symbol_of_a_light_may_be_lost() -> None:
    assert read(put("H-4", "状态", "达序时")).changed == ()


def test_that_a_stage_and_its_paper_are_read() -> None:
    reading = read(put("M8-2", "累计完成", " 印 发 "), put("M8-2", "备注", "依据：慈科〔2025〕9号"))
    assert entry_of(reading, "M8-2") == entry("M8-2", 6, stage="印发", proof="慈科〔2025〕9号")
    assert read(put("M8-3", "备注", "依据:慈科合〔2025〕12号,2025年6月10日")).changed == ()
    kept = read(put("M8-3", "备注", "依据:慈科合〔2025〕13号"))
    assert entry_of(kept, "M8-3") == entry("M8-3", 6, stage="合同", proof="慈科合〔2025〕13号")


def test_that_own_words_under_the_programs_sentence_are_read_without_it() -> None:
    def add(workbook: Opened) -> None:
        cell_of(workbook[TABLE], "H-3", "进展情况").value += "\n第二批25家已公示。𠮷"

    found = entry_of(read(add), "H-3")
    assert found == entry("H-3", 6, increment="20", note="第二批25家已公示。𠮷")


def test_that_the_programs_sentence_is_known_when_its_figure_was_retyped() -> None:
    sentence = "截至6月底，新增高新技术企业72家，完成年度目标的60.0%，快于序时进度10.0个百分点。"
    words = f"{sentence}还差48家，后6个月月均需完成8家。\n另有3家待公示。"
    reading = read(put("H-3", "累计完成", 72), put("H-3", "进展情况", words))
    assert reading.refused == ()
    found = entry_of(reading, "H-3")
    assert found is not None
    assert (found.cumulative, found.note) == (Decimal(72), "另有3家待公示。")


def test_that_a_sentence_left_as_it_was_is_not_named_beside_a_retyped_figure() -> None:
    """It tells of 70 firms still; nobody changed it."""

    def add(workbook: Opened) -> None:
        cell_of(workbook[TABLE], "H-3", "进展情况").value += "\n另有3家待公示。"

    reading = read(put("H-3", "累计完成", 72), add)
    assert reading.refused == ()
    found = entry_of(reading, "H-3")
    assert found is not None
    assert (found.cumulative, found.note) == (Decimal(72), "另有3家待公示。")


def test_that_the_programs_sentence_is_named_where_people_changed_it_alone() -> None:
    """70 firms are on record; the 75 of the sentence are nowhere."""
    sentence = "截至6月底，新增高新技术企业75家，完成年度目标的62.5%。"
    reading = read(put("H-3", "进展情况", f"{sentence}\n另有3家待公示。"))
    assert entry_of(reading, "H-3") == entry("H-3", 6, increment="20", note="另有3家待公示。")
    (refused,) = reading.refused
    assert (refused.cell, refused.is_ignored_edit) == (place("H-3", "进展情况"), True)
    assert refused.reason == (
        f"“{sentence}”是程序按数据写的句子，改动未读入。数字有误的请改数字，要补充的请另起一行写。"
    )


def test_that_a_sentence_between_the_programs_is_taken() -> None:
    def add(workbook: Opened) -> None:
        cell = cell_of(workbook[TABLE], "H-3", "进展情况")
        cell.value = str(cell.value).replace("。还差", "。第二批已公示。还差")

    reading = read(add)
    assert reading.refused == ()
    assert entry_of(reading, "H-3") == entry("H-3", 6, increment="20", note="第二批已公示。")


def test_that_a_text_hidden_by_a_merge_is_refused_and_the_cell_that_is_left_told() -> None:
    def merge(workbook: Opened) -> None:
        first, last = (cell_of(workbook[TABLE], key, "进展情况") for key in ("task:1", "D1-1"))
        first.value = "召开党员大会1次。"
        workbook[TABLE].merge_cells(f"{first.coordinate}:{last.coordinate}")

    reading = read(merge)
    note = place("D1-1", "进展情况")
    assert reasons(reading) == {
        f"{TABLE}!{note}": "该单元格已被合并，原有内容“召开局党组会3次。”不可见。请取消合并后重新填写。"
    }
    first, below = place("task:1", "进展情况"), place("M1-1", "进展情况")
    assert [(each.cell, each.before, each.after) for each in reading.normalised] == [
        (
            first,
            f"{first}:{note}合并",
            f"只作这一行的“进展情况”（{below}至{note}各行按未填写读入，请核对）",
        )
    ]


def test_that_words_in_place_of_the_programs_are_kept_whole() -> None:
    found = entry_of(read(put("H-3", "进展情况", "详见附件。")), "H-3")
    assert found is not None
    assert found.note == "详见附件。"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("无", "无"), ("无。", "无。"), ("暂无", "暂无"), ("—", ""), ("经费不足。", "经费不足。")],
)
def test_that_problems_are_kept_as_they_are_seen_and_a_stroke_is_none(typed: str, kept: str) -> None:
    found = text_of(read(put("task:8", "存在问题", typed)), "8")
    assert found is not None
    assert found.problems == kept


def test_that_no_problems_are_kept_where_the_program_left_a_blank() -> None:
    found = text_of(read(put("task:3", "存在问题", "无")), "3")
    assert found is not None
    assert found.problems == "无"


def test_that_a_tasks_text_with_line_breaks_is_read() -> None:
    found = text_of(read(put("task:3", "下一步打算", "一是\r\n二是_x000D_\n")), "3")
    assert found is not None
    assert found.next_steps == "一是\n二是"


@pytest.mark.parametrize(("key", "head"), [("H-3", "累计完成"), ("H-4", "本期完成")])
def test_that_a_figure_shown_for_two_rows_or_two_columns_is_not_taken_for_one(key: str, head: str) -> None:
    def merge(workbook: Opened) -> None:
        workbook[TABLE].merge_cells(f"{place('H-3', '本期完成')}:{place(key, head)}")
        workbook[TABLE][place("H-3", "本期完成")] = 75

    words = "该单元格与别的填报栏合并，无法判断属于哪一栏。请取消合并后重新填写。"
    assert words in reasons(read(merge))[f"{TABLE}!{place('H-3', '本期完成')}"]


def test_that_what_a_merge_keeps_but_hides_is_not_believed() -> None:
    def keep(name: str, part: bytes) -> bytes:
        area = f"{place('H-3', '累计完成')}:{place('H-4', '累计完成')}"
        merges = f'<mergeCells><mergeCell ref="{area}"/>'.encode()
        return re.sub(rb"<mergeCells[^>]*>", merges, part) if name.endswith("sheet1.xml") else part

    data = repacked(handled(put("H-4", "累计完成", 1075)), keep)
    refused = reasons(read_workbook(data, PLAN))[f"{TABLE}!{place('H-4', '累计完成')}"]
    assert refused.startswith("该单元格已被合并，原有内容“1075”不可见。")


def test_that_cells_covered_by_a_merge_are_named_where_something_is_lost() -> None:
    def merge(workbook: Opened) -> None:
        for key, below, head in (("H-3", "H-4", "累计完成"), ("task:8", "8-1", "存在问题")):
            workbook[TABLE].merge_cells(f"{place(key, head)}:{place(below, head)}")

    reading = read(merge)
    assert list(reasons(reading)) == [f"{TABLE}!{place('H-4', '累计完成')}"]
    assert "该单元格已被合并，原有内容“1070”不可见。" in reading.refused[0].reason


@pytest.mark.parametrize(
    ("change", "target", "expected"),
    [
        (put_in_register("7-1", "已覆盖", 6, "610家"), "7-1", {"numerator": "610", "denominator": "800"}),
        (put_in_register("7-1", "应覆盖", 6, 810), "7-1", {"numerator": "600", "denominator": "810"}),
        (put_in_register("7-3", "上年同期", 6, "37.2"), "7-3", {"cumulative": "40.2", "last_year": "37.2"}),
        (put_in_register("H-3", "本月数", 6, 21), "H-3", {"increment": "21"}),
        (
            put_in_register("H-4", "截至日期", 6, "2025年6月25日"),
            "H-4",
            {"value": "1070", "as_of": date(2025, 6, 25)},
        ),
        (
            put_shaped(put_in_register("H-4", "截至日期", 6, date(2025, 6, 24)), "yyyy-mm-dd"),
            "H-4",
            {"value": "1070", "as_of": date(2025, 6, 24)},
        ),
        (put_in_register("H-4", "当期数", 6, "待公布"), "H-4", {"state": State.PENDING}),
        (put_in_register("H-4", "截至日期", 6, None), "H-4", {"value": "1070"}),
    ],
)
def test_that_the_register_is_read_as_well(change: Change, target: str, expected: dict[str, object]) -> None:
    reading = read(change)
    assert not reading.refused
    assert entry_of(reading, target) == entry(target, 6, **expected)


def test_that_the_register_and_the_table_must_agree() -> None:
    reading = read(put("H-3", "累计完成", 72), put_in_register("H-3", "累计数", 6, 73))
    assert list(reasons(reading)) == [f"{REGISTER}!{place('H-3', '6月', REGISTER, '累计数')}"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            put_in_register("H-3", "本月数", 5, 16),
            "以前月份填报有误的，请在5月的表中更正。不影响6月的数。",
        ),
        (
            put_in_register("H-3", "累计数", 9, 90),
            "9月还没有到，未读入。到时请填在9月的表中。不影响6月的数。",
        ),
        (put_in_register("6-2", "本月数", 5, 1), "请在5月的表中更正。"),
        (put_in_register("7-1", "覆盖率", 6, 90), "“覆盖率”由程序算出"),
        (put_in_register("7-1", "已覆盖", 6, "九成"), "“九成”不是数字。"),
        (put_in_register("H-4", "截至日期", 6, "6月中旬"), "“6月中旬”不是日期。"),
        (put_in_register("H-4", "截至日期", 6, "2025-07-02"), "截至日期2025年7月2日晚于本期末。"),
    ],
)
def test_that_what_the_register_cannot_change_is_refused(change: Change, reason: str) -> None:
    ((cell, found),) = reasons(read(change)).items()
    assert cell.startswith(REGISTER)
    assert reason in found


@pytest.mark.parametrize("month", [5, 8])
def test_that_another_months_cell_leaves_the_months_own_figure_to_be_taken(month: int) -> None:
    """June's 20 stand as they were written; where they moved into August's column, nothing is taken."""
    foreign = put_in_register("H-3", "本月数", month, 16)
    reading = read(foreign)
    assert ("H-3" in reading.covered, entry_of(reading, "H-3")) == (True, entry("H-3", 6, increment="20"))
    moved = read(foreign, put_in_register("H-3", "本月数", 6, None))
    assert "H-3" not in moved.covered
    assert [each.is_ignored_edit for each in reading.refused] == [True]
    assert not any(each.is_ignored_edit for each in moved.refused)


def test_that_a_share_that_was_worked_out_is_held_to_as_many_decimals_as_are_written() -> None:
    """Other versions of the program may print one decimal more, or less."""
    shares = {3: 37.52, 4: 50.4}
    reading = read(*(put_in_register("7-1", "覆盖率", month, share) for month, share in shares.items()))
    assert [each.cell for each in reading.refused] == [place("7-1", "4月", REGISTER, "覆盖率")]


def test_that_without_the_hidden_sheet_the_figures_shown_are_read() -> None:
    reading = read(WITHOUT_METADATA)
    stamp = reading.stamp
    assert (stamp.is_whole, stamp.unit_name, stamp.period.key) == (False, "高新科", "2025-06")
    assert (stamp.revision, stamp.plan_version) == (3, "1")
    assert stamp.check_code == check_code(assessed(content()))
    assert [(refused.key, refused.is_ignored_edit) for refused in reading.refused] == [
        ("12-3", True),
        ("", True),
    ]
    assert "名单未读入" in reading.refused[0].reason
    expected: list[Entry] = [
        entry("H-3", 6, cumulative="70"),
        entry("12-2", 6, cumulative="660"),
        entry("7-1", 6, numerator="600", denominator="800"),
        entry("C3-1", 6, increment="2"),
        entry("M2-3", 6, numerator="6", denominator="12"),
        entry("H-1", 6, state=State.PENDING, reason="统计部门次年公布"),
        entry("H-2", 6, value="3.425", is_estimate=True),
        entry("H-4", 6, value="1070"),
        entry("H-5", 6, value="77.9", as_of=date(2025, 5, 31)),
        entry("H-6", 6, cumulative="22.5"),
        entry("H-7", 6, stage="入围", proof="省科技厅公示"),
        entry("7-3", 6, cumulative="40.2", last_year="37.1"),
        entry("6-1", 6, cumulative="1", note="原定活动推迟到7月。"),
        entry("D1-1", 6, note="召开局党组会3次。"),
        entry("M8-3", 6, stage="合同", proof="慈科合〔2025〕12号，2025-06-10"),
        entry("M4-8", 6, state=State.NOT_DUE, reason="合同年底到期"),
    ]
    assert [entry_of(reading, each.target_id) for each in expected] == expected
    text = text_of(reading, "8")
    assert text is not None
    assert (text.problems, text.next_steps) == ("部分镇申报偏慢。", "组织第二批申报。")
    assert {text.problems for text in reading.narratives} <= {"部分镇申报偏慢。", "无", ""}


def test_that_without_the_hidden_sheet_what_people_typed_is_still_looked_at() -> None:
    reading = read(WITHOUT_METADATA, put("H-3", "累计完成", "很多"), put("H-5", "累计完成", "78%"))
    assert [refused.cell for refused in reading.refused if not refused.is_ignored_edit] == [
        place("H-3", "累计完成"),
        place("H-3", "本期完成"),  # stays out with it
    ]
    found = entry_of(reading, "H-5")
    assert found is not None
    assert found.value == Decimal(78)


def test_that_a_row_missing_without_the_hidden_sheet_is_not_spoken_of() -> None:
    def take_out(workbook: Opened) -> None:
        for key in ("8-2", "H-3"):
            workbook[TABLE].delete_rows(cell_of(workbook[TABLE], key, "序号").row)

    reading = read(WITHOUT_METADATA, take_out)
    assert "H-3" not in reading.covered


def test_that_an_edited_record_is_otherwise_as_it_was() -> None:
    found = entry_of(read(put("H-2", "累计完成", 3.43)), "H-2")
    assert found == replace(entry("H-2", 6, value="3.43"), is_estimate=True)
    assert made() == made()
