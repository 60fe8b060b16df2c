"""The command line: the same actions as the window, for scripts and for checks.

Exit code 0: done; 2: the user's fault, said in Chinese on stderr; 1: a bug.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.note import note
from cixi_desktop.actions.record import record
from cixi_desktop.checkcode import check_code
from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.forms import NUMBERS
from cixi_desktop.journal import all_lines
from cixi_desktop.kit import MANIFEST, faults_of, home_of
from cixi_desktop.listing import as_json, as_lines
from cixi_desktop.periods import parse_period
from cixi_desktop.planfile import load_plan
from cixi_desktop.settings import load_settings
from cixi_desktop.workspace import Workspace, known_units, read_content, reported_content
from resources import ROOT

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from cixi_desktop.assessment import Assessment
    from cixi_desktop.content import Content
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Storage, Store

DONE, LEFT_TO_DO = 0, 2
JOURNAL_LENGTH = 1000
SHOWN_FAULTS = 5


@dataclass(frozen=True, kw_only=True)
class Console:
    """What a command works with. ``actor`` signs the journal while no 填报人 is set."""

    plan_file: Path
    folder: Path
    storage: Storage
    actor: str

    @cached_property
    def plan(self) -> Plan:
        """The plan; CixiError with line and key if its file has a fault."""
        return load_plan(self.plan_file.read_text(encoding="utf-8"), self.plan_file.name)

    def open(self) -> Store:
        """The folder's data file, made if there is none."""
        return self.storage.open(self.folder)

    def workspace(self, unit_name: str | None) -> Workspace:
        """The workspace of the named unit (made if there is none yet), else of the folder's own unit."""
        own = load_settings(self.folder)
        store = self.open()
        workspace = Workspace(plan=self.plan, store=store, actor=own.actor or self.actor, unit_id=own.unit_id)
        if unit_name is not None:
            if all(unit.name != unit_name for unit in workspace.units()):
                say(f"新增单位：{unit_name}")
            workspace.load(add_unit(workspace, unit_name).id)
        return workspace

    def content(self, store: Store, unit_name: str | None) -> Content:
        """The named unit's content, else that of all units that have reported."""
        if unit_name is None:
            return reported_content(self.plan, store)
        unit = next((unit for unit in known_units(store) if unit.name == unit_name), None)
        if unit is None:
            raise CixiError(f"没有名为“{unit_name}”的单位。", "请检查单位名称。")
        return read_content(self.plan, store, unit)

    def period(self, text: str) -> Period:
        """The period of that key, within the plan."""
        return self.plan.check_period(parse_period(text))


def run(console: Console, arguments: argparse.Namespace) -> int:
    """Carry out one command; returns the exit code. CixiError if the user can mend what is wrong."""
    from ui.reviewing import COMMANDS

    return (_COMMANDS | COMMANDS)[arguments.command](console, arguments) or DONE


def say(text: str) -> None:
    """One line for the user."""
    print(text)


def _record(console: Console, arguments: argparse.Namespace) -> None:
    period = console.period(arguments.period)
    console.plan.target(arguments.target)
    fields = {name: getattr(arguments, name) for name in (*sorted(NUMBERS), "stage", "proof", "state")}
    fields |= {name: getattr(arguments, name) for name in ("reason", "as_of", "note")}
    given = {name: text for name, text in fields.items() if text is not None}
    if arguments.estimate:
        given["is_estimate"] = "是"
    _require_figure(given)
    workspace = console.workspace(arguments.unit)
    record(workspace, arguments.target, period, given)
    assessed = workspace.assess(period).of(arguments.target)
    why = assessed.reason.removeprefix(f"{assessed.status}。").removeprefix(f"{assessed.status}：")
    say(f"已填报{assessed.id}“{assessed.name}”（{period.label}）：{assessed.status}。{why}")


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
    }
    texts = {name: text for name, text in given.items() if text is not None}
    if not texts:
        raise CixiError("没有给出要填写的文字。", "请用--progress、--problems或--next参数。")
    note(console.workspace(arguments.unit), task.id, period, texts)
    say(f"已填写任务{task.id}“{task.title}”（{period.label}）。")


