"""What stands in a workbook and is not taken in, or no longer stands in it: each thing named by its cell."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cixi_desktop.punctuation import narrow, quoted
from cixi_desktop.records.fields import field_text
from cixi_desktop.values import plain, written_number
from cixi_desktop.workbook.columns import (
    BY_HEAD,
    FORM_COLUMNS,
    PROGRESS_COLUMNS,
    TEXT_HEADS,
    ColumnRole,
    heads_of,
    record_of,
)
from cixi_desktop.workbook.identity import (
    KEY_HEAD,
    ORDER_HEAD,
    TASK_KEY,
)
from cixi_desktop.workbook.metadata_sheet import ShownRow
from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.outside import MOST_TOLD, told_text, unread_marks
from cixi_desktop.workbook.reading.reading import Normalised, RefusedCell
from cixi_desktop.workbook.reading.tables import (
    INPUT_HEADS,
    NAME_HEAD,
    TITLE_HEAD,
    bare,
    is_form,
    is_task_name,
)
from cixi_desktop.workbook.reading.typed import COMPUTED, is_same, seen, state_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.workbook.reading.metadata import ExportedRecords
    from cixi_desktop.workbook.reading.tables import FoundTable, Names, TableRow

_TOLD = heads_of(ColumnRole.TOLD)
_MONTH = re.compile(r"(\d{1,2})月", re.ASCII)


def unread_places(
    table: FoundTable, exported: ExportedRecords, rows: Sequence[TableRow], own_notes: Iterable[str]
) -> Iterator[RefusedCell]:
    """Columns that are missing, unknown, of another month or there twice; notes on cells; what lies outside.

    Not the bureau's ``own_notes``, with which a workbook was given back; what was added to them is.
    """
    plan, missing = exported.plan, _missing_heads(table)
    faults = {head: f"没有“{head}”这一列，未读入。" for head in missing}
    yield from _without_columns(table, exported, rows, faults | _of_other_months(table, exported.period))
    yield from unknown_columns(table, rows, missing)
    yield from _double_columns(table, plan, rows)
    yield from _lost_names(table, rows)
    yield from unread_marks(table.sheet, own_notes)


def _missing_heads(table: FoundTable) -> list[str]:
    """The columns to be filled in that the table once had and has no more."""
    once = {column.head for column in (FORM_COLUMNS if is_form(table) else PROGRESS_COLUMNS)}
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
    table: FoundTable, exported: ExportedRecords, rows: Sequence[TableRow], faults: Mapping[str, str]
) -> Iterator[RefusedCell]:
    """The records of which a part can no longer be seen."""
    plan = exported.plan
    for head, fault in faults.items():
        column = BY_HEAD[head]
        words = f"{fault}请把表头改回原来的，或重新导出后填写。"
        place = place_name(table.head_row, table.columns.get(head, 1))
        yield RefusedCell(table.sheet.name, place, words, is_ignored_edit=True)
        for row in rows:
            is_task = row.key.startswith(TASK_KEY)
            is_asked = column.text if is_task else column.field_of(plan.target(row.key))
            if is_asked and _may_say(table, row.number, head, exported.shown.get(row.key, ShownRow())):
                key = record_of(plan, row.key)
                yield RefusedCell(table.sheet.name, table.place(row.number, NAME_HEAD), words, key)


def _may_say(table: FoundTable, row: int, head: str, shown: ShownRow) -> bool:
    """Whether something may have stood in a row under a lost head: it did, or the row was worked on."""
    if shown.cells.get(head) or any(table.sheet.at(row, column).text.strip() for column in table.others):
        return True
    now = {other: table.at(row, other).text.strip() for other in INPUT_HEADS if other in table.columns}
    if "状态" in now and state_word(now["状态"]) in COMPUTED and not shown.cells:
        now["状态"] = ""
    return any(
        text != shown.derived and not is_same(text, shown.cells.get(other, "")) for other, text in now.items()
    )


def unknown_columns(
    table: FoundTable, rows: Sequence[TableRow], missing: Sequence[str]
) -> Iterator[RefusedCell]:
    """Columns that are none of the table's, if a row of it has something there."""
    for column, head in table.others.items():
        filled = [row.number for row in rows if table.sheet.at(row.number, column).text.strip()]
        if not filled:
            continue
        place = place_name(table.head_row if head else filled[0], column)
        name = f"“{head[:20]}”这一列" if head else "没有表头的一列"
        hint = "需要读入的请写在原有的列里。"
        if missing:
            hint = f"如果就是“{'”或“'.join(missing)}”，请改回原来的表头。"
        reason = f"{name}不是表中原有的，其中{len(filled)}格未读入。{hint}"
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


