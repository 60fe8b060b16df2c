"""Blocks go from and to a sheet: shown as understood first, then written in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit

from cixi_desktop.actions.record import record
from cixi_desktop.pasting.blocks import Fate, PastePlan
from cixi_desktop.pasting.figure_paste import plan_figures
from cixi_desktop.periods import month
from ui.dialogs.error_dialog import ErrorDialog
from ui.grid.grid_pane import GridPane
from ui.grid.grid_rows import GridColumn
from ui.table.paste_preview import PastePreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.history import Change
    from cixi_desktop.workspace import Workspace
    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pane(window: MainWindow) -> GridPane:
    window.activateWindow()
    window.way.show_view("grid")
    found = window.panes.currentWidget()
    assert isinstance(found, GridPane)
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[PastePlan[Change]]:
    """The previews that were shown; each is accepted."""
    plans: list[PastePlan[Change]] = []

    def ask(*, planned: PastePlan[Change], parent: object) -> bool:
        plans.append(planned)
        return True

    monkeypatch.setattr(PastePreview, "ask", ask)
    return plans


def paste(pane: GridPane, target_id: str, column: GridColumn, text: str) -> None:
    model = pane.model
    pane.view.setCurrentIndex(model.index(model.row_of(target_id), column))
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(pane.view, Qt.Key.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()


def shown(pane: GridPane, target_id: str, column: GridColumn) -> str:
    return str(pane.model.index(pane.model.row_of(target_id), column).data())


def test_that_a_block_is_laid_over_the_rows_below_across_rows_of_tasks(
    pane: GridPane, window: MainWindow, asked: list[PastePlan[Change]]
) -> None:
    """From the trade of 科技创新鼎 at the end of the headline targets into task 1."""
    paste(pane, "H-6", GridColumn.VALUE, "24.1\r\n申报\r\n审议\r\n")
    assert len(asked) == 1
    assert shown(pane, "H-6", GridColumn.VALUE) == "24.1"
    assert shown(pane, "H-7", GridColumn.VALUE) == "申报"
    assert shown(pane, "M1-1", GridColumn.VALUE) == "审议"
    window.session.undo()
    assert [shown(pane, i, GridColumn.VALUE) for i in ("H-6", "H-7", "M1-1")] == ["", "（未选）", "（未选）"]


def test_that_a_single_column_keeps_to_the_rows_as_down_does(
    pane: GridPane, asked: list[PastePlan[Change]]
) -> None:
    """From the increments of H-3 on: H-4 is entered as a value, so its number goes there."""
    paste(pane, "H-3", GridColumn.INCREMENT, "25\n1068\n78")
    assert asked[0].beyond == ()
    assert shown(pane, "H-3", GridColumn.INCREMENT) == "25"
    assert shown(pane, "H-4", GridColumn.VALUE) == "1068"
    assert shown(pane, "H-5", GridColumn.VALUE) == "78"


def test_that_a_block_over_columns_without_an_input_is_named(
    pane: GridPane, asked: list[PastePlan[Change]], workspace: Workspace
) -> None:
    paste(pane, "8-1", GridColumn.NAME, "某指标\t家\t300\t0\t12")
    assert shown(pane, "8-1", GridColumn.INCREMENT) == "12"
    assert asked[0].beyond == ("第1行“某指标”“家”“300”“0”：这些格不填数。",)


def test_that_hints_and_dashes_are_not_copied_but_what_follows_is(
    pane: GridPane, workspace: Workspace
) -> None:
    record(workspace, "8-1", month(2025, 5), {"increment": "5"})
    record(workspace, "8-3", JUNE, {"increment": "3"})
    pane.window().resize(1366, 700)
    QApplication.processEvents()
    first, last = (pane.model.index(pane.model.row_of(i), GridColumn.BEFORE) for i in ("8-1", "8-3"))
    pane.view.setCurrentIndex(first)
    selection = QItemSelection(first, last.siblingAtColumn(GridColumn.WHOLE))
    pane.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    QTest.keyClick(pane.view, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    assert copied == "5\t\t\t\n\t3\t3\t"


def test_that_refused_cells_are_left_and_the_others_written(
    pane: GridPane, asked: list[PastePlan[Change]], workspace: Workspace
) -> None:
    paste(pane, "8-1", GridColumn.INCREMENT, "１２家\n约100")
    assert [cell.fate for cell in asked[0].cells] == [Fate.NEW, Fate.REFUSED]
    assert shown(pane, "8-1", GridColumn.INCREMENT) == "12"
    assert workspace.content.entry("8-3", JUNE) is None


def test_that_nothing_is_written_without_consent(
    pane: GridPane, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PastePreview, "ask", lambda **_kwargs: False)
    paste(pane, "8-1", GridColumn.INCREMENT, "1\n2")
    assert workspace.content.entry("8-1", JUNE) is None


def test_that_a_single_cell_is_taken_as_typed(
    pane: GridPane, asked: list[PastePlan[Change]], workspace: Workspace
) -> None:
    paste(pane, "8-1", GridColumn.INCREMENT, "约10\n")
    assert asked == []
    entry = workspace.content.entry("8-1", JUNE)
    assert entry is not None
    assert entry.drafts == (("increment", "约10"),)


def test_that_a_blank_clipboard_pastes_nothing(pane: GridPane, asked: list[PastePlan[Change]]) -> None:
    paste(pane, "8-1", GridColumn.INCREMENT, " \n ")
    assert asked == []


def planned(workspace: Workspace) -> PastePlan[Change]:
    """Two new, one overwriting, one unchanged, one refused; two rows without a place."""
    record(workspace, "8-1", JUNE, {"increment": "5"})
    record(workspace, "9-4", JUNE, {"increment": "2"})
    targets = ("8-1", "8-3", "9-2", "9-4", "12-1")
    slots = [[(target_id, "increment")] for target_id in targets]
    block = tuple((text,) for text in ("7", "3家", "1", "2", "约4", "8", "9"))
    return plan_figures(workspace.plan, workspace.content, JUNE, slots, block)


def beyond(dialog: PastePreview) -> str:
    label = dialog.findChild(QLabel, "fault")
    assert isinstance(label, QLabel)
    return label.text()


def test_that_the_preview_says_what_becomes_of_every_cell(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = PastePreview(planned=planned(workspace))
    qtbot.addWidget(dialog)
    assert dialog.summary.text() == (
        "共5格：写入3格，其中改写1格；1格不变；1格不能识别或有误，不写入；2处内容超出可填范围。"
    )
    rows = [[dialog.table.item(row, column).text() for column in range(7)] for row in range(5)]
    assert rows[0][5] == "不写入"
    assert "不是准确数" in rows[0][6]
    assert rows[1] == ["新培育浙江省科技型中小企业", "本期新增", "7", "7", "5", "改写", ""]
    assert rows[2] == ["新增宁波市级以上企业研发机构", "本期新增", "3家", "3", "", "写入", ""]
    assert rows[4][5] == "不变"
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).text() == "写入3格"
    assert beyond(dialog) == "第6行“8”：超出表格。第7行“9”：超出表格。"


def test_that_a_reason_is_shown_whole_on_as_few_lines_as_it_needs(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = PastePreview(planned=planned(workspace))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    heights = [dialog.table.rowHeight(row) for row in range(5)]
    assert len(set(heights[1:])) == 1
    assert heights[0] == dialog.table.sizeHintForRow(0)


def test_that_many_rows_without_a_place_are_counted(qtbot: QtBot, workspace: Workspace) -> None:
    slots = [[("8-1", "increment")]]
    block = tuple((str(number),) for number in range(1, 7))
    plan = plan_figures(workspace.plan, workspace.content, JUNE, slots, block)
    dialog = PastePreview(planned=plan)
    qtbot.addWidget(dialog)
    assert beyond(dialog).endswith("另有2处超出可填范围，未写入。")


def test_that_there_is_nothing_to_accept_where_all_is_refused(qtbot: QtBot, workspace: Workspace) -> None:
    plan = plan_figures(workspace.plan, workspace.content, JUNE, [[("8-1", "increment")]], (("约3",),))
    dialog = PastePreview(planned=plan)
    qtbot.addWidget(dialog)
    accept = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert (accept.isEnabled(), accept.text()) == (False, "无可写入内容")


@pytest.mark.parametrize("is_accepted", [True, False])
def test_that_the_preview_tells_whether_it_was_accepted(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, is_accepted: bool, qtbot: QtBot
) -> None:
    def answer(dialog: PastePreview) -> int:
        (dialog.accept if is_accepted else dialog.reject)()
        return dialog.result()

    monkeypatch.setattr(PastePreview, "exec", answer)
    assert PastePreview.ask(planned=planned(workspace)) is is_accepted


def test_that_a_block_put_into_an_open_cell_is_laid_over_the_grid(
    pane: GridPane, asked: list[PastePlan[Change]]
) -> None:
    pane.view.setCurrentIndex(pane.model.index(pane.model.row_of("8-1"), GridColumn.INCREMENT))
    QTest.keyClick(pane.view, Qt.Key.Key_F2)
    editor = pane.view.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QGuiApplication.clipboard().setText("7\n3\n")
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert [(cell.name, cell.read_as) for cell in asked[0].cells] == [
        ("新培育浙江省科技型中小企业", "7"),
        ("新增宁波市级以上企业研发机构", "3"),
    ]


def test_that_a_block_with_heads_is_refused_with_what_to_copy(
    pane: GridPane,
    window: MainWindow,
    asked: list[PastePlan[Change]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ErrorDialog, "ask", lambda *_, **__: None)
    with qtbot.waitSignal(window.session.failed) as failed:
        paste(pane, "8-1", GridColumn.NAME, "指标/事项\t本期完成\n8-1\t12")
    assert failed.args[0].message == "粘贴的内容带有表头“指标/事项”“本期完成”，未写入。"
    assert asked == []
