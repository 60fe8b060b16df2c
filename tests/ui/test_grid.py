"""The grid: walked, typed in and looked at with the keyboard, in the real window."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cixi_desktop.actions.lock import lock, unlock
from cixi_desktop.actions.record import record, type_field
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from tests.support.entry_form_support import commit, compose
from tests.support.memory_store import MemoryStore, MemoryUnitOfWork
from tests.support.pictures import count_like
from ui.dialogs.error_dialog import ErrorDialog, UnsavedDialog
from ui.grid.grid_pane import GridPane
from ui.grid.grid_rows import GridColumn, GridHeading, GridLine
from ui.style.palette import TONES
from ui.table.editable_table import PADDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from cixi_desktop.records.entries import Entry
    from cixi_desktop.workspace import Workspace
    from tests.ui.conftest import MakeWindow
    from ui.shell.main_window import MainWindow
    from ui.style.editors import LineEditor

MAY, JUNE = month(2025, 5), month(2025, 6)
KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


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


class Hands:
    """The window with the grid open, and hands that type into it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        window.activateWindow()
        window.way.show_view("grid")
        pane = window.panes.currentWidget()
        assert isinstance(pane, GridPane)
        self.pane = pane
        self.view = pane.view
        self.view.setFocus()

    def index(self, target_id: str, column: GridColumn) -> QModelIndex:
        return self.pane.model.index(self.pane.model.row_of(target_id), column)

    def go(self, target_id: str, column: GridColumn) -> None:
        self.view.setCurrentIndex(self.index(target_id, column))

    @property
    def place(self) -> tuple[str, GridColumn]:
        return self.view.current_target, GridColumn(self.view.currentIndex().column())

    def text(self, target_id: str, column: GridColumn) -> str:
        return str(self.index(target_id, column).data())

    def tip(self, target_id: str, column: GridColumn) -> str:
        return str(self.index(target_id, column).data(Qt.ItemDataRole.ToolTipRole) or "")

    @property
    def editor(self) -> LineEditor | None:
        return self.view._cells.editor

    def keys(self, text: str) -> None:
        """Type, from the cell into the editor that opens."""
        for letter in text:
            QTest.keyClicks(self.editor or self.view, letter)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor or self.view, key, modifier)

    def tell_may(self, *target_ids: str) -> None:
        """Nothing until May, so that the running totals of June follow."""
        workspace = self.window.session.workspace
        assert workspace is not None
        for target_id in target_ids:
            record(workspace, target_id, MAY, {"cumulative": "0"})

    def entry(self, target_id: str) -> Entry | None:
        workspace = self.window.session.workspace
        assert workspace is not None
        return workspace.content.entry(target_id, self.window.session.period)


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def test_that_the_grid_opens_by_its_command_and_marks_it(window: MainWindow) -> None:
    action = window.commands.action("grid")
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+3"]
    action.trigger()
    assert window.panes.view == "grid"
    assert action.isChecked()
    assert not window.commands.action("entry").isChecked()
    assert window.panes.help_topic == "表格填报"


def test_that_a_figure_cited_twice_has_one_row_that_names_both_tasks(hands: Hands) -> None:
    names = [row.target.name for row in hands.pane.model.rows if isinstance(row, GridLine)]
    assert names.count("高新技术企业新增数") == 1
    assert hands.text("H-3", GridColumn.NAME) == "高新技术企业新增数（总体、8）"
    assert hands.pane.model.row_of("8-2") == hands.pane.model.row_of("H-3")


def test_that_rows_stand_under_their_tasks_figures_before_items_and_duties_left_out(hands: Hands) -> None:
    rows = hands.pane.model.rows
    headings = [row.task.id for row in rows if isinstance(row, GridHeading)]
    assert headings == ["总体", *map(str, range(1, 13))]
    seventh = rows.index(next(row for row in rows if isinstance(row, GridHeading) and row.task.id == "7"))
    below = [row.target.id for row in rows[seventh + 1 : seventh + 5] if isinstance(row, GridLine)]
    assert below == ["7-1", "7-2", "7-3", "7-4"]
    assert not any(isinstance(row, GridLine) and row.target.id.startswith("D") for row in rows)


