"""The window as a whole: what is done in one pane shows in all of them, and comes back after a restart."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cixi_desktop.actions.configure import add_unit, set_basis
from cixi_desktop.actions.record import record
from cixi_desktop.assessment.lights import Light
from cixi_desktop.errors import CixiError, DamagedError
from cixi_desktop.periods import Period, month
from cixi_desktop.records.basis import Basis
from cixi_desktop.workspace import Workspace
from tests.support.data_folder import MemoryFolder
from tests.support.memory_store import MemoryStore, MemoryUnitOfWork
from tests.support.totals import tell_totals
from ui.dialogs.error_dialog import ErrorDialog, RecoverDialog, Unsaved, UnsavedDialog
from ui.entry.entry_form import EntryPane
from ui.grid.grid_pane import GridPane
from ui.maintenance.backups_dialog import BackupAnswer, BackupsDialog
from ui.overview.large_view import LargeView
from ui.shell.main_window import MainWindow
from ui.shell.window_state import FILE_NAME, WindowState, first_period, load_state, save_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from tests.ui.conftest import MakeWindow
    from ui.shell.opening import Opened

MAY, JUNE = month(2025, 5), month(2025, 6)


class MoodyStore(MemoryStore):
    is_full = False

    @contextmanager
    def unit_of_work(self) -> Iterator[MemoryUnitOfWork]:
        if self.is_full:
            raise CixiError("磁盘已满。", "请清理磁盘。")
        with super().unit_of_work() as work:
            yield work


@pytest.fixture
def store() -> MoodyStore:
    return MoodyStore()


def trigger(window: MainWindow, name: str) -> None:
    window.commands.action(name).trigger()


def marked(window: MainWindow) -> str:
    """The row that is marked in the tree."""
    return str(window.tree.view.currentIndex().data() or "")


def light(window: MainWindow, target_id: str) -> Light:
    assert window.session.assessment is not None
    return window.session.assessment.of(target_id).light


def test_that_the_window_opens_on_this_month_and_the_headline_targets(window: MainWindow) -> None:
    assert window.session.period == JUNE
    assert (window.panes.view, window.panes.task_id) == ("entry", "总体")
    assert marked(window) == "主要目标"
    assert window.header.due.text() == "报送截止日6月25日，还剩6天"
    assert window.header.kept.text() == "✓ 已自动保存"


class Painted(QObject):
    """The kinds of widgets that were painted, each once, in their order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = str(watched.metaObject().className())
        if event.type() == QEvent.Type.Paint and kind not in self.kinds:
            self.kinds.append(kind)
        return False


def test_that_the_window_is_painted_with_its_figures_before_anything_else_is_done(
    make_window: MakeWindow, qtbot: QtBot, qapp: QApplication, plan: Plan
) -> None:
    window = make_window(is_open=False)
    with qtbot.waitExposed(window):
        window.show()
    painted = Painted(window)
    qapp.installEventFilter(painted)
    with qtbot.waitSignal(window.opened):
        window.open_data(plan)
        assert "Header" not in painted.kinds
        window.opened.connect(lambda _opened: painted.kinds.append("opened"))
    qapp.removeEventFilter(painted)
    assert {"Header", "PlanView", "TaskPage"} < set(painted.kinds[: painted.kinds.index("opened")])


