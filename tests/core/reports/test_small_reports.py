"""Reports of plans with a few figures and items: nothing late, much late, the first and the last month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import Period, month
from cixi_desktop.plan import Coupling, Indicator, Modality, Tie
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Narrative, Outcome, PlannedStep, State
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.reports.compose import check_kind, compose
from cixi_desktop.reports.movement import moved
from cixi_desktop.reports.overall import task_words
from cixi_desktop.reports.remarks import check_sentence
from cixi_desktop.reports.report import Chart, Heading, ReportKind, Sentence, kind_of, plain_text, title_lines
from cixi_desktop.values import Comparator
from cixi_desktop.wording.report_sentences import brief, still_words
from tests.support.figures import (
    YEAR,
    amount,
    aspiration,
    capped_level,
    content_of,
    count,
    coverage,
    decrease,
    entry,
    growth,
    item,
    level,
    plan_of,
    rank,
    stock,
)
from tests.support.reports import bureau_of, material_of, paragraphs, tables


def firms(number: int) -> Indicator:
    return count("120", id=f"X-{number}", name=f"第{number}类企业新增数", phrase=f"新增第{number}类企业{{}}")


def test_that_each_period_has_its_report() -> None:
    assert kind_of(month(YEAR, 6)) is ReportKind.MONTH
    assert kind_of(Period(YEAR, 4, 6)) is ReportKind.QUARTER
    assert kind_of(Period(YEAR, 1, 6)) is ReportKind.HALF
    assert kind_of(Period(YEAR, 1, 12)) is ReportKind.YEAR
    assert (kind_of(Period(YEAR, 1, 2)), kind_of(Period(YEAR, 7, 12))) == (None, None)


def test_that_another_periods_report_is_refused() -> None:
    check_kind(ReportKind.QUARTER, Period(YEAR, 4, 6))
    with pytest.raises(CixiError, match="2025年6月不能出这种报告") as refused:
        check_kind(ReportKind.QUARTER, month(YEAR, 6))
    assert refused.value.hint == "所属期请写季度，如2025-Q2。"
    with pytest.raises(CixiError, match="2025年下半年没有报告"):
        compose(material_of(plan_of(count("120")), at="2025-H2"))


def test_that_nothing_slow_leaves_its_part_out() -> None:
    figure = count("120", phrase="新增企业{}")
    made = compose(bureau_of(plan_of(figure), content_of(entry(figure, 6, cumulative="60"))))
    headings = [block.words for block in made.blocks if isinstance(block, Heading)]
    assert "滞后" not in "".join(headings)
    assert "评判指标1项，均达到或快于序时进度。" in made.text
    assert len(made.annexes) == 1


def test_that_nothing_to_praise_is_told_without_praise() -> None:
    figure = count("120", phrase="新增企业{}")
    content = content_of(entry(figure, 5, cumulative="50"), entry(figure, 6, increment="10"))
    made = compose(bureau_of(plan_of(figure), content))
    assert paragraphs(made, "进展情况") == [
        "6月新增企业10家，累计60家，完成年度目标的50.0%，与序时进度持平。"
    ]


def test_that_a_target_reached_early_is_told_once() -> None:
    figure = count("120", phrase="新增企业{}")
    content = content_of(entry(figure, 5, cumulative="118"), entry(figure, 6, increment="2"))
    made = compose(bureau_of(plan_of(figure), content))
    # 118 of 120 is 98.3 % in May.
    assert "6月新增企业2家，累计120家，提前6个月完成年度目标。" in made.text


def test_that_a_single_late_figure_needs_no_number() -> None:
    figure = count("120", name="企业新增数", phrase="新增企业{}")
    made = compose(bureau_of(plan_of(figure), content_of(entry(figure, 6, cumulative="6"))))
    # 6 of 120 = 5 %, due 50 %; 114/6 = 19 a month against 1 so far.
    assert paragraphs(made, "滞后情况") == [
        (
            "企业新增数（滞后）。累计6家，完成年度目标的5.0%，慢于序时进度45.0个百分点；"
            "后6个月月均需完成19家，为前6个月月均的19.0倍。原因未填报。"
        )
    ]
    assert "牵头单位就滞后指标列出7—12月分月计划，补报原因" in made.text


def test_that_many_late_figures_are_told_by_task() -> None:
    figures = [firms(number) for number in range(1, 9)]
    entries = [entry(figure, 6, cumulative="6") for figure in figures]
    work = item(ItemKind.HARD, name="办法", deadline=date(YEAR, 5, 31))
    plan = plan_of(*figures, work)
    made = compose(bureau_of(plan, content_of(*entries, entry(work, 6, stage="审议"))))
    (told,) = paragraphs(made, "滞后情况")
    assert told.startswith("任务。新增第1类企业6家，慢于序时进度45.0个百分点；新增第2类企业6家")
    assert told.endswith("办法应于5月31日前完成，目前处于审议阶段。")


def test_that_a_late_item_is_told_with_its_day() -> None:
    work = item(ItemKind.HARD, name="办法", deadline=date(YEAR, 5, 31))
    content = content_of(entry(work, 6, stage="审议"))
    made = compose(bureau_of(plan_of(work), content))
    assert paragraphs(made, "滞后情况") == [
        "办法（滞后）。办法应于5月31日前完成，目前处于审议阶段。原因未填报。"
    ]
    quarter = compose(bureau_of(plan_of(work), content, at="2025-Q2"))
    assert "滞后的事项。办法应于5月31日前完成，目前处于审议阶段，原因未填报。" in quarter.text
    half = compose(bureau_of(plan_of(work), content, at="2025-H1"))
    assert "部分事项滞后。办法应于5月31日前完成，目前处于审议阶段，原因未填报。" in half.text


def test_that_a_stage_without_its_paper_is_asked_for() -> None:
    work = item(ItemKind.HARD, name="办法")
    made = compose(bureau_of(plan_of(work), content_of(entry(work, 6, stage="印发"))))
    assert "办法补填完成依据（文号、日期）。" in made.text


def test_that_figures_that_came_to_exactly_their_targets_are_told_together() -> None:
    figures = [replace(firms(number), target=Decimal(6)) for number in (1, 2)]
    entries = [entry(figure, 12, cumulative="6") for figure in figures]
    made = compose(bureau_of(plan_of(*figures), content_of(*entries), at="2025"))
    assert "新增第1类企业6家、新增第2类企业6家，均完成年度目标。" in made.text


def test_that_an_honour_that_was_won_is_praised() -> None:
    prize = aspiration(name="获省科技创新鼎")
    made = compose(bureau_of(plan_of(prize), content_of(entry(prize, 6, stage="获得"))))
    assert paragraphs(made, "主要进展") == ["已获省科技创新鼎。"]
    assert "另有争取荣誉1项（已获省科技创新鼎），不参加评判。" in made.text


def test_that_items_that_are_only_counted_are_told_as_such() -> None:
    counter = item(ItemKind.COUNTER, name="对接", unit="次")
    made = compose(bureau_of(plan_of(counter), content_of(entry(counter, 6, increment="3"))))
    assert "本期没有参加评判的指标。工作事项1项，只作记录。" in made.text
    assert "表1" not in tables(
        compose(material_of(plan_of(counter), entry(counter, 6, increment="3"), at="2025-Q2"))
    )


def test_that_an_empty_plan_has_reports_of_every_kind() -> None:
    for at in ("2025-01", "2025-06", "2025-Q1", "2025-Q4", "2025-H1", "2025"):
        for made in (
            compose(material_of(plan_of(), at=at)),
            compose(bureau_of(plan_of(), Content(unit=UNASSIGNED, records={}), at=at)),
        ):
            assert made.title
            assert plain_text(made).startswith(("〔草稿〕", made.title))


def test_that_a_stock_that_grew_more_than_was_added_is_asked_about() -> None:
    total = stock("1120", "1000", id="H-4", name="总量", phrase="总量为{}")
    new = count("120", id="H-3", name="新增", phrase="新增{}")
    plan = replace(plan_of(total, new), couplings=(Coupling(tie=Tie.STOCK, first="H-4", second="H-3"),))
    march = (entry(total, 3, value="1000"), entry(new, 3, cumulative="10"))
    june = (entry(total, 6, value="1080"), entry(new, 6, cumulative="70"))
    made = compose(bureau_of(plan, content_of(*march, *june), at="2025-Q2"))
    assert "总量由1000家增至1080家，比年初净增80家" in made.text
    assert "新增与净增相差10家〔请补充：净增多于新增的原因〕" in made.text
    equal = compose(bureau_of(plan, content_of(*march, entry(total, 6, value="1070"), june[1]), at="2025-Q2"))
    assert "相差" not in equal.text
    alone = compose(bureau_of(plan, content_of(entry(total, 6, value="1070"))))
    assert not [words for words in alone.remarks if "净增" in words]


def test_that_a_rate_that_leaves_the_season_behind_is_told_so() -> None:
    rate = growth(id="7-3", name="增速", phrase="同比增长{}")
    money = amount("95", id="7-4", name="研发费用总量", phrase="研发费用总量为{}")
    plan = replace(plan_of(rate, money), couplings=(Coupling(tie=Tie.GROWTH, first="7-3", second="7-4"),))
    content = content_of(entry(rate, 6, value="0"), entry(money, 6, cumulative="44"))
    # Last year 44 of 86.36: 50.95 → 50.9 %; this year 46.3 %.
    made = compose(bureau_of(plan, content, at="2025-Q2"))
    assert (
        "研发费用总量与上年同期相比偏慢。按增速推算，上年1—6月占全年的50.9%，今年完成率46.3%，慢4.6个百分点。"
        in made.text
    )


def test_that_an_average_that_is_enough_has_nothing_needed() -> None:
    figure = amount("50", name="投资额", phrase="投资额为{}")
    entries = (entry(figure, 3, cumulative="1"), entry(figure, 6, cumulative="19"))
    made = compose(bureau_of(plan_of(figure), content_of(*entries), at="2025-Q2"))
    # (19−1)/3 = 6.00, 1/3 = 0.33, 50/12 = 4.17; 31/6 = 5.17 is less than the quarter's.
    assert "二季度月均6.00亿元，高于一季度的0.33亿元和序时月均4.17亿元；后6个月月均需5.17亿元。" in made.text


def test_that_the_distance_that_closed_is_told_as_closed_and_a_lone_yellow_is_the_tension() -> None:
    figure = amount("50", name="投资额", phrase="投资额为{}")
    entries = (entry(figure, 3, cumulative="8"), entry(figure, 6, cumulative="24"))
    made = compose(bureau_of(plan_of(figure), content_of(*entries), at="2025-Q2"))
    # 8/50 = 16 of 25; 24/50 = 48 of 50.
    assert "主要矛盾是投资额，与序时进度的差距由9.0个百分点缩小到2.0个百分点。" in made.text
    assert made.blocks[0].text.startswith("季末评判指标1项，欠序时1项，与一季度末持平。")  # type: ignore[union-attr]


def test_that_where_all_is_on_pace_the_hardest_is_to_be_kept() -> None:
    figure = amount("50", name="投资额", phrase="投资额为{}")
    entries = (entry(figure, 3, cumulative="14"), entry(figure, 6, cumulative="26"))
    made = compose(bureau_of(plan_of(figure), content_of(*entries), at="2025-Q2"))
    assert "当前需保持投资额的进度，后6个月月均需完成4.00亿元。" in made.text


def test_that_a_rate_that_fell_and_a_figure_new_this_quarter_are_told() -> None:
    rate = growth(name="增速", phrase="同比增长{}", merged_months=2)
    new = count("120", id="X-2", name="企业新增数", phrase="新增企业{}")
    content = content_of(
        entry(rate, 3, value="8.0"),
        entry(rate, 6, value="9.5"),
        entry(new, 3, state=State.NOT_DUE, reason="未到"),
        entry(new, 6, cumulative="60"),
    )
    made = compose(bureau_of(plan_of(rate, new), content, at="2025-Q2"))
    assert "增速由1—3月的8.0%升至1—6月的9.5%，在年度目标（10%左右）允许幅度内。" in made.text


def test_that_a_figures_own_reason_comes_before_what_its_task_says() -> None:
    figure = count("120", name="企业新增数", phrase="新增企业{}")
    told = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), problems="企业不足。")
    late = entry(figure, 6, cumulative="3", reason="认定批次推迟。")
    made = compose(bureau_of(plan_of(figure), content_of(late, told)))
    (paragraph,) = paragraphs(made, "滞后情况")
    assert paragraph.endswith("原因是认定批次推迟。")


def test_that_a_step_is_told_with_its_day_and_who_has_to_coordinate() -> None:
    figure = count("120", name="企业新增数", phrase="新增企业{}")
    told = Narrative(
        task_id="1",
        unit_id="0",
        period=month(YEAR, 6),
        next_steps="排查在建项目。",
        steps=(PlannedStep(words="排查在建项目", due="8月底", person="张三", partner="经信局"),),
    )
    made = compose(bureau_of(plan_of(figure), content_of(entry(figure, 6, cumulative="3"), told)))
    (paragraph,) = paragraphs(made, "滞后情况")
    assert paragraph.endswith("原因未填报，拟会同经信局排查在建项目，8月底前完成。")
    assert made.annexes[1].rows[0][5:7] == ("会同经信局排查在建项目，8月底前完成", "8月底")
    due = compose(
        bureau_of(plan_of(figure), content_of(entry(figure, 9, cumulative="3"), told), at="2025-Q3")
    )
    assert "已到时限、未写明结果1项：排查在建项目，8月底前完成〔请补充：落实情况〕。" in due.text


def test_that_what_became_of_promises_is_told() -> None:
    figure = count("120")
    texts = (
        Narrative(
            task_id="1",
            unit_id="0",
            period=month(YEAR, 3),
            next_steps="4月底前走访企业；5月底前办班；组织申报",
        ),
        Narrative(
            task_id="1",
            unit_id="0",
            period=month(YEAR, 4),
            outcomes=(("4月底前走访企业", Outcome.DONE), ("组织申报", Outcome.DROPPED)),
        ),
    )
    content = content_of(entry(figure, 6, cumulative="60"), *texts)
    made = compose(bureau_of(plan_of(figure), content, at="2025-Q2"))
    assert paragraphs(made, "问题和打算") == [
        (
            "前期打算已完成1项：4月底前走访企业。不再开展1项：组织申报。"
            "已到时限、未写明结果1项：5月底前办班〔请补充：落实情况〕。"
        )
    ]


def test_that_a_year_that_missed_says_what_and_by_how_much() -> None:
    missed = count("120", name="企业新增数", phrase="新增企业{}", frequency="批次")
    nearly = count("15", id="X-2", name="项目", comparator=Comparator.ABOUT, unit="个", phrase="实施项目{}")
    late = amount("50", id="X-3", name="投资额", phrase="投资额为{}")
    entries = (
        entry(missed, 12, cumulative="100"),
        entry(nearly, 12, cumulative="14"),
        *(entry(late, n, cumulative=text) for n, text in ((6, "10"), (12, "40"))),
    )
    made = compose(bureau_of(plan_of(missed, nearly, late), content_of(*entries), at="2025"))
    counts, course = paragraphs(made, "总体评价")
    assert counts == (
        "工作要点分解为量化指标3项。截至2025年12月底，应评判的3项指标中，基本完成1项，未完成2项。"
        "基本完成的是：实施项目14个，在年度目标（15个左右）允许幅度内。"
        "未完成的是：新增企业100家，未达到年度目标（不少于120家）；投资额为40.00亿元，未达到年度目标（不少于50亿元）。"
    )
    assert "上半年滞后的投资额未补齐。" in course
    assert tables(made)["表3"].rows[0][:2] == ("企业新增数", "■滞后，100家")  # 16.7 points short


def test_that_striving_targets_that_were_missed_are_told_as_striving() -> None:
    figure = count("10", name="立项", unit="项", phrase="立项{}")
    plan = plan_of(figure, modality=Modality.CONTENDING)
    made = compose(bureau_of(plan, content_of(entry(figure, 12, cumulative="6")), at="2025"))
    assert "立项6项，未达到争取目标（不少于10项）" in made.text


def test_that_a_year_in_which_every_item_is_done_says_so() -> None:
    work = item(ItemKind.SOFT, name="机制")
    figure = count("120", phrase="新增企业{}")
    content = content_of(
        entry(work, 12, stage="印发", proof="慈科〔2025〕1号"), entry(figure, 12, cumulative="122")
    )
    made = compose(bureau_of(plan_of(work, figure), content, at="2025"))
    assert "应评判的1项指标全部完成年度目标；高于目标值。" in made.text
    assert "按阶段或清单推进的1项事项全部完成。" in made.text
    assert "表3" not in tables(made)


def test_that_what_is_not_published_by_the_years_end_says_when_it_is_expected() -> None:
    figure = growth("10", name="研发费用增速", phrase="研发费用增长{}")
    pending = entry(figure, 12, state=State.PENDING, reason="统计部门尚未公布")
    basis = Basis(target_id=figure.id, published="2026年3月")
    made = compose(bureau_of(plan_of(figure), content_of(pending, basis), at="2025"))
    assert "没有可评判的指标。研发费用增速待公布（预计2026年3月公布），暂不作完成结论。" in made.text
    (row,) = tables(made)["表3"].rows
    assert row[1:4] == ("◎待公布", "统计部门尚未公布，预计2026年3月公布", "公布后补充评价")


def test_that_an_honour_that_was_not_won_needs_no_further_result() -> None:
    figure = aspiration(name="创新鼎")
    made = compose(bureau_of(plan_of(figure), content_of(entry(figure, 12, stage="未获得")), at="2025"))
    (row,) = tables(made)["表3"].rows
    assert row[3] == "〔请补充〕"


def test_that_a_grey_item_at_the_years_end_keeps_its_reason() -> None:
    work = item(ItemKind.SOFT, name="机制")
    plan = plan_of(work)
    made = compose(
        bureau_of(
            plan, content_of(entry(work, 12, state=State.NOT_APPLICABLE, reason="本年不涉及")), at="2025"
        )
    )
    assert tables(made)["表3"].rows == (("机制", "※不适用", "本年不涉及", "〔请补充〕", "未分配"),)


def test_that_a_last_quarter_that_brought_nothing_is_told_without_what_is_needed() -> None:
    """At the year's end no month is left to need anything."""
    figure = count("120", phrase="新增企业{}")
    content = content_of(*(entry(figure, n, cumulative="60") for n in range(9, 13)))
    made = compose(bureau_of(plan_of(figure), content, at="2025-Q4"))
    assert "四季度无新增。" in made.text


