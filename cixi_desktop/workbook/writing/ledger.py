"""指标台账: the monthly register of every figure and of the items reported; then the lists behind them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.assessment.completion import entered_value
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.fields import field_of
from cixi_desktop.values import ZERO
from cixi_desktop.workbook.identity import KEY_HEAD, LEDGER
from cixi_desktop.workbook.writing.cell_styles import HEAD, NUMBER, SHORT, TEXT
from cixi_desktop.workbook.writing.cells import EMPTY, Cell, Number, Shown, number_cell, text_cell
from cixi_desktop.workbook.writing.heading import add_heading, foot, header
from cixi_desktop.workbook.writing.lists import add_lists
from cixi_desktop.workbook.writing.sheet import Sheet, letters
from cixi_desktop.workbook.writing.shown import amount, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.records.content import Content
    from cixi_desktop.workbook.identity import Identity

HEAD_HEIGHT = 22.0
FROZEN_COLUMNS = 3
_HEADS = ("指标/事项", "单位", "项目", *(f"{n}月" for n in range(1, MONTHS + 1)), KEY_HEAD)
_BLANK = Cell(EMPTY, SHORT)
_WIDTHS = (24.0, 6.0, 10.0, *(11.0,) * MONTHS, 10.0)


class Month(NamedTuple):
    """One month of one target: what was entered, and the running figure before and after it."""

    entry: Entry
    before: Decimal | None
    now: Decimal | None


Target = Indicator | Item


class Measure(NamedTuple):
    """One line of a target: its name, what it shows of a month, and the entry's field that gives the unit."""

    name: str
    show: Callable[[Target, Month], Shown]
    field: str = ""

    def unit(self, target: Target) -> str:
        """The unit of its numbers; “” for days and words."""
        if not self.field:
            return ""
        return field_of(target, self.field).unit if self.field in _TYPED else target.unit


def ledger_sheet(assessment: Assessment, content: Content, identity: Identity, code: str) -> Sheet:
    """Every figure, whether reported or not, and every item with a stage or a number this year."""
    sheet = Sheet(name=LEDGER, widths=_WIDTHS, hidden_columns=frozenset({len(_WIDTHS)}))
    sheet.header, sheet.foot = header(assessment), foot(assessment, code)
    add_heading(sheet, assessment, identity, code, LEDGER)
    sheet.repeated = sheet.add([Cell(head, HEAD) for head in _HEADS], HEAD_HEIGHT)
    sheet.frozen = f"{letters(FROZEN_COLUMNS + 1)}{sheet.repeated + 1}"
    entries = _entries(content, assessment)
    targets: tuple[Target, ...] = (
        *(figure.indicator for figure in assessment.figures),
        *(each.item for each in assessment.items),
    )
    for target in targets:
        months = _months(target, entries.get(target.id, {}))
        if months or isinstance(target, Indicator):
            for cells in _lines(target, months):
                sheet.add(cells)
    sheet.filtered = f"A{sheet.repeated}:{letters(len(_HEADS))}{sheet.last_row}"
    add_lists(sheet, assessment)
    return sheet


def _entries(content: Content, assessment: Assessment) -> dict[str, dict[int, Entry]]:
    """This year's entries by target and month, up to the end of the period: later ones are not reported."""
    found = defaultdict[str, dict[int, Entry]](dict)
    for record in content.records.values():
        if isinstance(record, Entry) and record.unit_id == assessment.unit.id and record.has_content:
            period = record.period
            if period.year == assessment.period.year and period.last <= assessment.period.last:
                found[record.target_id][period.last] = record
    return found


def _months(target: Target, entries: dict[int, Entry]) -> dict[int, Month]:
    found, now = dict[int, Month](), None
    for number in sorted(entries) if not target.traits.is_text else ():
        before, now = now, _after(target, entries[number], now)
        found[number] = Month(entries[number], before, now)
    return found


def _after(target: Target, entry: Entry, before: Decimal | None) -> Decimal | None:
    if isinstance(target, Item):
        return before if entry.increment is None else (before or ZERO) + entry.increment
    after = entered_value(target.kind, entry, before)
    return before if after is None else after


def _lines(target: Target, months: dict[int, Month]) -> Iterator[list[Cell]]:
    name = fullwidth_punctuation(target.name)
    for place, measure in enumerate(map(MEASURES.__getitem__, target.traits.measures)):
        shown = {number: measure.show(target, month) for number, month in months.items()}
        if measure.name in _OPTIONAL and not any(shown.values()):
            continue
        if place == 0:
            shown |= {n: month.entry.state.value for n, month in months.items() if month.entry.state}
        cells = [_BLANK] * MONTHS
        for number, found in shown.items():
            cells[number - 1] = _cell(found)
        unit = text_cell(measure.unit(target), SHORT)
        yield [text_cell(name, TEXT), unit, Cell(measure.name, SHORT), *cells, text_cell(target.id, SHORT)]


def written_months(target: Target, entries: dict[int, Entry]) -> dict[tuple[str, int], str]:
    """What the register shows of a target, by measure and month; numbers digit by digit."""
    found = {}
    months = _months(target, {number: entry for number, entry in entries.items() if entry.has_content})
    for place, measure in enumerate(map(MEASURES.__getitem__, target.traits.measures)):
        for number, month in months.items():
            shown = measure.show(target, month)
            if place == 0 and month.entry.state:
                shown = month.entry.state.value
            if shown:
                found[measure.name, number] = f"{shown.value:f}" if isinstance(shown, Number) else shown
    return found


def _cell(shown: Shown) -> Cell:
    if isinstance(shown, Number):
        return number_cell(shown, NUMBER)
    return text_cell(shown, SHORT) if shown else _BLANK


def _increment(target: Target, month: Month) -> Shown:
    typed = month.entry.increment
    if typed is None and month.entry.cumulative is not None:
        typed = month.entry.cumulative - (month.before or ZERO)
    return amount(target, typed) if isinstance(target, Indicator) else count(typed)


def _running(target: Target, month: Month) -> Shown:
    if month.entry.state is not None:
        return ""
    return amount(target, month.now) if isinstance(target, Indicator) else count(month.now)


def _as_of(_: Target, month: Month) -> Shown:
    """The day that the month's figure holds for; a state holds for none."""
    return "" if month.entry.state else str(month.entry.as_of or month.entry.period.end)


_MEASURES = (
    Measure("本月数", _increment, "unit"),
    Measure("累计数", _running, "unit"),
    Measure("当期数", _running, "unit"),
    Measure("增速", _running, "unit"),
    Measure("本年累计", lambda _, m: count(m.entry.cumulative), "cumulative"),
    Measure("上年同期", lambda _, m: count(m.entry.last_year), "last_year"),
    Measure("覆盖率", _running, "unit"),
    Measure("已覆盖", lambda _, m: count(m.entry.numerator), "numerator"),
    Measure("应覆盖", lambda _, m: count(m.entry.denominator), "denominator"),
    Measure("已办结", lambda _, m: count(m.entry.numerator), "numerator"),
    Measure("名单总数", lambda _, m: count(m.entry.denominator), "denominator"),
    Measure("阶段", lambda _, m: m.entry.stage),
    Measure("依据", lambda _, m: m.entry.proof),
    Measure("截至日期", _as_of),
)
MEASURES = {measure.name: measure for measure in _MEASURES}
_TYPED = {"cumulative", "last_year", "numerator", "denominator"}
"""Fields whose unit is not the target's own."""
_OPTIONAL = {"本年累计", "上年同期", "依据", "截至日期"}
"""Lines that are left out where there is nothing in them."""
