"""A unit's workbook whose hidden sheet was lost: it is read by what it shows, as a person reads it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.receive import changes_of
from cixi_desktop.assessment.assess import assess
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.workbook import form_bytes, read_workbook
from cixi_desktop.workbook.reading.lost_sheet import LOST_SHEET
from tests.support.figures import YEAR
from tests.support.sheets import cell_of
from tests.workbook.handled import (
    METADATA,
    REGISTER,
    TABLE,
    entry_of,
    handled,
    place,
    put,
    put_in_register,
    read,
    reasons,
    without_sheet,
)
from tests.workbook.june import IDENTITY, PLAN, UNIT, content, entry, made, narrative

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record
    from cixi_desktop.workbook.reading import Reading
    from tests.support.sheets import Opened
    from tests.workbook.handled import Change

LOST = without_sheet(METADATA)
ALONE = without_sheet(METADATA, REGISTER, "口径说明")


@cache
def lost() -> bytes:
    """June without its hidden sheet."""
    return handled(LOST)


def read_lost(*changes: Change) -> Reading:
    return read(*changes, data=lost())


def retyped(old: str, new: str, sheet: str = TABLE, cell: str = "A2") -> Change:
    def change(workbook: Opened) -> None:
        found = workbook[sheet][cell]
        assert old in found.value
        found.value = found.value.replace(old, new)

    return change


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(each.before, each.after) for each in reading.normalised]


def refused(reading: Reading) -> list[tuple[str, str, bool]]:
    """What is refused besides that the sheet is gone, and the list that is named with it."""
    lists = (LOST_SHEET.reason, "系统识别页已丢失")
    return [
        (each.cell, each.reason, each.is_ignored_edit)
        for each in reading.refused
        if not each.reason.startswith(lists)
    ]


def at(key: str, head: str) -> str:
    return place(key, head)


def in_register(key: str, measure: str, month: int) -> str:
    return place(key, f"{month}月", REGISTER, measure)


def test_that_the_months_before_are_taken_from_the_register() -> None:
    """5 firms in January, and 5 + 10 + 12 + 8 + 15 = 50 by May; the list of 12-3 is only named."""
    reading = read_lost()
    assert refused(reading) == []
    assert LOST_SHEET in reading.refused
    assert not reading.changed
    totals = {each.period.last: each.cumulative for each in reading.earlier if each.target_id == "H-3"}
    assert totals == dict(zip(range(1, 6), map(Decimal, (5, 15, 27, 35, 50)), strict=True))
    parts = [each.increment for each in reading.earlier if each.target_id == "C3-1"]
    assert parts == [2, 2, 2, 2, 2]
    shares = [each.numerator for each in reading.earlier if each.target_id == "7-1"]
    assert shares == [100, 200, 300, 400, 500]


def test_that_what_is_carried_on_from_a_month_before_is_none_of_the_period_s_own() -> None:
    """累计完成 of H-2 shows May's 3.41 while June is 待公布; H-4 has nothing of June, and nothing before."""
    data = made(content(entry("H-2", 6, state=State.PENDING, reason="未发布"), entry("8-1", 6)))
    reading = read(LOST, data=data)
    assert refused(reading) == []
    assert entry_of(reading, "H-2") == entry("H-2", 6, state=State.PENDING, reason="未发布")
    assert entry_of(reading, "8-1") is None
    assert "8-1" in reading.covered


def test_that_figures_of_the_table_may_be_changed_and_the_register_s_are_named() -> None:
    reading = read_lost(put("H-3", "本期完成", 21), put("H-3", "累计完成", 71))
    assert entry_of(reading, "H-3") == entry("H-3", 6, cumulative="71")
    other = f"，{TABLE}{at('H-3', '本期完成')}是“21”，未读入。请核对。"
    assert (in_register("H-3", "本月数", 6), f"这一格是“20”{other}", True) in refused(reading)


