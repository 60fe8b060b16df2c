"""The workbook of a unit with duties: its own rows only, read back as if it held the whole plan."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.actions.receive import changes_of
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.handovers import Review, ReviewVerdict, Submission
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.workbook import form_bytes, read_workbook, workbook_bytes
from tests.support.sheets import KEY_HEAD, Opened, by_key, columns, head_row, keys
from tests.workbook.handled import METADATA, TABLE, entry_of, put, read, text_of, without_sheet
from tests.workbook.june import (
    IDENTITY,
    OTHER_UNIT,
    PLAN,
    RECORD_COUNT,
    UNIT,
    assessed,
    entry,
    made,
    narrative,
    opened,
)
from tests.workbook.test_reading_back import taken_in

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record

REPORTED = (
    entry("H-3", 5, cumulative="50"),
    entry("H-3", 6, increment="20"),
    entry("8-1", 6, increment="120"),
    entry("7-1", 4, numerator="100", denominator="800"),
    entry("C3-1", 6, increment="2"),
    narrative("8", progress_note="新增高新技术企业70家。"),
    narrative("1", progress_note="召开党员大会1次。"),
)
DUTIES = (
    Duty(subject_id="8", lead_unit_id=UNIT.id),
    Duty(subject_id="M8-3", lead_unit_id=OTHER_UNIT.id),
    Duty(subject_id="9-4", supporting_unit_ids=(UNIT.id,)),
)
ROWS = [
    *("section:总体", "task:总体", "H-3"),
    *("section:一", "task:1", "task:3", "C3-1"),
    *("section:三", "task:7", "7-1", "task:8", "8-1", "8-2", "8-3", "D8-1", "M8-1", "D8-2", "M8-2", "D8-3"),
    *("task:9", "9-4"),
]
"""Task 8 without M8-3, 9-4, what was entered besides and written on; H-3 is cited again as 8-2."""


def content(*more: Record) -> Content:
    records = (OTHER_UNIT, *REPORTED, *DUTIES, *more)
    return Content(unit=UNIT, records={each.key: each for each in records})


def undivided() -> Content:
    return Content(unit=UNIT, records={each.key: each for each in REPORTED})


@cache
def file() -> bytes:
    return made(content())


@cache
def workbook() -> Opened:
    return opened(file())


def test_that_the_table_has_the_unit_s_own_rows_numbered_from_one_on() -> None:
    rows = by_key(workbook()[TABLE])
    assert list(rows) == ROWS
    targets = [key for key in ROWS if ":" not in key]
    assert [rows[key]["序号"].value for key in targets] == list(range(1, 13))


def test_that_a_task_counts_what_is_shown_of_it() -> None:
    rows = by_key(workbook()[TABLE])
    assert rows["task:8"]["指标/事项"].value == "指标3项、事项5项，待填报6项"
    assert rows["task:9"]["指标/事项"].value == "指标1项，待填报1项"
    assert (rows["task:1"]["指标/事项"].value, rows["task:1"]["状态"].value) == ("只填文字", "· 已填报")
    assert rows["task:8"]["状态"].value == "▲ 欠序时"  # 8-1: 40 % in the half of the year


def test_that_the_heading_says_what_is_listed_and_how_much() -> None:
    line = workbook()[TABLE].cell(2, 1).value
    assert line.endswith(
        f"校验码：{check_code(assessed(content()))}　　共列本单位承担和填报的指标5项、事项6项"
    )
    own = Content(unit=UNIT, records={each.key: each for each in DUTIES})
    assert opened(made(own))[TABLE].cell(2, 1).value.endswith("　　共列本单位承担的指标4项、事项5项")
    assert "共列" not in opened(made(undivided()))[TABLE].cell(2, 1).value
    assert "共列" not in workbook()["指标台账"].cell(2, 1).value


def test_that_a_share_is_the_edition_of_the_whole_that_was_handed_in() -> None:
    """On every sheet; once anything was changed, that is said."""
    code = check_code(assessed(content()))
    one = Submission(unit_id=UNIT.id, period=month(2025, 6), number=1, content_at=5, check_code=code)
    book = opened(made(content(one)))
    assert all("　　第1次报送　　" in book[sheet].cell(2, 1).value for sheet in book.sheetnames[:3])
    changed = opened(made(content(one, entry("9-4", 6, increment="1"))))
    assert "　　第1次报送后有修改　　" in changed[TABLE].cell(2, 1).value


def test_that_register_and_readings_go_with_the_table() -> None:
    register = workbook()["指标台账"]
    assert list(dict.fromkeys(keys(register))) == ["H-3", "7-1", "8-1", "8-3", "9-4", "C3-1"]
    explained = [cells[0].value for cells in workbook()["口径说明"].iter_rows()]
    targets = [key for key in ROWS if ":" not in key]
    assert [key for key in explained if key in targets] == targets
    assert "M1-1" not in explained


def test_that_it_is_read_as_it_was_entered_and_speaks_of_the_whole_plan() -> None:
    reading = read_workbook(file(), PLAN)
    assert taken_in(reading).records == {each.key: each for each in REPORTED}
    assert (reading.changed, reading.normalised, reading.refused) == ((), (), ())
    assert len(reading.covered) == RECORD_COUNT
    assert reading.stamp.unit_name == "高新科"
    assert reading.stamp.check_code == check_code(assessed(content()))


def test_that_a_workbook_with_all_rows_is_read_alike() -> None:
    short, long = read_workbook(file(), PLAN), read_workbook(made(undivided()), PLAN)
    assert (short.entries, short.narratives, short.earlier) == (long.entries, long.narratives, long.earlier)
    assert short.covered == long.covered


def test_that_what_is_no_longer_reported_beside_the_duties_is_taken_back() -> None:
    office = content()
    later = content(replace(entry("C3-1", 6), note=""), narrative("1"))
    kept = {key: each for key, each in later.records.items() if not each.is_empty}
    data = made(Content(unit=UNIT, records=kept))
    assert not {"C3-1", "task:1"} & set(keys(opened(data)[TABLE]))
    reading = read_workbook(data, PLAN)
    assert changes_of(PLAN, office, reading, reading.covered) == (
        Change(entry("C3-1", 6, increment="2"), None),
        Change(narrative("1", progress_note="召开党员大会1次。"), None),
    )


def without_keys(sheet: Opened) -> None:
    sheet[TABLE].delete_cols(columns(sheet[TABLE])[KEY_HEAD])


def test_that_only_the_shown_rows_are_spoken_of_once_the_hidden_sheet_is_lost() -> None:
    reading = read(without_sheet(METADATA), without_keys, data=file())
    assert reading.covered == {
        *("H-3", "C3-1", "7-1", "8-1", "8-3", "D8-1", "M8-1", "D8-2", "M8-2", "D8-3", "9-4"),
        *("task:总体", "task:1", "task:3", "task:7", "task:8", "task:9"),
    }
    told = text_of(reading, "1")
    assert told is not None
    assert told.progress_note == "召开党员大会1次。"
    firms = entry_of(reading, "H-3")
    assert firms is not None
    assert str(firms.cumulative) == "70"


def typed_in(sheet: Opened) -> None:
    """Somebody writes a row of the plan under the table that is not the unit's."""
    table = sheet[TABLE]
    table.insert_rows(head_row(table) + 1)
    row = {
        "重点任务": "12.提升科普工作水平",
        "指标/事项": PLAN.target("12-1").name,
        KEY_HEAD: "12-1",
        "本期完成": 7,
    }
    for head, value in row.items():
        table.cell(head_row(table) + 1, columns(table)[head]).value = value


