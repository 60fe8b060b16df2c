"""The workbook for a unit without the program: guarded, explained, filled in by hand and read back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.periods import month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.fields import field_of
from cixi_desktop.workbook import form_bytes, read_workbook, workbook_bytes
from cixi_desktop.workbook.identity import KEY_HEAD
from cixi_desktop.workbook.reading.reading import READ_AS_BLANK
from tests.support.sheets import by_key, cell_of, keys
from tests.workbook.handled import METADATA, entry_of, handled, put, read, reasons, text_of, without_sheet
from tests.workbook.june import IDENTITY, PLAN, UNIT, assessed, content, entry, opened
from tests.workbook.test_reading_back import reported, taken_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.workbook.reading import Reading
    from tests.support.sheets import Opened

FORM = "填报表"
BLANK = Content(unit=UNIT)


def undivided() -> Content:
    """June's content while nobody leads anything, so that everything is asked of everybody."""
    kept = {key: record for key, record in content().records.items() if not isinstance(record, Duty)}
    return Content(unit=UNIT, records=kept)


@cache
def blank_form() -> bytes:
    return form_bytes(assessed(BLANK), BLANK, IDENTITY)


@cache
def filled_form() -> bytes:
    return form_bytes(assessed(undivided()), undivided(), IDENTITY)


@cache
def opened_form() -> Opened:
    return opened(filled_form())


def cells_of(key: str) -> dict[str, Opened]:
    """A row's cells by the heads of their columns."""
    return by_key(opened_form()[FORM])[key]


def open_heads(key: str) -> list[str]:
    """The columns that can be filled in for a row."""
    return [head for head, cell in cells_of(key).items() if not cell.protection.locked]


def test_that_the_sheets_are_guarded_without_a_password() -> None:
    workbook = opened_form()
    assert workbook.sheetnames == [FORM, "填写说明", "选项", METADATA]
    assert [sheet.sheet_state for sheet in workbook.worksheets] == ["visible"] * 2 + ["veryHidden"] * 2
    assert workbook.security.lockStructure
    assert workbook.security.workbookPassword is None
    for sheet in workbook.worksheets[:2]:
        assert sheet.protection.sheet
        assert sheet.protection.password is None


def test_that_the_workbook_made_after_a_form_is_not_guarded() -> None:
    assert blank_form()
    workbook = opened(workbook_bytes(assessed(BLANK), BLANK, IDENTITY))
    assert not (workbook.security and workbook.security.lockStructure)
    assert not any(sheet.protection.sheet for sheet in workbook.worksheets)
    assert len(workbook._protections) == 1


ALWAYS = ["状态", "说明", "截至日期"]


@pytest.mark.parametrize(
    ("key", "heads"),
    [
        ("H-3", ["本期完成", "累计完成", *ALWAYS, "进展情况"]),
        ("H-6", ["累计完成", *ALWAYS, "预计数", "进展情况"]),
        ("H-2", ["累计完成", *ALWAYS, "预计数", "进展情况"]),
        ("7-3", ["累计完成", "分子", "分母", *ALWAYS, "预计数", "进展情况"]),
        ("7-1", ["分子", "分母", *ALWAYS, "进展情况"]),
        ("H-7", ["阶段", "依据", *ALWAYS, "进展情况"]),
        ("M8-2", ["阶段", "依据", *ALWAYS, "进展情况"]),
        ("M2-3", ["分子", "分母", *ALWAYS, "进展情况"]),
        ("C3-1", ["本期完成", *ALWAYS, "进展情况"]),
        ("D1-1", [*ALWAYS, "进展情况"]),
        ("task:8", ["进展情况", "存在问题", "下一步打算"]),
        ("8-2", []),
        ("section:一", []),
    ],
)
def test_that_only_what_is_asked_for_can_be_filled_in(key: str, heads: list[str]) -> None:
    assert open_heads(key) == heads


