"""The one frozen Report: headings, paragraphs of sentences, tables and charts; and it as plain text."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.periods import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from cixi_desktop.periods import Period


GAP = "〔请补充"
"""Begins what a person has to add; so does ``TO_DECIDE`` what a person has to decide."""
TO_DECIDE = "〔请核定"


class ReportKind(StrEnum):
    """Which of the four chained reports it is; the value is its word on the command line."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


def kind_of(period: Period) -> ReportKind | None:
    """Which report a period has; None for 1—2月, and for the second half, of which the year's tells."""
    if period.is_month:
        return ReportKind.MONTH
    kinds = {(1, 6): ReportKind.HALF, (1, 12): ReportKind.YEAR}
    is_quarter = period.last - period.first == 2  # noqa: PLR2004
    return ReportKind.QUARTER if is_quarter else kinds.get((period.first, period.last))


class Sentence(Struct, frozen=True):
    """One sentence with its full stop; ``ids`` are the figures and items that its numbers come from."""

    words: str
    ids: tuple[str, ...] = ()


class Paragraph(Struct, frozen=True):
    """Sentences that stand together; ``lead`` is a head within the line (（一）滞后的指标。), “” for none."""

    sentences: tuple[Sentence, ...]
    lead: str = ""

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return self.lead + "".join(sentence.words for sentence in self.sentences)


class Heading(Struct, frozen=True):
    """A numbered heading of level 1 (一、) or 2 (（一）)."""

    words: str
    level: int = 1


class Table(Struct, frozen=True, kw_only=True):
    """A table with its caption above and its note below; ``widths`` are the columns' shares."""

    caption: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class Line(Struct, frozen=True):
    """One line of a chart: its name, and a value for each month from January on, None for none."""

    name: str
    values: tuple[Decimal | None, ...]


class Chart(Struct, frozen=True, kw_only=True):
    """A figure through the twelve months: what was reached, what was due, what is needed from now on."""

    caption: str
    unit: str
    lines: tuple[Line, ...]


Block = Heading | Paragraph | Table | Chart


class Report(Struct, frozen=True, kw_only=True):
    """A report as it goes out. ``remarks`` (起草核对) stay with the drafter and are never printed.

    ``marks`` stand boxed above the title (示例数据, 草稿); ``addressee`` is “” where the leaders read it;
    ``foot`` is what a unit's report is signed by and its check code. ``charts`` are the last annex.
    """

    kind: ReportKind
    period: Period
    title: str
    marks: tuple[str, ...]
    addressee: str
    blocks: tuple[Block, ...]
    annexes: tuple[Table, ...]
    signature: str
    day: str
    foot: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def annex_names(self) -> tuple[str, ...]:
        """What the annexes are called: the tables, and all charts together behind them."""
        tables = (table.caption.removesuffix("（示例数据）") for table in self.annexes)
        return (*tables, *(("指标走势图",) if self.charts else ()))

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every sentence of the text in its order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from block.sentences

    @property
    def text(self) -> str:
        """Every word that is printed, for counting what is still to be added."""
        cells = (cell for block in (*self.blocks, *self.annexes) for cell in _cells(block))
        return "\n".join((self.title, self.addressee, *cells, self.signature))


def _cells(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.words
    elif isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Table):
        yield from (block.caption, *(cell for row in block.rows for cell in row), block.note)
    else:
        yield block.caption


def numbered(parts: Iterable[tuple[str, Sequence[Block]]]) -> tuple[Block, ...]:
    """The parts under numbered headings, 一、 and so on; a part without anything is left out."""
    kept = [(title, blocks) for title, blocks in parts if blocks]
    return tuple(
        block
        for number, (title, blocks) in enumerate(kept, start=1)
        for block in (Heading(f"{numeral(number)}、{title}"), *blocks)
    )


def led(parts: Iterable[tuple[str, Iterable[Sentence]]]) -> tuple[Paragraph, ...]:
    """A paragraph for each part that has sentences, with （一）, （二） … and its own words in front.

    A single one has no number.
    """
    found = [(lead, tuple(sentences)) for lead, sentences in parts]
    kept = [(lead, sentences) for lead, sentences in found if sentences]
    return tuple(
        Paragraph(sentences, f"{ordinal(number) if len(kept) > 1 else ''}{lead}")
        for number, (lead, sentences) in enumerate(kept, start=1)
    )