@pytest.mark.parametrize(
    ("change", "cell", "reason"),
    [
        (put("H-3", "本期完成", 21), at("H-3", "累计完成"), "本期21与累计70不一致。"),
        (put("C3-1", "累计完成", 13), at("C3-1", "累计完成"), "写的是“13”，按表中的数是12，"),
        (put("H-6", "本期完成", 9), at("H-6", "本期完成"), "写的是“9”，按表中的数是4.50，"),
        (put_in_register("H-3", "本月数", 4, 9), in_register("H-3", "累计数", 4), "本期9与累计35不一致。"),
        (
            put_in_register("7-1", "覆盖率", 3, 90),
            in_register("7-1", "覆盖率", 3),
            "是“90.0”，按表中的数是“37.5”",
        ),
        (put_in_register("8-1", "本月数", 8, 1), in_register("8-1", "本月数", 8), "8月还没有到，未读入。"),
        (put_in_register("8-1", "累计数", 2, "不少"), in_register("8-1", "累计数", 2), "“不少”不是数字。"),
    ],
)
def test_that_a_record_is_refused_whose_cells_contradict_each_other(
    change: Change, cell: str, reason: str
) -> None:
    found = [each for each in refused(read_lost(change)) if not each[2]]
    assert cell in [each[0] for each in found]
    assert reason in " ".join(each[1] for each in found)


@pytest.mark.parametrize(
    ("change", "cell", "reason"),
    [
        (put("H-3", "年度目标", 150), at("H-3", "年度目标"), "“年度目标”是“≥150”，与应有的不同，未读入。"),
        (put("H-3", "完成率", 0.9), at("H-3", "完成率"), "“完成率”是“90.0%”，与应有的不同，未读入。"),
        (put("H-3", "状态", "滞后"), at("H-3", "状态"), "“状态”是“滞后”，与应有的不同，未读入。"),
        (put("H-3", "备注", "另有3家待公示"), at("H-3", "备注"), "“另有3家待公示”未读入。"),
        (
            put_in_register("H-3", "本月数", 6, None),
            in_register("H-3", "本月数", 6),
            "“本月数”是空白，按表中的数是“20”，未读入。",
        ),
        (
            put_in_register("7-1", "覆盖率", 6, 90),
            in_register("7-1", "覆盖率", 6),
            "“覆盖率”是“90.0”，按表中的数是“75.0”，未读入。",
        ),
    ],
)
def test_that_other_cells_that_differ_are_named_and_the_record_is_taken(
    change: Change, cell: str, reason: str
) -> None:
    reading = read_lost(change)
    ((where, words, is_aside),) = refused(reading)
    assert (where, is_aside) == (cell, True)
    assert reason in words
    assert {"H-3", "7-1"} <= reading.covered


def test_that_a_line_of_the_register_with_a_strange_name_is_refused() -> None:
    def rename(workbook: Opened) -> None:
        cell_of(workbook[REGISTER], "12-1", "指标/事项", "本月数").value = "不知哪一项"

    assert "12-1" not in read_lost(rename).covered


def test_that_a_rate_and_the_amounts_behind_it_are_one_figure() -> None:
    """40.2 ÷ 37.1 − 1 = 8.3557…%, shown as 8.36; another rate than that contradicts them."""
    assert entry_of(read_lost(), "7-3") == entry("7-3", 6, cumulative="40.2", last_year="37.1")
    reading = read_lost(put("7-3", "累计完成", 9.1))
    assert "7-3" not in reading.covered
    assert "增速与本年累计、上年同期不能同时填写。请只填一种。" in reasons(reading).values()


def test_that_the_front_sheet_alone_says_what_it_lacks() -> None:
    """Without the register no month before is known: 70 − 20 = 50 came before; what rests on it is named."""
    reading = read(ALONE)
    assert entry_of(reading, "H-3") == entry("H-3", 6, increment="20", cumulative="70")
    assert entry_of(reading, "C3-1") == entry("C3-1", 6, increment="2")
    assert ("本期20、累计70", "本期20、累计70（以前各月没有数，由此得出累计50）") in told(reading)
    assert ("12", "未读入（没有以前月份的数，按本月的数是2）") in told(reading)
    found = {cell: reason for cell, reason, _ in refused(reading)}
    assert "而表中没有它所依据的数，未读入。" in found[at("7-1", "累计完成")]
    assert "7-1" not in reading.covered


def test_that_a_running_figure_of_no_known_month_is_refused() -> None:
    data = made(content(entry("8-1", 6)))
    ((_, reason),) = [
        each[:2] for each in refused(read(ALONE, data=data)) if each[0] == at("8-1", "累计完成")
    ]
    assert reason.startswith("状态是“未填报”，“本期完成”没有数，“累计完成”却有，分不清是本期的还是以前")