def test_that_a_unit_with_duties_is_asked_for_its_own_only() -> None:
    duties = (
        Duty(subject_id="9-4", lead_unit_id=UNIT.id),
        Duty(subject_id="H-3", supporting_unit_ids=(UNIT.id,)),
    )
    own = Content(unit=UNIT, records={duty.key: duty for duty in duties})
    workbook = opened(form_bytes(assessed(own), own, IDENTITY))
    found = keys(workbook[FORM])
    assert [key for key in found if ":" not in key] == ["H-3", "8-2", "9-4"]
    assert ("task:9" in found, "task:12" in found, "section:一" in found) == (True, False, False)
    lines = [cells[0].value for cells in workbook["填写说明"].iter_rows()]
    assert "2.表中所列均为本单位承担的指标和事项，请逐行填写；有遗漏的请与办公室联系。" in lines


def test_that_what_is_known_stands_in_it_already() -> None:
    assert cells_of("H-3")["上期累计"].value == 50
    assert (cells_of("H-3")["本期完成"].value, cells_of("H-3")["累计完成"].value) == (20, None)
    assert cells_of("C3-1")["上期累计"].value == 10
    assert (cells_of("H-1")["状态"].value, cells_of("H-1")["说明"].value) == ("待公布", "统计部门次年公布")
    assert cells_of("H-5")["截至日期"].value == "2025-05-31"
    assert cells_of("8-2")["进展情况"].value == "与“高新技术企业新增数”为同一指标，请填在那一行"
    assert cells_of("task:8")["存在问题"].value == "部分镇申报偏慢。"


def choices(key: str, head: str) -> list[str]:
    """What the list of a cell offers."""
    sheet, cell = opened_form()[FORM], cells_of(key)[head].coordinate
    (rule,) = [each for each in sheet.data_validations.dataValidation if str(each.sqref) == cell]
    name, _, area = rule.formula1.partition("!")
    return [str(row[0].value) for row in opened_form()[name][area.replace("$", "")]]


def test_that_states_and_stages_are_chosen_from_lists() -> None:
    assert choices("H-3", "状态") == ["待公布", "本期无数据", "未到节点", "不适用"]
    assert choices("H-7", "阶段") == ["申报", "入围", "公示", "获得", "未获得"]
    for item in PLAN.items:
        if item.stages:
            assert choices(item.id, "阶段") == list(field_of(item, "stage").choices)


def test_that_a_general_head_is_explained_at_the_cell() -> None:
    rules = {str(r.sqref): r.prompt for r in opened_form()[FORM].data_validations.dataValidation}
    assert rules[cells_of("7-1")["分母"].coordinate] == "应覆盖（家）"
    assert rules[cells_of("7-3")["分子"].coordinate] == "本年累计（亿元）"


def test_that_the_instructions_name_the_day_it_is_due() -> None:
    words = "".join(str(row[0].value) for row in opened_form()["填写说明"].iter_rows())
    assert "于6月25日前一并交办公室" in words
    assert "不得填写涉密内容" in words


def test_that_no_check_code_is_printed_before_it_is_filled_in() -> None:
    assert "校验码" not in str(opened_form()[FORM]["A2"].value)
    assert read_workbook(filled_form(), PLAN).stamp.check_code == ""


@pytest.mark.parametrize("data", [blank_form(), filled_form()])
def test_that_a_form_sent_back_as_it_was_changes_nothing(data: bytes) -> None:
    reading = read_workbook(data, PLAN)
    assert (reading.changed, reading.normalised, reading.refused) == ((), (), ())
    assert taken_in(reading).records == (reported() if data == filled_form() else {})


def test_that_a_text_merged_over_several_rows_is_told_as_one_rows() -> None:
    def merge(workbook: Opened) -> None:
        first, last = (cell_of(workbook[FORM], key, "进展情况") for key in ("task:8", "D8-1"))
        workbook[FORM].merge_cells(f"{first.coordinate}:{last.coordinate}")

    reading = read(merge, put("task:8", "进展情况", "六月新增12家。"), data=blank_form())
    text = text_of(reading, "8")
    assert text is not None
    assert text.progress_note == "六月新增12家。"
    (merged,) = reading.normalised
    assert merged.after.startswith("只作这一行的“进展情况”")


