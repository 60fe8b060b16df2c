"""A workbook whose rows, columns and sheets have been moved about is read all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from openpyxl.utils import get_column_letter

from cixi_desktop.workbook import read_workbook
from tests.workbook.handled import (
    MACHINE,
    REGISTER,
    TABLE,
    read,
    repacked,
    with_shared_strings,
    without_sheet,
)
from tests.workbook.june import PLAN, Opened, head_row, made
from tests.workbook.test_reading_back import reported, taken_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.workbook.reading import Reading


def assert_untouched(reading: Reading) -> None:
    assert (reading.changed, reading.refused) == ((), ())
    assert taken_in(reading).records == reported()


def rows_of(table: Opened) -> tuple[int, list[list[object]]]:
    """The number of the first row below the heads, and all values from there to the last key."""
    first = head_row(table) + 1
    last = max(n for n in range(first, table.max_row + 1) if table.cell(n, 18).value)
    return first, [[cell.value for cell in row] for row in table.iter_rows(first, last)]


def put_rows(table: Opened, first: int, rows: list[list[object]]) -> None:
    for number, values in enumerate(rows, first):
        for column, value in enumerate(values, 1):
            table.cell(number, column).value = value


def sort_rows(workbook: Opened) -> None:
    first, rows = rows_of(workbook[TABLE])
    put_rows(workbook[TABLE], first, sorted(rows, key=lambda row: str(row[9])))


def insert_rows(workbook: Opened) -> None:
    workbook[TABLE].insert_rows(8, 3)
    workbook[REGISTER].insert_rows(1, 2)


def delete_empty_rows(workbook: Opened) -> None:
    table = workbook[TABLE]
    keys = {table.cell(n, 18).value: n for n in range(4, table.max_row + 1)}
    for number in sorted((keys["D1-2"], keys["section:一"], keys["8-3"]), reverse=True):
        table.delete_rows(number)


def hide_and_filter(workbook: Opened) -> None:
    table = workbook[TABLE]
    for number in range(5, 60, 2):
        table.row_dimensions[number].hidden = True
    table.column_dimensions["K"].hidden = True
    table.auto_filter.add_filter_column(9, ["滞后"])


def move_columns(workbook: Opened) -> None:
    """The last column first, and so on; with two new ones in between."""
    table = workbook[TABLE]
    first, rows = rows_of(table)
    heads = [cell.value for cell in table[first - 1]]
    moved = [[*row[::-1][:4], "内部记录", "看过", *row[::-1][4:]] for row in rows]
    put_rows(table, first - 1, [[*heads[::-1][:4], "复核意见", "复核结果", *heads[::-1][4:]], *moved])


def retype_heads(workbook: Opened) -> None:
    names = {
        "指标/事项": "指标 ／ 事项",
        "进展情况": "进展情况：",
        "本期完成": " 本期\n完成 ",
        "累计完成": "累计完成。",
    }
    for cell in workbook[TABLE][3]:
        cell.value = names.get(str(cell.value), cell.value)


def rename_and_reorder_sheets(workbook: Opened) -> None:
    workbook[TABLE].title = "6月（定稿）"
    workbook[REGISTER].title = "Sheet2"
    workbook.create_sheet("说明", 0)["A1"] = "请领导审阅"
    workbook.move_sheet(MACHINE, -4)


def merge_titles(workbook: Opened) -> None:
    """The same task's title in one tall cell, as people like it."""
    workbook[TABLE].merge_cells("B6:B12")
    workbook[TABLE].merge_cells("N6:N12")


@pytest.mark.parametrize(
    "change",
    [
        sort_rows,
        insert_rows,
        delete_empty_rows,
        hide_and_filter,
        move_columns,
        retype_heads,
        rename_and_reorder_sheets,
        merge_titles,
        without_sheet("口径说明"),
        without_sheet(REGISTER, "口径说明"),
    ],
)
def test_that_what_is_moved_is_found(change: Callable[[Opened], object]) -> None:
    assert_untouched(read(change))


def test_that_a_row_without_its_key_is_known_by_task_and_name() -> None:
    def lose_keys(workbook: Opened) -> None:
        workbook[TABLE].delete_cols(18)
        workbook[REGISTER].delete_cols(16)

    assert_untouched(read(lose_keys))
    assert_untouched(read(lose_keys, merge_titles, sort_rows_by_number))


