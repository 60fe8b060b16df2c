"""The dialogs of the window: what is decided in them is done, and kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from cixi_desktop.actions.configure import add_unit, set_rules, tasks_named
from cixi_desktop.assessment.lights import PRESETS
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.settings import FILE_NAME_PATTERN, Settings, load_settings
from cixi_desktop.wording.filenames import file_name
from tests.support.figures import plan_2025
from ui.bureau.bureau_dialog import BureauChoice, BureauDialog
from ui.dialogs.basis_dialog import BasisDialog
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.help_view import AboutDialog, HelpView
from ui.dialogs.journal_view import JournalView
from ui.dialogs.rules_dialog import RulesDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.unit_dialog import CarryDialog, UnitChoice, UnitDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace
    from ui.shell.main_window import MainWindow

CODES = QDialog.DialogCode
NAME_BY = partial(file_name, unit="高新科", period=month(2025, 6), called="工作要点", on=date(2025, 6, 25))


def answer(monkeypatch: pytest.MonkeyPatch, dialog: type[QWidget], value: object) -> list[dict[str, object]]:
    """Have the dialog answer with a value; returns what it will have been given."""
    given: list[dict[str, object]] = []

    def ask(**named: object) -> object:
        given.append(named)
        return value

    monkeypatch.setattr(dialog, "ask", ask)
    return given


def trigger(window: MainWindow, name: str) -> None:
    window.commands.action(name).trigger()


def test_that_new_rules_are_put_in_force_and_can_be_undone(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = answer(monkeypatch, RulesDialog, PRESETS[1])
    trigger(window, "rules")
    assert workspace.content.rules == PRESETS[1]
    judged = given[0]["judged_by"](PRESETS[2])  # type: ignore[operator]
    assert judged.rules == PRESETS[2]
    window.session.undo()
    assert workspace.content.rules == PRESETS[0]


def test_that_the_basis_is_asked_for_the_chosen_figure_or_the_first(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    basis = Basis(target_id="H-4", baseline=Decimal(1003))
    given = answer(monkeypatch, BasisDialog, basis)
    trigger(window, "basis")
    window.tree.select("总体", "H-4")
    trigger(window, "basis")
    window.panes.basis_requested.emit("8-1")
    assert [named["target"].id for named in given] == ["H-1", "H-4", "8-1"]  # type: ignore[attr-defined]
    assert workspace.content.basis("H-4") == basis


def test_that_the_basis_is_asked_for_what_is_worked_on_in_front(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    given = answer(monkeypatch, BasisDialog, None)
    window.way.go_to("8", "8-1", is_to_type=True)
    qtbot.waitUntil(lambda: window.panes.focused_target != "")
    window.tree.follow("总体", "H-4")
    trigger(window, "basis")
    window.tree.view.setFocus()
    window.tree.follow("8", "8-2")
    trigger(window, "basis")
    trigger(window, "overview")
    window.panes.currentWidget().select("H-6")  # type: ignore[attr-defined]
    window.tree.follow("总体", "H-4")
    trigger(window, "basis")
    assert [named["target"].id for named in given] == ["8-1", "H-3", "H-6"]  # type: ignore[attr-defined]


def test_that_answering_nothing_changes_nothing(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for dialog in (RulesDialog, BasisDialog, UnitDialog, SettingsDialog):
        answer(monkeypatch, dialog, None)
    for name in ("rules", "basis", "unit", "settings"):
        trigger(window, name)
    assert workspace.store.operations(limit=9) == ()
    assert window.dialogs.settings == Settings()


def test_that_the_unit_gets_its_name_and_the_journal_its_signature(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, UnitDialog, UnitChoice(unit_id="0", name="高新科", actor="李四"))
    answer(monkeypatch, BureauDialog, None)
    window.header.unit.click()
    assert window.header.unit.text() == "单位：高新科"
    window.session.type_field("H-3", "increment", "7")
    assert workspace.store.operations(limit=1)[0].actor == "李四"
    assert load_settings(tmp_path) == Settings(unit_id="0", actor="李四")
    answer(monkeypatch, UnitDialog, UnitChoice(unit_id="0", name="高新科", actor=""))
    trigger(window, "unit")
    assert workspace.actor == "账户"


def test_that_a_new_unit_is_made_and_gone_to(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window.session.type_field("H-3", "increment", "7")
    answer(monkeypatch, UnitDialog, UnitChoice(unit_id="", name="高新科", actor=""))
    answer(monkeypatch, CarryDialog, False)
    answer(monkeypatch, BureauDialog, None)
    trigger(window, "unit")
    assert workspace.content.unit == Unit(id="1", name="高新科")
    assert workspace.content.entry("H-3", month(2025, 6)) is None
    assert load_settings(tmp_path).unit_id == "1"


def test_that_what_was_entered_without_a_unit_goes_to_the_one_chosen_if_wanted(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.type_field("H-3", "increment", "7")
    answer(monkeypatch, UnitDialog, UnitChoice(unit_id="", name="高新科", actor=""))
    asked = answer(monkeypatch, CarryDialog, True)
    trigger(window, "unit")
    entry = workspace.content.entry("H-3", month(2025, 6))
    assert entry is not None
    assert (entry.unit_id, entry.increment) == ("1", Decimal(7))
    assert not workspace.store.load(Entry, unit_id="0")
    assert [(named["count"], named["name"]) for named in asked] == [(1, "高新科")]


def test_that_every_unit_named_in_the_dialog_keeps_its_name(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_unit(workspace, "高新科")
    others = (Unit(id="0", name="局机关"), Unit(id="", name="未分配"))
    answer(monkeypatch, BureauDialog, None)
    answer(monkeypatch, UnitDialog, UnitChoice(unit_id="1", name="科技科", actor="", others=others))
    trigger(window, "unit")
    assert [unit.name for unit in workspace.units()] == ["局机关", "科技科", "未分配"]
    assert workspace.content.unit == Unit(id="1", name="科技科", former_names=("高新科",))
    assert window.header.unit.text() == "单位：科技科"


def test_that_duties_are_asked_for_once_a_unit_has_its_first_name_unless_it_has_some(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    duties = ((Duty(subject_id="8", lead_unit_id="0"), None),)
    answer(monkeypatch, UnitDialog, UnitChoice(unit_id="0", name="高新科", actor=""))
    choice = BureauChoice(units=(Unit(id="0", name="高新科"),), duties=duties)
    asked = answer(monkeypatch, BureauDialog, choice)
    trigger(window, "unit")
    assert [named["own"] for named in asked] == [Unit(id="0", name="高新科")]
    assert workspace.content.duty("8").lead_unit_id == "0"
    assert window.panes.task_id == "8"
    answer(monkeypatch, UnitDialog, UnitChoice(unit_id="0", name="高新技术科", actor=""))
    trigger(window, "unit")
    assert len(asked) == 1


def test_that_a_new_unit_names_its_tasks_at_once_and_is_not_asked_for_them_again(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(
        monkeypatch, UnitDialog, UnitChoice(unit_id="0", name="高新科", actor="", tasks=("8", "9"))
    )
    bureau = answer(monkeypatch, BureauDialog, None)
    trigger(window, "unit")
    assert [workspace.content.duty(each).lead_unit_id for each in ("7", "8", "9")] == ["", "0", "0"]
    assert window.panes.task_id == "8"
    assert not bureau
    trigger(window, "unit")
    assert [each["read_tasks"] is None for each in asked] == [False, True]


def test_that_numbers_that_are_no_tasks_keep_the_dialog_open(qtbot: QtBot) -> None:
    dialog = UnitDialog(
        units=UNITS[:1], current=UNASSIGNED, actor="", read_tasks=partial(tasks_named, plan_2025())
    )
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.setText("高新科")
    dialog.tasks.setText("5—13")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.fault.text() == "没有序号为“5—13”的任务。请填写任务的序号，如“1—12”。"
    dialog.tasks.setText("5—6")
    dialog.accept()
    assert dialog.choice().tasks == ("5", "6")


def test_that_the_pattern_of_file_names_is_kept(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, SettingsDialog, (Settings(file_name_pattern="{period}{unit}"), 25))
    trigger(window, "settings")
    assert load_settings(tmp_path).file_name_pattern == "{period}{unit}"


def test_that_the_due_day_has_its_place_in_the_settings_and_leaves_the_rules(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.perform(set_rules, PRESETS[1])
    given = answer(monkeypatch, SettingsDialog, (Settings(), 20))
    trigger(window, "settings")
    assert given[0]["due_day"] == 25
    assert workspace.content.rules == replace(PRESETS[1], due_day=20)
    count = len(workspace.store.operations(limit=9))
    trigger(window, "settings")
    assert len(workspace.store.operations(limit=9)) == count


def test_that_settings_that_cannot_be_kept_are_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path, _settings: Settings) -> None:
        raise CixiError("设置无法保存。")

    said: list[str] = []
    monkeypatch.setattr("ui.shell.window_dialogs.save_settings", refuse)
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_named: said.append(error.message))
    answer(monkeypatch, SettingsDialog, (Settings(file_name_pattern="{period}"), 25))
    trigger(window, "settings")
    assert said == ["设置无法保存。"]


def test_that_journal_help_and_about_are_shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = answer(monkeypatch, JournalView, None)
    manual = answer(monkeypatch, HelpView, None)
    about = answer(monkeypatch, AboutDialog, None)
    for name in ("journal", "help", "overview", "help", "about"):
        trigger(window, name)
    assert len(journal) == len(about) == 1
    assert [named["topic"] for named in manual] == ["查找和筛选", "总览"]


UNITS = (UNASSIGNED, Unit(id="1", name="高新科"))


@pytest.fixture
def dialog(qtbot: QtBot) -> UnitDialog:
    dialog = UnitDialog(units=UNITS, current=UNITS[1], actor="张三")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_that_the_current_unit_is_offered_first(dialog: UnitDialog) -> None:
    assert dialog.choice() == UnitChoice(unit_id="1", name="高新科", actor="张三")
    dialog.list.setCurrentRow(0)
    assert dialog.choice() == UnitChoice(unit_id="0", name="未分配", actor="张三")


def test_that_typing_a_name_renames_the_line(dialog: UnitDialog) -> None:
    dialog.name.setText("科技科")
    assert dialog.list.currentItem().text() == "科技科"


def test_that_one_new_unit_can_be_added_at_a_time(dialog: UnitDialog) -> None:
    dialog.add.click()
    dialog.add.click()
    assert dialog.list.count() == 3
    dialog.name.setText(" 成果科 ")
    assert dialog.choice() == UnitChoice(unit_id="", name="成果科", actor="张三")


def test_that_a_unit_renamed_before_another_was_chosen_keeps_its_new_name(dialog: UnitDialog) -> None:
    dialog.name.setText("科技科")
    dialog.add.click()
    dialog.name.setText("成果科")
    dialog.list.setCurrentRow(0)
    others = (Unit(id="1", name="科技科"), Unit(id="", name="成果科"))
    assert dialog.choice() == UnitChoice(unit_id="0", name="未分配", actor="张三", others=others)


def test_that_names_are_compared_as_they_are_shown(dialog: UnitDialog) -> None:
    dialog.name.setText("科技科")
    dialog.add.click()
    dialog.name.setText("科技科")
    dialog.list.setCurrentRow(0)
    dialog.accept()
    assert dialog.isVisible()
    assert (dialog.list.currentRow(), dialog.fault.text()) == (
        1,
        "已有名为“科技科”的单位，请在列表中选择它。",
    )
    dialog.name.setText("高新科")
    dialog.accept()
    assert dialog.result() == CODES.Accepted


@pytest.mark.parametrize("is_new_line", [False, True])
def test_that_the_name_of_a_known_unit_typed_where_none_stood_chooses_it(
    dialog: UnitDialog, is_new_line: bool
) -> None:
    dialog.list.setCurrentRow(0)
    if is_new_line:
        dialog.add.click()
    dialog.name.setText("高新科")
    dialog.accept()
    assert dialog.result() == CODES.Accepted
    assert dialog.choice() == UnitChoice(unit_id="1", name="高新科", actor="张三")


def test_that_a_new_line_left_empty_asks_for_no_unit(dialog: UnitDialog) -> None:
    dialog.add.click()
    dialog.list.setCurrentRow(0)
    dialog.accept()
    assert dialog.result() == CODES.Accepted
    assert dialog.choice().others == ()


@pytest.mark.parametrize(
    ("name", "fault"), [(" ", "单位名称不能为空。"), ("未分配", "已有名为“未分配”的单位，请在列表中选择它。")]
)
def test_that_a_unit_needs_a_name_of_its_own(dialog: UnitDialog, name: str, fault: str) -> None:
    dialog.name.setText(name)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.fault.text() == fault
    dialog.name.setText("科技科")
    dialog.accept()
    assert dialog.result() == CODES.Accepted


@pytest.mark.parametrize("is_accepted", [True, False])
def test_that_only_accepted_answers_are_given_back(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    code = CODES.Accepted if is_accepted else CODES.Rejected
    monkeypatch.setattr(UnitDialog, "exec", lambda _self: code)
    monkeypatch.setattr(SettingsDialog, "exec", lambda _self: code)
    unit = UnitDialog.ask(units=UNITS, current=UNITS[0], actor="", show_all=pytest.fail)
    before = Settings(unit_id="3", actor="张三", file_name_pattern="{unit}")
    settings = SettingsDialog.ask(settings=before, due_day=20, name_by=NAME_BY)
    assert unit == (UnitChoice(unit_id="0", name="未分配", actor="") if is_accepted else None)
    assert settings == ((before, 20) if is_accepted else None)


def test_that_the_pattern_shows_the_name_it_gives(qtbot: QtBot) -> None:
    dialog = SettingsDialog(
        settings=Settings(file_name_pattern="{unit}{period}"),
        due_day=20,
        name_by=NAME_BY,
    )
    qtbot.addWidget(dialog)
    assert dialog.example.text() == "例如：高新科2025年6月.xlsx"
    accept = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.pattern.setText("{科室}")
    assert "不能识别" in dialog.example.text()
    assert not accept.isEnabled()
    dialog.buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).click()
    assert dialog.pattern.text() == FILE_NAME_PATTERN
    assert accept.isEnabled()
    assert dialog.chosen == Settings()
    assert dialog.due_day.value() == 25


def test_that_the_bureaus_units_are_a_click_away_and_lead_back(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def answer_once(dialog: UnitDialog) -> int:
        shown.append("unit")
        if len(shown) == 1:
            dialog.all.click()
        return CODES.Rejected

    monkeypatch.setattr(UnitDialog, "exec", answer_once)
    monkeypatch.setattr(BureauDialog, "ask", lambda **_named: shown.append("bureau"))
    trigger(window, "unit")
    assert shown == ["unit", "bureau", "unit"]


@pytest.mark.parametrize("name", ["甲科", "乙　科"])
def test_that_a_new_unit_called_as_a_known_one_once_was_is_that_one(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """乙科 was called 甲科 before; a blank within a name does not count."""
    unit = add_unit(workspace, "甲科")
    workspace.perform("改名", (Change(unit, replace(unit, name="乙科", former_names=("甲科",))),))
    answer(monkeypatch, UnitDialog, UnitChoice(unit_id="", name=name, actor=""))
    answer(monkeypatch, BureauDialog, None)
    trigger(window, "unit")
    assert [each.name for each in workspace.units()] == ["未分配", "乙科"]
    assert workspace.content.unit.name == "乙科"
