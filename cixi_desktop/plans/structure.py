"""Sections and tasks of a plan, and the text that belongs to each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from cixi_desktop.plans.draft import DraftSection, DraftTask
from cixi_desktop.plans.quantities import quantities
from cixi_desktop.plans.tables import DUTIES, Column
from cixi_desktop.plans.units import Measure

if TYPE_CHECKING:
    from cixi_desktop.plans.outline import Entry
    from cixi_desktop.plans.scope import Scope
    from cixi_desktop.plans.view import View

HEADLINE = "总体"
_LONGEST_TITLE = 40
_LONGEST_HEADING = 60
_AS_ABOVE = "〃"


class Figure(Struct, frozen=True):
    """A row of a table of figures: name, value, unit, value of the year before."""

    name: View
    value: View
    unit: View | None
    base: View | None


class Part(Struct):
    """A section or task as it is put together. ``bodies`` are its own words, ``marks`` the numbers of headings."""

    id: str
    number: str
    title: str
    start: int
    end: int
    parent: Part | None = None
    is_task: bool = False
    is_headline: bool = False
    bodies: list[View] = field(default_factory=list)
    titles: list[View] = field(default_factory=list)
    marks: list[View] = field(default_factory=list)
    stages: list[View] = field(default_factory=list)
    asides: list[View] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    duties: list[tuple[str, View]] = field(default_factory=list)
    children: int = 0


def structure(scope: Scope) -> list[Part]:
    """The parts of a plan in reading order, each task behind its section."""
    parts = _Builder(scope.entries).parts
    numbers = [_digits(part.number) for part in parts if part.is_task and part.number]
    if all(numbers) and len(set(numbers)) == len(
        numbers
    ):  # numbers that run through the whole plan name its tasks
        for part in parts:
            if part.is_task and part.number:
                part.id = _digits(part.number)
    return parts


def _digits(number: str) -> str:
    return "".join(re.findall(r"\d+", number)[-1:])


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
    """The tasks, also those that only a paragraph makes; the headline targets (主要目标) come first."""
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


class _Builder:
    """Goes through the entries once, with the section and task that are open."""

    def __init__(self, entries: list[Entry]) -> None:
        self.parts: list[Part] = []
        depths = sorted({entry.depth for entry in entries if entry.depth is not None})
        self._top = _top(entries, depths)
        self._task_depth = _task_depth(entries, self._top)
        self._is_titled = {depth: _are_titled(entries, depth) for depth in depths}
        self._path: list[tuple[int, Part]] = []
        self._task: Part | None = None
        self._row_columns: tuple[Column | None, ...] = ()
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        if entry.paragraph.is_row:
            if entry.is_task_row:
                self._add_row(entry)
            else:
                self._aside(entry.paragraph.view)
        elif entry.is_heading and entry.depth is not None:
            self._add_heading(entry, entry.depth)
        else:
            self._add_text(entry.paragraph.view)

    def _add_heading(self, entry: Entry, depth: int) -> None:
        view, marker = entry.paragraph.view, entry.marker
        assert marker is not None  # noqa: S101 - a heading has a number
        is_task = self._task_depth is not None and depth >= self._task_depth
        if is_task and self._task_depth is not None and depth > self._task_depth and self._task is not None:
            self._task.marks.append(view.part(0, marker.end))
            self._body(view.part(marker.end, len(view.text)))
            self._extend(view)
            return
        while self._path and self._path[-1][0] >= depth:
            self._path.pop()
        title, body = _split(view, marker.end)
        part = self._open(is_task=is_task, number=marker.shown, title=title, view=view)
        part.marks.append(view.part(0, marker.end))
        if title.text and (body is not None or not is_task):
            part.titles.append(title)
        if is_task:
            self._task = part
        else:
            self._path.append((depth, part))
            self._task = None
        if body is not None:
            self._body(body)
        elif is_task and any(each.unit for each in quantities(title.text)):
            self._body(title)

    def _open(self, *, is_task: bool, number: str, title: View, view: View) -> Part:
        parent = self._path[-1][1] if self._path else None
        is_headline = is_task and not number and not self.parts and self._top is not None
        part = Part(
            id=HEADLINE if is_headline else self._id(number, parent, is_task=is_task),
            number=number,
            title="主要目标" if is_headline else title.text.strip("。:,;、"),
            start=view.places[0],
            end=view.places[-1] + 1,
            parent=parent,
            is_task=is_task,
        )
        self.parts.append(part)
        return part

    def _id(self, number: str, parent: Part | None, *, is_task: bool) -> str:
        digits = re.findall(r"\d+", number)
        if parent is None:
            taken = sum(1 for part in self.parts if part.parent is None and part.id != HEADLINE)
            return digits[-1] if digits and is_task else str(taken + 1)
        parent.children += 1
        return f"{parent.id}.{parent.children}"

    def _add_text(self, view: View) -> None:
        if _is_duty(view.text):
            self._duty_line(view)
            return
        if view.text.startswith(("注:", "备注:", "说明:", "(注")):
            self._aside(view)
            return
        if not self.parts and self._top is not None:
            self._task = self._open(is_task=True, number="", title=view, view=view)
        has_numbered_task = self._task is not None and self._task.number
        if not has_numbered_task and not self._is_headline_open():
            title, body = _split(view, 0)
            if body is None and self._task is None and self._path and not _is_sentence(view.text):
                self._task = self._open(is_task=True, number="", title=title, view=view)
                self._task.titles.append(title)
                return
            if self._task is None or self._task.bodies or not self._task.titles:
                self._task = self._open(is_task=True, number="", title=title, view=view)
                if body is not None:
                    self._task.titles.append(title)
                    view = body
        self._body(view)
        self._extend(view)

    def _is_headline_open(self) -> bool:
        return self._task is not None and self._task.id == HEADLINE and not self._path

    def _body(self, view: View) -> None:
        target = self._task if self._task is not None else self._path[-1][1] if self._path else None
        if target is not None and not target.is_task:
            target = self._task = self._open(is_task=True, number="", title=_head(view), view=view)
        if target is not None and view.text:
            target.bodies.append(view)

    def _extend(self, view: View) -> None:
        if self._task is not None:
            self._task.end = view.places[-1] + 1

    def _aside(self, view: View) -> None:
        part = self.parts[-1] if self.parts else None
        if part is not None:
            part.asides.append(view)

    def _duty_line(self, view: View) -> None:
        part = self._task or (self._path[-1][1] if self._path else None)
        if part is not None:
            part.duties.append(("", view))
            part.end = max(part.end, view.places[-1] + 1)

    def _add_row(self, entry: Entry) -> None:
        cells = _cells(entry)
        group = cells.get(Column.GROUP, [])
        if group and group[0].text not in {"", _AS_ABOVE}:
            self._path = [each for each in self._path if each[0] < 0]
            self._path.append((99, self._open(is_task=False, number="", title=group[0], view=group[0])))
            self._path[-1][1].titles.append(group[0])
            self._task = None
        task = next(iter(cells.get(Column.TASK, cells.get(Column.FIGURE, []))), None)
        number = next(iter(cells.get(Column.NUMBER, [])), None)
        is_more = task is None or task.text in {"", _AS_ABOVE}
        if not is_more and task is not None:
            self._task = self._open(
                is_task=True,
                number=number.text if number else str(len(self.parts) + 1),
                title=task,
                view=entry.paragraph.view,
            )
            if number is not None and number.text:
                self._task.marks.append(number)
        if self._task is not None:
            self._fill(self._task, cells, None if is_more else task)
            self._extend(entry.paragraph.view)

    def _fill(self, part: Part, cells: dict[Column, list[View]], task: View | None) -> None:
        for column, role in DUTIES.items():
            part.duties += [(role, cell) for cell in cells.get(column, []) if cell.text]
        part.asides += [c for k in (Column.DONE, Column.NOTE) for c in cells.get(k, []) if c.text]
        part.stages += [c for c in cells.get(Column.STAGE, []) if c.text]
        values = cells.get(Column.VALUE, [])
        if Column.FIGURE in cells and values:
            name = task or cells[Column.FIGURE][0]
            part.titles.append(name)
            part.asides += values[:-1]
            part.figures.append(
                Figure(
                    name,
                    values[-1],
                    next(iter(cells.get(Column.UNIT, [])), None),
                    next(iter(cells.get(Column.BASE, [])), None),
                )
            )
            part.asides += cells.get(Column.BASE, [])
            return
        if task is not None:
            part.bodies.append(task)
        part.bodies += [
            c
            for k in (Column.CONTENT, Column.VALUE)
            for c in cells.get(k, [])
            if c.text not in {"", _AS_ABOVE}
        ]
        part.asides += [c for k in (Column.BASE, Column.UNIT) for c in cells.get(k, []) if c.text]


def _cells(entry: Entry) -> dict[Column, list[View]]:
    found: dict[Column, list[View]] = {}
    for column, cell in zip(entry.columns, entry.paragraph.cells, strict=False):
        if column is not None and cell.text:
            found.setdefault(column, []).append(cell)
    return found


def _top(entries: list[Entry], depths: list[int]) -> int | None:
    """The depth of sections: the first below which others stand; one heading over all others is none."""
    for depth in depths[:-1]:
        if sum(entry.depth == depth for entry in entries) > 1:
            return depth
    return depths[-1] if depths else None


def _task_depth(entries: list[Entry], top: int | None) -> int | None:
    """The depth of tasks: below the sections, the deepest whose headings have titles of their own."""
    if top is None or any(entry.is_task_row for entry in entries):
        return None
    depths = sorted({entry.depth for entry in entries if entry.depth is not None and entry.depth > top})
    if not depths:
        return top if _are_run_in(entries, top) else None
    deeper = [depth for depth in depths[:2] if _are_titled(entries, depth)]
    return max(deeper, default=depths[0])


def _are_titled(entries: list[Entry], depth: int) -> bool:
    """Whether most headings of a depth are titles and not sentences of a list."""
    found = [entry for entry in entries if entry.depth == depth and entry.marker is not None]
    titled = [
        e
        for e in found
        if e.marker and _split(e.paragraph.view, e.marker.end)[1] is not None or len(e.text) <= _LONGEST_TITLE
    ]
    return any(e.marker and e.marker.form != "①" for e in found) and len(titled) * 2 > len(found)


def _are_run_in(entries: list[Entry], depth: int) -> bool:
    """Whether a plan of one level has tasks and no sections: Arabic numbers, or text behind the titles."""
    found = [entry for entry in entries if entry.depth == depth and entry.marker is not None]
    if all(entry.marker and entry.marker.numerals == "ar" for entry in found):
        return True
    texts = sum(len(entry.text) > _LONGEST_HEADING for entry in found)
    return texts * 2 > len(found)


_TITLE_END = re.compile(r"[。:]|(?<=.{4})[!?]")


def _split(view: View, outset: int) -> tuple[View, View | None]:
    """Title and text of a paragraph; no text if all of it is the title.

    The title ends with 。 and bears no quantity: 8.强化创新主体培育。完善…
    """
    rest = view.part(outset, len(view.text))
    found = next(
        filter(lambda each: not _is_inside(rest.text, each.start()), _TITLE_END.finditer(rest.text)), None
    )
    if found is None:
        is_short = len(rest.text) <= _LONGEST_HEADING and rest.text[-1:] not in ";,"
        return (rest, None) if is_short else (_head_view(rest), rest)
    behind = found.end()
    head = rest.part(0, found.start())
    if behind >= len(rest.text):
        has_number = any(each.measure is not Measure.TIME and each.unit for each in quantities(head.text))
        if len(head.text) <= _LONGEST_TITLE and not has_number and "," not in head.text[:-1]:
            return head, None
        return (_head_view(rest), rest) if has_number or len(head.text) > _LONGEST_HEADING else (head, None)
    is_title = 0 < len(head.text) <= _LONGEST_TITLE and not any(each.unit for each in quantities(head.text))
    if is_title and (found[0] != ":" or len(head.text) <= 20):  # noqa: PLR2004
        return head, rest.part(behind, len(rest.text))
    return _head_view(rest), rest


def _is_inside(text: str, place: int) -> bool:
    """Whether a place lies within parentheses or quotation marks."""
    before = text[:place]
    return before.count("(") > before.count(")") or before.count("“") > before.count("”")


def _head_view(view: View) -> View:
    """The first clause, as the title of a paragraph without one."""
    found = re.search(r"[,;。:]", view.text[4:])
    return view.part(0, min(_LONGEST_TITLE, found.start() + 4 if found else len(view.text)))


def _head(view: View) -> View:
    return _head_view(view)


def _is_sentence(text: str) -> bool:
    return text[-1:] in "。;:!" or "," in text


_DUTY_LINE = re.compile(
    r"[(\[]?(?:牵头|主办|责任|配合|协办|承办|实施|落实|参与|主管|包保|分管|联系|挂钩|完成|主责|督导|督办)(?:责任)?"
    r"(?:单位|部门|领导|科室|处室|人|主体|时限|时间|期限|股室|县领导|市领导|区领导)\w{0,6}:"
)


def _is_duty(text: str) -> bool:
    return _DUTY_LINE.match(text) is not None
