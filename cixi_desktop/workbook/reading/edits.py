"""Edits: cells of one record that differ from what the program wrote, and the record that they make."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from cixi_desktop.assessment.completion import latest_value
from cixi_desktop.checks.validation import check_entry, errors
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator
from cixi_desktop.records.fields import FIGURE_FIELDS, with_text
from cixi_desktop.values import ZERO
from cixi_desktop.workbook.reading.reading import Changed, RefusedCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.records.entries import Entry, Narrative, Series
    from cixi_desktop.records.fields import Target


class Edit(NamedTuple):
    """One field of a record as a cell now gives it; ``before`` is what the program wrote there."""

    key: str
    field: str
    text: str
    before: str
    sheet: str
    cell: str
    head: str


def edited_entry(
    target: Target, entry: Entry, edits: Sequence[Edit], series: Series, *, is_whole: bool
) -> tuple[Entry, list[RefusedCell]]:
    """The entry with its edits, or as it was with every reason why they cannot be taken."""
    faults = list(_contradictions(edits))
    if faults or not edits:
        return entry, faults
    chosen = _without_doubles(target, {edit.field: edit for edit in edits}, series, is_whole=is_whole)
    if isinstance(chosen, list):
        return entry, chosen
    after = entry
    for edit in chosen.values():
        try:
            after = with_text(target, after, edit.field, edit.text)
        except CixiError as error:
            faults.append(refusal(edit, str(error)))
    if not faults:
        faults = _checked(target, after, series, chosen)
    return (entry, faults) if faults else (after, [])


def _checked(target: Target, entry: Entry, series: Series, chosen: dict[str, Edit]) -> list[RefusedCell]:
    """What is wrong with the edited entry, once for each cell."""
    by_field: dict[str, str] = {}
    for issue in errors(check_entry(target, replace(entry, drafts=()), series)):
        where = issue.where if issue.where in chosen else next(iter(chosen))
        by_field[where] = by_field.get(where, "") + issue.text
    return [refusal(chosen[where], reason) for where, reason in by_field.items()]


def edited_narrative(narrative: Narrative, edits: Sequence[Edit]) -> tuple[Narrative, list[RefusedCell]]:
    """The same of a task's text."""
    faults = list(_contradictions(edits))
    values: dict[str, Any] = {edit.field: edit.text for edit in edits}
    return (narrative, faults) if faults else (replace(narrative, **values), [])


def refusal(edit: Edit, reason: str) -> RefusedCell:
    """The edit's cell, refused."""
    return RefusedCell(edit.sheet, edit.cell, reason, edit.key)


def changed(edit: Edit) -> Changed:
    """The edit as it is told."""
    return Changed(edit.sheet, edit.cell, edit.key, edit.head, edit.before, edit.text)


def _contradictions(edits: Sequence[Edit]) -> list[RefusedCell]:
    """Cells that give one field different values: the same figure, changed in one place and in another."""
    first: dict[str, Edit] = {}
    found = []
    for edit in edits:
        other = first.setdefault(edit.field, edit)
        if other.text != edit.text:
            reason = f"同一项在{other.sheet}{other.cell}是“{other.text}”，在这里是“{edit.text}”，不一致。"
            found.append(refusal(edit, f"{reason}请核对后只保留一个。"))
    return found


def _without_doubles(
    target: Target, chosen: dict[str, Edit], series: Series, *, is_whole: bool
) -> dict[str, Edit] | list[RefusedCell]:
    """One way of giving the figure where there are two: increment and running total, rate and amounts.

    Both must agree. A workbook without its hidden sheet shows both always: the total says more, and the
    amounts do.
    """
    given = {name: edit for name, edit in chosen.items() if edit.text}
    if "state" in given and given.keys() & FIGURE_FIELDS:
        if not is_whole:
            return _less(chosen, "state")
        return [refusal(given["state"], "已填本期状态，就不能再填数字或阶段。请只填一种。")]
    fault = None
    if {"increment", "cumulative"} <= given.keys():
        if is_whole and not _agree(target, given["increment"], given["cumulative"], series):
            words = f"本期{given['increment'].text}与累计{given['cumulative'].text}不一致。"
            fault = refusal(given["cumulative"], f"{words}请核对，或只填其中一个。")
        chosen = _less(chosen, "increment")
    if {"value", "cumulative"} <= given.keys():
        if is_whole:
            fault = refusal(given["value"], "增速与本年累计、上年同期不能同时填写。请只填一种。")
        chosen = _less(chosen, "value")
    return [fault] if fault else chosen


def _less(chosen: dict[str, Edit], name: str) -> dict[str, Edit]:
    return {other: edit for other, edit in chosen.items() if other != name}


def _agree(target: Target, increment: Edit, cumulative: Edit, series: Series) -> bool:
    """Whether the increment leads from the months before to the total."""
    if not isinstance(target, Indicator) or not target.traits.is_counted:
        return False
    before = latest_value(target, series, MONTHS).value or ZERO
    try:
        return before + Decimal(increment.text) == Decimal(cumulative.text)
    except ArithmeticError:
        return False
