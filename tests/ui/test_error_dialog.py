"""What is shown when something went wrong."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cixi_desktop.errors import CixiError, DamagedError
from ui.dialogs.error_dialog import BugDialog, ErrorDialog, RecoverDialog, Unsaved, UnsavedDialog, bug_report
from ui.dialogs.file_dialog import DoneDialog, RetryDialog
from ui.version import NAME, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMessageBox
    from pytestqt.qtbot import QtBot

FULL = CixiError("磁盘已满。", "请清理磁盘。")


def report() -> str:
    try:
        raise ValueError("无")  # noqa: TRY301  a traceback is wanted
    except ValueError as error:
        return bug_report(error, datetime(2025, 6, 19, 14, 5))  # noqa: DTZ001  the clock of the computer


def test_that_a_hint_of_twenty_characters_stands_on_one_line(qtbot: QtBot) -> None:
    dialog = ErrorDialog(error=CixiError("不需要补填。", "所选任务中，本单位承担的各项都已填报完。"))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    hint = dialog.findChild(QLabel, "qt_msgbox_informativelabel")
    assert isinstance(hint, QLabel)
    assert hint.height() < 2 * hint.fontMetrics().height()


def test_that_message_and_hint_are_shown_as_they_are(qtbot: QtBot) -> None:
    dialog = ErrorDialog(error=CixiError("文件<b>不是</b>表格。", "请换一个。"))
    qtbot.addWidget(dialog)
    assert (dialog.text(), dialog.informativeText()) == ("文件<b>不是</b>表格。", "请换一个。")


@pytest.mark.parametrize(
    "make",
    [
        partial(ErrorDialog, error=FULL),
        partial(UnsavedDialog, error=FULL),
        partial(RecoverDialog, error=FULL),
        partial(RetryDialog, error=FULL),
        partial(DoneDialog, words="已导出。", details="", path=Path("/文档/表.xlsx")),
    ],
)
def test_that_escape_closes_a_message_without_choosing_anything(
    qtbot: QtBot, make: Callable[[], QMessageBox]
) -> None:
    dialog = make()
    qtbot.addWidget(dialog)
    dialog.open()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.clickedButton().text() in {"确定", "取消"}


def test_that_an_unsaved_text_says_where_it_still_is(qtbot: QtBot) -> None:
    dialog = UnsavedDialog(error=FULL)
    qtbot.addWidget(dialog)
    assert dialog.informativeText().startswith("请清理磁盘。\n所填内容尚未保存，仍在窗口中。")
    without_hint = UnsavedDialog(error=CixiError("磁盘已满。"))
    qtbot.addWidget(without_hint)
    assert without_hint.informativeText().startswith("所填内容尚未保存，仍在窗口中。")


def test_that_only_the_button_for_it_gives_up(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UnsavedDialog, "exec", lambda self: self.buttons()[0].click())
    assert UnsavedDialog.ask(FULL) is Unsaved.STAYS
    monkeypatch.setattr(UnsavedDialog, "exec", lambda self: self.give_up.click())
    assert UnsavedDialog.ask(FULL) is Unsaved.GIVEN_UP


def test_that_what_is_damaged_leads_from_an_unsaved_text_to_the_backups(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = UnsavedDialog(error=FULL)
    qtbot.addWidget(full)
    assert [button.text() for button in full.buttons()] == ["确定", "放弃修改"]
    monkeypatch.setattr(UnsavedDialog, "exec", lambda self: self.defaultButton().click())
    assert UnsavedDialog.ask(DamagedError("数据文件已损坏。")) is Unsaved.RESTORED


def test_that_asking_shows_an_error_until_it_is_acknowledged(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(ErrorDialog, "exec", lambda self: shown.append(self.text()))
    ErrorDialog.ask(FULL)
    assert shown == ["磁盘已满。"]


def test_that_a_report_names_program_system_qt_and_the_place_of_the_fault(qtbot: QtBot) -> None:
    text = report()
    for part in (
        f"{NAME} {VERSION}",
        "2025-06-19 14:05:00",
        f"Qt {qVersion()}",
        "offscreen",
        "ValueError: 无",
    ):
        assert part in text
    assert "in report" in text


def test_that_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = BugDialog(report=report())
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    assert dialog.copy.text() == "已复制"


def test_that_asking_shows_the_report(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(BugDialog, "exec", lambda self: shown.append(self.report.toPlainText()))
    BugDialog.ask("报告")
    assert shown == ["报告"]


@pytest.mark.parametrize("is_to_recover", [True, False])
def test_that_a_damaged_file_offers_its_backups(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_to_recover: bool
) -> None:
    def press(dialog: RecoverDialog) -> None:
        dialog.show()
        (dialog.recover if is_to_recover else dialog.buttons()[0]).click()

    monkeypatch.setattr(RecoverDialog, "exec", press)
    assert RecoverDialog.ask(CixiError("数据文件已损坏。")) is is_to_recover
