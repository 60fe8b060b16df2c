"""工作要点: the plan, its sections and tasks, and the figures and items that they commit to."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.kinds import ItemKind, Kind, Ledger, Traits
    from cixi_desktop.values import Comparator

HEADLINE = "总体"
"""Id of the section and task that stand for the headline targets (主要目标) of the general paragraph."""


class Modality(StrEnum):
    """约束性 / 预期: whether the plan binds or strives (力争, 争取)."""

    BINDING = "约束"
    STRIVING = "力争"
    CONTENDING = "争取"

    @property
    def is_striving(self) -> bool:
        """Whether the worst light is yellow and the figure is counted apart."""
        return self is not Modality.BINDING


class BaselineStatus(StrEnum):
    """Where a baseline comes from."""

    DEFINITION = "定义"
    IMPLIED = "按原文推算"
    STATED = "原文写明"
    MISSING = "待填"
    ENTERED = "单位填报"


class Baseline(Struct, frozen=True, kw_only=True):
    """基数: the value at the start; ``value`` is None while it is 待填. ``note`` says how it was obtained."""

    value: Decimal | None
    unit: str
    status: BaselineStatus
    note: str = ""


class Citation(Struct, frozen=True, kw_only=True):
    """原文依据: an exact, unique quote and where it begins in the text of its task (a character offset)."""

    quote: str
    start: int


FREQUENCIES = {1: "按月", 3: "按季", 6: "按半年", 12: "按年"}
"""How often a figure or item is asked for, by the months in between."""


class Indicator(Struct, frozen=True, kw_only=True):
    """指标: one figure, entered in one place however often the plan cites it.

    ``phrase`` is the standard sentence with ``{}`` for value and unit. ``decimals`` is the precision at
    which it is published. ``pace_plan`` is the plan file's own cumulative plan by closing month (month,
    value), if it has one. ``ledger`` is the kind of list that it can be counted from. ``band`` is how far
    左右 reaches for it, where the bureau has said so; see ``Basis``. ``whole`` is the target of
    the bureau where ``target`` is only the share of one unit. ``every`` is how many months apart it is asked
    for, one of ``FREQUENCIES``; ``frequency`` is how often the source has it, as people say it. ``short`` is
    what it is called where many are listed, “” for its name. ``merged_months`` is how many months the year's
    first figure covers, 2 where 1—2月 is published without January; 0 where every month has its own.
    """

    id: str
    name: str
    kind: Kind
    comparator: Comparator
    target: Decimal
    unit: str
    baseline: Baseline
    frequency: str
    decimals: int
    phrase: str
    merged_months: int = 0
    pace_plan: tuple[tuple[int, Decimal], ...] = ()
    counted: str = ""
    note: str = ""
    ledger: Ledger | None = None
    band: Decimal | None = None
    every: int = 1
    short: str = ""
    whole: Decimal | None = None

    @property
    def traits(self) -> Traits:
        """What is true of its kind."""
        return self.kind.traits

    @property
    def aim(self) -> tuple[Comparator, Decimal, str]:
        """What is to be reached: 不少于, 120, 家."""
        return self.comparator, self.target, self.unit

    def is_merged(self, period: Period) -> bool:
        """Whether the period has no figure of its own, but goes into the first one of the year."""
        return period.last < self.merged_months

    @property
    def is_percentage(self) -> bool:
        """Whether it is told in percent, with distances in 个百分点."""
        return self.traits.is_rate and self.unit == "%"

    def adapted(self, own: Mapping[str, Any]) -> Indicator:
        """The figure with what is set over its fields; beside a unit's share the whole target is kept."""
        whole = {"whole": self.target} if "target" in own else {}
        return replace(self, **own, **whole) if own else self


class Commitment(Struct, frozen=True, kw_only=True):
    """One quantified statement of the plan; several may cite the same indicator."""

    id: str
    task_id: str
    indicator_id: str
    name: str
    modality: Modality
    citation: Citation
    note: str = ""


class Item(Struct, frozen=True, kw_only=True):
    """事项（举措）: a non-numeric commitment. ``stages`` is empty unless it is a milestone (hard or soft).

    ``every`` is how many months apart it is asked for, one of ``FREQUENCIES``. ``phrase`` says what is
    counted with ``{}`` for number and unit: 举办培训{}; “” for none.
    """

    id: str
    task_id: str
    name: str
    kind: ItemKind
    citation: Citation
    stages: tuple[str, ...] = ()
    unit: str = ""
    proof: str = ""
    deadline: date | None = None
    ledger: Ledger | None = None
    every: int = 1
    phrase: str = ""

    @property
    def traits(self) -> Traits:
        """What is true of its kind."""
        return self.kind.traits

    @property
    def is_milestone(self) -> bool:
        """Whether it is proved by stages and a paper."""
        return self.traits.is_staged


