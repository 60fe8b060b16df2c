"""The second quarter of the sample year, worked out by hand; and how it differs from June's report."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.reports.page import page_of
from cixi_desktop.reports.report import Chart, Heading, plain_text
from tests.support.reports import paragraphs, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Report

    Make = Callable[..., Report]


def test_that_the_opening_tells_speed_counts_and_where_it_is_stuck(report: Make) -> None:
    # End of March: 3 good, 10 yellow, 5 red; June: 11, 5, 3. Not begun in March, with stages since April:
    # M4-4, M8-3, M9-1, M11-2, M11-4. Done in April to June: M1-1, M4-8, M7-1, M10-3.
    # H-6: 8.90/50 = 17.8 of 25.0, 19.80/50 = 39.6 of 50.0; 8-3 kept its 15 points.
    opening = report("2025-Q2").blocks[0]
    assert opening.text == (  # type: ignore[union-attr]
        "二季度工作要点执行进度加快。季末评判指标19项，达到或快于序时进度11项，比一季度末增加8项；"
        "欠序时5项，减少5项；滞后3项，减少2项。"
        "工作事项新完成4项，一季度末尚未启动的5项全部启动。"
        "主要矛盾是高新技术产业投资额，与序时进度的差距由7.2个百分点扩大到10.4个百分点。"
    )


def test_that_the_lights_of_both_quarters_stand_side_by_side(report: Make) -> None:
    assert tables(report("2025-Q2"))["表1"].rows == (
        ("一季度末", "18", "3", "10", "5", "5"),
        ("二季度末", "19", "11", "5", "3", "4"),
    )


def test_that_what_came_right_is_held_against_the_first_quarter(report: Make) -> None:
    # H-3: 10+22+25 = 57 against 0+5+8 = 13: 4.38; H-4: 1011 → 1063; 7-1: 260/1500 = 17.3 % → 60.0 %.
    # 8-1: 158/300 = 52.7 %; 9-5: 14 of 15 is within its band; of more than four the fifth by its name.
    main, others, *_ = paragraphs(report("2025-Q2"), "指标执行情况")
    assert main == (
        "（一）进度加快的主要目标。规上工业企业研发费用占营业收入比重由1—3月的3.38%升至1—6月的3.41%，与序时进度持平。"
        "二季度新增高新技术企业57家，是一季度（13家）的4.4倍，累计70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
        "高新技术企业总量由1011家增至1063家，比年初净增63家，完成年度净增目标的52.5%，快2.5个百分点，"
        "新增与净增相差7家〔请补充：减少原因〕。"
    )
    assert others == (
        "（二）进度加快的其他指标。归集培训覆盖率由17.3%升至60.0%，快10.0个百分点。"
        "研发费用增速由1—3月的8.6%升至1—6月的9.4%，在年度目标（10%左右）允许幅度内。"
        "科技型中小企业158家，快2.7个百分点。"
        "本级重点研发项目14个，在年度目标（15个左右）允许幅度内。"
        "风采馆参观也达到或快于序时进度。"
    )


def test_that_what_is_late_has_the_quarters_average(report: Make) -> None:
    # H-6: (19.80−8.90)/3 = 3.633, 8.90/3 = 2.967, 50/12 = 4.167, 30.20/6 = 5.033, /3.633 = 1.39.
    # 8-3: (0+3+2)/3 = 1.67, 2/3 = 0.67, 20/12 = 1.67; 13/6 = 2.17 → 2.2, /1.67 = 1.3.
    late = paragraphs(report("2025-Q2"), "指标执行情况")[2]
    assert late == (
        "（三）滞后的指标。高新技术产业投资为19.80亿元，慢于序时进度10.4个百分点（图1），由欠序时转为滞后。"
        "二季度月均3.63亿元，高于一季度的2.97亿元，低于序时月均4.17亿元；后6个月月均需5.04亿元，约为二季度的1.4倍。"
        "原因是新开工项目不足。"
        "双创大赛、创新挑战赛获宁波市级以上奖项1个，比序时应完成数少1个，原因未填报。"
        "新增宁波市级以上企业研发机构7家，慢15.0个百分点，连续5个月滞后。"
        "二季度月均1.7家，高于一季度的0.7家，与序时月均持平；后6个月月均需2.2家，约为二季度的1.3倍。"
        "原因是申报数量不足。"
    )


def test_that_a_falling_coverage_is_told_month_by_month(report: Make) -> None:
    # 7-2: 20, 30, 38, 40 firms at the ends of March to June.
    slow = paragraphs(report("2025-Q2"), "指标执行情况")[3]
    assert slow.endswith("零申报企业走访4—6月分别为10家、8家、2家，逐月减少。")


def test_that_the_chart_is_of_the_late_headline_figure(report: Make) -> None:
    (chart,) = [block for block in report("2025-Q2").blocks if isinstance(block, Chart)]
    assert chart.caption == "图1　高新技术产业投资额累计完成与序时进度（亿元）（示例数据）"
    reached, due, needed = chart.lines
    known = ("5.20", "8.90", "12.60", "16.10", "19.80")
    assert reached.values == (None, *map(Decimal, known), *(None,) * 6)
    assert [due.values[place] for place in (0, 5, 11)] == [Decimal("4.17"), 25, 50]
    assert needed.values[:5] == (None,) * 5
    assert [needed.values[place] for place in (5, 6, 11)] == [Decimal("19.80"), Decimal("24.83"), 50]


def test_that_the_analysis_says_only_what_can_be_worked_out(report: Make) -> None:
    # Last year: 44/1.094 = 40.2194, 95/1.10 = 86.3636: 46.57 %; (95−44)/(86.3636−40.2194) = 1.1052.
    assert paragraphs(report("2025-Q2"), "分析和预判") == [
        "（一）高新技术产业投资偏慢不是月度波动。4—6月分别为3.70亿元、3.50亿元、3.70亿元，均低于序时月均。",
        (
            "（二）研发费用总量偏慢主要是季节因素。按增速推算，上年1—6月占全年的46.6%，今年完成率46.3%，"
            "只慢0.3个百分点。要达到95亿元，下半年需增长10.5%左右（推算）。"
        ),
        (
            "（三）批次类指标不宜按月均分。科技型中小企业只在4月、6月有新增，两次公布之间慢、公布后快，"
            "建议改按批次计划判断。"
        ),
    ]


def test_that_the_forecast_is_what_is_needed_over_what_was_done(report: Make) -> None:
    # H-3 50/70; H-4 58/63; H-6 30.20/19.80; 7-1 600/900; 7-2 46/40; 7-4 51/44; 8-1 142/158; 8-3 13/7;
    # 9-5 1/14; 12-1 26/24; 12-2 570/630: six months passed and six are left.
    assert tables(report("2025-Q2"))["表2"].rows == (
        (
            "按现有进度可完成（1.0以内）",
            (
                "高企新增数（0.7）、高企总量（0.9）、归集培训（0.7）、科技型中小企业（0.9）、"
                "本级重点研发项目（0.1）、风采馆参观（0.9）"
            ),
        ),
        (
            "适当加快可完成（1.3以内）",
            "零申报企业走访（1.2）、研发费用总量（1.2）、风采馆开放（1.1）",
        ),
        ("完成难度较大（超过1.3）", "高新技术产业投资（1.5）、企业研发机构（1.9）"),
    )


def test_that_items_are_counted_and_the_suggestions_are_the_units_own(report: Make) -> None:
    # On one stage since April or before: M4-6 and M4-7 (since March, April), M9-1, M10-1, M11-2, M11-4.
    quarter = report("2025-Q2")
    assert paragraphs(quarter, "重点事项推进情况") == [
        (
            "阶段和清单类事项32项，完成4项，按计划推进27项，欠序时1项。"
            "二季度完成习近平总书记重要指示批示精神闭环落实机制、杭州飞地公开招标等4项。"
            "巡察、审计整改问题共30个，已办结17个，办结率56.7%，快于序时进度6.7个百分点。"
            "研发后补助核查企业共145家，已办结86家，办结率59.3%，快9.3个百分点。"
            "三家平台评价体系、慈溪分市场实体化运营等6项在同一阶段停留3个月以上。二季度新反映问题7个，均待解决。"
        )
    ]
    assert paragraphs(quarter, "下一步建议")[1] == (
        "（二）加快欠序时指标和事项。零申报企业走访方面，7月底前完成停产搬迁企业核实，调整名单。"
        "风采馆开放方面，三季度增加周末开放。上级研发项目立项方面，提前介入下一批项目申报。"
    )
    assert paragraphs(quarter, "下一步建议")[2].startswith(
        "（三）补充打算和节点。高新产业增加值占比、研发费用总量、孵化器众创空间办法，〔请补充：下一步打算〕。"
    )


def test_that_a_quarter_is_not_its_last_month_under_another_title(report: Make) -> None:
    june, quarter = report("2025-06"), report("2025-Q2")
    assert june.title != quarter.title
    own = {sentence.words for sentence in quarter.sentences} - {s.words for s in june.sentences}
    assert len(own) > 30
    assert june.annexes[0].columns[3] == "6月完成"
    assert quarter.annexes[0].columns[3] == "二季度完成"
    rows = zip(june.annexes[0].rows, quarter.annexes[0].rows, strict=True)
    brought = {row[1]: (row[3], other[3]) for row, other in rows if row[3] != other[3]}
    assert brought["高新技术企业新增数"] == ("25家", "57家")
    assert brought["高新技术产业投资额"] == ("3.70亿元", "10.90亿元")


def test_that_a_quarters_page_is_not_its_last_months(material: Callable[..., Material]) -> None:
    # From March to June: H-2, H-3, H-4, 7-1, 7-3, 8-1, 9-5, 12-2 turned better, H-6 fell to red, 6-2 was not
    # due; M1-1, M4-8, M7-1, M10-3 were done. Seven problems were named, all in the second quarter.
    june, quarter = (
        page_of(made, made.whole, printed_at=datetime(2025, 7, 1))  # noqa: DTZ001
        for made in (material("2025-06"), material("2025-Q2"))
    )
    assert june.summary.endswith("与5月相比，指标转好6项、转差2项，首次填报即为滞后1项；新完成事项3项。")
    assert "与一季度末相比，指标转好8项、转差1项，首次填报即为滞后1项；新完成事项4项。" in quarter.summary
    assert quarter.summary.endswith("转差：高新技术产业投资额。二季度新反映问题7个，均待解决。")
    texts = {task.title: task.texts[0] for task in quarter.tasks}
    assert texts["2.强化政治生态建设"] == "6月：【示例办公室】开展中央八项规定精神学习教育。"
    assert [row.name for row in june.slow] == [row.name for row in quarter.slow]


def test_that_each_change_of_light_has_its_month(report: Make) -> None:
    # H-3: 13, 23, 45, 70 of 30, 40, 50, 60 due: −14.2, −14.2, −4.2, +8.3 points. H-6: −9.5, then −10.4.
    table = report("2025-Q2").annexes[2]
    assert table.caption == "指标亮灯变化情况表（示例数据）"
    rows = {row[1]: row[2:] for row in table.rows}
    assert rows["高新技术企业新增数"] == ("■滞后", "●达序时", "5月转为欠序时，6月转为达序时")
    assert rows["高新技术产业投资额"] == ("▲欠序时", "■滞后", "6月转为滞后")
    assert "新增宁波市级以上企业研发机构" not in rows


def test_that_the_first_quarter_is_held_against_nothing(report: Make) -> None:
    first = report("2025-Q1")
    assert first.blocks[0].text.startswith("评判指标18项，达到或快于序时进度3项，欠序时10项，滞后5项")  # type: ignore[union-attr]
    assert "相比" not in first.blocks[0].text  # type: ignore[union-attr]
    assert "科技型中小企业累计0家，慢25.0个百分点。一季度无新增；" in first.text


def test_that_what_was_promised_is_told_as_kept_and_the_problem_of_june_as_solved(report: Make) -> None:
    items, told = paragraphs(report("2025-Q3"), "重点事项推进情况")
    # New in July to September are the problems of tasks 5 and 11.
    assert items.endswith(
        "三季度新反映问题2个，前期问题已解决1个（场馆6月检修停开2天，开放天数略慢），仍有2个待解决，另有6个未写明是否解决。"
    )
    assert told == (
        "前期打算已完成3项：7月底前完成停产搬迁企业核实，调整名单（示例高新科）；"
        "联合镇街道摸排有条件企业，8月底前完成申报（示例高新科）；三季度增加周末开放（示例服务中心）。"
    )


def test_that_the_last_quarter_foresees_nothing_more(report: Make) -> None:
    last = report("2025-Q4")
    assert "表2" not in tables(last)
    headings = [block.words for block in last.blocks if isinstance(block, Heading)]
    assert headings == ["一、指标执行情况", "二、重点事项推进情况", "三、分析和预判", "四、下一步建议"]


def test_that_the_lights_of_each_section_stand_as_signs(report: Make) -> None:
    # Headline: H-2, H-3, H-4, H-7 on pace, H-5 yellow, H-6 red, H-1 pending. Section 2: 6-1 on pace, 6-2 red,
    # 13 milestones, of which M4-8 is done.
    table = report("2025-Q2").annexes[3]
    assert table.caption == "各部分亮灯情况（示例数据）"
    assert table.rows[0] == ("主要目标", "●●●●▲■◎（7）", "—")
    assert table.rows[2][1:] == ("●■（2）", f"★{'●' * 12}（13）")


def test_that_the_annexes_say_how_each_figure_is_judged(report: Make) -> None:
    table = report("2025-Q2").annexes[4]
    assert table.caption == "指标口径说明（示例数据）"
    assert len(table.rows) == 23
    assert table.rows[3] == (
        "4",
        "高新技术企业总量",
        "目标：超过1120家；基数1000家（按原文推算）；序时：按月均分。",
    )


def test_that_each_figure_with_a_course_has_its_trend(report: Make) -> None:
    # H-1 is pending all year, H-7 an honour, 9-1 and 9-3 begin in November, 6-2 in June.
    quarter = report("2025-Q2")
    assert quarter.annex_names[-1] == "指标走势图"
    assert len(quarter.charts) == 23 - 5
    chart = next(chart for chart in quarter.charts if chart.caption == "高新技术产业投资额（亿元）")
    reached, due, target = chart.lines
    assert reached.values[1:6] == tuple(map(Decimal, ("5.20", "8.90", "12.60", "16.10", "19.80")))
    assert (due.values[5], due.values[6], target.values[11]) == (Decimal(25), None, Decimal(50))
    assert "高新技术产业投资额（亿元）\n实际（亿元）：2月5.20" in plain_text(quarter)
    assert "\n目标（亿元）：各月50\n" in plain_text(quarter)


def test_that_a_month_has_no_trends(report: Make) -> None:
    assert report("2025-06").charts == ()


def test_that_a_step_of_two_tasks_is_told_once(report: Make) -> None:
    """The headline targets that are late are cited by task 8 too, which has steps of its own."""
    assert paragraphs(report("2025-Q1"), "下一步建议")[0] == (
        "（一）补上滞后指标。主要目标方面，印发工作要点，明确任务分工。强化创新主体培育方面，举办申报培训。"
        "提升产业攻关能力方面，组织项目申报辅导。"
    )
