"""接收文件: files are read in the background, shown, and taken in as the coordinator ticks them."""

from __future__ import annotations

from functools import partial
from threading import Event
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.compare import ComparedFile
    from cixi_desktop.actions.inspect_files import Answers, Arrival, RefusedCell
    from cixi_desktop.consolidation.month import UnitStatus
    from cixi_desktop.workspace import Workspace
    from ui.coordinator.import_dialog import ImportDialog
    from ui.shell.background import JobQueue, Monitor
    from ui.shell.editing_session import EditingSession

RECEIVE = "接收文件（可多选，也可把文件或文件夹拖到窗口上）"
RECEIVE_FOLDER = "接收文件夹中的全部文件"


class Importing(QObject):
    """Takes files in. Everything is read and written in the background, by a workspace of its own.

    ``folder`` is where files are looked for first; in ``data``, the data folder, a copy is kept of each file
    of which something stayed out, for the return that may follow. Signals: ``taken_in()`` once that has
    ended, with all of them or with a fault after some.
    """

    taken_in = Signal()

    def __init__(
        self,
        *,
        session: EditingSession,
        tasks: JobQueue,
        folder: Callable[[], Path],
        data: Path,
        now: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._folder, self._data = folder, data
        self._tasks = tasks
        self._now = now
        self._answers: Answers = {}
        self._stop_looking: Callable[[], None] = lambda: None

    def ask(self, parent: QWidget) -> None:
        """Ask for files, and look them through."""
        from ui.dialogs.file_dialog import OpenFiles

        self.receive(OpenFiles.ask(title=RECEIVE, folder=self._folder(), parent=parent), parent)

    def ask_folder(self, parent: QWidget) -> None:
        """Ask for a folder, and look through what is in it, at any depth."""
        from ui.dialogs.file_dialog import OpenFolder

        folder = OpenFolder.ask(title=RECEIVE_FOLDER, folder=self._folder(), parent=parent)
        self.receive([folder] if folder else [], parent)

    def receive(self, paths: Sequence[Path], parent: QWidget) -> None:
        """Look the files and folders through and show what is in them, until the user is done with them."""
        from ui.coordinator.import_dialog import ImportDialog

        workspace = self._session.workspace
        if workspace is None or not paths or not self._session.commit_pending():
            return
        dialog = ImportDialog(
            plan=workspace.plan, period=self._session.period, units=workspace.units(), parent=parent
        )
        self._answers = {}
        self._look(dialog, workspace, paths)
        dialog.answered.connect(lambda answers: self._look_again(dialog, workspace, paths, answers))
        dialog.cancelled.connect(self._cancel)
        dialog.chosen.connect(lambda wanted: self._take_in(dialog, workspace, wanted))
        dialog.exec()
        self._cancel()
        dialog.deleteLater()

    def _cancel(self) -> None:
        """What is still being looked through is not shown any more."""
        self._stop_looking()

    def _look(self, dialog: ImportDialog, workspace: Workspace, paths: Sequence[Path]) -> None:
        opened, answers = beside(workspace), self._answers
        self._stop_looking = self._tasks.run(
            lambda monitor: look(opened(), paths, monitor, answers),
            on_done=dialog.show_looked,
            on_failed=lambda error: self._give_up(dialog, error),
            on_progress=dialog.show_progress,
        )

    def _look_again(
        self, dialog: ImportDialog, workspace: Workspace, paths: Sequence[Path], answers: Answers
    ) -> None:
        """As it was answered which units are meant."""
        self._answers = answers
        self._look(dialog, workspace, paths)

    def _take_in(
        self, dialog: ImportDialog, workspace: Workspace, wanted: Mapping[int, frozenset[str]]
    ) -> None:
        """Take the ticked records in, and look the files through again; a stop is between two files."""
        from cixi_desktop.actions.arrivals import seen_again

        looked, at, answers = tuple(dialog.looked), self._now(), self._answers
        opened = beside(workspace)
        is_stopped = Event()
        dialog.stopped.connect(is_stopped.set)
        dialog.begin_taking_in()

        def work(monitor: Monitor) -> list[ComparedFile]:
            own = opened()
            chosen = [(looked[row], keys) for row, keys in wanted.items()]
            faults = take_in(own, chosen, at, monitor, is_stopped, self._data)
            again = look(own, [one.arrival.path for one in looked], monitor, answers)
            return [seen_again(now, before, faults) for now, before in zip(again, looked, strict=True)]

        def show(found: list[ComparedFile]) -> None:
            self._session.reload()
            self.taken_in.emit()
            dialog.show_looked(found)

        def fail(error: Exception) -> None:
            self.taken_in.emit()
            self._give_up(dialog, error)

        self._tasks.run(
            work,
            on_done=show,
            on_failed=fail,
            on_progress=dialog.show_progress,
        )

    def kept(self, workspace: Workspace, status: UnitStatus) -> Arrival | None:
        """The file of the unit's month that was taken in last, if something of it stayed out."""
        from cixi_desktop.actions.compare import with_barred
        from cixi_desktop.actions.inspect_files import kept_arrival

        arrival = kept_arrival(workspace.plan, workspace.store, self._data, status.file)
        return with_barred(workspace.plan, workspace.store, arrival) if arrival else None

    def _give_up(self, dialog: ImportDialog, error: Exception) -> None:
        from cixi_desktop.errors import CixiError

        dialog.show_failed()
        self._session.reload()
        if not isinstance(error, CixiError):
            raise error
        self._session.failed.emit(error)


def reasons(arrival: Arrival | None) -> tuple[tuple[str, str], ...]:
    """Why parts of a file stayed out: what its return will begin with."""
    return tuple(_reason(each) for each in arrival.refused if each.key) if arrival else ()


def _reason(cell: RefusedCell) -> tuple[str, str]:
    """Why it stayed out, at its column where it has one, else with its place in the unit's own file."""
    if cell.head:
        return f"{cell.key}:{cell.head}", cell.reason
    return cell.key, f"{cell.sheet}{cell.cell}：{cell.reason}"


def beside(workspace: Workspace) -> Callable[[], Workspace]:
    """Opens one for the background alone: the plan of the window's is worked out on the main thread."""
    from cixi_desktop.workspace import Workspace as OwnWorkspace

    return partial(OwnWorkspace, plan=workspace.plan, store=workspace.store, actor=workspace.actor)


def look(
    workspace: Workspace, paths: Sequence[Path], monitor: Monitor, answers: Answers = MappingProxyType({})
) -> list[ComparedFile]:
    """Read the files, changing nothing; stops between two of them where it is asked to."""
    from cixi_desktop.actions.compare import compare_files
    from cixi_desktop.actions.inspect_files import files_in, inspect_files, resolve_conflicts

    files = files_in(paths)
    arrivals: list[Arrival] = []
    for arrival in inspect_files(workspace.plan, workspace.store, files, answers):
        arrivals.append(arrival)
        monitor.report(len(arrivals), len(files))
        if monitor.is_cancelled:
            return []
    resolved = resolve_conflicts(workspace.store, arrivals)
    return list(compare_files(workspace.plan, workspace.store, resolved))


def take_in(  # noqa: PLR0917 - the files, and what becomes of them
    workspace: Workspace,
    chosen: Sequence[tuple[ComparedFile, frozenset[str]]],
    at: datetime,
    monitor: Monitor,
    is_stopped: Event,
    data: Path,
) -> dict[Path, str]:
    """Take files in one by one, each whole or not at all; returns why some of them were not."""
    from cixi_desktop.actions.inspect_files import keep_file
    from cixi_desktop.actions.receive import accept
    from cixi_desktop.errors import CixiError

    faults = {}
    for number, (one, keys) in enumerate(chosen):
        monitor.report(number, len(chosen))
        if is_stopped.is_set() or monitor.is_cancelled:
            break
        try:
            accept(workspace, one.arrival, at=at, keys=keys)
            keep_file(workspace.store, data, one.arrival)
        except CixiError as error:
            faults[one.arrival.path] = str(error)
    return faults
