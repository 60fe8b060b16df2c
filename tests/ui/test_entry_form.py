"""The form as a whole: from the key to the figure and back, the way through it, and what never gets lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QFont, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.record import clear, detail, note, record
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import Period, month
from cixi_desktop.records.entries import PlannedStep
from tests.support.entry_form_support import CONTROL, JUNE, Desk, commit, compose, keys
from ui.entry.cards import FigureCard
from ui.entry.field_kinds import ProofField
from ui.entry.narrative_card import PROGRESS
from ui.entry.steps_dialog import StepsDialog
from ui.style.editors import LineEditor, TextEditor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from cixi_desktop.workspace import Workspace

MAY = month(2025, 5)
LINE = 12
"""Inputs whose middles are closer than so many pixels stand in one line."""


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace) -> Desk:
    """Task 8 in June, nothing entered."""
    return Desk(qtbot=qtbot, workspace=workspace)


def figures_of(desk: Desk, place_id: str) -> str:
    """What the card of a figure says of it."""
    card = desk.target(place_id)
    assert isinstance(card, FigureCard)
    return card.readout.strip.accessibleName()


def test_that_a_typed_number_with_its_unit_is_read_and_judged(desk: Desk) -> None:
    desk.enter("8-1", "increment", "１２家")
    assert desk.said == [("8-1", "increment", "１２家")]
    assert figures_of(desk, "8-1") == "累计12家，完成率4.0%，序时50.0%，差距−46.0个百分点"
    desk.focus("8-3", "increment")
    assert desk.shown("8-1", "increment") == "12"
    assert desk.quiet("8-1", "cumulative") == "12"


def test_that_the_figures_follow_the_typing_after_a_pause(qtbot: QtBot, desk: Desk) -> None:
    desk.type("8-1", "increment", "150")
    assert figures_of(desk, "8-1").startswith("累计—")
    qtbot.waitUntil(lambda: figures_of(desk, "8-1").startswith("累计150家"))
    assert desk.editor("8-1", "increment").hasFocus()
    keys(desk.editor("8-1", "increment"), "0")
    assert desk.shown("8-1", "increment") == "1500"


def test_that_text_that_is_no_number_stays_with_its_reason(desk: Desk) -> None:
    desk.enter("8-1", "increment", "约100")
    field = desk.field("8-1", "increment")
    assert field.text() == "约100"
    assert field.issue is not None
    assert field.issue.text == "“约100”不是准确数。请只填数字，不写“约”“左右”“以上”。"
    assert figures_of(desk, "8-1").startswith("累计—")
    desk.enter("8-1", "increment", "100")
    assert field.issue is None
    assert figures_of(desk, "8-1").startswith("累计100家")


def test_that_a_running_total_takes_the_place_of_the_increment(desk: Desk) -> None:
    record(desk.workspace, "8-1", MAY, {"increment": "12"})
    desk.enter("8-1", "increment", "6")
    desk.enter("8-1", "cumulative", "30")
    assert desk.shown("8-1", "increment") == ""
    assert desk.quiet("8-1", "increment") == "18"


def test_that_both_stand_where_the_year_is_begun_late(desk: Desk) -> None:
    """12 of 30 came in June, 18 before."""
    desk.enter("8-1", "increment", "12")
    desk.enter("8-1", "cumulative", "30")
    assert (desk.shown("8-1", "increment"), desk.shown("8-1", "cumulative")) == ("12", "30")


def test_that_undo_puts_the_old_text_back_into_the_focused_input(desk: Desk) -> None:
    desk.enter("8-1", "increment", "10")
    desk.enter("8-1", "increment", "12")
    desk.workspace.undo()
    assert desk.editor("8-1", "increment").hasFocus()
    assert desk.shown("8-1", "increment") == "10"
    desk.workspace.undo()
    assert desk.shown("8-1", "increment") == ""


def test_that_a_cleared_entry_empties_the_form(desk: Desk) -> None:
    desk.enter("8-1", "increment", "10")
    clear(desk.workspace, "8-1", JUNE)
    assert desk.shown("8-1", "increment") == ""


def test_that_a_change_elsewhere_leaves_what_is_being_typed(desk: Desk) -> None:
    desk.type("8-1", "increment", "12")
    record(desk.workspace, "8-3", JUNE, {"increment": "5"})
    assert desk.shown("8-1", "increment") == "12"
    assert desk.editor("8-1", "increment").hasFocus()
    assert desk.shown("8-3", "increment") == "5"


def test_that_the_caret_stays_where_it_is_when_figures_are_shown(desk: Desk) -> None:
    desk.enter("8-1", "increment", "1234")
    editor = desk.editor("8-1", "increment")
    assert isinstance(editor, LineEditor)
    editor.setCursorPosition(1)
    desk.refresh()
    assert editor.cursorPosition() == 1


def test_that_one_figure_under_two_tasks_is_typed_once(desk: Desk) -> None:
    desk.enter("8-2", "increment", "70")
    assert desk.said == [("H-3", "increment", "70")]
    desk.pane.show_task("总体")
    assert desk.shown("H-3", "increment") == "70"


def test_that_composed_text_survives_a_change_of_task(desk: Desk) -> None:
    desk.focus("D8-1", "note")
    compose(desk.editor("D8-1", "note"), "召开推进会")
    desk.pane.show_task("7")
    assert desk.said == [("D8-1", "note", "召开推进会")]
    desk.pane.show_task("8")
    assert desk.shown("D8-1", "note") == "召开推进会"


def test_that_composed_text_survives_a_change_of_period_and_stays_in_its_own(desk: Desk) -> None:
    desk.focus("D8-1", "note")
    compose(desk.editor("D8-1", "note"), "召开推进会")
    desk.set_period(MAY)
    assert desk.shown("D8-1", "note") == ""
    desk.set_period(JUNE)
    assert desk.shown("D8-1", "note") == "召开推进会"


def test_that_a_text_being_composed_is_left_alone_by_other_changes(desk: Desk) -> None:
    desk.focus("D8-1", "note")
    compose(desk.editor("D8-1", "note"), "zhao kai")
    record(desk.workspace, "8-3", JUNE, {"increment": "5"})
    commit(desk.editor("D8-1", "note"), "召开")
    assert desk.shown("D8-1", "note") == "召开"


def test_that_arithmetic_in_an_input_is_worked_out_and_shown(desk: Desk) -> None:
    desk.enter("8-1", "increment", "12+7")
    label = desk.target("8-1").foot
    assert label.text() == "12+7 → 19家"
    desk.focus("8-3", "increment")
    assert desk.shown("8-1", "increment") == "19"
    assert "→" not in label.text()


def test_that_another_period_shows_its_own_text_in_the_focused_input(desk: Desk) -> None:
    desk.enter("8-1", "increment", "１２家")
    desk.set_period(MAY)
    assert desk.shown("8-1", "increment") == ""


def test_that_another_unit_shows_its_own_text_in_the_focused_input(desk: Desk) -> None:
    desk.enter("8-1", "increment", "１２家")
    desk.pane.flush()
    desk.workspace.load(add_unit(desk.workspace, "创新科").id)
    desk.refresh()
    assert desk.shown("8-1", "increment") == ""


def test_that_the_text_of_a_task_is_kept_by_name(desk: Desk) -> None:
    box = desk.page.narrative.boxes["problems"]
    box.setFocus()
    keys(box.editor, "进度偏慢。")
    desk.pane.flush()
    assert desk.said == [("8", "problems", "进度偏慢。")]
    assert desk.workspace.content.narrative("8", JUNE).problems == "进度偏慢。"


def test_that_a_draft_of_the_progress_is_added_to_what_is_written(desk: Desk) -> None:
    note(desk.workspace, "8", JUNE, {PROGRESS: "已办培训2场。"})
    record(desk.workspace, "8-2", JUNE, {"cumulative": "70"})
    desk.page.narrative.draft_button.click()
    assert desk.workspace.content.narrative("8", JUNE).progress_note == (
        "已办培训2场。\n截至6月底，新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
    )
    desk.page.narrative.draft_button.click()
    assert desk.page.narrative.boxes[PROGRESS].text().count("截至6月底") == 1


def test_that_enter_passes_over_the_number_that_derives(desk: Desk) -> None:
    desk.type("8-1", "increment", "12")
    QTest.keyClick(desk.editor("8-1", "increment"), Qt.Key.Key_Return)
    assert desk.editor("8-2", "increment").hasFocus()


def test_that_enter_in_an_empty_input_leads_to_the_next_one(desk: Desk) -> None:
    desk.focus("8-1", "increment")
    QTest.keyClick(desk.editor("8-1", "increment"), Qt.Key.Key_Return)
    assert desk.editor("8-1", "cumulative").hasFocus()


def test_that_control_enter_leads_through_all_figures_items_and_texts(desk: Desk) -> None:
    desk.focus("8-1", "increment")
    for _ in range(11):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    targets = ["8-1", "8-2", "8-3", "D8-1", "M8-1", "D8-2", "M8-2", "D8-3", "M8-3"]
    assert desk.focused == targets
    assert desk.page.narrative.boxes["next_steps"].editor.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert desk.page.narrative.boxes["requests"].editor.hasFocus()


def test_that_shift_control_enter_leads_back(desk: Desk) -> None:
    desk.focus("8-2", "increment")
    QTest.keyClick(
        desk.editor("8-2", "increment"), Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier
    )
    assert desk.editor("8-1", "increment").hasFocus()


@pytest.mark.parametrize("task_id", ["7", "8", "12"])
def test_that_tab_goes_down_the_page_in_reading_order(
    qtbot: QtBot, workspace: Workspace, task_id: str
) -> None:
    desk = Desk(qtbot=qtbot, workspace=workspace, task_id=task_id)
    desk.page.targets[0].take_focus()
    heights = []
    for target in desk.page.targets:
        for field in target.fields():
            assert field.editor.hasFocus()
            heights.append(field.editor.mapTo(desk.page.widget(), field.editor.rect().center()).y() // LINE)
            QTest.keyClick(field.editor, Qt.Key.Key_Tab)
            if isinstance(field, ProofField):
                assert field.day.editor.hasFocus()
                QTest.keyClick(field.day.editor, Qt.Key.Key_Tab)
        buttons = [target.toggle, *([target.ledger.button] if target.ledger else [])]
        for button in reversed(buttons):
            assert button.hasFocus()
            QTest.keyClick(button, Qt.Key.Key_Tab)
    assert desk.page.narrative.boxes[PROGRESS].editor.hasFocus()
    assert heights == sorted(heights)


def test_that_tab_leads_from_the_last_text_to_the_next_task(desk: Desk, qtbot: QtBot) -> None:
    box = list(desk.page.narrative.boxes.values())[-1]
    box.editor.setFocus()
    QTest.keyClick(box.editor, Qt.Key.Key_Tab)
    assert desk.page.following.hasFocus()
    assert desk.page.following.text() == "下一任务：提升产业攻关能力"
    with qtbot.waitSignal(desk.pane.signals.task_requested) as asked:
        QTest.keyClick(desk.page.following, Qt.Key.Key_Return)
    assert asked.args == ["9"]


def test_that_the_focused_input_is_scrolled_into_view(desk: Desk) -> None:
    desk.pane.show_task("8", focus_target="M8-3")
    row = desk.target("M8-3")
    top = row.mapTo(desk.page.viewport(), QPoint(0, 0)).y()
    assert top >= 0
    assert top + row.height() <= desk.page.viewport().height()


def test_that_the_line_being_written_in_a_long_text_is_in_view(qtbot: QtBot, desk: Desk) -> None:
    box = desk.page.narrative.boxes["next_steps"]
    box.setFocus()
    assert isinstance(box.editor, TextEditor)
    for number in range(60):
        box.editor.append_paragraph(f"第{number}项。")
    desk.pane.flush()

    def foot_of_caret() -> int:
        return box.editor.mapTo(desk.page.viewport(), box.editor.cursorRect().bottomLeft()).y()

    qtbot.waitUntil(lambda: 0 < foot_of_caret() <= desk.page.viewport().height())


def test_that_a_target_is_found_by_the_place_that_cites_it_or_by_its_own_id(desk: Desk) -> None:
    desk.pane.show_task("8", focus_target="8-3")
    desk.pane.show_task("8", focus_target="H-3")
    assert desk.focused == ["8-3", "8-2"]
    assert desk.editor("8-2", "increment").hasFocus()


def test_that_the_focus_goes_to_the_faulty_input_of_a_target(desk: Desk) -> None:
    desk.enter("8-1", "cumulative", "若干")
    desk.pane.show_task("7")
    desk.pane.show_task("8", focus_target="8-1")
    assert desk.editor("8-1", "cumulative").hasFocus()


def test_that_showing_a_task_without_a_target_leaves_the_focus_alone(qtbot: QtBot, desk: Desk) -> None:
    search = QLineEdit()
    qtbot.addWidget(search)
    desk.pane.layout().addWidget(search)
    search.show()
    search.setFocus()
    desk.pane.show_task("7")
    assert search.hasFocus()


def test_that_the_words_of_the_task_stand_full_width_and_lead_to_their_input(desk: Desk, plan: Plan) -> None:
    view = desk.page.words.view
    shown = view.toPlainText()
    assert "300家、新认定高新技术企业120家。" in shown
    assert "，新培育" in shown
    commitment = next(c for c in plan.commitments if c.id == "8-3")
    start, end = commitment.citation.start, commitment.citation.start + len(commitment.citation.quote)
    assert shown[start:end] == "新增宁波市级以上企业研发机构20家"
    view.clicked.emit(start + 2)
    assert desk.editor("8-3", "increment").hasFocus()


def test_that_the_full_width_words_keep_every_phrase_in_place(plan: Plan, desk: Desk) -> None:
    for task in plan.tasks:
        desk.pane.show_task(task.id)
        shown = desk.page.words.view.toPlainText()
        cited = [c.citation for c in plan.commitments_in(task)] + [i.citation for i in plan.items_in(task)]
        assert len(shown) == len(task.text)
        for citation in cited:
            piece = shown[citation.start : citation.start + len(citation.quote)]
            changed = [before for before, now in zip(citation.quote, piece, strict=True) if before != now]
            assert set(changed) <= set(",:;()")


def test_that_the_phrases_are_underlined(desk: Desk) -> None:
    desk.pane.show_task("9")
    view = desk.page.words.view
    cursor = view.textCursor()
    cursor.setPosition(view.toPlainText().index("新一轮"))
    assert cursor.charFormat().underlineStyle() is QTextCharFormat.UnderlineStyle.DashUnderline


def test_that_a_click_on_a_phrase_leads_to_its_input(desk: Desk) -> None:
    view = desk.page.words.view
    cursor = view.textCursor()
    cursor.setPosition(view.toPlainText().index("新增宁波市级") + 3)
    place = view.cursorRect(cursor).center() + QPoint(3, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.editor("8-3", "increment").hasFocus()


def test_that_the_phrase_of_the_focused_target_is_marked(desk: Desk) -> None:
    view = desk.page.words.view
    desk.focus("8-3", "increment")
    cursor = view.textCursor()
    cursor.setPosition(view.toPlainText().index("新增宁波市级") + 1)
    assert cursor.charFormat().background().style() is Qt.BrushStyle.SolidPattern
    desk.focus("8-1", "increment")
    cursor.setPosition(cursor.position())
    assert cursor.charFormat().background().style() is Qt.BrushStyle.NoBrush


def test_that_a_quarter_can_only_be_looked_at(desk: Desk) -> None:
    record(desk.workspace, "8-1", month(2025, 4), {"increment": "10"})
    record(desk.workspace, "8-1", JUNE, {"increment": "12"})
    desk.set_period(Period(2025, 4, 6))
    assert desk.page.head.banner.isVisible()
    assert "只供查看" in desk.page.head.banner.text()
    assert desk.shown("8-1", "increment") == "22"
    desk.focus("8-1", "increment")
    keys(desk.editor("8-1", "increment"), "5")
    desk.pane.flush()
    assert desk.said == []
    assert not desk.editor("M8-2", "stage").isEnabled()
    desk.set_period(JUNE)
    assert not desk.page.head.banner.isVisible()
    assert desk.shown("8-1", "increment") == "12"


def test_that_the_head_counts_what_still_waits(desk: Desk) -> None:
    assert desk.page.head.counts.text() == "3项指标、6个事项，还有9项待填报"
    desk.enter("8-1", "increment", "12")
    assert desk.page.head.counts.text() == "3项指标、6个事项，还有8项待填报"


def test_that_every_input_of_every_task_says_what_it_is(desk: Desk, plan: Plan) -> None:
    names = []
    for task in plan.tasks:
        desk.pane.show_task(task.id)
        for target in desk.page.targets:
            target.set_open(is_open=True)
            assert all(
                field.editor.accessibleName().startswith(f"{target.place_id} ") for field in target.fields()
            )
            names += [field.editor.accessibleName() for field in target.fields()]
    assert len(names) == len(set(names))
    assert "8-1 新培育浙江省科技型中小企业：本期新增" in names


@pytest.fixture
def larger_font(qapp: QApplication) -> Iterator[QFont]:
    """The application's font half as large again; put back afterwards."""
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * 1.5)
    yield font
    qapp.setFont(before)


