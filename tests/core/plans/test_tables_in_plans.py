"""Tables of tasks and figures, with tabs, bars, or one cell a line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cixi_desktop.kinds import Kind
from cixi_desktop.plan import Modality
from cixi_desktop.plans.draft import BaselineSource, Draft, Relation
from cixi_desktop.plans.reading import read_plan
from cixi_desktop.plans.tables import ColumnContent, columns_of
from cixi_desktop.values import plain


def shown(found: Draft) -> list[str]:
    return [f"{target.task_id} {target.name} {plain(target.target)}{target.unit}" for target in found.targets]


TASKS = """附件：2026年民生实事责任分解表
序号\t项目名称\t建设内容\t牵头单位\t配合单位\t责任领导\t完成时限\t一季度计划\t备注
一、教育类\t\t\t\t\t\t\t\t
1\t新建学校\t新增学位1080个\t区教育局\t区住建局、城投集团\t张伟\t8月底\t完成30%\t占地20亩
2\t改造食堂15个\t\t〃\t〃\t〃\t12月底\t\t
\t\t配备营养师30名\t〃\t\t\t\t\t
二、养老类\t\t\t\t\t\t\t\t
3\t养老服务\t新增床位200张\t区民政局\t\t李明\t11月\t\t"""


def test_that_rows_are_tasks_with_their_duties() -> None:
    found = read_plan(TASKS)
    assert shown(found) == ["1 新增学位 1080个", "2 改造食堂 15个", "2 配备营养师 30名", "3 新增床位 200张"]
    assert [(section.id, section.title) for section in found.sections] == [("S1", "教育类"), ("S2", "养老类")]
    assert [(duty.subject_id, duty.role, duty.names) for duty in found.duties][4:8] == [
        ("2", "牵头单位", ("区教育局",)),
        ("2", "配合单位", ("区住建局", "城投集团")),
        ("2", "责任领导", ("张伟",)),
        ("2", "完成时限", ("12月底",)),
    ]
    reasons = {each.text: each.reason for each in found.left_out}
    assert (reasons["30%"], reasons["20亩"], found.homeless) == ("分期安排", "说明", ())


def test_that_figures_in_cells_get_unit_and_base_from_theirs() -> None:
    found = read_plan(
        "2026年主要指标计划表\n"
        "序号\t指标名称\t单位\t2025年完成\t2026年目标\t属性\n"
        "1\t地区生产总值增长\t%\t5.8\t6左右\t预期性\n"
        "2\t一般公共预算收入（亿元）\t-\t32.5\t34.1\t预期性\n"
        "3\tPM2.5年均浓度\t微克/立方米\t29\t28\t约束性\n"
        "4\t城镇化率\t%\t\t70%以上\t约束性\n"
        "5\t文明城市\t-\t创建\t创成\t约束性\n"
    )
    assert shown(found) == [
        "1 地区生产总值增长 6%",
        "2 一般公共预算收入 34.1亿元",
        "3 PM2.5年均浓度 28微克/立方米",
        "4 城镇化率 70%",
    ]
    growth, revenue, air, towns = found.targets
    assert (growth.kind, growth.relation, growth.modality) == (
        Kind.GROWTH_RATE,
        Relation.ABOUT,
        Modality.STRIVING,
    )
    assert revenue.baseline.source is BaselineSource.DEFINITION
    assert (air.kind, air.relation, air.baseline.value) == (
        Kind.CAPPED_LEVEL,
        Relation.AT_MOST,
        Decimal(29),
    )
    assert (towns.baseline.value, towns.modality) == (None, Modality.BINDING)
    assert found.homeless == ()


def test_that_figures_without_numbers_belong_to_the_task_above_them() -> None:
    found = read_plan(
        "县农业农村局2026年工作要点\n一、稳粮保供\n1、抓生产。播种粮食20万亩。\n2、严监管。抽检样品1200批次。\n"
        "指标名称\t单位\t2025年完成\t2026年目标\n"
        "加工转化率\t%\t68\t70\n新建冷库\t座\t31\t20\n"
        "二、壮大产业\n1、强企业。新培育龙头企业4家。\n"
    )
    assert [(task.id, task.title) for task in found.tasks] == [
        ("1.1", "抓生产"),
        ("1.2", "严监管"),
        ("2.1", "强企业"),
    ]
    assert shown(found) == [
        "1.1 播种粮食 20万亩",
        "1.2 抽检样品 1200批次",
        "1.2 加工转化率 70%",
        "1.2 新建冷库 20座",
        "2.1 新培育龙头企业 4家",
    ]
    assert found.homeless == ()


def test_that_a_table_of_bars_is_read() -> None:
    found = read_plan(
        "2026年任务分解表\n|序号|工作任务|责任单位|\n|1|新建水库2座|水利局|\n|2|治理河道9公里|水利局|"
    )
    assert shown(found) == ["1 新建水库 2座", "2 治理河道 9公里"]


STACKED = """2026年目标任务责任分解表
序号

目  标  任  务

牵头单位

责任单位

责任人

一、水利（牵头领导：王强）

1

新建水库2座。

水利局

财政局
发改局

周明

2

治理河道9公里。

