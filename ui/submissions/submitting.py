"""报送 and 报送记录: what the dialogs are given, and what is done with the answer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.submit import HandedIn
    from cixi_desktop.records.handovers import Review
    from cixi_desktop.wording.journal import JournalLine
    from cixi_desktop.workspace import Workspace
    from ui.shell.editing_session import EditingSession
    from ui.shell.outputs import Outputs


class Submissions(QObject):
    """Hands the shown month in, shows what was handed in of it, and what was given back.

    Signals: ``place_asked(place)`` when a reason is to be looked at.
    """

    place_asked = Signal(str)

    def __init__(self, *, session: EditingSession, outputs: Outputs, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._outputs = outputs
        self._window = window

    def submit(self) -> None:
        """报送本月: look it over, freeze it, and write the workbook."""
        from cixi_desktop.actions.submit import faults, handed_in, submit, untouched
        from ui.submissions.submit_dialog import SubmitDialog

        workspace, period = self._session.workspace, self._session.period
        if workspace is None or not self._session.commit_pending():
            return
        past = handed_in(workspace.plan, workspace.store, workspace.content, period)
        is_wanted = SubmitDialog.ask(
            assessment=workspace.assess(period),
            faults=faults(workspace, period),
            reminders=self._session.issues,
            changed=self._changed(workspace, past[-1]) if past else (),
            untouched=untouched(workspace, period),
            parent=self._window,
        )
        if is_wanted and self._session.perform(lambda workspace: submit(workspace, period)):
            self._outputs.save_workbook(
                workspace.assess(period), workspace.content, workspace.revision(period)
            )

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
            save=lambda each: self._outputs.save_workbook(each.assessment, each.content, each.version),
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
            self._open(paths[0])

    def take(self, paths: Sequence[Path], otherwise: Callable[[Sequence[Path]], None]) -> None:
        """Open what was dropped on the window if it is the unit's own return; else let others take it."""
        from cixi_desktop.actions.take_back import is_return

        workspace = self._session.workspace
        if workspace is not None and len(paths) == 1 and is_return(workspace, paths[0]):
            self._open(paths[0])
        else:
            otherwise(paths)

    def _open(self, path: Path) -> None:
        from cixi_desktop.actions.take_back import take_back

        if self._session.perform(lambda workspace: self._show_returned(take_back(workspace, path))):
            self._session.told.emit("已打开退回表，请逐条修改")

    def show_reasons(self) -> None:
        """退回意见 of the shown month, once more."""
        workspace = self._session.workspace
        review = workspace.content.review(self._session.period) if workspace else None
        if review is not None and review.reasons:
            self._show_returned(review)

    def _show_returned(self, review: Review) -> None:
        from ui.submissions.returned_dialog import ReturnedDialog

        workspace = self._session.workspace
        if workspace is None:
            return
        self._session.set_period(review.period)
        dialog = ReturnedDialog(plan=workspace.plan, review=review, parent=self._window)
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
