"""A workbook whose rows, columns and sheets have been moved about is read all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from openpyxl.utils import get_column_letter

from cixi_desktop.workbook import read_workbook
from tests.support.sheets import KEY_HEAD, by_key, cell_of, columns, head_row, rows
from tests.workbook.handled import (
    METADATA,
    REGISTER,
    TABLE,
    entry_of,
    place,
    put,
    read,
    reasons,
    repacked,
    with_shared_strings,
    without_sheet,
)
from tests.workbook.june import PLAN, june, made
from tests.workbook.test_reading_back import reported, taken_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.workbook.reading import Reading
    from tests.support.sheets import Opened


def assert_untouched(reading: Reading) -> None:
    assert (reading.changed, reading.refused) == ((), ())
    assert taken_in(reading).records == reported()


def rows_of(table: Opened) -> tuple[int, list[list[object]]]:
    """The number of the first row below the heads, and all values from there to the last key."""
    first = head_row(table) + 1
    last = rows(table)[-1][KEY_HEAD].row
    return first, [[cell.value for cell in row] for row in table.iter_rows(first, last)]


def letter_of(table: Opened, head: str, row: int = 0) -> str:
    """The letter of a column by its head, also where the keys are lost and the row of heads must be said."""
    cells = table[row or head_row(table)]
    return next(str(cell.column_letter) for cell in cells if cell.value == head)


def put_rows(table: Opened, first: int, rows: list[list[object]]) -> None:
    for number, values in enumerate(rows, first):
        for column, value in enumerate(values, 1):
            table.cell(number, column).value = value


def sort_rows(workbook: Opened) -> None:
    first, values = rows_of(workbook[TABLE])
    status = columns(workbook[TABLE])["状态"] - 1
    put_rows(workbook[TABLE], first, sorted(values, key=lambda row: str(row[status])))


def insert_rows(workbook: Opened) -> None:
    workbook[TABLE].insert_rows(head_row(workbook[TABLE]) + 5, 3)
    workbook[REGISTER].insert_rows(1, 2)


def delete_a_section_s_title(workbook: Opened) -> None:
    workbook[TABLE].delete_rows(by_key(workbook[TABLE])["section:一"][KEY_HEAD].row)


def hide_and_filter(workbook: Opened) -> None:
    table = workbook[TABLE]
    for number in range(5, 60, 2):
        table.row_dimensions[number].hidden = True
    table.column_dimensions[letter_of(table, "进展情况")].hidden = True
    table.auto_filter.add_filter_column(columns(table)["状态"] - 1, ["滞后"])


def move_columns(workbook: Opened) -> None:
    """The last column first, and so on; with two new ones in between."""
    table = workbook[TABLE]
    first, values = rows_of(table)
    heads = [cell.value for cell in table[first - 1]]
    moved = [[*row[::-1][:4], "内部记录", "看过", *row[::-1][4:]] for row in values]
    put_rows(table, first - 1, [[*heads[::-1][:4], "复核意见", "复核结果", *heads[::-1][4:]], *moved])


def retype_heads(workbook: Opened) -> None:
    names = {
        "指标/事项": "指标 ／ 事项",
        "进展情况": "进展情况：",
        "本期完成": " 本期\n完成 ",
        "累计完成": "累计完成。",
    }
    for cell in workbook[TABLE][head_row(workbook[TABLE])]:
        cell.value = names.get(str(cell.value), cell.value)


def rename_and_reorder_sheets(workbook: Opened) -> None:
    workbook[TABLE].title = "6月（定稿）"
    workbook[REGISTER].title = "Sheet2"
    workbook.create_sheet("说明", 0)["A1"] = "请领导审阅"
    workbook.move_sheet(METADATA, -4)


def merge_titles(workbook: Opened) -> None:
    """The same task's title in one tall cell, as people like it."""
    for head in ("重点任务", "牵头科室"):
        workbook[TABLE].merge_cells(f"{place('H-1', head)}:{place('H-7', head)}")


@pytest.mark.parametrize(
    "change",
    [
        sort_rows,
        insert_rows,
        delete_a_section_s_title,
        hide_and_filter,
        retype_heads,
        merge_titles,
        without_sheet("口径说明"),
    ],
)
def test_that_what_is_moved_is_found(change: Callable[[Opened], object]) -> None:
    assert_untouched(read(change))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (move_columns, ["“复核意见”这一列不是表中原有的，其中", "“复核结果”这一列不是表中原有的，其中"]),
        (rename_and_reorder_sheets, ["工作表“说明”不是本程序的表，未读入。"]),
    ],
)
def test_that_what_people_add_beside_the_table_is_named(
    change: Callable[[Opened], object], named: list[str]
) -> None:
    reading = read(change)
    assert reading.changed == ()
    assert all(refused.is_ignored_edit for refused in reading.refused)
    assert [refused.reason.startswith(words) for refused, words in zip(reading.refused, named, strict=True)]
    assert taken_in(reading).records == reported()


