"""What stands in a workbook and is not taken in, or no longer stands in it: each thing named by its cell."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.punctuation import narrow
from cixi_desktop.values import plain
from cixi_desktop.workbook.columns import (
    BY_HEAD,
    FORM_COLUMNS,
    PROGRESS_COLUMNS,
    ColumnRole,
    heads_of,
    record_of,
)
from cixi_desktop.workbook.identity import (
    FORM,
    INSTRUCTIONS,
    INTERPRETATIONS,
    KEY_HEAD,
    LEDGER,
    METADATA,
    OPTIONS,
    PROGRESS,
    RETURNED,
    TASK_KEY,
)
from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.edits import is_same, seen
from cixi_desktop.workbook.reading.reading import Normalised, RefusedCell
from cixi_desktop.workbook.reading.tables import INPUT_HEADS, NAME_HEAD, bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.workbook.metadata_sheet import ShownRow
    from cixi_desktop.workbook.reading.cells import ReadSheet
    from cixi_desktop.workbook.reading.metadata import ExportedRecords
    from cixi_desktop.workbook.reading.tables import FoundTable, TableRow

_TOLD = heads_of(ColumnRole.TOLD)
_OURS = {PROGRESS, LEDGER, INTERPRETATIONS, METADATA, FORM, INSTRUCTIONS, OPTIONS, RETURNED}
_ONLY_IN_FORM = {column.head for column in FORM_COLUMNS} - {column.head for column in PROGRESS_COLUMNS}
_FEWEST_SHIFTED = 2
_MONTH = re.compile(r"(\d{1,2})月", re.ASCII)


def unread_sheets(sheets: Iterable[ReadSheet]) -> Iterator[RefusedCell]:
    """Sheets that people added."""
    for sheet in sheets:
        if sheet.name not in _OURS and sheet.cells:
            reason = f"工作表“{sheet.name}”不是本程序的表，未读入。要上报的内容请写到{PROGRESS}中。"
            yield RefusedCell(sheet.name, place_name(*min(sheet.cells)), reason, is_ignored_edit=True)


def unread_places(
    table: FoundTable, exported: ExportedRecords, rows: Sequence[TableRow], own_notes: Iterable[str]
) -> Iterator[RefusedCell]:
    """Columns that are missing, unknown, of another month or there twice; notes on cells; what lies outside.

    Not the bureau's ``own_notes``, with which a workbook was given back; what was added to them is.
    """
    plan, missing = exported.plan, _missing_heads(table)
    faults = {head: f"没有“{head}”这一列，未读入。" for head in missing}
    yield from _without_columns(table, plan, rows, faults | _of_other_months(table, exported.period))
    yield from _unknown_columns(table, rows, missing)
    yield from _double_columns(table, plan, rows)
    sheet = table.sheet
    for (row, column), written in sorted(sheet.notes.items()):
        note = written
        for own in own_notes:
            note = note.replace(own, "", 1)
        if not bare(note):
            continue
        reason = f"批注“{' '.join(note.split())[:30]}”未读入。要上报的内容请写在单元格里。"
        yield RefusedCell(sheet.name, place_name(row, column), reason, is_ignored_edit=True)
    if sheet.beyond:
        reason = "远在表格之外，未读入。"
        yield RefusedCell(sheet.name, place_name(*sheet.beyond), reason, is_ignored_edit=True)


def _missing_heads(table: FoundTable) -> list[str]:
    """The columns to be filled in that the table once had and has no more."""
    is_form = len(_ONLY_IN_FORM & table.columns.keys()) > 1
    once = {column.head for column in (FORM_COLUMNS if is_form else PROGRESS_COLUMNS)}
    return [head for head in INPUT_HEADS if head in once and head not in table.columns]


def _of_other_months(table: FoundTable, period: Period) -> dict[str, str]:
    """The columns to be filled in whose own words say another month than the workbook's."""
    found = {}
    for head in INPUT_HEADS:
        words = table.at(table.head_row, head).text.strip()
        month = _MONTH.search(narrow(words))
        if month and int(month[1]) != period.last:
            found[head] = f"表头“{words[:20]}”不是{period.label}的，这一列未读入。"
    return found


