"""Whole documents: what is the plan, its sections and tasks, and a home for every number."""

from __future__ import annotations

from decimal import Decimal
from time import process_time

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import Kind
from cixi_desktop.plans.assembly import unaccounted
from cixi_desktop.plans.lines import paragraphs
from cixi_desktop.plans.outline import outline
from cixi_desktop.plans.reading import read_plan
from cixi_desktop.plans.scope import scope_of
from tests.support.plans import draft

NOTICE = """关于印发《青山区卫生健康局2026年工作要点》的通知
青卫发〔2026〕5号
局机关各科室：
现将《青山区卫生健康局2026年工作要点》印发给你们，并提出以下要求。
一、提高认识。各单位要高度重视。
二、细化措施。于3月15日前报送方案1份。
青山区卫生健康局
2026年2月20日
青山区卫生健康局2026年工作要点
2026年是“十五五”开局之年。2025年，人均预期寿命为80.9岁。主要目标：人均预期寿命达到81.2岁。
一、深化改革
（一）推进医共体建设
1.完善机制。健全“县管乡用”机制，基层就诊率达到65%以上。（责任科室：医改科、医政科）
2.深化支付方式改革。次均费用增幅控制在5%以内。（财务科牵头，医政科配合）
二、提升服务
（二）强化疾病防控
3.做好接种。接种率保持在95%以上。
附件：任务清单
1.接种率99%。
抄送：市卫生健康委。"""

YEAR_END = """海东县交通运输局2025年工作总结和2026年工作计划
一、2025年工作总结
（一）项目建设快速推进。完成投资45亿元。
二、存在的主要问题
一是资金缺口约3亿元。
三、2026年工作计划
全年计划完成交通投资50亿元以上，增长11%。
（一）构建大通道
1、推进省道改建，年内完成投资6.5亿元。
2、新改建农村公路100公里。
（二）打造大公交
1、更新公交车30辆。
海东县交通运输局
2026年1月10日"""


def titles(text: str) -> tuple[list[str], list[str]]:
    found = read_plan(text)
    return (
        [section.title for section in found.sections],
        [f"{task.id} {task.title}" for task in found.tasks if task.number],
    )


def test_that_the_plan_begins_behind_its_notice_and_ends_before_its_annex() -> None:
    found = read_plan(NOTICE)
    assert (found.title, found.issuer, found.number, found.year) == (
        "青山区卫生健康局2026年工作要点",
        "青山区卫生健康局",
        "青卫发〔2026〕5号",
        2026,
    )
    assert titles(NOTICE) == (
        ["深化改革", "推进医共体建设", "提升服务", "强化疾病防控"],
        ["1 完善机制", "2 深化支付方式改革", "3 做好接种"],
    )
    assert [target.id for target in found.targets] == ["H-1", "1-1", "2-1", "3-1"]
    assert found.homeless == ()


def test_that_a_year_before_the_plan_is_no_target_of_it() -> None:
    found = read_plan(NOTICE)
    assert ("80.9岁", "以往的结果") in [(each.text, each.reason) for each in found.left_out]


def test_that_names_in_parentheses_become_duties() -> None:
    duties = [(duty.subject_id, duty.role, duty.names) for duty in read_plan(NOTICE).duties]
    assert duties == [
        ("1", "牵头单位", ("医改科", "医政科")),
        ("2", "牵头单位", ("财务科",)),
        ("2", "配合单位", ("医政科",)),
    ]


def test_that_a_date_among_names_in_parentheses_is_one_of_them() -> None:
    found = draft(
        "一、建设",
        "1.水利。治理河道9公里（责任单位：县水利局；完成时限：9月底）。建水库2座（由县水利局牵头，投资3亿元）。",
    )
    assert [(duty.role, duty.names) for duty in found.duties] == [
        ("牵头单位", ("县水利局",)),
        ("完成时限", ("9月底",)),
    ]
    assert [target.target for target in found.targets] == [9, 2, 3]
    assert found.items == ()
    untitled = draft("一、建设", "治理河道9公里（责任单位：县水利局）。")
    assert [task.title for task in untitled.tasks] == ["治理河道9公里"]


def test_that_last_years_part_is_no_plan_and_the_sections_of_this_years_are() -> None:
    assert titles(YEAR_END) == (
        ["构建大通道", "打造大公交"],
        ["1.1 推进省道改建", "1.2 新改建农村公路100公里", "2.1 更新公交车30辆"],
    )
    found = read_plan(YEAR_END)
    growth = next(target for target in found.targets if target.kind is Kind.GROWTH_RATE)
    assert growth.baseline.value is not None
    assert round(growth.baseline.value, 2) == Decimal("45.05")  # 50 / 1.11


