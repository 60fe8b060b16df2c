"""Units are made, found and merged; what both reported differently is never lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.record import note, record
from cixi_desktop.actions.units import MOST_NAMED, delete_unit, merge_units, new_unit
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance, Contact, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.report_drafts import ReportDraft
from cixi_desktop.records.units import UNASSIGNED, Unit, known_unit
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025, share
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from decimal import Decimal

JUNE = month(2025, 6)


@pytest.fixture
def workspace() -> Workspace:
    """平台科, by whose short name 科技创新平台科 reported before it was known."""
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(), actor="办公室")
    new_unit(workspace, "科技创新平台科", "平台")
    new_unit(workspace, "平台科")
    return workspace


def put(workspace: Workspace, name: str, target_id: str, number: int, text: str) -> None:
    workspace.load(known_unit(workspace.units(), name).id)
    record(workspace, target_id, month(2025, number), {"increment": text})
    workspace.load(UNASSIGNED.id)


def merge(workspace: Workspace, source: str = "平台科", into: str = "科技创新平台科") -> int:
    return merge_units(workspace, known_unit(workspace.units(), source), known_unit(workspace.units(), into))


def counts(workspace: Workspace, unit_id: str) -> dict[int, Decimal | None]:
    entries = workspace.store.load(Entry, unit_id=unit_id)
    return {entry.period.last: entry.increment for entry in entries}


def test_that_a_unit_is_found_by_its_name_and_its_short_name(workspace: Workspace) -> None:
    assert (
        known_unit(workspace.units(), "平台").id == known_unit(workspace.units(), "科技创新平台科").id == "1"
    )
    with pytest.raises(CixiError, match="没有名为“丙科”的单位"):
        known_unit(workspace.units(), "丙科")


@pytest.mark.parametrize(
    ("name", "short", "message"),
    [
        (" ", "", "单位名称不能为空"),
        ("平台", "", "已有名为“科技创新平台科”"),
        ("丁科", "平台科", "已有名为“平台科”"),
    ],
)
def test_that_a_new_unit_needs_a_name_that_nobody_has(
    workspace: Workspace, name: str, short: str, message: str
) -> None:
    with pytest.raises(CixiError, match=message):
        new_unit(workspace, name, short)
    assert len(workspace.units()) == 3


def test_that_everything_of_a_unit_goes_to_the_other_in_one_step_that_can_be_undone(
    workspace: Workspace,
) -> None:
    for number, text in ((5, "3"), (6, "2")):
        put(workspace, "平台科", "8-1", number, text)
    put(workspace, "科技创新平台科", "8-1", 5, "3")
    row = LedgerRow(id="4", target_id="8-1", unit_id="2", period=JUNE, name="甲公司")
    same, other = replace(row, unit_id="1"), replace(row, id="x", unit_id="1", name="乙公司")
    file = Acceptance(
        sha256="ab",
        unit_id="2",
        period=JUNE,
        number=1,
        check_code="ACDE-3467",
        file_name="平台科.xlsx",
        at=datetime(2025, 6, 25),  # noqa: DTZ001  local time
    )
    spoken = Contact(unit_id="2", period=JUNE, day=date(2025, 6, 20))
    answered = replace(spoken, unit_id="1", day=date(2025, 6, 24))
    duty = Duty(subject_id="8", lead_unit_id="2", supporting_unit_ids=("1", "2"))
    decision = FigureDecision(target_id="8-1", from_period=JUNE, whose="2", reason="理由")
    more = replace(row, id="5", name="丙公司")
    shared = Basis(target_id="8-1", shares=(share("2", "40"), share("1", "60"), share("3", "5")))
    records = (row, more, same, other, file, spoken, answered, duty, decision, shared)
    workspace.perform("其他", tuple(Change(None, each) for each in records))

    assert merge(workspace) == 6
    assert counts(workspace, "1") == {5: 3, 6: 2}
    assert workspace.store.load(Entry, unit_id="2") == ()
    rows = sorted((each.id, each.name) for each in workspace.store.load(LedgerRow, unit_id="1"))
    assert rows == [("4", "甲公司"), ("6", "丙公司"), ("x", "乙公司")]
    assert workspace.store.load(Acceptance) == (replace(file, unit_id="1"),)
    assert workspace.store.load(Contact) == (answered,)
    assert workspace.store.load(Duty) == (replace(duty, lead_unit_id="1", supporting_unit_ids=()),)
    assert workspace.store.load(FigureDecision) == (replace(decision, whose="1"),)
    shares = (share("1", "100"), share("3", "5"))
    assert workspace.store.load(Basis) == (replace(shared, shares=shares),)
    assert [unit.name for unit in workspace.units()] == ["未分配", "科技创新平台科"]

    assert workspace.undo().label == "撤销：把单位“平台科”并入“科技创新平台科”"
    assert counts(workspace, "2") == {5: 3, 6: 2}
    assert counts(workspace, "1") == {5: 3}
    assert workspace.store.load(Acceptance) == (file,)
    assert len(workspace.units()) == 3


def test_that_what_both_reported_differently_is_named_and_nothing_changes(workspace: Workspace) -> None:
    for name, text in (("平台科", "3"), ("科技创新平台科", "2")):
        put(workspace, name, "8-1", 6, text)
        workspace.load(known_unit(workspace.units(), name).id)
        note(workspace, "8", JUNE, {"problems": f"缺{text}人"})
        workspace.load(UNASSIGNED.id)
    with pytest.raises(CixiError) as caught:
        merge(workspace)
    assert str(caught.value).startswith(
        "两个单位填报的内容不同，没有合并：2025年6月8-1“新培育浙江省科技型中小企业”、2025年6月任务8的文字。"
    )
    assert counts(workspace, "2") == {6: 3}
    assert len(workspace.store.load(Narrative)) == 2


def test_that_of_very_many_differences_the_first_are_named(workspace: Workspace) -> None:
    for name, text in (("平台科", "3"), ("科技创新平台科", "2")):
        for number in range(1, MOST_NAMED + 2):
            put(workspace, name, "8-1", number, text)
    with pytest.raises(CixiError, match="2025年5月8-1“新培育浙江省科技型中小企业”等6处。"):
        merge(workspace)


def test_that_a_unit_is_not_merged_into_itself_nor_from_under_the_window(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="不能把单位并入它自己"):
        merge(workspace, into="平台科")
    workspace.load("2")
    with pytest.raises(CixiError, match="“平台科”是当前单位"):
        merge(workspace)


def test_that_what_nobody_was_named_for_can_be_given_to_a_unit(workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"increment": "2"})
    workspace.load("1")
    merge(workspace, source="未分配")
    assert counts(workspace, "1") == {6: 2}
    assert UNASSIGNED in workspace.units()
    assert isinstance(workspace.units()[0], Unit)


def test_that_a_unit_can_be_given_up_and_its_figures_stay_with_nobody(workspace: Workspace) -> None:
    put(workspace, "平台科", "8-1", 6, "2")
    workspace.load("1")
    merge(workspace, into="未分配")
    assert counts(workspace, "0") == {6: 2}
    assert [unit.name for unit in workspace.units()] == ["未分配", "科技创新平台科"]


def test_that_a_merged_unit_is_known_by_the_names_of_both(workspace: Workspace) -> None:
    put(workspace, "平台科", "8-1", 5, "3")
    merge(workspace)
    assert known_unit(workspace.units(), "平台科").name == "科技创新平台科"


def test_that_the_share_of_a_deleted_unit_goes_and_nothing_is_left_of_the_last_one(
    workspace: Workspace,
) -> None:
    alone = Basis(target_id="8-1", shares=(share("2", "40"),))
    workspace.perform("其他", (Change(None, alone),))
    delete_unit(workspace, known_unit(workspace.units(), "平台科"))
    assert workspace.store.load(Basis) == ()


def test_that_a_phantom_is_deleted_with_all_it_has_in_one_step_that_can_be_undone(
    workspace: Workspace,
) -> None:
    put(workspace, "平台科", "8-1", 5, "3")
    duty = Duty(subject_id="8", supporting_unit_ids=("2",))
    decision = FigureDecision(target_id="8-1", from_period=JUNE, whose="2", reason="理由")
    workspace.perform("其他", tuple(Change(None, each) for each in (duty, decision)))
    assert delete_unit(workspace, known_unit(workspace.units(), "平台科")) == 1
    assert [unit.name for unit in workspace.units()] == ["未分配", "科技创新平台科"]
    assert workspace.store.load(Entry) == ()
    assert workspace.store.load(Duty) == ()
    assert workspace.store.load(FigureDecision) == ()
    workspace.undo()
    assert counts(workspace, "2") == {5: 3}
    assert workspace.store.load(Duty) == (duty,)


def test_that_neither_the_unit_worked_with_nor_unassigned_is_deleted(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="是当前单位，不能删除"):
        delete_unit(workspace, UNASSIGNED)
    workspace.load("1")
    with pytest.raises(CixiError, match="“未分配”不能删除"):
        delete_unit(workspace, UNASSIGNED)


@pytest.mark.parametrize("name", ["平台 科", "科技创新平台科\u200b", "平台"])
def test_that_another_way_to_write_a_name_is_no_new_unit(workspace: Workspace, name: str) -> None:
    with pytest.raises(CixiError, match="已有名为"):
        new_unit(workspace, name)


def test_that_what_was_handed_in_by_the_one_is_to_be_handed_in_by_the_other(workspace: Workspace) -> None:
    """A hand-in names the file as it was then: under the other unit it would be another content."""
    put(workspace, "平台科", "8-1", 6, "3")
    handed_in = Submission(unit_id="2", period=JUNE, number=1, content_at=3, check_code="ACDE-3467")
    workspace.perform("报送", (Change(None, handed_in),))
    merge(workspace)
    assert counts(workspace, "1") == {6: 3}
    assert workspace.store.load(Submission) == ()


def test_that_a_report_goes_along_unless_the_other_unit_has_edited_the_same(workspace: Workspace) -> None:
    may, june = (ReportDraft(unit_id="2", report=f"2025-0{number}", drafter="张三") for number in (5, 6))
    own, bureau = replace(june, unit_id="1", drafter="李四"), replace(june, unit_id="")
    workspace.perform("其他", tuple(Change(None, each) for each in (may, june, own, bureau)))
    merge(workspace)
    assert set(workspace.store.load(ReportDraft)) == {replace(may, unit_id="1"), own, bureau}
    delete_unit(workspace, known_unit(workspace.units(), "科技创新平台科"))
    assert workspace.store.load(ReportDraft) == (bureau,)


def test_that_nobody_has_the_number_of_a_unit_that_is_gone(workspace: Workspace) -> None:
    """1 and 2 were made before; 2 is merged into 1, and 3 deleted again."""
    merge(workspace)
    third = new_unit(workspace, "规划科")
    assert third.id == "3"
    delete_unit(workspace, third)
    assert new_unit(workspace, "法规科").id == "4"
