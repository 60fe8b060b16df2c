"""The dialogs of the window: what they are given, and what is done with the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt

from cixi_desktop.errors import CixiError
from cixi_desktop.settings import Settings, save_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.records.rules import Rules
    from cixi_desktop.records.units import Unit
    from cixi_desktop.reports.page import Page
    from cixi_desktop.workspace import Workspace
    from ui.dialogs.unit_dialog import UnitChoice
    from ui.shell.editing_session import EditingSession


class WindowDialogs(QObject):
    """Opens dialogs over ``window``; ``account`` signs the journal while no 填报人 is set.

    ``settings`` are the folder's own as soon as they have been read.
    """

    def __init__(
        self,
        *,
        folder: Path,
        account: str,
        session: EditingSession,
        now: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._folder = folder
        self._account = account
        self._session = session
        self._now = now
        self._window = window
        self.settings = Settings()

    def show_journal(self) -> None:
        """修改记录."""
        from ui.dialogs.journal_view import JournalView

        workspace = self._session.committed()
        if workspace is not None:
            JournalView.ask(
                plan=workspace.plan, store=workspace.store, units=workspace.units(), parent=self._window
            )

    def fill_unchanged(self, task_id: str = "") -> None:
        """本月无变化 for a task, else for all, once it is seen what would be written.

        One task's is written at once, unless a day that its texts name is past.
        """
        from cixi_desktop.actions.carry import fillings
        from ui.dialogs.month_dialogs import UnchangedDialog

        workspace = self._session.committed()
        if workspace is None or self._session.assessment is None:
            return
        task_ids = [task_id] if task_id else [task.id for task in workspace.plan.tasks]
        period = self._session.period
        found = fillings(workspace, period, task_ids)
        is_seen = any(each.past_days for each in found) if task_id else bool(found)
        if not is_seen or UnchangedDialog.ask(fillings=found, period=period, parent=self._window):
            self._session.fill_unchanged(task_ids)

    def draft_all(self) -> None:
        """各任务按数据起草, once it is seen what 进展情况 would read."""
        from cixi_desktop.actions.carry import draft_all
        from cixi_desktop.wording.drafting import drafts
        from ui.dialogs.month_dialogs import DraftsDialog

        workspace, period = self._session.committed(), self._session.period
        if workspace is None or self._session.assessment is None:
            return
        found = [(task, after.progress_note) for task, after in drafts(self._session.assessment)]
        if not found or DraftsDialog.ask(drafts=found, period=period, parent=self._window):
            self._session.perform(draft_all, period)

    def show_ledger(self, target_id: str) -> None:
        """台账 of one figure or item; the first one where it keeps none."""
        from ui.ledger.ledger_dialog import LedgerDialog

        workspace = self._session.committed()
        if workspace is not None:
            LedgerDialog.ask(
                session=self._session,
                workspace=workspace,
                target_id=_id_of(workspace, target_id),
                parent=self._window,
            )

    def change_lock(self) -> None:
        """锁定本月, or 解锁本月 where it is locked."""
        from cixi_desktop.actions.lock import lock, unlock
        from ui.dialogs.month_dialogs import LockDialog

        workspace, period = self._session.committed(), self._session.period
        if workspace is None:
            return
        content = workspace.content
        before = content.lock(period)
        change = unlock if before.is_locked else lock
        reason = LockDialog.ask(unit=content.unit, lock=before, parent=self._window)
        if reason:
            self._session.perform(change, period, reason)

    def change_rules(self) -> None:
        """亮灯规则."""
        from cixi_desktop.actions.configure import set_rules
        from ui.dialogs.rules_dialog import RulesDialog

        workspace, assessment = self._session.committed(), self._session.assessment
        if workspace is None or assessment is None:
            return
        rules = RulesDialog.ask(
            assessment=assessment,
            judged_by=partial(_judged, workspace, assessment),
            parent=self._window,
        )
        if rules is not None:
            self._session.perform(set_rules, rules)

    def change_basis(self, target_id: str) -> None:
        """指标口径 of one figure, or 完成时限 of one item; of the first figure where none is named."""
        from cixi_desktop.actions.configure import set_basis
        from ui.dialogs.basis_dialog import BasisDialog

        workspace = self._session.committed()
        if workspace is None:
            return
        plan = workspace.plan.original or workspace.plan
        target = plan.target(target_id or plan.indicators[0].id)
        basis = BasisDialog.ask(target=target, basis=workspace.content.basis(target.id), parent=self._window)
        if basis is not None:
            self._session.perform(set_basis, basis)

    def change_unit(self) -> None:
        """单位和填报人; its tasks, too, as long as nobody has any."""
        from cixi_desktop.actions.configure import tasks_named
        from cixi_desktop.records.bureau import Duty
        from cixi_desktop.records.units import UNASSIGNED
        from ui.dialogs.unit_dialog import UnitDialog

        workspace = self._session.committed()
        if workspace is None:
            return
        current = workspace.unit(self._session.own_unit_id)
        has_duties = any(isinstance(record, Duty) for record in workspace.content.records.values())
        choice = UnitDialog.ask(
            units=workspace.units(),
            current=current,
            actor=self.settings.actor,
            read_tasks=None if has_duties or current != UNASSIGNED else partial(tasks_named, workspace.plan),
            show_all=self._change_all_units,
            parent=self._window,
        )
        if choice is not None:
            self.take_unit(choice)

    def _change_all_units(self) -> None:
        """单位和分工 from within 单位和填报人, and back to choose one's own."""
        self.change_bureau()
        self.change_unit()

    def change_bureau(self) -> None:
        """单位和分工."""
        from cixi_desktop.actions.configure import assign, check_deletable
        from cixi_desktop.actions.units import free_number
        from ui.bureau.bureau_dialog import BureauDialog

        workspace = self._session.committed()
        if workspace is None:
            return
        choice = BureauDialog.ask(
            plan=workspace.plan,
            content=workspace.content,
            units=workspace.units(),
            free_number=free_number(workspace),
            check_deletable=partial(check_deletable, workspace),
            own=workspace.unit(self._session.own_unit_id),
            parent=self._window,
        )
        if choice is not None:
            self._session.perform(assign, units=choice.units, duties=choice.duties)
            self._session.unit_changed.emit(workspace.content.unit)

    def change_interpretations(self) -> None:
        """口径问题和月度计划."""
        from cixi_desktop.actions.configure import decide
        from ui.bureau.interpretations_dialog import InterpretationsDialog

        workspace = self._session.committed()
        if workspace is None:
            return
        choice = InterpretationsDialog.ask(
            plan=workspace.plan, content=workspace.content, parent=self._window
        )
        if choice is not None:
            self._session.perform(decide, decisions=choice.decisions, bases=choice.bases)

    def change_settings(self) -> None:
        """选项."""
        from cixi_desktop.actions.configure import set_rules
        from cixi_desktop.wording.filenames import file_name
        from ui.dialogs.settings_dialog import SettingsDialog

        workspace = self._session.committed()
        if workspace is None:
            return
        rules = workspace.content.rules
        name_by = partial(
            file_name,
            unit=workspace.unit(self._session.own_unit_id).name,
            period=self._session.period,
            called=workspace.plan.document.called,
            on=self._now().date(),
        )
        chosen = SettingsDialog.ask(
            settings=self.settings, due_day=rules.due_day, name_by=name_by, parent=self._window
        )
        if chosen is not None:
            settings, due_day = chosen
            self.keep(settings)
            if due_day != rules.due_day:
                self._session.perform(set_rules, replace(rules, due_day=due_day))

    def show_large(self, make_page: Callable[[], Page | None], step: Callable[[int], object]) -> None:
        """会议大屏 of what is shown, and of the periods that ``step`` leads to."""
        from ui.overview.large_view import LargeView

        view = LargeView(parent=self._window)
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def refresh() -> None:
            page = make_page()
            if page is not None:
                view.show_page(page)

        refresh()
        view.stepped.connect(step)
        view.left.connect(view.close)
        connection = self._session.shown.connect(refresh)
        view.destroyed.connect(lambda: self._session.shown.disconnect(connection))
        view.showFullScreen()
        view.setFocus()

    def show_help(self, topic: str = "") -> None:
        """使用说明."""
        from ui.dialogs.help_view import HelpView

        HelpView.ask(topic=topic, parent=self._window)

    def show_about(self) -> None:
        """关于."""
        from ui.dialogs.help_view import AboutDialog

        workspace = self._session.workspace
        plan = workspace.plan if workspace else None
        AboutDialog.ask(plan=plan, folder=self._folder, parent=self._window)

    def take_unit(self, choice: UnitChoice) -> None:
        """Go to the chosen unit (made if it is new), signed by the chosen person; keep all names given."""
        from cixi_desktop.actions.configure import lead
        from cixi_desktop.records.units import UNASSIGNED, unit_named

        workspace = self._session.workspace
        if workspace is None:
            return
        was_named = workspace.unit(self._session.own_unit_id) != UNASSIGNED
        if self._name_units(choice):
            unit = unit_named(workspace.units(), choice.name) or UNASSIGNED
            before = workspace.content.unit
            self._session.choose_unit(unit.id)
            self._carry_over(workspace, before)
            if choice.tasks:
                self._session.perform(lead, choice.tasks)
            chosen = replace(self.settings, unit_id=workspace.content.unit.id, actor=choice.actor)
            workspace.actor = chosen.signer(self._account)
            self._session.unit_changed.emit(workspace.content.unit)
            self.keep(chosen)
            if not was_named:
                self._ask_for_duties()

    def _ask_for_duties(self) -> None:
        """单位和分工 at once where it is what comes next of the unit that was just named."""
        from cixi_desktop.wording.header import next_step

        assessment, content = self._session.assessment, self._session.content
        following = next_step(assessment, content) if assessment and content else None
        if following is not None and following.command == "bureau":
            self.change_bureau()

    def _carry_over(self, workspace: Workspace, before: Unit) -> None:
        """Offer to give the unit that is chosen now what was entered while there was none."""
        from cixi_desktop.actions.units import entered_count, merge_units
        from cixi_desktop.records.units import UNASSIGNED
        from ui.dialogs.unit_dialog import CarryDialog

        unit, count = workspace.content.unit, entered_count(workspace, UNASSIGNED.id)
        is_chosen_now = before.id == UNASSIGNED.id != unit.id
        if is_chosen_now and count and CarryDialog.ask(count=count, name=unit.name, parent=self._window):
            self._session.perform(merge_units, before, unit)

    def _name_units(self, choice: UnitChoice) -> bool:
        """Rename what was renamed, then make what is new, which may take over a name; whether it was done."""
        from cixi_desktop.actions.configure import add_unit, set_unit_names
        from cixi_desktop.records.units import Unit

        named = (Unit(id=choice.unit_id, name=choice.name), *choice.others)
        known = [unit for unit in named if unit.id]
        is_done = self._session.perform(set_unit_names, known)
        for new in (unit for unit in named if not unit.id):
            is_done = is_done and self._session.perform(add_unit, new.name)
        return is_done

    def keep(self, settings: Settings) -> None:
        """Have these settings in force, now and after the next start."""
        self.settings = settings
        try:
            save_settings(self._folder, settings)
        except CixiError as error:
            self._session.failed.emit(error)


def _id_of(workspace: Workspace, target_id: str) -> str:
    """The id of the figure that a commitment of that id cites, or of the item; “” for none."""
    return workspace.plan.target(target_id).id if target_id else ""


def _judged(workspace: Workspace, shown: Assessment, rules: Rules) -> Assessment:
    """The shown period as other rules would judge it."""
    from cixi_desktop.assessment.assess import assess

    content = workspace.content_of(shown.period).with_records(
        [(("rules", str(workspace.content.year)), rules)]
    )
    return assess(workspace.plan, content, shown.period)
