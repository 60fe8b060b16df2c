"""What the bureau's workbook has beyond a unit's."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from cixi_desktop.assessment.assess import assess
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.consolidation.month import look_over
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import OWN, FigureDecision
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.handovers import Acceptance, Contact
from cixi_desktop.records.units import Unit
from cixi_desktop.workbook import Identity, workbook_bytes
from tests.support.figures import plan_2025

if TYPE_CHECKING:
    from openpyxl import Workbook

    from cixi_desktop.records.record import Record

PLAN = plan_2025()
JUNE = month(2025, 6)
AT = datetime(2025, 6, 27, 9, 0)  # noqa: DTZ001  local time
FIRST, SECOND, THIRD = Unit(id="1", name="甲科"), Unit(id="2", name="乙科"), Unit(id="3", name="丙科")


def content(unit: Unit, *records: Record) -> Content:
    return Content(unit=unit, records=MappingProxyType({record.key: record for record in records}))


def entry(unit: Unit, target_id: str, **figures: str) -> Entry:
    values = {name: Decimal(text) for name, text in figures.items()}
    return Entry(target_id=target_id, unit_id=unit.id, period=JUNE, **values)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def book() -> Workbook:
    """甲科 170 firms (its file came two days late) and 3.40 %; 乙科 3.45 %; 丙科 nothing, spoken to.

    The bureau itself says 78 % of what nobody reports; the duty of both is told by both.
    """
    own = FigureDecision(
        target_id="H-5", from_period=JUNE, whose=OWN, value=Decimal(78), reason="统计局已公布"
    )
    first = (entry(FIRST, "8-1", cumulative="170"), entry(FIRST, "H-2", value="3.40"))
    contents = [
        content(FIRST, *first, Entry(target_id="D1-1", unit_id="1", period=JUNE, note="已学习"), own),
        content(
            SECOND,
            entry(SECOND, "H-2", value="3.45"),
            Entry(target_id="D1-1", unit_id="2", period=JUNE, note="已部署"),
        ),
        content(THIRD, Contact(unit_id="3", period=JUNE, day=date(2025, 6, 26), words="电话")),
    ]
    file = Acceptance(
        sha256="ab",
        unit_id="1",
        period=JUNE,
        number=7,
        hand_in=2,
        check_code="ACDE-3467",
        file_name="甲科.xlsx",
        at=AT,
    )
    bureau = look_over(PLAN, contents, [file], JUNE, date(2025, 6, 28))
    both = combined(PLAN, contents, JUNE)
    data = workbook_bytes(assess(PLAN, both, JUNE), both, Identity(revision=9, exported_at=AT), bureau)
    return load_workbook(BytesIO(data))


def rows(book: Workbook, name: str) -> list[list[str]]:
    """The rows below the heads, “” for nothing."""
    found = [[str(cell.value or "") for cell in row] for row in book[name].iter_rows()]
    heads = next(number for number, row in enumerate(found) if row[0] in {"填报单位", "亮灯", "编号"})
    return found[heads + 1 :]


def test_that_the_sheets_stand_behind_the_table(book: Workbook) -> None:
    assert book.sheetnames == [
        "进展情况表",
        "按单位",
        "按亮灯",
        "数据来源",
        "指标台账",
        "口径说明",
        "系统识别页",
    ]


def test_that_each_unit_is_told_with_state_lateness_lights_and_contact(book: Workbook) -> None:
    """170 of 300 is 56.7 %, ahead of 50 %; 3.40 % is 40 % of the way from 3.36 to 3.46: 10 points behind."""
    first, second, third = rows(book, "按单位")
    assert first[:6] == ["甲科", "已报送", "第2次", "ACDE-3467", "2025-06-27 09:00", "迟报2天"]
    heads = [
        str(cell.value) for cell in next(r for r in book["按单位"].iter_rows() if r[0].value == "填报单位")
    ]
    lights = dict(zip(heads, first, strict=True))
    assert (lights["●达序时"], lights["▲欠序时"], lights["■滞后"]) == ("1", "1", "0")
    assert second[:6] == ["乙科", "草稿", "", "", "", "逾期3天"]
    assert (third[1], third[-1]) == ("未报", "2025年6月26日　电话")


def test_that_the_lights_are_told_worst_first_with_their_sources(book: Workbook) -> None:
    found = rows(book, "按亮灯")
    assert len(found) == 23 + 76
    firms = next(row for row in found if row[1] == "8-1")
    assert firms[0] == "●达序时"
    assert firms[2] == "新培育浙江省科技型中小企业"
    assert firms[4] == "甲科"
    share = next(row for row in found if row[1] == "H-2")
    assert (share[0], share[4]) == ("○未填报（待核定）", "甲科、乙科")
    own = next(row for row in found if row[1] == "H-5")
    assert own[4] == "核定数78.0%（统计局已公布；自2025年6月起）"


def test_that_every_value_has_its_source_and_its_rule(book: Workbook) -> None:
    open_words = "待核定：甲科3.40%、乙科3.45%"
    share = "规上工业企业研发费用占营业收入比重"
    added_value, duty = (PLAN.target(each).name for each in ("H-5", "D1-1"))
    assert rows(book, "数据来源") == [
        ["H-2", share, "甲科", "3.40%", "第2次", "ACDE-3467", open_words],
        ["H-2", share, "乙科", "3.45%", "", "", open_words],
        ["H-5", added_value, "", "78.0%", "", "", "核定为78.0%（统计局已公布；自2025年6月起）"],
        ["8-1", "新培育浙江省科技型中小企业", "甲科", "170家", "第2次", "ACDE-3467", "只有这一个单位填报"],
        ["D1-1", duty, "甲科", "已学习", "第2次", "ACDE-3467", "各单位的文字分别列出"],
        ["D1-1", duty, "乙科", "已部署", "", "", "各单位的文字分别列出"],
    ]
