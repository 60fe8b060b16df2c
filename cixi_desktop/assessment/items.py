"""事项: one item assessed: milestones by stage and proof, lists by ratio, the rest not at all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment import lights
from cixi_desktop.assessment.completion import ratio
from cixi_desktop.assessment.counting import Tally, tally
from cixi_desktop.assessment.lights import Light, Verdict, grey_verdict
from cixi_desktop.assessment.responsibility import Responsibility, responsibility_of
from cixi_desktop.assessment.stage_plan import StageMonths, due_stage, stage_months
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import MONTHS, Period
from cixi_desktop.records.fields import REPORTED, state_of
from cixi_desktop.values import HUNDRED, ZERO, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cixi_desktop.plan import Item, Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry


class ItemAssessment(Struct, frozen=True, kw_only=True):
    """One item in one period. ``count`` is this period's, ``total`` the sum since January, for counters.

    ``stage`` is the latest known, ``stage_number`` its place from 1 (0 before the first). ``completion`` in
    percent is there for closed lists only. ``planned`` is the month planned for each stage, ``due_number``
    the place of the stage that is due by now (0: none). ``ledger`` is what the list of names behind it comes
    to; None for an item that keeps none.
    """

    item: Item
    period: Period
    entry: Entry | None
    state: str
    stage: str
    stage_number: int
    proof: str
    count: Decimal | None
    total: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    completion: Decimal | None
    as_of: date | None
    responsibility: Responsibility
    light: Light
    reason: str
    planned: StageMonths = ()
    due_number: int = 0
    ledger: Tally | None = None

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def name(self) -> str:
        """The item's name."""
        return self.item.name

    @property
    def status(self) -> str:
        """The word shown: the light's, or 已填报 where the plan gives nothing to judge by."""
        is_unjudged = self.light is Light.NOT_APPLICABLE and self.state == REPORTED
        return REPORTED if is_unjudged else self.light.value

    @property
    def due_words(self) -> str:
        """The stage that is due and not reached: 计划6月到“审议”; “” where there is none."""
        if self.due_number <= self.stage_number:
            return ""
        return f"计划{self.planned[self.due_number - 1]}月到“{self.item.stages[self.due_number - 1]}”"

    @property
    def is_reported(self) -> bool:
        """Whether this period was answered."""
        return self.state != Light.UNREPORTED


def assess_item(plan: Plan, content: Content, item: Item, period: Period) -> ItemAssessment:
    """Judge one item as of the end of ``period``."""
    series = content.series(item.id, period.year)[: period.last]
    entries = [entry for entry in series if entry is not None and (entry.has_content or entry.proof)]
    entry = series[-1]
    state = state_of(item, entry, period)
    stage, proof = _stage(entries)
    listed = _listed(entries) if item.traits.is_ratio else None
    completed = ratio(listed.numerator, listed.denominator) if listed else None
    basis, responsibility = content.basis(item.id), responsibility_of(plan, content, item)
    planned = stage_months(item, basis)
    due_number = min(due_stage(basis, period.last), len(item.stages))
    count, total = _sum(e for e in entries if e.period.last >= period.first), _sum(entries)
    if item.is_milestone:
        is_due = (
            bool(stage) or not responsibility.is_default_deadline
        ) and responsibility.deadline <= period.end
        verdict = _milestone_verdict(
            item,
            entry,
            state,
            (stage, proof),
            overdue=responsibility.deadline if is_due else None,
            behind_words=_behind_words(item, stage, planned, due_number),
        )
    elif state == REPORTED and item.traits.is_ratio and completed is not None:
        due = Decimal(period.last) * HUNDRED / MONTHS
        verdict = lights.judge_list(completed, due, content.rules, is_year_end=period.is_year_end)
    else:
        verdict = _unjudged(item, count, total) if state == REPORTED else grey_verdict(entry, state)
    return ItemAssessment(
        item=item,
        period=period,
        entry=entry,
        state=state,
        stage=stage,
        stage_number=stage_number(item, stage),
        proof=proof,
        count=count,
        total=total,
        numerator=listed.numerator if listed else None,
        denominator=listed.denominator if listed else None,
        completion=completed,
        as_of=(entries[-1].as_of or entries[-1].period.end) if entries else None,
        responsibility=responsibility,
        light=verdict.light,
        reason=verdict.reason,
        planned=planned,
        due_number=due_number,
        ledger=tally(item, content.ledger(item.id), period) if item.ledger else None,
    )


def _listed(entries: Sequence[Entry]) -> Entry | None:
    """The latest entry with both numbers of a list."""
    whole = (e for e in reversed(entries) if e.numerator is not None and e.denominator is not None)
    return next(whole, None)


def stage_number(item: Item, stage: str) -> int:
    """The place of a stage in the item's own list, from 1; 0 where it stands in none."""
    return item.stages.index(stage) + 1 if stage in item.stages else 0


def _stage(entries: Sequence[Entry]) -> tuple[str, str]:
    """The latest stage and the paper that proves it: one given for an earlier stage does not.

    ``entries`` in the order of their months.
    """
    stage = next((e.stage for e in reversed(entries) if e.stage), "")
    since = next((place for place, e in enumerate(entries) if e.stage == stage), 0)
    proof = next((e.proof for e in reversed(entries[since:]) if e.proof and e.stage in {stage, ""}), "")
    return stage, proof


def _sum(entries: Iterable[Entry]) -> Decimal | None:
    counts = [entry.increment for entry in entries if entry.increment is not None]
    return sum(counts, ZERO) if counts else None


def _behind_words(item: Item, stage: str, planned: StageMonths, due_number: int) -> str:
    """By how many stages the item is behind its own plan; “” where it is not."""
    missing = due_number - stage_number(item, stage)
    if missing <= 0:
        return ""
    due, month = item.stages[due_number - 1], planned[due_number - 1]
    return f"按计划{month}月底应到第{due_number}阶段“{due}”，慢{missing}个阶段。"


def _milestone_verdict(
    item: Item,
    entry: Entry | None,
    state: str,
    reached: tuple[str, str],
    *,
    overdue: date | None,
    behind_words: str,
) -> Verdict:
    stage, proof = reached
    is_last = bool(stage) and stage == item.stages[-1]
    is_done = is_last and bool(proof)
    if not is_done and state != REPORTED and not (state == Light.UNREPORTED and overdue):
        return grey_verdict(entry, state)
    place = stage_number(item, stage)
    return lights.judge_milestone(
        is_done=is_done,
        is_hard=item.kind is ItemKind.HARD,
        stage_words=f"第{place}阶段（共{len(item.stages)}阶段）：{stage}" if place else "尚未填报阶段",
        lacks_proof=is_last and not proof,
        overdue_since=overdue,
        behind_words=behind_words,
    )


def _unjudged(item: Item, count: Decimal | None, total: Decimal | None) -> Verdict:
    """Counters and duties: the plan sets nothing to judge them by."""
    counted = (
        f"本期{plain(count)}{item.unit}，累计{plain(total)}{item.unit}；"
        if count is not None and total
        else ""
    )
    return Verdict(Light.NOT_APPLICABLE, f"{counted}文件未定目标值，只作记录，不亮灯。")
