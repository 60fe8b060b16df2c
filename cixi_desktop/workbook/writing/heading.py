"""What stands above each sheet's table, and on top and at the foot of every printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.periods import day_words
from cixi_desktop.wording.checkcode import edition_of
from cixi_desktop.wording.page import place
from cixi_desktop.wording.words import whose_words
from cixi_desktop.workbook.identity import PROGRESS
from cixi_desktop.workbook.writing.sheet import (
    NOTE_FONT,
    SUBTITLE,
    TITLE,
    WARNING,
    Cell,
    safe_text,
    text_cell,
)

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.workbook.identity import Identity
    from cixi_desktop.workbook.writing.sheet import Sheet

SAMPLE = "示例数据：本表数字和文字均为演示虚构，不是任何单位的实际情况，不得报送。"
DAMAGED = "数据文件有损坏：本表可能缺少内容，不得报送；请从备份恢复后重新导出。"
TITLE_HEIGHT = 36.0
_LONGEST_IN_FOOT = 60
"""The foot of a page holds 255 characters in all."""


def add_heading(
    sheet: Sheet, assessment: Assessment, identity: Identity, code: str, what: str = PROGRESS
) -> None:
    """Title, identity, and 示例数据 where the figures are invented; of the table, whose part it shows."""
    words = identity_words(assessment, identity, code)
    whose = whose_words(assessment) if what == PROGRESS else ""
    if whose:
        words.append(f"共列{whose}指标{len(assessment.figures)}项、事项{len(assessment.items)}项")
    sheet.add_across(text_cell(f"{assessment.plan.document.title}{what}", TITLE), TITLE_HEIGHT)
    sheet.add_across(text_cell("　　".join(words), SUBTITLE))
    for warning in warnings(assessment):
        sheet.add_across(Cell(warning, WARNING))


def warnings(assessment: Assessment) -> list[str]:
    """Why nobody may take the figures for those of the unit."""
    found = ((DAMAGED, assessment.damage), (SAMPLE, assessment.is_sample))
    return [warning for warning, holds in found if holds]


def identity_words(assessment: Assessment, identity: Identity, code: str) -> list[str]:
    """Unit, period, 截至日期, which edition and check code, as they stand under the title."""
    review = identity.review
    return [
        place(assessment),
        f"数据所属期：{assessment.period.label}",
        f"截至日期：{day_words(assessment.period.end)}",
        review.edition if review else edition_of(assessment),
        f"校验码：{code}",
    ]


def header(assessment: Assessment) -> str:
    """The head of every printed page: blank unless the figures are invented or may be incomplete."""
    found = warnings(assessment)
    return f'&"{NOTE_FONT},Regular"&12 {found[0]}' if found else ""


def foot(assessment: Assessment, code: str) -> tuple[str, str, str]:
    """The foot of every printed page: whose and when, page number, check code."""
    whose = place(assessment).partition("：")[2]
    unit = safe_text(whose)[:_LONGEST_IN_FOOT].replace("&", "&&")
    font = f'&"{NOTE_FONT},Regular"&9 '
    return (
        f"{font}{unit}　{assessment.period.label}",
        f"{font}第 &P 页，共 &N 页",
        f"{font}校验码：{code}",
    )
