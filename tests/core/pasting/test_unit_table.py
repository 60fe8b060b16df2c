"""单位表: units from texts, typed or pasted with and without heads."""

from __future__ import annotations

import pytest

from cixi_desktop.pasting.blocks import Fate, PastePlan, parse_block
from cixi_desktop.pasting.text_table import Rows, TextRow, plan_table
from cixi_desktop.pasting.unit_table import new_row, read_units, unit_layout, unit_rows
from cixi_desktop.records.units import UNASSIGNED, Unit, unit_named

GAOXIN = Unit(id="1", name="高新技术科", short_name="高新科", leader="王某", phone="6300 0001")
GUIHUA = Unit(id="2", name="规划科")
KNOWN = (UNASSIGNED, GAOXIN, GUIHUA)
ROWS = unit_rows(KNOWN)


def pasted(text: str, rows: Rows = ROWS, at: tuple[int, int] = (0, 0)) -> PastePlan[TextRow]:
    return plan_table(unit_layout(), rows, parse_block(text), at=at, shown=range(len(rows)))


def test_that_the_unassigned_unit_is_a_row_only_once_it_has_a_name_of_its_own() -> None:
    assert [row.cells[0] for row in ROWS] == ["高新技术科", "规划科"]
    named = Unit(id="0", name="局机关")
    assert [row.cells[0] for row in unit_rows((named, GUIHUA))] == ["局机关", "规划科"]
    assert read_units(unit_rows((named, GUIHUA)), (named, GUIHUA), 3) == (named, GUIHUA)


def test_that_an_untouched_table_gives_back_its_units() -> None:
    assert read_units(ROWS, KNOWN, 3) == KNOWN


def test_that_new_units_are_numbered_from_the_first_free_number() -> None:
    rows = (*ROWS, new_row().with_cell(0, "甲科"), new_row().with_cell(0, "乙科"))
    assert read_units(rows, KNOWN, 5)[3:] == (Unit(id="5", name="甲科"), Unit(id="6", name="乙科"))


def test_that_another_order_is_kept_as_places() -> None:
    moved = read_units((ROWS[1], ROWS[0]), KNOWN, 3)
    assert [(unit.name, unit.place) for unit in moved] == [("未分配", 0), ("规划科", 1), ("高新技术科", 2)]
    added = (*unit_rows(moved), new_row().with_cell(0, "甲科"))
    assert [unit.place for unit in read_units(added, moved, 3)] == [0, 1, 2, 3]


def test_that_columns_are_known_by_their_heads_in_any_order() -> None:
    found = pasted("电话\t科室名称\t负责人\n１２３４５６\t成果科\t周某\n\t规划科\t李某")
    assert read_units(found.accepted, KNOWN, 3)[2:] == (
        Unit(id="2", name="规划科", leader="李某"),
        Unit(id="3", name="成果科", leader="周某", phone="123456"),
    )


def test_that_columns_without_heads_are_guessed() -> None:
    units = read_units(pasted("成果转化科\t成果科\t周某\t6300-2\n农村科\t\t吴某\t").accepted, KNOWN, 3)
    assert units[3] == Unit(id="3", name="成果转化科", short_name="成果科", leader="周某", phone="6300-2")
    assert units[4] == Unit(id="4", name="农村科", leader="吴某")
    two = read_units(pasted("成果转化科\t周某\n农村科\t吴某").accepted, KNOWN, 3)
    assert [unit.leader for unit in two[3:]] == ["周某", "吴某"]
    assert read_units(pasted("成果转化科\t\t周某\t吴某\t郑某\t冯某").accepted, KNOWN, 3)[3].leader == "周某"


def test_that_a_known_unit_is_changed_and_not_made_again() -> None:
    found = pasted("高新科\t陈某\n规划科\t")
    assert found.accepted[0].cells == ("高新科", "高新科", "陈某", "6300 0001", "")
    assert [cell.fate for cell in found.cells] == [Fate.OVERWRITTEN, Fate.OVERWRITTEN, Fate.UNCHANGED]


def test_that_what_cannot_be_a_unit_is_refused_and_leaves_no_row() -> None:
    found = pasted("名称\t电话\n未分配\t1234\n甲科\t不详\n甲科\t5678\n\t9999")
    assert [(cell.text, cell.reason) for cell in found.cells if cell.reason] == [
        ("未分配", "“未分配”不能用作单位名称。未填写单位的即为未分配。"),
        ("1234", "“未分配”不能用作单位名称。未填写单位的即为未分配。"),
        ("不详", "“不详”不是电话号码。请只填数字、空格和横线。"),
        ("甲科", "与前面的行重复。"),
        ("5678", "与前面的行重复。"),
        ("9999", "未注明行名，无法对应。"),
    ]
    assert [row.cells[0] for row in found.accepted] == ["高新技术科", "规划科", "甲科"]


def test_that_a_column_is_pasted_beside_the_names() -> None:
    found = pasted("甲某\n乙某", at=(0, 2))
    assert [row.cells[2] for row in found.accepted] == ["甲某", "乙某"]


@pytest.mark.parametrize(
    ("number", "column", "text", "fault"),
    [
        (1, 0, "", "请填写单位名称；不要这个单位，请用“删除单位”。"),
        (1, 0, "高新科", "与第1行重名，请改用不同的名称。"),
        (1, 1, "高新 科", "与第1行重名，请改用不同的名称。"),
        (1, 0, "长" * 41, "单位名称超过40个字。请写简短的名称。"),
    ],
)
def test_that_units_need_names_of_their_own(number: int, column: int, text: str, fault: str) -> None:
    rows = tuple(row.with_cell(column, text) if n == number else row for n, row in enumerate(ROWS))
    assert unit_layout().faults(rows) == {(number, column): fault}


def test_that_a_unit_is_found_by_either_name() -> None:
    assert unit_named(KNOWN, "高新 科") is GAOXIN
    assert unit_named(KNOWN, "规划科") is GUIHUA
    assert unit_named(KNOWN, "法规科") is None


def test_that_a_renamed_unit_is_still_known_by_its_former_name() -> None:
    (row, *others) = ROWS
    changed = read_units((row.with_cell(0, "高企科"), *others), KNOWN, 3)
    assert unit_named(changed, GAOXIN.name) == changed[1]
    assert unit_rows(changed)[0].cells[4] == GAOXIN.name
    forgotten = read_units((unit_rows(changed)[0].with_cell(4, ""), *others), changed, 3)
    assert unit_named(forgotten, GAOXIN.name) is None
