"""The hub: what is typed is kept, shown, undone; what cannot be kept is not forgotten."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.record import record
from cixi_desktop.assessment.assess import Assessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import Period, month
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.workspace import Workspace
from tests.support.memory_store import MemoryStore, MemoryUnitOfWork
from ui.shell.editing_session import Hub

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from cixi_desktop.workspace import ChangeSet

MAY, JUNE = month(2025, 5), month(2025, 6)
FULL = CixiError("磁盘已满。", "请清理磁盘。")


class MoodyStore(MemoryStore):
    """Refuses to keep anything while the disk is full."""

    is_full = False

    @contextmanager
    def unit_of_work(self) -> Iterator[MemoryUnitOfWork]:
        if self.is_full:
            raise FULL
        with super().unit_of_work() as work:
            yield work


@pytest.fixture
def store() -> MoodyStore:
    return MoodyStore()


@pytest.fixture
def hub(qtbot: QtBot, workspace: Workspace) -> Hub:
    hub = Hub(period=JUNE)
    hub.open(workspace)
    return hub


def value(hub: Hub, target_id: str, name: str = "increment") -> object:
    workspace = hub.workspace
    assert workspace is not None
    entry = workspace.content.entry(target_id, hub.period)
    return getattr(entry, name) if entry else None


def test_that_opening_tells_unit_and_figures(qtbot: QtBot, workspace: Workspace) -> None:
    hub = Hub(period=JUNE)
    told: list[object] = []
    hub.ready.connect(lambda: told.append("ready"))
    hub.unit_changed.connect(told.append)
    hub.shown.connect(told.append)
    hub.open(workspace)
    assert told[:2] == ["ready", UNASSIGNED]
    assert isinstance(told[2], Assessment)
    assert told[2] is hub.assessment


def test_that_typing_keeps_the_figure_and_shows_its_light(hub: Hub, qtbot: QtBot) -> None:
    with qtbot.waitSignals([hub.saving, hub.changed, hub.shown, hub.saved]):
        hub.type_field("H-3", "cumulative", "70")
    assert value(hub, "H-3", "cumulative") == 70
    assert hub.assessment is not None
    assert hub.assessment.of("H-3").light is Light.ON_PACE


def test_that_keystrokes_in_one_field_are_one_step_of_undo(hub: Hub) -> None:
    for text in ("7", "70", "705"):
        hub.type_field("H-3", "cumulative", text)
    hub.type_field("H-3", "note", "初报")
    hub.undo()
    assert value(hub, "H-3", "cumulative") == 705
    hub.undo()
    assert value(hub, "H-3", "cumulative") is None
    assert hub.undo_label == ""


def test_that_coming_back_to_a_field_begins_a_new_step(hub: Hub) -> None:
    hub.type_field("H-3", "increment", "7")
    hub.settle()
    hub.type_field("H-3", "increment", "70")
    hub.undo()
    assert value(hub, "H-3") == 7


def test_that_the_same_field_in_another_month_is_another_step(hub: Hub) -> None:
    hub.type_field("H-3", "increment", "7")
    hub.set_period(MAY)
    hub.type_field("H-3", "increment", "5")
    hub.undo()
    hub.set_period(JUNE)
    assert value(hub, "H-3") == 7


def test_that_unreadable_text_is_kept_as_a_draft_with_its_issue(hub: Hub) -> None:
    hub.type_field("H-3", "increment", "七")
    assert [issue.message for issue in hub.issues["H-3"]] == ["“七”不是数字。"]
    hub.type_field("H-3", "increment", "7")
    assert hub.issues == {}


def test_that_texts_are_kept_and_undone_as_one_step(hub: Hub, plan: Plan) -> None:
    for text in ("已", "已印发"):
        hub.type_text("8", "progress_note", text)
    assert hub.workspace is not None
    assert hub.workspace.content.narrative("8", JUNE).progress_note == "已印发"
    assert "进展情况" in hub.undo_label
    hub.undo()
    assert hub.workspace.content.narrative("8", JUNE).is_empty


def test_that_undo_and_redo_tell_what_they_changed(hub: Hub) -> None:
    told: list[ChangeSet] = []
    hub.reverted.connect(told.append)
    hub.type_field("H-3", "increment", "7")
    hub.undo()
    label = "填报“高新技术企业新增数”（2025年6月）"
    assert hub.redo_label == label
    hub.redo()
    assert (value(hub, "H-3"), hub.undo_label, hub.redo_label) == (7, label, "")
    assert [change.operation.label for change in told] == [f"撤销：{label}", f"重做：{label}"]


def test_that_undo_with_nothing_to_undo_says_so(hub: Hub, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hub.failed) as failed:
        hub.undo()
    assert failed.args[0].message == "没有可以撤销的操作。"
    assert not hub.has_unsaved


def test_that_clearing_takes_an_entry_back_to_unreported(hub: Hub) -> None:
    hub.type_field("H-3", "increment", "7")
    hub.clear("H-3")
    assert value(hub, "H-3") is None


def test_that_what_is_typed_is_handed_over_before_the_period_changes(hub: Hub) -> None:
    hub.settling.connect(lambda: hub.type_field("H-3", "increment", "7"))
    hub.set_period(MAY)
    assert value(hub, "H-3") is None
    hub.settling.disconnect()
    hub.set_period(JUNE)
    assert value(hub, "H-3") == 7


def test_that_what_is_composed_is_kept_before_fields_hand_over(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("ui.shell.editing_session.keep_composed", lambda: told.append("keep"))
    hub.settling.connect(lambda: told.append("settling"))
    assert hub.settle()
    assert told == ["keep", "settling"]


def test_that_the_period_is_told_and_its_figures_shown(hub: Hub, qtbot: QtBot) -> None:
    periods: list[Period] = []
    hub.period_changed.connect(periods.append)
    with qtbot.waitSignal(hub.shown) as shown:
        hub.set_period(MAY)
    hub.set_period(MAY)
    assert periods == [MAY]
    assert shown.args[0].period == MAY


def test_that_another_unit_has_figures_of_its_own(hub: Hub) -> None:
    units: list[Unit] = []
    hub.unit_changed.connect(units.append)
    hub.type_field("H-3", "increment", "7")
    assert hub.workspace is not None
    other = add_unit(hub.workspace, "高新科")
    hub.set_unit(other.id)
    assert units == [other]
    assert value(hub, "H-3") is None
    hub.set_unit(UNASSIGNED.id)
    assert value(hub, "H-3") == 7


def test_that_a_full_disk_leaves_the_typed_text_waiting(hub: Hub, store: MoodyStore, qtbot: QtBot) -> None:
    store.is_full = True
    with qtbot.waitSignal(hub.failed) as failed:
        hub.type_field("H-3", "increment", "7")
    assert failed.args == [FULL]
    assert hub.has_unsaved
    store.is_full = False
    with qtbot.waitSignal(hub.saved):
        assert hub.settle()
    assert (value(hub, "H-3"), hub.has_unsaved) == (7, False)


def test_that_only_the_last_text_of_a_field_waits(hub: Hub, store: MoodyStore) -> None:
    store.is_full = True
    hub.type_field("H-3", "increment", "7")
    hub.type_field("H-3", "increment", "75")
    hub.type_text("8", "problems", "无")
    store.is_full = False
    assert hub.settle()
    assert value(hub, "H-3") == 75
    assert hub.workspace is not None
    assert hub.workspace.content.narrative("8", JUNE).problems == "无"


def test_that_nothing_is_left_while_something_cannot_be_kept(hub: Hub, store: MoodyStore) -> None:
    store.is_full = True
    hub.type_field("H-3", "increment", "7")
    hub.set_period(MAY)
    hub.set_unit("1")
    hub.clear("H-3")
    assert hub.period == JUNE
    assert hub.has_unsaved


def test_that_giving_up_shows_what_the_file_holds(hub: Hub, store: MoodyStore, qtbot: QtBot) -> None:
    hub.type_field("H-3", "increment", "5")
    store.is_full = True
    hub.type_field("H-3", "increment", "7")
    with qtbot.waitSignals([hub.shown, hub.saved]):
        hub.forget_unsaved()
    assert (value(hub, "H-3"), hub.has_unsaved) == (5, False)


def test_that_giving_up_while_settling_lets_go(hub: Hub, store: MoodyStore) -> None:
    store.is_full = True
    hub.type_field("H-3", "increment", "7")
    hub.type_field("H-4", "value", "1000")
    hub.failed.connect(lambda _error: hub.forget_unsaved())
    assert hub.settle()
    assert not hub.has_unsaved


def test_that_a_change_made_elsewhere_is_shown_too(hub: Hub, workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignals([hub.changed, hub.shown]):
        record(workspace, "H-3", JUNE, {"increment": "7"})


def test_that_what_another_program_kept_first_is_shown_and_can_be_changed(
    hub: Hub, store: MoodyStore, plan: Plan, qtbot: QtBot
) -> None:
    record(Workspace(plan=plan, store=store, actor="李四"), "H-3", JUNE, {"increment": "5"})
    with qtbot.waitSignal(hub.failed) as failed, qtbot.waitSignal(hub.shown):
        hub.type_field("H-3", "increment", "7")
    error = failed.args[0]
    assert error.message == "H-3（2025年6月）的填报已被其他程序改动，没有保存。"
    assert error.hint == "请按最新内容核对后重新填写。您刚才填写的是“7”。"
    assert (value(hub, "H-3"), hub.has_unsaved) == (5, False)
    hub.type_field("H-3", "increment", "7")
    assert value(hub, "H-3") == 7


def test_that_a_refusal_in_favour_of_another_program_keeps_one_where_one_is(
    hub: Hub, store: MoodyStore, plan: Plan
) -> None:
    hub.type_field("8-1", "increment", "5")
    record(Workspace(plan=plan, store=store, actor="李四"), "8-1", JUNE, {"increment": "6"})
    said: list[CixiError] = []
    hub.failed.connect(said.append)
    hub.settling.connect(lambda: hub.type_field("8-1", "increment", ""))
    hub.set_period(MAY)
    assert hub.period == JUNE
    assert "您刚才清除了内容" in said[0].hint
    hub.set_period(MAY)
    assert hub.period == MAY


def test_that_nothing_happens_without_an_open_file(qtbot: QtBot) -> None:
    hub = Hub(period=JUNE)
    with qtbot.assertNotEmitted(hub.saving):
        hub.type_field("H-3", "increment", "7")
        hub.type_text("8", "problems", "无")
        hub.undo()
        hub.set_unit("1")
        hub.forget_unsaved()
    assert (hub.undo_label, hub.redo_label) == ("", "")
    assert not hub.perform(lambda _workspace: None)


def test_that_a_closed_hub_hears_nothing_more(hub: Hub, workspace: Workspace, qtbot: QtBot) -> None:
    hub.close()
    with qtbot.assertNotEmitted(hub.changed):
        record(workspace, "H-3", JUNE, {"increment": "7"})


def another_program(hub: Hub, text: str) -> None:
    """Saves a figure of June behind the window's back."""
    assert hub.workspace is not None
    other = Workspace(plan=hub.workspace.plan, store=hub.workspace.store, actor="李四")
    record(other, "H-3", JUNE, {"cumulative": text})