def test_that_typing_replaces_and_enter_leads_to_the_next_input_as_tab_does(hands: Hands) -> None:
    hands.tell_may("8-1", "8-3")
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12")
    assert hands.editor is not None
    assert hands.editor.text() == "12"
    hands.key(KEY.Key_Return)
    assert hands.editor is None
    assert hands.place == ("8-3", GridColumn.INCREMENT)
    entry = hands.entry("8-1")
    assert entry is not None
    assert entry.increment == 12
    assert hands.text("8-1", GridColumn.VALUE) == "12"
    assert hands.view.hasFocus()


def test_that_nothing_is_said_to_be_kept_while_it_waits_in_the_editor(hands: Hands) -> None:
    kept = hands.window.header.kept
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("1")
    assert kept.text() == "正在输入，尚未保存"
    hands.key(KEY.Key_Escape)
    QCoreApplication.processEvents()
    assert kept.text() == "✓ 已自动保存"
    hands.keys("2")
    hands.key(KEY.Key_Return)
    assert kept.text().startswith("✓ 已保存")
    for kind in (QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked):  # a dialog opens, and closes again
        QCoreApplication.sendEvent(hands.window, QEvent(kind))
        assert kept.isHidden() is (kind == QEvent.Type.WindowBlocked)


def test_that_what_waits_in_the_editor_is_kept_as_a_draft_that_enter_counts_and_esc_drops(
    hands: Hands, qtbot: QtBot
) -> None:
    kept = hands.window.header.kept
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12")
    qtbot.waitUntil(lambda: kept.text() == "正在输入，已暂存")
    entry = hands.entry("8-1")
    assert entry is not None
    assert (entry.increment, entry.drafts) == (None, (("increment", "12"),))
    assert hands.text("8-1", GridColumn.LIGHT) == "未填报"
    hands.keys("5")
    assert kept.text() == "正在输入，尚未保存"
    hands.key(KEY.Key_Return)
    entry = hands.entry("8-1")
    assert entry is not None
    assert entry.increment == 125
    assert not entry.drafts
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("7")
    qtbot.waitUntil(lambda: kept.text() == "正在输入，已暂存")
    hands.key(KEY.Key_Escape)
    assert hands.entry("8-1") == entry
    QCoreApplication.processEvents()
    assert kept.text().startswith("✓ 已保存")
    hands.window.session.undo()  # the draft that was dropped left no step
    assert hands.entry("8-1") is None


def test_that_a_draft_of_an_earlier_start_waits_in_its_cell_for_enter(hands: Hands) -> None:
    hands.tell_may("8-1", "8-3")
    hands.window.session.set_aside("8-1", "increment", "12")
    hands.go("8-1", GridColumn.INCREMENT)
    assert hands.text("8-1", GridColumn.INCREMENT) == "12"
    assert hands.tip("8-1", GridColumn.INCREMENT) == "提醒：“12”尚未计入。请在该格按回车确认，或重新填写。"
    hands.key(KEY.Key_Return)
    entry = hands.entry("8-1")
    assert entry is not None
    assert entry.increment == 12
    assert not entry.drafts
    assert hands.place == ("8-3", GridColumn.INCREMENT)


