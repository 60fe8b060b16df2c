"""Tables found by the words of their heads, and their rows by key or name, wherever they have gone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import HEADLINE
from cixi_desktop.punctuation import narrow
from cixi_desktop.workbook.columns import COLUMNS, ColumnRole, heads_of
from cixi_desktop.workbook.identity import CONTINUED_KEY, KEY_HEAD, LEDGER, PROGRESS, SECTION_KEY, TASK_KEY
from cixi_desktop.workbook.reading.cells import NOTHING, Found, ReadSheet, place_name
from cixi_desktop.workbook.reading.package import WORKBOOK_HINT
from cixi_desktop.workbook.reading.reading import RefusedCell
from cixi_desktop.workbook.writing.rows import ONLY_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cixi_desktop.plan import Commitment, Item, Plan

MONTH_HEADS = tuple(f"{number}月" for number in range(1, MONTHS + 1))
NAME_HEAD, TITLE_HEAD, MEASURE_HEAD = "指标/事项", "重点任务", "项目"
INPUT_HEADS = heads_of(ColumnRole.READ)
_PROGRESS_HEADS = tuple(column.head for column in COLUMNS if column.role is not ColumnRole.SHOWN)
_LEDGER_HEADS = (KEY_HEAD, NAME_HEAD, MEASURE_HEAD, *MONTH_HEADS)
_FEWEST_HEADS = 5
_LAST_HEAD_ROW, _LONGEST_HEAD = 100, 32
_NOT_WORDS = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """A text's letters, digits and characters alone, half-width: what is left when people retype a head."""
    return _NOT_WORDS.sub("", narrow(text))


_short = lru_cache(maxsize=2048)(bare)
"""The same of texts that may be heads, which are looked at in sheet after sheet."""


class FoundTable(Struct, frozen=True):
    """A table in a sheet: the row of its heads, its columns by head, the numbers of its rows."""

    sheet: ReadSheet
    head_row: int
    columns: dict[str, int]
    rows: tuple[int, ...]

    def at(self, row: int, head: str) -> Found:
        """What stands under a head; NOTHING where there is no such column."""
        column = self.columns.get(head)
        return self.sheet.at(row, column) if column else NOTHING

    def seen(self, row: int, head: str) -> str:
        """The text that a reader sees under a head, also where the cell is part of a merged range."""
        column = self.columns.get(head)
        if not column:
            return ""
        found = self.sheet.at(row, column)
        return found.text or self.sheet.at(*self.sheet.anchor(row, column)).text

    def is_covered(self, row: int, head: str) -> bool:
        """Whether the cell is hidden under another one that it was merged with."""
        column = self.columns[head]
        return self.sheet.anchor(row, column) != (row, column)

    def place(self, row: int, head: str) -> str:
        """The cell's name; that of the row's first cell where there is no such column."""
        return place_name(row, self.columns.get(head, 1))


def progress_table(sheets: Iterable[ReadSheet]) -> FoundTable:
    """进展情况表 or the form that is filled in without the program; CixiError if there is none, or two."""
    found = _tables(sheets, _PROGRESS_HEADS, NAME_HEAD)
    if not found:
        raise CixiError("没有找到进展情况表（表头须有“指标/事项”“进展情况”等列）。", WORKBOOK_HINT)
    return _only(found, PROGRESS)


def ledger_table(sheets: Iterable[ReadSheet]) -> FoundTable | None:
    """指标台账, or None where it is gone."""
    found = _tables(sheets, _LEDGER_HEADS, MEASURE_HEAD)
    return _only(found, LEDGER) if found else None


def _only(found: Sequence[FoundTable], name: str) -> FoundTable:
    named = [table for table in found if table.sheet.name == name] or found
    if len(named) > 1:
        names = "、".join(f"“{table.sheet.name}”" for table in named)
        raise CixiError(f"有{len(named)}张{name}：{names}，不知以哪张为准。", "请只留一张，另存后再试。")
    return named[0]


