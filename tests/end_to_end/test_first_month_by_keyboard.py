"""The very first month of a unit with six tasks: from an empty folder, every figure and stage typed anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import main
from cixi_desktop import clock
from db.storage import STORAGE
from tests.end_to_end.test_month_by_keyboard import JUNE, today
from tests.support.keyboard import Keyboard, come_back, hand_in
from ui.plan.start_dialog import StartDialog
from ui.shell.application import make_window, open_plan

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow

JUNES = {
    "H-2": "3.41",
    "H-3": "70",
    "C5-1": "3",
    "M5-1": "2",
    "M5-2": "1",
    "C5-2": "5",
    "C5-3": "3",
    "C5-4": "2",
    "6-1": "3",
    "6-2": "1",
    "M6-1": "2",
    "C6-1": "4",
    "M6-2": "1",
    "M6-3": "1",
    "7-1": "600 1200",
    "7-2": "30 90",
    "7-3": "9.9",
    "7-4": "47.2",
    "C7-1": "6",
    "M7-1": "1",
    "M7-2": "3 9",
    "C7-2": "2",
    "8-1": "150",
    "8-3": "10",
    "M8-1": "2",
    "M8-2": "1",
    "M8-3": "1",
    "9-1": "0",
    "9-2": "0",
    "9-3": "0",
    "9-4": "5",
    "9-5": "8",
    "M9-1": "1",
    "C9-1": "2",
    "C9-2": "1",
    "M9-2": "1",
    "M10-1": "2",
    "M10-2": "2",
    "M10-3": "1",
    "M10-4": "6",
}
"""Of 48 figures and items 40, in the order of the grid: 累计, 次数, a value, a stage by its number.

The other eight are told in words, and read 本月未开展.
"""
TOTALS = ("H-3", "6-1", "6-2", "8-1", "8-3", "9-1", "9-2", "9-3", "9-4", "9-5")
"""What adds up over months of which nobody has told: what June brought itself stays open."""
SET_UP, MOST_KEYS = 9, 118
"""Presses until the first figure, the name of the unit (3) with them, and until the signed page.

62 of them are the digits above, 33 are Enter after a number or stage, and ten are ↓ after a running total,
which the foot of the table and the manual name: it leads past the month's own count. Four hand in.
"""


def test_that_a_first_month_begins_in_an_empty_folder_and_takes_few_presses_besides_its_figures(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "local_time", today)
    monkeypatch.setattr("ui.shell.application.local_time", today)
    window = make_window(tmp_path / "data", STORAGE, "王")
    qtbot.addWidget(window)
    hands = Keyboard(window)
    _begin(hands, window, qtbot)
    assert hands.count == SET_UP
    _type_figures(hands, window, qtbot)
    assert not window.session.is_complete, "nothing is told of the tasks yet: 报送 is not blue"
    window.outputs.folder = tmp_path
    hand_in(hands, window, qtbot, "补齐文字", "报送、导出并存PDF")
    assert window.header.state.text() == "已报送"
    _look_at_what_is_kept(window)
    (out,), (page,) = tmp_path.glob("*.xlsx"), tmp_path.glob("*.pdf")
    _look_at_the_table(out)
    assert page.read_bytes().startswith(b"%PDF")
    assert hands.count <= MOST_KEYS, hands.count


def _look_at_what_is_kept(window: MainWindow) -> None:
    """Duties read 本月未开展, and each task tells what its figures say."""
    workspace = window.session.workspace
    assert workspace is not None
    duty = workspace.content.entry("D8-1", JUNE)
    assert duty is not None
    assert duty.note == "本月未开展。"
    # 70 of 120 are 58.3 %; half is due by the end of June.
    told = workspace.content.narrative("8", JUNE).progress_note
    assert "70家，完成年度目标的58.3%，快于序时进度8.3个百分点" in told


def _look_at_the_table(path: Path) -> None:
    """本期完成, 累计完成, 完成率: 70 of 120 are 58.3 %; stage 2 is 征求意见; 0 until June is 0 in June."""
    sheet = load_workbook(path)["进展情况表"]
    rows = {row[2]: row[5:8] for row in sheet.iter_rows(values_only=True)}
    assert rows["高新技术企业新增数"] == (None, 70, 0.583)
    assert rows["校地合作机制"] == (None, "征求意见", None)
    assert rows["新建产业创新联合体"] == (0, 0, 0)


def _begin(hands: Keyboard, window: MainWindow, qtbot: QtBot) -> None:
    """开始使用: the shipped plan, 综合科, 牵头的任务 5-10. The computer is checked meanwhile."""

    def name_unit(_dialog: StartDialog) -> None:
        hands.compose("综合科")
        hands.press(Qt.Key.Key_Tab)
        hands.write("5-10")
        hands.press(Qt.Key.Key_Return)

    hands.answer(StartDialog, name_unit)
    window.painted.connect(partial(open_plan, window, main.PLAN))
    with qtbot.waitSignal(window.opened):
        window.show()
    qtbot.waitUntil(lambda: window.panes.view == "grid")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    come_back(window, qtbot)
    assert window.header.unit.text() == "单位：综合科"


def _type_figures(hands: Keyboard, window: MainWindow, qtbot: QtBot) -> None:
    """In the grid from its first cell on: the number, also of a stage, and Enter, which leads on.

    After a running total ↓, past the month's own count, to the next row.
    """
    assert window.panes.view == "grid"
    for target_id, texts in JUNES.items():
        for text in texts.split():
            assert window.panes.focused_target == target_id
            hands.write(text)
            hands.press(Qt.Key.Key_Down if target_id in TOTALS else Qt.Key.Key_Return)
            come_back(window, qtbot)
    assessment = window.session.assessment
    assert assessment is not None
    totals = {each: str(assessment.of(each).cumulative) for each in TOTALS}  # type: ignore[union-attr]
    assert totals == {each: JUNES[each] for each in TOTALS}
    added = {each: assessment.of(each).increment for each in TOTALS}  # type: ignore[union-attr]
    assert added == {each: 0 if totals[each] == "0" else None for each in TOTALS}
    assert assessment.answered == (len(JUNES), 48)
