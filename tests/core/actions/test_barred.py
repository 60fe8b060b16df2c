"""What could not be typed is not taken in from a workbook, either: it stays out, by its cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from cixi_desktop.actions.arrivals import detail_rows
from cixi_desktop.actions.compare import ComparedFile, compare_files, with_barred
from cixi_desktop.actions.inspect_files import (
    Arrival,
    ArrivalOutcome,
    RefusedCell,
    keep_file,
    kept_arrival,
)
from cixi_desktop.actions.receive import accept, accept_all
from cixi_desktop.actions.units import new_unit
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.handovers import Acceptance, Lock
from tests.core.actions.received import (
    AT,
    JUNE,
    OFFICE,
    PLAN,
    content,
    entry,
    file,
    looked_at,
    stored,
    workspace,
)
from tests.support.figures import YEAR
from tests.support.sheets import cell_of

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.records.record import Record
    from cixi_desktop.workspace import Workspace

RULES = "M8-2"
PAST = "完成时限：2025年6月10日，已到期，不能填“未到节点”。请填写所处阶段；时限有调整的，请先修改完成时限。"


def not_due(number: int = 6) -> Entry:
    return Entry(
        target_id=RULES, unit_id=OFFICE.id, period=month(YEAR, number), state=State.NOT_DUE, reason="按计划"
    )


def office(deadline: date = date(YEAR, 6, 10)) -> Workspace:
    opened = workspace()
    opened.perform("时限", (Change(None, Basis(target_id=RULES, deadline=deadline)),))
    return opened


def compared(into: Workspace, path: Path) -> ComparedFile:
    (found,) = compare_files(PLAN, into.store, looked_at(into, path))
    return found


def brought(path: Path, *records: Entry) -> Path:
    return file(path, content(entry("H-3", increment=20), *records))


def test_that_not_due_after_the_deadline_stays_out_by_its_row_and_all_else_is_taken(tmp_path: Path) -> None:
    into = office()
    one = compared(into, brought(tmp_path / "a.xlsx", not_due()))
    assert one.arrival.outcome is ArrivalOutcome.ROWS_REFUSED
    (refused,) = (each for each in one.arrival.refused if each.key == RULES)
    assert (refused.sheet, refused.reason, refused.is_ignored_edit) == ("进展情况表", PAST, False)
    assert refused.cell.startswith("第")
    assert [row.key for row in one.rows] == ["H-3"]
    assert RULES not in {doubt.key for doubt in one.doubts}
    assert ("", ("× 不接收", RULES, "进展情况表", refused.cell, PAST)) in list(detail_rows(one, str))
    (done,) = accept_all(into, [one.arrival], at=AT)
    assert done.outcome is ArrivalOutcome.PARTLY_IMPORTED
    own = stored(into)
    assert own.entry(RULES, JUNE) is None
    assert own.entry("H-3", JUNE).increment == Decimal(20)  # type: ignore[union-attr]
    (noted,) = into.store.load(Acceptance)
    assert noted.left_out == (RULES,)


def test_that_ticking_it_does_not_bring_it_in(tmp_path: Path) -> None:
    into = office()
    (arrival,) = looked_at(into, brought(tmp_path / "a.xlsx", not_due()))
    with pytest.raises(CixiError, match="没有要接收的内容"):
        accept(into, arrival, at=AT, keys={RULES})
    assert into.store.load(Acceptance) == ()


def test_that_it_can_be_taken_up_once_the_deadline_is_moved(tmp_path: Path) -> None:
    into, path = office(), brought(tmp_path / "a.xlsx", not_due())
    accept(into, looked_at(into, path)[0], at=AT)
    again = compared(into, path)
    assert again.arrival.outcome is ArrivalOutcome.PARTLY_IMPORTED
    assert again.rows == ()
    assert [each.reason for each in again.arrival.refused] == [PAST]
    before = into.content.basis(RULES)
    into.perform("时限", (Change(before, replace(before, deadline=date(YEAR, 7, 31))),))
    again = compared(into, path)
    assert [row.key for row in again.rows] == [RULES]
    accept(into, again.arrival, at=AT, keys={RULES})
    assert stored(into).entry(RULES, JUNE) == replace(not_due(), unit_id=stored(into).unit.id)


def test_that_a_total_below_the_one_that_the_office_holds_stays_out(tmp_path: Path) -> None:
    """The office holds 60 firms at the end of May, of which the unit's program knows nothing: 55 in June."""
    into = workspace()
    accept(into, looked_at(into, file(tmp_path / "5.xlsx", content(entry("H-3", increment=1))))[0], at=AT)
    unit = stored(into).unit
    may = replace(entry("H-3", 5, cumulative=60), unit_id=unit.id)
    into.perform("5月", (Change(None, may),))
    one = compared(into, file(tmp_path / "a.xlsx", content(entry("H-3", cumulative=55)), revision=4))
    (refused,) = (each for each in one.arrival.refused if each.key == "H-3")
    assert refused.reason.startswith("累计55家小于上期累计60家。")
    assert one.rows == ()