def test_that_a_chart_of_the_last_quarter_needs_nothing_more() -> None:
    figure = amount("50", name="投资额", phrase="投资额为{}")
    made = compose(
        bureau_of(
            plan_of(figure),
            content_of(entry(figure, 9, cumulative="0"), entry(figure, 12, cumulative="30")),
            at="2025-Q4",
        )
    )
    (chart,) = [block for block in made.blocks if isinstance(block, Chart)]
    assert chart.lines[2].values == (None,) * 12
    assert "四季度月均10.00亿元" in made.text


def test_that_a_figure_without_an_earlier_one_or_that_did_not_move_is_told_as_it_stands() -> None:
    total = stock("1120", "1000", name="总量", phrase="总量为{}")
    content = (entry(total, 3, value="1063"), entry(total, 6, value="1063"))
    # 63 of 120 are 52.5 %, and 25 are due in March.
    for at, told in (
        ("2025-Q1", "总量为1063家，快于序时进度27.5个百分点"),
        ("2025-Q2", "总量为1063家，比年初净增63家，完成年度净增目标的52.5%，快于序时进度2.5个百分点"),
    ):
        material = material_of(plan_of(total), *content, at=at)
        assert moved(material, material.now.figures[0]) == told


def test_that_a_sentence_with_another_number_than_its_figures_is_found() -> None:
    figure = count("120", name="高新技术企业新增数", phrase="新增高新技术企业{}")
    material = material_of(plan_of(figure), entry(figure, 6, cumulative="70"))
    wrong = Sentence("截至6月底，新增高新技术企业71家。", (figure.id,))
    assert list(check_sentence(wrong, material)) == ["“高新技术企业新增数”：文中71家，表内累计70家。"]
    right = Sentence("截至6月底，新增高新技术企业70家。", (figure.id,))
    assert list(check_sentence(right, material)) == []


