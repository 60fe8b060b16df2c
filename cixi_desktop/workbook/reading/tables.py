"""Tables found by the words of their heads, and their rows by key or name, wherever they have gone."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import HEADLINE
from cixi_desktop.punctuation import narrow, quoted
from cixi_desktop.workbook.columns import (
    COLUMNS,
    FORM_COLUMNS,
    PROGRESS_COLUMNS,
    ColumnRole,
    head_meant,
    heads_of,
)
from cixi_desktop.workbook.identity import (
    CONTINUED_KEY,
    FORM,
    KEY_HEAD,
    LEDGER,
    PROGRESS,
    SECTION_KEY,
    TASK_KEY,
)
from cixi_desktop.workbook.reading.cells import NOTHING, Found, ReadSheet, place_name
from cixi_desktop.workbook.reading.package import WORKBOOK_HINT
from cixi_desktop.workbook.reading.reading import RefusedCell
from cixi_desktop.workbook.reading.typed import seen
from cixi_desktop.workbook.writing.rows import ONLY_TEXT, section_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cixi_desktop.plan import Plan

MONTH_HEADS = tuple(f"{number}月" for number in range(1, MONTHS + 1))
NAME_HEAD, TITLE_HEAD, UNIT_HEAD, MEASURE_HEAD = "指标/事项", "重点任务", "单位", "项目"
INPUT_HEADS = heads_of(ColumnRole.READ)
_FEWEST_HEADS = 5
_LAST_HEAD_ROW, _LONGEST_HEAD = 100, 32
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """A text's letters, digits and characters alone, half-width: what is left when people retype a head."""
    return _NOT_WORDS.sub("", narrow(text))


class FoundTable(Struct, frozen=True):
    """A table in a sheet: the row of its heads, its columns by head, the numbers of its rows.

    ``others`` are columns that belong to none of its heads, each with what stands above it; ``doubles`` those
    with a head that is there twice.
    """

    sheet: ReadSheet
    head_row: int
    columns: dict[str, int]
    rows: tuple[int, ...]
    others: Mapping[int, str] = {}
    doubles: tuple[tuple[str, int], ...] = ()

    def at(self, row: int, head: str) -> Found:
        """What stands under a head; NOTHING where there is no such column."""
        column = self.columns.get(head)
        return self.sheet.cells.get((row, column), NOTHING) if column else NOTHING

    def key(self, row: int) -> str:
        """The row's key as it is written."""
        return narrow(self.at(row, KEY_HEAD).text).strip()

    def seen(self, row: int, head: str) -> str:
        """The text that a reader sees under a head, also where the cell is merged with those above it."""
        column = self.columns.get(head)
        if not column:
            return ""
        text = self.sheet.at(row, column).text
        if text:
            return text
        area = self.sheet.area(row, column)
        return self.sheet.at(area.top, column).text if area.left == column else ""

    def is_covered(self, row: int, head: str) -> bool:
        """Whether the cell is hidden under another one that it was merged with."""
        column = self.columns[head]
        return self.sheet.anchor(row, column) != (row, column)

    def place(self, row: int, head: str) -> str:
        """The cell's name; that of the row's first cell where there is no such column."""
        return place_name(row, self.columns.get(head, 1))


def progress_tables(sheets: Iterable[ReadSheet]) -> tuple[FoundTable, list[FoundTable]]:
    """进展情况表 or the form that is filled in without the program, and copies of it that stand beside it.

    CixiError if there is none, or nothing says which of several it is.
    """
    found = [_with_texts(table) for table in tables_with(sheets, _head_in_progress, NAME_HEAD)]
    if not found:
        raise CixiError("没有找到进展情况表（表头须有“指标/事项”“进展情况”等列）。", WORKBOOK_HINT)
    table = _only(found, PROGRESS)
    return table, [other for other in found if other is not table]


def is_form(table: FoundTable) -> bool:
    """Whether it is the form that is filled in without the program, by its columns."""
    return len(_ONLY_IN_FORM & table.columns.keys()) > 1


_ONLY_IN_FORM = {column.head for column in FORM_COLUMNS} - {column.head for column in PROGRESS_COLUMNS}