def test_that_what_cannot_be_read_is_to_be_corrected_in_the_row_as_in_the_tree(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("abc")
    hands.key(KEY.Key_Return)
    assert hands.text("8-1", GridColumn.LIGHT) == "需更正"
    model = hands.window.tree.view.model().sourceModel()  # type: ignore[attr-defined]
    assert "需更正" in model.find("target:8-1").data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_down_keeps_the_column_over_a_row_that_has_no_such_input(hands: Hands) -> None:
    hands.go("H-3", GridColumn.INCREMENT)
    hands.key(KEY.Key_Down)
    assert hands.place == ("H-4", GridColumn.VALUE)
    for _ in range(4):
        hands.key(KEY.Key_Down)
    assert hands.place == ("M1-1", GridColumn.VALUE)
    hands.key(KEY.Key_Down)
    assert hands.place == ("M1-2", GridColumn.INCREMENT)
    hands.key(KEY.Key_Up)
    assert hands.place == ("M1-1", GridColumn.VALUE)


def test_that_a_share_of_a_list_has_one_decimal_as_everywhere(hands: Hands) -> None:
    """30 of 90 are 33.3 %."""
    workspace = hands.window.session.workspace
    assert workspace is not None
    record(workspace, "7-2", MAY, {"numerator": "30", "denominator": "90"})
    hands.go("7-2", GridColumn.VALUE)
    assert hands.text("7-2", GridColumn.BEFORE) == "33.3"
    assert hands.text("7-2", GridColumn.COMPLETION) == "33.3%"
    assert "5月33.3" in hands.pane.strip.accessibleDescription()


def test_that_a_stage_on_the_way_does_not_lead_down_to_the_running_total(hands: Hands) -> None:
    hands.tell_may("8-3", "9-1")
    hands.go("8-3", GridColumn.INCREMENT)
    hands.keys("1")
    hands.key(KEY.Key_Return)
    assert hands.place == ("M8-1", GridColumn.VALUE)
    for _ in ("M8-2", "M8-3", "9-1"):
        hands.key(KEY.Key_Down)
    assert hands.place == ("9-1", GridColumn.INCREMENT)


def test_that_shift_and_enter_lead_up_and_down_leaves_the_editor_too(hands: Hands) -> None:
    hands.tell_may("8-1", "8-3")
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("3")
    hands.key(KEY.Key_Down)
    assert hands.place == ("8-3", GridColumn.INCREMENT)
    hands.keys("2")
    hands.key(KEY.Key_Return, SHIFT)
    assert hands.place == ("8-1", GridColumn.INCREMENT)
    hands.key(KEY.Key_Return, SHIFT)
    assert hands.place[0] == "C7-2"
    assert [hands.text(i, GridColumn.INCREMENT) for i in ("8-1", "8-3")] == ["3", "2"]


def test_that_enter_leads_to_the_running_total_where_no_earlier_month_is_known(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12")
    hands.key(KEY.Key_Return)
    assert hands.place == ("8-1", GridColumn.VALUE)
    assert hands.pane.words.text() == "1—5月未填，累计只含6月。请同时填写累计，或补填以前各月。"
    hands.keys("140")
    hands.key(KEY.Key_Return)
    assert hands.place == ("8-3", GridColumn.INCREMENT)
    entry = hands.entry("8-1")
    assert entry is not None
    assert (entry.increment, entry.cumulative) == (Decimal(12), Decimal(140))
    hands.key(KEY.Key_Backtab, SHIFT)
    assert hands.place == ("8-1", GridColumn.VALUE)


def test_that_tab_leads_through_inputs_alone_and_passes_over_what_follows(hands: Hands) -> None:
    hands.tell_may("8-1", "8-3")
    hands.go("8-1", GridColumn.INCREMENT)
    hands.key(KEY.Key_Tab)
    assert hands.place == ("8-1", GridColumn.VALUE)
    hands.key(KEY.Key_Backtab, SHIFT)
    hands.keys("12")
    hands.key(KEY.Key_Tab)
    assert hands.place == ("8-3", GridColumn.INCREMENT)
    hands.go("7-1", GridColumn.VALUE)
    hands.key(KEY.Key_Tab)
    assert hands.place == ("7-1", GridColumn.WHOLE)
    hands.key(KEY.Key_Tab)
    assert hands.place == ("7-2", GridColumn.VALUE)


def test_that_tab_leaves_the_grid_behind_its_last_input(hands: Hands) -> None:
    last = [row.target.id for row in hands.pane.model.rows if isinstance(row, GridLine)][-1]
    hands.view.go_to_row(hands.pane.model.row_of(last))
    hands.key(KEY.Key_Tab)
    assert not hands.view.hasFocus()


def test_that_escape_restores_and_f2_edits_what_stands(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12")
    hands.key(KEY.Key_Return)
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("9")
    hands.key(KEY.Key_Escape)
    assert hands.editor is None
    assert hands.text("8-1", GridColumn.INCREMENT) == "12"
    hands.key(KEY.Key_F2)
    assert hands.editor is not None
    assert hands.editor.text() == "12"
    hands.keys("0")
    hands.key(KEY.Key_Return)
    assert hands.text("8-1", GridColumn.INCREMENT) == "120"


def test_that_backspace_after_f2_takes_one_digit(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"increment": "12"})
    hands.go("8-1", GridColumn.INCREMENT)
    hands.key(KEY.Key_F2)
    hands.key(KEY.Key_Backspace)
    hands.key(KEY.Key_Return)
    assert hands.text("8-1", GridColumn.INCREMENT) == "1"


def test_that_a_word_given_up_leaves_the_figure(hands: Hands, workspace: Workspace, qtbot: QtBot) -> None:
    record(workspace, "8-1", JUNE, {"increment": "6"})
    hands.go("8-1", GridColumn.INCREMENT)
    compose(hands.view, "tui")
    compose(hands.view, "")
    qtbot.waitUntil(lambda: hands.editor is not None and hands.editor.text() == "6")
    hands.key(KEY.Key_Down)
    assert hands.text("8-1", GridColumn.INCREMENT) == "6"


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("待公布", "待公布"),
        ("本期无数据", "本期无数据"),
        ("无数据", "本期无数据"),
        ("未到节点", "未到节点"),
        ("不适用", "不适用"),
    ],
)
def test_that_a_state_can_be_typed_in_the_place_of_a_figure(hands: Hands, typed: str, state: str) -> None:
    hands.go("H-1", GridColumn.VALUE)
    hands.keys("3")
    hands.key(KEY.Key_Return)
    hands.go("H-1", GridColumn.VALUE)
    commit(hands.view, typed)
    assert hands.pane.words.text() == f"{typed} → 本期状态：{state}"
    hands.key(KEY.Key_Return)
    hands.go("H-1", GridColumn.VALUE)
    entry = hands.entry("H-1")
    assert entry is not None
    assert (entry.state, entry.value, entry.drafts) == (state, None, ())
    assert hands.pane.words.text().startswith(f"本期状态为“{state}”，未填原因。")
    hands.keys("4")
    hands.key(KEY.Key_Return)
    entry = hands.entry("H-1")
    assert entry is not None
    assert (entry.state, str(entry.value)) == (None, "4")


