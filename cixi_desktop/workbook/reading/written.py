"""What the program wrote into a workbook, by its hidden sheet."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.workbook.identity import LEDGER_KEY, MONTH_KEY, SHOWN_KEY, TASK_KEY
from cixi_desktop.workbook.reading.reading import Refused
from cixi_desktop.workbook.reading.records import (
    ASK_ANEW,
    decode_entry,
    decode_narrative,
    decode_object,
    decode_rows,
    decode_shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.entries import Series
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.workbook.reading.stamp import Machine, MachineRow
    from cixi_desktop.workbook.reading.table_edits import Shown


class WrittenRecords:
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
        if machine is not None:
            self._take(machine)

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

    def _take(self, machine: Machine) -> None:
        """CixiError where a whole row is unreadable or lost: nobody can tell then what was entered."""
        for row in machine.rows:
            if row.key == SHOWN_KEY:
                self._take_each(machine, row, self._take_shown)
            elif row.key == MONTH_KEY:
                self._take_each(machine, row, partial(self._take_entered, self._month(row)))
        if not any((row.key, row.month) == (MONTH_KEY, str(self.period.last)) for row in machine.rows):
            raise CixiError(f"系统识别页缺少{self.period.last}月的内容。", ASK_ANEW)

    def _month(self, row: MachineRow) -> Period:
        if not row.month.isdecimal() or not 1 <= int(row.month) <= self.period.last:
            raise CixiError(f"系统识别页的月份“{row.month[:9]}”无法识别。", ASK_ANEW)
        return month(self.plan.year, int(row.month))

    def _take_each(self, machine: Machine, row: MachineRow, take: Callable[[str, object], None]) -> None:
        """Each key by itself; what is wrong with one is kept. A figure is not taken in without its list."""
        for key, value in decode_object(row.content).items():
            try:
                take(key, value)
            except CixiError as error:
                place = key.removeprefix(LEDGER_KEY)
                self.faults.append(Refused(machine.sheet, row.cell, str(error), place))

    def _take_shown(self, key: str, value: object) -> None:
        self._check_key(key)
        self.shown[key] = decode_shown(value)

    def _take_entered(self, period: Period, key: str, value: object) -> None:
        if key.startswith(LEDGER_KEY):
            target_id = self.plan.target(key.removeprefix(LEDGER_KEY)).id
            self.ledger += decode_rows(target_id, period, value)
        elif key.startswith(TASK_KEY):
            task_id = self.plan.task(key.removeprefix(TASK_KEY)).id
            self.narratives[task_id] = decode_narrative(task_id, period, value)
        else:
            target = self.plan.target(key)
            entry = decode_entry(target, period, value)
            if not entry.is_empty:
                self.months[target.id][period.last] = entry

    def _check_key(self, key: str) -> None:
        """CixiError if the plan has nothing of that key."""
        if key.startswith(TASK_KEY):
            self.plan.task(key.removeprefix(TASK_KEY))
        else:
            self.plan.target(key)
