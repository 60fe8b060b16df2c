"""Tables to read: how high their rows are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.table.row_table import SELECTED, RowTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG, SHORT = "将更新三项，规范三处，不接收一项，未读入两处，" * 2, "将更新一项"


def test_that_only_the_named_column_breaks_its_words_and_a_chosen_row_has_room(qtbot: QtBot) -> None:
    table = RowTable(name="文件", heads=("文件", "说明"), ems=(8,))
    qtbot.addWidget(table)
    table.wrap(1)
    table.resize(400, 300)
    table.setRowCount(2)
    table.put(0, (LONG, SHORT))
    table.put(1, (SHORT, LONG))
    table.show()
    QApplication.processEvents()

    line = table.fontMetrics().lineSpacing()
    assert table.rowHeight(0) < 2 * line + SELECTED
    assert table.rowHeight(1) >= 2 * line + SELECTED
