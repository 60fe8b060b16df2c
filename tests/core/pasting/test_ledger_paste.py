from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from cixi_desktop.pasting.blocks import BlockColumns, PastePlan, parse_block
from cixi_desktop.pasting.ledger_paste import list_columns, plan_list
from cixi_desktop.periods import month
from cixi_desktop.records.ledgers import LedgerRow
from tests.support.figures import count
from tests.support.ledgers import EVENTS, FIRMS, VISITS, row

FIRM_COUNT = replace(count("120"), ledger=FIRMS)
EVENT_COUNT = replace(count("5", unit="次"), ledger=EVENTS)
VISIT_COUNT = replace(count("1200", unit="人次"), ledger=VISITS)
BLANK = LedgerRow(id="", target_id="X-1", unit_id="0", period=month(2025, 6), name="")
LIST = """序号\t企业名称\t所属镇街道\t认定时间\t证书编号\t备注
1\t慈溪甲科技有限公司\t浒山街道\t2025/6/18\tGR202533100001\t首次
2\t慈溪乙科技有限公司\t周巷镇\t45658\tGR202533100002\t
"""


def pasted(text: str, target: object = FIRM_COUNT) -> PastePlan[LedgerRow]:
    assert target in {FIRM_COUNT, EVENT_COUNT, VISIT_COUNT}
    figure = next(each for each in (FIRM_COUNT, EVENT_COUNT, VISIT_COUNT) if each == target)
    block = parse_block(text)
    return plan_list(figure, block, list_columns(figure, block, 2025), BLANK)


def test_that_a_list_with_heads_is_read_by_them() -> None:
    block = parse_block(LIST)
    assert list_columns(FIRM_COUNT, block, 2025) == BlockColumns(
        ("", "name", "place", "day", "code", "note"), above=1
    )
    first, second = pasted(LIST).accepted
    assert first == replace(
        BLANK,
        name="慈溪甲科技有限公司",
        place="浒山街道",
        day=date(2025, 6, 18),
        code="GR202533100001",
        note="首次",
    )
    assert (second.day, second.period) == (date(2025, 1, 1), month(2025, 1))


def test_that_a_list_without_heads_is_read_by_what_stands_in_it() -> None:
    text = "1\t甲公司\t浒山街道\t6月18日\tGR202533100001\t首次\n2\t乙公司\t周巷镇\t6.19\tGR202533100002\t"
    block = parse_block(text)
    assert list_columns(FIRM_COUNT, block, 2025) == BlockColumns(
        ("", "name", "place", "day", "code", "note"), above=0
    )
    assert [found.day for found in pasted(text).accepted] == [date(2025, 6, 18), date(2025, 6, 19)]


def test_that_a_column_of_names_alone_is_a_list() -> None:
    found = pasted("慈溪甲公司\n\n慈溪乙公司\n")
    assert [each.name for each in found.accepted] == ["慈溪甲公司", "慈溪乙公司"]
    assert {each.period for each in found.accepted} == {month(2025, 6)}
    assert found.beyond == ()


def test_that_numbers_and_words_beyond_the_list_s_columns_are_left_out() -> None:
    block = parse_block("千企行\t35\t慈溪\t两家\n百校行\t40\t宁波\t三家")
    assert list_columns(EVENT_COUNT, block, 2025).fields == ("name", "number", "place", "")


def test_that_a_column_that_is_claimed_twice_is_taken_once() -> None:
    block = parse_block("企业名称\t公司\t月份\t无关\n甲\t乙\t6月\t丙\t丁")
    assert list_columns(FIRM_COUNT, block, 2025).fields == ("name", "", "period", "", "")


@pytest.mark.parametrize(
    "first", ["企业活动\t2025-06-18", "项目公司\t12", "甲公司\t浒山街道", "名称\t甲\t乙"]
)
def test_that_a_first_row_that_is_mostly_data_is_no_head(first: str) -> None:
    assert not list_columns(FIRM_COUNT, parse_block(first), 2025).above


def test_that_the_month_of_its_own_column_has_the_last_word() -> None:
    (found,) = pasted("名称\t月份\t日期\n甲\t6月\t2025-05-30").accepted
    assert (found.period, found.day) == (month(2025, 6), date(2025, 5, 30))


def test_that_what_cannot_be_read_is_named_with_its_reason() -> None:
    text = "企业名称\t认定日期\n甲\t2025-06-18\n\t2025-06-18\n乙\t六月\n丙\t2024-12-01"
    found = pasted(text)
    assert [each.name for each in found.accepted] == ["甲"]
    assert found.beyond[:2] == (
        "第3行“2025-06-18”：“企业名称”不能为空。请填写名称，或者删除这一行。",
        "第4行“乙　六月”：“六月”不是日期。请写成2025-06-25。",
    )
    assert found.beyond[2].startswith("第5行“丙　2024-12-01”：日期2024-12-01不在2025年。")


