"""指标台账, 口径说明 and the hidden sheet."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.pace import stage_plan
from cixi_desktop.periods import parse_period
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Decision
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.words import rules_words
from tests.workbook.june import (
    IDENTITY,
    PLAN,
    TARGET_COUNT,
    assessed,
    content,
    entry,
    june,
    made,
    narrative,
    opened,
    part,
    shown,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Commitment, Item
    from cixi_desktop.records.content import Content
    from tests.support.sheets import Opened


def lines(sheet: Opened) -> dict[tuple[str, str], list[str]]:
    """The register's lines by target and measure: unit, then the twelve months."""
    found = {}
    for cells in sheet.iter_rows(min_row=4):
        texts = [shown(cell) for cell in cells]
        if texts[-1]:
            found[texts[-1], texts[2]] = [texts[1], *texts[3:-1]]
    return found


def ledger(given: Content | None = None, period: str = "2025-06") -> dict[tuple[str, str], list[str]]:
    return lines(opened(made(given, period=parse_period(period)))["指标台账"])


LATER = [""] * 6


def test_that_the_register_has_increment_cumulative_and_day_of_a_count_by_month() -> None:
    found = lines(june()["指标台账"])
    assert found["H-3", "本月数"] == ["家", "5", "10", "12", "8", "15", "20", *LATER]
    assert found["H-3", "累计数"] == ["家", "5", "15", "27", "35", "50", "70", *LATER]
    assert found["H-3", "截至日期"][1:3] == ["2025-01-31", "2025-02-28"]
    assert found["H-5", "截至日期"][6] == "2025-05-31"


def test_that_a_typed_running_total_gives_its_month_s_part() -> None:
    found = lines(june()["指标台账"])
    assert found["12-2", "累计数"][1:4] == ["110", "220", "330"]
    assert found["12-2", "本月数"][1:4] == ["110", "110", "110"]


def test_that_a_month_without_entry_is_blank_and_a_state_is_named() -> None:
    found = lines(june()["指标台账"])
    assert found["H-2", "当期数"] == ["%", "", "", "", "", "3.41", "3.425", *LATER]
    assert found["H-1", "当期数"] == ["%", "", "", "", "", "", "待公布", *LATER]
    assert ("H-1", "截至日期") not in found


def test_that_ratios_and_growth_show_what_they_are_made_of_with_its_unit() -> None:
    found = lines(june()["指标台账"])
    assert found["7-1", "覆盖率"][:3] == ["%", "12.5", "25.0"]
    assert found["7-1", "已覆盖"][:3] == ["家", "100", "200"]
    assert found["7-1", "应覆盖"][6] == "800"
    assert (found["7-3", "增速"][6], found["7-3", "增速"][0]) == ("8.36", "%")
    assert (found["7-3", "上年同期"][6], found["7-3", "上年同期"][0]) == ("37.1", "亿元")


def test_that_a_growth_typed_as_a_rate_shows_no_amounts() -> None:
    found = ledger(content(entry("7-3", 6, value="9.5")))
    assert found["7-3", "增速"][6] == "9.5"
    assert ("7-3", "本年累计") not in found


def test_that_every_figure_is_registered_and_items_once_they_have_something_to_register() -> None:
    found = lines(june()["指标台账"])
    assert {key for key, _ in found} == {i.id for i in PLAN.indicators} | {
        "C3-1",
        "M2-3",
        "M8-2",
        "M8-3",
        "M4-8",
    }
    assert found["C3-1", "累计数"] == ["场", "2", "4", "6", "8", "10", "12", *LATER]
    assert found["M8-3", "阶段"][6] == "合同"
    assert found["M8-3", "依据"][6] == "慈科合〔2025〕12号，2025年6月10日"
    assert found["M2-3", "清单总数"][6] == "12"
    assert found["M4-8", "阶段"][6] == "未到节点"