def test_that_problems_are_counted_as_new_solved_and_standing() -> None:
    figure = count("120", phrase="新增企业{}")
    said = ((3, "缺项目", ()), (5, "缺资金；缺用地", (("缺项目", Outcome.SOLVED),)), (6, "缺用地", ()))
    texts = [
        Narrative(task_id="1", unit_id="0", period=month(YEAR, n), problems=words, outcomes=outcomes)
        for n, words, outcomes in said
    ]
    entries = [entry(figure, n, cumulative=str(10 * n)) for n in range(1, 7)]
    made = compose(bureau_of(plan_of(figure), content_of(*entries, *texts), at="2025-Q2"))
    assert (
        "二季度新反映问题2个，前期问题已解决1个（缺项目），仍有1个待解决，另有1个未写明是否解决。"
        in made.text
    )
    assert "未写明是否解决的问题：缺资金（5月）。" in made.remarks
    later = compose(bureau_of(plan_of(figure), content_of(*entries, *texts), at="2025-Q3"))
    assert "三季度末前期反映的2个问题未写明是否解决。" in later.text
    texts[-1] = replace(texts[-1], outcomes=(("缺资金", Outcome.SOLVED),))
    made = compose(bureau_of(plan_of(figure), content_of(*entries, *texts), at="2025-Q2"))
    assert "二季度新反映问题2个，已解决2个（缺项目；缺资金），仍有1个待解决。" in made.text


