"""What taking a workbook in would change and leave doubtful, and where the bureau has changed it itself."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.actions.inspect_files import ArrivalOutcome, RefusedCell
from cixi_desktop.actions.receive import (
    barred,
    brings_nothing,
    changes_of,
    corrected,
    files_of,
    is_same_total,
    record_key,
    same_hand_in,
)
from cixi_desktop.assessment.assess import assess
from cixi_desktop.checks.findings import received_issues
from cixi_desktop.checks.issues import Issue, Severity
from cixi_desktop.history import Change, Operation
from cixi_desktop.punctuation import narrow
from cixi_desktop.records.entries import TEXT_LABELS, Entry, Narrative
from cixi_desktop.records.fields import (
    AS_OF,
    ESTIMATE,
    REASON,
    STATE,
    common_fields,
    field_of,
    field_text,
    figure_fields,
)
from cixi_desktop.records.handovers import TASK
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.record import OfUnit
from cixi_desktop.records.units import Unit, normal_name
from cixi_desktop.wording.journal import EMPTY, JournalLine, all_lines, subject_name
from cixi_desktop.wording.record_texts import record_texts
from cixi_desktop.workbook.reading.reading import faulty
from cixi_desktop.workspace import known_units, read_content
from cixi_desktop.years import plan_of_year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

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
    is_same_hand_in: bool = False
    """Whether it was another file of the same 第N次报送 that said otherwise."""


class Doubt(NamedTuple):
    """What is wrong or doubtful with what a workbook says of one figure, item or text."""

    key: str
    name: str
    issue: Issue


class ComparedFile(NamedTuple):
    """One file, what taking it in would change, and what would then be doubtful.

    ``doubts`` also name the earlier months of which the file says something else than is known here;
    ``emptied`` what is held of the unit's month and would be taken away.
    """

    arrival: Arrival
    rows: tuple[RecordChange, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    emptied: tuple[Doubt, ...] = ()


def compare_files(plan: Plan, store: Store, arrivals: Iterable[Arrival]) -> Iterator[ComparedFile]:
    """Hold the files against what is known of their units; an outcome that hides doubts says so."""
    units = known_units(store)
    for given in arrivals:
        reading, misnamed = given.reading, tuple(_misnamed(given, units))
        if reading is None or not given.outcome.can_be_accepted:
            yield ComparedFile(given, doubts=misnamed)
            continue
        own = plan_of_year(store, plan, reading.stamp.period.year)
        content = _content(own, store, given)
        out = barred(own, content, reading)
        arrival, keys = _without(given, reading, out), given.takeable - out.keys()
        rows, refused = _rows(own, store, reading, content, keys), faulty(arrival.refused)
        doubts = (
            *misnamed,
            *_of_same_hand_in(arrival, rows),
            *_of_other_source(store, content, reading, rows),
            *_untakeable(arrival, reading, keys - {row.key for row in rows if row.is_corrected}),
            *_doubts(own, content, reading, keys),
            *_lacking_months(own, content, reading, keys),
            *_earlier_differences(own, content, reading, keys | refused),
            *_untaken_months(own, content, reading, keys, refused),
        )
        emptied = tuple(_emptied(own, content, reading, rows))
        yield ComparedFile(_doubted(arrival) if doubts or emptied else arrival, rows, doubts, emptied)


def with_barred(plan: Plan, store: Store, arrival: Arrival) -> Arrival:
    """A file that was taken in with what of it would be an error here, too."""
    assert arrival.reading is not None  # noqa: S101  it was kept
    own = plan_of_year(store, plan, arrival.reading.stamp.period.year)
    return _without(arrival, arrival.reading, barred(own, _content(own, store, arrival), arrival.reading))


def _without(arrival: Arrival, reading: Reading, out: Mapping[str, str]) -> Arrival:
    """The file with what stays out of it because it would be an error here, each at its cell."""
    refused = tuple(_barred_cell(reading, key, reason) for key, reason in sorted(out.items()))
    is_open = arrival.outcome.can_be_accepted and not arrival.acceptance
    outcome = ArrivalOutcome.ROWS_REFUSED if refused and is_open else arrival.outcome
    return replace(arrival, outcome=outcome, refused=(*arrival.refused, *refused))


def _barred_cell(reading: Reading, key: str, reason: str) -> RefusedCell:
    """Where a record is refused: in the one cell that was changed of it, else in its row."""
    cells = [each for each in reading.changed if each.key == key]
    if len(cells) == 1:
        return RefusedCell(cells[0].sheet, cells[0].cell, reason, key, head=cells[0].head)
    return RefusedCell(*reading.places.get(key, ("", "已删的行")), reason, key)


def _misnamed(arrival: Arrival, units: Iterable[Unit]) -> Iterator[Doubt]:
    """A file whose name says another month or unit than what stands in it."""
    period, stem = arrival.period, narrow(Path(arrival.name).stem)
    years, months = set(map(int, _YEAR.findall(stem))), set(map(int, _MONTH.findall(stem)))
    if period and ((years and period.year not in years) or (months and period.last not in months)):
        when = (f"{min(years)}年" if years else "") + (f"{min(months)}月" if months else "")
        yield _of_file(f"文件名写的是{when}，表中是{period.label}，按表中的接收。")
    own = {arrival.unit_name or "", *(arrival.unit.names if arrival.unit else ())}
    others = [name for unit in units for name in unit.names if unit != arrival.unit]
    bare, written = normal_name(stem), _UNIT.match(stem)
    found = [name for name in (*others, *([written[1]] if written else [])) if normal_name(name) in bare]
    if period and found and not any(name and normal_name(name) in bare for name in own):
        yield _of_file(f"文件名写的是“{found[0]}”，表中的填报单位是“{arrival.unit_name}”，按表中的接收。")


_YEAR = re.compile(r"(20\d\d)年", re.ASCII)
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月(?!\s*\d{1,2}[日号])", re.ASCII)
_UNIT = re.compile(r"([^\W\d]+(?:科|室|中心|处|站))(?![^\W\d])")
"""A unit that a file's name begins with."""


