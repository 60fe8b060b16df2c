"""The one frozen Assessment that every output shows: plan + content + period → figures, items, lights."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.assessment.carried import Carried, carried, gathered
from cixi_desktop.assessment.figures import FigureAssessment, assess_figure
from cixi_desktop.assessment.items import ItemAssessment, assess_item
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.responsibility import Responsibility, responsibility_of
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.plan import HEADLINE, Plan, Section, Task
from cixi_desktop.records.fields import is_entered
from cixi_desktop.records.units import ALL_UNITS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Commitment
    from cixi_desktop.records.bureau import Decision
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Narrative
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.handovers import Lock, Submission
    from cixi_desktop.records.rules import Rules
    from cixi_desktop.records.units import Unit

__all__ = [
    "Assessed",
    "Assessment",
    "FigureAssessment",
    "ItemAssessment",
    "Summary",
    "TaskAssessment",
    "assess",
    "most_urgent",
    "target_of",
]

Assessed = FigureAssessment | ItemAssessment


def target_of(assessed: Assessed) -> Target:
    """The figure or item that was assessed."""
    return assessed.indicator if isinstance(assessed, FigureAssessment) else assessed.item


NO_PROBLEMS = "无"


class TaskAssessment(Struct, frozen=True, kw_only=True):
    """One task.

    Its figures and items in reading order, its text, the steps and problems of earlier months that are not
    settled, and the light that asks for most attention.
    """

    task: Task
    section: Section
    figures: tuple[FigureAssessment, ...]
    items: tuple[ItemAssessment, ...]
    narrative: Narrative
    responsibility: Responsibility
    carried: tuple[Carried, ...] = ()

    @property
    def assessed(self) -> tuple[Assessed, ...]:
        """Its figures and then its items."""
        return (*self.figures, *self.items)

    @property
    def light(self) -> Light:
        """The most urgent light among figures and items; 已填报 where there is only a text, else 未填报."""
        if not self.assessed and not self.narrative.is_empty:
            return Light.RECORDED
        return most_urgent(assessed.light for assessed in self.assessed)

    @property
    def open_count(self) -> int:
        """How many figures and items still wait for this period's entry."""
        return sum(not assessed.is_reported for assessed in self.assessed)

    @property
    def problems(self) -> str:
        """存在问题 as every output tells it: 无 where the task is reported without any.

        It is once something was written on it, or everything of it is answered; “” while it is not.
        """
        is_reported = self.open_count == 0 or not self.narrative.is_empty
        return self.narrative.problems or (NO_PROBLEMS if is_reported else "")

    def only(self, ids: Collection[str]) -> TaskAssessment:
        """The task with some of its figures and items."""
        return replace(
            self,
            figures=tuple(figure for figure in self.figures if figure.id in ids),
            items=tuple(item for item in self.items if item.id in ids),
        )


class Summary(Struct, frozen=True, kw_only=True):
    """Counts over the assessment.

    ``judged`` leaves out grey lights and stages; ``good`` is 达序时 or better.
    """

    figure_lights: Mapping[Light, int]
    item_lights: Mapping[Light, int]
    figures_reported: int
    items_reported: int
    binding_good: int
    binding_judged: int
    striving_good: int
    striving_judged: int


