"""单位和分工: the bureau's units, and who answers for what; all of it is taken over in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.duty_table import duty_count
from ui.bureau.duties_tab import DutiesTab
from ui.bureau.units_tab import UnitsTab
from ui.table.table_dialog import TableDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.bureau import Duty
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.units import Unit

SIZE = (1080, 640)


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
        check_deletable: Callable[[Unit], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title="单位和分工", size=SIZE, parent=parent)
        self._check_deletable = check_deletable
        self.units = UnitsTab(units=units, check_deletable=self._check_unused, parent=self)
        self.duties = DutiesTab(plan=plan, content=content, units=self.units.units, parent=self)
        self.add_page("单位(&1)", self.units, self.units.table)
        self.add_page("分工(&2)", self.duties, self.duties.table)
        self.units.edited.connect(lambda: self.duties.show_units(self.units.units))
        self.duties.units_wanted.connect(self.units.add)
        if len(units) > 1:
            self.tabs.setCurrentWidget(self.duties)

    @classmethod
    def ask(
        cls,
        *,
        plan: Plan,
        content: Content,
        units: Sequence[Unit],
        check_deletable: Callable[[Unit], None],
        parent: QWidget | None = None,
    ) -> BureauChoice | None:
        """What the user entered; None if all stays as it is."""
        dialog = cls(plan=plan, content=content, units=units, check_deletable=check_deletable, parent=parent)
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
