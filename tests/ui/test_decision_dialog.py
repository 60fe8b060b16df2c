"""核定 by keyboard: what is offered, what it would come to, what is decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cixi_desktop.actions.configure import assign
from cixi_desktop.actions.record import note, record
from cixi_desktop.actions.review import bureau, decide_figure
from cixi_desktop.actions.units import new_unit
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import OWN, SUM, Duty, FigureDecision
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore
from ui.coordinator.decision_dialog import NOTHING, DecisionDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

JUNE, TODAY = month(2025, 6), date(2025, 6, 28)


@pytest.fixture
def workspace() -> Workspace:
    """办公室 leads H-3 with 66 firms, 高新技术科 says 72; they differ on a stage and a rate as well."""
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(), actor="张三")
    text = "截至6月底，新增高新技术企业{}家。"
    for name, count, stage, rate in (("办公室", "66", "审议", "3.40"), ("高新技术科", "72", "公示", "3.45")):
        workspace.load(new_unit(workspace, name).id)
        record(workspace, "H-3", JUNE, {"cumulative": count})
        record(workspace, "H-7", JUNE, {"stage": "申报" if stage == "审议" else stage})
        record(workspace, "H-2", JUNE, {"value": rate})
        for task_id in ("8", "总体"):
            note(workspace, task_id, JUNE, {"progress_note": text.format(count)})
    lead = Duty(subject_id="H-3", lead_unit_id="1")
    assign(workspace, units=workspace.units(), duties=[(lead, None)])
    return workspace


def ask(workspace: Workspace, qtbot: QtBot, target_id: str = "H-3") -> DecisionDialog:
    found = bureau(workspace.plan, workspace.store, JUNE, TODAY)
    dialog = DecisionDialog(found=found, target_id=target_id, actor="张三", today=TODAY)
    qtbot.addWidget(dialog)
    return dialog


def rows(dialog: DecisionDialog) -> list[list[str]]:
    table = dialog.choices
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_that_every_choice_shows_value_completion_and_light(workspace: Workspace, qtbot: QtBot) -> None:
    """Of 120: 66 is 55 %, 72 is 60 %, together 115 %."""
    dialog = ask(workspace, qtbot)
    assert rows(dialog) == [
        ["采用办公室（牵头科室）", "66家", "55.0%", "●达序时"],
        ["采用高新技术科", "72家", "60.0%", "●达序时"],
        ["各单位合计", "138家", "115.0%", "★已完成"],
        ["以牵头科室为准", "66家", "55.0%", "●达序时"],
        ["另行核定", "", "", ""],
    ]
    assert dialog.since.currentText() == "2025年6月"
    assert (dialog.told.text(), dialog.ok.isEnabled(), dialog.decision()) == (NOTHING, False, None)


def test_that_a_stage_is_chosen_and_neither_added_nor_typed(workspace: Workspace, qtbot: QtBot) -> None:
    dialog = ask(workspace, qtbot, "H-7")
    assert [row[:2] for row in rows(dialog)] == [["采用办公室", "申报"], ["采用高新技术科", "公示"]]
    assert dialog.value.isHidden()


def test_that_it_is_decided_by_keyboard_with_a_reason(workspace: Workspace, qtbot: QtBot) -> None:
    dialog = ask(workspace, qtbot)
    dialog.show()
    QTest.keyClick(dialog.choices, Qt.Key.Key_Down)
    QTest.keyClick(dialog.choices, Qt.Key.Key_Down)
    assert not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.reason, "bzgy")
    QTest.keyClick(dialog.since, Qt.Key.Key_Up)
    assert dialog.decision() == FigureDecision(
        target_id="H-3",
        from_period=month(2025, 5),
        whose="2",
        reason="bzgy",
        decided_by="张三",
        decided_on=TODAY,
    )
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.result() == DecisionDialog.DialogCode.Accepted


def test_that_an_own_value_is_chosen_by_typing_it(workspace: Workspace, qtbot: QtBot) -> None:
    """50 of 120 is 41.7 %, 8.3 points behind the half."""
    dialog = ask(workspace, qtbot)
    dialog.reason.setText("核对名单")
    QTest.keyClicks(dialog.value, "5")
    assert dialog.choices.currentRow() == 4
    QTest.keyClicks(dialog.value, "x")
    assert (rows(dialog)[4][1:], dialog.decision()) == (["", "", ""], None)
    assert dialog.told.property("mood") == "bad"
    QTest.keyClick(dialog.value, Qt.Key.Key_Backspace)
    assert dialog.told.property("mood") == ""
    QTest.keyClicks(dialog.value, "0")
    assert rows(dialog)[4] == ["另行核定", "50家", "41.7%", "▲欠序时"]
    decision = dialog.decision()
    assert decision is not None
    assert (decision.whose, decision.value) == (OWN, Decimal(50))


def test_that_texts_that_quote_another_number_are_named(workspace: Workspace, qtbot: QtBot) -> None:
    dialog = ask(workspace, qtbot)
    dialog.choices.setCurrentCell(1, 0)
    assert dialog.told.text().splitlines() == [
        "需请单位改写：办公室任务总体：“高新技术企业新增数”：文中66家，表内累计72家（核定）。",
        "需请单位改写：办公室任务8：“高新技术企业新增数”：文中66家，表内累计72家（核定）。",
    ]
    dialog.choices.setCurrentCell(2, 0)
    assert dialog.told.text().splitlines()[-1] == "另有1处文字引用了别的数。"


@pytest.mark.parametrize(("whose", "value", "row"), [("2", None, 1), (SUM, None, 2), (OWN, "70", 4)])
def test_that_what_was_decided_is_shown_again(
    workspace: Workspace, qtbot: QtBot, whose: str, value: str | None, row: int
) -> None:
    decision = FigureDecision(
        target_id="H-3",
        from_period=JUNE,
        whose=whose,
        value=None if value is None else Decimal(value),
        reason="核对名单",
    )
    decide_figure(workspace, bureau(workspace.plan, workspace.store, JUNE, TODAY), decision)
    dialog = ask(workspace, qtbot)
    assert (dialog.choices.currentRow(), dialog.reason.text(), dialog.value.text()) == (
        row,
        "核对名单",
        value or "",
    )
    dialog.since.setCurrentIndex(3)
    assert dialog.told.text().startswith("自2025年6月起另有核定，仍然有效")


def test_that_nothing_is_decided_without_consent(
    workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = bureau(workspace.plan, workspace.store, JUNE, TODAY)

    def answer(dialog: DecisionDialog) -> bool:
        dialog.choices.setCurrentCell(1, 0)
        dialog.reason.setText("统计局口径")
        dialog.deleteLater()
        return answers.pop(0)

    answers = [False, True]
    monkeypatch.setattr(DecisionDialog, "is_confirmed", answer)
    decisions = [
        DecisionDialog.ask(found=found, target_id="H-3", actor="张三", today=TODAY) for _ in range(2)
    ]
    assert decisions[0] is None
    assert decisions[1] is not None
    assert decisions[1].whose == "2"