def test_that_months_after_the_period_are_not_part_of_its_report() -> None:
    assert ledger(period="2025-02")["H-3", "累计数"] == ["家", "5", "15", *[""] * 10]


def test_that_stages_are_listed_with_the_months_they_are_planned_for() -> None:
    planned = Basis(target_id="M8-2", pace_plan=stage_plan(item("M8-2"), (3, 5, None, 9, None, None)))
    sheet = opened(made(content(planned)))["口径说明"]
    (texts,) = [[shown(cell) for cell in row] for row in sheet.iter_rows() if row[0].value == "M8-2"]
    assert texts[9].startswith(
        "阶段：调研起草（3月）→征求意见（5月）→合法性审查（9月）→审议（9月）→印发→备案公开。"
    )


def item(target_id: str) -> Item:
    found = PLAN.item(target_id)
    assert found is not None
    return found


def test_that_other_units_and_years_are_not_registered() -> None:
    other = replace(entry("H-3", 6, increment="99"), unit_id="u8")
    earlier = replace(entry("H-3", 6, increment="99"), period=parse_period("2024-06"))
    assert ledger(content(other, earlier)) == ledger()


def test_that_a_counter_without_a_number_keeps_its_sum() -> None:
    found = ledger(content(entry("C3-1", 5, note="无活动。")))
    assert found["C3-1", "累计数"][4:7] == ["8", "8", "10"]


def readings(given: Content | None = None) -> dict[str, list[str]]:
    sheet = opened(made(given))["口径说明"] if given else june()["口径说明"]
    rows = [[shown(cell) for cell in cells] for cells in sheet.iter_rows()]
    return {row[0]: row for row in rows}


def test_that_every_citation_and_item_is_explained_with_its_words_full_width() -> None:
    found = readings()
    targets: list[Commitment | Item] = [*PLAN.commitments, *PLAN.items]
    for target in targets:
        assert found[target.id][2] == fullwidth_punctuation(target.citation.quote)
    assert found["6-1"][2] == "组织开展“千企百校万里行”专题活动，全年不少于5次"
    assert sum(target.id in found for target in targets) == TARGET_COUNT


@pytest.mark.parametrize(
    ("key", "baseline", "others"),
    [
        ("H-4", "基数1000家（按原文推算）。", ["超过1120家", ">（不含本数）", "约束", "按月均分", ""]),
        ("H-5", "基数待填。", ["不低于78.3%", "≥（含本数）", "约束", "全年同一标准", ""]),
        ("H-7", "", ["争取获得", "是否获得", "争取", "只看阶段", ""]),
        ("6-1", "从0起算（定义）。", ["不少于5次", "≥（含本数）", "约束", "按月均分", ""]),
        ("7-1", "从0起算（定义）。", ["全覆盖", "≥（含本数）", "约束", "按月均分", ""]),
        ("7-3", "上年86.36亿元（按原文推算）。", ["10%左右", "左右", "力争", "全年同一标准", "9.0%至11.0%"]),
        ("7-5", "基数3.36%（按原文推算）。", ["不低于3.46%", "≥（含本数）", "力争", "按月均分", ""]),
        ("9-1", "从0起算（定义）。", ["不少于8家", "≥（含本数）", "约束", "批次计划", ""]),
    ],
)
def test_that_a_reading_says_how_its_figure_is_judged(key: str, baseline: str, others: list[str]) -> None:
    row = readings()[key]
    assert [row[3], row[4], row[5], row[7], row[8]] == others
    assert row[6].startswith(baseline)
    assert bool(row[6]) == bool(baseline)


def test_that_the_second_citation_points_to_the_first() -> None:
    assert readings()["8-2"][9].endswith("与H-3“高新技术企业新增数”为同一指标，只填一处。")


def test_that_the_bureau_s_own_baseline_is_named_with_its_note() -> None:
    basis = Basis(target_id="H-4", baseline=Decimal(1004), baseline_note="年初库内数。")
    assert readings(content(basis))["H-4"][6] == "基数1004家（单位填报）。年初库内数。"


