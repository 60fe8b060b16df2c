"""The open data file in memory: the plan, the content of one unit or of all, and the one way to change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import is_not
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from msgspec.structs import replace

from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.errors import CixiError, StaleError
from cixi_desktop.history import STEPS_KEPT, Change, History, Operation, Step, inverse, replay
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import AdoptedPlan
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance, Lock, locked_error
from cixi_desktop.records.record import REPORTED, OfBureau, OfUnit, Record, year_of
from cixi_desktop.records.units import ALL_UNITS, UNASSIGNED, Unit

if TYPE_CHECKING:
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store, UnitOfWork
    from cixi_desktop.records import Key


def known_units(store: Store) -> tuple[Unit, ...]:
    """Every unit of the file in the bureau's order; 未分配 (or the name it was given) first by default."""
    known = {unit.id: unit for unit in (UNASSIGNED, *store.load(Unit))}
    return tuple(sorted(known.values(), key=lambda unit: (unit.place, len(unit.id), unit.id)))


def shared_records(store: Store, year: int | None = None, *, as_of: int | None = None) -> list[Record]:
    """What holds for the whole bureau in a year, or in every year."""
    return [record for kind in get_args(OfBureau) for record in store.load(kind, year=year, as_of=as_of)]


def read_content(plan: Plan, store: Store, unit: Unit, *, as_of: int | None = None) -> Content:
    """The records of one unit for the plan's year, with what holds for the whole bureau.

    As they are now, or as operation ``as_of`` left them.
    """
    records: list[Record] = []
    with store.snapshot():
        for kind in get_args(OfUnit):
            records += store.load(kind, year=plan.year, unit_id=unit.id, as_of=as_of)
        records += shared_records(store, plan.year, as_of=as_of)
        if _goes_on(records):
            records += store.load(Narrative, year=plan.year - 1, unit_id=unit.id, as_of=as_of)
        is_sample = store.is_sample()
    damage = store.damage
    keyed = MappingProxyType({record.key: record for record in records})
    return Content(unit=unit, year=plan.year, records=keyed, is_sample=is_sample, damage=damage)


def _nameless(unit_id: str) -> Unit:
    """A unit of which the name could not be read."""
    return Unit(id=unit_id, name=f"单位{unit_id}")


def _goes_on(records: Iterable[Record]) -> bool:
    """Whether any task goes on with one of the year before, whose problems and steps are asked about then."""
    return any(isinstance(record, Basis) and record.follows for record in records)


def all_contents(plan: Plan, store: Store) -> tuple[Content, ...]:
    """The current content of every unit, read kind by kind: many units cost no more than their rows."""
    shared: dict[Key, Record] = {}
    own: dict[str, dict[Key, Record]] = defaultdict(dict)
    with store.snapshot():
        for kind in get_args(OfBureau):
            shared |= {record.key: record for record in store.load(kind, year=plan.year)}
        for kind in get_args(OfUnit):
            for record in store.load(kind, year=plan.year):
                own[record.unit_id][record.key] = record
        for text in store.load(Narrative, year=plan.year - 1) if _goes_on(shared.values()) else ():
            own[text.unit_id][text.key] = text
        units, is_sample = known_units(store), store.is_sample()
        if store.damage:
            units += tuple(map(_nameless, own.keys() - {unit.id for unit in units}))
    return tuple(
        Content(
            unit=unit,
            year=plan.year,
            records=MappingProxyType(own[unit.id] | shared),
            is_sample=is_sample,
            damage=store.damage,
        )
        for unit in units
    )


def reported_content(plan: Plan, store: Store, period: Period) -> Content:
    """The content of every unit that has entered anything this year, as one; of 未分配 if none has.

    With the decisions on figures that are in force at the end of ``period``.
    """
    from cixi_desktop.consolidation.combine import combined

    active = {entry.unit_id for entry in store.load(Entry, year=plan.year)}
    active |= {narrative.unit_id for narrative in store.load(Narrative, year=plan.year)}
    units = known_units(store)
    reporting = [unit for unit in units if unit.id in active] or [units[0]]
    return combined(plan, [read_content(plan, store, unit) for unit in reporting], period)


