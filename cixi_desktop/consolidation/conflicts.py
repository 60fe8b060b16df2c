"""核定: figures that more than one unit reports, side by side, and what the bureau decides on them.

A count is the sum of what the units report, a ratio comes from summed numerators and denominators. Anything
else has one value: that of the unit which leads, or what all agree on. Where neither helps there is none
until it is decided: nobody wins in silence.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.completion import entered_value, latest_value
from cixi_desktop.assessment.lights import amount
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.records.bureau import SUM, Choice
from cixi_desktop.records.fields import REPORTED, state_of
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.units import Unit


class ValueSource(Struct, frozen=True):
    """One unit's report of a figure or item; ``shown`` is its value for people."""

    unit: Unit
    entry: Entry
    shown: str


class Rule(StrEnum):
    """By which rule several reports become one."""

    CHOSEN = "核定"
    SUMMED = "合计"
    AGREED = "一致"
    LEAD = "牵头科室"
    OPEN = "待核定"


class Conflict(Struct, frozen=True, kw_only=True):
    """Several reports of one target in one month, and what becomes of them.

    ``winner`` is the source that counts; None where they are summed or nothing is decided yet.
    """

    target: Target
    sources: tuple[ValueSource, ...]
    rule: Rule
    winner: ValueSource | None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing is decided yet."""
        return self.rule is Rule.OPEN

    @property
    def words(self) -> str:
        """合计：甲科15家、乙科20家; 核定采用甲科3.4%（统计局口径），未采用乙科3.5%."""
        winner, why = self.winner, f"（{self.reason}）" if self.reason else ""
        if winner is None or self.rule is Rule.AGREED:
            return f"{self.rule}：{_told(self.sources)}{why}"
        others = _told([source for source in self.sources if source is not winner])
        return f"{self.rule}采用{_told([winner])}{why}，未采用{others}"


def _told(reported: Sequence[ValueSource]) -> str:
    return "、".join(f"{source.unit.name}{source.shown}" for source in reported)


def sources(contents: Sequence[Content], target: Target, period: Period) -> tuple[ValueSource, ...]:
    """Every unit that reports the target for the month that ``period`` closes with, in the bureau's order."""
    found = []
    for content in contents:
        entry = content.series(target.id, period.year)[period.last - 1]
        if entry is not None and state_of(target, entry, period.closing) == REPORTED:
            found.append(ValueSource(content.unit, entry, _shown(content, target, entry)))
    return tuple(found)


def conflicts(plan: Plan, contents: Sequence[Content], period: Period) -> tuple[Conflict, ...]:
    """Every target that more than one unit reports for the month, in the order of the plan."""
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    found = ((target, sources(contents, target, period)) for target in targets)
    return tuple(
        judged(target, reported, contents[0].choice(target.id, period), lead_id(plan, contents[0], target))
        for target, reported in found
        if len(reported) > 1
    )


def judged(
    target: Target, reported: tuple[ValueSource, ...], choice: Choice | None, lead_unit_id: str
) -> Conflict:
    """What becomes of several reports, by the bureau's choice or else by the figure's own rule."""
    by_unit = {source.unit.id: source for source in reported}
    if choice is not None and choice.unit_id in {SUM, *by_unit}:
        chosen = by_unit.get(choice.unit_id)
        rule = Rule.CHOSEN if chosen else Rule.SUMMED
        return Conflict(target=target, sources=reported, rule=rule, winner=chosen, reason=choice.reason)
    if target.traits.is_countable:
        return Conflict(target=target, sources=reported, rule=Rule.SUMMED, winner=None)
    if len({source.shown for source in reported}) == 1:
        return Conflict(target=target, sources=reported, rule=Rule.AGREED, winner=reported[0])
    lead = by_unit.get(lead_unit_id)
    rule = Rule.LEAD if lead else Rule.OPEN
    return Conflict(target=target, sources=reported, rule=rule, winner=lead)


def lead_id(plan: Plan, content: Content, target: Target) -> str:
    """Id of the unit that leads, itself or through a task that cites it; “” while there is none."""
    if isinstance(target, Item):
        subjects = [target.id, target.task_id]
    else:
        subjects = [target.id, *(commitment.task_id for commitment in plan.commitments_of(target))]
    return next(filter(None, (content.duty(subject).lead_unit_id for subject in subjects)), "")


def _shown(content: Content, target: Target, entry: Entry) -> str:
    """The value as it competes: the running total of a count, a stage, a number with its unit."""
    if entry.stage:
        return f"“{entry.stage}”"
    if entry.numerator is not None and entry.denominator is not None:
        return f"{plain(entry.numerator)}/{plain(entry.denominator)}"
    if isinstance(target, Indicator):
        series = content.series(target.id, entry.period.year)
        if target.traits.is_counted:
            value = latest_value(target, series, entry.period.last).value
        else:
            value = entered_value(target.kind, entry, None)
        return amount(target, value) if value is not None else ""
    return f"{plain(entry.increment)}{target.unit}" if entry.increment is not None else entry.note
