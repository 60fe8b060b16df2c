"""From the card of a figure to its list, and 采用台账数 in one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cixi_desktop.actions.ledger import add_rows, blank_row
from cixi_desktop.actions.record import record
from tests.support.entry_form_support import JUNE
from ui.ledger.ledger_dialog import LedgerDialog

if TYPE_CHECKING:
    import pytest

    from cixi_desktop.workspace import Workspace
    from ui.entry.target_inputs import LedgerLink
    from ui.shell.main_window import MainWindow

FIRMS = "8-1"


def link(window: MainWindow, place_id: str = FIRMS) -> LedgerLink:
    entry = window.panes._entry
    assert entry is not None
    (found,) = [t.ledger for t in entry.pages[entry.task_id].targets if t.place_id == place_id]
    assert found is not None
    return found


def fill(workspace: Workspace, *names: str) -> None:
    blank = blank_row(workspace, FIRMS, JUNE)
    add_rows(workspace, FIRMS, [replace(blank, name=name) for name in names])


def test_that_the_card_says_how_long_the_list_is_and_opens_it(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(LedgerDialog, "ask", lambda **given: opened.append(given["target_id"]))
    window.way.go_to("8", FIRMS, is_to_type=True)
    assert link(window).button.text() == "台账…"
    fill(workspace, "甲", "乙")
    assert link(window).button.text() == "台账（2）…"
    link(window).button.click()
    link(window, "8-2").button.click()
    assert opened == [FIRMS, "H-3"]


def test_that_a_key_opens_the_list_of_the_figure_worked_on(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(LedgerDialog, "ask", lambda **given: opened.append(given["target_id"]))
    window.way.go_to("8", "8-2", is_to_type=True)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.way.show_view("overview")
    window.tree.select("8")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert opened[0] == "H-3"
    assert len(opened) == 2


def test_that_the_difference_is_put_right_from_the_card(window: MainWindow, workspace: Workspace) -> None:
    window.way.go_to("8", FIRMS, is_to_type=True)
    record(workspace, FIRMS, JUNE, {"increment": "10"})
    fill(workspace, "甲", "乙")
    remedy = link(window).remedy
    assert remedy is not None
    assert (remedy.text(), remedy.isVisible()) == ("采用台账数", True)
    remedy.setFocus()
    QTest.keyClick(remedy, Qt.Key.Key_Return)
    entry = workspace.content.entry(FIRMS, JUNE)
    assert entry is not None
    assert entry.increment == 2
    assert not remedy.isVisible()


def test_that_the_difference_is_put_right_from_the_list_of_findings(
    window: MainWindow, workspace: Workspace
) -> None:
    record(workspace, FIRMS, JUNE, {"increment": "10"})
    fill(workspace, "甲", "乙")
    window.checked_panes.toggle()
    panel = window.checked_panes.panel
    row = next(place for place, finding in enumerate(panel.model.rows) if finding.remedy)
    panel.table.selectRow(row)
    assert (panel.remedy.text(), panel.remedy.isVisible()) == ("采用台账数", True)
    panel.remedy.click()
    entry = workspace.content.entry(FIRMS, JUNE)
    assert entry is not None
    assert entry.increment == 2
    assert not panel.remedy.isVisible()
    panel.model.show_findings(())
    panel.remedy.click()
    assert workspace.content.entry(FIRMS, JUNE) == entry


def test_that_a_key_puts_the_difference_right_wherever_the_figure_is_chosen(
    window: MainWindow, workspace: Workspace
) -> None:
    told: list[str] = []
    window.session.told.connect(told.append)
    window.way.go_to("8", FIRMS, is_to_type=True)
    assert not window.commands.action("adopt_count").isEnabled()
    record(workspace, FIRMS, JUNE, {"increment": "10"})
    fill(workspace, "甲")
    window.commands.action("adopt_count").trigger()
    entry = workspace.content.entry(FIRMS, JUNE)
    assert entry is not None
    assert entry.increment == 1
    window.session.adopt_count(FIRMS)
    window.session.adopt_count("")
    assert told == ["当前指标、事项的填报数与台账没有出入。"] * 2


def test_that_undoing_a_row_leads_to_its_figure(window: MainWindow, workspace: Workspace) -> None:
    window.way.go_to("1")
    record(workspace, FIRMS, JUNE, {"increment": "10"})
    fill(workspace, "甲")
    window.session.undo()
    assert window.panes.task_id == "8"
    assert workspace.content.ledger(FIRMS) == ()
