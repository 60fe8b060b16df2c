"""指标台账 and the lists below it: what differs from what the program wrote, or all where that is lost."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.punctuation import narrow, quoted, says_nothing
from cixi_desktop.records.entries import STATES, Entry
from cixi_desktop.records.fields import AS_OF, FIGURE_FIELDS, field_of, field_text
from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.edits import Edit, edited_entry
from cixi_desktop.workbook.reading.reading import (
    AS_EXPORTED,
    READ_AS_BLANK,
    Normalised,
    RefusedCell,
    hidden_told,
)
from cixi_desktop.workbook.reading.tables import MEASURE_HEAD, MONTH_HEADS, NAME_HEAD, bare
from cixi_desktop.workbook.reading.typed import is_as_exact, is_same, seen, state_word, typed_text
from cixi_desktop.workbook.reading.unread import renamed
from cixi_desktop.workbook.writing.ledger import measure_of, row_texts, shown_months
from cixi_desktop.workbook.writing.sheet import letters, safe_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.workbook.reading.cells import Found
    from cixi_desktop.workbook.reading.edits import Findings
    from cixi_desktop.workbook.reading.metadata import ExportedRecords
    from cixi_desktop.workbook.reading.tables import FoundTable

_TITLE = re.compile(r"(\S+)　.*（.*台账）：.*累计")
_LIST_HINT = "名单请在程序的“台账”中增改。"
Words = tuple[str, ...]


class LedgerLine(NamedTuple):
    """One line of the register: a target's measure in a row."""

    row: int
    target: Target
    measure: str
    is_named: bool = True
    """False where the visible name is neither that of the key nor that of another target."""
    is_renamed: bool = False
    """Whether the visible name is that of another target than the key's."""


def clear_months(table: FoundTable, period: Period) -> tuple[FoundTable, list[RefusedCell]]:
    """The register without the columns of which nobody can say what month they are; and what is said of them.

    They are those with one head that do not say the same; and where a month up to the period's own is
    missing, those of later months in which something stands.
    """
    lacking = [head for head in MONTH_HEADS[: period.last] if head not in table.columns]
    unclear, faults = list[tuple[str, int]](), list[RefusedCell]()
    for head in table.columns.keys() & {*MONTH_HEADS}:
        own = [table.columns[head], *(column for other, column in table.doubles if other == head)]
        texts = {_texts_in(table, column) for column in own}
        if len(texts) > 1:
            reason = f"{'、'.join(map(letters, own))}这{len(own)}列的表头都是“{head}”"
        elif lacking and head in MONTH_HEADS[period.last :] and any(map(any, texts)):
            reason = f"没有“{lacking[0]}”这一列，“{head}”这一列却有数"
        else:
            continue
        told = f"{reason}，分不清是哪个月，未读入。请把表头改回原来的月份。"
        place = place_name(table.head_row, own[0])
        faults.append(RefusedCell(table.sheet.name, place, told, is_ignored_edit=True))
        unclear += [(head, column) for column in own]
    columns = {head: column for head, column in table.columns.items() if (head, column) not in unclear}
    return replace(table, columns=columns, doubles=tuple(unclear)), faults


def _texts_in(table: FoundTable, column: int) -> tuple[str, ...]:
    lines = (row for row in table.rows if table.at(row, MEASURE_HEAD).text)
    return tuple(table.sheet.at(row, column).text.strip() for row in lines)


def read_months_before(table: FoundTable, exported: ExportedRecords, findings: Findings) -> None:
    """The months before the period as they are shown, where nothing says what was written."""
    named = [line for line in register_lines(table, exported.plan) if line.is_named]
    exported.registered |= {line.target.id for line in named}
    if table.sheet.is_hidden:
        told = f"{table.sheet.name}照读（所在的工作表被隐藏，请核对）"
        findings.normalised.append(Normalised(table.sheet.name, "A1", table.sheet.name, told, ""))
    for number in range(1, exported.period.last):
        by_target = defaultdict[str, list[Edit]](list)
        for line in named:
            edit = _read_cell(table, line, number, exported, findings)
            if edit is not None:
                by_target[edit.key].append(edit)
        for key, edits in by_target.items():
            empty = Entry(target_id=key, unit_id="", period=month(exported.plan.year, number))
            entry, faults = edited_entry(exported.plan.target(key), empty, edits, exported.series(key))
            findings.refused += faults
            if not faults:
                exported.months[key][number] = entry


