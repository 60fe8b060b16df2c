"""The rows of 进展情况表 and of its copies, gathered by record; and which are there no more."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cixi_desktop.punctuation import quoted
from cixi_desktop.records.fields import field_text
from cixi_desktop.workbook.columns import head_meant, record_of
from cixi_desktop.workbook.identity import TASK_KEY
from cixi_desktop.workbook.reading.edits import Findings, copy_faults
from cixi_desktop.workbook.reading.lost_sheet import follow_total
from cixi_desktop.workbook.reading.outside import outside_rows, rows_of
from cixi_desktop.workbook.reading.reading import Normalised, RefusedCell, faulty
from cixi_desktop.workbook.reading.row_cells import RowCells
from cixi_desktop.workbook.reading.table_edits import read_target, read_task
from cixi_desktop.workbook.reading.tables import NAME_HEAD, FoundTable, Names, is_form, table_rows
from cixi_desktop.workbook.reading.unread import (
    ignored_edits,
    renamed,
    shifted_rows,
    shifted_texts,
    unread_places,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.metadata import ExportedRecords
    from cixi_desktop.workbook.reading.tables import TableRow

    Place = tuple[FoundTable, list[TableRow]]


def read_tables(
    tables: Sequence[FoundTable], exported: ExportedRecords, own_notes: Sequence[str], findings: Findings
) -> tuple[dict[str, tuple[str, str]], list[Place]]:
    """Gather the edits of the table and of its copies; returns where the records have a row, and all rows."""
    names = Names(exported.plan)
    read: list[Place] = []
    there = set[str]()
    places: dict[str, list[Place]] = defaultdict(list)
    for table in tables:
        rows, refused = table_rows(table, names)
        there |= {row.key for row in rows} | {fault.key for fault in refused}
        findings.refused += (fault._replace(key=_record(exported.plan, fault.key)) for fault in refused)
        findings.refused += (*_retyped_name(table), *unread_places(table, exported, rows, own_notes))
        shifted = [*shifted_rows(table, exported.plan, rows, exported.shown)]
        if exported.is_whole:
            out = faulty(shifted)
            shifted += [each for each in shifted_texts(table, exported, rows) if each.key not in out]
        findings.refused += shifted
        if exported.is_whole:
            findings.refused += ignored_edits(table, exported.plan, names, rows, exported.shown)
        read.append((table, rows))
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
    found: dict[str, tuple[str, str]] = {}
    for key, copies in places.items():
        first, group = copies[0]
        record = _read_places(key, copies, exported, findings)
        found.setdefault(record, (first.sheet.name, f"第{group[0].number}行"))
    if is_form(tables[0]):
        found = {key: place for key, place in found.items() if _has_own_row(exported, key, places)}
    findings.refused += _deleted(tables[0], exported, found.keys() | faulty(findings.refused), there)
    return found, read


def _retyped_name(table: FoundTable) -> Iterator[RefusedCell]:
    """The head of the names where other words, or none, stand for it."""
    words = table.at(table.head_row, NAME_HEAD).text.strip()
    if head_meant(words) != NAME_HEAD:
        what = f"表头“{words[:20]}”不是表中原有的" if words else "表头是空的"
        reason = f"{what}，这一列按“{NAME_HEAD}”读入。"
        place = table.place(table.head_row, NAME_HEAD)
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


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


def _deleted(
    table: FoundTable, exported: ExportedRecords, known: set[str], rows: Collection[str]
) -> Iterator[RefusedCell]:
    """What was handed out and has no row any more; rows without which no record is missed, told together.

    The hidden sheet also speaks of records that never had a row: it keeps no cells of them.
    """
    place, plan = table.place(table.head_row, NAME_HEAD), exported.plan
    names, told = Names(plan), set[str]()
    for key in sorted(exported.keys - known):
        is_task, task_id = key.startswith(TASK_KEY), key.removeprefix(TASK_KEY)
        record = exported.narrative(task_id) if is_task else exported.entry(key)
        if not record.is_empty:
            told.add(key)
            name = quoted(plan.task(task_id).title if is_task else plan.target(key).name)
            reason = f"{name}这一行被删去了，未读入。{_NOT_DELETED}"
            yield RefusedCell(table.sheet.name, place, reason, key)
    gone = [
        quoted(names.called[key])
        for key, row in exported.shown.items()
        if (row.cells or is_form(table)) and not (key in rows or record_of(plan, key) in told)
    ]
    if gone:
        many = f"等{len(gone)}行" if len(gone) > _MOST_DELETED else "这一行" if len(gone) == 1 else "这几行"
        reason = f"{'、'.join(gone[:_MOST_DELETED])}{many}被删去了，未读入。{_NOT_DELETED}"
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


_MOST_DELETED = 3
_NOT_DELETED = "不报的请清空单元格，不要删行。"


def _read_rows(place: Place, key: str, exported: ExportedRecords, findings: Findings) -> str:
    table, rows = place
    if key.startswith(TASK_KEY):
        narrative = exported.narrative(key.removeprefix(TASK_KEY))
        cells = RowCells(
            table=table,
            rows=rows,
            record_key=key,
            shown=exported.shown_at(key),
            exported=lambda name: str(getattr(narrative, name)),
            year=exported.plan.year,
            is_whole=exported.is_whole,
            findings=findings,
        )
        read_task(cells)
        return key
    target = exported.plan.target(key)
    entry = exported.entry(target.id)
    is_first = key in {target.id, _first_key(exported.plan, target)}
    cells = RowCells(
        table=table,
        rows=rows,
        record_key=target.id,
        shown=exported.shown_at(key),
        exported=lambda name: field_text(entry, name) if is_first else "",
        year=exported.plan.year,
        is_whole=exported.is_whole,
        findings=(own := Findings()),
    )
    read_target(cells, target)
    if not exported.is_whole:
        follow_total(table, rows[0].number, target, own)
    if not (is_first or exported.is_whole):
        for edit in own.edits.pop(target.id, ()):
            findings.add_beside(edit)
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
