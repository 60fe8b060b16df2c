"""``template`` and ``import``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cixi_desktop.actions.inspect_files import (
    Arrival,
    ArrivalOutcome,
    files_in,
    inspect_files,
    resolve_conflicts,
)
from cixi_desktop.actions.receive import accept_all
from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.records.units import Unit
from cixi_desktop.workspace import known_units, read_content
from ui.console.console import DONE, INTERRUPTED, LEFT_TO_DO, say, steps, stoppable, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from ui.console.console import Console

OUTCOME_WORDS = {
    ArrivalOutcome.ACCEPTED: "可以接收",
    ArrivalOutcome.NORMALISED: "可以接收，有规范化的内容",
    ArrivalOutcome.ROWS_REFUSED: "部分内容不能接收",
    ArrivalOutcome.FILE_REFUSED: "不能接收",
    ArrivalOutcome.ALREADY_IMPORTED: "已经接收过",
    ArrivalOutcome.OLDER_REVISION: "不是最新版本",
}
ACCEPTED_WORDS = {
    ArrivalOutcome.ACCEPTED: "已接收",
    ArrivalOutcome.NORMALISED: "已接收，有规范化的内容",
    ArrivalOutcome.ROWS_REFUSED: "已接收，部分内容除外",
}


def _template(console: Console, arguments: argparse.Namespace) -> None:
    """Write the form of a unit, known already or not, and month."""
    from cixi_desktop.actions.export import Identity, export_form
    from cixi_desktop.assessment.assess import assess

    period = console.plan.check_entry_period(console.period(arguments.period))
    name = arguments.unit.strip()
    if not name:
        raise CixiError("单位名称不能为空。", "请用--unit写明单位名称。")
    store = console.open()
    unit = next((unit for unit in known_units(store) if unit.name == name), Unit(id="", name=name))
    content = read_content(console.plan, store, unit)
    revision = store.revision(unit.id, period.year, period.last)
    identity = Identity(revision=revision, exported_at=local_time(), actor=console.signer)
    path = export_form(assess(console.plan, content, period), content, identity, out=arguments.out)
    say(f"已导出填报表：{path}")


def _import(console: Console, arguments: argparse.Namespace) -> int:
    """Look the files through, take them in if asked to, and tell; returns the exit code.

    Ctrl-C stops between two files: while they are read nothing is taken in, later those that are stay.
    """
    is_accepting = arguments.accept and not arguments.dry_run
    workspace = console.workspace(None)
    files = files_in(arguments.files)
    with stoppable() as is_stopped:
        looked = inspect_files(console.plan, workspace.store, files)
        arrivals = resolve_conflicts(workspace.store, steps(looked, len(files), "已读取", is_stopped))
        if len(arrivals) < len(files):
            tell("已停止，没有接收任何文件。")
            return INTERRUPTED
        if is_accepting:
            accepted = accept_all(workspace, arrivals, at=local_time())
            arrivals = tuple(steps(accepted, len(files), "已处理", is_stopped))
    lines = [_as_json(arrivals)] if arguments.json else _as_lines(arrivals, is_accepting=is_accepting)
    for line in lines:
        say(line)
    if len(arrivals) < len(files):
        tell(f"已停止，其余{len(files) - len(arrivals)}个文件没有接收。")
        return INTERRUPTED
    return DONE if all(arrival.outcome.is_good for arrival in arrivals) else LEFT_TO_DO


def _as_json(arrivals: Iterable[Arrival]) -> str:
    """One object for each file."""
    return json.dumps([_object(arrival) for arrival in arrivals], ensure_ascii=False, indent=2)


def _object(arrival: Arrival) -> dict[str, object]:
    return {
        "file": arrival.path.name,
        "outcome": arrival.outcome.value,
        "unit": arrival.unit_name,
        "period": arrival.period.key if arrival.period else None,
        "revision": arrival.revision,
        "normalised": [
            {"sheet": each.sheet, "cell": each.cell, "from": each.before, "to": each.after}
            for each in arrival.normalised
        ],
        "refused": [
            {"sheet": each.sheet, "cell": each.cell, "reason": each.reason} for each in arrival.refused
        ],
    }


def _as_lines(arrivals: Iterable[Arrival], *, is_accepting: bool) -> Iterator[str]:
    """The same for people: a line for each file, and below it one for each cell."""
    for arrival in arrivals:
        words = ACCEPTED_WORDS if is_accepting else {}
        whose = f"（{arrival.label}，数据版本{arrival.revision}）" if arrival.label else ""
        outcome = words.get(arrival.outcome, OUTCOME_WORDS[arrival.outcome])
        yield f"{arrival.path.name}{whose}：{outcome}"
        for change in arrival.reading.changed if arrival.reading else ():
            yield f"　修改　{change.sheet}{change.cell}　{_shown(change.before)} → {_shown(change.after)}"
        for put_right in arrival.normalised:
            yield f"　规范　{put_right.sheet}{put_right.cell}　{put_right.before} → {put_right.after}"
        for refused in arrival.refused:
            place = f"{refused.sheet}{refused.cell}　" if refused.cell else ""
            yield f"　不收　{place}{refused.reason}"


def _shown(text: str) -> str:
    return text.replace("\n", " ") or "（空）"


COMMANDS = {"template": _template, "import": _import}
