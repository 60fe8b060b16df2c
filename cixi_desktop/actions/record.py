"""Enter figures, stages, states and texts: as typed, a whole entry, or many cells of a grid at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cixi_desktop.assessment.carried import lines_of
from cixi_desktop.assessment.completion import begins
from cixi_desktop.checks.validation import Issue, entry_errors
from cixi_desktop.consolidation.settle import shown
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.punctuation import quoted
from cixi_desktop.records.entries import TEXT_LABELS, Entry
from cixi_desktop.records.fields import (
    NUMBERS,
    STATE,
    Target,
    begun_anew,
    field_of,
    figure_fields,
    is_entered,
    not_entered_words,
    spoken_state,
    with_draft,
    with_text,
    with_typed,
    without_draft,
)
from cixi_desktop.records.handovers import Correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from cixi_desktop.pasting.blocks import PastePlan
    from cixi_desktop.pasting.figure_paste import Slot
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import PlannedStep
    from cixi_desktop.workspace import Workspace


def type_field(
    workspace: Workspace,
    target_id: str,
    period: Period,
    *,
    name: str,
    text: str,
    gesture: int = 0,
) -> int:
    """Keep what was typed in one field: as its value if it can be read, else as a draft with its fault.

    A grey state may be typed in the place of a figure. Returns the gesture that the next keystrokes in the
    field go on with.
    """
    target = workspace.plan.target(target_id)
    state = spoken_state(text) if name in NUMBERS else None
    if state:
        field_of(target, name)
        name, text = STATE.name, state.value
    before = _entry(workspace, target, period)
    after = _retried(workspace, target, before, _kept(workspace, target, before, name, text))
    return _perform(workspace, _label(target, period), before, after, gesture=gesture)


def set_aside(
    workspace: Workspace,
    target_id: str,
    period: Period,
    *,
    name: str,
    text: str,
    gesture: int = 0,
) -> int:
    """Keep what is still being typed in one field as a draft, readable or not: it does not count yet.

    Returns the gesture that ``type_field`` goes on with once it is typed to its end.
    """
    target = workspace.plan.target(target_id)
    before = _entry(workspace, target, period)
    after = with_draft(target, before, name, text)
    return _perform(workspace, _label(target, period), before, after, gesture=gesture)


def record(workspace: Workspace, target_id: str, period: Period, fields: Mapping[str, str]) -> Entry:
    """Enter a whole figure at once.

    CixiError with everything that is wrong, and nothing changed, if it has a fault.
    """
    target = workspace.plan.target(target_id)
    before, after = _entry(workspace, target, period), _entered(workspace, target, period, fields)
    _perform(workspace, _label(target, period), before, after)
    return after


def correct(
    workspace: Workspace, target_id: str, period: Period, fields: Mapping[str, str], *, reason: str, on: date
) -> Entry:
    """更正: change a unit's figure in its place, with the reason that its source tells from then on.

    CixiError with everything that is wrong, and nothing changed, if it has a fault or no reason is given.
    """
    if not reason.strip():
        raise CixiError("更正要写明理由。", "请写明为什么改单位填报的数。")
    target, content = workspace.plan.target(target_id), workspace.content
    before, after = _entry(workspace, target, period), _entered(workspace, target, period, fields)
    earlier = content.correction(target.id, period)
    correction = Correction(
        target_id=target.id,
        unit_id=content.unit.id,
        period=period.closing,
        reason=reason.strip(),
        reported=earlier.reported if earlier else shown(content, target, before),
        corrected_by=workspace.actor,
        corrected_on=on,
    )
    stored = content.entry(target.id, period)
    label = f"更正{content.unit.name}{quoted(target.name)}（{period.label}）"
    workspace.perform(label, (Change(stored, after), Change(earlier, correction)))
    return after


def _entered(workspace: Workspace, target: Target, period: Period, fields: Mapping[str, str]) -> Entry:
    """The entry with these fields; CixiError with everything that is wrong."""
    after = begun_anew(target, _entry(workspace, target, period), fields)
    is_begun = {"increment", "cumulative"} <= {*fields} and _begins(workspace, target, after)
    faults = [] if is_begun else list(_exclusive_with(target, fields))
    for name, text in fields.items():
        try:
            after = with_typed(target, after, name, text, is_begun=is_begun)
        except CixiError as error:
            faults.append(str(error))
    faults += [issue.text for issue in entry_errors(workspace.plan, workspace.content, target, after)]
    if faults:
        raise CixiError(f"{quoted(target.name)}（{period.label}）：" + "".join(faults))
    return after


def _exclusive_with(target: Target, fields: Mapping[str, str]) -> Iterator[str]:
    """What is given twice over: an increment and a running total, or a grey state and a figure."""
    asked = {field.name: field for field in figure_fields(target) if field.name in fields}
    for field in asked.values():
        if any(rival in fields for rival in field.exclusive_with):
            labels = "、".join(other.label for other in asked.values())
            yield f"{labels}不能同时填写。"
            return
    if "state" in fields and asked:
        yield "已填本期状态，就不能再填数字或阶段。"


def clear(workspace: Workspace, target_id: str, period: Period) -> None:
    """Take one entry back to 未填报."""
    target = workspace.plan.target(target_id)
    before = _entry(workspace, target, period)
    empty = Entry(target_id=target.id, unit_id=before.unit_id, period=before.period)
    _perform(workspace, f"清除{quoted(target.name)}（{period.label}）", before, empty)


def _entry(workspace: Workspace, target: Target, period: Period) -> Entry:
    """The entry as it stands, or an empty one.

    CixiError unless ``period`` is a month of the plan, or 1—2月 of what has no figure of January.
    """
    version = workspace.plan.at(workspace.plan.check_entry_period(period))
    if not version.has_target(target.id):
        raise CixiError(
            f"{quoted(target.name)}不在{period.label}的{version.document.called}中。",
            "目标调整前后，各月填报的项目不同。",
        )
    if not is_entered(target, period):
        raise CixiError(*not_entered_words(target, period))
    found = workspace.content.entry(target.id, period)
    unit_id = workspace.content.unit.id
    return found or Entry(target_id=target.id, unit_id=unit_id, period=period.closing)


def _label(target: Target, period: Period) -> str:
    return f"填报{quoted(target.name)}（{period.label}）"


def _kept(workspace: Workspace, target: Target, entry: Entry, name: str, text: str) -> Entry:
    """``entry`` with the text as value, or as a draft where it cannot be read or contradicts what stands."""
    field_of(target, name)
    return _read(workspace, target, entry, name, text) or with_draft(target, entry, name, text)


def _read(workspace: Workspace, target: Target, entry: Entry, name: str, text: str) -> Entry | None:
    """``entry`` with the text as value; None where it cannot be read or contradicts what stands."""
    try:
        read = with_typed(target, entry, name, text, is_begun=_begins(workspace, target, entry))
    except CixiError:
        return None
    stood = _faults(workspace, target, without_draft(entry, name))
    return None if text.strip() and _faults(workspace, target, read) - stood else read


def _begins(workspace: Workspace, target: Target, entry: Entry) -> bool:
    """Whether the month's own count may stand beside its running total."""
    series = workspace.content.series(target.id, entry.period.year)
    return begins(target, series, entry.period.last)