def _tables(sheets: Iterable[ReadSheet], heads: tuple[str, ...], needed: str) -> list[FoundTable]:
    found = [_table(sheet, heads, needed) for sheet in sheets]
    return [table for table in found if table is not None]


def _table(sheet: ReadSheet, heads: tuple[str, ...], needed: str) -> FoundTable | None:
    """The table of a sheet: its head is the first row with enough of the heads."""
    known = {_short(head): head for head in heads}
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), found in sheet.cells.items():
        is_near = row <= _LAST_HEAD_ROW and len(found.text) < _LONGEST_HEAD
        head = known.get(_short(found.text)) if is_near else None
        if head is not None:
            by_row.setdefault(row, []).append((column, head))
    for row in sorted(by_row):
        named = [head for _, head in by_row[row]]
        if len(set(named)) >= _FEWEST_HEADS and needed in named:
            _check_single(sheet, named)
            rows = sorted({number for number, _ in sheet.cells if number > row})
            return FoundTable(sheet, row, {head: column for column, head in by_row[row]}, tuple(rows))
    return None


def _check_single(sheet: ReadSheet, named: list[str]) -> None:
    twice = next((head for head in named if named.count(head) > 1), None)
    if twice is not None:
        raise CixiError(
            f"工作表“{sheet.name}”有两列“{twice}”，不知以哪列为准。", "请删去其中一列，另存后再试。"
        )


_TASK_NAME = re.compile(rf"\d项.*(待填报|已全部填报)|{ONLY_TEXT}")
_CONTINUED = re.compile(rf"(.+){CONTINUED_KEY}(\d{{1,3}})", re.ASCII)


_BELOW = re.compile("填报人：.*审核人：|亮灯规则：")
"""What the program itself writes below the table, wherever moved columns have put it."""


class TableRow(NamedTuple):
    """A row with its key; ``part`` is 1 for the row itself, 2 and more where its text goes on."""

    number: int
    key: str
    part: int


def table_rows(table: FoundTable, plan: Plan) -> tuple[list[TableRow], list[RefusedCell]]:
    """The rows of figures, items and tasks, and those with input that belong to none."""
    names = _names(plan)
    known = {*names.values()}
    found, refused = list[TableRow](), list[RefusedCell]()
    for number in table.rows:
        written = table.at(number, KEY_HEAD).text.strip()
        if written.startswith(SECTION_KEY):
            continue
        continued = _CONTINUED.fullmatch(written)
        key, part = (continued[1], int(continued[2])) if continued else (written, 1)
        key = key if key in known else _named(table, number, names) if not written else ""
        if key:
            found.append(TableRow(number, key, part))
        else:
            refused += _stray(table, number)
    return found, refused


def _names(plan: Plan) -> Mapping[tuple[str, str], str]:
    """Keys by the bare words of task and name; a task's own row has no name."""
    found = {}
    for task in plan.tasks:
        title = bare(task.title if task.id == HEADLINE else f"{task.id}.{task.title}")
        found[title, ""] = TASK_KEY + task.id
        named: tuple[Commitment | Item, ...] = (*plan.commitments_in(task), *plan.items_in(task))
        for target in named:
            found[title, bare(target.name)] = target.id
    return found


def _named(table: FoundTable, number: int, names: Mapping[tuple[str, str], str]) -> str:
    title, name = table.seen(number, TITLE_HEAD), table.at(number, NAME_HEAD).text
    if _TASK_NAME.search(name):
        name = ""
    elif not name.strip():
        return ""
    return names.get((bare(title), bare(name)), "")


def _stray(table: FoundTable, number: int) -> Iterable[RefusedCell]:
    """A row that belongs to nothing in the plan, if anything stands in the columns that are read."""
    for head in INPUT_HEADS:
        text = table.at(number, head).text.strip()
        if _BELOW.match(text):
            return
        if text:
            reason = f"这一行不属于本工作要点的任何指标、事项或任务，“{text[:20]}”未读入。"
            hint = "请写到对应的行；新增的内容写在所属任务的“进展情况”中。"
            yield RefusedCell(table.sheet.name, table.place(number, head), reason + hint)
            return
