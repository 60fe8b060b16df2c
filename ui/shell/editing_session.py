"""Between the open data file and the panes: the shown period, what is typed, undo, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from cixi_desktop.errors import CixiError, LockedError, StaleError
from ui.style.ime import keep_composed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.history import Operation
    from cixi_desktop.periods import Period
    from cixi_desktop.workspace import Workspace

    Write = Callable[[int], int]
    """Keep something, as part of a gesture (0: a new one); returns the gesture to go on with."""

    Place = tuple[str, ...]
    """Where something is typed: unit, period, target or task, field."""

OVERTAKEN = "已载入其他程序保存的修改"
"""What is told when changes of another program were taken in."""


class EditingSession(QObject):
    """What the window shows, and the commands that change it.

    Signals: ``ready()`` once a workspace is open; ``commit_requested()`` when whatever is typed must be
    handed over now; ``shown(Assessment)`` whenever other figures are to be shown; ``changed(Operation)``
    after every commit; ``reverted(Operation)`` after undo and redo; ``period_changed(Period)``;
    ``unit_changed(Unit)``; ``saving()``, ``saved(datetime | None)`` and ``failed(CixiError)`` for what
    became of a command, and ``told(str)`` with what it wrote where that is more than was typed.
    """

    ready = Signal()
    commit_requested = Signal()
    shown = Signal(object)
    changed = Signal(object)
    reverted = Signal(object)
    period_changed = Signal(object)
    unit_changed = Signal(object)
    saving = Signal()
    saved = Signal(object)
    failed = Signal(object)
    told = Signal(str)

    def __init__(self, *, period: Period, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.period = period
        self.workspace: Workspace | None = None
        self.assessment: Assessment | None = None
        self.issues: Mapping[str, tuple[Issue, ...]] = {}
        self.is_committing = False
        self._is_in_haste = False
        self._unsubscribe: Callable[[], None] = _nothing
        self._place: Place = ()
        self._gesture = 0
        self._unsaved: dict[Place, Write] = {}
        self._stale_count = 0
        self._saved_at: datetime | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusObjectChanged.connect(self.end_gesture)

    def open(self, workspace: Workspace, *, in_haste: bool = False) -> None:
        """Show a workspace, and go on showing what becomes of it.

        ``in_haste`` only the figures, until ``look_closer``.
        """
        self.close()
        self.workspace = workspace
        self._is_in_haste = in_haste
        self._unsubscribe = workspace.subscribe(self._take_in)
        self.ready.emit()
        self.unit_changed.emit(workspace.content.unit)
        self._show()

    def close(self) -> None:
        """Let go of the workspace."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        self.workspace = None

    def look_closer(self) -> None:
        """Show also what is doubtful in the figures, and what can be undone."""
        self._is_in_haste = False
        self._show()

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed could not be kept, for want of room on the disk or the like."""
        return bool(self._unsaved)

    @property
    def undo_label(self) -> str:
        """What undo would take back; “” if there is nothing."""
        steps = self.workspace.history.undo if self.workspace and not self._is_in_haste else ()
        return _bare(steps[-1].label) if steps else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; “” if there is nothing."""
        steps = self.workspace.history.redo if self.workspace and not self._is_in_haste else ()
        return _bare(steps[-1].label) if steps else ""

    def commit_pending(self) -> bool:
        """Take in everything that is typed, also what an input method still holds; whether all of it is kept.

        The one place for it: called before saving, closing, undo and any change of task, period, unit, view.
        """
        stale_before = self._stale_count
        keep_composed()
        self.commit_requested.emit()
        self.is_committing = True
        for place, write in tuple(self._unsaved.items()):
            if place in self._unsaved:
                self._write(place, write)
        self.is_committing = False
        self.end_gesture()
        return not self._unsaved and self._stale_count == stale_before

    def end_gesture(self) -> None:
        """What is typed next is a step of its own: the focus went elsewhere, even if it comes back."""
        self._place = ()

    def forget_unsaved(self) -> None:
        """Give up what could not be kept, and show what the file holds."""
        self._unsaved.clear()
        if self.workspace is not None and self._attempt(
            partial(self.workspace.load, self.workspace.content.unit.id)
        ):
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

    def look_for_changes(self) -> None:
        """Take in what another program has saved meanwhile; called when the user comes back to the window."""
        workspace = self.workspace
        try:
            is_outdated = workspace is not None and workspace.is_outdated
        except CixiError:
            return  # the stick was pulled out or the like: the next save says so
        if is_outdated and not self._unsaved and self.commit_pending() and self.reload():
            self.told.emit(OVERTAKEN)

    def set_period(self, period: Period) -> None:
        """Show another period; stays where it is while something typed cannot be kept."""
        if period != self.period and self.commit_pending():
            self.period = period
            self.period_changed.emit(period)
            self._show()

    def set_unit(self, unit_id: str) -> None:
        """Show another unit's content; stays where it is while something typed cannot be kept."""
        workspace = self.workspace
        if (
            workspace is not None
            and self.commit_pending()
            and self._attempt(partial(workspace.load, unit_id))
        ):
            self.unit_changed.emit(workspace.content.unit)
            self._show()

    def type_field(self, target_id: str, name: str, text: str) -> None:
        """Keep what was typed in one field of a figure or item, readable or not."""
        from cixi_desktop.actions.record import type_field

        workspace, period = self.workspace, self.period
        if workspace is None:
            return

        def write(gesture: int) -> int:
            return type_field(workspace, target_id, period, name=name, text=text, gesture=gesture)

        self._write((workspace.content.unit.id, period.key, target_id, name), _quoting(text, write))

    def type_text(self, task_id: str, name: str, text: str) -> None:
        """Keep what was typed in one text of a task."""
        from cixi_desktop.actions.note import note

        workspace, period = self.workspace, self.period
        if workspace is None:
            return

        def write(gesture: int) -> int:
            return note(workspace, task_id, period, {name: text}, gesture=gesture)

        self._write((workspace.content.unit.id, period.key, task_id, name), _quoting(text, write))

    def clear(self, target_id: str) -> None:
        """Take one entry of the shown month back to 未填报."""
        from cixi_desktop.actions.record import clear

        self.perform(lambda workspace: clear(workspace, target_id, self.period))

    def fill_unchanged(self, task_ids: Sequence[str]) -> None:
        """本月无变化 for everything of these tasks that the shown month does not answer yet."""
        from cixi_desktop.actions.carry import fill_unchanged

        written: list[str] = []
        if self.perform(lambda workspace: written.append(fill_unchanged(workspace, self.period, task_ids))):
            self.told.emit(f"已写入：{written[0]}")

    def answer_carried(self, task_id: str, field: str, words: str, outcome: str) -> None:
        """Say what became of a step or problem of an earlier month; “” takes that back."""
        from cixi_desktop.actions.carry import answer
        from cixi_desktop.records.entries import Outcome

        said = Outcome(outcome) if outcome else None
        self.perform(
            lambda workspace: answer(workspace, task_id, self.period, field=field, words=words, outcome=said)
        )

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
        self.perform(lambda workspace: adopt_count(workspace, target_id, self.period))

    def undo(self) -> None:
        """Take the newest step back, and say which."""
        self._revert("撤销", lambda workspace: workspace.undo())

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

    def perform(self, command: Callable[[Workspace], object]) -> bool:
        """Do anything that changes the workspace; whether it was done."""
        workspace = self.workspace
        return workspace is not None and self.commit_pending() and self._attempt(partial(command, workspace))

    def _write(self, place: Place, write: Write) -> None:
        """Keep what was typed at a place, in the same gesture while it is the same place."""
        gesture = self._gesture if place == self._place else 0
        self._place, self._gesture = place, 0
        self._unsaved[place] = write

        def keep() -> None:
            self._gesture = write(gesture)

        if self._attempt(keep):
            self._unsaved.pop(place, None)

    def _attempt(self, command: Callable[[], object]) -> bool:
        """Do it and tell what became of it; whether it was done."""
        self.saving.emit()
        try:
            command()
        except StaleError as error:
            self._give_way(error)
            return False
        except CixiError as error:
            if isinstance(error, LockedError):
                self._unsaved.pop(self._place, None)
            self.failed.emit(error)
            if not self._unsaved:
                self.saved.emit(self._saved_at)
            return False
        self.saved.emit(self._saved_at)
        return True

    def _give_way(self, error: StaleError) -> None:
        """Another program was first: show what it kept, so that the user can go on from there."""
        self._stale_count += 1
        self._unsaved.pop(self._place, None)
        self.reload()
        self.failed.emit(error)

    def _take_in(self, operation: Operation) -> None:
        self._saved_at = operation.at
        self.changed.emit(operation)
        self._show()

    def _show(self) -> None:
        workspace = self.workspace
        if workspace is not None:
            self.assessment = workspace.assess(self.period)
            self.issues = {} if self._is_in_haste else workspace.issues(self.period)
            self.shown.emit(self.assessment)


def _quoting(text: str, write: Write) -> Write:
    """The same, but a refusal for good repeats what was typed: it would be lost otherwise."""

    def write_or_quote(gesture: int) -> int:
        try:
            return write(gesture)
        except StaleError as error:
            quoted = f"您刚才填写的是“{text}”。" if text else "您刚才清除了内容。"
            raise StaleError(error.message, f"{error.hint}{quoted}") from error

    return write_or_quote


def _nothing() -> None:
    """What there is to do while no workspace is open."""


def _bare(label: str) -> str:
    """A step's label without the verbs that undo and redo put before it."""
    return label.removeprefix("撤销：").removeprefix("重做：")
