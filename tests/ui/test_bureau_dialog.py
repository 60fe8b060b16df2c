"""单位和分工: one dialog, one step; units and duties follow one another."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from cixi_desktop.actions.configure import assign, check_deletable, set_unit_names
from cixi_desktop.actions.record import record
from cixi_desktop.actions.units import free_number
from cixi_desktop.pasting.blocks import parse_block
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.units import UNASSIGNED, Unit
from ui.bureau.bureau_dialog import BureauChoice, BureauDialog
from ui.dialogs.error_dialog import ErrorDialog
from ui.table.paste_preview import PastePreview
from ui.table.table_dialog import DiscardDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace
    from ui.shell.main_window import MainWindow
    from ui.table.text_table import TextTable

GAOXIN, GUIHUA = Unit(id="1", name="高新科"), Unit(id="2", name="规划科")
CODES = QDialog.DialogCode


@pytest.fixture(autouse=True)
def closing_drops_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DiscardDialog, "ask", lambda **_named: True)


@pytest.fixture
def divided(workspace: Workspace) -> Workspace:
    duties = [(Duty(subject_id="8", lead_unit_id="1"), date(2025, 11, 30))]
    assign(workspace, units=(UNASSIGNED, GAOXIN, GUIHUA), duties=duties)
    return workspace


def opened(qtbot: QtBot, workspace: Workspace, own: Unit = UNASSIGNED) -> BureauDialog:
    dialog = BureauDialog(
        plan=workspace.plan,
        content=workspace.content,
        units=workspace.units(),
        free_number=free_number(workspace),
        check_deletable=partial(check_deletable, workspace),
        own=own,
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def dialog(qtbot: QtBot, divided: Workspace) -> BureauDialog:
    return opened(qtbot, divided)


def row_of(table: TextTable, key: str) -> int:
    return next(number for number, row in enumerate(table.texts.rows) if row.key == key)


def names(dialog: BureauDialog) -> list[str]:
    return [row.cells[0] for row in dialog.units.table.texts.rows]


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_named: said.append(error.message))
    return said


def test_that_units_are_asked_for_first_and_duties_once_there_are_units(
    qtbot: QtBot, workspace: Workspace, dialog: BureauDialog
) -> None:
    assert dialog.tabs.currentWidget() is dialog.duties
    workspace.undo()
    first = opened(qtbot, workspace)
    assert first.tabs.currentWidget() is first.units
    set_unit_names(workspace, [replace(UNASSIGNED, name="甲科")])
    one = opened(qtbot, workspace)
    assert one.tabs.currentWidget() is one.duties


def test_that_the_keyboard_begins_in_the_table_and_returns_to_it(dialog: BureauDialog) -> None:
    assert dialog.focusWidget() is dialog.duties.table
    dialog.duties.only_tasks.setFocus()
    dialog.duties.only_tasks.click()
    assert dialog.focusWidget() is dialog.duties.table


def test_that_one_s_own_unit_leads_the_selected_tasks_at_a_click(qtbot: QtBot, divided: Workspace) -> None:
    """From 5 to 7 by Shift and two times Down: the rows of items between them are hidden and stay."""
    dialog = opened(qtbot, divided, own=GUIHUA)
    table = dialog.duties.table
    table.go_to((row_of(table, "5"), 0))
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    dialog.duties.lead.click()
    assert dialog.focusWidget() is table
    led = {duty.subject_id: duty.lead_unit_id for duty, _ in dialog.choice().duties if duty.lead_unit_id}
    assert led == {"5": "2", "6": "2", "7": "2", "8": "1"}


def test_that_nobody_leads_by_a_click_where_no_unit_was_chosen(dialog: BureauDialog) -> None:
    assert dialog.duties.lead.isHidden()


def test_that_tasks_alone_are_shown_until_something_below_them_is_divided(
    qtbot: QtBot, dialog: BureauDialog, divided: Workspace
) -> None:
    table = dialog.duties.table
    assert dialog.duties.only_tasks.isChecked()
    assert table.isRowHidden(row_of(table, "8-1"))
    table.texts.put_texts({(row_of(table, "8-1"), 0): "无此科"})
    assert not table.isRowHidden(row_of(table, "8-1"))
    duties = [(Duty(subject_id="8-1", lead_unit_id="2"), None)]
    assign(divided, units=(UNASSIGNED, GAOXIN, GUIHUA), duties=duties)
    again = opened(qtbot, divided)
    assert not again.duties.only_tasks.isChecked()


def test_that_an_untouched_dialog_changes_nothing(dialog: BureauDialog, divided: Workspace) -> None:
    choice = dialog.choice()
    assign(divided, units=choice.units, duties=choice.duties)
    assert len(divided.history.undo) == 1


def test_that_unknown_names_become_units_at_a_click(dialog: BureauDialog) -> None:
    duties = dialog.duties
    assert not duties.unknown.isVisible()
    duties.table.texts.put_texts({(row_of(duties.table, "9"), 0): "甲科"})
    assert duties.unknown.text() == "把“甲科”新增为单位(&N)"
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.fault.text() == (
        "9. 提升产业攻关能力，牵头科室：没有名为“甲科”的单位。请改用已有的单位，或把它新增为单位。"
    )
    duties.unknown.click()
    assert names(dialog) == ["高新科", "规划科", "甲科"]
    dialog.accept()
    assert dialog.result() == CODES.Accepted
    led = {duty.subject_id: duty.lead_unit_id for duty, _ in dialog.choice().duties}
    assert (led["8"], led["9"]) == ("1", "3")


def test_that_a_renamed_unit_keeps_its_duties(dialog: BureauDialog) -> None:
    dialog.units.table.texts.put_texts({(0, 0): "高科"})
    table = dialog.duties.table
    assert table.texts.rows[row_of(table, "8")].cells[0] == "高科"
    assert table.texts.faults == {}


def test_that_units_are_moved_up_and_down(dialog: BureauDialog) -> None:
    dialog.tabs.setCurrentIndex(0)
    dialog.units.down.click()
    dialog.units.down.click()
    assert names(dialog) == ["规划科", "高新科"]
    dialog.units.up.click()
    assert names(dialog) == ["高新科", "规划科"]


def test_that_an_unused_unit_is_deleted(dialog: BureauDialog, refusals: list[str]) -> None:
    dialog.units.table.go_to((1, 0))
    dialog.units.delete.click()
    dialog.units.table.go_to((1, 0))
    dialog.units.delete.click()
    assert (names(dialog), refusals) == (["高新科"], [])


def test_that_a_unit_with_duties_or_entries_is_not_deleted(
    qtbot: QtBot, divided: Workspace, refusals: list[str]
) -> None:
    divided.load("2")
    record(divided, "H-3", month(2025, 6), {"increment": "7"})
    divided.load("0")
    dialog = opened(qtbot, divided)
    for row in (0, 1):
        dialog.units.table.go_to((row, 0))
        dialog.units.delete.click()
    assert refusals == ["“高新科”还承担1项分工，不能删除。", "“规划科”已有填报1条，不能删除。"]
    assert names(dialog) == ["高新科", "规划科"]


def test_that_only_tasks_are_shown_where_wanted(dialog: BureauDialog) -> None:
    table = dialog.duties.table
    dialog.duties.only_tasks.click()
    assert not table.isRowHidden(row_of(table, "8-1"))
    dialog.duties.only_tasks.click()
    assert not table.isRowHidden(row_of(table, "8"))
    assert table.isRowHidden(row_of(table, "8-1"))


def test_that_units_are_pasted_from_a_sheet(dialog: BureauDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PastePreview, "ask", lambda **_named: True)
    dialog.units.table.paste_block(parse_block("科室\t电话\n高新科\t6300\n成果科\t6301\n"))
    assert [(unit.name, unit.phone) for unit in dialog.choice().units] == [
        ("未分配", ""),
        ("高新科", "6300"),
        ("规划科", ""),
        ("成果科", "6301"),
    ]


@pytest.mark.parametrize("is_dropped", [True, False])
def test_that_what_was_typed_is_not_dropped_unasked(
    dialog: BureauDialog, monkeypatch: pytest.MonkeyPatch, is_dropped: bool
) -> None:
    monkeypatch.setattr(DiscardDialog, "ask", lambda **_named: is_dropped)
    dialog.units.table.texts.put_texts({(0, 0): "高科"})
    dialog.reject()
    assert dialog.isVisible() is not is_dropped


def test_that_an_untouched_dialog_closes_at_once(dialog: BureauDialog) -> None:
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize("is_accepted", [True, False])
def test_that_only_accepted_answers_are_given_back(
    divided: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    monkeypatch.setattr(BureauDialog, "exec", lambda _self: CODES.Accepted if is_accepted else CODES.Rejected)
    choice = BureauDialog.ask(
        plan=divided.plan,
        content=divided.content,
        units=divided.units(),
        free_number=3,
        check_deletable=partial(check_deletable, divided),
    )
    assert (choice is not None) is is_accepted


def test_that_the_window_puts_it_in_force_and_undo_takes_it_back(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = Unit(id="0", name="局机关", phone="6300")
    choice = BureauChoice(units=(named, GAOXIN), duties=((Duty(subject_id="8", lead_unit_id="1"), None),))
    answers = iter([choice, None])
    monkeypatch.setattr(BureauDialog, "ask", lambda **_named: next(answers))
    window.commands.action("bureau").trigger()
    assert workspace.units() == (named, GAOXIN)
    assert window.header.unit.text() == "单位：局机关"
    window.commands.action("bureau").trigger()
    window.session.undo()
    assert workspace.units() == (UNASSIGNED,)
    assert workspace.content.duty("8").is_empty