def _with_texts(table: FoundTable) -> FoundTable:
    """进展情况 under the head 说明 or 情况说明, which only the form has for something else."""
    columns = dict(table.columns)
    if is_form(table) or "进展情况" in columns or "说明" not in columns:
        return table
    columns["进展情况"] = columns.pop("说明")
    return replace(table, columns=columns)


def ledger_table(sheets: Iterable[ReadSheet]) -> FoundTable | None:
    """指标台账, or None where it is gone."""
    found = tables_with(sheets, _head_in_ledger, MEASURE_HEAD)
    return _only(found, LEDGER) if found else None


def _only(found: Sequence[FoundTable], name: str) -> FoundTable:
    named = [table for table in found if table.sheet.name in {name, FORM}] or found
    if len(named) > 1:
        names = "、".join(f"“{table.sheet.name}”" for table in named)
        raise CixiError(f"有{len(named)}张{name}：{names}，不知以哪张为准。", "请只留一张，另存后再试。")
    return named[0]


def tables_with(sheets: Iterable[ReadSheet], head_in: Callable[[str], str], needed: str) -> list[FoundTable]:
    """The table of each sheet that has one: ``head_in`` gives the head that a text means, or “”."""
    found = [_table(sheet, head_in, needed) for sheet in sheets]
    return [table for table in found if table is not None]


_OWN_HEADS = {bare(column.head): column.head for column in COLUMNS}
_LEDGER_HEADS = {bare(head): head for head in (KEY_HEAD, NAME_HEAD, UNIT_HEAD, MEASURE_HEAD, *MONTH_HEADS)}


@lru_cache(maxsize=2048)
def _head_in_progress(text: str) -> str:
    return _OWN_HEADS.get(bare(text)) or head_meant(text)


@lru_cache(maxsize=2048)
def _head_in_ledger(text: str) -> str:
    return _LEDGER_HEADS.get(bare(text).removesuffix("份").lstrip("0"), "")


def _table(sheet: ReadSheet, head_in: Callable[[str], str], needed: str) -> FoundTable | None:
    """The table of a sheet: its head is the first row with enough of the heads."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), found in sheet.cells.items():
        is_near = row <= _LAST_HEAD_ROW and len(found.text) < _LONGEST_HEAD and not found.is_number
        head = head_in(found.text) if is_near else ""
        if head:
            by_row.setdefault(row, []).append((column, head))
    for row in sorted(by_row):
        heads = [*by_row[row], *_retyped(by_row[row], needed)]
        named = {head for _, head in heads}
        if len(named) >= _FEWEST_HEADS and needed in named:
            return _headed(sheet, row, heads)
    return None


def _retyped(heads: Iterable[tuple[int, str]], needed: str) -> list[tuple[int, str]]:
    """The needed head where other words stand for it: right of its neighbour, if the rows have their keys."""
    columns = {head: column for column, head in heads}
    if needed in columns or not {_LEFT_OF[needed], KEY_HEAD} <= columns.keys():
        return []
    column = columns[_LEFT_OF[needed]] + 1
    return [] if column in columns.values() else [(column, needed)]


_LEFT_OF = {NAME_HEAD: TITLE_HEAD, MEASURE_HEAD: UNIT_HEAD}


def _headed(sheet: ReadSheet, head_row: int, heads: list[tuple[int, str]]) -> FoundTable:
    """The table below a row of heads. A head's own word counts before any other word for it."""
    own = [(column, head) for column, head in heads if bare(sheet.at(head_row, column).text) == bare(head)]
    columns: dict[str, int] = {}
    doubles = []
    for column, head in sorted(own):
        if columns.setdefault(head, column) != column:
            doubles.append((head, column))
    for column, head in sorted(heads):
        columns.setdefault(head, column)
    known = {*columns.values(), *(column for _, column in doubles)}
    below = sorted({row for row, _ in sheet.cells if row > head_row})
    strange = {
        column for (row, column), found in sheet.cells.items() if row >= head_row and found.text.strip()
    }
    others = {column: sheet.at(head_row, column).text.strip() for column in sorted(strange - known)}
    return FoundTable(sheet, head_row, columns, tuple(below), others, tuple(doubles))


