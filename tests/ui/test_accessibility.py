"""Window and dialogs as assistive technology and the Tab key go through them: names, roles, no traps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QTextBrowser, QWidget

from tests.support.modal_steps import ModalSteps
from ui.bureau.bureau_dialog import BureauDialog
from ui.bureau.interpretations_dialog import InterpretationsDialog
from ui.coordinator.coordinator_dialog import CoordinatorDialog
from ui.dialogs.basis_dialog import BasisDialog
from ui.dialogs.help_view import HelpView
from ui.dialogs.journal_view import JournalView
from ui.dialogs.rules_dialog import RulesDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.unit_dialog import UnitDialog
from ui.ledger.ledger_dialog import LedgerDialog
from ui.maintenance.backups_dialog import BackupsDialog
from ui.page.page_preview import PagePreview
from ui.plan.adjust_dialog import AdjustDialog
from ui.style.choosers import ChoiceEditor
from ui.submissions.submit_dialog import SubmitDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow

Role, Words = QAccessible.Role, QAccessible.Text
MOST = 60
"""Children of a list that are looked at."""
DEAD_ENDS = {Role.NoRole, Role.Client, Role.Grouping, Role.Pane, Role.StaticText, Role.Window}
"""Roles that tell a blind user nothing of what the focus is on."""
SCROLLED = (QScrollArea, QTextBrowser)
"""They have the focus for their scroll bar alone."""
DIALOGS: dict[str, type[QDialog]] = {
    "unit": UnitDialog,
    "rules": RulesDialog,
    "basis": BasisDialog,
    "settings": SettingsDialog,
    "bureau": BureauDialog,
    "interpretations": InterpretationsDialog,
    "adjust": AdjustDialog,
    "journal": JournalView,
    "ledger": LedgerDialog,
    "submit": SubmitDialog,
    "print": PagePreview,
    "restore": BackupsDialog,
    "desk": CoordinatorDialog,
}


def heard(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def parts(found: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    if found is None or not found.isValid() or depth > 14:
        return
    yield found
    for number in range(min(found.childCount(), MOST)):
        yield from parts(found.child(number), depth + 1)


def nameless(widget: QWidget) -> list[str]:
    """What can have the focus, is seen, and says nothing of itself."""
    found = []
    for part in parts(heard(widget)):
        state: Any = part.state()
        if state.focusable and not state.invisible and not part.text(Words.Name):
            found.append(f"{part.role().name} {type(part.object()).__name__}")
    return found


def focus_in(widget: QWidget) -> QWidget:
    focused: QWidget | None = widget.focusWidget()
    return widget if focused is None else focused


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Where Tab leads, from the focus once around."""
    stops: list[QWidget] = []
    focused = focus_in(widget)
    while focused not in stops:
        stops.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = focus_in(widget)
    return [stop for stop in stops if stop is not widget]


def looked_through(widget: QWidget) -> tuple[list[str], list[str], int]:
    """What has no name, what stops Tab without a role, and how many stops there are."""
    unnamed, stops = nameless(widget), tab_stops(widget)
    mute = [stop for stop in stops if heard(stop).role() in DEAD_ENDS and not isinstance(stop, SCROLLED)]
    return unnamed, [f"{type(stop).__name__} {stop.accessibleName()}" for stop in mute], len(stops)


@pytest.mark.parametrize("name", DIALOGS)
def test_that_everything_in_a_dialog_has_a_name_and_tab_goes_once_around(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    found: list[tuple[list[str], list[str], int]] = []

    def look(dialog: QDialog) -> None:
        dialog.activateWindow()
        found.append(looked_through(dialog))
        dialog.reject()

    ModalSteps(window, qtbot).play(window.commands.action(name).trigger, (DIALOGS[name], look))
    assert [(unnamed, mute) for unnamed, mute, _ in found] == [([], [])]
    assert found[0][2] > 1


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
