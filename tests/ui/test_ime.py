"""What an input method is composing is kept, in every field and on every way out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.units import Unit
from tests.support.input_methods import METHODS, BoxedMethod, IbusMethod, SilentMethod, WindowsMethod
from ui.dialogs.basis_dialog import BasisDialog, MonthTable
from ui.dialogs.unit_dialog import UnitDialog
from ui.style.ime import composed_in, keep_composed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)


@pytest.fixture(params=METHODS)
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> SilentMethod:
    return install(request.param(), monkeypatch)


def install(method: SilentMethod, monkeypatch: pytest.MonkeyPatch) -> SilentMethod:
    monkeypatch.setattr(QGuiApplication, "inputMethod", lambda: method)
    return method


class Sheet(QWidget):
    """A window with one field, and a place for the focus to go."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self.elsewhere = QPushButton("别处", self)
        layout = QVBoxLayout(self)
        layout.addWidget(field)
        layout.addWidget(self.elsewhere)


OpenSheet = Callable[[QWidget], Sheet]


@pytest.fixture
def open_sheet(qtbot: QtBot) -> Iterator[OpenSheet]:
    kept: list[Sheet] = []

    def open_(field: QWidget) -> Sheet:
        sheet = Sheet(field)
        kept.append(sheet)
        qtbot.addWidget(sheet)
        activate(qtbot, sheet)
        field.setFocus()
        return sheet

    yield open_
    kept.clear()


def activate(qtbot: QtBot, window: QWidget) -> None:
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def combo() -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    return box


def spin(kind: type[QSpinBox | QDoubleSpinBox]) -> QAbstractSpinBox:
    box = kind()
    box.setRange(0, 99)
    box.clear()
    return box


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """As the mouse does: the window hears of it before the widget."""
    window = widget.window()
    spot = widget.mapTo(window, place or widget.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=spot)


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """As the keyboard does."""
    QTest.keyClick(widget.window().windowHandle(), key, held)


FIELDS = {
    "line": QLineEdit,
    "paragraphs": QPlainTextEdit,
    "rich": QTextEdit,
    "combo": combo,
    "whole number": lambda: spin(QSpinBox),
    "number": lambda: spin(QDoubleSpinBox),
}
WAYS: dict[str, Callable[[Sheet], object]] = {
    "focus": lambda sheet: sheet.elsewhere.setFocus(),
    "click": lambda sheet: click(sheet.elsewhere),
    "asked": lambda _sheet: keep_composed(),
    "hide": lambda sheet: sheet.hide(),
}


def text_of(field: QWidget) -> str:
    match field:
        case QLineEdit() | QAbstractSpinBox():
            return field.text()
        case QComboBox():
            return field.currentText()
        case _:
            return cast("QPlainTextEdit | QTextEdit", field).toPlainText()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("make", FIELDS.values(), ids=FIELDS)
def test_that_what_is_composed_is_kept_once(
    open_sheet: OpenSheet, method: SilentMethod, make: Callable[[], QWidget], way: Callable[[Sheet], object]
) -> None:
    sheet = open_sheet(make())
    method.compose("12")
    assert composed_in(sheet.field) == "12"
    way(sheet)
    assert text_of(sheet.field).removesuffix(".00") == "12"
    assert composed_in(sheet.field) == ""


def test_that_what_is_composed_is_kept_when_a_menu_opens(
    qtbot: QtBot, open_sheet: OpenSheet, method: SilentMethod
) -> None:
    field = QLineEdit("6月")
    sheet = open_sheet(field)
    field.end(False)
    method.compose("新增")
    menu = QMenu(sheet)
    menu.addAction("粘贴")
    menu.popup(sheet.mapToGlobal(QPoint(0, 0)))
    assert field.text() == "6月新增"
    menu.close()
    assert field.text() == "6月新增"


def test_that_what_is_composed_is_kept_when_another_window_comes_up(
    qtbot: QtBot, open_sheet: OpenSheet, method: SilentMethod
) -> None:
    field = QLineEdit()
    sheet = open_sheet(field)
    method.compose("新增")
    other = QWidget(sheet, Qt.WindowType.Window)
    activate(qtbot, other)
    assert field.text() == "新增"


