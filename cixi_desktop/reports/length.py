"""How long a text is, laid out by GB/T 9704, how long it may be, and how it is shortened."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from enum import IntEnum
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.reports.report import SPAN, Chart, Heading, ReportKind, Sentence, Table
from cixi_desktop.wording.report_sentences import in_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Block, Report


class Brevity(IntEnum):
    """What is shortened, one step after the other, where a text is too long; never what is 滞后.

    ONE_A_TASK: of each task what is furthest ahead and was told last. BEHIND: 欠序时 without the steps of the
    annex. TABLES: without what a table tells too. PAIRS: two coupled figures under one name. ITEMS: of the
    items those that were done or are slow.
    """

    ONE_A_TASK = 1
    BEHIND = 2
    TABLES = 3
    PAIRS = 4
    ITEMS = 5


PAGES = {ReportKind.MONTH: 2, ReportKind.QUARTER: 3, ReportKind.HALF: 4, ReportKind.YEAR: 5}
"""How many pages the text of each report may have, title, 附件说明 and 落款 apart."""
LINES = 22
"""Lines of a page."""
_CHARACTERS, _INDENT = 28, 2
_ROW, _CHART = Decimal("0.7"), 8
"""How many lines the row of a table has, in small print as its note, and a chart."""


def fits(report: Report) -> bool:
    """Whether its text has no more pages than it may have."""
    return lines_of(report) <= PAGES[report.kind] * LINES


def lines_of(report: Report) -> Decimal:
    """How many lines of 28 characters its text has."""
    return sum(map(_lines, report.blocks), Decimal(0))


def _lines(block: Block) -> Decimal:
    """How many lines of 28 characters a block has; figures and Latin letters are half a character wide."""
    if isinstance(block, Chart):
        return _in_lines(block.caption) + _CHART
    if isinstance(block, Table):
        rows = 1 + len(block.rows) + bool(block.note)
        return _ROW * rows + (_in_lines(block.caption) if block.caption else 0)
    return _in_lines(block.words if isinstance(block, Heading) else block.text)


def _in_lines(words: str) -> Decimal:
    halves = sum(1 if character.isascii() else 2 for character in words)
    return Decimal(math.ceil((halves / 2 + _INDENT) / _CHARACTERS))


def shortened(material: Material, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Sentences on figures, in a shortened report without what the table tells and pairs in one sentence."""
    told = list(sentences)
    if material.brevity >= Brevity.TABLES:
        told = [replace(each, words=_DONE.sub("", each.words)) for each in told]
    pairs = {frozenset((pair.first, pair.second)) for pair in material.plan.couplings}
    while told:
        sentence = told.pop(0)
        is_pair = bool(told) and frozenset((*sentence.ids, *told[0].ids)) in pairs
        if is_pair and material.brevity >= Brevity.PAIRS:
            second = told.pop(0)
            ids = (*sentence.ids, *second.ids)
            names = (in_text(material.plan.target(id_).name) for id_ in ids)
            alike = takewhile(lambda pair: pair[0] == pair[1], zip(*names, strict=False))
            head = "".join(character for character, _ in alike)
            span = re.match(SPAN, sentence.words)
            behind = second.words.removeprefix(span[0] if span else "").removeprefix(head)
            words = f"{sentence.words.removesuffix('。')}；{behind}"
            sentence = Sentence(words, ids)
        yield sentence


_DONE = re.compile(r"，完成(?:年度\w{0,2}目标的)?[\d.]+%(?=，(?:由滞后转为)?(?:快于|快\d|与序时))")
"""How much of the target is done, where the pace is told behind it."""