class Assessment(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """Everything that is shown of one unit and period; every output takes its figures from here.

    Compared by identity: what is derived from the whole of it is kept for as long as it is shown.
    ``submission`` is the newest hand-in of the period's last month, which may hold less than is shown.
    ``entered_ids`` are the figures and items of which anything was entered or listed this year so far.
    ``is_looked_at`` says that it is another unit's than the one that works here. ``handed_in_as`` is the one
    under whose check code it is handed in: the closing month of a longer period, the whole of a share; None
    for itself.
    """

    plan: Plan
    period: Period
    unit: Unit
    rules: Rules
    lock: Lock
    is_sample: bool
    damage: tuple[str, ...]
    submission: Submission | None
    figures: tuple[FigureAssessment, ...]
    items: tuple[ItemAssessment, ...]
    tasks: tuple[TaskAssessment, ...]
    summary: Summary
    decisions: tuple[Decision, ...]
    entered_ids: frozenset[str]
    is_looked_at: bool = False
    handed_in_as: Assessment | None = None

    @property
    def assessed(self) -> tuple[Assessed, ...]:
        """All figures and then all items."""
        return (*self.figures, *self.items)

    @property
    def is_total(self) -> bool:
        """Whether it is of all units together."""
        return self.unit == ALL_UNITS

    @property
    def is_open(self) -> bool:
        """Whether anything can be entered: a month, or 1—2月, of the unit here, that is not locked."""
        is_only_seen = self.is_total or self.is_looked_at
        return self.period.is_entered and not self.lock.is_locked and not is_only_seen

    def takes(self, target: Target) -> bool:
        """Whether the target can be entered: 1—2月 is open for what has no figure of January only."""
        return self.is_open and is_entered(target, self.period)

    def of(self, target_id: str) -> Assessed:
        """The figure or item of that id (7-5 gives H-2); CixiError if the plan has none in the period."""
        target = self.plan.target(target_id)
        found = self.find(target.id)
        if found is None:
            raise CixiError(f"“{target.name}”不在{self.period.label}的{self.plan.document.called}中。")
        return found

    def find(self, own_id: str) -> Assessed | None:
        """The figure or item of that id itself; None where the version that judges the period has none."""
        return next((assessed for assessed in self.assessed if assessed.id == own_id), None)

    @cached_property
    def own_ids(self) -> frozenset[str]:
        """The figures and items that the unit leads or supports (我的任务)."""
        return frozenset(
            assessed.id for assessed in self.assessed if assessed.responsibility.concerns(self.unit.id)
        )

    @cached_property
    def asked_ids(self) -> frozenset[str]:
        """The figures and items that the unit has to answer: its own, or all while it was given none."""
        return self.own_ids or frozenset(assessed.id for assessed in self.assessed)

    @property
    def answered(self) -> tuple[int, int]:
        """How many figures and items were reported, of how many that the unit has to answer."""
        asked = self.asked_ids
        found = [each.is_reported for each in self.assessed if each.id in asked]
        return sum(found), len(found)

    def own_share(self, also: Iterable[str] = ()) -> Assessment:
        """What the unit hands in: itself if that is everything, or while it was given nothing of its own.

        Else its own figures and items, those of which it entered anything, and those named by ``also``; the
        tasks that hold any of them, that the unit leads or supports, or that it wrote a text on. The check
        code is that of the whole.
        """
        own = self.own_ids
        if not own:
            return self
        ids = {*own, *self.entered_ids, *also}
        tasks = [task for task in self.tasks if self._is_own_task(task, ids)]
        if len(tasks) == len(self.tasks) and all(each.id in ids for each in self.assessed):
            return self
        figures = tuple(figure for figure in self.figures if figure.id in ids)
        items = tuple(item for item in self.items if item.id in ids)
        return replace(
            self,
            figures=figures,
            items=items,
            tasks=tuple(task.only(ids) for task in tasks),
            summary=_summary(figures, items),
            handed_in_as=self.handed_in_as or self,
        )

    def _is_own_task(self, task: TaskAssessment, ids: Collection[str]) -> bool:
        is_told = not task.narrative.is_empty or task.task.id in ids
        return (
            is_told
            or task.responsibility.concerns(self.unit.id)
            or any(each.id in ids for each in task.assessed)
        )

    def cited(self, task: TaskAssessment) -> Iterator[tuple[Commitment, FigureAssessment]]:
        """What a task states in figures, each with its figure, in reading order."""
        figures = {figure.id: figure for figure in task.figures}
        for commitment in self.plan.commitments_in(task.task):
            if commitment.indicator_id in figures:
                yield commitment, figures[commitment.indicator_id]

    def summary_of(self, ids: Collection[str]) -> Summary:
        """The counts over some of the figures and items."""
        return _summary(
            (figure for figure in self.figures if figure.id in ids),
            (item for item in self.items if item.id in ids),
        )

    @property
    def own_task_id(self) -> str:
        """The first task with something of the unit's own, a numbered one if there is; “” without any."""
        own = self.own_ids
        found = [each.task.id for each in self.tasks if own.intersection(a.id for a in each.assessed)]
        return next((task_id for task_id in found if task_id != HEADLINE), (*found, "")[0])

    def task(self, task_id: str) -> TaskAssessment:
        """The task of that id; CixiError if the plan has none."""
        task = self.plan.task(task_id)
        return next(assessed for assessed in self.tasks if assessed.task is task)


def assess(plan: Plan, content: Content, period: Period) -> Assessment:
    """Judge every figure and item of the plan as of the end of ``period``.

    By the version of the plan that holds then; ``content`` says which stages and bands do.
    """
    plan = content.adapt(plan.at(plan.check_period(period)), period.last)
    figures = {i.id: assess_figure(plan, content, i, period) for i in plan.indicators}
    items = {i.id: assess_item(plan, content, i, period) for i in plan.items}
    tasks = tuple(
        TaskAssessment(
            task=task,
            section=plan.section_of(task),
            figures=tuple(figures[c.indicator_id] for c in plan.commitments_in(task)),
            items=tuple(items[item.id] for item in plan.items_in(task)),
            narrative=gathered(content, task.id, period),
            carried=carried(content, task.id, period),
            responsibility=responsibility_of(plan, content, task),
        )
        for task in plan.tasks
    )
    return Assessment(
        plan=plan,
        period=period,
        unit=content.unit,
        rules=content.rules,
        lock=content.lock(period),
        is_sample=content.is_sample,
        damage=content.damage,
        submission=content.submission(period),
        figures=tuple(figures.values()),
        items=tuple(items.values()),
        tasks=tasks,
        summary=_summary(figures.values(), items.values()),
        decisions=tuple(content.decision(reading.id) for reading in plan.interpretations),
        entered_ids=content.entered_ids(period),
        handed_in_as=None if period.is_month else assess(plan, content, period.closing),
    )


def course(plan: Plan, content: Content, period: Period) -> tuple[Assessment, ...]:
    """The months from January to the one that ``period`` closes with."""
    return tuple(assess(plan, content, month(period.year, n)) for n in range(1, period.last + 1))


def most_urgent(found: Iterable[Light]) -> Light:
    """The light that asks for most attention; 未填报 if there is none."""
    return max(found, key=lambda light: light.urgency, default=Light.UNREPORTED)


_GOOD = {Light.DONE, Light.ATTAINED, Light.ON_PACE, Light.NEARLY}


def _summary(figures: Iterable[FigureAssessment], items: Iterable[ItemAssessment]) -> Summary:
    figures, items = list(figures), list(items)
    judged = [f for f in figures if not f.light.is_grey and not f.indicator.traits.is_staged]
    binding = [f.light in _GOOD for f in judged if not f.modality.is_striving]
    striving = [f.light in _GOOD for f in judged if f.modality.is_striving]
    return Summary(
        figure_lights=_tally(f.light for f in figures),
        item_lights=_tally(i.light for i in items),
        figures_reported=sum(f.is_reported for f in figures),
        items_reported=sum(i.is_reported for i in items),
        binding_good=sum(binding),
        binding_judged=len(binding),
        striving_good=sum(striving),
        striving_judged=len(striving),
    )


def _tally(found: Iterable[Light]) -> Mapping[Light, int]:
    counts = dict.fromkeys(Light, 0)
    for light in found:
        counts[light] += 1
    return MappingProxyType(counts)