def test_that_levels_come_from_the_numbers_that_a_document_uses() -> None:
    text = """西城公安分局2026年重点任务
一. 平安建设
1) 打掉犯罪团伙15个。
2．抓获逃犯200名。
③ 止付资金5000万元。
二、基层基础
1) 新建警务室10个。
（三）服务群众
1) 办证3000件。"""
    assert titles(text) == (
        ["平安建设", "基层基础", "服务群众"],
        [
            "1.1 打掉犯罪团伙15个",
            "1.2 抓获逃犯200名",
            "1.3 止付资金5000万元",
            "2.1 新建警务室10个",
            "3.1 办证3000件",
        ],
    )


def test_that_numbers_that_do_not_follow_one_another_are_no_headings() -> None:
    found = draft(
        "一、水利建设", "1.新建水库。新建水库2座。", "5.这不是标题。", "3.治理河道。治理河道9公里。"
    )
    assert [task.title for task in found.tasks if task.number] == ["新建水库", "治理河道"]


def test_that_a_number_given_twice_still_makes_a_heading() -> None:
    found = draft(
        "一、建设", "1.甲。新建2座。", "二、管理", "1.乙。新建3座。", "2.丙。新建4座。", "2.丁。新建5座。"
    )
    assert [task.title for task in found.tasks] == ["甲", "乙", "丙", "丁"]


def test_that_an_excerpt_may_begin_with_a_later_section() -> None:
    found = draft(
        "三、水利建设", "1.新建水库。新建水库2座。", "四、管理", "1.治理。治理河道9公里。", title=""
    )
    assert [section.title for section in found.sections] == ["水利建设", "管理"]


def test_that_dotted_numbers_stand_below_their_own_number() -> None:
    found = draft(
        "1.水利建设",
        "1.1新建水库2座。",
        "1.2治理河道9公里。",
        "2.农村饮水",
        "2.1改造管网8公里。",
        "3.9亿元。",
    )
    assert [section.title for section in found.sections] == ["水利建设", "农村饮水"]
    assert [task.title for task in found.tasks] == ["新建水库2座", "治理河道9公里", "改造管网8公里"]


def test_that_a_dotted_number_without_its_own_number_is_text() -> None:
    assert [task.number for task in draft("1.1新建水库2座。", "完成投资3亿元。").tasks] == ["", ""]


def test_that_chapters_hold_what_stands_in_them() -> None:
    found = draft(
        "第一章 总体要求",
        "坚持稳中求进。",
        "第二章 任务",
        "第一节 工业",
        "新增企业8家。",
        "第二节 商贸",
        "举办活动60场。",
    )
    assert [section.title for section in found.sections] == ["总体要求", "任务"]
    assert [task.title for task in found.tasks] == ["坚持稳中求进", "工业", "商贸"]


def test_that_headings_in_frames_are_sections_and_what_a_web_page_frames_is_none() -> None:
    found = draft(
        "【字体：大 中 小】",
        "一、重点任务",
        "【扩优提质】",
        "1.建校",
        "新建学校7所。",
        "【强师固本】",
        "2.招聘",
        "招聘教师42名。",
        "【打印】",
        "【关闭】",
    )
    assert [section.title for section in found.sections] == ["重点任务", "扩优提质", "强师固本"]
    assert [(task.title, task.section_id) for task in found.tasks] == [("建校", "S1.1"), ("招聘", "S1.2")]


def test_that_titles_with_text_behind_them_are_tasks_however_short() -> None:
    plan = (
        "一、2025年工作回顾",
        "造林2万亩。",
        "二、2026年重点工作",
        "（一）抓粮食。播种15万亩。",
        "（二）抓产业。新增企业5家。",
    )
    assert titles("\n".join(plan)) == ([], ["1 抓粮食", "2 抓产业"])


def test_that_demands_at_the_end_are_no_tasks_unless_they_hold_a_target() -> None:
    plan = ("一、建设", "（一）建校。新建学校7所。", "二、工作要求", "（一）提高认识。高度重视。")
    assert titles("\n".join(plan)) == (["建设", "工作要求"], ["1.1 建校"])
    assert titles("\n".join((*plan, "（二）培训。培训教师42名。")))[1] == [
        "1.1 建校",
        "2.1 提高认识",
        "2.2 培训",
    ]


