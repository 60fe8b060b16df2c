"""A workbook's bytes → a ``Reading``: what the program once wrote, and what people have made of it since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import quoted
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.fields import field_text, is_entered, not_entered_words
from cixi_desktop.records.units import Unit
from cixi_desktop.workbook.columns import record_of
from cixi_desktop.workbook.identity import LEDGER, TASK_KEY, reason_note
from cixi_desktop.workbook.metadata_sheet import ShownRow
from cixi_desktop.workbook.reading.edits import (
    beside_told,
    changed,
    copy_faults,
    edited_entry,
    edited_narrative,
    refusal,
    totals_told,
)
from cixi_desktop.workbook.reading.ledger_edits import list_ignored_edits, read_ledger
from cixi_desktop.workbook.reading.metadata import ExportedRecords, metadata_of
from cixi_desktop.workbook.reading.reading import (
    Normalised,
    Reading,
    RefusedCell,
    is_of_period,
    plan_meant,
    stamp_of,
)
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.reading.table_edits import Findings, RowReader, sentences
from cixi_desktop.workbook.reading.tables import (
    NAME_HEAD,
    FoundTable,
    Names,
    bare,
    ledger_table,
    progress_tables,
    table_rows,
)
from cixi_desktop.workbook.reading.unread import (
    ignored_edits,
    is_form,
    outside_lines,
    outside_rows,
    renamed,
    rows_of,
    shifted_rows,
    unread_places,
    unread_sheets,
)
from cixi_desktop.workbook.writing.rows import progress_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.edits import Edit
    from cixi_desktop.workbook.reading.reading import Stamp
    from cixi_desktop.workbook.reading.tables import TableRow

    Place = tuple[FoundTable, list[TableRow]]


def read_workbook(
    data: bytes, plan: Plan, others: Iterable[Plan] = (), units: Sequence[Unit] = ()
) -> Reading:
    """Read one workbook of this plan, or of one of the others that it names, in whichever version.

    Its heading may call its unit by any name that one of these ``units`` is known by.

    CixiError, without the file's name, if it is no workbook of ours, not fit to be opened, of another plan
    or year, or names no single unit and month.
    """
    sheets = read_sheets(data)
    metadata = metadata_of(sheets)
    table, copies = progress_tables(sheets)
    names = metadata.names if metadata else None
    latest = plan_meant(names, table.sheet, (plan, *others))
    stamp = stamp_of(names, table.sheet, sheets, latest, units)
    plan = next(each for each in latest.versions if each.version == stamp.plan_version)
    exported = ExportedRecords(plan=plan, period=stamp.period, metadata=metadata)
    findings = Findings()
    findings.refused += _of_other_version(exported, table.sheet.name, latest.at(stamp.period))
    findings.refused += exported.faults
    copies = [copy for copy in copies if is_of_period(copy.sheet, stamp.period)]
    notes = sorted((reason_note(text) for _, text in stamp.reasons), key=len, reverse=True)
    places = _read_tables([table, *copies], exported, notes, findings)
    register = ledger_table(sheets)
    if register is not None:
        entries = {key: months for key, months in exported.months.items() if months}
        read_ledger(register, plan, stamp.period, entries, findings, is_whole=stamp.is_whole)
        findings.refused += list_ignored_edits(register, plan, exported.ledger, is_whole=stamp.is_whole)
        read = [edit for own in findings.edits.values() for edit in own]
        findings.refused += outside_lines(register, exported, [*findings.refused, *read])
    elif exported.is_whole and not is_form(table) and (exported.ledger or any(exported.earlier())):
        reason = f"“{LEDGER}”这张表不见了，以前月份的数和名单仍按导出时的内容读入。"
        findings.refused.append(RefusedCell(LEDGER, "", reason, is_ignored_edit=True))
    used = {each.sheet.name for each in (table, *copies, register) if each}
    findings.refused += unread_sheets((each for each in sheets if each.name not in used), exported)
    known = places.keys() if is_form(table) else places.keys() | exported.keys
    return _applied(stamp, exported, findings, places, frozenset(known))


def _of_other_version(exported: ExportedRecords, sheet: str, judged: Plan) -> Iterator[RefusedCell]:
    """What the version that the month is judged by has no more, and which targets it has adjusted."""
    version = exported.plan.version
    for key in sorted(exported.keys) if version != judged.version else ():
        task_id = key.removeprefix(TASK_KEY)
        if task_id != key:
            if not judged.has_task(task_id):
                name = exported.plan.task(task_id).title
                yield RefusedCell(sheet, "", f"任务{quoted(name)}已不在工作要点中，未读入。", key)
            continue
        was, now = exported.plan.target(key), judged.indicator(key) or judged.item(key)
        if now is None:
            yield RefusedCell(sheet, "", f"{quoted(was.name)}已不在工作要点中，未读入。", key)
        elif isinstance(was, Indicator) and isinstance(now, Indicator) and was.target != now.target:
            targets = f"表中为{target_words(was)}（第{version}版），现为{target_words(now)}。"
            words = f"{quoted(was.name)}的目标{targets}"
            yield RefusedCell(sheet, "", words, key, is_ignored_edit=True)


def _read_tables(
    tables: Sequence[FoundTable], exported: ExportedRecords, own_notes: Sequence[str], findings: Findings
) -> dict[str, str]:
    """Gather the edits of the table and of its copies; returns where the records have a row in it."""
    names = Names(exported.plan)
    places: dict[str, list[Place]] = defaultdict(list)
    for table in tables:
        rows, refused = table_rows(table, names)
        findings.refused += (fault._replace(key=_record(exported.plan, fault.key)) for fault in refused)
        findings.refused += unread_places(table, exported, rows, own_notes)
        shifted = [*shifted_rows(table, exported.plan, rows, exported.shown)]
        findings.refused += shifted
        findings.refused += ignored_edits(table, exported.plan, names, rows, exported.shown)
        told = {row.number for row in rows} | rows_of(table.sheet, refused)
        outside = tuple(outside_rows(table, exported, told))
        findings.normalised += (each for each in outside if isinstance(each, Normalised))
        findings.refused += (each for each in outside if isinstance(each, RefusedCell))
        findings.normalised += (
            renamed(table, row.number, row.written, record_of(exported.plan, row.key))
            for row in rows
            if row.written and record_of(exported.plan, row.key) not in {fault.key for fault in shifted}
        )
        by_key: dict[str, list[TableRow]] = defaultdict(list)
        for row in rows:
            by_key[row.key].append(row)
        for key, own in by_key.items():
            places[key] += ((table, group) for group in _copies(own))
    found: dict[str, str] = {}
    for key, copies in places.items():
        first, group = copies[0]
        record = _read_places(key, copies, exported, findings)
        found.setdefault(record, f"{first.sheet.name}第{group[0].number}行")
    if is_form(tables[0]):
        found = {key: place for key, place in found.items() if _has_own_row(exported, key, places)}
    findings.refused += _deleted(tables[0], exported, found.keys() | _faulty(findings.refused))
    return found


def _record(plan: Plan, key: str) -> str:
    return record_of(plan, key) if key else ""


def _copies(rows: list[TableRow]) -> list[list[TableRow]]:
    """The rows of one key as one, or each by itself where it has been copied."""
    heads = [row for row in rows if row.part == 1]
    return [rows] if len(heads) <= 1 else [[row] for row in heads]


def _read_places(key: str, places: Sequence[Place], exported: ExportedRecords, findings: Findings) -> str:
    """Read a row, and all copies of it, which must say the same; returns its record."""
    first, *others = places
    if not others:
        return _read_rows(first, key, exported, findings)
    own = Findings()
    record = _read_rows(first, key, exported, own)
    for other in others:
        copied = Findings()
        _read_rows(other, key, exported, copied)
        findings.refused += copy_faults(own.edits[record], copied.edits[record])
        findings.refused += copied.refused
    findings.edits[record] += own.edits[record]
    findings.beside[record] += own.beside[record]
    findings.sentences += own.sentences
    findings.typed |= own.typed
    findings.normalised += own.normalised
    findings.refused += own.refused
    return record


def _deleted(table: FoundTable, exported: ExportedRecords, known: set[str]) -> Iterator[RefusedCell]:
    """What was handed out and has no row any more; of a form also rows that were empty, told together.

    The hidden sheet of other workbooks speaks of empty records that never had a row.
    """
    place, plan = table.place(table.head_row, NAME_HEAD), exported.plan
    empty = []
    for key in sorted(exported.keys - known):
        is_task, task_id = key.startswith(TASK_KEY), key.removeprefix(TASK_KEY)
        record = exported.narrative(task_id) if is_task else exported.entry(key)
        name = f"“{plan.task(task_id).title if is_task else plan.target(key).name}”"
        if record.is_empty:
            empty.append(name)
        else:
            yield RefusedCell(table.sheet.name, place, f"{name}这一行被删去了，未读入。{_NOT_DELETED}", key)
    if empty and is_form(table):
        many = (
            f"等{len(empty)}行" if len(empty) > _MOST_DELETED else "这一行" if len(empty) == 1 else "这几行"
        )
        reason = f"{'、'.join(empty[:_MOST_DELETED])}{many}被删去了，未读入。{_NOT_DELETED}"
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


_MOST_DELETED = 3
_NOT_DELETED = "不报的请清空单元格，不要删行。"


def _read_rows(place: Place, key: str, exported: ExportedRecords, findings: Findings) -> str:
    table, rows = place
    if key.startswith(TASK_KEY):
        narrative = exported.narrative(key.removeprefix(TASK_KEY))
        reader = RowReader(
            table=table,
            rows=rows,
            record_key=key,
            shown=exported.shown.get(key, ShownRow()),
            exported=lambda name: str(getattr(narrative, name)),
            year=exported.plan.year,
            is_whole=exported.is_whole,
            findings=findings,
        )
        reader.read_task()
        return key
    target = exported.plan.target(key)
    entry = exported.entry(target.id)
    is_first = key in {target.id, _first_key(exported.plan, target)}
    reader = RowReader(
        table=table,
        rows=rows,
        record_key=target.id,
        shown=exported.shown.get(key, ShownRow()),
        exported=lambda name: field_text(entry, name) if is_first else "",
        year=exported.plan.year,
        is_whole=exported.is_whole,
        findings=(own := Findings()),
    )
    reader.read_target(target)
    _take_row(target.id, own, findings, is_first=is_first)
    return target.id


def _take_row(key: str, own: Findings, findings: Findings, *, is_first: bool) -> None:
    """Add a row's findings; one that cites the figure again and was left alone says nothing of its own."""
    is_handled = own.edits[key] or any(each.text != each.before for each in own.beside[key])
    if is_first or is_handled:
        findings.beside[key] += own.beside[key]
    findings.edits[key] += own.edits[key]
    findings.sentences += own.sentences
    findings.typed[key] |= own.typed[key]
    findings.normalised += own.normalised
    findings.refused += own.refused


