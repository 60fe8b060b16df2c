"""What is wrong with an entry, field by field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.checks.validation import Issue, Severity, check_entry, check_month, errors
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month, parse_period
from cixi_desktop.plan import Coupling, Tie
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from tests.support.figures import (
    amount,
    aspiration,
    content_of,
    count,
    coverage,
    entry,
    growth,
    item,
    level,
    plan_2025,
    quick,
    stock,
    twelve,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator, Item
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.record import Record

COUNT, AMOUNT = count("120"), amount("50")
LIST = item(ItemKind.LIST, unit="家")
COUNTER = item(ItemKind.COUNTER, unit="次")


def check(target: Indicator | Item, checked: Entry, *others: Entry) -> list[Issue]:
    return check_entry(target, checked, content_of(*others, checked).series(target.id, 2025))


def faults(target: Indicator | Item, checked: Entry, *others: Entry) -> list[str]:
    return [issue.where for issue in errors(check(target, checked, *others))]


@pytest.mark.parametrize(
    ("target", "fields"),
    [
        (COUNT, {"increment": "5"}),
        (COUNT, {"cumulative": "70"}),
        (COUNT, {"increment": "0"}),
        (AMOUNT, {"cumulative": "24.55"}),
        (level("3.69", "3.59"), {"value": "3.685"}),
        (level("3.69", "3.59"), {"value": "100"}),
        (stock("1120", "1000"), {"value": "1060"}),
        (growth(), {"value": "-5.2"}),
        (growth(), {"value": "120"}),
        (growth(), {"cumulative": "55", "last_year": "50"}),
        (coverage(), {"numerator": "400", "denominator": "400"}),
        (coverage(), {"numerator": "0", "denominator": "0"}),
        (LIST, {"numerator": "3", "denominator": "4"}),
        (COUNTER, {"increment": "3"}),
        (aspiration(), {"stage": "申报"}),
    ],
)
def test_that_a_sound_entry_has_no_issue(target: Indicator | Item, fields: dict[str, str]) -> None:
    assert check(target, entry(target, 6, **fields)) == []


def test_that_another_months_part_is_told_where_the_list_is_typed_alone() -> None:
    """May's 150 of April's 145 firms: no fault of June as long as June types no list of its own."""
    april, may = (
        entry(coverage(), 4, numerator="10", denominator="145"),
        entry(coverage(), 5, numerator="150"),
    )
    assert faults(coverage(), entry(coverage(), 6, numerator="30"), april, may) == []


# Each number by itself


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (COUNT, "increment"),
        (COUNT, "cumulative"),
        (stock("1120", "1000"), "value"),
        (coverage(), "numerator"),
        (coverage(), "denominator"),
        (LIST, "denominator"),
        (COUNTER, "increment"),
    ],
)
def test_that_things_are_counted_in_whole_ones(target: Indicator | Item, name: str) -> None:
    found = check(target, entry(target, 6, **{name: "2.5"}))
    assert [issue.where for issue in found] == [name]
    assert "2.5" in found[0].message
    assert found[0].severity is Severity.ERROR
    assert found[0].text == found[0].message + found[0].hint


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (COUNT, "increment"),
        (COUNT, "cumulative"),
        (AMOUNT, "cumulative"),
        (level("3.69", "3.59"), "value"),
        (stock("1120", "1000"), "value"),
        (growth(), "cumulative"),
        (growth(), "last_year"),
        (coverage(), "numerator"),
        (COUNTER, "increment"),
    ],
)
def test_that_only_a_growth_rate_may_be_negative(target: Indicator | Item, name: str) -> None:
    assert name in faults(target, entry(target, 6, **{name: "-1"}))


@pytest.mark.parametrize("target", [coverage(), LIST])
def test_that_a_numerator_above_its_denominator_is_refused(target: Indicator | Item) -> None:
    found = check(target, entry(target, 6, numerator="401", denominator="400"))
    assert [issue.where for issue in found] == ["numerator"]
    assert "401" in found[0].message
    assert "400" in found[0].message


def test_that_a_share_above_a_hundred_percent_is_refused() -> None:
    assert faults(level("3.69", "3.59"), entry("X-1", 6, value="100.01")) == ["value"]
    assert faults(level("300", "200", unit="分"), entry("X-1", 6, value="250")) == []


def test_that_growth_over_nothing_is_refused() -> None:
    assert faults(growth(), entry("X-1", 6, cumulative="55", last_year="0")) == ["last_year"]


@pytest.mark.parametrize(
    ("as_of", "is_faulty"), [(date(2025, 6, 30), False), (date(2025, 7, 1), True), (date(2025, 6, 20), False)]
)
def test_that_a_figure_cannot_hold_for_a_day_after_its_month(as_of: date, is_faulty: bool) -> None:
    assert (faults(COUNT, entry(COUNT, 6, cumulative="70", as_of=as_of)) == ["as_of"]) == is_faulty


@pytest.mark.parametrize("fields", [{"value": "3.4"}, {"cumulative": "5"}, {"last_year": "5"}])
def test_that_a_merged_series_takes_no_figure_in_january(fields: dict[str, str]) -> None:
    kind = growth(merged_months=2)
    assert faults(kind, entry(kind, 1, **fields)) == list(fields)
    assert faults(kind, entry(kind, 2, **fields)) == []
    assert faults(growth(), entry(kind, 1, **fields)) == []


def test_that_no_month_before_the_first_figure_takes_one() -> None:
    figure = amount("60", name="投资额", merged_months=3)
    (found,) = check(figure, entry(figure, 2, cumulative="9"))
    assert (found.message, found.hint) == ("“投资额”2月不单独发布。", "请在3月填写1—3月合并数。")
    assert faults(figure, entry(figure, 3, cumulative="9")) == []


# Running totals


@pytest.mark.parametrize("target", [COUNT, AMOUNT])
def test_that_a_running_total_must_not_fall(target: Indicator) -> None:
    found = check(target, entry(target, 6, cumulative="19"), entry(target, 5, cumulative="20"))
    assert [issue.where for issue in found] == ["cumulative"]
    assert "19" in found[0].message
    assert "20" in found[0].message


def test_that_a_total_is_held_against_the_last_known_one_however_long_ago() -> None:
    assert faults(COUNT, entry(COUNT, 9, cumulative="19"), entry(COUNT, 2, increment="20")) == ["cumulative"]


def test_that_a_total_may_stay() -> None:
    assert faults(COUNT, entry(COUNT, 6, cumulative="20"), entry(COUNT, 5, cumulative="20")) == []


@pytest.mark.parametrize("target", [COUNT, AMOUNT])
def test_that_a_total_may_fall_with_its_reason(target: Indicator) -> None:
    revised = entry(target, 6, cumulative="19", reason="更正")
    assert faults(target, revised, entry(target, 5, cumulative="20")) == []


def test_that_the_hint_for_an_amount_asks_for_the_reason() -> None:
    found = check(AMOUNT, entry(AMOUNT, 6, cumulative="19"), entry(AMOUNT, 5, cumulative="20"))
    assert "说明" in found[0].hint


@pytest.mark.parametrize("target", [COUNT, AMOUNT])
def test_that_what_is_entered_late_is_not_blocked_by_the_months_after_it(target: Indicator) -> None:
    assert faults(target, entry(target, 4, cumulative="25"), entry(target, 5, cumulative="20")) == []


def test_that_a_late_increment_is_not_blocked_either() -> None:
    assert faults(COUNT, entry(COUNT, 1, increment="8"), entry(COUNT, 2, cumulative="5")) == []


@pytest.mark.parametrize("target_id", ["H-6", "8-1"])
def test_that_the_month_that_now_falls_is_the_one_that_is_asked_for_the_reason(target_id: str) -> None:
    plan = plan_2025()
    content = content_of(entry(target_id, 4, cumulative="25"), entry(target_id, 5, cumulative="20"))
    assert check_month(plan, content, month(2025, 4)) == {}
    (issue,) = check_month(plan, content, month(2025, 5))[target_id]
    assert (issue.where, "说明" in issue.hint) == ("cumulative", True)


def test_that_a_grey_state_or_a_level_has_no_order() -> None:
    assert faults(COUNT, entry(COUNT, 6, note="无"), entry(COUNT, 5, cumulative="20")) == []
    figure = level("3.69", "3.59")
    assert faults(figure, entry(figure, 6, value="3.5"), entry(figure, 5, value="3.6")) == []


@quick
@given(totals=st.lists(st.integers(0, 20), min_size=12, max_size=12), at=st.integers(1, 12))
def test_that_a_total_is_sound_exactly_when_it_does_not_fall(totals: list[int], at: int) -> None:
    entries = [entry(COUNT, n, cumulative=str(total)) for n, total in enumerate(totals, 1)]
    before = totals[at - 2] if at > 1 else 0
    assert (faults(COUNT, entries[at - 1], *entries) == []) == (before <= totals[at - 1])


@quick
@given(numerator=st.integers(0, 50), denominator=st.integers(0, 50))
def test_that_a_list_is_sound_exactly_when_it_is_not_overfull(numerator: int, denominator: int) -> None:
    checked = entry(LIST, 6, numerator=str(numerator), denominator=str(denominator))
    assert (faults(LIST, checked) == []) == (numerator <= denominator)


# Drafts


def test_that_a_draft_is_an_error_with_the_reason_why_it_cannot_be_read() -> None:
    found = check(COUNT, entry(COUNT, 6, drafts=(("increment", "约5"), ("as_of", "月底"))))
    assert [issue.where for issue in found] == ["increment", "as_of"]
    assert "不是准确数" in found[0].message
    assert "不是日期" in found[1].message
    assert {issue.severity for issue in found} == {Severity.ERROR}


def test_that_a_draft_that_reads_but_contradicts_is_an_error_in_its_own_field() -> None:
    checked = entry(LIST, 6, numerator="5", drafts=(("denominator", "3"),))
    found = check(LIST, checked)
    assert [(issue.where, issue.severity) for issue in found] == [("denominator", Severity.ERROR)]
    falling = entry(COUNT, 6, drafts=(("cumulative", "5"),))
    assert faults(COUNT, falling, entry(COUNT, 5, cumulative="10")) == ["cumulative"]


def test_that_a_draft_that_has_become_sound_is_said_not_to_count_yet() -> None:
    found = check(COUNT, entry(COUNT, 6, drafts=(("cumulative", "5"),)), entry(COUNT, 5, cumulative="3"))
    assert [(issue.where, issue.severity) for issue in found] == [("cumulative", Severity.WARNING)]
    assert "尚未计入" in found[0].message
    assert errors(found) == []


def test_that_one_draft_does_not_hide_another_fault() -> None:
    checked = entry(LIST, 6, numerator="5", denominator="3", drafts=(("as_of", "x"),))
    assert faults(LIST, checked) == ["as_of", "numerator"]


# A whole month


def test_that_a_month_lists_all_issues_at_once_and_leaves_sound_targets_out() -> None:
    plan = plan_2025()
    content = content_of(
        entry("8-1", 6, increment="2.5"),
        entry("7-1", 6, numerator="9", denominator="8"),
        entry("M2-3", 6, numerator="9", denominator="8"),
        entry("6-1", 6, increment="1"),
        entry("6-2", 5, increment="2.5"),
    )
    found = check_month(plan, content, month(2025, 6))
    assert set(found) == {"8-1", "7-1", "M2-3"}
    assert check_month(plan, content, parse_period("2025-Q2")) == found


# Figures that hang together (a warning, never an error)


def warned(*records: Record, at: int = 12) -> bool:
    plan = plan_2025()
    found = check_month(plan, content_of(*records), month(2025, at))
    issues = [issue for issues in found.values() for issue in issues]
    assert errors(issues) == []
    return any(issue.severity is Severity.WARNING for issue in issues)


def test_that_a_growth_rate_and_an_amount_that_contradict_each_other_are_warned_of() -> None:
    amount_95 = entry("7-4", 12, cumulative="95")
    assert warned(entry("7-3", 12, value="5"), amount_95)
    assert not warned(entry("7-3", 12, value="10"), amount_95)


def test_that_a_total_that_is_more_than_the_start_and_the_new_ones_is_warned_of() -> None:
    new = entry("H-3", 12, cumulative="120")
    assert warned(entry("H-4", 12, value="1121"), new)
    assert not warned(entry("H-4", 12, value="1110"), new)


def test_that_visitors_without_an_open_day_are_warned_of() -> None:
    assert warned(entry("12-2", 12, cumulative="1200"), entry("12-1", 12, cumulative="0"))
    assert not warned(entry("12-2", 12, cumulative="1200"), entry("12-1", 12, cumulative="50"))


def test_that_ten_times_the_visitors_that_the_plan_has_for_an_open_day_are_warned_of() -> None:
    """1200 visitors on 50 days are 24 a day; 1250 on 5 days are 250, more than 240."""
    many, fewer = (entry("12-2", 12, cumulative=number) for number in ("1250", "1200"))
    content = content_of(many, entry("12-1", 12, cumulative="5"))
    (issue,) = check_month(plan_2025(), content, month(2025, 12))["12-2"]
    assert issue.message == (
        "院士风采馆参观人次1250人次、院士风采馆开放天数5天，平均每天250人次，多于240人次。"
    )
    assert not warned(fewer, entry("12-1", 12, cumulative="5"))


def test_that_one_figure_is_held_against_several_others() -> None:
    """A limit of 1 for each day beside the pair that must both be there: each contradiction is told."""
    limit = Coupling(tie=Tie.RATIO, first="12-2", second="6-1", limit=Decimal(1))
    plan = plan_2025()
    plan = replace(plan, couplings=(*plan.couplings, limit))
    content = content_of(
        entry("12-2", 12, cumulative="10"),
        entry("12-1", 12, cumulative="0"),
        entry("6-1", 12, cumulative="5"),
    )
    issues = check_month(plan, content, month(2025, 12))["12-2"]
    assert [issue.message[:10] for issue in issues] == ["院士风采馆参观人次为", "院士风采馆参观人次1"]


@pytest.mark.parametrize("tie", Tie)
def test_that_every_way_of_hanging_together_has_its_rule(tie: Tie) -> None:
    """10 000 visitors and 5 enterprises contradict nothing but a limit of one visitor for each of them."""
    plan = replace(
        plan_2025(),
        couplings=(
            Coupling(tie=tie, first="12-2", second="6-1", limit=Decimal(1) if tie.has_limit else None),
        ),
    )
    content = content_of(entry("12-2", 12, cumulative="10000"), entry("6-1", 12, cumulative="5"))
    told = check_month(plan, content, month(2025, 12))["12-2"]
    assert any("多于1人次" in issue.message for issue in told) is tie.has_limit


def test_that_a_year_not_over_is_held_against_the_same_months_of_last_year() -> None:
    june = (entry("7-4", 6, cumulative="44"), entry("7-3", 6, value="5"))
    last_year = Basis(target_id="7-4", last_year=twelve(m6="40", m12="86.36"))
    assert not warned(*june, at=6)
    assert warned(*june, last_year, at=6)
    agreeing = (entry("7-4", 6, cumulative="44"), entry("7-3", 6, value="10.0"))
    assert not warned(*agreeing, last_year, at=6)


def test_that_in_december_last_years_amount_as_it_was_typed_goes_before_the_plans() -> None:
    """95 over the plan's 86.36 are 10 % more; over 90 only 5.6 %."""
    december = (entry("7-4", 12, cumulative="95"), entry("7-3", 12, value="10"))
    assert not warned(*december)
    assert warned(*december, Basis(target_id="7-4", last_year=twelve(m12="90")))


