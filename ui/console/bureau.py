"""``units``, with ``add``, ``merge`` and ``delete``, and ``duty``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from cixi_desktop.actions.configure import assign
from cixi_desktop.actions.units import delete_unit, merge_units, new_unit
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.duty_table import COLUMNS, DutyTable, duty_rows
from cixi_desktop.records.units import known_unit
from cixi_desktop.workspace import known_units
from ui.console.console import say

if TYPE_CHECKING:
    import argparse

    from ui.console.console import Console


def _units(console: Console, arguments: argparse.Namespace) -> None:
    """Add, merge or delete units; else show them in their order, a line for each, or all as JSON."""
    if arguments.verb is not None:
        {"add": _add, "merge": _merge, "delete": _delete}[arguments.verb](console, arguments)
        return
    units = known_units(console.open())
    if arguments.json:
        say(json.dumps([asdict(unit) for unit in units], ensure_ascii=False, indent=2))
        return
    for unit in units:
        say("　".join(filter(None, (unit.name, unit.short_name, unit.leader, unit.phone))))


def _add(console: Console, arguments: argparse.Namespace) -> None:
    unit = new_unit(console.workspace(None), arguments.name, arguments.short)
    say(f"已新增单位：{'　'.join(filter(None, (unit.name, unit.short_name)))}")


def _merge(console: Console, arguments: argparse.Namespace) -> None:
    workspace = console.workspace(None)
    source, into = (known_unit(workspace.units(), name) for name in (arguments.source, arguments.into))
    count = merge_units(workspace, source, into)
    say(f"已把“{source.name}”并入“{into.name}”：数据{count}条，可以撤销。")


def _delete(console: Console, arguments: argparse.Namespace) -> None:
    workspace = console.workspace(None)
    unit = known_unit(workspace.units(), arguments.name)
    count = delete_unit(workspace, unit)
    say(f"已删除“{unit.name}”：数据{count}条，可以撤销。")


def _duty(console: Console, arguments: argparse.Namespace) -> None:
    """Say who answers for a task, figure or item, and until when; what is not given stays."""
    plan, subject_id = console.plan, arguments.subject
    key = subject_id if plan.has_task(subject_id) else plan.target(subject_id).id
    support = None if arguments.support is None else "、".join(arguments.support)
    given = (arguments.lead, support, arguments.leader, arguments.person, arguments.deadline)
    if all(text is None for text in given):
        raise CixiError("没有给出分工。", "请用--lead、--support、--leader、--person或--deadline参数。")
    workspace = console.workspace(None)
    table = DutyTable(plan, workspace.units())
    row = next(row for row in duty_rows(plan, workspace.content, table.units) if row.key == key)
    for column, text in enumerate(given):
        if text is not None:
            row = row.with_cell(column, table.layout.parse(row, column, text))
    assign(workspace, units=table.units, duties=table.records((row,)))
    told = (f"{column.head}：{text}" for column, text in zip(COLUMNS, row.cells, strict=True) if text)
    say(f"{row.title}：{'；'.join(told) or '随任务'}。")


COMMANDS = {"units": _units, "duty": _duty}