def test_that_where_no_light_changed_there_is_no_table_of_changes() -> None:
    figure = count("120", phrase="新增企业{}")
    entries = [entry(figure, n, cumulative=str(10 * n)) for n in range(1, 7)]
    made = compose(bureau_of(plan_of(figure), content_of(*entries), at="2025-Q2"))
    assert not any("变化" in name for name in made.annex_names)


def test_that_the_drafter_is_told_of_repeated_texts_contradictions_and_papers_used_twice() -> None:
    first = item(ItemKind.SOFT, name="产研院改制方案", id="M1-1", stages=("方案", "报批", "登记挂牌"))
    second = item(ItemKind.SOFT, name="人才机制", id="M1-2", stages=("方案", "印发"))
    third = item(ItemKind.SOFT, name="合作机制", id="M1-3", stages=("方案", "印发"))
    paper = "慈科〔2025〕8号，2025-06-05"
    texts = [
        Narrative(
            task_id="1", unit_id="0", period=month(YEAR, n), progress_note="产研院改制方案获批。走访企业。"
        )
        for n in (4, 5, 6)
    ]
    content = content_of(
        entry(first, 6, stage="报批"),
        entry(second, 6, stage="印发", proof=paper),
        entry(third, 6, stage="印发", proof=paper),
        *texts,
    )
    remarks = compose(bureau_of(plan_of(first, second, third), content)).remarks
    assert "进展情况连续3个月以上文字相同：第1项。" in remarks
    assert "第1项文字与阶段不一致，正文未引用：产研院改制方案获批。" in remarks
    assert f"同一依据“{paper}”用于人才机制、合作机制，请核实。" in remarks


