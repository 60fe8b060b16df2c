"""What stands in the grid: its columns, its rows in the plan's order, and the words of every cell."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.comparison import NONE, variation_words
from cixi_desktop.assessment.counting import count_unit
from cixi_desktop.assessment.phrases import beside_unit, target_words
from cixi_desktop.checks.issues import Severity
from cixi_desktop.plan import HEADLINE, Indicator
from cixi_desktop.records.fields import REPORTED, figure_fields
from cixi_desktop.wording.figures import completion_words, pace_percent
from cixi_desktop.wording.form import CARRIED, hint, shown_text, status_words
from cixi_desktop.wording.words import fullwidth_punctuation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.assessment.comparison import Comparison
    from cixi_desktop.assessment.lights import Light
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.kinds import Field
    from cixi_desktop.plan import Plan, Task
    from cixi_desktop.records.fields import Target


class GridColumn(IntEnum):
    """The columns from left to right."""

    NAME = 0
    UNIT = 1
    TARGET = 2
    BEFORE = 3
    INCREMENT = 4
    VALUE = 5
    WHOLE = 6
    COMPLETION = 7
    PACE = 8
    LIGHT = 9
    LAST_YEAR = 10
    YEAR_ON_YEAR = 11
    PERIOD_ON_PERIOD = 12


TITLES = {
    GridColumn.NAME: "指标、事项",
    GridColumn.UNIT: "计量",
    GridColumn.TARGET: "年度目标",
    GridColumn.BEFORE: "上期累计",
    GridColumn.INCREMENT: "本期",
    GridColumn.VALUE: "累计、数值",
    GridColumn.WHOLE: "清单总数",
    GridColumn.COMPLETION: "完成率",
    GridColumn.PACE: "序时",
    GridColumn.LIGHT: "亮灯",
    GridColumn.LAST_YEAR: "上年同期",
    GridColumn.YEAR_ON_YEAR: "同比",
    GridColumn.PERIOD_ON_PERIOD: "环比",
}
TIPS = {
    GridColumn.BEFORE: "截至上期的累计数（或最近一期的数值）",
    GridColumn.LAST_YEAR: "上年同期的数，在“设置—指标和事项口径”中填写",
    GridColumn.YEAR_ON_YEAR: "同比：累计数与上年同期累计相比；百分比指标为相差的百分点",
    GridColumn.PERIOD_ON_PERIOD: "环比：本期新增与上期新增相比；其他指标与上期数值相比",
}
INPUTS = (GridColumn.INCREMENT, GridColumn.VALUE, GridColumn.WHOLE)
NUMBERS = {*INPUTS, GridColumn.BEFORE, GridColumn.COMPLETION, GridColumn.PACE, GridColumn.LAST_YEAR} | {
    GridColumn.YEAR_ON_YEAR,
    GridColumn.PERIOD_ON_PERIOD,
}
_COLUMNS = {
    "increment": GridColumn.INCREMENT,
    "cumulative": GridColumn.VALUE,
    "value": GridColumn.VALUE,
    "numerator": GridColumn.VALUE,
    "stage": GridColumn.VALUE,
    "denominator": GridColumn.WHOLE,
}


class CellLook(Enum):
    """How a cell is drawn."""

    HEADING = "heading"
    WORDS = "words"
    NUMBER = "number"
    LIGHT = "light"
    INPUT = "input"
    CLOSED = "closed"
    """Where other rows have an input and this one has none, or none while the month is locked."""


class GridCell(Struct, frozen=True):
    """One cell: what is drawn, what is edited, and what is said of it.

    ``is_figure`` marks the text of an empty input as what follows from others; else it is a mere hint.
    ``is_draft`` marks what was typed and does not count.
    """

    look: CellLook
    text: str = ""
    field: Field | None = None
    typed: str = ""
    is_figure: bool = False
    is_draft: bool = False
    severity: Severity | None = None
    tip: str = ""
    light: Light | None = None

    @property
    def is_right(self) -> bool:
        """Whether it stands at the right, as numbers do."""
        return not self.field.choices if self.field else self.look is CellLook.NUMBER

    @property
    def copied(self) -> str:
        """What goes to the clipboard: what is entered or follows from it, no hint and no dash."""
        if self.field is None:
            return "" if self.text == NONE else self.text
        return self.typed or (self.text if self.is_figure else "")

    @property
    def is_derived(self) -> bool:
        """Whether an input shows what follows from others, and nothing of its own."""
        return self.field is not None and not self.typed


class GridHeading(Struct, frozen=True):
    """The quiet row above the rows of a task."""

    task: Task


class GridLine(Struct, frozen=True):
    """The row of one figure or item; ``tasks`` are all that cite it, ``inputs`` its fields by column."""

    target: Target
    tasks: tuple[str, ...]
    inputs: Mapping[int, Field]


class RowState(Struct, frozen=True):
    """What a line shows: the target as judged, held against other months, with its faults.

    ``is_open`` says whether anything can be entered for the period; ``begins`` whether no earlier month is
    known, so that the month's own count stands beside its running total.
    """

    assessed: Assessed
    comparison: Comparison
    issues: tuple[Issue, ...]
    is_open: bool
    begins: bool


def layout(plan: Plan) -> tuple[GridHeading | GridLine, ...]:
    """The rows of a plan: by task its figures and then its items, each figure where it is cited first.

    Duties, which take text only, are left out.
    """
    rows: list[GridHeading | GridLine] = []
    placed: set[str] = set()
    for task in plan.tasks:
        cited = [plan.indicator(c.indicator_id) for c in plan.commitments_in(task)]
        targets: list[Target] = [figure for figure in cited if figure and figure.id not in placed]
        targets += [item for item in plan.items_in(task) if not item.traits.is_text]
        placed |= {target.id for target in targets}
        if targets:
            rows.append(GridHeading(task))
            rows += [GridLine(target, _tasks(plan, target), _inputs(target)) for target in targets]
    return tuple(rows)


def _tasks(plan: Plan, target: Target) -> tuple[str, ...]:
    if isinstance(target, Indicator):
        return tuple(commitment.task_id for commitment in plan.commitments_of(target))
    return (target.task_id,)


def _inputs(target: Target) -> dict[int, Field]:
    """The first input for each column; the two amounts of a growth rate are left to the form."""
    found: dict[int, Field] = {}
    for field in figure_fields(target):
        if field.name in _COLUMNS:
            found.setdefault(_COLUMNS[field.name], field)
    return found


def heading_words(task: Task) -> str:
    """A task as its row names it."""
    return task.title if task.id == HEADLINE else f"{task.id}　{task.title}"


def line_name(line: GridLine) -> str:
    """The name of a figure or item; with its tasks where there are several, as it is entered once for all."""
    name = fullwidth_punctuation(line.target.name)
    if len(line.tasks) == 1:
        return name
    places = "、".join("总体" if task == HEADLINE else task for task in line.tasks)
    return f"{name}（{places}）"


def choice_words(field: Field | None) -> str:
    """The choices of an input with the numbers by which they are typed; “” where it has none."""
    choices = field.choices if field else ()
    listed = "、".join(f"{number} {choice}" for number, choice in enumerate(choices, 1))
    return f"填序号：{listed}" if listed else ""


def cells(line: GridLine, state: RowState) -> tuple[GridCell, ...]:
    """All cells of a line, from left to right."""
    return tuple(
        _input(line, state, column) if column in INPUTS else _shown(line, state, column)
        for column in GridColumn
    )


def _input(line: GridLine, state: RowState, column: GridColumn) -> GridCell:
    field = line.inputs.get(column)
    if field is None:
        return GridCell(CellLook.CLOSED)
    assessed = state.assessed
    typed = shown_text(assessed, field.name)
    own = [issue for issue in state.issues if issue.where == field.name]
    worst = min(own, key=lambda issue: issue.severity is not Severity.ERROR, default=None)
    return GridCell(
        CellLook.INPUT if state.is_open else CellLook.CLOSED,
        text=typed or hint(assessed, field.name).removeprefix(CARRIED) or _asked(line, field),
        field=field,
        typed=typed,
        is_figure=assessed.state == REPORTED and not field.choices,
        is_draft=assessed.entry is not None and field.name in dict(assessed.entry.drafts),
        severity=worst.severity if worst else None,
        tip=f"{worst.severity}：{worst.text}" if worst else "",
    )


def _asked(line: GridLine, field: Field) -> str:
    """What the two numbers of a ratio are, whose columns are headed for other rows."""
    return field.label if line.target.traits.is_ratio else ""


def _shown(line: GridLine, state: RowState, column: GridColumn) -> GridCell:
    assessed = state.assessed
    if column is GridColumn.LIGHT:
        return GridCell(CellLook.LIGHT, status_words(assessed), light=assessed.light, tip=assessed.reason)
    look = CellLook.NUMBER if column in NUMBERS else CellLook.WORDS
    text = _WORDS[column](line, state)
    return GridCell(look, text, tip=text if look is CellLook.WORDS else "")


def _target_words(line: GridLine) -> str:
    """The target with its comparator; the unit has a column of its own."""
    if isinstance(line.target, Indicator):
        return target_words(line.target).replace(line.target.unit, "")
    return "办结" if line.target.traits.is_ratio else (line.target.stages or (NONE,))[-1]


def _pace(assessed: Assessed) -> str:
    return pace_percent(assessed) if isinstance(assessed, FigureAssessment) else NONE


def _number(line: GridLine, value: Decimal | None) -> str:
    return NONE if value is None else beside_unit(line.target, value)


_WORDS: dict[GridColumn, Callable[[GridLine, RowState], str]] = {
    GridColumn.NAME: lambda line, _: line_name(line),
    GridColumn.UNIT: lambda line, _: count_unit(line.target).partition("（")[0],
    GridColumn.TARGET: lambda line, _: _target_words(line),
    GridColumn.BEFORE: lambda line, state: _number(line, state.comparison.before),
    GridColumn.COMPLETION: lambda _, state: completion_words(state.assessed),
    GridColumn.PACE: lambda _, state: _pace(state.assessed),
    GridColumn.LAST_YEAR: lambda line, state: _number(line, state.comparison.last_year),
    GridColumn.YEAR_ON_YEAR: lambda _, state: variation_words(state.comparison.year_on_year),
    GridColumn.PERIOD_ON_PERIOD: lambda _, state: variation_words(state.comparison.period_on_period),
}
