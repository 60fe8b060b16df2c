"""Entries, texts, bases, units and rules as immutable records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.rules import DEFAULT_RULES
from cixi_desktop.records.units import UNASSIGNED, Unit
from tests.support.figures import twelve

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record

JUNE = month(2025, 6)
ENTRY = Entry(target_id="H-3", unit_id="0", period=JUNE)
TEXT = Narrative(task_id="8", unit_id="0", period=JUNE)
BASIS = Basis(target_id="H-5")


def test_that_every_record_has_its_own_identity() -> None:
    records: list[Record] = [
        ENTRY,
        replace(ENTRY, target_id="H-4"),
        replace(ENTRY, unit_id="1"),
        replace(ENTRY, period=month(2025, 7)),
        TEXT,
        replace(TEXT, task_id="9"),
        replace(TEXT, unit_id="1"),
        replace(TEXT, period=month(2025, 7)),
        BASIS,
        replace(BASIS, target_id="H-1"),
        UNASSIGNED,
        Unit(id="1", name="高新科"),
        DEFAULT_RULES,
    ]
    assert len({record.key for record in records}) == len(records)


def test_that_what_was_entered_does_not_change_the_identity() -> None:
    assert replace(ENTRY, value=Decimal(1), note="注").key == ENTRY.key
    assert replace(TEXT, problems="无").key == TEXT.key
    assert replace(BASIS, baseline=Decimal(1)).key == BASIS.key
    assert replace(UNASSIGNED, name="高新科").key == UNASSIGNED.key
    assert replace(DEFAULT_RULES, name="本局").key == DEFAULT_RULES.key


@pytest.mark.parametrize(
    ("fields", "reports"),
    [
        ({"increment": Decimal(0)}, True),
        ({"cumulative": Decimal(70)}, True),
        ({"value": Decimal(3)}, True),
        ({"numerator": Decimal(3)}, True),
        ({"stage": "申报"}, True),
        ({"state": State.PENDING}, True),
        ({"note": "会议"}, True),
        ({"reason": "因"}, False),
        ({"as_of": date(2025, 6, 20)}, False),
        ({"drafts": (("value", "约3"),)}, False),
        ({"is_estimate": True}, False),
    ],
)
def test_that_an_entry_is_kept_for_anything_and_reports_only_what_is_readable(
    fields: dict[str, object], reports: bool
) -> None:
    made = replace(ENTRY, **fields)
    assert not made.is_empty
    assert made.has_content == reports


def test_that_nothing_entered_is_empty() -> None:
    assert ENTRY.is_empty
    assert not ENTRY.has_content
    assert TEXT.is_empty
    assert BASIS.is_empty
    assert not UNASSIGNED.is_empty
    assert not DEFAULT_RULES.is_empty


@pytest.mark.parametrize("name", ["progress_note", "problems", "next_steps"])
def test_that_any_text_makes_a_narrative(name: str) -> None:
    texts: dict[str, Any] = {name: "文字"}
    assert not replace(TEXT, **texts).is_empty


@pytest.mark.parametrize(
    "fields",
    [
        {"baseline": Decimal(0)},
        {"baseline_note": "局党组会议"},
        {"pace_plan": twelve(m6="1")},
        {"last_year": twelve(m6="1")},
        {"deadline": date(2025, 9, 30)},
    ],
)
def test_that_any_setting_makes_a_basis(fields: dict[str, object]) -> None:
    assert not replace(BASIS, **fields).is_empty


def test_that_records_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        ENTRY.note = "改"  # type: ignore[misc]


def test_that_the_plan_names_no_unit() -> None:
    assert UNASSIGNED.name == "未分配"


def test_that_a_fault_reads_as_message_and_hint() -> None:
    assert str(CixiError("错了。", "请改。")) == "错了。请改。"
    assert str(CixiError("错了。")) == "错了。"