def test_that_a_row_without_its_key_is_known_by_task_and_name() -> None:
    def lose_keys(workbook: Opened) -> None:
        for name in (TABLE, REGISTER):
            workbook[name].delete_cols(columns(workbook[name])[KEY_HEAD])

    assert_untouched(read(lose_keys))
    assert_untouched(read(lose_keys, merge_titles, sort_rows_by_number))


def sort_rows_by_number(workbook: Opened) -> None:
    first = next(n for n in range(1, 10) if workbook[TABLE].cell(n, 1).value == "序号") + 1
    last = letter_of(workbook[TABLE], "备注", first - 1)
    workbook[TABLE].move_range(f"A{first}:{last}{first + 130}", rows=2)
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


@pytest.mark.parametrize(
    ("head", "key", "own", "other", "is_told"),
    [
        ("进展情况", "task:8", "新增高新技术企业70家。", "新增71家。", False),
        ("年度目标", "H-3", "120", "130", True),
    ],
)
def test_that_two_columns_of_one_head_are_not_chosen_from(
    head: str, key: str, own: str, other: str, *, is_told: bool
) -> None:
    def copy(workbook: Opened) -> None:
        table = workbook[TABLE]
        table.cell(head_row(table), 30).value = head
        table.cell(by_key(table)[key][KEY_HEAD].row, 30).value = other

    (refused,) = read(copy).refused
    words = f"有两列“{head}”，一列是“{own}”，一列是“{other}”，未读入。请只留一列。"
    assert (refused.key, refused.reason, refused.is_ignored_edit) == (key, words, is_told)
    assert refused.cell == f"AD{by_key(june()[TABLE])[key][KEY_HEAD].row}"


def test_that_a_column_of_which_there_is_only_a_head_says_nothing() -> None:
    def add(workbook: Opened) -> None:
        table = workbook[TABLE]
        table.cell(head_row(table), 30).value = "电话"

    assert_untouched(read(add))


def test_that_a_column_taken_out_is_named_and_its_figures_are_not_believed() -> None:
    def take_out(workbook: Opened) -> None:
        workbook[TABLE].delete_cols(columns(workbook[TABLE])["累计完成"])

    reading = read(take_out)
    words = "没有“累计完成”这一列，未读入。请把表头改回原来的，或重新导出后填写。"
    assert {refused.reason.partition("同一项的")[0] for refused in reading.refused} == {words}
    told = next(refused.reason for refused in reading.refused if refused.key == "H-3")
    assert told == f"{words}同一项的本期新增“20”也未读入。"
    assert {"H-3", "H-4", "M8-2"}.isdisjoint(reading.covered)
    assert {"C3-1", "D1-1", "task:8"} <= reading.covered


def test_that_a_copied_row_counts_once() -> None:
    def copy(workbook: Opened) -> None:
        table = workbook[TABLE]
        for cell in by_key(table)["H-3"].values():
            table.cell(140, cell.column).value = cell.value

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
        workbook[TABLE].insert_rows(by_key(workbook[TABLE])["H-3"][KEY_HEAD].row)
        workbook[TABLE][place("H-3", "指标/事项")] = "新增的指标"
        workbook[TABLE][place("H-3", "本期完成")] = 3

    reading = read(insert)
    (refused,) = reading.refused
    assert (refused.sheet, refused.cell) == (TABLE, place("H-3", "本期完成"))
    assert "不属于本工作要点的任何指标、事项或任务" in refused.reason
    assert taken_in(reading).records == reported()


def test_that_a_row_without_its_name_is_no_title_of_a_section_though_its_task_is_called_the_same() -> None:
    def lose_name(workbook: Opened) -> None:
        workbook[TABLE][place("H-3", "指标/事项")] = None
        workbook[TABLE][place("H-3", "本期完成")] = 21

    assert [(each.key, each.after) for each in read(lose_name).changed] == [("H-3", "21")]


def test_that_a_figure_in_the_row_of_a_sections_title_is_named() -> None:
    reading = read(put("section:一", "累计完成", 5))
    assert list(reasons(reading)) == [f"{TABLE}!{place('section:一', '累计完成')}"]
    assert "“5”未读入。请写到对应的行" in reading.refused[0].reason


