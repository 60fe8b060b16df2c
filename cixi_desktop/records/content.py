"""Everything that is assessed together: one year's current entries, texts, bases and rules of one unit."""

from __future__ import annotations

from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct, field
from msgspec.structs import replace

from cixi_desktop.periods import FIRST_YEAR, MONTHS
from cixi_desktop.plan import Item
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Decision, Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative, Series, measured
from cixi_desktop.records.handovers import Contact, Correction, Lock, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.records.units import ALL_UNITS, UNASSIGNED, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Indicator, Plan, Task
    from cixi_desktop.records import Key
    from cixi_desktop.records.origins import Origin
    from cixi_desktop.records.record import Record


def _nothing() -> Mapping[Key, Record]:
    return MappingProxyType({})


_NO_ENTRIES: Series = (None,) * MONTHS


@cache
def _no_basis(target_id: str, year: int) -> Basis:
    return Basis(target_id=target_id, year=year)


@cache
def _no_duty(subject_id: str, year: int) -> Duty:
    return Duty(subject_id=subject_id, year=year)


class Content(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """The current records of ``unit`` for the plan of ``year``, by key.

    Compared by identity: every change makes another.
    ``damage`` names what of the file could not be read, and so may be missing.
    ``origins`` say, by target, where the figures of several units together come from.
    """

    unit: Unit
    year: int = FIRST_YEAR
    records: Mapping[Key, Record] = field(default_factory=_nothing)
    is_sample: bool = False
    damage: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """The light rules in force."""
        record = self.records.get(("rules", str(self.year)))
        return record if isinstance(record, Rules) else DEFAULT_RULES

    def entry(self, target_id: str, period: Period) -> Entry | None:
        """What was entered for a figure or item in the month that ``period`` closes with."""
        record = self.records.get(("entry", target_id, self.unit.id, period.closing.key))
        return record if isinstance(record, Entry) else None

    def narrative(self, task_id: str, period: Period) -> Narrative:
        """The text of a task in the month that ``period`` closes with; empty where none was written."""
        record = self.records.get(("narrative", task_id, self.unit.id, period.closing.key))
        if isinstance(record, Narrative):
            return record
        return Narrative(task_id=task_id, unit_id=self.unit.id, period=period.closing)

    def basis(self, target_id: str) -> Basis:
        """What the bureau set for a target; empty where the plan's own reading stands."""
        record = self.records.get(("basis", target_id, str(self.year)))
        return record if isinstance(record, Basis) else _no_basis(target_id, self.year)

    def adapt(self, plan: Plan, last: int = MONTHS) -> Plan:
        """The plan with stages, bands, words and the unit's own shares, as they are set for a month."""
        return plan.adapted(self._own_readings, last)

    def _own_readings(self, last: int) -> dict[str, dict[str, Any]]:
        """By figure and item the fields that are set over the plan's in a month."""
        own = {basis.target_id: basis.own_fields for basis in self._bases if basis.own_fields}
        for target_id, share in self.own_shares(last).items():
            own[target_id] = own.get(target_id, {}) | {"target": share}
        return own

    @cached_property
    def _bases(self) -> tuple[Basis, ...]:
        known = (record for record in self.records.values() if isinstance(record, Basis))
        return tuple(basis for basis in known if basis.year == self.year)

    def own_shares(self, last: int) -> dict[str, Decimal]:
        """The unit's own part of the figures that are divided over units, by figure, in a month."""
        return {
            basis.target_id: share.amount
            for basis in self._bases
            if basis.shares
            for share in basis.shares_in(last)
            if share.unit_id == self.unit.id
        }

    def is_left_out(self, target_id: str, last: int) -> bool:
        """Whether the figure is divided over units, and this one has no part in it."""
        shares = self.basis(target_id).shares_in(last)
        is_one_of_many = self.unit.id not in {UNASSIGNED.id, ALL_UNITS.id}
        return is_one_of_many and bool(shares) and self.unit.id not in {each.unit_id for each in shares}

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that are known, and its own."""
        known = (record for record in self.records.values() if isinstance(record, Unit))
        return tuple({unit.id: unit for unit in (self.unit, *known)}.values())

    def duty(self, subject_id: str) -> Duty:
        """Who answers for a task, figure or item in its own right; empty where nobody was named."""
        record = self.records.get(("duty", subject_id, str(self.year)))
        return record if isinstance(record, Duty) else _no_duty(subject_id, self.year)

    def deadline(self, subject: Task | Indicator | Item, task_id: str) -> date | None:
        """The 完成时限 of a subject: its own, the plan's, else its task's; None where none is set."""
        planned = subject.deadline if isinstance(subject, Item) else None
        return self.basis(subject.id).deadline or planned or self.basis(task_id).deadline

    def unit_name(self, unit_id: str) -> str:
        """The name of a unit; 未分配 for none, and for one that is no longer there."""
        if unit_id == self.unit.id:
            return self.unit.name
        record = self.records.get(("unit", unit_id))
        return record.name if isinstance(record, Unit) else UNASSIGNED.name

    def decision(self, reading_id: str) -> Decision:
        """What the bureau decided on an interpretation; empty where the provisional answer stands."""
        record = self.records.get(("decision", reading_id, str(self.year)))
        return record if isinstance(record, Decision) else Decision(reading_id=reading_id, year=self.year)

    def lock(self, period: Period) -> Lock:
        """Whether the month that ``period`` closes with is locked for the unit."""
        record = self.records.get(("lock", self.unit.id, period.closing.key))
        if isinstance(record, Lock):
            return record
        return Lock(unit_id=self.unit.id, period=period.closing, is_locked=False)

    def submission(self, period: Period) -> Submission | None:
        """The newest hand-in of the month that ``period`` closes with."""
        record = self.records.get(("submission", self.unit.id, period.closing.key))
        return record if isinstance(record, Submission) else None

    def review(self, period: Period) -> Review | None:
        """The verdict on the month that ``period`` closes with."""
        record = self.records.get(("review", self.unit.id, period.closing.key))
        return record if isinstance(record, Review) else None

    def correction(self, target_id: str, period: Period) -> Correction | None:
        """What the office changed of a figure or item in that month in the unit's place."""
        record = self.records.get(("correction", target_id, self.unit.id, period.closing.key))
        return record if isinstance(record, Correction) else None

    def contact(self, period: Period) -> Contact | None:
        """When the unit was last spoken to about that month."""
        record = self.records.get(("contact", self.unit.id, period.closing.key))
        return record if isinstance(record, Contact) else None

    def figure_decision(self, target_id: str, period: Period) -> FigureDecision | None:
        """What the bureau decided on a figure, as it is in force in the month that ``period`` closes with."""
        made = (
            each for each in self._figure_decisions.get(target_id, ()) if each.from_period.year == period.year
        )
        return max(
            (each for each in made if each.from_period <= period.closing),
            key=lambda each: each.from_period,
            default=None,
        )

    @cached_property
    def _figure_decisions(self) -> dict[str, list[FigureDecision]]:
        found: dict[str, list[FigureDecision]] = {}
        for record in self.records.values():
            if isinstance(record, FigureDecision):
                found.setdefault(record.target_id, []).append(record)
        return found

    def ledger(self, target_id: str) -> tuple[LedgerRow, ...]:
        """The rows of the list behind a figure or item, by month and then as they were entered."""
        return self._ledgers.get(target_id, ())

    @cached_property
    def _ledgers(self) -> dict[str, tuple[LedgerRow, ...]]:
        rows = [record for record in self.records.values() if isinstance(record, LedgerRow)]
        rows.sort(key=lambda row: (row.period, row.unit_id, len(row.id), row.id))
        found: dict[str, list[LedgerRow]] = {}
        for row in rows:
            found.setdefault(row.target_id, []).append(row)
        return {target_id: tuple(kept) for target_id, kept in found.items()}

    def series(self, target_id: str, year: int) -> Series:
        """The entries of one target by month, January first; parts of a list measured by the quarter's."""
        entered = self._entered.get((target_id, year))
        if entered is None:
            return _NO_ENTRIES
        place = (target_id, year)
        if place not in self._series:
            self._series[place] = measured(tuple(entered.get(number) for number in range(1, MONTHS + 1)))
        return self._series[place]

    def reported_ids(self, year: int) -> Iterator[str]:
        """The figures and items with an entry in that year."""
        return (target_id for target_id, of_year in self._entered if of_year == year)

    @cached_property
    def _entered(self) -> dict[tuple[str, int], dict[int, Entry]]:
        """The unit's entries by target and year, and then by month: of two hundred units, each has a few."""
        found: dict[tuple[str, int], dict[int, Entry]] = {}
        for record in self.records.values():
            if isinstance(record, Entry) and record.unit_id == self.unit.id:
                when = record.period
                found.setdefault((record.target_id, when.year), {})[when.last] = record
        return found

    @cached_property
    def _series(self) -> dict[tuple[str, int], Series]:
        """The series that were asked for: every period asks for every one of them, a saved entry for one."""
        return {}

    def entered_ids(self, period: Period) -> frozenset[str]:
        """The figures and items with an entry or a row of a list in the year up to the end of ``period``."""
        return frozenset(
            record.target_id
            for record in self.records.values()
            if isinstance(record, (Entry, LedgerRow))
            and record.period.is_month
            and record.period.year == period.year
            and record.period.last <= period.last
            and (isinstance(record, LedgerRow) or record.unit_id == self.unit.id)
        )

    def with_records(self, records: Iterable[tuple[Key, Record | None]]) -> Content:
        """This content with some records put (or, where None, taken out)."""
        merged = cast(
            "dict[Key, Record]", self.records
        ).copy()  # or a view of one; ``dict()`` reads it by key
        for key, record in records:
            if record is None:
                merged.pop(key, None)
            else:
                merged[key] = record
        return replace(self, records=MappingProxyType(merged))
