"""The tasks that a unit leads, by their numbers: 5—10、12."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.history import changes_to
from cixi_desktop.plan import HEADLINE

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.workspace import Workspace

_BETWEEN = re.compile(r"[、，,；;\s]+")
_FROM_TO = re.compile(r"[-－–—~～至]+")


def tasks_named(plan: Plan, text: str) -> tuple[str, ...]:
    """The ids of the tasks that a text names, in the plan's order; CixiError naming what is none of them."""
    ids = [task.id for task in plan.tasks if task.id != HEADLINE]
    named = {each for part in _BETWEEN.split(text) if part for each in _part_of(ids, part)}
    return tuple(each for each in ids if each in named)


def _part_of(ids: list[str], part: str) -> list[str]:
    """One number, or all from one to another."""
    ends = [part] if part in ids else _FROM_TO.split(part)
    if len(ends) > 2 or not set(ends) <= set(ids) or ids.index(ends[0]) > ids.index(ends[-1]):  # noqa: PLR2004
        raise CixiError(f"没有序号为“{part}”的任务。", f"请填写任务的序号，如“{ids[0]}—{ids[-1]}”。")
    return ids[ids.index(ends[0]) : ids.index(ends[-1]) + 1]


def lead(workspace: Workspace, task_ids: tuple[str, ...]) -> None:
    """The shown unit leads these tasks; CixiError if another one leads one of them."""
    content = workspace.content
    duties = [content.duty(task_id) for task_id in task_ids]
    others = [duty for duty in duties if duty.lead_unit_id not in {"", content.unit.id}]
    if others:
        leader = workspace.unit(others[0].lead_unit_id).name
        raise CixiError(
            f"任务{others[0].subject_id}已由“{leader}”牵头。", "请在“设置—单位和分工”中核对分工。"
        )
    led = [replace(duty, lead_unit_id=content.unit.id) for duty in duties]
    workspace.perform(f"分工：本单位牵头{len(led)}项任务", changes_to(content.records, led))
