"""No form and no grid is wider than its pane, in any window, also with larger letters and open folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.support import samples
from ui.entry.entry_form import EntryPane
from ui.grid.grid_pane import GridPane
from ui.grid.grid_rows import INPUTS, GridColumn
from ui.style.form_style import scaled
from ui.table.editable_table import PADDING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cixi_desktop.plan import Plan

LEAST = 556
"""What the smallest window leaves beside the tree, in pixels."""
WIDTHS = (LEAST, 721, 786, 800, 849, 886)
"""Among them what a screen of 1366 at 125 % leaves, and windows of 965, 1097 and 1130."""
TASKS = ("2", "7", "12")
"""Together they have items and figures of every kind, and the longest rows."""


@pytest.mark.parametrize(("factor", "widths"), [(1.0, WIDTHS), (1.5, (LEAST, 800)), (1.8, (389, 444))])
def test_that_no_form_is_wider_than_its_pane(
    qapp: QApplication, plan: Plan, factor: float, widths: tuple[int, ...]
) -> None:
    font = qapp.font()
    qapp.setFont(scaled(font, factor))
    pane = EntryPane(plan=plan)
    pane.show_assessment(samples.june(plan), {})
    over = []
    for width in widths:
        pane.resize(round(width * factor), 700)
        pane.show()
        for task_id in TASKS:
            pane.show_task(task_id)
            qapp.processEvents()
            page = pane.pages[task_id]
            for card in page.targets:
                card.set_open(is_open=True)
            qapp.processEvents()
            if page.widget().minimumSizeHint().width() > page.viewport().width():
                over.append((width, task_id))
    pane.close()
    pane.deleteLater()
    qapp.setFont(font)
    assert over == []


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_that_ten_times_a_target_is_told_whole_in_the_grid(
    qapp: QApplication, plan: Plan, factor: float
) -> None:
    """1000.0% at 100 %, at 150 % and at twice the letters, in every width in which 完成率 is shown."""
    font = qapp.font()
    qapp.setFont(scaled(font, factor))
    pane = GridPane(plan=plan)
    content = samples.sample_content(plan)
    pane.show_assessment(samples.june(plan), {}, content)
    rooms = []
    for width in range(LEAST, 1366, 54):
        pane.resize(round(width * factor), 700)
        pane.show()
        qapp.processEvents()
        if not pane.view.isColumnHidden(GridColumn.COMPLETION):
            rooms.append(pane.view.columnWidth(GridColumn.COMPLETION) - 2 * PADDING)
    needed = pane.view.fontMetrics().horizontalAdvance("1000.0%")
    pane.close()
    pane.deleteLater()
    qapp.setFont(font)
    assert min(rooms) >= needed


@pytest.mark.parametrize("width", WIDTHS)
def test_that_no_grid_is_wider_than_its_pane_and_none_loses_an_input_or_cuts_a_head(
    qapp: QApplication, plan: Plan, width: int
) -> None:
    pane = GridPane(plan=plan)
    pane.resize(width, 500)
    pane.show_assessment(samples.june(plan), {}, samples.sample_content(plan))
    pane.show()
    qapp.processEvents()
    assert pane.view.horizontalScrollBar().maximum() == 0
    assert not any(pane.view.isColumnHidden(column) for column in INPUTS)
    head = pane.view.horizontalHeader()
    shown = {
        pane.view.model().headerData(column, Qt.Orientation.Horizontal): head.sectionSize(column)
        - 2 * PADDING
        for column in range(head.count())
        if not head.isSectionHidden(column)
    }
    assert [
        words for words, room in shown.items() if head.fontMetrics().horizontalAdvance(words) > room
    ] == []
    pane.close()
    pane.deleteLater()
