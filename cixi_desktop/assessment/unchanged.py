"""本月无变化: what a month holds in which nothing happened, for everything that is not yet answered.

Counts add nothing, milestones keep their stage, lists their figures, 不适用 and 未到节点 go on with their
reason. What statistics publish has no new figure. What was typed stays as it is, and what cannot be answered
so waits. Of what no earlier month has told, nothing can be unchanged: it is told as not begun or not done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.assessment.assess import target_of
from cixi_desktop.assessment.carried import OUTCOMES, PROBLEMS, STEPS, answered, carried
from cixi_desktop.assessment.responsibility import is_past_not_due
from cixi_desktop.dates import past_days
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.entries import TEXT_LABELS, Entry, Narrative, State
from cixi_desktop.records.fields import FIGURE_FIELDS, is_entered
from cixi_desktop.values import ZERO, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.assessment.assess import Assessed, Assessment, TaskAssessment
    from cixi_desktop.kinds import Traits
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan, Task
    from cixi_desktop.records.content import Content

REASON = "本月无变化"
NOT_BEGUN, NEVER_TOLD, NOT_DONE = "尚未启动", "尚无数据", "本月未开展"
"""What is said instead where no earlier month has told anything."""
ZEROED, KEPT, WITHOUT_DATA = "记为0", "沿用上期", "记为“本期无数据”"
NOT_DUE, TEXT = "记为“未到节点”", "沿用上期文字"
NOTED, NOTED_FIRST = f"写明“{REASON}”", f"写明“{NOT_DONE}”"
WITHOUT_TOTAL, PAST_DUE = "以前各月没有数，请填写累计", "已过完成时限，请填写所处阶段"
_TEXTS = "文字说明"
_WAYS = (ZEROED, KEPT, WITHOUT_DATA, NOT_DUE, NOTED, NOTED_FIRST)
"""How a figure, item or text is filled."""
_MOST_DAYS = 3
"""Days that are named one by one."""
_LASTING = frozenset({State.NOT_APPLICABLE, State.NOT_DUE})


class Filling(Struct, frozen=True):
    """What 本月无变化 writes for one task: each change with its subject and the way in which it is filled.

    ``waiting`` are those that it cannot answer, each with the reason.
    """

    task: Task
    parts: tuple[tuple[str, str, Change], ...]
    waiting: tuple[tuple[str, str], ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it writes."""
        return tuple(change for _, _, change in self.parts)

    @property
    def past_days(self) -> tuple[str, ...]:
        """The days named in the texts that go on which are over by now: 7月底前, in August."""
        found = (
            day
            for change in self.changes
            if isinstance(change.after, Narrative)
            for name in _written_texts(change)
            for day in past_days(getattr(change.after, name), change.after.period)
        )
        return tuple(dict.fromkeys(found))


def unchanged(assessment: Assessment, content: Content, task_ids: Iterable[str]) -> tuple[Filling, ...]:
    """What is to be written for these tasks in the assessed month; tasks without anything are left out.

    A figure that two of them cite is filled with the first; what others answer for stays theirs.
    """
    asked = assessment.asked_ids
    taken = {assessed.id for assessed in assessment.assessed} - asked
    found = []
    for task in (assessment.task(task_id) for task_id in task_ids):
        parts, waiting = _entries(assessment.plan, task, content, taken)
        if any(assessed.id in asked for assessed in task.assessed):
            parts += _text(task, content, assessment.period)
        if parts or waiting:
            found.append(Filling(task.task, tuple(parts), tuple(waiting)))
    return tuple(found)


def _entries(
    plan: Plan, task: TaskAssessment, content: Content, taken: set[str]
) -> tuple[list[tuple[str, str, Change]], list[tuple[str, str]]]:
    """All that is open and not taken yet: what is written, and what waits."""
    parts: list[tuple[str, str, Change]] = []
    waiting: list[tuple[str, str]] = []
    for assessed in task.assessed:
        target = target_of(assessed)
        is_asked = is_entered(target, assessed.period) and _is_open(assessed, content)
        if assessed.id not in taken and is_asked:
            taken.add(assessed.id)
            way, after = _answer(assessed, content)
            why = _why_it_waits(plan, content, assessed, after)
            if why:
                waiting.append((target.name, why))
            else:
                parts.append((target.name, way, Change(assessed.entry, after)))
    return parts, waiting


def _answer(assessed: Assessed, content: Content) -> tuple[str, Entry]:
    """The way in which an open target is filled, and the entry."""
    entry = assessed.entry
    blank = Entry(target_id=assessed.id, unit_id=content.unit.id, period=assessed.period.closing)
    way, fields = _filled(assessed, _past(content, assessed))
    if "reason" in fields and entry is not None and entry.reason:
        del fields["reason"]
    return way, replace(entry or blank, **fields)


def _why_it_waits(plan: Plan, content: Content, assessed: Assessed, after: Entry) -> str:
    """Why such an answer does not hold; “” where it does.

    A milestone past its deadline is 未到节点 no more, and nought added is not nought of the year where no
    earlier month knows the running total.
    """
    target = target_of(assessed)
    if is_past_not_due(plan, content, target, after):
        return PAST_DUE
    needs_total = after.increment is not None and "cumulative" in target.traits.names
    past = _past(content, assessed)
    is_told = any(entry.increment is not None or entry.cumulative is not None for entry in past)
    return WITHOUT_TOTAL if needs_total and assessed.period.last > 1 and not is_told else ""


def _is_open(assessed: Assessed, content: Content) -> bool:
    """Whether nothing answers the month: no figure, no state, no draft, no row of a ledger."""
    entry = assessed.entry
    is_typed = entry is not None and (
        bool(entry.drafts) or any(getattr(entry, name) not in {None, ""} for name in FIGURE_FIELDS)
    )
    is_listed = any(row.period == assessed.period.closing for row in content.ledger(assessed.id))
    return not (assessed.is_reported or is_typed or is_listed)