水利局



王海

二、农业

3

新建粮仓5座。

农业局

各乡镇

赵敏
注：完成率低于90%的不得评优。"""


def test_that_a_table_with_one_cell_a_line_is_put_together() -> None:
    found = read_plan(STACKED)
    assert shown(found) == ["1 新建水库 2座", "2 治理河道 9公里", "3 新建粮仓 5座"]
    assert [section.title for section in found.sections] == ["水利(牵头领导:王强)", "农业"]
    assert [(duty.role, duty.names) for duty in found.duties if duty.subject_id in {"1", "2"}] == [
        ("牵头单位", ("水利局",)),
        ("配合单位", ("财政局", "发改局")),
        ("责任人", ("周明",)),
        ("牵头单位", ("水利局",)),
        ("责任人", ("王海",)),
    ]


def test_that_such_a_table_may_do_without_empty_lines() -> None:
    found = read_plan(
        "2026年任务分解表\n序号\n任务\n责任单位\n1\n新建水库2座\n水利局\n2\n治理河道9公里\n水利局"
    )
    assert shown(found) == ["1 新建水库 2座", "2 治理河道 9公里"]


def test_that_words_like_heads_alone_are_no_table() -> None:
    found = read_plan("2026年工作要点\n序号\n任务\n今年要做好下面这些工作\n新建水库2座。")
    assert shown(found)[-1].endswith("新建水库 2座")


def test_that_groups_in_a_column_are_sections() -> None:
    found = read_plan(
        "2026年任务清单\n类别\t重点任务\t责任单位\n水利\t新建水库2座\t水利局\n〃\t治理河道9公里\t水利局\n农业\t新建粮仓5座\t农业局"
    )
    assert [section.title for section in found.sections] == ["水利", "农业"]
    assert [task.section_id for task in found.tasks] == ["S1", "S1", "S2"]


def test_that_a_table_whose_heads_say_nothing_is_left_out() -> None:
    found = read_plan("甲\t乙\n5家\t6家\n")
    assert [(each.text, each.reason) for each in found.left_out] == [("5家", "说明"), ("6家", "说明")]


def test_that_a_table_among_paragraphs_that_says_nothing_is_left_out() -> None:
    found = read_plan("2026年工作要点\n一、建设\n1.新建水库2座。\n甲\t乙\n5家\t6家\n2.治理河道9公里。")
    assert [each.text for each in found.left_out if each.reason == "说明"] == ["5家", "6家"]


def test_that_an_annexed_table_of_progress_is_no_plan() -> None:
    found = read_plan(
        "2026年实事计划\n一、建设\n（1）新建水库2座。\n（2）治理河道9公里。\n附：进展表\n序号|项目|完成\n1|水库|1座\n2|河道|3公里"
    )
    assert shown(found) == ["1 新建水库 2座", "2 治理河道 9公里"]


@pytest.mark.parametrize(
    ("heads", "columns"),
    [
        (("序号", "目标任务", "牵头单位", "责任单位"), "NUMBER TASK LEAD SUPPORT"),
        (("序号", "任务", "责任单位", "责任人"), "NUMBER TASK LEAD PERSON"),
        (("序号", "任务", "单位", "时限"), "NUMBER TASK LEAD DEADLINE"),
        (("指标名称", "责任单位"), "TASK LEAD"),
        (("指标名称", "单位", "2025年实际", "2026年"), "FIGURE UNIT BASE VALUE"),
        (("类别", "责任单位"), "TASK LEAD"),
        (("任务", "目标值", "单位", "责任单位"), "TASK CONTENT LEAD SUPPORT"),
        (("序号", "项目", "2026年度建设内容"), "NUMBER TASK CONTENT"),
        (("序号", "责任单位"), "NUMBER LEAD"),
        (("序号", "工作任务", "年度目标和工作内容", "责任科室"), "NUMBER TASK CONTENT LEAD"),
    ],
)
def test_that_columns_are_known_by_their_heads(heads: tuple[str, ...], columns: str) -> None:
    assert columns_of(heads, 2026) == tuple(ColumnContent[name] for name in columns.split())


def test_that_a_column_without_a_known_head_is_left_out() -> None:
    found = read_plan("2026年任务清单\n序号\t重点任务\t责任单位\t特色做法\n1\t新建水库2座\t〃\t推广5个")
    assert (shown(found), found.left_out[-1].reason, found.homeless) == (["1 新建水库 2座"], "说明", ())
    assert found.duties == ()


def test_that_a_row_before_the_first_task_is_left_out() -> None:
    found = read_plan("2026年任务清单\n序号\t重点任务\t责任单位\n合计\t\t3个单位\n1\t新建水库2座\t水利局")
    assert (shown(found), found.left_out[0].text, found.homeless) == (["1 新建水库 2座"], "3个", ())


def test_that_heads_without_rows_are_no_table() -> None:
    found = read_plan("2026年工作要点\n一、建设\n新建水库2座。\n序号\n任务\n责任单位")
    assert shown(found) == ["1.1 新建水库 2座"]


def test_that_other_rows_are_no_heads() -> None:
    assert columns_of(("新建水库2座", "水利局", "序号")) is None
