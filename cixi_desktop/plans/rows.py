"""A row of a table of tasks or figures put into the part that it makes."""

from __future__ import annotations

from cixi_desktop.plans.parts import FigureRow, Part
from cixi_desktop.plans.tables import DUTIES, ColumnContent
from cixi_desktop.plans.titles import has_quantity
from cixi_desktop.plans.view import View

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