def test_that_text_in_the_input_methods_own_window_is_asked_for(
    open_sheet: OpenSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = QLineEdit()
    open_sheet(field)
    install(BoxedMethod(), monkeypatch).compose("新增")
    keep_composed()
    assert field.text() == "新增"


def test_that_a_word_given_up_leaves_nothing_behind(
    qtbot: QtBot, open_sheet: OpenSheet, method: SilentMethod
) -> None:
    field = QLineEdit("6月")
    sheet = open_sheet(field)
    method.compose("xin")
    method.compose("")
    qtbot.waitUntil(lambda: composed_in(field) == "")
    sheet.elsewhere.setFocus()
    assert field.text() == "6月"


def test_that_a_word_begun_anew_is_kept_alone(
    qtbot: QtBot, open_sheet: OpenSheet, method: SilentMethod
) -> None:
    field = QLineEdit("6月")
    sheet = open_sheet(field)
    field.end(False)
    method.compose("xin")
    method.compose("")
    method.compose("新增")
    QApplication.processEvents()
    sheet.elsewhere.setFocus()
    assert field.text() == "6月新增"


def test_that_a_word_that_was_handed_over_is_not_put_in_again(
    open_sheet: OpenSheet, method: SilentMethod
) -> None:
    field = QLineEdit("6月")
    sheet = open_sheet(field)
    field.end(False)
    method.compose("新增")
    method.hand_over()  # Space, or the digit of a choice
    method.compose("")
    sheet.elsewhere.setFocus()
    assert field.text() == "6月新增"


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_F5])
@pytest.mark.parametrize("make", FIELDS.values(), ids=FIELDS)
def test_that_a_key_that_the_input_method_lets_through_ends_the_word(
    open_sheet: OpenSheet, method: SilentMethod, make: Callable[[], QWidget], key: Qt.Key
) -> None:
    sheet = open_sheet(make())
    method.compose("12")
    press(sheet, key)
    assert text_of(sheet.field) == "12"
    assert composed_in(sheet.field) == ""


def test_that_a_key_held_down_leaves_the_word_to_the_input_method(
    open_sheet: OpenSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = QLineEdit()
    sheet = open_sheet(field)
    install(SilentMethod(), monkeypatch).compose("新增")
    press(sheet, Qt.Key.Key_Control)
    assert (field.text(), composed_in(field)) == ("", "新增")


def test_that_a_click_beside_the_field_ends_the_word(open_sheet: OpenSheet, method: SilentMethod) -> None:
    field = QLineEdit("6月")
    sheet = open_sheet(field)
    field.end(False)
    method.compose("新增")
    click(sheet, QPoint(1, 1))
    assert field.text() == "6月新增"
    assert field.hasFocus()


def test_that_a_click_into_the_same_field_ends_the_word(open_sheet: OpenSheet, method: SilentMethod) -> None:
    field = QLineEdit("6月")
    open_sheet(field)
    field.end(False)
    method.compose("新增")
    click(field)
    assert field.text() == "6月新增"


def test_that_without_a_focus_there_is_nothing_to_keep(qapp: QApplication, method: SilentMethod) -> None:
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    keep_composed()
    assert composed_in(QGuiApplication.focusObject()) == ""


@pytest.fixture
def table(qtbot: QtBot, open_sheet: OpenSheet) -> MonthTable:
    table = MonthTable(name="月度计划", series={"月度计划": (None,) * 12}, unit="家")
    open_sheet(table)
    return table


def test_that_the_first_word_typed_over_a_cell_is_kept(table: MonthTable, method: SilentMethod) -> None:
    method.compose("１２")
    cast("Sheet", table.parentWidget()).elsewhere.setFocus()
    assert table.read(0)[0] == 12
    editors = cast("list[QLineEdit]", table.viewport().findChildren(QLineEdit))
    assert not [editor for editor in editors if editor.isVisible()]
    assert cast("Sheet", table.parentWidget()).elsewhere.hasFocus()


def test_that_a_word_in_an_open_cell_is_kept(table: MonthTable, method: SilentMethod) -> None:
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    method.compose("３６")
    cast("Sheet", table.parentWidget()).elsewhere.setFocus()
    assert table.read(0)[0] == 36


def test_that_a_word_stays_in_its_cell_when_another_is_clicked(
    qtbot: QtBot, table: MonthTable, method: SilentMethod
) -> None:
    method.compose("12")
    cell = table.visualRect(table.texts.index(1, 0)).center()
    click(table.viewport(), cell)
    QTest.keyClick(table, Qt.Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "24")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(table.read(0)[:2]) == [12, 24])


def test_that_the_words_of_the_basis_dialog_are_kept(qtbot: QtBot, plan: Plan, method: SilentMethod) -> None:
    target = plan.target("H-1")
    dialog = BasisDialog(target=target, basis=Basis(target_id=target.id))
    qtbot.addWidget(dialog)
    activate(qtbot, dialog)
    assert dialog.note is not None
    dialog.note.setFocus()
    method.compose("统计局年报")
    dialog.accept()
    assert dialog.read().baseline_note == "统计局年报"


