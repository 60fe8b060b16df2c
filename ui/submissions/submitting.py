"""报送 and 报送记录: what the dialogs are given, and what is done with the answer."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.submit import HandedIn
    from cixi_desktop.actions.take_back import Stamp
    from cixi_desktop.records.handovers import Review
    from cixi_desktop.wording.journal import JournalLine
    from cixi_desktop.workspace import Workspace
    from ui.shell.editing_session import EditingSession
    from ui.shell.outputs import Outputs
    from ui.submissions.submit_dialog import MonthToSubmit, SubmitDialog


class Submissions(QObject):
    """Hands the shown month in, shows what was handed in of it, and what was given back.

    Signals: ``place_asked(place)`` when a reason is to be looked at, ``finding_chosen(Finding)`` when
    something is to be mended before the month is handed in, ``unit_asked()`` when a unit is to be chosen.
    """

    place_asked = Signal(str)
    finding_chosen = Signal(object)
    unit_asked = Signal()

    def __init__(self, *, session: EditingSession, outputs: Outputs, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._outputs = outputs
        self._window = window
        self._dialog: SubmitDialog | None = None
        self._steps_done: set[str] = set()

    def submit(self) -> None:
        """报送本月: look it over, freeze it, write the workbook, print the page, in one dialog."""
        from ui.submissions.submit_dialog import SubmitDialog

        if not self._session.commit_pending():
            return
        self._steps_done = set()
        month = self._month()
        if month is None:
            return
        dialog = self._dialog = SubmitDialog(month=month, parent=self._window)
        dialog.step_asked.connect(self._do_step)
        dialog.unit_asked.connect(self.unit_asked)
        dialog.exec()
        self._dialog = None
        dialog.deleteLater()
        if dialog.finding is not None:
            self._window.activateWindow()
            self.finding_chosen.emit(dialog.finding)

    def _month(self) -> MonthToSubmit | None:
        """How the shown month stands; None while no data file is open."""
        from cixi_desktop.actions.submit import handed_in, untouched
        from cixi_desktop.checks.findings import findings
        from ui.submissions.submit_dialog import EXPORT, PRINT, MonthToSubmit

        workspace, period = self._session.workspace, self._session.period
        if workspace is None:
            return None
        assessment = workspace.assess(period)
        past = handed_in(workspace.plan, workspace.store, workspace.content, period)
        return MonthToSubmit(
            assessment=assessment,
            findings=findings(assessment, self._session.issues),
            changed=self._changed(workspace, past[-1]) if past else (),
            untouched=untouched(workspace, period),
            is_exported=EXPORT in self._steps_done,
            is_printed=PRINT in self._steps_done,
        )

    def _do_step(self, step: str) -> None:
        """报送, which leads to 导出 at once, or 打印; the dialog shows what comes next when that is done."""
        from cixi_desktop.actions.submit import submit
        from ui.submissions.submit_dialog import EXPORT, PRINT, SUBMIT

        workspace, period = self._session.workspace, self._session.period
        if workspace is None:
            return
        if step == SUBMIT:
            if self._session.perform(lambda workspace: submit(workspace, period)):
                self._finish_step(step)
                self._do_step(EXPORT)
        elif step == PRINT:
            if self._outputs.print_page():
                self._finish_step(step)
        else:
            self._outputs.save_workbook(
                workspace.assess(period),
                workspace.content,
                workspace.revision(period),
                on_written=lambda: self._finish_step(step),
            )

    def _finish_step(self, step: str) -> None:
        self._steps_done.add(step)
        month = self._month()
        if self._dialog is not None and month is not None:
            self._dialog.show_month(month)

    def show_past(self) -> None:
        """报送记录: every hand-in of the shown month as it was."""
        from cixi_desktop.actions.submit import handed_in
        from ui.submissions.past_dialog import PastDialog

        workspace, period = self._session.workspace, self._session.period
        if workspace is None or not self._session.commit_pending():
            return
        past = handed_in(workspace.plan, workspace.store, workspace.content, period)
        PastDialog.ask(
            period=period,
            past=past,
            changed=[self._changed(workspace, each, before) for before, each in pairwise(past)],
            since=self._changed(workspace, past[-1]) if past else (),
            show_page=lambda each: self._outputs.preview(each.assessment, each.content),
            save=lambda each: self._outputs.save_workbook(each.assessment, each.content, each.revision),
            parent=self._window,
        )

    def open_returned(self) -> None:
        """打开退回表: note what is to be mended, and lead to it."""
        from ui.dialogs.file_dialog import OpenFiles

        if not self._session.commit_pending():
            return
        title = "打开退回表"
        paths = OpenFiles.ask(title=title, folder=self._outputs.folder, parent=self._window)
        if paths:
            self._choose(paths[0])

    def take(self, paths: Sequence[Path], otherwise: Callable[[Sequence[Path]], None]) -> None:
        """Open what was dropped on the window if it is the unit's own return; else let others take it."""
        returned = self._dropped(paths[0]) if len(paths) == 1 and not self._session.is_looked_at else None
        if returned is not None:
            self._open(returned)
        else:
            otherwise(paths)

    def _dropped(self, path: Path) -> Stamp | None:
        """A return to be opened here; who receives files says of any other what is wrong with it."""
        from cixi_desktop.actions.take_back import is_to_open, read_return
        from cixi_desktop.errors import CixiError

        workspace = self._session.workspace
        if workspace is None:
            return None
        try:
            returned = read_return(workspace, path)
        except CixiError:
            return None
        return returned if is_to_open(workspace, returned) else None

    def _choose(self, path: Path) -> None:
        from cixi_desktop.actions.take_back import read_return

        found: list[Stamp] = []
        if self._session.perform(lambda workspace: found.append(read_return(workspace, path))):
            self._open(found[0])

    def _open(self, returned: Stamp) -> None:
        from cixi_desktop.actions.take_back import is_for, take_back, unit_error
        from ui.dialogs.error_dialog import OtherUnitDialog

        workspace = self._session.committed()
        if workspace is not None and not is_for(workspace, returned):
            if not OtherUnitDialog.ask(unit_error(workspace, returned), parent=self._window):
                return
            self.unit_asked.emit()
        if self._session.perform(lambda workspace: self._show_returned(take_back(workspace, returned))):
            self._session.told.emit("已打开退回表，请逐条修改")

    def show_reasons(self) -> None:
        """退回意见 of the shown month, once more."""
        workspace = self._session.workspace
        review = workspace.content.review(self._session.period) if workspace else None
        if review is not None and review.reasons:
            self._show_returned(review)

    def _show_returned(self, review: Review) -> None:
        from cixi_desktop.actions.submit import untouched
        from ui.submissions.returned_dialog import ReturnedDialog

        workspace = self._session.workspace
        if workspace is None:
            return
        self._session.set_period(review.period)
        dialog = ReturnedDialog(
            plan=workspace.plan,
            review=review,
            untouched=partial(untouched, workspace, review.period),
            parent=self._window,
        )
        self._session.shown.connect(dialog.renew)
        dialog.place_asked.connect(self._lead_to)
        dialog.show()

    def _lead_to(self, place: str) -> None:
        """To a place in the window, which takes the keyboard back from the list of reasons."""
        self._window.activateWindow()
        self.place_asked.emit(place)

    def _changed(
        self, workspace: Workspace, one: HandedIn, before: HandedIn | None = None
    ) -> tuple[JournalLine, ...]:
        """What one hand-in changed of the one ``before``; without that, what was changed since."""
        from cixi_desktop.actions.submit import changed_between

        old, new = (before.content, one.content) if before else (one.content, workspace.content)
        return changed_between(workspace.plan, workspace.store, old, new, one.submission.period)