class Task(Struct, frozen=True, kw_only=True):
    """重点任务: numbered through the plan or its section; ``text`` holds its own words, byte-exact.

    The words may begin with the title, where the document does not set it apart.
    """

    id: str
    title: str
    text: str
    section_id: str

    @property
    def heading(self) -> str:
        """The title with its number, as published; the headline targets have no number."""
        return self.title if self.id == HEADLINE else f"{self.id}.{self.title}"


class Section(Struct, frozen=True, kw_only=True):
    """部分（一、二…）; ``parent_id`` is the one that it stands in, “” at the top.

    ``tasks`` are its own, without those of the sections in it.
    """

    id: str
    title: str
    tasks: tuple[Task, ...]
    parent_id: str = ""

    @property
    def heading(self) -> str:
        """The title with its number, as published: 一、…, or （一）… of one that stands in another."""
        if self.id == HEADLINE:
            return self.title
        number = self.id.rpartition(".")[2]
        return f"{number}{'' if number.endswith(('）', ')')) else '、'}{self.title}"


class Interpretation(Struct, frozen=True, kw_only=True):
    """口径说明: an open question of how the plan is read, with the provisional answer in force."""

    id: str
    question: str
    answer: str
    effect: str
    target_ids: tuple[str, ...] = ()


class Tie(StrEnum):
    """How two figures of the plan hang together."""

    GROWTH = "增速与总量"
    STOCK = "总量与新增"
    TOGETHER = "同有同无"
    RATIO = "比例"

    @property
    def has_limit(self) -> bool:
        """Whether it is held against a limit that the plan names."""
        return self is Tie.RATIO


class Coupling(Struct, frozen=True, kw_only=True):
    """勾稽关系: two figures that must not contradict each other; ``first`` is the one that is warned of.

    GROWTH: the rate, and the amount that grows. STOCK: the total, and the new ones (lapses only lessen it).
    TOGETHER: the first cannot be there without the second. RATIO: no more than ``limit`` of the first for
    each one of the second; the others have no limit.
    """

    tie: Tie
    first: str
    second: str
    limit: Decimal | None = None


class Document(Struct, frozen=True, kw_only=True):
    """The plan's document data, as published; “” and None where the document does not say."""

    title: str
    issuer: str = ""
    number: str = ""
    index_number: str = ""
    signed_on: date | None = None
    published_on: date | None = None
    disclosure: str = ""
    foreword: str = ""
    general: str = ""

    @property
    def called(self) -> str:
        """What titles call the work: 工作要点, or 重点工作 where the document is another kind of plan."""
        return "工作要点" if "要点" in self.title else "重点工作"