_TASK_NAME = re.compile(rf"\d项.*(待填报|已全部填报)|{ONLY_TEXT}")
_OWN_TASK_NAME = re.compile(rf"(指标\d+项)?、?(事项\d+项)?，(待填报\d+项|已全部填报)|{ONLY_TEXT}")
_CONTINUED = re.compile(rf"(.+){CONTINUED_KEY}(\d{{1,3}})", re.ASCII)
_BELOW = re.compile("填报人：.*审核人：|亮灯规则[：（]")
"""What the program itself writes below the table, wherever moved columns have put it."""
_LIKENESS = 0.6
"""How alike a name that was retyped must be to the row's own."""


def _unit(text: str) -> str:
    return "".join(narrow(text).split())


class TableRow(NamedTuple):
    """A row with its key; ``part`` is 1 for the row itself, 2 and more where its text goes on.

    ``written`` is the key in its hidden cell where the visible name says another one.
    """

    number: int
    key: str
    part: int
    written: str = ""


class Names:
    """Keys by the bare words of task and name, and the units of figures and items; a task has no name."""

    def __init__(self, plan: Plan) -> None:
        self.of_key: dict[str, tuple[str, str]] = {}
        self.called: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.sections = {bare(section_title(section)) for section in plan.all_sections}
        for task in plan.tasks:
            title = bare(task.title if task.id == HEADLINE else f"{task.id}.{task.title}")
            self.of_key[TASK_KEY + task.id] = title, ""
            self.called[TASK_KEY + task.id] = task.title
            for commitment in plan.commitments_in(task):
                self.of_key[commitment.id] = title, bare(commitment.name)
                self.called[commitment.id] = commitment.name
                self.units[commitment.id] = _unit(plan.target(commitment.id).unit)
            for item in plan.items_in(task):
                self.of_key[item.id] = title, bare(item.name)
                self.called[item.id] = item.name
                self.units[item.id] = _unit(item.unit)
        self._keys = {names: key for key, names in self.of_key.items()}
        by_name: dict[str, list[str]] = {}
        for key, (_, name) in self.of_key.items():
            by_name.setdefault(name, []).append(key)
        self._by_name = {name: keys[0] for name, keys in by_name.items() if name and len(keys) == 1}

    def meant(self, title: str, name: str) -> str:
        """The key that these words name; “” if none, or more than one."""
        return self._keys.get((title, name)) or self._by_name.get(name, "")

    def is_like(self, key: str, name: str) -> bool:
        """Whether a name that is nobody's is the key's own, retyped."""
        return is_like(self.of_key[key][1], name)


def is_task_name(text: str) -> bool:
    """Whether it is what the program writes under the name's head in the row of a task."""
    return _OWN_TASK_NAME.fullmatch(text.strip()) is not None


def is_like(own: str, name: str) -> bool:
    """Whether a name is another one, retyped."""
    return bool(own) and SequenceMatcher(None, own, name, autojunk=False).ratio() > _LIKENESS


def table_rows(table: FoundTable, names: Names) -> tuple[list[TableRow], list[RefusedCell]]:
    """The rows of figures, items and tasks, and what is refused: input of no row, rows that contradict."""
    found, refused = list[TableRow](), list[RefusedCell]()
    for number in table.rows:
        if bare(table.at(number, NAME_HEAD).text) == bare(NAME_HEAD):
            continue  # the heads, once more
        written = table.key(number)
        if _is_section(table, number, written, names):
            refused += _stray(table, number, names) if _inputs(table, number) else ()
            continue
        continued = _CONTINUED.fullmatch(written)
        key, part = (continued[1], int(continued[2])) if continued else (written, 1)
        if part > 1 and key in names.of_key:
            found.append(TableRow(number, key, part))
            continue
        key, fault = _meant(table, number, key, names)
        unit_fault = "" if fault else _unit_fault(table, number, key, names)
        if fault or unit_fault:
            place = table.place(number, NAME_HEAD if fault else UNIT_HEAD)
            refused.append(RefusedCell(table.sheet.name, place, fault or unit_fault, key))
        elif key:
            other = written if written and written != key else ""
            found.append(TableRow(number, key, part, other))
        else:
            refused += _stray(table, number, names)
    return found, refused


def _is_section(table: FoundTable, number: int, written: str, names: Names) -> bool:
    """Whether the row is the title of a section, by its words rather than by its key."""
    if table.at(number, NAME_HEAD).text.strip():
        return False
    title = bare(table.seen(number, TITLE_HEAD))
    if written in names.of_key and title == names.of_key[written][0] and _inputs(table, number):
        return False  # the name is gone, and the task is called as its section
    return written.startswith(SECTION_KEY) or title in names.sections