def test_that_a_rate_agrees_at_its_own_precision() -> None:
    last_year = Basis(target_id="7-4", last_year=twelve(m6="40.01", m12="86.36"))
    assert not warned(entry("7-4", 6, cumulative="44"), entry("7-3", 6, value="10.0"), last_year, at=6)
    assert warned(entry("7-4", 6, cumulative="44"), entry("7-3", 6, value="9.9"), last_year, at=6)


def test_that_the_bureaus_own_start_is_the_one_that_the_total_is_held_against() -> None:
    total = (entry("H-4", 12, value="1121"), entry("H-3", 12, cumulative="120"))
    assert not warned(*total, Basis(target_id="H-4", baseline=Decimal(1001)))
    assert warned(*total, Basis(target_id="H-4", baseline=Decimal(1000)))


def test_that_a_figure_that_is_not_there_contradicts_nothing() -> None:
    assert not warned(entry("H-4", 12, value="1500"))
    assert not warned(
        entry("H-4", 12, value="1500"), entry("H-3", 12, state=State.PENDING, reason="次年公布")
    )
    assert not warned(entry("H-4", 12, value="1500"), entry("H-3", 11, cumulative="120"))
    assert not warned(entry("12-2", 12, cumulative="0"), entry("12-1", 12, cumulative="0"))


