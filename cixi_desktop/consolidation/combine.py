"""汇总: the content of several units as one, each figure by its own rule, never an average of percentages."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cixi_desktop.assessment.completion import latest_value
from cixi_desktop.consolidation.conflicts import Rule, ValueSource, judged, lead_id, sources
from cixi_desktop.plan import Indicator, Plan
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.record import OfUnit, Record
from cixi_desktop.records.units import ALL_UNITS
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.records.fields import Target


def combined(plan: Plan, contents: Sequence[Content]) -> Content:
    """The contents of several units (at least one, in the bureau's order) as one.

    Each figure by its own rule or as the bureau decided, see ``conflicts``; 备注 names the sources of
    what more than one unit reports. Texts stand below one another, each under its unit's name.
    """
    if len(contents) == 1:
        return contents[0]
    records: list[Record] = [r for r in contents[0].records.values() if not isinstance(r, OfUnit)]
    records += [r for content in contents for r in content.records.values() if isinstance(r, LedgerRow)]
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    for period in plan.periods():
        for target in targets:
            lead = lead_id(plan, contents[0], target)
            records += filter(None, [_combined_entry(target, contents, period, lead)])
        records += [_combined_text(task.id, contents, period) for task in plan.tasks]
    kept = {record.key: record for record in records if not record.is_empty}
    is_sample = any(content.is_sample for content in contents)
    return Content(unit=ALL_UNITS, records=MappingProxyType(kept), is_sample=is_sample)


def _combined_entry(target: Target, contents: Sequence[Content], period: Period, lead: str) -> Entry | None:
    reported = sources(contents, target, period)
    if not reported:
        found = (content.entry(target.id, period) for content in contents)
        first = next(filter(None, found), None)
        return replace(first, unit_id=ALL_UNITS.id, drafts=()) if first else None
    if len(reported) == 1:
        return _taken(target, contents, reported[0], others=True)
    outcome = judged(target, reported, contents[0].choice(target.id, period), lead)
    if outcome.winner is not None:
        entry = _taken(target, contents, outcome.winner, others=False)
    elif outcome.rule is Rule.SUMMED:
        entry = _summed(target, contents, [source.entry for source in reported])
    else:
        entry = Entry(target_id=target.id, unit_id=ALL_UNITS.id, period=period)
    return replace(entry, note="；".join(filter(None, (outcome.words, entry.note))))


def _taken(target: Target, contents: Sequence[Content], source: ValueSource, *, others: bool) -> Entry:
    """One unit's entry; a count as its running total, with that of units silent this month if ``others``."""
    entry = replace(source.entry, unit_id=ALL_UNITS.id, drafts=())
    if isinstance(target, Indicator) and target.traits.is_counted:
        counted = contents if others else [c for c in contents if c.unit.id == source.unit.id]
        return replace(entry, increment=None, cumulative=_total(target, counted, entry.period))
    return entry


def _summed(target: Target, contents: Sequence[Content], entries: Sequence[Entry]) -> Entry:
    """The reports as one sum; a count from every unit's running total, also of those silent this month."""
    first = replace(entries[0], unit_id=ALL_UNITS.id, drafts=())
    if isinstance(target, Indicator) and target.traits.is_counted:
        return replace(first, increment=None, cumulative=_total(target, contents, first.period))
    if first.increment is not None:
        return replace(first, increment=_sum(entry.increment for entry in entries))
    parts, lists = _sum(e.numerator for e in entries), _sum(e.denominator for e in entries)
    return replace(first, numerator=parts, denominator=lists)


def _total(target: Indicator, contents: Sequence[Content], period: Period) -> Decimal | None:
    return _sum(latest_value(target, c.series(target.id, period.year), period.last).value for c in contents)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None


def _combined_text(task_id: str, contents: Sequence[Content], period: Period) -> Narrative:
    texts = [(content.unit.name, content.narrative(task_id, period)) for content in contents]
    joined: dict[str, Any] = {
        name: "\n".join(
            f"【{unit}】{text}" for unit, narrative in texts if (text := getattr(narrative, name))
        )
        for name in ("progress_note", "problems", "next_steps")
    }
    return Narrative(task_id=task_id, unit_id=ALL_UNITS.id, period=period, **joined)
