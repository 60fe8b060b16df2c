"""指标: one figure assessed, with its completion, pace, light and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.assessment import completion as progress
from cixi_desktop.assessment import lights
from cixi_desktop.assessment.counting import Tally, tally
from cixi_desktop.assessment.lights import Case, Light, Verdict, grey_verdict, printed
from cixi_desktop.assessment.pace import Pace, gap, pace
from cixi_desktop.assessment.responsibility import Responsibility, responsibility_of
from cixi_desktop.kinds import ASPIRATION_STAGES
from cixi_desktop.periods import MONTHS
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import REPORTED, state_of, unasked_words
from cixi_desktop.records.origins import undecided_mark

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.assessment.completion import LatestValue
    from cixi_desktop.assessment.rounding import Printed
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Commitment, Indicator, Modality, Plan
    from cixi_desktop.records.basis import Share
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.handovers import Correction
    from cixi_desktop.records.origins import Origin
    from cixi_desktop.records.rules import Rules

FULFILLED, FAILED = ASPIRATION_STAGES[-2:]
NO_SHARE = "本指标已分解到各单位，本单位没有分解数，不亮灯。"


class FigureAssessment(Struct, frozen=True, kw_only=True):
    """One indicator in one period. Percentages and 个百分点 are not rounded; None: there is none.

    ``cumulative`` is the figure it is judged by: the sum for counts, the latest value for all others, from
    the entry ``source``; where this period brought none, the last known one. ``increment`` is what the
    period's own months brought to a sum. ``printed`` are the percentages as every output shows them.
    ``baseline`` is the one in force, ``start`` what progress is measured from. ``state`` is 已填报, 未填报 or
    a grey state. ``stage`` is the latest known stage under 争取, “” for all other kinds. ``ledger`` is what
    the list behind it comes to; None for a figure that keeps none. ``shares`` are the 单位分解数 of all
    units, where it is divided. ``published`` is when it is expected to be published, as people say it.
    ``former`` is the figure before its target was adjusted, and since which month.
    ``origin`` is there for all units together only, ``correction`` where the office has set the unit's figure
    right.
    """

    indicator: Indicator
    commitments: tuple[Commitment, ...]
    modality: Modality
    period: Period
    entry: Entry | None
    source: Entry | None
    state: str
    increment: Decimal | None
    cumulative: Decimal | None
    baseline: Decimal | None
    start: Decimal | None
    completion: Decimal | None
    pace: Pace
    gap: Decimal | None
    printed: Printed
    remaining: Decimal | None
    needed_per_month: Decimal | None
    stage: str
    responsibility: Responsibility
    light: Light
    reason: str
    ledger: Tally | None = None
    published: str = ""
    shares: tuple[Share, ...] = ()
    former: tuple[Indicator, int] | None = None
    origin: Origin | None = None
    correction: Correction | None = None

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
        """The word shown beside the light, marked where values of several units wait for a decision."""
        return self.word + undecided_mark(self.origin)

    @property
    def word(self) -> str:
        """The light's word."""
        return self.light.value

    @property
    def is_reported(self) -> bool:
        """Whether this period was answered, with a figure or a state."""
        return self.state != Light.UNREPORTED

    @property
    def as_of(self) -> date | None:
        """The day that the shown figure or stage holds for."""
        return self.source.day if self.source else None

    @property
    def is_estimate(self) -> bool:
        """Whether the shown figure is a 预计数, not yet published."""
        return self.source is not None and self.source.is_estimate

    @property
    def months_left(self) -> int:
        """Months of the year after the day of the shown figure, in which what is missing can still come."""
        return _months_after(self.as_of or self.period.end, self.period.year)

    @property
    def told_per_month(self) -> Decimal | None:
        """What is needed a month as sentences tell it: of a number of things to one decimal, rounded up."""
        if self.needed_per_month is None or not self.indicator.traits.is_whole:
            return self.needed_per_month
        return progress.needed_per_month(self.remaining, self.months_left, 1)


