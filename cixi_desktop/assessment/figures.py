"""指标: one figure assessed, with its completion, pace, light and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment import completion as progress
from cixi_desktop.assessment import lights
from cixi_desktop.assessment.counting import Tally, tally
from cixi_desktop.assessment.lights import Case, Light, Verdict, grey_verdict
from cixi_desktop.assessment.pace import Pace, gap, pace
from cixi_desktop.assessment.responsibility import Responsibility, responsibility_of
from cixi_desktop.kinds import ASPIRATION_STAGES
from cixi_desktop.records.fields import REPORTED, state_of
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Commitment, Indicator, Modality, Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry, Series
    from cixi_desktop.records.rules import Rules

FULFILLED, FAILED = ASPIRATION_STAGES[-2:]


class FigureAssessment(Struct, frozen=True, kw_only=True):
    """One indicator in one period. Percentages and 个百分点 are not rounded; None: there is none.

    ``cumulative`` is the figure it is judged by: the sum for counts, the latest value for all others, from
    ``as_of``; where this period brought none, the last known one. ``state`` is 已填报, 未填报 or a grey
    state. ``stage`` is the latest known stage under 争取, “” for all other kinds. ``ledger`` is what the list
    behind it comes to; None for a figure that keeps none.
    """

    indicator: Indicator
    commitments: tuple[Commitment, ...]
    modality: Modality
    period: Period
    entry: Entry | None
    state: str
    increment: Decimal | None
    cumulative: Decimal | None
    as_of: date | None
    start: Decimal | None
    completion: Decimal | None
    pace: Pace
    gap: Decimal | None
    remaining: Decimal | None
    needed_per_month: Decimal | None
    stage: str
    responsibility: Responsibility
    light: Light
    reason: str
    ledger: Tally | None = None

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.indicator.id

    @property
    def name(self) -> str:
        """The indicator's name."""
        return self.indicator.name

    @property
    def status(self) -> str:
        """The word shown beside the light."""
        return self.light.value

    @property
    def is_reported(self) -> bool:
        """Whether this period was answered, with a figure or a state."""
        return self.state != Light.UNREPORTED


def assess_figure(plan: Plan, content: Content, indicator: Indicator, period: Period) -> FigureAssessment:
    """Judge one figure as of the end of ``period``."""
    series = content.series(indicator.id, period.year)
    entry = series[period.last - 1]
    now = progress.latest_value(indicator, series, period.last)
    start = progress.start_of(indicator, content.basis(indicator.id))
    completed = progress.completion(indicator, start, now.value)
    due = pace(indicator, content.basis(indicator.id), period.last)
    state = state_of(indicator, entry, period)
    is_new = state == REPORTED
    modality = plan.modality(indicator)
    difference = gap(indicator, completed, due, now.value) if is_new else None
    case = Case(indicator, period, modality, start, now.value, completed, due, difference, is_estimate(entry))
    staged = next((past for past in reversed(series[: period.last]) if past and past.stage), None)
    stage = staged.stage if staged else ""
    verdict = _figure_verdict(case, entry, state, stage, content.rules)
    missing = _missing(indicator, entry, now.value)
    return FigureAssessment(
        indicator=indicator,
        commitments=plan.commitments_of(indicator),
        modality=modality,
        period=period,
        entry=entry,
        state=state,
        increment=_increment(indicator, series, period, now.value) if is_new else None,
        cumulative=now.value,
        as_of=staged.as_of or staged.period.end if staged else now.as_of,
        start=start,
        completion=completed,
        pace=due,
        gap=difference,
        remaining=missing,
        needed_per_month=_needed(indicator, missing, period),
        stage=stage,
        responsibility=responsibility_of(plan, content, indicator),
        light=verdict.light,
        reason=verdict.reason,
        ledger=tally(indicator, content.ledger(indicator.id), period) if indicator.ledger else None,
    )


def is_estimate(entry: Entry | None) -> bool:
    """Whether the figure is a 预计数, not yet published."""
    return entry is not None and entry.is_estimate


def _increment(indicator: Indicator, series: Series, period: Period, value: Decimal | None) -> Decimal | None:
    """What the period added to a flow: the running total less that before the period."""
    if not indicator.traits.is_flow or value is None:
        return None
    return value - (progress.latest_value(indicator, series, period.first - 1).value or ZERO)


def _figure_verdict(case: Case, entry: Entry | None, state: str, stage: str, rules: Rules) -> Verdict:
    """The light of a figure; a count that met its target, or what was won, keeps 已完成 afterwards."""
    indicator, value = case.indicator, case.value
    if indicator.traits.is_staged and (state == REPORTED or stage == FULFILLED):
        return lights.judge_aspiration(stage, FULFILLED, FAILED)
    is_lasting = indicator.traits.is_final and indicator.traits.is_counted
    if value is not None and (
        state == REPORTED or (is_lasting and indicator.comparator.is_met(value, indicator.target))
    ):
        return lights.judge(case, value, rules)
    return grey_verdict(entry, state, is_january_merged=case.indicator.is_january_merged)


def _missing(indicator: Indicator, entry: Entry | None, value: Decimal | None) -> Decimal | None:
    """What is still missing; for a list in its members, not in percent."""
    if indicator.traits.is_ratio:
        counted = entry is not None and entry.numerator is not None and entry.denominator
        return entry.denominator - entry.numerator if counted else None  # type: ignore[union-attr,operator]
    return progress.remaining(indicator, value)


def _needed(indicator: Indicator, missing: Decimal | None, period: Period) -> Decimal | None:
    if indicator.traits.is_rate:
        return None
    decimals = 0 if indicator.traits.is_ratio else indicator.decimals
    return progress.needed_per_month(missing, period.months_left, decimals)
