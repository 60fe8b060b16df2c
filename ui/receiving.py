"""The command line's import: files and folders looked through, and taken in where that is asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cixi_desktop.actions.look_through import Arrival, Outcome, files_in, look_through, settled
from cixi_desktop.actions.receive import accept_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from cixi_desktop.workspace import Workspace

OUTCOME_WORDS = {
    Outcome.ACCEPTED: "可以接收",
    Outcome.NORMALISED: "可以接收，有规范化的内容",
    Outcome.ROWS_REFUSED: "部分内容不能接收",
    Outcome.FILE_REFUSED: "不能接收",
    Outcome.ALREADY_IMPORTED: "已经接收过",
    Outcome.OLDER_REVISION: "不是最新版本",
}
ACCEPTED_WORDS = {
    Outcome.ACCEPTED: "已接收",
    Outcome.NORMALISED: "已接收，有规范化的内容",
    Outcome.ROWS_REFUSED: "已接收，部分内容除外",
}


def received(
    workspace: Workspace, paths: Iterable[Path], *, is_accepting: bool, at: datetime
) -> tuple[Arrival, ...]:
    """What came of the files; they are taken in if ``is_accepting``."""
    looked = look_through(workspace.plan, workspace.store, files_in(paths))
    arrivals = settled(workspace.store, looked)
    return tuple(accept_all(workspace, arrivals, at=at)) if is_accepting else arrivals


def as_json(arrivals: Iterable[Arrival]) -> str:
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


def as_lines(arrivals: Iterable[Arrival], *, is_accepting: bool) -> Iterator[str]:
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
