"""The coordinator's June: three units report, one of them wrongly; one is missing, one is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

import main
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.export import Identity, export_form
from cixi_desktop.actions.lock import lock
from cixi_desktop.actions.record import record
from cixi_desktop.assessment.assess import assess
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.planfile import load_plan
from cixi_desktop.records.bureau import Duty
from cixi_desktop.settings import Settings, save_settings
from cixi_desktop.workspace import Workspace
from db.storage import STORAGE
from tests.support.modal_steps import ModalSteps
from tests.support.sheets import by_key
from tests.support.wps_users import filled_in, handled, of_other_year
from ui.coordinator.answers import ContactDialog
from ui.coordinator.coordinator_dialog import CoordinatorDialog
from ui.coordinator.decision_dialog import DecisionDialog
from ui.coordinator.import_dialog import ImportDialog
from ui.coordinator.return_dialog import ReturnDialog, SlipDialog
from ui.dialogs.file_dialog import DoneDialog, OpenFiles, SaveAs
from ui.page.page_preview import PagePreview
from ui.shell.main_window import MainWindow
from ui.shell.opening import opened
from ui.submissions.returned_dialog import ReturnedDialog
from ui.submissions.submit_dialog import SUBMIT, SubmitDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PLAN = load_plan(main.PLAN.read_text(encoding="utf-8"), main.PLAN.name)
MAY, JUNE = month(2025, 5), month(2025, 6)
UNITS = {"甲科": "8", "乙科": "5", "丙科": "9", "丁科": "12"}
"""Each leads one task."""


def now() -> datetime:
    from datetime import datetime as real

    return real(2025, 6, 27, 14, 5)  # noqa: DTZ001  two days after the due day


class Computer:
    """A data folder with the program on it."""

    def __init__(self, folder: Path, actor: str) -> None:
        self.folder = folder
        self.actor = actor

    def workspace(self) -> Workspace:
        return Workspace(plan=PLAN, store=STORAGE.open(self.folder), actor=self.actor)

    def window(self, qtbot: QtBot) -> MainWindow:
        window = MainWindow(
            folder=self.folder,
            account=self.actor,
            open_file=lambda plan: opened(plan, self.folder, STORAGE, self.actor),
            data=lambda: STORAGE.folder(self.folder),
            now=now,
        )
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(window.opened):
            window.open_data(PLAN)
        window.session.set_period(JUNE)
        return window


@pytest.fixture
def office(tmp_path: Path) -> Computer:
    """The bureau's: four units with a task each, and what they help with; 丙科 had 5 projects in May."""
    computer = Computer(tmp_path / "office", "李四")
    workspace = computer.workspace()
    units = {name: add_unit(workspace, name) for name in UNITS}
    duties = [Duty(subject_id=task, lead_unit_id=units[name].id) for name, task in UNITS.items()]
    helped = {"乙科": ("8-1", "H-2", "H-5"), "丙科": ("7-2",)}
    for name, subjects in helped.items():
        duties += [Duty(subject_id=each, supporting_unit_ids=(units[name].id,)) for each in subjects]
    workspace.perform("分工", tuple(Change(None, duty) for duty in duties))
    workspace.load(units["丙科"].id)
    record(workspace, "9-4", MAY, {"cumulative": "5"})
    for name in ("乙科", "丙科"):
        workspace.load(units[name].id)
        identity = Identity(revision=0, exported_at=now())
        form = tmp_path / f"{name}填报表.xlsx"
        export_form(assess(PLAN, workspace.content, JUNE), workspace.content, identity, out=form)
    workspace.store.close()
    return computer


@pytest.fixture
def clerk(tmp_path: Path) -> Computer:
    """That of 甲科, which has the program and has entered May and June."""
    computer = Computer(tmp_path / "unit", "王五")
    workspace = computer.workspace()
    unit = add_unit(workspace, "甲科")
    workspace.load(unit.id)
    for period, firms, labs in ((MAY, "140", "6"), (JUNE, "170", "10")):
        record(workspace, "8-1", period, {"cumulative": firms})
        record(workspace, "8-3", period, {"cumulative": labs})
    record(workspace, "H-2", JUNE, {"value": "3.41"})
    workspace.store.close()
    save_settings(computer.folder, Settings(unit_id=unit.id, actor="王五"))
    return computer


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """What lies in the coordinator's folder before 甲科's file comes."""
    folder = tmp_path / "收"
    folder.mkdir()
    handled(
        tmp_path / "乙科填报表.xlsx",
        folder / "乙科（最终版）.xlsx",
        {
            ("8-1", "累计完成"): "２０家",
            ("H-2", "累计完成"): "3.45％",
            ("H-5", "累计完成"): "78.4%",
            ("C5-1", "本期完成"): "约3项",
        },
    )
    filled_in(
        tmp_path / "丙科填报表.xlsx",
        folder / "丙科.xlsx",
        {
            ("9-2", "本期完成"): 1,
            ("9-4", "累计完成"): 3,
            ("9-5", "本期完成"): "abc",
            ("7-2", "分子"): 100,
            ("7-2", "分母"): 90,
        },
    )
    menu = Workbook()
    menu.active.append(["食堂菜谱"])  # type: ignore[union-attr]
    menu.save(folder / "菜谱.xlsx")
    return folder


