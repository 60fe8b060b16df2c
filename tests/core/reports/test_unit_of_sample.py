"""The reports of one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.periods import month
from cixi_desktop.records.record import OfUnit
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.material import of_unit
from cixi_desktop.workspace import read_content
from tests.support.reports import paragraphs, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.report import Report
    from cixi_desktop.workspace import Workspace

    Make = Callable[..., Report]

UNIT = "示例高新科"


def test_that_a_unit_tells_what_it_leads(report: Make) -> None:
    # Leads the headline targets and tasks 4 to 10: all figures but the three of task 12; 43 of the 76 items.
    june = report("2025-06", UNIT)
    assert (june.title, june.addressee, june.signature) == (
        "示例高新科2025年6月工作要点进展情况",
        "局办公室：",
        UNIT,
    )
    (told,) = paragraphs(june, "总体情况")
    assert told == (
        "本单位牵头指标20项、事项43项。评判指标16项，达到或快于序时进度9项，欠序时4项，滞后3项。"
        "另有争取荣誉1项处于申报阶段，待公布1项、未到节点2项，"
        "不参加评判。阶段和清单类事项23项，完成3项，按计划推进19项，欠序时1项；其余20项只作记录。"
        "与5月相比，指标转好5项、转差2项，首次填报即为滞后1项；新完成事项2项。"
    )


def test_that_its_tasks_have_the_months_figures_and_counts(report: Make) -> None:
    tasks = paragraphs(report("2025-06", UNIT), "重点任务进展")
    assert len(tasks) == 8
    assert tasks[2] == (
        "推进高端科技人才引育。校院企高层次人才“互聘共享”计划进入印发实施阶段。"
        "6月申报领军团队和引才工程项目2项，累计17项；遴选“产业教授”“科技副总”8人，累计20人；引进外国人才2人，累计7人；"
        "办理海外工程师资助、来华许可4件，累计24件。"
    )
    assert "。1—6月，高新技术产业投资额为19.80亿元，完成39.6%，慢10.4个百分点。" in tasks[0]
    # Of what is no sum of months only where it stands; the honour stands where it stood in May.
    assert tasks[0].startswith(
        "主要目标。规上工业企业研发费用占营业收入比重为3.41%，与序时进度持平。6月新增高新技术企业25家"
    )
    assert "省科技创新鼎" not in tasks[0]
    assert "省科技创新鼎争创工作处于申报阶段。" in paragraphs(report("2025-Q2", UNIT), "重点任务进展")[0]
    # 8-1 goes by its short name, 8-3 is 滞后; 158/300 is 2.7 points ahead, 7/20 15.0 behind.
    assert "科技型中小企业本月98家，累计158家，快2.7个百分点。" in tasks[5]
    assert "6月新增宁波市级以上企业研发机构2家，累计7家，完成35.0%，慢15.0个百分点。" in tasks[5]
    assert (  # 900/1500, 40/86, 44.00/95; 9.4 is within the band of 10
        "归集培训覆盖率60.0%，快10.0个百分点；零申报企业走访覆盖率46.5%，慢3.5个百分点；"
        "研发费用增速9.4%，在年度目标（10%左右）允许幅度内；研发费用总量44.00亿元，慢3.7个百分点。"
    ) in tasks[4]


def test_that_the_counts_a_unit_drafted_from_its_data_are_not_told_twice(report: Make) -> None:
    # Task 5 in May: what was drafted from its counts stands in 进展情况 and among the counts.
    tasks = paragraphs(report("2025-05", UNIT), "重点任务进展")
    assert tasks[2] == (
        "推进高端科技人才引育。人才项目全流程机制进入审议阶段。"
        "5月申报领军团队和引才工程项目3项，累计15项；累计遴选“产业教授”“科技副总”12人；引进外国人才1人，累计5人；"
        "办理海外工程师资助、来华许可6件，累计20件。"
    )


def test_that_problems_without_a_cause_or_a_day_are_asked_for(report: Make) -> None:
    rows = {row[0]: row[1:] for row in tables(report("2025-06", UNIT))[""].rows}
    assert rows["5.推进高端科技人才引育"] == ("无", "跟进省领军团队评审", "—")
    assert rows["6.开展高质量科技合作"] == (
        "〔请补充：双创赛事获奖慢于序时进度的原因〕",
        "组织大赛复赛辅导",
        "〔请补充〕",
    )
    assert rows["8.强化创新主体培育"] == (
        "宁波市级以上研发机构申报数量不足〔请补充：孵化器众创空间办法慢于序时进度的原因〕",
        "联合镇街道摸排有条件企业，8月底前完成申报",
        "8月底",
    )


def test_that_it_is_signed_and_carries_the_check_code(report: Make) -> None:
    people, edition = report("2025-06", UNIT).foot
    assert people == "填报人：　　　审核人：　　　负责人：　　　联系电话："
    assert len(people) <= 28  # a line of the page
    assert edition.startswith("第1次报送　校验码：")
    assert report("2025-06").foot == ()


def test_that_what_was_not_handed_in_is_a_draft(report: Make) -> None:
    assert report("2025-06", "示例服务中心").foot[1].startswith("草稿（未报送）　校验码：")


def test_that_a_quarter_carries_the_edition_of_its_last_month(report: Make) -> None:
    assert report("2025-Q2", UNIT).foot == report("2025-06", UNIT).foot


def test_that_a_longer_period_has_the_lights_of_its_quarters(report: Make) -> None:
    half = report("2025-H1", UNIT)
    assert half.title == "示例高新科2025年上半年工作要点进展情况"
    assert [row[0] for row in tables(half)["表1"].rows] == ["一季度末", "二季度末"]


def test_that_a_units_half_year_tells_its_headline_targets_whole(report: Make) -> None:
    # 70/120 = 58.3 %, 63/120 = 52.5 %, 19.80/50 = 39.6 %, each against 50.0 %; (3.41 - 3.36)/0.10 = 50.0 %.
    first = paragraphs(report("2025-H1", UNIT), "重点任务进展")[0]
    assert first.startswith(
        "主要目标。1—6月，规上工业企业研发费用占营业收入比重为3.41%，比基数提高0.05个百分点，"
        "完成年度提升目标的50.0%，与序时进度持平。"
        "上半年新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
        "高新技术企业总量为1063家，比年初净增63家，完成年度净增目标的52.5%，快2.5个百分点。"
        "高新技术产业增加值占规上工业增加值比重为78.0%，低于年度目标0.3个百分点。"
        "高新技术产业投资额为19.80亿元，完成39.6%，慢10.4个百分点。"
    )


def test_that_a_unit_that_entered_nothing_says_so(sample_year: Workspace) -> None:
    def overall(unit_id: str) -> list[str]:
        content = read_content(sample_year.plan, sample_year.store, sample_year.unit(unit_id))
        shared = {key: kept for key, kept in content.records.items() if not isinstance(kept, OfUnit)}
        material = of_unit(sample_year.plan, replace(content, records=shared), month(2025, 9))
        return paragraphs(compose(material), "总体情况")

    assert overall("2") == [
        ("本单位牵头指标3项、事项12项，指标均未填报。阶段和清单类事项6项，均未填报；其余6项只作记录。")
    ]
    assert overall("1")[0].startswith("本单位牵头事项21项。阶段和清单类")


def test_that_a_unit_without_figures_has_no_annex(report: Make) -> None:
    assert report("2025-09", "示例办公室").annexes == ()


def test_that_the_years_end_asks_why_a_milestone_was_not_done(report: Make) -> None:
    """M11-4 has stood at its third stage since October; what was told of it last was told in September."""
    made = report("2025", "示例服务中心")
    table = tables(made)[""]
    assert [row[1] for row in table.rows] == [
        "9月反映“拨投结合”首单项目尚在比选〔请补充：“拨投结合”模式未完成的原因〕",
        "无",
    ]
