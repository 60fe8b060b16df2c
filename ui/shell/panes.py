"""The large area of the window: 填报, 总览 or 表格, each made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.assessment.comparison import Trend
    from cixi_desktop.errors import CixiError
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.entries import PlannedStep
    from ui.entry.entry_form import EntryPane
    from ui.grid.grid_pane import GridPane
    from ui.overview.overview import OverviewPane
    from ui.shell.editing_session import EditingSession

ENTRY, OVERVIEW, GRID = "entry", "overview", "grid"
_TOPICS = {ENTRY: "填报页", OVERVIEW: "总览", GRID: "表格填报"}
OPENING = "正在打开数据文件…"


class Panes(QStackedWidget):
    """Shows what the session shows. Longer periods than months are only looked at: for them 总览 is open.

    Signals: ``narrowed(is_own)`` when 总览 or 表格 show the unit's own only, or all again;
    ``view_changed(name)``; ``place_focused(id)`` when the user works on a commitment or item;
    ``figure_focused(id)`` when the user moves to a figure in 总览 or 表格; ``basis_requested(target id)``,
    ``ledger_requested(target id)``, ``task_requested(task id)`` to go on, ``unchanged_requested(task id)``,
    ``sources_requested(target id)`` for what stands behind a figure of all units.
    """

    narrowed = Signal(bool)
    view_changed = Signal(str)
    place_focused = Signal(str)
    figure_focused = Signal(str)
    basis_requested = Signal(str)
    ledger_requested = Signal(str)
    sources_requested = Signal(str)
    task_requested = Signal(str)
    unchanged_requested = Signal(str)

    def __init__(self, *, session: EditingSession, task_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = ENTRY
        self._task_id = task_id
        self._entry: EntryPane | None = None
        self._overview: OverviewPane | None = None
        self._grid: GridPane | None = None
        self._plan: Plan | None = None
        self._shown: dict[str, tuple[object, object]] = {}
        self.is_own = True
        waiting = QLabel(OPENING, self)
        waiting.setObjectName("hint")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(waiting)

    def narrow(self, is_own: bool) -> None:
        """Show the unit's own figures only in 总览 and 表格, or all."""
        is_other, self.is_own = is_own != self.is_own, is_own
        for pane in (self._grid, self._overview):
            if pane is not None:
                pane.narrow(is_own=is_own)
        if is_other:
            self.narrowed.emit(is_own)

    @property
    def view(self) -> str:
        """The view that is open."""
        is_looked_at = self._session.period.is_month or self._session.is_total
        return self._wanted if is_looked_at else OVERVIEW

    @property
    def wanted_view(self) -> str:
        """The view that the user chose; it opens again with the next month."""
        return self._wanted

    @property
    def task_id(self) -> str:
        """The task whose form is shown in 填报."""
        return self._task_id

    @property
    def focused_target(self) -> str:
        """The figure or item whose inputs have the focus in 填报, or the current one; “” for none."""
        if self.view == GRID:
            return self._grid.current_target if self._grid is not None else ""
        if self.view == OVERVIEW:
            return self._overview.wall.current_id if self._overview is not None else ""
        return self._entry.focused_target if self._entry is not None else ""

    @property
    def help_topic(self) -> str:
        """Where the manual speaks of the view that is open."""
        return _TOPICS[self.view]

    def show_view(self, name: str) -> None:
        """Open 填报, 总览 or 表格; an unknown name opens 填报."""
        self._wanted = name if name in _TOPICS else ENTRY
        self.refresh()

    def show_task(self, task_id: str, place_id: str = "", *, is_to_type: bool = False) -> None:
        """Show a task, or a commitment or item of it; ``is_to_type`` opens it for typing.

        That is in 表格 while 表格 is open and has it, else in its form.
        """
        self._task_id = task_id
        is_in_grid = self.view == GRID and self._grid is not None and self._grid.has(place_id)
        if is_to_type and not is_in_grid:
            self._wanted = ENTRY
        self.refresh()
        if self.view == GRID and self._grid is not None:
            self._grid.go_to(task_id, place_id, makes_way=True)
            if is_to_type:
                self._grid.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.view == ENTRY and self._entry is not None:
            self._entry.show_task(task_id, focus_target=place_id if is_to_type else "")
        elif self._overview is not None and place_id:
            self._overview.select(place_id)

    def show_field(self, task_id: str, place_id: str, field: str) -> None:
        """Open one input of a task's form: of a commitment or item, or of its texts where the place is “”."""
        self.show_task(task_id)
        self.show_view(ENTRY)
        if self.view == ENTRY and self._entry is not None:
            self._entry.show_task(task_id, focus_target=place_id, field=field)
        elif self._overview is not None and place_id:
            self._overview.select(place_id)

    def remake_entry(self) -> None:
        """Drop the form with everything typed in it, and show what is kept."""
        if self._grid is not None:
            self._grid.model.forget()
        if self._entry is not None:
            self.removeWidget(self._entry)
            self._entry.deleteLater()
            self._entry = None
            self._shown.pop(ENTRY, None)
            self.refresh()

    def holds(self, place_id: str) -> bool:
        """Whether a figure or item can be filled in where the user is: 表格 has no row for words."""
        return self.view != GRID or self._grid is None or self._grid.has(place_id)

    def take_focus(self, target_id: str = "") -> None:
        """Put the focus into the open pane: at a figure or item of its task if one is named, else as before.

        An item has no gauge: the focus does not come into 总览 then, so that the place in the tree stays.
        """
        if target_id and self._entry is not None and self.view == ENTRY:
            self._entry.show_task(self._task_id, focus_target=target_id)
            return
        if target_id and self._grid is not None and self.view == GRID:
            self._grid.go_to(self._task_id, target_id, makes_way=True)
        if target_id and self._overview is not None and self.view == OVERVIEW:
            self._overview.select(target_id)
            if self.focused_target != target_id:
                return
        before: QWidget | None = self.currentWidget().focusWidget()
        if not target_id and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.currentWidget().setFocus(Qt.FocusReason.TabFocusReason)
        if self._entry is not None and self.view == ENTRY:
            self.focusNextChild()

    def refresh(self) -> None:
        """Bring the open pane up to what the session shows; the other one waits until it is open."""
        assessment = self._session.assessment
        if assessment is None:
            return
        place = self._drop_outdated(assessment.plan)
        if self.view == ENTRY:
            self._refresh_entry(assessment, place)
        elif self.view == GRID:
            self._refresh_grid(assessment)
        else:
            self._refresh_overview(assessment)
        self.view_changed.emit(self.view)

    def _drop_outdated(self, plan: Plan) -> str:
        """Have the form and the grid made anew where stages, shares or the version of the plan are others.

        Returns the figure or item that the user was at in the form, “” for none.
        """
        place = ""
        if self._plan is not None and self._plan is not plan:
            place = self._entry.marked_target if self._entry is not None else ""
            for pane in (self._entry, self._grid):
                if pane is not None:
                    self.removeWidget(pane)
                    pane.deleteLater()
            self._entry, self._grid = None, None
            self._shown.clear()
        self._plan = plan
        if not plan.has_task(self._task_id):
            self._task_id = plan.tasks[0].id
        return place if plan.has_target(place) else ""

    def _is_new(self, view: str) -> bool:
        """Whether the session has something else to show than what the view was last given."""
        now = (self._session.assessment, self._session.issues)
        before = self._shown.get(view, (None, None))
        self._shown[view] = now
        return any(this is not that for this, that in zip(now, before, strict=True))

    def _refresh_entry(self, assessment: Assessment, place: str = "") -> None:
        if self._entry is None:
            self._entry = self._make_entry(assessment.plan)
        if self._is_new(ENTRY):
            self._entry.show_assessment(assessment, self._session.issues)
        if self._entry.task_id != self._task_id:
            self._entry.show_task(self._task_id, focus_target=place)
        self.setCurrentWidget(self._entry)

    def _refresh_overview(self, assessment: Assessment) -> None:
        if self._overview is None:
            self._overview = self._make_overview()
        if self._is_new(OVERVIEW):
            self._overview.show_assessment(assessment)
        self.setCurrentWidget(self._overview)

    def _refresh_grid(self, assessment: Assessment) -> None:
        content = self._session.content
        if content is None:
            return
        if self._grid is None:
            self._grid = self._make_grid(assessment.plan)
        if self._is_new(GRID):
            self._grid.show_assessment(assessment, self._session.issues, content)
        self._grid.go_to(self._task_id)
        self.setCurrentWidget(self._grid)

    def _make_entry(self, plan: Plan) -> EntryPane:
        from cixi_desktop.actions.record import clear
        from ui.entry.entry_form import EntryPane

        pane = EntryPane(plan=plan, parent=self)
        said = pane.signals
        said.field_edited.connect(self._session.type_field)
        said.text_edited.connect(self._session.type_text)
        said.carried_answered.connect(self._answer_carried)
        said.steps_detailed.connect(self._detail_steps)
        said.unchanged_requested.connect(self.unchanged_requested)
        said.clear_requested.connect(lambda id_: self._session.perform(clear, id_, self._session.period))
        said.basis_requested.connect(self.basis_requested)
        said.ledger_requested.connect(self.ledger_requested)
        said.adoption_requested.connect(self._session.adopt_count)
        said.target_focused.connect(self.place_focused)
        said.task_requested.connect(self.task_requested)
        self._session.commit_requested.connect(pane.flush)
        self.addWidget(pane)
        return pane

    def _answer_carried(self, task_id: str, field: str, words: str, outcome: str) -> None:
        """Say what became of a step or problem of an earlier month; “” takes that back."""
        from cixi_desktop.actions.carry import answer
        from cixi_desktop.records.entries import Outcome

        said = Outcome(outcome) if outcome else None
        self._session.perform(answer, task_id, self._session.period, field=field, words=words, outcome=said)

    def _detail_steps(self, task_id: str, steps: tuple[PlannedStep, ...]) -> None:
        """Say by when, by whom and with whom the steps are to be done."""
        from cixi_desktop.actions.record import detail

        self._session.perform(detail, task_id, self._session.period, *steps)

    def _make_overview(self) -> OverviewPane:
        from ui.overview.overview import OverviewPane

        pane = OverviewPane(trend_of=self._trend_of, parent=self)
        pane.chosen.connect(self._open_figure)
        pane.focused.connect(self.figure_focused)
        pane.narrow(is_own=self.is_own)
        pane.narrowed.connect(self.narrow)
        self.addWidget(pane)
        return pane

    def _make_grid(self, plan: Plan) -> GridPane:
        from ui.grid.grid_pane import GridPane, erase_cells, paste_block

        pane = GridPane(plan=plan, parent=self)
        pane.field_edited.connect(self._session.type_field)
        pane.view.held.connect(self._session.show_typing)
        pane.model.set_aside.connect(self._session.set_aside)
        pane.pasted.connect(lambda slots, block: paste_block(self._session, slots, block, parent=self))
        pane.erased.connect(lambda slots: erase_cells(self._session, slots))
        pane.focused.connect(self._follow_grid)
        pane.ledger_requested.connect(self.ledger_requested)
        pane.basis_requested.connect(self.basis_requested)
        pane.form_requested.connect(self._open_form)
        pane.narrow(is_own=self.is_own)
        pane.narrowed.connect(self.narrow)
        pane.view.activated.connect(lambda _index: self._open_sources(pane.current_target))
        self._session.commit_requested.connect(pane.flush)
        self._session.failed.connect(self._hold_in_grid)
        self.addWidget(pane)
        return pane

    def _follow_grid(self, target_id: str) -> None:
        """The tree and the form go where the user goes in 表格."""
        if self._grid is not None and self.view == GRID:
            self._task_id = self._grid.current_task
            self.figure_focused.emit(target_id)

    def _hold_in_grid(self, _error: CixiError) -> None:
        if self._grid is not None and self._session.has_unsaved:
            self._grid.model.hold()

    def _trend_of(self, target_id: str) -> Trend | None:
        from cixi_desktop.assessment.comparison import trend

        workspace, content = self._session.workspace, self._session.content
        if workspace is None or content is None:
            return None
        return trend(workspace.plan, content, target_id, self._session.period.year)

    def _open_form(self, target_id: str) -> None:
        """From a row of 表格 to its form."""
        self.show_view(ENTRY)
        self.take_focus(target_id)

    def _open_sources(self, target_id: str) -> bool:
        """What stands behind a figure or item of all units; whether all units are shown."""
        if self._session.is_total and target_id:
            self.sources_requested.emit(target_id)
        return self._session.is_total

    def _open_figure(self, target_id: str) -> None:
        """From a gauge to its form, of all units to what stands behind it; a longer period has no form."""
        if self._open_sources(target_id):
            return
        assessment = self._session.assessment
        if assessment is not None and self._session.period.is_month:
            task_id, place_id = place_of(assessment.plan, target_id, self._task_id)
            self.show_task(task_id, place_id, is_to_type=True)
            self.place_focused.emit(place_id)


def place_of(plan: Plan, target_id: str, task_id: str) -> tuple[str, str]:
    """Task and place of a figure or item; in ``task_id`` if a figure that is cited twice stands there."""
    item = plan.item(target_id)
    if item is not None:
        return item.task_id, item.id
    indicator = plan.indicator(target_id)
    if indicator is None:
        return task_id, ""
    places = {commitment.task_id: commitment.id for commitment in plan.commitments_of(indicator)}
    chosen = task_id if task_id in places else plan.home(indicator).id
    return chosen, places[chosen]
