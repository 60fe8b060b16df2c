"""The printed page of a unit with duties: its own targets and texts, counted as they are shown."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.judgement.assessment import Assessment, assess
from cixi_desktop.periods import month
from cixi_desktop.records.content import Content
from cixi_desktop.records.duties import Duty
from cixi_desktop.records.entries import Entry, Narrative, Unit
from cixi_desktop.wording.checkcode import check_code
from tests.support.figures import YEAR, plan_2025
from tests.ui.test_print_page import page_of
from ui.page.page_layout import BODY_HEIGHT, lay_out

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.records.kinds import Record

pytestmark = pytest.mark.usefixtures("qapp")
UNIT = Unit(id="1", name="高新科")
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
    assert check_code(found.own_part()) != check_code(found)
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
