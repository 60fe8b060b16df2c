"""Edits: what people put into a cell, as a field that differs from what was written, and their record."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from cixi_desktop.assessment.completion import latest_value
from cixi_desktop.assessment.lights import Light
from cixi_desktop.checks.validation import check_entry, errors
from cixi_desktop.dates import read_date
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import narrow
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import AS_OF, FIGURE_FIELDS, NUMBERS, REPORTED, STATE, Target, with_text
from cixi_desktop.values import HUNDRED, ZERO, plain, read_number
from cixi_desktop.workbook.reading.cells import DAY, PERCENT
from cixi_desktop.workbook.reading.reading import Changed, Normalised, RefusedCell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.kinds import Field
    from cixi_desktop.records.entries import Entry, Narrative, Series
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.cells import Found

EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet program."""
LAST_SERIAL = 2_958_465
"""31 December 9999."""
_ABOUT = re.compile(r"^(约|大约)|(左右|上下)$")
_SYMBOL = re.compile(r"^[^\w（(]+")
COMPUTED = frozenset({light.value for light in Light} | {REPORTED}) - {state.value for state in State}
"""Words of the column 状态 that the program finds itself."""


def typed_text(found: Found, field: Field, target: Target) -> str:
    """The cell as the field's plain text; “” for a blank. CixiError if it cannot be read."""
    check_value(found)
    if not found.text.strip():
        return ""
    if field.name in NUMBERS:
        return plain(_number(found, field, target))
    if field.name == AS_OF.name:
        return _day(found)
    if field.name == STATE.name:
        return state_word(found.text)
    if field.choices:
        return _choice(found.text, field.choices)
    return clean_text(found.text)


def check_value(found: Found) -> None:
    """CixiError for an error value, and for a formula that was never calculated."""
    if found.is_error:
        raise CixiError(f"单元格是错误值{found.text}。", "请改填数值。")
    if found.formula and not found.text:
        raise CixiError(f"单元格是公式{found.formula[:40]}，没有计算结果。", "请改填数值。")


def seen(found: Found) -> str:
    """The cell as people see it: a formula by its text, a share as a percentage, a serial as a day."""
    if found.formula:
        return found.formula
    if found.shape == PERCENT:
        return f"{plain(Decimal(found.text) * HUNDRED)}%"
    return _day(found) if found.shape == DAY else found.text


def clean_text(text: str) -> str:
    """Text without the blanks around it."""
    return text.strip()


def state_word(text: str) -> str:
    """The column 状态 without its symbol: ◎ 待公布 → 待公布."""
    return _SYMBOL.sub("", narrow(text).strip()).strip()


def _number(found: Found, field: Field, target: Target) -> Decimal:
    if found.is_number and found.shape == PERCENT and field.unit == "%":
        return read_number(plain(Decimal(found.text) * HUNDRED))
    text = _ABOUT.sub("", narrow(found.text).strip()).strip()
    value = read_number(text, field.unit)
    is_bare = field.unit == "%" and "%" not in text
    return _percentage(value, target) if is_bare and isinstance(target, Indicator) else value


def _percentage(value: Decimal, indicator: Indicator) -> Decimal:
    """A bare number under a percentage: 0.0369 is 3.69 % where that is near the target.

    One that is neither near it nor written as the figure is published could be either: CixiError.
    """
    if not 0 < abs(value) < 1:
        return value
    share = value * HUNDRED
    if indicator.target / 2 <= share <= indicator.target * 2:
        return share
    if value != round(value, indicator.decimals):
        raise CixiError(
            f"“{plain(value)}”是{plain(value)}%还是{plain(share)}%？", f"请写明百分号，如“{plain(share)}%”。"
        )
    return value


def _day(found: Found) -> str:
    if found.is_number and found.shape == DAY:
        serial = int(found.text)
        if not 0 < serial <= LAST_SERIAL:
            raise CixiError(f"“{found.text}”不是日期。", "请写成2025-06-25。")
        return str(EPOCH + timedelta(days=serial))
    return str(read_date(found.text.strip()))


def _choice(text: str, choices: tuple[str, ...]) -> str:
    """The choice that is meant, whatever blanks and widths it was typed with; else the text as it stands."""
    wanted = _folded(text)
    return next((choice for choice in choices if _folded(choice) == wanted), text.strip())


def _folded(text: str) -> str:
    return "".join(narrow(text).split())


def is_same(text: str, before: str) -> bool:
    """Whether a cell still says what was written: numbers by value, to the precision that cells keep."""
    if text.strip() == before.strip():
        return True
    try:
        return bool(text and before) and float(text) == float(before)
    except ValueError:
        return False


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
        if is_whole and not (
            _agree(target, given["increment"], given["cumulative"], series) or _begins(target, given, series)
        ):
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


def totals_told(target: Target, edits: Sequence[Edit], series: Series) -> list[Normalised]:
    """That a running total was taken beside an increment that only earlier months would explain."""
    given = {edit.field: edit for edit in edits if edit.text}
    if not _begins(target, given, series) or _agree(target, given["increment"], given["cumulative"], series):
        return []
    total, increment = given["cumulative"], given["increment"]
    before = f"本期{increment.text}、累计{total.text}"
    after = f"累计{total.text}（没有以前月份的数，本期由累计得出）"
    return [Normalised(total.sheet, total.cell, before, after, total.key)]


def _begins(target: Target, given: Mapping[str, Edit], series: Series) -> bool:
    """Whether both are given, the total is no less, and no earlier month is known: a year begun late."""
    if not {"increment", "cumulative"} <= given.keys() or not isinstance(target, Indicator):
        return False
    if not target.traits.is_counted or latest_value(target, series, MONTHS).value is not None:
        return False
    try:
        return Decimal(given["increment"].text) <= Decimal(given["cumulative"].text)
    except ArithmeticError:
        return False


def _agree(target: Target, increment: Edit, cumulative: Edit, series: Series) -> bool:
    """Whether the increment leads from the months before to the total."""
    if not isinstance(target, Indicator) or not target.traits.is_counted:
        return False
    before = latest_value(target, series, MONTHS).value or ZERO
    try:
        return before + Decimal(increment.text) == Decimal(cumulative.text)
    except ArithmeticError:
        return False
