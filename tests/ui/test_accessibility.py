"""Window and dialogs as assistive technology and the Tab key go through them: names, roles, no traps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.support.accessible import (
    Role,
    Words,
    heard,
    is_marked,
    looked_through,
    nameless,
    parts,
    tab_stops,
)
from tests.support.modal_steps import ModalSteps
from ui.coordinator.coordinator_dialog import CoordinatorDialog
from ui.dialogs.help_view import HelpView
from ui.ledger.ledger_dialog import LedgerDialog
from ui.maintenance.backups_dialog import BackupsDialog
from ui.page.page_preview import PagePreview
from ui.style.choosers import ChoiceEditor
from ui.submissions.submit_dialog import SubmitDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow

DIALOGS: dict[str, type[QDialog]] = {
    "ledger": LedgerDialog,
    "submit": SubmitDialog,
    "print": PagePreview,
    "restore": BackupsDialog,
    "desk": CoordinatorDialog,
}
"""Those that need the window; all others are in `test_dialogs.py`."""


def test_that_everything_in_a_dialog_has_a_name_and_tab_goes_once_around(
    window: MainWindow, qtbot: QtBot
) -> None:
    found: list[tuple[list[str], list[str], int]] = []

    def look(dialog: QDialog) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        found.append(looked_through(dialog))
        dialog.reject()

    for name, kind in DIALOGS.items():
        ModalSteps(window, qtbot).play(window.commands.action(name).trigger, (kind, look))
    assert [(unnamed, mute) for unnamed, mute, _ in found] == [([], [])] * len(DIALOGS)
    assert all(count > 1 for _, _, count in found)


def test_that_everything_in_the_manual_has_a_name(qtbot: QtBot) -> None:
    view = HelpView()
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    unnamed, mute, count = looked_through(view)
    assert (unnamed, mute) == ([], [])
    assert count > 3


def test_that_everything_in_the_window_has_a_name(window: MainWindow) -> None:
    window.activateWindow()
    for view in ("entry", "overview", "grid"):
        window.commands.action(view).trigger()
        QApplication.processEvents()
        assert (view, nameless(window)) == (view, [])


def test_that_everything_that_has_the_keyboard_is_marked(window: MainWindow) -> None:
    window.activateWindow()
    window.take_size(1366, 700)
    window.commands.action("overview").trigger()
    QApplication.processEvents()
    stops = tab_stops(window)
    assert len(stops) > 10
    assert [stop.accessibleName() for stop in stops if not is_marked(stop)] == []


def test_that_gauges_and_chart_say_what_they_are_and_the_value_they_show(window: MainWindow) -> None:
    window.commands.action("overview").trigger()
    QApplication.processEvents()
    roles = {part.text(Words.Name): part for part in parts(heard(window)) if part.role() is Role.List}
    wall = roles["指标总览"]
    assert wall.role() is Role.List
    assert "R&D" in wall.text(Words.Value)
    assert wall.rect().isValid()
    assert wall.parent().isValid()
    assert wall.window() is not None
    assert roles["亮灯汇总"].text(Words.Value)


def test_that_a_chooser_keeps_name_and_value_when_it_gets_the_focus(qtbot: QtBot) -> None:
    chooser = ChoiceEditor(choices=("方案", "登记挂牌"))
    chooser.setAccessibleName("产研院改制：所处阶段")
    qtbot.addWidget(chooser)
    chooser.set_words("登记挂牌")
    with qtbot.waitActive(chooser):
        chooser.show()
    for _ in range(2):
        assert heard(chooser).text(Words.Name) == "产研院改制：所处阶段"
        assert heard(chooser).text(Words.Value) == "登记挂牌"
        chooser.setFocus()


def test_that_tab_stops_at_the_chosen_month_alone(window: MainWindow) -> None:
    window.header.take_focus()
    assert QApplication.focusWidget() is window.header.strip.button(6)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.header.strip.longer
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is window.header.strip.button(6)


def test_that_saving_and_what_could_not_be_saved_are_said(window: MainWindow) -> None:
    window.session.type_field("H-3", "increment", "7")
    assert heard(window.header.kept).text(Words.Name).startswith("保存状态：已")