def test_that_delete_empties_one_cell_or_all_selected_in_one_step(hands: Hands) -> None:
    for target_id in ("8-1", "8-3"):
        hands.go(target_id, GridColumn.INCREMENT)
        hands.keys("5")
        hands.key(KEY.Key_Return)
    hands.go("8-1", GridColumn.INCREMENT)
    hands.key(KEY.Key_Delete)
    assert hands.entry("8-1") is None
    hands.window.session.undo()
    hands.go("8-1", GridColumn.INCREMENT)
    QTest.keyClick(hands.view, KEY.Key_Down, SHIFT)
    hands.key(KEY.Key_Delete)
    assert (hands.entry("8-1"), hands.entry("8-3")) == (None, None)
    assert hands.window.session.undo_label == "清空2格（2025年6月）"
    hands.window.session.undo()
    assert [hands.text(i, GridColumn.INCREMENT) for i in ("8-1", "8-3")] == ["5", "5"]


def test_that_faulty_text_stays_as_a_marked_draft(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    commit(hands.view, "约")
    hands.keys("10")
    hands.key(KEY.Key_Return)
    entry = hands.entry("8-1")
    assert entry is not None
    assert entry.drafts == (("increment", "约10"),)
    assert hands.text("8-1", GridColumn.INCREMENT) == "约10"
    assert "不是准确数" in hands.tip("8-1", GridColumn.INCREMENT)
    index = hands.index("8-1", GridColumn.INCREMENT)
    assert "错误" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    hands.go("8-1", GridColumn.INCREMENT)
    assert "不是准确数" in hands.pane.words.text()


def test_that_the_first_composed_letter_is_not_swallowed(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    compose(hands.view, "s")
    compose(hands.view, "shi")
    commit(hands.view, "十")
    assert hands.editor is not None
    assert hands.editor.text() == "十"


def test_that_what_is_being_composed_is_kept_by_saving_and_by_another_period(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    compose(hands.view, "12")
    hands.window.commands.action("save").trigger()
    assert hands.text("8-1", GridColumn.INCREMENT) == "12"
    hands.go("8-3", GridColumn.INCREMENT)
    hands.keys("4")
    hands.window.session.set_period(MAY)
    assert hands.text("8-3", GridColumn.INCREMENT) == ""
    hands.window.session.set_period(JUNE)
    assert hands.text("8-3", GridColumn.INCREMENT) == "4"


def test_that_a_number_typed_where_none_can_be_is_not_dropped_without_a_word(hands: Hands) -> None:
    hands.go("8-1", GridColumn.NAME)
    hands.keys("7")
    assert hands.entry("8-1") is None
    assert hands.pane.words.text() == "这一格不填，由程序得出。按回车到填写格。"
    hands.go("8-1", GridColumn.INCREMENT)
    assert "这一格不填" not in hands.pane.words.text()


def test_that_targets_and_more_than_a_hundred_percent_are_not_cut(hands: Hands) -> None:
    """6 of 5 is 120.0 %; the longest target is 不少于1200."""
    hands.window.session.type_field("6-1", "increment", "6")
    rows = [n for n, row in enumerate(hands.pane.model.rows) if isinstance(row, GridLine)]
    for column, longest in ((GridColumn.TARGET, "不少于1200"), (GridColumn.COMPLETION, "120.0%")):
        texts = {str(hands.pane.model.index(row, column).data() or "") for row in rows}
        assert longest in texts
        room = hands.view.columnWidth(column) - 2 * PADDING
        metrics = hands.view.fontMetrics()
        assert [text for text in texts if metrics.horizontalAdvance(text) > room] == []


def test_that_arithmetic_is_worked_out_and_told_while_typing(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12+7")
    assert hands.pane.words.text() == "12+7 → 19家"
    hands.keys("+")
    assert "不完整" in hands.pane.words.text()
    hands.key(KEY.Key_Backspace)
    hands.key(KEY.Key_Return)
    assert hands.text("8-1", GridColumn.INCREMENT) == "19"


def test_that_a_stage_is_chosen_by_its_number_and_enter(hands: Hands, qtbot: QtBot) -> None:
    hands.go("M1-1", GridColumn.VALUE)
    hands.key(KEY.Key_9)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.activeAction() is None
    for number in (KEY.Key_3, KEY.Key_2):
        QTest.keyClick(menu, number)
    assert hands.entry("M1-1") is None
    QTest.keyClick(menu, KEY.Key_Return)
    assert hands.text("M1-1", GridColumn.VALUE) == "征求意见"
    assert hands.view.current_target == "M1-2"
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_that_a_stage_is_chosen_from_a_menu(hands: Hands, qtbot: QtBot) -> None:
    hands.go("M1-1", GridColumn.VALUE)
    hands.key(KEY.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert next(action.text() for action in menu.actions()) == "1　调研起草"
    QTest.keyClick(menu, KEY.Key_Down)
    QTest.keyClick(menu, KEY.Key_Return)
    assert hands.text("M1-1", GridColumn.VALUE) == "调研起草"
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_that_a_double_click_opens_the_choices_and_nothing_where_none_are(hands: Hands) -> None:
    hands.view.doubleClicked.emit(hands.index("H-7", GridColumn.VALUE))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    hands.view.doubleClicked.emit(hands.index("H-3", GridColumn.NAME))
    assert QApplication.activePopupWidget() is None


def test_that_the_arrow_of_a_cell_and_alt_down_open_the_choices(hands: Hands) -> None:
    hands.go("M1-1", GridColumn.VALUE)
    cell, mouse = hands.view.visualRect(hands.index("M1-1", GridColumn.VALUE)), Qt.MouseButton.LeftButton
    QTest.mouseClick(hands.view.viewport(), mouse, pos=QPoint(cell.left() + 8, cell.center().y()))
    assert QApplication.activePopupWidget() is None
    QTest.mouseClick(hands.view.viewport(), mouse, pos=QPoint(cell.right() - 8, cell.center().y()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    hands.key(KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_that_escape_takes_back_what_was_said_of_the_typed_number(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    before = hands.pane.words.text()
    hands.keys("99")
    assert hands.pane.words.text() == "99 → 99家"
    hands.key(KEY.Key_Escape)
    assert hands.pane.words.text() == before


def test_that_the_tree_and_the_form_follow_the_row(hands: Hands) -> None:
    hands.go("8-3", GridColumn.INCREMENT)
    assert hands.window.tree.chosen_target == "8-3"
    assert hands.window.panes.focused_target == "8-3"
    hands.window.way.show_view("entry")
    assert hands.window.panes.task_id == "8"
    hands.window.way.show_view("grid")
    assert hands.place == ("8-3", GridColumn.INCREMENT)


def test_that_the_tree_leads_to_rows_and_to_the_form_for_what_has_none(hands: Hands) -> None:
    hands.window.way.go_to("9", "9-2", is_to_type=True)
    assert hands.place == ("9-2", GridColumn.INCREMENT)
    assert hands.view.hasFocus()
    hands.window.way.go_to("7")
    assert hands.place[0] == "7-1"
    hands.window.way.go_to("1", "D1-1", is_to_type=True)
    assert hands.window.panes.view == "entry"


def test_that_the_next_open_one_is_found_in_the_grid(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.window.commands.action("next_open").trigger()
    assert hands.window.panes.view == "grid"
    assert hands.place == ("H-3", GridColumn.INCREMENT)


def test_that_a_quarter_is_looked_at_and_the_month_opens_the_grid_again(hands: Hands) -> None:
    hands.go("9-2", GridColumn.VALUE)
    hands.window.header.period_picked.emit(month(2025, 6))
    from cixi_desktop.periods import parse_period

    hands.window.session.set_period(parse_period("2025-Q2"))
    assert hands.window.panes.view == "overview"
    assert not hands.window.commands.action("grid").isEnabled()
    hands.window.session.set_period(MAY)
    assert hands.window.panes.view == "grid"
    assert hands.place == ("9-2", GridColumn.VALUE)


def test_that_undo_shows_the_row_that_was_changed_back(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("6")
    hands.key(KEY.Key_Return)
    hands.go("12-1", GridColumn.INCREMENT)
    hands.window.commands.action("undo").trigger()
    assert hands.place[0] == "8-1"
    assert hands.text("8-1", GridColumn.INCREMENT) == ""


def test_that_a_level_without_a_baseline_has_no_pace_in_percent(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "H-5", JUNE, {"value": "78"})
    assert (hands.text("H-5", GridColumn.VALUE), hands.text("H-5", GridColumn.PACE)) == ("78", "—")


def test_that_figures_months_and_comparisons_stand_beside_the_input(
    hands: Hands, workspace: Workspace
) -> None:
    for number, added in ((4, "30"), (5, "20"), (6, "25")):
        record(workspace, "H-3", month(2025, number), {"increment": added})
    assert hands.text("H-3", GridColumn.BEFORE) == "50"
    assert hands.text("H-3", GridColumn.VALUE) == "75"
    assert hands.text("H-3", GridColumn.COMPLETION) == "62.5%"
    assert hands.text("H-3", GridColumn.PACE) == "50.0%"
    assert hands.text("H-3", GridColumn.LIGHT) == "达序时"
    assert hands.text("H-3", GridColumn.PERIOD_ON_PERIOD) == "+25.0%"
    assert hands.text("H-3", GridColumn.LAST_YEAR) == "—"
    hands.go("H-3", GridColumn.INCREMENT)
    description = hands.pane.strip.accessibleDescription()
    assert "本期：4月30、5月20、6月25" in description
    assert "累计：4月30、5月50、6月75" in description


def test_that_cells_say_whose_they_are(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"increment": "7"})
    spoken = [
        hands.index("8-1", column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in (GridColumn.INCREMENT, GridColumn.VALUE, GridColumn.LIGHT)
    ]
    name = "新培育浙江省科技型中小企业"
    assert spoken == [f"{name}，本期新增：7", f"{name}，累计：未填，7", f"{name}，亮灯：滞后"]


def test_that_what_cannot_be_kept_stays_in_its_cell_until_it_is(
    hands: Hands, store: MoodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UnsavedDialog, "ask", lambda *_args, **_kwargs: False)
    monkeypatch.setattr(ErrorDialog, "ask", lambda *_args, **_kwargs: None)
    store.is_full = True
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12")
    hands.key(KEY.Key_Return)
    QCoreApplication.processEvents()
    assert hands.text("8-1", GridColumn.INCREMENT) == "12"
    assert "未保存" in hands.tip("8-1", GridColumn.INCREMENT)
    assert hands.window.session.has_unsaved
    store.is_full = False
    hands.window.commands.action("save").trigger()
    assert not hands.window.session.has_unsaved
    assert hands.tip("8-1", GridColumn.INCREMENT).startswith("提醒：1—5月未填，累计只含6月。")
    entry = hands.entry("8-1")
    assert entry is not None
    assert entry.increment == Decimal(12)


def test_that_what_is_given_up_is_shown_no_more(
    hands: Hands, store: MoodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UnsavedDialog, "ask", lambda *_args, **_kwargs: True)
    store.is_full = True
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12")
    hands.key(KEY.Key_Return)
    QCoreApplication.processEvents()
    assert hands.text("8-1", GridColumn.INCREMENT) == ""
    assert not hands.window.session.has_unsaved


def test_that_the_model_keeps_the_rules_of_models(hands: Hands, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(hands.pane.model)  # type: ignore[no-untyped-call]


def test_that_only_changed_rows_are_drawn_anew(hands: Hands, workspace: Workspace) -> None:
    told: list[int] = []
    hands.pane.model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    record(workspace, "12-2", JUNE, {"increment": "90"})
    assert told == [hands.pane.model.row_of("12-2")]


def test_that_a_locked_month_is_only_looked_at(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"increment": "7"})
    record(workspace, "M1-1", JUNE, {"stage": "审议"})
    lock(workspace, JUNE, "已报送")
    hands.go("8-1", GridColumn.INCREMENT)
    assert hands.pane.words.text().startswith("2025年6月已锁定（理由：已报送）。")
    hands.keys("9")
    hands.key(KEY.Key_F2)
    hands.key(KEY.Key_Delete)
    QGuiApplication.clipboard().setText("3\n4")
    hands.key(KEY.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()
    assert hands.editor is None
    assert hands.text("8-1", GridColumn.INCREMENT) == "7"
    hands.go("M1-1", GridColumn.VALUE)
    hands.key(KEY.Key_2)
    assert hands.text("M1-1", GridColumn.VALUE) == "审议"
    assert not hands.pane.model.setData(hands.index("8-1", GridColumn.INCREMENT), "9")
    unlock(workspace, JUNE, "更正")
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("9")
    hands.key(KEY.Key_Return)
    assert hands.text("8-1", GridColumn.INCREMENT) == "9"


def test_that_columns_explain_themselves(hands: Hands) -> None:
    model = hands.pane.model
    across, role = Qt.Orientation.Horizontal, Qt.ItemDataRole
    assert model.headerData(GridColumn.INCREMENT, across) == "本期"
    assert "上年同期累计" in model.headerData(GridColumn.YEAR_ON_YEAR, across, role.ToolTipRole)
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_that_the_grid_comes_back_after_a_restart(
    hands: Hands, make_window: MakeWindow, qtbot: QtBot
) -> None:
    hands.go("9-2", GridColumn.INCREMENT)
    hands.window.close()
    again = Hands(make_window())
    assert again.window.commands.action("grid").isChecked()
    assert again.place[0] == "9-1"


def test_that_a_doubtful_figure_has_a_yellow_corner_and_a_faulty_one_a_red(
    hands: Hands, workspace: Workspace
) -> None:
    """90 visitors on no open day contradict each other."""
    record(workspace, "12-2", JUNE, {"increment": "90"})
    record(workspace, "12-1", JUNE, {"increment": "0"})
    hands.go("12-2", GridColumn.NAME)
    picture = (
        hands.view.viewport().grab(hands.view.visualRect(hands.index("12-2", GridColumn.INCREMENT))).toImage()
    )
    assert count_like(picture, TONES["yellow"].strong, 20) > 5
    type_field(workspace, "12-2", JUNE, name="increment", text="约90")
    picture = (
        hands.view.viewport().grab(hands.view.visualRect(hands.index("12-2", GridColumn.INCREMENT))).toImage()
    )
    assert count_like(picture, TONES["red"].strong, 20) > 5


def test_that_selected_cells_go_to_the_clipboard_without_rows_of_tasks(
    hands: Hands, workspace: Workspace
) -> None:
    record(workspace, "H-7", JUNE, {"stage": "申报"})
    record(workspace, "M1-1", JUNE, {"stage": "审议"})
    hands.go("H-7", GridColumn.VALUE)
    QTest.keyClick(hands.view, KEY.Key_Down, SHIFT)
    hands.key(KEY.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    assert copied == "申报\n审议"


def test_that_a_row_leads_to_its_list_its_basis_and_its_form(hands: Hands, qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []
    for name in ("ledger", "basis"):
        getattr(hands.pane, f"{name}_requested").disconnect()
        getattr(hands.pane, f"{name}_requested").connect(
            lambda target_id, name=name: asked.append((name, target_id))
        )
    hands.go("8-3", GridColumn.INCREMENT)
    hands.pane.ledger.click()
    menu = hands.pane.menu()
    actions = [action for action in menu.actions() if not action.isSeparator()]
    for action in actions[:3]:
        action.trigger()
    assert asked == [("ledger", "8-3"), ("ledger", "8-3"), ("basis", "8-3")]
    assert (hands.window.panes.view, hands.window.panes.focused_target) == ("entry", "8-3")
    assert [action.isEnabled() for action in actions] == [True] * 6


def test_that_the_menu_opens_by_key_and_by_mouse_where_it_was_asked_for(hands: Hands, qtbot: QtBot) -> None:
    hands.go("H-2", GridColumn.VALUE)
    assert not hands.pane.ledger.isEnabled()
    row = hands.view.visualRect(hands.index("H-4", GridColumn.VALUE)).center()
    for reason, place in (
        (QContextMenuEvent.Reason.Keyboard, QPoint(1, 1)),
        (QContextMenuEvent.Reason.Mouse, row),
    ):
        QCoreApplication.sendEvent(
            hands.view.viewport(), QContextMenuEvent(reason, place, hands.view.mapToGlobal(place))
        )
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert not menu.actions()[0].isEnabled()
        menu.close()
    assert hands.pane.current_target == "H-4"