def _double_columns(table: FoundTable, plan: Plan, rows: Sequence[TableRow]) -> Iterator[RefusedCell]:
    """Rows in which two columns with one head do not say the same."""
    for head, column in table.doubles:
        is_told = head not in INPUT_HEADS and head != KEY_HEAD
        for row in rows:
            first, second = (
                table.at(row.number, head).text.strip(),
                table.sheet.at(row.number, column).text.strip(),
            )
            if second and first != second:
                reason = f"有两列“{head}”，一列是“{first[:20]}”，一列是“{second[:20]}”，未读入。请只留一列。"
                place = place_name(row.number, column)
                yield RefusedCell(
                    table.sheet.name, place, reason, record_of(plan, row.key), is_ignored_edit=is_told
                )


def _lost_names(table: FoundTable, rows: Sequence[TableRow]) -> Iterator[RefusedCell]:
    """Heads that cannot be seen as they are, and names that were cleared; what they stand for is taken."""
    for head in table.columns:
        doubt = table.at(table.head_row, head).doubt.partition("。")[0]
        if doubt:
            place = table.place(table.head_row, head)
            reason = f"{doubt}。这一列仍按“{head}”读入，请核对。"
            yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)
    cleared = [row for row in rows if row.part == 1 and not table.seen(row.number, NAME_HEAD).strip()]
    for row in cleared[: 1 if len(cleared) > MOST_TOLD else None]:
        many = f"（共{len(cleared)}格）" if len(cleared) > MOST_TOLD else ""
        reason = f"“{NAME_HEAD}”被清空了{many}。{_STILL}"
        place = table.place(row.number, NAME_HEAD)
        yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


def renamed(table: FoundTable, row: int, written: str, key: str) -> Normalised:
    """A row that was taken for what its visible name says, not for what is ``written`` as its hidden key."""
    name = table.seen(row, NAME_HEAD).strip() or key
    place = table.place(row, KEY_HEAD)
    return Normalised(table.sheet.name, place, f"行标识{written}", f"{quoted(name[:20])}（按名称）", key)


def shifted_rows(
    table: FoundTable, plan: Plan, rows: Sequence[TableRow], shown: Mapping[str, ShownRow]
) -> Iterator[RefusedCell]:
    """Rows whose columns have changed places among each other, as when a part of the table was sorted."""
    told = set()
    for head, fewest in _SHIFTED.items():
        pairs = [
            (row, table.seen(row.number, head), shown[row.key].cells.get(head, ""))
            for row in rows
            if row.part == 1 and row.key in shown and _is_kept(shown[row.key], head)
        ]
        changed = [(row, _alike(now), _alike(before)) for row, now, before in pairs if now != before]
        moved = [(row, now, before) for row, now, before in changed if now != before]
        is_same_words = Counter(now for _, now, _ in moved) == Counter(before for _, _, before in moved)
        for row, now, before in moved if len(moved) >= fewest and is_same_words else ():
            if row.key not in told:
                told.add(row.key)
                was = f"（原为“{before}”）" if before else ""
                reason = f"“{head}”成了别的行的“{now}”{was}，{_PARTLY}"
                place = table.place(row.number, head)
                written = shown.get(row.written)
                if written is not None and _alike(written.cells.get(head, "")) == now:
                    name, own = (quoted(_called(plan, key)[:20]) for key in (row.key, row.written))
                    reason = f"名称成了别的行的{name}（原为{own}），{_PARTLY}"
                    place = table.place(row.number, NAME_HEAD)
                yield RefusedCell(table.sheet.name, place, reason, record_of(plan, row.key))


_PARTLY = "像是只对部分列排了序，未读入。请核对。"


def _is_kept(row: ShownRow, head: str) -> bool:
    """Whether the hidden sheet keeps what the row showed there; of what is entered, blanks too."""
    return head in _ENTERED or head in row.cells


_ENTERED = ("本期完成", "累计完成", "分子", "分母")
_SHIFTED = {head: 2 for head in _TOLD if head != ORDER_HEAD} | dict.fromkeys(_ENTERED, 3)
"""How many rows must have changed places among each other; fewer may be figures that happen to be so."""


