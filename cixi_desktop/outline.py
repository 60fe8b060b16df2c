"""The bare outline of a plan file: what a tree of it shows, read without building or checking the plan.

Reading it takes a fraction of what ``load_plan`` takes, so that the window can be painted first.
"""

from __future__ import annotations

import tomllib
from typing import Any, NamedTuple

from cixi_desktop.errors import CixiError


class Place(NamedTuple):
    """A place where a task cites a figure or names an item, with the id of its target and its exact quote."""

    id: str
    target_id: str
    name: str
    quote: str


class OutlineTask(NamedTuple):
    """A task with its figures and then its items, in reading order."""

    id: str
    title: str
    places: tuple[Place, ...]


class OutlineSection(NamedTuple):
    """A section; the first of a plan holds the headline targets as its one task."""

    id: str
    title: str
    tasks: tuple[OutlineTask, ...]


class Outline(NamedTuple):
    """Year and title of a plan, and its sections."""

    year: int
    title: str
    sections: tuple[OutlineSection, ...]

    @property
    def first_task_id(self) -> str:
        """The id of the task that is shown first."""
        return self.sections[0].tasks[0].id

    def has_task(self, task_id: str) -> bool:
        """Whether the plan has a task of that id."""
        return any(task.id == task_id for section in self.sections for task in section.tasks)


def read_outline(text: str) -> Outline:
    """The outline of a plan file. CixiError if it is not a plan; which fault it has, ``load_plan`` says."""
    try:
        root = tomllib.loads(text)
        return Outline(
            year=int(root["plan"]["year"]),
            title=str(root["document"]["title"]),
            sections=tuple(map(_section, root["section"])),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise CixiError("工作要点文件有误。") from error


def _section(row: dict[str, Any]) -> OutlineSection:
    return OutlineSection(row["id"], row["title"], tuple(map(_task, row["task"])))


def _task(row: dict[str, Any]) -> OutlineTask:
    rows = (*row.get("commitment", ()), *row.get("item", ()))
    return OutlineTask(row["id"], row["title"], tuple(map(_place, rows)))


def _place(row: dict[str, Any]) -> Place:
    return Place(row["id"], row.get("indicator", row["id"]), row["name"], row["quote"])
