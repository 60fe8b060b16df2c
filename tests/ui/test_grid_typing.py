"""The grid typed in and walked with the keyboard, in the real window."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from cixi_desktop.actions.record import record
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from tests.support.entry_form_support import commit, compose
from tests.support.memory_store import MemoryStore, MemoryUnitOfWork
from ui.dialogs.error_dialog import ErrorDialog, Unsaved, UnsavedDialog
from ui.grid.grid_rows import GridColumn, GridLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace
    from tests.support.grid_hands import Hands

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


@pytest.mark.parametrize("column", [GridColumn.VALUE, GridColumn.INCREMENT])
def test_that_down_keeps_to_the_running_total_of_a_first_month_and_to_the_count(
    hands: Hands, column: GridColumn
) -> None:
    hands.go("9-1", column)
    hands.key(KEY.Key_Down)
    assert hands.place == ("9-2", column)


def test_that_down_leads_from_a_value_to_the_running_total_in_a_first_month(hands: Hands) -> None:
    hands.go("H-2", GridColumn.VALUE)
    hands.key(KEY.Key_Down)
    assert hands.place == ("H-3", GridColumn.VALUE)
    hands.key(KEY.Key_Down)
    hands.key(KEY.Key_Up)
    assert hands.place == ("H-3", GridColumn.VALUE)


def test_that_down_leads_from_a_value_to_the_count_where_a_month_before_is_told(hands: Hands) -> None:
    hands.tell_may("H-3")
    hands.go("H-2", GridColumn.VALUE)
    hands.key(KEY.Key_Down)
    assert hands.place == ("H-3", GridColumn.INCREMENT)


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
    assert hands.place == ("8-3", GridColumn.VALUE)
    entry = hands.entry("8-1")
    assert entry is not None
    assert (entry.increment, entry.cumulative) == (Decimal(12), Decimal(140))
    hands.key(KEY.Key_Backtab, SHIFT)
    assert hands.place == ("8-1", GridColumn.INCREMENT)


def test_that_a_first_month_is_asked_for_its_running_total_before_its_own_count(hands: Hands) -> None:
    hands.window.way.go_to("8", "8-1", is_to_type=True)
    assert hands.place == ("8-1", GridColumn.VALUE)
    hands.keys("140")
    hands.key(KEY.Key_Return)
    assert hands.place == ("8-1", GridColumn.INCREMENT)
    assert hands.pane.words.text() == "提醒：1—5月未填，无法计算本期数。请同时填写本期，或补填以前各月。"
    hands.keys("12")
    hands.key(KEY.Key_Return)
    assert hands.place == ("8-3", GridColumn.VALUE)
    entry = hands.entry("8-1")
    assert entry is not None
    assert (entry.increment, entry.cumulative) == (Decimal(12), Decimal(140))


def test_that_a_running_total_of_nought_leads_the_same_way_as_any_other(hands: Hands) -> None:
    hands.go("9-1", GridColumn.VALUE)
    hands.keys("0")
    hands.key(KEY.Key_Return)
    assert hands.place == ("9-1", GridColumn.INCREMENT)
    hands.key(KEY.Key_Return)
    assert hands.place == ("9-2", GridColumn.VALUE)
    assert [hands.text("9-1", column) for column in (GridColumn.INCREMENT, GridColumn.VALUE)] == ["0", "0"]


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


def test_that_faulty_text_is_marked_also_where_it_stood_aside_before_enter(
    hands: Hands, qtbot: QtBot
) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("3")
    hands.key(KEY.Key_Return)
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("3x")
    qtbot.waitUntil(lambda: hands.window.header.kept.text() == "正在输入，已暂存")
    hands.key(KEY.Key_Return)
    assert hands.text("8-1", GridColumn.INCREMENT) == "3x"
    assert hands.text("8-1", GridColumn.LIGHT) == "需更正"
    assert "不是数字" in hands.tip("8-1", GridColumn.INCREMENT)


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


def test_that_arithmetic_is_worked_out_and_told_while_typing(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12+7")
    assert hands.pane.words.text() == "12+7 → 19家"
    hands.keys("+")
    assert "不完整" in hands.pane.words.text()
    hands.key(KEY.Key_Backspace)
    hands.key(KEY.Key_Return)
    assert hands.text("8-1", GridColumn.INCREMENT) == "19"


def test_that_escape_takes_back_what_was_said_of_the_typed_number(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    before = hands.pane.words.text()
    hands.keys("99")
    assert hands.pane.words.text() == "99 → 99家"
    hands.key(KEY.Key_Escape)
    assert hands.pane.words.text() == before


def test_that_what_cannot_be_kept_stays_in_its_cell_until_it_is(
    hands: Hands, store: MoodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UnsavedDialog, "ask", lambda *_args, **_kwargs: Unsaved.STAYS)
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
    monkeypatch.setattr(UnsavedDialog, "ask", lambda *_args, **_kwargs: Unsaved.GIVEN_UP)
    store.is_full = True
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("12")
    hands.key(KEY.Key_Return)
    QCoreApplication.processEvents()
    assert hands.text("8-1", GridColumn.INCREMENT) == ""
    assert not hands.window.session.has_unsaved
