"""The window of a report: words changed, parts left out, moved and added; what goes out of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from cixi_desktop.actions.record import note, record
from cixi_desktop.actions.report import draft_of, keep_draft, material_of, own_report
from cixi_desktop.periods import month
from cixi_desktop.reports.editing import PartStanding
from cixi_desktop.reports.remarks import checked
from ui.reports.part_panel import NOTE_LINES
from ui.reports.report_dialog import ReportDialog
from ui.style.style import style_sheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace

JUNE = month(2025, 6)


@pytest.fixture
def dialog(qtbot: QtBot, workspace: Workspace) -> ReportDialog:
    record(workspace, "8-3", JUNE, {"cumulative": "7"})
    return opened(qtbot, workspace)


def opened(qtbot: QtBot, workspace: Workspace) -> ReportDialog:
    store = workspace.store
    material = material_of(workspace.plan, store, JUNE, unit_name=None, today=date(2025, 7, 1))
    made = ReportDialog(
        compose=lambda: own_report(store, material),
        check=lambda report: checked(report, material),
        draft=draft_of(store, material),
        assessment=material.now,
        keep=lambda draft: keep_draft(workspace, draft),
    )
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def choose(dialog: ReportDialog, target_id: str) -> None:
    parts = dialog._parts
    dialog.list.setCurrentRow(next(n for n, part in enumerate(parts) if part.ids == (target_id,)))


def test_that_the_list_stays_where_it_was_scrolled_to(qtbot: QtBot, dialog: ReportDialog) -> None:
    """A part in the middle of the view is left out."""
    dialog.resize(900, 400)
    bar = dialog.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    place = bar.value()
    dialog.list.setCurrentRow(dialog.list.indexAt(dialog.list.viewport().rect().center()).row())
    assert bar.value() == place
    dialog.out.click()
    assert bar.value() == place


def standing(dialog: ReportDialog) -> PartStanding | None:
    return dialog.part.standing if dialog.part else None


def test_that_the_figures_of_a_paragraph_stand_beside_it(dialog: ReportDialog) -> None:
    choose(dialog, "8-3")
    cells = [dialog.panel.table.item(0, column).text() for column in range(4)]
    assert cells == ["新增宁波市级以上企业研发机构", "7家", "35.0%", "■滞后"]


def test_that_paragraphs_are_measured_as_wide_as_they_are_painted(dialog: ReportDialog) -> None:
    """An item wider than the list would be painted in more lines than it has room for."""
    dialog.setStyleSheet(style_sheet())
    dialog.show()
    QApplication.processEvents()
    room = dialog.list.viewport().width()
    items = [dialog.list.item(row) for row in range(dialog.list.count())]
    assert {dialog.list.visualItemRect(item).width() > room for item in items} == {False}


def test_that_words_are_kept_when_another_paragraph_is_chosen(
    dialog: ReportDialog, qtbot: QtBot, workspace: Workspace
) -> None:
    choose(dialog, "8-3")
    dialog.panel.editor.setPlainText("研发机构申报不足。")
    dialog.list.setCurrentRow(0)
    assert "研发机构申报不足。" in dialog.report.text
    again = opened(qtbot, workspace)
    assert "研发机构申报不足。" in again.report.text


def test_that_a_figure_that_changes_later_marks_the_paragraph(
    dialog: ReportDialog, qtbot: QtBot, workspace: Workspace
) -> None:
    choose(dialog, "8-3")
    dialog.panel.editor.setPlainText("研发机构7家，申报不足。")
    dialog.take_in()
    record(workspace, "8-3", JUNE, {"cumulative": "6"})
    again = opened(qtbot, workspace)
    choose(again, "8-3")
    assert standing(again) is PartStanding.CHANGED
    assert again.panel.editor.toPlainText() == "研发机构7家，申报不足。"
    assert "7家现为6家" in again.panel.note.text()
    assert "程序现在写作：累计6家，完成年度目标的30.0%，" in again.panel.note.text()
    whole = again.panel.note.heightForWidth(again.panel.note.width())
    assert again.panel.note_area.height() >= min(whole, NOTE_LINES * again.panel.fontMetrics().lineSpacing())
    again.panel.accept.click()
    assert standing(again) is PartStanding.EDITED
    assert again.panel.note.text().startswith("程序写作：")
    again.panel.editor.setPlainText(f"{again.part.basis}另有一批在评。" if again.part else "")
    again.take_in()
    assert (standing(again), again.panel.note.text()) == (PartStanding.EDITED, "")
    again.panel.renew.click()
    assert standing(again) is PartStanding.OWN


def test_that_a_number_that_contradicts_the_figures_is_told_before_it_goes_out(dialog: ReportDialog) -> None:
    choose(dialog, "8-3")
    dialog.panel.editor.setPlainText("截至6月底，新增宁波市级以上企业研发机构9家。")
    assert "“新增宁波市级以上企业研发机构”：文中9家" in dialog.report.remarks[0]
    assert dialog.report.remarks[0].endswith("累计7家（在“截至6月底，新增宁波市级以上企业…”一句）。")
    first = dialog.panel.remarks.item(0)
    assert first is not None
    assert "文中9家" in first.text()


def test_that_parts_are_left_out_added_and_moved(dialog: ReportDialog) -> None:
    choose(dialog, "8-3")
    dialog.out.click()
    assert "新增宁波市级以上企业研发机构（滞后）" not in dialog.report.text
    dialog.out.click()
    assert "新增宁波市级以上企业研发机构（滞后）" in dialog.report.text
    dialog.add.click()
    dialog.panel.editor.setPlainText("另据通报。")
    dialog.up.click()
    words = [part.words for part in dialog._parts]
    place = words.index("另据通报。")
    assert words[place + 1].startswith("新增宁波市级以上企业研发机构（滞后）")


def test_that_who_signs_is_kept_and_the_text_copied(dialog: ReportDialog) -> None:
    dialog.people["signer"].setText("王某")
    assert dialog.report.foot == ("签发：王某",)
    assert dialog.draft.signer == "王某"
    dialog._copy()
    assert "签发：王某" in QApplication.clipboard().text()
    assert dialog.copy.text() == "已复制"
    dialog.refresh()
    assert dialog.copy.text() == "复制全文(&C)"


def test_that_each_format_is_asked_for(dialog: ReportDialog, qtbot: QtBot) -> None:
    for ending, button in dialog.formats.items():
        with qtbot.waitSignal(dialog.wanted) as said:
            button.click()
        assert said.args == [ending]
    with qtbot.waitSignal(dialog.template_wanted) as asked:
        dialog.template.menu().actions()[1].trigger()
    assert asked.args == ["import"]


def test_that_remarks_for_the_drafter_are_listed(dialog: ReportDialog, workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"problems": "无"})
    told = [dialog.panel.remarks.item(row).text() for row in range(dialog.panel.remarks.count())]
    assert any(words.startswith("未填报原因：") for words in told)
