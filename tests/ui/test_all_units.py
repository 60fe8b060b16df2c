"""全部单位 in the window: every view of all units as one, read-only, and what stands behind a figure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.record import note, record
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.bureau import SUM, Duty, FigureDecision
from cixi_desktop.records.handovers import Acceptance
from cixi_desktop.records.units import ALL_UNITS
from cixi_desktop.wording.form import why
from cixi_desktop.workspace import Workspace
from db.storage import STORAGE
from tests.support.modal_steps import ModalSteps
from ui.coordinator.answers import CorrectionDialog
from ui.coordinator.decision_dialog import DecisionDialog, SourcesDialog
from ui.dialogs.error_dialog import ErrorDialog
from ui.entry.entry_form import EntryPane
from ui.grid.grid_pane import GridPane
from ui.grid.grid_rows import GridColumn
from ui.ledger.ledger_dialog import LedgerDialog
from ui.shell.opening import opened
from ui.style.editors import LineEditor
from ui.style.form_style import em

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from ui.entry.task_page import TaskPage
    from ui.shell.main_window import MainWindow

JUNE, MAY = month(2025, 6), month(2025, 5)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """甲科 leads the new firms and has 30 in May and 40 in June; 乙科 told 72 so far in June."""
    units = [add_unit(workspace, name) for name in ("甲科", "乙科")]
    lead = Duty(subject_id="H-3", lead_unit_id=units[0].id)
    workspace.perform("分工", (Change(None, lead),))
    workspace.load(units[0].id)
    record(workspace, "H-3", MAY, {"increment": "30"})
    record(workspace, "H-3", JUNE, {"increment": "40"})
    note(workspace, "8", JUNE, {"progress_note": "甲科走访企业。"})
    workspace.load(units[1].id)
    record(workspace, "H-3", JUNE, {"cumulative": "72"})
    note(workspace, "8", JUNE, {"progress_note": "乙科召开会议。"})
    return workspace


@pytest.fixture
def total(filled: Workspace, window: MainWindow) -> MainWindow:
    """The window over the two units, showing all of them in June."""
    assert window.session.workspace is filled
    QTest.mouseClick(window.header.total, Qt.MouseButton.LeftButton)
    return window


def test_that_the_button_shows_all_units_and_again_the_unit_before(total: MainWindow) -> None:
    assert total.session.is_total
    assert total.header.total.isChecked()
    assert total.header.unit.text() == "单位：乙科"
    assert total.session.assessment is not None
    assert total.session.assessment.of("H-3").status == "达序时（待核定）"
    assert total.header.progress.text().endswith("待核定1项")
    QTest.mouseClick(total.header.total, Qt.MouseButton.LeftButton)
    assert not total.session.is_total
    assert total.session.workspace is not None
    assert total.session.workspace.content.unit.name == "乙科"


@pytest.mark.parametrize("view", ["entry", "grid", "overview"])
def test_that_every_view_is_there_for_every_period(total: MainWindow, view: str) -> None:
    """The lead's 70 of 120 count in each."""
    for key in ("2025-06", "2025-Q2", "2025-H1", "2025"):
        total.session.set_period(parse_period(key))
        total.way.show_view(view)
        assert total.panes.view == view
        assert total.session.assessment is not None
        assert total.session.assessment.period == parse_period(key)
        assert getattr(total.session.assessment.of("H-3"), "cumulative", None) == 70


def test_that_nothing_can_be_typed_and_texts_stand_by_unit(total: MainWindow) -> None:
    assert total.session.assessment is not None
    assert not total.session.assessment.is_open
    said = total.session.assessment.task("8").narrative.progress_note
    assert said == "【甲科】甲科走访企业。\n【乙科】乙科召开会议。"
    for name in ("submit", "lock", "unchanged", "template", "ledger"):
        assert not total.commands.action(name).isEnabled()
    assert total.session.workspace is not None
    with pytest.raises(CixiError, match="全部单位的汇总只供查看"):
        record(total.session.workspace, "H-3", JUNE, {"increment": "5"})