def test_that_what_was_typed_into_one_cell_is_refused_at_it(tmp_path: Path) -> None:
    """The office holds 60 firms at the end of May, June's 65 were retyped as 55 in a spreadsheet program."""
    into, path = workspace(), file(tmp_path / "a.xlsx", content(entry("H-3", cumulative=65)), revision=4)
    accept(into, looked_at(into, file(tmp_path / "5.xlsx", content(entry("H-3", increment=1))))[0], at=AT)
    may = replace(entry("H-3", 5, cumulative=60), unit_id=stored(into).unit.id)
    into.perform("5月", (Change(None, may),))
    book = load_workbook(path)
    total = cell_of(book["进展情况表"], "H-3", "累计完成")
    total.value = 55
    book.save(path)
    one = compared(into, path)
    (refused,) = (each for each in one.arrival.refused if each.key == "H-3")
    assert (refused.sheet, refused.cell, refused.head) == ("进展情况表", total.coordinate, "累计完成")
    assert refused.reason.startswith("累计55家小于上期累计60家。")


def test_that_an_earlier_month_is_named_with_its_fault(tmp_path: Path) -> None:
    into = office(date(YEAR, 5, 15))
    june = Entry(target_id=RULES, unit_id=OFFICE.id, period=JUNE, stage="调研起草")
    one = compared(into, brought(tmp_path / "a.xlsx", not_due(5), june))
    (refused,) = (each for each in one.arrival.refused if each.key == RULES)
    assert refused.reason.startswith("2025年5月：完成时限：2025年5月15日，已到期")


def test_that_a_row_that_was_deleted_is_named_as_such(tmp_path: Path) -> None:
    into = office()
    (arrival,) = looked_at(into, brought(tmp_path / "a.xlsx", not_due()))
    assert arrival.reading is not None
    reading = replace(arrival.reading, places={})
    (one,) = compare_files(PLAN, into.store, [replace(arrival, reading=reading)])
    assert [each for each in one.arrival.refused if each.key] == [RefusedCell("", "已删的行", PAST, RULES)]


def test_that_the_return_begins_with_it(tmp_path: Path) -> None:
    into, path = office(), brought(tmp_path / "a.xlsx", not_due())
    (arrival,) = looked_at(into, path)
    accept(into, arrival, at=AT)
    keep_file(into.store, tmp_path, arrival)
    kept = kept_arrival(PLAN, into.store, tmp_path, arrival.sha256)
    assert isinstance(kept, Arrival)
    told = with_barred(PLAN, into.store, kept)
    assert told.outcome is kept.outcome
    assert [(each.key, each.reason) for each in told.refused] == [(RULES, PAST)]


@pytest.mark.parametrize(
    ("text", "known", "locked", "told"),
    [
        ("二十几", (), False, ["以前月份的数这里没有，也未读入：4月30、5月50。"]),
        (20, (), False, []),
        (20, (), True, ["以前月份的数这里没有，也未读入：4月30。"]),
        ("二十几", (4, 5), False, ["5月的“本期新增”这里是5，表中是50，仍按这里的。"]),
    ],
)
def test_that_the_months_before_are_told_where_they_stay_out(
    tmp_path: Path, text: str | int, known: tuple[int, ...], locked: bool, told: list[str]
) -> None:
    """The workbook says 30 of April and 50 of May; the office has nothing, or 30 and 5."""
    here = workspace()
    unit = new_unit(here, "高新科")
    held = [entry("H-3", number, increment=30 if number == 4 else 5) for number in known]
    kept: list[Record] = [replace(each, unit_id=unit.id) for each in held]
    kept += [Lock(unit_id=unit.id, period=month(YEAR, 4), is_locked=True)] if locked else []
    here.perform("已有", tuple(Change(None, each) for each in kept))
    months = (entry("H-3", 4, increment=30), entry("H-3", 5, increment=50), entry("H-3", increment=20))
    workbook = load_workbook(file(tmp_path / "a.xlsx", content(*months)))
    cell_of(workbook["进展情况表"], "H-3", "本期完成").value = text
    workbook.save(tmp_path / "a.xlsx")
    doubts = compared(here, tmp_path / "a.xlsx").doubts
    messages = [doubt.issue.message for doubt in doubts if doubt.key == "H-3"]
    assert [words for words in messages if "这里" in words] == told


def test_that_a_running_total_of_a_month_before_is_no_difference_from_what_it_brought(tmp_path: Path) -> None:
    """Of April and May the office knows 30 and 20: the register's 30 and 50; 51 in its May is one."""
    here = workspace()
    months = (entry("H-3", 4, increment=30), entry("H-3", 5, increment=20), entry("H-3", increment=20))
    taken = list(accept_all(here, looked_at(here, file(tmp_path / "a.xlsx", content(*months))), at=AT))
    assert taken[0].outcome is ArrivalOutcome.ACCEPTED
    told = {}
    for total in (50, 51):
        workbook = load_workbook(tmp_path / "a.xlsx")
        del workbook["系统识别页"]
        cell_of(workbook["指标台账"], "H-3", "5月", "累计数").value = total
        cell_of(workbook["指标台账"], "H-3", "5月", "本月数").value = total - 30
        workbook.save(tmp_path / f"{total}.xlsx")
        doubts = compared(here, tmp_path / f"{total}.xlsx").doubts
        told[total] = [each.issue.message for each in doubts if "仍按这里的" in each.issue.message]
    assert told == {50: [], 51: ["5月的“本期新增”这里是20，表中是（空），仍按这里的。"]}
