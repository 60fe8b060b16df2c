"""The coordinator's desk in the window."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.record import record
from cixi_desktop.actions.review import bureau, handed_in_places
from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, month
from cixi_desktop.records.bureau import SUM, FigureDecision
from cixi_desktop.records.handovers import Acceptance, ReviewVerdict
from cixi_desktop.wording.coordinator import summary
from ui.coordinator.answers import DELETE, ContactDialog, MendUnitDialog, ReceiveAllDialog
from ui.coordinator.coordinator_dialog import CoordinatorDialog
from ui.coordinator.decision_dialog import DecisionDialog
from ui.coordinator.return_dialog import ReturnDialog, SlipDialog
from ui.dialogs.file_dialog import DoneDialog, OpenFolder, SaveAs
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


PLACES = ("task:8", "8-1", "12-1", "12-2", "12-3")


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
        hand_in=2,
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
    """By itself, whatever keys a test before left held."""
    command = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    dialog.units.setCurrentCell(row, 0, command)


def click(dialog: CoordinatorDialog, name: str, window: MainWindow, qtbot: QtBot) -> None:
    assert dialog.buttons[name].isEnabled()
    dialog.buttons[name].click()
    qtbot.waitUntil(lambda: not window.tasks.is_busy)


def cells(dialog: CoordinatorDialog, row: int) -> list[str]:
    return [dialog.units.item(row, column).text() for column in range(dialog.units.columnCount())]


def names(dialog: CoordinatorDialog) -> list[str]:
    """The units in sight, from the top."""
    rows = range(dialog.units.rowCount())
    return [dialog.units.item(row, 0).text() for row in rows if not dialog.units.isRowHidden(row)]


def test_that_a_quarters_desk_tells_who_has_not_handed_in_its_earlier_months(
    desk: CoordinatorDialog, window: MainWindow, qtbot: QtBot
) -> None:
    assert desk.lacking.isHidden()
    window.session.set_period(Period(2025, 4, 6))
    window.coordinator.load(desk)
    qtbot.waitUntil(lambda: not desk.lacking.isHidden())
    assert desk.lacking.toolTip() == "本期以前各月：甲科4月、5月未报送；乙科4月、5月未报送。"
    qtbot.waitUntil(lambda: not window.tasks.is_busy)


def test_that_the_desk_shows_units_states_and_disputed_figures(desk: CoordinatorDialog) -> None:
    assert desk.summary.text() == "应报2个单位：↑已报送1、…草稿1；待核定2项。"
    assert cells(desk, 0) == ["甲科", "↑ 已报送", "待核定2项", "第2次", "ACDE-3467", "6月18日9:00", "", ""]
    assert cells(desk, 1)[:2] == ["乙科", "… 草稿"]
    disputed = [desk.figures.item(row, 2).text() for row in range(desk.figures.rowCount())]
    assert disputed == ["甲科3.40%、乙科3.45%", "甲科15家、乙科20家"]


def test_that_a_month_without_disputed_figures_says_so(
    desk: CoordinatorDialog, filled: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    assert desk.disputed.text().startswith("多个单位填报的指标和事项")
    assert desk.tabs.tabText(1) == "多个单位填报（待核定2项）(&2)"
    for target, field in (("8-1", "increment"), ("H-2", "value")):
        record(filled, target, JUNE, {field: ""})
    window.coordinator.load(desk)
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert desk.disputed.text() == "没有由多个单位同时填报的指标和事项。"
    assert desk.figures.rowCount() == 0


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
    assert cells(desk, 0)[1] == "✓ 已接收"


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
    assert "　　（1）8-1　新培育浙江省科技型中小企业　累计完成：名单只有13家\n" in shown[0]
    assert cells(desk, 0)[1] == "← 退回"


def test_that_a_return_that_was_not_exported_is_offered_again_with_its_reasons(
    desk: CoordinatorDialog,
    filled: Workspace,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reasons = (("8-1:累计完成", "名单只有13家"),)
    asked, written = list[tuple[tuple[str, str], ...]](), list[str]()

    def ask(*, proposed: tuple[tuple[str, str], ...], **_: object) -> tuple[tuple[str, str], ...]:
        asked.append(proposed)
        return reasons

    monkeypatch.setattr(ReturnDialog, "ask", ask)
    monkeypatch.setattr(SaveAs, "ask", lambda **told: written.append(told["title"]))
    monkeypatch.setattr(SlipDialog, "ask", lambda **_: None)
    choose_unit(desk, 0)
    click(desk, "return", window, qtbot)
    click(desk, "return", window, qtbot)
    assert asked == [(), reasons]
    assert written == ["导出退回表", "导出退回表"]
    assert look(filled).status("1").state is ReportingState.RETURNED


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
        (
            "甲科：\n　　你单位报送的2025年6月工作要点进展情况表（第2次报送，校验码：ACDE-3467）已接收。"
            f"\n{signed}"
        ),
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
    out, paged, told = tmp_path / "全局.xlsx", list[object](), list[str]()
    monkeypatch.setattr(SaveAs, "ask", lambda **_: out)
    monkeypatch.setattr(DoneDialog, "ask", lambda **done: told.append(done["words"]))
    monkeypatch.setattr(PagePreview, "ask", lambda **asked: paged.append(_firms(asked["page"])))
    click(desk, "export", window, qtbot)
    assert {"按单位", "按亮灯", "数据来源"} <= set(load_workbook(out).sheetnames)
    assert told == ["已导出全局汇总表。"]
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
    """The desk of a quarter is that of its last month, which can be corrected."""
    window.session.set_period(Period(2025, 4, 6))
    choose_unit(desk, 1)
    click(desk, "open", window, qtbot)
    assert window.header.unit.text() == "单位：乙科"
    assert window.session.period == JUNE


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


def test_that_a_return_offers_what_the_unit_handed_in_and_what_is_wrong(
    filled: Workspace, qtbot: QtBot
) -> None:
    """No tasks are given to 甲科: it has reported 8-1 and H-2, which the headline targets and task 7 cite."""
    found = look(filled)
    assert handed_in_places(found, "1", ()) == {"8-1", "H-2", "task:8", "task:总体", "task:7"}
    assert "12-1" in handed_in_places(found, "1", (("12-1:累计完成", "与记录不符"),))
    dialog = ReturnDialog(plan=filled.plan, status=found.status("1"), places={"8-1", "task:8"})
    qtbot.addWidget(dialog)
    assert [dialog.place.itemData(row) for row in range(dialog.place.count())] == ["task:8", "8-1"]


def test_that_reasons_are_gathered_one_by_one(filled: Workspace, qtbot: QtBot) -> None:
    dialog = ReturnDialog(plan=filled.plan, status=look(filled).status("1"), places=PLACES)
    qtbot.addWidget(dialog)
    dialog.show()
    ok = dialog.buttons.buttons()[0]
    assert not ok.isEnabled()
    dialog.place.setCurrentIndex(dialog.place.findData("8-1"))
    dialog.column.setCurrentText("累计完成")
    dialog.take()
    assert dialog.reasons() == ()
    dialog.reason.setText("名单只有13家")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.isVisible()  # one reason is not yet all of them: nothing is given back
    dialog.place.setCurrentIndex(dialog.place.findData("task:8"))
    dialog.column.setCurrentIndex(0)
    dialog.reason.setText("请写明问题")
    dialog.take()
    assert dialog.reasons() == (("8-1:累计完成", "名单只有13家"), ("task:8", "请写明问题"))
    assert ok.isEnabled()
    dialog.drop()
    assert dialog.reasons() == (("8-1:累计完成", "名单只有13家"),)


@pytest.mark.parametrize(
    ("typed", "key"), [("12-1", "12-1"), ("院士风采馆开放", "12-1"), ("院士风采馆", ""), ("", "")]
)
def test_that_a_place_is_found_by_its_number_or_by_words_that_only_it_has(
    filled: Workspace, qtbot: QtBot, typed: str, key: str
) -> None:
    dialog = ReturnDialog(plan=filled.plan, status=look(filled).status("1"), places=PLACES)
    qtbot.addWidget(dialog)
    dialog.place.setEditText(typed)
    dialog.reason.setText("与开放记录不符")
    dialog.take()
    assert dialog.reasons() == (((key, "与开放记录不符"),) if key else ())
    assert dialog.place.currentText().endswith(typed if not key else "院士风采馆开放天数")


def test_that_a_slip_is_copied_and_saved(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "催报.pdf"
    dialog = SlipDialog(title="催报清单", html="<p>乙科</p>", words="乙科", proposal=out)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(SaveAs, "ask", lambda **_: out)
    dialog.save()
    assert out.read_bytes().startswith(b"%PDF")


SEVERAL = ("甲科", "乙科", "丙科", "丁科")


@pytest.fixture
def many(workspace: Workspace, window: MainWindow, qtbot: QtBot) -> Iterator[CoordinatorDialog]:
    """甲 and 乙 handed in, 丙 in part, 丁 nothing."""
    for number, name in enumerate(SEVERAL, 1):
        unit = add_unit(workspace, name)
        if name == "丁科":
            continue
        workspace.load(unit.id)
        record(workspace, "8-1", JUNE, {"increment": "700" if name == "乙科" else "3"})
        file = Acceptance(
            sha256=name,
            unit_id=str(number),
            period=JUNE,
            number=number,
            hand_in=10 if name == "甲科" else number,
            check_code=f"ACDE-346{number}",
            file_name=f"{name}.xlsx",
            at=datetime(2025, 6, 12 - 2 * number, 9, 0),  # noqa: DTZ001  local time
            left_out=("H-2", "task:8") if name == "丙科" else (),
            refused=("H-3",) if name == "丙科" else (),
        )
        workspace.perform("接收", (Change(None, file),))
    workspace.load("0")
    dialog = CoordinatorDialog(period=JUNE, parent=window)
    dialog.asked.connect(lambda name: window.coordinator.answer(dialog, name))
    window.coordinator.load(dialog)
    qtbot.waitUntil(lambda: dialog.units.rowCount() == 4 and not window.tasks.is_busy)
    yield dialog
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    dialog.deleteLater()


def test_that_a_column_tells_what_is_open_of_each_unit(many: CoordinatorDialog) -> None:
    """700 firms in one month are more than twice the 300 of the year; of 丙科 three records are out."""
    opened = {cells(many, row)[0]: cells(many, row)[1:3] for row in range(4)}
    assert opened["丙科"][0] == "◐ 部分接收（3项未收）"
    assert opened["丙科"][1].startswith("未收3项，")
    assert "疑问1条" in opened["乙科"][1]
    assert opened["丁科"] == ["× 未报", ""]
    assert many.summary.text().startswith("应报4个单位：↑已报送2、◐部分接收1、×未报1")


def test_that_the_units_are_sorted_by_any_column_and_come_back_to_the_bureaus_order(
    many: CoordinatorDialog,
) -> None:
    assert names(many) == list(SEVERAL)
    many.units.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [cells(many, row)[3] for row in range(4)] == ["", "第2次", "第3次", "第10次"]
    many.units.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    assert [cells(many, row)[5] for row in range(4)] == ["", "6月6日9:00", "6月8日9:00", "6月10日9:00"]
    many.units.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(many)[:2] == ["丁科", "丙科"]
    many.units.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(many) == list(SEVERAL)


def test_that_the_units_are_narrowed_by_state(many: CoordinatorDialog) -> None:
    expected = {
        "未报": ["丁科"],
        "未收": ["丙科"],
        "退回": [],
        "待确认接收": ["甲科", "乙科", "丙科"],
        "全部单位": ["甲科", "乙科", "丙科", "丁科"],
    }
    shown = dict[str, list[str]]()
    for state in expected:
        many.list.show_only.setCurrentText(state)
        shown[state] = names(many)
    assert shown == expected


def test_that_units_are_searched_by_name_and_check_code(many: CoordinatorDialog) -> None:
    assert many.list.count.isHidden()
    many.list.search.setText("丙")
    assert (names(many), many.list.count.text()) == (["丙科"], "显示1个，共4个单位")
    assert not many.list.count.isHidden()
    many.list.search.setText("3462")
    assert names(many) == ["乙科"]


def test_that_esc_empties_the_search_before_it_closes_the_desk(many: CoordinatorDialog, qtbot: QtBot) -> None:
    many.show()
    many.list.search.setText("丙")
    QTest.keyClick(many.list.search, Qt.Key.Key_Escape)
    assert (many.list.search.text(), many.isVisible()) == ("", True)
    QTest.keyClick(many.list.search, Qt.Key.Key_Escape)
    assert not many.isVisible()
    many.list.show_only.setCurrentText("有疑问")
    assert names(many) == ["乙科"]


def test_that_all_that_came_in_whole_is_confirmed_in_one_step(
    many: CoordinatorDialog,
    workspace: Workspace,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def say_yes(**told: str) -> bool:
        asked.append(told["words"])
        return True

    monkeypatch.setattr(ReceiveAllDialog, "ask", say_yes)
    click(many, "receive_all", window, qtbot)
    assert asked == ["是否确认接收2个单位的表？接收后可以撤销。部分接收的1个单位请逐个确认或退回。"]
    states = [look(workspace).status(unit_id).state for unit_id in "1234"]
    received, partly, missing = ReportingState.RECEIVED, ReportingState.PARTLY, ReportingState.MISSING
    assert states == [received, received, partly, missing]
    assert not many.buttons["receive_all"].isEnabled()
    window.session.undo()
    assert look(workspace).status("1").state is ReportingState.SUBMITTED


def test_that_several_units_get_their_receipts_as_one_list_or_a_file_each(
    many: CoordinatorDialog, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many.units.selectAll()
    assert not many.buttons["receipt"].isEnabled()  # 丁科 handed nothing in
    many.list.show_only.setCurrentText("待确认接收")
    many.units.selectAll()
    monkeypatch.setattr(OpenFolder, "ask", lambda **_: tmp_path)
    told: list[str] = []

    def act(dialog: SlipDialog) -> int:
        told.extend(dialog.text.toPlainText().splitlines())
        dialog.save_each()
        return 0

    monkeypatch.setattr(SlipDialog, "exec", act)
    click(many, "receipt", window, qtbot)
    assert "3项未接收" in "".join(told)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == sorted(
        f"回执—{name}2025年6月.pdf" for name in SEVERAL[:3]
    )
    assert [cells(many, row)[1] for row in range(3)] == ["✓ 已接收", "✓ 已接收", "✓ 已接收（3项未收）"]


def test_that_several_units_are_reminded_at_once(
    many: CoordinatorDialog, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ContactDialog, "ask", lambda **_: "电话，周五前报")
    many.units.selectAll()
    click(many, "contact", window, qtbot)
    assert {cells(many, row)[-1] for row in range(4)} == {"2025年6月19日　电话，周五前报"}


@pytest.mark.parametrize("answer", ["4", DELETE])
def test_that_a_phantom_is_merged_or_deleted_at_the_desk(  # noqa: PLR0917  fixtures
    many: CoordinatorDialog,
    workspace: Workspace,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    monkeypatch.setattr(MendUnitDialog, "ask", lambda **_: answer)
    choose_unit(many, 2)
    click(many, "units", window, qtbot)
    left = ["甲科", "乙科", "丁科"]
    assert names(many) == left
    assert [unit.name for unit in workspace.units()][1:] == left


def test_that_what_is_dropped_is_taken_as_a_copy(many: CoordinatorDialog, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    offered = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    event = QDropEvent(QPointF(9, 9), offered, data, left, nothing)
    event.setDropAction(Qt.DropAction.MoveAction)
    many.dropEvent(event)
    assert (event.dropAction(), event.isAccepted()) == (Qt.DropAction.CopyAction, True)


def test_that_twenty_units_are_in_sight_on_a_small_screen(many: CoordinatorDialog, qtbot: QtBot) -> None:
    """1366 × 768, of which the frame and the task bar take some 60 pixels."""
    many.resize(1280, 708)
    many.show()
    qtbot.waitExposed(many)
    assert many.units.viewport().height() >= 20 * many.units.rowHeight(0)