def test_that_a_number_before_a_blank_is_a_heading() -> None:
    found = draft("一、建设", "1 新建水库", "新建水库2座。", "2 治理河道", "治理河道9公里。")
    assert [task.title for task in found.tasks] == ["新建水库", "治理河道"]


def test_that_lists_within_a_task_belong_to_it() -> None:
    found = draft(
        "一、建设",
        "（一）水库。抓好水库建设。",
        "1.新建水库2座，投资3亿元，于年底前蓄水并且完成全部的验收和移交工作，确保发挥效益；",
        "2.加固水库5座，投资1亿元，于汛期前完成并且通过全部的验收和移交工作，确保安全度汛。",
        "（二）河道。治理河道9公里。",
        "二、管理",
        "（一）巡查。巡查8次。",
    )
    assert [task.title for task in found.tasks] == ["水库", "河道", "巡查"]
    assert [target.task_id for target in found.targets] == ["1.1"] * 4 + ["1.2", "2.1"]


def test_that_sentences_below_bare_headings_are_tasks() -> None:
    found = draft(
        "一、建设",
        "（一）水库",
        "1.新建水库2座，投资3亿元，于年底前蓄水并且完成全部的验收和移交工作，确保发挥效益。",
        "2.加固水库5座。",
        "（二）河道",
        "1.治理河道9公里。",
    )
    assert [task.title for task in found.tasks] == ["新建水库2座", "加固水库5座", "治理河道9公里"]


def test_that_headings_without_numbers_are_tasks() -> None:
    found = draft(
        "一、水利建设",
        "新建水库",
        "新建水库2座。",
        "治理河道",
        "治理河道9公里。",
        "小结",
        "二、管理",
        "开展巡查8次。",
    )
    assert [task.title for task in found.tasks] == ["新建水库", "治理河道", "开展巡查8次"]


def test_that_a_paragraph_below_a_section_is_a_task_with_its_first_words_as_title() -> None:
    found = draft(
        "一、水利建设",
        "供水保障。新建水库2座。",
        "河道治理。治理河道9公里。",
        "二、管理",
        "1.巡查。巡查8次。",
    )
    assert [task.title for task in found.tasks] == ["供水保障", "河道治理", "巡查"]
    assert [target.name for target in found.targets] == ["新建水库", "治理河道", "巡查"]


def test_that_a_plan_without_numbers_is_read_by_its_paragraphs() -> None:
    found = draft("2026年，我们将抓好以下工作：", "一是新建水库2座。", "二是治理河道。治理河道9公里。")
    assert [task.title for task in found.tasks] == ["新建水库2座", "治理河道"]
    assert [target.target for target in found.targets] == [2, 9]


def test_that_numbers_in_words_make_tasks_where_they_go_on() -> None:
    found = draft(
        "一、2025年工作情况",
        "建成水库1座。",
        "二、2026年工作打算",
        "第一，补短板、治环境，建设水网。一是新建水库2座。二是治理河道9公里。",
        "第二，强管理、促改革，守住底线。开展巡查8次。",
    )
    assert [(task.number, task.title) for task in found.tasks] == [
        ("第一,", "补短板、治环境,建设水网"),
        ("第二,", "强管理、促改革,守住底线"),
    ]
    assert [target.target for target in found.targets] == [2, 9, 8]
    alone = draft("一、建设", "第一，新建水库2座。", "治理河道9公里。")
    assert "第一," not in {task.number for task in alone.tasks}


def test_that_spoken_numbers_within_a_task_make_no_tasks_of_their_own() -> None:
    found = draft(
        "一、建设",
        "（一）水利工作",
        "一是补短板。新建水库2座。",
        "二是强弱项。治理河道9公里。",
        "（二）农业工作",
        "一是扩面积。新增灌溉面积5万亩。",
        "二是提产量。建成示范区3个。",
        "二、管理",
        "（一）巡查工作",
        "开展巡查8次。",
    )
    assert [task.title for task in found.tasks] == ["水利工作", "农业工作", "巡查工作"]
    assert [target.target for target in found.targets] == [2, 9, 5, 3, 8]