def _meant(table: FoundTable, number: int, written: str, names: Names) -> tuple[str, str]:
    """The key that a row is taken for, and why it is refused: its visible words must agree with its key."""
    title, shown = bare(table.seen(number, TITLE_HEAD)), table.at(number, NAME_HEAD)
    name = "" if _TASK_NAME.search(shown.text) else bare(shown.text)
    if written not in names.of_key:
        key = names.meant(title, name) if name or _TASK_NAME.search(shown.text) else ""
        return key, ""
    if shown.doubt:
        return written, shown.doubt
    own = names.of_key[written]
    is_blank = not shown.text.strip()
    if name == own[1] or is_blank:
        meant = names.meant(title, name) if title != own[0] and not is_blank else ""
        return meant if meant and names.of_key[meant] == (title, name) else written, ""
    key = names.meant(title, name)
    if key or (name and names.is_like(written, name)):
        return key or written, "" if key else _name_fault(shown.text, written, names)
    words = f"名称是“{shown.text.strip()[:20]}”，行标识却是{written}的，分不清是哪一行，未读入。"
    return written, f"{words}请把名称改回原来的，或重新导出后填写。"


def _name_fault(text: str, key: str, names: Names) -> str:
    """Why a row is refused whose name says another figure, or another unit in brackets, than its own."""
    own, unit, name = names.called[key], names.units.get(key, ""), narrow(text)
    measures = [_unit(measure) for measure in _MEASURE.findall(name) if f"({measure})" not in narrow(own)]
    other = next((measure for measure in measures if unit and not unit.startswith(measure)), "")
    if other:
        return f"名称中的单位是“{other}”，与这一行的“{unit}”不符，未读入。请核对数字和单位后改回。"
    now, was = ({kind for kind in _KINDS if re.search(kind, each)} for each in (name, own))
    if now - was and was - now:
        words = f"名称是{quoted(text.strip()[:20])}，与这一行的{quoted(own)}不是同一个数，未读入。"
        return f"{words}请核对数字后把名称改回原来的。"
    return ""


_MEASURE = re.compile(
    r"\((?:单位[:：]?)?([十百千万亿]*(?:家|个|项|人次|人|次|场|天|件|篇|元|美元|%|‰)|[十百千万亿]+)\)"
)
"""A unit of measure in the brackets of a name."""
_KINDS = (
    *("新增|新认定|新培育|新建", "净增", "减少", "总量|总数|总额|存量"),
    *("增速|增长率|增幅", "比重|占比|强度", "覆盖率"),
)
"""What kinds of figures are called."""


def _unit_fault(table: FoundTable, number: int, key: str, names: Names) -> str:
    """Why a figure in another unit than its own is refused."""
    text, own = table.seen(number, UNIT_HEAD).strip(), names.units.get(key, "")
    if not own or _unit(text) in {"", own}:
        return ""
    return f"单位是“{text[:10]}”，与这一行的“{own}”不符，未读入。请核对数字和单位后改回。"


def _inputs(table: FoundTable, number: int) -> list[int]:
    """The columns of what people enter in which something stands in the row."""
    columns = [table.columns[head] for head in INPUT_HEADS if head in table.columns]
    return [column for column in columns if table.sheet.at(number, column).text.strip()]


def _stray(table: FoundTable, number: int, names: Names) -> Iterable[RefusedCell]:
    """A row that belongs to nothing in the plan, if anything stands in it."""
    columns = [*table.columns.values(), *table.others]
    texts = {column: text for column in columns if (text := table.sheet.at(number, column).text.strip())}
    inputs = _inputs(table, number)
    if any(_BELOW.match(text) or (not inputs and bare(text) in names.sections) for text in texts.values()):
        return
    for column in (inputs or [*texts])[:1]:
        told = seen(table.sheet.at(number, column)).strip()[:20]
        reason = f"这一行不属于本工作要点的任何指标、事项或任务，“{told}”未读入。"
        hint = "请写到对应的行；新增的内容写在所属任务的“进展情况”中。"
        place = place_name(number, column)
        yield RefusedCell(table.sheet.name, place, reason + hint, is_ignored_edit=not inputs)
