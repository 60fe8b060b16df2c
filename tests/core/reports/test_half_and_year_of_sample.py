"""Half-year and year of the sample, worked out by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.reports.report import Heading
from tests.support.reports import paragraphs, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.report import Report

    Make = Callable[..., Report]


def test_that_the_half_year_stands_on_the_headline_targets(report: Make) -> None:
    half = report("2025-H1")
    assert half.title == "慈溪市科学技术局2025年上半年工作总结和下半年工作安排"
    assert paragraphs(half, "主要目标完成情况") == [
        (
            "工作要点确定的7项主要目标中，3项达到或快于序时进度，1项欠序时，1项滞后，争取荣誉1项处于申报阶段，1项待公布。"
            "高新技术产业增加值占规上工业增加值比重低于年度目标0.3个百分点；"
            "高新技术产业投资慢于序时进度10.4个百分点。各项情况见表1。"
        )
    ]
    assert tables(half)["表1"].rows[2:4] == (
        ("高新技术企业新增数", "不少于120家", "13家", "70家", "58.3%", "快8.3", "●达序时"),
        ("高新技术企业总量", "超过1120家", "1011家", "1063家", "52.5%", "快2.5", "●达序时"),
    )
    assert tables(half)["表1"].rows[6][2:4] == ("未到节点", "申报")


def test_that_each_section_has_its_stages_and_then_figures_with_what_its_units_wrote_beyond_them(
    report: Make,
) -> None:
    half = report("2025-H1")
    sections = [block.words for block in half.blocks if isinstance(block, Heading) and block.level == 2]
    assert sections == [
        "（一）强化政治领航，推进党建与业务融合发展",
        "（二）开展教科人一体改革行动，构建区域创新支撑体系",
        "（三）开展两新深度融合行动，构建全领域创新赋能体系",
        "（四）开展创新生态优化行动，构建开放融通保障体系",
    ]
    told = paragraphs(half, "构建全领域创新赋能体系")
    assert told[0] == (
        "讲师团师资培训完成。企业研发机构培育机制处于征求意见阶段，智慧谷孵化器公开招标处于招标文件阶段，"
        "市镇联动攻关试点处于需求征集阶段。"
        "研发后补助核查企业共145家，已办结86家，办结率59.3%，快于序时进度9.3个百分点。"
        "孵化器众创空间办法慢于计划1个阶段。"
    )  # 企业主导的科研组织机制 (M9-1) stands at 调研起草 since April, which is told as a problem
    assert (
        "研发费用总量44.00亿元，慢3.7个百分点。新培育浙江省科技型中小企业158家。"
        "新增宁波市级以上企业研发机构7家，慢15.0个百分点。"
        "新建产业创新联合体1家；上级研发项目立项3项，比序时应完成数少2项；实施本级重点研发项目14个。"
    ) in told[1]
    assert told[1].endswith(
        "政策兑现企业305家；征集需求和应用场景26条；申报科技奖项和专项25项。"
        "3月排摸申报企业，征集攻关需求；"
        "6月首批高企申报受理完成，科技型中小企业评价入库，本级重点研发项目完成立项。"
    )
    # M4-1, M4-5, M6-1 and M6-2: of more than three of one stage two are named.
    two = paragraphs(half, "构建区域创新支撑体系")[0]
    assert "新型研发机构工作体系、绩效导向的科创平台支持机制等4项处于征求意见阶段，" in two
    assert "产研院改制方案获批" not in half.text  # 报批 is not 获批


def test_that_the_second_half_has_to_bring_what_is_missing(report: Make) -> None:
    late, keep, behind, items, asked = paragraphs(report("2025-H1"), "下半年工作安排")
    assert late == (
        "（一）补上滞后指标。高新技术产业投资还差30.20亿元，后6个月月均需完成5.04亿元，"
        "会同经信、发改部门排查在建项目，落实投资入库。双创赛事获奖还差4个，组织大赛复赛辅导。"
        "企业研发机构还差13家，后6个月月均需完成2.2家，联合镇街道摸排有条件企业，8月底前完成申报。"
    )
    # 120−70, 1121−1063, 1500−900, 300−158, 1200−630; targets of ten or less are told by their table.
    assert keep == (
        "（二）稳住已达序时指标。高企还需新增50家；高企总量还需净增58家；归集培训还需覆盖600家；"
        "科技型中小企业还差142家；风采馆参观还差570人次。"
    )
    # What is only 欠序时 goes without a month's share: 86 − 40; 50 − 24; 10 − 3. Three have no steps.
    assert behind == (
        "（三）补齐欠序时指标和事项。零申报企业走访还需覆盖46家，7月底前完成停产搬迁企业核实，调整名单。"
        "风采馆开放还差26天，三季度增加周末开放。上级研发项目立项还差7项，提前介入下一批项目申报。"
        "高新产业增加值占比、研发费用总量、孵化器众创空间办法3项，〔请补充：下一步打算〕。"
    )
    assert items.startswith(
        "（四）推进未完成事项。尚有硬任务13项、机制类事项13项、清单类事项2项未完成，按阶段推进。"
    )
    assert asked == "（五）提请研究的事项。示例高新科4月以来连续3个月提请专题会议研究中以研究院重组方案。"


def test_that_the_problems_are_the_gaps_the_units_words_and_what_goes_unevenly(report: Make) -> None:
    gaps, told, uneven = paragraphs(report("2025-H1"), "存在的主要问题")
    assert gaps == (
        "（一）部分指标滞后。高新技术产业投资与序时进度的差距由7.2个百分点扩大到10.4个百分点，原因是新开工项目不足。"
        "双创赛事获奖滞后，原因未填报。"
        "企业研发机构与序时进度的差距仍为15.0个百分点，原因是申报数量不足。"
    )
    # What is told as a cause above is not told again; what names its matter goes without its task.
    assert told == (
        "（二）单位反映的问题。示例办公室反映：强化政治生态建设方面，个别整改事项需跨部门协调。"
        "示例高新科反映：中以研究院重组涉及多方股权，协商周期较长；零申报企业走访进度略慢，部分企业停产或搬迁；"
        "提升产业攻关能力方面，上级项目竞争激烈，立项数低于预期。"
        "示例服务中心反映：场馆6月检修停开2天，开放天数略慢。上半年新反映问题7个，均待解决。"
    )
    assert uneven.startswith("（三）部分工作推进不均衡。零申报企业走访4—6月分别为10家、8家、2家")


def test_that_the_year_says_what_was_met_and_what_is_left_open(report: Make) -> None:
    # Above: H-2 3.47, H-3 122, H-4 1121, H-5 78.5, H-6 51.30, 7-3 10.3, 7-4 95.30, 8-1 310, 8-3 21, 9-4 11,
    # 12-1 51, 12-2 1265. At the target: 6-1, 6-2, 7-1, 7-2, 9-1, 9-2, 9-3, 9-5, 12-3.
    counts, items, course = paragraphs(report("2025"), "总体评价")
    assert counts == (
        "工作要点分解为量化指标23项、工作事项76项。截至2025年12月底，应评判的21项指标全部完成年度目标，"
        "其中约束性指标18项、力争和争取类指标3项；12项高于目标值，9项与目标值持平。"
        "其余2项中，全市R&D经费投入强度待公布，省科技创新鼎争创工作处于公示阶段，暂不作完成结论。"
    )
    assert items == (
        "按阶段或清单推进的32项事项完成31项，“拨投结合”模式未完成；其余44项只作记录，不评定完成与否。"
    )
    # 6-2: 1+0+2 of floor(5·8/12) = 3 in August; 8-3: 16 of floor(20·10/12) = 16 in October;
    # H-6: 45.90 of 50·11/12 = 45.83 in November.
    assert course == (
        "年末与一季度末相比，达到或快于序时进度（含完成）的评判指标由3项增至21项，滞后指标由5项减至0项（表1）。"
        "上半年滞后的3项指标均在年内补齐：双创大赛、创新挑战赛获宁波市级以上奖项、"
        "新增宁波市级以上企业研发机构、高新技术产业投资额分别于8月、10月、11月达到序时进度。"
    )


def test_that_the_years_tables_are_those_of_its_quarters_and_targets(report: Make) -> None:
    year = tables(report("2025"))
    assert year["表1"].rows == (
        ("一季度末", "18", "3", "10", "5", "5"),
        ("二季度末", "19", "11", "5", "3", "4"),
        ("三季度末", "19", "12", "6", "1", "4"),
        ("年末", "21", "21", "0", "0", "2"),
    )
    # 0.11/0.10 = 110 %, 122/120, 121/120, 51.30/50.
    assert [row[2:] for row in year["表2"].rows] == [
        ("—", "—", "—", "◎待公布"),
        ("3.41%", "3.47%", "110.0%", "★已完成"),
        ("70家", "129家", "107.5%", "★已完成"),
        ("1063家", "1121家", "100.8%", "★已完成"),
        ("78.0%", "78.5%", "达标", "★已完成"),
        ("19.80亿元", "51.30亿元", "102.6%", "★已完成"),
        ("申报", "公示", "按阶段", "●公示阶段"),
    ]
    assert year["表3"].rows == (
        ("全市R&D经费投入强度", "◎待公布", "统计部门尚未公布", "公布后补充评价", "示例高新科"),
        ("获省科技创新鼎（争取）", "公示阶段", "结果以正式公布为准", "公布后补充评价", "示例高新科"),
        (
            "“拨投结合”",
            "未完成，处于审议阶段，10月以来未变",
            "9月反映“拨投结合”首单项目尚在比选〔请补充：年末原因〕",
            "〔请补充〕",
            "示例服务中心",
        ),
    )


def test_that_the_years_analysis_keeps_to_its_course(report: Make) -> None:
    # 8-3: 5+3+2 = 10 of 21 came in October to December; H-6: 51.30−34.80 = 16.50 of 51.30 are below 40 %.
    assert paragraphs(report("2025"), "问题和分析") == [
        "（一）前低后高。一季度末有15项评判指标慢于序时进度。",
        "（二）余量偏小。高企总量、研发费用总量年末分别仅高于目标1家、0.30亿元。",
        (
            "（三）部分指标补短较晚。高新产业增加值占比2—8月连续7个月未达到目标。"
            "高新技术产业投资2—10月连续9个月慢于序时进度。"
            "企业研发机构1—9月连续9个月慢于序时进度，四季度完成10家，占全年的47.6%。"
        ),
        # 2, 4, 7, 8, 9, 12 and the headline targets in the first half, 5 and 11 in July
        "（四）单位反映的问题。全年新反映问题9个，已解决1个（场馆6月检修停开2天，开放天数略慢），8个未写明是否解决。",
    ]


def test_that_the_next_year_is_left_to_people(report: Make) -> None:
    """8-1 grew in four months (60, 98, 90, 62) and 9-5 in two (14, 1), H-3 in eleven and 8-3 in seven."""
    assert paragraphs(report("2025"), "下年工作建议") == [
        "（一）示例服务中心牵头的“拨投结合”模式结转下年，列入一季度重点跟踪〔请核定〕。",
        "（二）科技型中小企业、本级重点研发项目按批次设定序时计划〔请核定〕。",
        "（三）〔请补充：下年主要目标和工作重点〕。",
    ]
    assert report("2025").day == "2026年1月　　日"


def test_that_the_year_has_every_item_with_its_paper(report: Make) -> None:
    _, items, *_ = report("2025").annexes
    assert len(items.rows) == 32
    assert items.rows[0][1:4] == ("习近平总书记重要指示批示精神闭环落实机制", "印发实施", "★已完成")
    lists = [row for row in items.rows if "审计整改" in row[1]]
    assert lists[0][2] == "30/30个"


def test_that_the_year_gathers_what_its_months_told(report: Make) -> None:
    """Section by section; without what figures and stages tell, such as 走访高校院所."""
    told = [sentence.words for sentence in report("2025").sentences if not sentence.ids]
    assert [words for words in told if re.match(r"\d+月", words)] == [
        (
            "1月签订责任书；3月制定年度学习计划；9月开展调研成果交流；全年学习任务完成；"
            "12月完成年度述责述廉，完成民主评议党员。"
        ),
        "1月摸清平台运行情况；12月赛事成果落地跟踪。",
        (
            "3月排摸申报企业，征集攻关需求；6月首批高企申报受理完成；9月第二批申报辅导；"
            "年度归集辅导完成；12月平台认定结果公布。"
        ),
        "1月赴先进地区调研；场馆6月检修后恢复开放；暑期研学活动开展；12月完成年度考核。",
    ]
