"""What the grid shows, and where it leads, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cixi_desktop.actions.lock import lock, unlock
from cixi_desktop.actions.record import record, type_field
from cixi_desktop.periods import month, parse_period
from tests.support.grid_hands import Hands
from tests.support.pictures import count_like
from ui.grid.grid_rows import GridColumn, GridHeading, GridLine
from ui.style.palette import TONES
from ui.table.editable_table import PADDING

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace
    from tests.ui.conftest import MakeWindow
    from ui.shell.main_window import MainWindow

MAY, JUNE = month(2025, 5), month(2025, 6)
KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_that_the_grid_opens_by_its_command_and_marks_it(window: MainWindow) -> None:
    action = window.commands.action("grid")
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+3"]
    action.trigger()
    assert window.panes.view == "grid"
    assert action.isChecked()
    assert not window.commands.action("entry").isChecked()
    assert window.panes.help_topic == "表格填报"


def test_that_a_figure_cited_twice_has_one_row_that_names_both_tasks(hands: Hands) -> None:
    names = [row.target.name for row in hands.pane.model.rows if isinstance(row, GridLine)]
    assert names.count("高新技术企业新增数") == 1
    assert hands.text("H-3", GridColumn.NAME) == "高新技术企业新增数（总体、8）"
    assert hands.pane.model.row_of("8-2") == hands.pane.model.row_of("H-3")


def test_that_rows_stand_under_their_tasks_figures_before_items_and_duties_left_out(hands: Hands) -> None:
    rows = hands.pane.model.rows
    headings = [row.task.id for row in rows if isinstance(row, GridHeading)]
    assert headings == ["总体", *map(str, range(1, 13))]
    seventh = rows.index(next(row for row in rows if isinstance(row, GridHeading) and row.task.id == "7"))
    below = [row.target.id for row in rows[seventh + 1 : seventh + 5] if isinstance(row, GridLine)]
    assert below == ["7-1", "7-2", "7-3", "7-4"]
    assert not any(isinstance(row, GridLine) and row.target.id.startswith("D") for row in rows)


def test_that_a_share_of_a_list_has_one_decimal_as_everywhere(hands: Hands) -> None:
    """30 of 90 are 33.3 %."""
    workspace = hands.window.session.workspace
    assert workspace is not None
    record(workspace, "7-2", MAY, {"numerator": "30", "denominator": "90"})
    hands.go("7-2", GridColumn.VALUE)
    assert hands.text("7-2", GridColumn.BEFORE) == "33.3%"
    assert hands.text("7-2", GridColumn.COMPLETION) == "33.3%"
    assert "5月33.3%" in hands.pane.strip.accessibleDescription()


def test_that_a_share_says_that_it_is_one_where_its_list_is_counted(hands: Hands) -> None:
    """6 of 16 firms are 37.5 %, under 家; 7-2 is typed in firms too, though it is told in percent."""
    workspace = hands.window.session.workspace
    assert workspace is not None
    record(workspace, "M7-2", MAY, {"numerator": "6", "denominator": "16"})
    hands.go("M7-2", GridColumn.VALUE)
    assert [hands.text("M7-2", column) for column in (GridColumn.UNIT, GridColumn.BEFORE)] == ["家", "37.5%"]
    assert "5月37.5%" in hands.pane.strip.accessibleDescription()
    assert hands.text("7-2", GridColumn.UNIT) == "家"


def test_that_the_two_numbers_of_a_share_are_named_in_their_empty_cells(hands: Hands) -> None:
    pairs = [[hands.text(n, c) for c in (GridColumn.VALUE, GridColumn.WHOLE)] for n in ("7-2", "M7-2")]
    assert pairs == [["已覆盖", "应覆盖"], ["已办结", "清单总数"]]


def test_that_targets_and_more_than_a_hundred_percent_are_not_cut(hands: Hands) -> None:
    """6 of 5 is 120.0 %; the longest target is 不少于1200."""
    hands.window.take_size(1366, 700)
    QApplication.processEvents()
    hands.window.session.type_field("6-1", "increment", "6")
    rows = [n for n, row in enumerate(hands.pane.model.rows) if isinstance(row, GridLine)]
    for column, longest in ((GridColumn.TARGET, "不少于1200"), (GridColumn.COMPLETION, "120.0%")):
        texts = {str(hands.pane.model.index(row, column).data() or "") for row in rows}
        assert longest in texts
        room = hands.view.columnWidth(column) - 2 * PADDING
        metrics = hands.view.fontMetrics()
        assert [text for text in texts if metrics.horizontalAdvance(text) > room] == []


def test_that_the_tree_and_the_form_follow_the_row(hands: Hands) -> None:
    hands.go("8-3", GridColumn.INCREMENT)
    assert hands.window.tree.chosen_target == "8-3"
    assert hands.window.panes.focused_target == "8-3"
    hands.window.way.show_view("entry")
    assert hands.window.panes.task_id == "8"
    hands.window.way.show_view("grid")
    assert hands.place == ("8-3", GridColumn.INCREMENT)


def test_that_the_tree_leads_to_rows_and_to_the_form_for_what_has_none(hands: Hands) -> None:
    hands.window.way.go_to("9", "9-2", is_to_type=True)
    assert hands.place == ("9-2", GridColumn.VALUE)
    assert hands.view.hasFocus()
    hands.window.way.go_to("7")
    assert hands.place[0] == "7-1"
    hands.window.way.go_to("1", "D1-1", is_to_type=True)
    assert hands.window.panes.view == "entry"


def test_that_the_next_open_one_is_found_in_the_grid(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.window.commands.action("next_open").trigger()
    assert hands.window.panes.view == "grid"
    assert hands.place == ("H-3", GridColumn.VALUE)


def test_that_who_has_just_chosen_the_month_is_led_to_where_the_tree_stands(hands: Hands) -> None:
    hands.go("8-1", GridColumn.VALUE)
    hands.window.header.take_focus()
    hands.window.commands.action("next_open").trigger()
    assert hands.place == ("8-1", GridColumn.VALUE)
    hands.window.commands.action("next_open").trigger()
    assert hands.place == ("H-3", GridColumn.VALUE)


def test_that_the_next_open_one_is_looked_for_in_the_grid_first(hands: Hands) -> None:
    """After C6-1 comes D6-1, which has words and no row."""
    hands.go("C6-1", GridColumn.INCREMENT)
    hands.window.commands.action("next_open").trigger()
    assert (hands.window.panes.view, hands.place[0]) == ("grid", "M6-2")


def test_that_a_quarter_is_looked_at_and_the_month_opens_the_grid_again(hands: Hands) -> None:
    hands.go("9-2", GridColumn.VALUE)
    hands.window.header.period_picked.emit(month(2025, 6))
    hands.window.session.set_period(parse_period("2025-Q2"))
    assert hands.window.panes.view == "overview"
    assert not hands.window.commands.action("grid").isEnabled()
    hands.window.session.set_period(MAY)
    assert hands.window.panes.view == "grid"
    assert hands.place == ("9-2", GridColumn.VALUE)


def test_that_undo_shows_the_row_that_was_changed_back(hands: Hands) -> None:
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("6")
    hands.key(KEY.Key_Return)
    hands.go("12-1", GridColumn.INCREMENT)
    hands.window.commands.action("undo").trigger()
    assert hands.place[0] == "8-1"
    assert hands.text("8-1", GridColumn.INCREMENT) == ""


def test_that_a_level_without_a_baseline_has_no_pace_in_percent(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "H-5", JUNE, {"value": "78"})
    assert (hands.text("H-5", GridColumn.VALUE), hands.text("H-5", GridColumn.PACE)) == ("78", "—")


def test_that_figures_months_and_comparisons_stand_beside_the_input(
    hands: Hands, workspace: Workspace
) -> None:
    for number, added in ((4, "30"), (5, "20"), (6, "25")):
        record(workspace, "H-3", month(2025, number), {"increment": added})
    assert hands.text("H-3", GridColumn.BEFORE) == "50"
    assert hands.text("H-3", GridColumn.VALUE) == "75"
    assert hands.text("H-3", GridColumn.COMPLETION) == "62.5%"
    assert hands.text("H-3", GridColumn.PACE) == "50.0%"
    assert hands.text("H-3", GridColumn.LIGHT) == "达序时"
    assert hands.text("H-3", GridColumn.PERIOD_ON_PERIOD) == "+25.0%"
    assert hands.text("H-3", GridColumn.LAST_YEAR) == "—"
    hands.go("H-3", GridColumn.INCREMENT)
    description = hands.pane.strip.accessibleDescription()
    assert "本期：4月30、5月20、6月25" in description
    assert "累计：4月30、5月50、6月75" in description


def test_that_cells_say_whose_they_are(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"increment": "7"})
    spoken = [
        hands.index("8-1", column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in (GridColumn.INCREMENT, GridColumn.VALUE, GridColumn.LIGHT)
    ]
    name = "新培育浙江省科技型中小企业"
    assert spoken == [f"{name}，本期新增：7", f"{name}，累计：未填，7", f"{name}，亮灯：滞后"]


def test_that_the_model_keeps_the_rules_of_models(hands: Hands, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(hands.pane.model)  # type: ignore[no-untyped-call]


def test_that_only_changed_rows_are_drawn_anew(hands: Hands, workspace: Workspace) -> None:
    told: list[int] = []
    hands.pane.model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    record(workspace, "12-2", JUNE, {"increment": "90"})
    assert told == [hands.pane.model.row_of("12-2")]


def test_that_a_locked_month_is_only_looked_at(hands: Hands, workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"increment": "7"})
    record(workspace, "M1-1", JUNE, {"stage": "审议"})
    lock(workspace, JUNE, "已报送")
    hands.go("8-1", GridColumn.INCREMENT)
    assert hands.pane.words.text().startswith("2025年6月已锁定（理由：已报送）。")
    hands.keys("9")
    hands.key(KEY.Key_F2)
    hands.key(KEY.Key_Delete)
    QGuiApplication.clipboard().setText("3\n4")
    hands.key(KEY.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()
    assert hands.editor is None
    assert hands.text("8-1", GridColumn.INCREMENT) == "7"
    hands.go("M1-1", GridColumn.VALUE)
    hands.key(KEY.Key_2)
    assert hands.text("M1-1", GridColumn.VALUE) == "审议"
    assert not hands.pane.model.setData(hands.index("8-1", GridColumn.INCREMENT), "9")
    unlock(workspace, JUNE, "更正")
    hands.go("8-1", GridColumn.INCREMENT)
    hands.keys("9")
    hands.key(KEY.Key_Return)
    assert hands.text("8-1", GridColumn.INCREMENT) == "9"


def test_that_columns_explain_themselves(hands: Hands) -> None:
    model = hands.pane.model
    across, role = Qt.Orientation.Horizontal, Qt.ItemDataRole
    assert model.headerData(GridColumn.INCREMENT, across) == "本期"
    assert "上年同期累计" in model.headerData(GridColumn.YEAR_ON_YEAR, across, role.ToolTipRole)
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_that_the_grid_comes_back_after_a_restart(
    hands: Hands, make_window: MakeWindow, qtbot: QtBot
) -> None:
    hands.go("9-2", GridColumn.INCREMENT)
    hands.window.close()
    again = Hands(make_window())
    assert again.window.commands.action("grid").isChecked()
    assert again.place[0] == "9-1"


def test_that_a_doubtful_figure_has_a_yellow_corner_and_a_faulty_one_a_red(
    hands: Hands, workspace: Workspace
) -> None:
    """90 visitors on no open day contradict each other."""
    record(workspace, "12-2", JUNE, {"increment": "90"})
    record(workspace, "12-1", JUNE, {"increment": "0"})
    hands.go("12-2", GridColumn.NAME)
    picture = (
        hands.view.viewport().grab(hands.view.visualRect(hands.index("12-2", GridColumn.INCREMENT))).toImage()
    )
    assert count_like(picture, TONES["yellow"].strong, 20) > 5
    type_field(workspace, "12-2", JUNE, name="increment", text="约90")
    picture = (
        hands.view.viewport().grab(hands.view.visualRect(hands.index("12-2", GridColumn.INCREMENT))).toImage()
    )
    assert count_like(picture, TONES["red"].strong, 20) > 5


def test_that_selected_cells_go_to_the_clipboard_without_rows_of_tasks(
    hands: Hands, workspace: Workspace
) -> None:
    record(workspace, "H-7", JUNE, {"stage": "申报"})
    record(workspace, "M1-1", JUNE, {"stage": "审议"})
    hands.go("H-7", GridColumn.VALUE)
    QTest.keyClick(hands.view, KEY.Key_Down, SHIFT)
    hands.key(KEY.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    assert copied == "申报\n审议"


def test_that_a_row_leads_to_its_list_its_basis_and_its_form(hands: Hands, qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []
    for name in ("ledger", "basis"):
        getattr(hands.pane, f"{name}_requested").disconnect()
        getattr(hands.pane, f"{name}_requested").connect(
            lambda target_id, name=name: asked.append((name, target_id))
        )
    hands.go("8-3", GridColumn.INCREMENT)
    hands.pane.ledger.click()
    menu = hands.pane.menu()
    actions = [action for action in menu.actions() if not action.isSeparator()]
    for action in actions[:3]:
        action.trigger()
    assert asked == [("ledger", "8-3"), ("ledger", "8-3"), ("basis", "8-3")]
    assert (hands.window.panes.view, hands.window.panes.focused_target) == ("entry", "8-3")
    assert [action.isEnabled() for action in actions] == [True] * 6


def test_that_the_menu_opens_by_key_and_by_mouse_where_it_was_asked_for(hands: Hands, qtbot: QtBot) -> None:
    hands.go("H-2", GridColumn.VALUE)
    assert not hands.pane.ledger.isEnabled()
    row = hands.view.visualRect(hands.index("H-4", GridColumn.VALUE)).center()
    for reason, place in (
        (QContextMenuEvent.Reason.Keyboard, QPoint(1, 1)),
        (QContextMenuEvent.Reason.Mouse, row),
    ):
        QCoreApplication.sendEvent(
            hands.view.viewport(), QContextMenuEvent(reason, place, hands.view.mapToGlobal(place))
        )
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert not menu.actions()[0].isEnabled()
        menu.close()
    assert hands.pane.current_target == "H-4"
