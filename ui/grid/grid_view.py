"""The grid itself: a table that is walked from input to input with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from ui.grid.grid_cells import ARROW, GridCells
from ui.grid.grid_rows import INPUTS, GridColumn, GridHeading, GridLine
from ui.style.form_style import em, style_anew
from ui.table.editable_table import PADDING, EditableTable, Index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.pasting.figure_paste import Slot
    from ui.grid.grid_model import GridModel

WIDTHS = {
    GridColumn.UNIT: 2.9,
    GridColumn.TARGET: 6.3,
    GridColumn.BEFORE: 5.0,
    GridColumn.INCREMENT: 4.2,
    GridColumn.VALUE: 7.4,
    GridColumn.WHOLE: 6.2,
    GridColumn.COMPLETION: 4.7,
    GridColumn.PACE: 5.0,
    GridColumn.LIGHT: 7.0,
    GridColumn.LAST_YEAR: 5.0,
    GridColumn.YEAR_ON_YEAR: 8.6,
    GridColumn.PERIOD_ON_PERIOD: 8.6,
}
"""In widths of a Chinese character."""
LONGEST_COMPLETION = "1000.0%"
"""Ten times a target: the most that 完成率 is kept wide enough for."""
WANTED_EMS, ENOUGH_EMS = 20, 11
"""The column of names while there are comparisons beside it, and while there is anything to be read only."""
MAKING_WAY = {
    GridColumn.PERIOD_ON_PERIOD: WANTED_EMS,
    GridColumn.YEAR_ON_YEAR: WANTED_EMS,
    GridColumn.LAST_YEAR: WANTED_EMS,
    GridColumn.PACE: ENOUGH_EMS,
    GridColumn.COMPLETION: ENOUGH_EMS,
    GridColumn.BEFORE: ENOUGH_EMS,
    GridColumn.UNIT: ENOUGH_EMS,
}
"""Columns that make way for the names, the first one first: the line and the months below say the same."""
SIGN_EMS = 2.8
"""What the sign of a light takes beside its word."""
NAME_EMS = (8, 26)
"""Least and most of the column of names."""
LAST_KEY = 9
"""Choices up to this one are taken from their menu by one key."""
DRAFT_MS = 1500
"""After so long without a key, what is being typed is kept as a draft."""
_RIVALS = {GridColumn.INCREMENT, GridColumn.VALUE}
"""Where a row has both, people choose one of them, and keep to it from row to row."""
_RETURN = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class GridView(EditableTable):
    """A table of inputs.

    Signals: ``moved()`` to another cell; ``pasted(slots, block)``; ``erased(slots)``; ``typing(text)``;
    ``refused()`` when something is typed where nothing can be; ``menu_asked(place)`` on the screen.
    """

    moved = Signal()
    menu_asked = Signal(QPoint)
    pasted = Signal(object, object)
    erased = Signal(object)
    typing = Signal(str)
    refused = Signal()

    def __init__(self, *, model: GridModel, parent: QWidget | None = None) -> None:
        cells = GridCells()
        super().__init__(name="表格填报", model=model, delegate=cells, parent=parent)
        self._grid = model
        self._wanted: GridColumn | None = None
        cells.typing.connect(self.typing)
        self.block_given.connect(self._paste_block)
        self.erase_asked.connect(self.erase)
        cells.given_up.connect(lambda: model.drop_draft(self.currentIndex()))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_MS)
        self._pause.timeout.connect(self._set_aside)
        self.held.connect(self._await_pause)
        self.doubleClicked.connect(self._open)
        self._dress()
        self.go_to_row(1)

    def _dress(self) -> None:
        mode = QAbstractItemView.EditTrigger
        self.setEditTriggers(mode.EditKeyPressed | mode.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setObjectName("grid_head")
        style_anew(self.horizontalHeader())  # it was looked at before it had this name
        self.horizontalHeader().setMinimumSectionSize(em(self, 2))
        self.fit_columns()

    def _ems_of(self, text: str) -> float:
        """The width of a cell that shows the text whole."""
        return (self.fontMetrics().horizontalAdvance(text) + 2 * PADDING + 1) / em(self, 1)

    def fit_columns(self) -> None:
        """Give the name what the others leave, and all of them more where there is more than it needs."""
        room, shown = self.viewport().width(), dict(WIDTHS)
        shown[GridColumn.LIGHT] = max(shown[GridColumn.LIGHT], self._grid.longest_status + SIGN_EMS)
        shown[GridColumn.COMPLETION] = max(shown[GridColumn.COMPLETION], self._ems_of(LONGEST_COMPLETION))
        for column, name_ems in MAKING_WAY.items():
            if room < em(self, sum(shown.values()) + name_ems):
                del shown[column]
            self.setColumnHidden(column, column not in shown)
        rest = sum(em(self, ems) for ems in shown.values())
        least, most = (em(self, ems) for ems in NAME_EMS)
        name = min(max(room - rest, least), most)
        factor = max(1.0, (room - name) / rest)
        widths = {column: int(em(self, ems) * factor) for column, ems in shown.items()}
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(GridColumn.NAME, max(name, room - sum(widths.values())))

    @property
    def current_target(self) -> str:
        """The id of the figure or item of the current row; “” before there is one."""
        line = self._grid.line(self.currentIndex())
        return line.target.id if line else ""

    def show_only(self, ids: frozenset[str]) -> None:
        """Show the rows of these figures and items with their headings; of all where none are named."""
        is_shown = [
            not ids or (isinstance(row, GridLine) and row.target.id in ids) for row in self._grid.rows
        ]
        heading = 0
        for number, row in enumerate(self._grid.rows):
            if isinstance(row, GridHeading):
                heading = number
            elif is_shown[number]:
                is_shown[heading] = True
        for number, is_wanted in enumerate(is_shown):
            if self.isRowHidden(number) is is_wanted:
                self.setRowHidden(number, not is_wanted)
        if self.isRowHidden(self.currentIndex().row()):
            self.go_to_row(self._row_beyond(-1, 1))

    def go_to_row(self, row: int) -> None:
        """Go to a row's input in the column that was last worked in, else to its first.

        Where no earlier month is known that is the running total.
        """
        inputs = self._inputs(row)
        if inputs:
            is_total = self._grid.begins(row) and GridColumn.VALUE in inputs
            self._go(row, GridColumn.VALUE if is_total else self._leading(row, inputs))

    def step(self, where: str) -> bool:
        """Go down, up, to the ``next`` input or ``back``; False if there is none that way."""
        index = self.currentIndex()
        if where in {"down", "up"}:
            if {*self._inputs(index.row())} >= _RIVALS and index.column() in _RIVALS:
                self._wanted = GridColumn(index.column())
            row = self._row_beyond(index.row(), 1 if where == "down" else -1)
            if row >= 0:
                self._go_down_to(row, GridColumn(index.column()))
            return row >= 0
        found = self._input_beyond(index, is_forth=where == "next")
        if found is not None:
            if {*self._inputs(found[0])} >= _RIVALS and not self._grid.begins(found[0]):
                self._wanted = found[1]
            self._go(*found)
        return found is not None

    def _go(self, row: int, column: int) -> None:
        """Go to a cell; the heading above a first row comes into view with it."""
        super()._go(row, column)
        if self._grid.line(self._grid.index(row - 1, 0)) is None:
            self.scrollTo(self._grid.index(row - 1, 0))

    def _go_down_to(self, row: int, column: GridColumn) -> None:
        """Keep to the column; where a row has no such input, to one it has, without forgetting the column."""
        inputs = self._inputs(row)
        if column not in INPUTS or not inputs:
            self._go(row, column)
        else:
            self._go(row, self._leading(row, inputs))

    def _leading(self, row: int, inputs: list[GridColumn]) -> GridColumn:
        """The input of a row in the column that was last worked in, else the one that is asked first."""
        first = GridColumn.VALUE if self._grid.begins(row) else GridColumn.INCREMENT
        wanted = self._wanted or first
        return wanted if wanted in inputs else inputs[0]

    def _inputs(self, row: int) -> list[GridColumn]:
        """The inputs of a row; none where it is hidden."""
        if self.isRowHidden(row):
            return []
        return [column for column in INPUTS if self._grid.slot(self._grid.index(row, column))]

    def _row_beyond(self, row: int, by: int) -> int:
        """The next row of a figure or item; -1 beyond the last."""
        row += by
        while 0 <= row < len(self._grid.rows):
            if self._grid.line(self._grid.index(row, 0)) is not None and not self.isRowHidden(row):
                return row
            row += by
        return -1

    def _input_beyond(self, index: QModelIndex, *, is_forth: bool) -> tuple[int, GridColumn] | None:
        """The next input in the order of asking; one that follows from its neighbour is passed over.

        Of a first month count and running total are asked, whichever was typed first and whatever it is:
        who types without looking counts on it.
        """
        here = (index.row(), GridColumn(index.column()))
        places = sorted(self._places_to_type(), key=self._turn)
        if not is_forth:
            return next((each for each in reversed(places) if self._turn(each) < self._turn(here)), None)
        if here[1] in _RIVALS and self._grid.begins(here[0]):
            (other,) = _RIVALS - {here[1]}
            lacking = (here[0], other)
            if lacking in places and not self._grid.cell(self._grid.index(*lacking)).typed:
                return lacking
            here = (here[0], GridColumn.WHOLE)
        return next((each for each in places if self._turn(each) > self._turn(here)), None)

    def _turn(self, place: tuple[int, GridColumn]) -> tuple[int, int, bool]:
        """When a place is asked for: in reading order, in a first month the count after its running total."""
        row, column = place
        is_after = column is GridColumn.INCREMENT and self._grid.begins(row)
        return row, GridColumn.VALUE if is_after else column, is_after

    def _places_to_type(self) -> Iterator[tuple[int, GridColumn]]:
        for row in range(len(self._grid.rows)):
            cells = {column: self._grid.cell(self._grid.index(row, column)) for column in self._inputs(row)}
            sure = {
                cell.field.name for cell in cells.values() if cell.field and cell.typed and not cell.severity
            }
            for column, cell in cells.items():
                is_asked = cell.typed or cell.severity or self._grid.begins(row)
                if cell.field and (is_asked or not sure & set(cell.field.exclusive_with)):
                    yield row, column

    def _await_pause(self, is_held: bool) -> None:
        if is_held:
            self._pause.start()
        else:
            self._pause.stop()

    def _set_aside(self) -> None:
        if self._cells.editor is not None:
            self._grid.draft(self.currentIndex(), self._cells.editor.words())

    def copied(self, index: Index) -> str:
        return self._grid.cell(index).copied

    def _paste_block(self, block: Block) -> None:
        index = self.currentIndex()
        if self._grid.is_open and self._grid.line(index) is not None and block:
            is_column = max(map(len, block)) == 1 and index.column() in INPUTS
            self.pasted.emit(self._column_from(index) if is_column else self._slots_from(index), block)

    def _slots_from(self, index: QModelIndex) -> list[list[Slot | None]]:
        columns = range(index.column(), len(GridColumn))
        return [
            [self._grid.slot(self._grid.index(row, column)) for column in columns]
            for row in self._rows_from(index)
        ]

    def _column_from(self, index: QModelIndex) -> list[list[Slot | None]]:
        """For a single column: in each row the input that Down leads to."""
        column = GridColumn(index.column())
        inputs = [(row, self._inputs(row)) for row in self._rows_from(index)]
        return [
            [self._grid.slot(self._grid.index(row, column if column in found else found[0]))]
            for row, found in inputs
        ]

    def _rows_from(self, index: QModelIndex) -> list[int]:
        return [row for row in range(index.row(), len(self._grid.rows)) if self._inputs(row)]

    def erase(self) -> None:
        """Ask for what is typed in the selected cells to be emptied."""
        slots = [slot for index in self.selectedIndexes() if (slot := self._grid.slot(index))]
        if slots and self._grid.is_open:
            self.erased.emit(slots)

    def _open(self, index: QModelIndex) -> None:
        """By double click: the choices of a cell, else its editor."""
        if self._choices(index):
            self._open_choices(index)
        elif self._grid.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _open_choices(self, index: QModelIndex) -> None:
        """The choices of a cell as a menu below it: a number takes one."""
        choices = self._choices(index)
        if not choices:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, choice in enumerate(choices, 1):
            action = menu.addAction(f"{'&' if place <= LAST_KEY else ''}{place}　{choice.replace('&', '&&')}")
            action.triggered.connect(lambda _is_checked, choice=choice: self._take(index, choice))
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def _take(self, index: QModelIndex, choice: str) -> None:
        """Put a choice into its cell and go on as after a typed number."""
        self._grid.setData(index, choice)
        if self.currentIndex() == index:
            self.step("next")

    def _choices(self, index: QModelIndex) -> tuple[str, ...]:
        field = self._grid.cell(index).field if index.isValid() and self._grid.can_type(index) else None
        return field.choices if field else ()

    def _asks_for_choices(self, event: QKeyEvent) -> bool:
        """Whether it is the key that opens the choices of the current cell, which has some."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_space = event.key() == Qt.Key.Key_Space and not modifiers
        is_drop = event.key() == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier
        return (is_space or is_drop) and bool(self._choices(self.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up} and not event.modifiers():
            self.step("down" if event.key() == Qt.Key.Key_Down else "up")
        elif event.key() in _RETURN and not self._grid.is_open:
            self.activated.emit(self.currentIndex())
        elif self._asks_for_choices(event):
            self._open_choices(self.currentIndex())
        else:
            if event.key() in _RETURN:
                self._confirm(self.currentIndex())
            super().keyPressEvent(event)
            if event.key() == Qt.Key.Key_F2 and self._cells.editor is not None:
                self._cells.editor.end(False)
            elif self._cells.editor is None and event.text().isalnum():
                self.refused.emit()

    def _confirm(self, index: QModelIndex) -> None:
        """Have a draft counted as it stands."""
        cell = self._grid.cell(index)
        if cell.is_draft:
            self._grid.setData(index, cell.typed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The arrow of a cell opens its choices."""
        super().mouseReleaseEvent(event)
        place, index = event.position().toPoint(), self.currentIndex()
        is_alone = event.button() == Qt.MouseButton.LeftButton and self.selectedIndexes() == [index]
        is_arrow = self.visualRect(index).right() - place.x() <= ARROW + 2 * PADDING
        if is_alone and is_arrow and self.indexAt(place) == index:
            self._open_choices(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the current cell; by mouse, that under the pointer becomes the current one."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            under = self.indexAt(event.pos())
            if not self.selectionModel().isSelected(under):
                self.setCurrentIndex(under)
            self.menu_asked.emit(event.globalPos())
        else:
            below = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(below))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        return self.step("next" if is_next else "back") or super().focusNextPrevChild(is_next)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()
