"""Record ↔ row, without a database."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from cixi_desktop.periods import parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.rules import Rules
from db.codecs import scaled, unscaled
from db.mapping import LAYOUTS, RecordMap, describe, from_row, layout_of, locate, to_row
from tests.db import records
from tests.db.records import entry

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record


@given(record=records.records)
def test_that_a_row_holds_the_whole_record(record: Record) -> None:
    layout = layout_of(type(record))
    row = to_row(record)
    assert tuple(row) == layout.names
    assert from_row(layout, tuple(row.values())) == record


@given(record=records.records)
def test_that_a_key_leads_to_the_rows_key_columns(record: Record) -> None:
    layout, columns = locate(record.key)
    assert layout is layout_of(type(record))
    assert columns == {name: to_row(record)[name] for name in layout.key_columns}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_that_every_field_of_every_kind_is_kept(layout: RecordMap) -> None:
    assert tuple(field.name for field in layout.fields) == layout.kind.__struct_fields__


@given(figure=records.figures)
def test_that_a_figure_survives_as_millionths(figure: Decimal) -> None:
    assert unscaled(scaled(figure)) == figure


def test_that_a_figure_is_read_without_superfluous_noughts_and_without_exponent() -> None:
    assert [str(unscaled(scaled(Decimal(text)))) for text in ("3.690", "100", "-0", "-2.5")] == [
        "3.69",
        "100",
        "0",
        "-2.5",
    ]


def test_that_figures_are_kept_as_whole_millionths() -> None:
    row = to_row(entry(cumulative=Decimal("3.69"), increment=Decimal(-2)))
    assert (row["cumulative"], row["increment"], row["value"]) == (3_690_000, -2_000_000, None)


def test_that_a_plan_by_month_is_kept_as_a_list_of_millionths() -> None:
    basis = Basis(target_id="H-2", pace_plan=(Decimal("1.5"), *[None] * 10, Decimal(120)))
    assert to_row(basis)["pace_plan"] == f"[1500000,{'null,' * 10}120000000]"


def test_that_only_months_are_kept() -> None:
    quarter = Entry(target_id="H-2", unit_id="0", period=parse_period("2025-Q2"))
    with pytest.raises(ValueError, match="2025-Q2"):
        to_row(quarter)


def test_that_a_record_is_named_for_people() -> None:
    assert describe(entry().key) == "H-2（2025年6月）的填报"
    assert describe(("narrative", "8", "0", "2025-06")) == "任务“8”（2025年6月）的文字说明"
    assert describe(("basis", "H-2", "2025")) == "H-2的基数与计划"
    assert describe(("unit", "1")) == "单位"
    assert describe(Rules(name="默认", behind_at=Decimal(0), late_beyond=Decimal(10)).key) == "亮灯规则"
