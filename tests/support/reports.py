"""Looks into reports, for tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cixi_desktop.consolidation.month import look_over
from cixi_desktop.periods import parse_period
from cixi_desktop.reports.material import Material, of_bureau, of_unit
from cixi_desktop.reports.report import Heading, Paragraph, Table
from tests.support.figures import content_of

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.record import Record
    from cixi_desktop.reports.report import Report


def paragraphs(report: Report, title: str) -> list[str]:
    """The paragraphs below the heading that ends with ``title``."""
    found: list[str] = []
    is_there = False
    for block in report.blocks:
        if isinstance(block, Heading):
            is_there = block.words.endswith(title)
        elif is_there and isinstance(block, Paragraph):
            found.append(block.text)
    return found


def tables(report: Report) -> dict[str, Table]:
    """The tables within the text, by the first word of their captions: 表1, 表2."""
    found = (block for block in report.blocks if isinstance(block, Table))
    return {table.caption.partition("　")[0]: table for table in found}


def material_of(plan: Plan, *records: Record, at: str = "2025-06") -> Material:
    """What the report of one unit without duties is written from."""
    return of_unit(plan, content_of(*records), parse_period(at))


def bureau_of(plan: Plan, *contents: Content, at: str = "2025-06", on: date = date(2025, 6, 20)) -> Material:
    """What the report of a bureau with these units is written from, on that day."""
    period = parse_period(at)
    return of_bureau(look_over(plan, contents, (), period, on), period)
