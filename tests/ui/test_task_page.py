"""One task's form: what is gone to is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint

from cixi_desktop.actions.record import record
from cixi_desktop.records.entries import State
from tests.support.entry_form_support import JUNE, Desk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace


@pytest.mark.parametrize("place_id", ["H-3", "H-5", "H-7"])
def test_that_a_figure_below_cards_that_have_just_opened_comes_into_view(
    qtbot: QtBot, workspace: Workspace, place_id: str
) -> None:
    """H-1 shows its state at once, and pushes what is below it down."""
    desk = Desk(qtbot=qtbot, workspace=workspace, task_id="8")
    record(workspace, "H-1", JUNE, {"state": State.PENDING, "reason": "统计部门尚未公布"})
    desk.pane.show_task("总体", focus_target=place_id)
    QCoreApplication.processEvents()
    card = desk.target(place_id)
    top = card.mapTo(desk.page.viewport(), QPoint(0, 0)).y()
    assert top >= 0
    assert top + card.height() <= desk.page.viewport().height()
