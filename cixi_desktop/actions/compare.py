"""What taking a workbook in would change and leave doubtful, and where the bureau has changed it itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.actions.inspect_files import ArrivalOutcome
from cixi_desktop.actions.receive import changes_of, corrected
from cixi_desktop.assessment.assess import assess
from cixi_desktop.checks.findings import received_issues
from cixi_desktop.checks.issues import Issue, Severity
from cixi_desktop.history import Operation
from cixi_desktop.records.fields import field_of, field_text
from cixi_desktop.records.handovers import TASK
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.journal import JournalLine, all_lines, subject_name
from cixi_desktop.workspace import known_units, read_content
from cixi_desktop.years import plan_of_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.actions.inspect_files import Arrival, Reading
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records.content import Content


class RecordChange(Struct, frozen=True, kw_only=True):
    """One figure, item or text of a workbook: what would change, field by field.

    ``is_corrected`` says that the bureau itself changed it after the unit's last file, or left it out then:
    one of the two must be chosen.
    """

    key: str
    name: str
    lines: tuple[JournalLine, ...]
    is_corrected: bool


class Doubt(NamedTuple):
    """What is wrong or doubtful with what a workbook says of one figure, item or text."""

    key: str
    name: str
    issue: Issue


class Looked(NamedTuple):
    """One file, what taking it in would change, and what would then be doubtful.

    ``doubts`` also name the earlier months of which the file says something else than is known here.
    """

    arrival: Arrival
    rows: tuple[RecordChange, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def look_through(plan: Plan, store: Store, arrivals: Iterable[Arrival]) -> Iterator[Looked]:
    """Hold the files against what is known of their units; an outcome that hides doubts says so."""
    for arrival in arrivals:
        reading = arrival.reading
        if reading is None or not arrival.outcome.can_be_accepted:
            yield Looked(arrival)
            continue
        own = plan_of_year(store, plan, reading.stamp.period.year)
        content = _content(own, store, arrival)
        rows = _rows(own, store, arrival, reading, content)
        doubts = (
            *_doubts(own, content, reading, arrival.takeable),
            *_earlier_differences(own, content, reading, arrival.takeable),
        )
        yield Looked(_doubted(arrival) if doubts else arrival, rows, doubts)


def _doubted(arrival: Arrival) -> Arrival:
    is_plain = arrival.outcome in {ArrivalOutcome.ACCEPTED, ArrivalOutcome.NORMALISED}
    return replace(arrival, outcome=ArrivalOutcome.DOUBTFUL) if is_plain else arrival


def _rows(
    plan: Plan, store: Store, arrival: Arrival, reading: Reading, content: Content
) -> tuple[RecordChange, ...]:
    """The records that the workbook would change, in its own order."""
    own = corrected(plan, store, content, reading)
    units = known_units(store)
    rows = []
    for key in sorted(arrival.takeable):
        changes = changes_of(content, reading, {key})
        if changes:
            lines = all_lines(plan, [Operation(label="", changes=changes)], units)
            name = subject_name(plan, key.removeprefix(TASK))
            rows.append(RecordChange(key=key, name=name, lines=lines, is_corrected=key in own))
    return tuple(rows)


def _doubts(plan: Plan, content: Content, reading: Reading, keys: frozenset[str]) -> tuple[Doubt, ...]:
    """The findings that the month would have with all of it, as if it had been typed."""
    changes = changes_of(content, reading, keys)
    after = content.with_records((change.key, change.after) for change in changes)
    issues = received_issues(assess(plan, after, reading.stamp.period), after)
    return tuple(
        Doubt(key, subject_name(plan, key.removeprefix(TASK)), issue)
        for key in sorted(keys)
        for issue in issues.get(key.removeprefix(TASK), ())
    )


def _earlier_differences(
    plan: Plan, content: Content, reading: Reading, keys: frozenset[str]
) -> Iterator[Doubt]:
    """Earlier months of which the workbook says something else than is known here, which stays."""
    yield from _lacking_months(plan, content, reading, keys)
    for entry in reading.earlier:
        known = content.entry(entry.target_id, entry.period)
        if entry.target_id not in keys or known is None:
            continue
        target = plan.target(entry.target_id)
        names = [name for name in target.traits.names if field_text(known, name) != field_text(entry, name)]
        if names:
            here, there = (field_text(each, names[0]) or "（空）" for each in (known, entry))
            label = field_of(target, names[0]).label
            message = f"{entry.period.last}月的“{label}”这里是{here}，表中是{there}，仍按这里的。"
            issue = Issue(Severity.WARNING, names[0], message, _BEFORE)
            yield Doubt(entry.target_id, target.name, issue)


def _lacking_months(plan: Plan, content: Content, reading: Reading, keys: frozenset[str]) -> Iterator[Doubt]:
    """Earlier months that are known here and that the workbook's figures of its month do without."""
    told = {(entry.target_id, entry.period.last) for entry in reading.earlier}
    brought = (
        [entry for entry in reading.entries if entry.target_id in keys] if reading.stamp.is_whole else []
    )
    for entry in brought:
        target = plan.target(entry.target_id)
        for known in content.series(entry.target_id, entry.period.year)[: entry.period.first - 1]:
            names = [name for name in target.traits.names if known and field_text(known, name)]
            if known and names and (entry.target_id, known.period.last) not in told:
                label, here = field_of(target, names[0]).label, field_text(known, names[0])
                message = f"{known.period.last}月的“{label}”这里是{here}，表中没有，仍按这里的。"
                yield Doubt(entry.target_id, target.name, Issue(Severity.WARNING, names[0], message, _BEFORE))


_BEFORE = "以前月份要改的，请该单位补报那个月的表。"


def _content(plan: Plan, store: Store, arrival: Arrival) -> Content:
    """What is known of the unit whose the file is; nothing of it if it is new, but what holds for all."""
    unit = arrival.unit or Unit(id="", name=arrival.unit_name or "")
    return read_content(plan, store, unit)
