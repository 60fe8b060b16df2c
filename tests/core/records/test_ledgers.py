from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from cixi_desktop.dates import read_day
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.ledgers import cell_text, columns, ledger_of, with_cell
from tests.support.figures import count, level
from tests.support.ledgers import EVENTS, FIRMS, VISITS, row

FIRM_COUNT = replace(count("120"), ledger=FIRMS)
EVENT_COUNT = replace(count("5", unit="次"), ledger=EVENTS)
VISIT_COUNT = replace(count("1200", unit="人次"), ledger=VISITS)


def test_that_the_month_goes_before_the_kind_s_own_columns() -> None:
    assert columns(VISITS) == (
        ("period", "计入月份"),
        ("name", "参观团队"),
        ("day", "日期"),
        ("number", "人次"),
    )


def test_that_a_figure_without_a_list_says_so() -> None:
    with pytest.raises(CixiError, match=r"“指标”没有台账。台账用于按数量填报的指标和事项。"):
        ledger_of(level("3.46", "3.36"))


def test_that_cells_are_written_as_people_read_them() -> None:
    full = row("甲", day=(6, 18), place="浒山街道", number="1200.50", note="首批")
    texts = [cell_text(full, name) for name in ("period", "name", "day", "place", "number", "code", "note")]
    assert texts == ["6月", "甲", "2025-06-18", "浒山街道", "1200.5", "", "首批"]
    assert (cell_text(row("甲"), "day"), cell_text(row("甲"), "number")) == ("", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-18", date(2025, 6, 18)),
        ("2025年6月18日", date(2025, 6, 18)),
        ("２０２５／６／１８", date(2025, 6, 18)),
        ("20250618", date(2025, 6, 18)),
        ("2025/6/18 0:00:00", date(2025, 6, 18)),
        ("6月18日", date(2025, 6, 18)),
        ("6.18", date(2025, 6, 18)),
        ("06-18", date(2025, 6, 18)),
        ("45826", date(2025, 6, 18)),
        ("45826.5", date(2025, 6, 18)),
        ("45658", date(2025, 1, 1)),
    ],
)
def test_that_days_are_read_as_people_and_spreadsheets_write_them(text: str, day: date) -> None:
    assert read_day(text, 2025) == day


@pytest.mark.parametrize("text", ["6月底", "13.1", "120", "2025-02-30"])
def test_that_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CixiError, match="不是日期"):
        read_day(text, 2025)


def test_that_a_row_moves_with_its_day_unless_it_was_put_elsewhere() -> None:
    moved = with_cell(FIRM_COUNT, row("甲", 6), "day", "2025-05-20")
    assert (moved.day, moved.period) == (date(2025, 5, 20), month(2025, 5))
    put_into_june = with_cell(FIRM_COUNT, moved, "period", "6月")
    assert put_into_june.period == month(2025, 6)
    assert with_cell(FIRM_COUNT, put_into_june, "day", "2025-05-21").period == month(2025, 6)
    assert with_cell(FIRM_COUNT, moved, "day", " ") == replace(moved, day=None)


def test_that_a_day_of_another_year_is_refused() -> None:
    with pytest.raises(CixiError, match=r"日期2024-12-30不在2025年。"):
        with_cell(FIRM_COUNT, row("甲"), "day", "2024-12-30")


@pytest.mark.parametrize("text", ["6月", "6", "２０２５年６月", "2025-06", "06", "6月份"])
def test_that_months_are_read(text: str) -> None:
    assert with_cell(FIRM_COUNT, row("甲", 1), "period", text).period == month(2025, 6)


@pytest.mark.parametrize("text", ["", "13月", "0", "上半年"])
def test_that_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(CixiError, match="不是月份。请写成6月。"):
        with_cell(FIRM_COUNT, row("甲"), "period", text)


def test_that_a_row_keeps_a_name() -> None:
    assert with_cell(FIRM_COUNT, row("甲"), "name", " 乙 ").name == "乙"
    with pytest.raises(CixiError, match="“企业名称”不能为空。"):
        with_cell(FIRM_COUNT, row("甲"), "name", " ")


def test_that_words_lose_blanks_at_their_ends() -> None:
    assert with_cell(FIRM_COUNT, row("甲"), "code", " 慈科〔2025〕8号 ").code == "慈科〔2025〕8号"


def test_that_a_number_is_read_in_the_unit_of_its_column() -> None:
    assert with_cell(EVENT_COUNT, row("甲"), "number", "３５人").number == 35
    assert with_cell(EVENT_COUNT, row("甲"), "number", "").number is None
    assert with_cell(VISIT_COUNT, row("甲"), "number", "1,200人次").number == Decimal(1200)


def test_that_a_number_that_is_summed_or_counts_persons_must_be_whole() -> None:
    with pytest.raises(CixiError, match="“人次”不能为空。"):
        with_cell(VISIT_COUNT, row("甲"), "number", "")
    with pytest.raises(CixiError, match=r"“人次”应是整数，现为2.5。"):
        with_cell(VISIT_COUNT, row("甲"), "number", "2.5")
    with pytest.raises(CixiError, match=r"“参加人数（人）”应是整数，现为2.5。"):
        with_cell(EVENT_COUNT, row("甲"), "number", "2.5")
    with_area = replace(EVENTS, labels=(("name", "名称"), ("number", "面积（亩）")))
    area = with_cell(replace(EVENT_COUNT, ledger=with_area), row("甲"), "number", "2.5亩")
    assert area.number == Decimal("2.5")


def test_that_no_number_is_negative() -> None:
    with pytest.raises(CixiError, match="“参加人数（人）”不能填负数。"):
        with_cell(EVENT_COUNT, row("甲"), "number", "-3")


def test_that_a_field_without_a_column_is_refused() -> None:
    with pytest.raises(CixiError, match="“指标”的台账没有这一列。可以填写：计入月份、参观团队、日期、人次。"):
        with_cell(VISIT_COUNT, row("甲"), "place", "慈溪")
