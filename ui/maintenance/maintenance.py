"""What keeps the user's work safe while the window is open: backups by themselves, 备份和恢复, 检查本机."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from cixi_desktop.errors import CixiError, DamagedError
from cixi_desktop.maintenance.backups import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from cixi_desktop.maintenance.diagnostics import Diagnosis
    from cixi_desktop.maintenance.storage import DataFolder
    from cixi_desktop.workspace import Workspace
    from ui.shell.background import JobQueue
    from ui.shell.editing_session import EditingSession

LOG = logging.getLogger(__name__)


class Maintenance(QObject):
    """``data`` is the folder that the window works on; ``save_copy`` asks where to put a backup and makes it.

    Backs up with the first change of a day, and with what came after when the window is closed. Looks for
    changes of other programs when the user comes back to the window.
    """

    def __init__(
        self,
        *,
        session: EditingSession,
        tasks: JobQueue,
        data: DataFolder,
        save_copy: Callable[[], object],
        now: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._tasks = tasks
        self._data = data
        self._save_copy = save_copy
        self._now = now
        self._window = window
        self._is_behind = False
        self._is_restoring = False
        self._has_told = False
        self._made_on: date | None = None
        self._findings: Sequence[Diagnosis] = ()

    def begin(self) -> None:
        """Watch what is saved, from now on, by this program and by others."""
        self._session.changed.connect(self.follow)
        self._window.installEventFilter(self)

    def finish(self) -> None:
        """Back up what changed since the last backup, as the window closes: nobody looks at it meanwhile."""
        if self._is_behind:
            self._window.hide()
            try:
                self._data.keep(Reason.AUTOMATIC)
            except CixiError as error:
                self._tell_no_backup(error)
        self._is_behind = False

    def tell_of_fault(self) -> None:
        """Say it, and lead to the backups, if of the data file not all can be read, or it has gone back."""
        from cixi_desktop.wording.header import DAMAGED_HINT, damage_words
        from ui.dialogs.error_dialog import RecoverDialog

        workspace = self._session.workspace
        damage = workspace.store.damage if workspace else ()
        fault = DamagedError(damage_words(damage), DAMAGED_HINT) if damage else self._data.setback()
        if fault and RecoverDialog.ask(fault, parent=self._window):
            self.show_backups()

    def check_machine(self) -> None:
        """检查本机."""
        self._look(self._show_machine)

    def check_first(self, tell: Callable[[str, bool], bool]) -> None:
        """检查本机 at the first start: nobody is stopped by it unless something is to be mended first.

        ``tell`` is given the outcome in a sentence and whether it is trouble, and says whether it showed it.
        """
        from cixi_desktop.maintenance.diagnostics import Status, summary

        def show(findings: Sequence[Diagnosis]) -> None:
            self._findings = findings
            words, is_trouble = summary(findings), any(each.status is Status.TROUBLE for each in findings)
            if tell(words, is_trouble):
                return
            if is_trouble and QApplication.activeModalWidget() is None:
                self._show_machine(findings, is_first=True)
            else:
                self._session.told.emit(f"本机检查：{words}")

        self._look(show)

    def show_found(self) -> None:
        """What the first check has found."""
        self._show_machine(self._findings, is_first=True)

    def _show_machine(self, findings: Sequence[Diagnosis], *, is_first: bool = False) -> None:
        from ui.maintenance.diagnostics_dialog import DiagnosticsDialog

        above: QWidget | None = QApplication.activeModalWidget()
        DiagnosticsDialog.ask(findings=findings, is_first=is_first, parent=above or self._window)

    def _look(self, show: Callable[[Sequence[Diagnosis]], None]) -> None:
        """Find out about the computer in the background, and show what is to be thought of it."""
        from cixi_desktop.maintenance.diagnostics import judge
        from ui.maintenance.diagnostics_facts import faces_in_use, gather

        workspace = self._session.workspace
        if workspace is None:
            return
        look = partial(
            gather,
            faces_in_use(),
            survey=self._data.survey,
            plan=workspace.plan,
            last_saved=partial(_last_saved, workspace),
            now=self._now(),
        )
        self._tasks.run(
            lambda _monitor: look(),
            on_done=lambda facts: show(judge(facts)),
            on_failed=self._complain,
        )

    def open_backups(self) -> None:
        """备份和恢复."""
        if self._session.commit_pending():
            self.show_backups()

    def show_backups(self) -> None:
        """The same where something typed may be left that the present data do not take."""
        from ui.maintenance.backups_dialog import BackupsDialog

        workspace = self._session.workspace
        if workspace is None:
            return
        answer = BackupsDialog.ask(
            data=self._data, store=workspace.store, tasks=self._tasks, parent=self._window
        )
        if answer.is_to_copy:
            self._save_copy()
        elif answer.source is not None:
            workspace.store.close()
            if self._restore(answer.source, workspace.actor):
                self._session.take_over(f"已从“{answer.source.name}”恢复数据")

    def recover(self, account: str) -> bool:
        """Let the user put a backup in the place of a file that cannot be opened; whether that was done."""
        from ui.maintenance.backups_dialog import BackupsDialog
        from ui.maintenance.folder_lock import lock_folder

        answer = BackupsDialog.ask(data=self._data, store=None, tasks=self._tasks, parent=self._window)
        if answer.source is None:
            return False
        try:
            lock = lock_folder(Path(self._data.survey().path))
        except CixiError as error:
            self._complain(error)
            return False
        is_done = self._restore(answer.source, account)
        lock.unlock()
        return is_done

    def _restore(self, source: Path, actor: str) -> bool:
        """The window waits: nothing may be typed into data that are about to be replaced."""
        from ui.maintenance.backups_dialog import RestoredDialog, Waiting

        restore = partial(self._data.restore, source, actor=actor)
        self._is_restoring = True
        outcome = Waiting.ask(words="正在恢复数据…", work=restore, tasks=self._tasks, parent=self._window)
        if isinstance(outcome, Exception):
            self._complain(outcome)
        else:
            RestoredDialog.ask(kept=outcome, parent=self._window)
        self._is_restoring = False
        return not isinstance(outcome, Exception)

    def _complain(self, error: Exception) -> None:
        if not isinstance(error, CixiError):
            raise error
        from ui.dialogs.error_dialog import ErrorDialog

        ErrorDialog.ask(error, parent=self._window)

    def follow(self) -> None:
        """Something was saved: with the first of a day, back up in the background."""
        self._is_behind = True
        today = self._now().date()
        if self._made_on != today:
            self._made_on = today
            self._tasks.run(
                lambda _monitor: self._keep_once_a_day(today),
                on_done=lambda _nothing: None,
                on_failed=self._tell_no_backup,
            )

    def _tell_no_backup(self, error: Exception) -> None:
        """Say once that there is no backup and what to do; a second time would only be in the way."""
        LOG.warning("no backup: %s", error)
        if isinstance(error, CixiError) and not self._has_told:
            self._has_told = True
            message = f"自动备份未完成，刚才的修改已经保存。{error.message}"
            hint = "排除后，可用“文件—备份数据”另存一份。"
            self._complain(CixiError(message, f"{error.hint}{hint}"))

    def _keep_once_a_day(self, today: date) -> None:
        made = (backup for backup in self._data.backups() if backup.reason is Reason.AUTOMATIC)
        if all(backup.at.date() != today for backup in made):
            self._data.keep(Reason.AUTOMATIC)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate and not self._is_restoring:
            self._session.look_for_changes()
        return False


def _last_saved(workspace: Workspace) -> datetime | None:
    newest = workspace.store.operations(limit=1)
    return newest[-1].at if newest else None
