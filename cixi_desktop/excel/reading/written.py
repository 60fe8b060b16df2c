"""What the program wrote into a workbook, by its hidden sheet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.excel.cells import safe_text
from cixi_desktop.excel.identity import LEDGER_KEY, TASK_KEY
from cixi_desktop.excel.reading.reading import Refused
from cixi_desktop.excel.reading.records import decode_entry, decode_narrative, decode_object, decode_row
from cixi_desktop.excel.reading.table_edits import Shown
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.records.entries import Entry, Narrative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.excel.reading.stamp import Machine, MachineRow
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.entries import Series
    from cixi_desktop.records.ledgers import LedgerRow


class Written:
    """Its records, and what each row of the table showed; nothing at all where the sheet is lost."""

    def __init__(self, *, plan: Plan, period: Period, machine: Machine | None) -> None:
        self.plan = plan
        self.period = period
        self.is_whole = machine is not None
        self.shown: dict[str, Shown] = {}
        self.months: dict[str, dict[int, Entry]] = defaultdict(dict)
        self.narratives: dict[str, Narrative] = {}
        self.ledger: list[LedgerRow] = []
        self.faults: list[Refused] = []
        for row in machine.rows if machine else ():
            try:
                self._take(row)
            except CixiError as error:
                self.faults.append(Refused(machine.sheet if machine else "", row.cell, str(error), row.key))

    @property
    def keys(self) -> set[str]:
        """Figures, items and tasks that it speaks of."""
        targets = {self.plan.target(key).id for key in self.shown if not key.startswith(TASK_KEY)}
        return targets | {key for key in self.shown if key.startswith(TASK_KEY)}

    def entry(self, target_id: str) -> Entry:
        """The entry as it was handed out, or an empty one."""
        found = self.months[target_id].get(self.period.last)
        return found or Entry(target_id=target_id, unit_id="", period=self.period.closing)

    def narrative(self, task_id: str) -> Narrative:
        """The text as it was handed out, or an empty one."""
        found = self.narratives.get(task_id)
        return found or Narrative(task_id=task_id, unit_id="", period=self.period.closing)

    def series(self, target_id: str) -> Series:
        """The entries of the months before."""
        months = self.months[target_id]
        return tuple(months.get(n) if n < self.period.last else None for n in range(1, MONTHS + 1))

    def earlier(self) -> Iterator[Entry]:
        """The entries of the months before, of all targets."""
        for months in self.months.values():
            yield from (entry for number, entry in sorted(months.items()) if number < self.period.last)

    def _take(self, row: MachineRow) -> None:
        if not row.month.isdecimal() or not 1 <= int(row.month) <= self.period.last:
            raise CixiError(f"系统识别页的月份“{row.month[:9]}”无法识别。", "请让填报单位重新导出。")
        number = int(row.month)
        period = month(self.plan.year, number)
        if row.key.startswith(LEDGER_KEY):
            target_id = self.plan.target(row.key.removeprefix(LEDGER_KEY)).id
            self.ledger.append(decode_row(target_id, period, row.record))
            return
        is_text = row.key.startswith(TASK_KEY)
        of_task = self.plan.task(row.key.removeprefix(TASK_KEY)).id if is_text else ""
        target = None if is_text else self.plan.target(row.key)
        if number == self.period.last:
            cells = {head: safe_text(str(text)) for head, text in decode_object(row.shown).items()}
            self.shown[row.key] = Shown(row.derived, cells)
        if target is None:
            self.narratives[of_task] = decode_narrative(of_task, period, row.record)
            return
        entry = decode_entry(target, period, row.record)
        if not entry.is_empty:
            self.months[target.id][number] = entry
