"""报送 and 报送记录 in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from cixi_desktop.actions.configure import set_unit_names
from cixi_desktop.actions.record import record, type_field
from cixi_desktop.periods import month
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.checkcode import check_code
from ui.dialogs.file_dialog import DoneDialog, SaveAs
from ui.page.page_preview import PagePreview
from ui.submissions.past_dialog import PastDialog
from ui.submissions.submit_dialog import NAMELESS, SubmitDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.reports.page import Page
    from cixi_desktop.workspace import Workspace
    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)


@pytest.fixture
def filled(window: MainWindow, workspace: Workspace) -> MainWindow:
    """The window on June with one figure of it."""
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    return window


def hand_in(
    window: MainWindow, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch, *, is_wanted: bool = True
) -> list[str]:
    """Ask for 报送; what is said of the written workbook."""
    said: list[str] = []
    monkeypatch.setattr(SubmitDialog, "ask", lambda **_: is_wanted)
    monkeypatch.setattr(SaveAs, "ask", lambda **_: path)
    monkeypatch.setattr(DoneDialog, "ask", lambda **told: said.append(told["details"]))
    window.commands.action("submit").trigger()
    if is_wanted:
        qtbot.waitUntil(lambda: bool(said))
    return said


def test_that_handing_in_writes_the_workbook_under_its_number_and_code(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.header.state.text() == "填报中"
    (said,) = hand_in(filled, qtbot, tmp_path / "六月.xlsx", monkeypatch)
    code = check_code(workspace.assess(JUNE))
    assert said == f"第1次报送\n校验码：{code}\n请将此文件连同签字的一页纸交办公室。"
    assert (tmp_path / "六月.xlsx").exists()
    assert filled.header.state.text() == "已报送"
    assert not filled.commands.action("undo").isEnabled()
    record(workspace, "H-3", JUNE, {"cumulative": "71"})
    assert filled.header.state.text() == "报送后有修改"


def test_that_thinking_better_of_it_hands_nothing_in(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hand_in(filled, qtbot, tmp_path / "六月.xlsx", monkeypatch, is_wanted=False) == []
    assert workspace.content.submission(JUNE) is None


def dialog_for(workspace: Workspace, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> SubmitDialog:
    """The dialog as the window would show it."""
    made: list[SubmitDialog] = []

    def keep(**asked: object) -> bool:
        made.append(SubmitDialog(**asked))  # type: ignore[arg-type]
        return False

    monkeypatch.setattr(SubmitDialog, "ask", keep)
    window.submissions.submit()
    return made[0]


def test_that_the_dialog_names_what_is_in_the_way(
    filled: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_field(workspace, "8-1", JUNE, name="increment", text="约20")
    dialog = dialog_for(workspace, filled, monkeypatch)
    assert dialog.windowTitle() == "报送2025年6月"
    assert [dialog.faults.item(row).text() for row in range(dialog.faults.count())] == [
        "“新培育浙江省科技型中小企业”：“约20”不是准确数。请只填数字，不写“约”“左右”“以上”。"
    ]
    assert not dialog.submit.isEnabled()


def test_that_the_dialog_asks_for_the_name_of_a_unit_that_has_none(
    filled: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def has_asked() -> bool:
        labels: list[QLabel] = dialog.findChildren(QLabel)  # type: ignore[assignment]
        return NAMELESS in {label.text() for label in labels}

    dialog = dialog_for(workspace, filled, monkeypatch)
    assert has_asked()
    assert dialog.submit.isEnabled()
    set_unit_names(workspace, (Unit(id="0", name="甲科"),))
    filled.session.reload()
    dialog = dialog_for(workspace, filled, monkeypatch)
    assert not has_asked()


def test_that_the_dialog_lists_what_changed_since_the_last_time(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(filled, qtbot, tmp_path / "一.xlsx", monkeypatch)
    unchanged = dialog_for(workspace, filled, monkeypatch)
    assert not unchanged.submit.isEnabled()
    record(workspace, "H-3", JUNE, {"cumulative": "72"})
    dialog = dialog_for(workspace, filled, monkeypatch)
    assert dialog.submit.isEnabled()
    assert [dialog.changes.item(row).text() for row in range(dialog.changes.count())] == [
        "2025年6月　高新技术企业新增数 累计：70 → 72"
    ]


def past_dialog(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> PastDialog:
    """The record of hand-ins as the window would show it."""
    made: list[PastDialog] = []
    monkeypatch.setattr(PastDialog, "ask", lambda **asked: made.append(PastDialog(**asked)))
    window.commands.action("handed_in").trigger()
    return made[0]


def test_that_a_month_without_hand_in_says_so(filled: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = past_dialog(filled, monkeypatch)
    assert dialog.list.count() == 0
    for widget in (dialog.list, dialog.changes, dialog.page, dialog.save):
        assert widget.isHidden()


def test_that_earlier_hand_ins_are_shown_and_written_as_they_were(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = hand_in(filled, qtbot, tmp_path / "一.xlsx", monkeypatch)
    record(workspace, "H-3", JUNE, {"cumulative": "72"})
    hand_in(filled, qtbot, tmp_path / "二.xlsx", monkeypatch)
    dialog = past_dialog(filled, monkeypatch)
    assert [dialog.list.item(row).text().split("　")[0] for row in range(2)] == ["第1次报送", "第2次报送"]
    assert dialog.changes.item(0).text() == "2025年6月　高新技术企业新增数 累计：70 → 72"
    dialog.list.setCurrentRow(0)
    assert dialog.words.text() == "第一次报送。"
    said: list[str] = []
    monkeypatch.setattr(DoneDialog, "ask", lambda **told: said.append(told["details"]))
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(said))
    assert said == [first]
    shown: list[Page] = []
    monkeypatch.setattr(PagePreview, "ask", lambda **asked: shown.append(asked["page"]))
    dialog.page.click()
    (page,) = shown
    assert [row.value for row in page.figures if row.figure.id == "H-3"] == ["70家"]
