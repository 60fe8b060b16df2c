"""台账: the window of the lists behind figures, over a session with a store in memory."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from cixi_desktop.actions.ledger import add_rows, blank_row
from cixi_desktop.actions.record import record
from cixi_desktop.pasting.blocks import parse_block
from cixi_desktop.periods import month
from ui.ledger.ledger_dialog import LedgerDialog
from ui.ledger.ledger_page import KEYS, LedgerPage
from ui.ledger.ledger_table import FoundRows, LedgerModel
from ui.ledger.list_preview import ListPreview
from ui.shell.editing_session import EditingSession
from ui.table.table_dialog import DiscardDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.workspace import Workspace

JUNE = month(2025, 6)
FIRMS, VISITS = "8-1", "12-2"
EDIT = Qt.ItemDataRole.EditRole


@pytest.fixture
def session(qapp: object, workspace: Workspace) -> Iterator[EditingSession]:
    session = EditingSession(period=JUNE)
    session.open(workspace)
    yield session
    session.close()


@pytest.fixture
def dialog(
    qtbot: QtBot, session: EditingSession, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> LedgerDialog:
    monkeypatch.setattr(DiscardDialog, "ask", lambda **_: True)  # what a test leaves typed
    dialog = LedgerDialog(session=session, workspace=workspace, target_id=FIRMS)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def fill(workspace: Workspace, *names: str, **fields: object) -> tuple[LedgerRow, ...]:
    blank = blank_row(workspace, FIRMS, JUNE)
    return add_rows(workspace, FIRMS, [replace(blank, name=name, **fields) for name in names])


def shown(page: LedgerPage) -> list[str]:
    """The names in the order of the table."""
    return [page.found.row_at(page.found.index(place, 0)).name for place in range(page.found.rowCount())]


def increment(workspace: Workspace, target_id: str = FIRMS) -> str:
    entry = workspace.content.entry(target_id, JUNE)
    return str(entry.increment) if entry else ""


def select(page: LedgerPage, *places: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    page.table.selectionModel().clear()
    for place in places:
        page.table.selectionModel().select(page.found.index(place, 0), flags.Select | flags.Rows)


def press(
    page: LedgerPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, key, modifier)


def test_that_the_model_keeps_the_rules_of_models(qtbot: QtBot, workspace: Workspace) -> None:
    rows = fill(workspace, "甲", "乙", day=date(2025, 6, 18))
    model = LedgerModel(target=workspace.plan.target(FIRMS), rows=rows)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(FoundRows(model=model), QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(rows[:1])
    assert model.headerData(0, Qt.Orientation.Horizontal) == "计入月份"
    assert model.headerData(6, Qt.Orientation.Horizontal) == "提示"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert not model.setData(model.index(0, 1), "乙", Qt.ItemDataRole.DisplayRole)


def test_that_a_row_is_typed_with_the_keyboard_and_counts_at_once(
    dialog: LedgerDialog, session: EditingSession, workspace: Workspace
) -> None:
    fields, said = dialog.page.line.fields, list[str]()
    session.typing.connect(lambda: said.append("typing"))
    session.saved.connect(lambda _at: said.append("saved"))
    QTest.keyClicks(fields["name"], "Alpha")
    assert said == ["typing"]
    QTest.keyClick(fields["name"], Qt.Key.Key_Tab)
    QTest.keyClicks(fields["day"], "6.18")
    QTest.keyClick(fields["day"], Qt.Key.Key_Return)
    assert said[-1] == "saved"
    (row,) = workspace.content.ledger(FIRMS)
    assert (row.name, row.day, increment(workspace)) == ("Alpha", date(2025, 6, 18), "1")
    assert dialog.page.words.text() == "台账：2025年6月1家，累计1家。"
    assert dialog.page.status.text() == "已新增“Alpha”，计入6月。"
    assert fields["name"].text() == ""
    assert fields["name"].hasFocus()
    assert dialog.isVisible()
    assert dialog.choice.currentText() == "8-1　新培育浙江省科技型中小企业（1行）"


def test_that_a_line_that_cannot_be_read_stays_with_its_reason(
    dialog: LedgerDialog, workspace: Workspace
) -> None:
    fields = dialog.page.line.fields
    QTest.keyClick(fields["name"], Qt.Key.Key_Return)
    assert dialog.page.status.text() == "“企业名称”不能为空。请填写名称，或者删除这一行。"
    assert dialog.page.status.objectName() == "fault"
    fields["name"].setText("甲")
    fields["day"].setText("六月")
    dialog.page.line.button.click()
    assert "“六月”不是日期。" in dialog.page.status.text()
    assert fields["day"].hasFocus()
    assert (fields["name"].text(), workspace.content.ledger(FIRMS)) == ("甲", ())


def test_that_a_line_without_a_month_adds_nothing(dialog: LedgerDialog, workspace: Workspace) -> None:
    dialog.page.line._blank = None
    dialog.page.line.fields["name"].setText("甲")
    dialog.page.line.add()
    assert workspace.content.ledger(FIRMS) == ()


def test_that_escape_drops_a_typed_row_only_if_agreed_to(
    dialog: LedgerDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(DiscardDialog, "ask", lambda **_: answers.pop(0))
    dialog.show()
    name = dialog.page.line.fields["name"]
    name.setText("甲")
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert name.text() == "甲"
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert answers == []


def test_that_a_cell_is_edited_in_place(dialog: LedgerDialog, workspace: Workspace) -> None:
    fill(workspace, "甲", "乙")
    page = dialog.page
    assert page.model.setData(page.model.index(1, 1), "丙", EDIT)
    assert page.model.setData(page.model.index(0, 0), "5月", EDIT)
    assert [(row.name, row.period.last) for row in workspace.content.ledger(FIRMS)] == [("甲", 5), ("丙", 6)]
    assert increment(workspace) == "1"
    assert page.model.setData(page.model.index(0, 1), "甲", EDIT)
    assert page.status.text() == KEYS
    assert not page.model.setData(page.model.index(0, 2), "六月", EDIT)
    assert "“六月”不是日期。" in page.status.text()


def test_that_rows_are_deleted_and_come_back(dialog: LedgerDialog, workspace: Workspace) -> None:
    fill(workspace, "甲", "乙", "丙")
    select(dialog.page, 0, 2)
    press(dialog.page, Qt.Key.Key_Delete)
    assert (shown(dialog.page), increment(workspace)) == (["乙"], "1")
    assert dialog.page.status.text() == "已删除2行，按Ctrl+Z可恢复。"
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (shown(dialog.page), increment(workspace)) == (["甲", "乙", "丙"], "3")
    QTest.keyClick(dialog, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert shown(dialog.page) == ["乙"]
    select(dialog.page)
    dialog.page.remove()
    assert shown(dialog.page) == ["乙"]


def test_that_a_list_is_pasted_as_it_was_agreed_to(
    dialog: LedgerDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {}

    def ask(**given: object) -> tuple[LedgerRow, ...]:
        seen.update(given)
        blank = blank_row(workspace, FIRMS, JUNE)
        return (replace(blank, name="甲"), replace(blank, name="乙"))

    monkeypatch.setattr(ListPreview, "ask", ask)
    QGuiApplication.clipboard().setText("企业名称\n甲\n乙")
    press(dialog.page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert seen["block"] == (("企业名称",), ("甲",), ("乙",))
    assert (shown(dialog.page), increment(workspace)) == (["甲", "乙"], "2")
    assert dialog.page.status.text() == "已导入2行，按Ctrl+Z可一次撤销。"
    monkeypatch.setattr(ListPreview, "ask", lambda **_given: ())
    dialog.page.paste_button.click()
    assert shown(dialog.page) == ["甲", "乙"]


def test_that_an_empty_clipboard_says_what_to_do(dialog: LedgerDialog) -> None:
    QGuiApplication.clipboard().setText("")
    dialog.page.paste()
    assert dialog.page.status.text() == "没有可粘贴的内容。请先在WPS或Excel中复制名单。"


def test_that_selected_rows_are_copied_with_their_heads(dialog: LedgerDialog, workspace: Workspace) -> None:
    fill(workspace, "甲", "乙", place="周巷镇")
    select(dialog.page, 1)
    press(dialog.page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert parse_block(QGuiApplication.clipboard().text()) == (
        ("计入月份", "企业名称", "认定日期", "所在镇（街道）", "文号、证书编号", "备注"),
        ("6月", "乙", "", "周巷镇"),
    )
    QGuiApplication.clipboard().setText("之前")
    select(dialog.page)
    dialog.page.copy()
    assert QGuiApplication.clipboard().text() == "之前"


def test_that_rows_are_found_by_words_by_month_and_by_repeated_names(
    dialog: LedgerDialog, workspace: Workspace
) -> None:
    fill(workspace, "甲有限公司", period=month(2025, 3))
    fill(workspace, "乙", "甲")
    page = dialog.page
    assert page.doubled.text() == "只看重名（2）"
    page.search.setText("甲")
    assert shown(page) == ["甲有限公司", "甲"]
    page.month.setCurrentIndex(6)
    assert shown(page) == ["甲"]
    page.search.clear()
    assert shown(page) == ["乙", "甲"]
    page.doubled.setChecked(True)
    assert shown(page) == ["甲"]
    mark = page.model.index(2, 6)
    assert page.model.data(mark) == "△ 与3月“甲有限公司”重名"
    assert page.model.data(mark, Qt.ItemDataRole.ForegroundRole) is not None
    assert not page.model.flags(mark) & Qt.ItemFlag.ItemIsEditable


def test_that_rows_are_sorted_by_month_and_number(dialog: LedgerDialog, workspace: Workspace) -> None:
    dialog.choice.setCurrentIndex([target.id for target in dialog.targets].index(VISITS))
    page = dialog.page
    for name, text in (("B团", "120"), ("A团", "9")):
        page.line.fields["name"].setText(name)
        page.line.fields["number"].setText(text)
        page.line.add()
    assert increment(workspace, VISITS) == "129"
    number = [name for name, _ in page.model.columns].index("number")
    page.table.sortByColumn(number, Qt.SortOrder.AscendingOrder)
    assert shown(page) == ["A团", "B团"]
    page.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert shown(page) == ["B团", "A团"]
    assert page.model.data(page.model.index(0, number), Qt.ItemDataRole.TextAlignmentRole) is not None


def test_that_the_difference_is_shown_and_put_right(dialog: LedgerDialog, workspace: Workspace) -> None:
    record(workspace, FIRMS, JUNE, {"increment": "10"})
    fill(workspace, "甲", "乙")
    assert dialog.page.difference.text() == "△ 台账2家，本期填报10家"
    assert dialog.page.adopt.isVisible()
    dialog.page.adopt.click()
    assert increment(workspace) == "2"
    assert dialog.page.difference.text() == ""
    assert not dialog.page.adopt.isVisible()


def test_that_selected_rows_stay_selected_when_others_come(
    dialog: LedgerDialog, workspace: Workspace
) -> None:
    fill(workspace, "甲", "乙")
    select(dialog.page, 1)
    fill(workspace, "丙")
    assert [row.name for row in dialog.page.selected_rows()] == ["乙"]


def test_that_insert_leads_to_the_line_for_a_new_row(dialog: LedgerDialog) -> None:
    press(dialog.page, Qt.Key.Key_Insert)
    assert dialog.page.line.fields["name"].hasFocus()


def test_that_a_figure_without_a_list_opens_the_first_one(
    qtbot: QtBot, session: EditingSession, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(LedgerDialog, "exec", lambda self: opened.append(self.page.target.id))
    LedgerDialog.ask(session=session, workspace=workspace, target_id="H-1")
    assert opened == ["H-3"]


def preview(qtbot: QtBot, workspace: Workspace, text: str) -> ListPreview:
    dialog = ListPreview(
        target=workspace.plan.target(FIRMS),
        block=parse_block(text),
        blank=blank_row(workspace, FIRMS, JUNE),
        kept=workspace.content.ledger(FIRMS),
    )
    qtbot.addWidget(dialog)
    return dialog


def test_that_a_list_put_into_an_open_cell_is_previewed(
    dialog: LedgerDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workspace, "甲")
    blocks: list[object] = []

    def ask(*, block: Block, **_: object) -> tuple[LedgerRow, ...]:
        blocks.append(block)
        return ()

    monkeypatch.setattr(ListPreview, "ask", ask)
    dialog.page.refresh()
    dialog.page.table.setCurrentIndex(dialog.page.found.index(0, 1))
    press(dialog.page, Qt.Key.Key_F2)
    QGuiApplication.clipboard().setText("乙\n丙")
    editor = dialog.page.table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert blocks == [(("乙",), ("丙",))]
    assert shown(dialog.page) == ["甲"]


def test_that_the_preview_says_what_it_read_and_what_it_refused(qtbot: QtBot, workspace: Workspace) -> None:
    fill(workspace, "甲")
    dialog = preview(qtbot, workspace, "企业名称\t认定日期\n甲有限公司\t6.18\n乙\t六月\n丙\t45826")
    assert dialog.summary.text() == (
        "识别到2行可以导入；其中1行重名（已标出），导入后可删除；1行无法识别，不导入，原因见下。"
    )
    assert dialog.refused.item(0).text() == "第3行“乙　六月”：“六月”不是日期。请写成2025-06-25。"
    assert dialog.model.data(dialog.model.index(0, 6)) == "△ 与6月“甲”重名"
    assert dialog.buttons.buttons()[0].text() == "导入2行"


def test_that_a_column_can_be_called_something_else(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = preview(qtbot, workspace, "周巷镇\t一家名字很长很长的示例企业")
    assert [box.currentText() for box in dialog.sources] == ["企业名称", "所在镇（街道）"]
    assert dialog.sources[1].accessibleName() == "第2列“一家名字很长很长的示…”"
    dialog.sources[0].setCurrentText("所在镇（街道）")
    dialog.sources[1].setCurrentText("企业名称")
    (row,) = dialog.planned.accepted
    assert (row.name, row.place) == ("一家名字很长很长的示例企业", "周巷镇")
    dialog.sources[1].setCurrentText("（不导入）")
    assert not dialog.buttons.buttons()[0].isEnabled()


@pytest.mark.parametrize(("answer", "count"), [(1, 1), (0, 0)])
def test_that_the_preview_gives_rows_only_if_agreed_to(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, answer: int, count: int
) -> None:
    monkeypatch.setattr(ListPreview, "exec", lambda _self: answer)
    rows = ListPreview.ask(
        target=workspace.plan.target(FIRMS),
        block=parse_block("甲"),
        blank=blank_row(workspace, FIRMS, JUNE),
        kept=(),
    )
    assert len(rows) == count


def test_that_a_list_put_into_the_line_is_taken_as_a_list(
    dialog: LedgerDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks: list[object] = []
    monkeypatch.setattr(ListPreview, "ask", lambda **given: blocks.append(given["block"]))
    field = dialog.page.line.fields["name"]
    QGuiApplication.clipboard().setText("甲公司\n乙公司\n")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (blocks, field.text()) == ([(("甲公司",), ("乙公司",))], "")
    QGuiApplication.clipboard().setText("丙公司")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (len(blocks), field.text()) == (1, "丙公司")


def test_that_an_empty_list_says_how_rows_get_there(dialog: LedgerDialog, workspace: Workspace) -> None:
    table = dialog.page.table
    said = table.grab().toImage()
    table.empty_words = ""
    assert table.grab().toImage() != said
    fill(workspace, "甲公司")
    dialog.page.refresh()
    dialog.page.search.setText("乙")
    assert table.model().rowCount() == 0
    assert table.empty_words == "没有符合条件的行。"
