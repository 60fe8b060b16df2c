"""The lists below 指标台账, whose rows come from the hidden sheet: what people changed in them is named."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.reading import AS_EXPORTED, RefusedCell
from cixi_desktop.workbook.reading.tables import bare
from cixi_desktop.workbook.reading.typed import seen
from cixi_desktop.workbook.writing.ledger import row_texts
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.workbook.reading.cells import Found
    from cixi_desktop.workbook.reading.tables import FoundTable

_TITLE = re.compile(r"(\S+)　.*（.*台账）：.*累计")
_LIST_HINT = "名单请在程序的“台账”中增改。"
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


def _blocks(table: FoundTable, known: set[str]) -> Iterator[tuple[str, str, list[ListLine]]]:
    """Each list: its figure or item, the cell of its title, and its rows."""
    block: tuple[str, str, list[ListLine]] | None = None
    is_head = False
    for row, cells in _rows(table):
        column, first = cells[0][0], seen(cells[0][1])
        title = _TITLE.match(first)
        if title and title[1] in known:
            if block:
                yield block
            block, is_head = (title[1], place_name(row, column), []), True
        elif is_head:
            is_head = False
        elif block:
            words = _words(seen(found) for _, found in cells)
            hiding = "" if table.sheet.is_hidden else table.sheet.hiding(row, column)
            hidden = f"名单中“{first[:20]}”{hiding}。" if hiding else ""
            doubt = next((found.doubt for _, found in cells if found.doubt), hidden)
            block[2].append(ListLine(place_name(row, column), first, words, doubt))
    if block:
        yield block


def _rows(table: FoundTable) -> Iterator[tuple[int, list[tuple[int, Found]]]]:
    """The rows below the register's head that say anything: column and cell of each."""
    by_row: dict[int, list[tuple[int, Found]]] = {}
    for (row, column), found in table.sheet.cells.items():
        if row > table.head_row and found.text.strip():
            by_row.setdefault(row, []).append((column, found))
    for row in sorted(by_row):
        yield row, sorted(by_row[row])


def _words(texts: Iterable[str]) -> Words:
    """A row without its blanks, whatever widths and columns it was typed in."""
    return tuple(sorted(filter(None, map(bare, texts))))