def joined(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs as one, each with its lead within the line."""
    sentences = [
        replace(sentence, words=f"{'' if number else each.lead}{sentence.words}")
        for each in paragraphs
        for number, sentence in enumerate(each.sentences)
    ]
    return (Paragraph(tuple(sentences)),) if sentences else ()


def said_once(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences, each once; of those on figures 1—6月，, 截至6月底， or 6月 at the head of one only.

    What is measured against (序时进度, 年度目标) stands with the first of their numbers only.
    """
    told: set[str] = set()
    for sentence in {each.words: each for each in sentences}.values():
        if not sentence.ids:
            yield sentence
            continue
        head = re.match(SPAN, sentence.words)
        size = len(head[0]) if head and head[0] in told else 0
        told |= {head[0]} if head else set()
        yield replace(sentence, words=_measured(sentence.words[size:], told))


SPAN = r"1—\d+月，|截至\d+月底，|\d+月(?!底|\d)|[一二三四]季度(?!末)"
"""The time that a sentence begins with."""


def measured_once(*paragraphs: Paragraph) -> Iterator[Paragraph]:
    """The paragraphs with 慢于序时进度3.5个百分点 once, then 慢3.5个百分点.

    So it is with 完成年度目标的58.3% and 比序时应完成数少1个.
    """
    told: set[str] = set()
    for each in paragraphs:
        sentences = (replace(s, words=_measured(s.words, told)) if s.ids else s for s in each.sentences)
        yield replace(each, sentences=tuple(sentences))


def _measured(words: str, told: set[str]) -> str:
    """The words without what was measured against before; ``told`` grows."""

    def shortened(found: re.Match[str]) -> str:
        measure = next(filter(None, found.groups()))
        is_told = measure in told
        told.add(measure)
        return found[0].replace(measure, "") if is_told else found[0]

    return re.sub(_MEASURED, shortened, words)


_MEASURED = (
    r"(?<!转为)[快慢](于序时进度)(?=\d)"
    r"|完成(年度目标的)(?=\d)"
    r"|比序时(应完成数)(?=[多少])"
)


_DIGITS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    """一, 二 … 十, 十一 … 九十九; from 100 on in figures."""
    tens, ones = divmod(number, 10)
    if tens >= len(_DIGITS):
        return str(number)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"


def ordinal(number: int) -> str:
    """（一）, （二） …, from 1."""
    return f"（{numeral(number)}）"


TITLE_LINE = 19
"""Full-width characters of 2号 that surely fit a line, whatever the font makes of figures."""
_TITLE_PARTS = "工作要点|工作总结|下半年|完成情况|进展情况|执行情况|评价报告|工作安排"


def title_lines(title: str) -> tuple[str, ...]:
    """The title in one line, or in two that part before a word, as near to the middle as may be."""
    size = _size(title)
    if size <= TITLE_LINE:
        return (title,)
    places = [found.start() for found in re.finditer(_TITLE_PARTS, title)]
    fitting = [n for n in places if max(_size(title[:n]), _size(title[n:])) <= TITLE_LINE]
    if not fitting:
        return (title,)
    place = min(fitting, key=lambda n: abs(2 * _size(title[:n]) - size))
    return title[:place], title[place:]


def _size(words: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in words)


INDENT = "　　"


def plain_text(report: Report) -> str:
    """Title, text and annexes; tables with their columns parted by tabs, charts as their numbers."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    if report.marks:
        yield f"〔{'、'.join(report.marks)}〕"
    yield from (report.title, "")
    if report.addressee:
        yield report.addressee
    for block in report.blocks:
        yield from _block(block)
    yield from annex_lines(report)
    yield from ("", _right(report.signature), _right(report.day))
    yield from report.foot
    for number, table in enumerate(report.annexes, start=1):
        yield from ("", annex_head(report, number), *_table(table))
    if report.charts:
        yield from ("", annex_head(report, len(report.annexes) + 1), report.annex_names[-1])
    for chart in report.charts:
        yield from _chart(chart)


def annex_head(report: Report, number: int) -> str:
    """附件2; a single one has no number."""
    return f"附件{number if len(report.annex_names) > 1 else ''}"


def annex_lines(report: Report) -> Iterator[str]:
    """附件：1.… below the text; a single one has no number."""
    names = report.annex_names
    for number, name in enumerate(names, start=1):
        head = "附件：" if number == 1 else "　　　"
        yield f"{INDENT}{head}{f'{number}.' if len(names) > 1 else ''}{name}"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{INDENT}{block.words}"
    elif isinstance(block, Paragraph):
        yield f"{INDENT}{block.text}"
    elif isinstance(block, Table):
        yield from _table(block)
    else:
        yield from _chart(block)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    yield "\t".join(table.columns)
    yield from ("\t".join(row) for row in table.rows)
    if table.note:
        yield table.note


def _chart(chart: Chart) -> Iterator[str]:
    yield chart.caption
    for line in chart.lines:
        known = [f"{n}月{value}" for n, value in enumerate(line.values, start=1) if value is not None]
        is_level = len(known) == MONTHS and len(set(line.values)) == 1
        yield f"{line.name}（{chart.unit}）：{f'各月{line.values[0]}' if is_level else '，'.join(known)}"


_WIDTH = 76


def _right(words: str) -> str:
    """The words towards the right of a line."""
    size = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)
    return "　" * ((_WIDTH - size) // 2 - 2) + words
