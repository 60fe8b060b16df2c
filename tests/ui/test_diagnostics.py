"""检查本机: what is found out, and how it is shown."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QLabel, QScrollArea

from cixi_desktop.errors import CixiError
from cixi_desktop.maintenance.diagnostics import Diagnosis, FolderFacts, InputFacts, PrinterFacts, Status
from tests.support.modal_steps import ModalSteps
from ui.maintenance import diagnostics_facts as machine_facts
from ui.maintenance.diagnostics_dialog import DiagnosticsDialog
from ui.maintenance.diagnostics_facts import Faces, faces_in_use, gather, input_facts, printer_facts
from ui.plan.planner import Planner
from ui.plan.start_dialog import StartDialog
from ui.shell import application
from ui.shell.opening import Opened
from ui.shell.window_state import FILE_NAME, has_state
from ui.style.fonts import Role, is_own_face, print_font

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from tests.support.data_folder import MemoryFolder
    from tests.ui.conftest import MakeWindow
    from ui.shell.main_window import MainWindow

NOW = datetime(2025, 6, 19, 14, 5)  # noqa: DTZ001  the clock of the computer
FINDINGS = (
    Diagnosis(subject="打印机", status=Status.TROUBLE, meaning="没有。", advice="请安装。"),
    Diagnosis(subject="输入法", status=Status.CAUTION, meaning="不明。", advice="请试打。"),
    Diagnosis(subject="剩余空间", status=Status.GOOD, meaning="足够。"),
)


def test_that_the_plugins_of_qt_are_found_and_the_session_is_asked() -> None:
    facts = input_facts({"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "ibus"}, "linux")
    assert (facts.is_needed, facts.named) == (True, "fcitx")
    assert "ibus" in facts.plugins
    assert input_facts({"QT_IM_MODULE": "scim"}, "linux").named == "scim"
    assert input_facts({}, "win32") == InputFacts(is_needed=False)


@pytest.mark.parametrize(
    ("library", "system", "expected"),
    [("libc.so.6", "linux", True), ("libnothing.so.9", "linux", False), ("libnothing.so.9", "win32", True)],
)
def test_that_a_missing_part_of_the_system_is_told_from_missing_printers(
    monkeypatch: pytest.MonkeyPatch, library: str, system: str, expected: bool
) -> None:
    monkeypatch.setattr(machine_facts, "_PRINT_LIBRARY", library)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", str)
    assert printer_facts(system) == PrinterFacts(can_print=expected)


def test_that_printers_are_found_with_their_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["A", "B"])
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "B")
    assert printer_facts() == PrinterFacts(can_print=True, names=("A", "B"), default="B")


def test_that_own_faces_are_told_from_stand_ins(qtbot: QtBot) -> None:
    machine = {"宋体", "仿宋_GB2312"}.__contains__
    assert print_font(Role.TITLE, 20, machine).bold()
    assert [is_own_face(role, machine) for role in Role] == [False, True, False, False]


def test_that_records_and_locks_are_asked_for_only_where_there_are_data(
    qtbot: QtBot, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_facts, "holder_of", lambda _folder: "电脑A")

    def found(*, has_data: bool) -> tuple[datetime | None, str]:
        facts = gather(
            Faces("微软雅黑", ()),
            survey=lambda: FolderFacts(path="/数据", has_data=has_data),
            plan=plan,
            last_saved=lambda: NOW,
            now=NOW,
        )
        assert facts.is_screen_face_own
        return facts.clock.last_saved, facts.holder

    assert found(has_data=True) == (NOW, "电脑A")
    assert found(has_data=False) == (None, "")


def test_that_every_role_of_the_page_has_a_face(qtbot: QtBot) -> None:
    faces = faces_in_use()
    assert [face.role for face in faces.paper] == ["小标宋", "仿宋", "楷体", "黑体"]
    assert all((faces.screen, *(face.family for face in faces.paper)))


def test_that_findings_are_shown_with_shape_word_and_advice(qtbot: QtBot) -> None:
    dialog = DiagnosticsDialog(findings=FINDINGS)
    qtbot.addWidget(dialog)
    dialog.show()
    labels = cast("list[QLabel]", dialog.findChildren(QLabel))
    shown = {label.text() for label in labels if label.isVisible()}
    assert {"× 有问题", "△ 注意", "✓ 正常", "打印机", "没有。\n处理办法：请安装。", "足够。"} <= shown
    assert "有1项问题要先处理，另有1项需要注意。" in shown
    assert not dialog.why.isVisible()


def test_that_the_findings_can_be_copied(qtbot: QtBot) -> None:
    dialog = DiagnosticsDialog(findings=FINDINGS, is_first=True)
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert "[有问题] 打印机：没有。\n    处理办法：请安装。" in QGuiApplication.clipboard().text()
    assert dialog.copy.text() == "已复制"
    assert not dialog.why.isHidden()
    assert dialog.findChild(QScrollArea) is not None


def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[Diagnosis, ...], bool]]:
    found: list[tuple[tuple[Diagnosis, ...], bool]] = []
    monkeypatch.setattr(
        DiagnosticsDialog, "ask", lambda **given: found.append((given["findings"], given["is_first"]))
    )
    return found


def test_that_the_check_can_be_asked_for_at_any_time(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked(monkeypatch)
    window.commands.action("machine").trigger()
    qtbot.waitUntil(lambda: bool(found))
    findings, is_first = found[0]
    assert {finding.subject for finding in findings} >= {"数据文件夹", "输入法", "打印机", "日期和时间"}
    assert not is_first


@pytest.mark.parametrize("is_first", [True, False])
def test_that_the_first_start_over_a_folder_checks_the_computer_by_itself(
    make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    told = list[str]()

    def show(_planner: Planner, words: str, _is_trouble: bool) -> bool:
        told.append(words)
        return True

    monkeypatch.setattr(Planner, "show_machine", show)
    monkeypatch.setattr(Planner, "begin", lambda _planner: None)
    window = make_window()
    assert window.session.workspace is not None
    application._after_first_show(
        window, Opened(window.session.workspace, window.dialogs.settings), is_first_start=is_first
    )
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert len(told) == is_first


@pytest.mark.parametrize("status", [Status.CAUTION, Status.TROUBLE])
def test_that_the_first_check_stops_nobody_unless_there_is_trouble(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, status: Status
) -> None:
    finding = Diagnosis(subject="打印机", status=status, meaning="没有。", advice="请安装。")
    monkeypatch.setattr("cixi_desktop.maintenance.diagnostics.judge", lambda _facts: (finding,))
    found, said = asked(monkeypatch), list[str]()
    window.session.told.connect(said.append)
    window.maintenance.check_first(lambda _words, _is_trouble: False)
    qtbot.waitUntil(lambda: bool(found or said))
    if status is Status.TROUBLE:
        assert (found, said) == ([((finding,), True)], [])
    else:
        assert (found, said) == ([], ["本机检查：可以使用；有1项需要注意。"])


def test_that_the_first_check_is_told_where_it_is_asked_what_to_begin_with(
    make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a line of that dialog, from where all of it is shown; nothing opens over it by itself."""
    finding = Diagnosis(subject="输入法", status=Status.TROUBLE, meaning="没有。", advice="请启用。")
    monkeypatch.setattr("cixi_desktop.maintenance.diagnostics.judge", lambda _facts: (finding,))
    found = asked(monkeypatch)
    window = make_window()

    def look(dialog: StartDialog) -> None:
        assert dialog.details.isEnabled()
        assert dialog.machine.text() == "本机检查：有1项问题要先处理。"
        assert found == []
        dialog.details.click()
        assert found == [((finding,), True)]
        dialog.reject()

    def start() -> None:
        window.maintenance.check_first(window.planner.show_machine)
        window.planner.begin()

    ModalSteps(window, qtbot).play(start, (StartDialog, look))


def test_that_the_folder_has_been_used_once_the_window_was_left(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.shell.window_state.KEEPING_MS", 10**9)  # nobody stays that long
    window = make_window()
    assert not has_state(tmp_path)
    window.close()
    assert has_state(tmp_path)
    assert (tmp_path / FILE_NAME).exists()


def test_that_a_check_that_fails_says_why(
    window: MainWindow, data_folder: MemoryFolder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def fail() -> FolderFacts:
        raise CixiError("U盘已拔出。")

    monkeypatch.setattr(
        "ui.dialogs.error_dialog.ErrorDialog.ask", lambda error, **_named: said.append(error.message)
    )
    monkeypatch.setattr(data_folder, "survey", fail)
    window.maintenance.check_machine()
    qtbot.waitUntil(lambda: said == ["U盘已拔出。"])


def test_that_there_is_nothing_to_check_before_the_data_are_open(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    found = asked(monkeypatch)
    window = make_window()
    window.session.close()
    window.maintenance.check_machine()
    window.maintenance.show_backups()
    assert found == []
