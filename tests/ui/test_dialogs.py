"""Every dialog by itself: what has the focus has a name, Tab goes once around, Enter finishes the job."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton

from cixi_desktop.actions.breakdown import BreakdownOffer, Remark
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.ledger import blank_row
from cixi_desktop.actions.record import record
from cixi_desktop.actions.report import draft_of, material_of, own_report
from cixi_desktop.actions.review import bureau
from cixi_desktop.assessment.unchanged import unchanged
from cixi_desktop.consolidation.combine import parts
from cixi_desktop.errors import CixiError
from cixi_desktop.maintenance.diagnostics import Diagnosis, Status
from cixi_desktop.pasting.blocks import parse_block
from cixi_desktop.pasting.figure_paste import plan_figures
from cixi_desktop.periods import month
from cixi_desktop.records.entries import PlannedStep
from cixi_desktop.records.handovers import Review, ReviewVerdict
from cixi_desktop.settings import Settings
from cixi_desktop.workspace import Workspace, all_contents
from tests.support.accessible import looked_through
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore
from tests.support.sources import modules
from tests.ui.test_accessibility import DIALOGS as FROM_THE_WINDOW
from ui.adopting.adopting_dialog import AdoptingDialog
from ui.bureau.bureau_dialog import BureauDialog
from ui.bureau.interpretations_dialog import InterpretationsDialog
from ui.coordinator import answers
from ui.coordinator.decision_dialog import DecisionDialog, SourcesDialog
from ui.coordinator.import_dialog import ImportDialog
from ui.coordinator.return_dialog import ReturnDialog, SlipDialog
from ui.dialogs import error_dialog, file_dialog, month_dialogs, unit_dialog
from ui.dialogs.basis_dialog import BasisDialog
from ui.dialogs.help_view import AboutDialog, HelpView
from ui.dialogs.journal_view import JournalView
from ui.dialogs.printing import PaperDialog
from ui.dialogs.rules_dialog import RulesDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.entry.steps_dialog import StepsDialog
from ui.ledger.list_preview import ListPreview
from ui.maintenance import backups_dialog
from ui.maintenance.diagnostics_dialog import DiagnosticsDialog
from ui.page.pages_dialog import PagesDialog
from ui.plan.adjust_dialog import AdjustDialog
from ui.plan.breakdown_dialog import BreakdownDialog
from ui.plan.folders_dialog import FoldersDialog
from ui.plan.start_dialog import StartDialog
from ui.plan.turn_dialog import TurnDialog
from ui.reports.report_dialog import ReportDialog
from ui.reports.report_preview import ReportPreview
from ui.style.dialog import CLOSE
from ui.style.style import ABOVE, BESIDE
from ui.submissions.past_dialog import PastDialog
from ui.submissions.returned_dialog import ReturnedDialog
from ui.table.paste_preview import PastePreview
from ui.table.table_dialog import DiscardDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cixi_desktop.consolidation.month import Bureau, UnitStatus

    Make = Callable[[Workspace], QDialog]

JUNE, TODAY = month(2025, 6), date(2025, 6, 19)
ERROR = CixiError("未能保存。", hint="请检查磁盘。")
STEPS = (PlannedStep(words="摸排企业"),)


def _month(open_file: Workspace) -> Bureau:
    return bureau(open_file.plan, open_file.store, JUNE, TODAY)


def _report(open_file: Workspace) -> ReportDialog:
    material = material_of(open_file.plan, open_file.store, JUNE, unit_name=None, today=TODAY)
    return ReportDialog(
        compose=lambda: own_report(open_file.store, material),
        check=lambda report: report,
        draft=draft_of(open_file.store, material),
        assessment=material.now,
        keep=lambda _draft: None,
    )


def _report_pages(open_file: Workspace) -> ReportPreview:
    material = material_of(open_file.plan, open_file.store, JUNE, unit_name=None, today=TODAY)
    return ReportPreview(report=own_report(open_file.store, material))


def _sources(open_file: Workspace) -> SourcesDialog:
    origin = _month(open_file).origin(open_file.plan.target("H-3"))
    contents = all_contents(open_file.plan, open_file.store)
    found = parts(open_file.plan, contents, origin, JUNE)
    return SourcesDialog(whole=open_file.assess(JUNE).of("H-3"), origin=origin, parts=found)


def _bureau(open_file: Workspace) -> BureauDialog:
    return BureauDialog(
        plan=open_file.plan,
        content=open_file.content,
        units=open_file.units(),
        free_number=1,
        check_deletable=lambda _unit: None,
    )


def _list(open_file: Workspace) -> ListPreview:
    return ListPreview(
        target=open_file.plan.target("8-1"),
        block=parse_block("甲公司\n乙公司"),
        blank=blank_row(open_file, "8-1", JUNE),
        kept=(),
    )


def _pasted(open_file: Workspace) -> PastePreview:
    slots = [[("8-1", "increment")]]
    return PastePreview(planned=plan_figures(open_file.plan, open_file.content, JUNE, slots, (("7",),)))


def _unchanged(open_file: Workspace) -> month_dialogs.UnchangedDialog:
    tasks = [task.id for task in open_file.plan.tasks]
    fillings = unchanged(open_file.assess(JUNE), open_file.content, tasks)
    return month_dialogs.UnchangedDialog(fillings=fillings, period=JUNE)


def _settings(_open_file: Workspace) -> SettingsDialog:
    return SettingsDialog(settings=Settings(), due_day=25, name_by=str)


def _past(_open_file: Workspace) -> PastDialog:
    return PastDialog(period=JUNE, past=(), changed=(), since=(), show_page=print, save=print)


def _correction(open_file: Workspace) -> answers.CorrectionDialog:
    return answers.CorrectionDialog(
        target=open_file.plan.target("8-1"),
        content=open_file.content,
        period=JUNE,
        keep=lambda _fields, _reason: True,
    )


def _review() -> Review:
    return Review(
        unit_id="1",
        period=JUNE,
        verdict=ReviewVerdict.RETURNED,
        number=3,
        check_code="ACDE-3467",
        reasons=(("8-1:累计完成", "请核对。"),),
    )


def _diagnosis() -> Diagnosis:
    return Diagnosis(subject="打印机", status=Status.TROUBLE, meaning="没有。", advice="请安装。")


def _status(open_file: Workspace) -> list[UnitStatus]:
    return [_month(open_file).status("1")]


MAKERS: tuple[tuple[type[QDialog], Make], ...] = (
    (AboutDialog, lambda w: AboutDialog(plan=w.plan, folder=Path("/甲"))),
    (AdjustDialog, lambda w: AdjustDialog(workspace=w, target_id="H-3", period=JUNE)),
    (AdoptingDialog, lambda _: AdoptingDialog()),
    (answers.ContactDialog, lambda w: answers.ContactDialog(statuses=_status(w), day=TODAY)),
    (answers.CorrectionDialog, _correction),
    (answers.MendUnitDialog, lambda w: answers.MendUnitDialog(unit=w.units()[0], others=w.units()[1:])),
    (answers.ReceiveAllDialog, lambda _: answers.ReceiveAllDialog(title="全部确认接收", words="将确认。")),
    (BasisDialog, lambda w: BasisDialog(target=w.plan.target("H-3"), basis=w.content.basis("H-3"))),
    (
        BreakdownDialog,
        lambda w: BreakdownDialog(
            offer=BreakdownOffer(plan=w.plan, changes=(), lines=(Remark("", "", "甲"),))
        ),
    ),
    (BureauDialog, _bureau),
    (
        DecisionDialog,
        lambda w: DecisionDialog(found=_month(w), target_id="H-3", actor="张三", today=TODAY),
    ),
    (DiagnosticsDialog, lambda _: DiagnosticsDialog(findings=(_diagnosis(),), is_first=True)),
    (DiscardDialog, lambda _: DiscardDialog()),
    (error_dialog.BugDialog, lambda _: error_dialog.BugDialog(report="甲")),
    (error_dialog.ErrorDialog, lambda _: error_dialog.ErrorDialog(error=ERROR)),
    (error_dialog.OtherUnitDialog, lambda _: error_dialog.OtherUnitDialog(error=ERROR)),
    (error_dialog.RecoverDialog, lambda _: error_dialog.RecoverDialog(error=ERROR)),
    (error_dialog.UnsavedDialog, lambda _: error_dialog.UnsavedDialog(error=ERROR)),
    (
        file_dialog.DoneDialog,
        lambda _: file_dialog.DoneDialog(words="已导出。", details="", path=Path("/甲.xlsx")),
    ),
    (file_dialog.RetryDialog, lambda _: file_dialog.RetryDialog(error=ERROR)),
    (FoldersDialog, lambda _: FoldersDialog(present=Path("/甲"), recent=("/甲", "/乙"))),
    (HelpView, lambda _: HelpView()),
    (ImportDialog, lambda w: ImportDialog(plan=w.plan, period=JUNE, units=w.units())),
    (InterpretationsDialog, lambda w: InterpretationsDialog(plan=w.plan, content=w.content)),
    (JournalView, lambda w: JournalView(plan=w.plan, store=w.store, units=w.units())),
    (ListPreview, _list),
    (
        month_dialogs.DraftsDialog,
        lambda w: month_dialogs.DraftsDialog(drafts=[(w.plan.tasks[0], "甲。")], period=JUNE),
    ),
    (
        month_dialogs.LockDialog,
        lambda w: month_dialogs.LockDialog(unit=w.units()[0], lock=w.content.lock(JUNE)),
    ),
    (month_dialogs.UnchangedDialog, _unchanged),
    (
        PagesDialog,
        lambda w: PagesDialog(units=w.units(), periods=(JUNE,), unit_id=w.units()[0].id, period=JUNE),
    ),
    (PaperDialog, lambda _: PaperDialog(words="纸张不是A4。")),
    (PastDialog, _past),
    (PastePreview, _pasted),
    (ReportDialog, _report),
    (ReportPreview, _report_pages),
    (backups_dialog.ConfirmRestore, lambda _: backups_dialog.ConfirmRestore(name="甲", verdict="乙")),
    (backups_dialog.RestoredDialog, lambda _: backups_dialog.RestoredDialog(kept=None)),
    (backups_dialog.SalvagedDialog, lambda _: backups_dialog.SalvagedDialog(lost=("甲",) * 12)),
    (ReturnDialog, lambda w: ReturnDialog(plan=w.plan, status=_month(w).status("1"), places=())),
    (ReturnedDialog, lambda w: ReturnedDialog(plan=w.plan, review=_review(), untouched=list)),
    (RulesDialog, lambda w: RulesDialog(assessment=w.assess(JUNE), judged_by=lambda _: w.assess(JUNE))),
    (SettingsDialog, _settings),
    (SlipDialog, lambda _: SlipDialog(title="催报", html="<p>甲</p>", words="甲", proposal=Path("甲.pdf"))),
    (SourcesDialog, _sources),
    (StartDialog, lambda w: StartDialog(shipped_title=w.plan.document.title, read_tasks=lambda _: ())),
    (StepsDialog, lambda _: StepsDialog(steps=STEPS)),
    (TurnDialog, lambda _: TurnDialog(rows=(), years=(2025, 2026), ticked={})),
    (unit_dialog.CarryDialog, lambda _: unit_dialog.CarryDialog(count=3, name="甲科")),
    (
        unit_dialog.UnitDialog,
        lambda w: unit_dialog.UnitDialog(units=w.units(), current=w.units()[0], actor="张三"),
    ),
)
WITHOUT_ANSWER = {"Waiting"}
"""Shown while something is done: nothing in it can have the focus."""


@pytest.fixture(scope="module")
def open_file() -> Workspace:
    """Two units that both say H-3."""
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(), actor="张三")
    for name, count in (("甲科", "15"), ("乙科", "20")):
        workspace.load(add_unit(workspace, name).id)
        record(workspace, "H-3", JUNE, {"cumulative": count})
    return workspace


LEAST_SCREEN = (911 - BESIDE, 512 - ABOVE)
"""What 1366×768 at 150 % leaves of the screen beside and above a dialog."""


@pytest.mark.parametrize(("kind", "make"), MAKERS, ids=[kind.__name__ for kind, _ in MAKERS])
def test_that_a_dialog_names_everything_and_paints_one_button_as_the_one_to_press(
    qtbot: QtBot, open_file: Workspace, kind: type[QDialog], make: Make
) -> None:
    dialog = make(open_file)
    assert type(dialog) is kind
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    unnamed, mute, stops = looked_through(dialog)
    assert (unnamed, mute) == ([], [])
    assert stops > 0
    least = dialog.minimumSizeHint()
    assert least.width() <= LEAST_SCREEN[0]
    assert least.height() <= LEAST_SCREEN[1]
    if isinstance(dialog, QMessageBox):
        return
    buttons = cast("list[QPushButton]", dialog.findChildren(QPushButton))
    assert [button.text() for button in buttons if button.autoDefault() and not button.isDefault()] == []
    assert len([button for button in buttons if button.isDefault()]) == 1


def test_that_enter_presses_a_merely_closing_button_only_where_it_has_the_keyboard(qtbot: QtBot) -> None:
    view = HelpView()
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    for widget in (view.wanted, view.topics, view.browser):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
        assert view.isVisible()
    close = view.findChild(QPushButton, CLOSE)
    assert isinstance(close, QPushButton)
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Return)
    assert not view.isVisible()


def test_that_no_dialog_is_left_out() -> None:
    """Who inherits from a dialog and has no heirs is made above or opened from the window."""
    bases: dict[str, list[str]] = {}
    for module in modules().values():
        for node in module.body:
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [ast.unparse(base) for base in node.bases]

    def is_dialog(name: str) -> bool:
        return any(base in {"Dialog", "QMessageBox"} or is_dialog(base) for base in bases.get(name, ()))

    heirs = {base for found in bases.values() for base in found}
    walked = {kind.__name__ for kind, _ in MAKERS} | {kind.__name__ for kind in FROM_THE_WINDOW.values()}
    assert {name for name in bases if is_dialog(name)} - heirs - walked == WITHOUT_ANSWER


def test_that_enter_presses_the_button_with_the_focus_else_the_one_that_finishes(
    qtbot: QtBot, open_file: Workspace
) -> None:
    dialog = ImportDialog(plan=open_file.plan, period=JUNE, units=())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    dialog.accept_all.setEnabled(True)
    pressed: list[str] = []
    dialog.accept_all.clicked.connect(lambda: pressed.append("全部接收"))
    dialog.rejected.connect(lambda: pressed.append("关闭"))
    dialog.files.setFocus()
    QTest.keyClick(dialog.files, Qt.Key.Key_Return)
    buttons = cast("list[QPushButton]", dialog.findChildren(QPushButton))
    (close,) = (each for each in buttons if each.text() == "关闭")
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Return)
    assert pressed == ["全部接收", "关闭"]