@pytest.fixture
def save_to(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that says where the next files are saved, in the system's dialog."""

    def say(*paths: Path) -> None:
        names: Iterator[Path] = iter(paths)
        monkeypatch.setattr(SaveAs, "ask", lambda **_: next(names))

    return say


def drop(dialog: CoordinatorDialog, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, nothing))


def click(name: str) -> Callable[[CoordinatorDialog], None]:
    return lambda dialog: dialog.buttons[name].click()


def choose(dialog: CoordinatorDialog, name: str) -> None:
    """Go to a unit by the arrow keys."""
    rows = [dialog.units.item(row, 0).text() for row in range(dialog.units.rowCount())]
    steps = rows.index(name) - dialog.units.currentRow()
    for _ in range(abs(steps)):
        QTest.keyClick(dialog.units, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert dialog.units.item(dialog.units.currentRow(), 0).text() == name


def states(dialog: CoordinatorDialog) -> dict[str, str]:
    rows = range(dialog.units.rowCount())
    return {dialog.units.item(row, 0).text(): dialog.units.item(row, 1).text() for row in rows}


def results(dialog: ImportDialog) -> dict[str, str]:
    rows = range(dialog.files.rowCount())
    return {dialog.files.item(row, 0).text(): dialog.files.item(row, 4).text() for row in rows}


def press(key: Qt.Key) -> Callable[[Any], None]:
    return lambda dialog: QTest.keyClick(dialog, key)


def write(field: QLineEdit, text: str) -> None:
    """Type as people do: Chinese is what an input method hands over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def hand_in(window: MainWindow, qtbot: QtBot, out: Path) -> None:
    """The workbook comes to ``out``, as people rename and copy what they hand in."""
    window.outputs.folder = out.parent.parent / out.stem
    window.outputs.folder.mkdir()
    ModalSteps(window, qtbot).play(
        window.commands.action("submit").trigger,
        (SubmitDialog, lambda dialog: dialog.buttons[SUBMIT].click()),
        (SubmitDialog, press(Qt.Key.Key_Escape)),
    )
    (written,) = window.outputs.folder.glob("*.xlsx")
    written.rename(out)


def values_of(path: Path, key: str) -> list[object]:
    """What the row of 进展情况表 with that key shows."""
    row = by_key(load_workbook(path)["进展情况表"])[key]
    return [row[head].value for head in ("累计完成", "完成率", "序时进度", "状态")]


def test_that_a_month_is_gathered_returned_decided_and_consolidated(  # noqa: PLR0917  fixtures
    office: Computer,
    clerk: Computer,
    inbox: Path,
    save_to: Callable[..., None],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = inbox / "甲科.xlsx", tmp_path / "甲科改.xlsx"
    returns = {name: tmp_path / f"退回—{name}.xlsx" for name in ("甲科", "丙科")}
    unit = clerk.window(qtbot)
    hand_in(unit, qtbot, first)
    of_other_year(first, inbox / "去年.xlsx")
    window = office.window(qtbot)
    steps = ModalSteps(window, qtbot)
    desk = window.commands.action("desk")
    save_to(returns["丙科"], returns["甲科"])
    steps.play(desk.trigger, *receiving(inbox), *giving_back(), *reminding(), *deciding())
    correct(unit, returns["甲科"], qtbot, monkeypatch)
    hand_in(unit, qtbot, second)
    unit.close()
    correct_at_the_office(office)
    window.session.reload()
    table, page = tmp_path / "全局.xlsx", tmp_path / "全局.pdf"
    save_to(table, page)
    steps.play(desk.trigger, *receiving_anew(second), *confirming(), *putting_together())
    # 168 as the office corrected it and 20 are 188 of 300; 9 of 20 are 5 points behind the half that is due.
    assert values_of(table, "8-1") == [188, 0.627, 0.5, "● 达序时"]
    assert values_of(table, "8-3") == [9, 0.45, 0.5, "▲ 欠序时"]
    assert values_of(table, "H-2")[0] == 3.45
    assert values_of(table, "9-4")[0] == 5
    text = PdfReader(page).pages[0].extract_text()
    assert len(PdfReader(page).pages) == 1
    assert "188／300家" in text
    assert "3.45%" in text


def receiving(inbox: Path) -> Sequence[Any]:
    """The folder is dropped on the desk, looked at and taken in; the desk then says who is missing."""

    def look(dialog: ImportDialog) -> None:
        assert (
            dialog.summary.text()
            == "收到5个文件：可以接收1个、可以接收（已规范）1个、部分可以接收1个、不能接收2个。"
        )
        assert results(dialog)["菜谱.xlsx"] == "不能接收"
        assert results(dialog)["去年.xlsx"] == "不能接收"
        dialog.accept_all.click()

    def look_again(dialog: ImportDialog) -> None:
        assert dialog.summary.text() == "收到5个文件：已接收2个、部分接收1个、不能接收2个。"
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def see_who_is_missing(dialog: CoordinatorDialog) -> None:
        assert states(dialog) == {
            "甲科": "↑ 已报送",
            "乙科": "↑ 已报送",
            "丙科": "◐ 部分接收（3项未收）",
            "丁科": "× 未报",
        }
        assert dialog.summary.text() == "应报4个单位：↑已报送2、◐部分接收1、×未报1；待核定2项。"

    return (
        (CoordinatorDialog, lambda dialog: drop(dialog, inbox)),
        (ImportDialog, look),
        (ImportDialog, look_again),
        (CoordinatorDialog, see_who_is_missing),
    )


def giving_back() -> Sequence[Any]:
    """丙科 gets back what was refused, 甲科 one figure with a reason that is typed."""

    def confirm(dialog: ReturnDialog) -> None:
        assert [place for place, _ in dialog.reasons()] == ["9-5:本期完成", "7-2:分子", "9-4:累计完成"]
        dialog.buttons.buttons()[0].click()

    def give_a_reason(dialog: ReturnDialog) -> None:
        assert dialog.reasons() == ()
        write(dialog.place.lineEdit(), "新增宁波市级以上企业研发机构")
        dialog.column.setCurrentText("累计完成")
        write(dialog.reason, "名单只有9家")
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
        dialog.buttons.buttons()[0].click()

    def read_slip(dialog: SlipDialog) -> None:
        assert "名单只有9家" in dialog.text.toPlainText()
        dialog.reject()

    def give_back(name: str) -> Callable[[CoordinatorDialog], None]:
        def act(dialog: CoordinatorDialog) -> None:
            choose(dialog, name)
            dialog.buttons["return"].click()

        return act

    return (
        (CoordinatorDialog, give_back("丙科")),
        (ReturnDialog, confirm),
        (DoneDialog, press(Qt.Key.Key_Return)),
        (SlipDialog, press(Qt.Key.Key_Escape)),
        (CoordinatorDialog, give_back("甲科")),
        (ReturnDialog, give_a_reason),
        (DoneDialog, press(Qt.Key.Key_Return)),
        (SlipDialog, read_slip),
    )


def reminding() -> Sequence[Any]:
    """丁科 is spoken to; the list of reminders is copied."""

    def speak_to(dialog: CoordinatorDialog) -> None:
        choose(dialog, "丁科")
        dialog.buttons["contact"].click()

    def note(dialog: ContactDialog) -> None:
        assert dialog.focusWidget() is dialog.words
        write(dialog.words, "周一前报")
        QTest.keyClick(dialog.words, Qt.Key.Key_Return)

    def copy(dialog: SlipDialog) -> None:
        dialog.copy()
        assert (
            "2025年6月工作要点进展情况已于6月25日截止报送。截至6月27日，丁科尚未报送，"
            "退回修改的甲科、丙科尚未重新报送。请尽快报送局办公室；确有困难的，请及时与办公室联系。"
        ) in QGuiApplication.clipboard().text()
        assert "2025年6月27日 周一前报" in dialog.text.toPlainText()
        dialog.reject()

    return (
        (CoordinatorDialog, speak_to),
        (ContactDialog, note),
        (CoordinatorDialog, click("reminder")),
        (SlipDialog, copy),
    )


def deciding() -> Sequence[Any]:
    """3.41 % or 3.45 %, 170 firms or 20: both are open until decided; firms are added."""

    def ask(dialog: CoordinatorDialog) -> None:
        assert dialog.figures.item(0, 2).text() == "甲科3.41%、乙科3.45%"
        assert dialog.figures.item(0, 3).text() == "待核定"
        dialog.figures.setCurrentCell(0, 0)
        dialog.buttons["decide"].click()

    def decide(dialog: DecisionDialog) -> None:
        QTest.keyClick(dialog.choices, Qt.Key.Key_Down)
        QTest.keyClick(dialog.choices, Qt.Key.Key_Down)
        assert not dialog.ok.isEnabled()
        write(dialog.reason, "以统计局数为准")
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)

    def ask_again(dialog: CoordinatorDialog) -> None:
        assert dialog.figures.item(0, 3).text().startswith("核定：乙科（以统计局数为准；")
        assert dialog.figures.item(1, 2).text() == "甲科170家、乙科20家"
        assert dialog.figures.item(1, 3).text() == "待核定（暂用牵头科室甲科）"
        dialog.figures.setCurrentCell(1, 0)
        dialog.buttons["decide"].click()

    def add_up(dialog: DecisionDialog) -> None:
        """170 and 20 are 190 of 300."""
        dialog.choices.setCurrentCell(2, 0)
        assert [dialog.choices.item(2, column).text() for column in range(3)] == [
            "各单位合计",
            "190家",
            "63.3%",
        ]
        write(dialog.reason, "名单不重复")
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)

    def see(dialog: CoordinatorDialog) -> None:
        assert dialog.figures.item(1, 3).text().startswith("合计（名单不重复；")
        dialog.reject()

    return (
        (CoordinatorDialog, ask),
        (DecisionDialog, decide),
        (CoordinatorDialog, ask_again),
        (DecisionDialog, add_up),
        (CoordinatorDialog, see),
    )


def correct(unit: MainWindow, returned: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 甲科: the return opens the locked month and leads to the cell, where 10 becomes 9."""
    workspace = unit.session.workspace
    assert workspace is not None
    lock(workspace, JUNE, "已报送")
    monkeypatch.setattr(OpenFiles, "ask", lambda **_: (returned,))
    unit.commands.action("returned").trigger()
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, ReturnedDialog)]
    assert dialog.list.item(0).text() == "（1）8-3　新增宁波市级以上企业研发机构　累计完成：名单只有9家"
    assert not workspace.content.lock(JUNE).is_locked
    assert unit.header.state.text() == "退回待修改"
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: unit.isActiveWindow() and unit.panes.focused_target == "8-3")
    dialog.close()
    fields = cast("list[QLineEdit]", unit.findChildren(QLineEdit))
    field = next(each for each in fields if each.accessibleName() == "8-3 新增宁波市级以上企业研发机构：累计")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert unit.header.state.text() == "报送后有修改"


