"""指标口径: baseline, monthly plan, last year, deadline; typed or pasted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from cixi_desktop.assessment.pace import stage_plan
from cixi_desktop.pasting.blocks import parse_block
from cixi_desktop.records.basis import NO_MONTHS, Basis
from ui.dialogs.basis_dialog import BasisDialog
from ui.table.paste_preview import PastePreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from ui.dialogs.basis_dialog import MonthTable


def months(**known: str) -> tuple[Decimal | None, ...]:
    """Twelve places; m3="5" is March."""
    return tuple(Decimal(known[f"m{n}"]) if f"m{n}" in known else None for n in range(1, 13))


Make = Callable[..., Any]
"""Target id and basis → the dialog; which inputs it has depends on the target."""


@pytest.fixture
def make(qtbot: QtBot, plan: Plan) -> Make:
    def dialog(target_id: str, basis: Basis | None = None) -> BasisDialog:
        made = BasisDialog(target=plan.target(target_id), basis=basis or Basis(target_id=target_id))
        qtbot.addWidget(made)
        made.show()
        return made

    return dialog


@pytest.fixture(autouse=True)
def previews_are_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PastePreview, "ask", lambda **_: True)


def table(dialog: BasisDialog) -> MonthTable:
    assert dialog.months is not None
    return dialog.months


def test_that_an_untouched_dialog_gives_back_what_it_got(make: Make) -> None:
    basis = Basis(target_id="H-4", baseline=Decimal(1003), baseline_note="年报", pace_plan=months(m6="1060"))
    assert make("H-4", basis).read() == basis
    deadline = Basis(target_id="M8-2", deadline=date(2025, 9, 30))
    assert make("H-3", replace(basis, target_id="H-3", last_year=months(m1="3"))).read().last_year[0] == 3
    assert make("M8-2", deadline).read() == deadline


def test_that_counts_ask_for_plan_and_last_year_and_levels_for_a_baseline(make: Make) -> None:
    count, level, aspiration = make("H-3"), make("H-5"), make("H-7")
    assert table(count).texts.columnCount() == 2
    assert count.baseline is None
    assert table(level).texts.layout.columns[1].head == "上年同月（%）"
    assert level.baseline.placeholderText() == "工作要点未列，待填"
    assert make("H-1").baseline.placeholderText() == "3.59（按原文推算）"
    assert (aspiration.months, aspiration.baseline) == (None, None)


def test_that_figures_are_read_as_people_type_them(make: Make) -> None:
    dialog = make("H-4")
    dialog.baseline.setText("１,003家")
    dialog.note.setText(" 年报 ")
    table(dialog).texts.put_texts({(5, 0): "1060"})
    expected = Basis(
        target_id="H-4", baseline=Decimal(1003), baseline_note="年报", pace_plan=months(m6="1060")
    )
    assert dialog.read() == expected


def test_that_a_pasted_column_fills_the_months_from_the_current_one(make: Make) -> None:
    dialog = make("H-3")
    table(dialog).go_to((2, 1))
    table(dialog).paste_block(parse_block("10\r\n20\r\n\r\n40\r\n"))
    assert dialog.read().last_year == months(m3="10", m4="20", m6="40")
    assert dialog.read().pace_plan == NO_MONTHS


def test_that_a_pasted_row_of_twelve_becomes_a_column(make: Make) -> None:
    dialog = make("H-3")
    table(dialog).paste_block(parse_block("\t".join(str(10 * n) for n in range(1, 15))))
    assert dialog.read().pace_plan == tuple(Decimal(10 * n) for n in range(1, 13))


def test_that_a_pasted_block_fills_both_columns(make: Make) -> None:
    dialog = make("H-3")
    QGuiApplication.clipboard().setText("1\t2\t3\n4\t5\t6")
    QTest.keyClick(table(dialog), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.read().pace_plan == months(m1="1", m2="4")
    assert dialog.read().last_year == months(m1="2", m2="5")


def test_that_the_delete_key_empties_what_is_selected(make: Make) -> None:
    dialog = make("H-3", Basis(target_id="H-3", pace_plan=months(m1="5", m2="6")))
    table(dialog).go_to((0, 0))
    QTest.keyClick(table(dialog), Qt.Key.Key_Delete)
    assert dialog.read().pace_plan == months(m2="6")


def test_that_a_cell_that_cannot_be_read_is_marked_and_keeps_the_dialog_open(make: Make) -> None:
    dialog = make("H-3")
    table(dialog).texts.put_texts({(2, 0): "约10"})
    assert "不是准确数" in table(dialog).texts.faults[2, 0]
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.fault.text().startswith("月度计划累计（家）3月：“约10”不是准确数。")
    table(dialog).texts.put_texts({(2, 0): "10"})
    assert table(dialog).texts.faults == {}
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_that_a_deadline_is_read_as_people_write_dates(make: Make) -> None:
    dialog = make("M8-2")
    assert dialog.deadline.placeholderText() == "年底（默认）"
    dialog.deadline.setText("2025年9月30日")
    assert dialog.read() == Basis(target_id="M8-2", deadline=date(2025, 9, 30))
    dialog.deadline.setText("九月底")
    dialog.accept()
    assert "不是日期" in dialog.fault.text()


def test_that_each_stage_has_its_month(make: Make, plan: Plan) -> None:
    item = plan.item("M8-2")
    assert item is not None
    kept = Basis(target_id="M8-2", pace_plan=stage_plan(item, (3, 5, 6, 9, 10, None)))
    dialog = make("M8-2", kept)
    assert dialog.windowTitle() == "事项口径"
    assert dialog.stages is not None
    boxes = list(dialog.stages.boxes.values())
    assert [box.currentText() for box in boxes] == [
        *("3月底前", "5月底前", "6月底前", "9月底前", "10月底前"),
        "未定",
    ]
    assert dialog.read() == kept
    assert boxes[3].accessibleName() == "第4阶段“审议”的计划月份"
    boxes[5].setCurrentText("12月底前")
    assert dialog.read().pace_plan == stage_plan(item, (3, 5, 6, 9, 10, 12))
    boxes[5].setCurrentText("1月底前")
    dialog.accept()
    assert dialog.fault.text() == "“备案公开”计划在1月，早于前一阶段“印发”的10月。请核对计划月份。"


def test_that_an_item_without_stages_has_only_a_deadline(make: Make) -> None:
    assert make("D8-1").stages is None


@pytest.mark.parametrize("is_accepted", [True, False])
def test_that_only_an_accepted_basis_is_given_back(
    qtbot: QtBot, plan: Plan, monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    codes = QDialog.DialogCode
    monkeypatch.setattr(BasisDialog, "exec", lambda _self: codes.Accepted if is_accepted else codes.Rejected)
    basis = Basis(target_id="M8-2", deadline=date(2025, 9, 30))
    answer = BasisDialog.ask(target=plan.target("M8-2"), basis=basis)
    assert answer == (basis if is_accepted else None)


def test_that_an_item_gets_stages_of_its_own_and_keeps_the_months_of_those_that_stay(make: Make) -> None:
    dialog = make("M8-3", Basis(target_id="M8-3", pace_plan=months(m3="1")))
    assert dialog.stages is not None
    assert dialog.stages.stages.placeholderText().startswith("需求方案→招标文件")
    dialog.stages.stages.setText("需求方案、比选、签约")
    dialog.stages.stages.editingFinished.emit()
    assert {stage: box.currentText() for stage, box in dialog.stages.boxes.items()} == {
        "需求方案": "3月底前",
        "比选": "未定",
        "签约": "未定",
    }
    assert dialog.read() == Basis(
        target_id="M8-3", stages=("需求方案", "比选", "签约"), pace_plan=months(m3="1")
    )
    dialog.stages.stages.setText("签约")
    dialog.stages.stages.editingFinished.emit()
    dialog.accept()
    assert dialog.fault.text().startswith("只有一个阶段。")


def test_that_the_usual_stages_can_be_taken_over_and_given_up(make: Make) -> None:
    dialog = make("M8-2", Basis(target_id="M8-2", stages=("甲", "乙")))
    assert dialog.stages is not None
    assert list(dialog.stages.boxes) == ["甲", "乙"]
    dialog.stages.usual.activated.emit(0)
    assert list(dialog.stages.boxes) == ["甲", "乙"]
    dialog.stages.usual.activated.emit(5)
    assert list(dialog.stages.boxes) == ["方案", "筹备", "举办", "总结"]
    dialog.stages.stages.clear()
    assert dialog.read() == Basis(target_id="M8-2")


def test_that_the_frequency_and_the_expected_publication_are_kept(make: Make) -> None:
    dialog = make("H-2")
    assert [dialog.frequency.itemText(n) for n in range(4)] == ["按月", "按季", "按半年", "按年"]
    dialog.frequency.setCurrentIndex(1)
    dialog.published.setText("2026年3月")
    assert dialog.read() == Basis(target_id="H-2", every=3, published="2026年3月")


def test_that_a_set_frequency_is_shown_and_can_be_taken_back(make: Make) -> None:
    dialog = make("M4-2", Basis(target_id="M4-2", every=12))
    assert dialog.frequency.currentText() == "按年"
    dialog.frequency.setCurrentIndex(0)
    assert dialog.read().every == 1


def test_that_all_inputs_of_a_dialog_begin_in_one_line(make: Make) -> None:
    dialog = make("H-2")
    inputs = (dialog.baseline, dialog.note, dialog.frequency, dialog.short, dialog.phrase)
    assert len({each.mapTo(dialog, QPoint()).x() for each in inputs}) == 1


def test_that_a_figure_gets_a_short_name_and_a_sentence(make: Make) -> None:
    dialog = make("H-3")
    assert dialog.phrase.placeholderText() == "新增高新技术企业〔数值〕"
    assert dialog.phrase.width() > 2 * dialog.short.width()
    dialog.short.setText("高企")
    dialog.phrase.setText("净增高企")
    dialog.accept()
    assert dialog.fault.text().startswith("标准句里应有一处〔数值〕")
    for words in ("净增高企〔数值〕", "净增高企{}"):
        dialog.phrase.setText(words)
        assert (dialog.read().short, dialog.read().phrase) == ("高企", "净增高企{}")
    again = make("H-3", Basis(target_id="H-3", phrase="净增高企{}"))
    assert again.phrase.text() == "净增高企〔数值〕"
    assert not make("M8-2").phrase.isVisible()
