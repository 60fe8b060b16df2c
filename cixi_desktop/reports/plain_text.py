"""A report as plain text, for the clipboard and .txt files."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from cixi_desktop.reports.report import Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.reports.report import Block, Chart, Report

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
        yield from ("", f"附件{number if len(report.annexes) > 1 else ''}", *_table(table))


def annex_lines(report: Report) -> Iterator[str]:
    """附件：1.… below the text; a single one has no number."""
    names = [table.caption.removesuffix("（示例数据）") for table in report.annexes]
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
        known = (f"{n}月{value}" for n, value in enumerate(line.values, start=1) if value is not None)
        yield f"{line.name}（{chart.unit}）：{'，'.join(known)}"


_WIDTH = 76


def _right(words: str) -> str:
    """The words towards the right of a line."""
    size = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)
    return "　" * ((_WIDTH - size) // 2 - 2) + words
