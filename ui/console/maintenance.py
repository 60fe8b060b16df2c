"""``check``, ``check-program``, ``check-machine``, ``backup``, ``salvage`` and ``restore``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.maintenance.diagnostics import Status, as_text, judge, summary
from cixi_desktop.maintenance.kit import MANIFEST, faults_of, home_of
from cixi_desktop.maintenance.restoring import Preview, preview
from resources import ROOT
from ui.console.console import say, watched

if TYPE_CHECKING:
    import argparse
    from datetime import datetime
    from pathlib import Path

    from cixi_desktop.plan import Plan
    from ui.console.console import Console

SHOWN_FAULTS = 5


def _check(console: Console, _arguments: argparse.Namespace) -> None:
    with watched("正在检查") as told:
        findings = console.data.check(told)
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
    with watched("正在备份") as told:
        console.data.copy(arguments.out, told)
    say(f"已备份：{arguments.out}")


def _salvage(console: Console, _arguments: argparse.Namespace) -> None:
    with watched("正在抢救") as told:
        made, lost = console.data.salvage(told)
    for line in lost:
        say(line)
    say(f"能读出的内容已存为：{made.path}")
    say("现有数据没有变动。要改用它，请用restore恢复。")


def _plan_at_hand(console: Console) -> Plan:
    """The data file's plan, the shipped one where the file cannot be read: that is for the checks to say."""
    try:
        return console.plan
    except CixiError:
        return console.shipped


def _check_machine(console: Console, arguments: argparse.Namespace) -> None:
    """Say what was found of the computer; CixiError if anything would keep the program from working."""
    from ui.console.picture import prepare_offscreen
    from ui.maintenance.diagnostics_facts import faces_in_use, gather
    from ui.shell.application import make_application

    prepare_offscreen()
    make_application()
    facts = gather(
        faces_in_use(),
        survey=console.data.survey,
        plan=_plan_at_hand(console),
        last_saved=lambda: _last_saved(console),
        now=local_time(),
    )
    findings = judge(facts)
    if arguments.json:
        say(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        say(as_text(findings))
    if any(finding.status is Status.TROUBLE for finding in findings):
        raise CixiError(summary(findings), "请按上面的处理办法逐项解决。")


def _restore(console: Console, arguments: argparse.Namespace) -> None:
    """Say what restoring ``source`` would change; if confirmed, do it. CixiError if a window is open."""
    from ui.maintenance.folder_lock import lock_folder

    found = _compare(console, arguments.file)
    for line in found.lines:
        say(line)
    if not arguments.yes:
        say("现有数据没有变动。确认恢复，请加--yes。")
        return
    lock = lock_folder(console.folder)
    try:
        kept = console.data.restore(arguments.file, actor=console.signer)
    finally:
        lock.unlock()
    say(f"已恢复。恢复前的数据备份在：{kept.path}" if kept else "已恢复。")


def _compare(console: Console, source: Path) -> Preview:
    """Present data that cannot be read are what a backup is for."""
    try:
        present = console.open()
    except CixiError:
        present = None
    with console.data.peek(source) as backup:
        return preview(present, backup)


def _last_saved(console: Console) -> datetime | None:
    try:
        newest = console.open().operations(limit=1)
    except CixiError:  # what is wrong with the file, ``check`` says
        return None
    return newest[-1].at if newest else None


COMMANDS = {
    "check": _check,
    "check-program": _check_program,
    "check-machine": _check_machine,
    "backup": _backup,
    "salvage": _salvage,
    "restore": _restore,
}
