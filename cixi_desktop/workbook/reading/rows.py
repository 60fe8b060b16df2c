"""Which row of the table is which: by the hidden key, or where that is lost by task and name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.plan import HEADLINE
from cixi_desktop.workbook.identity import CONTINUED_KEY, KEY_HEAD, SECTION_KEY, TASK_KEY
from cixi_desktop.workbook.reading.reading import Refused
from cixi_desktop.workbook.reading.tables import INPUT_HEADS, NAME_HEAD, TITLE_HEAD, bare
from cixi_desktop.workbook.writing.rows import ONLY_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cixi_desktop.plan import Commitment, Item, Plan
    from cixi_desktop.workbook.reading.tables import FoundTable

_TASK_NAME = re.compile(rf"\d项.*(待填报|已全部填报)|{ONLY_TEXT}")
_CONTINUED = re.compile(rf"(.+){CONTINUED_KEY}(\d{{1,3}})", re.ASCII)


_BELOW = re.compile("填报人：.*审核人：|亮灯规则：")
"""What the program itself writes below the table, wherever moved columns have put it."""


class TableRow(NamedTuple):
    """A row with its key; ``part`` is 1 for the row itself, 2 and more where its text goes on."""

    number: int
    key: str
    part: int


def table_rows(table: FoundTable, plan: Plan) -> tuple[list[TableRow], list[Refused]]:
    """The rows of figures, items and tasks, and those with input that belong to none."""
    names = _names(plan)
    known = {*names.values()}
    found, refused = list[TableRow](), list[Refused]()
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


def _stray(table: FoundTable, number: int) -> Iterable[Refused]:
    """A row that belongs to nothing in the plan, if anything stands in the columns that are read."""
    for head in INPUT_HEADS:
        text = table.at(number, head).text.strip()
        if _BELOW.match(text):
            return
        if text:
            reason = f"这一行不属于本工作要点的任何指标、事项或任务，“{text[:20]}”没有读入。"
            hint = "请写到对应的行；新增的内容写在所属任务的“进展情况”中。"
            yield Refused(table.sheet.name, table.place(number, head), reason + hint)
            return
