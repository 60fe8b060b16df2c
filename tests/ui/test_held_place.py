"""What is said of an input moves neither it nor what is about to be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest

from cixi_desktop.actions.record import type_field
from tests.support.entry_form_support import CONTROL, JUNE, Desk, keys
from ui.entry.field_kinds import ProofField
from ui.entry.fields import PAUSE_MS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace) -> Desk:
    return Desk(qtbot=qtbot, workspace=workspace)


def top(desk: Desk, widget: QWidget) -> int:
    """Where it is seen, once everything is in its place."""
    for _ in range(6):
        QCoreApplication.processEvents()
    return widget.mapTo(desk.page.viewport(), QPoint(0, 0)).y()


def proof_of(desk: Desk, item_id: str) -> ProofField:
    proof = desk.field(item_id, "proof")
    assert isinstance(proof, ProofField)
    return proof


@pytest.mark.parametrize("scrolled", [0, 60])
def test_that_an_input_stays_where_it_is_when_something_is_said_above_it(desk: Desk, scrolled: int) -> None:
    """The paper of the row above lacks its day, which has its line; a stage that is none takes another."""
    below = proof_of(desk, "M8-3").day
    below.setFocus()
    desk.page.verticalScrollBar().setValue(desk.page.verticalScrollBar().value() - scrolled)
    before, row = top(desk, below), desk.target("M8-2")
    low = row.height()
    type_field(desk.workspace, "M8-2", JUNE, name="proof", text="慈科〔2025〕8号")
    assert top(desk, below) == before
    assert row.height() == low
    type_field(desk.workspace, "M8-2", JUNE, name="stage", text="35")
    assert top(desk, below) == before
    assert row.height() > low
    type_field(desk.workspace, "M8-2", JUNE, name="stage", text="调研起草")
    assert top(desk, below) == before
    assert row.height() == low


def test_that_no_row_moves_when_the_mouse_goes_from_one_to_the_next(desk: Desk) -> None:
    """Two presses aimed at once: where the first one hits, nothing slips away from under the second."""
    rows = [desk.target(place_id) for place_id in ("M8-1", "M8-2", "M8-3")]
    desk.page.verticalScrollBar().setValue(rows[0].mapTo(desk.page.widget(), QPoint(0, 0)).y() - 80)
    places = [top(desk, row) for row in rows]
    window = desk.pane.windowHandle()
    for row in (*rows, *reversed(rows)):
        editor = proof_of(desk, row.place_id).number.editor
        QTest.mouseClick(window, LEFT, NO_KEYS, editor.mapTo(desk.pane, QPoint(10, editor.height() // 2)))
        assert [top(desk, each) for each in rows] == places
        assert row.is_current


def test_that_a_message_comes_and_goes_in_room_that_is_kept_for_it_where_one_types(desk: Desk) -> None:
    day, below = proof_of(desk, "M8-2").day, desk.target("M8-3")
    low = desk.target("M8-2").height()
    desk.enter("M8-2", "stage", "")
    day.setFocus()
    before = top(desk, below)
    for text in ("6.31", ""):
        QTest.keyClick(day.editor, Qt.Key.Key_A, CONTROL)
        QTest.keyClick(day.editor, Qt.Key.Key_Delete)
        keys(day.editor, text)
        desk.pane.flush()
        assert top(desk, below) == before
        assert ("不是日期" in desk.target("M8-2").foot.text()) == bool(text)
    assert desk.target("M8-2").height() == low


def test_that_a_message_of_a_figure_takes_the_place_of_what_it_comes_to(desk: Desk) -> None:
    card = desk.target("8-1")
    top(desk, card)
    low = card.height()
    desk.enter("8-1", "cumulative", "1.5")
    top(desk, card)
    assert card.foot.text() == "“累计”应是整数，现为1.5。请检查小数点。"
    assert card.foot.property("fault") == "error"
    assert card.height() == low


def test_that_a_button_pressed_while_something_waits_to_be_told_is_pressed(qtbot: QtBot, desk: Desk) -> None:
    """The day that is no date is told as the focus leaves its input; the button is held for longer."""
    button, box = desk.page.narrative.draft_button, desk.page.narrative.boxes["progress_note"]
    desk.enter("8-2", "increment", "70")
    desk.focus("M8-3", "stage")
    desk.page.ensureWidgetVisible(button, 0, 40)
    day = proof_of(desk, "M8-3").day
    day.setFocus()
    keys(day.editor, "31")
    top(desk, button)
    window = desk.pane.windowHandle()
    place = button.mapTo(desk.pane, QPoint(10, button.height() - 4))
    QTest.mousePress(window, LEFT, NO_KEYS, place)
    QTest.qWait(PAUSE_MS + 100)
    QTest.mouseRelease(window, LEFT, NO_KEYS, place)
    qtbot.waitUntil(lambda: "70家" in box.text())
    assert desk.target("M8-3").foot.text().startswith("“31”不是日期。")
