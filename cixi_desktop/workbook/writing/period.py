"""本期对照, a sheet of workbooks of longer periods: against the period before, and what became of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import astuple

from cixi_desktop.reports.material import of_bureau, of_share
from cixi_desktop.reports.period import period_lines, planned_lines
from cixi_desktop.workbook.writing.heading import add_heading, foot, header
from cixi_desktop.workbook.writing.sheet import HEAD, SHORT, TEXT, Cell, Sheet, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.records.content import Content
    from cixi_desktop.workbook.identity import Identity

NAME = "本期对照"
WIDTHS = (8.0, 34.0, 14.0, 14.0, 14.0, 14.0, 12.0, 12.0, 34.0)
FIGURE_HEADS = (
    *("编号", "指标", "本期完成", "上期完成", "增减", "上年同期"),
    *("上期末亮灯", "本期末亮灯", "亮灯变化"),
)
PLANNED_HEADS = ("类别", "内容", "填报单位", "提出月份", "落实情况", "任务")
HEAD_HEIGHT = 22.0


def period_sheet(
    assessment: Assessment, content: Content, identity: Identity, code: str, bureau: Bureau | None
) -> Sheet:
    """The sheet: of all units together where the month of the bureau is given."""
    period = assessment.period
    material = of_bureau(bureau, period) if bureau else of_share(content, assessment)
    sheet = Sheet(name=NAME, widths=WIDTHS)
    sheet.header, sheet.foot = header(assessment), foot(assessment, code)
    add_heading(sheet, assessment, identity, code, f"进展情况（{NAME}）")
    sheet.repeated = sheet.add([Cell(head, HEAD) for head in FIGURE_HEADS], HEAD_HEIGHT)
    sheet.frozen = f"A{sheet.repeated + 1}"
    for line in period_lines(material, content):
        sheet.add(_cells(map(str, astuple(line))))
    planned = list(planned_lines(material))
    if planned:
        sheet.add([])
        sheet.add([Cell(head, HEAD) for head in PLANNED_HEADS], HEAD_HEIGHT)
    for each in planned:
        sheet.add(_cells((each.kind, each.words, each.unit, each.since, each.outcome, each.task)))
    return sheet


def _cells(texts: Iterable[str]) -> list[Cell]:
    return [
        text_cell(text, TEXT if width > LONG else SHORT) for text, width in zip(texts, WIDTHS, strict=False)
    ]


LONG = 20.0
"""Width of the columns whose text begins at the left."""
