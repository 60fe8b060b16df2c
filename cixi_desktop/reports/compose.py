"""Makes the Report of a period, of the bureau or of one unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.errors import CixiError
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.analysis import trend_charts
from cixi_desktop.reports.half import half_annexes, half_blocks, half_title
from cixi_desktop.reports.length import Brevity, fits
from cixi_desktop.reports.month import month_annexes, month_blocks, month_title
from cixi_desktop.reports.overall import addressees
from cixi_desktop.reports.quarter import quarter_annexes, quarter_blocks, quarter_title
from cixi_desktop.reports.remarks import with_remarks
from cixi_desktop.reports.report import GAP, Paragraph, Report, ReportKind, kind_of
from cixi_desktop.reports.unit import unit_annexes, unit_blocks, unit_foot, unit_title
from cixi_desktop.reports.year import year_annexes, year_blocks, year_title
from cixi_desktop.wording.report_sentences import named, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.periods import Period
    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Block, Sentence

_SHAPES = {
    ReportKind.MONTH: "月，如2025-06",
    ReportKind.QUARTER: "季度，如2025-Q2",
    ReportKind.HALF: "上半年，如2025-H1",
    ReportKind.YEAR: "年，如2025",
}


def check_kind(kind: ReportKind, period: Period) -> None:
    """CixiError if there is no such report of the period."""
    if kind_of(period) is not kind:
        raise CixiError(f"{period.label}不能出这种报告。", f"所属期请写{_SHAPES[kind]}。")


def compose(material: Material) -> Report:
    """The report of the material's period, whole or as brief as the material wants it."""
    return with_remarks(_written(material), material)


def fitted(material: Material) -> Report:
    """The report, shortened step by step until it has no more pages than it may have."""
    report, brief = _written(material), material
    for brevity in Brevity:
        if fits(report):
            break
        brief = replace(material, brevity=brevity)
        report = _written(brief)
    return with_remarks(report, brief)


def _written(material: Material) -> Report:
    kind = kind_of(material.period)
    if kind is None:
        raise CixiError(f"{material.period.label}没有报告。", "请选择月、季、上半年或年。")
    parts = _PARTS[kind] if material.bureau else (unit_title, unit_blocks, unit_annexes)
    title, blocks, annexes = parts
    return Report(
        kind=kind,
        period=material.period,
        title=title(material),
        marks=(),
        addressee=_addressee(material, kind),
        blocks=tuple(_called_shortly_again(blocks(material), material)),
        annexes=annexes(material),
        signature=_signature(material),
        day=_day(material),
        foot=() if material.bureau else unit_foot(material),
        charts=trend_charts(material) if material.bureau and kind is not ReportKind.MONTH else (),
    )


_PARTS = {
    ReportKind.MONTH: (month_title, month_blocks, month_annexes),
    ReportKind.QUARTER: (quarter_title, quarter_blocks, quarter_annexes),
    ReportKind.HALF: (half_title, half_blocks, half_annexes),
    ReportKind.YEAR: (year_title, year_blocks, year_annexes),
}
"""What makes title, text and annexes of the bureau's reports."""


def _called_shortly_again(blocks: Iterable[Block], material: Material) -> Iterator[Block]:
    """The blocks; a figure or item that a sentence has called by a name goes by its short one after.

    But for 新培育浙江省科技型中小企业158家, where the name carries the verb of a number.
    """
    known = {each.id: each for task in material.now.tasks for each in task.assessed}
    told: set[str] = set()

    def shortened(sentence: Sentence) -> Sentence:
        words = sentence.words
        for each in (known[id_] for id_ in sentence.ids if id_ in known):
            name, short = named(each), short_name(each)
            if each.id in told:
                words = re.sub(rf"{re.escape(name)}(?!{_number_of(each)})", short, words)
            elif name in words or short in words:
                told.add(each.id)
        return replace(sentence, words=words)

    for block in blocks:
        if isinstance(block, Paragraph):
            yield replace(block, sentences=tuple(map(shortened, block.sentences)))
        else:
            yield block


def _number_of(assessed: Assessed) -> str:
    """The pattern of a number of a figure in its unit: 158家, and not 4—6月."""
    if not isinstance(assessed, FigureAssessment):
        return r"\d"
    return rf"\d[\d.]*{re.escape(assessed.indicator.unit)}"


def _addressee(material: Material, kind: ReportKind) -> str:
    """All units for the month; the issuer's office for a unit's; “” for what the leaders read."""
    if material.bureau is None:
        return f"{_office(material.plan.document.issuer)}："
    return f"{addressees(material) or f'{GAP}：主送〕'}：" if kind is ReportKind.MONTH else ""


def _office(issuer: str) -> str:
    """局办公室, 政府办公室: the office as the issuer's own units call it."""
    return f"{next(filter(issuer.endswith, ('局', '厅', '政府')), '')}办公室"


def _signature(material: Material) -> str:
    if material.bureau is not None:
        issuer = material.plan.document.issuer
        return f"{issuer}办公室" if issuer else f"{GAP}：发文单位〕"
    unit = material.now.unit.name
    return f"{GAP}：单位名称〕" if unit == UNASSIGNED.name else unit


def _day(material: Material) -> str:
    """The month after the period, with the day left open."""
    end = material.period.end
    year, following = end.year + end.month // 12, end.month % 12 + 1
    return f"{year}年{following}月　　日"
