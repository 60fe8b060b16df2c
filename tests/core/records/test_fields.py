"""What is asked for each kind, and how typed text becomes a field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.dates import read_date
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import Field, ItemKind
from cixi_desktop.punctuation import NONE_WORDS, says_nothing
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.fields import (
    common_fields,
    denies,
    entry_words,
    field_of,
    field_of_column,
    field_text,
    figure_fields,
    is_incomplete,
    numbered_choice,
    with_draft,
    with_text,
    with_typed,
    without_draft,
)
from cixi_desktop.values import plain
from tests.support.figures import (
    amount,
    aspiration,
    count,
    coverage,
    entry,
    growth,
    item,
    level,
    plan_2025,
    quick,
    stock,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator, Item

COUNT, GROWTH, COVERAGE, HOPE = count("120"), growth(), coverage(), aspiration()
LEVEL = level("3.69", "3.59")
HARD, DUTY = item(ItemKind.HARD), item(ItemKind.DUTY)
EMPTY = entry(COUNT, 6)


def names(target: Indicator | Item) -> list[str]:
    return [field.name for field in figure_fields(target)]


def typed(target: Indicator | Item, *pairs: tuple[str, str]) -> Entry:
    made = entry(target, 6)
    for name, text in pairs:
        made = with_typed(target, made, name, text)
    return made


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        (COUNT, ["increment", "cumulative"]),
        (amount("50"), ["cumulative"]),
        (LEVEL, ["value"]),
        (stock("1120", "1000"), ["value"]),
        (GROWTH, ["value", "cumulative", "last_year"]),
        (COVERAGE, ["numerator", "denominator"]),
        (HOPE, ["stage", "proof"]),
        (HARD, ["stage", "proof"]),
        (item(ItemKind.SOFT), ["stage", "proof"]),
        (item(ItemKind.LIST, unit="家"), ["numerator", "denominator"]),
        (item(ItemKind.COUNTER, unit="次"), ["increment"]),
        (item(ItemKind.RECURRING, unit="期"), ["increment"]),
        (DUTY, ["note"]),
    ],
)
def test_that_each_kind_is_asked_for_what_it_needs(target: Indicator | Item, asked: list[str]) -> None:
    assert names(target) == asked


def test_that_every_target_has_a_state_a_reason_and_a_day() -> None:
    plan = plan_2025()
    targets: list[Indicator | Item] = [*plan.indicators, *plan.items]
    for target in targets:
        fields = [*names(target), *(field.name for field in common_fields(target))]
        assert {"state", "reason", "as_of", "note"} <= set(fields)
        assert len(set(fields)) == len(fields)


def test_that_only_published_figures_may_be_estimated() -> None:
    asked = {
        target.kind
        for target in plan_2025().indicators
        if "is_estimate" in [field.name for field in common_fields(target)]
    }
    assert asked == {"level", "growth_rate", "cumulative_amount", "stock_total"}
    assert "is_estimate" not in [field.name for field in common_fields(HARD)]


def test_that_no_percentage_is_ever_asked_of_a_milestone() -> None:
    assert "%" not in [field.unit for field in figure_fields(HARD)]
    assert field_of(HARD, "stage").choices == ("方案", "审议", "印发")


def test_that_a_count_names_its_unit() -> None:
    assert {field.unit for field in figure_fields(COUNT)} == {"家"}
    assert {field.unit for field in figure_fields(COVERAGE)} == {"家"}
    assert field_of(GROWTH, "value").unit == "%"
    assert field_of(GROWTH, "cumulative").unit == "亿元"


def test_that_a_field_the_target_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(CixiError) as caught:
        field_of(COUNT, "value")
    assert "本期新增" in caught.value.hint
    assert "累计" in caught.value.hint


# Reading


@pytest.mark.parametrize(
    ("target", "name", "text", "value"),
    [
        (COUNT, "increment", "１２家", Decimal(12)),
        (COUNT, "cumulative", "1,200", Decimal(1200)),
        (LEVEL, "value", "3.69％", Decimal("3.69")),
        (GROWTH, "cumulative", "95亿", Decimal(95)),
        (COVERAGE, "denominator", " 400家 ", Decimal(400)),
        (COUNT, "as_of", "2025年6月20日", date(2025, 6, 20)),
        (COUNT, "state", "待公布", State.PENDING),
        (COUNT, "reason", "  7月公布  ", "7月公布"),
        (COUNT, "note", "第一行\n第二行 ", "第一行\n第二行 "),
        (COUNT, "state", "本期无数据。", State.NO_DATA),
        (COUNT, "state", "暂无数据", State.NO_DATA),
        (COUNT, "state", "尚未公布", State.PENDING),
        (LEVEL, "is_estimate", "是", True),
        (LEVEL, "is_estimate", "√", True),
        (LEVEL, "is_estimate", "否", False),
        (HARD, "stage", "已印发。", "印发"),
        (HARD, "stage", "审议阶段", "审议"),
        (HARD, "stage", "正在审议中", "审议"),
        (GROWTH, "value", "同比下降2.3%", Decimal("-2.3")),
        (GROWTH, "cumulative", "225000万元", Decimal("22.5")),
        (HOPE, "stage", " 入围 ", "入围"),
        (HARD, "proof", " 慈科〔2025〕5号 ", "慈科〔2025〕5号"),
    ],
)
def test_that_text_becomes_a_field(target: Indicator | Item, name: str, text: str, value: object) -> None:
    assert getattr(typed(target, (name, text)), name) == value


@pytest.mark.parametrize(
    ("target", "name", "text", "message"),
    [
        (COUNT, "increment", "12次", "不是数字"),
        (COUNT, "increment", "1O", "不是数字"),
        (COUNT, "increment", "约12", "不是准确数"),
        (LEVEL, "value", "3.69个百分点", "不是数字"),
        (COUNT, "state", "无", "选项"),
        (HARD, "stage", "入围", "选项"),
        (LEVEL, "is_estimate", "大概", "选项"),
        (COUNT, "as_of", "6月中旬", "不是日期"),
        (HARD, "stage", "快印发", "选项"),
    ],
)
def test_that_what_cannot_be_read_is_refused(
    target: Indicator | Item, name: str, text: str, message: str
) -> None:
    with pytest.raises(CixiError, match=message) as caught:
        typed(target, (name, text))
    assert caught.value.hint


@pytest.mark.parametrize("name", ["increment", "cumulative", "state", "reason", "as_of", "note"])
def test_that_blank_text_clears_a_field(name: str) -> None:
    full = entry(COUNT, 6, increment="5", reason="因", note="注", as_of=date(2025, 6, 20))
    blank = with_text(COUNT, full, name, "  " if name != "note" else "")
    assert getattr(blank, name) in (None, "")


def test_that_an_estimate_is_taken_back_by_blank_text() -> None:
    assert not typed(LEVEL, ("is_estimate", "是"), ("is_estimate", "")).is_estimate


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2025-06-25", date(2025, 6, 25)),
        ("2025-6-5", date(2025, 6, 5)),
        ("2025/6/25", date(2025, 6, 25)),
        ("2025.6.25", date(2025, 6, 25)),
        ("2025年6月25日", date(2025, 6, 25)),
        ("２０２５年６月２５日", date(2025, 6, 25)),
        ("2025 年 6 月 25 日", date(2025, 6, 25)),
        ("20250625", date(2025, 6, 25)),
    ],
)
def test_that_dates_are_read_as_people_type_them(text: str, read: date) -> None:
    assert read_date(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "2025-13-01",
        "2025-02-30",
        "20251301",
        "6月25日",
        "25-06-25",
        "明天",
        "2025",
        "2025-06-25x",
        "2025-W26-3",
    ],
)
def test_that_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CixiError, match="不是日期"):
        read_date(text)


@quick
@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_that_every_date_is_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert read_date(text) == day


@quick
@given(value=st.decimals(0, 10**9, places=4))
def test_that_what_a_field_shows_is_read_back(value: Decimal) -> None:
    shown = with_text(LEVEL, entry(LEVEL, 6), "value", plain(value))
    assert shown.value == value
    assert field_text(shown, "value") == plain(value)


@quick
@given(text=st.text(max_size=20))
def test_that_any_text_in_any_field_is_kept_or_refused_in_chinese(text: str) -> None:
    for target in (COUNT, GROWTH, COVERAGE, HARD, DUTY):
        for field in (*figure_fields(target), *common_fields(target)):
            try:
                kept = with_typed(target, entry(target, 6), field.name, text)
            except CixiError:
                continue
            is_nothing = field.name == "proof" and (says_nothing(text) or text.strip() in NONE_WORDS)
            is_nothing = is_nothing or denies(field, text)
            assert field_text(kept, field.name) != "" or is_nothing or not text.strip()


# What excludes what


def test_that_increment_and_running_total_take_each_others_place() -> None:
    by_total = typed(COUNT, ("increment", "5"), ("cumulative", "70"))
    assert (by_total.increment, by_total.cumulative) == (None, Decimal(70))
    by_increment = with_text(COUNT, by_total, "increment", "6")
    assert (by_increment.increment, by_increment.cumulative) == (Decimal(6), None)


def test_that_a_rate_and_its_two_amounts_take_each_others_place() -> None:
    amounts = typed(GROWTH, ("value", "9"), ("cumulative", "55"), ("last_year", "50"))
    assert (amounts.value, amounts.cumulative, amounts.last_year) == (None, Decimal(55), Decimal(50))
    rate = with_text(GROWTH, amounts, "value", "9")
    assert (rate.value, rate.cumulative, rate.last_year) == (Decimal(9), None, None)


def test_that_clearing_a_field_leaves_its_rival() -> None:
    kept = with_text(COUNT, typed(COUNT, ("cumulative", "70")), "increment", "")
    assert kept.cumulative == 70


def test_that_a_grey_state_takes_the_place_of_figures_and_a_figure_that_of_a_state() -> None:
    grey = typed(COUNT, ("increment", "5"), ("state", "待公布"), ("reason", "7月公布"))
    assert (grey.increment, grey.state, grey.reason) == (None, State.PENDING, "7月公布")
    figure = with_text(COUNT, grey, "increment", "5")
    assert (figure.increment, figure.state, figure.reason) == (Decimal(5), None, "")


def test_that_a_stage_gives_way_to_a_state() -> None:
    grey = typed(HARD, ("stage", "审议"), ("proof", "3号"), ("state", "未到节点"))
    assert (grey.stage, grey.proof, grey.state) == ("", "", State.NOT_DUE)


def test_that_the_reason_of_a_revision_stays_with_its_figure() -> None:
    revised = typed(amount("50"), ("reason", "统计修订"), ("cumulative", "19"))
    assert revised.reason == "统计修订"


def test_that_a_remark_leaves_figure_and_state_alone() -> None:
    noted = typed(COUNT, ("increment", "5"), ("note", "备注"), ("as_of", "2025-06-20"))
    assert (noted.increment, noted.note) == (Decimal(5), "备注")


# Drafts


def test_that_a_draft_keeps_the_text_as_typed_and_empties_the_field() -> None:
    drafted = with_draft(COUNT, typed(COUNT, ("increment", "5")), "increment", " 约5 ")
    assert drafted.increment is None
    assert drafted.drafts == (("increment", " 约5 "),)
    assert field_text(drafted, "increment") == " 约5 "


def test_that_a_stage_stands_with_its_paper_beside_a_draft_of_another() -> None:
    paper = "慈科〔2025〕8号（2025年6月5日）"
    drafted = with_draft(HARD, typed(HARD, ("stage", HARD.stages[0]), ("proof", paper)), "stage", "35")
    assert (drafted.stage, drafted.proof, drafted.drafts) == (HARD.stages[0], paper, (("stage", "35"),))
    taken = with_text(HARD, drafted, "stage", HARD.stages[1])
    assert (taken.stage, taken.proof, taken.drafts) == (HARD.stages[1], "", ())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", "审议"),
        ("２", "审议"),
        (" 2. ", "审议"),
        ("10", "二〇二五"),
        ("3", "3"),  # a stage of that name, though it is the first
        ("已审议", "审议"),
        ("0", "0"),
        ("02", "02"),
        ("11", "11"),
        ("35", "35"),
        ("", ""),
    ],
)
def test_that_a_choice_is_meant_by_its_words_or_its_number(text: str, meant: str) -> None:
    stages = ("3", "审议", "三", "四", "五", "六", "七", "八", "九", "二〇二五")
    assert numbered_choice(Field("stage", "所处阶段", choices=stages), text) == meant


def test_that_one_field_has_one_draft() -> None:
    drafted = with_draft(COUNT, with_draft(COUNT, EMPTY, "increment", "约5"), "increment", "约6")
    assert drafted.drafts == (("increment", "约6"),)
    both = with_draft(COUNT, drafted, "as_of", "月底")
    assert dict(both.drafts) == {"increment": "约6", "as_of": "月底"}
    assert without_draft(both, "increment").drafts == (("as_of", "月底"),)


def test_that_readable_text_ends_a_draft_and_those_of_its_rivals() -> None:
    drafted = with_draft(COUNT, EMPTY, "increment", "约5")
    assert with_text(COUNT, drafted, "increment", "5").drafts == ()
    assert with_text(COUNT, drafted, "cumulative", "70").drafts == ()
    assert with_text(COUNT, drafted, "state", "待公布").drafts == ()
    assert with_text(COUNT, drafted, "note", "注").drafts == drafted.drafts


def test_that_a_draft_can_be_cleared() -> None:
    assert with_text(COUNT, with_draft(COUNT, EMPTY, "increment", "约5"), "increment", "").is_empty


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("increment", "5"),
        ("cumulative", ""),
        ("state", ""),
        ("as_of", "2025-06-20"),
        ("note", "注"),
        ("is_estimate", "是"),
    ],
)
def test_that_a_field_shows_its_value_as_it_would_be_typed(name: str, shown: str) -> None:
    full = entry(COUNT, 6, increment="5.0", note="注", as_of=date(2025, 6, 20), is_estimate=True)
    assert field_text(full, name) == shown


def test_that_nothing_entered_shows_nothing() -> None:
    assert field_text(None, "increment") == ""
    assert field_text(EMPTY, "is_estimate") == ""
    assert field_text(entry(COUNT, 6, state=State.PENDING), "state") == "待公布"


# Halves


@pytest.mark.parametrize(
    ("target", "fields", "is_half"),
    [
        (COVERAGE, {"numerator": "1"}, True),
        (COVERAGE, {"denominator": "1"}, True),
        (COVERAGE, {"numerator": "1", "denominator": "2"}, False),
        (COVERAGE, {}, False),
        (GROWTH, {"cumulative": "55"}, True),
        (GROWTH, {"last_year": "50"}, True),
        (GROWTH, {"cumulative": "55", "last_year": "50"}, False),
        (GROWTH, {"value": "9"}, False),
        (COUNT, {"cumulative": "70"}, False),
        (item(ItemKind.LIST), {"numerator": "1"}, True),
    ],
)
def test_that_half_of_what_belongs_together_is_incomplete(
    target: Indicator | Item, fields: dict[str, str], is_half: bool
) -> None:
    assert is_incomplete(target, entry(target, 6, **fields)) is is_half


@pytest.mark.parametrize(
    ("target", "typed_in", "column", "field"),
    [
        (COUNT, ("increment", "6"), "累计完成", "increment"),
        (COUNT, ("cumulative", "58"), "本期完成", "cumulative"),
        (COUNT, ("cumulative", "五十八"), "本期完成", "cumulative"),
        (COUNT, ("cumulative", "58"), "", "cumulative"),
        (COUNT, ("note", "已走访"), "本期完成", "increment"),
        (COUNT, ("cumulative", "58"), "进展情况", "note"),
        (COUNT, ("cumulative", "58"), "备注", "cumulative"),
        (GROWTH, ("cumulative", "3.8"), "累计完成", "cumulative"),
        (LEVEL, ("value", "3.6"), "本期完成", "value"),
        (COVERAGE, ("denominator", "86"), "累计完成", "denominator"),
        (HARD, ("stage", "印发"), "备注", "proof"),
        (HARD, ("stage", "印发"), "累计完成", "stage"),
        (DUTY, ("note", "已开展"), "本期完成", "note"),
    ],
)
def test_that_a_column_is_mended_in_the_input_that_was_filled_in(
    target: Indicator | Item, typed_in: tuple[str, str], column: str, field: str
) -> None:
    name, text = typed_in
    made = with_draft(target, entry(target, 6), name, text) if text == "五十八" else typed(target, typed_in)
    assert field_of_column(target, made, column) == field


def test_that_a_column_of_what_was_never_entered_is_mended_in_its_first_input() -> None:
    assert field_of_column(COUNT, None, "累计完成") == "increment"


def test_that_an_entry_is_told_field_by_field_with_its_units() -> None:
    told = typed(COUNT, ("increment", "3"), ("as_of", "6月20日"))
    assert entry_words(COUNT, told) == "本期新增3家，截至日期“2025-06-20”"
