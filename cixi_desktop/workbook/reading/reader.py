"""A workbook's bytes → a ``Reading``: what the program once wrote, and what people have made of it since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.fields import field_text, is_entered, not_entered_words
from cixi_desktop.workbook.identity import INTERPRETATIONS, TASK_KEY
from cixi_desktop.workbook.metadata_sheet import ShownRow
from cixi_desktop.workbook.reading.edits import changed, edited_entry, edited_narrative, refusal, totals_told
from cixi_desktop.workbook.reading.ledger_edits import list_ignored_edits, name_ignored_edits, read_ledger
from cixi_desktop.workbook.reading.metadata import ExportedRecords, metadata_of
from cixi_desktop.workbook.reading.reading import Reading, RefusedCell, stamp_of
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.reading.table_edits import Findings, RowReader
from cixi_desktop.workbook.reading.tables import FoundTable, ledger_table, progress_table, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.edits import Edit
    from cixi_desktop.workbook.reading.reading import Normalised, Stamp
    from cixi_desktop.workbook.reading.tables import TableRow


def read_workbook(data: bytes, plan: Plan) -> Reading:
    """Read one workbook of this plan.

    CixiError, without the file's name, if it is no workbook of ours, not fit to be opened, of another plan
    or year, or names no single unit and month.
    """
    sheets = read_sheets(data, without=INTERPRETATIONS)
    metadata = metadata_of(sheets)
    if metadata is None:  # then the words of every sheet may have to say whose workbook it is
        sheets = read_sheets(data)
    table = progress_table(sheets)
    stamp = stamp_of(metadata, table.sheet, sheets, plan)
    exported = ExportedRecords(plan=plan, period=stamp.period, metadata=metadata)
    findings = Findings()
    findings.refused += exported.faults
    keys = _read_table(table, exported, findings)
    register = ledger_table(sheets)
    if register is not None:
        entries = {key: months for key, months in exported.months.items() if months}
        read_ledger(register, plan, stamp.period, entries, findings, is_whole=stamp.is_whole)
        findings.refused += list_ignored_edits(register, plan, exported.ledger, is_whole=stamp.is_whole)
    covered = frozenset(keys | exported.keys)
    return _applied(stamp, exported, findings, covered)


def _read_table(table: FoundTable, exported: ExportedRecords, findings: Findings) -> set[str]:
    """Gather the edits of the table; returns the records that have a row in it."""
    rows, strays = table_rows(table, exported.plan)
    findings.refused += strays
    by_key: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    found = set()
    for key, own in by_key.items():
        for group in _copies(own):
            found.add(_read_rows(table, key, group, exported, findings))
    return found


def _copies(rows: list[TableRow]) -> list[list[TableRow]]:
    """The rows of one key as one, or each by itself where it has been copied."""
    heads = [row for row in rows if row.part == 1]
    return [rows] if len(heads) <= 1 else [[row] for row in heads]


def _read_rows(
    table: FoundTable, key: str, rows: list[TableRow], exported: ExportedRecords, findings: Findings
) -> str:
    first = min(rows, key=lambda row: row.part).number
    findings.refused += name_ignored_edits(table, first, key, exported.shown.get(key, ShownRow()))
    if key.startswith(TASK_KEY):
        narrative = exported.narrative(key.removeprefix(TASK_KEY))
        reader = RowReader(
            table=table,
            rows=rows,
            record_key=key,
            shown=exported.shown.get(key, ShownRow()),
            exported=lambda name: str(getattr(narrative, name)),
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
        is_whole=exported.is_whole,
        findings=findings,
    )
    reader.read_target(target)
    return target.id


def _first_key(plan: Plan, target: Target) -> str:
    found = plan.indicator(target.id)
    return plan.commitments_of(found)[0].id if found else target.id


def _applied(stamp: Stamp, exported: ExportedRecords, findings: Findings, covered: frozenset[str]) -> Reading:
    """The records with their edits; those with a fault stay out."""
    faulty = _faulty(findings.refused)
    edits = {key: findings.edits.get(key, []) for key in sorted(covered - faulty)}
    records, faults = _edited(exported, edits, stamp.period)
    edited = [key for key, own in edits.items() if own]
    refused = (*findings.refused, *faults)
    kept = covered - _faulty(refused)
    return Reading(
        stamp=stamp,
        entries=tuple(record for record in records if isinstance(record, Entry)),
        narratives=tuple(record for record in records if isinstance(record, Narrative)),
        earlier=tuple(exported.earlier()),
        ledger=tuple(exported.ledger),
        covered=kept,
        normalised=(*findings.normalised, *_totals_told(exported, edits, kept)),
        changed=tuple(changed(edit) for key in sorted(kept) for edit in edits.get(key, ())),
        written=tuple(_written(exported, key) for key in edited),
        refused=refused,
    )


def _totals_told(
    exported: ExportedRecords, edits: Mapping[str, Sequence[Edit]], kept: frozenset[str]
) -> Iterator[Normalised]:
    for key in sorted(kept & edits.keys()):
        if exported.is_whole and not key.startswith(TASK_KEY):
            yield from totals_told(exported.plan.target(key), edits[key], exported.series(key))


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
