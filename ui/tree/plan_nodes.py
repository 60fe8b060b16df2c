"""The rows of the plan tree: sections, tasks, every place where a task cites a figure or names an item."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from cixi_desktop.punctuation import fullwidth_punctuation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plan import Commitment, Item, Plan, Task


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
        self,
        rank: Rank,
        id_: str,
        title: str,
        *,
        task_id: str = "",
        place_id: str = "",
        target_id: str = "",
        quote: str = "",
    ) -> None:
        self.rank = rank
        self.key = f"{rank.value}:{id_}"
        self.title = title
        self.task_id = task_id
        self.place_id = place_id
        self.target_id = target_id
        self.quote = quote
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


def plan_nodes(plan: Plan) -> list[Node]:
    """The top rows: the headline targets as one task, then the sections. ``number`` counts all rows."""
    tops = [_task_node(plan, task, task.title) for task in plan.headline.tasks] if plan.headline else []
    nodes: dict[str, Node] = {}
    for section in plan.sections:
        node = nodes[section.id] = Node(Rank.SECTION, section.id, fullwidth_punctuation(section.heading))
        tasks = [_task_node(plan, task, f"{task.id}. {task.title}") for task in section.tasks]
        above = nodes.get(section.parent_id)
        if above is None:
            tops.append(node)
        else:
            _with_children(above, [*above.children, node])
        _with_children(node, tasks)
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


def _task_node(plan: Plan, task: Task, title: str) -> Node:
    """A task with its figures and then its items, in reading order."""
    figures = [_target_node(each, each.indicator_id) for each in plan.commitments_in(task)]
    items = [_target_node(each, each.id) for each in plan.items_in(task)]
    node = Node(Rank.TASK, task.id, fullwidth_punctuation(title), task_id=task.id)
    return _with_children(node, figures + items)


def _target_node(place: Commitment | Item, target_id: str) -> Node:
    return Node(
        Rank.TARGET,
        place.id,
        place.name,
        task_id=place.task_id,
        place_id=place.id,
        target_id=target_id,
        quote=place.citation.quote,
    )


def _with_children(node: Node, children: list[Node]) -> Node:
    node.children = children
    for row, child in enumerate(children):
        child.parent = node
        child.row = row
    return node