def _of_file(message: str, hint: str = "请核对是否选错了文件。") -> Doubt:
    return Doubt("", "文件", Issue(Severity.WARNING, "", message, hint))


def _untakeable(arrival: Arrival, reading: Reading, taken: frozenset[str]) -> Iterator[Doubt]:
    """Where nothing would be taken in unless it is chosen."""
    if not arrival.acceptance and brings_nothing(arrival, reading, taken):
        yield _of_file("表中没有可以直接接收的内容。", "请勾选要接收的行，或者退回该单位。")


def _of_same_hand_in(arrival: Arrival, rows: Iterable[RecordChange]) -> Iterator[Doubt]:
    """That another file of the same 第N次报送 said otherwise, and in how many records."""
    count = sum(row.is_same_hand_in for row in rows)
    if count:
        message = f"第{arrival.hand_in}次报送已接收过，这份与它有{count}项不同，这些项按已接收的保留。"
        yield _of_file(message, "请与该单位核对；以这份为准的，请在接收窗口中勾选这些项。")


def _of_other_source(
    store: Store, content: Content, reading: Reading, rows: Iterable[RecordChange]
) -> Iterator[Doubt]:
    """That one cannot tell by their 修订号 which of two files is newer: they come from two data files.

    Either this one was exported when a higher revision was here, or a draft or form of a lower one came in
    after this was exported, and would be written over.
    """
    stamp = reading.stamp
    is_overwriting = any(line.before != EMPTY for row in rows for line in row.lines)
    for file in files_of(store, content, stamp.period) if is_overwriting and stamp.exported_at else ():
        since, named = file.at.isoformat(), f"已接收的“{file.file_name}”"
        if file.number > stamp.revision and stamp.exported_at > since:
            why = f"这份导出晚于{named}，修订号却较小，应来自另一台电脑或填报表"
        elif file.number < stamp.revision and not file.hand_in and stamp.exported_at < since:
            when = stamp.exported_at[:16].replace("T", " ")
            why = f"这份导出于{when}，早于{named}的接收时间（{since[:16].replace('T', ' ')}）"
        else:
            continue
        yield _of_file(f"{why}，不能判定哪份更新。", "请与该单位核对，以哪份为准。")
        return


