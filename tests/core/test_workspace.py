"""The open data file in memory: commit before show, undo, units, listeners."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.configure import add_unit, set_rules, set_unit_names
from cixi_desktop.actions.record import note, record, type_field
from cixi_desktop.assessment.lights import PRESETS, Light
from cixi_desktop.errors import CixiError, StaleError
from cixi_desktop.history import STEPS_KEPT, Change, Operation
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import SUM, FigureDecision
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.workspace import Workspace, all_contents, reported_content
from tests.support.figures import count, entry, level, plan_of
from tests.support.memory_store import MemoryStore, MemoryUnitOfWork

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from cixi_desktop.ports import R

JUNE = month(2025, 6)
PLAN = plan_of(count("120", id="A", name="新增数"), level("3", "2", id="B"))


class FullDisk(MemoryStore):
    """A store that cannot keep anything."""

    @contextmanager
    def unit_of_work(self) -> Iterator[MemoryUnitOfWork]:
        with super().unit_of_work() as work:
            yield work
            work.committed = self._kept
            raise CixiError("磁盘已满，未保存。")


def opened(store: MemoryStore | None = None, unit_id: str = UNASSIGNED.id) -> Workspace:
    return Workspace(plan=PLAN, store=store or MemoryStore(), actor="张三", unit_id=unit_id)


def total(workspace: Workspace, at: int = 6) -> Decimal | None:
    found = workspace.content.entry("A", month(2025, at))
    return found.cumulative if found else None


def put(workspace: Workspace, value: str, at: int = 6) -> None:
    record(workspace, "A", month(2025, at), {"cumulative": value})


# Committing


def test_that_a_change_is_committed_shown_and_told_to_listeners() -> None:
    workspace, heard = opened(), list[Operation]()
    workspace.subscribe(heard.append)
    june = entry("A", 6, cumulative="70")
    done = workspace.perform("填报", (Change(None, june),))
    assert done is not None
    assert heard == [done]
    assert done.changes == (Change(None, june),)
    assert (done.label, done.actor) == ("填报", "张三")
    assert workspace.content.entry("A", JUNE) == june
    assert opened(_store(workspace)).content.entry("A", JUNE) == june


def _store(workspace: Workspace) -> MemoryStore:
    assert isinstance(workspace.store, MemoryStore)
    return workspace.store


def test_that_a_period_is_judged_once_until_something_changes() -> None:
    workspace = opened()
    put(workspace, "5")
    judged, doubted = workspace.assess(JUNE), workspace.issues(JUNE)
    assert workspace.assess(month(2025, 7)) != judged
    assert workspace.assess(JUNE) is judged
    assert workspace.issues(JUNE) is doubted
    put(workspace, "6")
    assert workspace.assess(JUNE).of("A").cumulative == 6  # type: ignore[union-attr]
    assert workspace.issues(JUNE) is not doubted


def test_that_a_change_that_changes_nothing_is_no_operation() -> None:
    workspace, heard = opened(), list[Operation]()
    workspace.subscribe(heard.append)
    june = entry("A", 6, cumulative="70")
    workspace.perform("填报", (Change(None, june),))
    assert workspace.perform("填报", (Change(june, june),)) is None
    assert workspace.perform("填报", ()) is None
    assert len(heard) == 1
    assert len(workspace.history.undo) == 1


def test_that_a_listener_may_leave_even_while_it_is_told() -> None:
    workspace, heard = opened(), list[str]()

    def once(_: Operation) -> None:
        heard.append("一次")
        leave()

    leave = workspace.subscribe(once)
    workspace.subscribe(lambda _: heard.append("每次"))
    put(workspace, "70")
    put(workspace, "71")
    assert heard == ["一次", "每次", "每次"]


def test_that_a_failed_commit_shows_and_tells_nothing() -> None:
    workspace, heard = opened(FullDisk()), list[Operation]()
    workspace.subscribe(heard.append)
    with pytest.raises(CixiError, match="磁盘已满"):
        put(workspace, "70")
    assert total(workspace) is None
    assert heard == []
    assert workspace.history.undo == ()


def test_that_a_change_made_elsewhere_is_not_overwritten() -> None:
    store = MemoryStore()
    mine, theirs = opened(store), opened(store)
    put(theirs, "60")
    with pytest.raises(StaleError, match="已被其他程序改动"):
        put(mine, "70")
    assert total(opened(store)) == 60


def test_that_refreshing_takes_in_what_was_changed_elsewhere_and_how_to_undo_it() -> None:
    store = MemoryStore()
    mine, theirs = opened(store), opened(store)
    assert mine.history.undo == ()
    put(theirs, "60")
    mine.refresh()
    assert total(mine) == 60
    assert len(mine.history.undo) == 1


def test_that_the_assessment_follows_the_content() -> None:
    workspace = opened()
    assert workspace.assess(JUNE).of("A").light is Light.UNREPORTED
    put(workspace, "70")
    assert workspace.assess(JUNE).of("A").light is Light.ON_PACE
    workspace.undo()
    assert workspace.assess(JUNE).of("A").light is Light.UNREPORTED


def test_that_the_revision_counts_what_touched_this_units_month() -> None:
    workspace = opened()
    assert workspace.revision(JUNE) == 0
    put(workspace, "70")
    note(workspace, "1", JUNE, {"problems": "无"})
    put(workspace, "60", at=5)
    assert workspace.revision(JUNE) == 2
    workspace.undo()
    assert (workspace.revision(JUNE), workspace.revision(month(2025, 5))) == (2, 2)


def test_that_only_the_plans_year_is_read_and_the_sample_mark_kept() -> None:
    store = MemoryStore(is_sample=True)
    workspace = opened(store)
    earlier = replace(entry("A", 6, cumulative="9"), period=month(2024, 6))
    workspace.perform("补录", (Change(None, earlier),))
    again = opened(store)
    assert again.content.records == {}
    assert again.content.is_sample
    assert again.assess(JUNE).is_sample


# Undo and redo


def test_that_120_entries_are_undone_and_redone() -> None:
    workspace = opened()
    for number in range(1, 121):
        put(workspace, str(number))
    for number in range(119, 0, -1):
        workspace.undo()
        assert total(workspace) == number
    workspace.undo()
    assert total(workspace) is None
    for number in range(1, 121):
        workspace.redo()
        assert total(workspace) == number


def test_that_undo_and_redo_are_told_by_name_and_to_listeners() -> None:
    workspace, heard = opened(), list[Operation]()
    put(workspace, "70")
    workspace.subscribe(heard.append)
    workspace.undo()
    workspace.redo()
    workspace.undo()
    labels = [change.label for change in heard]
    assert labels == [
        "撤销：填报“新增数”（2025年6月）",
        "重做：填报“新增数”（2025年6月）",
        "撤销：填报“新增数”（2025年6月）",
    ]


def test_that_there_is_nothing_to_undo_or_redo_at_first() -> None:
    workspace = opened()
    with pytest.raises(CixiError, match="没有可撤销"):
        workspace.undo()
    with pytest.raises(CixiError, match="没有可重做"):
        workspace.redo()


def test_that_undo_goes_on_after_the_file_was_closed_and_opened_again() -> None:
    workspace = opened()
    for value in ("60", "70"):
        put(workspace, value)
    workspace.undo()
    again = opened(_store(workspace))
    assert again.history == workspace.history
    again.redo()
    assert total(again) == 70
    again.undo()
    again.undo()
    assert total(again) is None


def test_that_typing_a_field_is_undone_at_once() -> None:
    workspace, gesture = opened(), 0
    for text in ("7", "70", "70家"):
        gesture = type_field(workspace, "A", JUNE, name="cumulative", text=text, gesture=gesture)
    assert len(workspace.history.undo) == 1
    workspace.undo()
    assert total(workspace) is None
    workspace.redo()
    assert total(workspace) == 70


def test_that_typing_and_deleting_again_leaves_nothing_to_undo() -> None:
    workspace = opened()
    put(workspace, "50", at=5)
    gesture = type_field(workspace, "A", JUNE, name="cumulative", text="7")
    type_field(workspace, "A", JUNE, name="cumulative", text="", gesture=gesture)
    assert workspace.content.entry("A", JUNE) is None
    workspace.undo()
    assert total(workspace, at=5) is None
    assert opened(_store(workspace)).history == workspace.history


def test_that_a_hundred_steps_of_typing_can_be_undone_after_opening_again() -> None:
    workspace = opened()
    for number in range(110):
        gesture = 0
        for length in range(1, 11):
            gesture = note(workspace, "1", JUNE, {"problems": f"{number}" + "字" * length}, gesture=gesture)
    again = opened(_store(workspace))
    assert len(again.history.undo) == 110
    for _ in range(110):
        again.undo()
    assert again.content.narrative("1", JUNE).is_empty


def test_that_a_long_journal_is_not_read_beyond_what_can_be_undone() -> None:
    workspace = opened()
    for number in range(3 * STEPS_KEPT + 50):
        note(workspace, "1", JUNE, {"problems": str(number)})
    again = opened(_store(workspace))
    assert len(again.history.undo) == STEPS_KEPT
    assert again.history.undo == workspace.history.undo


def test_that_a_long_journal_that_ends_with_an_undo_is_not_read_whole() -> None:
    class Counting(MemoryStore):
        read = 0

        def operations(self, *, limit: int, before: int | None = None) -> tuple[Operation, ...]:
            found = super().operations(limit=limit, before=before)
            self.read += len(found)
            return found

    store = Counting()
    workspace = opened(store)
    for number in range(3 * STEPS_KEPT):
        note(workspace, "1", JUNE, {"problems": str(number)})
    assert store.read == 0  # saving needs no history
    workspace.undo()
    store.read = 0
    again = opened(store)
    assert (len(again.history.undo), len(again.history.redo)) == (STEPS_KEPT, 1)
    assert store.read == 2 * STEPS_KEPT


def test_that_a_barrier_ends_what_can_be_undone_and_what_is_read() -> None:
    store = MemoryStore()
    workspace = opened(store)
    put(workspace, "60")
    for _ in range(3 * STEPS_KEPT):
        with store.unit_of_work() as work:
            work.apply(Operation(label="报送", changes=(), is_barrier=True))
            work.commit()
    again = opened(store)
    assert again.history.undo == ()
    put(again, "70")
    again.undo()
    assert total(again) == 60


# Units


def test_that_a_file_begins_with_one_unassigned_unit() -> None:
    workspace = opened()
    assert workspace.units() == (UNASSIGNED,)
    assert workspace.content.unit == UNASSIGNED
    assert opened(unit_id="99").content.unit == UNASSIGNED


def test_that_each_unit_has_its_own_entries_and_the_bureau_one_set_of_rules() -> None:
    workspace = opened()
    put(workspace, "70")
    other = add_unit(workspace, "高新科")
    set_rules(workspace, PRESETS[1])
    workspace.load(other.id)
    assert workspace.content.unit == other
    assert total(workspace) is None
    assert workspace.content.rules == PRESETS[1]
    put(workspace, "5")
    workspace.load(UNASSIGNED.id)
    assert total(workspace) == 70


def test_that_a_change_of_another_units_entry_stays_out_of_this_units_content() -> None:
    workspace = opened()
    other = add_unit(workspace, "高新科")
    workspace.load(other.id)
    put(workspace, "5")
    workspace.load(UNASSIGNED.id)
    before = workspace.content
    workspace.undo()
    assert workspace.content.records == before.records
    workspace.load(other.id)
    assert total(workspace) is None


def test_that_a_unit_given_a_name_keeps_its_entries_and_its_undo() -> None:
    workspace = opened()
    put(workspace, "70")
    set_unit_names(workspace, (Unit(id="0", name="高新科"),))
    assert workspace.content.unit == Unit(id="0", name="高新科")
    assert total(workspace) == 70
    workspace.undo()
    assert workspace.content.unit == UNASSIGNED
    assert total(workspace) == 70


def test_that_the_name_of_another_unit_changes_nothing_here() -> None:
    workspace = opened()
    other = add_unit(workspace, "高新科")
    assert workspace.content.unit == UNASSIGNED
    assert workspace.units() == (UNASSIGNED, other)


def test_that_undoing_a_new_unit_leads_back_to_the_unassigned_ones_own_entries() -> None:
    workspace = opened()
    put(workspace, "70")
    workspace.load(add_unit(workspace, "高新科").id)
    workspace.undo()
    assert workspace.content.unit == UNASSIGNED
    assert total(workspace) == 70
    assert workspace.units() == (UNASSIGNED,)


def test_that_all_reporting_units_are_read_as_one() -> None:
    workspace = opened()
    assert reported_content(PLAN, workspace.store, JUNE).unit == UNASSIGNED
    put(workspace, "70")
    other = add_unit(workspace, "高新科")
    assert reported_content(PLAN, workspace.store, JUNE).unit == UNASSIGNED
    workspace.load(other.id)
    put(workspace, "5")
    note(workspace, "1", JUNE, {"problems": "人手不足"})
    whole = FigureDecision(target_id="A", from_period=JUNE, whose=SUM, reason="分片负责")
    workspace.perform("核定", (Change(None, whole),))
    together = reported_content(PLAN, workspace.store, JUNE)
    found = together.entry("A", JUNE)
    assert found is not None
    assert found.cumulative == 75
    assert together.narrative("1", JUNE).problems == "【高新科】人手不足"


def test_that_what_another_program_saves_makes_the_content_outdated() -> None:
    workspace = opened()
    put(workspace, "70")
    assert not workspace.is_outdated
    other = Workspace(plan=PLAN, store=workspace.store, actor="李四")
    put(other, "80")
    assert workspace.is_outdated
    workspace.refresh()
    assert (workspace.is_outdated, total(workspace)) == (False, 80)


def test_that_an_own_change_does_not_hide_what_another_program_saved() -> None:
    workspace = opened()
    other = Workspace(plan=PLAN, store=workspace.store, actor="李四")
    put(other, "80")
    note(workspace, "1", JUNE, {"problems": "人手不足"})
    assert workspace.is_outdated
    assert total(workspace) != 80
    workspace.refresh()
    assert total(workspace) == 80


class OneState(MemoryStore):
    """A store that is read within a snapshot only."""

    is_held = False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        self.is_held = True
        yield
        self.is_held = False

    def load(
        self,
        kind: type[R],
        *,
        year: int | None = None,
        unit_id: str | None = None,
        as_of: int | None = None,
    ) -> tuple[R, ...]:
        assert self.is_held
        return super().load(kind, year=year, unit_id=unit_id, as_of=as_of)


def test_that_all_units_are_read_of_one_state() -> None:
    """What another window saves meanwhile is in all of it, or in none."""
    store = OneState()
    with store.unit_of_work() as work:
        work.apply(Operation(label="单位", changes=(Change(None, Unit(id="1", name="甲科")),)))
        work.commit()
    assert [content.unit.name for content in all_contents(PLAN, store)] == ["未分配", "甲科"]


def test_that_a_unit_whose_name_cannot_be_read_keeps_its_figures() -> None:
    store = MemoryStore()
    reported = replace(entry("A", 6, increment="25"), unit_id="7")
    with store.unit_of_work() as work:
        work.apply(Operation(label="填报", changes=(Change(None, reported),)))
        work.commit()
    assert [content.unit.name for content in all_contents(PLAN, store)] == ["未分配"]
    store.damage = ("单位表第7条无法识别",)
    found = {content.unit.name: content for content in all_contents(PLAN, store)}
    assert found.keys() == {"未分配", "单位7"}
    assert found["单位7"].entry("A", JUNE) == reported
