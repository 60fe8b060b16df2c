"""Files that arrive: dropped, looked through, ticked, taken in; returned files at the unit."""

from __future__ import annotations

from threading import Event, Thread, current_thread, main_thread
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from cixi_desktop.actions.arrivals import file_cells, outcome_words, seen_again, summary
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.export import Identity, export_workbook
from cixi_desktop.actions.lock import lock
from cixi_desktop.actions.record import note, record
from cixi_desktop.actions.review import bureau
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.handovers import Review, ReviewVerdict
from cixi_desktop.workspace import Workspace, read_content
from tests.support.memory_store import FIXED_TIME, MemoryStore
from ui.adopting.adopting_dialog import AdoptingDialog
from ui.coordinator import importing
from ui.coordinator.coordinator_dialog import CoordinatorDialog
from ui.coordinator.import_dialog import ImportDialog
from ui.coordinator.importing import look, take_in
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.file_dialog import OpenFiles
from ui.shell.background import Monitor
from ui.submissions.returned_dialog import DONE, TO_DO, ReturnedDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.actions.compare import ComparedFile
    from cixi_desktop.plan import Plan
    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)


def unit_file(
    plan: Plan, folder: Path, firms: str, *, name: str = "甲科", steps: int = 0, is_sample: bool = False
) -> Path:
    """A unit's workbook of June; ``steps`` more changes make it a newer one."""
    unit = Workspace(plan=plan, store=MemoryStore(is_sample=is_sample), actor="王")
    unit.load(add_unit(unit, name).id)
    record(unit, "8-1", JUNE, {"increment": firms})
    for number in range(steps):
        note(unit, "8", JUNE, {"problems": f"问题{number}"})
    path = folder / f"{name}{firms}.xlsx"
    identity = Identity(revision=unit.revision(JUNE), exported_at=FIXED_TIME)
    export_workbook(unit.assess(JUNE), unit.content, identity, out=path, pattern="")
    return path


def in_dialog(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, window: MainWindow, act: Callable[[ImportDialog], None]
) -> None:
    """Let ``act`` take the user's place in the next import dialog."""

    def run(dialog: ImportDialog) -> int:
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        act(dialog)
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        return 0

    monkeypatch.setattr(ImportDialog, "exec", run)


def firms_of(workspace: Workspace, name: str = "甲科") -> str:
    unit = next(unit for unit in workspace.units() if unit.name == name)
    entry = read_content(workspace.plan, workspace.store, unit).entry("8-1", JUNE)
    return str(entry.increment) if entry else ""


def test_that_a_dropped_folder_is_looked_through_and_taken_in(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "收"
    folder.mkdir()
    unit_file(workspace.plan, folder, "15")
    unit_file(workspace.plan, folder, "20", name="乙科")
    (folder / "坏.xlsx").write_text("坏")
    said: list[str] = []

    def act(dialog: ImportDialog) -> None:
        said.append(dialog.summary.text())
        dialog.accept_all.click()

    in_dialog(monkeypatch, qtbot, window, act)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["收到3个文件：可以接收2个、不能接收1个。"]
    assert [firms_of(workspace, name) for name in ("甲科", "乙科")] == ["15", "20"]


@pytest.mark.parametrize("receiver", ["window", "desk", "adopting"])
def test_that_files_dragged_over_a_window_are_asked_for_as_a_copy(
    window: MainWindow, workspace: Workspace, tmp_path: Path, receiver: str
) -> None:
    """A file manager that is told of a move while it drags deletes the files."""
    desk = CoordinatorDialog(period=JUNE, parent=window)
    desk.show_bureau(bureau(workspace.plan, workspace.store, JUNE, FIXED_TIME.date()))
    widgets = {"window": window, "desk": desk, "adopting": AdoptingDialog(parent=window)}
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    offered = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(9, 9), offered, data, left, nothing)
    event.setDropAction(Qt.DropAction.MoveAction)
    widgets[receiver].dragEnterEvent(event)
    assert (event.dropAction(), event.isAccepted()) == (Qt.DropAction.CopyAction, True)