def test_that_a_grey_state_without_its_reason_is_reminded_of() -> None:
    (issue,) = check_entry(COUNT, entry("A", 6, state=State.PENDING), (None,) * 12)
    assert (issue.severity, issue.where) == (Severity.WARNING, "reason")
    assert issue.text == "本期状态为“待公布”，未填原因。请在“说明”中写明原因。"
    reasoned = entry("A", 6, state=State.PENDING, reason="统计部门次月发布")
    assert check_entry(COUNT, reasoned, (None,) * 12) == []


def test_that_a_day_of_another_year_is_asked_about() -> None:
    (issue,) = check(COUNT, entry(COUNT, 6, cumulative="70", as_of=date(2024, 6, 30)))
    assert (issue.where, issue.message) == ("as_of", "截至日期2024年6月30日不在2025年。")


@pytest.mark.parametrize(
    ("as_of", "earlier", "told"),
    [
        (date(2025, 5, 20), date(2025, 5, 25), "截至日期2025年5月20日早于5月所填数据的2025年5月25日。"),
        (date(2025, 4, 30), None, "截至日期2025年4月30日早于5月所填数据的2025年5月31日。"),
        (date(2025, 5, 31), None, ""),
        (date(2025, 6, 20), date(2025, 5, 25), ""),
        (None, date(2025, 5, 25), ""),
    ],
)
def test_that_a_day_before_that_of_an_earlier_month_is_asked_about(
    as_of: date | None, earlier: date | None, told: str
) -> None:
    target = level("3.69", "3.59")
    found = check(
        target, entry(target, 6, value="3.65", as_of=as_of), entry(target, 5, value="3.62", as_of=earlier)
    )
    assert [(issue.where, issue.message) for issue in found] == ([("as_of", told)] if told else [])


@pytest.mark.parametrize(("now", "told"), [("500", True), ("600", False), ("650", False)])
def test_that_fewer_of_a_list_than_before_are_asked_about(now: str, told: bool) -> None:
    target = coverage()
    before = entry(target, 5, numerator="600", denominator="800")
    found = check(target, entry(target, 6, numerator=now, denominator="800"), before)
    words = [f"“已覆盖”{now}家少于5月的600家。"] if told else []
    assert [issue.message for issue in found] == words
    assert not errors(found)
