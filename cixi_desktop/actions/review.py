"""The coordinator's part: receive or return a unit's month, note a contact, decide between units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from cixi_desktop.actions.compare import still_empty
from cixi_desktop.actions.receive import changes_of
from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.checks.findings import received_issues
from cixi_desktop.checks.validation import check_entry, errors
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.consolidation.month import Bureau, OwnHandIn, ReportingState, look_over, unit_statuses
from cixi_desktop.consolidation.settle import lead_id, sources
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import FIRST_YEAR, MONTHS, Period, month
from cixi_desktop.records.bureau import LEAD, OWN, SUM, FigureDecision
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.fields import field_of, typed_number
from cixi_desktop.records.handovers import TASK, Acceptance, Contact, Review, ReviewVerdict, place_words
from cixi_desktop.records.units import ALL_UNITS
from cixi_desktop.workbook import write_workbook
from cixi_desktop.workspace import all_contents, read_content

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from cixi_desktop.actions.inspect_files import Arrival
    from cixi_desktop.consolidation.month import UnitStatus
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.handovers import Submission
    from cixi_desktop.workbook import Identity
    from cixi_desktop.workspace import Workspace

MOST_NAMED = 5
"""Units that a label names; how many more there are is said."""


def bureau(plan: Plan, store: Store, period: Period, today: date) -> Bureau:
    """Read one month of all units."""
    contents = all_contents(plan, store)
    return look_over(
        plan, contents, _acceptances(contents), period, today, _own_hand_ins(store, contents, period)
    )


def shown_bureau(workspace: Workspace, period: Period, today: date) -> Bureau:
    """One month of all units, of what is shown of them as one."""
    contents = workspace.contents
    own = _own_hand_ins(workspace.store, contents, period)
    return look_over(workspace.plan, contents, _acceptances(contents), period, today, own)


def _own_hand_ins(store: Store, contents: Iterable[Content], period: Period) -> dict[str, OwnHandIn]:
    """When the units handed the month in within this data file, by their ids, and its 修订号 then."""
    found = {content.unit.id: content.submission(period) for content in contents}
    return {unit_id: _own_hand_in(store, each) for unit_id, each in found.items() if each is not None}


def _own_hand_in(store: Store, submission: Submission) -> OwnHandIn:
    (operation,) = store.operations(limit=1, before=submission.operation_id + 1)
    assert operation.at is not None  # noqa: S101  it is kept
    unit_id, period = submission.unit_id, submission.period
    revision = store.revision(unit_id, period.year, period.last, as_of=submission.content_at)
    return OwnHandIn(operation.at, revision)


def lacking_months(
    plan: Plan, contents: Sequence[Content], months: Iterable[Period], today: date
) -> dict[str, list[Period]]:
    """Each unit by its name with those of the months that it has not handed in, or not again."""
    acceptances = _acceptances(contents)
    lacking: dict[str, list[Period]] = {}
    for each in months:
        for status in unit_statuses(plan, contents, acceptances, each, today):
            lacking.setdefault(status.unit.name, []).extend([each] if status.state.is_waiting else [])
    return lacking


def _acceptances(contents: Iterable[Content]) -> list[Acceptance]:
    """The files that were taken in this year, of all units."""
    return [record for each in contents for record in each.records.values() if isinstance(record, Acceptance)]


def receive(workspace: Workspace, found: Bureau, unit_id: str) -> Review:
    """已接收: confirm what the unit handed in last. CixiError if it handed nothing in."""
    return _review(workspace, found, unit_id, ReviewVerdict.RECEIVED, ())


def receive_all(
    workspace: Workspace, found: Bureau, unit_ids: Iterable[str], *, with_partly: bool = False
) -> int:
    """已接收 for all of the units whose hand-in waits for it, in one step; returns how many those are.

    What was received in part only is left, unless it is asked for: then it says for ever how much is out.
    """
    states = {ReportingState.SUBMITTED, *([ReportingState.PARTLY] if with_partly else [])}
    waiting = [status for unit_id in unit_ids if (status := found.status(unit_id)).state in states]
    changes = [Change(each.review, _made(found, each, ReviewVerdict.RECEIVED)) for each in waiting]
    workspace.perform(f"确认接收{len(waiting)}个单位{found.period.label}的表", tuple(changes))
    return len(waiting)


def handed_in_places(found: Bureau, unit_id: str, reasons: Iterable[tuple[str, str]]) -> frozenset[str]:
    """What a return may speak of: what the unit answers for or has entered, and what ``reasons`` name.

    Of a unit whose tasks the bureau does not know that is what it has entered. A task is there for its text
    and for what it holds.
    """
    content = next(each for each in found.contents if each.unit.id == unit_id)
    assessment = assess(found.plan, content, found.period.closing)
    named = {place.partition(":")[0] for place, _ in reasons if not place.startswith(TASK)}
    ids = {*assessment.own_ids, *assessment.entered_ids, *named}
    tasks = {
        f"{TASK}{task.task.id}"
        for task in assessment.tasks
        if not task.narrative.is_empty or any(each.id in ids for each in task.assessed)
    }
    return frozenset(ids | tasks)


def send_back(
    workspace: Workspace, found: Bureau, unit_id: str, reasons: tuple[tuple[str, str], ...]
) -> Review:
    """退回: give what the unit handed in last back, with what to mend (where, text).

    CixiError if it handed nothing in, if no reason is given, or if a place is not in the plan.
    """
    if not reasons or not all(text.strip() for _, text in reasons):
        raise CixiError("退回要写明意见。", "请逐条写明要修改的地方和原因。")
    for place, _ in reasons:
        place_words(workspace.plan, place)
    return _review(workspace, found, unit_id, ReviewVerdict.RETURNED, reasons)


def returned(workspace: Workspace, found: Bureau, unit_id: str) -> Review:
    """What the unit's workbook was given back with. CixiError if it was not."""
    (unit,) = (unit for unit in workspace.units() if unit.id == unit_id)
    review = read_content(workspace.plan, workspace.store, unit).review(found.period)
    if review is None or review.verdict != ReviewVerdict.RETURNED:
        raise CixiError(f"{unit.name}{found.period.label}没有退回。")
    return review


