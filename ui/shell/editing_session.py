"""Between the open data file and the panes: the shown period, what is typed, undo, and what became of it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from cixi_desktop.errors import CixiError, LockedError, StaleError
from cixi_desktop.records.units import ALL_UNITS, UNASSIGNED
from ui.style.ime import keep_composed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.history import Operation
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.workspace import Workspace

P = ParamSpec("P")

OVERTAKEN = "已载入其他程序保存的修改"
"""What is told when changes of another program were taken in."""


class Place(NamedTuple):
    """Where something is typed: a field of a figure or item, or with ``is_text`` of a task's texts."""

    unit_id: str
    period: Period
    id: str
    name: str
    is_text: bool = False


class EditingSession(QObject):
    """What the window shows, and the commands that change it.

    Signals: ``commit_requested()`` when whatever is typed must be handed over now; ``shown(Assessment)``
    whenever other figures are to be shown; ``changed(Operation)`` after every commit; ``reverted(Operation)``
    after undo and redo; ``period_changed(Period)``; ``unit_changed(Unit)``; ``typing(is_draft)`` once
    something is typed that waits in an editor, and once it is kept as a draft; ``saving()``,
    ``saved(datetime | None)`` and ``failed(CixiError)`` for what became of a command, and ``told(str)`` with
    what it wrote where that is more than was typed; ``replanned()`` where the file has another plan by now.
    """

    commit_requested = Signal()
    shown = Signal(object)
    changed = Signal(object)
    reverted = Signal(object)
    period_changed = Signal(object)
    unit_changed = Signal(object)
    typing = Signal(bool)
    saving = Signal()
    saved = Signal(object)
    failed = Signal(object)
    told = Signal(str)
    replanned = Signal()

    def __init__(self, *, period: Period, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.period = period
        self.workspace: Workspace | None = None
        self.assessment: Assessment | None = None
        self.issues: Mapping[str, tuple[Issue, ...]] = {}
        self.is_committing = False
        self.own_unit_id = UNASSIGNED.id
        """The unit that works here; others, and 全部单位, are only looked at."""
        self._unsubscribe: Callable[[], None] = _nothing
        self._place: Place | None = None
        self._gesture = 0
        self._unsaved: dict[Place, str] = {}
        self._stale_count = 0
        self._trouble = ""
        self._is_typing = False
        self._named_step = 0
        self._saved_at: datetime | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusObjectChanged.connect(self.end_gesture)

    def open(self, workspace: Workspace, own_unit_id: str = UNASSIGNED.id) -> None:
        """Show a workspace, and go on showing what becomes of it.

        ``own_unit_id`` is the unit to come back to where all are shown.
        """
        self.close()
        self.workspace = workspace
        self.own_unit_id = own_unit_id if workspace.is_total else workspace.content.unit.id
        self._unsubscribe = workspace.subscribe(self._take_in)
        if workspace.is_total:
            self.unit_changed.emit(workspace.unit(own_unit_id))
        self.unit_changed.emit(workspace.content.unit)
        self._show()

    def close(self) -> None:
        """Let go of the workspace."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        self.workspace = None

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed could not be kept, for want of room on the disk or the like."""
        return bool(self._unsaved)

    @property
    def content(self) -> Content | None:
        """The content that is shown of the period; None while no workspace is open."""
        return self.workspace.content_of(self.period) if self.workspace else None

    @property
    def is_total(self) -> bool:
        """Whether all units are shown as one."""
        return self.workspace is not None and self.workspace.is_total

    @property
    def is_looked_at(self) -> bool:
        """Whether another unit than the one that works here is shown."""
        return self.workspace is not None and self.workspace.is_looked_at

    @property
    def looked_at_id(self) -> str:
        """The unit that is looked at, or all as one; “” for the one that works here."""
        is_elsewhere = self.is_total or self.is_looked_at
        return self.workspace.content.unit.id if self.workspace and is_elsewhere else ""

    @property
    def is_complete(self) -> bool:
        """Whether the month has all figures and texts of its unit, and was not handed in as it stands."""
        from cixi_desktop.checks.issues import Severity
        from cixi_desktop.wording.header import untold_tasks

        shown = self.assessment
        if shown is None or not shown.is_open or shown.unit == UNASSIGNED:
            return False
        reported, total = shown.answered
        is_faulty = any(each.severity is Severity.ERROR for found in self.issues.values() for each in found)
        if is_faulty or not total or reported < total or untold_tasks(shown):
            return False
        from cixi_desktop.wording.checkcode import is_handed_in

        return not is_handed_in(shown)

    @property
    def undo_label(self) -> str:
        """What undo would take back; “” if there is nothing."""
        steps = self.workspace.history.undo if self.workspace else ()
        return _bare(steps[-1].label) if steps else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; “” if there is nothing."""
        steps = self.workspace.history.redo if self.workspace else ()
        return _bare(steps[-1].label) if steps else ""

    def commit_pending(self) -> bool:
        """Take in everything that is typed, also what an input method still holds; whether all of it is kept.

        The one place for it: called before saving, closing, undo and any change of task, period, unit, view.
        """
        stale_before = self._stale_count
        self.is_committing = True
        try:
            keep_composed()
            self.commit_requested.emit()
            for place, text in tuple(self._unsaved.items()):
                if place in self._unsaved:
                    self._type(place, text)
        finally:
            self.is_committing = False
        self.end_gesture()
        return not self._unsaved and self._stale_count == stale_before

    def committed(self) -> Workspace | None:
        """The workspace with everything typed in it; None if none is open or something cannot be kept."""
        return self.workspace if self.commit_pending() else None

    def end_gesture(self) -> None:
        """What is typed next is a step of its own: the focus went elsewhere, even if it comes back."""
        self._place = None

    def forget_unsaved(self) -> None:
        """Give up what could not be kept, and show what the file holds."""
        self._unsaved.clear()
        if self.workspace is not None and self._attempt(self.workspace.load, self.workspace.content.unit.id):
            self._show()

    def reload(self) -> bool:
        """Show what the file holds now, changed by others than the window; whether that could be read."""
        workspace = self.workspace
        self.end_gesture()
        if workspace is None or not self._attempt(workspace.refresh):
            return False
        self.unit_changed.emit(workspace.content.unit)
        self._show()
        return True

    def take_over(self, words: str) -> None:
        """Show what the file holds now, and say so; for another plan another window is asked for.

        What was typed and could not be kept before is kept in it.
        """
        if not self.reload():
            return
        self.commit_pending()
        if self.workspace is not None and self.workspace.is_replanned:
            self.replanned.emit()
        else:
            self.told.emit(words)

    def look_for_changes(self) -> None:
        """Take in what another program has saved meanwhile; called when the user comes back to the window.

        What has become of the file is said once, not again whenever the message is closed.
        """
        workspace = self.workspace
        try:
            is_outdated = workspace is not None and workspace.is_outdated
        except CixiError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                self.failed.emit(error)
            return
        self._trouble = ""
        if is_outdated and not self._unsaved and self.commit_pending():
            self.take_over(OVERTAKEN)

    def set_period(self, period: Period) -> None:
        """Show another period; stays where it is while something typed cannot be kept."""
        if period != self.period and self.commit_pending():
            self.period = period
            self.period_changed.emit(period)
            self._show()

    def choose_unit(self, unit_id: str) -> None:
        """Have another unit work here; stays where it is while something typed cannot be kept."""
        self.look_at(unit_id, is_own=True)

    def look_at(self, unit_id: str, *, is_own: bool = False) -> None:
        """Show another unit's content; stays where it is while something typed cannot be kept."""
        workspace = self.committed()
        if workspace is not None and self._attempt(workspace.load, unit_id):
            self.own_unit_id = unit_id if is_own else self.own_unit_id
            workspace.is_looked_at = workspace.content.unit.id not in {self.own_unit_id, ALL_UNITS.id}
            if workspace.is_total:  # the unit to come back to
                self.unit_changed.emit(workspace.unit(self.own_unit_id))
            self.unit_changed.emit(workspace.content.unit)
            self._show()

    def look_back(self) -> None:
        """Show the unit again that works here, or all of them in an office that is none."""
        self.look_at(ALL_UNITS.id if self.own_unit_id == UNASSIGNED.id else self.own_unit_id)

    def toggle_total(self) -> None:
        """全部单位: show all units as one, or again the unit that works here."""
        if self.workspace is None:
            return
        self.look_at(self.own_unit_id if self.is_total else ALL_UNITS.id)
        if not self.is_total and len(self.workspace.units()) == 1:
            self.told.emit("还没有别的单位，汇总就是本单位")

    def type_field(self, target_id: str, name: str, text: str) -> None:
        """Keep what was typed in one field of a figure or item, readable or not."""
        if self.workspace is not None:
            self._type(Place(self.workspace.content.unit.id, self.period, target_id, name), text)

    def type_text(self, task_id: str, name: str, text: str) -> None:
        """Keep what was typed in one text of a task."""
        if self.workspace is not None:
            unit_id = self.workspace.content.unit.id
            self._type(Place(unit_id, self.period, task_id, name, is_text=True), text)

    def set_aside(self, target_id: str, name: str, text: str) -> None:
        """Keep as a draft what is still being typed in one field, so that it outlives the program.

        What goes wrong is told once it is handed over.
        """
        from cixi_desktop.actions.record import set_aside

        workspace = self.workspace
        if workspace is None:
            return
        place = Place(workspace.content.unit.id, self.period, target_id, name)
        gesture = self._gesture if place == self._place else 0
        with suppress(CixiError):
            self._gesture = set_aside(
                workspace, target_id, self.period, name=name, text=text, gesture=gesture
            )
            self._place, self._is_typing = place, False
            self.typing.emit(True)

    def show_typing(self, is_typing: bool) -> None:
        """Have it said that what is typed in an editor of a table is not kept yet, or was given up."""
        if is_typing and not self._is_typing:
            self.typing.emit(False)
        elif self._is_typing and not is_typing and not self._unsaved:
            self.saved.emit(self._saved_at)
        self._is_typing = is_typing

    def fill_unchanged(self, task_ids: Sequence[str]) -> None:
        """本月无变化 for everything of these tasks that the shown month does not answer yet."""
        from cixi_desktop.actions.carry import fill_unchanged

        written: list[str] = []
        if self.perform(lambda workspace: written.append(fill_unchanged(workspace, self.period, task_ids))):
            self.told.emit(f"已写入：{written[0]}")

    def adopt_count(self, target_id: str) -> None:
        """采用台账数: put what the list comes to in the place of the shown month's figure.

        Only where the two disagree, which is told otherwise. A commitment stands for its figure.
        """
        from cixi_desktop.actions.ledger import adopt_count

        workspace = self.workspace
        target = workspace.plan.target(target_id) if workspace and target_id else None
        if target is None or not any(issue.remedy for issue in self.issues.get(target.id, ())):
            self.told.emit("当前指标、事项的填报数与台账没有出入。")
            return
        self.perform(adopt_count, target_id, self.period)

    def undo(self) -> None:
        """Take the newest step back, and say which."""
        self._revert("撤销", lambda workspace: workspace.undo())

    def press_undo(self) -> None:
        """Undo by key or menu: what is no entry, as a name of a unit, takes a second press."""
        from cixi_desktop.records.record import REPORTED

        steps = self.workspace.history.undo if self.workspace else ()
        is_setting = bool(steps) and not any(
            isinstance(change.after or change.before, REPORTED) for change in steps[-1].changes
        )
        if is_setting and self._named_step != steps[-1].gesture:
            self._named_step = steps[-1].gesture
            self.told.emit(f"再按一次将撤销设置：{self.undo_label}")
        else:
            self.undo()

    def redo(self) -> None:
        """Do the step that was last taken back again, and say which."""
        self._revert("重做", lambda workspace: workspace.redo())

    def name_undo(self) -> None:
        """Say what another press would take back: it is not what was typed in the field."""
        self.told.emit(f"本栏的输入已全部撤销，再按一次将撤销：{self.undo_label}")

    def _revert(self, verb: str, revert: Callable[[Workspace], Operation]) -> None:
        done: list[Operation] = []

        def do(workspace: Workspace) -> None:
            done.append(revert(workspace))
            self.reverted.emit(done[0])

        if self.perform(do):
            self.told.emit(f"已{verb}：{_bare(done[0].label)}")

    def perform(
        self, command: Callable[Concatenate[Workspace, P], object], *arguments: P.args, **named: P.kwargs
    ) -> bool:
        """Do anything that changes the workspace, with everything typed in it; whether it was done."""
        workspace = self.committed()
        return workspace is not None and self._attempt(command, workspace, *arguments, **named)

    def _type(self, place: Place, text: str) -> None:
        """Keep what was typed at a place, in the same gesture while it is the same place."""
        gesture = self._gesture if place == self._place else 0
        self._place, self._gesture = place, 0
        self._unsaved[place] = text
        if self._attempt(self._keep, place, text, gesture):
            self._unsaved.pop(place, None)

    def _keep(self, place: Place, text: str, gesture: int) -> None:
        """Keep it as part of a gesture (0: a new one), and note the gesture to go on with."""
        from cixi_desktop.actions.record import note, type_field

        workspace = self.workspace
        if workspace is None:
            return
        _, period, id_, name, is_text = place
        if is_text:
            self._gesture = note(workspace, id_, period, {name: text}, gesture=gesture)
        else:
            self._gesture = type_field(workspace, id_, period, name=name, text=text, gesture=gesture)

    def _attempt(self, command: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> bool:
        """Do it and tell what became of it; whether it was done."""
        self._is_typing = False
        self.saving.emit()
        try:
            command(*arguments, **named)
        except StaleError as error:
            self._give_way(error)
            return False
        except CixiError as error:
            if isinstance(error, LockedError):
                self._forget_typed()
            self.failed.emit(error)
            if not self._unsaved:
                self.saved.emit(self._saved_at)
            return False
        self.saved.emit(self._saved_at)
        return True

    def _give_way(self, error: StaleError) -> None:
        """Another program was first: show what it kept, so that the user can go on from there.

        What was typed would be lost otherwise, so the refusal repeats it.
        """
        self._stale_count += 1
        typed = self._forget_typed()
        self.reload()
        if typed is not None:
            quoted = f"刚才填写的内容：“{typed}”。" if typed else "刚才的操作：清空。"
            error = StaleError(error.message, f"{error.hint}{quoted}")
        self.failed.emit(error)

    def _forget_typed(self) -> str | None:
        """Give up what was just typed; returns it, None if a command was given instead."""
        return self._unsaved.pop(self._place, None) if self._place else None

    def _take_in(self, operation: Operation) -> None:
        self._saved_at = operation.at
        self.changed.emit(operation)
        self._show()

    def _show(self) -> None:
        workspace = self.workspace
        if workspace is not None:
            self.assessment = workspace.assess(self.period)
            self.issues = workspace.issues(self.period)
            self.shown.emit(self.assessment)


def _nothing() -> None:
    """What there is to do while no workspace is open."""


def _bare(label: str) -> str:
    """A step's label without the verbs that undo and redo put before it."""
    return label.removeprefix("撤销：").removeprefix("重做：")