def test_that_a_figure_opens_the_units_behind_it_and_is_decided_there(
    total: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = FigureDecision(target_id="H-3", from_period=JUNE, whose=SUM, reason="名单不重复")
    monkeypatch.setattr(DecisionDialog, "ask", lambda **_: whole)
    seen = list[list[str]]()

    def look(dialog: SourcesDialog) -> None:
        seen.append([dialog.table.item(row, n).text() for row in range(2) for n in (0, 1, 2, 6)])
        assert "待核定：暂用牵头科室甲科70家，另有乙科72家" in dialog.standing.text()
        dialog.decide.click()
        assert "合计：甲科70家、乙科72家" in dialog.standing.text()
        dialog.leave.click()

    ModalSteps(total, qtbot).play(lambda: total.panes.sources_requested.emit("H-3"), (SourcesDialog, look))
    assert seen == [["甲科", "40家", "70家", "计入", "乙科", "", "72家", "不计入"]]
    assert total.session.assessment is not None
    assert getattr(total.session.assessment.of("H-3"), "cumulative", None) == 142


def test_that_enter_opens_the_units_behind_a_row_of_the_grid(total: MainWindow, qtbot: QtBot) -> None:
    total.way.show_view("grid")
    grid = total.panes.currentWidget()
    assert isinstance(grid, GridPane)
    grid.go_to("总体", "H-3")
    light = grid.model.index(grid.view.currentIndex().row(), GridColumn.LIGHT)
    shown = grid.view.fontMetrics().horizontalAdvance(str(light.data()))
    assert str(light.data()).endswith("（待核定）")
    assert grid.view.columnWidth(GridColumn.LIGHT) > shown + 2.2 * em(grid.view, 1)
    titles = list[str]()

    def look(dialog: SourcesDialog) -> None:
        titles.append(dialog.windowTitle())
        dialog.leave.click()

    ModalSteps(total, qtbot).play(lambda: QTest.keyClick(grid.view, Qt.Key.Key_Return), (SourcesDialog, look))
    place = grid.view.visualRect(grid.view.currentIndex()).center()
    ModalSteps(total, qtbot).play(
        lambda: _double_click(grid.view.viewport(), place),
        (SourcesDialog, look),
    )
    assert titles == ["数据来源：高新技术企业新增数（2025年6月）"] * 2


def _double_click(widget: QWidget, place: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)


def test_that_nobody_is_late_for_all_units(total: MainWindow) -> None:
    """The clock stands at 19 June, the due day of May has passed."""
    total.session.set_period(MAY)
    assert total.header.due.text() == "报送截止日5月25日"


def test_that_a_unit_behind_a_figure_can_be_looked_at(total: MainWindow, qtbot: QtBot) -> None:
    def go(dialog: SourcesDialog) -> None:
        dialog.table.setCurrentCell(0, 0)
        dialog.unit.click()

    ModalSteps(total, qtbot).play(lambda: total.panes.sources_requested.emit("H-3"), (SourcesDialog, go))
    assert total.header.unit.text() == "单位：甲科"
    assert not total.header.total.isChecked()
    assert total.header.band.words.text() == "正在查看：甲科（只供查看，不是本单位的填报）"
    total.session.toggle_total()
    assert total.header.unit.text() == "单位：乙科"
    assert total.header.total.isChecked()
    total.session.look_at("1")
    total.header.band.back.click()
    assert total.header.unit.text() == "单位：乙科"
    assert total.header.band.isHidden()


def test_that_nothing_of_another_unit_can_be_typed(filled: Workspace, window: MainWindow) -> None:
    window.session.look_at("1")
    window.way.go_to("8", "8-2")
    card = next(card for card in _task_page(window).cards if card.target.id == "H-3")
    box = card.field("increment").editor
    assert isinstance(box, LineEditor)
    assert box.text() == "40"
    assert box.isReadOnly()
    assert _task_page(window).narrative.boxes["progress_note"].editor.isReadOnly()
    assert "按“更正”" in _task_page(window).head.banner.text()
    for name in ("submit", "returned", "unchanged", "drafts", "adopt_count"):
        assert not window.commands.action(name).isEnabled()
    assert window.commands.action("correct").isEnabled()
    dialog = LedgerDialog(session=window.session, workspace=filled, target_id="H-3", parent=window)
    assert dialog.page.line.isHidden()
    assert dialog.page.remove_button.isHidden()
    dialog.deleteLater()
    window.session.look_back()
    assert not window.commands.action("correct").isEnabled()
    assert not box.isReadOnly()


def test_that_a_figure_of_another_unit_is_corrected_with_a_reason(
    filled: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    """38 instead of 40 in June make 68 of 120 with the 30 of May: 56.7 %, 6.7 points before the half."""
    window.session.look_at("1")
    window.way.go_to("8", "8-2")

    def answer(dialog: CorrectionDialog) -> None:
        assert not dialog.ok.isEnabled()
        dialog.reason.insert("名单重复2家")
        assert not dialog.ok.isEnabled()
        _type_over(dialog.inputs["increment"], "38 or 39")
        dialog.ok.click()
        assert dialog.isVisible()
        _type_over(dialog.inputs["increment"], "38")
        dialog.ok.click()

    def close(dialog: ErrorDialog) -> None:
        dialog.reject()

    steps = ModalSteps(window, qtbot)
    steps.play(window.header.band.correct.click, (CorrectionDialog, answer), (ErrorDialog, close))
    assert window.session.assessment is not None
    figure = window.session.assessment.of("H-3")
    assert isinstance(figure, FigureAssessment)
    assert figure.cumulative == 68
    told = "办公室更正：名单重复2家；张三2025年6月19日；单位填报70家"
    assert why(figure).endswith(f"\n{told}。")
    window.session.toggle_total()
    origin = window.session.assessment.of("H-3").origin
    assert origin is not None
    assert f"甲科68家（{told}）" in origin.words


def _task_page(window: MainWindow) -> TaskPage:
    entry = window.panes.currentWidget()
    assert isinstance(entry, EntryPane)
    return entry.pages["8"]


def _type_over(box: QWidget, text: str) -> None:
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, text)


def test_that_a_change_of_one_unit_shows_in_the_whole(filled: Workspace) -> None:
    """What was received while all are shown: 甲科 now has 35 in June, 65 so far."""
    filled.load("1")
    before = filled.content.records[("entry", "H-3", "1", "2025-06")]
    record(filled, "H-3", JUNE, {"increment": "35"})
    after = filled.content.records[("entry", "H-3", "1", "2025-06")]
    filled.load(ALL_UNITS.id)
    filled.perform("改回", (Change(after, before),))
    assert getattr(filled.assess(JUNE).of("H-3"), "cumulative", None) == 70
    filled.perform("再改", (Change(before, after),))
    assert getattr(filled.assess(JUNE).of("H-3"), "cumulative", None) == 65


def test_that_the_window_of_an_office_starts_with_all_units(plan: Plan, tmp_path: Path) -> None:
    """No figures of its own, and a file of another was received."""
    store = STORAGE.open(tmp_path)
    workspace = Workspace(plan=plan, store=store, actor="王芳")
    workspace.load(add_unit(workspace, "甲科").id)
    record(workspace, "H-3", JUNE, {"increment": "40"})
    found = opened(plan, tmp_path, STORAGE, "王芳")
    assert not found.workspace.is_total
    found.release()
    file = Acceptance(
        sha256="ab",
        unit_id="1",
        period=JUNE,
        number=1,
        check_code="ACDE-3467",
        file_name="甲科.xlsx",
        at=datetime(2025, 6, 18, 9, 0),  # noqa: DTZ001  local time
    )
    workspace.perform("接收", (Change(None, file),))
    found = opened(plan, tmp_path, STORAGE, "王芳")
    assert found.workspace.is_total
    found.release()


def test_that_the_name_of_who_fills_in_stands_on_the_page_of_the_own_unit_alone(total: MainWindow) -> None:
    total.dialogs.settings = replace(total.dialogs.settings, actor="王小明")
    names = []
    for _ in ("全部单位", "乙科"):
        page = total.outputs.page()
        assert page is not None
        names.append((page.unit.name, page.filled_by))
        total.session.toggle_total()
    assert names == [("全部单位", ""), ("乙科", "王小明")]
