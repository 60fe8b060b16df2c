"""What a report is written from: the year up to its period, judged month by month, and what units said."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.assessment.assess import Assessed, Assessment, ItemAssessment, assess, course
from cixi_desktop.assessment.carried import STEPS, carried, lines_of, since_words
from cixi_desktop.assessment.lights import Light
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.consolidation.settle import sources
from cixi_desktop.periods import dated, month
from cixi_desktop.records.entries import TEXT_LABELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from decimal import Decimal

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Outcome, PlannedStep


class Said(Struct, frozen=True, kw_only=True):
    """One sentence that a unit wrote on a task in a month, without its full stop.

    ``field`` is one of 进展情况, 存在问题, 下一步打算, 需协调事项 by its field's name. ``typed`` is as the
    unit wrote it, ``words`` name the months that it means (本月, 下月). ``step`` is what is known of a step
    beside its words, as the unit said it last.
    """

    unit: str
    task_id: str
    month: int
    field: str
    typed: str
    words: str
    step: PlannedStep | None = None

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """The same in every month in which the unit says so."""
        return self.unit, self.task_id, self.field, self.typed


class Promise(Struct, frozen=True, kw_only=True):
    """A step or problem (``field``) that a unit had written before; ``outcome`` None while it is open.

    ``typed`` and ``words`` as those of Said; ``days`` are those that were entered for it beside its words.
    """

    field: str
    unit: str
    task_id: str
    typed: str
    words: str
    since: str
    outcome: Outcome | None
    days: tuple[str, ...] = ()


class StandIn(Struct, frozen=True):
    """代填: a unit that reported for another one, and the tasks that the other one leads."""

    reporter: str
    lead: str
    task_ids: tuple[str, ...]


class Restated(Struct, frozen=True, kw_only=True):
    """A published figure of an earlier month that was handed in first as ``old`` and is ``new`` now."""

    target_id: str
    month: int
    old: Decimal
    new: Decimal
    reason: str


class Material(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """Everything that a report draws on; it adds no figure of its own.

    ``months`` are January to the closing month, ``now`` is the period itself, ``whole`` the closing month
    with everything that is handed in. ``bureau`` is None for the report of one unit. ``brevity`` is the
    Brevity of the text, 0 for a whole one.
    """

    now: Assessment
    months: tuple[Assessment, ...]
    whole: Assessment
    said: tuple[Said, ...]
    promises: tuple[Promise, ...] = ()
    bureau: Bureau | None = None
    stand_ins: tuple[StandIn, ...] = ()
    revisions: tuple[Restated, ...] = ()
    brevity: int = 0

    @property
    def period(self) -> Period:
        """The report's period."""
        return self.now.period

    @property
    def plan(self) -> Plan:
        """The plan that is reported on."""
        return self.now.plan

    @property
    def previous(self) -> Assessment | None:
        """What the period is compared with: the month, quarter or quarter's end before it.

        A half-year and a year are held against the end of the first quarter; None where nothing precedes.
        """
        place = 3 if self.period.first == 1 and self.period.last > 3 else self.period.first - 1  # noqa: PLR2004
        return self.months[place - 1] if place else None

    @cached_property
    def _by_month(self) -> tuple[Mapping[str, Assessed], ...]:
        """By id, also what a version of the plan did not have yet, or has no more: that is 不适用."""
        absent = {each.id: _absent(each) for month in (*self.months, self.now) for each in month.assessed}
        return tuple(absent | {each.id: each for each in month.assessed} for month in self.months)

    def course(self, target_id: str) -> tuple[Assessed, ...]:
        """A figure or item month by month, January first."""
        return tuple(found[target_id] for found in self._by_month)

    def figure_at(self, target_id: str, number: int) -> FigureAssessment:
        """A figure in the month of that number."""
        return cast("FigureAssessment", self._by_month[number - 1][target_id])

    @cached_property
    def _months_told(self) -> Mapping[tuple[str, str, str, str], set[int]]:
        """In which months each sentence was said."""
        found: dict[tuple[str, str, str, str], set[int]] = defaultdict(set)
        for said in self.said:
            found[said.identity].add(said.month)
        return found

    def lines(self, field: str, task_ids: Collection[str]) -> tuple[Said, ...]:
        """What was said under ``field`` on these tasks in the closing month, each sentence once."""
        last = self.period.last
        found = (s for s in self.said if s.month == last and s.field == field and s.task_id in task_ids)
        return tuple({said.words: said for said in reversed(tuple(found))}.values())[::-1]

    def lines_of_months(self, field: str, task_ids: Collection[str]) -> tuple[Said, ...]:
        """The same of all months of the period in their order, each sentence where it was said first."""
        months = range(self.period.first, self.period.last + 1)
        found: dict[str, Said] = {}
        for said in sorted(self.said, key=lambda said: said.month):
            if said.month in months and said.field == field and said.task_id in task_ids:
                found.setdefault(said.words, said)
        return tuple(found.values())

    def since(self, said: Said) -> int:
        """The first of the months up to that of ``said`` in which the unit said so without a break."""
        told, number = self._months_told[said.identity], said.month
        while number - 1 in told:
            number -= 1
        return number


def of_bureau(bureau: Bureau, period: Period) -> Material:
    """The bureau's year up to the end of ``period``: all units together, each text under its unit."""
    plan, contents = bureau.plan, bureau.contents
    content = combined(plan, contents, period)
    months = course(plan, content, period)
    return Material(
        now=assess(plan, content, period),
        months=months,
        whole=months[-1],
        said=tuple(said for each in contents for said in _said(plan, each, period)),
        promises=tuple(promise for each in contents for promise in _promises(plan, each, period)),
        bureau=bureau,
        stand_ins=_stand_ins(plan, contents, period),
    )


