"""Write the text of a task: 进展情况 / 存在问题 / 下一步打算."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cixi_desktop.history import Change
from cixi_desktop.records.entries import TEXT_LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cixi_desktop.periods import Period
    from cixi_desktop.workspace import Workspace


def note(
    workspace: Workspace,
    task_id: str,
    period: Period,
    texts: Mapping[str, str],
    gesture: int = 0,
) -> int:
    """Put some of a task's texts (by ``TEXT_LABELS`` name).

    Returns the gesture, to be continued while typing.
    """
    task = workspace.plan.task(task_id)
    before = workspace.content.narrative(task.id, workspace.plan.check_entry_period(period))
    values: dict[str, Any] = dict(texts)
    after = replace(before, **values)
    change = Change(None if before.is_empty else before, None if after.is_empty else after)
    if change.before == change.after:
        return gesture
    labels = "、".join(TEXT_LABELS[name] for name in texts)
    done = workspace.perform(f"填写“{task.title}”的{labels}（{period.label}）", (change,), gesture=gesture)
    return done.gesture if done else gesture
