"""The bare outline of a plan file: what a tree of it shows, read without building or checking the plan.

Reading it takes a fraction of what ``load_plan`` takes, so that the window can be painted first.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, NamedTuple

from cixi_desktop.errors import CixiError

_SHOWN = {"year", "title", "id", "name", "quote", "indicator"}
"""The keys that an outline is made of."""
_HEAD = re.compile(r"\s*(\[\[?)\s*([\w.]+)\s*\]")
_KEY = re.compile(r"""\s*["']?(\w+)["']?\s*=\s*""")
_VALUE = re.compile(r"(?:'([^']*)'|(\d+))\s*(?:#.*)?")


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
    for read in (_skimmed, _parsed):
        with suppress(KeyError, TypeError, ValueError):
            return _outline(read(text))
    raise CixiError("工作要点文件有误。")


def _outline(root: dict[str, Any]) -> Outline:
    return Outline(
        year=int(root["plan"]["year"]),
        title=str(root["document"]["title"]),
        sections=tuple(map(_section, root["section"])),
    )


def _section(row: dict[str, Any]) -> OutlineSection:
    return OutlineSection(row["id"], row["title"], tuple(map(_task, row["task"])))


def _task(row: dict[str, Any]) -> OutlineTask:
    rows = (*row.get("commitment", ()), *row.get("item", ()))
    return OutlineTask(row["id"], row["title"], tuple(map(_place, rows)))


def _place(row: dict[str, Any]) -> Place:
    return Place(row["id"], row.get("indicator", row["id"]), row["name"], row["quote"])


def _parsed(text: str) -> dict[str, Any]:
    """The whole file; ValueError if it is no TOML."""
    import tomllib

    return tomllib.loads(text)


def _skimmed(text: str) -> dict[str, Any]:
    """The tables with what an outline shows of them, line by line: several times faster than TOML is parsed.

    KeyError or ValueError where they are written in another way than in the plans that are shipped.
    """
    root: dict[str, Any] = {}
    newest = {"": root}
    table = root
    for line in _outside_long_texts(text):
        if line.lstrip().startswith("["):
            table = _begun(line, newest)
        elif (key := _KEY.match(line)) and key[1] in _SHOWN:
            table[key[1]] = _plain_value(line[key.end() :])
    return root


def _begun(line: str, newest: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The new table that a line begins, put in the newest one that it belongs to."""
    head = _HEAD.match(line)
    if not head:
        raise ValueError(line)
    above, _, name = head[2].rpartition(".")
    table: dict[str, Any] = {}
    if head[1] == "[":
        newest[above][name] = table
    else:
        newest[above].setdefault(name, []).append(table)
    newest[head[2]] = table
    return table


def _outside_long_texts(text: str) -> list[str]:
    """The lines that are no part of a text of several lines; ValueError where that cannot be told."""
    parts = text.split("'''")
    if '"""' in text or len(parts) % 2 == 0:
        raise ValueError
    return "".join(parts[::2]).splitlines()


def _plain_value(written: str) -> str:
    found = _VALUE.fullmatch(written)
    if not found:
        raise ValueError(written)
    return found[1] or found[2] or ""
