"""The rows of the grid as a model: changed rows alone are drawn anew, and what is typed is handed over."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from cixi_desktop.assessment.comparison import compare
from cixi_desktop.assessment.completion import begins
from cixi_desktop.records.fields import numbered_choice
from ui.grid.grid_rows import (
    NUMBERS,
    TIPS,
    TITLES,
    CellLook,
    GridCell,
    GridColumn,
    GridHeading,
    GridLine,
    RowState,
    cells,
    choice_words,
    heading_words,
    layout,
    line_name,
)
from ui.style.style import as_typed
from ui.table.editable_table import LEFT, RIGHT, Index

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.pasting.figure_paste import Slot
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content

_ROLE = Qt.ItemDataRole
_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TYPED = _SEEN | Qt.ItemFlag.ItemIsEditable
_HELD_TIP = "未保存，内容仍在格中。排除故障后按Ctrl+S。"


_DATA: dict[int, Callable[[GridCell], Any]] = {
    _ROLE.DisplayRole: lambda cell: cell.text,
    _ROLE.EditRole: lambda cell: cell.typed if cell.field else cell.text,
    _ROLE.ToolTipRole: lambda cell: as_typed(cell.tip) or None,
    _ROLE.TextAlignmentRole: lambda cell: RIGHT if cell.is_right else None,
    _ROLE.AccessibleDescriptionRole: lambda cell: cell.tip or choice_words(cell.field),
}


class GridModel(QAbstractTableModel):
    """One row for each figure and item that takes a number or a stage, under quiet rows for the tasks.

    Signals: ``typed(target id, field, text)``; ``set_aside`` with the same, of what is still being typed.
    """

    typed = Signal(str, str, str)
    set_aside = Signal(str, str, str)

    def __init__(self, *, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.rows = layout(plan)
        self._states: list[RowState | None] = [None] * len(self.rows)
        self._cells: list[tuple[GridCell, ...]] = [self._blank(row) for row in self.rows]
        self._held: dict[Slot, str] = {}
        self._saying: tuple[Slot, str] | None = None
        self._draft: Slot | None = None
        self._behind: RowState | None = None
        self._period_and_unit: object = None
        self.is_open = False

    def show_assessment(
        self, assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]], content: Content
    ) -> None:
        """Show what is kept and judged now; text that could not be kept stays until it is.

        A row in which something is still being typed stays as it was until that is handed over.
        """
        self._behind = None
        here = (assessment.period, assessment.unit)
        if here != self._period_and_unit:
            self._held.clear()
        self._period_and_unit = here
        self.is_open = assessment.is_open
        assessed = {each.id: each for each in assessment.assessed}
        changed: list[int] = []
        for number, row in enumerate(self.rows):
            if isinstance(row, GridLine):
                state = RowState(
                    assessed[row.target.id],
                    compare(content, row.target, assessment.period),
                    issues.get(row.target.id, ()),
                    assessment.takes(row.target),
                    begins(row.target, content.series(row.target.id, here[0].year), here[0].last),
                )
                if self._draft and self._draft[0] == row.target.id:
                    self._behind = state
                elif state != self._states[number]:
                    self._renew(number, row, state)
                    changed.append(number)
        for number in changed:
            self._tell(number)

    @property
    def longest_status(self) -> int:
        """Characters of the longest word beside a light."""
        lights = (row[GridColumn.LIGHT] for row in self._cells)
        return max((len(cell.text) for cell in lights if cell.look is CellLook.LIGHT), default=0)

    @property
    def has_draft(self) -> bool:
        """Whether what is still being typed was kept as a draft."""
        return self._draft is not None

    def draft(self, index: Index, text: str) -> None:
        """Have kept what is still being typed, in case that it is never handed over."""
        slot = self.slot(index)
        if slot is not None and text.strip():
            self._draft = slot
            self.set_aside.emit(*slot, self._meant(index, text))

    def drop_draft(self, index: Index) -> None:
        """Have the cell hold again what it did before anything was typed."""
        if self._draft is not None:
            slot, self._draft = self._draft, None
            self.typed.emit(*slot, self.cell(index).typed)

    def hold(self) -> None:
        """What is just being handed over cannot be kept: go on showing it."""
        if self._saying is not None:
            slot, text = self._saying
            self._held[slot] = text

    def forget(self) -> None:
        """Give up what could not be kept."""
        held, self._held = self._held, {}
        for number, row in enumerate(self.rows):
            if isinstance(row, GridLine) and any(slot[0] == row.target.id for slot in held):
                self._tell(number)

    def cell(self, index: Index) -> GridCell:
        """What stands at a place; text that could not be kept goes before what is."""
        cell = self._cells[index.row()][index.column()]
        held = self._held.get(self.slot(index) or ("", "")) if self._held else None
        if held is None:
            return cell
        return GridCell(cell.look, held, field=cell.field, typed=held, severity=cell.severity, tip=_HELD_TIP)

    def slot(self, index: Index) -> Slot | None:
        """Where an input is kept; None where there is none."""
        row = self.rows[index.row()] if index.isValid() else None
        field = row.inputs.get(index.column()) if isinstance(row, GridLine) else None
        return (row.target.id, field.name) if isinstance(row, GridLine) and field else None

    def line(self, index: Index) -> GridLine | None:
        """The figure or item of a row; None for the row of a task."""
        row = self.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, GridLine) else None

    def row_state(self, index: Index) -> RowState | None:
        """What a row shows; None for the row of a task, and before the first assessment."""
        return self._states[index.row()] if index.isValid() else None

    def begins(self, row: int) -> bool:
        """Whether a row asks for the running total first, as no earlier month is known."""
        state = self._states[row]
        return state is not None and state.begins

    def row_of(self, target_id: str) -> int:
        """The row of a figure or item, or of the figure that a commitment of that id cites; -1 for none."""
        target = self._plan.indicator(target_id) or self._plan.item(target_id)
        return next(
            (n for n, row in enumerate(self.rows) if isinstance(row, GridLine) and row.target is target), -1
        )

    def rows_of_task(self, task_id: str) -> range:
        """The rows below the heading of a task; none where it has none of its own."""
        headings = [n for n, row in enumerate(self.rows) if isinstance(row, GridHeading)]
        for first, after in pairwise((*headings, len(self.rows))):
            if self.task_of(self.index(first, 0)) == task_id:
                return range(first + 1, after)
        return range(0)

    def task_of(self, index: Index) -> str:
        """The task under whose heading a row stands."""
        above = reversed(self.rows[: index.row() + 1])
        return next(row.task.id for row in above if isinstance(row, GridHeading))

    def _blank(self, row: GridHeading | GridLine) -> tuple[GridCell, ...]:
        if isinstance(row, GridHeading):
            return (GridCell(CellLook.HEADING, heading_words(row.task)),) * len(GridColumn)
        return (GridCell(CellLook.WORDS),) * len(GridColumn)

    def _renew(self, number: int, line: GridLine, state: RowState) -> None:
        before = self._cells[number]
        self._states[number] = state
        self._cells[number] = cells(line, state)
        for column, field in line.inputs.items():
            slot = (line.target.id, field.name)
            is_answer = self._saying is not None and self._saying[0] == slot
            if is_answer or before[column].typed != self._cells[number][column].typed:
                self._held.pop(slot, None)

    def _tell(self, number: int) -> None:
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(GridColumn) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(GridColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _ROLE.TextAlignmentRole:
            return RIGHT if GridColumn(section) in NUMBERS else LEFT
        if role == _ROLE.ToolTipRole:
            return TIPS.get(GridColumn(section))
        return TITLES[GridColumn(section)] if role == _ROLE.DisplayRole else None

    def can_type(self, index: Index) -> bool:
        """Whether the row of that place takes anything for the period."""
        state = self._states[index.row()]
        return state is not None and state.is_open

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index)
        if line is None:
            return Qt.ItemFlag.NoItemFlags
        field = line.inputs.get(index.column())
        return _TYPED if field and self.can_type(index) else _SEEN

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == _ROLE.AccessibleTextRole:
            return self._spoken(index, cell)
        return _DATA[role](cell) if role in _DATA else None

    def _spoken(self, index: Index, cell: GridCell) -> str:
        """A cell as a screen reader says it: whose it is, what it is, and what it holds."""
        line = self.line(index)
        if line is None:
            return cell.text
        label = cell.field.label if cell.field else TITLES[GridColumn(index.column())]
        words = cell.text if not cell.is_derived else f"未填{f'，{cell.text}' if cell.text else ''}"
        return f"{line_name(line)}，{label}：{words}"

    def setData(self, index: Index, value: object, role: int = _ROLE.EditRole) -> bool:
        """Hand over what was typed; whether it differs from what stands there, or is to confirm a draft."""
        slot, text, cell = self.slot(index), self._meant(index, str(value)), self.cell(index)
        is_new = cell.is_draft or self.has_draft or text.strip() != cell.typed.strip()
        if slot is None or not self.can_type(index) or role != _ROLE.EditRole or not is_new:
            return False
        self._saying, self._draft = (slot, text), None
        self.typed.emit(*slot, text)
        line = self.line(index)
        if line is not None and self._behind is not None:  # what stood aside is what was handed over
            self._renew(index.row(), line, self._behind)
        self._saying, self._behind = None, None
        self._tell(index.row())
        return True

    def _meant(self, index: Index, text: str) -> str:
        """What is typed; the number of a choice stands for the choice."""
        field = self.cell(index).field
        return numbered_choice(field, text) if field and field.choices else text
