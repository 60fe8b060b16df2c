"""进展情况表: its rows, figures, words and lights. Expected figures are worked out by hand from the rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.lights import PRESETS
from cixi_desktop.periods import Period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.records.units import Unit
from cixi_desktop.values import Comparator
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.words import rules_words
from cixi_desktop.workbook.writing.sheet import TONE_FILLS
from cixi_desktop.workbook.writing.shown import completion
from tests.support.figures import count, valued
from tests.support.sheets import by_key, head_row
from tests.workbook.june import (
    HEADS,
    PLAN,
    TARGET_COUNT,
    assessed,
    content,
    entry,
    june,
    made,
    narrative,
    opened,
    shown,
    table,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Commitment, Item


def test_that_the_columns_are_the_customary_ones_in_their_order() -> None:
    sheet = june()["进展情况表"]
    assert [cell.value for cell in sheet[head_row(sheet)]] == [*HEADS, "行标识"]


def test_that_every_citation_and_every_item_is_a_numbered_row() -> None:
    rows = table()
    numbered = {key: row["序号"] for key, row in rows.items() if row["序号"].number_format == "0"}
    targets: list[Commitment | Item] = []
    for task in PLAN.tasks:
        targets += [*PLAN.commitments_in(task), *PLAN.items_in(task)]
    assert list(numbered) == [target.id for target in targets]
    assert [cell.value for cell in numbered.values()] == list(range(1, TARGET_COUNT + 1))


def test_that_sections_and_tasks_stand_before_their_rows_and_headline_targets_first() -> None:
    keys = list(table())
    assert keys[:3] == ["section:总体", "task:总体", "H-1"]
    assert keys[9:12] == ["section:一", "task:1", "M1-1"]
    assert [key for key in keys if key.startswith("section:")] == [
        "section:总体",
        "section:一",
        "section:二",
        "section:三",
        "section:四",
    ]
    assert len(keys) == 5 + 13 + TARGET_COUNT


def test_that_sorting_by_number_restores_the_order_of_the_plan() -> None:
    rows = table()
    numbers = [row["序号"].value for row in rows.values()]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)


def test_that_no_cell_of_the_table_is_merged_so_that_it_can_be_sorted() -> None:
    sheet = june()["进展情况表"]
    start, end = head_row(sheet), head_row(sheet) + len(by_key(sheet))
    assert not [merged for merged in sheet.merged_cells.ranges if start <= merged.min_row <= end]


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("H-1", ["≥3.69", "", "", "", "50.0%", "◎ 待公布"]),
        ("H-2", ["≥3.46", "", "3.425", "65.0%", "50.0%", "● 达序时"]),  # (3.425−3.36)÷0.1
        ("H-3", ["≥120", "20", "70", "58.3%", "50.0%", "● 达序时"]),  # 70÷120
        ("H-4", [">1120", "", "1070", "58.3%", "50.0%", "● 达序时"]),  # 70÷120 from 1000
        ("H-5", ["≥78.3", "", "77.9", "未达标", "", "▲ 欠序时"]),  # no baseline, 0.4 points below
        ("H-6", ["≥50.00", "4.50", "22.50", "45.0%", "50.0%", "▲ 欠序时"]),
        ("H-7", ["争取获得", "", "入围", "", "", "● 达序时"]),
        ("6-1", ["≥5", "0", "1", "20.0%", "40.0%", "■ 滞后"]),  # 2 of 5 due in June: 20 points behind
        ("7-1", ["全覆盖", "", "75.0", "75.0%", "50.0%", "● 达序时"]),  # 600÷800
        ("7-3", ["10.0左右", "", "8.36", "83.6%", "100.0%", "▲ 欠序时"]),  # 40.2÷37.1 − 1, 力争 never red
        ("7-4", ["≥95.00", "", "40.20", "42.3%", "50.0%", "▲ 欠序时"]),  # nobody knows January to May
        ("7-5", ["≥3.46", "", "3.425", "65.0%", "50.0%", "● 达序时"]),
        ("8-1", ["≥300", "20", "120", "40.0%", "50.0%", "▲ 欠序时"]),  # exactly 10 points behind is not 滞后
        ("8-2", ["≥120", "20", "70", "58.3%", "50.0%", "● 达序时"]),
        ("9-4", ["≥10", "2", "2", "20.0%", "50.0%", "▲ 欠序时"]),  # 争取 never red
        ("9-5", ["15左右", "14", "14", "93.3%", "46.7%", "☆ 基本完成"]),  # within 10 % below 15
        ("12-1", ["≥50", "4", "24", "48.0%", "50.0%", "▲ 欠序时"]),
        ("12-2", ["≥1200", "110", "660", "55.0%", "50.0%", "● 达序时"]),
        ("12-3", ["≥2", "2", "2", "100.0%", "50.0%", "★ 已完成"]),
        ("C3-1", ["", "2", "12", "", "", "· 已填报"]),
        ("M2-3", ["12", "", "6", "50.0%", "", "● 达序时"]),
        (
            "M8-2",
            ["备案公开", "", "备案公开", "", "", "● 达序时"],
        ),  # no proof, not done
        ("M8-3", ["合同", "", "合同", "", "", "★ 已完成"]),
        ("M4-8", ["合同", "", "", "", "", "◇ 未到节点"]),
        ("D1-2", ["", "", "", "", "", "○ 未填报"]),
        ("task:6", ["", "", "", "", "", "■ 滞后"]),
    ],
)
def test_that_a_row_shows_the_figures_of_its_target(key: str, texts: list[str]) -> None:
    """年度目标, 本期完成, 累计完成, 完成率, 序时进度, 状态."""
    row = table()[key]
    assert [shown(row[head]) for head in HEADS[4:10]] == texts


def test_that_percentages_are_numbers_rounded_once_to_what_is_shown() -> None:
    completion = table()["H-3"]["完成率"]
    assert (completion.value, completion.number_format) == (0.583, "0.0%")


def test_that_figures_are_numbers_and_a_longer_decimal_is_not_rounded_away() -> None:
    rows = table()
    assert (rows["H-2"]["累计完成"].value, rows["H-2"]["累计完成"].number_format) == (3.425, "0.000")
    assert (rows["H-6"]["累计完成"].value, rows["H-6"]["累计完成"].number_format) == (22.5, "0.00")
    assert rows["H-4"]["年度目标"].value == 1120


@pytest.mark.parametrize(
    ("key", "tone"),
    [("H-1", "grey"), ("H-3", "green"), ("H-6", "yellow"), ("6-1", "red"), ("12-3", "blue")],
)
def test_that_the_status_cell_alone_is_filled_in_the_tone_of_its_light(key: str, tone: str) -> None:
    filled = {head: cell.fill.fgColor.rgb for head, cell in table()[key].items() if cell.fill.fill_type}
    assert filled == {"状态": f"FF{TONE_FILLS[tone]}"}


def test_that_a_second_citation_shows_the_same_values_and_says_so() -> None:
    rows = table()
    for head in ("单位", "年度目标", "本期完成", "累计完成", "完成率", "序时进度", "状态"):
        assert rows["8-2"][head].value == rows["H-3"][head].value
    assert rows["8-2"]["备注"].value == "与“主要目标”中的“高新技术企业新增数”为同一指标，只填一处"
    assert rows["7-5"]["备注"].value == (
        "力争类；与“主要目标”中的“规上工业企业研发费用占营业收入比重”为同一指标，只填一处"
    )
    assert rows["8-2"]["进展情况"].value is None


def test_that_a_figure_says_its_standard_sentence_and_what_is_missing() -> None:
    rows = table()
    assert rows["H-3"]["进展情况"].value == (
        "截至6月底，新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
        "还差50家，后6个月月均需完成8.4家。"
    )
    assert "应覆盖800家，已覆盖600家。" in str(rows["7-1"]["进展情况"].value)
    assert rows["H-5"]["进展情况"].value == (
        "截至5月底，高新技术产业增加值占规上工业增加值比重为77.9%，低于年度目标0.4个百分点。"
    )


def test_that_people_s_words_follow_those_of_the_program() -> None:
    rows = table()
    assert str(rows["6-1"]["进展情况"].value).endswith("。\n原定活动推迟到7月。")
    assert rows["D1-1"]["进展情况"].value == "召开局党组会3次。"
    assert rows["H-1"]["进展情况"].value == "待公布：统计部门次年公布。"
    assert rows["M8-2"]["进展情况"].value == (
        "处于“备案公开”阶段（第6阶段，共6个阶段）。尚未填写依据（文号、日期），暂不计为完成。"
    )
    assert rows["D1-2"]["进展情况"].value is None


def test_that_a_paper_is_named_among_the_remarks() -> None:
    rows = table()
    assert rows["M8-3"]["备注"].value == "依据：慈科合〔2025〕12号，2025年6月10日"
    assert rows["H-7"]["备注"].value == "争取类；依据：省科技厅公示"


def test_that_the_empty_list_of_a_coverage_is_named() -> None:
    row = table(entry("7-2", 6, denominator="0", numerator="0"))["7-2"]
    assert row["状态"].value == "※ 不适用"
    assert row["进展情况"].value == "应覆盖0家，已覆盖0家。名单为空（应覆盖为0），不计算覆盖率。"


def test_that_a_coverage_is_as_precise_in_both_columns() -> None:
    """15 of 32 are 46.875 %."""
    row = table(entry("7-2", 6, numerator="15", denominator="32"))["7-2"]
    assert [shown(row[head]) for head in ("累计完成", "完成率")] == ["46.9", "46.9%"]


@pytest.mark.parametrize(("covered", "text"), [("1999", "99.95"), ("999", "49.95")])
def test_that_a_coverage_one_short_of_its_list_or_of_its_pace_never_looks_enough(
    covered: str, text: str
) -> None:
    """1999 of 2000 is no 100.0 %, and 999 of them are behind the 50.0 % that are due in June."""
    row = table(entry("7-2", 6, numerator=covered, denominator="2000"))["7-2"]
    assert [shown(row[head]) for head in ("累计完成", "完成率")] == [text, f"{text}%"]


def test_that_a_list_that_became_empty_lacks_nothing() -> None:
    row = table(
        entry("7-2", 4, numerator="3", denominator="5"), entry("7-2", 6, numerator="0", denominator="0")
    )["7-2"]
    assert row["进展情况"].value == (
        "截至4月底，研发费用零申报企业上门走访覆盖率为60.0%。应覆盖0家，已覆盖0家。"
        "名单为空（应覆盖为0），不计算覆盖率。"
    )


def test_that_half_a_coverage_is_shown_as_half() -> None:
    row = table(entry("7-2", 6, denominator="9"))["7-2"]
    assert "只填了一半" in str(row["进展情况"].value)


def test_that_a_level_without_baseline_is_met_or_not() -> None:
    assert table(entry("H-5", 6, value="78.4"))["H-5"]["完成率"].value == "达标"


def test_that_a_task_row_carries_its_texts_its_light_and_what_is_open() -> None:
    row = table()["task:8"]
    assert row["重点任务"].value == "8.强化创新主体培育"
    assert row["指标/事项"].value == "指标3项、事项6项，待填报5项"
    assert row["状态"].value == "▲ 欠序时"
    texts = [row[head].value for head in ("进展情况", "存在问题", "下一步打算")]
    assert texts == ["新增高新技术企业70家。", "部分镇申报偏慢。", "组织第二批申报。"]


def test_that_a_task_of_which_nothing_is_judged_is_reported_and_not_inapplicable() -> None:
    given = [entry(item.id, 6, note="已开展。") for item in PLAN.items_in(PLAN.task("3"))]
    counters = [entry(item_id, 6, increment="1") for item_id in ("C3-1", "M3-1")]
    assert table(*given, *counters)["task:3"]["状态"].value == "· 已填报"


def test_that_a_task_that_is_all_reported_says_so() -> None:
    assert table()["task:总体"]["指标/事项"].value == "指标7项，已全部填报"


def test_that_blank_problems_print_as_none_only_where_the_task_was_reported() -> None:
    rows = table(narrative("11", progress_note="已起草。"))
    assert rows["task:总体"]["存在问题"].value == "无"
    assert rows["task:11"]["存在问题"].value == "无"
    assert rows["task:6"]["存在问题"].value is None
    assert rows["task:10"]["存在问题"].value is None
    assert rows["H-3"]["存在问题"].value is None


def test_that_deadlines_say_whether_they_are_the_system_s_own() -> None:
    rows = table(Basis(target_id="M8-2", deadline=date(2025, 9, 30)))
    assert rows["M8-2"]["完成时限"].value == "2025-09-30"
    assert rows["M8-3"]["完成时限"].value == "2025-11-30"
    assert rows["H-3"]["完成时限"].value == "2025-11-30"
    assert rows["H-4"]["完成时限"].value == "2025-12-31\n（默认）"


def test_that_unit_and_task_stand_in_every_row_and_nobody_is_invented() -> None:
    for key, row in table().items():
        is_section = key.startswith("section:")
        assert row["重点任务"].value
        if not row["重点任务"].value.startswith("8.") and key != "H-3":
            assert row["牵头科室"].value == (None if is_section else "未分配")
            assert row["责任领导"].value is None
            assert row["责任人"].value is None


def test_that_those_who_answer_stand_in_their_columns_and_what_has_none_beside() -> None:
    rows = table()
    answering = {
        key: [rows[key][head].value for head in ("牵头科室", "责任领导", "责任人")]
        for key in ("task:8", "8-1", "M8-3")
    }
    assert answering == {
        "task:8": ["创新科", "王某", "李某"],
        "8-1": ["创新科", "王某", "李某"],
        "M8-3": ["规划科", None, "赵某"],
    }
    assert rows["task:8"]["备注"].value == "配合：规划科"
    assert rows["8-1"]["备注"].value is None


def test_that_the_plan_s_words_are_shown_with_full_width_punctuation() -> None:
    rows = table()
    assert rows["section:一"]["重点任务"].value == "一、强化政治领航，推进党建与业务融合发展"
    assert rows["H-7"]["单位"].value == "项（荣誉）"


def test_that_the_heading_says_whose_report_it_is_and_which() -> None:
    given = content()
    sheet = opened(made(given))["进展情况表"]
    assert sheet["A1"].value == "慈溪市科学技术局2025年工作要点进展情况表"
    assert sheet["A2"].value == (
        "填报单位：高新科　　数据所属期：2025年6月　　截至日期：2025年6月30日　　草稿　　"
        f"校验码：{check_code(assessed(given))}"
    )


def test_that_invented_figures_are_marked_on_the_sheet_and_on_every_page() -> None:
    sheets = opened(made(content(is_sample=True)))
    for sheet in sheets.worksheets[:3]:
        assert str(sheet["A3"].value).startswith("示例数据：")
        assert "示例数据" in str(sheet.oddHeader.center.text)
        assert sheet["A3"].font.name == "黑体"


def test_that_what_may_lack_damaged_records_is_marked_on_the_sheet_and_on_every_page() -> None:
    sheets = opened(made(replace(content(is_sample=True), damage=("单位（甲）第1次保存的内容已损坏。",))))
    for sheet in sheets.worksheets[:3]:
        assert str(sheet["A3"].value).startswith("数据文件有损坏：本表可能缺少内容，不得报送")
        assert str(sheet["A4"].value).startswith("示例数据：")
        assert "数据文件有损坏" in str(sheet.oddHeader.center.text)


def test_that_real_figures_bear_no_such_mark() -> None:
    sheet = june()["进展情况表"]
    assert "示例数据" not in str([cell.value for row in sheet.iter_rows() for cell in row])
    assert sheet.oddHeader.center.text is None


@pytest.mark.parametrize("rules", [DEFAULT_RULES, PRESETS[1]])
def test_that_the_rule_in_force_and_the_sign_off_stand_at_the_foot(rules: Rules) -> None:
    sheet = opened(made(content(rules)))["进展情况表"]
    last = sheet.max_row
    assert sheet.cell(last - 1, 1).value == rules_words(rules)
    sign_off = str(sheet.cell(last, 1).value).replace("　", "")
    assert sign_off == "填报人：审核人：负责人：日期：年月日"


def test_that_a_unit_without_name_stays_unassigned() -> None:
    given = content(Duty(subject_id="8", lead_unit_id="u7"), unit=Unit(id="u7", name="未分配"))
    assert by_key(opened(made(given))["进展情况表"])["H-3"]["牵头科室"].value == "未分配"


def test_that_a_quarter_has_what_its_own_months_brought_and_the_same_totals() -> None:
    """H-3 8 + 15 + 20; 12-1 4 + 4 + 4; 12-2 660 − 330; C3-1 2 + 2 + 2; 8-1 3 times 20."""
    quarter = by_key(opened(made(content(), period=Period(2025, 4, 6)))["进展情况表"])
    brought = {key: (table()[key]["本期完成"].value, quarter[key]["本期完成"].value) for key in BROUGHT}
    assert brought == BROUGHT
    totals = [[rows[key]["累计完成"].value for key in BROUGHT] for rows in (table(), quarter)]
    assert totals == [[70, 24, 660, 12, 120]] * 2


BROUGHT = {"H-3": (20, 43), "12-1": (4, 12), "12-2": (110, 330), "C3-1": (2, 6), "8-1": (20, 60)}
"""By row what June brought, and what the second quarter did."""


def test_that_a_target_to_be_exceeded_and_only_reached_has_no_percentage() -> None:
    assert completion(valued(count("120", comparator=Comparator.MORE_THAN), "120")) == "未超过目标"
