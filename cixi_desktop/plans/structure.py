"""Sections and tasks of a plan, and the text that belongs to each."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.plans.conduct import Conduct, conduct_of
from cixi_desktop.plans.parts import AS_ABOVE, HEADLINE, Part, fill, settled
from cixi_desktop.plans.tables import DUTIES, ColumnContent
from cixi_desktop.plans.targets import read_targets
from cixi_desktop.plans.titles import (
    LONGEST_HEADING,
    first_clause,
    has_quantity,
    is_duty,
    is_sentence,
    split_title,
)

if TYPE_CHECKING:
    from cixi_desktop.plans.lines import View
    from cixi_desktop.plans.outline import Marker, OutlineEntry
    from cixi_desktop.plans.parts import Cells
    from cixi_desktop.plans.scope import Scope


MOST_PARTS = 5_000
"""Sections and tasks; the largest plans of provinces have some 500."""


def structure(scope: Scope) -> list[Part]:
    """The parts of a plan in reading order, each task behind its section."""
    builder = _Builder(scope.entries)
    if builder.pending:  # nothing but a table whose heads say nothing
        first, last = builder.pending[0], builder.pending[-1]
        end = last.places[-1] + 1
        builder.parts.append(
            Part(HEADLINE, "", "主要目标", first.places[0], end, is_task=True, asides=builder.pending)
        )
    return settled(builder.parts)


class _Builder:
    """Goes through the entries once, with the section and task that are open."""

    def __init__(self, entries: list[OutlineEntry]) -> None:
        self.parts: list[Part] = []
        depths = sorted({entry.depth for entry in entries if entry.depth is not None})
        self._top = min(depths, default=None)
        conduct = _conduct(entries, self._top)
        self._task_depth = _task_depth([e for i, e in enumerate(entries) if i not in conduct], self._top)
        self._path: list[tuple[int, Part]] = []
        self._task: Part | None = None
        self._count = 0  # sections, and tasks outside of them
        self.pending: list[View] = []  # heads of a table before the first task
        self._above: dict[ColumnContent | None, View] = {}  # what a merged cell says again
        for place, entry in enumerate(entries):
            if place not in conduct:
                self._add(entry)
            else:
                self._aside(entry.paragraph.view)

    def _add(self, entry: OutlineEntry) -> None:
        if entry.paragraph.is_row:
            if entry.is_task_row:
                self._add_row(entry)
            else:
                self._aside(entry.paragraph.view)
        elif entry.depth is not None and entry.marker is not None:
            self._add_heading(entry.paragraph.view, entry.depth, entry.marker)
        else:
            self._add_text(entry.paragraph.view)

    def _add_heading(self, view: View, depth: int, marker: Marker) -> None:
        is_task = self._task_depth is not None and depth >= self._task_depth
        if is_task and self._task_depth is not None and depth > self._task_depth and self._task is not None:
            self._task.marks.append(view.part(0, marker.end))
            self._body(view.part(marker.end, len(view.text)))
            return
        while self._path and self._path[-1][0] >= depth:
            self._path.pop()
        title, body = split_title(view, marker.end, is_section=not is_task)
        part = self._open(is_task=is_task, number=marker.shown, title=title, view=view)
        part.marks.append(view.part(0, marker.end))
        is_apart = (body is None and not is_task) or (body is not None and body.places[:1] > title.places[:1])
        if title.text and is_apart:
            part.titles.append(title)
        if is_task:
            self._task = part
        else:
            self._path.append((depth, part))
            self._task = None
        if body is not None:
            self._body(body)
        elif is_task and has_quantity(title.text):
            self._body(title)

    def _open(self, *, is_task: bool, number: str, title: View, view: View) -> Part:
        parent = self._path[-1][1] if self._path else None
        is_headline = is_task and not number and not self.parts and self._top is not None
        part = Part(
            id=HEADLINE if is_headline else self._id(number, parent, is_task=is_task),
            number=number,
            title="主要目标" if is_headline else title.text.strip("。:,;、]"),
            start=view.places[0],
            end=view.places[-1] + 1,
            parent=parent,
            is_task=is_task,
        )
        part.asides, self.pending = self.pending, []
        self.parts.append(part)
        if len(self.parts) > MOST_PARTS:
            raise CixiError(f"文件有{MOST_PARTS}项以上任务，不像工作计划。", "请只保留工作计划的正文。")
        return part

    def _id(self, number: str, parent: Part | None, *, is_task: bool) -> str:
        """S2.1 for sections, 2.1 for tasks; the number that a task without a section bears."""
        prefix = "" if is_task else "S"
        if parent is not None:
            parent.children += 1
            return f"{prefix}{parent.id.removeprefix('S')}.{parent.children}"
        digits = re.search(r"\d+", number)
        if digits and is_task:
            return digits[0]
        self._count += 1
        return f"{prefix}{self._count}"

    def _add_text(self, view: View) -> None:
        if is_duty(view.text):
            self._duty_line(view)
            return
        if view.text.startswith(("注:", "备注:", "说明:", "(注")):
            self._aside(view)
            return
        if not self.parts and self._top is not None:
            self._task = self._open(is_task=True, number="", title=view, view=view)
        is_loose = self._task is None or not (self._task.number or self._is_headline_open())
        if is_loose:
            title, body = split_title(view)
            if body is None and self._path and not is_sentence(view.text):
                self._task = self._open(is_task=True, number="", title=title, view=view)
                self._task.titles.append(title)
                return
            if self._task is None or self._task.bodies or not self._task.titles:
                self._task = self._open(is_task=True, number="", title=title, view=view)
                if body is not None and body.places[0] > title.places[0]:
                    self._task.titles.append(title)
                    view = body
        self._body(view)

    def _is_headline_open(self) -> bool:
        return self._task is not None and self._task.id == HEADLINE and not self._path

    def _body(self, view: View) -> None:
        """Words of the task that is open; a section with words of its own gets a task for them."""
        if not view.text:
            return
        if self._task is None:
            self._task = self._open(is_task=True, number="", title=first_clause(view), view=view)
        self._task.bodies.append(view)
        self._task.end = max(self._task.end, view.places[-1] + 1)

    def _aside(self, view: View) -> None:
        (self.parts[-1].asides if self.parts else self.pending).append(view)

    def _duty_line(self, view: View) -> None:
        part = self._task or (self._path[-1][1] if self._path else None)
        if part is None:
            self.pending.append(view)
            return
        part.duties.append(("", view))
        part.end = max(part.end, view.places[-1] + 1)

    def _add_row(self, entry: OutlineEntry) -> None:
        cells = self._cells(entry)
        if group := _first(cells, ColumnContent.GROUP):
            self._path = []
            self._path = [(0, self._open(is_task=False, number="", title=group, view=group))]
            self._path[0][1].titles.append(group)
            self._task = None
        name, number = (
            _first(cells, ColumnContent.TASK) or _first(cells, ColumnContent.FIGURE),
            _first(cells, ColumnContent.NUMBER),
        )
        if name and (self._task_depth is None or self._task is None):
            shown = number.text if number else str(len(self.parts) + 1)
            self._task = self._open(is_task=True, number=shown, title=name, view=entry.paragraph.view)
            self._task.marks += [number] if number else []
        if self._task is None:  # a row before the first task
            self._aside(entry.paragraph.view)
            return
        fill(self._task, cells, name)
        self._task.end = entry.paragraph.view.places[-1] + 1

    def _cells(self, entry: OutlineEntry) -> Cells:
        """The cells that say something; what answers for a task is said again where it is merged with the row above."""
        found: Cells = {}
        for column, cell in zip(entry.columns, entry.paragraph.cells, strict=False):
            is_again = cell.text == AS_ABOVE
            if not cell.text or (is_again and column not in self._above):
                continue
            if not is_again and column in DUTIES:
                self._above[column] = cell
            found.setdefault(column or ColumnContent.NOTE, []).append(
                self._above[column] if is_again else cell
            )
        return found


def _task_depth(entries: list[OutlineEntry], top: int | None) -> int | None:
    """The depth of tasks, below the sections.

    It is the second below them where that has titles of its own or where the first is nothing but headings.
    """
    if top is None or any(_makes_task(entry) for entry in entries):
        return None
    depths = sorted(
        {
            entry.depth
            for entry in entries
            if entry.depth is not None and entry.depth > top and entry.marker and entry.marker.form != "一是"
        }
    )
    if not depths:
        return top if _are_run_in(entries, top) else None
    if len(depths) == 1:
        return depths[0]
    first, second = depths[:2]
    count = Counter(entry.depth for entry in entries)
    is_bare = count[second] >= count[first] and not _are_titled(entries, first, is_run_in=True)
    return second if is_bare or _are_titled(entries, second) else first


def _makes_task(entry: OutlineEntry) -> bool:
    """Whether a row is a task: figures without numbers are of the task that they stand in."""
    return entry.is_task_row and bool({ColumnContent.NUMBER, ColumnContent.TASK} & set(entry.columns))


def _conduct(entries: list[OutlineEntry], top: int | None) -> set[int]:
    """The places below headings of sections that only say how the plan is carried out: 四、实施步骤, 五、工作要求."""
    tops = [i for i, entry in enumerate(entries) if entry.depth == top is not None]
    return {
        place
        for start, end in pairwise([*tops, len(entries)])
        if _is_conduct(entries[start:end])
        for place in range(start + 1, end)
    }


def _is_conduct(section: list[OutlineEntry]) -> bool:
    """Whether a section, its heading first, makes nothing that counts."""
    view, marker = section[0].paragraph.view, section[0].marker
    title, body = split_title(view, marker.end if marker else 0, is_section=True)
    conduct = conduct_of(title.text)
    if conduct is None:
        return False
    views = ([body] if body else []) + [entry.paragraph.view for entry in section[1:]]
    return conduct is Conduct.STEPS or not any(
        read_targets(each, None, is_demand=True).found for each in views
    )


def _are_titled(entries: list[OutlineEntry], depth: int, *, is_run_in: bool = False) -> bool:
    """Whether most headings of a depth have titles: alone in a line (unless ``is_run_in``) or before their text."""
    titled = total = 0
    for entry in entries:
        if entry.depth != depth or entry.marker is None:
            continue
        title, body = split_title(entry.paragraph.view, entry.marker.end)
        is_before_text = body is not None and body.places[:1] > title.places[:1]
        is_alone = body is None and not is_run_in and entry.marker.form != "①"
        titled += is_before_text or is_alone
        total += 1
    return titled * 2 > total


def _are_run_in(entries: list[OutlineEntry], depth: int) -> bool:
    """Whether a plan of one level has tasks and no sections: Arabic or spoken numbers, or text behind the titles."""
    found = [entry for entry in entries if entry.depth == depth and entry.marker is not None]
    if all(entry.marker and entry.marker.numerals in {"ar", "spoken"} for entry in found):
        return True
    texts = sum(len(entry.text) > LONGEST_HEADING for entry in found)
    return texts * 2 > len(found) or _are_titled(found, depth, is_run_in=True)


def _first(cells: Cells, column: ColumnContent) -> View | None:
    return next(iter(cells.get(column, ())), None)
