"""汇总: what its dialogs are given, and what is done with what is asked of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.coordinator.importing import Importing, beside, reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.export import Identity
    from cixi_desktop.actions.inspect_files import Arrival
    from cixi_desktop.actions.review import Together
    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.consolidation.combine import UnitPart
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.periods import Period
    from cixi_desktop.records.handovers import Review
    from cixi_desktop.records.origins import Origin
    from cixi_desktop.workspace import Workspace
    from ui.coordinator.coordinator_dialog import CoordinatorDialog
    from ui.shell.background import JobQueue, Monitor
    from ui.shell.editing_session import EditingSession
    from ui.shell.outputs import Outputs


SEVERAL = 2
"""Units that are chosen when only they are meant, and not all."""


class Coordinator(QObject):
    """Reads the month of all units in the background, shows it, and carries out what the coordinator asks."""

    def __init__(
        self,
        *,
        session: EditingSession,
        tasks: JobQueue,
        outputs: Outputs,
        data: Path,
        now: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._tasks = tasks
        self._outputs = outputs
        self.importing = Importing(
            session=session, tasks=tasks, folder=lambda: outputs.folder, data=data, now=now, window=window
        )
        self._now = now
        self._window = window
        self._stop_reading: Callable[[], None] = _nothing
        self._answers: dict[str, Callable[[CoordinatorDialog, Workspace], None]] = {
            "import": lambda dialog, _workspace: self.importing.ask(dialog),
            "folder": lambda dialog, _workspace: self.importing.ask_folder(dialog),
            "receive_all": self._receive_all,
            "receive": self._receive,
            "return": self._return,
            "receipt": self._receipt,
            "contact": self._contact,
            "open": self._open_unit,
            "units": self._mend_units,
            "decide": self._decide,
            "reminder": self._remind,
            "export": self._export,
            "print": self._print,
        }

    def open(self) -> None:
        """各单位报送情况 of the shown month."""
        from ui.coordinator.coordinator_dialog import CoordinatorDialog

        if self._session.workspace is None or not self._session.commit_pending():
            return
        dialog = CoordinatorDialog(period=self._session.period.closing, parent=self._window)
        dialog.asked.connect(lambda name: self.answer(dialog, name))
        dialog.dropped.connect(lambda paths: self._receive_dropped(dialog, paths))
        self.load(dialog)
        dialog.exec()
        self._stop_reading()
        dialog.deleteLater()

    def receive(self, paths: Sequence[Path]) -> None:
        """Take in files and folders that were dropped on the window, or ask for them if there are none."""
        if paths:
            self.importing.receive(paths, self._window)
        else:
            self.importing.ask(self._window)

    def show_sources(self, target_id: str) -> None:
        """What stands behind a figure or item of all units."""
        from cixi_desktop.actions.review import shown_bureau
        from cixi_desktop.consolidation.combine import parts
        from ui.coordinator.decision_dialog import SourcesDialog

        workspace = self._session.committed()
        if workspace is None or not target_id:
            return
        period, target = self._session.period, workspace.plan.target(target_id)

        def look() -> tuple[Assessed, Origin, tuple[UnitPart, ...]]:
            self._found = shown_bureau(workspace, period, self._now().date())
            origin = self._found.origin(target)
            found = parts(workspace.plan, workspace.contents, origin, period)
            return workspace.assess(period).of(target.id), origin, found

        def decide() -> None:
            self._decide_on(target.id, workspace, dialog)
            dialog.show_parts(*look())

        whole, origin, found = look()
        dialog = SourcesDialog(whole=whole, origin=origin, parts=found, parent=self._window)
        dialog.unit_asked.connect(self._session.look_at)
        dialog.decision_asked.connect(decide)
        dialog.exec()
        dialog.deleteLater()

    def correct(self, target_id: str) -> None:
        """更正: change a figure of the unit that is looked at in its place."""
        from cixi_desktop.actions.record import correct
        from ui.coordinator.answers import CorrectionDialog

        workspace = self._session.committed()
        if workspace is None:
            return
        if not target_id:
            self._session.told.emit("请先选中要更正的指标或事项")
            return
        period, target = self._session.period, workspace.plan.target(target_id)

        def keep(fields: Mapping[str, str], reason: str) -> bool:
            day = self._now().date()
            return self._session.perform(correct, target.id, period, fields, reason=reason, on=day)

        CorrectionDialog.ask(
            target=target, content=workspace.content, period=period, keep=keep, parent=self._window
        )

    def load(self, dialog: CoordinatorDialog) -> None:
        """Read the month anew, in the background; what is still being read is not shown any more."""
        from cixi_desktop.actions.review import bureau, lacking_months
        from cixi_desktop.periods import month

        workspace = self._session.workspace
        if workspace is None:
            return
        plan, store = workspace.plan, workspace.store
        period, today = self._session.period, self._now().date()
        earlier = [month(period.year, number) for number in range(period.first, period.last)]

        def read(_monitor: Monitor) -> tuple[Bureau, dict[str, list[Period]]]:
            found = bureau(plan, store, period.closing, today)
            return found, lacking_months(plan, found.contents, earlier, today)

        self._stop_reading()
        self._stop_reading = self._tasks.run(
            read,
            on_done=lambda pair: self._take_in(dialog, *pair),
            on_failed=self._session.failed.emit,
        )

    def _take_in(
        self, dialog: CoordinatorDialog, found: Bureau, lacking: Mapping[str, Sequence[Period]]
    ) -> None:
        """Show the month, and then how many findings there are on what each unit reported.

        ``lacking`` are the earlier months of a longer period that were not handed in, by unit.
        """
        from cixi_desktop.actions.review import doubts_of

        workspace = self._session.workspace
        if workspace is None:
            return
        self._found = found
        dialog.show_bureau(found)
        dialog.show_lacking(lacking)
        self._stop_reading = self._tasks.run(
            lambda monitor: doubts_of(found, workspace.store, lambda: monitor.is_cancelled),
            on_done=dialog.show_doubts,
            on_failed=self._session.failed.emit,
        )

    def answer(self, dialog: CoordinatorDialog, name: str) -> None:
        """Carry out what is asked for, and read the month anew."""
        workspace = self._session.workspace
        if workspace is not None:
            self._answers[name](dialog, workspace)
            self.load(dialog)

    def _receive_dropped(self, dialog: CoordinatorDialog, paths: Sequence[Path]) -> None:
        self.importing.receive(paths, dialog)
        self.load(dialog)

    def _receive(self, dialog: CoordinatorDialog, _workspace: Workspace) -> None:
        from cixi_desktop.actions.review import receive, receive_all

        found, unit_ids = self._found, dialog.unit_ids
        if len(unit_ids) == 1:
            self._session.perform(partial(receive, found=found, unit_id=unit_ids[0]))
        else:
            self._session.perform(partial(receive_all, found=found, unit_ids=unit_ids))

    def _receive_all(self, dialog: CoordinatorDialog, _workspace: Workspace) -> None:
        """全部确认接收: of the units in sight, those whose month came in whole and waits for it."""
        from cixi_desktop.actions.review import receive_all
        from cixi_desktop.consolidation.month import ReportingState
        from ui.coordinator.answers import ReceiveAllDialog

        states = [self._found.status(unit_id).state for unit_id in dialog.shown_ids]
        partly = states.count(ReportingState.PARTLY)
        words = f"是否确认接收{states.count(ReportingState.SUBMITTED)}个单位的表？接收后可以撤销。"
        words += f"部分接收的{partly}个单位请逐个确认或退回。" if partly else ""
        if ReceiveAllDialog.ask(title="全部确认接收", words=words, parent=dialog):
            self._session.perform(partial(receive_all, found=self._found, unit_ids=dialog.shown_ids))

    def _return(self, dialog: CoordinatorDialog, workspace: Workspace) -> None:
        """退回: ask for the reasons, note it, write the workbook, show the slip.

        What was given back already can be given back, and written, once more.
        """
        from cixi_desktop.actions.review import handed_in_places, send_back
        from cixi_desktop.consolidation.month import ReportingState
        from ui.coordinator.return_dialog import ReturnDialog

        (unit_id,) = dialog.unit_ids
        status = self._found.status(unit_id)
        before = status.review if status.state is ReportingState.RETURNED else None
        arrival = self.importing.kept(workspace, status)
        proposed = before.reasons if before else reasons(arrival)
        places = handed_in_places(self._found, unit_id, proposed)
        told = ReturnDialog.ask(
            plan=workspace.plan, status=status, places=places, proposed=proposed, parent=dialog
        )
        command = partial(send_back, found=self._found, unit_id=unit_id, reasons=told)
        if told and self._session.perform(command):
            self._write_return(dialog, workspace, unit_id, arrival)

    def _write_return(
        self, dialog: CoordinatorDialog, workspace: Workspace, unit_id: str, arrival: Arrival | None
    ) -> None:
        """The workbook for the unit to open, and the slip for one that has no program."""
        from cixi_desktop.actions.review import returned
        from cixi_desktop.wording.filenames import safe_name
        from cixi_desktop.wording.letters import return_slip
        from ui.coordinator.return_dialog import SlipDialog

        opened, review = beside(workspace), returned(workspace, self._found, unit_id)
        unit = self._found.status(unit_id).unit
        whose = f"{unit.name}{self._found.period.label}"
        identity = self._outputs.identity(review.number)
        slip = return_slip(self._found, review, self._now().date())

        def show_slip() -> None:
            SlipDialog.ask(
                title="退回单",
                html=slip.html,
                words=slip.text,
                proposal=self._outputs.folder / safe_name(f"退回单—{whose}", ".pdf"),
                parent=dialog,
            )

        self._outputs.save(
            "导出退回表",
            self._outputs.folder / safe_name(f"退回表—{whose}", ".xlsx"),
            "Excel工作簿",
            lambda path: _written(opened(), review, identity, path, arrival),
            then=show_slip,
        )

    def _receipt(self, dialog: CoordinatorDialog, _workspace: Workspace) -> None:
        """回执 of the chosen units, which confirms their hand-ins where that was not done yet."""
        from cixi_desktop.actions.review import receive_all
        from cixi_desktop.wording.filenames import safe_name
        from cixi_desktop.wording.letters import receipt, receipts, spelled
        from ui.coordinator.return_dialog import SlipDialog

        found, day = self._found, self._now().date()
        statuses = [found.status(unit_id) for unit_id in dialog.unit_ids]
        confirm = partial(receive_all, found=found, unit_ids=dialog.unit_ids, with_partly=True)
        if not self._session.perform(confirm):
            return
        letters = {each.unit.name: receipt(found, each.unit.id, day) for each in statuses}
        first, is_one = statuses[0], len(statuses) == 1
        letter = letters[first.unit.name] if is_one else receipts(found, dialog.unit_ids, day)
        whose = first.unit.name if is_one else f"{len(statuses)}个单位"
        SlipDialog.ask(
            title="回执",
            html=letter.html,
            words=letter.text,
            note=f"电话核对请读：{spelled(first.check_code)}" if is_one else "",
            proposal=self._outputs.folder / safe_name(f"回执—{whose}{found.period.label}", ".pdf"),
            each=[(f"回执—{name}{found.period.label}", one.html) for name, one in letters.items()],
            parent=dialog,
        )

    def _contact(self, dialog: CoordinatorDialog, _workspace: Workspace) -> None:
        from cixi_desktop.actions.review import note_contact
        from ui.coordinator.answers import ContactDialog

        today = self._now().date()
        statuses = [self._found.status(unit_id) for unit_id in dialog.unit_ids]
        words = ContactDialog.ask(statuses=statuses, day=today, parent=dialog)
        if words is not None:
            self._session.perform(
                partial(note_contact, found=self._found, unit_ids=dialog.unit_ids, day=today, words=words)
            )

    def _open_unit(self, dialog: CoordinatorDialog, _workspace: Workspace) -> None:
        """Show the unit's own figures in the window behind, only to look at."""
        (unit_id,) = dialog.unit_ids
        self._session.set_period(self._found.period)
        self._session.look_at(unit_id)
        dialog.accept()

    def _mend_units(self, dialog: CoordinatorDialog, workspace: Workspace) -> None:
        """归并或删除: a unit that is another one under a false name, or none at all."""
        from cixi_desktop.actions.units import delete_unit, merge_units
        from ui.coordinator.answers import DELETE, MendUnitDialog

        (unit_id,) = dialog.unit_ids
        unit = self._found.status(unit_id).unit
        others = [each for each in workspace.units() if each.id != unit_id]
        answer = MendUnitDialog.ask(unit=unit, others=others, parent=dialog)
        if answer == DELETE:
            self._session.perform(partial(delete_unit, unit=unit))
        elif answer is not None:
            into = next(each for each in others if each.id == answer)
            self._session.perform(partial(merge_units, source=unit, into=into))

    def _decide(self, dialog: CoordinatorDialog, workspace: Workspace) -> None:
        self._decide_on(dialog.target_id, workspace, dialog)

    def _decide_on(self, target_id: str, workspace: Workspace, parent: QWidget) -> None:
        from cixi_desktop.actions.review import decide_figure
        from ui.coordinator.decision_dialog import DecisionDialog

        decision = DecisionDialog.ask(
            found=self._found,
            target_id=target_id,
            actor=workspace.actor,
            today=self._now().date(),
            parent=parent,
        )
        if decision is not None:
            self._session.perform(partial(decide_figure, found=self._found, decision=decision))

    def _remind(self, dialog: CoordinatorDialog, workspace: Workspace) -> None:
        from cixi_desktop.wording.letters import reminder
        from ui.coordinator.return_dialog import SlipDialog

        found = self._found
        chosen = dialog.unit_ids if len(dialog.unit_ids) >= SEVERAL else ()
        letter = reminder(found, self._now().date(), chosen)
        done = f"{found.period.label}应报送单位均已报送。"
        title = f"{found.period.label}催报清单"
        SlipDialog.ask(
            title=title,
            html=letter.html if letter else f"<p>{done}</p>",
            words=letter.text if letter else done,
            proposal=self._outputs.folder / f"{title}.pdf",
            parent=dialog,
        )

    def _export(self, _dialog: CoordinatorDialog, workspace: Workspace) -> None:
        found = self._found
        self._put_together(workspace, lambda all_of_it: self._outputs.save_workbook(*all_of_it, bureau=found))

    def _print(self, _dialog: CoordinatorDialog, workspace: Workspace) -> None:
        found = self._found
        self._put_together(workspace, lambda all_of_it: self._outputs.preview(*all_of_it[:2], found=found))

    def _put_together(self, workspace: Workspace, show: Callable[[Together], None]) -> None:
        """The content of all units as one, in the background."""
        from cixi_desktop.actions.review import together

        found = self._found
        self._tasks.run(
            lambda _monitor: together(workspace.store, found),
            on_done=show,
            on_failed=self._session.failed.emit,
        )


def _nothing() -> None:
    """There is nothing to stop before anything was read."""


def _written(
    workspace: Workspace, review: Review, identity: Identity, path: Path, arrival: Arrival | None
) -> str:
    """Write the workbook that is given back; what is to be said of it."""
    from cixi_desktop.actions.review import return_workbook

    return_workbook(workspace, review, identity, out=path, arrival=arrival)
    return f"退回意见{len(review.reasons)}条，请交给该单位：在程序中打开，或者直接修改后交回。"
