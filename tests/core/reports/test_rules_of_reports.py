"""What holds for every report of the sample year, of the bureau and of its units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.remarks import check_sentence
from cixi_desktop.reports.report import Heading, plain_text
from tests.support.figures import content_of, count, entry, plan_of
from tests.support.reports import bureau_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Report

OF_BUREAU = "2025-01 2025-03 2025-06 2025-10 2025-12 2025-Q1 2025-Q2 2025-Q3 2025-Q4 2025-H1 2025"
OF_UNIT = "2025-06 2025-Q2 2025-H1 2025"
EVERY = [(key, "") for key in OF_BUREAU.split()] + [(key, "示例高新科") for key in OF_UNIT.split()]
EMPTY_WORDS = (
    "稳步 有力有序 成效显著 亮点纷呈 再上新台阶 圆满 强劲 喜人 得益于 第一名 末位 倒数 通报批评 亮红灯"
)
NUMERALS = "一二三四五六七"


@pytest.mark.parametrize(("key", "unit"), EVERY)
def test_that_the_text_is_clean(report: Callable[..., Report], key: str, unit: str) -> None:
    made = report(key, unit)
    prose = "\n".join(sentence.words for sentence in made.sentences)
    assert not [word for word in EMPTY_WORDS.split() if word in prose]
    assert not re.search(
        r"None|nan|\{|\}|/(?!\d)|，，|。。|；。|，。|：。|、、|提高\d+(\.\d+)?%|慢于序时进度0\.0", prose
    )
    assert all(sentence.words.endswith("。") for sentence in made.sentences)


@pytest.mark.parametrize(("key", "unit"), EVERY)
def test_that_no_number_contradicts_the_figures(
    report: Callable[..., Report], material: Callable[..., Material], key: str, unit: str
) -> None:
    source = material(key, unit)
    found = [issue for sentence in report(key, unit).sentences for issue in check_sentence(sentence, source)]
    assert found == []


@pytest.mark.parametrize(("key", "unit"), EVERY)
def test_that_headings_are_numbered_without_a_gap(report: Callable[..., Report], key: str, unit: str) -> None:
    blocks = report(key, unit).blocks
    heads = [block.words[0] for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert "".join(heads) == NUMERALS[: len(heads)]


def test_that_every_sentence_names_figures_and_items_of_the_plan(
    report: Callable[..., Report], material: Callable[..., Material]
) -> None:
    plan = material("2025").plan
    known = {figure.id for figure in plan.indicators} | {item.id for item in plan.items}
    for key, unit in EVERY:
        named = {target_id for sentence in report(key, unit).sentences for target_id in sentence.ids}
        assert named <= known


def test_that_the_first_month_is_compared_with_nothing(report: Callable[..., Report]) -> None:
    first = report("2025-01")
    assert "本期为2025年首次填报，从年初起算。" in first.text
    assert "相比" not in first.text


def test_that_a_month_in_which_nothing_turned_says_so(report: Callable[..., Report]) -> None:
    assert "与2月相比，各项指标亮灯没有变化。" in report("2025-03").text


def test_that_december_tells_what_was_reached_and_asks_for_no_more_months(
    report: Callable[..., Report],
) -> None:
    december = report("2025-12")
    assert "评判指标21项，均完成年度目标。" in december.text
    assert "12月新增高新技术企业11家，累计129家，完成年度目标的107.5%。" in december.text
    assert "分月计划" not in december.text


def test_that_plain_text_holds_all_that_is_printed(report: Callable[..., Report]) -> None:
    quarter = report("2025-Q2")
    lines = plain_text(quarter).splitlines()
    assert lines[0] == "〔示例数据、草稿〕"
    assert lines[1] == "2025年第二季度工作要点执行情况分析"
    assert "　　一、指标执行情况" in lines
    assert "时点\t评判指标\t达到或快于序时、完成\t欠序时\t滞后\t不参加评判" in lines
    assert "累计完成（亿元）：2月5.20，3月8.90，4月12.60，5月16.10，6月19.80" in lines
    assert "　　附件：1.2025年第二季度指标完成情况表" in lines
    assert "　　　　　2.滞后和欠序时指标、事项清单" in lines
    assert "附件2" in lines
    month = plain_text(report("2025-06", "示例高新科")).splitlines()
    assert "局办公室：" in month
    assert "　　附件：2025年6月指标完成情况表" in month
    assert "附件" in month


@pytest.mark.parametrize(
    ("totals", "is_told"), [(("60", "60", "50"), True), (("60", "50"), False), (("60", "60"), False)]
)
def test_that_a_half_year_begins_with_how_most_figures_stand(
    totals: tuple[str, ...], *, is_told: bool
) -> None:
    """Of 120, 60 by June are on pace and 50 are behind; where all are on pace the count says so."""
    figures = [count("120", id=f"X-{n}", name=f"第{n}类企业") for n in range(len(totals))]
    content = content_of(*(entry(f, 6, cumulative=v) for f, v in zip(figures, totals, strict=True)))
    made = compose(bureau_of(plan_of(*figures), content, at="2025-H1"))
    assert ("推进各项工作，上半年过半数指标达到或快于序时进度。评判指标3项" in made.text) == is_told
