"""任务分解表 as people hand it back: what stands in a cell is taken as it is seen, or named by its cell."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from cixi_desktop.actions.breakdown import inspect_breakdown, take_breakdown
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.checks.validation import check_month
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.workbook.breakdown import (
    KEPT,
    breakdown_bytes,
    breakdown_rows,
    read_breakdown,
    title_of,
)
from cixi_desktop.workbook.reading.breakdown_table import TableReading, read_table
from cixi_desktop.workbook.reading.cells import NOTHING, Found, Range, place_name, spot
from cixi_desktop.workbook.reading.formats import format_of
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.writing.package import pack
from cixi_desktop.workbook.writing.sheet import PLAIN, Sheet, text_cell
from cixi_desktop.workspace import Workspace
from cixi_desktop.years import first_version
from tests.support.figures import plan_2025, tasks_of_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cixi_desktop.records.record import Record
    from cixi_desktop.workbook.breakdown import BreakdownRow
    from cixi_desktop.workbook.reading.cells import ReadSheet

    Cells = Mapping[tuple[int, int], Found]
    Edited = Callable[[ReadSheet], tuple[ReadSheet, ...]]


@cache
def office() -> Workspace:
    """An office with 高新科 and 成果科; nothing is changed in it."""
    made = Workspace(plan=plan_2025(), store=MemoryStore(), actor="张三")
    add_unit(made, "高新科")
    add_unit(made, "成果科")
    return made


@cache
def written() -> bytes:
    """The workbook of that office."""
    own = office()
    records: list[Record] = [first_version(own.plan), *own.units()[1:]]
    at = datetime(2025, 5, 1)  # noqa: DTZ001
    return breakdown_bytes(own.plan, own.content, own.units(), records, at)


@cache
def sheet() -> ReadSheet:
    """Its table, untouched."""
    return read_breakdown(written()).sheets[0]


def at(key: str, head: str) -> tuple[int, int]:
    """The cell of a row, by its hidden key, under a head."""
    cells = sheet().cells
    column = next(place[1] for place, found in cells.items() if place[0] == 3 and found.text == head)
    return next(place[0] for place, found in cells.items() if place[1] == 24 and found.text == key), column


def put(key: str, head: str, text: str, shape: str = "", doubt: str = "") -> Edited:
    """Type into a cell; with a number format it is a number."""
    found = Found(text, is_number=bool(shape), form=format_of(shape), doubt=doubt)
    return lambda own: (replace(own, cells={**own.cells, at(key, head): found}),)


@cache
def rows() -> tuple[BreakdownRow, ...]:
    """What was written into it."""
    return breakdown_rows(office().plan, office().content, office().units())


def read(*sheets: ReadSheet) -> TableReading:
    return read_table(sheets, rows(), title_of(office().plan))


def taken(reading: TableReading) -> list[tuple[str, str, str]]:
    return [(edit.key, edit.head, edit.text) for edit in reading.edits]


def test_that_a_table_that_nobody_edited_changes_nothing_where_the_plan_came_with_the_program() -> None:
    """A fresh data file takes the two units from it, and nothing else."""
    assert inspect_breakdown(office(), written()).changes == ()
    fresh = Workspace(plan=plan_2025(), store=MemoryStore(), actor="李四")
    assert len(inspect_breakdown(fresh, written()).changes) == 2


def test_that_a_table_nobody_touched_says_nothing() -> None:
    found = read(sheet())
    assert (found.edits, found.refused, found.normalised) == ((), (), ())
    assert found.places["8-1", "6月计划"] == ("任务分解表", "Q73")


def merged(first: str, last: str, *area: int) -> Edited:
    """A value in the first cell of a merged range."""
    return lambda own: (replace(put(first, last, "9")(own)[0], merged=(Range(*area),)),)


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (put("8-1", "6月计划", "45813", "yyyy-mm-dd"), "Q73", "“2025-06-05”是日期，不是数字。"),
        (put("8-1", "6月计划", "5", '"1"0'), "Q73", "单元格显示“15”，里面的数却是5。"),
        (put("8-1", "责任人", "王五", doubt="整格“王五”被划掉了。"), "J73", "被划掉了"),
        (put("8-1", "年度目标", "不少于320家"), "D73", "“年度目标”改成了“不少于320家”，未读入。"),
        (
            put("8-1", "指标/事项", "新培育省科技型中小企业"),
            "C73",
            "改成了“新培育省科技型中小企业”，未读入。",
        ),
        (put("8-1", "指标/事项", "全然两样的名称"), "C73", "行标识却是8-1的，分不清是哪一行"),
        (merged("H-3", "1月计划", 7, 12, 8, 12), "L7", "该单元格与别的格合并"),
        (merged("H-3", "牵头科室", 7, 7, 7, 8), "G7", "该单元格与别的格合并"),
    ],
)
def test_that_a_cell_that_cannot_be_taken_is_named_and_nothing_is_taken(
    change: Edited, place: str, words: str
) -> None:
    reading = read(*change(sheet()))
    assert [each.cell for each in reading.refused][:1] == [place]
    assert words in reading.refused[0].reason
    assert reading.edits == ()


def less(own: ReadSheet, is_gone: Callable[[int, int], bool]) -> ReadSheet:
    return replace(own, cells={place: found for place, found in own.cells.items() if not is_gone(*place)})


def more(own: ReadSheet, row: int, column: int, text: str) -> ReadSheet:
    return replace(own, cells={**own.cells, (row, column): Found(text)})


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda own: (less(own, lambda row, _: row == 73),), "C3", "这一行被删去了，按导出时的内容接受。"),
        (lambda own: (less(own, lambda _, column: column == 7),), "A3", "没有“牵头科室”这一列"),
        (lambda own: (more(more(own, 3, 25, "电话"), 9, 25, "6398"),), "Y3", "“电话”这一列不是表中原有的"),
        (lambda own: (more(own, 130, 2, "注：由成果科牵头"),), "B130", "“注：由成果科牵头”未读入。"),
        (lambda own: (more(own, 1, 1, "2026年工作要点任务分解表"),), "A1", "请核对是否选错了表。"),
        (lambda own: (replace(own, notes={(9, 7): "建议成果科"}),), "G9", "批注“建议成果科”未读入。"),
        (lambda own: (replace(own, drawn={(9, 7): ""}),), "G9", "这里的图片或图形未读入。"),
        (
            lambda own: (own, replace(own, name="附件", cells={(2, 1): Found("名单")})),
            "A2",
            "工作表“附件”不是任务分解表，未读入。",
        ),
        (lambda _: (), "", "没有找到任务分解表的表格，按导出时的内容接受。"),
    ],
)
def test_that_what_stands_around_the_table_or_is_gone_is_named(
    change: Edited, place: str, words: str
) -> None:
    (refused,) = read(*change(sheet())).refused
    assert (refused.cell, words in refused.reason) == (place, True)


def exchanged(own: ReadSheet, first: int, second: int, *columns: int) -> ReadSheet:
    """Two rows that have changed places in these columns."""
    to = {first: second, second: first}
    cells = {
        (to.get(row, row) if column in columns else row, column): found
        for (row, column), found in own.cells.items()
    }
    return replace(own, cells=cells)


def test_that_a_row_is_known_by_its_visible_name_and_its_key_is_told() -> None:
    row, other = at("9-1", "序号")[0], at("9-2", "序号")[0]
    (typed,) = put("9-1", "责任人", "甲")(sheet())
    reading = read(exchanged(typed, row, other, *range(1, 24)))
    assert (taken(reading), reading.refused) == ([("9-1", "责任人", "甲")], ())
    assert [(each.before, each.after) for each in reading.normalised] == [
        ("行标识9-2", "“认定新一轮产业创新服务综合体”（按名称）")
    ]


def test_that_a_copy_of_a_row_or_of_the_sheet_that_says_otherwise_is_refused() -> None:
    row = at("8-1", "序号")[0]
    copied = {(150, column): sheet().at(row, column) for column in range(1, 25)}
    cells = {place: found for place, found in copied.items() if found != NOTHING}
    below = replace(sheet(), cells={**sheet().cells, **cells, (150, 7): Found("成果科")})
    (beside,) = put("8-1", "牵头科室", "成果科")(replace(sheet(), name="副本"))
    for sheets, place in (((below,), "G150"), ((beside, sheet()), place_name(row, 7))):
        reading = read(*sheets)
        assert reading.edits == ()
        assert [(each.cell, "同一行有2份，“牵头科室”不一致" in each.reason) for each in reading.refused] == [
            (place, True)
        ]


def test_that_a_copy_says_nothing_where_the_row_itself_cannot_be_read() -> None:
    row, column = at("8-1", "责任人")
    copied = {(150, other): sheet().at(row, other) for other in (3, 24)} | {(150, column): Found("王五")}
    (struck,) = put("8-1", "责任人", "王五", doubt="整格“王五”被划掉了。")(sheet())
    reading = read(replace(struck, cells={**struck.cells, **copied}))
    assert reading.edits == ()
    assert [each.cell for each in reading.refused if "被划掉了" in each.reason] == [place_name(row, column)]


def test_that_a_unit_merged_over_several_rows_leads_in_each_and_hidden_rows_are_told() -> None:
    row = at("9-1", "牵头科室")[0]
    (typed,) = put("9-1", "牵头科室", "高新科")(sheet())
    reading = read(replace(typed, merged=(Range(row, 7, row + 2, 7),), hidden_rows=frozenset({row})))
    assert taken(reading) == [(key, "牵头科室", "高新科") for key in ("9-1", "9-2", "9-3")]
    assert [each.after for each in reading.normalised] == ["高新科（所在的行或列被隐藏或缩到看不见，请核对）"]


def test_that_other_words_for_a_head_are_known() -> None:
    (typed,) = put("9-1", "牵头科室", "高新科")(put("9-1", "6月计划", "4")(sheet())[0])
    reading = read(more(more(typed, 3, 7, "责任科室"), 3, 17, "6月份目标"))
    assert taken(reading) == [("9-1", "牵头科室", "高新科"), ("9-1", "6月计划", "4")]
    assert reading.refused == ()


def test_that_what_was_typed_is_taken_in_one_step_and_what_was_not_is_named() -> None:
    workbook = load_workbook(io.BytesIO(written()))
    table = workbook["任务分解表"]
    for key, head, value, shape in (
        ("9-1", "牵头科室", "高新科", ""),
        ("9-1", "6月计划", "150家", ""),
        ("7-4", "6月计划", 47.5, "0"),
        ("H-1", "基数", 0.0358, "0.00%"),
        ("M4-1", "完成时限", date(2025, 9, 30), "yyyy/m/d"),
        ("M4-2", "完成时限", "9月底", ""),
        ("8-1", "6月计划", 0.5, "0%"),
        ("8-1", "牵头科室", "高企科", ""),
        ("H-4", "基数", None, ""),
        ("M4-3", "基数", 5, ""),
    ):
        cell = table.cell(*at(key, head))
        cell.value = value
        cell.number_format = shape or cell.number_format
    out = io.BytesIO()
    workbook.save(out)
    fresh = Workspace(plan=plan_2025(), store=MemoryStore(), actor="李四")
    offer = inspect_breakdown(fresh, out.getvalue())
    assert [each.text for each in offer.told] == [
        "任务分解表K37　2025/9/30 → 2025-09-30",
        "任务分解表Q66　48 → 47.5",
    ]
    assert [each.text.partition("。")[0] for each in offer.left_out] == [
        "任务分解表E8　工作要点已有基数1000，清空后仍按它计算",
        "任务分解表E39　“5”不能填在这里：任务和事项没有基数",
        "任务分解表G73　没有名为“高企科”的单位",
        "任务分解表Q73　“50%”不是数字",
    ]
    places = [spot(line.cell) for line in offer.lines if line.cell]
    assert len(places) > 1
    assert places == sorted(places)
    take_breakdown(fresh, offer)
    bases = {basis.target_id: basis for basis in fresh.store.load(Basis)}
    assert [str(bases[key].pace_plan[5]) for key in ("9-1", "7-4")] == ["150", "47.5"]
    assert str(bases["H-1"].baseline) == "3.58"
    assert {bases[key].deadline for key in ("M4-1", "M4-2")} == {date(2025, 9, 30)}
    assert [duty.subject_id for duty in fresh.store.load(Duty) if duty.lead_unit_id] == ["9-1"]
    assert not [line for line in inspect_breakdown(fresh, written()).lines if "替换" in line.words]


def test_that_shares_and_plans_that_miss_the_target_are_doubted_beside_their_cells() -> None:
    """40 + 70 of 120, a plan that goes from 40 to 35, and one that ends at 100 of 120 (高企 H-3)."""
    workbook = load_workbook(io.BytesIO(written()))
    table = workbook["任务分解表"]
    for head, value in (
        ("单位分解数", "高新科40、成果科70"),
        ("4月计划", 40),
        ("5月计划", 35),
        ("12月计划", 100),
    ):
        table.cell(*at("H-3", head)).value = value
    out = io.BytesIO()
    workbook.save(out)
    own = Workspace(plan=plan_2025(), store=MemoryStore(), actor="李四")
    offer = inspect_breakdown(own, out.getvalue())
    name = f"H-3“{own.plan.target('H-3').name}”"
    assert [each.text for each in offer.doubts] == [
        f"任务分解表F7　{name}分解数合计110家，比年度目标少10家。请核对单位分解数。",
        f"任务分解表P7　{name}5月计划35家小于4月的40家。请核对，各月计划填累计数。",
        f"任务分解表W7　{name}月度计划到12月为100家，低于年度目标120家。请核对，各月计划填累计数。",
    ]
    take_breakdown(own, offer)
    (shares, fall, end) = check_month(own.plan, own.content, month(2025, 6))["H-3"]
    assert shares.message == "分解数合计110家，比年度目标少10家。"
    assert (fall.message, end.message) == (
        "5月计划35家小于4月的40家。",
        "月度计划到12月为100家，低于年度目标120家。",
    )
    assert inspect_breakdown(own, out.getvalue()).doubts == ()


def test_that_a_date_of_the_plan_itself_is_written_and_holds_where_it_is_cleared() -> None:
    plan = plan_2025()
    first, *others = plan.items
    dated = replace(plan, items=(replace(first, deadline=date(2025, 6, 30)), *others))
    own = Workspace(plan=dated, store=MemoryStore(), actor="张三", shipped=dated)
    data = breakdown_bytes(dated, own.content, (), [first_version(dated)], datetime(2025, 5, 1))  # noqa: DTZ001
    workbook = load_workbook(io.BytesIO(data))
    cell = workbook["任务分解表"].cell(*at(first.id, "完成时限"))
    assert cell.value == "2025-06-30"
    assert workbook["任务分解表"].cell(*at(others[0].id, "完成时限")).value is None
    cell.value = None
    out = io.BytesIO()
    workbook.save(out)
    offer = inspect_breakdown(own, out.getvalue())
    (told,) = offer.left_out
    assert told.words == "工作要点已有完成时限2025-06-30，清空后仍按它计算。要改的请填新的。"
    assert not [line for line in offer.lines if "完成时限" in line.words]


def test_that_units_keep_their_number_here_or_get_a_free_one() -> None:
    """The file has 高新科 as 1 and 成果科 as 2; here 办公室 is 1."""
    here = Workspace(plan=plan_2025(), store=MemoryStore(), actor="李四")
    add_unit(here, "办公室")
    take_breakdown(here, inspect_breakdown(here, written()))
    assert {unit.name: unit.id for unit in here.units()[1:]} == {"办公室": "1", "高新科": "2", "成果科": "3"}
    fresh = Workspace(plan=plan_2025(), store=MemoryStore(), actor="李四")
    take_breakdown(fresh, inspect_breakdown(fresh, written()))
    assert {unit.name: unit.id for unit in fresh.units()[1:]} == {"高新科": "1", "成果科": "2"}


def test_that_a_file_without_a_plan_or_with_an_older_version_is_refused() -> None:
    plan = replace(tasks_of_2025("总体", "8"), interpretations=())
    at = datetime(2025, 5, 1)  # noqa: DTZ001
    here = Workspace(plan=plan, store=MemoryStore(), actor="张三")
    here.perform("采用", (Change(None, replace(first_version(plan), version=2)),))
    for records, told in (
        ([], "任务分解表里没有工作计划。请重新导出一份。"),
        ([first_version(plan)], "这是第1版计划的任务分解表，本机已是第2版。请要最新的一份。"),
    ):
        data = breakdown_bytes(plan, here.content, here.units(), records, at)
        with pytest.raises(CixiError, match=told):
            inspect_breakdown(here, data)


def kept(name: str, text: str, **said: str) -> bytes:
    """A workbook of one sheet with records as JSON, behind the right format and checksum or what is said."""
    usual = next(each for each in read_sheets(written()) if each.name == KEPT)
    lines = {"format": usual.at(1, 2).text, "crc": str(crc32(text.encode())), "part": text, **said}
    made = Sheet(name=name, widths=(20.0, 40.0))
    for line in lines.items():
        made.add([text_cell(each, PLAIN) for each in line])
    return pack((made,), title="", author="", at=datetime(2025, 5, 1))  # noqa: DTZ001


ELEVEN = json.dumps([{"kind": "basis", "target_id": "8-1", "pace_plan": [None] * 11}])


DAMAGED = "任务分解表的识别页已损坏。"


@pytest.mark.parametrize(
    ("name", "text", "said", "message"),
    [
        ("名单", "[]", {}, "不是任务分解表。"),
        (KEPT, "[]", {"format": "9999"}, "导出任务分解表的程序版本与本机不同。"),
        (KEPT, "[]", {"crc": "1"}, DAMAGED),
        (KEPT, '[{"kind": "secret"}]', {}, DAMAGED),
        (KEPT, ELEVEN, {}, DAMAGED),
    ],
)
def test_that_what_is_no_breakdown_or_was_tampered_with_is_refused(
    name: str, text: str, said: dict[str, str], message: str
) -> None:
    with pytest.raises(CixiError) as caught:
        read_breakdown(kept(name, text, **said))
    assert caught.value.message == message
    assert read_breakdown(kept(KEPT, "[]")).records == ()
