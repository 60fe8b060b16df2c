"""The lists of names behind figures, below the monthly register: each with the heads of its own kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.counting import tally_words
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.records.ledgers import PERIOD, cell_text, columns, ledger_of
from cixi_desktop.values import plain
from cixi_desktop.workbook.writing.cell_styles import BLOCK, HEAD, NUMBER, SHORT, TEXT
from cixi_desktop.workbook.writing.cells import Cell, Number, number_cell, text_cell
from cixi_desktop.workbook.writing.shown import count

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.assessment.counting import Tally
    from cixi_desktop.periods import Period
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.workbook.writing.sheet import Sheet

BLOCK_HEIGHT = 24.0
SPANS = {"name": 3, PERIOD: 1, "day": 1, "place": 3, "number": 1, "code": 3, "note": 3}
"""How many of the register's columns each column of a list takes, in their order."""
_WORDS = {"name", "place", "code", "note"}


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
        sheet.add_spans([(_cell(row, name), SPANS[name]) for name in names])


def row_texts(target: Target, row: LedgerRow) -> list[str]:
    """What a row of the target's list shows, column by column."""
    heads = dict(columns(ledger_of(target)))
    texts = {name: cell_text(row, name) for name in SPANS if name in heads}
    if "number" in texts and row.number is not None:
        texts["number"] = plain(row.number)
    return list(texts.values())


def _cell(row: LedgerRow, name: str) -> Cell:
    shown = count(row.number) if name == "number" else cell_text(row, name)
    if isinstance(shown, Number):
        return number_cell(shown, NUMBER)
    return text_cell(shown, TEXT if name in _WORDS else SHORT)