def test_that_items_say_by_what_they_are_done() -> None:
    found = readings()
    assert found["M8-2"][3:6] == ["备案公开", "按阶段，凭依据", "硬任务"]
    assert found["M8-2"][9].startswith("阶段：调研起草→征求意见→合法性审查→审议→印发→备案公开。依据：")
    assert found["M2-3"][4:6] == ["办结率", "清单类"]
    assert found["D1-1"][4:10] == ["只作记录", "持续性", "", "", "", "工作要点未定目标值，只作记录，不亮灯。"]


def test_that_the_open_readings_stand_with_their_answers() -> None:
    sheet = june()["口径说明"]
    texts = {str(cell.value) for cells in sheet.iter_rows() for cell in cells}
    for reading in PLAN.interpretations:
        assert reading.question in texts
        assert reading.answer in texts
    assert "显示与78.3%相差的百分点，不显示完成率；填报基数后按基数计算完成率。（H-5）" in texts


def test_that_a_decided_reading_is_marked_with_who_and_when() -> None:
    decision = Decision(
        reading_id="2",
        answer="1004家",
        effect="从1004家起算。",
        decided_by="局长办公会",
        decided_on=date(2025, 5, 12),
    )
    sheet = opened(made(content(decision)))["口径说明"]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert "【已明确】1004家（局长办公会2025年5月12日明确）" in texts
    assert "从1004家起算。（H-4）" in texts
    assert "暂按1000家（推算：1120家减120家）。" not in texts


def test_that_the_readings_begin_with_the_rule_in_force_and_end_with_the_workbook_itself() -> None:
    sheet = june()["口径说明"]
    texts = [str(cell.value) for (cell,) in sheet.iter_rows(max_col=1) if cell.value]
    assert texts[2] == rules_words(content().rules)
    assert (
        texts[-5]
        == "工作要点：《慈溪市科学技术局2025年工作要点》（慈溪市科学技术局，2025年4月29日印发），第1版。"
    )
    assert "修订号3，导出时间：2025-06-25 10:30，导出人：张三。" in texts[-4]
    assert "涉密" in texts[-1]


def test_that_an_export_without_a_name_names_nobody() -> None:
    sheet = opened(made(identity=replace(IDENTITY, actor="")))["口径说明"]
    assert "导出人" not in str([cell.value for (cell,) in sheet.iter_rows(max_col=1)])


def metadata(given: Content | None = None, period: str = "2025-06") -> list[list[str]]:
    sheet = opened(made(given, period=parse_period(period)))["系统识别页"]
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_that_the_hidden_sheet_carries_the_identity() -> None:
    assert {row[0]: row[1] for row in metadata()[:14]} == {
        "format": "2",
        "plan": "cixi-kjj-2025",
        "plan_version": "1",
        "year": "2025",
        "unit": "u7",
        "unit_name": "高新科",
        "period": "2025-06",
        "as_of": "2025-06-30",
        "revision": "3",
        "check_code": check_code(assessed(content())),
        "exported_at": "2025-06-25T10:30:00",
        "actor": "张三",
        "is_sample": "0",
        "rules": "0 10 10 1 0 默认（0/10）",
    }
    assert june()["系统识别页"].sheet_state == "veryHidden"


def test_that_the_sample_mark_and_longer_periods_travel_too() -> None:
    found = {row[0]: row[1] for row in metadata(content(is_sample=True), "2025-Q2")[:14]}
    assert (found["is_sample"], found["period"]) == ("1", "2025-Q2")


def kept(key: str, month: str, given: Content | None = None) -> dict[str, Any]:
    """What a row of the hidden sheet holds."""
    (found,) = ("".join(row[2:]) for row in metadata(given)[16:] if row[:2] == [key, month])
    held: dict[str, Any] = json.loads(found)
    return held