def correct_at_the_office(office: Computer) -> None:
    """Meanwhile the coordinator has struck two firms from 甲科's list."""
    workspace = office.workspace()
    unit = next(unit for unit in workspace.units() if unit.name == "甲科")
    workspace.load(unit.id)
    record(workspace, "8-1", JUNE, {"cumulative": "168"})
    workspace.store.close()


def receiving_anew(path: Path) -> Sequence[Any]:
    """The newer revision: what the office has corrected itself is named, and left out unless it is ticked."""

    def look(dialog: ImportDialog) -> None:
        assert dialog.files.item(0, 5).text() == "将更新2项，与办公室修改不一致1项"
        lines = [dialog.rows.topLevelItem(row) for row in range(2)]
        assert [line.text(0) for line in lines] == ["△ 待选择", "✓ 更新"]
        assert [line.checkState(0) for line in lines] == [Qt.CheckState.Unchecked, Qt.CheckState.Checked]
        assert lines[0].text(4) == "2025年6月　累计：168 → 170"
        assert lines[1].text(4) == "2025年6月　累计：10 → 9"
        dialog.accept_all.click()

    return (
        (CoordinatorDialog, lambda dialog: drop(dialog, path)),
        (ImportDialog, look),
        (ImportDialog, press(Qt.Key.Key_Escape)),
    )


