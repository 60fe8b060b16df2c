"""A draft settled in its window, by keys: what each does to the draft, and what the window then says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cixi_desktop.errors import CixiError
from cixi_desktop.plans.draft import DraftTarget
from cixi_desktop.plans.editing import find
from tests.support.plans import draft
from ui.adopting.adopting_dialog import AdoptingDialog, ReasonDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.plans.draft import Draft
    from ui.shell.main_window import MainWindow

LINES = (
    "今年主要目标：供水企业达到12家。",
    "一、建设",
    "1.新建水库。年内新建水库2座，完善水库巡查机制。服务“415”体系。",
    "2.治理河道。𬭎水治理河道9公里，在库项目达到20个。",
)


@pytest.fixture
def dialog(qtbot: QtBot) -> AdoptingDialog:
    """Two targets in doubt (stocks without a baseline), two that are sure."""
    made = AdoptingDialog()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.show_draft(draft(*LINES))
    return made


def shown(dialog: AdoptingDialog) -> Draft:
    assert dialog.draft is not None
    return dialog.draft


def target(dialog: AdoptingDialog, own_id: str) -> DraftTarget:
    row = find(shown(dialog), own_id)
    assert isinstance(row, DraftTarget)
    return row


def choose(dialog: AdoptingDialog, own_id: str) -> None:
    """Click on a row."""
    dialog.tree.choose(own_id)
    dialog.tree.chosen.emit(own_id)


def press(dialog: AdoptingDialog, key: Qt.Key) -> None:
    QTest.keyClick(dialog.tree, key)


def type_into(dialog: AdoptingDialog, name: str, text: str) -> None:
    editor = dialog.form.editor(name)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    editor.editingFinished.emit()


def test_that_enter_accepts_and_leads_to_the_next_that_waits(dialog: AdoptingDialog) -> None:
    assert dialog.tree.current_id() == "H-1"
    assert "2项请看一眼" in dialog.count.text()
    press(dialog, Qt.Key.Key_Return)
    assert target(dialog, "H-1").is_sure
    assert dialog.tree.current_id() == "2-2"
    press(dialog, Qt.Key.Key_Return)
    assert dialog.count.text().endswith("每个数字都有归属，可以采用。")
    assert dialog.waiting.count() == 0


def test_that_delete_asks_for_the_reason_of_a_number_only(
    dialog: AdoptingDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(*, words: str, **_parent: object) -> str:
        asked.append(words)
        return "口径"

    monkeypatch.setattr(ReasonDialog, "ask", answer)
    press(dialog, Qt.Key.Key_Delete)
    assert asked == ["供水企业"]
    assert find(shown(dialog), "H-1") is None
    assert [each.reason for each in shown(dialog).left_out if each.text == "12家"] == ["口径"]
    choose(dialog, "M1-1")
    press(dialog, Qt.Key.Key_Delete)
    assert asked == ["供水企业"]
    assert find(shown(dialog), "M1-1") is None
    choose(dialog, "1")
    press(dialog, Qt.Key.Key_Delete)
    assert find(shown(dialog), "1-1") is not None


def test_that_giving_the_reason_up_leaves_everything(
    dialog: AdoptingDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda **_said: "")
    press(dialog, Qt.Key.Key_Delete)
    assert find(shown(dialog), "H-1") is not None


def test_that_f2_leads_into_the_form_and_what_is_typed_is_kept(dialog: AdoptingDialog) -> None:
    press(dialog, Qt.Key.Key_F2)
    assert dialog.form.editor("name").hasFocus()
    type_into(dialog, "baseline", "10")
    assert target(dialog, "H-1").baseline.value == 10
    type_into(dialog, "target", "两三家")
    assert "不是数字" in dialog.message.text()
    assert target(dialog, "H-1").target == 12
    type_into(dialog, "target", "15")
    assert dialog.message.text() == ""
    assert target(dialog, "H-1").shown == "≥15家"
    row = dialog.tree.currentItem()
    assert row is not None
    assert (row.text(3), row.toolTip(3)) == ("与文件不同", "文件为≥12家，已改为≥15家")
    assert dialog.form.words.text() == "文件为≥12家，已改为≥15家。"


def test_that_enter_in_the_form_settles_the_row_and_goes_on(dialog: AdoptingDialog) -> None:
    for place, following in (("H-1", "2-2"), ("2-2", "2-2")):
        editor = dialog.form.editor("baseline")
        editor.setFocus()
        QTest.keyClicks(editor, "10")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert target(dialog, place).is_sure
        assert target(dialog, place).baseline.value == 10
        assert dialog.tree.current_id() == following
    assert dialog.isVisible(), "not adopted"
    assert dialog.tree.hasFocus()


def test_that_what_is_typed_is_kept_when_the_window_is_closed(dialog: AdoptingDialog) -> None:
    editor = dialog.form.editor("name")
    assert isinstance(editor, QLineEdit)
    editor.setText("供水企业总数")
    dialog.reject()
    assert target(dialog, "H-1").name == "供水企业总数"


def test_that_what_is_typed_is_kept_when_another_row_is_chosen(dialog: AdoptingDialog) -> None:
    editor = dialog.form.editor("name")
    assert isinstance(editor, QLineEdit)
    editor.setText("供水企业总数")
    dialog.next_waiting()
    assert dialog.tree.current_id() == "2-2"
    assert target(dialog, "H-1").name == "供水企业总数"
    second = dialog.form.editor("name")
    assert isinstance(second, QLineEdit)
    second.setText("在库项目数")
    choose(dialog, "2-1")
    assert target(dialog, "2-2").name == "在库项目数"
    assert dialog.tree.current_id() == "2-1"


def test_that_each_change_can_be_taken_back(dialog: AdoptingDialog) -> None:
    before = shown(dialog)
    press(dialog, Qt.Key.Key_Return)
    dialog.take_back()
    assert shown(dialog) == before
    dialog.take_back()
    assert shown(dialog) == before


def test_that_another_document_takes_the_place_and_can_be_taken_back(dialog: AdoptingDialog) -> None:
    before = shown(dialog)
    dialog.show_draft(draft("一、建设", "1.新建泵站。新建泵站3座。"))
    assert "Ctrl+Z" in dialog.message.text()
    dialog.take_back()
    assert shown(dialog) == before


def select(dialog: AdoptingDialog, words: str) -> None:
    """Select words as the mouse would; the rare sign before them counts twice in Qt."""
    start = dialog.document.toPlainText().encode("utf-16-le").index(words.encode("utf-16-le")) // 2
    cursor = dialog.document.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    dialog.document.setTextCursor(cursor)


def test_that_selected_words_become_a_target_by_insert(dialog: AdoptingDialog) -> None:
    select(dialog, "服务“415”体系")
    QTest.keyClick(dialog.document, Qt.Key.Key_Insert)
    made = target(dialog, dialog.tree.current_id())
    assert (made.quote, made.task_id) == ("服务“415”体系", "1")
    assert dialog.form.editor("name").hasFocus()


def test_that_a_rare_sign_shifts_no_mark(dialog: AdoptingDialog) -> None:
    select(dialog, "治理河道9公里")
    assert dialog.document.selected_span() == (
        shown(dialog).text.index("治理河道9公里"),
        shown(dialog).text.index("治理河道9公里") + len("治理河道9公里"),
    )
    dialog.document.add_words()
    assert "已经在指标里了" in dialog.message.text()
    cursor = dialog.document.textCursor()
    cursor.setPosition(
        dialog.document.toPlainText().encode("utf-16-le").index("9公里".encode("utf-16-le")) // 2
    )
    dialog.document.setTextCursor(cursor)
    place = dialog.document.cursorRect(cursor).center() + QPoint(3, 0)
    QTest.mouseClick(
        dialog.document.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert dialog.tree.current_id() == "2-1"


def test_that_a_number_left_out_becomes_a_target_by_enter_and_gets_another_reason_by_delete(
    dialog: AdoptingDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda **_said: "专有名称")
    rows = [dialog.numbers.topLevelItem(n) for n in range(dialog.numbers.topLevelItemCount())]
    row = next(each for each in rows if each is not None and each.text(0) == "415")
    dialog.numbers.setCurrentItem(row)
    QTest.keyClick(dialog.numbers, Qt.Key.Key_Delete)
    assert [each.reason for each in shown(dialog).left_out if each.text == "415"] == ["专有名称"]
    QTest.keyClick(dialog.numbers, Qt.Key.Key_Return)
    assert target(dialog, dialog.tree.current_id()).target == 415


def test_that_all_faults_are_listed_and_lead_to_their_rows(dialog: AdoptingDialog) -> None:
    choose(dialog, "1-1")
    type_into(dialog, "name", "")
    told = [dialog.waiting.item(n).text() for n in range(dialog.waiting.count())]
    assert [each.partition("：")[0] for each in told] == ["H-1 供水企业", "1-1 ", "2-2 在库项目"]
    dialog.adopt.click()
    assert dialog.result() == 0
    assert dialog.message.text() == "还有3处要处理，处理完才能采用。"
    dialog.waiting.itemActivated.emit(dialog.waiting.item(1))
    assert dialog.tree.current_id() == "1-1"


def test_that_a_settled_draft_can_be_adopted(dialog: AdoptingDialog) -> None:
    press(dialog, Qt.Key.Key_Return)
    press(dialog, Qt.Key.Key_Return)
    dialog.adopt.click()
    assert dialog.result() == AdoptingDialog.DialogCode.Accepted


def test_that_units_are_named_for_a_task_and_the_year_for_the_document(dialog: AdoptingDialog) -> None:
    choose(dialog, "2")
    type_into(dialog, "牵头单位", "河道科、水政科")
    assert [(duty.role, duty.names) for duty in shown(dialog).duties] == [("牵头单位", ("河道科", "水政科"))]
    choose(dialog, "")
    type_into(dialog, "year", "2027")
    assert shown(dialog).year == 2027


def test_that_a_task_that_is_renumbered_stays_chosen(dialog: AdoptingDialog) -> None:
    choose(dialog, "1")
    type_into(dialog, "number", "13")
    assert next(task.id for task in shown(dialog).tasks if task.number) == "13"
    editor = dialog.form.editor("number")
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "13"
    type_into(dialog, "number", "十四")
    assert "不是任务编号" in dialog.message.text()


def test_that_text_is_pasted_and_files_are_dropped(dialog: AdoptingDialog, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("粘贴的工作要点")
    with qtbot.waitSignal(dialog.text_given) as given:
        dialog.paste.click()
    assert given.args == ["粘贴的工作要点"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/plan.docx")])  # noqa: S108  only its name is looked at
    with qtbot.waitSignal(dialog.files_dropped) as dropped:
        dialog.dropEvent(
            QDropEvent(
                QPointF(1, 1),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
    assert dropped.args == [["/tmp/plan.docx"]]  # noqa: S108


def test_that_a_failure_is_told_in_the_window(dialog: AdoptingDialog) -> None:
    dialog.show_failure(CixiError("是PDF文件，不能直接读取。", "请粘贴。"))
    assert dialog.message.text() == "是PDF文件，不能直接读取。请粘贴。"
    assert dialog.message.isVisible()


def test_that_a_document_still_being_read_when_its_window_is_closed_is_given_up(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "要点.txt"
    document.write_text("\n".join(LINES), encoding="utf-8")
    shown: list[Draft] = []
    monkeypatch.setattr(AdoptingDialog, "exec", lambda _dialog: 0)
    monkeypatch.setattr(AdoptingDialog, "show_draft", lambda _dialog, draft: shown.append(draft))
    window.adopting.open(document)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert shown == []
