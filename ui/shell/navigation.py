"""Where something stands in the plan (task, and commitment or item), and the ways that lead there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cixi_desktop.records.entries import TEXT_LABELS, Entry, Narrative
from cixi_desktop.records.fields import field_of_column
from cixi_desktop.records.handovers import TASK
from cixi_desktop.records.ledgers import LedgerRow
from ui.shell.panes import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.checks.findings import Finding
    from cixi_desktop.history import Operation
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.record import Record
    from ui.header.header import Header
    from ui.shell.editing_session import EditingSession
    from ui.shell.panes import Panes
    from ui.tree.plan_tree import PlanTree

VIEWS = ("entry", "overview", "grid")


_TEXTS = {label: field for field, label in TEXT_LABELS.items()}


def input_of_reason(
    plan: Plan, entry_of: Callable[[str], Entry | None], place: str, task_id: str
) -> tuple[str, str, str]:
    """Task, place (“” for its texts) and input that a reason of a return speaks of.

    In ``task_id`` if a figure that is cited twice stands there; ``entry_of`` gives what is entered by its id.
    """
    if place.startswith(TASK):
        task_id, _, column = place.removeprefix(TASK).partition(":")
        return task_id, "", _TEXTS.get(column, "progress_note")
    target_id, _, column = place.partition(":")
    task_id, place_id = place_of(plan, target_id, task_id)
    if column in {"存在问题", "下一步打算"}:  # the task says them for all that is in it
        return task_id, "", _TEXTS[column]
    return task_id, place_id, field_of_column(plan.target(target_id), entry_of(target_id), column)


def place_of_record(plan: Plan, record: Record | None, task_id: str) -> tuple[str, str] | None:
    """Task and place that an entry, a row of a list or a text belongs to; None for everything else."""
    if isinstance(record, Entry | LedgerRow):
        return place_of(plan, record.target_id, task_id)
    if isinstance(record, Narrative):
        return record.task_id, ""
    return None


class Navigation(QObject):
    """Leads tree and panes to the same place; stays where it is while something typed cannot be kept.

    Signals: ``sources_asked(place id)`` for what stands behind a figure or item of all units;
    ``stayed(view)`` with the view that is open after one was asked for.
    """

    sources_asked = Signal(str)
    stayed = Signal(str)

    def __init__(
        self, *, session: EditingSession, header: Header, tree: PlanTree, panes: Panes, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._header = header
        self._tree = tree
        self._panes = panes

    @property
    def slots(self) -> Mapping[str, Callable[[], object]]:
        """The slots of its commands by their names."""
        return {
            "find": self._tree.focus_search,
            "next_open": self.open_next,
            "fold_tree": self.fold_tree,
            "next_pane": self.to_next_pane,
            **{name: partial(self.show_view, name) for name in VIEWS},
        }

    @property
    def front_target(self) -> str:
        """The figure or item worked on in the open pane, else that chosen in the tree; “” for none."""
        return self._panes.focused_target or self._chosen_target

    @property
    def _chosen_target(self) -> str:
        """The figure or item chosen in the tree if it is of the shown task; “” for none."""
        return self._tree.chosen_target if self._tree.chosen_task == self._panes.task_id else ""

    def go_to(self, task_id: str, place_id: str = "", *, is_to_type: bool = False) -> None:
        """Show a task, or a commitment or item of it."""
        if self._session.commit_pending():
            self._panes.show_task(task_id, place_id, is_to_type=is_to_type)
            self._tree.select(task_id, place_id)
        else:
            self._tree.select(self._panes.task_id)

    def go_on(self, task_id: str) -> None:
        """Go on to a task, ready to type in its first figure or item."""
        plan = self._plan
        if plan is not None:
            task = plan.task(task_id)
            places = [each.id for each in plan.commitments_in(task)] + [
                each.id for each in plan.items_in(task)
            ]
            self.go_to(task_id, places[0], is_to_type=True)

    def work_on(self, task_id: str, place_id: str) -> None:
        """Show it, ready to be typed in where that can be."""
        self.go_to(task_id, place_id, is_to_type=not self._session.is_total)

    def open_place(self, task_id: str, place_id: str) -> None:
        """Work on it; of all units, open what stands behind a figure or item."""
        self.work_on(task_id, place_id)
        if self._session.is_total and place_id:
            self.sources_asked.emit(place_id)

    def go_to_place(self, place: str) -> None:
        """Show what a reason speaks of: a figure, an item or a task's texts, ready to be typed in."""
        plan, content, period = self._plan, self._session.content, self._session.period
        if plan is not None and content is not None:
            entry_of = partial(content.entry, period=period)
            self._go_to_field(*input_of_reason(plan, entry_of, place, self._panes.task_id))

    def go_to_finding(self, finding: Finding) -> None:
        """Go to the input where it is mended."""
        self._go_to_field(finding.task_id, finding.place_id, finding.field)

    def _go_to_field(self, task_id: str, place_id: str, field: str) -> None:
        if self._session.commit_pending():
            self._panes.show_field(task_id, place_id, field)
            self._tree.select(task_id, place_id)

    def show_view(self, name: str) -> None:
        """Open 填报, 总览 or 表格, ready for the keyboard."""
        target_id = self._chosen_target
        if self._session.commit_pending():
            self._panes.show_view(name)
            self._panes.take_focus(target_id)
        self.stayed.emit(self._panes.view)

    def open_next(self) -> None:
        """Open the next figure or item that waits for an entry, or say that none does.

        表格 is left for what is told in words once all of its own rows are filled in. Whoever comes from the
        months begins with the one that is chosen.
        """
        if not self._tree.open_next(self._panes.holds, from_here=self._header.has_focus_within()):
            self._session.told.emit("没有待填报的指标、事项")

    def fold_tree(self) -> None:
        """Fold the tree away, for the room it takes, or show it again."""
        had_focus = self._tree.has_focus_within()
        self._tree.setVisible(self._tree.isHidden())
        if had_focus:
            self._panes.take_focus()

    def show_reverted(self, operation: Operation) -> None:
        """Go where the change is that was undone or redone."""
        from cixi_desktop.records.record import OfUnit

        plan = self._plan
        record = operation.changes[0].after or operation.changes[0].before
        place = place_of_record(plan, record, self._panes.task_id) if plan else None
        if place is not None and isinstance(record, OfUnit):
            self._session.look_at(record.unit_id)
            self._session.set_period(record.period)
            self.go_to(*place)

    def follow_figure(self, target_id: str) -> None:
        """Choose a figure or item in the tree."""
        plan = self._plan
        if plan is not None:
            self._tree.follow(*place_of(plan, target_id, self._panes.task_id))

    def to_next_pane(self) -> None:
        """From the header to the tree, unless it is folded, to the open pane and round again."""
        if self._header.has_focus_within() and self._tree.isVisible():
            self._tree.view.setFocus()
        elif self._tree.has_focus_within() or self._header.has_focus_within():
            self._panes.take_focus()
        else:
            self._header.take_focus()

    @property
    def _plan(self) -> Plan | None:
        return self._session.workspace.plan if self._session.workspace else None
