"""The window: makes the panes and connects them; what they show comes from the session.

The frame is painted first. Everything else is imported and made in ``furnish``, or when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from ui.shell.rooms import Rooms
from ui.shell.window_state import ALL, StateKeeper, WindowState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.findings import Finding
    from cixi_desktop.history import Operation
    from cixi_desktop.maintenance.storage import DataFolder
    from cixi_desktop.outline import Outline
    from ui.checks.checked_panes import CheckedPanes
    from ui.header.header import Header
    from ui.shell.commands import Commands
    from ui.shell.focus_undo import FocusUndo
    from ui.shell.opening import Opened
    from ui.shell.panes import Panes


WITHOUT_FIGURES_MS = 100
"""So long at most the window stays as it was first painted; then it shows itself furnished, but empty."""


class MainWindow(Rooms):
    """``open_file`` reads plan and data file, in the background; ``back_up`` copies it; ``data`` is where.

    Signals: ``opened(Opened)`` and ``refused(Exception)`` for what became of ``open_data``.
    """

    opened = Signal(object)
    refused = Signal(object)
    header: Header
    panes: Panes
    checked_panes: CheckedPanes
    commands: Commands
    own_undo: FocusUndo

    def __init__(
        self,
        *,
        outline: Outline,
        folder: Path,
        account: str,
        open_file: Callable[[], Opened],
        back_up: Callable[[Path], None],
        data: Callable[[], DataFolder],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(outline=outline, folder=folder, account=account, back_up=back_up, data=data, now=now)
        self._outline = outline
        self._open_file = open_file
        self._clock_warning = ""
        self._opened: Opened | None = None
        self._is_furnished = False
        self._place = StateKeeper(folder=folder, present=self._present_state, parent=self)
        state = self._place.state
        self.restoreGeometry(state.geometry)
        self.splitter.restoreState(state.splitter)
        if state.expanded:
            self.tree.restore(expanded=state.expanded)

    def open_data(self) -> None:
        """Read plan and data file in the background, and show them; meanwhile make the rest of the window.

        What is made is painted with its figures at once, unless these take long.
        """
        from ui.shell.background import JobQueue

        self.tasks = JobQueue(parent=self)
        self.read_data()
        self._furnish()
        self.tasks.wait(WITHOUT_FIGURES_MS)

    def read_data(self) -> None:
        """Read plan and data file in the background, and show them."""
        self.tasks.run(lambda _monitor: self._open_file(), on_done=self._take_in, on_failed=self.refused.emit)

    def go_to(self, task_id: str, place_id: str = "", *, is_to_type: bool = False) -> None:
        """Show a task, or a commitment or item of it; stays where it is while something cannot be kept."""
        if self.session.commit_pending():
            self.panes.show_task(task_id, place_id, is_to_type=is_to_type)
            self.tree.select(task_id, place_id)
        else:
            self.tree.select(self.panes.task_id)

    def _go_to_finding(self, finding: Finding) -> None:
        """Go to the input where it is mended; stays where it is while something cannot be kept."""
        if self.session.commit_pending():
            self.panes.show_field(finding.task_id, finding.place_id, finding.field)
            self.tree.select(finding.task_id, finding.place_id)

    def show_view(self, name: str) -> None:
        """Open 填报, 总览 or 表格, ready for the keyboard; stays while something cannot be kept."""
        is_of_task = self.tree.chosen_task == self.panes.task_id
        target_id = self.tree.chosen_target if is_of_task else ""
        if self.session.commit_pending():
            self.panes.show_view(name)
            self.panes.take_focus(target_id)
        self.commands.show_view(self.panes.view)

    def _furnish(self) -> None:
        """Make everything that the frame keeps room for."""
        from ui.checks.checked_panes import CheckedPanes
        from ui.header.header import Header
        from ui.shell.commands import Commands
        from ui.shell.editing_session import EditingSession
        from ui.shell.focus_undo import FocusUndo
        from ui.shell.panes import Panes
        from ui.shell.save_errors import SaveErrorPresenter
        from ui.shell.slots import command_slots
        from ui.shell.window_state import first_period
        from ui.tree.own_tasks import OwnTasks

        period = first_period(self._outline.year, self._place.state.period, self._now())
        self.session = EditingSession(period=period, parent=self)
        self.header = Header(period=period, parent=self)
        self.panes = Panes(session=self.session, task_id=self._outline.first_task_id, parent=self)
        self.checked_panes = CheckedPanes(session=self.session, panes=self.panes, parent=self)
        self.tree.furnish()
        self.commands = Commands(slots=command_slots(self), parent=self)
        self.commands.fill_menus(self.menuBar())
        self.addToolBar(self.commands.make_tool_bar(self))
        self.fill(head=self.header, body=self.checked_panes)
        self.own_undo = FocusUndo(parent=self)
        SaveErrorPresenter(session=self.session, header=self.header, panes=self.panes, window=self)
        self._connect()
        welcomed = self._place.state.welcomed
        self._own_tasks = OwnTasks(session=self.session, tree=self.tree, unit_id=welcomed, parent=self)
        self._restore()
        self.commands.refresh(self.session)
        self.setAcceptDrops(True)
        self._is_furnished = True

    def _connect(self) -> None:
        session, panes = self.session, self.panes
        session.shown.connect(self._show)
        session.period_changed.connect(self.header.show_period)
        session.unit_changed.connect(self.header.show_unit)
        session.saving.connect(self.header.show_saving)
        session.saved.connect(self.header.show_saved)
        session.reverted.connect(self.own_undo.forget)
        session.reverted.connect(self._show_reverted)
        self.header.period_picked.connect(session.set_period)
        self.header.unit_asked.connect(self.commands.action("unit").trigger)
        self.tree.chosen.connect(self.go_to)
        self.tree.opened.connect(lambda task_id, place_id: self.go_to(task_id, place_id, is_to_type=True))
        panes.view_changed.connect(self.commands.show_view)
        panes.view_changed.connect(self._keep_place)
        panes.basis_requested.connect(self._change_basis)
        panes.ledger_requested.connect(self._show_ledger)
        panes.place_focused.connect(lambda place_id: self.tree.follow(panes.task_id, place_id))
        panes.figure_focused.connect(self._follow_figure)
        self.checked_panes.chosen.connect(self._go_to_finding)

    def _restore(self) -> None:
        """Put the rest back as it was left, as far as it still exists."""
        state = self._place.state
        self.panes.narrow(state.within != ALL)
        if self._outline.has_task(state.task):
            self.panes.show_task(state.task)
        if state.view:
            self.panes.show_view(state.view)
        self.tree.restore_filter(text=state.search, narrowing=state.narrowing)
        if not self.tree.choose(state.current):
            self.tree.select(self.panes.task_id)
        self.tree.view.setFocus()
        self.commands.show_view(self.panes.view)

    def _present_state(self) -> WindowState:
        return WindowState(
            geometry=self.saveGeometry(),
            splitter=self.splitter.saveState(),
            **self.tree.left_as(),
            task=self.panes.task_id,
            view=self.panes.wanted_view,
            period=self.session.period.key,
            welcomed=self._own_tasks.unit_id,
            within="" if self.panes.is_own else ALL,
        )

    def _keep_place(self) -> None:
        if self._opened is not None:
            self._place.keep_soon(self.panes.task_id, self.session.period.key)

    def _take_in(self, opened: Opened) -> None:
        self._opened = opened
        self.dialogs.settings = opened.settings
        self.session.open(opened.workspace, in_haste=True)
        self.header.show_saved(None)
        self.panes.open()
        self.after_painting(self._settle)

    def _settle(self) -> None:
        """Last, when everything that was asked for has been painted."""
        self._look_at_clock()
        self.session.look_closer()
        self.commands.add_icons()
        self.care.begin()
        self.opened.emit(self._opened)

    def _look_at_clock(self) -> None:
        """Compare the computer's clock with the newest change."""
        from cixi_desktop.wording.header import clock_words

        if self._opened is not None:
            newest = self._opened.workspace.store.operations(limit=1)
            self._clock_warning = clock_words(newest[-1].at if newest else None, self._now())

    def _show(self, assessment: Assessment) -> None:
        from cixi_desktop.wording.header import notices

        workspace = self.session.workspace
        if workspace is not None:
            today = self._now().date()
            self.header.show_assessment(assessment, self.session.issues, workspace.content, today)
            self.header.show_notices(notices(assessment, self._clock_warning))
            self.tree.show_assessment(assessment, self.session.issues)
            self.commands.refresh(self.session)

    def _show_reverted(self, operation: Operation) -> None:
        """Go where the change is that was undone or redone."""
        from cixi_desktop.records.record import OfUnit
        from ui.shell.places import place_of_record

        change = operation.changes[0]
        workspace = self.session.workspace
        record = change.after or change.before
        place = place_of_record(workspace.plan, record, self.panes.task_id) if workspace else None
        if place is not None and isinstance(record, OfUnit):
            self.session.set_unit(record.unit_id)
            self.session.set_period(record.period)
            self.go_to(*place)

    def go_to_place(self, place: str) -> None:
        """Show what a reason speaks of: a figure, an item or a task's texts, ready to be typed in."""
        from ui.shell.places import place_of

        head, _, rest = place.partition(":")
        if head == "task":
            self.go_to(rest.partition(":")[0], is_to_type=True)
        elif self.session.workspace is not None:
            task_id, place_id = place_of(self.session.workspace.plan, head, self.panes.task_id)
            self.go_to(task_id, place_id, is_to_type=True)

    def _change_basis(self, target_id: str) -> None:
        self.dialogs.change_basis(target_id)

    def _show_ledger(self, target_id: str) -> None:
        self.dialogs.show_ledger(target_id)

    def _follow_figure(self, target_id: str) -> None:
        from ui.shell.places import place_of

        if self.session.workspace is not None:
            self.tree.follow(*place_of(self.session.workspace.plan, target_id, self.panes.task_id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._opened is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from ui.coordinator.importing import dropped_paths

        paths = dropped_paths(event.mimeData())
        if paths:
            QTimer.singleShot(0, self, lambda: self.desk.receive(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_furnished:
            if not self.session.commit_pending():
                event.ignore()
                return
            if self._opened is not None:
                self._place.keep()
                self.care.finish()
            self.tasks.close()
            self.session.close()
            if self._opened is not None:
                self._opened.release()
        self._opened = None
        super().closeEvent(event)