def test_that_a_bureau_that_reported_nothing_is_told_so_once() -> None:
    plan = plan_of(
        firms(1), firms(2), item(ItemKind.HARD, name="办法"), item(ItemKind.HARD, id="M-2", name="规划")
    )
    june = compose(bureau_of(plan, content_of()))
    assert "2项指标均未填报。阶段和清单类事项2项，均未填报。" in june.text
    assert "与5月相比" not in june.text
    assert june.text.count("未填报") - june.text.count("○未填报") == 2
    quarter = compose(bureau_of(plan, content_of(), at="2025-Q2"))
    assert quarter.blocks[0].text == "2项指标均未填报。"  # type: ignore[union-attr]
    year = compose(bureau_of(plan, content_of(), at="2025"))
    assert "截至2025年12月底，各项指标均未填报。" in year.text
    assert "按阶段或清单推进的2项事项均未填报。" in year.text
    for words in ("年末与一季度末相比", "暂不作完成结论", "表1", "表3", "结转下年"):
        assert words not in year.text


def test_that_what_was_late_and_not_reported_since_has_not_come_right() -> None:
    figure = firms(1)
    made = compose(bureau_of(plan_of(figure), content_of(entry(figure, 6, cumulative="6")), at="2025"))
    assert "上半年滞后的第1类企业新增数未补齐。" in made.text


