"""The session: what is typed is kept, shown, undone; what cannot be kept is not forgotten."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.record import clear, record
from cixi_desktop.assessment.assess import Assessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, month
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.workspace import Workspace
from cixi_desktop.years import first_version
from tests.support.memory_store import MemoryStore, MemoryUnitOfWork
from ui.shell.editing_session import EditingSession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from cixi_desktop.history import Operation
    from cixi_desktop.plan import Plan

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
def session(qtbot: QtBot, workspace: Workspace) -> EditingSession:
    session = EditingSession(period=JUNE)
    session.open(workspace)
    return session


def value(session: EditingSession, target_id: str, name: str = "increment") -> object:
    workspace = session.workspace
    assert workspace is not None
    entry = workspace.content.entry(target_id, session.period)
    return getattr(entry, name) if entry else None


def test_that_opening_tells_unit_and_figures(qtbot: QtBot, workspace: Workspace) -> None:
    session = EditingSession(period=JUNE)
    told: list[object] = []
    session.unit_changed.connect(told.append)
    session.shown.connect(told.append)
    session.open(workspace)
    assert told[0] == UNASSIGNED
    assert isinstance(told[1], Assessment)
    assert told[1] is session.assessment


def test_that_typing_keeps_the_figure_and_shows_its_light(session: EditingSession, qtbot: QtBot) -> None:
    with qtbot.waitSignals([session.saving, session.changed, session.shown, session.saved]):
        session.type_field("H-3", "cumulative", "70")
    assert value(session, "H-3", "cumulative") == 70
    assert session.assessment is not None
    assert session.assessment.of("H-3").light is Light.ON_PACE


def test_that_keystrokes_in_one_field_are_one_step_of_undo(session: EditingSession) -> None:
    for text in ("7", "70", "705"):
        session.type_field("H-3", "cumulative", text)
    session.type_field("H-3", "note", "初报")
    session.undo()
    assert value(session, "H-3", "cumulative") == 705
    session.undo()
    assert value(session, "H-3", "cumulative") is None
    assert session.undo_label == ""


def test_that_coming_back_to_a_field_begins_a_new_step(session: EditingSession) -> None:
    session.type_field("H-3", "increment", "7")
    session.commit_pending()
    session.type_field("H-3", "increment", "70")
    session.undo()
    assert value(session, "H-3") == 7


def test_that_the_same_field_in_another_month_is_another_step(session: EditingSession) -> None:
    session.type_field("H-3", "increment", "7")
    session.set_period(MAY)
    session.type_field("H-3", "increment", "5")
    session.undo()
    session.set_period(JUNE)
    assert value(session, "H-3") == 7


def test_that_unreadable_text_is_kept_as_a_draft_with_its_issue(session: EditingSession) -> None:
    session.type_field("H-3", "increment", "若干")
    assert [issue.message for issue in session.issues["H-3"]] == ["“若干”不是数字。"]
    session.type_field("H-3", "increment", "7")
    assert [issue.message for issue in session.issues["H-3"]] == [
        "滞后，未写明原因。",
        "1—5月未填，累计只含6月。",
    ]


def test_that_texts_are_kept_and_undone_as_one_step(session: EditingSession, plan: Plan) -> None:
    for text in ("已", "已印发"):
        session.type_text("8", "progress_note", text)
    assert session.workspace is not None
    assert session.workspace.content.narrative("8", JUNE).progress_note == "已印发"
    assert "进展情况" in session.undo_label
    session.undo()
    assert session.workspace.content.narrative("8", JUNE).is_empty


def test_that_undo_and_redo_tell_what_they_changed(session: EditingSession) -> None:
    told: list[Operation] = []
    words: list[str] = []
    session.reverted.connect(told.append)
    session.told.connect(words.append)
    session.type_field("H-3", "increment", "7")
    session.name_undo()
    session.undo()
    label = "填报“高新技术企业新增数”（2025年6月）"
    assert session.redo_label == label
    session.redo()
    assert (value(session, "H-3"), session.undo_label, session.redo_label) == (7, label, "")
    assert [change.label for change in told] == [f"撤销：{label}", f"重做：{label}"]
    named = f"本栏的输入已全部撤销，再按一次将撤销：{label}"
    assert words == [named, f"已撤销：{label}", f"已重做：{label}"]


def test_that_undo_with_nothing_to_undo_says_so(session: EditingSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.failed) as failed:
        session.undo()
    assert failed.args[0].message == "没有可撤销的操作。"
    assert not session.has_unsaved


def test_that_clearing_takes_an_entry_back_to_unreported(session: EditingSession) -> None:
    session.type_field("H-3", "increment", "7")
    session.perform(clear, "H-3", JUNE)
    assert value(session, "H-3") is None


def test_that_what_is_typed_is_handed_over_before_the_period_changes(session: EditingSession) -> None:
    session.commit_requested.connect(lambda: session.type_field("H-3", "increment", "7"))
    session.set_period(MAY)
    assert value(session, "H-3") is None
    session.commit_requested.disconnect()
    session.set_period(JUNE)
    assert value(session, "H-3") == 7


def test_that_what_is_composed_is_kept_before_fields_hand_over(
    session: EditingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("ui.shell.editing_session.keep_composed", lambda: told.append("keep"))
    session.commit_requested.connect(lambda: told.append("commit_requested"))
    assert session.commit_pending()
    assert told == ["keep", "commit_requested"]


def test_that_the_period_is_told_and_its_figures_shown(session: EditingSession, qtbot: QtBot) -> None:
    periods: list[Period] = []
    session.period_changed.connect(periods.append)
    with qtbot.waitSignal(session.shown) as shown:
        session.set_period(MAY)
    session.set_period(MAY)
    assert periods == [MAY]
    assert shown.args[0].period == MAY


def test_that_another_unit_has_figures_of_its_own(session: EditingSession) -> None:
    units: list[Unit] = []
    session.unit_changed.connect(units.append)
    session.type_field("H-3", "increment", "7")
    assert session.workspace is not None
    other = add_unit(session.workspace, "高新科")
    session.choose_unit(other.id)
    assert units == [other]
    assert value(session, "H-3") is None
    session.choose_unit(UNASSIGNED.id)
    assert value(session, "H-3") == 7


def test_that_a_full_disk_leaves_the_typed_text_waiting(
    session: EditingSession, store: MoodyStore, qtbot: QtBot
) -> None:
    store.is_full = True
    with qtbot.waitSignal(session.failed) as failed:
        session.type_field("H-3", "increment", "7")
    assert failed.args == [FULL]
    assert session.has_unsaved
    store.is_full = False
    with qtbot.waitSignal(session.saved):
        assert session.commit_pending()
    assert (value(session, "H-3"), session.has_unsaved) == (7, False)


def test_that_only_the_last_text_of_a_field_waits(session: EditingSession, store: MoodyStore) -> None:
    store.is_full = True
    session.type_field("H-3", "increment", "7")
    session.type_field("H-3", "increment", "75")
    session.type_text("8", "problems", "无")
    store.is_full = False
    assert session.commit_pending()
    assert value(session, "H-3") == 75
    assert session.workspace is not None
    assert session.workspace.content.narrative("8", JUNE).problems == "无"


def test_that_nothing_is_left_while_something_cannot_be_kept(
    session: EditingSession, store: MoodyStore
) -> None:
    store.is_full = True
    session.type_field("H-3", "increment", "7")
    session.set_period(MAY)
    session.choose_unit("1")
    session.perform(clear, "H-3", JUNE)
    assert session.period == JUNE
    assert session.has_unsaved


def test_that_giving_up_shows_what_the_file_holds(
    session: EditingSession, store: MoodyStore, qtbot: QtBot
) -> None:
    session.type_field("H-3", "increment", "5")
    store.is_full = True
    session.type_field("H-3", "increment", "7")
    with qtbot.waitSignals([session.shown, session.saved]):
        session.forget_unsaved()
    assert (value(session, "H-3"), session.has_unsaved) == (5, False)


def test_that_giving_up_while_settling_lets_go(session: EditingSession, store: MoodyStore) -> None:
    store.is_full = True
    session.type_field("H-3", "increment", "7")
    session.type_field("H-4", "value", "1000")
    session.failed.connect(lambda _error: session.forget_unsaved())
    assert session.commit_pending()
    assert not session.has_unsaved


def test_that_a_change_made_elsewhere_is_shown_too(
    session: EditingSession, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([session.changed, session.shown]):
        record(workspace, "H-3", JUNE, {"increment": "7"})


def test_that_what_another_program_kept_first_is_shown_and_can_be_changed(
    session: EditingSession, store: MoodyStore, plan: Plan, qtbot: QtBot
) -> None:
    record(Workspace(plan=plan, store=store, actor="李四"), "H-3", JUNE, {"increment": "5"})
    with qtbot.waitSignal(session.failed) as failed, qtbot.waitSignal(session.shown):
        session.type_field("H-3", "increment", "7")
    error = failed.args[0]
    assert error.message == "H-3（2025年6月）的填报已被其他程序改动，未保存。"
    assert error.hint == "请按最新内容核对后重新填写。刚才填写的内容：“7”。"
    assert (value(session, "H-3"), session.has_unsaved) == (5, False)
    session.type_field("H-3", "increment", "7")
    assert value(session, "H-3") == 7


def test_that_a_refusal_in_favour_of_another_program_keeps_one_where_one_is(
    session: EditingSession, store: MoodyStore, plan: Plan
) -> None:
    session.type_field("8-1", "increment", "5")
    record(Workspace(plan=plan, store=store, actor="李四"), "8-1", JUNE, {"increment": "6"})
    said: list[CixiError] = []
    session.failed.connect(said.append)
    session.commit_requested.connect(lambda: session.type_field("8-1", "increment", ""))
    session.set_period(MAY)
    assert session.period == JUNE
    assert "刚才的操作：清空。" in said[0].hint
    session.set_period(MAY)
    assert session.period == MAY


def test_that_nothing_happens_without_an_open_file(qtbot: QtBot) -> None:
    session = EditingSession(period=JUNE)
    with qtbot.assertNotEmitted(session.saving):
        session.type_field("H-3", "increment", "7")
        session.type_text("8", "problems", "无")
        session.undo()
        session.choose_unit("1")
        session.forget_unsaved()
    assert (session.undo_label, session.redo_label) == ("", "")
    assert not session.perform(lambda _workspace: None)


def test_that_a_closed_session_hears_nothing_more(
    session: EditingSession, workspace: Workspace, qtbot: QtBot
) -> None:
    session.close()
    with qtbot.assertNotEmitted(session.changed):
        record(workspace, "H-3", JUNE, {"increment": "7"})


def another_program(session: EditingSession, text: str) -> None:
    """Saves a figure of June behind the window's back."""
    assert session.workspace is not None
    other = Workspace(plan=session.workspace.plan, store=session.workspace.store, actor="李四")
    record(other, "H-3", JUNE, {"cumulative": text})