def read_ledger(table: FoundTable, exported: ExportedRecords, findings: Findings) -> None:
    """Add what differs from what the program wrote; all that it shows where nothing says what that was."""
    lines = list(register_lines(table, exported.plan))
    for line in lines:
        if line.is_renamed:
            findings.normalised.append(renamed(table, line.row, table.key(line.row), line.target.id))
    if exported.is_whole:
        _read_changed(table, lines, exported, findings)
        return
    findings.refused += _gone_months(table, range(1, exported.period.last + 1), "未读入。")
    for line in lines:
        for number, head in enumerate(MONTH_HEADS, 1):
            is_filled = bool(table.at(line.row, head).text.strip())
            if is_filled and not line.is_named:
                findings.refused.append(_unnamed(table, line, head))
            elif is_filled and number == exported.period.last:
                _take_shown(table, line, exported, findings)
            elif is_filled and number > exported.period.last:
                findings.refused.append(_misplaced(table, line, number, exported.period, is_kept=False))


def _read_changed(
    table: FoundTable, lines: Sequence[LedgerLine], exported: ExportedRecords, findings: Findings
) -> None:
    """The cells that differ from what was written."""
    entries = {key: months for key, months in exported.months.items() if months}
    written, period = shown_in_register(exported.plan, entries), exported.period
    findings.refused += _gone_months(table, {number for _, _, number in written}, AS_EXPORTED)
    present = {(line.target.id, line.measure) for line in lines}
    findings.refused += _gone_lines(table, exported.plan, {line[:2] for line in written} - present)
    for line in lines:
        for number, head in enumerate(MONTH_HEADS, 1):
            before = written.get((line.target.id, line.measure, number), "")
            found = table.at(line.row, head)
            is_seen = not (found.doubt and number == period.last)
            if head not in table.columns or (is_seen and _is_as_written(line, found, before)):
                continue
            if not line.is_named:
                findings.refused.append(_unnamed(table, line, head))
            elif number == period.last:
                edit = _read_cell(table, line, number, exported, findings, before=before)
                findings.edits[line.target.id] += [edit] if edit else []
            else:
                own = table.at(line.row, MONTH_HEADS[period.last - 1])
                was = written.get((line.target.id, line.measure, period.last), "")
                is_kept = bool(was) and not own.doubt and _is_as_written(line, own, was)
                findings.refused.append(_misplaced(table, line, number, period, is_kept=is_kept))


def left_in_register(
    table: FoundTable,
    exported: ExportedRecords,
    entries: Iterable[Entry],
    edits: Mapping[str, Sequence[Edit]],
) -> Iterator[Normalised]:
    """That the register still shows what a figure of the period was before it was changed elsewhere."""
    after, head = {entry.target_id: entry for entry in entries}, MONTH_HEADS[exported.period.last - 1]
    changed = {key for key, own in edits.items() if any(edit.sheet != table.sheet.name for edit in own)}
    left = defaultdict[str, list[tuple[str, str]]](list)
    for line in register_lines(table, exported.plan) if changed else ():
        key, found = line.target.id, table.at(line.row, head)
        place = table.place(line.row, head)
        is_own = (table.sheet.name, place) in {(edit.sheet, edit.cell) for edit in edits.get(key, ())}
        is_left = line.is_named and key in changed and not is_own and bool(found.text.strip())
        if is_left and not _is_shown(line, found, exported, after.get(key)):
            left[key].append((place, found.text.strip()))
    for key, cells in left.items():
        places, texts = ("、".join(words) for words in zip(*cells, strict=True))
        driver = next(f"{edit.sheet}{edit.cell}" for edit in edits[key] if edit.sheet != table.sheet.name)
        told = f"未读入（随{driver}改动，{table.sheet.name}{places}仍为{texts}）"
        yield Normalised(table.sheet.name, cells[0][0], texts, told, key)


def _is_shown(line: LedgerLine, found: Found, exported: ExportedRecords, now: Entry | None) -> bool:
    """Whether a line says of the period what it would say of the record, or is none of its figures."""
    last, key, measure = exported.period.last, line.target.id, measure_of(line.target, line.measure)
    is_figure = now is not None and any(field_text(now, name) for name in FIGURE_FIELDS)
    if measure is None or measure.field in {AS_OF.name, "proof"} or (is_figure and measure.is_only_here):
        return True
    months = {number: entry for number, entry in exported.months[key].items() if number != last}
    if now is not None:
        months[last] = now
    new = shown_in_register(exported.plan, {key: months}).get((key, line.measure, last), "")
    return _is_as_written(line, found, new) or state_word(found.text) == new


