"""Stages in the grid: typed by number or words and taken with Enter, or chosen from a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cixi_desktop.actions.record import record
from cixi_desktop.periods import month
from tests.support.entry_form_support import commit
from ui.grid.grid_rows import GridColumn

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace
    from tests.support.grid_hands import Hands

JUNE = month(2025, 6)
KEY = Qt.Key
STAGE = GridColumn.VALUE


def stage(hands: Hands, target_id: str) -> str:
    entry = hands.entry(target_id)
    return entry.stage if entry else ""


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Tab])
def test_that_a_number_is_shown_for_what_it_means_and_takes_its_stage_with_enter(
    hands: Hands, key: Qt.Key
) -> None:
    hands.go("M1-1", STAGE)
    hands.keys("2")
    assert hands.editor is not None
    assert hands.editor.text() == "2"
    listed = "填序号：1 调研起草、2 征求意见、3 审议、4 印发实施"
    assert hands.editor.accessibleDescription() == listed
    assert hands.pane.words.text() == "2 → 征求意见"
    assert (hands.view.current_target, stage(hands, "M1-1")) == ("M1-1", "")
    hands.key(key)
    assert (hands.view.current_target, stage(hands, "M1-1")) == ("M1-2", "征求意见")
    assert stage(hands, "M1-2") == ""


def test_that_one_blind_number_too_long_changes_no_stage_here_or_elsewhere(
    hands: Hands, workspace: Workspace
) -> None:
    """M1-1 has four stages: neither 35 nor 9 is one. What was typed stays, to be corrected with F2."""
    record(workspace, "M1-1", JUNE, {"stage": "调研起草", "proof": "慈科〔2025〕8号（2025年6月5日）"})
    hands.go("M1-1", STAGE)
    hands.keys("35")
    listed = "1 调研起草、2 征求意见、3 审议、4 印发实施"
    assert hands.pane.words.text() == f"没有“35”这一项，请填序号：{listed}"
    hands.key(KEY.Key_Return)
    assert hands.text("M1-1", STAGE) == "35"
    assert hands.tip("M1-1", STAGE).startswith("错误：“35”不是“所处阶段”的选项。")
    entry = hands.entry("M1-1")
    assert entry is not None
    assert (entry.stage, entry.proof) == ("调研起草", "慈科〔2025〕8号（2025年6月5日）")
    assert stage(hands, "M1-2") == ""
    hands.go("M1-1", STAGE)
    hands.key(KEY.Key_F2)
    hands.key(KEY.Key_Backspace)
    assert hands.pane.words.text() == "3 → 审议"
    hands.key(KEY.Key_Return)
    entry = hands.entry("M1-1")
    assert entry is not None
    assert (entry.stage, entry.proof, entry.drafts) == ("审议", "", ())


def test_that_a_number_without_a_stage_is_refused_by_name(hands: Hands) -> None:
    hands.go("M1-1", STAGE)
    hands.keys("9")
    assert QApplication.activePopupWidget() is None
    assert hands.pane.words.text().startswith("没有“9”这一项，请填序号：1 调研起草、")
    hands.key(KEY.Key_Return)
    assert (hands.text("M1-1", STAGE), stage(hands, "M1-1")) == ("9", "")
    assert hands.text("M1-1", GridColumn.LIGHT) == "需更正"


def test_that_escape_brings_the_stage_back(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "M1-1", JUNE, {"stage": "征求意见"})
    hands.go("M1-1", STAGE)
    before = hands.pane.words.text()
    hands.keys("3")
    hands.key(KEY.Key_Escape)
    assert (hands.text("M1-1", STAGE), stage(hands, "M1-1")) == ("征求意见", "征求意见")
    assert hands.pane.words.text() == before
    assert hands.view.current_target == "M1-1"


def test_that_a_stage_half_typed_is_set_aside_beside_the_one_that_stands(
    hands: Hands, workspace: Workspace, qtbot: QtBot
) -> None:
    paper = "慈科〔2025〕8号（2025年6月5日）"
    record(workspace, "M1-1", JUNE, {"stage": "调研起草", "proof": paper})
    hands.go("M1-1", STAGE)
    hands.keys("2")
    qtbot.waitUntil(lambda: hands.window.header.kept.text() == "正在输入，已暂存")
    entry = hands.entry("M1-1")
    assert entry is not None
    assert (entry.stage, entry.proof, entry.drafts) == ("调研起草", paper, (("stage", "征求意见"),))
    hands.key(KEY.Key_Escape)
    entry = hands.entry("M1-1")
    assert entry is not None
    assert (entry.stage, entry.proof, entry.drafts) == ("调研起草", paper, ())
    hands.keys("2")
    qtbot.waitUntil(lambda: hands.window.header.kept.text() == "正在输入，已暂存")
    hands.key(KEY.Key_Return)
    entry = hands.entry("M1-1")
    assert entry is not None
    assert (entry.stage, entry.proof, entry.drafts) == ("征求意见", "", ())


def test_that_f2_edits_the_words_of_the_stage_that_stands(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "M1-1", JUNE, {"stage": "审议"})
    hands.go("M1-1", STAGE)
    hands.key(KEY.Key_F2)
    assert hands.editor is not None
    assert (hands.editor.text(), hands.editor.cursorPosition()) == ("审议", 2)
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("words", ["征求意见", "已征求意见", "征求 意见", "２"])
def test_that_an_input_method_gives_a_stage_by_its_words(hands: Hands, words: str) -> None:
    hands.go("M1-1", STAGE)
    commit(hands.view, words)
    assert hands.editor is not None
    assert hands.pane.words.text() in {"征求意见", f"{words} → 征求意见"}
    hands.key(KEY.Key_Return)
    assert stage(hands, "M1-1") == "征求意见"


def test_that_an_empty_stage_lists_its_numbers_and_enter_passes_over_it(hands: Hands) -> None:
    hands.go("M1-1", STAGE)
    assert hands.pane.words.text() == "填序号：1 调研起草、2 征求意见、3 审议、4 印发实施"
    hands.key(KEY.Key_Return)
    assert (hands.view.current_target, hands.entry("M1-1")) == ("M1-2", None)


def test_that_a_stage_is_chosen_from_a_menu(hands: Hands, qtbot: QtBot) -> None:
    hands.go("M1-1", STAGE)
    hands.key(KEY.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert next(action.text() for action in menu.actions()) == "&1　调研起草"
    QTest.keyClick(menu, KEY.Key_Down)
    QTest.keyClick(menu, KEY.Key_Return)
    assert hands.text("M1-1", STAGE) == "调研起草"
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_that_a_double_click_opens_the_choices_or_the_editor_and_nothing_where_none_is(hands: Hands) -> None:
    hands.view.doubleClicked.emit(hands.index("H-7", STAGE))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    hands.view.doubleClicked.emit(hands.index("H-3", GridColumn.NAME))
    assert QApplication.activePopupWidget() is None
    assert hands.editor is None
    hands.view.doubleClicked.emit(hands.index("H-3", GridColumn.INCREMENT))
    assert hands.editor is not None


def test_that_the_arrow_of_a_cell_and_alt_down_open_the_choices(hands: Hands) -> None:
    hands.go("M1-1", STAGE)
    cell, mouse = hands.view.visualRect(hands.index("M1-1", STAGE)), Qt.MouseButton.LeftButton
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
