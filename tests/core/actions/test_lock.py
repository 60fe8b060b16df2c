"""Locking a month of a unit: nothing reported for it changes, by whatever way, until it is unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.carry import fill_unchanged
from cixi_desktop.actions.configure import add_unit, set_basis
from cixi_desktop.actions.lock import lock, unlock
from cixi_desktop.actions.record import clear, note, record, type_field
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.handovers import Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.workspace import Workspace
from tests.support.figures import entry, plan_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = plan_2025()
MAY, JUNE, JULY = month(2025, 5), month(2025, 6), month(2025, 7)
ROW = LedgerRow(id="1", target_id="H-3", unit_id="0", period=JUNE, name="某公司")


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(plan=PLAN, store=MemoryStore(), actor="张三")
    record(workspace, "H-3", JUNE, {"increment": "15"})
    return workspace


@pytest.mark.parametrize(
    "write",
    [
        lambda w: record(w, "H-3", JUNE, {"increment": "16"}),
        lambda w: type_field(w, "H-3", JUNE, name="increment", text="16"),
        lambda w: clear(w, "H-3", JUNE),
        lambda w: note(w, "8", JUNE, {"problems": "无"}),
        lambda w: fill_unchanged(w, JUNE, ["8"]),
        lambda w: w.perform("台账", (Change(None, ROW),)),
        lambda w: w.undo(),
    ],
)
def test_that_a_locked_month_refuses_every_change(
    workspace: Workspace, write: Callable[[Workspace], object]
) -> None:
    lock(workspace, JUNE, "已报送")
    before = workspace.content
    with pytest.raises(
        CixiError, match="未分配2025年6月的数据已锁定，不能修改。锁定理由：已报送。"
    ) as caught:
        write(workspace)
    assert caught.value.hint == "确需修改的，请选“文件—解锁本月”，写明理由后再改。"
    assert workspace.content is before


def test_that_a_row_cannot_be_moved_out_of_a_locked_month(workspace: Workspace) -> None:
    workspace.perform("台账", (Change(None, ROW),))
    lock(workspace, JUNE, "已报送")
    moved = LedgerRow(id="1", target_id="H-3", unit_id="0", period=JULY, name="某公司")
    with pytest.raises(CixiError, match="已锁定"):
        workspace.perform("台账", (Change(ROW, moved),))


def test_that_other_months_and_what_holds_for_all_stay_open(workspace: Workspace) -> None:
    lock(workspace, JUNE, "已报送")
    record(workspace, "H-3", JULY, {"increment": "3"})
    record(workspace, "H-3", MAY, {"increment": "3"})
    set_basis(workspace, Basis(target_id="H-3", baseline_note="核实"))
    handed = Submission(unit_id="0", period=JUNE, number=1, content_at=1, check_code="AAAA-BBBB")
    workspace.perform("报送", (Change(None, handed),))
    assert workspace.content.submission(JUNE) == handed


def test_that_a_month_that_is_late_is_not_locked(workspace: Workspace) -> None:
    record(workspace, "H-3", month(2025, 1), {"increment": "3"})
    assert not workspace.content.lock(month(2025, 1)).is_locked


def test_that_an_unlocked_month_can_be_changed_again(workspace: Workspace) -> None:
    lock(workspace, JUNE, "已报送。")
    unlock(workspace, JUNE, " 更正 ")
    found = workspace.content.lock(JUNE)
    assert (found.is_locked, found.reason) == (False, "更正")
    record(workspace, "H-3", JUNE, {"increment": "16"})
    lock(workspace, JUNE, "再次报送")
    assert workspace.assess(JUNE).lock.reason == "再次报送"
    assert not workspace.assess(JUNE).is_open


def test_that_a_lock_is_no_step_of_undo(workspace: Workspace) -> None:
    record(workspace, "H-3", JULY, {"increment": "3"})
    lock(workspace, JUNE, "已报送")
    workspace.undo()
    assert workspace.content.entry("H-3", JULY) is None
    with pytest.raises(CixiError, match="已锁定"):
        workspace.undo()
    workspace.redo()
    assert workspace.content.entry("H-3", JULY) is not None


def test_that_redo_into_a_locked_month_is_refused(workspace: Workspace) -> None:
    workspace.undo()
    lock(workspace, JUNE, "无数据")
    with pytest.raises(CixiError, match="已锁定"):
        workspace.redo()
    unlock(workspace, JUNE, "补录")
    workspace.redo()
    assert workspace.content.entry("H-3", JUNE) is not None


def test_that_locking_is_journaled_with_its_reason(workspace: Workspace) -> None:
    lock(workspace, JUNE, "已报送")
    unlock(workspace, JUNE, "更正")
    operations = workspace.store.operations(limit=2)
    assert [operation.label for operation in operations] == ["锁定2025年6月：已报送", "解锁2025年6月：更正"]
    lines = all_lines(PLAN, operations, workspace.units())
    assert [(line.period, line.field, line.before, line.after) for line in lines] == [
        ("2025年6月", "锁定", "（空）", "是"),
        ("2025年6月", "理由", "（空）", "已报送"),
        ("2025年6月", "锁定", "是", "（空）"),
        ("2025年6月", "理由", "已报送", "更正"),
    ]


def test_that_january_and_february_are_locked_together(workspace: Workspace) -> None:
    both = Period(2025, 1, 2)
    lock(workspace, both, "已报送")
    assert [workspace.content.lock(month(2025, n)).is_locked for n in (1, 2, 3)] == [True, True, False]
    assert not workspace.assess(both).is_open
    unlock(workspace, month(2025, 1), "更正")
    lock(workspace, both, "更正后再报")
    assert workspace.content.lock(month(2025, 2)).reason == "已报送"


@pytest.mark.parametrize("reason", ["", "  ", "。"])
def test_that_a_reason_is_needed(workspace: Workspace, reason: str) -> None:
    with pytest.raises(CixiError, match="未写明锁定理由"):
        lock(workspace, JUNE, reason)
    assert not workspace.content.lock(JUNE).is_locked


def test_that_what_is_locked_or_open_already_is_said(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="“未分配”2025年6月没有锁定"):
        unlock(workspace, JUNE, "更正")
    lock(workspace, JUNE, "已报送")
    with pytest.raises(CixiError, match="“未分配”2025年6月已经锁定"):
        lock(workspace, JUNE, "已报送")


def test_that_each_unit_has_its_own_lock_also_seen_from_another(workspace: Workspace) -> None:
    unit = add_unit(workspace, "高新科")
    lock(workspace, JUNE, "已报送")
    workspace.load(unit.id)
    theirs = Entry(target_id="8-1", unit_id=unit.id, period=JUNE)
    record(workspace, "8-1", JUNE, {"increment": "2"})
    assert workspace.content.entry(theirs.target_id, JUNE) is not None
    with pytest.raises(CixiError, match="未分配2025年6月的数据已锁定"):
        workspace.perform("收到", (Change(None, entry("8-1", 6, increment="3")),))
    workspace.perform("收到", (Change(None, entry("8-1", 7, increment="3")),))


def test_that_a_month_locked_by_another_program_is_locked_before_this_one_has_looked() -> None:
    store = MemoryStore()
    here, there = (Workspace(plan=PLAN, store=store, actor=name) for name in ("张三", "李四"))
    record(here, "H-3", JUNE, {"increment": "15"})
    there.load("0")
    lock(there, JUNE, "已上报")
    with pytest.raises(CixiError, match="已锁定"):
        record(here, "H-3", JUNE, {"increment": "16"})
    there.load("0")
    kept = there.content.entry("H-3", JUNE)
    assert kept is not None
    assert kept.increment == 15
