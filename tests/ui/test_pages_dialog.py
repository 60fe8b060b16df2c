"""Several months and units in one go: what is ticked, what the preview then shows, prints and saves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pypdf import PdfReader
from PySide6.QtWidgets import QDialogButtonBox

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.export import make_pages
from cixi_desktop.periods import month
from cixi_desktop.records.units import UNASSIGNED, Unit
from tests.support import samples
from ui.dialogs.file_dialog import SaveAs
from ui.page.page_preview import PagePreview
from ui.page.pages_dialog import CHECKED, UNCHECKED, Chosen, PagesDialog

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace

MONTHS = tuple(month(2025, number) for number in range(1, 13))
UNITS = (UNASSIGNED, Unit(id="1", name="高新科"))


def dialog_of(qtbot: QtBot) -> PagesDialog:
    dialog = PagesDialog(units=UNITS, periods=MONTHS, unit_id="1", period=MONTHS[5])
    qtbot.addWidget(dialog)
    return dialog


def test_that_what_is_shown_is_ticked_at_first(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot)
    assert dialog.chosen() == Chosen(frozenset({"1"}), (MONTHS[5],))
    assert dialog.count.text() == "共1页，每个单位每月一页。"


def test_that_every_unit_is_printed_for_every_month_that_is_ticked(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot)
    dialog.months.item(3).setCheckState(CHECKED)
    dialog.units.item(0).setCheckState(CHECKED)
    assert dialog.chosen() == Chosen(frozenset({UNASSIGNED.id, "1"}), (MONTHS[3], MONTHS[5]))
    assert dialog.count.text().startswith("共4页")


def test_that_nothing_can_be_previewed_where_nothing_is_ticked(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot)
    dialog.months.item(5).setCheckState(UNCHECKED)
    assert dialog.count.text() == "请至少勾选一个月份和一个单位。"
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_that_pages_are_made_unit_by_unit(workspace: Workspace) -> None:
    add_unit(workspace, "高新科")
    add_unit(workspace, "法规科")
    ids = [unit.id for unit in workspace.units() if unit.name != "法规科"][-1:]
    at = datetime(2025, 6, 25, 10)  # noqa: DTZ001
    pages = make_pages(workspace, ids, MONTHS[3:5], printed_at=at)
    assert [(page.unit.name, page.period) for page in pages] == [("高新科", MONTHS[3]), ("高新科", MONTHS[4])]


def test_that_the_preview_shows_and_saves_all_that_was_chosen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = samples.page(samples.empty_content())
    answers = [[page, page, page], []]
    preview = PagePreview(page=page, folder=tmp_path, more=lambda _over: answers.pop(0))
    qtbot.addWidget(preview)
    preview._choose_more()
    preview._choose_more()
    assert answers == []
    assert len(preview._views) == 3
    assert preview.windowTitle() == "打印一页纸：2025年6月（3页）"
    monkeypatch.setattr(SaveAs, "ask", lambda **named: named["proposal"])
    preview.save()
    (path,) = tmp_path.iterdir()
    assert path.name == "未分配—2025年6月工作要点进展一页纸（3页）.pdf"
    assert len(PdfReader(path).pages) == 3