def test_that_a_target_met_before_is_not_met_again() -> None:
    """12-3 is 已完成 by June; what the table of July shows of it is June's."""
    reading = read(ALONE, data=made(content(), period=month(2025, 7)))
    found = {each.key: each.reason for each in reading.refused if not each.is_ignored_edit}
    assert found["12-3"].startswith("状态是“已完成”，“本期完成”没有数，“累计完成”却有")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            retyped("2025年6月　", "2025年7月　"),
            "表头不一致：“进展情况表”的数据所属期是“2025年7月”，“指标台账”的是“2025年6月”。",
        ),
        (
            retyped("高新科", "合作科", REGISTER),
            "表头不一致：“进展情况表”的填报单位是“高新科”，“指标台账”的是“合作科”。",
        ),
    ],
)
def test_that_headings_that_contradict_each_other_are_refused_with_both(change: Change, message: str) -> None:
    with pytest.raises(CixiError) as caught:
        read_lost(change)
    assert caught.value.message == message


def test_that_headings_may_call_the_unit_by_any_of_its_names() -> None:
    known = replace(UNIT, short_name="高新")
    data = handled(LOST, retyped("高新科", "高新", REGISTER))
    assert read_workbook(data, PLAN, units=[known]).stamp.unit_name == "高新科"
    data = handled(LOST, retyped("高新科", "高新科（盖章）", REGISTER))
    assert read_workbook(data, PLAN).stamp.unit_name == "高新科"


def test_that_a_state_keeps_its_reason_and_an_estimate_its_mark() -> None:
    reading = read_lost()
    found: Entry | None = entry_of(reading, "H-1")
    assert found == entry("H-1", 6, state=State.PENDING, reason="统计部门次年公布")
    estimate = entry_of(reading, "H-2")
    assert estimate is not None
    assert estimate.is_estimate


@pytest.mark.parametrize(
    ("sheet", "cell", "text"),
    [
        (TABLE, "A1", "慈溪市科学技术局2025年7月工作要点进展情况表"),
        (TABLE, "T2", "初稿，数据待核"),
        (REGISTER, "Q5", "应为9"),
    ],
)
def test_that_what_is_written_beside_table_and_register_is_named(sheet: str, cell: str, text: str) -> None:
    def write(workbook: Opened) -> None:
        workbook[sheet][cell].value = text

    ((where, reason, is_aside),) = refused(read_lost(write))
    assert (where, is_aside) == (cell, True)
    assert reason.startswith(f"“{text}”不在填报栏内，未读入。")


def test_that_a_heading_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(CixiError) as caught:
        read(ALONE, retyped("2025年6月　", "2025年7月　"))
    assert caught.value.message == "表头不一致：数据所属期是“2025年7月”，截至日期却是“2025年6月30日”。"


def test_that_a_total_must_follow_from_what_a_form_says_of_the_months_before() -> None:
    """50 firms by May: 50 + 20 is 70, not 71."""
    given = content()
    data = form_bytes(assess(PLAN, given, month(2025, 6)), given, IDENTITY)
    assert entry_of(read(LOST, data=data), "H-3") is not None
    alone = read(LOST, put("H-3", "累计完成", None), data=data)
    assert entry_of(alone, "H-3") == entry("H-3", 6, increment="20", cumulative="70")
    assert ("本期20、累计70", "本期20、累计70（以前各月没有数，由此得出累计50）") in told(alone)
    both = read(LOST, put("H-3", "累计完成", 70), data=data)
    assert entry_of(both, "H-3") == entry_of(alone, "H-3")
    total = read(LOST, put("H-3", "本期完成", None), put("H-3", "累计完成", 70), data=data)
    assert entry_of(total, "H-3") == entry_of(alone, "H-3")
    less = read(LOST, put("H-3", "本期完成", None), put("H-3", "累计完成", 49), data=data)
    assert entry_of(less, "H-3") == entry("H-3", 6, cumulative="49")
    reading = read(LOST, put("H-3", "累计完成", 71), data=data)
    assert "上期累计50加本期20是70，与累计71不一致。请核对。" in reasons(reading).values()