def test_that_an_honour_that_is_decided_is_no_open_matter() -> None:
    figure = aspiration(name="创新鼎")
    for stage, told in (("获得", "已获创新鼎"), ("未获得", "创新鼎未获得，属争取类，不计入完成情况")):
        made = compose(bureau_of(plan_of(figure), content_of(entry(figure, 12, stage=stage)), at="2025"))
        assert f"争取荣誉1项，{told}。" in made.text
        assert "暂不作完成结论" not in made.text


def test_that_lights_that_did_not_move_in_the_year_are_told_as_such() -> None:
    figure = firms(1)
    known = [entry(figure, number, cumulative=str(10 * number)) for number in (3, 6, 9, 12)]
    made = compose(bureau_of(plan_of(figure), content_of(*known), at="2025"))
    assert "评判指标均为1项，没有滞后指标（表1）。" in made.text


def test_that_the_report_of_a_unit_without_a_name_asks_for_it() -> None:
    made = compose(material_of(plan_of(firms(1))))
    assert (made.title, made.signature) == ("2025年6月工作要点进展情况", "〔请补充：单位名称〕")


def test_that_names_with_a_mark_of_their_own_are_parted_by_commas() -> None:
    first = count("6", name="甲、乙赛事获奖数", phrase="甲、乙赛事获奖{}")
    second = count("6", id="X-2", name="企业数", phrase="新增企业{}")
    entries = [entry(figure, 12, cumulative="6") for figure in (first, second)]
    made = compose(bureau_of(plan_of(first, second), content_of(*entries), at="2025"))
    assert "甲、乙赛事获奖6家，新增企业6家，均完成年度目标。" in made.text


def test_that_a_target_reached_before_its_time_is_told_once_with_the_months() -> None:
    """12 of 12 in June; 15 of 12 is more than the target."""
    first, second = (replace(firms(number), target=Decimal(12)) for number in (1, 2))
    entries = (entry(first, 6, increment="12"), entry(second, 6, increment="15"))
    made = compose(bureau_of(plan_of(first, second), content_of(*entries)))
    assert paragraphs(made, "主要进展") == [
        (
            "6月新增第1类企业12家，提前6个月完成年度目标。"
            "新增第2类企业15家，完成年度目标的125.0%，提前6个月完成。"
        )
    ]
    assert "完成年度目标，提前" not in made.text


def test_that_lights_that_went_out_are_told_from_how_many() -> None:
    """March: 6 of 120 are 5 % of 25; 40 % of 25 is on pace. June: 50 % of 50 each."""
    figures = [firms(1), firms(2)]
    course = ((3, "6", "48"), (6, "60", "60"))
    entries = [
        entry(f, n, cumulative=v) for n, *values in course for f, v in zip(figures, values, strict=True)
    ]
    made = compose(bureau_of(plan_of(*figures), content_of(*entries), at="2025-Q2"))
    opening = "季末评判指标2项，达到或快于序时进度2项，比一季度末增加1项；滞后的由1项减至0项。"
    assert opening in made.text


def test_that_a_units_year_tells_what_was_not_met_as_such() -> None:
    """100 of 120 in December is 16.7 points short, which is red; no pace is left to be behind."""
    figures = [firms(1), firms(2)]
    entries = [entry(f, 12, cumulative=total) for f, total in zip(figures, ("120", "100"), strict=True)]
    made = compose(material_of(plan_of(*figures), *entries, at="2025"))
    assert "评判指标2项，完成年度目标1项，未完成1项。" in made.text
    assert tables(made)[""].rows[0][1] == "〔请补充：第2类企业新增数未完成的原因〕"


def test_that_a_long_title_parts_before_a_word() -> None:
    """Some 20 characters of 2号 fill a line; four figures of a year take the room of two."""
    assert title_lines("关于2025年6月工作要点进展情况的通报") == ("关于2025年6月工作要点进展情况的通报",)
    assert title_lines("示例高新科2025年第二季度工作要点进展情况") == (
        "示例高新科2025年第二季度",
        "工作要点进展情况",
    )
    assert title_lines("慈溪市科学技术局2025年上半年工作总结和下半年工作安排") == (
        "慈溪市科学技术局2025年上半年",
        "工作总结和下半年工作安排",
    )
    without = "一个没有哪一处可以分开的很长很长很长的标题"
    assert title_lines(without) == (without,)


