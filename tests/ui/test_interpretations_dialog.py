"""口径问题和月度计划: answered and set in tables, put in force in one step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cixi_desktop.pasting.blocks import parse_block
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Decision
from tests.support.figures import content_of, twelve
from ui.bureau.interpretations_dialog import InterpretationsChoice, InterpretationsDialog
from ui.table.paste_preview import PastePreview
from ui.table.table_dialog import DiscardDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from cixi_desktop.workspace import Workspace
    from ui.shell.main_window import MainWindow

CODES = QDialog.DialogCode
ANSWER = Decision(reading_id="2", answer="1004家", decided_by="局长办公会", decided_on=date(2025, 5, 12))
BASIS = Basis(target_id="H-4", baseline=Decimal(1004))


@pytest.fixture(autouse=True)
def closing_drops_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DiscardDialog, "ask", lambda **_named: True)


@pytest.fixture
def dialog(qtbot: QtBot, plan: Plan) -> InterpretationsDialog:
    dialog = InterpretationsDialog(plan=plan, content=content_of(ANSWER, BASIS))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_that_an_untouched_dialog_gives_back_what_it_got(dialog: InterpretationsDialog) -> None:
    choice = dialog.choice()
    assert [decision for decision in choice.decisions if not decision.is_empty] == [ANSWER]
    assert [basis for basis in choice.bases if not basis.is_empty] == [BASIS]
    assert not dialog.has_changes


def test_that_the_current_question_stands_in_full_below(dialog: InterpretationsDialog) -> None:
    dialog.answers.table.go_to((1, 1))
    assert "2. 年初高新技术企业总量是多少？</b>（涉及H-4）" in dialog.answers.question.text()
    assert "暂按1000家" in dialog.answers.question.text()


def test_that_a_narrow_dialog_shows_the_beginning_of_its_table(qtbot: QtBot, plan: Plan) -> None:
    narrow = InterpretationsDialog(plan=plan, content=content_of())
    qtbot.addWidget(narrow)
    narrow.resize(1000, 600)
    narrow.show()
    bar = narrow.answers.table.horizontalScrollBar()
    assert (bar.value(), bar.maximum() > 0) == (0, True)


def test_that_an_answer_without_words_is_not_taken_over(dialog: InterpretationsDialog) -> None:
    dialog.answers.table.texts.put_texts({(0, 3): "局长办公会"})
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.fault.text().endswith("答复：请填写答复；仍按暂定答复执行的，请清空这一行。")
    dialog.answers.table.texts.put_texts({(0, 1): "按毛增", (0, 4): "2025年5月12日"})
    dialog.accept()
    assert dialog.choice().decisions[0] == Decision(
        reading_id="1", answer="按毛增", decided_by="局长办公会", decided_on=date(2025, 5, 12)
    )


def test_that_plans_are_pasted_into_the_row_of_their_figure(
    dialog: InterpretationsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PastePreview, "ask", lambda **_named: True)
    dialog.plans.table.paste_block(parse_block("编号\t6月\t12月\nH-3\t60家\t120\n"))
    dialog.last_year.table.paste_block(parse_block("编号\t6月\t12月\nH-3\t55\t110\n"))
    basis = next(basis for basis in dialog.choice().bases if basis.target_id == "H-3")
    assert basis.pace_plan == twelve(m6="60", m12="120")
    assert basis.last_year == twelve(m6="55", m12="110")


def test_that_figures_stand_flush_right(dialog: InterpretationsDialog) -> None:
    model = dialog.plans.table.texts
    role, right = Qt.ItemDataRole.TextAlignmentRole, Qt.AlignmentFlag.AlignRight
    assert model.index(0, 2).data(role) & right
    assert not model.index(0, 1).data(role) & right
    assert model.headerData(2, Qt.Orientation.Horizontal, role) & right


@pytest.mark.parametrize("is_accepted", [True, False])
def test_that_only_accepted_answers_are_given_back(
    qtbot: QtBot, plan: Plan, monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    code = CODES.Accepted if is_accepted else CODES.Rejected
    monkeypatch.setattr(InterpretationsDialog, "exec", lambda _self: code)
    assert (InterpretationsDialog.ask(plan=plan, content=content_of()) is not None) is is_accepted


def test_that_the_window_puts_it_in_force_and_undo_takes_it_back(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([InterpretationsChoice(decisions=(ANSWER,), bases=(BASIS,)), None])
    monkeypatch.setattr(InterpretationsDialog, "ask", lambda **_named: next(answers))
    window.commands.action("interpretations").trigger()
    window.commands.action("interpretations").trigger()
    assert workspace.content.decision("2") == ANSWER
    assert workspace.content.basis("H-4") == BASIS
    window.session.undo()
    assert workspace.content.decision("2").is_empty
    assert workspace.content.basis("H-4").is_empty
