"""Every number of a month's, a quarter's, the half-year's and the year's report, worked out by hand."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.reports.compose import fitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Report

    From = Callable[..., Material]
    Make = Callable[..., Report]

JUNE = """
H-1 — — — — —
H-2 — 3.41% 50.0% 50.0% 持平
H-3 25家 70家 58.3% 50.0% 快8.3
H-4 — 1063家 52.5% 50.0% 快2.5
H-5 — 78.0% 未达标 — 低于目标0.3
H-6 3.70亿元 19.80亿元 39.6% 50.0% 慢10.4
H-7 — 申报 按阶段 — —
6-1 0次 2次 40.0% 40.0% 持平
6-2 1个 1个 20.0% 40.0% 慢20.0
7-1 — 900/1500家 60.0% 50.0% 快10.0
7-2 — 40/86家 46.5% 50.0% 慢3.5
7-3 — 9.4% 94.0% 100.0% 低于目标0.6
7-4 13.10亿元 44.00亿元 46.3% 50.0% 慢3.7
8-1 98家 158家 52.7% 50.0% 快2.7
8-3 2家 7家 35.0% 50.0% 慢15.0
9-1 — — — — —
9-2 1家 1家 50.0% 50.0% 持平
9-3 — — — — —
9-4 1项 3项 30.0% 50.0% 慢20.0
9-5 14个 14个 93.3% 46.7% 快46.6
12-1 5天 24天 48.0% 50.0% 慢2.0
12-2 150人次 630人次 52.5% 50.0% 快2.5
12-3 0场 1场 50.0% 50.0% 持平
"""
"""This month, since January, completion, pace, gap.

