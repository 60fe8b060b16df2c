"""What people changed where nothing is read back: named, so that nobody believes it was taken over."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cixi_desktop.workbook.columns import BY_HEAD, ColumnRole, heads_of
from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.reading import RefusedCell
from cixi_desktop.workbook.reading.tables import bare
from cixi_desktop.workbook.reading.typed import is_same, seen
from cixi_desktop.workbook.writing.ledger import row_texts
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.workbook.metadata_sheet import ShownRow
    from cixi_desktop.workbook.reading.tables import FoundTable

_TITLE = re.compile(r"(\S+)　.*（.*台账）：.*累计")
_LIST_HINT = "名单请在程序的“台账”中增改。"
_TOLD = heads_of(ColumnRole.TOLD)
Words = tuple[str, ...]


def name_ignored_edits(table: FoundTable, row: int, key: str, shown: ShownRow) -> Iterator[RefusedCell]:
    """The bureau's own columns of one row. What was cleared, or hidden by merging, says nothing new."""
    for head in _TOLD:
        found, before = table.at(row, head), shown.cells.get(head)
        if before is None or not found.text.strip() or is_same(found.text, before):
            continue
        text = seen(found)
        if bare(text) != bare(before):
            reason = f"“{head}”改成了“{text[:20]}”，没有读入。{BY_HEAD[head].hint}"
            yield RefusedCell(table.sheet.name, table.place(row, head), reason, key, is_ignored_edit=True)


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
            reason = f"系统识别页已丢失，名单没有读入。{_LIST_HINT}"
            yield RefusedCell(table.sheet.name, title, reason, target_id, is_ignored_edit=True)
            continue
        left = expected.get(target_id, Counter()).copy()
        for place, name, words in found:
            if left[words]:
                left[words] -= 1
            else:
                reason = f"名单中“{name[:20]}”这一行与导出时不同，没有读入。{_LIST_HINT}"
                yield RefusedCell(table.sheet.name, place, reason, target_id, is_ignored_edit=True)


def _blocks(table: FoundTable, known: set[str]) -> Iterator[tuple[str, str, list[tuple[str, str, Words]]]]:
    """Each list: its figure or item, the cell of its title, and its rows as (cell, first text, words)."""
    block: tuple[str, str, list[tuple[str, str, Words]]] | None = None
    is_head = False
    for row, cells in _rows(table):
        column, first = cells[0]
        title = _TITLE.match(first)
        if title and title[1] in known:
            if block:
                yield block
            block, is_head = (title[1], place_name(row, column), []), True
        elif is_head:
            is_head = False
        elif block:
            block[2].append((place_name(row, column), first, _words(text for _, text in cells)))
    if block:
        yield block


def _rows(table: FoundTable) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """The rows below the register's head that say anything, each cell with its column."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), found in table.sheet.cells.items():
        if row > table.head_row and found.text.strip():
            by_row.setdefault(row, []).append((column, seen(found)))
    for row in sorted(by_row):
        yield row, sorted(by_row[row])


def _words(texts: Iterable[str]) -> Words:
    """A row without its blanks, whatever widths and columns it was typed in."""
    return tuple(sorted(filter(None, map(bare, texts))))
