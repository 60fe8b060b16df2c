"""Tables to read: what an empty one says, and the colour that a light keeps in a chosen row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.support.pictures import count_like
from ui.style.palette import TONES
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HEADS = ("单位", "亮灯")
LATE = TONES["red"].text


def table_of(qtbot: QtBot, *rows: tuple[str, str]) -> RowTable:
    table = RowTable(name="单位", heads=HEADS, ems=(10,), empty_words="尚无单位。请在下方新增。")
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        table.put(number, row)[1].setForeground(LATE)
    return table


def test_that_a_light_keeps_its_colour_in_a_chosen_row(qtbot: QtBot) -> None:
    table = table_of(qtbot, ("高新科", "■滞后"))
    before = count_like(table.grab().toImage(), LATE, tolerance=25)
    table.selectRow(0)
    assert before > 20
    assert count_like(table.grab().toImage(), LATE, tolerance=25) > before / 2


def test_that_an_empty_table_says_what_belongs_there(qtbot: QtBot) -> None:
    table = table_of(qtbot)
    said = table.grab()
    table.empty_words = ""
    assert said.toImage() != table.grab().toImage()
    filled = table_of(qtbot, ("高新科", "■滞后"))
    shown = filled.grab()
    filled.empty_words = ""
    assert shown.toImage() == filled.grab().toImage()


def test_that_all_heads_stand_on_the_left_and_tab_leaves_the_table(qtbot: QtBot) -> None:
    table = table_of(qtbot, ("高新科", "■滞后"))
    assert table.horizontalHeader().defaultAlignment() & Qt.AlignmentFlag.AlignLeft
    assert not table.tabKeyNavigation()
    assert table.item(0, 1).toolTip() == "■滞后"
