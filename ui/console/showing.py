"""``show``, ``check-month`` and ``journal``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from cixi_desktop.assessment.assess import course
from cixi_desktop.checks import findings
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.wording.listing import as_json, as_lines
from cixi_desktop.workspace import known_units
from ui.console.console import DONE, LEFT_TO_DO, say

if TYPE_CHECKING:
    import argparse

    from cixi_desktop.history import Operation
    from cixi_desktop.ports import Store
    from ui.console.console import Console

PAGE = 1000
"""Operations that are read at once."""


def _show(console: Console, arguments: argparse.Namespace) -> None:
    content, assessment, revision = console.assessed(arguments.unit, arguments.period)
    if arguments.json:
        months = course(console.plan, content, assessment.period)
        shown = as_json(assessment, revision=revision, content=content, course=months)
        say(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for line in as_lines(assessment):
        say(line)


def _check_month(console: Console, arguments: argparse.Namespace) -> int:
    """The findings of a month; what blocks the hand-in is left to do."""
    content, assessment, _revision = console.assessed(arguments.unit, arguments.period)
    found = findings.findings(assessment, findings.month_issues(assessment, content))
    if arguments.json:
        say(json.dumps(findings.as_json(found), ensure_ascii=False, indent=2))
    else:
        for line in findings.as_lines(found):
            say(line)
        say("，".join(f"{degree}{count}项" for degree, count in findings.tally(found).items()) + "。")
    return LEFT_TO_DO if findings.blocking(found) else DONE


def _journal(console: Console, arguments: argparse.Namespace) -> None:
    store = console.open()
    lines = all_lines(console.plan, _all_operations(store), known_units(store))
    if arguments.json:
        say(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2, default=str))
        return
    for line in lines:
        say("　".join(filter(None, (line.time, line.actor, line.unit, line.period, line.sentence))))


def _all_operations(store: Store) -> list[Operation]:
    """Every operation of the file, oldest first, read by and by."""
    found: list[Operation] = []
    while older := store.operations(limit=PAGE, before=found[0].id if found else None):
        found = [*older, *found]
    return found


COMMANDS = {"show": _show, "check-month": _check_month, "journal": _journal}