def _without_columns(
    table: FoundTable, plan: Plan, rows: Sequence[TableRow], faults: Mapping[str, str]
) -> Iterator[RefusedCell]:
    """The records of which a part can no longer be seen."""
    for head, fault in faults.items():
        column = BY_HEAD[head]
        words = f"{fault}请把表头改回原来的，或重新导出后填写。"
        place = place_name(table.head_row, table.columns.get(head, 1))
        yield RefusedCell(table.sheet.name, place, words, is_ignored_edit=True)
        for row in rows:
            is_task = row.key.startswith(TASK_KEY)
            if column.text if is_task else column.field_of(plan.target(row.key)):
                key = record_of(plan, row.key)
                yield RefusedCell(table.sheet.name, table.place(row.number, NAME_HEAD), words, key)


def _unknown_columns(
    table: FoundTable, rows: Sequence[TableRow], missing: Sequence[str]
) -> Iterator[RefusedCell]:
    """Columns that are none of the table's, if a row of it has something there."""
    for column, head in table.others.items():
        filled = [row.number for row in rows if table.sheet.at(row.number, column).text.strip()]
        if not filled:
            continue
        place = place_name(table.head_row if head else filled[0], column)
        name = f"“{head[:20]}”这一列" if head else "没有表头的一列"
        hint = f"如果就是“{'”或“'.join(missing)}”，请改回原来的表头。" if missing else ""
        reason = f"{name}不是表中原有的，其中{len(filled)}格未读入。{hint}"
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


def _double_columns(table: FoundTable, plan: Plan, rows: Sequence[TableRow]) -> Iterator[RefusedCell]:
    """Rows in which two columns with one head do not say the same."""
    for head, column in table.doubles:
        if head not in INPUT_HEADS and head != KEY_HEAD:
            continue
        for row in rows:
            first, second = (
                table.at(row.number, head).text.strip(),
                table.sheet.at(row.number, column).text.strip(),
            )
            if second and first != second:
                reason = f"有两列“{head}”，一列是“{first[:20]}”，一列是“{second[:20]}”，未读入。请只留一列。"
                place = place_name(row.number, column)
                yield RefusedCell(table.sheet.name, place, reason, record_of(plan, row.key))


def renamed(table: FoundTable, row: int, written: str, key: str) -> Normalised:
    """A row that was taken for what its visible name says, not for what is ``written`` as its hidden key."""
    name = table.seen(row, NAME_HEAD).strip() or key
    place = table.place(row, KEY_HEAD)
    return Normalised(table.sheet.name, place, f"行标识{written}", f"“{name[:20]}”（按名称）", key)


def shifted_rows(
    table: FoundTable, plan: Plan, rows: Sequence[TableRow], shown: Mapping[str, ShownRow]
) -> Iterator[RefusedCell]:
    """Rows whose columns have changed places among each other, as when a part of the table was sorted."""
    told = set()
    for head in _TOLD:
        pairs = [
            (row, _alike(table.seen(row.number, head)), _alike(shown[row.key].cells[head]))
            for row in rows
            if row.part == 1 and row.key in shown and head in shown[row.key].cells
        ]
        moved = [(row, now, before) for row, now, before in pairs if now != before]
        if len(moved) < _FEWEST_SHIFTED or Counter(now for _, now, _ in moved) != Counter(
            b for _, _, b in moved
        ):
            continue
        for row, now, before in moved:
            if row.key not in told:
                told.add(row.key)
                reason = (
                    f"“{head}”成了别的行的“{now}”（原为“{before}”），像是只对部分列排了序，未读入。请核对。"
                )
                place = table.place(row.number, head)
                yield RefusedCell(table.sheet.name, place, reason, record_of(plan, row.key))


def _alike(text: str) -> str:
    """A cell's text as it is compared with that of others: a number by its value."""
    try:
        return plain(Decimal(text.strip()))
    except ArithmeticError:
        return bare(text)


def name_ignored_edits(table: FoundTable, row: int, key: str, shown: ShownRow) -> Iterator[RefusedCell]:
    """The bureau's own columns of one row. What was cleared, or hidden by merging, says nothing new."""
    for head in _TOLD:
        found, before = table.at(row, head), shown.cells.get(head)
        if before is None or not found.text.strip() or is_same(found.text, before):
            continue
        text = seen(found)
        if bare(text) != bare(before):
            reason = f"“{head}”改成了“{text[:20]}”，未读入。{BY_HEAD[head].hint}"
            yield RefusedCell(table.sheet.name, table.place(row, head), reason, key, is_ignored_edit=True)
