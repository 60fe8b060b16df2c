"""指标台账, cell by cell; and what people changed where nothing is read back, which is named."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import narrow, quoted
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import field_of
from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.edits import Edit
from cixi_desktop.workbook.reading.reading import READ_AS_BLANK, Normalised, RefusedCell, hidden_told
from cixi_desktop.workbook.reading.tables import MEASURE_HEAD, MONTH_HEADS, NAME_HEAD, bare
from cixi_desktop.workbook.reading.typed import is_same, seen, state_word, typed_text
from cixi_desktop.workbook.reading.unread import renamed
from cixi_desktop.workbook.writing.ledger import measure_of, row_texts, shown_months
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.workbook.reading.cells import Found
    from cixi_desktop.workbook.reading.table_edits import Findings
    from cixi_desktop.workbook.reading.tables import FoundTable


class LedgerLine(NamedTuple):
    """One line of the register: a target's measure in a row."""

    row: int
    target: Target
    measure: str
    is_named: bool = True
    """False where the visible name is neither that of the key nor that of another target."""
    is_renamed: bool = False
    """Whether the visible name is that of another target than the key's."""


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
    findings.refused += _gone_months(table, {number for _, _, number in written})
    lines = list(_lines(table, plan))
    present = {(line.target.id, line.measure) for line in lines}
    findings.refused += _gone_lines(table, plan, {line[:2] for line in written} - present)
    for line in lines:
        if line.is_renamed:
            findings.normalised.append(renamed(table, line.row, table.key(line.row), line.target.id))
        for number, head in enumerate(MONTH_HEADS, 1):
            before = written.get((line.target.id, line.measure, number), "")
            found = table.at(line.row, head)
            is_seen = not (found.doubt and number == period.last)
            if head not in table.columns or (is_same(found.text, before) and is_seen):
                continue
            if not line.is_named:
                reason = f"名称与行标识{line.target.id}不符，分不清是哪一行，未读入。请把名称改回原来的。"
                place = table.place(line.row, head)
                findings.refused.append(RefusedCell(table.sheet.name, place, reason, line.target.id))
            elif number == period.last:
                _read_cell(table, line, period, before, findings, is_whole=is_whole)
            elif is_whole:
                own = table.at(line.row, MONTH_HEADS[period.last - 1])
                reason = _of_another_month(number, period) + _left_out(line, own, period)
                refused = RefusedCell(table.sheet.name, table.place(line.row, head), reason, line.target.id)
                findings.refused.append(refused)


def _gone_months(table: FoundTable, filled: Collection[int]) -> Iterator[RefusedCell]:
    """Columns of months in which something was written, and which are no longer there."""
    gone = [
        MONTH_HEADS[number - 1] for number in sorted(filled) if MONTH_HEADS[number - 1] not in table.columns
    ]
    if gone:
        reason = f"没有“{'”“'.join(gone)}”这{'几' if len(gone) > 1 else '一'}列，这些月份的数{_AS_EXPORTED}"
        place = place_name(table.head_row, 1)
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


def _gone_lines(table: FoundTable, plan: Plan, gone: Collection[tuple[str, str]]) -> Iterator[RefusedCell]:
    """Lines in which something was written, and which are no longer there."""
    names = [f"{quoted(plan.target(target_id).name)}的“{measure}”" for target_id, measure in sorted(gone)]
    if names:
        many = f"等{len(names)}行" if len(names) > 1 else "这一行"
        reason = f"{names[0]}{many}不见了，{_AS_EXPORTED}"
        place = place_name(table.head_row, 1)
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


def _of_another_month(number: int, period: Period) -> str:
    if number > period.last:
        return f"{number}月还没有到，未读入。到时请填在{number}月的表中。"
    return f"{number}月的数不在本期之内，未读入。以前月份填报有误的，请在{number}月的表中更正。"


def _left_out(line: LedgerLine, own: Found, period: Period) -> str:
    """Which of the period's own values the fault keeps out."""
    return f"{period.last}月的“{line.measure}”{seen(own)}因此也未读入。" if own.text.strip() else ""


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
        name, own = bare(table.seen(row, NAME_HEAD)), known.get(table.key(row))
        measure = narrow(table.at(row, MEASURE_HEAD).text).strip()
        is_own = own is not None and (not name or name == bare(own.name))
        target = own if is_own else named.get(name) or own
        if target is not None and measure:
            is_named = is_own or name in named
            yield LedgerLine(row, target, measure, is_named, is_renamed=own not in {None, target})


def _read_cell(
    table: FoundTable, line: LedgerLine, period: Period, before: str, findings: Findings, *, is_whole: bool
) -> None:
    head = MONTH_HEADS[period.last - 1]
    found, place = table.at(line.row, head), table.place(line.row, head)
    measure = measure_of(line.target, line.measure)
    name = measure.field_of(line.target) if measure else ""
    is_state = state_word(found.text) in set(State)
    if not is_whole and (is_state or measure is None or not measure.is_only_here):
        findings.refused += _differences(table, line, name, head, findings.edits.get(line.target.id, ()))
        return
    if is_state:
        name = "state"
    elif not name:
        reason = f"“{line.measure}”由程序算出，未读入。请更正它所依据的数。"
        findings.refused.append(RefusedCell(table.sheet.name, place, reason, line.target.id))
        return
    try:
        text = typed_text(found, field_of(line.target, name), line.target, period.year)
    except CixiError as error:
        findings.refused.append(RefusedCell(table.sheet.name, place, str(error), line.target.id))
        return
    if seen(found).strip() and seen(found) != text:
        told = text or READ_AS_BLANK
        findings.normalised.append(Normalised(table.sheet.name, place, seen(found), told, line.target.id))
    is_default = name == "as_of" and text in {"", str(period.end)}
    if not is_same(text, before) and not (is_default and (before or not is_whole)):
        edit = Edit(line.target.id, name, text, before, table.sheet.name, place, head)
        findings.edits[line.target.id].append(edit)
        at = line.row, table.columns[head]
        findings.normalised += hidden_told(table.sheet, at, text, line.target.id)