def _ledger(console: Console, arguments: argparse.Namespace) -> None:
    from cixi_desktop.actions.ledger import add_rows, blank_row
    from cixi_desktop.ledger_cells import with_cells
    from cixi_desktop.ledger_listing import list_json, list_lines

    period = console.period(arguments.period)
    target = console.plan.target(arguments.target)
    if arguments.add is not None:
        texts = {name: getattr(arguments, name) or "" for name in ("day", "place", "number", "code", "note")}
        workspace = console.workspace(arguments.unit)
        typed = with_cells(target, blank_row(workspace, target.id, period), {"name": arguments.add, **texts})
        (row,) = add_rows(workspace, target.id, (typed,))
        say(f"已记入{target.id}“{target.name}”的台账：{row.name}（{row.period.label}）。")
        return
    rows = console.content(console.open(), arguments.unit).ledger(target.id)
    if arguments.json:
        say(json.dumps(list_json(target, rows, period), ensure_ascii=False, indent=2))
        return
    for line in list_lines(target, rows, period):
        say(line)


def _undo(console: Console, _arguments: argparse.Namespace) -> None:
    done = console.workspace(None).undo()
    say(f"已{done.operation.label}。")


def _show(console: Console, arguments: argparse.Namespace) -> None:
    _content, assessment, revision = _assessed(console, arguments)
    if arguments.json:
        say(json.dumps(as_json(assessment, revision=revision), ensure_ascii=False, indent=2))
        return
    for line in as_lines(assessment, revision=revision):
        say(line)


def _assessed(console: Console, arguments: argparse.Namespace) -> tuple[Content, Assessment, int]:
    """The content asked for, judged, with its revision number."""
    period = console.period(arguments.period)
    store = console.open()
    content = console.content(store, arguments.unit)
    return content, *judged(console.plan, store, content, period)


def judged(plan: Plan, store: Store, content: Content, period: Period) -> tuple[Assessment, int]:
    """The content as of the end of ``period``, and its 数据版本."""
    from cixi_desktop.assessment import assess
    from cixi_desktop.consolidation import ALL_UNITS

    unit_id = None if content.unit.id == ALL_UNITS.id else content.unit.id
    return assess(plan, content, period), store.revision(unit_id, period.year, period.last)


def _check_month(console: Console, arguments: argparse.Namespace) -> int:
    """The findings of a month; what blocks the hand-in is left to do."""
    from cixi_desktop import findings

    content, assessment, _revision = _assessed(console, arguments)
    found = findings.findings(assessment, findings.month_issues(assessment, content))
    if arguments.json:
        say(json.dumps(findings.as_json(found), ensure_ascii=False, indent=2))
    else:
        for line in findings.as_lines(found):
            say(line)
        say("，".join(f"{degree}{count}项" for degree, count in findings.tally(found).items()) + "。")
    return LEFT_TO_DO if findings.blocking(found) else DONE


def _export(console: Console, arguments: argparse.Namespace) -> None:
    from cixi_desktop.actions.export import Identity, export_workbook

    content, assessment, revision = _assessed(console, arguments)
    settings = load_settings(console.folder)
    identity = Identity(revision=revision, exported_at=local_time(), actor=settings.actor or console.actor)
    path = export_workbook(
        assessment, content, identity, out=arguments.out, pattern=settings.file_name_pattern
    )
    say(f"已导出：{path}　校验码{check_code(assessment)}")


def _submit(console: Console, arguments: argparse.Namespace) -> None:
    from cixi_desktop.actions.submit import submit

    period = console.period(arguments.period)
    done = submit(console.workspace(arguments.unit), period)
    say(f"已报送{period.label}（第{done.number}次）　校验码{done.check_code}")
    _export(console, arguments)


