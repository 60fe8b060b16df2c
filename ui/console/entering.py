"""``record``, ``note``, ``ledger`` and ``undo``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cixi_desktop.actions.record import correct, detail, note, record
from cixi_desktop.checks.findings import entered_issues
from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import PlannedStep
from cixi_desktop.records.fields import NUMBERS, entry_words
from ui.console.console import say

if TYPE_CHECKING:
    import argparse

    from ui.console.console import Console


def _record(console: Console, arguments: argparse.Namespace) -> None:
    period = console.period(arguments.period)
    console.plan.target(arguments.target)
    fields = {name: getattr(arguments, name) for name in (*sorted(NUMBERS), "stage", "proof", "state")}
    fields |= {name: getattr(arguments, name) for name in ("reason", "as_of", "note")}
    given = {name: text for name, text in fields.items() if text is not None}
    if arguments.estimate:
        given["is_estimate"] = "是"
    _require_figure(given)
    workspace = console.workspace(arguments.unit, may_add=True, is_new=arguments.new_unit)
    if arguments.correct is None:
        entry = record(workspace, arguments.target, period, given)
    else:
        today = local_time().date()
        entry = correct(workspace, arguments.target, period, given, reason=arguments.correct, on=today)
    assessment = workspace.assess(period)
    assessed = assessment.of(arguments.target)
    why = assessed.reason.removeprefix(f"{assessed.status}。").removeprefix(f"{assessed.status}：")
    words = entry_words(workspace.plan.target(assessed.id), entry)
    say(f"已填报{assessed.id}“{assessed.name}”（{period.label}）：{words}。{assessed.status}。{why}")
    for issue in entered_issues(assessment, workspace.content).get(assessed.id, ()):
        say(f"{issue.severity}：{issue.text}")


def _require_figure(given: dict[str, str]) -> None:
    if not given:
        raise CixiError(
            "没有给出要填报的内容。", "请用--increment、--cumulative、--value、--stage或--state等参数。"
        )
    blank = [name for name, text in given.items() if not text.strip()]
    if blank:
        raise CixiError(f"参数--{blank[0].replace('_', '-')}没有内容。", "请填写内容。")


def _note(console: Console, arguments: argparse.Namespace) -> None:
    period = console.period(arguments.period)
    task = console.plan.task(arguments.task)
    given = {
        "progress_note": arguments.progress,
        "problems": arguments.problems,
        "next_steps": arguments.next,
        "requests": arguments.request,
    }
    texts = {name: text for name, text in given.items() if text is not None}
    if not texts and arguments.step is None:
        raise CixiError("没有给出要填写的文字。", "请用--progress、--problems、--next或--request参数。")
    workspace = console.workspace(arguments.unit, may_add=True, is_new=arguments.new_unit)
    if texts:
        note(workspace, task.id, period, texts)
    if arguments.step is not None:
        named = {"due": arguments.due, "person": arguments.person, "partner": arguments.partner}
        detail(workspace, task.id, period, PlannedStep(words=arguments.step.strip().rstrip("。"), **named))
    say(f"已填写任务{task.id}“{task.title}”（{period.label}）。")


def _ledger(console: Console, arguments: argparse.Namespace) -> None:
    from cixi_desktop.actions.ledger import add_rows, blank_row
    from cixi_desktop.assessment.counting import namesake, namesake_words
    from cixi_desktop.kinds import LEDGER_FIELDS
    from cixi_desktop.records.ledgers import ledger_of, with_cells
    from cixi_desktop.wording.listing import list_json, list_lines

    period = console.period(arguments.period)
    target = console.plan.target(arguments.target)
    if arguments.add is not None:
        texts = {name: getattr(arguments, name, None) or "" for name in LEDGER_FIELDS}
        workspace = console.workspace(arguments.unit, may_add=True, is_new=arguments.new_unit)
        typed = with_cells(target, blank_row(workspace, target.id, period), {**texts, "name": arguments.add})
        (row,) = add_rows(workspace, target.id, (typed,))
        same = namesake(ledger_of(target), workspace.content.ledger(target.id), row)
        told = f"{namesake_words(same)}，请核对；重复记入的，请用undo撤销。" if same else ""
        say(f"已记入{target.id}“{target.name}”的台账：{row.name}（{row.period.label}）。{told}")
        return
    rows = console.content(console.open(), arguments.unit, period).ledger(target.id)
    if arguments.json:
        say(json.dumps(list_json(target, rows, period), ensure_ascii=False, indent=2))
        return
    for line in list_lines(target, rows, period):
        say(line)


def _undo(console: Console, _arguments: argparse.Namespace) -> None:
    done = console.workspace(None).undo()
    say(f"已{done.label}。")


COMMANDS = {"record": _record, "note": _note, "ledger": _ledger, "undo": _undo}