def return_workbook(
    workspace: Workspace, review: Review, identity: Identity, *, out: Path, arrival: Arrival | None = None
) -> None:
    """Write the unit's workbook, with the reasons in front and at their cells, for the unit to mend.

    As it was received, and where its file was kept (``arrival``), with what of it was not taken in.
    """
    plan, store = workspace.plan, workspace.store
    unit = next(unit for unit in workspace.units() if unit.id == review.unit_id)
    content = read_content(plan, store, unit)
    identity = replace(identity, revision=review.number, review=review)
    if arrival is not None and arrival.reading is not None and arrival.acceptance is not None:
        left_out = changes_of(plan, content, arrival.reading, arrival.acceptance.left_out)
        content = content.with_records((change.key, change.after) for change in left_out)
        identity = replace(identity, typed=arrival.reading.typed)
    write_workbook(assess(plan, content, review.period), content, out, identity)


def _review(
    workspace: Workspace,
    found: Bureau,
    unit_id: str,
    verdict: ReviewVerdict,
    reasons: tuple[tuple[str, str], ...],
) -> Review:
    status = found.status(unit_id)
    if not status.check_code:
        raise CixiError(f"{status.unit.name}还没有报送{found.period.label}。", "请先接收该单位的表。")
    review = _made(found, status, verdict, reasons)
    edition = f"（{status.edition_words}）" if status.hand_in else ""
    workspace.perform(
        f"{verdict}：{status.unit.name}{found.period.label}{edition}", (Change(status.review, review),)
    )
    return review


def _made(
    found: Bureau, status: UnitStatus, verdict: ReviewVerdict, reasons: tuple[tuple[str, str], ...] = ()
) -> Review:
    return Review(
        unit_id=status.unit.id,
        period=found.period.closing,
        verdict=verdict.value,
        number=status.revision,
        check_code=status.check_code,
        reasons=reasons,
        hand_in=status.hand_in,
    )


def note_contact(
    workspace: Workspace, found: Bureau, unit_ids: Collection[str], day: date, words: str
) -> None:
    """Note that the units were spoken to about the month, in one step."""
    changes = []
    for unit_id in unit_ids:
        contact = Contact(unit_id=unit_id, period=found.period.closing, day=day, words=words.strip())
        changes.append(Change(found.status(unit_id).contact, contact))
    names = "、".join(found.status(unit_id).unit.name for unit_id in [*unit_ids][:MOST_NAMED])
    more = f"等{len(unit_ids)}个单位" if len(unit_ids) > MOST_NAMED else ""
    workspace.perform(f"催报：{names}{more}{found.period.label}", tuple(changes))


