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
    from ui.shell.background import JobQueue
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

    def __init__(
        self, *, session: EditingSession, tasks: JobQueue, outputs: Outputs, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._tasks = tasks
        self._outputs = outputs
        self._window = window
        self._dialog: SubmitDialog | None = None
        self._exported = self._printed = ""

    def submit(self) -> None:
        """报送本月: look it over, freeze it, write the workbook, print the page, in one dialog."""
        from ui.dialogs.printing import printers
        from ui.submissions.submit_dialog import SubmitDialog

        if not self._session.commit_pending():
            return
        self._exported = self._printed = ""
        month = self._month()
        if month is None:
            return
        dialog = self._dialog = SubmitDialog(month=month, parent=self._window)
        dialog.step_asked.connect(self._do_step)
        dialog.unit_asked.connect(self.unit_asked)
        dialog.folder_asked.connect(self._choose_folder)
        dialog.preview_asked.connect(self._preview)
        self._tasks.run(
            lambda _monitor: printers(),
            on_done=lambda found: self._offer_printers(*found),
            on_failed=lambda _error: self._offer_printers([], ""),
        )
        dialog.exec()
        self._dialog = None
        dialog.deleteLater()
        if dialog.finding is not None:
            self._window.activateWindow()
            self.finding_chosen.emit(dialog.finding)

    def _month(self) -> MonthToSubmit | None:
        """How the shown month stands; None while no data file is open."""
        from cixi_desktop.actions.carry import missing_words, word_lines
        from cixi_desktop.actions.submit import handed_in, untouched
        from cixi_desktop.checks.findings import findings
        from ui.submissions.submit_dialog import MonthToSubmit

        workspace, period = self._session.workspace, self._session.period
        if workspace is None:
            return None
        assessment = workspace.assess(period)
        past = handed_in(workspace.plan, workspace.store, workspace.content, period)
        return MonthToSubmit(
            assessment=assessment,
            findings=findings(assessment, self._session.issues),
            words=word_lines(workspace.plan, missing_words(workspace, period)),
            changed=self._changed(workspace, past[-1]) if past else (),
            untouched=untouched(workspace, period),
            folder=str(self._outputs.hand_in_folder),
            exported=self._exported,
            printed=self._printed,
        )

    def _offer_printers(self, names: Sequence[str], usual: str) -> None:
        if self._dialog is not None:
            self._dialog.show_printers(names, self._outputs.paper or usual)

    def _choose_folder(self) -> None:
        self._outputs.choose_folder()
        self._renew()

    def _preview(self) -> None:
        """The page on the screen, from where it may be printed, too."""
        month = self._month()
        if self._outputs.print_page() and month is not None and month.is_submitted:
            self._printed = "已在预览中打印或存为PDF"
        self._renew()

    def _do_step(self, step: str) -> None:
        """补齐文字; or 报送, which leads on to 导出, and that to 打印, or one of these by itself."""
        from cixi_desktop.actions.carry import write_missing_words
        from cixi_desktop.actions.submit import submit
        from ui.submissions.submit_dialog import EXPORT, SUBMIT, WORDS

        period = self._session.period
        if step == WORDS:
            self._session.perform(write_missing_words, period)
            self._renew()
        elif step == SUBMIT:
            if self._session.perform(submit, period):
                self._close_reasons()
                self._renew()
                self._export(then=self._print)
        elif step == EXPORT:
            self._export()
        else:
            self._print()

    def _export(self, then: Callable[[], None] = lambda: None) -> None:
        """Write the workbook of the hand-in; ``then`` once it is there."""
        workspace, period = self._session.workspace, self._session.period
        if workspace is None:
            return

        def written(path: Path) -> None:
            self._exported = str(path)
            self._renew()
            then()

        self._outputs.save_workbook(
            workspace.assess(period), workspace.content, workspace.revision(period), on_written=written
        )

    def _print(self) -> None:
        """Print the page where the dialog says; what goes wrong is told, and it can be tried again."""
        from cixi_desktop.errors import CixiError
        from ui.dialogs.error_dialog import ErrorDialog
        from ui.dialogs.printing import NO_PAPER

        if self._dialog is None or self._dialog.printer in {"", NO_PAPER}:
            return
        try:
            self._printed = self._outputs.print_handed_in(self._dialog.printer)
        except CixiError as error:
            ErrorDialog.ask(error, parent=self._dialog)
        self._renew()

    def _renew(self) -> None:
        """Show in the dialog how the month stands now."""
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

    def _close_reasons(self) -> None:
        """What was handed in anew is no more to be mended."""
        from ui.submissions.returned_dialog import ReturnedDialog

        dialog: ReturnedDialog
        for dialog in self._window.findChildren(ReturnedDialog):
            dialog.close()

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
