"""责任: who answers for a task, a figure or an item in the end, and until when."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.periods import MONTHS, day_words
from cixi_desktop.plan import HEADLINE, Item, Task
from cixi_desktop.records.entries import State

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator, Plan
    from cixi_desktop.records.bureau import Duty
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry

    Subject = Task | Indicator | Item

KEPT = 512
"""Charges that are not worked out again: those of a plan's tasks, figures and items, four times."""


class Responsibility(Struct, frozen=True, kw_only=True):
    """责任: who answers for a subject in the end, and until when; units by id and by name.

    ``lead_unit`` is 未分配 while there is none. ``is_own`` says that it is not all taken over from the task,
    ``is_default_deadline`` that nobody has set one: the year's last day stands (默认).
    """

    duty: Duty
    lead_unit: str
    supporting_units: tuple[str, ...]
    deadline: date
    is_default_deadline: bool
    is_own: bool

    def concerns(self, unit_id: str) -> bool:
        """Whether the unit leads or supports."""
        return unit_id in {self.duty.lead_unit_id, *self.duty.supporting_unit_ids}

    @property
    def words(self) -> str:
        """牵头：高新科；配合：规划科；责任领导：王某；责任人：李某; the lead alone is always there."""
        duty = self.duty
        parts = (
            ("牵头", self.lead_unit),
            ("配合", "、".join(self.supporting_units)),
            ("责任领导", duty.leader),
            ("责任人", duty.person),
        )
        return "；".join(f"{label}：{text}" for label, text in parts if text)

    @property
    def deadline_words(self) -> str:
        """完成时限：2025年11月30日; that of nobody's making is marked."""
        return f"完成时限：{day_words(self.deadline)}{'（默认）' if self.is_default_deadline else ''}"


def home_task_id(plan: Plan, target: Indicator | Item) -> str:
    """The task that a figure or item takes its duty and deadline from.

    A figure cited twice belongs to the numbered task that works on it, not to the headline targets.
    """
    if isinstance(target, Item):
        return target.task_id
    citing = [commitment.task_id for commitment in plan.commitments_of(target)]
    return next((task_id for task_id in citing if task_id != HEADLINE), citing[0])


def responsibility_of(plan: Plan, content: Content, subject: Subject) -> Responsibility:
    """Who answers for a task, a figure or an item, and until when."""
    task_id = subject.id if isinstance(subject, Task) else home_task_id(plan, subject)
    return _charge(content, subject, task_id, plan.year)


def is_past_not_due(plan: Plan, content: Content, target: Indicator | Item, entry: Entry) -> bool:
    """Whether an entry says 未到节点 of a milestone whose deadline its day has passed."""
    is_not_due = isinstance(target, Item) and target.is_milestone and entry.state is State.NOT_DUE
    return is_not_due and entry.day > responsibility_of(plan, content, target).deadline


@lru_cache(KEPT)
def _charge(content: Content, subject: Subject, task_id: str, year: int) -> Responsibility:
    """The same in every period."""
    own = content.duty(subject.id)
    duty = own if subject.id == task_id else own.within(content.duty(task_id))
    deadline = content.deadline(subject, task_id)
    return Responsibility(
        duty=duty,
        lead_unit=content.unit_name(duty.lead_unit_id),
        supporting_units=tuple(map(content.unit_name, duty.supporting_unit_ids)),
        deadline=deadline or date(year, MONTHS, 31),
        is_default_deadline=deadline is None,
        is_own=not own.is_empty,
    )
