"""事项: one item assessed: milestones by stage and proof, lists by ratio, the rest not at all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment import lights
from cixi_desktop.assessment.completion import latest_value
from cixi_desktop.assessment.counting import Tally, tally
from cixi_desktop.assessment.lights import Light, Verdict, grey_verdict
from cixi_desktop.assessment.pace import StageMonths, due_stage, stage_months
from cixi_desktop.assessment.responsibility import Responsibility, responsibility_of
from cixi_desktop.assessment.rounding import Printed
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import MONTHS, Period
from cixi_desktop.records.fields import REPORTED, state_of, unasked_words
from cixi_desktop.records.origins import undecided_mark
from cixi_desktop.records.proofs import is_paper
from cixi_desktop.values import HUNDRED, ZERO, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cixi_desktop.plan import Item, Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.handovers import Correction
    from cixi_desktop.records.origins import Origin


class ItemAssessment(Struct, frozen=True, kw_only=True):
    """One item in one period, shown as of the entry ``source``, the latest that said where it stands.

    ``count`` is this period's, ``total`` the sum since January, for counters.

    ``stage`` is the latest known, ``stage_number`` its place from 1 (0 before the first). ``completion`` in
    percent is there for closed lists only. ``planned`` is the month planned for each stage, ``due_number``
    the place of the stage that is due by now (0: none). ``ledger`` is what the list of names behind it comes
    to; None for an item that keeps none. ``origin`` is there for all units together only,
    ``correction`` where the office has set the unit's own right.
    """

    item: Item
    period: Period
    entry: Entry | None
    source: Entry | None
    state: str
    stage: str
    stage_number: int
    proof: str
    count: Decimal | None
    total: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    completion: Decimal | None
    printed: Printed
    responsibility: Responsibility
    light: Light
    reason: str
    planned: StageMonths = ()
    due_number: int = 0
    ledger: Tally | None = None
    origin: Origin | None = None
    correction: Correction | None = None

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def name(self) -> str:
        """The item's name."""
        return self.item.name

    @property
    def as_of(self) -> date | None:
        """The day that what is shown holds for."""
        return self.source.day if self.source else None

    @property
    def status(self) -> str:
        """The word shown, marked where values of several units wait for a decision."""
        return self.word + undecided_mark(self.origin)

    @property
    def word(self) -> str:
        """The light's word."""
        return self.light.value

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

    @property
    def lacks_proof(self) -> bool:
        """Whether a milestone has come to its last stage without the paper that makes it done."""
        is_last = self.item.is_milestone and self.stage_number == len(self.item.stages)
        return bool(self.stage_number) and is_last and not is_paper(self.proof)


def assess_item(plan: Plan, content: Content, item: Item, period: Period) -> ItemAssessment:
    """Judge one item as of the end of ``period``."""
    series = content.series(item.id, period.year)[: period.last]
    entry, state = series[-1], state_of(item, series[-1], period)
    told = [each for each in series if each is not None and state_of(item, each, each.period) == REPORTED]
    now = latest_value(item, series, period.last)
    completed = now.value if item.traits.is_ratio else None
    source = now.source if item.traits.is_ratio else told[-1] if told else None
    stage, proof = _stage([each for each in series if each is not None and each.state is None])
    basis, responsibility = content.basis(item.id), responsibility_of(plan, content, item)
    planned = stage_months(item, basis)
    due_number = min(due_stage(basis, period.last), len(item.stages))
    count, total = _sum(e for e in told if e.period.last >= period.first), _sum(told)
    due = Decimal(period.last) * HUNDRED / MONTHS
    if item.is_milestone:
        behind = _behind_words(item, stage, planned, due_number)
        overdue = _overdue(entry, responsibility.deadline, period)
        grey = _grey(item, entry, state, period)
        verdict = _milestone_verdict(item, grey, state, (stage, proof), overdue=overdue, behind_words=behind)
    elif state == REPORTED and completed is not None:
        verdict = lights.judge_list(completed, due, content.rules, is_year_end=period.is_year_end)
    else:
        verdict = _unjudged(item, count, total) if state == REPORTED else _grey(item, entry, state, period)
    return ItemAssessment(
        item=item,
        period=period,
        entry=entry,
        source=source,
        state=state,
        stage=stage,
        stage_number=stage_number(item, stage),
        proof=proof,
        count=count,
        total=total,
        numerator=source.numerator if source else None,
        denominator=source.denominator if source else None,
        completion=completed,
        printed=Printed() if completed is None else lights.printed_list(completed, due, content.rules),
        responsibility=responsibility,
        light=verdict.light,
        reason=verdict.reason,
        planned=planned,
        due_number=due_number,
        ledger=tally(item, content.ledger(item.id), period) if item.ledger else None,
        origin=content.origins.get(item.id),
        correction=content.correction(item.id, source.period) if source else None,
    )


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


def _overdue(entry: Entry | None, deadline: date, period: Period) -> date | None:
    """The deadline, once the report's 截至日期, else the period's end, has passed it."""
    day = entry.day if entry is not None else period.end
    return deadline if day > deadline else None


def _grey(item: Item, entry: Entry | None, state: str, period: Period) -> Verdict:
    """Its light where nothing was reported."""
    return grey_verdict(item, entry, state, unasked=unasked_words(item, period))


def _milestone_verdict(
    item: Item,
    grey: Verdict,
    state: str,
    reached: tuple[str, str],
    *,
    overdue: date | None,
    behind_words: str,
) -> Verdict:
    """What is done stays so in later unreported and grey months, but 不适用.

    ``grey`` is its light where nothing was reported, ``overdue`` the deadline once it has passed: from then
    on 未到节点 hides nothing. By default it is the year's last day, so no report of the year passes it,
    December's neither.
    """
    stage, proof = reached
    is_last = bool(stage) and stage == item.stages[-1]
    is_done = is_last and is_paper(proof) and state != Light.NOT_APPLICABLE
    is_due = overdue is not None and state in {Light.UNREPORTED, Light.NOT_DUE}
    if not is_done and not is_due and state != REPORTED:
        return grey
    place = stage_number(item, stage)
    return lights.judge_milestone(
        is_done=is_done,
        is_hard=item.kind is ItemKind.HARD,
        stage_words=f"处于“{stage}”阶段（第{place}阶段，共{len(item.stages)}个阶段）"
        if place
        else "尚未填报阶段",
        lacks_proof=is_last and not is_paper(proof),
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
    return Verdict(Light.RECORDED, f"{counted}工作要点未定目标值，只作记录，不亮灯。")
