"""退回意见: the first sheet of a workbook that is given back, with a reason for each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.records.handovers import place_words
from cixi_desktop.workbook.writing.cell_styles import HEAD, NOTE, SHORT, TEXT
from cixi_desktop.workbook.writing.cells import Cell, text_cell
from cixi_desktop.workbook.writing.heading import add_heading, foot, header
from cixi_desktop.workbook.writing.sheet import Sheet

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.records.handovers import Review
    from cixi_desktop.workbook.identity import Identity

RETURNED = "退回意见"
HEAD_HEIGHT = 22.0
_COLUMNS = (("序号", 6.0), ("编号", 10.0), ("指标/事项/任务", 40.0), ("栏目", 16.0), ("退回意见", 90.0))
_USE = (
    "办理办法：在本单位的程序中选“文件”→“打开退回表…”打开本文件，逐条转到要修改的地方，改好后再次报送；"
    "没有程序的，直接在“进展情况表”中修改后交回。"
)


def returned_sheet(assessment: Assessment, review: Review, identity: Identity, code: str) -> Sheet:
    """The reasons, one a row."""
    sheet = Sheet(name=RETURNED, widths=tuple(width for _, width in _COLUMNS))
    sheet.header, sheet.foot = header(assessment), foot(assessment, code)
    add_heading(sheet, assessment, identity, code, RETURNED)
    sheet.add_across(Cell(_USE, NOTE))
    sheet.repeated = sheet.add([Cell(head, HEAD) for head, _ in _COLUMNS], HEAD_HEIGHT)
    for number, (place, text) in enumerate(review.reasons, 1):
        texts = (str(number), *place_words(assessment.plan, place))
        cells = [text_cell(words, TEXT if column == 2 else SHORT) for column, words in enumerate(texts)]  # noqa: PLR2004  the name
        sheet.add([*cells, text_cell(text, TEXT)])
    return sheet
