"""A table for the keyboard: type, next, undo, copy and paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import Column, parse_block
from cixi_desktop.pasting.text_table import TableLayout, TextRow
from ui.table.paste_preview import PastePreview
from ui.table.table_dialog import DiscardDialog
from ui.table.text_table import TextTable

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

KEY = Qt.Key
ROWS = (
    TextRow("8", "8. 培育", ("甲科", ""), names=("8",), is_head=True),
    TextRow("9", "9. 攻关", ("", "张三")),
)


def read(_row: TextRow, _column: int, text: str) -> str:
    if text == "坏":
        raise CixiError("看不懂。")
    return text.replace("　", "")


LAYOUT = TableLayout(
    columns=(Column(field="lead", head="牵头科室"), Column(field="person", head="责任人")),
    read=read,
    placeholders=lambda rows: {(n, 0): "未分配" for n, row in enumerate(rows) if not row.cells[0]},
    readonly_reason=lambda row, column: "本项不填。" if (row.key, column) == ("8", 1) else "",
)
GROWING = TableLayout(columns=LAYOUT.columns, read=read, added=lambda _name: TextRow("", "", ("", "")))


@pytest.fixture
def table(qtbot: QtBot) -> TextTable:
    return shown(qtbot, LAYOUT)


def shown(qtbot: QtBot, layout: TableLayout) -> TextTable:
    table = TextTable(name="分工", layout=layout, rows=ROWS, title_ems=8)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    table.setFocus()
    return table


def texts(table: TextTable) -> list[tuple[str, ...]]:
    return [row.cells for row in table.texts.rows]


def editor(table: TextTable) -> QLineEdit:
    found = table.viewport().findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def shown_text(table: TextTable, row: int, column: int) -> str:
    return str(table.texts.index(row, column).data())


def test_that_qt_finds_nothing_wrong_with_the_model(table: TextTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.texts, force_py=True)  # type: ignore[no-untyped-call]


def test_that_typing_and_enter_go_down_the_column(table: TextTable, qtbot: QtBot) -> None:
    QTest.keyClicks(table, "B")
    qtbot.waitUntil(lambda: table.viewport().findChild(QLineEdit) is not None)
    QTest.keyClicks(editor(table), "2")
    QTest.keyClick(editor(table), KEY.Key_Return)
    qtbot.waitUntil(lambda: texts(table)[0] == ("B2", ""))
    qtbot.waitUntil(lambda: table.currentIndex().row() == 1)
    QTest.keyClick(table, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, KEY.Key_Return)
    assert table.currentIndex().row() == 1


def test_that_the_arrows_leave_the_editor_for_the_next_row(table: TextTable) -> None:
    table.go_to((1, 0))
    QTest.keyClick(table, KEY.Key_F2)
    editor(table).setText("丙科")
    QTest.keyClick(editor(table), KEY.Key_Up)
    assert texts(table)[1] == ("丙科", "张三")
    assert table.currentIndex().row() == 0


def test_that_escape_restores_what_stood_there(table: TextTable) -> None:
    QTest.keyClick(table, KEY.Key_F2)
    editor(table).setText("丁科")
    QTest.keyClick(editor(table), KEY.Key_Escape)
    assert texts(table)[0] == ("甲科", "")


def test_that_what_is_taken_over_is_grey_and_not_a_text(table: TextTable) -> None:
    assert shown_text(table, 1, 0) == "未分配"
    assert table.texts.index(1, 0).data(Qt.ItemDataRole.EditRole) == ""
    assert "未分配" in table.texts.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_that_what_is_refused_stays_as_typed_with_its_reason(table: TextTable) -> None:
    table.texts.put_texts({(1, 1): "坏"})
    assert table.texts.faults == {(1, 1): "看不懂。"}
    assert table.fault_words((1, 1)) == "9. 攻关，责任人：看不懂。"
    assert "看不懂" in table.texts.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_that_nothing_can_be_typed_into_a_closed_cell(table: TextTable) -> None:
    table.go_to((0, 1))
    QTest.keyClick(table, KEY.Key_F2)
    assert table.viewport().findChild(QLineEdit) is None
    table.paste_block(parse_block("李四"))
    assert texts(table)[0] == ("甲科", "")


def test_that_delete_empties_and_undo_brings_back(table: TextTable) -> None:
    QTest.keyClick(table, KEY.Key_Delete)
    assert texts(table)[0] == ("", "")
    assert table.has_changes
    QTest.keyClick(table, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert texts(table)[0] == ("甲科", "")
    assert not table.has_changes
    QTest.keyClick(table, KEY.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, KEY.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert texts(table)[0] == ("", "")


def test_that_undo_without_a_step_does_nothing(table: TextTable) -> None:
    table.texts.undo()
    table.texts.put(ROWS)
    table.texts.undo()
    assert texts(table) == [row.cells for row in ROWS]


def test_that_selected_cells_are_copied_as_a_block(table: TextTable) -> None:
    table.selectAll()
    QTest.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "甲科\t\n\t张三"
    table.clearSelection()
    QTest.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "甲科\t\n\t张三"


@pytest.mark.parametrize("is_accepted", [True, False])
def test_that_a_block_is_put_down_once_its_preview_is_accepted(
    table: TextTable, monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    monkeypatch.setattr(PastePreview, "ask", lambda **_named: is_accepted)
    QGuiApplication.clipboard().setText("乙科\n丙科\n")
    QTest.keyClick(table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [cells[0] for cells in texts(table)] == (["乙科", "丙科"] if is_accepted else ["甲科", ""])
    table.texts.undo()
    assert [cells[0] for cells in texts(table)] == ["甲科", ""]


def test_that_a_block_passes_hidden_rows_over(table: TextTable, monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[int] = []
    monkeypatch.setattr(PastePreview, "ask", lambda **named: planned.append(len(named["planned"].cells)))
    table.setRowHidden(1, True)
    QTest.keyClick(table, KEY.Key_Return)
    assert table.currentIndex().row() == 0
    table.paste_block(parse_block("乙科\n丙科"))
    assert planned == [2]


def test_that_a_table_that_grows_has_a_blank_row_at_its_end(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    table = shown(qtbot, GROWING)
    qtmodeltester.check(table.texts, force_py=True)  # type: ignore[no-untyped-call]
    assert table.texts.rowCount() == 3
    assert table.texts.headerData(2, Qt.Orientation.Vertical) == "＋"
    table.texts.put_texts({(2, 0): "丙科"})
    assert texts(table)[2] == ("丙科", "")
    table.texts.put_texts({(2, 0): ""})
    assert len(texts(table)) == 2
    table.go_to((2, 0))
    table.erase()
    assert len(texts(table)) == 2


def test_that_names_are_typed_one_below_the_other_at_the_end(qtbot: QtBot) -> None:
    table = shown(qtbot, GROWING)
    table.go_to((2, 0))
    for name in "丙丁":
        QTest.keyClick(table, KEY.Key_F2)
        editor(table).setText(f"{name}科")
        QTest.keyClick(editor(table), KEY.Key_Return)
        qtbot.waitUntil(lambda: table.viewport().findChild(QLineEdit) is None)
        assert table.hasFocus()
    assert [cells[0] for cells in texts(table)[2:]] == ["丙科", "丁科"]
    assert (table.currentIndex().row(), table.currentIndex().column()) == (4, 0)
    table.texts.undo()
    assert [cells[0] for cells in texts(table)[2:]] == ["丙科"]
    assert table.currentIndex().row() == 3


def test_that_names_are_offered_after_each_mark(table: TextTable) -> None:
    table.offer((0,), ["高新科", "规划科"])
    QTest.keyClick(table, KEY.Key_F2)
    line = editor(table)
    line.setText("高新科、规")
    completer = line.completer()
    completer.setCompletionPrefix("规")
    assert completer.splitPath("高新科、规") == ["规"]
    assert completer.pathFromIndex(completer.model().index(1, 0)) == "高新科、规划科"
    QTest.keyClick(line, KEY.Key_Escape)


def test_that_enter_leads_on_while_names_are_offered(table: TextTable) -> None:
    table.offer((0,), ["AB"])
    QTest.keyClick(table, KEY.Key_F2)
    line = editor(table)
    line.clear()
    QTest.keyClicks(line, "AB")
    popup = line.completer().popup()
    assert popup.isVisible()
    QTest.keyClick(popup, KEY.Key_Return)
    assert texts(table)[0] == ("AB", "")
    assert table.currentIndex().row() == 1


@pytest.mark.parametrize(
    ("before", "typed", "kept"), [("", "A", "AB"), ("", "B", "B"), ("规划科、", "A", "规划科、AB")]
)
def test_that_enter_takes_the_only_name_that_is_offered(
    table: TextTable, before: str, typed: str, kept: str
) -> None:
    table.offer((0,), ["AB", "CB", "规划科"])
    QTest.keyClick(table, KEY.Key_F2)
    line = editor(table)
    line.setText(before)
    QTest.keyClicks(line, typed)
    QTest.keyClick(line.completer().popup(), KEY.Key_Return)
    assert texts(table)[0] == (kept, "")
    assert table.currentIndex().row() == 1


def test_that_a_single_cell_fills_what_is_selected_and_is_shown(table: TextTable) -> None:
    table.setCurrentIndex(table.texts.index(0, 0))
    QTest.keyClick(table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.paste_block(parse_block("乙科"))
    assert [row[0] for row in texts(table)] == ["乙科", "乙科"]
    table.setRowHidden(1, True)
    table.selectAll()
    table.paste_block(parse_block("丙科"))
    assert texts(table) == [("丙科", ""), ("乙科", "张三")]


@pytest.mark.parametrize("is_dropping", [True, False])
def test_that_dropping_what_was_typed_is_asked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_dropping: bool
) -> None:
    monkeypatch.setattr(DiscardDialog, "exec", lambda _self: 0)
    monkeypatch.setattr(DiscardDialog, "clickedButton", lambda self: self.drop if is_dropping else None)
    assert DiscardDialog.ask() is is_dropping


def test_that_a_word_still_composed_is_kept(table: TextTable) -> None:
    QTest.keyClick(table, KEY.Key_F2)
    line = editor(table)
    line.selectAll()
    QCoreApplication.sendEvent(line, QInputMethodEvent("高新", []))
    table.flush()
    assert texts(table)[0][0] == "高新"


def test_that_a_first_word_typed_by_an_input_method_opens_the_editor(table: TextTable) -> None:
    event = QInputMethodEvent()
    event.setCommitString("科")
    QCoreApplication.sendEvent(table, event)
    assert editor(table).text() == "科"
    table.flush()
    assert texts(table)[0][0] == "科"


def test_that_a_block_put_into_an_open_cell_is_laid_over_the_table(
    table: TextTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PastePreview, "ask", lambda **_: True)
    table.go_to((0, 0))
    QTest.keyClick(table, KEY.Key_F2)
    QGuiApplication.clipboard().setText("甲科\n乙科\n")
    QTest.keyClick(editor(table), KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert texts(table) == [("甲科", ""), ("乙科", "张三")]
    assert table.currentIndex().row() == 1  # the first that is other than before


def test_that_tab_leaves_the_table_both_ways(qtbot: QtBot) -> None:
    parent = QWidget()
    column = QVBoxLayout(parent)
    before, table, after = QLineEdit(), TextTable(name="分工", layout=LAYOUT, rows=ROWS), QLineEdit()
    for widget in (before, table, after):
        column.addWidget(widget)
    qtbot.addWidget(parent)
    with qtbot.waitExposed(parent):
        parent.show()
    table.setFocus()
    QTest.keyClick(table, KEY.Key_Tab)
    assert after.hasFocus()
    QTest.keyClick(after, KEY.Key_Backtab)
    assert table.hasFocus()
    QTest.keyClick(table, KEY.Key_Backtab)
    assert before.hasFocus()
