"""What people change where nothing is read back is named, and the rest comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cixi_desktop.assessment.assess import assess
from cixi_desktop.periods import month
from cixi_desktop.workbook.identity import FORM
from cixi_desktop.workbook.reading import read_workbook
from cixi_desktop.workbook.writing.writer import form_bytes
from tests.support.sheets import cell_of
from tests.workbook.handled import METADATA, REGISTER, handled, put, read, without_sheet
from tests.workbook.june import IDENTITY, PLAN, content
from tests.workbook.test_reading_back import reported, taken_in

if TYPE_CHECKING:
    from cixi_desktop.workbook.reading import Reading
    from tests.support.sheets import Opened

BUREAU = "分工由办公室设置，要改的请在“单位和分工”中改。"


def told(reading: Reading) -> list[tuple[str, str]]:
    assert all(refused.is_ignored_edit for refused in reading.refused)
    assert taken_in(reading).records == reported()
    return [(refused.key, refused.reason) for refused in reading.refused]


@pytest.mark.parametrize(
    ("head", "text", "hint"),
    [
        ("责任领导", "张某", BUREAU),
        ("责任人", "张三", BUREAU),
        ("牵头科室", "规划科", BUREAU),
        ("完成时限", "2025-09-30", BUREAU),
        ("年度目标", "100", "年度目标以工作要点为准。"),
    ],
)
def test_that_the_bureaus_own_columns_are_named_where_they_were_changed(
    head: str, text: str, hint: str
) -> None:
    reading = read(put("H-3", head, text))
    assert told(reading) == [("H-3", f"“{head}”改成了“{text}”，未读入。{hint}")]


def test_that_blanks_and_what_was_cleared_say_nothing_new() -> None:
    assert told(read(put("6-1", "完成时限", "2025-12-31（默认）"), put("8-1", "牵头科室", None))) == []


def row_of(sheet: Opened, text: str) -> int:
    return next(int(cell.row) for cells in sheet.iter_rows() for cell in cells if cell.value == text)


def test_that_a_row_of_a_list_that_was_changed_or_added_is_named() -> None:
    def change(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        row = row_of(sheet, "院士讲堂")
        sheet.cell(row, 1).value = "院士大讲堂"
        sheet.cell(row + 2, 1).value = "科技夜市"

    line = "名单中“{}”这一行与导出时不同，未读入。名单请在程序的“台账”中增改。"
    assert told(read(change)) == [
        ("12-3", line.format("院士大讲堂")),
        ("12-3", line.format("科技夜市")),
    ]


def test_that_a_sorted_list_is_the_same_list() -> None:
    def swap(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        row = row_of(sheet, "院士讲堂")
        for cells in zip(sheet[row], sheet[row + 1], strict=True):
            values = [cell.value for cell in cells]
            for cell, value in zip(cells, reversed(values), strict=True):
                if type(cell).__name__ == "Cell":
                    cell.value = value
                    cell.data_type = "s" if isinstance(value, str) else cell.data_type

    assert told(read(swap)) == []


def test_that_a_list_without_the_hidden_sheet_is_named_once() -> None:
    reading = read(without_sheet(METADATA))
    assert [refused.reason for refused in reading.refused if refused.is_ignored_edit] == [
        "系统识别页已丢失，名单未读入。名单请在程序的“台账”中增改。"
    ]


def test_that_what_was_known_before_is_not_rewritten_in_a_form() -> None:
    given = content()
    data = form_bytes(assess(PLAN, given, month(2025, 6)), given, IDENTITY)

    def change(workbook: Opened) -> None:
        cell = cell_of(workbook[FORM], "H-3", "上期累计")
        assert cell.value == 50
        cell.value = 55

    (refused,) = read_workbook(handled(change, data=data), PLAN).refused
    assert refused.reason == "“上期累计”改成了“55”，未读入。以前月份的数请在那个月更正。"
