"""The window: makes the panes and connects them; what they show comes from the session.

The empty frame is painted first; then everything else is imported and made in ``build_widgets``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QMainWindow

from ui.shell.window_state import ALL, StateKeeper, WindowState, first_period
from ui.style.style import explained_by, topic_of
from ui.version import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtCore import QKeyCombination
    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDropEvent,
        QKeyEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.history import Operation
    from cixi_desktop.maintenance.storage import DataFolder
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.bureau import AdoptedPlan
    from ui.dialogs.unit_dialog import UnitChoice
    from ui.shell.opening import Opened

SMALLEST = (800, 460)
FIRST_SIZE, TITLE_BAR = (1600, 960), 36
"""The size on a large screen; on a smaller one it is filled, but for the title bar, in pixels."""
OPENING = "正在打开…"
"""What an empty frame says, which on a slow machine is seen for seconds."""
WITHOUT_FIGURES_MS = 100
"""So long at most the window stays as it was first painted; then it shows itself complete, but empty."""


class MainWindow(QMainWindow):
    """``open_file`` reads the data file, in the background; ``data`` is its folder.

    ``account`` signs the journal while no 填报人 is set. ``plans`` are those that the folder has; that of
    ``year`` is shown, 0 for the year that was left.
    Signals: ``painted()`` once, after the first painting; ``opened(Opened)`` once the figures are painted, or
    ``refused(Exception)``, for what became of ``open_data``; ``reopen_asked(Path, int)`` for a window over
    another folder, or over the plan of another year or version.
    """

    painted = Signal()
    opened = Signal(object)
    refused = Signal(object)
    reopen_asked = Signal(object, int)

    def __init__(
        self,
        *,
        folder: Path,
        account: str,
        open_file: Callable[[Plan], Opened],
        data: Callable[[], DataFolder],
        now: Callable[[], datetime],
        plans: Callable[[], Sequence[AdoptedPlan]] = tuple,
        year: int = 0,
    ) -> None:
        super().__init__()
        self._plans = plans
        self._year = year
        self._folder = folder
        self._account = account
        self._open_file = open_file
        self._data = data
        self._now = now
        self._clock_warning = ""
        self._opened: Opened | None = None
        self._once_painted: Callable[[], object] | None = self.painted.emit
        self._is_built = False
        self._early_key: QKeyCombination | None = None
        self._place = StateKeeper(folder=folder, present=self._present_state, parent=self)
        self.setWindowTitle(NAME)
        room = self.screen().availableSize()
        self.setMinimumSize(min(SMALLEST[0], room.width()), min(SMALLEST[1], room.height() - TITLE_BAR))
        self.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height() - TITLE_BAR))
        self.restoreGeometry(self._place.state.geometry)

    def open_data(self, shipped: Plan) -> None:
        """Read the data file in the background, and show it; meanwhile make the window.

        Over the folder's plan, or the shipped one where it has none.

        What is made is painted with its figures at once, unless these take long.
        """
        from cixi_desktop.years import chosen_plan
        from ui.shell.background import JobQueue

        kept = self._plans()
        left = self._place.state.period[:4]
        self._shipped, self._years = shipped, sorted({each.year for each in kept})
        self._plan = chosen_plan(kept, shipped, self._year or (int(left) if left.isdecimal() else None))
        self.tasks = JobQueue(parent=self)
        self.read_data()
        self.build_widgets()
        self.tasks.wait(WITHOUT_FIGURES_MS)

    def read_data(self) -> None:
        """Read the data file in the background, and show it."""
        self.tasks.run(
            lambda _monitor: self._open_file(self._plan), on_done=self._take_in, on_failed=self.refused.emit
        )

    def build_widgets(self) -> None:
        """Make everything that stands in the frame."""
        from ui.checks.checked_panes import CheckedPanes
        from ui.header.header import Header
        from ui.shell.centre import Centre
        from ui.shell.commands import Commands
        from ui.shell.editing_session import EditingSession
        from ui.shell.focus_undo import FocusUndo
        from ui.shell.navigation import Navigation
        from ui.shell.panes import Panes
        from ui.shell.save_errors import SaveErrorPresenter
        from ui.tree.plan_tree import PlanTree

        period = first_period(self._plan.year, self._place.state.period, self._now())
        self.session = EditingSession(period=period, parent=self)
        self.header = Header(period=period, parent=self)
        self.tree = PlanTree(plan=self._plan, parent=self)
        explained_by(self.header, "每月十分钟")
        explained_by(self.tree, "查找和筛选")
        self.panes = Panes(session=self.session, task_id=self._plan.tasks[0].id, parent=self)
        self.checked_panes = CheckedPanes(session=self.session, panes=self.panes, parent=self)
        self.way = Navigation(
            session=self.session, header=self.header, tree=self.tree, panes=self.panes, parent=self
        )
        self.own_undo = FocusUndo(parent=self)
        self._build_rooms()
        SaveErrorPresenter(
            session=self.session,
            header=self.header,
            panes=self.panes,
            show_backups=self.maintenance.show_backups,
            window=self,
        )
        self.commands = Commands(slots=self._command_slots(), parent=self)
        self.commands.fill_menus(self.menuBar())
        self.addToolBar(self.commands.make_tool_bar(self))
        self.centre = Centre(head=self.header, tree=self.tree, panes=self.checked_panes, parent=self)
        self.centre.share_out(self.width())
        self.setCentralWidget(self.centre)
        self.commands.place_tool_bar(self)
        self._connect()
        self._restore()
        self.setWindowTitle(f"{self._plan.document.title}　{NAME}")
        self.header.show_years(self._years, self._plan.year)
        self.commands.refresh(self.session)
        self.setAcceptDrops(True)
        self._is_built = True

    def _build_rooms(self) -> None:
        """What opens dialogs over the window, and writes files."""
        from ui.adopting.adopting import Adopting
        from ui.coordinator.coordinator import Coordinator
        from ui.maintenance.maintenance import Maintenance
        from ui.plan.planner import Planner
        from ui.reports.reporting import Reports
        from ui.shell.outputs import Outputs
        from ui.shell.window_dialogs import WindowDialogs
        from ui.submissions.submitting import Submissions

        folder, session, tasks, now = self._folder, self.session, self.tasks, self._now
        self.dialogs = WindowDialogs(
            folder=folder, account=self._account, session=session, now=now, window=self
        )
        outputs = self.outputs = Outputs(
            session=session,
            tasks=tasks,
            settings=lambda: self.dialogs.settings,
            keep=self.dialogs.keep,
            data=self._data,
            now=now,
            window=self,
        )
        self.reports = Reports(session=session, outputs=outputs, now=now, window=self)
        self.planner = Planner(session=session, folder=folder, place=self._place, window=self)
        self.adopting = Adopting(folder=folder, session=session, tasks=tasks, window=self)
        self.planner.reopen_asked.connect(self.reopen_asked)
        self.adopting.reopen_asked.connect(self.reopen_asked)
        self.submissions = Submissions(session=session, tasks=tasks, outputs=outputs, window=self)
        self.coordinator = Coordinator(
            session=session, tasks=tasks, outputs=outputs, data=folder, now=now, window=self
        )
        data, save_copy = self._data(), outputs.back_up
        self.maintenance = Maintenance(
            session=session, tasks=tasks, data=data, save_copy=save_copy, now=now, window=self
        )
        self.coordinator.importing.taken_in.connect(self.maintenance.follow)

    def come_to_front(self) -> None:
        """Show it above all others, also if it was minimized."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def take_size(self, width: int, height: int) -> None:
        """Make the window that large, with the share of the tree that suits it."""
        self.resize(width, height)
        self.centre.share_out(width)

    def _command_slots(self) -> Mapping[str, Callable[[], object]]:
        """The slot of each command by its name."""
        session, dialogs, submissions, way = self.session, self.dialogs, self.submissions, self.way
        return {
            "save": session.commit_pending,
            "submit": submissions.submit,
            "handed_in": submissions.show_past,
            "returned": submissions.open_returned,
            "reasons": submissions.show_reasons,
            "export": self.outputs.export,
            "template": self.outputs.export_form,
            "print": self.outputs.print_page,
            "report": self.reports.open,
            "lock": dialogs.change_lock,
            "backup": self.outputs.back_up,
            "restore": self.maintenance.open_backups,
            "adjust": lambda: self.planner.adjust(way.front_target, self.panes.task_id),
            "new_plan": self.adopting.open,
            **self.planner.slots,
            "quit": self.close,
            **way.slots,
            "undo": lambda: self.own_undo.undo(session.press_undo, session.name_undo),
            "redo": lambda: self.own_undo.redo(session.redo),
            "checks": self.checked_panes.toggle,
            "unchanged": dialogs.fill_unchanged,
            "drafts": dialogs.draft_all,
            "adopt_count": lambda: session.adopt_count(way.front_target),
            "ledger": lambda: dialogs.show_ledger(way.front_target),
            "back": lambda: self.header.step(-1),
            "forth": lambda: self.header.step(1),
            "journal": dialogs.show_journal,
            "desk": self.coordinator.open,
            "total": session.toggle_total,
            "large": lambda: dialogs.show_large(self.outputs.page, self.header.step),
            "sources": lambda: self.coordinator.show_sources(way.front_target),
            "correct": lambda: self.coordinator.correct(way.front_target),
            "import": lambda: self.coordinator.receive(()),
            "unit": dialogs.change_unit,
            "bureau": dialogs.change_bureau,
            "rules": dialogs.change_rules,
            "basis": lambda: dialogs.change_basis(way.front_target),
            "interpretations": dialogs.change_interpretations,
            "settings": dialogs.change_settings,
            "help": lambda: dialogs.show_help(topic_of(QApplication.focusWidget(), self.panes.help_topic)),
            "machine": self.maintenance.check_machine,
            "about": dialogs.show_about,
        }

    def _connect(self) -> None:
        session, panes, way = self.session, self.panes, self.way
        session.shown.connect(self._show)
        session.shown.connect(panes.refresh)
        session.period_changed.connect(self.header.show_period)
        session.unit_changed.connect(self.header.show_unit)
        session.typing.connect(self.header.show_typing)
        session.saving.connect(self.header.show_saving)
        session.saved.connect(self.header.show_saved)
        session.reverted.connect(self.own_undo.forget)
        session.reverted.connect(self._show_reverted)
        self.header.period_picked.connect(session.set_period)
        self.header.year_picked.connect(lambda year: self.reopen_asked.emit(self._folder, year))
        self.header.total_asked.connect(session.toggle_total)
        self.header.band.correction_asked.connect(self.commands.action("correct").trigger)
        self.header.band.back_asked.connect(session.look_back)
        self.header.unit_asked.connect(self.commands.action("unit").trigger)
        self.tree.next_card.asked.connect(lambda name: self.commands.action(name).trigger())
        self.tree.narrowed.connect(panes.narrow)
        panes.narrowed.connect(self.tree.narrow)
        self.tree.chosen.connect(way.go_to)
        self.tree.clicked.connect(way.work_on)
        self.tree.opened.connect(way.open_place)
        panes.sources_requested.connect(self.coordinator.show_sources)
        panes.task_requested.connect(way.go_on)
        panes.unchanged_requested.connect(self.dialogs.fill_unchanged)
        panes.view_changed.connect(self.commands.show_view)
        panes.view_changed.connect(self._keep_place)
        panes.basis_requested.connect(self.dialogs.change_basis)
        panes.ledger_requested.connect(self.dialogs.show_ledger)
        way.sources_asked.connect(self.coordinator.show_sources)
        way.stayed.connect(self.commands.show_view)
        panes.place_focused.connect(lambda place_id: self.tree.follow(panes.task_id, place_id))
        panes.figure_focused.connect(way.follow_figure)
        self.checked_panes.chosen.connect(way.go_to_finding)
        self.checked_panes.left.connect(panes.take_focus)
        self.submissions.unit_asked.connect(self.commands.action("unit").trigger)
        self.planner.unit_given.connect(self._begin)
        self.planner.machine_asked.connect(self.maintenance.show_found)
        self.submissions.place_asked.connect(way.go_to_place)
        self.submissions.finding_chosen.connect(way.go_to_finding)

    def _restore(self) -> None:
        """Put everything back as it was left, as far as it still exists."""
        state = self._place.state
        self.centre.splitter.restoreState(state.splitter)
        if state.expanded:
            self.tree.restore(expanded=state.expanded)
        self.panes.narrow(state.within != ALL)
        if self._plan.has_task(state.task):
            self.panes.show_task(state.task)
        if state.view:
            self.panes.show_view(state.view)
        self.tree.welcomed = state.welcomed
        self.tree.restore_filter(text=state.search, narrowing=state.narrowing)
        if not self.tree.choose(state.current):
            self.tree.select(self.panes.task_id)
        self.tree.view.setFocus()
        self.commands.show_view(self.panes.view)

    def _present_state(self) -> WindowState:
        return WindowState(
            geometry=self.saveGeometry(),
            splitter=self.centre.splitter.saveState(),
            **self.tree.left_as(),
            task=self.panes.task_id,
            view=self.panes.wanted_view,
            period=self.session.period.key,
            within="" if self.panes.is_own else ALL,
            recent=self._place.state.recent,
        )

    def _keep_place(self) -> None:
        if self._opened is not None:
            self._place.keep_soon(self.panes.task_id, self.session.period.key)

    def _take_in(self, opened: Opened) -> None:
        from cixi_desktop.wording.header import clock_words

        self._opened = opened
        opened.workspace.shipped = self._shipped
        self.dialogs.settings = opened.settings
        newest = opened.workspace.store.operations(limit=1)
        self._clock_warning = clock_words(newest[-1].at if newest else None, self._now())
        self.session.open(opened.workspace, opened.settings.unit_id)
        self.header.show_saved(None)
        self._once_painted = self.after_first_show
        self.update()

    def after_first_show(self) -> None:
        """What can wait until the figures have been painted."""
        self.maintenance.begin()
        self.opened.emit(self._opened)
        if self._early_key is not None:
            self.commands.press(self._early_key)

    def _show(self, assessment: Assessment) -> None:
        from cixi_desktop.wording.header import next_month_words, next_step, notices

        content = self.session.content
        if content is not None:
            today = self._now().date()
            self.header.show_assessment(assessment, self.session.issues, content, today)
            self.header.show_next_month(*next_month_words(assessment, content, today), today.month)
            self.header.band.show_looked_at(assessment)
            self.header.show_notices(notices(assessment, self._clock_warning))
            self.tree.show_assessment(assessment, self.session.issues)
            self.tree.next_card.show_step(next_step(assessment, content, self._years))
            self.commands.refresh(self.session)
            self.tree.offer_own_tasks(assessment)

    def _begin(self, choice: UnitChoice) -> None:
        """Let the unit begin; one that leads tasks in 表格, where its figures are typed one after another."""
        self.dialogs.take_unit(choice)
        if choice.tasks:
            self.way.show_view("grid")

    def _show_reverted(self, operation: Operation) -> None:
        if not self.planner.follow(operation):
            self.way.show_reverted(operation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_built:
            self.commands.place_tool_bar(self)

    def event(self, event: QEvent) -> bool:
        """While a dialog is open, what is typed there is not kept: nothing is said of keeping."""
        if self._is_built and event.type() in {QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked}:
            self.header.kept.setVisible(event.type() == QEvent.Type.WindowUnblocked)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key of a command that is pressed while the window is still opening waits until it is open."""
        if self._opened is None:
            self._early_key = event.keyCombination()
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_built:
            with QPainter(self) as painter:
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, OPENING)
        if self._once_painted is not None:
            QTimer.singleShot(0, self, self._once_painted)
            self._once_painted = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._opened is not None and event.mimeData().hasUrls():
            from ui.dialogs.file_dialog import accept_copy

            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        from ui.dialogs.file_dialog import dropped_paths

        if paths := dropped_paths(event):
            rooms = (self.planner, self.adopting)
            others = next((room.receive for room in rooms if room.is_for(paths)), self.coordinator.receive)
            QTimer.singleShot(0, self, lambda: self.submissions.take(paths, others))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_built and not self.session.commit_pending():
            event.ignore()
            return
        opened, self._opened = self._opened, None
        if opened is not None:
            self._place.keep()
            self.maintenance.finish()
        if self._is_built:
            self.tasks.close()
            self.session.close()
        if opened is not None:
            opened.release()
        super().closeEvent(event)