def test_that_a_row_of_a_sum_without_a_number_is_refused() -> None:
    found = pasted("参观团队\t人次\n甲小学\t120人次\n散客\t", VISIT_COUNT)
    assert [f"{each.name}{each.number}" for each in found.accepted] == ["甲小学120"]
    assert found.beyond[0] == "第3行“散客”：“人次”不能为空。这份台账按它求和。"


def test_that_a_column_can_be_taken_for_another_one() -> None:
    block = parse_block("甲\t乙")
    found = plan_list(FIRM_COUNT, block, BlockColumns(("place", "name"), above=0), BLANK)
    assert found.accepted == (replace(BLANK, name="乙", place="甲"),)


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_that_nothing_pasted_is_nothing_read(text: str) -> None:
    assert pasted(text) == PastePlan()


def test_that_a_row_is_what_it_was_in_another_list() -> None:
    assert row("甲").name == pasted("甲").accepted[0].name


def test_that_half_of_a_double_head_is_enough() -> None:
    platforms = replace(
        FIRM_COUNT, ledger=replace(FIRMS, labels=(("name", "平台名称"), ("note", "级别、备注")))
    )
    assert list_columns(platforms, parse_block("平台名称\t级别\n甲中心\t省级"), 2025).fields == (
        "name",
        "note",
    )


def test_that_titles_heads_of_two_lines_totals_and_remarks_are_no_rows_and_told() -> None:
    text = """2025年新认定高新技术企业名单
填报单位：高新科\t\t\t\t\t单位：家
序号\t企业名称\t所属镇街道\t认定\t\t备注
\t\t\t日期\t证书编号\t
1\t慈溪甲科技有限公司\t浒山街道\t2025/6/18\tGR202533100001\t首次
小计\t\t\t\t\t1家
序号\t企业名称\t所属镇街道\t认定\t\t备注
2\t慈溪乙科技有限公司\t周巷镇\t2025/6/19\tGR202533100002\t
3\t合计算科技有限公司\t周巷镇\t2025/6/20\tGR202533100003\t
合　计\t\t\t\t\t3家
注：名单以省公布为准
填表人：张三\t\t审核人：李四\t\t\t2025年6月25日"""
    found = pasted(text)
    names = ["慈溪甲科技有限公司", "慈溪乙科技有限公司", "合计算科技有限公司"]
    assert [each.name for each in found.accepted] == names
    assert found.accepted[0].code == "GR202533100001"
    assert [line.partition("：是")[2] for line in found.beyond] == [
        "标题或表头，没有导入。",
        "标题或表头，没有导入。",
        "标题或表头，没有导入。",
        "合计，没有导入。",
        "标题或表头，没有导入。",
        "合计，没有导入。",
        "备注或落款，没有导入。",
        "备注或落款，没有导入。",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "本月合计",
        "1-6月合计：2",
        "上半年累计",
        "全年共计（家）",
        "平均",
        "人均",
        "共2家",
        "家数：2",
        "累　计",
    ],
)
def test_that_whatever_adds_up_a_list_is_no_row_of_it(words: str) -> None:
    found = pasted(f"序号\t企业名称\n1\t慈溪甲科技有限公司\n\t{words}\t2")
    assert [each.name for each in found.accepted] == ["慈溪甲科技有限公司"]
    assert found.beyond[0].endswith("：是合计，没有导入。")


def test_that_a_stroke_in_a_list_is_a_blank_cell() -> None:
    found = pasted("序号\t企业名称\t认定日期\t所属镇街\n1\t慈溪甲科技有限公司\t/\t—")
    assert (found.accepted[0].day, found.accepted[0].place) == (None, "")


def test_that_the_total_of_a_summed_list_is_not_added_to_it() -> None:
    found = pasted(
        "2025年参观情况\n参观团队\t人次\n\t（人次）\n甲小学\t120\n乙中学\t80\n合计\t200", VISIT_COUNT
    )
    assert [f"{each.name}{each.number}" for each in found.accepted] == ["甲小学120", "乙中学80"]


def test_that_a_month_of_another_year_is_refused_by_its_row() -> None:
    found = pasted("企业名称\t月份\n甲\t2024年12月\n乙\t2025年5月")
    assert [(each.name, each.period) for each in found.accepted] == [("乙", month(2025, 5))]
    assert found.beyond[0].startswith("第2行“甲　2024年12月”：“2024年12月”不在2025年。")


def test_that_a_code_that_became_a_power_of_ten_is_refused() -> None:
    found = pasted("企业名称\t证书编号\n甲\t9.13303E+17")
    assert found.accepted == ()
    assert "“9.13303E+17”是被当成数字的长编号" in found.beyond[0]


def test_that_a_picture_in_a_cell_is_refused_and_not_taken_for_its_formula() -> None:
    found = pasted('企业名称\t备注\n慈溪甲科技有限公司\t\n慈溪乙科技有限公司\t=DISPIMG("ID_1A2B",1)')
    assert [each.name for each in found.accepted] == ["慈溪甲科技有限公司"]
    assert found.beyond[0].endswith("单元格里是图片，无法读取内容。请改填文字或数值。")
