"""指标台账: the monthly register of every figure and of the items reported; then the lists behind them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.assessment.completion import entered_value, stood_before
from cixi_desktop.assessment.counting import tally_words
from cixi_desktop.kinds import LEDGER_FIELDS, LEDGER_WORDS
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.fields import field_of
from cixi_desktop.records.ledgers import PERIOD, cell_text, columns, ledger_of
from cixi_desktop.values import ZERO, plain
from cixi_desktop.workbook.columns import asked_field
from cixi_desktop.workbook.identity import KEY_HEAD, LEDGER
from cixi_desktop.workbook.writing.heading import add_heading, foot, header
from cixi_desktop.workbook.writing.sheet import (
    BLOCK,
    EMPTY,
    HEAD,
    NUMBER,
    SHORT,
    TEXT,
    Cell,
    CellValue,
    Number,
    Sheet,
    letters,
    number_cell,
    text_cell,
)
from cixi_desktop.workbook.writing.shown import amount, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.assessment.counting import Tally
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.ledgers import LedgerRow
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
    """One line of a target: its name, what it shows of a month, and the entry's field that it is.

    The field is “” for what is calculated. An optional line is left out where there is nothing in it;
    ``is_only_here``: it says what 进展情况表 does not, and nothing else is calculated from it.
    """

    name: str
    show: Callable[[Target, Month], CellValue]
    field: str = ""
    is_optional: bool = False
    is_only_here: bool = False
    has_own_unit: bool = False

    def unit(self, target: Target) -> str:
        """The unit of its numbers; “” for days and words."""
        if self.field in {"stage", "proof", "as_of"}:
            return ""
        return field_of(target, self.field).unit if self.has_own_unit else target.unit

    def field_of(self, target: Target) -> str:
        """The field of the target's entry that the line is, “” for what is calculated."""
        return asked_field(target, self.field)


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
        if measure.is_optional and not any(shown.values()):
            continue
        if place == 0:
            shown |= {n: month.entry.state.value for n, month in months.items() if month.entry.state}
        cells = [_BLANK] * MONTHS
        for number, found in shown.items():
            cells[number - 1] = _cell(found)
        unit = text_cell(measure.unit(target), SHORT)
        yield [text_cell(name, TEXT), unit, Cell(measure.name, SHORT), *cells, text_cell(target.id, SHORT)]


def shown_months(target: Target, entries: dict[int, Entry]) -> dict[tuple[str, int], str]:
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


def measure_of(target: Target, name: str) -> Measure | None:
    """The target's line of this name, if it has one."""
    return MEASURES[name] if name in target.traits.measures else None


def _cell(shown: CellValue) -> Cell:
    if isinstance(shown, Number):
        return number_cell(shown, NUMBER)
    return text_cell(shown, SHORT) if shown else _BLANK


def _increment(target: Target, month: Month) -> CellValue:
    typed = month.entry.increment
    if typed is None and month.entry.cumulative is not None:
        before = stood_before(target, month.entry) if month.before is None else month.before
        typed = None if before is None else month.entry.cumulative - before
    return amount(target, typed) if isinstance(target, Indicator) else count(typed)


def _running(target: Target, month: Month) -> CellValue:
    if month.entry.state is not None:
        return ""
    return amount(target, month.now) if isinstance(target, Indicator) else count(month.now)


def _as_of(_: Target, month: Month) -> CellValue:
    """The day that the month's figure holds for; a state holds for none."""
    return "" if month.entry.state else str(month.entry.as_of or month.entry.period.end)


def _typed(name: str, field: str, *, is_optional: bool = False, is_only_here: bool = True) -> Measure:
    """A line that shows a field as it was entered, which has a unit of its own."""
    return Measure(
        name,
        lambda _, month: count(getattr(month.entry, field)),
        field,
        is_optional=is_optional,
        is_only_here=is_only_here,
        has_own_unit=True,
    )


_MEASURES = (
    Measure("本月数", _increment, "increment"),
    Measure("累计数", _running, "cumulative"),
    Measure("当期数", _running, "value"),
    Measure("增速", _running, "value"),
    Measure("降幅", _running, "value"),
    _typed("本年累计", "cumulative", is_optional=True),
    _typed("上年同期", "last_year", is_optional=True),
    Measure("覆盖率", _running),
    _typed("已覆盖", "numerator"),
    _typed("应覆盖", "denominator"),
    _typed("已办结", "numerator", is_only_here=False),
    _typed("清单总数", "denominator"),
    Measure("阶段", lambda _, month: month.entry.stage, "stage"),
    Measure("依据", lambda _, month: month.entry.proof, "proof", is_optional=True, is_only_here=True),
    Measure("截至日期", _as_of, "as_of", is_optional=True, is_only_here=True),
)
MEASURES = {measure.name: measure for measure in _MEASURES}


BLOCK_HEIGHT = 24.0
SPANS = {name: 3 if name in LEDGER_WORDS else 1 for name in ("name", PERIOD, *LEDGER_FIELDS)}
"""How many of the register's columns each column of a list takes, in their order."""


def add_lists(sheet: Sheet, assessment: Assessment) -> None:
    """Every list that has rows up to the end of the period; later ones are not reported."""
    for assessed in assessment.assessed:
        if assessed.ledger is not None and assessed.ledger.rows:
            _add_list(sheet, assessment.plan.target(assessed.id), assessed.ledger, assessment.period)


def _add_list(sheet: Sheet, target: Target, found: Tally, period: Period) -> None:
    ledger = ledger_of(target)
    name = fullwidth_punctuation(target.name)
    words = f"{target.id}　{name}（{ledger.kind}台账）：{tally_words(target, found, period)}"
    heads = dict(columns(ledger))
    names = [name for name in SPANS if name in heads]
    sheet.add([])
    sheet.add_across(text_cell(words, BLOCK), BLOCK_HEIGHT)
    sheet.add_spans([(Cell(heads[name], HEAD), SPANS[name]) for name in names])
    for row in found.rows:
        sheet.add_spans([(_list_cell(row, name), SPANS[name]) for name in names])


def row_texts(target: Target, row: LedgerRow) -> list[str]:
    """What a row of the target's list shows, column by column."""
    heads = dict(columns(ledger_of(target)))
    texts = {name: cell_text(row, name) for name in SPANS if name in heads}
    if "number" in texts and row.number is not None:
        texts["number"] = plain(row.number)
    return list(texts.values())


def _list_cell(row: LedgerRow, name: str) -> Cell:
    shown = count(row.number) if name == "number" else cell_text(row, name)
    if isinstance(shown, Number):
        return number_cell(shown, NUMBER)
    return text_cell(shown, TEXT if name in LEDGER_WORDS else SHORT)
