"""单位和分工: the tables of units and duties under two tabs, taken over in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.duty_table import LEAD, SUPPORT, DutyTable, duty_count, duty_rows, renamed
from cixi_desktop.pasting.unit_table import new_row, read_units, unit_layout, unit_rows
from cixi_desktop.records.units import UNASSIGNED
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.help_view import offer_help
from ui.style.style import as_typed
from ui.table.table_dialog import TableDialog, lay_out_page
from ui.table.text_table import TextTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.bureau import Duty
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.units import Unit

UNITS_WORDS = (
    "在此登记科室、局属单位，各处统一使用。可从WPS或Excel复制名称、简称、负责人、电话，"
    "选中表格按Ctrl+V粘贴，预览后写入。"
)
DUTIES_WORDS = (
    "先填任务的分工；指标和事项默认与任务相同，不同的取消“只看任务”后单独填写。单位写名称或简称，"
    "几个配合科室用顿号隔开；完成时限可写9月30日、9月底、年底。"
)
TITLE_EMS = 21
SIZE = (1080, 640)


class UnitsTab(QWidget):
    """``free_number`` is that of a new unit; ``check_deletable`` raises CixiError for one that must stay.

    Signals: ``edited()``.
    """

    edited = Signal()

    def __init__(
        self,
        *,
        units: Sequence[Unit],
        free_number: int,
        check_deletable: Callable[[Unit], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._known = tuple(units)
        self._free_number = free_number
        self._check_deletable = check_deletable
        self.table = TextTable(name="单位名单", layout=unit_layout(), rows=unit_rows(units), parent=self)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.up = QPushButton("上移(&U)", self)
        self.down = QPushButton("下移(&D)", self)
        self.delete = QPushButton("删除单位(&R)", self)
        buttons = (self.up, self.down, self.delete)
        lay_out_page(self, UNITS_WORDS, self.table, buttons=buttons)
        self.table.edited.connect(self.edited)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.delete.clicked.connect(self._delete)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units as the table has them."""
        return read_units(self.table.texts.rows, self._known, self._free_number)

    def add(self, names: Sequence[str]) -> None:
        """Add units of these names."""
        added = tuple(new_row().with_cell(0, name) for name in names)
        self.table.texts.put((*self.table.texts.rows, *added))

    def _move(self, step: int) -> None:
        rows, here = list(self.table.texts.rows), self.table.currentIndex()
        there = here.row() + step
        if here.row() < len(rows) and 0 <= there < len(rows):
            rows[here.row()], rows[there] = rows[there], rows[here.row()]
            self.table.texts.put(tuple(rows))
            self.table.go_to((there, here.column()))

    def _delete(self) -> None:
        rows, number = self.table.texts.rows, self.table.currentIndex().row()
        if number >= len(rows):
            return
        try:
            for unit in self._known:
                if unit.id == rows[number].key:
                    self._check_deletable(unit)
        except CixiError as error:
            ErrorDialog.ask(error, parent=self)
            return
        self.table.texts.put((*rows[:number], *rows[number + 1 :]))
        self.table.go_to((min(number, len(rows) - 1), 0))


