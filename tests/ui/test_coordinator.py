"""The coordinator's desk in the window."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.record import record
from cixi_desktop.actions.review import bureau
from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import SUM, FigureDecision
from cixi_desktop.records.handovers import Acceptance, ReviewVerdict
from cixi_desktop.wording.coordinator import summary
from ui.coordinator.answers import ContactDialog
from ui.coordinator.coordinator_dialog import CoordinatorDialog
from ui.coordinator.decision_dialog import DecisionDialog
from ui.coordinator.return_dialog import ReturnDialog, SlipDialog
from ui.dialogs.file_dialog import DoneDialog, SaveAs
from ui.page.page_preview import PagePreview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.reports.page import Page
    from cixi_desktop.workspace import Workspace
    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)
TODAY = date(2025, 6, 19)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """甲科 with 15 firms and 3.40 %, received by file; 乙科 with 20 firms and 3.45 %, a draft."""
    for name, firms, share in (("甲科", "15", "3.40"), ("乙科", "20", "3.45")):
        workspace.load(add_unit(workspace, name).id)
        record(workspace, "8-1", JUNE, {"increment": firms})
        record(workspace, "H-2", JUNE, {"value": share})
    file = Acceptance(
        sha256="ab",
        unit_id="1",
        period=JUNE,
        number=7,
        check_code="ACDE-3467",
        file_name="甲科.xlsx",
        at=datetime(2025, 6, 18, 9, 0),  # noqa: DTZ001  local time
    )
    workspace.perform("接收", (Change(None, file),))
    return workspace


def look(workspace: Workspace) -> Bureau:
    return bureau(workspace.plan, workspace.store, JUNE, TODAY)


@pytest.fixture
def desk(filled: Workspace, window: MainWindow, qtbot: QtBot) -> Iterator[CoordinatorDialog]:
    """The desk over the window, showing June."""
    dialog = CoordinatorDialog(period=JUNE, parent=window)
    dialog.asked.connect(lambda name: window.coordinator.answer(dialog, name))
    window.coordinator.load(dialog)
    qtbot.waitUntil(lambda: dialog.units.rowCount() == 2)
    yield dialog
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    dialog.deleteLater()


def choose_unit(dialog: CoordinatorDialog, row: int) -> None:
    dialog.units.setCurrentCell(row, 0)


def click(dialog: CoordinatorDialog, name: str, window: MainWindow, qtbot: QtBot) -> None:
    assert dialog.buttons[name].isEnabled()
    dialog.buttons[name].click()
    qtbot.waitUntil(lambda: not window.tasks.is_busy)


def cells(dialog: CoordinatorDialog, row: int) -> list[str]:
    return [dialog.units.item(row, column).text() for column in range(dialog.units.columnCount())]


def test_that_the_desk_shows_units_states_and_disputed_figures(desk: CoordinatorDialog) -> None:
    assert desk.summary.text() == "应报2个单位：●已报送1、◇草稿1；待核定2项。"
    assert cells(desk, 0) == ["甲科", "● 已报送", "7", "ACDE-3467", "6月18日9:00", "", ""]
    assert cells(desk, 1)[:2] == ["乙科", "◇ 草稿"]
    disputed = [desk.figures.item(row, 2).text() for row in range(desk.figures.rowCount())]
    assert disputed == ["甲科3.40%、乙科3.45%", "甲科15家、乙科20家"]


def test_that_a_month_without_disputed_figures_says_so(
    desk: CoordinatorDialog, filled: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    assert desk.disputed.text().startswith("多个单位填报的指标和事项")
    assert not desk.figures.isHidden()
    for target, field in (("8-1", "increment"), ("H-2", "value")):
        record(filled, target, JUNE, {field: ""})
    window.coordinator.load(desk)
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert desk.disputed.text() == "没有由多个单位同时填报的指标和事项。"
    assert desk.figures.isHidden()


def test_that_only_what_was_handed_in_can_be_received_or_returned(desk: CoordinatorDialog) -> None:
    choose_unit(desk, 1)
    assert not any(desk.buttons[name].isEnabled() for name in ("receive", "return", "receipt"))
    choose_unit(desk, 0)
    assert all(desk.buttons[name].isEnabled() for name in ("receive", "return", "receipt"))


def test_that_receiving_shows_at_once(
    desk: CoordinatorDialog, filled: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    choose_unit(desk, 0)
    click(desk, "receive", window, qtbot)
    assert look(filled).status("1").state is ReportingState.RECEIVED
    assert cells(desk, 0)[1] == "★ 已接收"


def test_that_a_return_writes_the_workbook_and_shows_the_slip(  # noqa: PLR0917  fixtures
    desk: CoordinatorDialog,
    filled: Workspace,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, shown = tmp_path / "退回.xlsx", list[str]()
    monkeypatch.setattr(ReturnDialog, "ask", lambda **_: (("8-1:累计完成", "名单只有13家"),))
    monkeypatch.setattr(SaveAs, "ask", lambda **_: out)
    monkeypatch.setattr(DoneDialog, "ask", lambda **_: None)
    monkeypatch.setattr(SlipDialog, "ask", lambda **told: shown.append(told["words"]))
    choose_unit(desk, 0)
    click(desk, "return", window, qtbot)
    review = look(filled).status("1").review
    assert review is not None
    assert review.verdict == ReviewVerdict.RETURNED
    assert load_workbook(out).sheetnames[0] == "退回意见"
    assert shown[0].splitlines()[0] == "甲科："
    assert "有1处需要修改，现予退回" in shown[0]
    assert "　　1.8-1　新培育浙江省科技型中小企业　累计完成：名单只有13家\n" in shown[0]
    assert cells(desk, 0)[1] == "▲ 退回"


def test_that_a_return_without_reasons_returns_nothing(
    desk: CoordinatorDialog,
    filled: Workspace,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ReturnDialog, "ask", lambda **_: ())
    choose_unit(desk, 0)
    click(desk, "return", window, qtbot)
    assert look(filled).status("1").state is ReportingState.SUBMITTED


def test_that_a_contact_is_noted_with_todays_date(
    desk: CoordinatorDialog, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ContactDialog, "ask", lambda **_: "电话，周五前报")
    choose_unit(desk, 1)
    click(desk, "contact", window, qtbot)
    assert cells(desk, 1)[-1] == "2025年6月19日　电话，周五前报"


def test_that_a_decision_shows_with_its_reason(
    desk: CoordinatorDialog,
    filled: Workspace,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decision = FigureDecision(target_id="H-2", from_period=JUNE, whose="2", reason="统计局口径")
    monkeypatch.setattr(DecisionDialog, "ask", lambda **_: decision)
    desk.figures.setCurrentCell(0, 0)
    click(desk, "decide", window, qtbot)
    assert desk.figures.item(0, 3).text() == "核定：乙科（统计局口径；自2025年6月起）"
    assert "待核定1项" in summary(look(filled))


def test_that_the_receipt_and_the_reminder_can_be_copied(
    desk: CoordinatorDialog, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = list[str]()
    monkeypatch.setattr(SlipDialog, "ask", lambda **told: shown.append(told["words"]))
    choose_unit(desk, 0)
    click(desk, "receipt", window, qtbot)
    click(desk, "reminder", window, qtbot)
    signed = f"{'　' * 18}慈溪市科学技术局办公室\n{'　' * 18}2025年6月19日"
    assert shown == [
        f"甲科：\n　　你单位报送的2025年6月工作要点进展情况表（校验码：ACDE-3467）已接收。\n{signed}",
        (
            "各有关科室、单位：\n　　2025年6月工作要点进展情况应于6月25日前报送。截至6月19日，乙科尚未报送。"
            f"请于6月25日前报送局办公室；确有困难的，请及时与办公室联系。\n{signed}"
        ),
    ]


def _firms(page: Page) -> Decimal | None:
    """What the page says of the new firms, slow or not."""
    found = [*(row.assessed for row in page.slow), *(row.figure for row in page.shorts)]
    figure = next(each for each in found if each.id == "8-1")
    return getattr(figure, "cumulative", None)


def test_that_the_bureaus_workbook_and_page_are_of_all_units(
    desk: CoordinatorDialog, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, paged = tmp_path / "全局.xlsx", list[object]()
    monkeypatch.setattr(SaveAs, "ask", lambda **_: out)
    monkeypatch.setattr(DoneDialog, "ask", lambda **_: None)
    monkeypatch.setattr(PagePreview, "ask", lambda **asked: paged.append(_firms(asked["page"])))
    click(desk, "export", window, qtbot)
    assert {"按单位", "按亮灯", "数据来源"} <= set(load_workbook(out).sheetnames)
    click(desk, "print", window, qtbot)
    whole = FigureDecision(target_id="8-1", from_period=JUNE, whose=SUM, reason="名单不重复")
    monkeypatch.setattr(DecisionDialog, "ask", lambda **_: whole)
    desk.figures.setCurrentCell(1, 0)
    click(desk, "decide", window, qtbot)
    click(desk, "print", window, qtbot)
    assert paged == [None, 35]


def test_that_a_unit_can_be_looked_at_in_the_window_behind(
    desk: CoordinatorDialog, window: MainWindow, qtbot: QtBot
) -> None:
    choose_unit(desk, 1)
    click(desk, "open", window, qtbot)
    assert window.header.unit.text() == "单位：乙科"


def test_that_what_is_read_for_a_closed_desk_is_not_shown(
    filled: Workspace, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []

    def look_and_leave(dialog: CoordinatorDialog) -> None:
        qtbot.waitUntil(lambda: dialog.units.rowCount() == 2)
        monkeypatch.setattr(dialog, "show_bureau", lambda _found: shown.append(True))
        choose_unit(dialog, 1)
        dialog.buttons["open"].click()

    monkeypatch.setattr(CoordinatorDialog, "exec", look_and_leave)
    window.coordinator.open()
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert filled.content.unit.name == "乙科"
    assert not shown


def test_that_reasons_are_gathered_one_by_one(filled: Workspace, qtbot: QtBot) -> None:
    dialog = ReturnDialog(plan=filled.plan, status=look(filled).status("1"))
    qtbot.addWidget(dialog)
    ok = dialog.buttons.buttons()[0]
    assert not ok.isEnabled()
    dialog.place.setCurrentIndex(dialog.place.findData("8-1"))
    dialog.column.setCurrentText("累计完成")
    dialog.take()
    assert dialog.reasons() == ()
    dialog.reason.setText("名单只有13家")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    dialog.place.setCurrentIndex(dialog.place.findData("task:8"))
    dialog.column.setCurrentIndex(0)
    dialog.reason.setText("请写明问题")
    dialog.take()
    assert dialog.reasons() == (("8-1:累计完成", "名单只有13家"), ("task:8", "请写明问题"))
    assert ok.isEnabled()
    dialog.drop()
    assert dialog.reasons() == (("8-1:累计完成", "名单只有13家"),)


def test_that_a_slip_is_copied_and_saved(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "催报.pdf"
    dialog = SlipDialog(title="催报清单", html="<p>乙科</p>", words="乙科", proposal=out)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(SaveAs, "ask", lambda **_: out)
    dialog.save()
    assert out.read_bytes().startswith(b"%PDF")