def test_that_what_another_program_saved_is_shown_when_the_user_comes_back(hub: Hub, qtbot: QtBot) -> None:
    another_program(hub, "80")
    with qtbot.waitSignals([hub.unit_changed, hub.shown, hub.told]):
        hub.look_for_changes()
    assert value(hub, "H-3", "cumulative") == 80
    with qtbot.assertNotEmitted(hub.told):
        hub.look_for_changes()


def test_that_looking_for_changes_keeps_what_is_typed(hub: Hub) -> None:
    hub.settling.connect(lambda: hub.type_field("8-1", "increment", "7"))
    another_program(hub, "80")
    hub.look_for_changes()
    assert (value(hub, "8-1"), value(hub, "H-3", "cumulative")) == (7, 80)


def test_that_what_could_not_be_kept_is_not_asked_for_again(
    hub: Hub, store: MoodyStore, qtbot: QtBot
) -> None:
    another_program(hub, "80")
    store.is_full = True
    hub.type_field("8-1", "increment", "7")
    with qtbot.assertNotEmitted(hub.failed):
        hub.look_for_changes()
    assert hub.has_unsaved


def test_that_a_file_that_is_gone_is_not_complained_of_before_the_next_save(
    hub: Hub, store: MoodyStore, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def gone() -> int:
        raise CixiError("不能读写。")

    monkeypatch.setattr(store, "stamp", gone)
    with qtbot.assertNotEmitted(hub.failed):
        hub.look_for_changes()


def test_that_without_data_there_is_nothing_to_look_for(qtbot: QtBot) -> None:
    hub = Hub(period=JUNE)
    hub.look_for_changes()
    assert not hub.reload()
