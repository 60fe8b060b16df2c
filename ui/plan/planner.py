"""What the window does with the plan itself: targets adjusted, the year's turn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.records.bureau import AdoptedPlan
from cixi_desktop.years import plan_of_year, planned_years

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.history import Operation
    from cixi_desktop.plan import Plan
    from cixi_desktop.workspace import Workspace
    from ui.plan.start_dialog import StartDialog
    from ui.shell.editing_session import EditingSession
    from ui.shell.window_state import StateKeeper

SPREADSHEET = ".xlsx"
HANDED_ON = "请下发各单位，由各单位用“计划—接受任务分解表”打开。"


class Planner(QObject):
    """Signals: ``reopen_asked(Path, int)`` for a window over another folder (0) or a year's new plan.

    ``document_asked()`` to make a plan of a document, ``sample_asked()`` for the sample;
    ``unit_given(UnitChoice)`` when the shipped plan is begun with; ``machine_asked()`` for all that was found
    out about the computer.
    """

    reopen_asked = Signal(object, int)
    document_asked = Signal()
    sample_asked = Signal()
    unit_given = Signal(object)
    machine_asked = Signal()

    def __init__(self, *, session: EditingSession, folder: Path, place: StateKeeper, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._folder = folder
        self._place = place
        self._window = window
        self._start: StartDialog | None = None
        session.replanned.connect(lambda: self.reopen_asked.emit(self._folder, 0))

    @property
    def slots(self) -> dict[str, Callable[[], object]]:
        """What its commands do, by their names."""
        return {
            "folder": self.open_folder,
            "turn": self.turn,
            "export_plan": self.export_breakdown,
            "import_plan": self.receive_breakdown,
        }

    def open_folder(self) -> None:
        """Open the data of another plan or office in place of these."""
        from ui.plan.folders_dialog import FoldersDialog

        recent = self._place.state.recent
        chosen = FoldersDialog.ask(present=self._folder, recent=recent, parent=self._window)
        if chosen is not None and chosen.resolve() != self._folder.resolve():
            self._place.hand_on(chosen)
            self.reopen_asked.emit(chosen, 0)

    def begin(self) -> None:
        """Ask what an empty folder begins with; nothing is asked where anything was ever kept."""
        workspace = self._session.workspace
        if workspace is None or workspace.store.operations(limit=1):
            return
        from cixi_desktop.actions.configure import tasks_named
        from ui.plan.start_dialog import Beginning, StartDialog

        dialog = self._start = StartDialog(
            shipped_title=workspace.shipped.document.title,
            read_tasks=partial(tasks_named, workspace.plan),
            parent=self._window,
        )
        dialog.machine_asked.connect(self.machine_asked)
        is_left = dialog.exec() == QDialog.DialogCode.Rejected
        self._start = None
        dialog.deleteLater()
        choice = None if is_left else dialog.choice()
        match dialog.chosen:
            case Beginning.BREAKDOWN:
                self.receive_breakdown()
            case Beginning.DOCUMENT:
                self.document_asked.emit()
            case Beginning.SAMPLE:
                self.sample_asked.emit()
            case Beginning.SHIPPED if choice is not None:
                self.unit_given.emit(choice)

    def show_machine(self, words: str, is_trouble: bool) -> bool:
        """Tell how the computer was found, where it is asked what to begin with; whether it is."""
        if self._start is not None:
            self._start.show_machine(words, is_trouble=is_trouble)
        return self._start is not None

    def export_breakdown(self) -> None:
        """Write the plan with units, duties and deadlines as a workbook to print, edit and hand on."""
        from cixi_desktop.actions.breakdown import export_breakdown
        from ui.dialogs.file_dialog import DoneDialog, SaveAs

        workspace = self._session.committed()
        if workspace is None:
            return
        name = f"{workspace.plan.year}年任务分解表{SPREADSHEET}"
        path = SaveAs.ask(
            title="导出任务分解表", proposal=self._folder / name, kind="Excel工作簿", parent=self._window
        )
        if path is None:
            return
        try:
            export_breakdown(workspace, path, local_time())
        except CixiError as error:
            self._complain(error)
        else:
            DoneDialog.ask(words="已导出任务分解表。", details=HANDED_ON, path=path, parent=self._window)

    def is_for(self, paths: Sequence[Path]) -> bool:
        """Whether what was dropped is one 任务分解表."""
        from cixi_desktop.actions.breakdown import is_breakdown

        if len(paths) != 1 or paths[0].suffix.lower() != SPREADSHEET or not paths[0].is_file():
            return False
        try:
            return is_breakdown(paths[0].read_bytes())
        except OSError:
            return False

    def receive(self, paths: Sequence[Path]) -> None:
        """Take in the 任务分解表 that was dropped or chosen."""
        try:
            self._take(paths[0].read_bytes(), paths[0].name)
        except OSError as error:
            fault = CixiError(f"“{paths[0].name}”无法打开：{error.strerror}。", "请检查文件是否存在。")
            self._complain(fault)

    def receive_breakdown(self) -> None:
        """Ask for a 任务分解表, and take it in."""
        from ui.dialogs.file_dialog import OpenFile

        path = OpenFile.ask(
            title="接受任务分解表", kind="Excel工作簿", suffix=SPREADSHEET, parent=self._window
        )
        if path is not None:
            self.receive((path,))

    def _take(self, data: bytes, name: str) -> None:
        """Show what would change here, and change it if the user says so."""
        from cixi_desktop.actions.breakdown import inspect_breakdown, take_breakdown
        from ui.plan.breakdown_dialog import BreakdownDialog

        workspace = self._session.committed()
        if workspace is None:
            return
        try:
            offer = inspect_breakdown(workspace, data)
            chosen = BreakdownDialog.ask(offer=offer, parent=self._window)
            if chosen is None:
                return
            take_breakdown(workspace, offer, chosen)
        except CixiError as error:
            fault = CixiError(f"“{name}”：{error.message}", error.hint)
            self._complain(fault)
        else:
            self.reopen_asked.emit(self._folder, offer.plan.year)

    def follow(self, operation: Operation) -> bool:
        """Ask for another window if undo or redo gave up or adopted a plan; returns whether it did."""
        is_of_plan = any(isinstance(each.after or each.before, AdoptedPlan) for each in operation.changes)
        if is_of_plan:
            self.reopen_asked.emit(self._folder, 0)
        return is_of_plan

    def adjust(self, target_id: str, task_id: str) -> None:
        """Ask for another target of a figure, and let it hold from a month on.

        Offered is ``target_id``, or where that is “” the first figure or item of the task.
        """
        from cixi_desktop.actions.adopt import adjust
        from ui.plan.adjust_dialog import AdjustDialog

        workspace = self._session.committed()
        if workspace is None:
            return
        plan = workspace.plan
        task = plan.task(task_id)
        places = (
            *(each.id for each in plan.commitments_in(task)),
            *(each.id for each in plan.items_in(task)),
        )
        first = next((plan.target(each).id for each in places), "")
        wanted = AdjustDialog.ask(
            workspace=workspace,
            target_id=target_id or first,
            period=self._session.period,
            parent=self._window,
        )
        if wanted is None:
            return
        try:
            adjust(workspace, **structs.asdict(wanted))
        except CixiError as error:
            self._complain(error)
        else:
            self.reopen_asked.emit(self._folder, workspace.plan.year)

    def _complain(self, error: CixiError) -> None:
        from ui.dialogs.error_dialog import ErrorDialog

        ErrorDialog.ask(error, parent=self._window)

    def turn(self) -> None:
        """Show what the plan can take over from the year before, and take over what is ticked."""
        from cixi_desktop.actions.turn import turn, turn_rows
        from ui.plan.turn_dialog import TurnDialog, forget_ticks, kept_ticks

        workspace = self._session.committed()
        if workspace is None:
            return
        try:
            old = _year_before(workspace)
        except CixiError as error:
            self._complain(error)
            return
        years = (old.year, workspace.plan.year)
        taken = TurnDialog.ask(
            rows=turn_rows(workspace, old),
            years=years,
            ticked=kept_ticks(self._folder, years),
            keep=lambda ticked: self._keep(years, ticked),
            parent=self._window,
        )
        if taken is not None:
            count = turn(workspace, old, taken)
            forget_ticks(self._folder)
            self._session.reload()
            self._session.told.emit(f"已承接{old.year}年的{len(taken)}项，改动{count}处，可以撤销")

    def _keep(self, years: tuple[int, int], ticked: dict[str, bool]) -> None:
        from ui.plan.turn_dialog import keep_ticks

        try:
            keep_ticks(self._folder, years, ticked)
        except OSError as error:
            self._complain(CixiError(f"打勾未保存：{error.strerror}。", "请检查磁盘空间和权限。"))


def _year_before(workspace: Workspace) -> Plan:
    """The last plan before the open one's year; CixiError if there is none."""
    store, shipped, year = workspace.store, workspace.shipped, workspace.plan.year
    years = planned_years(store, shipped)
    earlier = [each for each in years if each < year]
    if not earlier:
        if years[-1] > year:
            hint = f"要让{years[-1]}年的工作计划承接{year}年，请先点击上方的“{year}年▼”，转到{years[-1]}年。"
        else:
            hint = f"{year}年的是本文件夹中最早的；到了新的一年，先采用新一年的工作计划，再从那一年承接。"
        raise CixiError(f"{year}年以前没有工作计划可以承接。", hint)
    return plan_of_year(store, shipped, earlier[-1])