def _has_own_row(exported: ExportedRecords, record: str, rows: Collection[str]) -> bool:
    """Whether the row of a form is there in which the record is filled in, not only one that cites it."""
    own = record if record.startswith(TASK_KEY) else _first_key(exported.plan, exported.plan.target(record))
    return own in rows or own not in exported.shown


def _first_key(plan: Plan, target: Target) -> str:
    found = plan.indicator(target.id)
    return plan.commitments_of(found)[0].id if found else target.id


def _applied(
    stamp: Stamp,
    exported: ExportedRecords,
    findings: Findings,
    places: Mapping[str, str],
    covered: frozenset[str],
) -> Reading:
    """The records with their edits; those with a fault stay out."""
    faulty = _faulty(findings.refused)
    edits = {key: findings.edits.get(key, []) for key in sorted(covered - faulty)}
    records, faults = _edited(exported, edits, stamp.period)
    edited = [key for key, own in edits.items() if own]
    taken = {key: own for key, own in edits.items() if key not in _faulty(faults)}
    beside = list(_beside(exported, findings, taken, records))
    refused = (
        *findings.refused,
        *faults,
        *(each for each in beside if isinstance(each, RefusedCell)),
        *_changed_sentences(exported, findings, records),
    )
    kept = covered - _faulty(refused)
    return Reading(
        stamp=stamp,
        entries=tuple(each for each in records if isinstance(each, Entry) and each.target_id in kept),
        narratives=tuple(record for record in records if isinstance(record, Narrative)),
        earlier=tuple(exported.earlier()),
        ledger=tuple(exported.ledger),
        covered=kept,
        normalised=(
            *findings.normalised,
            *_totals_told(exported, edits, kept),
            *(each for each in beside if isinstance(each, Normalised) and each.key in kept),
        ),
        places=places,
        changed=tuple(changed(edit) for key in sorted(kept) for edit in edits.get(key, ())),
        written=tuple(_written(exported, key) for key in edited),
        refused=refused,
        typed={key: findings.typed[key] for key in _faulty(refused) if key in findings.typed},
    )


