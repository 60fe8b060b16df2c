"""What stands behind a figure of all units: the units' own, and what it would be by each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.counting import row_identity
from cixi_desktop.assessment.figures import assess_figure
from cixi_desktop.assessment.items import assess_item
from cixi_desktop.consolidation.combine import bureau_records, settled
from cixi_desktop.consolidation.settle import lead_id
from cixi_desktop.plan import Indicator
from cixi_desktop.records.bureau import LEAD, OWN, SUM
from cixi_desktop.records.content import Content
from cixi_desktop.records.units import ALL_UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.bureau import FigureDecision
    from cixi_desktop.records.origins import Origin
    from cixi_desktop.records.units import Unit


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