def test_that_the_hidden_sheet_keeps_what_was_shown_and_the_months_before() -> None:
    shown = {key: cells for key, (_, cells) in kept("shown", "6").items()}
    assert len(shown) == TARGET_COUNT + 13
    assert shown["H-3"] == {
        "序号": "3",
        "单位": "家",
        "年度目标": "120",
        "本期完成": "20",
        "累计完成": "70",
        "完成率": "0.583",
        "序时进度": "0.500",
        "状态": "● 达序时",
        "牵头科室": "创新科",
        "责任领导": "王某",
        "责任人": "李某",
        "完成时限": "2025-11-30",
    }
    assert shown["8-2"]["备注"] == "与“主要目标”中的“高新技术企业新增数”为同一指标，只填一处"
    assert shown["M8-3"]["备注"] == "依据：慈科合〔2025〕12号，2025年6月10日"
    earlier = [kept("month", str(number))["H-3"]["increment"] for number in range(1, 6)]
    assert earlier == ["5", "10", "12", "8", "15"]


def test_that_each_month_has_one_row_and_the_closing_one_always() -> None:
    assert [row[:2] for row in metadata()[16:]] == [
        ["shown", "6"],
        ["texts", "6"],
        *(["month", str(number)] for number in range(1, 7)),
    ]
    september = [row[:2] for row in metadata(period="2025-09")[16:]]
    assert september[0] == ["shown", "9"]
    assert september[-2:] == [["month", "7"], ["month", "9"]]


def test_that_every_target_and_task_can_be_read_back_as_it_was_entered() -> None:
    found = kept("month", "6")
    assert found["H-3"] == {"increment": "20"}
    assert found["H-2"] == {"value": "3.425", "is_estimate": True}
    assert found["H-5"] == {"value": "77.9", "as_of": "2025-05-31"}
    assert found["H-1"] == {"state": "待公布", "reason": "统计部门次年公布"}
    assert kept("shown", "6")["H-1"][0] == "待公布：统计部门次年公布。"
    assert "9-1" not in found
    assert kept("shown", "6")["9-1"][0] == ""
    assert found["task:8"] == {
        "progress_note": "新增高新技术企业70家。",
        "problems": "部分镇申报偏慢。",
        "next_steps": "组织第二批申报。",
    }


def test_that_a_draft_is_kept_as_it_was_typed() -> None:
    given = content(replace(entry("8-3", 6), drafts=(("increment", "约5家"),)))
    assert kept("month", "6", given)["8-3"] == {"drafts": [["increment", "约5家"]]}
    assert "暂存" in kept("shown", "6", given)["8-3"][0]


def test_that_text_longer_than_a_cell_goes_on_in_the_cells_beside_it() -> None:
    text = "进" * 40_000
    assert kept("month", "6", content(narrative("5", progress_note=text)))["task:5"] == {
        "progress_note": text
    }


def test_that_characters_a_workbook_cannot_hold_are_kept_in_the_hidden_sheet() -> None:
    text = "a\x00b\x0bc\x85d\u2028e\ufffef"
    given = content(narrative("5", progress_note=text))
    assert kept("month", "6", given)["task:5"] == {"progress_note": text}


def test_that_a_unit_s_name_cannot_break_the_foot_of_the_page() -> None:
    given = content(unit=Unit(id="u7", name="R&D处\n" + "长" * 300))
    found = re.search("<oddFooter>(.*)</oddFooter>", part(made(given), "xl/worksheets/sheet1.xml"))
    assert found
    foot = html.unescape(found[1])
    assert f"&9 R&&D处 {'长' * 55}　2025年6月&C" in foot
    assert len(foot) <= 255


def test_that_days_and_numbers_of_an_entry_are_written_as_text() -> None:
    given = content(entry("H-6", 6, cumulative="1E+1", as_of=date(2025, 6, 20)))
    assert kept("month", "6", given)["H-6"] == {"cumulative": "10", "as_of": "2025-06-20"}