def _is_as_written(line: LedgerLine, found: Found, before: str) -> bool:
    """Whether a cell says what was written: what is worked out, as far as both are told."""
    if is_same(found.text, before):
        return True
    return not field_in(line, found, before) and is_as_exact(found.text, before)


def _unnamed(table: FoundTable, line: LedgerLine, head: str) -> RefusedCell:
    reason = f"名称与行标识{line.target.id}不符，分不清是哪一行，未读入。请把名称改回原来的。"
    return RefusedCell(table.sheet.name, table.place(line.row, head), reason, line.target.id)


def _take_shown(table: FoundTable, line: LedgerLine, exported: ExportedRecords, findings: Findings) -> None:
    """What a cell of the period's own month shows, or that 进展情况表 says another thing, which counts."""
    edit = _read_cell(table, line, exported.period.last, exported, findings)
    if edit is not None:
        findings.add_beside(edit)


def _misplaced(
    table: FoundTable, line: LedgerLine, number: int, period: Period, *, is_kept: bool
) -> RefusedCell:
    """A cell of a month that is not the workbook's; the period's own is taken where it ``is_kept``."""
    own = table.at(line.row, MONTH_HEADS[period.last - 1])
    rest = f"不影响{period.last}月的数。" if is_kept else _left_out(line, own, period)
    place = table.place(line.row, MONTH_HEADS[number - 1])
    reason = _of_another_month(number, period) + rest
    return RefusedCell(table.sheet.name, place, reason, line.target.id, is_ignored_edit=is_kept)


def _gone_months(table: FoundTable, filled: Collection[int], what: str) -> Iterator[RefusedCell]:
    """Columns of months in which something was written, no longer there; ``what`` comes of their numbers."""
    unclear = {head for head, _ in table.doubles}
    heads = [MONTH_HEADS[number - 1] for number in sorted(filled)]
    gone = [head for head in heads if head not in table.columns and head not in unclear]
    if gone:
        reason = f"没有“{'”“'.join(gone)}”这{'几' if len(gone) > 1 else '一'}列，这些月份的数{what}"
        place = place_name(table.head_row, 1)
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


def _gone_lines(table: FoundTable, plan: Plan, gone: Collection[tuple[str, str]]) -> Iterator[RefusedCell]:
    """Lines in which something was written, and which are no longer there."""
    names = [f"{quoted(plan.target(target_id).name)}的“{measure}”" for target_id, measure in sorted(gone)]
    if names:
        many = f"等{len(names)}行" if len(names) > 1 else "这一行"
        reason = f"{names[0]}{many}已被删除，{AS_EXPORTED}"
        place = place_name(table.head_row, 1)
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


def _of_another_month(number: int, period: Period) -> str:
    if number > period.last:
        return f"{number}月还没有到，未读入。到时请填在{number}月的表中。"
    return f"{number}月的数不在本期之内，未读入。以前月份填报有误的，请在{number}月的表中更正。"


def _left_out(line: LedgerLine, own: Found, period: Period) -> str:
    """Which of the period's own values the fault keeps out."""
    return f"{period.last}月的“{line.measure}”{seen(own)}因此也未读入。" if own.text.strip() else ""


def shown_in_register(
    plan: Plan, entries: Mapping[str, Mapping[int, Entry]]
) -> dict[tuple[str, str, int], str]:
    return {
        (target_id, measure, number): safe_text(text).strip()
        for target_id, months in entries.items()
        for (measure, number), text in shown_months(plan.target(target_id), dict(months)).items()
    }


