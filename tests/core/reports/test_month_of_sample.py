"""The bureau's June of the sample year, with every number worked out by hand from the entered figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.reports.report import Heading, Paragraph
from tests.support.reports import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.report import Report

    Make = Callable[..., Report]


def test_that_it_says_what_it_is_and_for_whom(report: Make) -> None:
    june = report("2025-06")
    assert june.title == "关于2025年6月工作要点进展情况的通报"
    assert june.addressee == "局机关各科室、局属单位："
    assert june.blocks[0] == Paragraph(june.blocks[0].sentences)  # type: ignore[union-attr]
    assert june.blocks[0].text == (
        "根据《慈溪市科学技术局2025年工作要点》，现将截至2025年6月底的进展情况通报如下。"
    )
    assert (june.signature, june.day) == ("慈溪市科学技术局办公室", "2025年7月　　日")
    assert june.marks == ("示例数据", "草稿")
    headings = [block.words for block in june.blocks if isinstance(block, Heading)]
    assert headings == [
        "一、总体情况",
        "二、主要进展",
        "三、滞后和欠序时情况",
        "四、需研究协调的事项",
        "五、下一步工作要求",
    ]


def test_that_the_counts_are_those_of_the_lights(report: Make) -> None:
    # 23 figures: H-1 pending, 9-1 and 9-3 not due, H-7 an honour: 19 judged. Slow: H-5, 7-2, 7-4, 9-4, 12-1
    # yellow; H-6 (39.6), 6-2 (20 of 40), 8-3 (35.0) red. Striving: 7-3 (in its band), 7-4, 9-4.
    # 30 milestones and 2 lists; done M1-1, M4-8, M7-1, M10-3; behind its plan M8-2.
    # Against May: H-2 (40.0 of 41.7), H-3 (45 of 50), H-4 (41 of 50), 8-1 (60 of 125), 9-5 (0 of 6) and
    # 12-2 (480 of 500) turned; H-6 (32.2, −9.5) fell to red, 7-2 (44.2) to yellow; 6-2 was not due.
    assert paragraphs(report("2025-06"), "总体情况") == [
        (
            "评判指标19项，达到或快于序时进度11项，欠序时5项，滞后3项；其中约束性指标16项达到10项，"
            "力争、争取类3项达到1项。另有争取荣誉1项处于申报阶段，待公布1项、未到节点2项，不参加评判。"
            "阶段和清单类事项32项，完成4项，按计划推进27项，欠序时1项。"
            "与5月相比，指标转好6项、转差2项，首次填报即为滞后1项；新完成事项3项。"
        ),
        "本月应报送单位3个，已报送1个，退回修改的示例办公室尚未重新报送，示例服务中心尚未报送。",
    ]


def test_that_what_turned_is_told_with_its_figures(report: Make) -> None:
    # H-3: 0+5+8+10+22+25 = 70 of 120 = 58.3 %, pace 50; H-4: 63 of 120 (one more than 1120) … 1063−1000 of
    # 1120−1000 = 52.5 %; 8-1: 60+98 = 158 of 300 = 52.7 %. Both lists were as far ahead in May already.
    assert paragraphs(report("2025-06"), "主要进展") == [
        (
            "6项指标赶上序时进度。规上工业企业研发费用占营业收入比重为3.41%，与序时进度持平。"
            "6月新增高新技术企业25家，累计70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
            "高新技术企业总量为1063家，快2.5个百分点。"
            "科技型中小企业本月98家，累计158家，由滞后转为快于序时进度2.7个百分点。"
            "本级重点研发项目、风采馆参观也达到或快于序时进度。"
            "习近平总书记重要指示批示精神闭环落实机制、杭州飞地公开招标、服务站管理办法（修订）3项完成。"
        )
    ]


def test_that_each_late_figure_has_its_gap_its_history_its_need_and_its_cause(report: Make) -> None:
    # H-6: 19.80/50 = 39.6 %; 30.20/6 = 5.0333… → 5.04; 19.80/6 = 3.30, 5.0333/3.30 = 1.5.
    # 6-2: 1 of 5, floor(5·6/12) = 2 due. 8-3: 2+3+2 = 7 of 20; 13/6 = 2.17 → 2.2; 2.1667/1.1667 = 1.9.
    late = paragraphs(report("2025-06"), "滞后和欠序时情况")
    assert late[:3] == [
        (
            "1.高新技术产业投资额（滞后）。1—6月累计19.80亿元，完成年度目标的39.6%，慢于序时进度10.4个百分点，"
            "由欠序时转为滞后；后6个月月均需完成5.04亿元，为前6个月月均的1.5倍。"
            "原因是新开工项目不足，示例高新科拟会同经信、发改部门排查在建项目，落实投资入库。"
        ),
        (
            "2.双创大赛、创新挑战赛获宁波市级以上奖项（滞后）。累计1个，"
            "比序时应完成数少1个；还差4个。原因未填报，拟组织大赛复赛辅导。"
        ),
        (
            "3.新增宁波市级以上企业研发机构（滞后）。6月新增2家，累计7家，完成35.0%，"
            "慢15.0个百分点，连续5个月滞后；后6个月月均需完成2.2家，为前6个月月均的1.9倍。"
            "原因是申报数量不足，拟联合镇街道摸排有条件企业，8月底前完成申报。"
        ),
    ]
    # H-5: 78.3 − 78.0; 7-2: 40/86 = 46.5 %; 12-1: 24/50 = 48 %. Six: those of 力争, 争取 and items by name.
    assert late[3:] == [
        (
            "4.欠序时6项（指标5项、事项1项）。高新技术产业增加值占规上工业增加值比重为78.0%，低于年度目标0.3个百分点；"
            "零申报企业走访覆盖率46.5%，慢于序时进度3.5个百分点；风采馆开放24天，慢2.0个百分点。"
            "另有上级研发项目立项、研发费用总量、孵化器众创空间办法3项。"
            "原因、打算和时限见附件2。"
        )
    ]


def test_that_requests_go_to_the_leaders_and_steps_with_a_day_into_the_requirements(report: Make) -> None:
    june = report("2025-06")
    assert paragraphs(june, "需研究协调的事项") == [
        "中以研究院重组涉及多方股权，协商周期较长，示例高新科4月以来连续3个月提请专题会议研究中以研究院重组方案。"
    ]
    assert paragraphs(june, "下一步工作要求") == [
        (
            "（一）示例高新科就3项滞后指标列出7—12月分月计划，补报双创赛事获奖的原因，"
            "随7月进展情况表于7月25日前报送〔请核定〕。"
        ),
        "（二）示例高新科7月底前完成停产搬迁企业核实，调整名单。示例服务中心三季度增加周末开放。",
        "（三）示例办公室、示例服务中心核实数据后尽快报送。",
    ]


def test_that_the_annexes_hold_every_figure_and_everything_slow(report: Make) -> None:
    figures, slow = report("2025-06").annexes
    assert [row[0] for row in figures.rows] == [str(n) for n in range(1, 24)]
    assert figures.rows[5][1:] == (
        "高新技术产业投资额", "不少于50亿元", "3.70亿元", "19.80亿元", "39.6%", "50.0%", "慢10.4", "■滞后",
    )  # fmt: skip
    assert figures.rows[10][1:] == (
        "研发费用零申报企业上门走访覆盖率", "全覆盖", "—", "40/86家", "46.5%", "50.0%", "慢3.5", "▲欠序时",
    )  # fmt: skip
    assert figures.rows[0][3:] == ("—", "—", "—", "—", "—", "◎待公布")
    assert [row[1:4] for row in slow.rows] == [
        ("高新技术产业投资额", "■滞后", "5个月（滞后1个月）"),
        ("双创大赛、创新挑战赛获宁波市级以上奖项", "■滞后", "1个月（滞后1个月）"),
        ("新增宁波市级以上企业研发机构", "■滞后", "6个月（滞后5个月）"),
        ("高新技术产业增加值占规上工业增加值比重", "▲欠序时", "5个月"),
        ("研发费用零申报企业上门走访覆盖率", "▲欠序时", "1个月"),
        ("院士风采馆开放天数", "▲欠序时", "6个月"),
        ("上级重点研发计划项目立项（争取）", "▲欠序时", "5个月"),
        ("规上工业企业研发费用总量（力争）", "▲欠序时", "5个月"),
        ("修订孵化器众创空间办法", "▲欠序时", "1个月"),
    ]
    assert slow.rows[4][4:] == (
        "部分企业停产或搬迁", "7月底前完成停产搬迁企业核实，调整名单", "7月底", "示例高新科",
    )  # fmt: skip
    assert slow.rows[3][4:7] == ("未填报", "未填报", "—")


def test_that_the_drafter_is_told_what_to_look_at(report: Make) -> None:
    assert report("2025-06").remarks == (
        "依据的数据尚未正式报送：示例办公室（退回）、示例服务中心（草稿），印发前须换为正式报送数。",
        "指标23项＝评判19项＋争取荣誉1项＋不参加评判3项。",
        (
            "未填报原因：双创大赛、创新挑战赛获宁波市级以上奖项、高新技术产业增加值占规上工业增加值比重、"
            "规上工业企业研发费用总量、《慈溪市科技企业孵化器和众创空间认定管理办法》修订。"
        ),
        "高新技术企业总量比年初净增63家，新增70家，两数不同，请说明原因。",
        "正文尚有〔请补充〕0处、〔请核定〕1处。",
    )


def test_that_every_sentence_with_a_figure_names_where_it_comes_from(report: Make) -> None:
    for sentence in report("2025-06").sentences:
        if "%" in sentence.words or "百分点" in sentence.words:
            assert sentence.ids, sentence.words
