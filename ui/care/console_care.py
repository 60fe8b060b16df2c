"""``check-machine`` and ``restore`` on the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.machine import Status, as_text, judge, summary
from cixi_desktop.restoring import Preview, preview
from cixi_desktop.settings import load_settings
from ui.console import say
from ui.instance import lock_folder

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ui.console import Console


def check_machine(console: Console, *, is_json: bool) -> None:
    """Say what was found of the computer; CixiError if anything would keep the program from working."""
    from ui.application import make_application
    from ui.care.machine_facts import faces_in_use, gather
    from ui.picture import prepare_offscreen

    prepare_offscreen()
    make_application()
    facts = gather(
        faces_in_use(),
        survey=console.storage.folder(console.folder).survey,
        plan=console.plan,
        last_saved=lambda: _last_saved(console),
        now=local_time(),
    )
    findings = judge(facts)
    if is_json:
        say(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        say(as_text(findings))
    if any(finding.status is Status.TROUBLE for finding in findings):
        raise CixiError(summary(findings), "请按上面的处理办法逐项解决。")


def restore(console: Console, source: Path, *, is_confirmed: bool) -> None:
    """Say what restoring ``source`` would change; if confirmed, do it. CixiError if a window is open."""
    found = _compare(console, source)
    for line in found.lines:
        say(line)
    if not is_confirmed:
        say("现有数据没有变动。确认恢复，请加--yes。")
        return
    lock = lock_folder(console.folder)
    try:
        actor = load_settings(console.folder).actor or console.actor
        kept = console.storage.folder(console.folder).restore(source, actor=actor)
    finally:
        lock.unlock()
    say(f"已恢复。恢复前的数据备份在：{kept.path}" if kept else "已恢复。")


def _compare(console: Console, source: Path) -> Preview:
    """Present data that cannot be read are what a backup is for."""
    try:
        present = console.open()
    except CixiError:
        present = None
    with console.storage.folder(console.folder).peek(source) as backup:
        return preview(present, backup)


def _last_saved(console: Console) -> datetime | None:
    try:
        newest = console.open().operations(limit=1)
    except CixiError:  # what is wrong with the file, ``check`` says
        return None
    return newest[-1].at if newest else None
