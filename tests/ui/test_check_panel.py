"""检查: the list beneath the pane, live, narrowed, and leading to each input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from cixi_desktop.actions.record import note, record, type_field
from cixi_desktop.checks.findings import Degree
from cixi_desktop.periods import month, parse_period
from tests.support.totals import tell_totals
from ui.checks.check_panel import NARROWED, NOTHING
from ui.entry.entry_form import EntryPane
from ui.style.palette import TONES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace
    from ui.checks.check_panel import CheckPanel
    from ui.entry.task_page import TaskPage
    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)


@pytest.fixture
def panel(window: MainWindow, workspace: Workspace) -> CheckPanel:
    """The open list: 8-3 cannot be read, and the text of task 8 disagrees with its figure."""
    type_field(workspace, "8-3", JUNE, name="cumulative", text="约12")
    record(workspace, "H-3", month(2025, 5), {"cumulative": "45"})
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    note(workspace, "8", JUNE, {"progress_note": "新增高新技术企业72家。"})
    window.activateWindow()
    window.commands.action("checks").trigger()
    return window.checked_panes.panel


def page(window: MainWindow) -> TaskPage:
    entry = window.panes.currentWidget()
    assert isinstance(entry, EntryPane)
    return entry.pages[entry.task_id]


def focused(window: MainWindow, place_id: str, field: str) -> bool:
    target = next(each for each in page(window).targets if each.place_id == place_id)
    return QApplication.focusWidget() is target.field(field).editor


def cells(panel: CheckPanel, row: int) -> list[str]:
    return [str(panel.model.index(row, column).data()) for column in range(panel.model.columnCount())]


def choose(panel: CheckPanel, degree: Degree) -> None:
    """Go to the first finding of a degree."""
    row = next(row for row, finding in enumerate(panel.model.rows) if finding.degree is degree)
    panel.table.selectRow(row)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)


def test_that_the_list_opens_worst_first_with_the_focus(panel: CheckPanel) -> None:
    # 99 figures and items: one typed, one unreadable; one text that disagrees.
    assert [button.text() for button in panel.filters.values()] == ["× 错误 1", "－ 未填 97", "△ 提醒 1"]
    assert QApplication.focusWidget() is panel.table
    assert panel.table.currentIndex().row() == 0
    assert cells(panel, 0) == [
        "× 错误",
        "8",
        "8-3 新增宁波市级以上企业研发机构",
        "“约12”不是准确数。",
        "请只填数字，不写“约”“左右”“以上”。",
    ]
    assert panel.model.rows[-1].message == "“高新技术企业新增数”：文中72家，表内本期25家、累计70家。"


def test_that_the_header_counts_what_is_wrong_and_doubtful(window: MainWindow, panel: CheckPanel) -> None:
    assert window.header.progress.text() == "本月已填1/99项，1处需更正，1处提醒"


def test_that_each_finding_leads_to_its_input(window: MainWindow, panel: CheckPanel) -> None:
    choose(panel, Degree.ERROR)
    assert window.panes.task_id == "8"
    assert focused(window, "8-3", "cumulative")
    choose(panel, Degree.WARNING)
    assert QApplication.focusWidget() is page(window).narrative.boxes["progress_note"].editor
    choose(panel, Degree.MISSING)
    assert focused(window, "H-1", "value")
    assert window.tree.current_key.endswith("H-1")


def test_that_an_input_of_the_fold_is_opened(
    window: MainWindow, workspace: Workspace, panel: CheckPanel
) -> None:
    type_field(workspace, "8-1", JUNE, name="as_of", text="六月")
    row = next(row for row, finding in enumerate(panel.model.rows) if finding.field == "as_of")
    panel.table.doubleClicked.emit(panel.model.index(row, 0))
    assert focused(window, "8-1", "as_of")


def test_that_other_views_give_way_to_the_form(window: MainWindow, panel: CheckPanel) -> None:
    window.way.show_view("grid")
    choose(panel, Degree.ERROR)
    assert window.panes.view == "entry"
    assert focused(window, "8-3", "cumulative")


def test_that_a_longer_period_leads_to_the_gauge(window: MainWindow, panel: CheckPanel) -> None:
    window.session.set_period(parse_period("2025-Q2"))
    choose(panel, Degree.ERROR)
    assert window.panes.view == "overview"
    assert window.panes.focused_target == "8-3"


def test_that_the_list_follows_what_is_typed(workspace: Workspace, panel: CheckPanel) -> None:
    panel.table.selectRow(2)
    chosen = panel.model.rows[2]
    type_field(workspace, "8-3", JUNE, name="cumulative", text="12")
    assert panel.filters[Degree.ERROR].text() == "× 错误 0"
    assert panel.model.rows[panel.table.currentIndex().row()] == chosen
    record(workspace, panel.model.rows[0].place_id, JUNE, {"state": "待公布", "reason": "次年公布"})
    assert panel.model.rows[panel.table.currentIndex().row()] == chosen


def test_that_the_next_one_is_chosen_when_a_finding_is_mended(
    workspace: Workspace, panel: CheckPanel
) -> None:
    following = panel.model.rows[1]
    type_field(workspace, "8-3", JUNE, name="cumulative", text="12")
    assert panel.table.currentIndex().row() == 0
    assert panel.model.rows[0] == following


def test_that_a_finding_that_changes_its_words_stays_chosen(workspace: Workspace, panel: CheckPanel) -> None:
    type_field(workspace, "8-3", JUNE, name="cumulative", text="十几")
    assert panel.model.rows[panel.table.currentIndex().row()].message == "“十几”不是数字。"


def test_that_the_list_is_narrowed_by_degree(panel: CheckPanel) -> None:
    panel.filters[Degree.MISSING].click()
    assert {finding.degree for finding in panel.model.rows} == {Degree.ERROR, Degree.WARNING}
    panel.filters[Degree.ERROR].click()
    panel.filters[Degree.WARNING].click()
    assert panel.model.rows == ()
    assert not panel.empty.isHidden()
    assert panel.empty.text() == NARROWED
    panel.filters[Degree.ERROR].click()
    assert len(panel.model.rows) == 1
    assert panel.empty.isHidden()


def test_that_nothing_found_is_said(window: MainWindow, workspace: Workspace, panel: CheckPanel) -> None:
    type_field(workspace, "8-3", JUNE, name="cumulative", text="12")
    tell_totals(workspace, month(2025, 5))
    window.session.fill_unchanged([task.id for task in workspace.plan.tasks])
    for task in workspace.plan.tasks:
        problems = "一是批次未到。二是项目未定。三是企业不足。四是其他。"
        texts = {"progress_note": "按计划推进。", "problems": problems, "next_steps": "加快推进。"}
        note(workspace, task.id, JUNE, texts)
    assert panel.model.rows == ()
    assert panel.empty.text() == NOTHING
    panel.take_focus()
    assert not panel.table.currentIndex().isValid()


def test_that_f7_goes_to_the_list_and_from_it_closes_it(window: MainWindow, panel: CheckPanel) -> None:
    choose(panel, Degree.ERROR)
    window.checked_panes.toggle()
    assert QApplication.focusWidget() is panel.table
    window.checked_panes.toggle()
    assert panel.isHidden()
    window.checked_panes.toggle()
    assert panel.isVisible()
    QTest.keyClick(panel.table, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert window.panes.isAncestorOf(QApplication.focusWidget())


def test_that_the_keyboard_comes_back_to_the_input_it_left(window: MainWindow, qtbot: QtBot) -> None:
    window.way.go_to("8", "8-3", is_to_type=True)
    qtbot.waitUntil(lambda: window.panes.focused_target == "8-3")
    left = QApplication.focusWidget()
    window.checked_panes.toggle()
    QTest.keyClick(window.checked_panes.panel.table, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is left
    window.way.to_next_pane()
    window.way.to_next_pane()
    window.way.to_next_pane()
    assert QApplication.focusWidget() is left


def test_that_the_cross_closes_it_and_a_closed_list_does_no_work(
    window: MainWindow, workspace: Workspace, panel: CheckPanel
) -> None:
    panel.cross.click()
    assert panel.isHidden()
    before = panel.model.rows
    type_field(workspace, "8-3", JUNE, name="cumulative", text="12")
    assert panel.model.rows is before
    window.checked_panes.toggle()
    assert panel.filters[Degree.ERROR].text() == "× 错误 0"


def test_that_nothing_is_gone_to_while_something_cannot_be_kept(
    window: MainWindow, panel: CheckPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.session, "commit_pending", lambda: False)
    choose(panel, Degree.ERROR)
    assert window.panes.task_id == "总体"


def test_that_other_keys_and_an_empty_list_do_nothing(panel: CheckPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.chosen):
        QTest.keyClick(panel.table, Qt.Key.Key_Down)
        panel.table.clearSelection()
        panel.table.setCurrentIndex(panel.model.index(-1, -1))
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
        QTest.keyClick(panel, Qt.Key.Key_A)


def test_that_degrees_have_word_shape_and_colour(panel: CheckPanel) -> None:
    model = panel.model
    colours = {
        finding.degree: model.index(row, 0).data(Qt.ItemDataRole.ForegroundRole)
        for row, finding in enumerate(model.rows)
    }
    assert colours == {
        Degree.ERROR: TONES["red"].text,
        Degree.MISSING: TONES["grey"].text,
        Degree.WARNING: TONES["yellow"].text,
    }
    assert model.index(0, 3).data(Qt.ItemDataRole.ForegroundRole) is None
    assert "8-3" in model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    tip = model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("新增宁波市级以上企业研发机构\n“约12”不是准确数。请只填数字")


def test_that_the_model_keeps_qts_rules(panel: CheckPanel) -> None:
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    panel.filters[Degree.MISSING].click()
    assert panel.model.rowCount() == 2
    assert panel.model.headerData(0, Qt.Orientation.Vertical) is None


def test_that_the_list_leaves_room_for_the_form(window: MainWindow, panel: CheckPanel) -> None:
    window.resize(1366, 732)
    QApplication.processEvents()
    sizes: list[int] = window.checked_panes.sizes()
    assert sizes[0] > sizes[1] > 120


@pytest.mark.parametrize("width", [800, 1097, 1366])
def test_that_every_column_is_seen_without_scrolling(
    window: MainWindow, panel: CheckPanel, width: int
) -> None:
    window.take_size(width, 700)
    QApplication.processEvents()
    head = panel.table.horizontalHeader()
    assert panel.table.horizontalScrollBar().maximum() == 0
    assert head.length() == panel.table.viewport().width()


def test_that_the_table_does_not_move_the_focus_with_tab(panel: CheckPanel) -> None:
    QTest.keyClick(panel.table, Qt.Key.Key_Tab)
    focused_now: QWidget | None = QApplication.focusWidget()
    assert focused_now is not panel.table
