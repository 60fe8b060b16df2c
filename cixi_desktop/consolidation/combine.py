"""汇总: the content of several units as one, each figure as one series by its own rule, never an average.

And what stands behind a figure: what each unit reports itself, and what it would be by each decision.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.assessment.completion import brought
from cixi_desktop.assessment.counting import row_identity
from cixi_desktop.assessment.figures import assess_figure
from cixi_desktop.assessment.items import assess_item
from cixi_desktop.consolidation.settle import is_report, lead_id, origin, running_total
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.plan import Indicator
from cixi_desktop.records.bureau import LEAD, OWN, SUM
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import TEXT_LABELS, Entry, Narrative
from cixi_desktop.records.origins import Origin, Rule
from cixi_desktop.records.record import OfUnit, Record
from cixi_desktop.records.units import ALL_UNITS
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.bureau import FigureDecision
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.records.units import Unit

Entries = list[Entry | None]
"""The entries of one target by month, January first, twelve places."""


class Settled(NamedTuple):
    """One figure of all units: where it comes from, its entries by month, and the rows of its list."""

    origin: Origin
    entries: Entries
    rows: tuple[LedgerRow, ...]


def combined(plan: Plan, contents: Sequence[Content], period: Period) -> Content:
    """The contents of several units (at least one, in the bureau's order) as one.

    Each figure by its own rule or as the bureau decided for the month that ``period`` closes with, see
    ``settle``: its whole year is that one series, so that increments, quarters and trend agree with it. 备注
    names the sources of what more than one unit reports. Texts stand below one another, each under its
    unit's name.
    """
    plan = plan.at(period)
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    found = [settled(plan, contents, target, period) for target in targets]
    told = {
        each.origin.target.id: each.origin for each in found if each.origin.sources or each.origin.decision
    }
    is_whole = len(contents) == 1 and not contents[0].own_shares(period.last)
    if is_whole and not any(each.decision for each in told.values()):
        return replace(contents[0], origins=told)
    records = bureau_records(contents)
    for each in found:
        records += [*filter(None, each.entries), *each.rows]
    records += [_combined_text(task.id, contents, when) for when in plan.periods() for task in plan.tasks]
    records += [
        _combined_text(before, contents, month(plan.year - 1, number))
        for before in {contents[0].basis(task.id).follows for task in plan.tasks} - {""}
        for number in range(1, MONTHS + 1)
    ]
    kept = {record.key: record for record in records if not record.is_empty}
    is_sample = any(content.is_sample for content in contents)
    return Content(
        unit=ALL_UNITS,
        year=plan.year,
        records=MappingProxyType(kept),
        is_sample=is_sample,
        damage=contents[0].damage,
        origins=told,
    )


def bureau_records(contents: Sequence[Content]) -> list[Record]:
    """What holds for all units."""
    return [record for record in contents[0].records.values() if not isinstance(record, OfUnit)]


def settled(plan: Plan, contents: Sequence[Content], target: Target, period: Period) -> Settled:
    """One figure of all units, as it is told in the month that ``period`` closes with."""
    found = origin(plan, contents, target, period)
    lead = lead_id(plan, contents[0], target)
    involved = [content for content in contents if any(content.series(target.id, period.year))]
    involved.sort(key=lambda content: content.unit.id != lead)
    if found.decision is not None and found.rule is Rule.OWN:
        entries, rows = _own_series(plan, contents, target, found.decision)
    else:
        entries, rows = _series(found, involved), _rows(found, contents)
    for place, entry in enumerate(entries):
        when = month(period.year, place + 1)
        entries[place] = _told(found, entry or _grey(target, involved, when), when)
    return Settled(found, entries, rows)


def _series(found: Origin, contents: Sequence[Content]) -> Entries:
    """The entries by the rule of the origin, none in months that nobody reported."""
    target, winner = found.target, found.winner
    months = [month(found.period.year, number) for number in range(1, MONTHS + 1)]
    if winner is not None:
        content = next(each for each in contents if each.unit.id == winner.unit.id)
        return [_of_all(entry) for entry in content.series(target.id, found.period.year)]
    if found.rule is Rule.SUMMED:
        return [_sum_of_month(target, contents, when) for when in months]
    if found.rule is Rule.LISTED:
        return [_texts_of_month(target, contents, when) for when in months]
    return [None] * MONTHS


def _rows(found: Origin, contents: Sequence[Content]) -> tuple[LedgerRow, ...]:
    """The list behind the figure: that of the unit whose figures count, else all lists together."""
    if found.winner is None or found.rule is Rule.ONLY:
        return united(found.target, contents)
    content = next(each for each in contents if each.unit.id == found.winner.unit.id)
    return content.ledger(found.target.id)


def _own_series(
    plan: Plan, contents: Sequence[Content], target: Target, decision: FigureDecision
) -> tuple[Entries, tuple[LedgerRow, ...]]:
    """The series as it was before the decision, and then its value wherever anybody reported one."""
    year, first = decision.from_period.year, decision.from_period.last
    entries: Entries = [None] * MONTHS
    rows = united(target, contents)
    if first > 1:
        _, entries, rows = settled(plan, contents, target, month(year, first - 1))
    for number in range(first, MONTHS + 1):
        when = month(year, number)
        is_told = number == first or any(_reports(target, contents, when))
        entries[number - 1] = _own_entry(target, decision, when, entries[: number - 1]) if is_told else None
    return entries, rows


def _own_entry(target: Target, decision: FigureDecision, when: Period, entries: Entries) -> Entry:
    """The bureau's value in one month: of the day it was decided for, also in later ones."""
    value = decision.value or ZERO
    if target.traits.own_field == "increment":
        value -= sum((e.increment for e in entries if e and e.increment is not None), ZERO)
    fields: dict[str, Any] = {target.traits.own_field: value}
    as_of = None if when == decision.from_period else decision.from_period.end
    return Entry(target_id=target.id, unit_id=ALL_UNITS.id, period=when, as_of=as_of, **fields)


def _of_all(entry: Entry | None) -> Entry | None:
    return replace(entry, unit_id=ALL_UNITS.id, drafts=()) if entry else None


def _grey(target: Target, contents: Sequence[Content], when: Period) -> Entry | None:
    """Why there is no figure, by the first unit that says it."""
    found = (content.entry(target.id, when) for content in contents)
    return _of_all(next((each for each in found if each and not is_report(target, each)), None))


def _told(found: Origin, entry: Entry | None, when: Period) -> Entry | None:
    """The entry of the origin's own month names the sources."""
    is_told = found.is_disputed or any(source.correction for source in found.sources)
    if not is_told or when != found.period:
        return entry
    entry = entry or Entry(target_id=found.target.id, unit_id=ALL_UNITS.id, period=when)
    return replace(entry, note="；".join(filter(None, (found.words, entry.note))))


def _reports(target: Target, contents: Sequence[Content], when: Period) -> Iterator[tuple[str, Entry]]:
    """What was reported in one month, each with the name of its unit."""
    for content in contents:
        entry = content.entry(target.id, when)
        if entry is not None and is_report(target, entry):
            yield content.unit.name, entry


def _sum_of_month(target: Target, contents: Sequence[Content], when: Period) -> Entry | None:
    """The reports as one sum, with the latest value of every unit that is silent this month."""
    reported = [entry for _, entry in _reports(target, contents, when)]
    if not reported:
        return None
    days = [entry.as_of for entry in reported if entry.as_of]
    return Entry(
        target_id=target.id,
        unit_id=ALL_UNITS.id,
        period=when,
        as_of=min(days, default=None),
        is_estimate=any(entry.is_estimate for entry in reported),
        **_summed(target, contents, when, reported),
    )


def _summed(
    target: Target, contents: Sequence[Content], when: Period, reported: Sequence[Entry]
) -> dict[str, Any]:
    """The fields that are added: of a list its two numbers, of a flow the running totals."""
    name = target.traits.own_field
    if name == "increment":
        return {name: _sum(entry.increment for entry in reported)}
    if name:
        total = _sum(running_total(target, content, when) for content in contents)
        if total is None or when.first == 1:
            return {name: total}
        earlier = month(when.year, when.last - 1)
        before = _sum(running_total(target, content, earlier) for content in contents)
        is_told = any(entry.before is not None for entry in reported)
        if is_told or (before is None and _are_known(target, contents, when)):
            return {name: total, "increment": total - (before or ZERO)}
        return {name: total}
    latest = [entry for content in contents if (entry := _latest_list(target, content, when))]
    return {field: _sum(getattr(entry, field) for entry in latest) for field in ("numerator", "denominator")}


def _are_known(target: Target, contents: Sequence[Content], when: Period) -> bool:
    """Whether each unit that reports a flow says what the month itself brought, not a total alone."""
    told = [content for content in contents if any(True for _ in _reports(target, (content,), when))]
    return target.traits.is_flow and all(
        brought(target, content.series(target.id, when.year), when) is not None for content in told
    )


def _latest_list(target: Target, content: Content, when: Period) -> Entry | None:
    series = content.series(target.id, when.year)[: when.last]
    return next((entry for entry in reversed(series) if entry and is_report(target, entry)), None)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None


def united(target: Target, contents: Sequence[Content]) -> tuple[LedgerRow, ...]:
    """The lists of several units as one, a name that two of them have only once."""
    rows = [row for content in contents for row in content.ledger(target.id)]
    if target.ledger is None or target.ledger.is_summed:
        return tuple(rows)
    kept: dict[object, list[LedgerRow]] = {}
    for row in rows:
        kept.setdefault(row_identity(target.ledger, row), []).append(row)
    return tuple(row for same in kept.values() for row in same if row.unit_id == same[0].unit_id)


def _texts_of_month(target: Target, contents: Sequence[Content], when: Period) -> Entry | None:
    told = [f"【{unit}】{entry.note}" for unit, entry in _reports(target, contents, when)]
    return (
        Entry(target_id=target.id, unit_id=ALL_UNITS.id, period=when, note="\n".join(told)) if told else None
    )


def _combined_text(task_id: str, contents: Sequence[Content], period: Period) -> Narrative:
    texts = [(content.unit.name, content.narrative(task_id, period)) for content in contents]
    joined: dict[str, Any] = {
        name: "\n".join(
            f"【{unit}】{text}" for unit, narrative in texts if (text := getattr(narrative, name))
        )
        for name in TEXT_LABELS
    }
    joined["steps"] = tuple(step for _, narrative in texts for step in narrative.steps)
    joined["outcomes"] = tuple(
        (line, outcome)
        for unit, narrative in texts
        for words, outcome in narrative.outcomes
        for line in (words, f"【{unit}】{words}")  # as it stands in the combined text
    )
    return Narrative(task_id=task_id, unit_id=ALL_UNITS.id, period=period, **joined)


class UnitPart(Struct, frozen=True):
    """A unit's own figure or item behind that of all units, and whether it counts there."""

    unit: Unit
    assessed: Assessed
    is_counted: bool


def parts(plan: Plan, contents: Sequence[Content], found: Origin, period: Period) -> tuple[UnitPart, ...]:
    """What each unit has reported itself, judged at the end of ``period``."""
    own = {content.unit.id: content for content in contents}
    return tuple(
        UnitPart(source.unit, judge(plan, own[source.unit.id], found.target.id, period), found.counts(source))
        for source in found.sources
    )


def judge(plan: Plan, content: Content, target_id: str, period: Period) -> Assessed:
    """One figure or item of a unit alone."""
    plan = content.adapt(plan, period.last)
    target = plan.target(target_id)
    if isinstance(target, Indicator):
        return assess_figure(plan, content, target, period)
    return assess_item(plan, content, target, period)


def possible(found: Bureau, origin: Origin) -> tuple[str, ...]:
    """Whose value can count: of each unit that reports, the sum, the lead's, a value of the bureau's own."""
    target, traits = origin.target, origin.target.traits
    return (
        *(source.unit.id for source in origin.sources),
        *([SUM] if traits.is_additive else []),
        *([LEAD] if lead_id(found.plan, found.contents[0], target) else []),
        *([OWN] if traits.own_field else []),
    )


def counted_twice(found: Bureau, decision: FigureDecision) -> tuple[str, ...]:
    """The names that several units have on their lists by then, where the sum of all is to count."""
    ledger = found.plan.target(decision.target_id).ledger
    if decision.whose != SUM or ledger is None or ledger.is_summed:
        return ()
    held: dict[object, dict[str, str]] = {}
    for content in found.contents:
        for row in content.ledger(decision.target_id):
            if row.period.last <= found.period.last:
                held.setdefault(row_identity(ledger, row), {}).setdefault(row.unit_id, row.name)
    return tuple(next(iter(names.values())) for names in held.values() if len(names) > 1)


def outcome(found: Bureau, decision: FigureDecision) -> Assessed:
    """The figure or item in the bureau's month, if that were decided."""
    first, *others = found.contents
    if decision.whose not in {LEAD, OWN, SUM}:  # of two hundred units no other matters
        others = [content for content in others if content.unit.id == decision.whose]
    contents = (first.with_records([(decision.key, decision)]), *others)
    target = found.plan.target(decision.target_id)
    origin, entries, rows = settled(found.plan, contents, target, found.period)
    records = [*bureau_records(contents), *filter(None, entries), *rows]
    content = Content(
        unit=ALL_UNITS,
        year=found.plan.year,
        records={record.key: record for record in records},
        origins={target.id: origin},
    )
    return judge(found.plan, content, target.id, found.period)
