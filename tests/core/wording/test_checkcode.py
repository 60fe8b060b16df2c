"""校验码: stable, short, and different whenever what is handed in differs."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.lights import PRESETS
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import Period, month
from cixi_desktop.plan import Modality, Plan
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Decision, Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.wording.checkcode import ALPHABET, check_code
from tests.support.figures import (
    aspiration,
    content_of,
    count,
    coverage,
    entry,
    growth,
    item,
    level,
    plan_of,
    quick,
    twelve,
)
from tests.support.ledgers import FIRMS, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.records.record import Record

COUNT, LEVEL, GROWTH, LIST = count("120", id="A"), level("3", "2", id="B"), growth(id="C"), coverage(id="D")
HOPE = aspiration(id="E")
HARD, CLOSED = item(ItemKind.HARD, id="M1"), item(ItemKind.LIST, id="M2", unit="家")
TIMES, DUTY = item(ItemKind.COUNTER, id="C1", unit="次"), item(ItemKind.DUTY, id="D1")
PLAN = plan_of(COUNT, LEVEL, GROWTH, LIST, HOPE, HARD, CLOSED, TIMES, DUTY)
JUNE = month(2025, 6)
RECORDS: dict[str, Record] = {
    "A": entry(COUNT, 6, cumulative="70"),
    "B": entry(LEVEL, 6, value="2.5"),
    "C": entry(GROWTH, 6, cumulative="55", last_year="50"),
    "D": entry(LIST, 6, numerator="3", denominator="4"),
    "E": entry(HOPE, 6, stage="申报"),
    "M1": entry(HARD, 6, stage="审议"),
    "M2": entry(CLOSED, 6, numerator="1", denominator="2"),
    "C1": entry(TIMES, 6, increment="2"),
    "D1": entry(DUTY, 6, note="会议2次"),
    "text": Narrative(
        task_id="1", unit_id="0", period=JUNE, progress_note="进展", problems="问题", next_steps="打算"
    ),
}


def code(
    records: Sequence[Record] = tuple(RECORDS.values()),
    *,
    plan: Plan = PLAN,
    period: Period = JUNE,
    unit: Unit = UNASSIGNED,
    is_sample: bool = False,
) -> str:
    content = replace(content_of(*records), unit=unit, is_sample=is_sample)
    return check_code(assess(plan, content, period))


def with_fields(name: str, **fields: object) -> str:
    changed = replace(RECORDS[name], **fields)
    return code([*(record for key, record in RECORDS.items() if key != name), changed])


def test_that_the_code_is_two_groups_of_four_without_look_alikes() -> None:
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code())
    assert len(set(ALPHABET)) == len(ALPHABET)
    for alike in ("0O", "1IL", "2Z", "5S", "8B"):
        assert len(set(alike) & set(ALPHABET)) <= 1


def test_that_the_same_content_gives_the_same_code_however_often_and_in_whatever_order() -> None:
    assert code() == code(list(reversed(RECORDS.values())))
    assert code() == code()


def test_that_how_a_number_was_typed_does_not_matter() -> None:
    assert with_fields("A", cumulative=None, increment=Decimal(70)) == code()
    assert with_fields("B", value=Decimal("2.500")) == code()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("A", {"cumulative": Decimal(71)}),
        ("A", {"note": "备注"}),
        ("A", {"as_of": date(2025, 6, 20)}),
        ("A", {"cumulative": None, "state": State.PENDING}),
        ("B", {"value": Decimal("2.51")}),
        ("B", {"is_estimate": True}),
        ("B", {"reason": "说明"}),
        ("C", {"cumulative": Decimal(110), "last_year": Decimal(100)}),
        ("C", {"cumulative": None, "last_year": None, "value": Decimal(10)}),
        ("D", {"numerator": Decimal(300), "denominator": Decimal(400)}),
        ("E", {"stage": "入围"}),
        ("E", {"proof": "公告"}),
        ("M1", {"stage": "方案"}),
        ("M1", {"proof": "3号"}),
        ("M1", {"as_of": date(2025, 6, 20)}),
        ("M1", {"reason": "说明"}),
        ("M2", {"numerator": Decimal(2), "denominator": Decimal(4)}),
        ("C1", {"increment": Decimal(3)}),
        ("C1", {"note": "备注"}),
        ("D1", {"note": "会议3次"}),
        ("text", {"progress_note": "进展。"}),
        ("text", {"problems": "无"}),
        ("text", {"next_steps": ""}),
    ],
)
def test_that_any_change_of_content_changes_the_code(name: str, fields: dict[str, object]) -> None:
    assert with_fields(name, **fields) != code()


def test_that_a_text_moved_to_another_column_changes_the_code() -> None:
    moved = with_fields("text", progress_note="问题", problems="进展")
    assert moved != code()
    assert with_fields("text", progress_note="进展问题", problems="") != code()


@pytest.mark.parametrize(
    "record",
    [
        Basis(target_id="B", baseline=Decimal("1.5")),
        Basis(target_id="A", pace_plan=twelve(m6="60", m12="120")),
        Basis(target_id="M1", deadline=date(2025, 9, 30)),
        Basis(target_id="1", deadline=date(2025, 12, 31)),
        Duty(subject_id="1", person="李某"),
        Decision(reading_id="1", answer="按毛增"),
        Duty(subject_id="A", lead_unit_id="0", leader="王某"),
        PRESETS[1],
        replace(PRESETS[0], due_day=28),
        replace(PRESETS[0], count_band=Decimal(5)),
    ],
)
def test_that_what_the_sheet_is_judged_by_is_in_the_code(record: Record) -> None:
    assert code([*RECORDS.values(), record]) != code()


def test_that_the_signature_of_an_answer_gives_the_code_of_earlier_versions() -> None:
    """How people read the day may change; workbooks that were handed in keep their codes."""
    answer = Decision(reading_id="1", answer="按毛增", decided_by="局长", decided_on=date(2025, 5, 12))
    assert code([*RECORDS.values(), answer]) == "CTQQ-XMCJ"


def test_that_plan_unit_period_and_sample_are_in_the_code() -> None:
    empty = [record for record in RECORDS.values() if isinstance(record, Basis)]
    found = [
        code(empty),
        code(empty, plan=replace(PLAN, version="2")),
        code(empty, plan=replace(PLAN, id="other")),
        code(empty, unit=replace(UNASSIGNED, name="高新科")),
        code(empty, period=month(2025, 7)),
        code(empty, is_sample=True),
    ]
    assert len(set(found)) == len(found)


def test_that_a_quarter_has_another_code_than_its_last_month() -> None:
    assert code(period=Period(2025, 4, 6)) != code()


def test_that_other_units_and_later_months_are_not_in_the_code() -> None:
    later = entry(COUNT, 7, cumulative="80")
    other = Entry(target_id="A", unit_id="1", period=JUNE, cumulative=Decimal(5))
    assert code([*RECORDS.values(), later, other]) == code()


def test_that_an_untouched_draft_is_not_handed_in() -> None:
    drafted = entry(DUTY, 5, drafts=(("as_of", "月底"),))
    assert code([*RECORDS.values(), drafted]) == code()


@quick
@given(first=st.text(max_size=20), second=st.text(max_size=20))
def test_that_two_texts_have_two_codes(first: str, second: str) -> None:
    one, two = with_fields("text", progress_note=first), with_fields("text", progress_note=second)
    assert (one == two) == (first == second)


def test_that_modality_does_not_hide_a_difference() -> None:
    striving = plan_of(COUNT, modality=Modality.STRIVING)
    late = [entry(COUNT, 6, cumulative="0")]
    assert code(late, plan=striving) != code(late, plan=plan_of(COUNT))


def test_that_an_empty_year_has_a_code() -> None:
    assert len(check_code(assess(PLAN, Content(unit=UNASSIGNED), JUNE))) == 9


def test_that_every_cell_of_a_list_is_in_the_code() -> None:
    firms = replace(count("120"), ledger=FIRMS)
    plan, blank = plan_of(firms), row("甲", target=firms.id)
    fields: list[dict[str, Any]] = [
        {},
        {"name": "乙"},
        {"day": date(2025, 6, 18)},
        {"place": "镇"},
        {"code": "1"},
        {"note": "首批"},
        {"number": Decimal(1)},
        {"period": month(2025, 5)},
    ]
    rows = [replace(blank, **said) for said in fields]
    codes = {check_code(assess(plan, content_of(each), month(2025, 6))) for each in rows}
    assert len(codes) == len(rows)
    later = check_code(assess(plan, content_of(row("甲", 7)), month(2025, 6)))
    assert later == check_code(assess(plan, content_of(), month(2025, 6)))