def test_that_data_that_take_long_are_not_waited_for(
    make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> None:
    window = make_window(is_open=False)
    with qtbot.waitExposed(window):
        window.show()
    may_end, open_file = threading.Event(), window._open_file
    monkeypatch.setattr(window, "_open_file", lambda plan: may_end.wait(60) and open_file(plan))
    window.open_data(plan)
    qtbot.waitUntil(window.header.isVisible)
    assert not window.session.assessment
    QTest.keyClick(window.tree.view, Qt.Key.Key_F11)
    with qtbot.waitSignal(window.opened):
        may_end.set()
    assert window.session.assessment
    large = window.findChild(LargeView)
    assert large is not None, "F11 was pressed too soon, and is done once the window is open"
    large.close()


def test_that_every_widget_that_takes_the_focus_has_a_name_or_words(window: MainWindow) -> None:
    def is_named(widget: object) -> bool:
        words = [getattr(widget, name, str)() for name in ("accessibleName", "text", "placeholderText")]
        return any(words)

    trigger(window, "overview")
    widgets: list[QWidget] = window.findChildren(QWidget)  # type: ignore[assignment]
    focusable = [
        widget
        for widget in widgets
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.focusProxy() is None
    ]
    assert len(focusable) > 20
    assert [
        widget.objectName() or type(widget).__name__ for widget in focusable if not is_named(widget)
    ] == []


def test_that_a_figure_typed_in_the_form_lights_up_in_the_tree(window: MainWindow, qtbot: QtBot) -> None:
    window.way.go_to("8", "8-2", is_to_type=True)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    QTest.keyClicks(QApplication.focusWidget(), "70")
    window.session.commit_pending()
    assert light(window, "H-3") is Light.ON_PACE
    assert marked(window) == "新认定高新技术企业"
    assert window.header.progress.text() == "本月已填1/99项，1处提醒"
    trigger(window, "overview")
    assert window.panes.view == "overview"


def test_that_undo_goes_where_the_change_was(window: MainWindow) -> None:
    window.session.type_field("H-3", "increment", "7")
    window.session.set_period(MAY)
    window.way.go_to("1")
    QApplication.processEvents()
    window.setFocus()
    window.session.undo()
    assert (window.session.period, window.panes.task_id) == (JUNE, "总体")
    assert marked(window) == "高新技术企业新增数"
    assert light(window, "H-3") is Light.UNREPORTED
    window.way.go_to("8")
    window.session.redo()
    assert marked(window) == "新认定高新技术企业"


def test_that_redo_brings_back_the_figure_that_was_undone_from_within_a_text(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    window.session.type_field("8-1", "cumulative", "300")
    window.way.go_to("8")
    page = window.panes.currentWidget().pages["8"]  # type: ignore[attr-defined]
    box = page.narrative.boxes["problems"].editor
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    QTest.keyClicks(box, "wu")
    page.flush()

    def shows() -> tuple[str, object]:
        entry = workspace.content.entry("8-1", JUNE)
        return workspace.content.narrative("8", JUNE).problems, entry and entry.cumulative

    assert shows() == ("wu", 300)
    while shows()[1] is not None:
        trigger(window, "undo")
        page.flush()
    assert shows()[0] == ""
    trigger(window, "redo")
    assert shows() == ("", 300)


def test_that_undoing_a_text_goes_to_its_task_and_undoing_the_unit_name_goes_nowhere(
    window: MainWindow, workspace: Workspace
) -> None:
    window.session.type_text("8", "problems", "无")
    add_unit(workspace, "高新科")
    window.way.go_to("1")
    window.session.undo()
    assert window.panes.task_id == "1"
    window.session.undo()
    assert window.panes.task_id == "8"


def test_that_a_longer_period_opens_the_overview_and_a_month_the_form_again(window: MainWindow) -> None:
    window.session.set_period(Period(2025, 4, 6))
    assert window.panes.view == "overview"
    assert "填报请先选择月份" in window.header.notice.text()
    assert not window.commands.action("entry").isEnabled()
    window.way.go_to("8", "8-2", is_to_type=True)
    assert window.panes.view == "overview"
    window.session.set_period(JUNE)
    assert (window.panes.view, window.panes.task_id) == ("entry", "8")
    assert not window.header.notice.isVisible()


def test_that_choosing_a_gauge_leads_to_its_form(window: MainWindow) -> None:
    trigger(window, "overview")
    window.panes.currentWidget().chosen.emit("8-1")  # type: ignore[attr-defined]
    assert (window.panes.view, window.panes.task_id) == ("entry", "8")
    assert marked(window) == "新培育浙江省科技型中小企业"
    window.session.set_period(Period(2025, 1, 12))
    window.panes.currentWidget().chosen.emit("H-3")  # type: ignore[attr-defined]
    assert window.panes.view == "overview"


def test_that_a_gauge_with_the_focus_is_marked_in_the_tree(window: MainWindow) -> None:
    trigger(window, "overview")
    window.panes.currentWidget().focused.emit("8-1")  # type: ignore[attr-defined]
    assert marked(window) == "新培育浙江省科技型中小企业"
    window.way.go_to("7", "7-1")
    assert window.panes.view == "overview"


def test_that_the_next_open_item_is_one_key_away(window: MainWindow) -> None:
    trigger(window, "next_open")
    assert (window.panes.task_id, marked(window)) == ("总体", "全市R&D经费投入强度")
    window.way.go_to("12")
    trigger(window, "next_open")
    assert window.panes.task_id == "12"


def test_that_the_key_for_the_next_open_item_answers_also_where_there_is_none(window: MainWindow) -> None:
    workspace = window.session.workspace
    assert workspace is not None
    tell_totals(workspace, MAY)
    window.session.fill_unchanged([task.id for task in workspace.plan.tasks])
    trigger(window, "next_open")
    assert window.header.kept.text() == "✓ 没有待填报的指标、事项"


def test_that_the_tree_folds_away_and_comes_back_for_a_search(window: MainWindow, qtbot: QtBot) -> None:
    window.tree.view.setFocus()
    qtbot.waitUntil(window.tree.has_focus_within)
    trigger(window, "fold_tree")
    assert not window.tree.isVisible()
    assert window.panes.isAncestorOf(QApplication.focusWidget())
    trigger(window, "next_pane")
    trigger(window, "next_pane")
    assert window.panes.isAncestorOf(QApplication.focusWidget())
    trigger(window, "find")
    assert window.tree.isVisible()


def test_that_one_key_leads_from_pane_to_pane(window: MainWindow, qtbot: QtBot) -> None:
    window.tree.view.setFocus()
    qtbot.waitUntil(window.tree.has_focus_within)
    trigger(window, "next_pane")
    assert window.panes.isAncestorOf(QApplication.focusWidget())
    trigger(window, "next_pane")
    assert window.header.has_focus_within()
    trigger(window, "next_pane")
    assert window.tree.view.hasFocus()


def test_that_keys_step_through_the_months(window: MainWindow) -> None:
    trigger(window, "forth")
    assert window.session.period == month(2025, 7)
    trigger(window, "back")
    trigger(window, "back")
    assert window.session.period == MAY
    assert window.header.title.label.text() == "2025年5月"


def test_that_the_tree_gives_way_when_the_window_becomes_too_narrow_for_both(window: MainWindow) -> None:
    """The form needs 556 pixels; what the user gave the tree stays as long as there is room."""
    sizes = window.centre.splitter.sizes
    window.take_size(1366, 700)
    QApplication.processEvents()
    assert sizes()[0] == 330
    for width, left in ((1000, 330), (840, 284), (800, 244), (840, 284), (1366, 330)):
        window.resize(width, 600)
        QApplication.processEvents()
        assert sizes()[0] == left
    window.resize(800, 600)
    window.centre.splitter.moveSplitter(230, 1)
    window.resize(1366, 600)
    QApplication.processEvents()
    assert sizes()[0] == 230


def test_that_the_window_comes_back_as_it_was_left(make_window: MakeWindow) -> None:
    window = make_window()
    window.resize(800, 640)
    window.centre.splitter.setSizes([300, 500])
    window.way.go_to("8", "8-2")
    window.tree.restore(expanded=["task:8", "section:三"])
    window.session.set_period(MAY)
    trigger(window, "overview")
    window.tree.search.setText("高新")
    window.close()
    again = make_window()
    assert (again.width(), again.height()) == (800, 640)
    assert again.centre.splitter.sizes() == window.centre.splitter.sizes()
    assert (again.session.period, again.panes.view, again.panes.task_id) == (MAY, "overview", "8")
    assert (marked(again), again.tree.search.text()) == ("新认定高新技术企业", "高新")
    again.tree.clear_filter()
    assert again.tree.expanded_keys == ["section:三", "task:8"]


def test_that_period_and_task_are_kept_before_the_window_is_closed(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.session.set_period(MAY)
    window.way.go_to("8")
    qtbot.waitUntil(lambda: load_state(tmp_path).task == "8")
    assert load_state(tmp_path).period == "2025-05"
    window.way.go_to("12")
    assert window.close()
    assert load_state(tmp_path).task == "12"


def test_that_a_state_that_makes_no_sense_is_passed_over(make_window: MakeWindow, tmp_path: Path) -> None:
    state = WindowState(expanded=("x",), current="y", task="99", narrowing="z", view="?", period="2031-01")
    save_state(tmp_path, state)
    assert load_state(tmp_path)._replace(geometry=state.geometry, splitter=state.splitter) == state
    window = make_window()
    assert (window.session.period, window.panes.view, window.panes.task_id) == (JUNE, "entry", "总体")
    (tmp_path / FILE_NAME).write_bytes(b"\x00\xff")
    assert load_state(tmp_path).expanded == ()


@pytest.mark.parametrize(
    ("kept", "now", "period"),
    [
        ("", datetime(2025, 3, 9), month(2025, 3)),  # noqa: DTZ001
        ("", datetime(2026, 3, 9), month(2025, 12)),  # noqa: DTZ001
        ("", datetime(2024, 3, 9), month(2025, 1)),  # noqa: DTZ001
        ("2025-Q2", datetime(2025, 3, 9), Period(2025, 4, 6)),  # noqa: DTZ001
        ("2024-06", datetime(2025, 3, 9), month(2025, 3)),  # noqa: DTZ001
    ],
)
def test_that_the_first_period_is_the_one_left_or_the_nearest_month(
    kept: str, now: datetime, period: Period
) -> None:
    assert first_period(2025, kept, now) == period


def test_that_a_clock_behind_the_records_is_warned_of(make_window: MakeWindow, workspace: Workspace) -> None:
    record(workspace, "H-3", JUNE, {"increment": "7"})
    window = make_window(now=datetime(2025, 6, 1))  # noqa: DTZ001  the clock of the computer
    assert "请核对电脑时间" in window.header.notice.text()


def test_that_a_full_disk_is_said_once_and_the_text_can_be_kept_later(
    window: MainWindow, store: MoodyStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def keep(error: CixiError, *, parent: object) -> Unsaved:
        asked.append(error.message)
        return Unsaved.STAYS

    monkeypatch.setattr(UnsavedDialog, "ask", keep)
    store.is_full = True
    window.session.type_field("H-3", "increment", "7")
    window.session.type_field("H-3", "increment", "75")
    qtbot.waitUntil(lambda: asked == ["磁盘已满。"])
    assert window.header.kept.text() == "未保存：磁盘已满（排除故障后按Ctrl+S）"
    assert not window.close()
    window.way.go_to("8")
    assert window.panes.task_id == "总体"
    store.is_full = False
    trigger(window, "save")
    assert window.header.kept.text().startswith("✓ 已保存")
    assert light(window, "H-3") is Light.ON_PACE


def test_that_one_question_is_asked_about_what_an_editor_still_held(
    window: MainWindow, store: MoodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is handed over as Ctrl+S is pressed: the question is that of the key, and no other follows."""
    asked: list[str] = []

    def give_up(error: CixiError, *, parent: object) -> Unsaved:
        asked.append(error.message)
        if len(asked) < 3:
            QApplication.processEvents()
        return Unsaved.GIVEN_UP

    monkeypatch.setattr(UnsavedDialog, "ask", give_up)
    store.is_full = True
    held = ["7"]

    def hand_over() -> None:
        while held:
            window.session.type_field("H-3", "increment", held.pop())

    window.session.commit_requested.connect(hand_over)
    trigger(window, "save")
    QApplication.processEvents()
    assert asked == ["磁盘已满。"]


def test_that_giving_up_brings_the_form_back_to_what_is_kept(
    window: MainWindow, store: MoodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UnsavedDialog, "ask", lambda _error, **_named: Unsaved.GIVEN_UP)
    store.is_full = True
    window.session.type_field("H-3", "increment", "7")
    form = window.panes.currentWidget()
    assert window.session.commit_pending()
    assert window.panes.currentWidget() is not form
    assert light(window, "H-3") is Light.UNREPORTED
    assert window.close()


def test_that_what_another_program_kept_first_stands_in_the_form(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_named: said.append(error.message))
    window.way.go_to("8", "8-1", is_to_type=True)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    other = Workspace(plan=workspace.plan, store=workspace.store, actor="李四")
    record(other, "8-1", JUNE, {"cumulative": "300"})
    QTest.keyClicks(QApplication.focusWidget(), "70")
    assert not window.close()
    qtbot.waitUntil(lambda: said == ["8-1（2025年6月）的填报已被其他程序改动，未保存。"])
    boxes: list[QLineEdit] = window.panes.currentWidget().findChildren(QLineEdit)  # type: ignore[assignment]
    assert "300" in [box.text() for box in boxes]
    assert "70" not in [box.text() for box in boxes]
    assert window.close()


def test_that_a_command_that_cannot_be_done_says_why(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_named: said.append(error.message))
    window.session.undo()
    assert said == ["没有可撤销的操作。"]


@pytest.mark.parametrize("is_wanted", [True, False])
def test_that_damage_met_in_an_open_window_leads_to_the_backups(
    window: MainWindow, is_wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    shown: list[str] = []

    def ask(error: CixiError, **_named: object) -> bool:
        said.append(error.message)
        return is_wanted

    def show(**_named: object) -> BackupAnswer:
        shown.append("备份和恢复")
        return BackupAnswer()

    monkeypatch.setattr(RecoverDialog, "ask", ask)
    monkeypatch.setattr(BackupsDialog, "ask", show)
    window.session.failed.emit(DamagedError("填报（8-1，高新科，2025年6月）第1次保存的内容已损坏。"))
    assert said == ["填报（8-1，高新科，2025年6月）第1次保存的内容已损坏。"]
    assert shown == ["备份和恢复"] * is_wanted


def test_that_a_file_that_cannot_be_read_is_refused(qtbot: QtBot, plan: Plan, tmp_path: Path) -> None:
    def fail(_plan: Plan) -> Opened:
        raise CixiError("数据文件已损坏。")

    window = MainWindow(
        folder=tmp_path,
        account="",
        open_file=fail,
        data=lambda: MemoryFolder(now=lambda: datetime(2025, 6, 1)),  # noqa: DTZ001  the same clock
        now=lambda: datetime(2025, 6, 1),  # noqa: DTZ001  the clock of the computer
    )
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.refused) as refused:
        window.open_data(plan)
    assert refused.args[0].message == "数据文件已损坏。"
    assert window.close()
    assert not (tmp_path / FILE_NAME).exists()


def test_that_the_window_is_painted_before_anything_else_is_made(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(is_open=False)
    with qtbot.waitSignal(window.painted):
        window.show()
    assert not hasattr(window, "header")
    assert window.close()


def test_that_every_pane_that_is_opened_has_the_keyboard_where_the_user_was(window: MainWindow) -> None:
    window.activateWindow()
    window.way.go_to("8", "8-3")
    trigger(window, "grid")
    assert window.panes.isAncestorOf(QApplication.focusWidget())
    assert (window.panes.focused_target, marked(window)) == ("8-3", "新增宁波市级以上企业研发机构")
    trigger(window, "overview")
    assert (window.panes.focused_target, marked(window)) == ("8-3", "新增宁波市级以上企业研发机构")
    trigger(window, "entry")
    assert (window.panes.focused_target, marked(window)) == ("8-3", "新增宁波市级以上企业研发机构")


def test_that_looking_at_the_overview_does_not_lose_an_item(window: MainWindow) -> None:
    window.activateWindow()
    window.way.go_to("8", "M8-2")
    trigger(window, "overview")
    trigger(window, "entry")
    assert window.panes.focused_target == "M8-2"


def test_that_form_and_grid_follow_the_stages_that_the_bureau_sets(window: MainWindow) -> None:
    window.way.go_to("8", "M8-2", is_to_type=True)
    window.way.show_view("grid")
    window.session.perform(lambda w: set_basis(w, Basis(target_id="M8-2", stages=("起草", "印发"))))
    grid = window.panes.currentWidget()
    assert isinstance(grid, GridPane)
    line = grid.model.line(grid.model.index(grid.model.row_of("M8-2"), 0))
    assert line is not None
    assert [field.choices for field in line.inputs.values()] == [("起草", "印发")]
    window.way.show_view("entry")
    entry = window.panes.currentWidget()
    assert isinstance(entry, EntryPane)
    row = next(row for row in entry.pages["8"].items.rows if row.target.id == "M8-2")
    assert row.steps is not None
    assert row.steps._stages == ("起草", "印发")
    window.session.undo()
    entry = window.panes.currentWidget()
    assert isinstance(entry, EntryPane)
    row = next(row for row in entry.pages["8"].items.rows if row.target.id == "M8-2")
    assert row.steps is not None
    assert len(row.steps._stages) == 6


def test_that_the_user_stays_at_an_item_whose_stages_the_bureau_changes(window: MainWindow) -> None:
    window.activateWindow()
    window.way.go_to("8", "M8-2", is_to_type=True)
    window.session.perform(lambda w: set_basis(w, Basis(target_id="M8-2", stages=("起草", "印发"))))
    assert (window.panes.task_id, window.panes.focused_target) == ("8", "M8-2")
