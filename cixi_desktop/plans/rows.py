"""A row of a table of tasks or figures put into the part that it makes."""

from __future__ import annotations

from cixi_desktop.plans.parts import Figure, Part
from cixi_desktop.plans.tables import DUTIES, Column
from cixi_desktop.plans.titles import has_quantity
from cixi_desktop.plans.view import View

AS_ABOVE = "〃"
"""What a cell says that is merged with the one above; people write it, too."""
Cells = dict[Column, list[View]]


def fill(part: Part, cells: Cells, name: View | None) -> None:
    """Put each cell where it belongs; ``name`` is the cell that names the task, None in a row that goes on with it."""
    for column, role in DUTIES.items():
        part.duties += [(role, cell) for cell in cells.get(column, ())]
    part.asides += _of(cells, Column.DONE, Column.NOTE)
    part.stages += _of(cells, Column.STAGE)
    if Column.FIGURE in cells and Column.VALUE in cells:
        _fill_figure(part, cells, name or cells[Column.FIGURE][0])
        return
    content = _of(cells, Column.CONTENT, Column.VALUE)
    if name is not None:
        is_title = bool(content) and not has_quantity(name.text)
        (part.titles if is_title else part.bodies).append(name)
    part.bodies += content
    part.asides += _of(cells, Column.BASE, Column.UNIT)


def _fill_figure(part: Part, cells: Cells, name: View) -> None:
    *others, value = cells[Column.VALUE]
    units, bases = cells.get(Column.UNIT, ()), cells.get(Column.BASE, ())
    is_striving = any("预期" in note.text for note in cells.get(Column.NOTE, ()))
    part.titles.append(name)
    part.asides += [*others, *bases]
    part.figures.append(
        Figure(name, value, next(iter(units), None), next(iter(bases), None), is_striving=is_striving)
    )


def _of(cells: Cells, *columns: Column) -> list[View]:
    return [cell for column in columns for cell in cells.get(column, ())]
