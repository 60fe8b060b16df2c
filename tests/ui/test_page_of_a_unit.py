"""The printed page of a unit with duties: its own targets and texts, counted as they are shown."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.page import item_rows
from tests.support import samples
from tests.support.figures import YEAR, plan_2025
from tests.ui.test_print_page import text_on
from ui.page.page_layout import BODY_HEIGHT, lay_out

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.records.record import Record
    from cixi_desktop.reports.page import Page

pytestmark = pytest.mark.usefixtures("qapp")
UNIT = Unit(id="1", name="高新科")
ROUNDING = 1e-6
"""Of lengths in page units."""
LEADS_8 = Duty(subject_id="8", lead_unit_id="1")


def content_of(*records: Record) -> Content:
    return Content(unit=UNIT, records={each.key: each for each in records})


def judged(*records: Record) -> Assessment:
    return assess(plan_2025(), content_of(*records), month(YEAR, 6))


def printed(*records: Record) -> Page:
    return samples.page(content_of(*records))


def counted(target_id: str, total: int) -> Entry:
    return Entry(target_id=target_id, unit_id="1", period=month(YEAR, 6), cumulative=Decimal(total))


def test_that_the_page_counts_and_names_the_unit_s_own_only(tmp_path: Path) -> None:
    """Of task 8: 70 of 120 firms on pace, 120 of 300 (40 %) behind 50 %, one unreported; 180 in 6 months."""
    text = text_on(printed(LEADS_8, counted("H-3", 70), counted("8-1", 120)), tmp_path)
    assert "本单位承担的评判指标2项,达到或快于序时进度1项,▲欠序时1项,无滞后指标。" in text
    assert "一、滞后、欠序时和原因(1项)" in text
    assert "120/300家" in text
    assert "慢10.0" in text
    assert "还差180家,月均30家" in text
    assert "高新技术企业新增数" in text
    assert "高新技术企业总量" not in text
    assert "8.强化创新主体培育" in text
    assert "9.提升产业攻关能力" not in text
    assert "报送情况" not in text


def test_that_cause_and_step_stand_beside_what_is_slow() -> None:
    said = Narrative(
        task_id="8",
        unit_id="1",
        period=month(YEAR, 6),
        problems="浙江省科技型中小企业申报材料不齐，进度偏慢。",
        next_steps="7月底前上门辅导浙江省科技型中小企业50家。",
        requests="提请召开科技型中小企业培育专题会议。",
    )
    page = printed(LEADS_8, counted("H-3", 70), counted("8-1", 120), said)
    (row,) = page.slow
    assert (row.assessed.id, row.unit) == ("8-1", "高新科")
    assert (row.standing, row.distance) == (("120／300家", "40.0%"), ("慢10.0", "还差180家，月均30家"))
    assert row.cause == "申报材料不齐"
    assert row.step == "7月底前上门辅导浙江省科技型中小企业50家"
    assert len(page.requests) == 1
    assert page.requests[0].endswith("，本单位提请召开科技型中小企业培育专题会议。")


def test_that_what_was_not_told_is_said_to_be_missing() -> None:
    (row,) = printed(LEADS_8, counted("8-1", 120)).slow
    assert (row.cause, row.step) == ("未填报", "未填报")


def test_that_the_check_code_is_that_of_the_whole_and_of_the_workbook(tmp_path: Path) -> None:
    found = judged(LEADS_8, counted("8-1", 120))
    assert check_code(found.own_share()) != check_code(found)
    assert f"校验码:{check_code(found)}" in text_on(printed(LEADS_8, counted("8-1", 120)), tmp_path)


def test_that_what_was_reported_besides_is_counted_and_said(tmp_path: Path) -> None:
    said = Narrative(task_id="1", unit_id="1", period=month(YEAR, 6), progress_note="召开党员大会1次。")
    text = text_on(printed(LEADS_8, counted("12-1", 20), said), tmp_path)
    assert "本单位承担和填报的" in text
    assert "召开党员大会1次。" in text
    assert "2.强化政治生态建设" not in text


def test_that_a_unit_without_figures_has_no_table_of_them(tmp_path: Path) -> None:
    page = printed(Duty(subject_id="1", lead_unit_id="1"))
    assert (page.figures, page.shorts) == ((), ())
    assert lay_out(page).height <= BODY_HEIGHT
    text = text_on(page, tmp_path)
    assert "竖线为序时" not in text
    assert "三、重点任务" in text


def test_that_one_sign_has_one_meaning_on_the_page() -> None:
    """D8-1 takes text alone: recorded, not 不适用. Five other items of the task wait for a report."""
    said = Entry(target_id="D8-1", unit_id="1", period=month(YEAR, 6), note="走访企业5家。")
    (row,) = [row for row in printed(LEADS_8, said).tasks if row.title.startswith("8.")]
    assert row.lights == "○5 ·1"


def test_that_blank_problems_are_told_as_none_only_where_the_task_was_reported() -> None:
    said = Narrative(task_id="8", unit_id="1", period=month(YEAR, 6), progress_note="走访企业5家。")
    (row,) = [row for row in printed(LEADS_8, said).tasks if row.title.startswith("8.")]
    assert row.texts[1] == "无"
    (row,) = [row for row in printed(LEADS_8).tasks if row.title.startswith("8.")]
    assert row.texts[1] == "—"


def test_that_a_draft_of_figures_alone_points_to_their_table() -> None:
    """168 of 300 are 56.0 %; half is due by the end of June."""
    typed = Entry(target_id="8-1", unit_id="1", period=month(YEAR, 6), cumulative=Decimal(168))
    words = "截至6月底，新培育浙江省科技型中小企业168家，完成年度目标的56.0%，快于序时进度6.0个百分点。"
    for told, shown in ((words, "指标完成情况见上表。"), (f"已走访。{words}", f"已走访。{words}")):
        text = Narrative(task_id="8", unit_id="1", period=month(YEAR, 6), progress_note=told)
        (row,) = [row for row in printed(LEADS_8, typed, text).tasks if row.title.startswith("8.")]
        assert row.texts[0] == shown


def staged(target_id: str, stage: str, note: str = "") -> Entry:
    return Entry(target_id=target_id, unit_id="1", period=month(YEAR, 6), stage=stage, note=note)


def test_that_items_are_named_with_how_far_they_have_come_where_there_is_room(tmp_path: Path) -> None:
    """审议 is the third of four stages of M8-1."""
    said = Entry(target_id="D8-1", unit_id="1", period=month(YEAR, 6), note="走访企业5家。")
    page = printed(LEADS_8, staged("M8-1", "审议", "已送审。"), said)
    rows = {row.name: (row.group, row.progress) for row in page.items}
    assert len(rows) == 6
    assert rows["研发机构培育机制"] == ("任务8", "审议（3/4）；已送审。")
    assert rows["梯队培育"] == ("任务8", "走访企业5家。")
    assert rows["双创载体"] == ("任务8", "—")
    text = text_on(page, tmp_path)
    assert "研发机构培育机制" in text
    assert "审议(3/4);已送审。" in text


def test_that_the_paper_that_proves_a_stage_stands_beside_it() -> None:
    """合同 is the last of six stages of M8-3."""
    done = Entry(
        target_id="M8-3",
        unit_id="1",
        period=month(YEAR, 6),
        stage="合同",
        proof="慈科采〔2025〕3号，2025年6月5日",
    )
    rows = {row.item.id: row.progress for row in item_rows(judged(done))}
    assert rows["M8-3"] == "合同（6/6）；依据：慈科采〔2025〕3号（2025年6月5日）"


def test_that_counts_and_lists_tell_their_sum_and_share() -> None:
    """75 and 20 diagnoses since January are 95; 86 of 145 are 59.3 %."""
    first = Entry(target_id="C7-1", unit_id="1", period=month(YEAR, 5), increment=Decimal(75))
    second = Entry(target_id="C7-1", unit_id="1", period=month(YEAR, 6), increment=Decimal(20))
    listed = Entry(
        target_id="M7-2", unit_id="1", period=month(YEAR, 6), numerator=Decimal(86), denominator=Decimal(145)
    )
    rows = {row.item.id: row.progress for row in item_rows(judged(first, second, listed))}
    assert rows["C7-1"] == "累计95家"
    assert rows["M7-2"] == "已办结59.3%"


def test_that_a_stage_that_is_due_is_told_beside_the_item() -> None:
    due = (None, Decimal(1), None, Decimal(2), None, Decimal(3), *(None,) * 5, Decimal(4))
    plan = Basis(target_id="M8-1", pace_plan=due)
    rows = {row.item.id: row.progress for row in item_rows(judged(plan, staged("M8-1", "征求意见")))}
    assert rows["M8-1"] == "征求意见（2/4），计划6月到“审议”"


def test_that_a_remark_without_room_ends_as_the_rule_says(tmp_path: Path) -> None:
    page = printed(LEADS_8, staged("M8-1", "审议", "已征求各镇（街道）意见。" * 50))
    assert lay_out(page).height <= BODY_HEIGHT
    assert "各镇(街道......(全文见进展情况表)" in text_on(page, tmp_path).partition("亮灯规则")[0]


def test_that_items_are_counted_only_where_the_texts_need_the_room(tmp_path: Path) -> None:
    """The texts come first: no line of theirs is given up for the names of the items."""
    said = Narrative(task_id="8", unit_id="1", period=month(YEAR, 6), progress_note="推进培育。" * 500)
    page = printed(LEADS_8, said)
    assert lay_out(page).height <= BODY_HEIGHT
    text = text_on(page, tmp_path)
    assert "○6" in text
    assert "研发机构培育机制" not in text


@pytest.mark.parametrize("number", range(1, 1600, 100))
def test_that_no_length_of_a_text_makes_the_page_too_high(number: int) -> None:
    said = Narrative(task_id="8", unit_id="1", period=month(YEAR, 6), progress_note="推" * number)
    layout = lay_out(printed(LEADS_8, Duty(subject_id="4", lead_unit_id="1"), said))
    assert layout.height <= BODY_HEIGHT + ROUNDING
