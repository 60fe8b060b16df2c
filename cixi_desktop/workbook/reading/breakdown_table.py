"""任务分解表, read back: what people put into its table, and what of it is not taken, named by its cell."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import HEADS, normal
from cixi_desktop.punctuation import quoted
from cixi_desktop.workbook.breakdown import (
    DEADLINE_HEAD,
    DUTY_HEADS,
    EDITED,
    GUIDE,
    MONTH_HEADS,
    NAME_HEAD,
    SHEET,
    TARGET_HEAD,
    TASK_HEAD,
    BreakdownRow,
)
from cixi_desktop.workbook.identity import KEY_HEAD, ORDER_HEAD
from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.edits import Edit, refusal
from cixi_desktop.workbook.reading.outside import unread_marks
from cixi_desktop.workbook.reading.reading import Normalised, RefusedCell, hidden_told
from cixi_desktop.workbook.reading.tables import TableRow, bare, is_like, tables_with
from cixi_desktop.workbook.reading.typed import check_value, day_text, figure_text, is_same, seen, words_of
from cixi_desktop.workbook.reading.unread import renamed, unknown_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cixi_desktop.workbook.reading.cells import ReadSheet
    from cixi_desktop.workbook.reading.tables import FoundTable

_OWN_HEADS = (KEY_HEAD, ORDER_HEAD, TASK_HEAD, NAME_HEAD, TARGET_HEAD, *EDITED)
_WORDS = {
    "牵头科室": HEADS["lead"],
    "配合科室": HEADS["support"],
    "责任领导": HEADS["leader"],
    "责任人": HEADS["person"],
    DEADLINE_HEAD: HEADS["deadline"],
    "基数": HEADS["baseline"],
    **{head: rf"0?{n}月份?(计划|目标)?数?" for n, head in enumerate(MONTH_HEADS, 1)},
}
"""What sheets call a column besides its own head, as ``normal`` writes it."""
_BY_PLAN = "工作要点的内容请用“计划—目标调整”改。"
_KEPT = "按导出时的内容接受。"


class TableReading(Struct, frozen=True, kw_only=True):
    """The cells that do not say what was written; what is not taken at all, or not as it stands there.

    ``places`` are the sheet and cell of each row's key and head.
    """

    edits: tuple[Edit, ...]
    refused: tuple[RefusedCell, ...]
    normalised: tuple[Normalised, ...]
    places: Mapping[tuple[str, str], tuple[str, str]] = {}


_Finding = Edit | RefusedCell | Normalised


def _head_meant(text: str) -> str:
    own = next((head for head in _OWN_HEADS if bare(head) == bare(text)), "")
    return own or next((head for head, also in _WORDS.items() if re.fullmatch(also, normal(text))), "")


def read_table(sheets: Sequence[ReadSheet], rows: Sequence[BreakdownRow], title: str) -> TableReading:
    """Compare the sheets with the ``rows``, and the title above them, as they were written."""
    written = {row.key: row for row in rows}
    tables = tables_with(sheets, _head_meant, NAME_HEAD)
    found: list[_Finding] = []
    present: set[str] = set()
    for table in tables:
        lines, strays = _lines(table, written)
        present |= {line.key for line in lines}
        found += strays
        found += (each for line in lines for each in _read_line(table, line, written[line.key]))
        found += _around(table, lines, {bare(title), bare(GUIDE)})
    found += _other_sheets(sheets, {table.sheet.name for table in tables})
    found += _gone(tables, [row for row in rows if row.key not in present])
    refused = [each for each in found if isinstance(each, RefusedCell)]
    unread = {(each.key, each.head) for each in refused}
    said = [each for each in found if isinstance(each, Edit) and (each.key, each.head) not in unread]
    edits, contradictions = _agreed(said)
    told = {edit.key for edit in edits}
    return TableReading(
        edits=tuple(edits),
        refused=(*refused, *contradictions),
        normalised=tuple(each for each in found if isinstance(each, Normalised) and each.key in told),
        places={(each.key, each.head): (each.sheet, each.cell) for each in said},
    )


def _lines(
    table: FoundTable, written: Mapping[str, BreakdownRow]
) -> tuple[list[TableRow], list[RefusedCell]]:
    """The rows by what their visible names say; and those that are nobody's, or not clearly somebody's."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for row in written.values():
        by_name[_name(row)].append(row.key)
    lines, strays = list[TableRow](), list[RefusedCell]()
    for number in table.rows:
        key, name = table.key(number), _shown_name(table, number)
        own = _name(written[key]) if key in written else ""
        if own and (not name or name == own):
            lines.append(TableRow(number, key, 1))
        elif len(by_name.get(name, ())) == 1:
            lines.append(TableRow(number, by_name[name][0], 1, key))
        elif own and is_like(own, name):
            lines.append(TableRow(number, key, 1))
        else:
            strays += _stray(table, number, written.get(key))
    return lines, strays


def _name(row: BreakdownRow) -> str:
    return bare(row.name or row.task)


def _shown_name(table: FoundTable, number: int) -> str:
    """The figure's or item's name; that of the task in its own row."""
    return bare(table.at(number, NAME_HEAD).text) or bare(table.at(number, TASK_HEAD).text)


def _stray(table: FoundTable, number: int, row: BreakdownRow | None) -> Iterator[RefusedCell]:
    """A row that is nobody's, or whose name is not that of its hidden key, if anything stands in it."""
    sheet = table.sheet
    filled = [at for at, found in sorted(sheet.cells.items()) if at[0] == number and found.text.strip()]
    for at in filled[:1] if row is None else ():
        reason = f"这一行不属于本工作要点的任何任务、指标或事项，“{seen(sheet.cells[at])[:20]}”未读入。"
        yield RefusedCell(sheet.name, place_name(*at), f"{reason}{_BY_PLAN}")
    if row is not None:
        name = table.at(number, NAME_HEAD).text or table.at(number, TASK_HEAD).text
        reason = (
            f"名称是“{name.strip()[:20]}”，行标识却是{row.key}的，分不清是哪一行，未读入。请改回原来的名称。"
        )
        yield RefusedCell(sheet.name, table.place(number, NAME_HEAD), reason, row.key)