def doubts_of(found: Bureau, store: Store, is_stopped: Callable[[], bool]) -> dict[str, int]:
    """How many findings there are on what each unit has reported of the month, by its id.

    With the records of which its last file took something away.
    """
    counts: dict[str, int] = {}
    reporting = {each.unit.id: each for each in found.statuses if each.state is not ReportingState.MISSING}
    for content in found.contents:
        status = reporting.get(content.unit.id)
        if status and not is_stopped():
            issues = received_issues(assess(found.plan, content, found.period), content)
            emptied = still_empty(found.plan, store, content, status.file) if status.file else ()
            counts[content.unit.id] = sum(map(len, issues.values())) + len(emptied)
    return counts


def decide_figure(workspace: Workspace, found: Bureau, decision: FigureDecision) -> FigureDecision:
    """核定: put whose value counts of a figure from a month on.

    CixiError without a reason, or where there is nothing to count.
    """
    plan = workspace.plan
    target = plan.target(decision.target_id)
    from_period = plan.check_period(decision.from_period).closing
    decision = replace(decision, target_id=target.id, from_period=from_period, reason=decision.reason.strip())
    _check_decision(found, target, decision)
    before = workspace.content.records.get(decision.key)
    label = f"核定“{target.name}”（自{from_period.label}起）"
    workspace.perform(label, (Change(before, decision),))
    return decision


def own_value(target: Target, text: str) -> Decimal:
    """The number that a figure is decided to come to, as people type it, by the rules of what is entered."""
    if not target.traits.own_field:
        raise CixiError(f"“{target.name}”不能直接核定一个数。", "请选择一个单位填报的内容，或者合计。")
    value = typed_number(target, field_of(target, target.traits.own_field), text)
    _check_value(target, value)
    return value


def _check_value(target: Target, value: Decimal) -> None:
    """CixiError for a value that no unit could have entered: −3, or 33.5 of what is counted."""
    entry = Entry(target_id=target.id, unit_id=ALL_UNITS.id, period=month(FIRST_YEAR, MONTHS))
    typed: dict[str, Any] = {target.traits.own_field: value}
    faults = errors(check_entry(target, replace(entry, **typed), (None,) * MONTHS))
    if faults:
        raise CixiError("".join(fault.text for fault in faults))


def _check_decision(found: Bureau, target: Target, decision: FigureDecision) -> None:
    if not decision.reason:
        raise CixiError("核定要写明理由。", "请写明为什么采用这个数。")
    whose, year = decision.whose, Period(found.plan.year, 1, MONTHS)
    if whose == OWN and (decision.value is None or not target.traits.own_field):
        raise CixiError(f"“{target.name}”不能直接核定一个数。", "请选择一个单位填报的内容，或者合计。")
    if decision.value is not None:
        _check_value(target, decision.value)
    if whose == SUM and not target.traits.is_additive:
        raise CixiError(f"“{target.name}”不能相加。", "请选择一个单位的数。")
    if whose == LEAD and not lead_id(found.plan, found.contents[0], target):
        raise CixiError(f"“{target.name}”没有牵头科室。", "请先在“设置—单位和分工”中填写，或者选择一个单位。")
    if whose not in {OWN, SUM, LEAD, *(each.unit.id for each in sources(found.contents, target, year))}:
        raise CixiError(f"该单位未填报“{target.name}”。", "请从已填报的单位中选择。")


class Together(NamedTuple):
    """All units as one: what is made of it, its content, and its 修订号."""

    assessment: Assessment
    content: Content
    revision: int


def together(store: Store, found: Bureau, period: Period | None = None) -> Together:
    """All units as one, each figure by its own rule or as the bureau decided.

    In the month of ``found``, or in a longer period that closes with it.
    """
    period = period or found.period
    content = combined(found.plan, found.contents, period)
    unit_id = None if content.unit.id == ALL_UNITS.id else content.unit.id
    revision = store.revision(unit_id, period.year, period.last)
    return Together(assess(found.plan, content, period), content, revision)
