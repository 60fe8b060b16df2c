"""A whole month of a unit with six tasks, by keyboard alone, from the opened program to the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import main
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.record import note, record
from cixi_desktop.assessment.responsibility import responsibility_of
from cixi_desktop.history import Change
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.planfile import load_plan
from cixi_desktop.records.bureau import Duty
from cixi_desktop.settings import Settings, save_settings
from cixi_desktop.workspace import Workspace
from db.storage import STORAGE
from tests.support.keyboard import Keyboard, confirm, hand_in
from ui.shell.main_window import MainWindow
from ui.shell.opening import opened

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.fields import Target

JUNE, MAY = month(2025, 6), month(2025, 5)
TASKS = ("5", "6", "7", "8", "9", "10")
MAYS = {
    "6-1": {"cumulative": "2"},
    "6-2": {"cumulative": "1"},
    "7-1": {"numerator": "600", "denominator": "1200"},
    "7-2": {"numerator": "30", "denominator": "90"},
    "7-3": {"value": "9.8"},
    "7-4": {"cumulative": "38.5"},
    "H-2": {"value": "3.40"},
    "8-1": {"cumulative": "140"},
    "H-3": {"cumulative": "45"},
    "8-3": {"cumulative": "6"},
    "9-1": {"cumulative": "0"},
    "9-2": {"cumulative": "0"},
    "9-3": {"cumulative": "0"},
    "9-4": {"cumulative": "3"},
    "9-5": {"cumulative": "5"},
}
JUNES = {
    "6-1": "1",
    "7-3": "9.9",
    "7-4": "47.2",
    "H-2": "3.41",
    "8-1": "10",
    "H-3": "25",
    "8-3": "4",
    "9-4": "2",
    "9-5": "3",
}
"""What the clerk types: nine figures have moved, everything else has not."""
MOST_KEYS = 59
"""At two keys a second, as a slow typist does, a minute: far from ten."""


def today() -> datetime:
    from datetime import datetime as real

    return real(2025, 6, 19, 14, 5)  # noqa: DTZ001  the store keeps local time without its zone


@pytest.fixture
def plan() -> Plan:
    return load_plan(main.PLAN.read_text(encoding="utf-8"), main.PLAN.name)


@pytest.fixture
def folder(plan: Plan, tmp_path: Path) -> Path:
    """The data of 综合科, which leads six tasks and has reported May."""
    folder = tmp_path / "data"
    store = STORAGE.open(folder)
    workspace = Workspace(plan=plan, store=store, actor="王")
    unit = add_unit(workspace, "综合科")
    duties = [Duty(subject_id=task_id, lead_unit_id=unit.id) for task_id in TASKS]
    workspace.perform("分工", tuple(Change(None, duty) for duty in duties))
    workspace.load(unit.id)
    for target_id, fields in MAYS.items():
        record(workspace, target_id, MAY, fields)
    for item in (each for each in plan.items if each.task_id in TASKS):
        record(workspace, item.id, MAY, _item_fields(item.kind, item.stages))
    for task_id in TASKS:
        note(workspace, task_id, MAY, {"progress_note": "按计划推进。", "next_steps": "继续走访企业。"})
    store.close()
    save_settings(folder, Settings(unit_id=unit.id, actor="王某"))
    return folder


def _item_fields(kind: ItemKind, stages: tuple[str, ...]) -> dict[str, str]:
    if stages:
        return {"stage": stages[0]}
    if kind is ItemKind.DUTY:
        return {"note": "已开展。"}
    if kind is ItemKind.LIST:
        return {"numerator": "3", "denominator": "9"}
    return {"increment": "1"}


def test_that_a_month_of_six_tasks_is_done_by_keyboard_in_few_presses(
    qtbot: QtBot, plan: Plan, folder: Path
) -> None:
    window = MainWindow(
        folder=folder,
        account="王",
        open_file=lambda plan: opened(plan, folder, STORAGE, "王"),
        data=lambda: STORAGE.folder(folder),
        now=today,
    )
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.opened):
        window.open_data(plan)
    hands = Keyboard(window)
    assert window.header.unit.text() == "单位：综合科"
    assert window.panes.task_id in TASKS
    _fill_figures(hands, window, qtbot)
    _answer_the_rest(hands, window, qtbot)
    _accept_drafts(hands, window, qtbot)
    assert window.session.is_complete
    window.outputs.folder = folder.parent
    hand_in(hands, window, qtbot, "报送、导出并存PDF")
    assert window.header.state.text() == "已报送"
    assert not window.session.is_complete
    (out,), (page,) = folder.parent.glob("*.xlsx"), folder.parent.glob("*.pdf")
    assert load_workbook(out).sheetnames[0] == "进展情况表"
    assert page.read_bytes().startswith(b"%PDF")
    assert hands.count <= MOST_KEYS, hands.count


def _fill_figures(hands: Keyboard, window: MainWindow, qtbot: QtBot) -> None:
    """In the grid: F8 to the next open figure, the number, Enter, which may lead to another that moved."""
    hands.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    left = dict(JUNES)
    while left:
        text = left.pop(window.panes.focused_target, "")
        if text:
            hands.write(text)
        hands.press(Qt.Key.Key_Return if text else Qt.Key.Key_F8)
        QApplication.processEvents()
        assert hands.count <= MOST_KEYS, left
    assessment = window.session.assessment
    assert assessment is not None
    # 140 and 10 more are the 150 of 300 that are due; 45 and 25 are 70 of 120.
    assert [str(assessment.of(target_id).cumulative) for target_id in ("8-1", "H-3")] == ["150", "70"]  # type: ignore[union-attr]


def _answer_the_rest(hands: Keyboard, window: MainWindow, qtbot: QtBot) -> None:
    """Ctrl+M, 本月无变化（全部任务）, confirmed: what was not typed has not moved."""
    confirm(hands, window, qtbot, Qt.Key.Key_M)
    workspace, assessment = window.session.workspace, window.session.assessment
    assert workspace is not None
    assert assessment is not None
    unit_id = workspace.content.unit.id
    targets: tuple[Target, ...] = (*workspace.plan.indicators, *workspace.plan.items)
    own = [t for t in targets if responsibility_of(workspace.plan, workspace.content, t).concerns(unit_id)]
    still_open = [each.id for each in own if not assessment.of(each.id).is_reported]
    assert still_open == []


def _accept_drafts(hands: Keyboard, window: MainWindow, qtbot: QtBot) -> None:
    """Ctrl+R, 按数据起草, confirmed: every task tells what its figures and stages say."""
    confirm(hands, window, qtbot, Qt.Key.Key_R)
    workspace = window.session.workspace
    assert workspace is not None
    told = workspace.content.narrative("8", JUNE).progress_note
    # 45 and 25 are 70 of 120, 58.3 %; half is due by the end of June.
    assert "70家，完成年度目标的58.3%，快于序时进度8.3个百分点" in told