H-2 is 0.05 of the 0.10 above 3.36; H-4 63 of the 120 above 1000; 6-1 and 6-2 count against
floor(5·6/12) = 2, 9-5 against floor(15·6/12) = 7: 7/15 = 46.7 %, 14/15 = 93.3 %, 93.3 - 46.7 = 46.6.
All others are value ÷ target.
"""
QUARTER = "— — 57家 — — 10.90亿元 — 1次 1个 — — — 27.90亿元 158家 5家 — 1家 — 3项 14个 14天 400人次 1场"
"""April + May + June: 10+22+25; 19.80−8.90; 0+1+0; 1; 44.00−16.10; 60+98; 3+2; 1; 2+1; 14; 4+5+5;
110+140+150; 1."""
YEAR = """
H-1 — — — — —
H-2 — 3.47% 110.0% 100.0% 快10.0
H-3 129家 129家 107.5% 100.0% 快7.5
H-4 — 1121家 100.8% 100.0% 快0.8
H-5 — 78.5% 达标 — 高于目标0.2
H-6 51.30亿元 51.30亿元 102.6% 100.0% 快2.6
H-7 — 公示 按阶段 — —
6-1 5次 5次 100.0% 100.0% 持平
6-2 5个 5个 100.0% 100.0% 持平
7-1 — 1500/1500家 100.0% 100.0% 持平
7-2 — 86/86家 100.0% 100.0% 持平
7-3 — 10.3% 103.0% 100.0% 高于目标0.3
7-4 95.30亿元 95.30亿元 100.3% 100.0% 快0.3
8-1 310家 310家 103.3% 100.0% 快3.3
8-3 21家 21家 105.0% 100.0% 快5.0
9-1 8家 8家 100.0% 100.0% 持平
9-2 2家 2家 100.0% 100.0% 持平
9-3 1家 1家 100.0% 100.0% 持平
9-4 11项 11项 110.0% 100.0% 快10.0
9-5 15个 15个 100.0% 100.0% 持平
12-1 51天 51天 102.0% 100.0% 快2.0
12-2 1265人次 1265人次 105.4% 100.0% 快5.4
12-3 2场 2场 100.0% 100.0% 持平
"""
"""The sums of the twelve months: H-3 0+5+8+10+22+25+12+6+9+9+12+11; 8-1 60+98+90+62; 8-3 2+3+2+4+5+3+2; …."""
TOLD_OF_THE_YEAR = (
    "巡察、审计整改问题共30个，全部办结。",
    (  # 3+2+3+3+3+4+3+2+3+3+3+4; 1+2+1+2; 4+4+5+5+5+6+5+4+5+5+5+6; 1+1+1+2+1+1+1+1+1+1
        "落实“三个第一”36次；开展政治生态和思想状态分析6次；开展组织生活59次；举办干部培训、“思享汇”活动11场。"
    ),
    (  # 2+6+4+3+2+1+1+2; 12+8+15+6; 1+2+1+1+2+1+1+2+1+1; 3+2+5+4+6+4+3+2+5+4+3+4; 1+1+3+2+2+3+1+1+2+3+2+1
        "申报领军团队和引才工程项目21项；遴选“产业教授”“科技副总”41人；引进外国人才13人；"
        "办理海外工程师资助、来华许可45件；开展院校对接22次。"
    ),
    (  # 1+1+1+1+1; 1+2+1+1
        "开展“千企百校万里行”专题活动5次，双创大赛、创新挑战赛获宁波市级以上奖项5个，均完成年度目标。"
    ),
    "研发后补助核查企业共145家，全部办结。",
    "规上工业企业研发费用归集业务培训1500家、研发费用零申报企业上门走访86家，均实现全覆盖。",
    (  # 95.30/95
        "规上工业企业研发费用同比增长10.3%，达到年度目标；"
        "规上工业企业研发费用总量为95.30亿元，完成年度目标的100.3%。"
    ),
    (  # 10+22+18+25+20+12+15+20+18+16+10; 45+60+80+120+60+40+55+70+65+50
        # 3+6+5+8+4+2+3+6+5+4+2; 2+5+8+4+6+2+1+3+5+2+1
        "“诊断+提升”服务企业186家；政策兑现企业645家；征集需求和应用场景48条；申报科技奖项和专项39项。"
    ),
    # 310/300, 21/20
    "新培育浙江省科技型中小企业310家，完成103.3%；新增宁波市级以上企业研发机构21家，完成105.0%。",
    "立项上级重点研发计划项目11项，完成110.0%。",  # 2+1+3+2+2+1 of 10
    (  # 8 of 8, 1+1 of 2, 1 of 1, 14+1 of 15
        "认定新一轮产业创新服务综合体8家、新建产业创新联合体2家、认定宁波市技术创新中心1家、"
        "实施本级重点研发项目15个，均完成年度目标。"
    ),
    # 2+3+5+4+5+5+5+5+4+5+4+4 of 50; 40+60+130+110+140+150+105+95+120+115+110+90 of 1200
    "院士风采馆开放51天，完成年度目标的102.0%；院士风采馆接待参观1265人次，完成105.4%。",
    "院士风采馆举办活动2场，完成年度目标。",
    "编印监测分析16期；报送政务信息100篇。",  # 1+1+2, four times; 6+5+8+9+10+11+8+7+9+10+9+8
    # 7 headline targets: H-2 to H-6 met, H-7 on its way, H-1 pending.
    "工作要点确定的7项主要目标中，5项完成，争取荣誉1项处于公示阶段，1项待公布。",
    (  # 3.47−3.36; 129/120; 1121−1000, 1121−1120; 51.30/50
        "其中，规上工业企业研发费用占营业收入比重为3.47%，比基数提高0.11个百分点，达到年度目标；"
        "新增高新技术企业129家，完成年度目标的107.5%；"
        "高新技术企业总量为1121家，比年初净增121家，超过1120家的目标1家；"
        "高新技术产业增加值占规上工业增加值比重为78.5%，达到年度目标；"
        "高新技术产业投资为51.30亿元，完成年度目标的102.6%。"
    ),
)
TOLD_OF_THE_QUARTER = (
    (  # 78.3 − 78.0; 50 − 46.5 (40 of 86); 50 − 48 (24 of 50)
        "高新技术产业增加值占规上工业增加值比重为78.0%，低于年度目标0.3个百分点；零申报企业走访覆盖率46.5%，慢3.5个百分点；"
        "风采馆开放24天，慢2.0个百分点。"
    ),
    "企业研发机构方面，联合镇街道摸排有条件企业，8月底前完成申报。",
    # M4-6, M4-7, M9-1, M10-1, M11-2, M11-4 reached their stage in April or before.
    "停留3个月以上的6项事项补定下一步节点〔请核定〕。",
)
HALF = "— — 70家 — — 19.80亿元 — 2次 1个 — — — 44.00亿元 158家 7家 — 1家 — 3项 14个 24天 630人次 1场"
"""January to June: 0+5+8+10+22+25; 19.80; 0+0+1+0+1+0; 1; 44.00; 60+98; 2+3+2; 1; 2+1; 14; 2+3+5+4+5+5;
40+60+130+110+140+150; 1."""
TOLD_OF_THE_HALF = (
    # as in June: 23 less an honour (H-7) and three that are grey (H-1, 9-1, 9-3)
    "评判指标19项，达到或快于序时进度11项，欠序时5项，滞后3项。",
    "高新技术产业投资、双创赛事获奖、企业研发机构3项滞后，需在下半年补上。",
    (  # 3+2+3+3+3+4; 1+2; 4+4+5+5+5+6; 1+1+1+2+1
        "落实“三个第一”18次；开展政治生态和思想状态分析3次；开展组织生活29次；举办干部培训、“思享汇”活动6场。"
    ),
    "1月签订责任书；3月制定年度学习计划；6月开展中央八项规定精神学习教育。",
    (  # M4-1, M4-5, M6-1 and M6-2 are at their second stage, 征求意见
        "新型研发机构工作体系、绩效导向的科创平台支持机制等4项处于征求意见阶段，产研院公司化改制处于报批阶段，"
        "医工所产业化转型、中以研究院功能性重组处于审计评估阶段，人才项目全流程机制处于审议阶段，"
        "校院企高层次人才“互聘共享”计划处于印发实施阶段，两项赛事处于筹备阶段。"
    ),
    "开展“千企百校万里行”专题活动2次。",  # 1+1
    "双创大赛、创新挑战赛获宁波市级以上奖项1个，比序时应完成数少1个。",  # 2 of 5 are due
    (  # 2+6+4+3+2; 12+8; 1+2+1+1+2; 3+2+5+4+6+4; 1+1+3+2+2+3
        "申报领军团队和引才工程项目17项；遴选“产业教授”“科技副总”20人；引进外国人才7人；"
        "办理海外工程师资助、来华许可24件；开展院校对接12次。"
    ),
    "1月摸清平台运行情况；6月与高校院所开展对接活动。",
    (  # 900/1500; 40/86 = 46.5, 50 − 46.5; 44/95 = 46.3, 50 − 46.3
        "归集培训覆盖率60.0%；零申报企业走访覆盖率46.5%，慢于序时进度3.5个百分点；研发费用增速9.4%；"
        "研发费用总量44.00亿元，慢3.7个百分点。"
    ),
    (  # 10+22+18+25+20; 45+60+80+120; 3+6+5+8+4; 2+5+8+4+6
        "“诊断+提升”服务企业95家；政策兑现企业305家；征集需求和应用场景26条；申报科技奖项和专项25项。"
    ),
    # 24 of 50; 40+60+130+110+140+150; 1
    "风采馆开放24天，慢于序时进度2.0个百分点；院士风采馆接待参观630人次；院士风采馆举办活动1场。",
    "编印监测分析8期；报送政务信息49篇。",  # 1+1+2+1+1+2; 6+5+8+9+10+11
    "1月赴先进地区调研；场馆6月检修后恢复开放。",
    "停留3个月以上的6项补定节点〔请核定〕。",  # as in the quarter
)
SHORTENED = (
    "6月新增高新技术企业25家，累计70家，快于序时进度8.3个百分点。",  # 58.3 − 50
    "二季度新增高新技术企业57家，是一季度（13家）的4.4倍，累计70家，快于序时进度8.3个百分点。",  # 57/13
    # without M4-6 and M4-7, which are stuck, and M4-8, which is done: M4-1 to M4-5, M5-1, M5-2, M6-1 to M6-3
    "新型研发机构工作体系、绩效导向的科创平台支持机制等10项按计划推进。",
    "新一轮科技创新产业政策、科技金融政策体系等5项按计划推进。",  # M10-2, M11-1, M11-3, M12-1, M12-2
    "3月制定年度学习计划；6月开展中央八项规定精神学习教育。",
    (  # 86 − 40; 50 − 24; 10 − 3; 95 − 44
        "零申报企业走访还需覆盖46家；风采馆开放还差26天；上级研发项目立项还差7项；研发费用总量还差51.00亿元。"
        "各项打算见附件2。"
    ),
    "（二）加快欠序时指标和事项。按附件2所列打算推进。",
    "三家平台评价体系、慈溪分市场实体化运营等6项停留3个月以上，补定下一步节点〔请核定〕。",
    (
        "（四）提请研究的事项。中以研究院重组涉及多方股权，协商周期较长，示例高新科4月以来连续3个月提请专题会议"
        "研究中以研究院重组方案。"
    ),
)
WITHOUT_FIGURES = (
    "依据各单位填报数据",
    "对照《慈溪市科学技术局2025年工作要点》推进各项工作",
    "各项情况见表2。",
)
"""What holds a number that is no figure: the year in the plan's name, a table's number."""


def _rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split()[1:]) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("key", "expected"), [("2025-06", JUNE), ("2025", YEAR)])
def test_that_every_row_of_the_table_of_figures_is_right(report: Make, key: str, expected: str) -> None:
    table = report(key).annexes[0]
    assert [row[3:8] for row in table.rows] == _rows(expected)


@pytest.mark.parametrize(("key", "brought"), [("2025-Q2", QUARTER), ("2025-H1", HALF)])
def test_that_a_longer_table_has_what_its_own_months_brought_and_else_what_june_has(
    report: Make, key: str, brought: str
) -> None:
    rows = report(key).annexes[0].rows
    assert [row[3] for row in rows] == brought.split()
    assert [row[4:8] for row in rows] == [row[1:] for row in _rows(JUNE)]


def test_that_the_year_tells_what_was_done(report: Make) -> None:
    told = [sentence.words for sentence in report("2025").sentences]
    assert [words for words in TOLD_OF_THE_YEAR if words not in told] == []


def test_that_the_quarter_tells_what_is_to_be_done(report: Make) -> None:
    told = [sentence.words for sentence in report("2025-Q2").sentences]
    assert [words for words in TOLD_OF_THE_QUARTER if words not in told] == []


def test_that_the_half_year_tells_what_was_done(report: Make) -> None:
    told = [sentence.words for sentence in report("2025-H1").sentences]
    assert [words for words in TOLD_OF_THE_HALF if words not in told] == []


def test_that_what_is_shortened_still_tells_what_was_done(material: From) -> None:
    keys = ("2025-06", "2025-Q2", "2025-H1")
    told = [sentence.words for key in keys for sentence in fitted(material(key)).sentences]
    assert [words for words in SHORTENED if words not in told] == []


@pytest.mark.parametrize("key", ["2025-06", "2025-Q2", "2025-H1", "2025"])
def test_that_each_sentence_with_a_number_stands_in_a_test(report: Make, material: From, key: str) -> None:
    files = [Path(__file__), *Path(__file__).parent.glob("test_*_of_sample.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    expected = "\n".join(texts)
    untested = [
        sentence.words
        for sentence in (*report(key).sentences, *fitted(material(key)).sentences)
        if re.search(r"\d", sentence.words)
        and sentence.words not in expected
        and not any(words in sentence.words for words in WITHOUT_FIGURES)
    ]
    assert untested == []