def _doubted(arrival: Arrival) -> Arrival:
    is_plain = arrival.outcome in {ArrivalOutcome.ACCEPTED, ArrivalOutcome.NORMALISED}
    return replace(arrival, outcome=ArrivalOutcome.DOUBTFUL) if is_plain else arrival


def _rows(
    plan: Plan, store: Store, reading: Reading, content: Content, keys: frozenset[str]
) -> tuple[RecordChange, ...]:
    """The records that the workbook would change, in its own order."""
    own, alike = corrected(plan, store, content, reading), same_hand_in(store, content, reading)
    units = known_units(store)
    rows = []
    for key in sorted(keys):
        changes = changes_of(plan, content, reading, {key})
        if changes:
            lines = all_lines(plan, [Operation(label="", changes=changes)], units)
            name = subject_name(plan, key.removeprefix(TASK))
            row = RecordChange(
                key=key, name=name, lines=lines, is_corrected=key in own, is_same_hand_in=key in alike
            )
            rows.append(row)
    return tuple(rows)


def _emptied(plan: Plan, content: Content, reading: Reading, rows: Iterable[RecordChange]) -> Iterator[Doubt]:
    """What the workbook takes away, where nobody is asked to choose between it and the office's own."""
    for row in rows:
        lost = () if row.is_corrected else losses(plan, changes_of(plan, content, reading, {row.key}))
        if lost:
            message = f"原已接收{'、'.join(lost)}，这份表中未填，接收即清空。"
            yield Doubt(row.key, row.name, Issue(Severity.WARNING, "", message, _EMPTIED))


_EMPTIED = "如系漏填，请与该单位核对。"


def losses(plan: Plan, changes: Iterable[Change]) -> tuple[str, ...]:
    """What the changes take away of figures, texts and lists, with nothing in its place: “累计”12家."""
    return tuple(words for change in changes for words in _losses(plan, change))