def test_that_a_paper_is_told_that_stays_beside_a_new_stage_of_the_form() -> None:
    reading = read(put("M8-3", "阶段", "中标公示"), data=filled_form())
    assert entry_of(reading, "M8-3") == entry("M8-3", 6, stage="中标公示")
    (paper,) = reading.normalised
    assert "是“合同”阶段的，“中标公示”要另填依据" in paper.after


def test_that_a_blank_form_filled_in_by_hand_is_read() -> None:
    reading = read(
        put("H-3", "本期完成", "２２家"),
        put("H-3", "进展情况", "第二批已公示。"),
        put("H-6", "累计完成", 23.6),
        put("H-2", "累计完成", 0.0343),
        put("H-2", "预计数", "是"),
        put("7-1", "分子", 610),
        put("7-1", "分母", "800"),
        put("7-3", "分子", 40.2),
        put("7-3", "分母", 37.1),
        put("H-7", "阶段", "入围"),
        put("H-7", "依据", "省科技厅公示"),
        put("H-1", "状态", "待公布"),
        put("H-1", "说明", "次年公布"),
        put("H-4", "累计完成", 1070),
        put("H-4", "截至日期", "2025年6月25日"),
        put("D1-1", "进展情况", "召开会议3次。"),
        put("task:8", "存在问题", "无"),
        put("task:8", "进展情况", "=培育120家"[1:]),
        data=blank_form(),
    )
    assert not reading.refused
    assert {each.target_id: entry_of(reading, each.target_id) for each in reading.entries} == {
        each.target_id: each
        for each in (
            entry("H-3", 6, increment="22", note="第二批已公示。"),
            entry("H-6", 6, cumulative="23.6"),
            entry("H-2", 6, value="3.43", is_estimate=True),
            entry("7-1", 6, numerator="610", denominator="800"),
            entry("7-3", 6, cumulative="40.2", last_year="37.1"),
            entry("H-7", 6, stage="入围", proof="省科技厅公示"),
            entry("H-1", 6, state=State.PENDING, reason="次年公布"),
            entry("H-4", 6, value="1070", as_of=date(2025, 6, 25)),
            entry("D1-1", 6, note="召开会议3次。"),
        )
    }
    text = Narrative(task_id="8", unit_id="", period=month(2025, 6), progress_note="培育120家", problems="无")
    assert text_of(reading, "8") == text


def test_that_a_reason_stays_out_with_a_state_that_cannot_be_read() -> None:
    data = blank_form()
    reading = read(put("H-1", "状态", "再说"), put("H-1", "说明", "等统计局"), data=data)
    assert "“再说”不是状态，未读入。" in next(iter(reasons(reading).values()))
    assert (reading.entries, "H-1" in reading.covered) == ((), False)
    figure = (put("H-1", "累计完成", 3.5), put("H-1", "状态", "再说"), put("H-1", "说明", "等统计局"))
    (found,) = read(*figure, data=data).entries
    assert (found.value, found.reason) == (Decimal("3.5"), "等统计局")
    (found,) = read(put("H-1", "状态", "待发布"), put("H-1", "说明", "等统计局"), data=data).entries
    assert (found.state, found.reason) == (State.PENDING, "等统计局")


def test_that_increment_and_total_are_held_against_the_months_before() -> None:
    data = filled_form()
    assert not read(put("H-3", "本期完成", 22), put("H-3", "累计完成", 72), data=data).refused
    typed = (put("H-3", "本期完成", 22), put("H-3", "累计完成", 75))
    ((place, reason),) = reasons(read(*typed, data=data)).items()
    assert place == f"{FORM}!{cells_of('H-3')['累计完成'].coordinate}"
    assert "本期22与累计75不一致。" in reason


