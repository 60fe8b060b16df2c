"""指标台账, cell by cell: figures that were changed there instead of in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import field_of
from cixi_desktop.workbook.identity import KEY_HEAD
from cixi_desktop.workbook.reading.edits import Edit
from cixi_desktop.workbook.reading.reading import Normalised, RefusedCell
from cixi_desktop.workbook.reading.tables import MEASURE_HEAD, MONTH_HEADS, NAME_HEAD, bare
from cixi_desktop.workbook.reading.typed import is_same, seen, state_word, typed_text
from cixi_desktop.workbook.writing.ledger import measure_of, shown_months
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.table_edits import Findings
    from cixi_desktop.workbook.reading.tables import FoundTable


class LedgerLine(NamedTuple):
    """One line of the register: a target's measure in a row."""

    row: int
    target: Target
    measure: str


def read_ledger(
    table: FoundTable,
    plan: Plan,
    period: Period,
    entries: Mapping[str, Mapping[int, Entry]],
    findings: Findings,
    *,
    is_whole: bool,
) -> None:
    """Add what differs from what ``entries`` (by target and month) had the program write."""
    written = {line: text for line, text in _expected(plan, entries).items() if is_whole}
    for line in _lines(table, plan):
        for number, head in enumerate(MONTH_HEADS, 1):
            before = written.get((line.target.id, line.measure, number), "")
            found = table.at(line.row, head)
            if head not in table.columns or is_same(found.text, before):
                continue
            if number == period.last:
                _read_cell(table, line, period, before, findings, is_whole=is_whole)
            elif is_whole:
                reason = f"{number}月的数不在本期之内，没有读入。以前月份填错了，请在{number}月的表中更正。"
                refused = RefusedCell(table.sheet.name, table.place(line.row, head), reason, line.target.id)
                findings.refused.append(refused)


def _expected(plan: Plan, entries: Mapping[str, Mapping[int, Entry]]) -> dict[tuple[str, str, int], str]:
    return {
        (target_id, measure, number): safe_text(text).strip()
        for target_id, months in entries.items()
        for (measure, number), text in shown_months(plan.target(target_id), dict(months)).items()
    }


def _lines(table: FoundTable, plan: Plan) -> Iterator[LedgerLine]:
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    known = {target.id: target for target in targets}
    named = {bare(target.name): target for target in known.values()}
    for row in table.rows:
        key = table.at(row, KEY_HEAD).text.strip()
        target = known.get(key) or named.get(bare(table.seen(row, NAME_HEAD)))
        measure = table.at(row, MEASURE_HEAD).text.strip()
        if target is not None and measure:
            yield LedgerLine(row, target, measure)


def _read_cell(
    table: FoundTable, line: LedgerLine, period: Period, before: str, findings: Findings, *, is_whole: bool
) -> None:
    head = MONTH_HEADS[period.last - 1]
    found, place = table.at(line.row, head), table.place(line.row, head)
    measure = measure_of(line.target, line.measure)
    name = measure.field_of(line.target) if measure else ""
    is_state = state_word(found.text) in set(State)
    if not is_whole and (is_state or measure is None or not measure.is_only_here):
        return
    if is_state:
        name = "state"
    elif not name:
        reason = f"“{line.measure}”由程序算出，没有读入。请更正它所依据的数。"
        findings.refused.append(RefusedCell(table.sheet.name, place, reason, line.target.id))
        return
    try:
        text = typed_text(found, field_of(line.target, name), line.target)
    except CixiError as error:
        findings.refused.append(RefusedCell(table.sheet.name, place, str(error), line.target.id))
        return
    if text and seen(found) != text:
        findings.normalised.append(Normalised(table.sheet.name, place, seen(found), text, line.target.id))
    is_default = name == "as_of" and text in {"", str(period.end)}
    if not is_same(text, before) and not (is_default and (before or not is_whole)):
        edit = Edit(line.target.id, name, text, before, table.sheet.name, place, head)
        findings.edits[line.target.id].append(edit)