def _totals_told(
    exported: ExportedRecords, edits: Mapping[str, Sequence[Edit]], kept: frozenset[str]
) -> Iterator[Normalised]:
    for key in sorted(kept & edits.keys()):
        if exported.is_whole and not key.startswith(TASK_KEY):
            yield from totals_told(
                exported.plan.target(key), edits[key], exported.series(key), exported.period.last
            )


def _beside(
    exported: ExportedRecords,
    findings: Findings,
    edits: Mapping[str, Sequence[Edit]],
    records: Iterable[Entry | Narrative],
) -> Iterator[Normalised | RefusedCell]:
    """What the cells beside the edited ones say that the records do not."""
    after = {record.target_id: record for record in records if isinstance(record, Entry)}
    for key in sorted(key for key in edits if findings.beside.get(key)):
        target, months, last = exported.plan.target(key), exported.months[key], exported.period.last
        now = after.get(key) or Entry(target_id=key, unit_id="", period=exported.period.closing)
        yield from beside_told(target, months, {**months, last: now}, findings.beside[key], edits[key])


def _changed_sentences(
    exported: ExportedRecords, findings: Findings, records: Iterable[Entry | Narrative]
) -> Iterator[RefusedCell]:
    """The program's sentences as people changed them, but for those that it would now write itself.

    Of a workbook that has lost its hidden sheet, one of each cell: much of what was written is not known.
    """
    if not findings.sentences:
        return
    found = {record.key: record for record in (*exported.earlier(), *records)}
    unit = Unit(id="", name="")
    rows = progress_rows(assess(exported.plan, Content(unit=unit, records=found), exported.period))
    now = {record_of(exported.plan, row.key): row.derived for row in rows if row.derived}
    told = set[tuple[str, str]]()
    for sentence, cell in findings.sentences:
        is_ours = bare(sentence) in map(bare, sentences(now.get(cell.key, "")))
        if not is_ours and (exported.is_whole or (cell.sheet, cell.cell) not in told):
            told.add((cell.sheet, cell.cell))
            yield cell