def test_that_a_larger_font_makes_larger_inputs(desk: Desk, qapp: QApplication, larger_font: QFont) -> None:
    before = desk.editor("8-1", "increment").size()
    desk.type("8-1", "increment", "12")
    qapp.setFont(larger_font)
    QCoreApplication.processEvents()
    after = desk.editor("8-1", "increment").size()
    assert after.width() > before.width() * 1.4
    assert after.height() > before.height() * 1.2
    assert desk.shown("8-1", "increment") == "12"


def test_that_a_task_shown_again_is_up_to_date(desk: Desk) -> None:
    desk.pane.show_task("7")
    record(desk.workspace, "8-1", JUNE, {"increment": "12"})
    desk.pane.show_task("8")
    assert desk.shown("8-1", "increment") == "12"


def test_that_an_unknown_task_is_refused(desk: Desk) -> None:
    with pytest.raises(CixiError):
        desk.pane.show_task("13")
    assert desk.pane.task_id == "8"


def test_that_the_form_shows_before_there_are_figures(qtbot: QtBot, plan: Plan) -> None:
    from ui.entry.entry_form import EntryPane

    pane = EntryPane(plan=plan)
    qtbot.addWidget(pane)
    pane.show_task("8")
    assert pane.task_id == "8"


def test_that_boxes_of_text_grow_within_the_form(desk: Desk) -> None:
    box = desk.page.narrative.boxes[PROGRESS]
    before = box.editor.height()
    note(desk.workspace, "8", JUNE, {PROGRESS: "\n".join("一二三四五六七八")})
    assert isinstance(box.editor, QPlainTextEdit)
    assert box.editor.height() > before * 2