def test_that_a_total_beside_an_increment_is_taken_where_no_earlier_month_is_known() -> None:
    """1 this month and 3 in all is how a form is filled whose office has no earlier months."""
    reading = read(put("H-3", "本期完成", 1), put("H-3", "累计完成", 3), data=blank_form())
    assert not reading.refused
    (entry,) = reading.entries
    assert (entry.increment, entry.cumulative, entry.before) == (Decimal(1), Decimal(3), Decimal(2))
    (told,) = reading.normalised
    after = "本期1、累计3（以前各月没有数，由此得出累计2）"
    assert (told.before, told.after) == ("本期1、累计3", after)
    contrary = read(put("H-3", "本期完成", 5), put("H-3", "累计完成", 3), data=blank_form())
    assert "本期5与累计3不一致。" in next(iter(reasons(contrary).values()))


def test_that_rate_and_amounts_are_not_both_taken() -> None:
    typed = [put("7-3", "累计完成", 8.5), put("7-3", "分子", 40), put("7-3", "分母", 37)]
    reason, beside = reasons(read(*typed, data=blank_form())).values()
    assert reason == "增速与本年累计、上年同期不能同时填写。请只填一种。"
    assert "的“40”、" in beside  # both amounts stay out with it, and are named
    assert "的“37”因同一项有单元格不能读，一并未读入" in beside
    assert next(iter(reasons(read(*typed[:2], data=blank_form())).values())) == reason  # with one of them


def test_that_the_form_is_read_without_its_hidden_sheet() -> None:
    reading = read(without_sheet(METADATA), put("12-1", "本期完成", 5), data=filled_form())
    assert not reading.refused
    assert entry_of(reading, "H-1") == entry("H-1", 6, state=State.PENDING, reason="统计部门次年公布")
    found: Entry | None = entry_of(reading, "H-3")
    assert found is not None
    assert found.note == ""
    assert entry_of(reading, "12-1") == entry("12-1", 6, increment="5", cumulative="25")  # 20 before


def test_that_a_draft_that_is_no_number_stays_text() -> None:
    draft = Content(unit=UNIT, records={e.key: e for e in [drafted()]})
    data = form_bytes(assessed(draft), draft, IDENTITY)
    assert taken_in(read_workbook(data, PLAN)).records == draft.records
    cell = cell_of(opened(data)[FORM], "8-3", "本期完成")
    assert (cell.value, cell.data_type) == ("大约5家", "s")


def drafted() -> Entry:
    return entry("8-3", 6, drafts=(("increment", "大约5家"),))


def test_that_strokes_in_cells_that_nothing_is_asked_of_keep_no_row_out() -> None:
    strokes = (
        put("H-3", head, "/") for head in ("累计完成", "分子", "分母", "阶段", "依据", "状态", "截至日期")
    )
    reading = read(put("H-3", "本期完成", 22), *strokes, data=blank_form())
    assert not reading.refused
    assert entry_of(reading, "H-3") == entry("H-3", 6, increment="22")


@pytest.mark.parametrize(
    ("key", "head", "stroke"),
    [
        ("H-3", "本期完成", "—"),
        ("H-6", "累计完成", "－－"),
        ("M8-2", "阶段", "/"),
        ("H-3", "状态", "-"),
        ("M8-2", "依据", "——"),
        ("D1-1", "进展情况", "—"),
        ("task:8", "存在问题", "/"),
    ],
)
def test_that_a_stroke_that_is_read_as_a_blank_is_told(key: str, head: str, stroke: str) -> None:
    reading = read(put(key, head, stroke), data=blank_form())
    assert not reading.refused
    assert [(each.before, each.after) for each in reading.normalised] == [(stroke, READ_AS_BLANK)]


@pytest.mark.parametrize("word", ["/", "无", "暂无", "——"])
def test_that_what_says_that_there_is_no_paper_is_none(word: str) -> None:
    reading = read(put("M8-2", "阶段", "备案公开"), put("M8-2", "依据", word), data=blank_form())
    assert entry_of(reading, "M8-2") == entry("M8-2", 6, stage="备案公开")


def test_that_a_no_to_what_is_not_asked_keeps_no_row_out() -> None:
    reading = read(put("8-1", "本期完成", 12), put("8-1", "预计数", "否"), data=blank_form())
    assert not reading.refused
    assert entry_of(reading, "8-1") == entry("8-1", 6, increment="12")


