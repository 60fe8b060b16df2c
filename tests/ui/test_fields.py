"""The inputs by themselves: when they speak, what they never lose, and how they show what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from cixi_desktop.checks.validation import Issue, Severity
from tests.support.entry_form_support import CONTROL, commit, compose, keys
from ui.entry.field_kinds import CheckField, ChoiceField
from ui.entry.fields import PAUSE_MS, Caption, EntryField, LineField, TextField
from ui.style.choosers import ChoiceEditor
from ui.style.editors import LineEditor, TextEditor
from ui.style.form_style import style_sheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CAPTION = Caption(owner="8-1 新培育浙江省科技型中小企业", label="本期新增", unit="家", editor_ems=10)
FAULT = Issue(Severity.ERROR, "increment", "“约100”不是准确数。", "请填写准确的数。")
REMINDER = Issue(Severity.WARNING, "increment", "比上期少很多。")
STAGES = ("方案", "筹备", "举办", "总结")


class Sheet(QWidget):
    """A window with fields, what they said, and a place for the focus to go."""

    def __init__(self, *fields: EntryField) -> None:
        super().__init__()
        self.setStyleSheet(style_sheet())
        self.said: list[str] = []
        self.elsewhere = LineField(caption=CAPTION)
        layout = QVBoxLayout(self)
        for field in (*fields, self.elsewhere):
            layout.addWidget(field)
        for field in fields:
            field.edited.connect(self.said.append)


OpenSheet = Callable[..., Sheet]
MakeField = Callable[[], LineField | TextField]


@pytest.fixture
def open_sheet(qtbot: QtBot) -> Iterator[OpenSheet]:
    """A function that shows fields in a window of their own, the first with the focus."""
    kept: list[Sheet] = []

    def open_(*fields: EntryField) -> Sheet:
        sheet = Sheet(*fields)
        kept.append(sheet)
        qtbot.addWidget(sheet)
        with qtbot.waitExposed(sheet):
            sheet.show()
        sheet.activateWindow()
        qtbot.waitUntil(sheet.isActiveWindow)
        fields[0].setFocus()
        return sheet

    yield open_
    kept.clear()


def number() -> LineField:
    return LineField(caption=CAPTION, is_number=True)


def box(*, rows: int = 2, is_paragraph: bool = False) -> TextField:
    return TextField(caption=Caption(owner="任务8", label="进展情况"), rows=rows, is_paragraph=is_paragraph)


def choice() -> ChoiceField:
    return ChoiceField(caption=Caption(owner="M7-1", label="所处阶段", editor_ems=10), choices=STAGES)


def pauses(sheet: Sheet) -> list[int]:
    """How long each field that was typed into will wait for more, in milliseconds."""
    timers = cast("list[QTimer]", sheet.findChildren(QTimer))
    return [timer.interval() for timer in timers if timer.isActive()]


def message_of(field: EntryField) -> str:
    return field.words


@pytest.mark.parametrize("make", [number, box])
def test_that_a_field_speaks_once_after_a_pause(qtbot: QtBot, open_sheet: OpenSheet, make: MakeField) -> None:
    field = make()
    sheet = open_sheet(field)
    keys(field.editor, "12")
    assert pauses(sheet) == [PAUSE_MS]
    assert sheet.said == []
    qtbot.waitUntil(lambda: bool(sheet.said))
    assert sheet.said == ["12"]
    assert pauses(sheet) == []


@pytest.mark.parametrize("make", [number, box])
def test_that_a_field_speaks_at_once_when_the_focus_leaves(open_sheet: OpenSheet, make: MakeField) -> None:
    field = make()
    sheet = open_sheet(field)
    keys(field.editor, "12")
    sheet.elsewhere.setFocus()
    assert sheet.said == ["12"]


def test_that_enter_hands_over_and_leads_on(qtbot: QtBot, open_sheet: OpenSheet) -> None:
    field = number()
    sheet = open_sheet(field)
    keys(field.editor, "12")
    with qtbot.waitSignal(field.finished):
        QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert sheet.said == ["12"]


def test_that_enter_hands_over_again_what_is_doubted_as_a_draft_is(open_sheet: OpenSheet) -> None:
    field = number()
    sheet = open_sheet(field)
    field.show_text("12")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert sheet.said == []
    field.show_issue(REMINDER)
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert sheet.said == ["12"]


def test_that_a_shown_text_does_not_count_as_typed(open_sheet: OpenSheet) -> None:
    field, words = number(), box()
    sheet = open_sheet(field, words)
    field.show_text("12")
    words.show_text("已完成。")
    field.flush()
    words.flush()
    assert pauses(sheet) == []
    assert sheet.said == []


def test_that_what_is_being_typed_is_not_overwritten(open_sheet: OpenSheet) -> None:
    field = number()
    open_sheet(field)
    keys(field.editor, "12")
    field.show_text("7")
    assert field.text() == "12"


def test_that_a_text_is_shown_as_it_was_read_only_once_the_focus_has_left(open_sheet: OpenSheet) -> None:
    field = number()
    sheet = open_sheet(field)
    field.edited.connect(lambda _: field.show_text("12"))
    keys(field.editor, "１２家")
    field.flush()
    assert field.text() == "１２家"
    sheet.elsewhere.setFocus()
    assert field.text() == "12"


def test_that_an_undo_puts_another_text_into_the_focused_field(open_sheet: OpenSheet) -> None:
    field = number()
    open_sheet(field)
    field.show_text("5")
    field.edited.connect(field.show_text)
    field.editor.selectAll()
    keys(field.editor, "12")
    field.flush()
    field.show_text("5")
    assert field.text() == "5"


def test_that_a_text_that_could_not_be_kept_stays(open_sheet: OpenSheet) -> None:
    field = number()
    sheet = open_sheet(field)
    keys(field.editor, "12")
    sheet.elsewhere.setFocus()
    field.show_text("")
    assert field.text() == "12"
    field.show_text("7")
    assert field.text() == "7"


def test_that_an_undo_is_shown_after_typing_that_changed_nothing(open_sheet: OpenSheet) -> None:
    field = number()
    open_sheet(field)
    field.show_text("12")
    field.editor.selectAll()
    keys(field.editor, "１２")
    field.flush()
    field.show_text("5")
    assert field.text() == "5"


def test_that_its_own_undo_hands_over_what_it_leads_to(open_sheet: OpenSheet) -> None:
    field = number()
    sheet = open_sheet(field)
    keys(field.editor, "12")
    field.flush()
    QTest.keyClick(field.editor, Qt.Key.Key_Z, CONTROL)
    field.flush()
    assert sheet.said == ["12", ""]


@pytest.mark.parametrize("make", [number, box])
def test_that_composed_text_is_taken_in_by_flush(open_sheet: OpenSheet, make: MakeField) -> None:
    field = make()
    sheet = open_sheet(field)
    keys(field.editor, "3")
    compose(field.editor, "家")
    assert field.text() == "3"
    field.flush()
    assert (field.text(), sheet.said) == ("3家", ["3家"])


@pytest.mark.parametrize("make", [number, box])
def test_that_composed_text_is_taken_in_when_the_focus_leaves(open_sheet: OpenSheet, make: MakeField) -> None:
    field = make()
    sheet = open_sheet(field)
    compose(field.editor, "nihao")
    sheet.elsewhere.setFocus()
    assert (field.text(), sheet.said) == ("nihao", ["nihao"])


def test_that_composed_text_is_taken_in_when_the_window_closes(open_sheet: OpenSheet) -> None:
    field = number()
    sheet = open_sheet(field)
    compose(field.editor, "12")
    sheet.hide()
    assert sheet.said == ["12"]


def test_that_an_input_method_that_commits_by_itself_is_not_doubled(
    open_sheet: OpenSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = number()
    sheet = open_sheet(field)

    class Method:
        def commit(self) -> None:
            commit(field.editor, "你好")

        def reset(self) -> None:
            """Nothing left to drop."""

    compose(field.editor, "nihao")
    monkeypatch.setattr(QGuiApplication, "inputMethod", Method)
    field.flush()
    monkeypatch.undo()
    assert sheet.said == ["你好"]


def test_that_what_is_being_composed_is_not_overwritten(open_sheet: OpenSheet) -> None:
    field = number()
    open_sheet(field)
    compose(field.editor, "12")
    field.show_text("7")
    field.flush()
    assert field.text() == "12"


def test_that_what_was_typed_for_another_period_is_forgotten(open_sheet: OpenSheet) -> None:
    field = number()
    sheet = open_sheet(field)
    field.edited.connect(lambda _: field.show_text("12"))
    keys(field.editor, "１２家")
    field.flush()
    field.forget()
    field.show_text("")
    assert field.text() == ""
    assert sheet.said == ["１２家"]


def test_that_a_fault_is_framed_told_and_heard_and_the_text_stays(open_sheet: OpenSheet) -> None:
    field = number()
    open_sheet(field)
    field.show_text("约100")
    field.show_issue(FAULT)
    assert field.text() == "约100"
    assert field.editor.property("fault") == "error"
    assert message_of(field) == "“约100”不是准确数。请填写准确的数。"
    assert field.editor.accessibleDescription() == "错误：“约100”不是准确数。请填写准确的数。单位：家。"


def test_that_a_mended_fault_leaves_no_trace(open_sheet: OpenSheet) -> None:
    field = number()
    open_sheet(field)
    field.show_issue(FAULT)
    field.show_issue(None)
    assert field.editor.property("fault") == ""
    assert message_of(field) == ""
    assert field.editor.accessibleDescription() == "单位：家。"


def test_that_a_reminder_looks_other_than_an_error(open_sheet: OpenSheet) -> None:
    field = number()
    open_sheet(field)
    field.show_issue(REMINDER)
    assert field.editor.property("fault") == "warning"
    assert field.editor.accessibleDescription().startswith("提醒：比上期少很多。")


def test_that_a_field_is_named_after_its_owner_and_label(open_sheet: OpenSheet) -> None:
    field = number()
    open_sheet(field)
    assert field.editor.accessibleName() == "8-1 新培育浙江省科技型中小企业：本期新增"
    field.show_label("2月新增")
    assert field.editor.accessibleName() == "8-1 新培育浙江省科技型中小企业：2月新增"


def test_that_numbers_stand_at_the_right_and_text_at_the_left(open_sheet: OpenSheet) -> None:
    field, text = number(), LineField(caption=CAPTION)
    open_sheet(field, text)
    assert isinstance(field.editor, QLineEdit)
    assert isinstance(text.editor, QLineEdit)
    assert field.editor.alignment() & Qt.AlignmentFlag.AlignRight
    assert text.editor.alignment() & Qt.AlignmentFlag.AlignLeft


@pytest.mark.parametrize("make", [number, box])
def test_that_a_read_only_field_shows_and_takes_nothing(open_sheet: OpenSheet, make: MakeField) -> None:
    field = make()
    sheet = open_sheet(field)
    field.set_read_only(True)
    field.show_text("70")
    keys(field.editor, "1")
    field.flush()
    assert (field.text(), sheet.said) == ("70", [])


def test_that_a_choice_speaks_at_once(open_sheet: OpenSheet) -> None:
    field = choice()
    sheet = open_sheet(field)
    QTest.keyClick(field.editor, Qt.Key.Key_Down)
    assert (field.text(), sheet.said) == ("方案", ["方案"])


def test_that_a_choice_can_be_taken_back(open_sheet: OpenSheet) -> None:
    field = choice()
    sheet = open_sheet(field)
    field.show_text("方案")
    QTest.keyClick(field.editor, Qt.Key.Key_Up)
    assert (field.text(), sheet.said) == ("", [""])


def test_that_alt_down_opens_the_list(qtbot: QtBot, open_sheet: OpenSheet) -> None:
    field = choice()
    open_sheet(field)
    QTest.keyClick(field.editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(field.editor.view().isVisible)
    field.editor.hidePopup()


def test_that_a_closed_list_leaves_its_box_unlit_where_the_mouse_has_left_it(
    qtbot: QtBot, open_sheet: OpenSheet
) -> None:
    field = choice()
    open_sheet(field)
    box: ChoiceEditor = field.findChild(ChoiceEditor)  # type: ignore[assignment]
    QCursor.setPos(box.mapToGlobal(box.rect().center()))
    box.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box.view().isVisible)
    QCursor.setPos(box.mapToGlobal(box.rect().bottomLeft() + QPoint(0, 60)))
    box.hidePopup()
    assert not box.underMouse()
    QCursor.setPos(box.mapToGlobal(box.rect().center()))
    box.showPopup()
    box.hidePopup()
    assert box.underMouse()


def test_that_the_wheel_changes_no_choice(open_sheet: OpenSheet) -> None:
    field = choice()
    sheet = open_sheet(field)
    middle = QPointF(field.editor.rect().center())
    turn = QWheelEvent(
        middle,
        field.editor.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.editor, turn)
    assert (field.text(), sheet.said) == ("", [])
    assert not turn.isAccepted()


def test_that_a_kept_choice_outside_the_list_is_shown(open_sheet: OpenSheet) -> None:
    field = choice()
    open_sheet(field)
    field.show_text("终审")
    assert field.text() == "终审"


def test_that_the_empty_choice_says_what_goes_on(open_sheet: OpenSheet) -> None:
    field = choice()
    open_sheet(field)
    field.show_hint("沿用：筹备")
    assert field.editor.currentText() == "沿用：筹备"
    assert field.text() == ""


def test_that_a_tick_speaks_at_once(open_sheet: OpenSheet) -> None:
    field = CheckField(caption=Caption(owner="H-1", label="预计数", label_ems=0), word="是")
    sheet = open_sheet(field)
    QTest.keyClick(field.editor, Qt.Key.Key_Space)
    QTest.keyClick(field.editor, Qt.Key.Key_Space)
    assert sheet.said == ["是", ""]


def test_that_a_box_grows_with_its_text_and_shrinks_again(open_sheet: OpenSheet) -> None:
    field = box()
    open_sheet(field)
    small = field.editor.height()
    line = field.editor.fontMetrics().lineSpacing()
    field.show_text("\n".join("123456"))
    assert small + 4 * line <= field.editor.height() <= small + 4 * line + 4
    assert isinstance(field.editor, TextEditor)
    assert field.editor.verticalScrollBar().maximum() == 0
    field.show_text("")
    assert field.editor.height() == small


def test_that_enter_breaks_the_line_in_a_box(open_sheet: OpenSheet) -> None:
    field = box()
    open_sheet(field)
    keys(field.editor, "1")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    keys(field.editor, "2")
    assert field.text() == "1\n2"


def test_that_enter_leads_on_from_a_paragraph_and_shift_enter_breaks_it(
    qtbot: QtBot, open_sheet: OpenSheet
) -> None:
    field = box(rows=1, is_paragraph=True)
    open_sheet(field)
    QTest.keyClick(field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    keys(field.editor, "2")
    with qtbot.waitSignal(field.finished):
        QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.text() == "\n2"


def test_that_tab_leaves_a_box(open_sheet: OpenSheet) -> None:
    field = box()
    sheet = open_sheet(field)
    QTest.keyClick(field.editor, Qt.Key.Key_Tab)
    assert sheet.elsewhere.editor.hasFocus()


def test_that_a_paragraph_is_added_after_what_is_typed_and_can_be_undone(open_sheet: OpenSheet) -> None:
    field = box()
    sheet = open_sheet(field)
    field.show_text("已办培训2场。")
    field.append("截至6月底，新增高新技术企业70家。")
    assert sheet.said == ["已办培训2场。\n截至6月底，新增高新技术企业70家。"]
    assert isinstance(field.editor, TextEditor)
    field.editor.undo()
    assert field.text() == "已办培训2场。"


def test_that_what_is_typed_after_a_leap_from_another_window_replaces_the_number(qtbot: QtBot) -> None:
    """A reason in the list of a return leads here while that list is still the active window."""
    field = number()
    qtbot.addWidget(field)
    field.show_text("0")
    field.begin()
    assert isinstance(field.editor, LineEditor)
    assert field.editor.selectedText() == "0"


def test_that_a_text_longer_than_its_line_shows_its_beginning_also_where_all_of_it_is_selected(
    open_sheet: OpenSheet,
) -> None:
    field = LineField(caption=CAPTION)
    open_sheet(field)
    line = field.editor
    assert isinstance(line, LineEditor)
    line.set_words("关于印发管理办法的通知" * 9)
    line.clearFocus()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.selectedText() == line.words()
    assert line.cursorPosition() == 0