def test_that_what_is_missing_is_told_by_what_is_done_for_it() -> None:
    """Half of each is missing in June, so each is on pace; the level is 0.1 below its target."""
    visits = count("1200", id="X-1", name="参观人次", phrase="展馆接待参观{}", unit="人次")
    sales = amount("50", id="X-2", name="投资额", phrase="投资额为{}")
    share = level("3.46", "3.36", id="X-3", name="占比", phrase="占比为{}")
    firms_kept = stock("1120", "1000", id="X-4", name="总量", phrase="总量为{}")
    visited = coverage(id="X-5", name="走访覆盖率", phrase="走访覆盖率为{}")
    entries = (
        entry(visits, 6, cumulative="600"),
        entry(sales, 6, cumulative="25"),
        entry(share, 6, value="3.36"),
        entry(firms_kept, 6, value="1063"),
        entry(visited, 6, numerator="40", denominator="86"),
    )
    material = material_of(plan_of(visits, sales, share, firms_kept, visited), *entries)
    told = [still_words(figure) for figure in material.now.figures]
    assert told == [
        "展馆还需接待参观600人次", "投资额还差25.00亿元", "占比还差0.10个百分点",
        "总量还需净增57家", "走访还需覆盖46家",
    ]  # fmt: skip
    met = material_of(plan_of(share), entry(share, 12, value="3.50"), at="2025")
    assert still_words(met.now.figures[0]) == "占比"


def test_that_praise_goes_unless_it_has_a_number_and_stages_are_told_once() -> None:
    work = item(ItemKind.SOFT, name="“十五五”科技创新规划", stages=("初稿", "审议", "印发"))
    note = "规划形成初稿；稳步推进；扎实走访42家；邀请专家论证"
    said = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), progress_note=note)
    made = compose(bureau_of(plan_of(work), content_of(entry(work, 6, stage="初稿"), said), at="2025-H1"))
    assert "“十五五”科技创新规划处于初稿阶段。\n扎实走访42家。邀请专家论证。" in made.text


def test_that_a_sentence_is_parted_neither_in_brackets_nor_before_what_goes_on() -> None:
    work = item(ItemKind.SOFT, name="产研院公司化改制", stages=("方案", "报批", "挂牌"))
    note = "产研院公司化改制处于报批阶段（慈科〔2025〕18号，2025-06-05），慢于序时进度3个百分点，走访企业42家"
    said = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), progress_note=note)
    made = compose(bureau_of(plan_of(work), content_of(entry(work, 6, stage="报批"), said), at="2025-H1"))
    assert "产研院公司化改制处于报批阶段。\n走访企业42家。" in made.text


def test_that_a_month_tells_only_the_stages_that_moved() -> None:
    works = [
        item(ItemKind.SOFT, name=f"第{n}项机制", id=f"M1-{n}", stages=("起草", "审议", "印发"))
        for n in (1, 2)
    ]
    course = ((5, "起草", "起草"), (6, "起草", "审议"))
    entries = [entry(w, n, stage=s) for n, *stages in course for w, s in zip(works, stages, strict=True)]
    made = compose(material_of(plan_of(*works), *entries))
    assert paragraphs(made, "重点任务进展") == ["任务。第2项机制进入审议阶段。"]


def test_that_many_without_steps_are_told_by_the_annex() -> None:
    """6 of 120 each, 8 times: 5 % where half is due; in March 3 of 120, 2.5 % of 25."""
    figures = [firms(number) for number in range(1, 9)]
    entries = [entry(figure, n, cumulative=str(n)) for figure in figures for n in (3, 6)]
    content = content_of(*entries)
    half = compose(bureau_of(plan_of(*figures), content, at="2025-H1"))
    assert "滞后8项。8项指标滞后（见附件2），需在下半年补上。" in half.text
    assert paragraphs(half, "存在的主要问题")[0].count("由22.5个百分点扩大到45.0个百分点，原因未填报。") == 3
    assert paragraphs(half, "存在的主要问题")[0].endswith("。其余5项见附件2。")
    assert "附件2所列8项，〔请补充：下一步打算〕。" in paragraphs(half, "下半年工作安排")[0]
    quarter = compose(bureau_of(plan_of(*figures), content, at="2025-Q2"))
    assert "新增第8类企业6家，慢45.0个百分点。" in paragraphs(quarter, "指标执行情况")[0]
    assert paragraphs(quarter, "下一步建议") == ["补充打算和节点。附件2所列8项指标，〔请补充：下一步打算〕。"]
    year = compose(bureau_of(plan_of(*figures), content, at="2025"))
    assert "上半年滞后的8项指标均未补齐。" in year.text