def _faults(workspace: Workspace, target: Target, entry: Entry) -> set[Issue]:
    return set(entry_errors(workspace.plan, workspace.content, target, entry))


def _retried(workspace: Workspace, target: Target, before: Entry, after: Entry) -> Entry:
    """``after`` with those drafts taken in that have become readable by what was typed beside them.

    One that could be read already waits for whoever typed it.
    """
    waiting = {draft for draft in before.drafts if _read(workspace, target, before, *draft)}
    for name, text in after.drafts:
        if (name, text) not in waiting:
            after = _read(workspace, target, after, name, text) or after
    return after


def _perform(
    workspace: Workspace,
    label: str,
    before: Entry,
    after: Entry,
    gesture: int = 0,
) -> int:
    """Commit the change of one entry; returns its gesture, to be continued by the next keystrokes."""
    change = Change(None if before.is_empty else before, None if after.is_empty else after)
    if change.before == change.after:
        return gesture
    done = workspace.perform(label, (change,), gesture=gesture)
    return done.gesture if done else gesture


def note(
    workspace: Workspace,
    task_id: str,
    period: Period,
    texts: Mapping[str, str],
    gesture: int = 0,
) -> int:
    """Put some of a task's texts (by ``TEXT_LABELS`` name).

    Returns the gesture, to be continued while typing.
    """
    task = workspace.plan.task(task_id)
    before = workspace.content.narrative(task.id, workspace.plan.check_entry_period(period))
    values: dict[str, Any] = dict(texts)
    after = replace(before, **values)
    change = Change(None if before.is_empty else before, None if after.is_empty else after)
    labels = "、".join(TEXT_LABELS[name] for name in texts)
    done = workspace.perform(
        f"填写{quoted(task.title)}的{labels}（{period.label}）", (change,), gesture=gesture
    )
    return done.gesture if done else gesture


def detail(workspace: Workspace, task_id: str, period: Period, *steps: PlannedStep) -> None:
    """Say by when, by whom and with whom sentences of 下一步打算 are to be done; blanks take it back.

    CixiError if the month's text has no such sentence.
    """
    task = workspace.plan.task(task_id)
    before = workspace.content.narrative(task.id, workspace.plan.check_entry_period(period))
    lines, told = lines_of(before.next_steps), {step.words for step in steps}
    unknown = [step.words for step in steps if step.words not in lines]
    if unknown:
        raise CixiError(f"下一步打算中没有“{unknown[0]}”这一句。", "请先写入下一步打算。")
    said = (step for step in steps if step.due or step.person or step.partner)
    after = replace(before, steps=(*(each for each in before.steps if each.words not in told), *said))
    if {*after.steps} != {*before.steps}:
        named = f"“{steps[0].words}”" if len(steps) == 1 else f"{quoted(task.title)}下一步打算"
        workspace.perform(f"填写{named}的时限和责任人（{period.label}）", (Change(before, after),))


def paste(workspace: Workspace, planned: PastePlan[Change], period: Period) -> None:
    """Write all cells of a paste that are not refused. StaleError if another program was there meanwhile."""
    workspace.perform(f"粘贴{planned.written}格（{period.label}）", planned.accepted)


def erase(workspace: Workspace, slots: Iterable[Slot], period: Period) -> None:
    """Empty these cells, drafts too; what else was entered stays."""
    plan, content = workspace.plan, workspace.content
    plan.check_entry_period(period)
    before: dict[str, Entry] = {}
    after: dict[str, Entry] = {}
    count = 0
    for target_id, name in slots:
        entry = content.entry(target_id, period)
        if entry is not None and is_entered(plan.target(target_id), period):
            before[target_id] = entry
            emptied = with_text(plan.target(target_id), after.get(target_id, entry), name, "")
            count += emptied != after.get(target_id, entry)
            after[target_id] = emptied
    changes = tuple(
        Change(entry, None if after[target_id].is_empty else after[target_id])
        for target_id, entry in before.items()
    )
    workspace.perform(f"清空{count}格（{period.label}）", changes)