def test_that_paragraphs_of_a_speech_that_begin_with_yao_are_its_tasks() -> None:
    found = draft(
        "今年的主要目标是：完成投资12亿元。",
        "要抓项目、扩投资，在建设上取得新突破。新建水库2座。",
        "要补短板、强弱项，在防汛上打好主动仗。治理河道9公里。",
        "要惠民生、促振兴，在供水上见到新成效。实施供水工程5处。",
    )
    assert [task.title for task in found.tasks] == [
        "主要目标",
        "抓项目、扩投资,在建设上取得新突破",
        "补短板、强弱项,在防汛上打好主动仗",
        "惠民生、促振兴,在供水上见到新成效",
    ]
    assert [target.target for target in found.targets] == [12, 2, 9, 5]


def test_that_markdown_is_read_without_its_signs() -> None:
    found = draft("## 一、建设", "1. 新建水库2座。", title="# 2026年重点工作安排")
    assert (found.title, [section.title for section in found.sections]) == ("2026年重点工作安排", ["建设"])


def test_that_a_hard_wrapped_page_is_joined_to_paragraphs() -> None:
    body = (
        "一、加快水利建设\n1.推进骨干水网工程。开工建设引水工程2项，完成病险水库除险加固18座，新增库容1200万立方米，"
        "实施中小河流治理85公里，治理山洪沟6条，确保主汛期前完成度汛任务，并且做好工程管护和安全监管等各项工作。"
        "农村自来水普及率达到96%，规模化供水工程覆盖农村人口的比例达到75%以上，水质达标率达到98%以上，群众满意。\n"
    )
    pieces = [line[i : i + 24] for line in body.split("\n") for i in range(0, max(1, len(line)), 24)]
    found = draft(*pieces[:4], "— 1 —", *pieces[4:])
    assert [target.target for target in found.targets] == [2, 18, 1200, 85, 6, 96, 75, 98]
    assert found.homeless == ()
    assert all(
        target.quote.replace("\n", "") in body.replace("\n", "") or "— 1 —" in target.quote
        for target in found.targets
    )


def test_that_nothing_goes_on_from_a_line_set_in_columns() -> None:
    text = (
        "开工建设引水工程2项，完成病险水库除险加固十八座，实施中小河流治理85公里，治理山洪沟6条，确保主汛期前完成度汛任务，"
        "并且做好工程管护和安全监管等各项工作，农村自来水普及率达到96%，规模化供水工程覆盖农村人口的比例达到75%以上。"
    )
    pieces = [text[place : place + 24] for place in range(0, len(text), 24)]
    found = draft(
        "东山县水利局2026年工作要点", *pieces, title="发布日期：2026-03-05    浏览次数：126次    打印"
    )
    assert (found.title, found.issuer) == ("东山县水利局2026年工作要点", "东山县水利局")


def test_that_the_explanations_behind_a_report_are_no_plan() -> None:
    found = draft(
        "一、建设", "新建水库2座。", "二、管理", "开展巡查8次。", "名词解释：", "1.“五个一批”：指10个方面。"
    )
    assert [target.target for target in found.targets] == [2, 8]


def test_that_a_note_explains_and_is_no_target() -> None:
    found = draft("一、建设", "1.新建水库2座。", "2.治理河道9公里。", "注：完成率低于90%的不得评优。")
    assert (found.left_out[-1].text, found.left_out[-1].reason) == ("90%", "说明")


def test_that_a_document_without_a_title_begins_with_its_first_long_paragraph() -> None:
    found = draft(
        "打印",
        "2026年，全县水利工作坚持节水优先，全年完成水利投资36亿元，奋力谱写新篇章，确保各项任务顺利完成。",
        "一、建设",
        "1.新建水库2座。",
        title="",
    )
    assert (found.title, found.tasks[0].id, found.tasks[0].title) == ("", "总体", "主要目标")


def test_that_behind_a_notice_without_a_title_the_plan_begins_at_its_text() -> None:
    found = draft(
        "现将今年的任务印发给你们。",
        "水利局",
        "1月5日",
        "一、建设",
        "1.新建水库2座。",
        "二、管理",
        "1.巡查8次。",
        title="",
    )
    assert [section.title for section in found.sections] == ["建设", "管理"]


def test_that_an_empty_text_holds_no_plan() -> None:
    with pytest.raises(CixiError, match="没有文字"):
        read_plan(" \n　")