def _read_history(store: Store) -> History:
    """What can be undone, from as much of the journal as holds the steps: typing makes many operations."""
    limit = STEPS_KEPT
    read: tuple[Operation, ...] = ()
    while True:
        older = store.operations(limit=limit, before=read[0].id if read else None)
        read = (*older, *read)
        history = replay(read)
        is_enough = len(history.undo) >= STEPS_KEPT or any(operation.is_barrier for operation in older)
        if is_enough or len(older) < limit:
            return History(history.undo[-STEPS_KEPT:], history.redo)
        limit = len(read)


Listener = Callable[[Operation], None]


class Workspace:
    """Plan, store and the current content: of one unit, or of all as one, which is only looked at.

    Every change goes through ``perform``, which commits before it shows. ``contents`` are those of every unit
    while all are chosen; ``content`` holds then what is the bureau's. ``shipped`` is the plan that comes with
    the program. ``is_looked_at`` says that the unit is another one than works here.
    """

    def __init__(
        self,
        *,
        plan: Plan,
        store: Store,
        actor: str,
        unit_id: str = UNASSIGNED.id,
        shipped: Plan | None = None,
    ) -> None:
        self._plan = plan
        self.shipped = shipped or plan
        self.store = store
        self.actor = actor
        self.content = Content(unit=UNASSIGNED, year=plan.year)
        self.contents: tuple[Content, ...] = ()
        self.is_looked_at = False
        self._combined: dict[Period, Content] = {}
        self._history: History | None = None
        self._stamp = store.stamp()
        self._listeners: list[Listener] = []
        self._judged: dict[Period, Assessment] = {}
        self._doubted: dict[Period, Mapping[str, tuple[Issue, ...]]] = {}
        self._judged_of: tuple[Content, ...] = ()
        self._planned_of: Content | None = None
        self._adopted = store.load(AdoptedPlan, year=plan.year)
        self.load(unit_id)

    @property
    def plan(self) -> Plan:
        """The plan with what the bureau has set over it; another object only when that has changed."""
        content = self.content
        if self._planned_of is not content:
            self._plan, self._planned_of = content.adapt(self._plan), content
        return self._plan

    def open_plan(self, plan: Plan) -> None:
        """Work on another plan, or another version, and what is kept for its year."""
        self._plan, self._planned_of = plan, None
        self._adopted = self.store.load(AdoptedPlan, year=plan.year)
        self.load(self.content.unit.id)

    def load(self, unit_id: str) -> None:
        """Read the current records of one unit or of all for the plan's year; an unknown one is 未分配."""
        with self.store.snapshot():
            is_total = unit_id == ALL_UNITS.id and len(self.units()) > 1
            self.contents = all_contents(self.plan, self.store) if is_total else ()
            self.content = (
                _shared(self.contents)
                if is_total
                else read_content(self.plan, self.store, self.unit(unit_id))
            )

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id; 未分配 for an unknown one, one without a name if that may be damaged."""
        keys = (replace(UNASSIGNED, id=unit_id).key, UNASSIGNED.key)
        found = (self.store.current(key) for key in keys)
        unit = next((unit for unit in found if isinstance(unit, Unit)), UNASSIGNED)
        return _nameless(unit_id) if self.store.damage and unit.id != unit_id else unit

    @property
    def is_office(self) -> bool:
        """Whether figures of others came here, and none is the unit's own."""
        has_own = any(
            isinstance(record, REPORTED) and year_of(record) == self._plan.year
            for record in self.content.records.values()
        )
        return not has_own and bool(self.store.load(Acceptance, year=self._plan.year))

    @property
    def is_total(self) -> bool:
        """Whether all units are shown as one."""
        return bool(self.contents)

    def content_of(self, period: Period) -> Content:
        """What is shown of a period: the unit's content; of all units each figure as settled by then."""
        from cixi_desktop.consolidation.combine import combined

        if not self.contents:
            return self.content
        self._forget_outdated()
        closing = period.closing
        if closing not in self._combined:
            self._combined[closing] = combined(self.plan, self.contents, closing)
        return self._combined[closing]

    def refresh(self) -> None:
        """Take in what was changed by another program: the records of the unit, and what can be undone."""
        self._stamp = self.store.stamp()
        self._history = None
        self.load(self.content.unit.id)

    @property
    def is_replanned(self) -> bool:
        """Whether the file has other versions of the open plan than when that was opened."""
        return self.store.load(AdoptedPlan, year=self._plan.year) != self._adopted

    @property
    def is_outdated(self) -> bool:
        """Whether another program has saved something since the content was read."""
        return self.store.stamp() != self._stamp

    def units(self) -> tuple[Unit, ...]:
        """Every unit of the file, 未分配 first unless it was given a name."""
        return known_units(self.store)

    def assess(self, period: Period) -> Assessment:
        """The current content, judged as of the end of ``period``; kept until the content is another."""
        self._forget_outdated()
        if period not in self._judged:
            found = assess(self.plan, self.content_of(period), period)
            self._judged[period] = replace(found, is_looked_at=True) if self.is_looked_at else found
        return self._judged[period]

    def issues(self, period: Period) -> Mapping[str, tuple[Issue, ...]]:
        """What is wrong or doubtful at the end of ``period``, by the id of the target or task."""
        from cixi_desktop.checks.findings import month_issues

        assessment = self.assess(period)
        if period not in self._doubted:
            self._doubted[period] = month_issues(assessment, self.content_of(period))
        return self._doubted[period]

    def _forget_outdated(self) -> None:
        now = (self.content, *self.contents)
        if len(now) != len(self._judged_of) or any(map(is_not, now, self._judged_of)):
            self._judged_of = now
            for kept in (self._judged, self._doubted, self._combined):
                kept.clear()

    def revision(self, period: Period) -> int:
        """修订号: how many operations have touched this unit's month, or any unit's where all are shown."""
        unit_id = None if self.is_total else self.content.unit.id
        return self.store.revision(unit_id, period.year, period.last)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every commit; returns what ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def history(self) -> History:
        """What can be undone and redone; read from the journal when first asked for."""
        if self._history is None:
            self._history = _read_history(self.store)
        return self._history

    def perform(
        self,
        label: str,
        changes: tuple[Change, ...],
        *,
        gesture: int = 0,
        is_barrier: bool = False,
    ) -> Operation | None:
        """Commit a change as one operation; None if nothing would change.

        ``gesture`` is the gesture of an earlier operation that this one continues (typing in the same
        field), 0 if it stands alone. A barrier cannot be undone, nor anything before it.
        """
        effective = tuple(change for change in changes if change.before != change.after)
        if not effective:
            return None
        operation = Operation(label=label, changes=effective, gesture=gesture, is_barrier=is_barrier)
        return self._commit(lambda _work: operation)

    def freeze(self, label: str, changes: Callable[[int], tuple[Change, ...]]) -> Operation:
        """Commit a barrier that names what it freezes, by the id of the operation that left it so.

        StaleError, with nothing changed, if another program has saved something since the content was read.
        """

        def made(work: UnitOfWork) -> Operation:
            if work.newest() != self._stamp:
                raise StaleError("数据已被其他程序改动，未保存。", "请按最新内容核对后再试。")
            return Operation(label=label, changes=changes(work.newest()), is_barrier=True)

        return self._commit(made)

    def undo(self) -> Operation:
        """Take the newest step back; CixiError if there is none."""
        if not self.history.undo:
            raise CixiError("没有可撤销的操作。")
        return self._revert(self.history.undo[-1], "撤销")

    def redo(self) -> Operation:
        """Do the step that was last taken back again; CixiError if there is none."""
        if not self.history.redo:
            raise CixiError("没有可重做的操作。")
        return self._revert(self.history.redo[-1], "重做")

    def _revert(self, step: Step, verb: str) -> Operation:
        label = step.label.removeprefix("撤销：").removeprefix("重做：")
        operation = Operation(label=f"{verb}：{label}", changes=inverse(step), reverts=step.gesture)
        return self._commit(lambda _work: operation)

    def _commit(self, make: Callable[[UnitOfWork], Operation]) -> Operation:
        """Commit what is made within the unit of work, while nobody else can write."""
        with self.store.unit_of_work() as work:
            was_outdated = work.newest() != self._stamp
            operation = make(work)
            self._refuse_locked(operation.changes, is_outdated=was_outdated)
            done = work.apply(replace(operation, actor=self.actor))
            work.commit()
        self._history = self._history and self._history.after(done)
        if not was_outdated:
            self._stamp = done.id
        self._take_in(done)
        for listener in tuple(self._listeners):
            listener(done)
        return done

    def _refuse_locked(self, changes: tuple[Change, ...], *, is_outdated: bool) -> None:
        """CixiError if anything reported for a locked month would change, also by undo and redo."""
        records = (record for change in changes for record in (change.before, change.after))
        reported = [record for record in records if isinstance(record, REPORTED)]
        if any(record.unit_id == ALL_UNITS.id for record in reported):
            raise CixiError("全部单位的汇总只供查看，未保存。", "请先选择一个单位，再填报。")
        for unit_id in sorted({record.unit_id for record in reported}):
            months = sorted({record.period for record in reported if record.unit_id == unit_id})
            locks = self._locks(unit_id, months, is_outdated=is_outdated)
            if locks:
                raise locked_error(locks[0], self.unit(unit_id).name)

    def _locks(self, unit_id: str, months: Sequence[Period], *, is_outdated: bool) -> list[Lock]:
        """Those of the months that are locked for any unit: by the file where another program wrote to it."""
        if unit_id == self.content.unit.id and not is_outdated:
            locks = [self.content.lock(period) for period in months]
        else:
            years, closing = {period.year for period in months}, {period.closing for period in months}
            known = (self.store.load(Lock, year=year, unit_id=unit_id) for year in sorted(years))
            locks = [lock for found in known for lock in found if lock.period in closing]
        return [lock for lock in locks if lock.is_locked]

    def _take_in(self, operation: Operation) -> None:
        """Bring the content up to what was committed; records of other units stay out of it."""
        unit = self.content.unit
        is_renamed = any(
            change.key == unit.key or (self.is_total and change.key[0] == UNASSIGNED.key[0])
            for change in operation.changes
        )
        if is_renamed:
            self.load(unit.id)
            return
        self.contents = tuple(_after(content, operation) for content in self.contents)
        self.content = _after(self.content, operation)


def _shared(contents: Sequence[Content]) -> Content:
    """What holds for all units, without anything of a unit's own."""
    from cixi_desktop.consolidation.combine import bureau_records

    records = {record.key: record for record in bureau_records(contents)}
    is_sample = any(content.is_sample for content in contents)
    return Content(
        unit=ALL_UNITS,
        year=contents[0].year,
        records=MappingProxyType(records),
        is_sample=is_sample,
        damage=contents[0].damage,
    )


def _after(content: Content, operation: Operation) -> Content:
    """The content as the operation left it: what is its unit's own and what is the bureau's."""
    kept = []
    for change in operation.changes:
        record = change.after or change.before
        if record is None or year_of(record) not in {None, content.year}:
            continue
        if not isinstance(record, OfUnit) or record.unit_id == content.unit.id:
            kept.append((change.key, change.after))
    return content.with_records(kept) if kept else content