def confirming() -> Sequence[Any]:
    """The receipt of 甲科, whose month is received with it."""

    def ask(dialog: CoordinatorDialog) -> None:
        assert states(dialog)["甲科"] == "◐ 部分接收（1项未收）"
        choose(dialog, "甲科")
        dialog.buttons["receipt"].click()

    def read(dialog: SlipDialog) -> None:
        assert "你单位报送的2025年6月工作要点进展情况表" in dialog.text.toPlainText()
        dialog.reject()

    def see(dialog: CoordinatorDialog) -> None:
        assert states(dialog) == {
            "甲科": "✓ 已接收（1项未收）",
            "乙科": "↑ 已报送",
            "丙科": "← 退回",
            "丁科": "× 未报",
        }

    return ((CoordinatorDialog, ask), (SlipDialog, read), (CoordinatorDialog, see))


def putting_together() -> Sequence[Any]:
    """The bureau's workbook, and the leader's page as PDF."""

    def save(dialog: PagePreview) -> None:
        dialog.save()
        dialog.reject()

    return (
        (CoordinatorDialog, click("export")),
        (DoneDialog, press(Qt.Key.Key_Return)),
        (CoordinatorDialog, click("print")),
        (PagePreview, save),
        (CoordinatorDialog, lambda dialog: dialog.reject()),
    )
