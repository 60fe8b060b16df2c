"""Sections and tasks as they are put together, also from rows of tables, and settled at the end."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct, field

from cixi_desktop.plans.conduct import Conduct, conduct_of
from cixi_desktop.plans.draft import DraftSection, DraftTask
from cixi_desktop.plans.lines import View
from cixi_desktop.plans.tables import DUTIES, ColumnContent
from cixi_desktop.plans.titles import has_quantity

HEADLINE = "总体"
"""Id of the task that stands for the headline targets (主要目标) before the first section."""


class FigureRow(Struct, frozen=True):
    """A row of a table of figures: name, value, unit, value of the year before, and whether it binds."""

    name: View
    value: View
    unit: View | None
    base: View | None
    is_striving: bool


class Part(Struct):
    """A section or task.

    ``bodies`` are its own words, ``marks`` the numbers of headings, ``asides`` what explains, ``stages`` what is
    due within the year; ``duties`` are roles with names, the role empty where the words name it.
    """

    id: str
    number: str
    title: str
    start: int
    end: int
    parent: Part | None = None
    is_task: bool = False
    bodies: list[View] = field(default_factory=list)
    titles: list[View] = field(default_factory=list)
    marks: list[View] = field(default_factory=list)
    stages: list[View] = field(default_factory=list)
    asides: list[View] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    duties: list[tuple[str, View]] = field(default_factory=list)
    children: int = 0

    @property
    def is_loose(self) -> bool:
        """Whether only a paragraph makes it a task, and no number."""
        return self.is_task and not self.number

    @property
    def conduct(self) -> Conduct | None:
        """Whether it, or a section that it stands in, only says how the plan is carried out."""
        return conduct_of(self.title) or (self.parent.conduct if self.parent else None)

    def take(self, other: Part) -> None:
        """Take over all that stands in another part."""
        for name in ("bodies", "titles", "marks", "stages", "asides", "figures", "duties"):
            getattr(self, name).extend(getattr(other, name))
        self.end = max(self.end, other.end)


def settled(parts: list[Part]) -> list[Part]:
    """The parts, where each stands for something.

    A numbered heading below a section that has text but no tasks of its own is a task. A heading without a number
    and without text is none.
    """
    has_numbers = {id(part.parent) for part in parts if not part.is_loose and part.parent}
    result: list[Part] = []
    leaves: dict[int, Part] = {}
    for part in parts:
        leaf = leaves.get(id(part.parent)) if part.parent and part.is_loose else None
        if leaf is not None:
            leaf.take(part)
            continue
        if part.is_loose and part.id != HEADLINE and not (part.bodies or part.figures):
            (result[-1] if result else part).take(part)
            continue
        if not part.is_task and part.parent is not None and part.number and id(part) not in has_numbers:
            part.is_task = True
            part.id = part.id.removeprefix("S")
            leaves[id(part)] = part
        elif not part.is_task and part.number and not part.children and _is_target(part):
            part.is_task = True
            part.id = part.id.removeprefix("S")
            part.bodies, part.titles = part.titles, []
        result.append(part)
    _name_by_numbers(result)
    taken: Counter[str] = Counter()
    for part in result:
        taken[part.id] += 1
        if taken[part.id] > 1:  # a number given twice
            part.id = f"{part.id}（{taken[part.id]}）"
    return result


def _is_target(part: Part) -> bool:
    """Whether a heading with nothing below it says all there is: 一、改造老旧小区20个."""
    return any(has_quantity(title.text) for title in part.titles)


def _name_by_numbers(parts: list[Part]) -> None:
    """Numbers that run through the whole plan are the ids of its tasks."""
    numbered = [part for part in parts if part.is_task and part.number]
    numbers = ["".join(re.findall(r"\d+", part.number)[-1:]) for part in numbered]
    if all(numbers) and len(set(numbers)) == len(numbers):
        for part, number in zip(numbered, numbers, strict=True):
            part.id = number


def sections_of(parts: list[Part]) -> tuple[DraftSection, ...]:
    """The sections that the document numbers, or a table groups."""
    return tuple(
        DraftSection(
            id=part.id,
            parent_id=part.parent.id if part.parent else "",
            number=part.number,
            title=part.title,
            span=(part.start, part.end),
        )
        for part in parts
        if not part.is_task
    )


def tasks_of(parts: list[Part]) -> tuple[DraftTask, ...]:
    """The tasks, also those that only a paragraph makes; the headline targets come first."""
    return tuple(
        DraftTask(
            id=part.id,
            section_id=part.parent.id if part.parent else "",
            number=part.number,
            title=part.title,
            span=(part.start, part.end),
        )
        for part in parts
        if part.is_task
    )


AS_ABOVE = "〃"
"""What a cell says that is merged with the one above; people write it, too."""
Cells = dict[ColumnContent, list[View]]


def fill(part: Part, cells: Cells, name: View | None) -> None:
    """Put each cell where it belongs; ``name`` is the cell that names the task, None in a row that goes on with it."""
    for column, role in DUTIES.items():
        part.duties += [(role, cell) for cell in cells.get(column, ())]
    part.asides += _of(cells, ColumnContent.DONE, ColumnContent.NOTE)
    part.stages += _of(cells, ColumnContent.STAGE)
    if ColumnContent.FIGURE in cells and ColumnContent.VALUE in cells:
        _fill_figure(part, cells, name or cells[ColumnContent.FIGURE][0])
        return
    content = _of(cells, ColumnContent.CONTENT, ColumnContent.VALUE)
    if name is not None:
        is_title = bool(content) and not has_quantity(name.text)
        (part.titles if is_title else part.bodies).append(name)
    part.bodies += content
    part.asides += _of(cells, ColumnContent.BASE, ColumnContent.UNIT)


def _fill_figure(part: Part, cells: Cells, name: View) -> None:
    *others, value = cells[ColumnContent.VALUE]
    units, bases = cells.get(ColumnContent.UNIT, ()), cells.get(ColumnContent.BASE, ())
    is_striving = any("预期" in note.text for note in cells.get(ColumnContent.NOTE, ()))
    part.titles.append(name)
    part.asides += [*others, *bases]
    part.figures.append(
        FigureRow(name, value, next(iter(units), None), next(iter(bases), None), is_striving=is_striving)
    )


def _of(cells: Cells, *columns: ColumnContent) -> list[View]:
    return [cell for column in columns for cell in cells.get(column, ())]