class Plan(Struct, frozen=True, kw_only=True, dict=True):
    """工作要点 of one year, in one version.

    ``headline`` holds the targets of the general paragraph as a section of one task, where the plan has any.
    ``original`` is the plan as the document has it, where the bureau has set stages or bands over it; see
    ``adapted``. ``earlier`` is the version that holds before the month ``since`` (1–12); see ``at``.
    ``reason`` and ``paper`` (文号) say why this one took its place. ``left_out`` are the numbers of the
    document that no figure is made of, each with the reason.
    """

    id: str
    version: str
    year: int
    document: Document
    headline: Section | None
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    commitments: tuple[Commitment, ...]
    items: tuple[Item, ...]
    interpretations: tuple[Interpretation, ...]
    couplings: tuple[Coupling, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    original: Plan | None = None
    earlier: Plan | None = None
    since: int = 1
    reason: str = ""
    paper: str = ""

    def adapted(self, own_in: Callable[[int], Mapping[str, Mapping[str, Any]]], last: int) -> Plan:
        """The plan as the document has it, but with the fields that are set over it for a month, by id.

        Stages of items, bands, shares and words of figures, and how often either is asked for; in the
        versions before it too, as of the last month of each. It is this very plan if it has them already.
        """
        original, none = self.original or self, MappingProxyType[str, Any]({})
        own = own_in(last)
        items = tuple(replace(i, **own[i.id]) if i.id in own else i for i in original.items)
        indicators = tuple(each.adapted(own.get(each.id, none)) for each in original.indicators)
        earlier = self.earlier and self.earlier.adapted(own_in, max(self.since - 1, 1))
        for plan in (self, original):
            if (items, indicators) == (plan.items, plan.indicators) and earlier is plan.earlier:
                return plan
        return replace(original, items=items, indicators=indicators, earlier=earlier, original=original)

    def at(self, period: Period) -> Plan:
        """The version that the month is judged by which ``period`` closes with."""
        plan = self
        while plan.earlier is not None and period.last < plan.since:
            plan = plan.earlier
        return plan

    @property
    def versions(self) -> Iterator[Plan]:
        """This version and those before it, the newest first."""
        plan: Plan | None = self
        while plan is not None:
            yield plan
            plan = plan.earlier

    @cached_property
    def all_sections(self) -> tuple[Section, ...]:
        """The headline targets and then the numbered sections, in reading order."""
        return (self.headline, *self.sections) if self.headline else self.sections

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in reading order, the headline targets first."""
        return tuple(task for section in self.all_sections for task in section.tasks)

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return {commitment.id: commitment.indicator_id for commitment in self.commitments}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _tasks(self) -> dict[str, Task]:
        return {task.id: task for task in self.tasks}

    def indicator(self, target_id: str) -> Indicator | None:
        """The indicator of that id, or the one that the commitment of that id cites (7-5 → H-2)."""
        return self._indicators.get(self._aliases.get(target_id, target_id))

    def former(self, indicator: Indicator) -> tuple[Indicator, int] | None:
        """The figure as it was before its target was last adjusted, and the month from which that holds."""
        for version in self.versions:
            before = version.earlier and version.earlier.indicator(indicator.id)
            if before and before.aim != indicator.aim:
                return before, version.since
        return None

    def item(self, target_id: str) -> Item | None:
        """The item of that id."""
        return self._items.get(target_id)

    def target(self, target_id: str) -> Indicator | Item:
        """The indicator or item of that id, also of an earlier version; CixiError if the plan has none."""
        for version in self.versions:
            found = version.indicator(target_id) or version.item(target_id)
            if found is not None:
                return found
        raise CixiError(
            f"{self.document.called}中没有编号“{target_id}”。", "请用show命令查看全部指标和事项的编号。"
        )

    def has_target(self, target_id: str) -> bool:
        """Whether this very version has a figure or item of that id."""
        return target_id in self._items or self._aliases.get(target_id, target_id) in self._indicators

    @property
    def ledgers(self) -> dict[str, Ledger]:
        """The kinds of list that its figures and items have, by name."""
        targets: tuple[Indicator | Item, ...] = (*self.indicators, *self.items)
        return {each.ledger.kind: each.ledger for each in targets if each.ledger}

    def has_task(self, task_id: str) -> bool:
        """Whether the plan has a task of that id."""
        return task_id in self._tasks

    def task(self, task_id: str) -> Task:
        """The task of that id; CixiError if the plan has none."""
        try:
            return self._tasks[task_id]
        except KeyError:
            raise CixiError(
                f"{self.document.called}中没有任务“{task_id}”。", f"任务编号有：{'、'.join(self._tasks)}。"
            ) from None

    def section_of(self, task: Task) -> Section:
        """The section that a task stands in."""
        return next(section for section in self.all_sections if section.id == task.section_id)

    def commitments_of(self, indicator: Indicator) -> tuple[Commitment, ...]:
        """Every place that cites the indicator, in reading order."""
        return tuple(c for c in self.commitments if c.indicator_id == indicator.id)

    def commitments_in(self, task: Task) -> tuple[Commitment, ...]:
        """The quantified statements of one task, in reading order."""
        return tuple(c for c in self.commitments if c.task_id == task.id)

    def items_in(self, task: Task) -> tuple[Item, ...]:
        """The non-numeric items of one task, in reading order."""
        return tuple(item for item in self.items if item.task_id == task.id)

    def home(self, indicator: Indicator) -> Task:
        """The first task that cites the indicator."""
        return self.task(self.commitments_of(indicator)[0].task_id)

    def modality(self, indicator: Indicator) -> Modality:
        """约束 if any citation binds, else the first citation's word."""
        words = [commitment.modality for commitment in self.commitments_of(indicator)]
        return Modality.BINDING if Modality.BINDING in words else words[0]

    def periods(self) -> Iterator[Period]:
        """The months of the plan's year."""
        return (Period(self.year, n, n) for n in range(1, MONTHS + 1))

    def check_period(self, period: Period) -> Period:
        """``period`` if it lies in the plan's year; CixiError otherwise."""
        if period.year != self.year:
            raise CixiError(
                f"{period.label}不在《{self.document.title}》范围内。", f"请选择{self.year}年1月至12月。"
            )
        return period

    def check_entry_period(self, period: Period) -> Period:
        """``period`` if figures can be entered for it: a month of the plan, or 1—2月; CixiError otherwise."""
        self.check_period(period)
        if not period.is_entered:
            raise CixiError(f"{period.label}不能直接填报。", "请按月填报，季度和年度由各月汇总得出。")
        return period
