"""The rows of the plan tree: sections, tasks, every place where a task cites a figure or names an item."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from cixi_desktop.punctuation import fullwidth_punctuation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.outline import Outline, OutlineTask, Place


class Rank(Enum):
    """What a row stands for."""

    SECTION = "section"
    TASK = "task"
    TARGET = "target"


class Node:
    """One row. ``key`` is unique and lasts over restarts.

    A leaf has the id of its place (commitment or item) and of its target: a figure that is cited twice has
    two places, each with its own name and ``quote``.
    """

    __slots__ = (
        "children",
        "key",
        "number",
        "parent",
        "place_id",
        "quote",
        "rank",
        "row",
        "target_id",
        "task_id",
        "title",
    )

    def __init__(
        self, rank: Rank, id_: str, title: str, *, task_id: str = "", place: Place | None = None
    ) -> None:
        self.rank = rank
        self.key = f"{rank.value}:{id_}"
        self.title = title
        self.task_id = task_id
        self.place_id = place.id if place else ""
        self.target_id = place.target_id if place else ""
        self.quote = place.quote if place else ""
        self.parent: Node | None = None
        self.row = 0
        self.number = 0
        self.children: list[Node] = []

    @property
    def leaves(self) -> Iterator[Node]:
        """The targets below it, or itself."""
        if self.rank is Rank.TARGET:
            yield self
        for child in self.children:
            yield from child.leaves


def plan_nodes(outline: Outline) -> list[Node]:
    """The top rows: the headline targets as one task, then the sections. ``number`` counts all rows."""
    tops = [_task_node(task) for task in outline.sections[0].tasks]
    for section in outline.sections[1:]:
        title = fullwidth_punctuation(f"{section.id}、{section.title}")
        node = Node(Rank.SECTION, section.id, title)
        tops.append(_with_children(node, [_task_node(task, numbered=True) for task in section.tasks]))
    for row, top in enumerate(tops):
        top.row = row
    for number, node in enumerate(walk(tops)):
        node.number = number
    return tops


def walk(nodes: list[Node]) -> Iterator[Node]:
    """The nodes and all below them, top down."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def _task_node(task: OutlineTask, *, numbered: bool = False) -> Node:
    title = fullwidth_punctuation(f"{task.id}. {task.title}" if numbered else task.title)
    node = Node(Rank.TASK, task.id, title, task_id=task.id)
    places = [Node(Rank.TARGET, place.id, place.name, task_id=task.id, place=place) for place in task.places]
    return _with_children(node, places)


def _with_children(node: Node, children: list[Node]) -> Node:
    node.children = children
    for row, child in enumerate(children):
        child.parent = node
        child.row = row
    return node