def test_that_the_lines_below_the_table_are_no_rows_of_it_wherever_columns_go() -> None:
    """进展情况 changes places with the first column, over the rule of the lights and the signatures."""

    def move(workbook: Opened) -> None:
        table = workbook[TABLE]
        first, values = rows_of(table)
        heads = [cell.value for cell in table[first - 1]]
        note = columns(table)["进展情况"] - 1
        swapped = [[row[note], *row[1:note], row[0], *row[note + 1 :]] for row in (heads, *values)]
        put_rows(table, first - 1, swapped)
        for (cell,) in table.iter_rows(min_row=first, max_col=1):
            cell.number_format = "General"

    assert_untouched(read(move))


def test_that_a_row_with_a_strange_key_is_known_by_its_name() -> None:
    def spoil(workbook: Opened) -> None:
        workbook[TABLE][place("H-3", KEY_HEAD)] = "Z-9"
        workbook[TABLE][place("H-3", "本期完成")] = 21
        workbook[TABLE][place("H-3", "累计完成")] = 71

    reading = read(spoil)
    assert reading.refused == ()
    assert [(each.cell, each.before) for each in reading.normalised if each.sheet == TABLE] == [
        (place("H-3", KEY_HEAD), "行标识Z-9")
    ]


# Names that say another figure, texts that were sorted by themselves


def named(key: str, name: str) -> Reading:
    return read(put(key, "指标/事项", name), put(key, "本期完成", 21), put(key, "累计完成", None))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "高新技术企业新增数（万家）",
            "名称中的单位是“万家”，与这一行的“家”不符，未读入。请核对数字和单位后改回。",
        ),
        (
            "高新技术企业新增数(单位：万)",
            "名称中的单位是“万”，与这一行的“家”不符，未读入。请核对数字和单位后改回。",
        ),
        (
            "高新技术企业净增数",
            "名称是“高新技术企业净增数”，与这一行的“高新技术企业新增数”不是同一个数，未读入。",
        ),
        (
            "高新技术企业增长率",
            "名称是“高新技术企业增长率”，与这一行的“高新技术企业新增数”不是同一个数，未读入。",
        ),
    ],
)
def test_that_a_figure_under_the_name_of_another_one_is_refused(name: str, reason: str) -> None:
    reading = named("H-3", name)
    (told,) = [each for each in reading.refused if not each.is_ignored_edit]
    assert (told.cell, told.key) == (place("H-3", "指标/事项"), "H-3")
    assert told.reason.startswith(reason)
    assert entry_of(reading, "H-3") is None


@pytest.mark.parametrize(
    "name",
    [
        "高新技术企业新增数（家）",
        "新增高新技术企业数",
        "高新技术企业新增的数量",
    ],
)
def test_that_a_figure_under_its_own_name_in_other_words_is_taken(name: str) -> None:
    found = entry_of(named("H-3", name), "H-3")
    assert found is not None
    assert found.increment == 21


def test_that_texts_which_changed_places_are_no_texts_of_these_rows() -> None:
    """The program's sentence about M8-3 and its paper stand in M4-8, task 8's words in D1-1's row."""
    sentence = cell_of(june()[TABLE], "M8-3", "进展情况").value
    reading = read(
        put("M8-3", "进展情况", None),
        put("M4-8", "进展情况", sentence),
        put("D1-1", "进展情况", "新增高新技术企业70家。"),
        put("task:8", "进展情况", "召开局党组会3次。"),
    )
    sorted_words = "可能只排序了一部分列，未读入。请核对。"
    was_in = "这一格现在是“{}”那一行导出时的内容，" + sorted_words
    found = {(each.key, each.cell): each.reason for each in reading.refused if sorted_words in each.reason}
    expected = {
        ("M4-8", place("M4-8", "进展情况")): was_in.format("智慧谷孵化器公开招标"),
        ("D1-1", place("D1-1", "进展情况")): was_in.format("强化创新主体培育"),
        ("task:8", place("task:8", "进展情况")): was_in.format("政治建设"),
        ("M8-3", place("M8-3", "进展情况")): f"“进展情况”导出时的内容到了别的行，{sorted_words}",
    }
    assert found.keys() == expected.keys()
    assert all(found[at].startswith(reason) for at, reason in expected.items())
    assert not {"M4-8", "D1-1", "M8-3", "task:8"} & reading.covered


@pytest.mark.parametrize(
    ("moved", "left"),
    [("新增高新技术企业70家。", "新增高新技术企业70家。"), ("新增高新技术企业70家。", None), ("无", "无")],
)
def test_that_one_text_in_another_row_is_no_sort(moved: str, left: str | None) -> None:
    reading = read(put("task:8", "进展情况", left), put("D1-1", "进展情况", moved))
    found = entry_of(reading, "D1-1")
    assert found is not None
    assert found.note == moved