def sort_rows_by_number(workbook: Opened) -> None:
    first = head_row(workbook[TABLE]) + 1
    workbook[TABLE].move_range(f"A{first}:Q{first + 110}", rows=2)
    for merged in list(workbook[TABLE].merged_cells.ranges):
        if merged.min_row >= first:
            merged.shift(row_shift=2)


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "A1:XFD1048576", "B2:C3"])
def test_that_the_stated_extent_of_a_sheet_is_not_believed(dimension: str) -> None:
    def change(name: str, part: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{dimension}"'.encode(), part)

    assert_untouched(read_workbook(repacked(made(), change), PLAN))


def test_that_cells_without_names_are_counted_through() -> None:
    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        return re.sub(rb'<(row|c) r="[A-Z0-9]+"', rb"<\1", part)

    assert_untouched(read_workbook(repacked(made(), change), PLAN))


def test_that_other_prefixes_are_understood() -> None:
    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        prefixed = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", part)
        return prefixed.replace(b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x=", 1)

    assert_untouched(read_workbook(repacked(made(), change), PLAN))


def test_that_a_styled_but_empty_far_corner_is_nothing() -> None:
    def mark(workbook: Opened) -> None:
        workbook[TABLE]["XFD1048576"].number_format = "0.00"

    assert_untouched(read(mark))


def test_that_two_tables_are_not_chosen_from() -> None:
    def copy(workbook: Opened) -> None:
        workbook[TABLE].title = "进展情况表 (2)"
        workbook.copy_worksheet(workbook["进展情况表 (2)"]).title = "进展情况表 (3)"

    with pytest.raises(Exception, match=r"有2张进展情况表：“进展情况表 \(2\)”、“进展情况表 \(3\)”"):
        read(copy)


def test_that_a_copy_beside_the_table_is_left_aside() -> None:
    def copy(workbook: Opened) -> None:
        workbook.copy_worksheet(workbook[TABLE]).title = "备份"

    assert_untouched(read(copy))


def test_that_two_columns_of_one_head_are_not_chosen_from() -> None:
    def copy(workbook: Opened) -> None:
        workbook[TABLE]["T3"] = "进展情况"

    with pytest.raises(Exception, match="有两列“进展情况”"):
        read(copy)


def test_that_a_column_taken_out_leaves_its_figures_as_they_were() -> None:
    def take_out(workbook: Opened) -> None:
        workbook[TABLE].delete_cols(7)

    assert_untouched(read(take_out))


def test_that_a_copied_row_counts_once() -> None:
    def copy(workbook: Opened) -> None:
        table, number = workbook[TABLE], 8
        for column in range(1, 19):
            table.cell(140, column).value = table.cell(number, column).value

    assert_untouched(read(copy))


def test_that_columns_beyond_z_are_found() -> None:
    def move(workbook: Opened) -> None:
        workbook[TABLE].insert_cols(1, 25)

    def keep_heading(workbook: Opened) -> None:
        for column in range(1, 30):
            if workbook[TABLE].cell(2, column).value:
                assert get_column_letter(column) == "Z"

    assert_untouched(read(move, keep_heading))


def test_that_text_of_shared_strings_and_rich_text_is_the_same() -> None:
    assert_untouched(read_workbook(with_shared_strings(made()), PLAN))


def test_that_an_inserted_row_with_text_is_named_and_the_rest_is_read() -> None:
    def insert(workbook: Opened) -> None:
        workbook[TABLE].insert_rows(8)
        workbook[TABLE]["C8"] = "新增的指标"
        workbook[TABLE]["F8"] = 3

    reading = read(insert)
    (refused,) = reading.refused
    assert (refused.sheet, refused.cell) == (TABLE, "F8")
    assert "不属于本工作要点的任何指标、事项或任务" in refused.reason
    assert taken_in(reading).records == reported()


def test_that_the_lines_below_the_table_are_no_rows_of_it_wherever_columns_go() -> None:
    """进展情况 changes places with the first column, over the rule of the lights and the signatures."""

    def move(workbook: Opened) -> None:
        table = workbook[TABLE]
        first, rows = rows_of(table)
        heads = [cell.value for cell in table[first - 1]]
        swapped = [[row[10], *row[1:10], row[0], *row[11:]] for row in (heads, *rows)]
        put_rows(table, first - 1, swapped)

    assert_untouched(read(move))


def test_that_a_strange_key_is_named() -> None:
    def spoil(workbook: Opened) -> None:
        workbook[TABLE]["R8"] = "Z-9"

    reading = read(spoil)
    assert [refused.cell for refused in reading.refused] == ["F8"]
    assert taken_in(reading).records == reported()