def _written(exported: ExportedRecords, key: str) -> Entry | Narrative:
    """A record as the program wrote it into the workbook."""
    if key.startswith(TASK_KEY):
        return exported.narrative(key.removeprefix(TASK_KEY))
    return exported.entry(key)


def _faulty(refused: Iterable[RefusedCell]) -> set[str]:
    return {fault.key for fault in refused if not fault.is_ignored_edit}


def _edited(
    exported: ExportedRecords, edits: Mapping[str, Sequence[Edit]], period: Period
) -> tuple[list[Entry | Narrative], list[RefusedCell]]:
    """The records of these keys that are not empty, and what cannot be made of their edits."""
    records, faults = list[Entry | Narrative](), list[RefusedCell]()
    for key, own in edits.items():
        record: Entry | Narrative
        if key.startswith(TASK_KEY):
            record, wrong = edited_narrative(exported.narrative(key.removeprefix(TASK_KEY)), own)
        else:
            target, before = exported.plan.target(key), exported.entry(key)
            record, wrong = edited_entry(
                target, before, own, exported.series(key), is_whole=exported.is_whole
            )
            if not is_entered(target, period):
                record, words = before, "".join(not_entered_words(target, period))
                wrong = [refusal(edit, words) for edit in own]
        faults += wrong
        if not (wrong or record.is_empty):
            records.append(record)
    return records, faults
