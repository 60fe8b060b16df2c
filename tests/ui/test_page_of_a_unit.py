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
from tests.support.figures import YEAR, plan_2025
from tests.ui.test_print_page import page_of
from ui.page.page_layout import BODY_HEIGHT, lay_out

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.records.record import Record

pytestmark = pytest.mark.usefixtures("qapp")
UNIT = Unit(id="1", name="高新科")
ROUNDING = 1e-6
"""Of lengths in page units."""
LEADS_8 = Duty(subject_id="8", lead_unit_id="1")


def judged(*records: Record) -> Assessment:
    content = Content(unit=UNIT, records={each.key: each for each in records})
    return assess(plan_2025(), content, month(YEAR, 6))


def counted(target_id: str, total: int) -> Entry:
    return Entry(target_id=target_id, unit_id="1", period=month(YEAR, 6), cumulative=Decimal(total))


def test_that_the_page_counts_and_names_the_unit_s_own_only(tmp_path: Path) -> None:
    """Of task 8: 70 of 120 firms on pace, 120 of 300 behind, one unreported; six items."""
    found = judged(LEADS_8, counted("H-3", 70), counted("8-1", 120))
    text = page_of(found, tmp_path)
    assert "本单位承担的指标3项:▲欠序时1、○未填报1、●达序时1;约束性1/2达序时以上。事项6项:○未填报6。" in text
    assert "需关注(1项):▲新培育浙江省科技型中小企业(还差180家,后6个月平均每月30家)。" in text
    assert "高新技术企业新增数" in text
    assert "高新技术企业总量" not in text
    assert "8.强化创新主体培育" in text
    assert "9.提升产业攻关能力" not in text


def test_that_the_check_code_is_that_of_the_whole_and_of_the_workbook(tmp_path: Path) -> None:
    found = judged(LEADS_8, counted("8-1", 120))
    assert check_code(found.own_share()) != check_code(found)
    assert f"校验码:{check_code(found)}" in page_of(found, tmp_path)


def test_that_what_was_reported_besides_is_counted_and_said(tmp_path: Path) -> None:
    said = Narrative(task_id="1", unit_id="1", period=month(YEAR, 6), progress_note="召开党员大会1次。")
    text = page_of(judged(LEADS_8, counted("12-1", 20), said), tmp_path)
    assert "本单位承担和填报的指标4项:" in text
    assert "召开党员大会1次。" in text
    assert "2." not in text.partition("下一步打算")[2].partition("亮灯规则")[0]


def test_that_a_unit_without_figures_has_no_table_of_them(tmp_path: Path) -> None:
    found = judged(Duty(subject_id="1", lead_unit_id="1"))
    layout = lay_out(found)
    assert (layout.figures, layout.figures_height) == ((), 0.0)
    assert layout.height <= BODY_HEIGHT
    text = page_of(found, tmp_path)
    assert "本单位承担的事项6项:○未填报6。" in text
    assert "竖线为序时" not in text


def test_that_a_unit_without_items_counts_none(tmp_path: Path) -> None:
    text = page_of(judged(Duty(subject_id="8-1", lead_unit_id="1")), tmp_path)
    assert "本单位承担的指标1项:○未填报1。任务" in text


def staged(target_id: str, stage: str, note: str = "") -> Entry:
    return Entry(target_id=target_id, unit_id="1", period=month(YEAR, 6), stage=stage, note=note)


def test_that_items_are_named_with_how_far_they_have_come_where_there_is_room(tmp_path: Path) -> None:
    """审议 is the third of four stages of M8-1."""
    said = Entry(target_id="D8-1", unit_id="1", period=month(YEAR, 6), note="走访企业5家。")
    found = judged(LEADS_8, staged("M8-1", "审议", "已送审。"), said)
    rows = {row.name: (row.group, row.progress) for row in lay_out(found).items}
    assert len(rows) == 6
    assert rows["研发机构培育机制"] == ("任务8", "审议（3/4）；已送审。")
    assert rows["梯队培育"] == ("任务8", "走访企业5家。")
    assert rows["双创载体"] == ("任务8", "—")
    text = page_of(found, tmp_path)
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
    assert rows["M8-3"] == "合同（6/6）；依据：慈科采〔2025〕3号，2025年6月5日"


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
    found = judged(LEADS_8, staged("M8-1", "审议", "已征求各镇（街道）意见。" * 50))
    layout = lay_out(found)
    assert layout.items
    assert layout.height <= BODY_HEIGHT
    assert "...(全文见附表)" in page_of(found, tmp_path).partition("亮灯规则")[0]


def test_that_items_are_counted_only_where_the_texts_need_the_room(tmp_path: Path) -> None:
    """The texts come first: no line of theirs is given up for the names of the items."""
    said = Narrative(task_id="8", unit_id="1", period=month(YEAR, 6), progress_note="推进培育。" * 500)
    found = judged(LEADS_8, said)
    layout = lay_out(found)
    assert layout.items == ()
    assert layout.height <= BODY_HEIGHT
    assert "○6" in page_of(found, tmp_path)


@pytest.mark.parametrize("number", range(1, 1600, 100))
def test_that_no_length_of_a_text_makes_the_page_too_high(number: int) -> None:
    said = Narrative(task_id="8", unit_id="1", period=month(YEAR, 6), progress_note="推" * number)
    layout = lay_out(judged(LEADS_8, Duty(subject_id="4", lead_unit_id="1"), said))
    assert layout.height <= BODY_HEIGHT + ROUNDING
    assert len(layout.items) in {0, 16}
