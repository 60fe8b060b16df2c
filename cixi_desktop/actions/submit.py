"""报送: freeze a month, say later what was handed in, and what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.checks.findings import blocking, findings, month_issues
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change, Operation
from cixi_desktop.periods import month
from cixi_desktop.records.handovers import (
    TASK,
    Contact,
    Correction,
    Lock,
    Review,
    ReviewVerdict,
    Submission,
)
from cixi_desktop.records.record import OfUnit
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.journal import JournalLine, all_lines
from cixi_desktop.workspace import known_units, read_content

if TYPE_CHECKING:
    from datetime import datetime

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records.content import Content
    from cixi_desktop.workspace import Workspace


class SubmittedError(CixiError):
    """The month was handed in as it stands; its workbook may still be wanted."""


class HandedIn(Struct, frozen=True, kw_only=True):
    """One hand-in as it was: its content, what was made of it then, when and by whom it was handed in.

    ``revision`` is its 修订号. ``is_same`` is False if the program reads it differently today, as after a
    change of the plan file: then the check code no longer agrees.
    """

    submission: Submission
    content: Content
    assessment: Assessment
    revision: int
    at: datetime | None
    actor: str
    is_same: bool


def faults(workspace: Workspace, period: Period) -> list[str]:
    """What keeps the month from being handed in: each error with what has it."""
    assessment = workspace.assess(period)
    found = findings(assessment, month_issues(assessment, workspace.content))
    return [f"“{each.subject}”：{each.message}{each.hint}" for each in blocking(found)]


def untouched(workspace: Workspace, period: Period) -> list[tuple[str, str]]:
    """The reasons of a return whose figure, item or text is still as it was when the return was opened."""
    content, store = workspace.content, workspace.store
    review = content.review(period)
    if review is None or review.verdict != ReviewVerdict.RETURNED:
        return []
    opened = store.changed_by(review.key)
    then = read_content(workspace.plan, store, content.unit, as_of=opened)
    return [
        (place, text)
        for place, text in review.reasons
        if _at(workspace.plan, then, place, period) == _at(workspace.plan, content, place, period)
    ]


def _at(plan: Plan, content: Content, place: str, period: Period) -> object:
    """What stands where a reason points to: a task's text, or a figure or item with its list."""
    if place.startswith(TASK):
        return content.narrative(place.removeprefix(TASK).partition(":")[0], period)
    target_id = plan.target(place.partition(":")[0]).id
    return content.entry(target_id, period), content.ledger(target_id)


def submit(workspace: Workspace, period: Period) -> Submission:
    """Hand the month in as it stands: the next number, its check code, and where to read it later.

    A quarter, half-year or year is handed in with its closing month, once its earlier months have been.
    It cannot be undone. CixiError, and nothing changed, if an entry has a fault, if nothing was entered, if
    the same was handed in before (SubmittedError), or if another program has changed the data meanwhile.
    """
    workspace.plan.check_period(period)
    if not period.is_entered:
        _check_months(workspace, period)
    period = period.closing
    found = faults(workspace, period)
    if found:
        raise CixiError(f"{period.label}有{len(found)}处错误，不能报送。", "".join(found))
    assessment = workspace.assess(period)
    if not any(assessed.is_reported for assessed in assessment.assessed):
        raise CixiError(f"{period.label}还没有填报，不能报送。", "请先填报，或注明“本期无数据”。")
    before = workspace.content.submission(period)
    code = check_code(assessment)
    if before is not None and before.check_code == code:
        raise SubmittedError(
            f"{period.label}已经报送，之后没有修改。",
            f"第{before.number}次报送，校验码{code}；需要进展情况表的，可以再次导出。",
        )
    number = before.number + 1 if before else 1
    after = Submission(
        unit_id=workspace.content.unit.id,
        period=period.closing,
        number=number,
        content_at=0,
        check_code=code,
        plan_version=workspace.plan.version,
    )
    done = workspace.freeze(
        f"报送{period.label}（第{number}次，校验码{code}）",
        lambda newest: (Change(before, replace(after, content_at=newest)),),
    )
    return replace(after, content_at=done.id - 1)


def _check_months(workspace: Workspace, period: Period) -> None:
    missing = [
        f"{number}月"
        for number in range(period.first, period.last)
        if workspace.content.submission(month(period.year, number)) is None
    ]
    if missing:
        raise CixiError(f"{period.label}中{'、'.join(missing)}还没有报送。", "请先报送这几个月，再报送本期。")


def handed_in(plan: Plan, store: Store, content: Content, period: Period) -> tuple[HandedIn, ...]:
    """Every hand-in of the month that ``period`` closes with, oldest first, as it was."""
    newest = content.submission(period)
    past = store.past(newest) if newest else ()
    return tuple(_as_it_was(plan, store, content, submission) for submission in past)


def _as_it_was(plan: Plan, store: Store, content: Content, submission: Submission) -> HandedIn:
    then = read_content(plan, store, content.unit, as_of=submission.content_at)
    then = then.with_records([(submission.key, submission)])
    assessment = assess(plan, then, submission.period)
    (operation,) = store.operations(limit=1, before=submission.operation_id + 1)
    period = submission.period
    return HandedIn(
        submission=submission,
        content=then,
        assessment=assessment,
        revision=store.revision(content.unit.id, period.year, period.last, as_of=submission.content_at),
        at=operation.at,
        actor=operation.actor,
        is_same=check_code(assessment) == submission.check_code,
    )


def changed_between(
    plan: Plan, store: Store, before: Content, after: Content, period: Period
) -> tuple[JournalLine, ...]:
    """What was changed of the unit's year up to ``period``, and of what it is judged by, field by field."""
    keys = dict.fromkeys((*before.records, *after.records))
    changes = (Change(before.records.get(key), after.records.get(key)) for key in keys)
    effective = tuple(
        change for change in changes if change.before != change.after and _counts(change, period)
    )
    operations = [Operation(label="", changes=effective)] if effective else []
    return all_lines(plan, operations, known_units(store))


def _counts(change: Change, period: Period) -> bool:
    record = change.after or change.before
    if isinstance(record, Submission | Lock | Review | Contact | Correction):
        return False
    return not isinstance(record, OfUnit) or record.period <= period.closing