def _losses(plan: Plan, change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    match before:
        case Entry() if target := plan.indicator(before.target_id) or plan.item(before.target_id):
            for field in (*figure_fields(target), *common_fields(target)):
                names = target.traits.names if field.name in _BESIDE else field.exclusive_with
                kept = after if isinstance(after, Entry) else None
                if not any(field_text(kept, name) for name in (field.name, *names)):
                    yield from _told(field.label, field_text(before, field.name), field.unit)
        case Narrative():
            for name, label in TEXT_LABELS.items():
                if not getattr(after, name, ""):
                    yield from _told(label, getattr(before, name))
        case LedgerRow() if after is None:
            yield f"名单中的“{next(filter(None, record_texts(plan, before, {}).values()), '')}”"
        case _:
            pass


def still_empty(plan: Plan, store: Store, content: Content, sha256: str) -> frozenset[str]:
    """The records of which a file that was taken in took something away that is not there again."""
    operation_id = store.changed_by(("acceptance", sha256))
    (operation,) = store.operations(limit=1, before=operation_id + 1)
    held = [change.before for change in operation.changes if isinstance(change.before, OfUnit)]
    return frozenset(
        record_key(record)
        for record in held
        if record.unit_id == content.unit.id
        and losses(plan, [Change(record, content.records.get(record.key))])
    )


_BESIDE = frozenset({STATE.name, REASON.name, AS_OF.name, ESTIMATE.name})
"""What is said beside a figure, or in its place: another figure has none of it."""
_LONGEST = 20


def _told(label: str, text: str, unit: str = "") -> Iterator[str]:
    if text:
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        yield f"“{label}”{' '.join(shown.split())}{unit}"


def _doubts(plan: Plan, content: Content, reading: Reading, keys: frozenset[str]) -> tuple[Doubt, ...]:
    """The findings that the month would have with all of it, as if it had been typed."""
    changes = changes_of(plan, content, reading, keys)
    after = content.with_records((change.key, change.after) for change in changes)
    issues = received_issues(assess(plan, after, reading.stamp.period), after)
    return tuple(
        Doubt(key, subject_name(plan, key.removeprefix(TASK)), issue)
        for key in sorted(keys)
        for issue in issues.get(key.removeprefix(TASK), ())
    )


def _earlier_differences(
    plan: Plan, content: Content, reading: Reading, keys: Collection[str]
) -> Iterator[Doubt]:
    """Earlier months of which the workbook says something else than is known here, which stays."""
    for entry in reading.earlier:
        known = content.entry(entry.target_id, entry.period)
        if entry.target_id not in keys or known is None:
            continue
        target = plan.target(entry.target_id)
        names = [name for name in target.traits.names if field_text(known, name) != field_text(entry, name)]
        if names and not is_same_total(target, content, known, entry):
            here, there = (field_text(each, names[0]) or "（空）" for each in (known, entry))
            label = field_of(target, names[0]).label
            message = f"{entry.period.last}月的“{label}”这里是{here}，表中是{there}，仍按这里的。"
            issue = Issue(Severity.WARNING, names[0], message, _BEFORE)
            yield Doubt(entry.target_id, target.name, issue)


def _untaken_months(
    plan: Plan, content: Content, reading: Reading, keys: Collection[str], refused: Collection[str]
) -> Iterator[Doubt]:
    """Earlier months that are not known here and stay out: their record is refused, or they are locked."""
    left: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in reading.earlier:
        target = plan.target(entry.target_id)
        name = next((name for name in target.traits.names if field_text(entry, name)), "")
        if not name or content.entry(target.id, entry.period) is not None:
            continue
        if target.id in refused:
            left[target.id, _WITH_MONTH].append(f"{entry.period.last}月{field_text(entry, name)}")
        elif target.id in keys and content.lock(entry.period).is_locked:
            left[target.id, _LOCKED].append(f"{entry.period.last}月{field_text(entry, name)}")
    for (key, hint), months in left.items():
        message = f"以前月份的数这里没有，也未读入：{'、'.join(months)}。"
        yield Doubt(key, plan.target(key).name, Issue(Severity.WARNING, "", message, hint))


_WITH_MONTH = "该项改好后一起接收，或请该单位补报那个月的表。"
_LOCKED = "那个月已锁定；要补入的，请先解锁再接收。"


def _lacking_months(plan: Plan, content: Content, reading: Reading, keys: frozenset[str]) -> Iterator[Doubt]:
    """Earlier months that are known here and that the workbook's figures of its month do without."""
    told = {(entry.target_id, entry.period.last) for entry in reading.earlier}
    brought = (
        [entry for entry in reading.entries if entry.target_id in keys] if reading.stamp.is_whole else []
    )
    for entry in brought:
        target = plan.target(entry.target_id)
        for known in content.series(entry.target_id, entry.period.year)[: entry.period.first - 1]:
            names = [name for name in target.traits.names if field_text(known, name)]
            if known and names and (entry.target_id, known.period.last) not in told:
                label, here = field_of(target, names[0]).label, field_text(known, names[0])
                message = f"{known.period.last}月的“{label}”这里是{here}，表中没有，仍按这里的。"
                yield Doubt(entry.target_id, target.name, Issue(Severity.WARNING, names[0], message, _BEFORE))


_BEFORE = "以前月份要改的，请该单位补报那个月的表。"


def _content(plan: Plan, store: Store, arrival: Arrival) -> Content:
    """What is known of the unit whose the file is; nothing of it if it is new, but what holds for all."""
    unit = arrival.unit or Unit(id="", name=arrival.unit_name or "")
    return read_content(plan, store, unit)
