"""One head typed over refuses no file: the column it stands above is named, and all else comes in.

In 指标台账 1月 stands in D and 6月 in I, above row 4; the heads of 进展情况表 stand in row 3, too.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.workbook.handled import (
    METADATA,
    REGISTER,
    TABLE,
    entry_of,
    put,
    put_in_register,
    read,
    reasons,
    without_sheet,
)
from tests.workbook.test_reading_back import reported, taken_in

if TYPE_CHECKING:
    from tests.support.sheets import Opened
    from tests.workbook.handled import Change


def retyped(sheet: str, cell: str, head: str | None) -> Change:
    """Another head in a cell."""

    def change(workbook: Opened) -> None:
        workbook[sheet][cell] = head

    return change


KEPT = "仍按导出时的内容读入。"
UNCLEAR = "分不清是哪个月，未读入。请把表头改回原来的月份。"


@pytest.mark.parametrize(
    ("cell", "head", "told"),
    [
        (
            "I3",
            "7月",
            {
                "I3": f"I、J这2列的表头都是“7月”，{UNCLEAR}",
                "A3": f"没有“6月”这一列，这些月份的数{KEPT}",
            },
        ),
        (
            "H3",
            "6月",
            {
                "H3": f"H、I这2列的表头都是“6月”，{UNCLEAR}",
                "A3": f"没有“5月”这一列，这些月份的数{KEPT}",
            },
        ),
        (
            "I3",
            "5月",
            {
                "H3": f"H、I这2列的表头都是“5月”，{UNCLEAR}",
                "A3": f"没有“6月”这一列，这些月份的数{KEPT}",
            },
        ),
    ],
)
def test_that_a_month_that_is_another_s_is_named_and_every_record_comes_in(
    cell: str, head: str, told: dict[str, str]
) -> None:
    reading = read(retyped(REGISTER, cell, head))
    assert reasons(reading) == {f"{REGISTER}!{place}": reason for place, reason in told.items()}
    assert taken_in(reading).records == reported()


def test_that_a_filled_month_in_place_of_a_missing_one_is_named_once() -> None:
    """The columns of 7月 to 12月 are gone, and that of 6月 is called 7月."""

    def cut(workbook: Opened) -> None:
        workbook[REGISTER].delete_cols(10, 6)
        workbook[REGISTER]["I3"] = "7月"

    told = reasons(read(cut))
    assert told[f"{REGISTER}!I3"] == f"没有“6月”这一列，“7月”这一列却有数，{UNCLEAR}"
    assert told[f"{REGISTER}!A3"] == f"没有“6月”这一列，这些月份的数{KEPT}"
    assert taken_in(read(cut)).records == reported()


def test_that_two_columns_of_one_month_that_say_the_same_are_read() -> None:
    """A column put in before that of 6月 with all that stands in it; 3.425 is typed over in both."""

    def copy(workbook: Opened) -> None:
        sheet = workbook[REGISTER]
        sheet.insert_cols(9)
        for row in range(3, 73):
            sheet.cell(row, 9).value = sheet.cell(row, 10).value
        for row in range(3, 73):
            if sheet.cell(row, 9).value == 3.425:
                sheet.cell(row, 9).value = sheet.cell(row, 10).value = 3.45

    reading = read(copy)
    assert not any("分不清" in reason for reason in reasons(reading).values())
    assert entry_of(reading, "H-2").value == Decimal("3.45")  # type: ignore[union-attr]


def test_that_the_months_are_named_where_the_hidden_sheet_is_lost_too() -> None:
    """7-1 alone stays out: its 75 rests on 600 of 800, which only 6月 of the register says."""
    reading = read(retyped(REGISTER, "I3", "7月"), without_sheet(METADATA))
    told = reasons(reading)
    assert told[f"{REGISTER}!I3"] == f"I、J这2列的表头都是“7月”，{UNCLEAR}"
    assert told[f"{REGISTER}!A3"] == "没有“6月”这一列，这些月份的数未读入。"
    assert {each.key for each in reading.refused if each.key and not each.is_ignored_edit} == {"7-1"}
    assert entry_of(reading, "H-3").cumulative == Decimal(70)  # type: ignore[union-attr]


@pytest.mark.parametrize("head", ["情况说明", "说明", "工作进展"])
def test_that_texts_under_another_words_head_are_texts_and_no_reasons(head: str) -> None:
    """The form has 说明 for the reason of a state; the program's sentences came in as such."""
    reading = read(retyped(TABLE, "K3", head), put("task:8", "进展情况", "已完成申报。"))
    assert reading.refused == ()
    assert [change.after for change in reading.changed] == ["已完成申报。"]
    assert not [entry for entry in reading.entries if entry.reason and not entry.state]


@pytest.mark.parametrize("head", ["类别", None])
def test_that_the_measures_are_known_by_their_place_beside_the_units(head: str | None) -> None:
    reading = read(retyped(REGISTER, "C3", head), put_in_register("H-2", "当期数", 6, 3.45))
    assert entry_of(reading, "H-2").value == Decimal("3.45")  # type: ignore[union-attr]
    assert (f"{REGISTER}!C3" in reasons(reading)) == bool(head)


@pytest.mark.parametrize(("lost", "what"), [((), KEPT), ((METADATA,), "未读入。")])
def test_that_a_register_without_heads_is_named(lost: tuple[str, ...], what: str) -> None:
    def clear(workbook: Opened) -> None:
        for cell in workbook[REGISTER][3]:
            cell.value = None

    told = reasons(read(clear, without_sheet(*lost)))[f"{REGISTER}!A1"]
    assert told == (
        f"没有找到这张表的表头（须有“指标/事项”“项目”和各月），以前月份的数和名单{what}请把表头改回原来的。"
    )


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("工作内容", "表头“工作内容”不是表中原有的，这一列按“指标/事项”读入。"),
        (None, "表头是空的，这一列按“指标/事项”读入。"),
    ],
)
def test_that_names_are_known_by_their_place_beside_the_tasks(head: str | None, told: str) -> None:
    reading = read(retyped(TABLE, "C3", head))
    assert reasons(reading) == {f"{TABLE}!C3": told}
    assert taken_in(reading).records == reported()


def test_that_rows_are_held_to_their_names_under_another_head_too() -> None:
    """Columns A to R of 高新技术企业新增数 and 总量 have changed places, their hidden keys have not."""

    def exchange(workbook: Opened) -> None:
        for column in range(1, 19):
            first, second = (workbook[TABLE].cell(row, column) for row in (8, 9))
            first.value, second.value = second.value, first.value

    reading = read(retyped(TABLE, "C3", "工作内容"), exchange, put("H-3", "年度目标", None))
    assert {each.key for each in reading.normalised if each.before.startswith("行标识")} == {"H-3", "H-4"}
    assert entry_of(reading, "H-4").value == Decimal(1070)  # type: ignore[union-attr]