def shifted_texts(
    table: FoundTable, exported: ExportedRecords, rows: Sequence[TableRow]
) -> Iterator[RefusedCell]:
    """Texts that stand in other rows than at export, and are gone from theirs; a single one may be moved."""
    moved: dict[tuple[str, str], TableRow] = {}
    changed = []
    for head in _TEXTS:
        for row in rows:
            now, was = table.seen(row.number, head), _written_text(exported, row.key, head)
            if head in table.columns and row.part == 1 and bare(now) != bare(was):
                changed.append((row, head, bare(now), bare(was)))
                if len(bare(was)) >= _SHORTEST_MOVED:
                    moved[head, bare(was)] = row
    taken = {(head, now) for _, head, now, _ in changed if (head, now) in moved}
    for row, head, now, was in changed if len({text for _, text in taken}) > 1 else ():
        place, key = table.place(row.number, head), record_of(exported.plan, row.key)
        if (head, now) in taken:
            origin = quoted(_called(exported.plan, moved[head, now].key))
            reason = f"这一格现在是{origin}那一行导出时的内容，{_SORTED}"
            yield RefusedCell(table.sheet.name, place, reason, key)
        elif (head, was) in taken:
            reason = f"“{head}”导出时的内容到了别的行，{_SORTED}"
            yield RefusedCell(table.sheet.name, place, reason, key)


_TEXTS = (*TEXT_HEADS, "备注", "说明", "依据")
_SHORTEST_MOVED = 4
"""Letters of a text by which it is known again; shorter ones, as 无, may stand anywhere."""
_SORTED = "可能只排序了一部分列，未读入。请核对。"


def _called(plan: Plan, key: str) -> str:
    task_id = key.removeprefix(TASK_KEY)
    return plan.target(key).name if task_id == key else plan.task(task_id).title


def _written_text(exported: ExportedRecords, key: str, head: str) -> str:
    """What a cell for texts said when it was written."""
    shown = exported.shown.get(key, ShownRow())
    if key.startswith(TASK_KEY):
        name = TEXT_HEADS.get(head)
        text = getattr(exported.narrative(key.removeprefix(TASK_KEY)), name) if name else ""
    else:
        target = exported.plan.target(key)
        field = BY_HEAD[head].field_of(target)
        text = field_text(exported.entry(target.id), field) if field else ""
    derived = shown.derived if head == "进展情况" else ""
    return shown.cells.get(head) or "\n".join(filter(None, (derived, text)))


def _alike(text: str) -> str:
    """A cell's text as it is compared with that of others: a number by its value."""
    number = written_number(text)
    return bare(text) if number is None else plain(number)


def ignored_edits(
    table: FoundTable,
    plan: Plan,
    names: Names,
    rows: Sequence[TableRow],
    shown: Mapping[str, ShownRow],
    *,
    more: Iterable[str] = (),
    how: str = "改成了“{}”",
) -> Iterator[RefusedCell]:
    """Cells that only display and were typed over. What was cleared or merged away says nothing new.

    Cells under ``more`` heads are looked at, too. ``how`` says what is wrong with a text.
    """
    own = [row for row in rows if row.part == 1]
    for head in (*_NAMING, *_TOLD, *more):
        typed_over = [row for row in own if _is_typed_over(table, row, head, names, shown)]
        is_many = len(typed_over) > MOST_TOLD
        for row in typed_over[: 1 if is_many else None]:
            text = told_text(table.at(row.number, head))
            what = (
                f"“{head}”有{len(typed_over)}格与导出时不同（如“{text}”）"
                if is_many
                else f"“{head}”{how.format(text)}"
            )
            key = "" if is_many else record_of(plan, row.key)
            place, hint = table.place(row.number, head), BY_HEAD[head].hint or _STILL
            yield RefusedCell(table.sheet.name, place, f"{what}，未读入。{hint}", key, is_ignored_edit=True)


_NAMING = (TITLE_HEAD, NAME_HEAD)
_STILL = "这一行仍按原来的任务、指标或事项读入。"


def _is_typed_over(
    table: FoundTable, row: TableRow, head: str, names: Names, shown: Mapping[str, ShownRow]
) -> bool:
    found = table.at(row.number, head)
    if not found.text.strip():
        return False
    if head in _NAMING:
        own = names.of_key[row.key][_NAMING.index(head)]
        is_own = head == NAME_HEAD and row.key.startswith(TASK_KEY) and is_task_name(found.text)
        former = names.of_key[row.written][_NAMING.index(head)] if row.written in names.of_key else own
        return bare(found.text) not in {own, former} and not is_own
    before = shown[row.key].cells.get(head) if row.key in shown else None
    of_other = shown[row.written].cells.get(head) if row.written in shown else None
    if of_other is not None and bare(seen(found)) == bare(of_other):
        return False  # the name was exchanged, and with it the row
    return before is not None and not is_same(found.text, before) and bare(seen(found)) != bare(before)