def renamed_heads(**names: str) -> Callable[[Opened], None]:
    def change(workbook: Opened) -> None:
        heads = next(row for row in workbook[FORM].iter_rows() if row[0].value == "序号")
        for cell in heads:
            cell.value = names.get(cell.value, cell.value)

    return change


def test_that_the_programs_own_hints_under_an_exchanged_head_keep_no_figure_out() -> None:
    exchanged = renamed_heads(进展情况="存在问题", 存在问题="进展情况")
    data = handled(put("H-3", "本期完成", 22), put("H-2", "累计完成", 3.43), data=blank_form())
    reading = read(exchanged, data=data)
    assert not reading.refused
    assert entry_of(reading, "H-3") == entry("H-3", 6, increment="22")
    assert entry_of(reading, "H-2") == entry("H-2", 6, value="3.43")


def test_that_a_lost_head_keeps_out_only_rows_that_say_something() -> None:
    data = handled(put("H-6", "累计完成", 30.5), put("9-4", "本期完成", 2), data=blank_form())
    reading = read(renamed_heads(累计完成="累计完成（万元）"), data=data)
    words = "没有“累计完成”这一列，未读入。请把表头改回原来的，或重新导出后填写。"
    told = [refused.key for refused in reading.refused if refused.reason == words]
    assert told == ["", "H-6", "9-4"]


def test_that_exchanged_names_are_told_once_for_each_row() -> None:
    def change(workbook: Opened) -> None:
        cells = by_key(workbook[FORM])
        first, second = cells["8-1"]["指标/事项"], cells["8-3"]["指标/事项"]
        first.value, second.value = second.value, first.value

    data = handled(put("8-1", "本期完成", 12), put("8-3", "本期完成", 15), data=blank_form())
    reading = read(change, data=data)
    assert [(refused.key, refused.is_ignored_edit) for refused in reading.refused] == [
        ("8-3", False),
        ("8-1", False),
        *(("8-1", False), ("8-3", False)),  # what was filled in beside the names
    ]
    beside = "".join(refused.reason for refused in reading.refused[2:])
    assert "的“12”因同一项有单元格不能读" in beside
    assert "的“15”因同一项有单元格不能读" in beside
    assert reading.normalised == ()


def test_that_rows_deleted_from_a_form_are_named_though_nothing_stood_in_them() -> None:
    """What is known of them elsewhere stays as it is."""

    def without(*gone: str) -> Reading:
        def change(workbook: Opened) -> None:
            for key in gone:
                workbook[FORM].delete_rows(by_key(workbook[FORM])[key][KEY_HEAD].row)

        return read(change, data=blank_form())

    one, many = without("9-4"), without("9-4", "task:8", "9-3", "9-5")
    assert [each.reason for each in one.refused] == [
        "“上级重点研发计划项目立项”这一行被删去了，未读入。不报的请清空单元格，不要删行。"
    ]
    assert "9-4" not in one.covered
    assert "9-5" in one.covered
    assert [(each.reason, each.key) for each in many.refused] == [
        (
            "“强化创新主体培育”、“认定宁波市技术创新中心”、“"
            + PLAN.target("9-4").name
            + "”等4行被删去了，未读入。不报的请清空单元格，不要删行。",
            "",
        )
    ]
    assert not many.covered & {"9-3", "9-4", "9-5", "task:8"}
    cited = without("H-2")  # 7-5 cites it, and asks for nothing
    assert [each.reason for each in cited.refused] == [
        f"“{PLAN.target('H-2').name}”这一行被删去了，未读入。不报的请清空单元格，不要删行。"
    ]
    assert "H-2" not in cited.covered
    two = "“认定宁波市技术创新中心”、“上级重点研发计划项目立项”这几行被删去了，未读入。"
    assert without("9-4", "9-3").refused[0].reason.startswith(two)


def test_that_a_day_that_was_cleared_is_no_longer_the_figure_s() -> None:
    reading = read(put("H-5", "截至日期", None), data=filled_form())
    assert reading.refused == ()
    assert entry_of(reading, "H-5") == entry("H-5", 6, value="77.9")