def test_that_the_files_are_listed_again_as_taken_in(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unit_file(workspace.plan, tmp_path, "15")
    results: list[str] = []

    def act(dialog: ImportDialog) -> None:
        results.append(dialog.files.item(0, 4).text())
        dialog.accept_one.click()
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        results.append(dialog.files.item(0, 4).text())
        assert not dialog.accept_all.isEnabled()

    in_dialog(monkeypatch, qtbot, window, act)
    window.coordinator.receive([path])
    assert results == ["可以接收", "已接收"]


def test_that_a_refused_file_says_why_and_promises_no_change(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "这是示例数据，不是单位的实际情况。请让填报单位用自己的数据导出。"
    shown: list[tuple[list[str], list[str]]] = []
    heights = list[float]()

    def act(dialog: ImportDialog) -> None:
        rows = [dialog.rows.topLevelItem(row) for row in range(dialog.rows.topLevelItemCount())]
        told = [dialog.files.item(0, column).text() for column in (4, 5)]
        shown.append((told, [row.text(0) for row in rows]))
        dialog._give_lines(rows[0], reason * 3)
        heights.append(dialog.rows.visualItemRect(rows[0]).height() / dialog.rows.fontMetrics().height())

    in_dialog(monkeypatch, qtbot, window, act)
    window.coordinator.receive([unit_file(workspace.plan, tmp_path, "15", is_sample=True)])
    assert heights[0] > 2, "a long reason is told in full"
    assert shown == [(["不能接收", reason], ["× 不接收"])]


def test_that_a_record_left_unticked_stays_out(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unit_file(workspace.plan, tmp_path, "15", steps=1)

    def act(dialog: ImportDialog) -> None:
        item = dialog.rows.topLevelItem(0)
        assert item.text(4) == "2025年6月　本期新增：（空） → 15"
        item.setCheckState(0, Qt.CheckState.Unchecked)
        dialog.accept_all.click()

    in_dialog(monkeypatch, qtbot, window, act)
    window.coordinator.receive([path])
    assert firms_of(workspace) == ""
    unit = next(unit for unit in workspace.units() if unit.name == "甲科")
    text = read_content(workspace.plan, workspace.store, unit).narrative("8", JUNE)
    assert text.problems == "问题0"


def test_that_what_was_left_out_is_counted_and_can_be_taken_up_again(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unit_file(workspace.plan, tmp_path, "15", steps=1)
    told: list[tuple[str, str]] = []

    def act(dialog: ImportDialog) -> None:
        dialog.rows.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
        dialog.accept_all.click()
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        told.append((dialog.files.item(0, 4).text(), dialog.files.item(0, 5).text()))
        assert not dialog.accept_all.isEnabled()
        item = dialog.rows.topLevelItem(0)
        assert (item.text(0), item.checkState(0)) == ("△ 待选择", Qt.CheckState.Unchecked)
        item.setCheckState(0, Qt.CheckState.Checked)
        dialog.accept_all.click()
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        told.append((dialog.files.item(0, 4).text(), dialog.files.item(0, 5).text()))

    in_dialog(monkeypatch, qtbot, window, act)
    window.coordinator.receive([path])
    assert told == [
        ("部分接收（1项未收）", "将更新1项，上次未收1项，勾选即补收"),
        ("已接收", "已全部接收"),
    ]
    assert firms_of(workspace) == "15"


def test_that_an_unknown_name_is_asked_about_before_anything_is_taken_in(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_unit(workspace, "科技创新平台科")
    path = unit_file(workspace.plan, tmp_path, "15", name="平台科")
    told: list[str] = []

    def act(dialog: ImportDialog) -> None:
        told.append(dialog.files.item(0, 4).text())
        assert not dialog.accept_all.isEnabled()
        assert dialog.question.text() == "没有名为“平台科”的单位，它是："
        offered = [dialog.answer.itemText(row) for row in range(dialog.answer.count())]
        assert (dialog.answer.currentIndex(), offered) == (-1, ["就是“科技创新平台科”", "新单位"])
        dialog.answer.setCurrentIndex(0)
        dialog.answer.activated.emit(0)
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        told.extend(dialog.files.item(0, column).text() for column in (4, 1))
        dialog.accept_all.click()

    in_dialog(monkeypatch, qtbot, window, act)
    window.coordinator.receive([path])
    assert told == ["单位待明确", "可以接收", "科技创新平台科（表中写“平台科”）"]
    assert [unit.name for unit in workspace.units()] == ["未分配", "科技创新平台科"]
    assert firms_of(workspace, "科技创新平台科") == "15"


def test_that_a_file_of_another_month_than_the_chosen_one_is_pointed_out(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def act(dialog: ImportDialog) -> None:
        told.extend((dialog.summary.text(), dialog.files.item(0, 2).text()))

    in_dialog(monkeypatch, qtbot, window, act)
    window.session.set_period(month(2025, 7))
    window.coordinator.receive([unit_file(workspace.plan, tmp_path, "15")])
    assert told == [
        "收到1个文件：可以接收1个。其中有2025年6月的表，不是2025年7月的。",
        "2025年6月（非所选月份）",
    ]


def test_that_a_correction_of_the_bureau_is_not_ticked_and_named(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_dialog(monkeypatch, qtbot, window, lambda dialog: dialog.accept_all.click())
    window.coordinator.receive([unit_file(workspace.plan, tmp_path, "15")])
    own = Workspace(plan=workspace.plan, store=workspace.store, actor="办公室", unit_id="1")
    record(own, "8-1", JUNE, {"increment": "13"})
    seen: list[tuple[str, str, Qt.CheckState]] = []

    def act(dialog: ImportDialog) -> None:
        item = dialog.rows.topLevelItem(0)
        seen.append((dialog.files.item(0, 5).text(), item.text(0), item.checkState(0)))
        dialog.accept_all.click()

    in_dialog(monkeypatch, qtbot, window, act)
    with qtbot.waitSignal(window.coordinator.importing.taken_in):  # with it the day's backup is made
        window.coordinator.receive([unit_file(workspace.plan, tmp_path, "16", steps=1)])
    assert seen == [("将更新2项，与办公室修改不一致1项", "△ 待选择", Qt.CheckState.Unchecked)]
    assert firms_of(workspace) == "13"


def test_that_nothing_happens_where_no_file_is_named(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenFiles, "ask", lambda **_: ())
    monkeypatch.setattr(ImportDialog, "exec", lambda _dialog: pytest.fail("no files, no dialog"))
    window.commands.action("import").trigger()


def test_that_stopping_says_that_nothing_was_taken_in(qtbot: QtBot, plan: Plan) -> None:
    dialog = ImportDialog(plan=plan, period=JUNE, units=())
    qtbot.addWidget(dialog)
    dialog.show_progress(3, 9)
    assert dialog.summary.text() == "正在处理第4个文件，共9个…"
    dialog.stop.click()
    assert dialog.summary.text() == "已停止，未接收文件。"
    assert not dialog.accept_all.isEnabled()


def looked_through(workspace: Workspace, paths: list[Path]) -> list[ComparedFile]:
    return look(workspace, paths, Monitor(lambda _done, _total: None, Event()))


def test_that_the_windows_plan_is_worked_out_on_the_main_thread_alone(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the bureau set over it is written into the workspace, that the window reads at the same time."""
    threads = set[Thread]()
    plan_of = vars(Workspace)["plan"].fget

    def plan(asked: Workspace) -> Plan:
        threads.update({current_thread()} if asked is workspace else ())
        found: Plan = plan_of(asked)
        return found

    monkeypatch.setattr(Workspace, "plan", property(plan))
    path = unit_file(workspace.plan, tmp_path, "15")
    in_dialog(monkeypatch, qtbot, window, lambda dialog: dialog.accept_all.click())
    window.coordinator.receive([path])
    desk = CoordinatorDialog(period=JUNE)
    qtbot.addWidget(desk)
    window.coordinator.load(desk)
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert (firms_of(workspace), threads) == ("15", {main_thread()})


def test_that_a_stop_is_between_two_files(workspace: Workspace, tmp_path: Path) -> None:
    paths = [
        unit_file(workspace.plan, tmp_path, "15"),
        unit_file(workspace.plan, tmp_path, "20", name="乙科"),
    ]
    is_stopped = Event()
    monitor = Monitor(lambda done, _total: is_stopped.set() if done else None, Event())
    chosen = [(one, one.arrival.takeable) for one in looked_through(workspace, paths)]
    assert take_in(workspace, chosen, FIXED_TIME, monitor, is_stopped, tmp_path) == {}
    again = looked_through(workspace, paths)
    assert [outcome_words(one.arrival) for one in again] == ["已接收", "可以接收"]


def test_that_a_locked_month_holds_up_no_other_file(workspace: Workspace, tmp_path: Path) -> None:
    paths = [
        unit_file(workspace.plan, tmp_path, "15"),
        unit_file(workspace.plan, tmp_path, "20", name="乙科"),
    ]
    workspace.load(add_unit(workspace, "甲科").id)
    lock(workspace, JUNE, "已汇总")
    before = looked_through(workspace, paths)
    monitor = Monitor(lambda _done, _total: None, Event())
    chosen = [(one, one.arrival.takeable) for one in before]
    faults = take_in(workspace, chosen, FIXED_TIME, monitor, Event(), tmp_path)
    again = zip(looked_through(workspace, paths), before, strict=True)
    after = [seen_again(now, then, faults) for now, then in again]
    assert [file_cells(one)[4:] for one in after] == [
        ("不能接收", "甲科2025年6月已锁定，“甲科15.xlsx”未接收。请先解锁。"),
        ("已接收", "已全部接收"),
    ]


def test_that_closing_while_files_are_taken_in_only_stops(qtbot: QtBot, plan: Plan) -> None:
    dialog = ImportDialog(plan=plan, period=JUNE, units=())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.begin_taking_in()
    assert not dialog.accept_all.isEnabled()
    with qtbot.waitSignal(dialog.stopped):
        dialog.reject()
    assert (dialog.isVisible(), dialog.summary.text()) == (True, "正在停止…")
    dialog.show_looked([])
    dialog.reject()
    assert not dialog.isVisible()


def test_that_what_was_taken_in_before_a_fault_is_told_of_too(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are gone when they are to be looked through again; the backup is made all the same."""
    path = unit_file(workspace.plan, tmp_path, "15")
    monkeypatch.setattr(ErrorDialog, "ask", lambda _error, **_: None)

    def fail(*_given: object) -> None:
        raise CixiError("文件夹不能读取。")

    def act(dialog: ImportDialog) -> None:
        monkeypatch.setattr(importing, "look", fail)
        dialog.accept_all.click()

    in_dialog(monkeypatch, qtbot, window, act)
    with qtbot.waitSignal(window.coordinator.importing.taken_in):
        window.coordinator.receive([path])
    assert firms_of(workspace) == "15"


def test_that_a_vanished_file_ends_the_reading(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults, said = list[str](), list[str]()
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_: faults.append(error.message))
    in_dialog(monkeypatch, qtbot, window, lambda dialog: said.append(dialog.summary.text()))
    window.coordinator.receive([tmp_path / "没有.xlsx"])
    assert faults == [f"没有这个文件或文件夹：{tmp_path / '没有.xlsx'}。"]
    assert said == ["已停止，未接收文件。"]


def test_that_an_empty_folder_is_said() -> None:
    assert summary([]) == "没有找到进展情况表（.xlsx）。请选择各单位交来的.xlsx文件或其文件夹。"


REASONS = (("8-1:累计完成", "名单只有13家"), ("task:8", "请写明问题"))


@pytest.fixture
def returned(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> list[ReturnedDialog]:
    """The dialogs of reasons that the window shows; June was given back to its unit."""
    shown: list[ReturnedDialog] = []
    monkeypatch.setattr(ReturnedDialog, "show", lambda dialog: shown.append(dialog))  # noqa: PLW0108  bound
    review = Review(
        unit_id="0",
        period=JUNE,
        verdict=ReviewVerdict.RETURNED,
        number=7,
        check_code="ACDE-3467",
        reasons=REASONS,
    )
    workspace.perform("退回", (Change(None, review),))
    return shown


def test_that_each_reason_leads_to_its_place(
    window: MainWindow, returned: list[ReturnedDialog], qtbot: QtBot
) -> None:
    window.commands.action("reasons").trigger()
    (dialog,) = returned
    qtbot.addWidget(dialog)
    assert dialog.list.item(0).text() == "（1）8-1　新培育浙江省科技型中小企业　累计完成：名单只有13家"
    dialog.list.itemActivated.emit(dialog.list.item(0))
    QApplication.processEvents()
    assert window.panes.task_id == "8"
    assert window.panes.focused_target == "8-1"
    window.way.go_to("1")
    dialog.list.setCurrentRow(1)
    dialog.list.itemActivated.emit(dialog.list.item(1))
    QApplication.processEvents()
    assert window.panes.task_id == "8"


def test_that_a_reason_is_ticked_once_its_place_was_changed(
    window: MainWindow, workspace: Workspace, returned: list[ReturnedDialog], qtbot: QtBot
) -> None:
    window.commands.action("reasons").trigger()
    (dialog,) = returned
    qtbot.addWidget(dialog)
    ticked = "✓ 已修改　（1）8-1　新培育浙江省科技型中小企业　累计完成：名单只有13家"
    record(workspace, "8-1", JUNE, {"cumulative": "13"})
    assert (dialog.list.item(0).text(), dialog.hint.text()) == (ticked, TO_DO)
    note(workspace, "8", JUNE, {"problems": "缺两份审计报告。"})
    assert (dialog.list.item(1).text()[:5], dialog.hint.text()) == ("✓ 已修改", DONE)
    window.session.undo()
    assert (dialog.list.item(1).text()[:3], dialog.hint.text()) == ("（2）", TO_DO)


def test_that_a_plain_file_is_not_opened_as_a_return(
    window: MainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[str] = []
    path = unit_file(workspace.plan, tmp_path, "15")
    monkeypatch.setattr(OpenFiles, "ask", lambda **_: (path,))
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_: faults.append(error.message))
    window.commands.action("returned").trigger()
    assert faults == ["“甲科15.xlsx”不是退回表。"]


def test_that_nothing_can_be_asked_for_while_files_are_taken_in(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    """Another file can be looked at meanwhile; the buttons wait until all is looked through again."""
    paths = [
        unit_file(workspace.plan, tmp_path, "15"),
        unit_file(workspace.plan, tmp_path, "20", name="乙科"),
    ]
    dialog = ImportDialog(plan=workspace.plan, period=JUNE, units=workspace.units())
    qtbot.addWidget(dialog)
    dialog.show_looked(looked_through(workspace, paths))
    dialog.begin_taking_in()
    dialog.files.setCurrentCell(1, 0)
    assert (dialog.accept_all.isEnabled(), dialog.accept_one.isEnabled()) == (False, False)
    assert not dialog.stop.isHidden()
    dialog.show_looked(looked_through(workspace, paths))
    assert (dialog.accept_all.isEnabled(), dialog.stop.isHidden()) == (True, True)