def _differences(
    table: FoundTable, line: LedgerLine, name: str, head: str, edits: Iterable[Edit]
) -> Iterator[RefusedCell]:
    """Where 指标台账 says another number than 进展情况表, which alone is read without the hidden sheet."""
    found, place = table.at(line.row, head), table.place(line.row, head)
    for edit in edits:
        if edit.field == name and found.text.strip() and not is_same(found.text, edit.text):
            reason = (
                f"指标台账是“{seen(found)[:20]}”，{edit.sheet}{edit.cell}是“{edit.text}”，未读入。请核对。"
            )
            yield RefusedCell(table.sheet.name, place, reason, line.target.id, is_ignored_edit=True)


_TITLE = re.compile(r"(\S+)　.*（.*台账）：.*累计")
_LIST_HINT = "名单请在程序的“台账”中增改。"
_AS_EXPORTED = "仍按导出时的内容读入。"
Words = tuple[str, ...]


class ListLine(NamedTuple):
    """A row of a list: its first cell and text, all its words, and why one of them is not what is seen."""

    place: str
    name: str
    words: Words
    doubt: str


def list_ignored_edits(
    table: FoundTable, plan: Plan, rows: Iterable[LedgerRow], *, is_whole: bool
) -> Iterator[RefusedCell]:
    """The lists below the register, whose rows come from the hidden sheet: what differs from them."""
    expected: dict[str, Counter[Words]] = {}
    for row in rows:
        words = _words(map(safe_text, row_texts(plan.target(row.target_id), row)))
        expected.setdefault(row.target_id, Counter())[words] += 1
    known = {*(indicator.id for indicator in plan.indicators), *(item.id for item in plan.items)}
    for target_id, title, found in _blocks(table, known):
        if not is_whole:
            reason = f"系统识别页已丢失，名单未读入。{_LIST_HINT}"
            yield RefusedCell(table.sheet.name, title, reason, target_id, is_ignored_edit=True)
            continue
        left = expected.pop(target_id, Counter[Words]())
        strange = 0
        for line in found:
            reason = ""
            if left[line.words]:
                left[line.words] -= 1
                reason = f"{line.doubt}名单{_AS_EXPORTED}{_LIST_HINT}" if line.doubt else ""
            else:
                strange += 1
                reason = f"名单中“{line.name[:20]}”这一行与导出时不同，未读入。{_LIST_HINT}"
            if reason:
                yield RefusedCell(table.sheet.name, line.place, reason, target_id, is_ignored_edit=True)
        yield from _gone_rows(table, target_id, title, left.total() - strange)
    for target_id, rows_of_list in expected.items() if is_whole else ():
        place = place_name(table.head_row, 1)
        yield from _gone_rows(table, target_id, place, rows_of_list.total())


def _gone_rows(table: FoundTable, target_id: str, place: str, count: int) -> Iterator[RefusedCell]:
    """How many rows of a list are no longer there."""
    if count > 0:
        reason = f"{target_id}的名单中有{count}行不见了，名单{_AS_EXPORTED}{_LIST_HINT}"
        yield RefusedCell(table.sheet.name, place, reason, target_id, is_ignored_edit=True)


def _blocks(table: FoundTable, known: set[str]) -> Iterator[tuple[str, str, list[ListLine]]]:
    """Each list: its figure or item, the cell of its title, and its rows."""
    block: tuple[str, str, list[ListLine]] | None = None
    is_head = False
    for row, cells in _rows(table):
        column, first, _ = cells[0]
        title = _TITLE.match(first)
        if title and title[1] in known:
            if block:
                yield block
            block, is_head = (title[1], place_name(row, column), []), True
        elif is_head:
            is_head = False
        elif block:
            words = _words(text for _, text, _ in cells)
            doubt = next((each for _, _, each in cells if each), "")
            block[2].append(ListLine(place_name(row, column), first, words, doubt))
    if block:
        yield block


def _rows(table: FoundTable) -> Iterator[tuple[int, list[tuple[int, str, str]]]]:
    """The rows below the register's head that say anything: column, text and doubt of each cell."""
    by_row: dict[int, list[tuple[int, str, str]]] = {}
    for (row, column), found in table.sheet.cells.items():
        if row > table.head_row and found.text.strip():
            by_row.setdefault(row, []).append((column, seen(found), found.doubt))
    for row in sorted(by_row):
        yield row, sorted(by_row[row])


def _words(texts: Iterable[str]) -> Words:
    """A row without its blanks, whatever widths and columns it was typed in."""
    return tuple(sorted(filter(None, map(bare, texts))))