def test_that_on_a_narrow_window_the_inputs_of_items_stand_below_their_names(
    qtbot: QtBot, workspace: Workspace
) -> None:
    desk = Desk(qtbot=qtbot, workspace=workspace)
    row = next(row for row in desk.page.items.rows if row.target.id == "M8-2")
    desk.pane.resize(1000, 600)
    beside = row.mapTo(desk.page, row.steps.pos()).x() if row.steps else 0
    desk.pane.resize(600, 600)
    QApplication.processEvents()
    below = row.mapTo(desk.page, row.steps.pos()).x() if row.steps else 0
    assert below < beside
    assert desk.page.horizontalScrollBar().maximum() == 0


def test_that_a_step_is_told_by_when_by_whom_and_with_whom(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = desk.page.narrative
    card.boxes["next_steps"].rewrite("摸排企业。组织申报。")
    card.flush()
    told = (
        PlannedStep(words="摸排企业", due="8月底", person="李四", partner="镇街道"),
        PlannedStep(words="组织申报"),
    )
    asked: list[object] = []

    def answer(*, steps: object, parent: object) -> tuple[PlannedStep, ...]:
        asked.extend((steps, parent))
        return told

    monkeypatch.setattr(StepsDialog, "ask", answer)
    desk.pane.signals.steps_detailed.connect(
        lambda task_id, steps: detail(desk.workspace, task_id, JUNE, *steps)
    )
    card.steps_button.click()
    assert asked == [(PlannedStep(words="摸排企业"), PlannedStep(words="组织申报")), card]
    assert desk.workspace.content.narrative("8", JUNE).steps == told[:1]
    assert card.steps_note.text() == "摸排企业：时限：8月底，责任人：李四，协调单位：镇街道"


def test_that_nothing_is_asked_of_steps_while_none_is_written(desk: Desk) -> None:
    assert not desk.page.narrative.steps_button.isEnabled()


def test_that_the_dialog_of_steps_gives_back_what_was_typed(qtbot: QtBot) -> None:
    dialog = StepsDialog(steps=(PlannedStep(words="摸排企业", due="8月底"), PlannedStep(words="组织申报")))
    qtbot.addWidget(dialog)
    assert dialog.fields[0]["due"].text() == "8月底"
    dialog.fields[1]["partner"].setText(" 市经信局 ")
    assert dialog.read() == (
        PlannedStep(words="摸排企业", due="8月底"),
        PlannedStep(words="组织申报", partner="市经信局"),
    )