def test_that_a_units_name_stays_with_its_unit(qtbot: QtBot, method: SilentMethod) -> None:
    units = [Unit(id="0", name="未分配"), Unit(id="1", name="成果科")]
    dialog = UnitDialog(units=units, current=units[0], actor="")
    qtbot.addWidget(dialog)
    activate(qtbot, dialog)
    dialog.name.setFocus()
    dialog.name.clear()
    method.compose("高新科")
    place = dialog.list.visualItemRect(dialog.list.item(1)).center()
    click(dialog.list.viewport(), place)
    assert [dialog.list.item(row).text() for row in range(2)] == ["高新科", "成果科"]


def test_that_the_search_field_keeps_its_word(window: MainWindow, method: SilentMethod) -> None:
    window.tree.search.setFocus()
    method.compose("高新")
    window.header.take_focus()
    assert window.tree.search.text() == "高新"


PROGRESS = "进展情况"


def text_box(window: MainWindow) -> QPlainTextEdit:
    boxes = cast("list[QPlainTextEdit]", window.findChildren(QPlainTextEdit))
    return next(box for box in boxes if PROGRESS in box.accessibleName() and box.isVisible())


def begin_text(window: MainWindow, method: SilentMethod, word: str = "已认定") -> None:
    """A word begun in 进展情况 of task 8 in June, not yet handed over by the input method."""
    window.activateWindow()
    window.way.show_view("entry")
    window.session.set_period(JUNE)
    window.way.go_to("8")
    text_box(window).clear()
    text_box(window).setFocus()
    method.compose(word)


def progress_of_june(window: MainWindow) -> str:
    assert window.session.workspace is not None
    return window.session.workspace.content.narrative("8", JUNE).progress_note


LEAVING: dict[str, Callable[[MainWindow], object]] = {
    "saving": lambda window: window.commands.action("save").trigger(),
    "another task": lambda window: window.way.go_to("3"),
    "another view": lambda window: window.way.show_view("overview"),
    "next period": lambda window: window.commands.action("forth").trigger(),
    "the tree": lambda window: window.tree.view.setFocus(),
    "the search": lambda window: window.commands.action("find").trigger(),
    "next pane": lambda window: window.commands.action("next_pane").trigger(),
    "next open": lambda window: window.commands.action("next_open").trigger(),
    "closing": lambda window: window.close(),
}


def test_that_no_way_out_of_the_form_loses_a_word(window: MainWindow, method: SilentMethod) -> None:
    workspace, kept = window.session.workspace, dict[str, str]()
    assert workspace is not None
    for name, leave in LEAVING.items():
        begin_text(window, method, f"已{name}")
        leave(window)
        kept[name] = workspace.content.narrative("8", JUNE).progress_note
    assert kept == {name: f"已{name}" for name in LEAVING}


DIALOGS = {
    "journal": "ui.dialogs.journal_view.JournalView",
    "unit": "ui.dialogs.unit_dialog.UnitDialog",
    "rules": "ui.dialogs.rules_dialog.RulesDialog",
    "basis": "ui.dialogs.basis_dialog.BasisDialog",
    "settings": "ui.dialogs.settings_dialog.SettingsDialog",
    "help": "ui.dialogs.help_view.HelpView",
    "about": "ui.dialogs.help_view.AboutDialog",
    "print": "ui.page.page_preview.PagePreview",
    "export": "ui.dialogs.file_dialog.SaveAs",
    "backup": "ui.dialogs.file_dialog.SaveAs",
}


def test_that_no_dialog_that_opens_loses_a_word(
    window: MainWindow, method: SilentMethod, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[str, str]] = []
    for command, dialog in DIALOGS.items():
        monkeypatch.setattr(
            f"{dialog}.ask",
            lambda *_args, _command=command, **_fields: found.append(
                (_command, text_box(window).toPlainText())
            ),
        )
        begin_text(window, method, f"已{command}")
        window.commands.action(command).trigger()
    assert found == [(command, f"已{command}") for command in DIALOGS]


def test_that_undo_takes_back_the_word_and_redo_brings_it_again(
    window: MainWindow, method: SilentMethod
) -> None:
    window.session.type_field("8-1", "increment", "7")
    begin_text(window, method)
    window.commands.action("undo").trigger()
    window.session.commit_pending()
    assert text_box(window).toPlainText() == ""
    assert progress_of_june(window) == ""
    QTest.keyClick(text_box(window), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    window.session.commit_pending()
    assert progress_of_june(window) == "已认定"


@pytest.mark.parametrize("kind", [IbusMethod, WindowsMethod])
def test_that_a_word_is_not_handed_over_to_the_next_field(
    open_sheet: OpenSheet, monkeypatch: pytest.MonkeyPatch, kind: type[SilentMethod]
) -> None:
    method = install(kind(), monkeypatch)
    field, following = QLineEdit(), QLineEdit()
    sheet = open_sheet(field)
    cast("QVBoxLayout", sheet.layout()).addWidget(following)
    method.compose("新增")
    following.setFocus()
    method.commit()
    method.reset()
    assert (field.text(), following.text()) == ("新增", "")
