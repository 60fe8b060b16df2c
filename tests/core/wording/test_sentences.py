"""The standard wording: progress, what is still needed, how it is judged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cixi_desktop.plan import Indicator, Modality
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from cixi_desktop.records.rules import DEFAULT_RULES
from cixi_desktop.values import Comparator
from cixi_desktop.wording.sentences import baseline_words, judged_by, progress_sentence, still_needed
from tests.support.figures import (
    amount,
    aspiration,
    count,
    coverage,
    entry,
    growth,
    judged,
    level,
    plan_2025,
    stock,
    valued,
)

PLAN = plan_2025()
FALL = level("40", "50", comparator=Comparator.AT_MOST, phrase="能耗为{}")
TOTAL = stock("1120", "1000", comparator=Comparator.MORE_THAN, phrase="总量为{}")


def shipped(target_id: str) -> Indicator:
    found = PLAN.indicator(target_id)
    assert found is not None
    return found


def said(figure: Indicator, value: str, at: int = 6) -> str:
    return progress_sentence(valued(figure, value, at=at))


def test_that_the_standard_sentence_is_word_for_word() -> None:
    assert said(shipped("H-3"), "70") == (
        "截至6月底，新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点"
    )


def test_that_being_behind_is_slower_by_points() -> None:
    sentence = said(shipped("H-6"), "24.5")
    assert sentence == "1—6月，高新技术产业投资额为24.50亿元，完成年度目标的49.0%，慢于序时进度1.0个百分点"


def test_that_being_level_is_said_without_a_number() -> None:
    assert said(count("120"), "60").endswith("完成年度目标的50.0%，与序时进度持平")
    assert said(count("1"), "0").endswith("完成年度目标的0.0%，按序时进度暂无完成要求")


def test_that_a_target_passed_is_shown_as_it_is() -> None:
    assert "完成年度目标的104.2%" in said(count("120"), "125")


def test_that_a_day_within_the_month_is_named() -> None:
    figure = count("120")
    found = judged(figure, entry(figure, 6, cumulative="70", as_of=date(2025, 6, 25)))
    assert progress_sentence(found).startswith("截至6月25日，")


def test_that_the_last_known_figure_is_told_with_its_own_day_and_without_a_comparison() -> None:
    figure = shipped("H-3")
    found = judged(figure, entry(figure, 3, cumulative="30"), entry(figure, 6, state=State.PENDING))
    assert progress_sentence(found) == "截至3月底，新增高新技术企业30家，完成年度目标的25.0%"


def test_that_nothing_is_said_where_there_is_no_figure() -> None:
    assert progress_sentence(judged(count("120"))) == ""
    assert progress_sentence(judged(aspiration())) == ""


def test_that_a_level_tells_its_change_from_the_baseline() -> None:
    sentence = said(shipped("H-1"), "3.64")
    assert sentence == (
        "截至6月底，全市R&D经费投入强度为3.64%，比基数提高0.05个百分点，完成年度提升目标的50.0%，与序时进度持平"
    )
    assert "比基数下降0.09个百分点，完成年度提升目标的0.0%" in said(shipped("H-1"), "3.50")
    assert "与基数持平，完成年度提升目标的0.0%" in said(shipped("H-1"), "3.59")
    assert "比基数下降5.00个百分点，完成年度下降目标的50.0%" in said(FALL, "45")
    assert "比年初净增60家，完成年度净增目标的50.0%" in said(TOTAL, "1060")


def test_that_3_685_is_told_in_full() -> None:
    assert "为3.685%" in said(shipped("H-1"), "3.685")


@pytest.mark.parametrize(
    ("value", "ending"),
    [
        ("78.1", "为78.1%，低于年度目标0.2个百分点"),
        ("78.3", "为78.3%，达到年度目标"),
        ("78.5", "为78.5%，高于年度目标0.2个百分点"),
    ],
)
def test_that_without_a_baseline_the_target_alone_is_held_against(value: str, ending: str) -> None:
    assert said(shipped("H-5"), value).endswith(ending)
    assert "完成年度目标的" not in said(shipped("H-5"), value)


def test_that_a_stock_without_a_baseline_is_in_its_own_unit() -> None:
    assert said(stock("1120", None), "1100").endswith("低于年度目标20家")


def test_that_a_growth_rate_is_held_against_the_target_in_points() -> None:
    assert (
        said(shipped("7-3"), "9")
        == "1—6月，规上工业企业研发费用同比增长9.0%，比年度目标（10%左右）低1.0个百分点，在允许幅度内"
    )
    assert said(shipped("7-3"), "10").endswith("同比增长10.0%，达到年度目标")


def test_that_a_derived_rate_is_not_told_with_all_its_digits() -> None:
    figure = growth(phrase="同比增长{}")
    found = judged(figure, entry(figure, 6, cumulative="95", last_year="86.4"))
    assert progress_sentence(found).startswith(
        "截至6月底，同比增长9.95%，比年度目标（10%左右）低0.05个百分点"
    )
    cover = coverage(phrase="覆盖率为{}")
    third = judged(cover, entry(cover, 6, numerator="1", denominator="3"))
    assert "覆盖率为33.3%，慢于序时进度16.7个百分点" in progress_sentence(third)


def test_that_an_estimate_is_marked_in_the_sentence() -> None:
    figure = shipped("H-1")
    found = judged(figure, entry(figure, 12, value="3.70", is_estimate=True), at=12)
    assert "为3.70%（预计数）" in progress_sentence(found)
    assert "预计" not in said(figure, "3.70")


def test_that_an_aspiration_tells_its_stage() -> None:
    figure = shipped("H-7")
    found = judged(figure, entry(figure, 6, stage="公示"), modality=Modality.CONTENDING)
    assert progress_sentence(found) == "截至6月底，省科技创新鼎争创工作处于公示阶段"
    later = judged(figure, entry(figure, 6, stage="公示"), at=8, modality=Modality.CONTENDING)
    assert progress_sentence(later) == "截至6月底，省科技创新鼎争创工作处于公示阶段"


# What is still needed


def test_that_37_are_missing_and_7_4_a_month_are_needed() -> None:
    assert still_needed(valued(count("120"), "83", at=7)) == "还差37家，后5个月月均需完成7.4家"


@pytest.mark.parametrize(
    ("figure", "value", "at", "words"),
    [
        (count("120"), "120", 7, ""),
        (count("120"), "83", 12, "还差37家"),
        (count("120"), "119", 11, "还差1家，后1个月月均需完成1家"),
        (amount("50"), "24.5", 6, "还差25.50亿元，后6个月月均需完成4.25亿元"),
        (level("3.69", "3.59"), "3.64", 6, "还差0.05个百分点"),
        (TOTAL, "1120", 6, "还差1家"),
        (TOTAL, "1115", 6, "还差6家，后6个月月均需完成1家"),
        (FALL, "45", 6, "还差5.00个百分点"),
        (growth(), "9", 6, "还差1.0个百分点"),
    ],
)
def test_that_what_is_needed_is_told_in_the_figures_unit(
    figure: Indicator, value: str, at: int, words: str
) -> None:
    assert still_needed(valued(figure, value, at=at)) == words


def test_that_a_list_needs_members() -> None:
    figure = coverage()
    found = judged(figure, entry(figure, 6, numerator="300", denominator="400"))
    assert still_needed(found) == "还差100家，后6个月月均需完成16.7家"


def test_that_nothing_is_needed_where_nothing_is_applicable() -> None:
    figure = count("120")
    entries = entry(figure, 5, increment="83"), entry(figure, 6, state=State.NOT_APPLICABLE)
    assert still_needed(judged(figure, *entries)) == ""


def test_that_nothing_is_needed_where_nothing_is_known() -> None:
    assert still_needed(judged(count("120"))) == ""
    assert still_needed(judged(aspiration(), entry("X-1", 6, stage="申报"))) == ""


# How it is judged


def test_that_a_figure_says_how_it_is_judged() -> None:
    words = judged_by(valued(shipped("H-4"), "1060"), DEFAULT_RULES)
    assert "超过1120家" in words
    assert "基数1000家（按原文推算）" in words
    assert "按月均分" in words
    assert words.endswith("。")


def test_that_the_band_and_the_modality_are_printed() -> None:
    words = judged_by(valued(shipped("7-3"), "9", modality=Modality.STRIVING), DEFAULT_RULES)
    assert "9.0%至11.0%" in words
    assert "力争" in words
    assert "不亮红灯" in words
    assert "基数" not in words
    contended = judged_by(judged(aspiration(), modality=Modality.CONTENDING), DEFAULT_RULES)
    assert "争取" in contended
    assert "序时" not in contended
    assert "左右" not in judged_by(valued(count("5"), "1"), DEFAULT_RULES)


def test_that_a_baseline_tells_where_it_comes_from() -> None:
    assert baseline_words(valued(shipped("H-1"), "3.6")) == "基数3.59%（按原文推算）"
    assert baseline_words(valued(shipped("H-5"), "78")) == "基数待填"
    own = Basis(target_id="H-5", baseline=Decimal("77.9"))
    assert baseline_words(valued(shipped("H-5"), "78", basis=own)) == "基数77.9%（单位填报）"


def test_that_a_negative_growth_is_told_as_a_fall() -> None:
    # −5 % is 15 个百分点 below the 10 % that the plan strives for.
    assert said(shipped("7-3"), "-5").startswith(
        "1—6月，规上工业企业研发费用同比下降5.0%，低于年度目标15.0个百分点"
    )