class DutiesTab(QWidget):
    """``own`` is the unit that fills in here. Tasks alone are shown while all else follows them.

    Signals: ``edited()``; ``units_wanted(names)`` for names that are to become units.
    """

    edited = Signal()
    units_wanted = Signal(tuple)

    def __init__(
        self,
        *,
        plan: Plan,
        content: Content,
        units: Sequence[Unit],
        own: Unit = UNASSIGNED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._own = own
        self._duties = DutyTable(plan, units)
        rows = duty_rows(plan, content, units)
        self.table = TextTable(
            name="分工", layout=self._duties.layout, rows=rows, title_ems=TITLE_EMS, parent=self
        )
        self.only_tasks = QCheckBox("只看任务(&T)", self)
        self.lead = QPushButton("设为牵头(&L)", self)
        self.lead.setToolTip(as_typed(f"所选各行的牵头科室填“{own.name}”"))
        self.lead.setVisible(own != UNASSIGNED)
        self.unknown = QPushButton(self)
        self.table.horizontalHeader().setStretchLastSection(True)
        lay_out_page(self, DUTIES_WORDS, self.table, buttons=(self.only_tasks, self.lead, self.unknown))
        self.only_tasks.toggled.connect(self._show_rows)
        self.only_tasks.setChecked(not any(any(row.cells) for row in rows if not plan.has_task(row.key)))
        self.lead.clicked.connect(self._take_lead)
        self.unknown.clicked.connect(lambda: self.units_wanted.emit(self._unknown()))
        self.table.edited.connect(self._refresh)
        self._refresh()
        self._offer()

    def show_units(self, units: Sequence[Unit]) -> None:
        """Take over other units; where one was renamed, the table follows."""
        before, model = self._duties.units, self.table.texts
        self._duties = DutyTable(self._plan, units)
        model.amend(renamed(model.rows, before, units))
        model.set_layout(self._duties.layout)
        self._offer()

    def records(self) -> tuple[tuple[Duty, date | None], ...]:
        """Duty and deadline of every row; to be asked where there are no faults."""
        return self._duties.records(self.table.texts.rows)

    def _unknown(self) -> tuple[str, ...]:
        return self._duties.unknown(self.table.texts.rows)

    def _offer(self) -> None:
        self.table.offer((LEAD, SUPPORT), [unit.name for unit in self._duties.units])

    def _refresh(self) -> None:
        names = self._unknown()
        self.unknown.setText(f"把“{'、'.join(names[:3])}”{'等' if len(names) > 3 else ''}新增为单位(&N)")
        self.unknown.setVisible(bool(names))
        if any(self.table.isRowHidden(row) for row, _ in self.table.texts.faults):
            self.only_tasks.setChecked(False)
        self.edited.emit()

    def _take_lead(self) -> None:
        """The unit that fills in here leads what is selected."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        self.table.texts.put_texts({(row, LEAD): self._own.name for row in rows})
        self.table.setFocus()

    def _show_rows(self, is_narrowed: bool) -> None:
        for number, row in enumerate(self.table.texts.rows):
            self.table.setRowHidden(number, is_narrowed and not self._plan.has_task(row.key))
        self.table.setFocus()


class BureauChoice(Struct, frozen=True, kw_only=True):
    """All units in their order, and duty and deadline of every task, figure and item."""

    units: tuple[Unit, ...]
    duties: tuple[tuple[Duty, date | None], ...]


class BureauDialog(TableDialog):
    """Two tabs; what is done to the units shows in the duties at once."""

    def __init__(
        self,
        *,
        plan: Plan,
        content: Content,
        units: Sequence[Unit],
        free_number: int,
        check_deletable: Callable[[Unit], None],
        own: Unit = UNASSIGNED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title="单位和分工", size=SIZE, parent=parent)
        self._check_deletable = check_deletable
        self.units = UnitsTab(
            units=units, free_number=free_number, check_deletable=self._check_unused, parent=self
        )
        self.duties = DutiesTab(plan=plan, content=content, units=self.units.units, own=own, parent=self)
        self.add_page("单位(&1)", self.units, self.units.table)
        self.add_page("分工(&2)", self.duties, self.duties.table)
        self.units.edited.connect(lambda: self.duties.show_units(self.units.units))
        self.duties.units_wanted.connect(self.units.add)
        if any(unit != UNASSIGNED for unit in units):
            self.tabs.setCurrentWidget(self.duties)
        offer_help(self, "单位和分工")

    @classmethod
    def ask(
        cls,
        *,
        plan: Plan,
        content: Content,
        units: Sequence[Unit],
        free_number: int,
        check_deletable: Callable[[Unit], None],
        own: Unit = UNASSIGNED,
        parent: QWidget | None = None,
    ) -> BureauChoice | None:
        """What the user entered; None if all stays as it is."""
        dialog = cls(
            plan=plan,
            content=content,
            units=units,
            free_number=free_number,
            check_deletable=check_deletable,
            own=own,
            parent=parent,
        )
        is_accepted = dialog.exec() == cls.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.choice() if is_accepted else None

    def _check_unused(self, unit: Unit) -> None:
        self._check_deletable(unit)
        count = duty_count(self.duties.table.texts.rows, unit.name)
        if count:
            raise CixiError(f"“{unit.name}”还承担{count}项分工，不能删除。", "请先在“分工”中改派。")

    def choice(self) -> BureauChoice:
        """The units and duties as they stand in the tables."""
        return BureauChoice(units=self.units.units, duties=self.duties.records())
