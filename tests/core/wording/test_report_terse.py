"""Figures under their short names: what an annexed table tells in full."""

from __future__ import annotations

import pytest

from cixi_desktop.periods import Period
from cixi_desktop.values import Comparator
from cixi_desktop.wording.report_terse import short_head, short_still, terse, terse_of_period
from tests.support.figures import (
    YEAR,
    amount,
    aspiration,
    count,
    coverage,
    decrease,
    entry,
    growth,
    judged,
    level,
    rank,
    stock,
    valued,
)

FIRMS = count("120", name="高新技术企业新增数", short="高企新增数", phrase="新增高新技术企业{}")
VISITS = coverage(name="零申报企业上门走访覆盖率", short="零申报走访", phrase="走访覆盖率为{}")
GROWTH = growth(name="研发费用", short="研发费用", phrase="研发费用同比增长{}")


def test_that_a_short_name_keeps_what_tells_its_number() -> None:
    """A coverage stays one, a rate stays one; 数 goes before a number."""
    trained = coverage(name="党员轮训率", short="党员轮训", phrase="党员轮训率为{}")
    rate = coverage(name="走访率", short="走访率", phrase="走访率为{}")
    counted = coverage(name="企业走访", short="走访", phrase="走访{}")
    assert [short_head(valued(f, "6")) for f in (FIRMS, GROWTH)] == ["高企新增", "研发费用增速"]
    lists = [
        judged(f, entry(f, 6, numerator="40", denominator="86")) for f in (VISITS, trained, rate, counted)
    ]
    assert [short_head(f) for f in lists] == ["零申报走访覆盖率", "党员轮训率", "走访率", "走访"]
    assert short_head(valued(count("120", name="企业数"), "6")) == ""
    assert short_head(judged(aspiration(short="创新鼎"), entry(aspiration(), 6, stage="申报"))) == ""


def test_that_a_figure_is_told_by_its_total_and_its_distance() -> None:
    # 70/120 = 58.3 % of 50; 40/86 = 46.5 %; 9.4 is within the band of 10.
    assert terse(valued(FIRMS, "70")) == "高企新增70家，快于序时进度8.3个百分点"
    assert terse(valued(FIRMS, "0")) == "高企新增累计0家，慢于序时进度50.0个百分点"
    half = judged(VISITS, entry(VISITS, 6, numerator="40", denominator="86"))
    assert terse(half) == "零申报走访覆盖率46.5%，慢于序时进度3.5个百分点"
    assert terse(valued(GROWTH, "9.4")) == "研发费用增速9.4%，在年度目标（10%左右）允许幅度内"
    projects = count("15", comparator=Comparator.ABOUT, unit="个", short="项目", phrase="实施项目{}")
    assert terse(valued(projects, "14")) == "项目14个，在年度目标（15个左右）允许幅度内"
    older = judged(FIRMS, entry(FIRMS, 6, cumulative="60", is_estimate=True))
    assert terse(older) == "高企新增60家（预计），与序时进度持平"


def test_that_what_has_met_its_target_says_by_how_much() -> None:
    assert terse(valued(FIRMS, "122", at=12)) == "高企新增122家，完成年度目标的101.7%"
    whole = judged(VISITS, entry(VISITS, 12, numerator="86", denominator="86"), at=12)
    assert terse(whole) == "零申报走访86家，实现全覆盖"
    assert terse(valued(FIRMS, "119", at=12)) == "高企新增119家，未达到年度目标（不少于120家）"


def test_that_only_the_phrase_fits_a_place_a_fall_and_what_has_no_short_name() -> None:
    place = rank("5", name="排名", short="排名", phrase="营商环境评价为{}", unit="名")
    assert terse(valued(place, "7")) == "营商环境评价列第7名，未进入前5名"
    assert terse(valued(GROWTH, "-1.2")) == "研发费用同比下降1.2%，比年度目标（10%左右）低11.2个百分点"
    water = decrease("3", name="用水量", short="用水量", phrase="用水量同比下降{}")
    assert short_head(valued(water, "2")) == "用水量降幅"
    assert terse(valued(count("120", phrase="新增企业{}"), "60")) == "新增企业60家，与序时进度持平"


def test_that_a_month_and_a_quarter_say_what_they_brought() -> None:
    entries = (entry(FIRMS, 5, cumulative="45"), entry(FIRMS, 6, increment="25"))
    told = "高企新增本月25家，累计70家，快于序时进度8.3个百分点"
    assert terse_of_period(judged(FIRMS, *entries)) == told
    quarter = judged(FIRMS, entry(FIRMS, 3, cumulative="13"), *entries, at=Period(YEAR, 4, 6))
    assert terse_of_period(quarter) == "高企新增本季度57家，累计70家，快于序时进度8.3个百分点"


def test_that_a_month_without_any_tells_the_total_as_such() -> None:
    entries = (entry(FIRMS, 5, cumulative="70"), entry(FIRMS, 6, increment="0"))
    assert terse_of_period(judged(FIRMS, *entries)) == "高企新增累计70家，快于序时进度8.3个百分点"


@pytest.mark.parametrize("total", ["0", "70"])
def test_that_a_period_that_brought_nothing_or_all_is_not_told_apart(total: str) -> None:
    entries = (entry(FIRMS, 5, cumulative="0"), entry(FIRMS, 6, increment=total))
    assert terse_of_period(judged(FIRMS, *entries)) == terse(judged(FIRMS, *entries))


def test_that_what_is_still_to_be_done_stands_behind_the_short_name() -> None:
    # 120−70, 1121−1063, 86−40, 50−19.80; a share and what is met have nothing to be gained bit by bit.
    total = stock("1120", "1000", comparator=Comparator.MORE_THAN, short="高企总量", phrase="总量为{}")
    money = amount("50", short="投资", phrase="投资额为{}")
    share = level("3.46", "3.36", name="占比", short="占比", phrase="占比为{}")
    visits = judged(VISITS, entry(VISITS, 6, numerator="40", denominator="86"))
    assert short_still(valued(FIRMS, "70")) == "高企还需新增50家"
    assert short_still(valued(total, "1063")) == "高企总量还需净增58家"
    assert short_still(visits) == "零申报走访还需覆盖46家"
    assert short_still(valued(money, "19.80")) == "投资还差30.20亿元"
    assert short_still(valued(share, "3.41")) == "占比还差0.05个百分点"
    assert short_still(valued(FIRMS, "122", at=12)) == "高新技术企业新增数"