def test_that_too_many_tasks_are_refused() -> None:
    with pytest.raises(CixiError, match="5000项以上任务"):
        read_plan("巡查河道，修复堤防。\n" * 5001)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number}.新建水库2座。" for number in range(50_000)),
        "推进水利建设，" * (2_600_000 // len("推进水利建设，".encode())),
        "1" * 2_600_000,
    ],
    ids=["50,000 tasks", "2.6 MB in one line", "2.6 MB of one number"],
)
def test_that_what_is_too_long_is_refused_before_any_of_it_is_read(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("cixi_desktop.plans.reading.paragraphs")
    with pytest.raises(CixiError, match="文件超过30万字，不像工作计划"):
        read_plan(text)


def test_that_a_long_run_of_digits_is_read_in_seconds() -> None:
    begun = process_time()
    assert read_plan("一、巡查\n1.抓好巡查。" + "1" * 100_000).targets == ()
    assert process_time() - begun < 10


def test_that_too_many_items_are_refused() -> None:
    with pytest.raises(CixiError, match="事项超过3000项"):
        read_plan("一、巡查\n1.抓好巡查。" + "完善水库巡查机制，" * 3001)


def test_that_too_many_targets_are_refused() -> None:
    with pytest.raises(CixiError, match="指标超过3000个"):
        read_plan("新增企业5家、" * 3001)
    with pytest.raises(CixiError, match="5000个以上数字"):
        read_plan("新增企业5家、" * 5001)


@pytest.mark.parametrize("sign", ["（{}）", "({})", "{}．", "{}、"])
def test_that_tasks_numbered_within_a_paragraph_are_parted(sign: str) -> None:
    numbers = [sign.format(number) for number in range(1, 5)]
    found = draft(
        "一、法治",
        f" {numbers[0]}抓实督察。开展督察3次。{numbers[1]}规范决策。审查率100%（含{numbers[0]}备案）。",
        "二、服务",
        f"{numbers[2]}做优援助。办案650件；{numbers[3]}其中刑事120件。{numbers[3]}做强公证。办证3000件。",
    )
    assert [task.title for task in found.tasks] == ["抓实督察", "规范决策", "做优援助", "做强公证"]


def test_that_chinese_numbers_within_a_paragraph_are_parted() -> None:
    found = draft(
        "一、维权",
        "（一）推进协商。签订率90%以上。（二）化解纠纷。成功率80%。（四）其他。办结20件。",
        "二、服务",
        "（一）做实普惠。参保5000人。",
    )
    assert [task.title for task in found.tasks] == ["推进协商", "化解纠纷", "做实普惠"]


def test_that_circled_numbers_within_a_paragraph_are_parted() -> None:
    found = draft(
        "一、增收", "①抓实征管。清缴欠税800万元。②严控支出。压减5%。", "二、改革", "①深化绩效。评价30个。"
    )
    assert [task.title for task in found.tasks] == ["抓实征管", "严控支出", "深化绩效"]


def test_that_a_quote_is_extended_until_nothing_else_says_the_same() -> None:
    found = draft(
        "一、建设", "1.城区。新建水厂2座。", "2.农村。新建水厂2座。", "3.园区。新建水厂2座，治理河道9公里。"
    )
    text = found.text
    assert [text.count(target.quote) for target in found.targets] == [1, 1, 1, 1]
    assert all(
        text[target.start : target.start + len(target.quote)] == target.quote for target in found.targets
    )


def test_that_a_sentence_repeated_word_for_word_is_quoted_with_its_line() -> None:
    found = draft("一、建设", "新建水厂2座。", "二、管理", "新建水厂2座。")
    assert [target.quote for target in found.targets] == ["新建水厂2座。", "新建水厂2座。"]


def test_that_every_number_of_a_plan_has_a_home() -> None:
    found = draft(
        "2026年，聚焦“415”体系，完成投资36亿元，由2.1万元提高到3万元。",
        "一、推进8项工程（牵头领导：王强）",
        "1.新建水库。3月底前开工，新建水库2座、总库容不低于500万立方米（其中大型1座）。",
        "牵头单位：水利局，配合单位：3个街道",
        "2.开展第5批试点。",
    )
    assert found.homeless == ()
    assert {each.reason for each in found.left_out} == {
        "年份",
        "名称",
        "编号",
        "标题",
        "时限",
        "分工",
        "排序",
    }


def test_that_a_heading_with_a_colon_in_parentheses_is_one_heading() -> None:
    found = draft("一、水利建设（牵头领导：王强）", "1.新建水库2座。", "二、管理！再管理", "1.巡查8次。")
    assert [section.title for section in found.sections] == ["水利建设(牵头领导:王强)", "管理!再管理"]


def test_that_a_heading_with_text_and_no_tasks_below_it_is_a_task() -> None:
    found = draft(
        "一、建设",
        "（一）水库。新建水库2座。",
        "加固水库5座。",
        "（二）河道。治理河道9公里。",
        "1.城区河道。治理河道3公里。",
        "2.农村河道。治理河道6公里。",
        "二、管理",
        "（一）巡查。巡查8次（水利局牵头）。",
    )
    assert [(task.id, task.title) for task in found.tasks if task.number] == [
        ("1.1", "水库"),
        ("1.2.2", "城区河道"),
        ("1.2.3", "农村河道"),
        ("2.1", "巡查"),
    ]
    assert [target.task_id for target in found.targets] == ["1.1", "1.1", "1.2.1", "1.2.2", "1.2.3", "2.1"]
    assert [(duty.subject_id, duty.names) for duty in found.duties] == [("2.1", ("水利局",))]


def test_that_tasks_with_one_number_have_ids_of_their_own() -> None:
    found = draft("1.新建水库2座。", "1.治理河道9公里。", "1.巡查8次。")
    assert [task.id for task in found.tasks] == ["1", "1（2）", "1（3）"]


def test_that_a_title_of_one_line_with_a_number_is_the_task_itself() -> None:
    found = draft("一、建设", "1.新建水库2座", "①", "2.治理河道9公里")
    assert [(target.task_id, str(target.target)) for target in found.targets] == [("1", "2"), ("2", "9")]


def test_that_headings_that_say_all_there_is_are_tasks() -> None:
    found = draft("一、改造老旧小区20个", "二、新建水库2座", "三、加强管理")
    assert [(target.task_id, str(target.target)) for target in found.targets] == [("1", "20"), ("2", "2")]
    assert [section.title for section in found.sections] == ["加强管理"]


def test_that_one_heading_over_sections_is_none() -> None:
    found = draft("三、2026年重点工作", "（一）建设", "新建水库2座。", "（二）管理", "巡查8次。")
    assert [(section.id, section.title) for section in found.sections] == [("S1", "建设"), ("S2", "管理")]
    assert [task.id for task in found.tasks] == ["1.1", "2.1"]


def test_that_a_section_may_end_with_a_stop_and_have_a_comma() -> None:
    found = draft(
        "一、开展改革行动，构建支撑体系。", "1.建设。新建水库2座。", "二、治理河道，治理河道9公里。"
    )
    assert [section.title for section in found.sections] == ["开展改革行动,构建支撑体系", "治理河道"]


def test_that_a_longer_numbering_in_an_annex_is_no_plan() -> None:
    lines = (
        "一、建设",
        "新建水库2座，治理河道9公里，做好水利工程建设。",
        "二、管理",
        "巡查8次。",
        "附件",
        "一、水库名单",
        "甲水库、乙水库、丙水库、丁水库，共有水库5座。",
        "二、河道",
    )
    assert [section.title for section in draft(*lines).sections] == ["建设", "管理"]


@pytest.mark.parametrize("sign", ["；", "）\n（"])
def test_that_the_responsible_unit_supports_the_leading_one(sign: str) -> None:
    found = draft(
        "一、改革",
        "1.建成医共体6个。",
        f"（牵头科室：体改科{sign}责任科室：医政科、基层科）",
        "2.办会4场。（责任科室：药政科）",
    )
    assert [(each.subject_id, each.role, each.names) for each in found.duties] == [
        ("1", "牵头单位", ("体改科",)),
        ("1", "配合单位", ("医政科", "基层科")),
        ("2", "牵头单位", ("药政科",)),
    ]


def test_that_a_title_alone_is_an_empty_plan() -> None:
    found = draft()
    assert (found.title, found.scope, found.tasks) == ("东山县水利局2026年工作要点", (0, 0), ())


def test_that_units_named_before_the_first_task_are_left_out() -> None:
    found = draft("责任单位：3个街道", "一、建设", "1.新建水库2座。", "2.治理河道9公里。")
    assert (found.left_out[0].text, found.left_out[0].reason) == ("3个", "说明")


def test_that_a_number_without_a_home_is_found() -> None:
    text = "新建水库2座，治理河道9公里。"
    scope = scope_of(outline(paragraphs(text), text, 2026), 2026)
    assert unaccounted(scope, [(4, 6)]) == [(11, 12)]