def _read_line(table: FoundTable, line: TableRow, row: BreakdownRow) -> Iterator[_Finding]:
    """What a row says in each column that is read, and what was typed over in those that are not."""
    if line.written:
        yield renamed(table, line.number, line.written, line.key)
    for head, own in ((TASK_HEAD, row.task), (NAME_HEAD, row.name), (TARGET_HEAD, row.target)):
        text = table.at(line.number, head).text.strip()
        if text and bare(text) != bare(own) and not (head == TASK_HEAD and not row.task):
            reason = f"{quoted(head)}改成了“{text[:20]}”，未读入。{_BY_PLAN}"
            yield RefusedCell(table.sheet.name, table.place(line.number, head), reason, row.key)
    for head in EDITED:
        if head in table.columns:
            yield from _read_cell(table, line.number, head, row)


def _read_cell(table: FoundTable, number: int, head: str, row: BreakdownRow) -> Iterator[_Finding]:
    sheet, column, before = table.sheet, table.columns[head], row.edited.get(head, "")
    found = sheet.at(*sheet.anchor(number, column))
    edit = Edit(row.key, head, "", before, sheet.name, place_name(number, column), head)
    try:
        check_value(found)
        _check_merged(table, number, head)
        if head in DUTY_HEADS:
            text = day_text(found) if head == DEADLINE_HEAD else words_of(found)
        else:
            text = figure_text(found, row.unit)
    except CixiError as error:
        yield refusal(edit, str(error))
        return
    yield edit._replace(text=text)
    yield from hidden_told(sheet, (number, column), text, row.key)
    if text and text != seen(found).strip():
        yield Normalised(sheet.name, edit.cell, seen(found), text, row.key)


def _check_merged(table: FoundTable, number: int, head: str) -> None:
    """A duty may be written once for several rows; CixiError where a cell is shown for more than that."""
    area = table.sheet.area(number, table.columns[head])
    heads = [other for other in EDITED if area.left <= table.columns.get(other, 0) <= area.right]
    if len(heads) > 1 or (area.top != area.bottom and head not in DUTY_HEADS):
        raise CixiError("该单元格与别的格合并，无法判断属于哪一格。", "请取消合并后重新填写。")


def _agreed(said: Sequence[Edit]) -> tuple[list[Edit], list[RefusedCell]]:
    """What differs from what was written; refused where a row stands in places that do not say the same."""
    by_field: dict[tuple[str, str], list[Edit]] = defaultdict(list)
    for edit in said:
        by_field[edit.key, edit.field].append(edit)
    edits, refused = list[Edit](), list[RefusedCell]()
    for places in by_field.values():
        if len({edit.text for edit in places}) > 1:
            texts = "，".join(f"{edit.sheet}{edit.cell}是“{edit.text[:20]}”" for edit in places)
            reason = f"同一行有{len(places)}份，“{places[0].head}”不一致：{texts}，未读入。请只留一份。"
            refused.append(refusal(places[-1], reason))
        elif not is_same(places[0].text, places[0].before):
            edits.append(places[0])
    return edits, refused


def _around(table: FoundTable, lines: Sequence[TableRow], own: Collection[str]) -> Iterator[RefusedCell]:
    """Columns that are missing or unknown, marks, and words above the table that are not its ``own``."""
    sheet = table.sheet
    missing = [head for head in EDITED if head not in table.columns]
    for head in missing:
        reason = f"没有{quoted(head)}这一列，各行{_KEPT}要改的请恢复这一列。"
        yield RefusedCell(sheet.name, place_name(table.head_row, 1), reason)
    yield from unknown_columns(table, lines, missing)
    yield from unread_marks(sheet)
    for at, found in sorted(sheet.cells.items()):
        if at[0] < table.head_row and bare(found.text) and bare(found.text) not in own:
            reason = f"“{seen(found)[:30]}”与导出时不同，未读入。请核对是否选错了表。"
            yield RefusedCell(sheet.name, place_name(*at), reason)


def _other_sheets(sheets: Sequence[ReadSheet], read: Collection[str]) -> Iterator[RefusedCell]:
    for sheet in sheets:
        if sheet.name not in read:
            yield from unread_marks(sheet)
            for at in sorted(sheet.cells)[:1]:
                reason = f"工作表{quoted(sheet.name)}不是任务分解表，未读入。要改的请写在任务分解表的各栏中。"
                yield RefusedCell(sheet.name, place_name(*at), reason)


def _gone(tables: Sequence[FoundTable], rows: Sequence[BreakdownRow]) -> Iterator[RefusedCell]:
    """Rows, told together, or the whole table, that are no longer there."""
    if not tables:
        yield RefusedCell(SHEET, "", f"没有找到任务分解表的表格，{_KEPT}{_ANEW}")
    elif rows:
        names = "、".join(quoted(row.name or row.task) for row in rows[:_MOST_GONE])
        many = f"等{len(rows)}行" if len(rows) > _MOST_GONE else "这一行" if len(rows) == 1 else "这几行"
        reason = f"{names}{many}被删去了，{_KEPT}要取消的请清空单元格，不要删行。"
        yield RefusedCell(tables[0].sheet.name, tables[0].place(tables[0].head_row, NAME_HEAD), reason)


_MOST_GONE = 3
_ANEW = "请重新导出后填写。"
