"""选项: the lists to choose from, on a hidden sheet: one in the cell's own rule would end at 255 letters."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from cixi_desktop.records.fields import field_of
from cixi_desktop.workbook.identity import OPTIONS
from cixi_desktop.workbook.inputs import input_heads
from cixi_desktop.workbook.writing.cell_styles import PLAIN
from cixi_desktop.workbook.writing.cells import Cell
from cixi_desktop.workbook.writing.sheet import Sheet, letters

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.fields import Target


def option_lists(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """Every list of states and stages that the plan's figures and items have, each once."""
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    fields = (field_of(target, name) for target in targets for name in input_heads(target).values())
    return tuple(dict.fromkeys(field.choices for field in fields if field.choices))


def options_sheet(lists: tuple[tuple[str, ...], ...]) -> Sheet:
    """A column for each list."""
    sheet = Sheet(name=OPTIONS, widths=(16.0,) * len(lists), is_hidden=True)
    for texts in zip_longest(*lists, fillvalue=""):
        sheet.add([Cell(text, PLAIN) for text in texts], 15)
    return sheet


def option_sources(lists: tuple[tuple[str, ...], ...]) -> dict[tuple[str, ...], str]:
    """The range of each list."""
    return {
        choices: f"{OPTIONS}!${letters(number)}$1:${letters(number)}${len(choices)}"
        for number, choices in enumerate(lists, 1)
    }
