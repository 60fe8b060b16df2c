"""What the window does with the plan itself: targets adjusted, the year's turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cixi_desktop.actions.adopt import adjust
from cixi_desktop.actions.turn import turn, turn_rows
from cixi_desktop.errors import CixiError
from cixi_desktop.years import plan_of_year, planned_years
from ui.dialogs.error_dialog import ErrorDialog
from ui.plan.adjust_dialog import AdjustDialog
from ui.plan.folders_dialog import FoldersDialog
from ui.plan.turn_dialog import TurnDialog

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.plan import Plan
    from cixi_desktop.workspace import Workspace
    from ui.shell.editing_session import EditingSession
    from ui.shell.window_state import StateKeeper


class Planner(QObject):
    """Signals: ``reopen_asked(Path, int)`` for a window over another folder (0) or a year's new plan."""

    reopen_asked = Signal(object, int)

    def __init__(self, *, session: EditingSession, folder: Path, place: StateKeeper, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._folder = folder
        self._place = place
        self._window = window

    def open_folder(self) -> None:
        """Open the data of another plan or office in place of these."""
        recent = self._place.state.recent
        chosen = FoldersDialog.ask(present=self._folder, recent=recent, parent=self._window)
        if chosen is not None and chosen.resolve() != self._folder.resolve():
            self._place.hand_on(chosen)
            self.reopen_asked.emit(chosen, 0)

    def adjust(self, target_id: str = "") -> None:
        """Ask for another target of a figure, and let it hold from a month on."""
        workspace = self._session.committed()
        if workspace is None:
            return
        wanted = AdjustDialog.ask(
            workspace=workspace, target_id=target_id, period=self._session.period, parent=self._window
        )
        if wanted is None:
            return
        try:
            adjust(workspace, wanted.plan, since=wanted.since, reason=wanted.reason, paper=wanted.paper)
        except CixiError as error:
            ErrorDialog.ask(error, parent=self._window)
        else:
            self.reopen_asked.emit(self._folder, workspace.plan.year)

    def turn(self) -> None:
        """Show what the plan can take over from the year before, and take over what is ticked."""
        workspace = self._session.committed()
        if workspace is None:
            return
        try:
            old = _year_before(workspace)
        except CixiError as error:
            ErrorDialog.ask(error, parent=self._window)
            return
        rows = turn_rows(workspace, old)
        taken = TurnDialog.ask(rows=rows, years=(old.year, workspace.plan.year), parent=self._window)
        if taken is not None:
            count = turn(workspace, old, taken)
            self._session.told.emit(f"已承接{old.year}年的{len(taken)}项，改动{count}处，可以撤销")


def _year_before(workspace: Workspace) -> Plan:
    """The last plan before the open one's year; CixiError if there is none."""
    store, shipped, year = workspace.store, workspace.shipped, workspace.plan.year
    earlier = [each for each in planned_years(store, shipped) if each < year]
    if not earlier:
        raise CixiError(f"{year}年以前没有工作计划可以承接。", "请先采用新一年的工作计划，再打开它。")
    return plan_of_year(store, shipped, earlier[-1])
