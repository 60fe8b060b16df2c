"""核定: what each unit says of a figure, by which rule that becomes one, and what the bureau decides on it.

Without a decision nothing is added and nobody wins in silence: what all agree on holds, else the value of the
unit that leads, marked as 待核定; where no unit leads, there is none until it is decided. What the bureau has
divided over units is the sum of them. The reports compete
as they stand at the end of the month, also those of units that are silent in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.completion import entered_value, latest_value
from cixi_desktop.assessment.phrases import amount
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.records.bureau import LEAD, OWN, SUM, FigureDecision
from cixi_desktop.records.fields import REPORTED, state_of
from cixi_desktop.records.origins import Origin, Rule, ValueSource
from cixi_desktop.values import ZERO, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.basis import Share
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target


def origins(plan: Plan, contents: Sequence[Content], period: Period) -> tuple[Origin, ...]:
    """Where every figure and item comes from that anybody reported or decided on, in the plan's order."""
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    reporting: dict[str, list[Content]] = {}
    for content in contents:
        for target_id in content.reported_ids(period.year):
            reporting.setdefault(target_id, []).append(content)
    found = (origin(plan, reporting.get(target.id, contents[:1]), target, period) for target in targets)
    return tuple(each for each in found if each.sources or each.decision)


def origin(plan: Plan, contents: Sequence[Content], target: Target, period: Period) -> Origin:
    """Where one figure or item comes from in the month that ``period`` closes with."""
    reported = sources(contents, target, period)
    decision = contents[0].figure_decision(target.id, period)
    lead = next((each for each in reported if each.unit.id == lead_id(plan, contents[0], target)), None)
    rule, winner = (_decided(reported, decision, lead) if decision else None) or _undecided(
        target, reported, lead, contents[0].basis(target.id).shares_in(period.last)
    )
    is_decided = rule in {Rule.CHOSEN, Rule.SUMMED, Rule.OWN}
    return Origin(
        target=target,
        period=period.closing,
        sources=reported,
        rule=rule,
        winner=winner,
        decision=decision if is_decided else None,
        own=value_words(target, decision.value) if decision and rule is Rule.OWN else "",
    )


def _decided(
    reported: Sequence[ValueSource], decision: FigureDecision, lead: ValueSource | None
) -> tuple[Rule, ValueSource | None] | None:
    """What is made of the reports by a decision; None where it has nothing to hold on to yet."""
    if decision.whose == OWN:
        return Rule.OWN, None
    if decision.whose == SUM:
        return (Rule.SUMMED, None) if reported else None
    chosen = next((each for each in reported if each.unit.id == decision.whose), None)
    winner = lead if decision.whose == LEAD else chosen
    return (Rule.CHOSEN, winner) if winner else None


def _undecided(
    target: Target,
    reported: Sequence[ValueSource],
    lead: ValueSource | None,
    shares: Iterable[Share],
) -> tuple[Rule, ValueSource | None]:
    if len(reported) <= 1:
        return Rule.ONLY, next(iter(reported), None)
    if target.traits.is_text:
        return Rule.LISTED, None
    if {source.unit.id for source in reported} <= {each.unit_id for each in shares}:
        return Rule.SUMMED, None
    if len({source.shown for source in reported}) == 1:
        newest = max(source.entry.period for source in reported)
        fresh = [source for source in reported if source.entry.period == newest]
        return Rule.AGREED, lead if lead in fresh else fresh[0]
    return Rule.OPEN, lead


def sources(contents: Sequence[Content], target: Target, period: Period) -> tuple[ValueSource, ...]:
    """Every unit that has reported the target in the year up to ``period``, in the bureau's order."""
    found = []
    for content in contents:
        series = content.series(target.id, period.year)[: period.last]
        entry = next((each for each in reversed(series) if each and is_report(target, each)), None)
        if entry is not None:
            correction = content.correction(target.id, entry.period)
            found.append(ValueSource(content.unit, entry, shown(content, target, entry), correction))
    return tuple(found)


def is_report(target: Target, entry: Entry) -> bool:
    """Whether the entry brings a figure, a stage or a text, and not only a grey state or a remark."""
    return state_of(target, entry, entry.period) == REPORTED


def lead_id(plan: Plan, content: Content, target: Target) -> str:
    """Id of the unit that leads, itself or through a task that cites it; “” while there is none."""
    if isinstance(target, Item):
        subjects = [target.id, target.task_id]
    else:
        subjects = [target.id, *(commitment.task_id for commitment in plan.commitments_of(target))]
    return next(filter(None, (content.duty(subject).lead_unit_id for subject in subjects)), "")


def running_total(target: Target, content: Content, period: Period) -> Decimal | None:
    """What a unit has counted from January to the end of ``period``; None while it reported nothing.

    Also what the month after, in which it began to report, says of the time before.
    """
    series = content.series(target.id, period.year)
    if isinstance(target, Indicator):
        known = latest_value(target, series, period.last).value
        after = next(iter(series[period.last : period.last + 1]), None)
        return known if known is not None or after is None else after.before
    counts = [each.increment for each in series[: period.last] if each and each.increment is not None]
    return sum(counts, ZERO) if counts else None


def value_words(target: Target, value: Decimal | None) -> str:
    """A number as it competes, with its unit."""
    if value is None:
        return ""
    return amount(target, value) if isinstance(target, Indicator) else f"{plain(value)}{target.unit}"


def shown(content: Content, target: Target, entry: Entry) -> str:
    """The value as it competes: the running total of a flow, a stage, a part of a list, a number, a text."""
    if entry.stage:
        return f"“{entry.stage}”"
    if entry.numerator is not None and entry.denominator is not None:
        return f"{plain(entry.numerator)}/{plain(entry.denominator)}"
    if target.traits.is_text:
        return entry.note
    if target.traits.is_flow:
        return value_words(target, running_total(target, content, entry.period))
    return value_words(
        target, entered_value(target.kind, entry, None) if isinstance(target, Indicator) else None
    )
