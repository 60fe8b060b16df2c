"""分工表: duties and deadlines from texts; what is taken over from the task is shown, not kept."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from cixi_desktop.dates import read_deadline
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.duty_table import DutyTable, duty_count, duty_rows, renamed
from cixi_desktop.pasting.text_table import Rows, TextRow, plan_table
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.units import UNASSIGNED, Unit
from tests.support.figures import content_of, plan_2025

PLAN = plan_2025()
UNITS = (
    UNASSIGNED,
    Unit(id="1", name="高新技术科", short_name="高新科"),
    Unit(id="2", name="规划科"),
    Unit(id="3", name="合作科"),
)
TABLE = DutyTable(PLAN, UNITS)
KEPT = content_of(
    *UNITS,
    Duty(subject_id="8", lead_unit_id="1", supporting_unit_ids=("2", "3"), leader="王某", person="李某"),
    Duty(subject_id="M8-3", lead_unit_id="2"),
    Basis(target_id="8", deadline=date(2025, 11, 30)),
)
ROWS = duty_rows(PLAN, KEPT, UNITS)
PLACES = {row.key: number for number, row in enumerate(ROWS)}


def with_texts(rows: Rows = ROWS, **texts: tuple[int, str]) -> Rows:
    """The rows with one text in each of the named ones: M8_2=(0, "规划科")."""
    given = {name.replace("_", "-").removeprefix("T"): place for name, place in texts.items()}
    return tuple(row.with_cell(*given[row.key]) if row.key in given else row for row in rows)


def placeholder(key: str, column: int, rows: Rows = ROWS) -> str:
    return TABLE.layout.placeholders(rows).get((PLACES[key], column), "")


def test_that_every_task_figure_and_item_has_one_row_below_its_task() -> None:
    assert len(ROWS) == 13 + 23 + 76
    assert [row.key for row in ROWS[:3]] == ["总体", "H-1", "H-4"]
    assert PLACES["8"] < PLACES["H-3"] < PLACES["M8-3"] < PLACES["9"]
    assert ROWS[PLACES["8"]].cells == ("高新技术科", "规划科、合作科", "王某", "李某", "2025-11-30")


def test_that_an_untouched_table_gives_back_what_is_kept() -> None:
    records = {duty.subject_id: (duty, deadline) for duty, deadline in TABLE.records(ROWS)}
    assert records["8"] == (KEPT.duty("8"), date(2025, 11, 30))
    assert records["M8-3"] == (KEPT.duty("M8-3"), None)
    assert sum(not duty.is_empty for duty, _ in records.values()) == 2


def test_that_grey_words_say_what_holds() -> None:
    assert placeholder("9", 0) == "未分配"
    assert placeholder("9", 1) == ""
    assert placeholder("9", 4) == "2025-12-31（默认）"
    assert placeholder("H-3", 0) == "随任务8：高新技术科"
    assert placeholder("M8-2", 4) == "随任务8：2025-11-30"
    assert placeholder("M8-3", 3) == ""
    assert placeholder("M8-3", 4) == "随任务8：2025-11-30"
    assert placeholder("H-4", 0, with_texts(总体=(0, "规划科"))) == "随总体：规划科"


def test_that_a_deadline_of_the_plans_own_is_shown_as_the_plans() -> None:
    items = tuple(
        replace(item, deadline=date(2025, 9, 30)) if item.id == "M8-2" else item for item in PLAN.items
    )
    table = DutyTable(replace(PLAN, items=items), UNITS)
    assert table.layout.placeholders(ROWS)[PLACES["M8-2"], 4] == "2025-09-30（文件）"


def test_that_units_are_understood_by_name_and_short_name() -> None:
    layout, row = TABLE.layout, ROWS[PLACES["9"]]
    assert layout.parse(row, 0, "高新科") == "高新技术科"
    assert layout.parse(row, 0, "未分配") == ""
    assert layout.parse(row, 1, "高新科， 规划科;高新技术科") == "高新技术科、规划科"
    assert layout.parse(row, 3, " 李 某 ") == "李 某"
    assert layout.parse(row, 4, "9月底前") == "2025-09-30"


def test_that_unknown_units_are_refused_and_can_be_listed() -> None:
    rows = with_texts(T9=(0, "甲科"), T10=(1, "规划科、乙科"), T11=(0, "甲科"), T12=(0, "未分配"))
    assert TABLE.layout.faults(rows)[PLACES["9"], 0] == (
        "没有名为“甲科”的单位。请改用已有的单位，或把它新增为单位。"
    )
    assert TABLE.unknown(rows) == ("甲科", "乙科")


def test_that_the_lead_unit_does_not_support_itself() -> None:
    rows = with_texts(T8=(1, "高新科"))
    assert TABLE.layout.faults(rows) == {(PLACES["8"], 1): "“高新技术科”已是牵头科室。不必再列为配合科室。"}


def test_that_a_sheet_is_read_by_the_names_of_its_tasks_and_items() -> None:
    block = (
        ("重点任务", "事项", "责任单位", "完成时间"),
        ("九、提升产业攻关能力", "", "规划科", "年底"),
        ("", ROWS[PLACES["M8-2"]].title.partition(" ")[2], "合作科", "10月"),
    )
    found = plan_table(TABLE.layout, ROWS, block, at=(0, 0), shown=range(len(ROWS)))
    assert found.accepted[PLACES["9"]].cells == ("规划科", "", "", "", "2025-12-31")
    assert found.accepted[PLACES["M8-2"]].cells == ("合作科", "", "", "", "2025-10-31")


def test_that_the_table_follows_a_unit_that_is_renamed() -> None:
    after = (UNITS[0], replace(UNITS[1], name="高科"), replace(UNITS[2], name="规法科"), UNITS[3])
    assert renamed(ROWS, UNITS, after)[PLACES["8"]].cells[:2] == ("高科", "规法科、合作科")
    assert renamed(ROWS, UNITS, UNITS) is ROWS


def test_that_duties_of_a_unit_are_counted() -> None:
    assert [duty_count(ROWS, unit.name) for unit in UNITS] == [0, 1, 2, 1]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-09-30", date(2025, 9, 30)),
        ("2025/9/30", date(2025, 9, 30)),
        ("９月３０日前", date(2025, 9, 30)),
        ("2月底", date(2025, 2, 28)),
        ("2026年2月", date(2026, 2, 28)),
        ("10月份", date(2025, 10, 31)),
        ("年底前", date(2025, 12, 31)),
        ("全年", date(2025, 12, 31)),
    ],
)
def test_that_deadlines_are_read_as_sheets_write_them(text: str, day: date) -> None:
    assert read_deadline(text, 2025) == day


@pytest.mark.parametrize("text", ["长期", "13月", "2月30日", "2024年9月30日"])
def test_that_what_is_no_day_of_the_plan_is_refused(text: str) -> None:
    with pytest.raises(CixiError):
        read_deadline(text, 2025)


def test_that_a_unit_no_longer_known_leaves_its_cell_blank() -> None:
    kept = content_of(Duty(subject_id="8", lead_unit_id="9", supporting_unit_ids=("9",)))
    row: TextRow = duty_rows(PLAN, kept, UNITS)[PLACES["8"]]
    assert row.cells == ("", "", "", "", "")
