"""The lists of names below the register of 指标台账."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.periods import parse_period
from tests.workbook.june import content, june, listed, made, opened, shown

if TYPE_CHECKING:
    from tests.support.sheets import Opened


def below(sheet: Opened) -> list[list[str]]:
    """The rows below the register without their blanks; an empty list between two lists."""
    rows = [[text for cell in cells if (text := shown(cell))] for cells in sheet.iter_rows(min_row=4)]
    start = next(number for number, row in enumerate(rows) if not row)
    return rows[start + 1 :]


def test_that_a_list_has_the_heads_of_its_kind_and_what_it_comes_to() -> None:
    assert below(june()["指标台账"]) == [
        ["12-3　院士风采馆举办活动（活动台账）：2025年6月2场，累计2场"],
        ["活动名称", "计入月份", "举办日期", "地点", "参加人数（人）", "参加单位、备注"],
        ["院士讲堂", "6月", "2025-06-05", "报告厅", "80"],
        ["科普开放日", "6月", "2025-06-21", "=两校参加"],
    ]


def test_that_rows_of_later_months_are_not_reported_yet() -> None:
    sheet = opened(made(period=parse_period("2025-05")))["指标台账"]
    assert all(any(shown(cell) for cell in cells) for cells in sheet.iter_rows(min_row=4))


def test_that_lists_stand_apart_and_stay_outside_the_filter() -> None:
    sheet = opened(made(content(listed("H-3", 6, "慈溪甲公司", code="慈科〔2025〕8号"))))["指标台账"]
    rows = below(sheet)
    assert rows[0] == ["H-3　高新技术企业新增数（企业台账）：2025年6月1家，累计1家"]
    assert rows[1:4] == [
        ["企业名称", "计入月份", "认定日期", "所在镇（街道）", "文号、证书编号", "备注"],
        ["慈溪甲公司", "6月", "慈科〔2025〕8号"],
        [],
    ]
    assert sheet.max_row > int(sheet.auto_filter.ref.partition(":P")[2])
    assert "L" in str(sheet.merged_cells)


def test_that_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = june()["指标台账"]
    (cell,) = [cell for cells in sheet.iter_rows() for cell in cells if cell.value == "=两校参加"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
