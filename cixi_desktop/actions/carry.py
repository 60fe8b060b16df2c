"""Carry on what earlier months hold: 本月无变化, 补齐文字, and what became of their steps and problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.assess import assess, target_of
from cixi_desktop.assessment.carried import answered, carried
from cixi_desktop.assessment.unchanged import filling_words, unchanged
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.records.entries import TEXT_LABELS, Entry, Narrative
from cixi_desktop.wording.drafting import drafts, updated
from cixi_desktop.wording.header import untold_tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.assessment.unchanged import Filling
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan, Task
    from cixi_desktop.records import Key
    from cixi_desktop.records.entries import Outcome
    from cixi_desktop.workspace import Workspace


def draft_all(workspace: Workspace, period: Period) -> int:
    """按数据起草 for every task, as one step; returns for how many. CixiError if nothing would change."""
    workspace.plan.check_entry_period(period)
    found = drafts(workspace.assess(period))
    if not found:
        raise CixiError("没有可起草的内容。", "各任务的进展情况与数据一致，或者还没有填报数据。")
    changes = []
    for task, after in found:
        before = workspace.content.narrative(task.id, period)
        changes.append(Change(None if before.is_empty else before, after))
    workspace.perform(f"{len(found)}个任务按数据起草进展情况（{period.label}）", tuple(changes))
    return len(found)


def fillings(workspace: Workspace, period: Period, task_ids: Sequence[str]) -> tuple[Filling, ...]:
    """What 本月无变化 writes for these tasks; the program's own sentences in a text that goes on are new."""
    found = unchanged(workspace.assess(period), workspace.content, task_ids)
    changes = [change for filling in found for change in filling.changes]
    content = workspace.content.with_records((change.key, change.after) for change in changes)
    assessment = assess(workspace.plan, content, period)
    return tuple(
        replace(
            filling,
            parts=tuple((subject, way, _told(assessment, each)) for subject, way, each in filling.parts),
        )
        for filling in found
    )


def _told(assessment: Assessment, change: Change) -> Change:
    """The change with what 进展情况 of the last month says of figures and counts as it is after it."""
    before, after = change.before, change.after
    if not isinstance(after, Narrative) or (isinstance(before, Narrative) and before.progress_note):
        return change
    told = updated(assessment.task(after.task_id), after.progress_note)
    return Change(before, replace(after, progress_note=told))


def fill_unchanged(workspace: Workspace, period: Period, task_ids: Sequence[str]) -> str:
    """Write 本月无变化 for everything of these tasks that is not yet answered, as one step.

    Returns what was written, in words. CixiError if everything is answered already, or waits for what only
    the unit knows.
    """
    workspace.plan.check_entry_period(period)
    found = fillings(workspace, period, task_ids)
    if not found:
        raise CixiError("不需要补填。", "所选任务中，本单位承担的各项都已填报。")
    written = [filling for filling in found if filling.parts]
    if not written:
        waiting = "".join(f"“{name}”{why}。" for filling in found for name, why in filling.waiting)
        raise CixiError("没有可写入的内容。", waiting)
    whose = f"“{written[0].task.title}”" if len(task_ids) == 1 else f"{len(written)}个任务"
    changes = tuple(change for filling in written for change in filling.changes)
    workspace.perform(f"{whose}本月无变化（{period.label}）", changes)
    return filling_words(found)


def missing_words(workspace: Workspace, period: Period) -> tuple[Change, ...]:
    """What 补齐文字 writes: 本月无变化 for what is told in words, and a draft for each task without a word.

    The program's own sentences in other texts are brought up to date. Nothing while a figure or a stage is
    still to be answered: those come first.
    """
    assessment, content = workspace.assess(period), workspace.content
    open_ = [each for each in assessment.assessed if each.id in assessment.asked_ids and not each.is_reported]
    if not assessment.is_open or any(not target_of(each).traits.is_text for each in open_):
        return ()
    untold = {task.id for task in untold_tasks(assessment)}
    found: dict[Key, Change] = {}
    for filling in unchanged(assessment, content, [task.id for task in workspace.plan.tasks]):
        for change in filling.changes:
            if not isinstance(change.after, Narrative) or change.after.task_id in untold:
                found[change.key] = change
    carried_on = assess(
        workspace.plan,
        content.with_records((key, change.after) for key, change in found.items()),
        period,
    )
    for task, drafted in drafts(carried_on):
        before, told = content.narrative(task.id, period), drafted
        if task.id not in untold:
            told = replace(before, progress_note=updated(carried_on.task(task.id), before.progress_note))
        if told != before:
            change = Change(None if before.is_empty else before, told)
            found[change.key] = change
    return tuple(found.values())


def word_lines(plan: Plan, changes: Sequence[Change]) -> tuple[tuple[Task, str, str], ...]:
    """What such changes write, in the plan's order: the task, what is told, and the words."""
    lines: list[tuple[Task, str, str]] = []
    for change in changes:
        after = change.after
        item = plan.item(after.target_id) if isinstance(after, Entry) else None
        if isinstance(after, Entry) and item is not None:
            lines.append((plan.task(item.task_id), item.name, after.note))
        elif isinstance(after, Narrative):
            lines += [
                (plan.task(after.task_id), label, getattr(after, name))
                for name, label in TEXT_LABELS.items()
                if getattr(after, name) != getattr(change.before, name, "")
            ]
    return tuple(sorted(lines, key=lambda line: plan.tasks.index(line[0])))


def write_missing_words(workspace: Workspace, period: Period) -> None:
    """补齐文字, as one step."""
    changes = missing_words(workspace, period)
    if changes:
        workspace.perform(f"补齐文字（{period.label}）", changes)


def answer(
    workspace: Workspace,
    task_id: str,
    period: Period,
    *,
    field: str,
    words: str,
    outcome: Outcome | None,
) -> None:
    """Say what became of a step or problem of an earlier month; None takes that back.

    CixiError if the month carries no such line.
    """
    task = workspace.plan.task(task_id)
    workspace.plan.check_entry_period(period)
    found = (line for line in carried(workspace.content, task.id, period) if line.field == field)
    line = next((line for line in found if line.words == words), None)
    if line is None:
        raise CixiError(f"上期没有“{words}”这一条。", "请重新打开这项任务。")
    before = workspace.content.narrative(task.id, period)
    after = answered(before, line, outcome)
    change = Change(None if before.is_empty else before, None if after.is_empty else after)
    said = outcome.value if outcome else "未选"
    workspace.perform(f"“{words}”：{said}（{period.label}）", (change,))