def test_that_many_missed_targets_are_left_to_their_table() -> None:
    figures = [firms(number) for number in range(1, 5)]
    work = item(ItemKind.HARD, name="办法")
    entries = [entry(figure, 12, cumulative="6") for figure in figures]
    plan = plan_of(*figures, work)
    made = compose(bureau_of(plan, content_of(*entries, entry(work, 12, stage="审议")), at="2025"))
    counts, items, *_ = paragraphs(made, "总体评价")
    assert counts.endswith("应评判的4项指标中，未完成4项。未完成的4项指标见表3。")
    assert items == "按阶段或清单推进的1项事项（办法）未完成。"
    assert [row[1] for row in tables(made)["表3"].rows] == ["■滞后，6家"] * 4 + ["未完成，处于审议阶段"]


def test_that_each_problem_stands_with_its_unit_and_its_task() -> None:
    figure = count("120", phrase="新增企业{}")
    said = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), problems="缺项目；缺资金；提请研究用地")
    content = content_of(entry(figure, 6, cumulative="60"), said)
    plan = plan_of(figure)
    named_plan = replace(plan, document=replace(plan.document, issuer=""))
    made = compose(bureau_of(named_plan, replace(content, unit=Unit(id="0", name="甲科")), at="2025-H1"))
    assert "甲科反映：任务方面，缺项目，缺资金，提请研究用地。" in made.text
    assert paragraphs(made, "下半年工作安排")[-1].endswith("提请研究的事项。甲科提请研究用地。")


def test_that_a_problem_told_as_the_cause_of_a_late_figure_is_not_told_again() -> None:
    figure = count("120", name="企业新增数", phrase="新增企业{}")
    said = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), problems="缺项目，提请研究用地")
    content = content_of(entry(figure, 6, cumulative="6"), said)
    made = compose(bureau_of(plan_of(figure), content, at="2025-H1"))
    # 6 of 120 = 5 %, due 50 %.
    slow, problems = paragraphs(made, "存在的主要问题")
    assert slow == "（一）部分指标滞后。企业新增数慢于序时进度45.0个百分点，原因是缺项目。"
    assert problems == "（二）单位反映的问题。上半年新反映问题1个，尚待解决。"


def test_that_what_several_tasks_say_in_the_same_words_is_told_once_with_all_of_them() -> None:
    works = [item(ItemKind.DUTY, id=f"D{n}-1", task_id=str(n), name="走访企业") for n in (1, 2)]
    plan = plan_of(*works)
    (section,) = plan.sections
    others = (*section.tasks, replace(section.tasks[0], id="2", title="另一任务"))
    plan = replace(plan, sections=(replace(section, tasks=others),))
    texts = [
        Narrative(task_id=task_id, unit_id="0", period=month(YEAR, 6), problems=words, progress_note="开会")
        for task_id, words in (("1", "缺人"), ("2", "缺人"))
    ]
    made = compose(bureau_of(plan, content_of(*texts), at="2025-H1"))
    assert "单位反映的问题。任务、另一任务方面，缺人。" in made.text
    assert paragraphs(made, "部分") == ["开会。"]


def test_that_special_kinds_are_told_as_an_office_says_them() -> None:
    """A place has no unit twice, a fall that rose is off its aim, a unit with a stroke stays as it is."""
    place = rank("5", id="X-1", name="营商环境评价", phrase="营商环境评价为{}", unit="名")
    fall = decrease("3", id="X-2", name="用水量", phrase="用水量同比下降{}")
    air = capped_level("30", id="X-3", name="浓度", phrase="浓度为{}", unit="微克/立方米", decimals=0)
    people = count("5", id="X-4", name="受众", phrase="受众{}", unit="万人次")
    growing = growth("6.5", id="X-5", name="产值", phrase="产值同比增长{}", comparator=Comparator.AT_LEAST)
    entries = (
        entry(place, 6, value="7"),
        entry(fall, 6, value="-0.9"),
        entry(air, 6, value="27"),
        entry(people, 6, cumulative="4"),
        entry(growing, 6, value="5.7"),
    )
    material = material_of(plan_of(place, fall, air, people, growing), *entries)
    assert [brief(figure) for figure in material.now.figures] == [
        "营商环境评价列第7名，未进入前5名",
        "用水量同比上升0.9%，与年度降幅目标（3%）相差3.9个百分点",
        "浓度为27微克/立方米，控制在年度目标内（不超过30微克/立方米），以全年数为准",
        "受众4万人次，快于序时进度40.0个百分点",  # 4/5 = 80 %; floor(5·6/12) = 2 of 5 is due
        "产值同比增长5.7%，低于年度目标0.8个百分点",
    ]
    year = compose(bureau_of(plan_of(fall), content_of(entry(fall, 12, value="-0.9")), at="2025"))
    assert tables(year)["表3"].rows[0][1] == "▲欠序时，上升0.9%"


def test_that_tasks_in_a_row_are_told_as_a_range() -> None:
    assert task_words(("总体", "1", "2", "3", "11")) == "主要目标、第1—3项、第11项"
    assert task_words(("总体", "3.1", "3.2")) == "主要目标、第3.1项、第3.2项"