def _page(console: Console, arguments: argparse.Namespace) -> None:
    from ui.application import make_application
    from ui.page.print_page import write_pdf
    from ui.picture import prepare_offscreen

    _content, assessment, revision = _assessed(console, arguments)
    prepare_offscreen()
    make_application()
    write_pdf(assessment, arguments.out, revision=revision, printed_at=local_time())
    say(f"已输出：{arguments.out}　校验码{check_code(assessment)}")


def _picture(console: Console, arguments: argparse.Namespace) -> None:
    from ui.picture import VIEWS, prepare_offscreen, take_picture

    period = console.period(arguments.period)
    if arguments.view not in VIEWS:
        console.plan.target(arguments.view)
    prepare_offscreen(arguments.scale)
    workspace = console.workspace(arguments.unit)
    take_picture(console, workspace, period, view=arguments.view, size=arguments.size, out=arguments.out)
    say(f"已保存图片：{arguments.out}")


def _journal(console: Console, arguments: argparse.Namespace) -> None:
    store = console.open()
    lines = all_lines(console.plan, store.operations(limit=JOURNAL_LENGTH), known_units(store))
    if arguments.json:
        say(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2, default=str))
        return
    for line in lines:
        say("　".join(filter(None, (line.time, line.actor, line.unit, line.period, line.sentence))))


def _check(console: Console, _arguments: argparse.Namespace) -> None:
    findings = console.storage.check(console.folder)
    if findings:
        raise CixiError("数据文件有问题：" + "".join(findings), "请从备份恢复。")
    say("数据文件完好。")


def _check_program(_console: Console, _arguments: argparse.Namespace) -> None:
    kit = home_of(ROOT.parent)
    if not (kit / MANIFEST).is_file():
        raise CixiError("没有可以核对的文件清单。", "只有免安装包和安装包里的程序才带有清单。")
    faults = faults_of(kit)
    if faults:
        shown = "；".join(faults[:SHOWN_FAULTS])
        rest = f"；等{len(faults)}处" if len(faults) > SHOWN_FAULTS else ""
        raise CixiError(f"程序文件与清单不符：{shown}{rest}。", "请重新解压或安装程序；数据不受影响。")
    say("程序文件完整，与清单一致。")


def _backup(console: Console, arguments: argparse.Namespace) -> None:
    console.open()
    console.storage.backup(console.folder, arguments.out)
    say(f"已备份：{arguments.out}")


def _restore(console: Console, arguments: argparse.Namespace) -> None:
    from ui.care.console_care import restore

    restore(console, arguments.file, is_confirmed=arguments.yes)


def _check_machine(console: Console, arguments: argparse.Namespace) -> None:
    from ui.care.console_care import check_machine

    check_machine(console, is_json=arguments.json)


def _demo(console: Console, arguments: argparse.Namespace) -> None:
    from ui.demo import run_demo

    run_demo(console, arguments.out)


def _template(console: Console, arguments: argparse.Namespace) -> None:
    from ui.receiving import write_template

    write_template(console, arguments)


def _import(console: Console, arguments: argparse.Namespace) -> int:
    from ui.receiving import receive_files

    return receive_files(console, arguments)


def _units(console: Console, arguments: argparse.Namespace) -> None:
    from ui.console_bureau import unit_lines

    for line in unit_lines(console, is_json=arguments.json):
        say(line)


def _duty(console: Console, arguments: argparse.Namespace) -> None:
    from ui.console_bureau import set_duty

    say(set_duty(console, arguments))


_COMMANDS: dict[str, Callable[[Console, argparse.Namespace], int | None]] = {
    "record": _record,
    "note": _note,
    "ledger": _ledger,
    "units": _units,
    "duty": _duty,
    "undo": _undo,
    "show": _show,
    "check-month": _check_month,
    "export": _export,
    "submit": _submit,
    "page": _page,
    "picture": _picture,
    "template": _template,
    "import": _import,
    "journal": _journal,
    "check": _check,
    "check-program": _check_program,
    "backup": _backup,
    "restore": _restore,
    "check-machine": _check_machine,
    "demo": _demo,
}
