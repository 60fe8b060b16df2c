from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.lights import Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import Period, month
from cixi_desktop.plan import Citation, Modality
from cixi_desktop.planfile import load_plan
from cixi_desktop.plantoml import plan_toml
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from cixi_desktop.values import Comparator
from cixi_desktop.wording.report_items import counted, item_behind, item_stage
from cixi_desktop.wording.report_sentences import (
    against_pace,
    brief,
    distance_cell,
    full,
    honour,
    honours_words,
    listed,
    missing_words,
    named,
    nameless,
    needed,
    section_head,
    span_words,
    standing,
    task_head,
)
from tests.support.figures import (
    YEAR,
    amount,
    aspiration,
    count,
    coverage,
    decrease,
    entry,
    growth,
    item,
    judged,
    judged_item,
    level,
    plan_2025,
    stock,
    twelve,
    valued,
)

FIRMS = count("120", name="企业新增数", phrase="新增企业{}")
FEW = count("5", name="专题活动场次", phrase="开展专题活动{}", unit="次")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (month(YEAR, 6), "6月"),
        (Period(YEAR, 1, 2), "1—2月"),
        (Period(YEAR, 4, 6), "二季度"),
        (Period(YEAR, 1, 6), "上半年"),
        (Period(YEAR, 7, 12), "下半年"),
        (Period(YEAR, 1, 12), "全年"),
    ],
)
def test_that_a_period_begins_a_sentence_in_its_own_words(period: Period, words: str) -> None:
    assert span_words(period) == words