def test_that_a_row_that_people_add_is_read() -> None:
    found = entry_of(read(typed_in, data=file()), "12-1")
    assert found is not None
    assert str(found.increment) == "7"


def test_that_a_figure_is_changed_in_its_row_as_ever() -> None:
    reading = read(put("8-1", "本期完成", 130), data=file())
    found = entry_of(reading, "8-1")
    assert found == entry("8-1", 6, increment="130")
    assert reading.refused == ()


def test_that_a_workbook_given_back_has_the_rows_that_the_reasons_name() -> None:
    reasons = (
        ("7-2", "请补报"),
        ("7-5", "请补报"),
        ("12-3:本期完成", "请核对"),
        ("task:11:进展情况", "请补写"),
    )
    review = Review(
        unit_id=UNIT.id,
        period=month(2025, 6),
        verdict=ReviewVerdict.RETURNED.value,
        number=3,
        check_code="",
        reasons=reasons,
    )
    given = content()
    data = workbook_bytes(assessed(given), given, replace(IDENTITY, review=review))
    assert set(keys(opened(data)[TABLE])) == {
        *ROWS,
        "7-2",
        "H-2",
        "7-5",
        "task:11",
        "section:四",
        "task:12",
        "12-3",
    }
    assert taken_in(read_workbook(data, PLAN)).records == {each.key: each for each in REPORTED}


def test_that_the_form_asks_for_the_same_rows_and_speaks_of_no_others() -> None:
    given = content()
    data = form_bytes(assessed(given), given, IDENTITY)
    assert keys(opened(data)["填报表"]) == ROWS
    assert len(read_workbook(data, PLAN).covered) == 11 + 6