def test_that_what_a_form_says_of_the_months_before_is_told_of_an_amount() -> None:
    """6.75亿元 by May stand beside June's 10: the total is taken, nothing is known of May."""
    months = (entry("H-6", 5, cumulative="6.75"), entry("H-6", 6, cumulative="10"))
    given = content(*months)
    data = form_bytes(assess(PLAN, given, month(2025, 6)), given, IDENTITY)
    reading = read(LOST, data=data)
    assert entry_of(reading, "H-6") == months[1]
    assert ("6.75", "未读入（系统识别页已丢失，以前各月以本机已有的数为准）") in told(reading)


def test_that_a_state_is_known_by_its_sentence_where_its_cell_was_emptied() -> None:
    """The register says 待公布 still, and the sentence why."""
    found = entry_of(read_lost(put("H-1", "状态", None)), "H-1")
    assert found == entry("H-1", 6, state=State.PENDING, reason="统计部门次年公布")


def test_that_what_only_the_register_shows_is_refused() -> None:
    def take_out(workbook: Opened) -> None:
        workbook[TABLE].delete_rows(cell_of(workbook[TABLE], "9-4", "序号").row)

    reading = read_lost(take_out)
    (cell, reason, _), *beside = refused(reading)
    assert cell == in_register("9-4", "本月数", 6)
    assert all("一并未读入" in words for _, words, _ in beside)
    assert reason == f"“{PLAN.target('9-4').name}”6月有数，而进展情况表没有这一行，未读入。请核对。"


def test_that_a_hidden_register_is_told_once() -> None:
    def hide(workbook: Opened) -> None:
        workbook[REGISTER].sheet_state = "hidden"

    assert (REGISTER, "指标台账照读（所在的工作表被隐藏，请核对）") in told(read_lost(hide))
    assert len([each for each in told(read_lost(hide)) if "隐藏" in each[1]]) == 1


def test_that_columns_that_are_gone_refuse_only_rows_in_which_something_stands() -> None:
    def take_out(workbook: Opened) -> None:
        workbook[TABLE].delete_cols(cell_of(workbook[TABLE], "H-3", "本期完成").column)

    out = {each.key for each in read_lost(take_out).refused}
    assert "H-3" in out
    assert "8-3" not in out


def changed_of(office: Content, reading: Reading) -> dict[str, Record | None]:
    changes = changes_of(PLAN, office, reading, reading.covered)
    return {change.key[1]: change.after for change in changes if isinstance(change.before, Entry)}


def test_that_a_total_which_the_counts_here_come_to_is_no_change() -> None:
    """20 in June after 50 by May are 70, which the table shows beside the 20; 21 and 71 are others."""
    assert "H-3" not in changed_of(content(), read_lost())
    changed = changed_of(content(), read_lost(put("H-3", "本期完成", 21), put("H-3", "累计完成", 71)))
    assert changed["H-3"] == entry("H-3", 6, cumulative="71")


def test_that_a_count_to_which_the_file_adds_the_months_before_is_another() -> None:
    """70 in June without a month before are 70 as well, and would be 120 once the file's 50 stand before."""
    alone = Content(
        unit=UNIT, year=YEAR, records={june.key: june for june in [entry("H-3", 6, increment="70")]}
    )
    assert changed_of(alone, read_lost())["H-3"] == entry("H-3", 6, cumulative="70")


def test_that_the_problems_which_are_written_as_none_are_no_change() -> None:
    office = content(narrative("1", progress_note="召开党员大会1次。"))
    reading = read(LOST, data=made(office))
    texts = {text.task_id: text.problems for text in reading.narratives}
    assert texts["1"] == "无"
    assert not [each for each in changes_of(PLAN, office, reading, reading.covered) if each.key[1] == "1"]


def test_that_what_the_bureau_has_planned_itself_holds_for_what_is_shown() -> None:
    """M8-2 stands at 征求意见, its second stage, where the bureau's own plan wants the third by June."""
    steps = (None, None, 1, None, 2, 3, None, None, 4, 5, 6, None)
    planned = Basis(
        target_id="M8-2",
        year=YEAR,
        pace_plan=tuple(None if each is None else Decimal(each) for each in steps),
    )
    data = handled(LOST, data=made(content(planned, entry("M8-2", 6, stage="征求意见"))))
    assert [each for each in refused(read_workbook(data, PLAN)) if "欠序时" in each[1]]
    assert refused(read_workbook(data, PLAN, shared=(planned,))) == []