def test_that_up_to_three_names_are_all_told() -> None:
    assert listed(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert listed(["甲", "乙", "丙", "丁"]) == "甲、乙等4项"


def test_that_a_count_tells_what_the_period_brought_the_total_and_the_gap() -> None:
    # 45 + 25 = 70 of 120 = 58.3 %, due 60.
    entries = (entry(FIRMS, 5, cumulative="45"), entry(FIRMS, 6, increment="25"))
    assert full(judged(FIRMS, *entries)) == (
        "6月新增企业25家，累计70家，完成年度目标的58.3%，快于序时进度8.3个百分点"
    )
    assert nameless(judged(FIRMS, *entries)) == (
        "6月新增25家，累计70家，完成年度目标的58.3%，快于序时进度8.3个百分点"
    )


def test_that_a_month_without_any_says_so() -> None:
    entries = (entry(FIRMS, 5, cumulative="60"), entry(FIRMS, 6, increment="0"))
    figure = judged(FIRMS, *entries)
    assert full(figure) == "新增企业60家，6月无新增，完成年度目标的50.0%，与序时进度持平"
    assert nameless(figure) == "累计60家，完成年度目标的50.0%，与序时进度持平"


def test_that_the_months_since_january_are_told_as_one() -> None:
    half = judged(FIRMS, entry(FIRMS, 6, cumulative="70"), at=Period(YEAR, 1, 6))
    assert full(half) == "上半年新增企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点"
    assert nameless(half) == "累计70家，完成年度目标的58.3%，快于序时进度8.3个百分点"


def test_that_nought_is_no_new_ones() -> None:
    assert brief(valued(FIRMS, "0")) == "企业新增数累计0家，慢于序时进度50.0个百分点"


def test_that_small_targets_are_told_in_their_own_unit() -> None:
    # floor(5·6/12) = 2 due.
    assert brief(valued(FEW, "1")) == "开展专题活动1次，比序时应完成数少1次"
    assert brief(valued(FEW, "3")) == "开展专题活动3次，比序时应完成数多1次"
    assert brief(valued(FEW, "2")) == "开展专题活动2次，与序时进度持平"
    assert named(valued(FEW, "2")) == "专题活动"


def test_that_a_target_that_is_met_ends_the_sentence() -> None:
    assert full(valued(FIRMS, "122", at=12)) == "截至12月底，新增企业122家，完成年度目标的101.7%"
    assert full(valued(FEW, "5")) == "截至6月底，开展专题活动5次，完成年度目标"


def test_that_a_target_missed_at_the_years_end_is_named() -> None:
    assert brief(valued(FIRMS, "119", at=12)) == "新增企业119家，未达到年度目标（不少于120家）"


def test_that_an_amount_has_its_months_in_front() -> None:
    money = amount("50", name="投资额", phrase="投资额为{}", merged_months=2)
    late = valued(money, "19.80")
    assert full(late) == "1—6月，投资额为19.80亿元，完成年度目标的39.6%，慢于序时进度10.4个百分点"
    assert nameless(late) == "1—6月累计19.80亿元，完成年度目标的39.6%，慢于序时进度10.4个百分点"
    assert needed(late) == "后6个月月均需完成5.04亿元"
    assert missing_words(late) == "还差30.20亿元"
    assert full(valued(money, "4", at=1)).startswith("1月，投资额为4.00亿元")


def test_that_an_older_figure_carries_its_day_and_an_estimate_its_mark() -> None:
    money = amount("50", phrase="投资额为{}", merged_months=2)
    older = judged(money, entry(money, 6, cumulative="25", as_of=date(YEAR, 5, 31), is_estimate=True))
    assert full(older) == "投资额为25.00亿元（预计）（截至5月底），完成年度目标的50.0%，与序时进度持平"


def test_that_a_share_is_measured_from_its_baseline() -> None:
    share = level("3.46", "3.36", phrase="比重为{}")
    assert full(valued(share, "3.41")) == (
        "比重为3.41%，比基数提高0.05个百分点，完成年度提升目标的50.0%，与序时进度持平"
    )
    assert full(valued(share, "3.36")) == "比重为3.36%，与基数持平，慢于序时进度50.0个百分点"
    assert full(valued(share, "3.30")) == (
        "比重为3.30%，比基数下降0.06个百分点，尚未形成提升，慢于序时进度50.0个百分点"
    )
    assert nameless(valued(share, "3.41")).startswith("截至6月底为3.41%，比基数提高0.05个百分点")
    assert full(valued(share, "3.46")) == (
        "比重为3.46%，比基数提高0.10个百分点，完成年度提升目标的100.0%，当期已达到年度目标，以全年数为准"
    )


def test_that_a_share_without_a_baseline_is_told_by_its_distance_to_the_target() -> None:
    share = level("78.3", None, decimals=1, phrase="占比为{}")
    assert brief(valued(share, "78.0")) == "占比为78.0%，低于年度目标0.3个百分点"
    assert distance_cell(valued(share, "78.0")) == "低于目标0.3"
    assert distance_cell(valued(share, "78.25")) == "低于目标0.05", "as on the screen"
    assert brief(valued(share, "78.3", at=12)) == "占比为78.3%，达到年度目标"
    assert distance_cell(valued(share, "78.3", at=12)) == "持平"
    ceiling = level("4", None, comparator=Comparator.AT_MOST, phrase="失业率为{}")
    assert against_pace(valued(ceiling, "4.5")) == "高于年度目标0.5个百分点"
    assert brief(valued(stock("1150", None, phrase="企业保有量为{}"), "1036")).endswith("低于年度目标114家")


def test_that_a_stock_tells_the_net_change_since_the_year_began() -> None:
    firms = stock("1120", "1000", comparator=Comparator.MORE_THAN, phrase="总量为{}")
    assert full(valued(firms, "1063")) == (
        "总量为1063家，比年初净增63家，完成年度净增目标的52.5%，快于序时进度2.5个百分点"
    )
    assert full(valued(firms, "990")).startswith("总量为990家，比年初净减10家，尚未形成净增")
    assert against_pace(valued(firms, "1121", at=12)) == "超过1120家的目标1家"
    money = amount("28", comparator=Comparator.MORE_THAN, phrase="研发费用为{}")
    assert against_pace(valued(money, "33.04", at=12)) == "超过28亿元的目标5.04亿元"


def test_that_a_rate_is_held_against_its_target_alone() -> None:
    rate = growth(name="增速", phrase="同比增长{}", merged_months=2)
    assert (
        full(valued(rate, "9.4")) == "1—6月，同比增长9.4%，比年度目标（10%左右）低0.6个百分点，在允许幅度内"
    )
    assert full(valued(rate, "8.6")) == "1—6月，同比增长8.6%，比年度目标（10%左右）低1.4个百分点"
    assert nameless(valued(rate, "8.96")).endswith("比年度目标（10%左右）低1.04个百分点")
    assert distance_cell(valued(rate, "8.96")) == "低于目标1.04"
    assert full(valued(rate, "-1.2")) == "1—6月，同比下降1.2%，比年度目标（10%左右）低11.2个百分点"
    assert full(valued(rate, "10.3", at=12)) == "1—12月，同比增长10.3%，达到年度目标"
    assert nameless(valued(rate, "8.6")) == "同比增长8.6%，比年度目标（10%左右）低1.4个百分点"
    assert distance_cell(valued(rate, "10.3")) == "高于目标0.3"
    assert missing_words(valued(rate, "8.6")) == ""


def test_that_about_so_many_are_told_by_their_band() -> None:
    projects = count("15", comparator=Comparator.ABOUT, unit="个", phrase="实施项目{}")
    assert full(valued(projects, "14")) == "截至6月底，实施项目14个，在年度目标（15个左右）允许幅度内"


def test_that_a_list_is_told_with_its_members() -> None:
    share = coverage(name="培训覆盖率", phrase="培训覆盖率为{}")
    figure = judged(share, entry(share, 6, numerator="900", denominator="1500"))
    assert brief(figure) == "培训覆盖率60.0%，快于序时进度10.0个百分点"
    assert full(figure) == "培训覆盖率60.0%（1500家中的900家），快于序时进度10.0个百分点"
    assert full(judged(share, entry(share, 6, state=State.PENDING))) == "培训覆盖率待公布"
    assert missing_words(figure) == "还差600家"
    assert needed(figure) == "后6个月月均需完成100家"


def test_that_an_honour_is_told_by_its_stage() -> None:
    prize = aspiration(name="获省科技创新鼎")
    by_stage = {
        stage: judged(prize, entry(prize, 6, stage=stage), modality=Modality.CONTENDING)
        for stage in ("申报", "公示", "获得", "未获得")
    }
    assert honour(by_stage["申报"]) == "省科技创新鼎争创工作处于申报阶段"
    assert standing(by_stage["公示"]) == "省科技创新鼎争创工作处于公示阶段"
    assert honour(by_stage["获得"]) == "已获省科技创新鼎"
    assert honour(by_stage["未获得"]) == "省科技创新鼎未获得，属争取类，不计入完成情况"
    assert honours_words([by_stage["申报"], by_stage["申报"]]) == "争取荣誉2项处于申报阶段"
    assert honours_words([by_stage["申报"], by_stage["获得"]]) == (
        "争取荣誉2项（省科技创新鼎争创工作处于申报阶段；已获省科技创新鼎）"
    )


def test_that_a_grey_figure_is_told_by_its_light_alone() -> None:
    grey = judged(FIRMS, entry(FIRMS, 6, state=State.PENDING, reason="次年公布"))
    assert grey.light is Light.PENDING
    assert (standing(grey), nameless(grey), against_pace(grey)) == ("企业新增数待公布", "待公布", "")
    assert distance_cell(grey) == "—"


def test_that_less_than_one_a_month_is_told_as_what_is_missing() -> None:
    assert needed(valued(FEW, "1")) == "还差4次"
    assert needed(valued(FIRMS, "119", at=12)) == ""


def test_that_a_milestone_is_told_by_its_stage_or_its_state() -> None:
    work = item(ItemKind.HARD, name="规划", citation=Citation(quote="编制“十五五”规划", start=0))
    assert item_stage(judged_item(work, entry(work, 6, stage="审议"))) == "“十五五”规划处于审议阶段"
    done = judged_item(work, entry(work, 6, stage="印发", proof="慈科〔2025〕1号"))
    assert item_stage(done) == "“十五五”规划印发"
    unproved = judged_item(work, entry(work, 6, stage="印发"))
    assert item_stage(unproved) == "“十五五”规划已到印发阶段，依据待补"
    assert (
        item_stage(judged_item(work, entry(work, 6, state=State.NOT_DUE, reason="未到")))
        == "“十五五”规划未到节点"
    )


@pytest.mark.parametrize(
    ("name", "quote", "told"),
    [
        ("“拨投结合”", "探索创业投资与科技计划项目组合的“拨投结合”模式", "“拨投结合”模式"),
        ("“三个第一”", "落实“三个第一”要求并纳入全年各项重点工作", "“三个第一”"),
        ("两项赛事举办", "举办中国创新创业大赛和创新挑战赛", "两项赛事"),
        ("赛事举办", "举办赛事", "赛事举办"),
    ],
)
def test_that_a_milestone_is_called_as_an_office_calls_it(name: str, quote: str, told: str) -> None:
    work = item(ItemKind.SOFT, name=name, citation=Citation(quote=quote, start=0))
    assert item_stage(judged_item(work, entry(work, 6, stage="审议"))) == f"{told}处于审议阶段"


def test_that_a_milestone_behind_its_plan_names_the_stage_that_is_due() -> None:
    work = item(ItemKind.HARD, name="办法")
    basis = Basis(target_id=work.id, pace_plan=twelve(m6="2"))
    slow = judged_item(work, entry(work, 6, stage="方案"), basis=basis)
    assert item_behind(slow) == "办法处于方案阶段，按计划6月底应进入审议阶段，慢1个阶段"
    assert item_behind(judged_item(work, entry(work, 6, note="准备"), basis=basis)) == (
        "办法尚未启动，按计划6月底应进入审议阶段，慢2个阶段"
    )


def test_that_a_milestone_past_its_day_says_so() -> None:
    work = item(ItemKind.HARD, name="办法", deadline=date(YEAR, 5, 31))
    assert item_behind(judged_item(work, entry(work, 6, stage="审议"))) == (
        "办法应于5月31日前完成，目前处于审议阶段"
    )
    assert item_behind(judged_item(work, entry(work, 6, note="准备"))) == (
        "办法应于5月31日前完成，目前尚未启动"
    )


def test_that_a_list_of_work_is_told_by_its_ratio_and_a_counter_by_its_counts() -> None:
    work = item(ItemKind.LIST, name="问题整改", unit="个")
    some = judged_item(work, entry(work, 6, numerator="12", denominator="30"))
    assert item_behind(some) == "问题整改共30个，已办结12个，办结率40.0%，慢于序时进度10.0个百分点"
    every = judged_item(work, entry(work, 6, numerator="30", denominator="30"))
    assert item_stage(every) == "问题整改共30个，全部办结"
    counter = item(ItemKind.COUNTER, name="对接/走访", unit="次")
    both = judged_item(counter, entry(counter, 5, increment="9"), entry(counter, 6, increment="3"))
    assert item_stage(both) == "对接和走访累计12次（6月3次）"
    none = judged_item(counter, entry(counter, 5, increment="9"), entry(counter, 6, increment="0"))
    assert item_stage(none) == "对接和走访累计9次"
    assert item_stage(judged_item(counter)) == ""


def test_that_a_counter_with_a_phrase_of_its_own_is_told_in_it() -> None:
    counter = item(ItemKind.COUNTER, name="院校对接", unit="次", phrase="开展院校对接{}")
    both = judged_item(counter, entry(counter, 5, increment="9"), entry(counter, 6, increment="3"))
    assert counted(both) == "6月开展院校对接3次，累计12次"
    assert counted(judged_item(counter, entry(counter, 6, increment="3"))) == "6月开展院校对接3次"
    none = judged_item(counter, entry(counter, 5, increment="9"), entry(counter, 6, increment="0"))
    assert counted(none) == "累计开展院校对接9次"


def test_that_a_stage_without_a_word_of_its_own_is_told_as_done() -> None:
    for stages, told in (
        (("方案", "登记挂牌"), "改制完成登记挂牌"),
        (("初稿", "备案公开"), "改制印发并备案公开"),
        (("方案", "合同"), "改制完成"),
    ):
        work = item(ItemKind.HARD, name="改制", stages=stages)
        assert item_stage(judged_item(work, entry(work, 6, stage=stages[1], proof="慈科〔2025〕1号"))) == told


def test_that_every_figure_of_the_plan_has_a_short_name_and_every_counter_a_phrase() -> None:
    plan = plan_2025()
    assert all(0 < len(indicator.short) <= 10 for indicator in plan.indicators)
    counters = [each for each in plan.items if each.kind in {ItemKind.COUNTER, ItemKind.RECURRING}]
    assert all(each.phrase.count("{}") == 1 for each in counters)
    again = load_plan(plan_toml(plan))
    assert [each.short for each in again.indicators] == [each.short for each in plan.indicators]
    assert [each.phrase for each in again.items] == [each.phrase for each in plan.items]


def test_that_a_rate_is_told_from_the_amount_that_it_is_named_after() -> None:
    grown = growth(name="研发费用", phrase="研发费用同比增长{}")
    assert named(valued(grown, "8")) == "研发费用增速"
    assert nameless(valued(grown, "8")) == "同比增长8.0%，比年度目标（10%左右）低2.0个百分点"
    assert named(valued(decrease(name="单位能耗", phrase="单位能耗下降{}"), "2")) == "单位能耗降幅"
    assert named(valued(growth(name="投资增长率"), "8")) == "投资增长率"


def test_that_a_target_reached_exactly_that_is_to_be_passed_is_told_as_missed() -> None:
    figure = count("5", comparator=Comparator.MORE_THAN, unit="万人次", phrase="受众{}")
    assert full(valued(figure, "5", at=12)) == "截至12月底，受众5万人次，未达到年度目标（超过5万人次）"


def test_that_a_title_that_holds_targets_is_no_head() -> None:
    task = plan_2025().tasks[1]
    assert task_head(task) == "加强政治理论学习"
    assert task_head(replace(task, title="★新增规上工业企业18家")) == ""
    section = plan_2025().sections[0]
    assert section_head(replace(section, title="民生实事(牵头领导:分管副县长)")) == "民生实事"
    assert section_head(section).startswith("强化政治领航")


def test_that_members_of_a_rate_are_not_told_as_a_rate() -> None:
    share = coverage(name="党员轮训率", phrase="党员轮训率为{}")
    assert full(judged(share, entry(share, 12, numerator="37", denominator="37"), at=12)) == (
        "党员轮训37家，实现全覆盖"
    )