def _past(content: Content, assessed: Assessed) -> list[Entry]:
    """The earlier months that said anything, newest first."""
    series = content.series(assessed.id, assessed.period.year)[: assessed.period.last - 1]
    return [entry for entry in reversed(series) if entry is not None and entry.has_content]


def _filled(assessed: Assessed, past: list[Entry]) -> tuple[str, dict[str, Any]]:
    """The way in which a target is filled, and the fields."""
    target = target_of(assessed)
    repeated = _repeated(assessed, target.traits, past)
    if repeated:
        return KEPT, repeated
    if target.traits.is_counted:
        return ZEROED, {"increment": ZERO}
    if target.traits.is_staged:
        return NOT_DUE, {"state": State.NOT_DUE, "reason": REASON if past else NOT_BEGUN}
    if target.traits.is_text:
        return (NOTED, {"note": f"{REASON}。"}) if past else (NOTED_FIRST, {"note": f"{NOT_DONE}。"})
    return WITHOUT_DATA, {"state": State.NO_DATA, "reason": REASON if past else NEVER_TOLD}


def _repeated(assessed: Assessed, traits: Traits, past: list[Entry]) -> dict[str, Any]:
    """What an earlier month said and this one says again; {} where there is nothing to repeat."""
    if past and past[0].state in _LASTING:
        return {"state": past[0].state, "reason": past[0].reason or REASON}
    if traits.is_staged and assessed.stage:
        return {"stage": assessed.stage}
    listed = next((e for e in past if e.numerator is not None and e.denominator is not None), None)
    if traits.is_ratio and listed is not None:
        return {"numerator": listed.numerator, "denominator": listed.denominator}
    return {}


def _text(task: TaskAssessment, content: Content, period: Period) -> Iterator[tuple[str, str, Change]]:
    """The three texts as one change: 进展情况 as it was, problems and steps that go on."""
    before = after = task.narrative
    if not after.progress_note.strip():
        after = replace(after, progress_note=_last_progress(task.task.id, content, period))
    for field in (STEPS, PROBLEMS):
        if not getattr(before, field).strip():
            after = _going_on(after, field, content)
    if after != before:
        yield _TEXTS, TEXT, Change(None if before.is_empty else before, after)


def _last_progress(task_id: str, content: Content, period: Period) -> str:
    """进展情况 of the latest earlier month that has one."""
    earlier = (content.narrative(task_id, month(period.year, n)) for n in range(period.last - 1, 0, -1))
    return next((narrative.progress_note for narrative in earlier if narrative.progress_note.strip()), "")


def _going_on(narrative: Narrative, field: str, content: Content) -> Narrative:
    """``narrative`` with every open line of the field going on."""
    goes_on = OUTCOMES[field][1]
    for line in carried(content, narrative.task_id, narrative.period):
        if line.field == field and line.outcome is None:
            narrative = answered(narrative, line, goes_on)
    return narrative


def filling_words(fillings: Iterable[Filling]) -> str:
    """What is written, in one line: 3项记为0，2项沿用上期，1项记为“本期无数据”，沿用上期进展情况."""
    fillings = tuple(fillings)
    parts = [part for filling in fillings for part in filling.parts]
    ways = [way for _, way, _ in parts]
    words = [f"{count}项{way}" for way in _WAYS if (count := ways.count(way))]
    texts = [change for _, way, change in parts if way == TEXT]
    if texts:
        how_many = f"{len(texts)}个任务" if len(texts) > 1 else ""
        words.append(f"{how_many}{KEPT}{_text_labels(texts)}")
    words += filter(None, [_past_words(day for filling in fillings for day in filling.past_days)])
    reasons = [why for filling in fillings for _, why in filling.waiting]
    words += [f"{reasons.count(why)}项未写入（{why}）" for why in dict.fromkeys(reasons)]
    return "，".join(words)


def filling_lines(filling: Filling) -> list[tuple[str, str]]:
    """What is written, one line for each figure, item and text: its subject, and 沿用上期（调研起草）."""
    written = [(subject, _part_words(way, change)) for subject, way, change in filling.parts]
    past = _past_words(filling.past_days)
    if past:
        subject, words = written[-1]
        written[-1] = (subject, f"{words}，{past}")
    return [*written, *((subject, f"不写入：{why}") for subject, why in filling.waiting)]


def _past_words(days: Iterable[str]) -> str:
    """其中“截至6月底”“7月底前”已过，请核对; “” where no day of the texts is past."""
    named = tuple(dict.fromkeys(days))
    if not named:
        return ""
    more = "等" if len(named) > _MOST_DAYS else ""
    return f"其中{''.join(f'“{day}”' for day in named[:_MOST_DAYS])}{more}已过，请核对"


def _part_words(way: str, change: Change) -> str:
    if way == TEXT:
        return f"{KEPT}{_text_labels([change])}"
    kept = change.after if way == KEPT else None
    if not isinstance(kept, Entry):
        return way
    parts = "/".join(plain(each) for each in (kept.numerator, kept.denominator) if each is not None)
    return f"{way}（{kept.state or kept.stage or parts}）"


def _text_labels(changes: Iterable[Change]) -> str:
    """Which of the three texts go on, in any of the tasks: 进展情况、下一步打算."""
    written = {name for change in changes for name in _written_texts(change)}
    return "、".join(label for name, label in TEXT_LABELS.items() if name in written)


def _written_texts(change: Change) -> list[str]:
    """The fields of the task's texts that a change writes."""
    return [name for name in TEXT_LABELS if getattr(change.after, name) != getattr(change.before, name, "")]
