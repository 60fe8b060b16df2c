"""A decision gives a figure one series: June, the second quarter and the year, worked out by hand.

甲科 leads, 乙科 reports the same figure; both in March, June and December.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment, assess
from cixi_desktop.assessment.comparison import trend
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.consolidation.settle import origin, value_words
from cixi_desktop.kinds import ItemKind, Ledger
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.bureau import LEAD, OWN, SUM, Duty, FigureDecision
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import State
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.origins import MOST_TOLD, Rule
from cixi_desktop.records.units import Unit
from tests.support.figures import (
    amount,
    aspiration,
    count,
    coverage,
    entry,
    growth,
    item,
    level,
    plan_of,
    stock,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator, Item
    from cixi_desktop.records.record import Record

FIRST, SECOND = Unit(id="1", name="甲科"), Unit(id="2", name="乙科")
JUNE, DECEMBER = month(2025, 6), month(2025, 12)
QUARTER, YEAR = parse_period("2025-Q2"), parse_period("2025")
LEADS = Duty(subject_id="1", lead_unit_id="1")
Months = dict[int, dict[str, str]]


def reports(target: Indicator | Item, unit: Unit, months: Months, *records: Record) -> Content:
    """What a unit reports by month, with the records of the bureau."""
    own = [replace(entry(target, number, **said), unit_id=unit.id) for number, said in months.items()]
    return Content(unit=unit, records={record.key: record for record in (*own, *records)})


def decided(whose: str, value: str | None = None, *, number: int = 6, of: str = "X-1") -> FigureDecision:
    return FigureDecision(
        target_id=of,
        from_period=month(2025, number),
        whose=whose,
        value=None if value is None else Decimal(value),
        reason="统计局口径",
    )


def told(target: Indicator | Item, first: Months, second: Months, *records: Record) -> tuple[Any, ...]:
    """The figure in June, in the second quarter and in the year."""
    contents = [reports(target, FIRST, first, LEADS, *records), reports(target, SECOND, second)]
    plan = plan_of(target)
    return tuple(
        assess(plan, combined(plan, contents, period), period).of(target.id)
        for period in (JUNE, QUARTER, YEAR)
    )


def numbers(figures: tuple[Any, ...]) -> list[Any]:
    """What each period brought, and where the figure stood at its end."""
    return [(figure.increment, figure.cumulative) for figure in figures]


OFFICE = {
    3: {"cumulative": "13"},
    5: {"cumulative": "45"},
    6: {"cumulative": "66"},
    12: {"cumulative": "121"},
}
TECHNOLOGY = {
    3: {"cumulative": "13"},
    5: {"cumulative": "45"},
    6: {"cumulative": "72"},
    12: {"cumulative": "121"},
}


def test_that_a_unit_decided_on_gives_month_quarter_and_year_as_one_series() -> None:
    """72 − 45 = 27 in June and not 72 − 90 = −18; 72 − 13 = 59 in the quarter; 121, not 242 in the year."""
    figures = told(count("120"), OFFICE, TECHNOLOGY, decided("2"))
    assert numbers(figures) == [(27, 72), (59, 72), (121, 121)]
    assert [figure.origin.rule for figure in figures] == [Rule.CHOSEN] * 3
    assert [f"{figure.completion:.1f}" for figure in figures] == ["60.0", "60.0", "100.8"]


def test_that_without_a_decision_the_lead_counts_and_is_marked() -> None:
    """66 − 45 = 21 and 66 − 13 = 53; at the end of the year both say 121."""
    figures = told(count("120"), OFFICE, TECHNOLOGY)
    assert numbers(figures) == [(21, 66), (53, 66), (121, 121)]
    assert [figure.status for figure in figures] == ["达序时（待核定）", "达序时（待核定）", "已完成"]
    assert [figure.origin.rule for figure in figures] == [Rule.OPEN, Rule.OPEN, Rule.AGREED]
    assert figures[0].entry.note == "待核定：暂用牵头科室甲科66家，另有乙科72家"


def test_that_a_decision_does_not_hold_before_its_month() -> None:
    contents = [reports(count("120"), FIRST, OFFICE, LEADS, decided("2")), reports(count("120"), SECOND, {})]
    may = origin(plan_of(count("120")), contents, count("120"), month(2025, 5))
    assert (may.rule, may.decision) == (Rule.ONLY, None)


def test_that_a_later_decision_changes_an_earlier_one() -> None:
    """In June 乙科 with 72, which nobody knows the months of; from July on 甲科: 121 − 0 in the year."""
    figures = told(count("120"), OFFICE, {6: {"cumulative": "72"}}, decided("2"), decided("1", number=7))
    assert numbers(figures) == [(None, 72), (None, 72), (121, 121)]
    assert [figure.origin.winner.unit for figure in figures] == [SECOND, SECOND, FIRST]


def test_that_a_decision_of_another_year_does_not_hold() -> None:
    before = replace(decided("2"), from_period=month(2024, 6))
    figure, _, _ = told(count("120"), OFFICE, TECHNOLOGY, before)
    assert figure.origin.rule is Rule.OPEN


def test_that_the_trend_follows_the_same_series() -> None:
    plan = plan_of(count("120"))
    contents = [reports(count("120"), FIRST, OFFICE, LEADS, decided("2"))]
    contents.append(reports(count("120"), SECOND, TECHNOLOGY | {5: {"cumulative": "50"}}))
    found = trend(plan, combined(plan, contents, JUNE), "X-1", 2025)
    assert found is not None
    assert [found.months[number - 1].value for number in (3, 5, 6)] == [13, 50, 72]


def test_that_eight_units_that_say_the_same_are_not_added() -> None:
    units = [Unit(id=str(number), name=f"{number}科") for number in range(1, 9)]
    for records in ((LEADS,), ()):
        contents = [reports(count("120"), unit, {6: {"cumulative": "47"}}, *records) for unit in units]
        plan = plan_of(count("120"))
        figure = assess(plan, combined(plan, contents, JUNE), JUNE).of("X-1")
        assert isinstance(figure, FigureAssessment)
        assert figure.cumulative == 47
        assert figure.origin is not None
        assert figure.origin.rule is Rule.AGREED
        assert figure.origin.words.startswith("一致：1科47家、2科47家")


def test_that_of_very_many_units_the_first_are_told() -> None:
    units = [Unit(id=str(number), name=f"{number}科") for number in range(1, MOST_TOLD + 2)]
    contents = [reports(count("120"), unit, {6: {"cumulative": unit.id}}) for unit in units]
    found = origin(plan_of(count("120")), contents, count("120"), JUNE)
    assert found.words.endswith("、8科8家等9个单位")
    assert found.outcome == "待核定"


def test_that_the_newest_of_equal_values_holds() -> None:
    """甲科 said 47 in May, 乙科 says 47 in June: June is reported."""
    figure, _, _ = told(count("120"), {5: {"cumulative": "47"}}, {6: {"cumulative": "47"}})
    assert (figure.cumulative, figure.state, figure.origin.winner.unit) == (47, "已填报", SECOND)


def test_that_a_lead_that_is_silent_is_not_replaced_in_silence() -> None:
    """甲科 said 50 in May and nothing since; 乙科 says 66 in June: 50 stands, as of May, and is marked."""
    figure, _, _ = told(count("120"), {5: {"cumulative": "50"}}, {6: {"cumulative": "66"}})
    assert (figure.cumulative, figure.as_of.month, figure.status) == (50, 5, "未填报（待核定）")
    assert figure.entry.note == "待核定：暂用牵头科室甲科50家（5月），另有乙科66家"


def test_that_a_lead_with_a_grey_state_is_not_outvoted() -> None:
    waiting = {6: {"state": State.PENDING, "reason": "7月公布"}}
    third = reports(count("120"), Unit(id="3", name="丙科"), {6: {"cumulative": "60"}})
    plan = plan_of(count("120"))
    contents = [
        reports(count("120"), FIRST, waiting, LEADS),
        reports(count("120"), SECOND, {6: {"cumulative": "66"}}),
        third,
    ]
    figure = assess(plan, combined(plan, contents, JUNE), JUNE).of("X-1")
    assert figure.status == "待公布（待核定）"


def test_that_a_sum_is_decided_once_and_holds_on() -> None:
    """66 + 72 = 138 in June, of which 138 − 90 = 48; 138 − 26 = 112 in the quarter; 242 in the year."""
    figures = told(count("240"), OFFICE, TECHNOLOGY, decided(SUM))
    assert numbers(figures) == [(48, 138), (112, 138), (242, 242)]


def test_that_a_value_of_the_bureaus_own_follows_the_series_before_it() -> None:
    """70 against 45 of the lead in May: 25 in June; 70 − 13 = 57 in the quarter; 70 as of June at the end."""
    figures = told(count("120"), OFFICE, TECHNOLOGY, decided(OWN, "70"))
    assert numbers(figures) == [(25, 70), (57, 70), (70, 70)]
    assert [figure.as_of for figure in figures] == [JUNE.end] * 3
    assert figures[0].entry.note == ("核定为70家（统计局口径；自2025年6月起），单位填报甲科66家、乙科72家")
    assert figures[0].origin.outcome == "核定数70家（统计局口径；自2025年6月起）"


def test_that_a_value_of_the_bureaus_own_follows_an_earlier_decision() -> None:
    """乙科 from May on with 50, and then 70: 20 in June."""
    second = TECHNOLOGY | {5: {"cumulative": "50"}}
    figure, _, _ = told(count("120"), OFFICE, second, decided("2", number=5), decided(OWN, "70"))
    assert (figure.increment, figure.cumulative) == (20, 70)


def test_that_a_value_of_the_bureaus_own_needs_no_report() -> None:
    january = replace(decided(OWN, "70", number=1), reason="补记")
    figure, _, _ = told(count("120"), {}, {}, january)
    assert (figure.cumulative, figure.state) == (70, "未填报")
    content = reports(count("120"), FIRST, {}, decided(OWN, "70"))
    plan = plan_of(count("120"))
    alone = assess(plan, combined(plan, [content], JUNE), JUNE).of("X-1")
    assert isinstance(alone, FigureAssessment)
    assert alone.cumulative == 70
    assert alone.entry is not None
    assert alone.entry.note == "核定为70家（统计局口径；自2025年6月起）"


def by_month(name: str, march: str, june: str, december: str) -> Months:
    return {3: {name: march}, 6: {name: june}, 12: {name: december}}


@pytest.mark.parametrize(
    ("whose", "value", "expected"),
    [
        ("2", None, [("22", "30"), ("22", "30"), ("60", "60")]),  # 30 − 8; the year of 乙科
        (LEAD, None, [("15", "25"), ("15", "25"), ("50", "50")]),  # 25 − 10; the year of 甲科
        (SUM, None, [("37", "55"), ("37", "55"), ("110", "110")]),  # 55 − 18
        (OWN, "28", [("18", "28"), ("18", "28"), ("28", "28")]),  # 28 − 10 of the lead
    ],
)
def test_that_an_amount_is_one_series(whose: str, value: str | None, expected: list[tuple[str, str]]) -> None:
    first, second = by_month("cumulative", "10", "25", "50"), by_month("cumulative", "8", "30", "60")
    figures = told(amount("100"), first, second, decided(whose, value))
    assert numbers(figures) == [(Decimal(brought), Decimal(stood)) for brought, stood in expected]


@pytest.mark.parametrize(
    ("target", "whose", "value", "expected"),
    [
        (level("4", "3"), "2", None, ["3.5", "3.5", "3.9"]),
        (level("4", "3"), LEAD, None, ["3.4", "3.4", "3.8"]),
        (level("4", "3"), OWN, "3.45", ["3.45", "3.45", "3.45"]),
        (stock("4", "3"), "2", None, ["3.5", "3.5", "3.9"]),
        (stock("8", "3"), SUM, None, ["6.9", "6.9", "7.7"]),  # 3.4 + 3.5, 3.8 + 3.9
        (growth("4"), "2", None, ["3.5", "3.5", "3.9"]),
        (growth("4"), OWN, "3.3", ["3.3", "3.3", "3.3"]),
    ],
)
def test_that_what_is_latest_is_that_of_whose_value_counts(
    target: Indicator, whose: str, value: str | None, expected: list[str]
) -> None:
    first, second = by_month("value", "3.1", "3.4", "3.8"), by_month("value", "3.2", "3.5", "3.9")
    figures = told(target, first, second, decided(whose, value))
    assert [figure.cumulative for figure in figures] == [Decimal(each) for each in expected]
    assert [figure.increment for figure in figures] == [None] * 3


def lists(*shares: tuple[str, str]) -> Months:
    return {
        number: {"numerator": part, "denominator": whole}
        for number, (part, whole) in zip((3, 6, 12), shares, strict=True)
    }


@pytest.mark.parametrize(
    ("whose", "expected"),
    [("2", ["50", "50", "75"]), (LEAD, ["30", "30", "60"]), (SUM, ["40", "40", "67.5"])],
)
def test_that_a_ratio_is_that_of_a_list_or_of_all_lists_together(whose: str, expected: list[str]) -> None:
    """甲科 3, 6, 12 of 10, 20, 20; 乙科 4, 10, 15 of 20; together 16 of 40 and 27 of 40."""
    first, second = (
        lists(("3", "10"), ("6", "20"), ("12", "20")),
        lists(("4", "20"), ("10", "20"), ("15", "20")),
    )
    figures = told(coverage(), first, second, decided(whose))
    assert [figure.completion for figure in figures] == [Decimal(each) for each in expected]


@pytest.mark.parametrize(
    ("whose", "expected"), [("2", ["公示", "公示", "获得"]), (LEAD, ["入围", "入围", "获得"])]
)
def test_that_an_honour_stands_where_whose_word_counts_says(whose: str, expected: list[str]) -> None:
    first, second = by_month("stage", "申报", "入围", "获得"), by_month("stage", "申报", "公示", "获得")
    figures = told(aspiration(), first, second, decided(whose))
    assert [figure.stage for figure in figures] == expected


def test_that_a_milestone_stands_where_whose_word_counts_says() -> None:
    first, second = by_month("stage", "方案", "方案", "审议"), by_month("stage", "方案", "审议", "印发")
    found = told(item(ItemKind.HARD), first, second, decided("2", of="M1-1"))
    assert [each.stage for each in found] == ["审议", "审议", "印发"]


@pytest.mark.parametrize(
    ("whose", "value", "expected"),
    [
        ("2", None, [(4, 7), (4, 7), (9, 9)]),  # 3 + 4, and 2 more
        (SUM, None, [(9, 14), (9, 14), (17, 17)]),  # 5 + 9, and 3 more
        (OWN, "10", [(8, 10), (8, 10), (10, 10)]),  # 10 − 2 of the lead
    ],
)
def test_that_counters_are_one_series(whose: str, value: str | None, expected: list[tuple[int, int]]) -> None:
    """甲科 2, 5 and 1; 乙科 3, 4 and 2."""
    first, second = by_month("increment", "2", "5", "1"), by_month("increment", "3", "4", "2")
    found = told(item(ItemKind.COUNTER, unit="次"), first, second, decided(whose, value, of="M1-1"))
    assert [(each.count, each.total) for each in found] == expected


def test_that_texts_of_several_units_need_no_decision() -> None:
    found, _, _ = told(item(ItemKind.DUTY), {6: {"note": "已学习"}}, {6: {"note": "已部署"}})
    assert isinstance(found, ItemAssessment)
    assert found.entry is not None
    assert found.entry.note == "【甲科】已学习\n【乙科】已部署"
    assert found.origin is not None
    assert (found.origin.rule, found.origin.is_disputed) == (Rule.LISTED, False)


ROWS = Ledger(kind="企业", labels=(("name", "企业"),))


def row(unit: Unit, number: int, name: str) -> LedgerRow:
    return LedgerRow(id=str(number), target_id="X-1", unit_id=unit.id, period=JUNE, name=name)


@pytest.mark.parametrize(
    ("whose", "names"),
    [("2", ["乙公司", "丙公司"]), (SUM, ["甲公司", "乙公司", "丙公司"]), (OWN, ["甲公司", "乙公司"])],
)
def test_that_the_list_follows_and_lists_together_have_no_name_twice(whose: str, names: list[str]) -> None:
    target = count("120", ledger=ROWS)
    value = "3" if whose == OWN else None
    first = reports(
        target,
        FIRST,
        by_month("cumulative", "1", "2", "2"),
        LEADS,
        decided(whose, value),
        row(FIRST, 1, "甲公司"),
        row(FIRST, 2, "乙公司"),
    )
    months = by_month("cumulative", "1", "3", "3")
    second = reports(target, SECOND, months, row(SECOND, 1, "乙公司"), row(SECOND, 2, "丙公司"))
    plan = plan_of(target)
    figure = assess(plan, combined(plan, [first, second], JUNE), JUNE).of("X-1")
    assert figure.ledger is not None
    assert sorted(each.name for each in figure.ledger.rows) == sorted(names)


def test_that_summed_lists_keep_every_row() -> None:
    target = count("120", unit="人次", ledger=replace(ROWS, is_summed=True))
    months = {6: {"cumulative": "2"}}
    contents = [
        reports(target, FIRST, months, decided(SUM), row(FIRST, 1, "活动")),
        reports(target, SECOND, months, row(SECOND, 1, "活动")),
    ]
    assert len(combined(plan_of(target), contents, JUNE).ledger("X-1")) == 2


@pytest.mark.parametrize(
    ("records", "outcome", "counting"),
    [
        ((), "待核定（暂用牵头科室甲科）", ["甲科"]),
        ((decided("2"),), "核定：乙科（统计局口径；自2025年6月起）", ["乙科"]),
        ((decided(SUM),), "合计（统计局口径；自2025年6月起）", ["甲科", "乙科"]),
        ((decided(OWN, "70"),), "核定数70家（统计局口径；自2025年6月起）", []),
    ],
)
def test_that_it_is_said_in_short_what_became_of_it(
    records: tuple[FigureDecision, ...], outcome: str, counting: list[str]
) -> None:
    figure, _, _ = told(count("120"), OFFICE, TECHNOLOGY, *records)
    found = figure.origin
    assert found.outcome == outcome
    assert [source.unit.name for source in found.sources if found.counts(source)] == counting


def test_that_a_figure_without_a_number_has_no_words() -> None:
    assert value_words(count("120"), None) == ""
    assert value_words(item(ItemKind.COUNTER, unit="次"), Decimal(3)) == "3次"