def assess_figure(plan: Plan, content: Content, indicator: Indicator, period: Period) -> FigureAssessment:
    """Judge one figure as of the end of ``period``."""
    series, basis = content.series(indicator.id, period.year), content.basis(indicator.id)
    entry, now = series[period.last - 1], progress.latest_value(indicator, series, period.last)
    state = state_of(indicator, entry, period)
    staged = next((past for past in reversed(series[: period.last]) if past and past.stage), None)
    source, stage = staged or now.source, staged.stage if staged else ""
    case = _case(plan, content, indicator, period, value=now.value, source=source, state=state)
    verdict = _figure_verdict(case, entry, state, stage, content.rules)
    if content.is_left_out(indicator.id, period.last):
        verdict = Verdict(Light.NOT_APPLICABLE, NO_SHARE)
    missing = _missing(indicator, now)
    return FigureAssessment(
        indicator=indicator,
        commitments=plan.commitments_of(indicator),
        modality=case.modality,
        period=period,
        entry=entry,
        source=source,
        state=state,
        increment=progress.brought(indicator, series, period) if indicator.traits.is_flow else None,
        cumulative=now.value,
        baseline=progress.baseline_of(indicator, basis),
        start=case.start,
        completion=case.progress,
        pace=case.pace,
        gap=case.difference,
        printed=case.told,
        remaining=missing,
        needed_per_month=_needed(indicator, missing, now, period),
        stage=stage,
        responsibility=responsibility_of(plan, content, indicator),
        light=verdict.light,
        reason=verdict.reason,
        shares=basis.shares_in(period.last),
        former=plan.former(indicator),
        ledger=tally(indicator, content.ledger(indicator.id), period) if indicator.ledger else None,
        published=content.basis(indicator.id).published,
        origin=content.origins.get(indicator.id),
        correction=content.correction(indicator.id, source.period) if source else None,
    )


def _case(
    plan: Plan,
    content: Content,
    indicator: Indicator,
    period: Period,
    *,
    value: Decimal | None,
    source: Entry | None,
    state: str,
) -> Case:
    """The figure as it comes to be judged; without a distance to what is due unless it is reported."""
    basis = content.basis(indicator.id)
    start, due = progress.start_of(indicator, basis), pace(indicator, basis, period.last)
    completed = progress.completion(indicator, start, value)
    case = Case(
        indicator=indicator,
        period=period,
        modality=plan.modality(indicator),
        start=start,
        value=value,
        progress=completed,
        pace=due,
        difference=gap(indicator, completed, due, value) if state == REPORTED else None,
        is_estimate=source is not None and source.is_estimate,
    )
    return replace(case, told=printed(case, content.rules))


def _figure_verdict(case: Case, entry: Entry | None, state: str, stage: str, rules: Rules) -> Verdict:
    """The light of a figure.

    A count that met its target, or what was won, keeps 已完成 in later unreported and grey months, amounts do
    not; 不适用 always shows grey.
    """
    indicator, value = case.indicator, case.value
    is_judged, is_kept = state == REPORTED, state != State.NOT_APPLICABLE
    if indicator.traits.is_staged and (is_judged or (is_kept and stage == FULFILLED)):
        return lights.judge_aspiration(stage, FULFILLED, FAILED)
    is_lasting = is_kept and indicator.traits.is_final and indicator.traits.is_counted
    if value is not None and (
        is_judged or (is_lasting and indicator.comparator.is_met(value, indicator.target))
    ):
        return lights.judge(case, value, rules)
    unasked = unasked_words(indicator, case.period)
    return grey_verdict(indicator, entry, state, unasked=unasked, merged_months=indicator.merged_months)


def _missing(indicator: Indicator, now: LatestValue) -> Decimal | None:
    """What is still missing; for a list in its members, not in percent."""
    if not indicator.traits.is_ratio:
        return progress.remaining(indicator, now.value)
    source = now.source
    if source is None or source.numerator is None or source.denominator is None:
        return None
    return source.denominator - source.numerator


def _needed(
    indicator: Indicator, missing: Decimal | None, now: LatestValue, period: Period
) -> Decimal | None:
    """A month, in the months after the figure's own 截至日期; whole ones of what is counted, else parts."""
    if indicator.traits.is_rate or now.source is None:
        return None
    is_parted = indicator.traits.is_flow and not indicator.traits.is_whole
    decimals = 0 if indicator.traits.is_ratio else max(indicator.decimals, int(is_parted))
    return progress.needed_per_month(missing, _months_after(now.source.day, period.year), decimals)


def _months_after(day: date, year: int) -> int:
    """How many months of the year begin after the day."""
    return MONTHS - day.month if day.year == year else MONTHS