def of_unit(plan: Plan, content: Content, period: Period) -> Material:
    """One unit's year up to the end of ``period``: what it leads; everything while it leads nothing.

    Its earlier months also hold what it led in them and what the plan has no more.
    """
    now, months = assess(plan, content, period), course(plan, content, period)
    known = [each for month in (*months, now) for each in month.assessed]
    led = {each.id for each in known if each.responsibility.duty.lead_unit_id == content.unit.id}
    ids = led or {each.id for each in known}
    return _of_one(content, narrowed(now, ids), months, ids)


def _absent(assessed: Assessed) -> Assessed:
    if isinstance(assessed, ItemAssessment):
        return replace(assessed, entry=None, light=Light.NOT_APPLICABLE, reason="")
    return replace(
        assessed,
        entry=None,
        source=None,
        state=Light.NOT_APPLICABLE.value,
        increment=None,
        cumulative=None,
        completion=None,
        gap=None,
        light=Light.NOT_APPLICABLE,
        reason="",
    )


def of_share(content: Content, assessment: Assessment) -> Material:
    """One unit's year up to the assessment: what it hands in, as it is printed."""
    now = assessment.own_share()
    months = course(assessment.plan, content, now.period)
    return _of_one(content, now, months, {each.id for each in now.assessed})


def _of_one(
    content: Content, now: Assessment, months: tuple[Assessment, ...], ids: Collection[str]
) -> Material:
    plan, period, tasks = now.plan, now.period, {task.task.id for task in now.tasks}
    return Material(
        now=now,
        months=tuple(narrowed(each, ids) for each in months),
        whole=months[-1],
        said=tuple(said for said in _said(plan, content, period) if said.task_id in tasks),
        promises=tuple(promise for promise in _promises(plan, content, period) if promise.task_id in tasks),
    )


def narrowed(assessment: Assessment, ids: Collection[str]) -> Assessment:
    """The assessment with some of its figures and items, and the tasks that hold them."""
    tasks = (task.only(ids) for task in assessment.tasks)
    return replace(
        assessment,
        figures=tuple(figure for figure in assessment.figures if figure.id in ids),
        items=tuple(item for item in assessment.items if item.id in ids),
        tasks=tuple(task for task in tasks if task.assessed),
        summary=assessment.summary_of(ids),
    )


def _said(plan: Plan, content: Content, period: Period) -> Iterator[Said]:
    for task in plan.tasks:
        known: dict[str, PlannedStep] = {}
        for number in range(1, period.last + 1):
            narrative = content.narrative(task.id, month(period.year, number))
            known |= {step.words: replace(step, due=dated(step.due, number)) for step in narrative.steps}
            for name in TEXT_LABELS:
                for typed in lines_of(getattr(narrative, name)):
                    yield Said(
                        unit=content.unit.name,
                        task_id=task.id,
                        month=number,
                        field=name,
                        typed=typed,
                        words=dated(typed, number),
                        step=known.get(typed) if name == STEPS else None,
                    )


def _promises(plan: Plan, content: Content, period: Period) -> Iterator[Promise]:
    """The steps and problems of earlier months and what became of them in the period, by the last word."""
    found: dict[tuple[str, str, str], Promise] = {}
    for task in plan.tasks:
        days = _days_named(content, task.id, period)
        for number in range(period.first, period.last + 1):
            for line in carried(content, task.id, month(period.year, number)):
                key = (task.id, line.field, line.words)
                known = found.get(key)
                found[key] = Promise(
                    field=line.field,
                    unit=content.unit.name,
                    task_id=task.id,
                    typed=line.words,
                    words=dated(line.words, line.since.last),
                    since=since_words(line.since, period.year),
                    outcome=line.outcome or (known.outcome if known else None),
                    days=tuple(days.get(line.words, ())) if line.field == STEPS else (),
                )
    yield from found.values()


def _days_named(content: Content, task_id: str, period: Period) -> dict[str, list[str]]:
    """By the words of each step, the days that were entered for it, the first named first."""
    days: dict[str, list[str]] = {}
    for number in range(1, period.last + 1):
        for step in content.narrative(task_id, month(period.year, number)).steps:
            day = dated(step.due, number)
            if day and day not in days.setdefault(step.words, []):
                days[step.words].append(day)
    return days


def _stand_ins(plan: Plan, contents: Sequence[Content], period: Period) -> tuple[StandIn, ...]:
    """Who reported this month what another unit leads and has not reported itself."""
    found: dict[tuple[str, str], list[str]] = {}
    for task in plan.tasks:
        lead_id = contents[0].duty(task.id).lead_unit_id
        reporters = _reporters(plan, contents, task.id, period)
        if lead_id and reporters and lead_id not in reporters:
            for name in reporters.values():
                found.setdefault((name, contents[0].unit_name(lead_id)), []).append(task.id)
    return tuple(StandIn(reporter, lead, tuple(tasks)) for (reporter, lead), tasks in found.items())


def _reporters(plan: Plan, contents: Sequence[Content], task_id: str, period: Period) -> dict[str, str]:
    """The units that reported anything of a task for the month, by id with their names."""
    task = plan.task(task_id)
    own = (c.indicator_id for c in plan.commitments_in(task))
    targets = [*map(plan.target, own), *plan.items_in(task)]
    known = (source for target in targets for source in sources(contents, target, period))
    return {each.unit.id: each.unit.name for each in known if each.entry.period == period.closing}
