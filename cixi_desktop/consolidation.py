"""汇总: the content of several units as one, each figure by its own rule, never an average of percentages."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cixi_desktop.completion import standing
from cixi_desktop.content import Content
from cixi_desktop.entries import Entry, Narrative, Unit
from cixi_desktop.ledgers import LedgerRow
from cixi_desktop.plan import Indicator, Item, ItemKind, Kind, Plan
from cixi_desktop.records import OfUnit, Record
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from cixi_desktop.periods import Period

ALL_UNITS = Unit(id="*", name="全部单位")


def combined(plan: Plan, contents: Sequence[Content]) -> Content:
    """The contents of several units (at least one, in the bureau's order) as one.

    Counts are summed, ratios from summed numerators and denominators; any other figure or stage is the
    first unit's that reports it. Texts stand below one another, each under its unit's name.
    """
    if len(contents) == 1:
        return contents[0]
    records: list[Record] = [
        record for record in contents[0].records.values() if not isinstance(record, OfUnit)
    ]
    records += [
        record for content in contents for record in content.records.values() if isinstance(record, LedgerRow)
    ]
    targets: tuple[Indicator | Item, ...] = (*plan.indicators, *plan.items)
    for period in plan.periods():
        for target in targets:
            entry = _combined_entry(target, contents, period)
            if entry is not None:
                records.append(entry)
        records += [_combined_text(task.id, contents, period) for task in plan.tasks]
    kept = {record.key: record for record in records if not record.is_empty}
    is_sample = any(content.is_sample for content in contents)
    return Content(unit=ALL_UNITS, records=MappingProxyType(kept), is_sample=is_sample)


def _combined_entry(target: Indicator | Item, contents: Sequence[Content], period: Period) -> Entry | None:
    found = [entry for content in contents if (entry := content.entry(target.id, period)) is not None]
    reported = [entry for entry in found if entry.has_content and entry.state is None] or found
    if not reported:
        return None
    first = replace(reported[0], unit_id=ALL_UNITS.id, drafts=())
    if target.kind is Kind.CUMULATIVE_COUNT and isinstance(target, Indicator):
        totals = [standing(target, c.series(target.id, period.year), period.last).value for c in contents]
        if first.state is None:
            return replace(first, increment=None, cumulative=_sum(totals))
    elif target.kind in {ItemKind.COUNTER, ItemKind.RECURRING}:
        return replace(first, increment=_sum(entry.increment for entry in reported))
    elif target.kind in {Kind.COVERAGE_RATIO, ItemKind.LIST}:
        whole = [entry for entry in reported if entry.numerator is not None and entry.denominator is not None]
        parts, lists = _sum(e.numerator for e in whole), _sum(e.denominator for e in whole)
        return replace(first, numerator=parts, denominator=lists)
    return first


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