def test_that_what_another_program_saved_is_shown_when_the_user_comes_back(
    session: EditingSession, qtbot: QtBot
) -> None:
    another_program(session, "80")
    with qtbot.waitSignals([session.unit_changed, session.shown, session.told]):
        session.look_for_changes()
    assert value(session, "H-3", "cumulative") == 80
    with qtbot.assertNotEmitted(session.told):
        session.look_for_changes()


def test_that_looking_for_changes_keeps_what_is_typed(session: EditingSession) -> None:
    session.commit_requested.connect(lambda: session.type_field("8-1", "increment", "7"))
    another_program(session, "80")
    session.look_for_changes()
    assert (value(session, "8-1"), value(session, "H-3", "cumulative")) == (7, 80)


def test_that_what_could_not_be_kept_is_not_asked_for_again(
    session: EditingSession, store: MoodyStore, qtbot: QtBot
) -> None:
    another_program(session, "80")
    store.is_full = True
    session.type_field("8-1", "increment", "7")
    with qtbot.assertNotEmitted(session.failed):
        session.look_for_changes()
    assert session.has_unsaved


def test_that_what_became_of_the_file_is_said_once_when_the_user_comes_back(
    session: EditingSession, store: MoodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> int:
        raise CixiError("未找到数据文件。")

    told: list[CixiError] = []
    session.failed.connect(told.append)
    stamp = store.stamp
    for stamp_now in (gone, gone, stamp, gone):
        monkeypatch.setattr(store, "stamp", stamp_now)
        session.look_for_changes()
    assert [error.message for error in told] == ["未找到数据文件。"] * 2


def test_that_without_data_there_is_nothing_to_look_for(qtbot: QtBot) -> None:
    session = EditingSession(period=JUNE)
    session.look_for_changes()
    assert not session.reload()


def test_that_a_setting_is_not_undone_by_one_press_too_many(session: EditingSession) -> None:
    assert session.workspace is not None
    add_unit(session.workspace, "乙科")
    session.type_field("H-3", "increment", "7")
    told = list[str]()
    session.told.connect(told.append)
    for _ in range(2):
        session.press_undo()
    assert [unit.name for unit in session.workspace.units()][-1] == "乙科"
    assert told == ["已撤销：填报“高新技术企业新增数”（2025年6月）", "再按一次将撤销设置：新增单位“乙科”"]
    session.press_undo()
    assert "乙科" not in [unit.name for unit in session.workspace.units()]


def test_that_another_plan_in_the_file_asks_for_another_window(
    session: EditingSession, store: MoodyStore, plan: Plan, qtbot: QtBot
) -> None:
    adopted = first_version(plan)
    Workspace(plan=plan, store=store, actor="李四").perform("采用", (Change(None, adopted),))
    with qtbot.waitSignal(session.replanned), qtbot.assertNotEmitted(session.told):
        session.look_for_changes()


def test_that_a_unit_that_cannot_be_read_is_not_the_own_one(
    session: EditingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.workspace is not None
    unit = add_unit(session.workspace, "乙科")

    def damaged(_unit_id: str) -> None:
        raise CixiError("数据文件损坏。")

    monkeypatch.setattr(session.workspace, "load", damaged)
    session.choose_unit(unit.id)
    assert session.own_unit_id == "0"