def register_lines(table: FoundTable, plan: Plan) -> Iterator[LedgerLine]:
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
    table: FoundTable,
    line: LedgerLine,
    number: int,
    exported: ExportedRecords,
    findings: Findings,
    *,
    before: str = "",
) -> Edit | None:
    """What a cell makes of its field; None where it leaves it as it was, or cannot be read."""
    head = MONTH_HEADS[number - 1]
    found, place = table.at(line.row, head), table.place(line.row, head)
    key, target = line.target.id, line.target
    name = field_in(line, found, before)
    if not name:
        if exported.is_whole:
            reason = f"“{line.measure}”由程序算出，未读入。请更正它所依据的数。"
            findings.refused.append(RefusedCell(table.sheet.name, place, reason, key))
        return None
    try:
        text = typed_text(found, field_of(target, name), target, exported.plan.year)
    except CixiError as error:
        findings.refused.append(RefusedCell(table.sheet.name, place, str(error), key))
        return None
    is_plain = found.is_number and is_same(found.text, text)
    if seen(found).strip() and seen(found) != text and not is_plain:
        told = text or READ_AS_BLANK
        findings.normalised.append(Normalised(table.sheet.name, place, seen(found), told, key))
    end = str(month(exported.plan.year, number).end)
    is_default = name == "as_of" and text in {"", end} and (before == end or not exported.is_whole)
    if is_same(text, before) or is_default:
        return None
    if exported.is_whole or not table.sheet.is_hidden:
        findings.normalised += hidden_told(table.sheet, (line.row, table.columns[head]), text, key)
    return Edit(key, name, text, before, table.sheet.name, place, head)


def field_in(line: LedgerLine, found: Found, before: str) -> str:
    """The field that a cell is: a state wherever one is written, or was and is no more."""
    is_cleared = state_word(before) in STATES and says_nothing(found.text)
    if is_cleared or state_word(found.text) in STATES:
        return "state"
    measure = measure_of(line.target, line.measure)
    return measure.field_of(line.target) if measure else ""


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
        words = _row_words(map(safe_text, row_texts(plan.target(row.target_id), row)))
        expected.setdefault(row.target_id, Counter())[words] += 1
    known = {*(indicator.id for indicator in plan.indicators), *(item.id for item in plan.items)}
    for target_id, title, found in _lists(table, known):
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
                reason = f"{line.doubt}名单{AS_EXPORTED}{_LIST_HINT}" if line.doubt else ""
            else:
                strange += 1
                reason = f"名单中“{line.name[:20]}”这一行与导出时不同，未读入，名单{AS_EXPORTED}{_LIST_HINT}"
            if reason:
                yield RefusedCell(table.sheet.name, line.place, reason, target_id, is_ignored_edit=True)
        yield from _gone_rows(table, target_id, title, left.total() - strange)
    for target_id, rows_of_list in expected.items() if is_whole else ():
        place = place_name(table.head_row, 1)
        yield from _gone_rows(table, target_id, place, rows_of_list.total())


def _gone_rows(table: FoundTable, target_id: str, place: str, count: int) -> Iterator[RefusedCell]:
    """How many rows of a list are no longer there."""
    if count > 0:
        reason = f"{target_id}的名单中有{count}行已被删除，名单{AS_EXPORTED}{_LIST_HINT}"
        yield RefusedCell(table.sheet.name, place, reason, target_id, is_ignored_edit=True)


def _lists(table: FoundTable, known: set[str]) -> Iterator[tuple[str, str, list[ListLine]]]:
    """Each list: its figure or item, the cell of its title, and its rows."""
    block: tuple[str, str, list[ListLine]] | None = None
    is_head = False
    for row, cells in _list_rows(table):
        column, first = cells[0][0], seen(cells[0][1])
        title = _TITLE.match(first)
        if title and title[1] in known:
            if block:
                yield block
            block, is_head = (title[1], place_name(row, column), []), True
        elif is_head:
            is_head = False
        elif block:
            words = _row_words(seen(found) for _, found in cells)
            hiding = "" if table.sheet.is_hidden else table.sheet.hiding(row, column)
            hidden = f"名单中“{first[:20]}”{hiding}。" if hiding else ""
            doubt = next((found.doubt for _, found in cells if found.doubt), hidden)
            block[2].append(ListLine(place_name(row, column), first, words, doubt))
    if block:
        yield block


def _list_rows(table: FoundTable) -> Iterator[tuple[int, list[tuple[int, Found]]]]:
    """The rows below the register's head that say anything: column and cell of each."""
    by_row: dict[int, list[tuple[int, Found]]] = {}
    for (row, column), found in table.sheet.cells.items():
        if row > table.head_row and found.text.strip():
            by_row.setdefault(row, []).append((column, found))
    for row in sorted(by_row):
        yield row, sorted(by_row[row])


def _row_words(texts: Iterable[str]) -> Words:
    """A row without its blanks, whatever widths and columns it was typed in."""
    return tuple(sorted(filter(None, map(bare, texts))))
